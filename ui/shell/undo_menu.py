"""'Undo …' and 'Redo …' in the Edit menu, with the name of what they reverse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject

from jfs_desktop.outcome import Outcome
from ui.shell.context import Context
from ui.shell.menus import Menus
from ui.widgets.banner import Banner

if TYPE_CHECKING:
    from jfs_desktop.records.views import HistoryEntry

MESSAGE = "the message that goes"


class UndoMenu(QObject):
    """Asks after every change what could be undone. Undoing an undo is redo. While the banner offers to take
    a message back, that comes first: the change before it is not meant then."""

    def __init__(self, context: Context, menus: Menus, banner: Banner) -> None:
        super().__init__()
        self._context = context
        self._menus, self._banner = menus, banner
        self._entry: HistoryEntry | None = None
        menus.undo.triggered.connect(self._undo)
        menus.redo.triggered.connect(self._undo)
        context.hub.changed.connect(self._hear)
        context.sharing.changed.connect(self._offer)
        banner.changed.connect(self._offer)

    def refresh(self) -> None:
        """Read what could be undone now."""
        workspace = self._context.workspace

        def read() -> HistoryEntry | None:
            from jfs_desktop.casework import history

            return history.last_undoable(workspace)

        self._context.tasks.read(read, owner=self, done=self._take)

    def _hear(self, _: Outcome[Any], __: object) -> None:
        self.refresh()

    def _take(self, entry: HistoryEntry | None) -> None:
        self._entry = entry
        self._offer()

    def _offer(self) -> None:
        """What could be undone may concern somebody else: nothing is named while the screen is shared."""
        if not shiboken6.isValid(self._menus.undo):
            return  # the window is going, which hides its banner after its menus
        if self._banner.takes_back:
            self._menus.show_undo(MESSAGE)
            return
        shown = self._entry if not self._context.sharing.on else None
        self._menus.show_undo(shown.undo_label if shown is not None else "")

    def _undo(self) -> None:
        if self._banner.takes_back:
            self._banner.act()
            return
        entry, workspace = self._entry, self._context.workspace
        if entry is None:
            return

        def run() -> Outcome[str]:
            from jfs_desktop.casework import history

            return history.undo(workspace, entry.change_id)

        self._context.tasks.write(run, owner=self, done=self._undone)

    def _undone(self, outcome: Outcome[str]) -> None:
        self._context.hub.tell(outcome)
        self._context.say.news(
            f"Undone: {outcome.value}." if outcome.label.startswith("undo ") else "Brought back."
        )
