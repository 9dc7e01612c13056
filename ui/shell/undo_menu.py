"""'Undo …' and 'Redo …' in the Edit menu, with the name of what they reverse."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject

from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from ui.shell.context import Context
from ui.shell.menus import Menus
from ui.shell.own_undo import OwnUndo
from ui.widgets.banner import Banner

if TYPE_CHECKING:
    from uuid import UUID

    from jfs_desktop.casework.undo_stack import Step, UndoStack

MESSAGE = "the message that goes"
BACKWARD = "undo "
"""How the label of an undoing begins; the rest names what it reversed."""


class UndoMenu(QObject):
    """Asks after every change what could be undone, and what brought back. While the banner offers to take
    a message back, that comes first: the change before it is not meant then. Then comes the editor in
    ``front``, as long as something was done in it: what it took back itself stands in the journal as a change
    like any other, and to undo that would bring it back."""

    def __init__(
        self, context: Context, menus: Menus, banner: Banner, front: Callable[[], OwnUndo | None]
    ) -> None:
        super().__init__()
        self._context, self._front = context, front
        self._menus, self._banner = menus, banner
        self._stack: UndoStack | None = None
        menus.undo.triggered.connect(self._undo)
        menus.redo.triggered.connect(self._redo)
        menus.edit.aboutToShow.connect(self._offer)
        context.hub.changed.connect(self._hear)
        context.sharing.changed.connect(self._offer)
        banner.changed.connect(self._offer)

    def refresh(self) -> None:
        """Read what could be undone now."""
        workspace = self._context.workspace

        def read() -> UndoStack:
            from jfs_desktop.casework import undo_stack

            return undo_stack.read(workspace)

        self._context.tasks.read(read, owner=self, done=self._take)

    def _hear(self, _: Outcome[Any], __: object) -> None:
        self.refresh()

    def _take(self, stack: UndoStack) -> None:
        self._stack = stack
        self._offer()

    def _offer(self) -> None:
        """What could be undone may concern somebody else: nothing is named while the screen is shared."""
        if not shiboken6.isValid(self._menus.undo):
            return  # the window is going, which hides its banner after its menus
        if self._banner.takes_back:
            self._menus.show_undo(MESSAGE)
            return
        own = self._own()
        if own is not None:
            self._menus.show_undo(own.undo_name, own.redo_name)
            return
        stack = self._stack if not self._context.sharing.on else None
        if stack is None:
            self._menus.show_undo("")
            return
        undo = stack.undo.label if stack.undo is not None else ""
        redo = stack.redo.label.removeprefix(BACKWARD) if stack.redo is not None else ""
        self._menus.show_undo(undo, redo, refused=stack.stopped_by is not None)

    def _own(self) -> OwnUndo | None:
        front = self._front()
        return front if front is not None and (front.undo_name or front.redo_name) else None

    def _undo(self) -> None:
        own = self._own()
        if self._banner.takes_back:
            self._banner.act()
        elif own is not None:
            own.undo()
            self._offer()
        elif self._stack is not None and self._stack.undo is not None:
            self._reverse(self._stack.undo, self._stack.undo.change_id, "Undone: {}.")
        elif self._stack is not None and self._stack.stopped_by is not None:
            self._tell_why(self._stack.stopped_by)

    def _redo(self) -> None:
        own = self._own()
        if own is not None:
            own.redo()
            self._offer()
        elif self._stack is not None and self._stack.redo is not None and self._stack.redo.undoes:
            self._reverse(self._stack.redo, self._stack.redo.undoes, "Brought back: {}.")

    def _reverse(self, step: Step, told: UUID, said: str) -> None:
        """Reverse a change; ``told`` is the one that is named with it."""
        workspace = self._context.workspace
        self._stack = None  # a second press waits until it is known what comes before

        def run() -> tuple[Outcome[str], str]:
            from jfs_desktop.casework import history, undo_stack

            words = undo_stack.words(workspace, told)
            return history.undo(workspace, step.change_id), words

        def done(found: tuple[Outcome[str], str]) -> None:
            self._context.hub.tell(found[0])
            self._context.say.news(said.format(found[1]))

        self._context.tasks.write(run, owner=self, done=done, failed=self._refused)

    def _tell_why(self, step: Step) -> None:
        workspace = self._context.workspace

        def read() -> str:
            from jfs_desktop.casework import undo_stack

            return undo_stack.words(workspace, step.change_id)

        def tell(words: str) -> None:
            way = "where it stands, or with a reason on the Overview"
            self._context.say.news(f"'{words}' is not undone but corrected: {way}.", level="info")

        self._context.tasks.read(read, owner=self, done=tell)

    def _refused(self, error: UserError) -> None:
        self._context.say.problem(error)
        self.refresh()
