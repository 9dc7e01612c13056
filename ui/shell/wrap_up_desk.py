"""The wrap-up that stands over the window: read in its turn, opened once, and let go."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from jfs_desktop.rules.wording import counted
from ui.dialogs.wrap_up_offer import WrapUpOffer, read_offer

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from jfs_desktop.errors import UserError
    from jfs_desktop.records.views import SessionView
    from ui.dialogs.wrap_up import WrapUpDialog
    from ui.shell.context import Context


class WrapUpDesk(QObject):
    """``coming()`` before what is being typed is read; ``gone()`` once nothing stands over the window."""

    coming = Signal()
    gone = Signal()

    def __init__(self, context: Context, bar: QWidget) -> None:
        super().__init__(bar)
        self._context, self._bar = context, bar
        self._open: WrapUpDialog | None = None
        self._opening = False
        self.clicked_at: datetime | None = None
        """The moment of the stop click, while its wrap-up is read or open: the clock is shown held there."""

    @property
    def shown(self) -> bool:
        """Whether a wrap-up stands over the window."""
        return self._open is not None

    @property
    def free(self) -> bool:
        """Whether another may be opened: none is shown nor on its way."""
        return self._open is None and not self._opening

    def begin(self, session_id: UUID, clicked_at: datetime | None) -> None:
        """Read the session and open its wrap-up; None for one that has stopped already."""
        self._opening, self.clicked_at = True, clicked_at
        self.coming.emit()
        workspace = self._context.workspace
        self._context.tasks.write(  # in its turn, after the notes that are on their way
            lambda: read_offer(workspace, session_id, clicked_at),
            owner=self,
            done=self._read,
            failed=self._failed,
        )

    def locking(self) -> None:
        """Keep what was typed."""
        if self._open is not None:
            self._open.keep_draft()

    def unlocked(self) -> None:
        """Read again what stands over the window; what was asked for before the lock is asked for anew."""
        if self._open is not None:
            self._open.come_back()
        else:
            self._opening, self.clicked_at = False, None

    def _read(self, offer: WrapUpOffer) -> None:
        from ui.dialogs.wrap_up import WrapUpDialog  # first needed as a session ends

        self._opening = False
        dialog = WrapUpDialog.ask(self._context, offer, self._bar.window())
        if dialog is None:
            self._let_go()
            return
        self._open = dialog
        dialog.wrapped.connect(self._wrapped)
        dialog.settled.connect(self._let_go)

    def _failed(self, error: UserError) -> None:
        self._opening = False
        self._context.say.problem(error)
        self._let_go()

    def _wrapped(self, session: SessionView) -> None:
        rest = "" if session.plan_changed is not None else "; the wrap-up is still owed"
        self._context.say.news(f"{counted(session.minutes, 'minute')} recorded{rest}.")

    def _let_go(self) -> None:
        self._open, self.clicked_at = None, None
        self.gone.emit()
