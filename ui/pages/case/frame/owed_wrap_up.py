"""The wrap-up of a session that has ended already, asked for on a tab of its case."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.dialogs.wrap_up.wrap_up import WrapUpDialog
from ui.dialogs.wrap_up.wrap_up_offer import WrapUpOffer, read_offer
from ui.shell.context import Context


class OwedWrapUp(QObject):
    """Opens it over the window of ``tab``, one at a time, and lets it go once it is settled."""

    def __init__(self, context: Context, tab: QWidget) -> None:
        super().__init__(tab)
        self._context, self._tab = context, tab
        self._shown: WrapUpDialog | None = None

    def begin(self, session_id: UUID) -> None:
        """Read the session and open its wrap-up."""
        workspace = self._context.workspace
        self._context.tasks.write(  # in its turn, after the notes that are on their way
            lambda: read_offer(workspace, session_id, None), owner=self, done=self._open
        )

    def keep(self) -> None:
        """Keep what was typed."""
        if self._shown is not None:
            self._shown.keep_draft()

    def come_back(self) -> None:
        """Read again what stands over the window, after an unlock."""
        if self._shown is not None:
            self._shown.come_back()

    def _open(self, offer: WrapUpOffer) -> None:
        dialog = WrapUpDialog.ask(self._context, offer, self._tab.window())
        if dialog is not None:
            self._shown = dialog
            dialog.settled.connect(self._let_go)

    def _let_go(self) -> None:
        self._shown = None
