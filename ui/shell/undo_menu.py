"""'Undo …' and 'Redo …' in the Edit menu, with the name of what they reverse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject

from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from ui.shell.context import Context
from ui.shell.frame import Frame
from ui.shell.menus import Menus
from ui.shell.own_undo import OwnUndo

if TYPE_CHECKING:
    from uuid import UUID

    from jfs_desktop.casework.cases.undo_stack import Reversed, Step, UndoStack

MESSAGE = "the message that goes"


class UndoMenu(QObject):
    """Asks after every change what could be undone, and what brought back: with a case in front of that case
    alone, elsewhere of all, with the name of whose it is. While the banner offers to take a message back,
    that comes first: the change before it is not meant then. Then comes the editor in front, as long as
    something was done in it: what it took back itself stands in the journal as a change like any other, and
    to undo that would bring it back."""

    def __init__(self, context: Context, menus: Menus, frame: Frame) -> None:
        super().__init__()
        self._context, self._menus, self._frame = context, menus, frame
        self._banner = frame.banner
        self._stack: UndoStack | None = None
        menus.undo.triggered.connect(self._undo)
        menus.redo.triggered.connect(self._redo)
        menus.edit.aboutToShow.connect(self._offer)
        context.hub.changed.connect(self._hear)
        context.sharing.changed.connect(self._offer)
        frame.pageShown.connect(lambda _: self.refresh())
        frame.banner.changed.connect(self._offer)

    def refresh(self) -> None:
        """Read what could be undone now."""
        workspace, case_id = self._context.workspace, self._frame.case_in_front()
        self._stack = None  # a press waits until it is known what it would reverse

        def read() -> UndoStack:
            from jfs_desktop.casework.cases import undo_stack

            return undo_stack.read(workspace, case_id)

        self._context.tasks.read(read, owner=self, done=lambda stack: self._take(stack, case_id))

    def clear(self) -> None:
        """Let go of what could be undone, which names whose it is."""
        self._stack = None
        self._offer()

    def _hear(self, _: Outcome[Any], __: object) -> None:
        self.refresh()

    def _take(self, stack: UndoStack, case_id: UUID | None) -> None:
        if case_id == self._frame.case_in_front():
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
        undo, redo = (step.named if step is not None else "" for step in (stack.undo, stack.redo))
        self._menus.show_undo(undo, redo, refused=stack.stopped_by is not None)

    def _own(self) -> OwnUndo | None:
        front = self._frame.own_undo()
        return front if front is not None and (front.undo_name or front.redo_name) else None

    def _undo(self) -> None:
        own = self._own()
        if self._banner.takes_back:
            self._banner.act()
        elif own is not None:
            own.undo()
            self._offer()
        elif self._stack is not None and self._stack.undo is not None:
            self._reverse("Undone")
        elif self._stack is not None and self._stack.stopped_by is not None:
            self._tell_why(self._stack.stopped_by)

    def _redo(self) -> None:
        own = self._own()
        if own is not None:
            own.redo()
            self._offer()
        elif self._stack is not None and self._stack.redo is not None:
            self._reverse("Brought back", forth=True)

    def _reverse(self, said: str, *, forth: bool = False) -> None:
        """Reverse the newest change, which may be what the page in front still holds: that is kept first,
        else it would be written over what is undone here."""
        workspace, case_id = self._context.workspace, self._frame.case_in_front()
        self._frame.save_drafts()
        self._stack = None  # a second press waits until it is known what comes before

        def run() -> Reversed | Step | None:
            from jfs_desktop.casework.cases import undo_stack

            return undo_stack.reverse(workspace, case_id, forth=forth)

        def done(found: Reversed | Step | None) -> None:
            from jfs_desktop.casework.cases.undo_stack import Reversed

            if isinstance(found, Reversed):
                self._context.hub.tell(found.outcome)
                whose = f" for {found.name}" if found.name else ""
                self._context.say.news(f"{said}{whose}: {found.words}.")
                return
            if found is not None:  # it came since the menu was read, or with what the page kept just now
                self._tell_why(found)
            self.refresh()

        self._context.tasks.write(run, owner=self, done=done, failed=self._refused)

    def _tell_why(self, step: Step) -> None:
        workspace = self._context.workspace

        def read() -> str:
            from jfs_desktop.casework.cases import undo_stack

            return undo_stack.words(workspace, step.change_id)

        def tell(words: str) -> None:
            way = "where it stands, or with a reason on the Overview"
            self._context.say.news(f"'{words}' is not undone but corrected: {way}.", level="info")

        self._context.tasks.read(read, owner=self, done=tell)

    def _refused(self, error: UserError) -> None:
        self._context.say.problem(error)
        self.refresh()
