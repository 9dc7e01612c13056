"""The wrap-up that stands over the window: read in its turn, opened once, and let go."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from jfs_desktop.rules.writing.wording import counted
from ui.dialogs.wrap_up.wrap_up_offer import WrapUpOffer, read_offer
from ui.widgets.session_words import elsewhere_line

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from jfs_desktop.errors import UserError
    from jfs_desktop.records.views import SessionView
    from jfs_desktop.rules.meetings.session_beats import Beat
    from ui.dialogs.wrap_up.wrap_up import WrapUpDialog
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
        self._click: Beat | None = None

    @property
    def clicked_at(self) -> datetime | None:
        """The moment of the stop click, while its wrap-up is read or open: the clock is shown held there."""
        return self._click.wall if self._click is not None else None

    @property
    def shown(self) -> bool:
        """Whether a wrap-up stands over the window."""
        return self._open is not None

    @property
    def free(self) -> bool:
        """Whether another may be opened: none is shown nor on its way."""
        return self._open is None and not self._opening

    def begin(self, session_id: UUID, click: Beat | None) -> None:
        """Read the session and open its wrap-up; None for one that has stopped already."""
        self._opening, self._click = True, click
        self.coming.emit()
        workspace = self._context.workspace
        self._context.tasks.write(  # in its turn, after the notes that are on their way
            lambda: read_offer(workspace, session_id, click),
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
            self._opening, self._click = False, None

    def _read(self, offer: WrapUpOffer) -> None:
        from ui.dialogs.wrap_up.wrap_up import WrapUpDialog  # first needed as a session ends

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
        told = f"{counted(session.minutes, 'minute')} recorded{rest}."
        lost = elsewhere_line(session)
        if not lost:
            self._context.say.news(told)
            return
        self._context.say.news(
            f"{told} {lost}.", "Correct minutes", partial(self._correct, session), level="info"
        )

    def _correct(self, session: SessionView) -> None:
        from ui.dialogs.sessions.correct_minutes import CorrectMinutesDialog  # rarely needed

        CorrectMinutesDialog(self._context, session, self._bar.window()).open()

    def _let_go(self) -> None:
        self._open, self._click = None, None
        self.gone.emit()
