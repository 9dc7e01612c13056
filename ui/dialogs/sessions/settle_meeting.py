"""What became of a meeting whose booked time has passed: held, missed or put off (I1, M1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from uuid import UUID

from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.contact import missed_meetings
from jfs_desktop.casework.contact.missed_meetings import MeetingToSettle
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.meetings.session_kinds import SessionKind
from jfs_desktop.rules.writing.wording import weekday_day
from ui.dialogs.recording.record import RecordDialog
from ui.dialogs.sessions.manual_session import ManualSessionDialog
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.dialog import Dialog

OpenTab = Callable[[str], None]
HELD_TAB, BOOKING_TAB = "meeting", "contact"


class SettleMeetingDialog(Dialog):
    """Asks whether the person came. Missed is recorded at once, on the day and at the time that were booked;
    the other two lead on to the form, or for the initial meeting to the tab, that asks the rest."""

    def __init__(
        self, context: Context, case_id: UUID, asked: MeetingToSettle, open_tab: OpenTab, parent: QWidget
    ) -> None:
        meeting = asked.meeting
        booking = meeting.booking
        named = "initial meeting" if meeting.initial else "appointment"
        at = f", {booking.at}" if booking.at else ""
        super().__init__("Did the person come?", "", parent, width=560)
        self.heading.setText(f"Did {asked.name} come?")  # the window's title names nobody
        means = f", by {asked.means.lower()}," if asked.means else ""
        self.body.setText(
            f"The {named} of {weekday_day(booking.on)}{at}{means} has passed and nothing is recorded "
            f"({meeting.paragraph})."
        )
        self.body.show()
        self._context, self._case_id, self._meeting = context, case_id, meeting
        self._open_tab, self._over = open_tab, parent
        self.add_cancel()
        self.put_off = self.add_verb("Put off…", "plain", self._put_off)
        self.missed = self.add_verb("Missed", "plain", self._missed)
        self.held = self.add_verb("Held…", "primary", self._held, default=True)
        self.held.setFocus()

    @classmethod
    def ask(
        cls, context: Context, case_id: UUID, booking_id: UUID, open_tab: OpenTab, parent: QWidget
    ) -> None:
        """Read the meeting and ask; one that was settled meanwhile is told."""
        workspace = context.workspace
        context.tasks.read(
            lambda: missed_meetings.asked(workspace, case_id, booking_id),
            owner=parent,
            done=lambda asked: cls(context, case_id, asked, open_tab, parent).open(),
            failed=context.say.problem,
        )

    def _held(self) -> None:
        self.accept()
        booking = self._meeting.booking
        if self._meeting.initial:
            self._open_tab(HELD_TAB)
            return
        asked = ManualSessionDialog(self._context, self._case_id, SessionKind.ONE_TO_ONE.value, self._over)
        asked.form.set_value("on", booking.on)
        if booking.at:
            asked.form.set_value("at", time.fromisoformat(booking.at))
        asked.open()

    def _put_off(self) -> None:
        self.accept()
        if self._meeting.initial:
            self._open_tab(BOOKING_TAB)
            return
        kinds, about = (FactKind.APPOINTMENT_AGREED,), self._meeting.booking.id
        RecordDialog.ask(self._context, self._case_id, self._over, kinds=kinds, about=about)

    def _missed(self) -> None:
        self.set_busy(True)
        workspace, case_id, booking_id = self._context.workspace, self._case_id, self._meeting.booking.id
        self._context.tasks.write(
            lambda: missed_meetings.miss(workspace, case_id, booking_id),
            owner=self,
            done=self._told,
            failed=self._refused,
        )

    def _told(self, outcome: Outcome[FactView]) -> None:
        tell_with_undo(self._context, outcome, f"Recorded: {outcome.value.name}.")
        self.accept()

    def _refused(self, error: UserError) -> None:
        self.show_error(error)
