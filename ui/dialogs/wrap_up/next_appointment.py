"""The next appointment in the wrap-up of a session: its day and time, and why it is late (I13)."""

from __future__ import annotations

from datetime import UTC, date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from jfs_desktop.casework.recording.first_appointment import LATER, PARAGRAPH
from jfs_desktop.casework.sessions.sessions import WrapUp
from jfs_desktop.clock import LONDON
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.writing.wording import full_day
from ui.dialogs.sessions.session_questions import rest_day_note
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.form_kit import FormKit


class NextAppointment:
    """Three fields of a form; the third shows where the day lies after ``latest``, by which it should be
    held (None: nothing asks for a day)."""

    def __init__(self, form: FormKit, latest: date | None, calendar: WorkingDays, today: date) -> None:
        self._form, self._latest, self._calendar = form, latest, calendar
        day = form.add("next_on", "Next appointment", DateField(today))
        form.add("next_at", "At", TimeField())
        form.tell_in_a_row("next_on")
        form.add(LATER, "Why not sooner", QLineEdit(), span=2)
        # The day is typed: the calendar's button would be one more stop on the way.
        day.picker.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        day.changed.connect(lambda _: self._tell())

    def moment(self) -> datetime | None:
        """When it is (aware); None while day or time is missing."""
        day, at = self._form.value("next_on"), self._form.value("next_at")
        return None if day is None or at is None else datetime.combine(day, at, LONDON).astimezone(UTC)

    def later_reason(self) -> str:
        """Why it is late, where it is."""
        return str(self._form.value(LATER)) if self._falls_late() else ""

    def show(self, draft: WrapUp) -> None:
        """Fill the fields with what was kept."""
        if draft.next_appointment is not None:
            local = draft.next_appointment.astimezone(LONDON)
            self._form.set_value("next_on", local.date())
            self._form.set_value("next_at", local.time())
        self._form.set_value(LATER, draft.later_reason)
        self._tell()

    def problems(self) -> dict[str, tuple[str, str]]:
        """What of the fields cannot stand."""
        notes = {}
        day, at = self._form.value("next_on"), self._form.value("next_at")
        if (day is None) != (at is None):
            notes["next_at" if at is None else "next_on"] = ("An appointment has a day and a time.", "error")
        if self._falls_late() and not self.later_reason().strip():
            notes[LATER] = ("Say why it is later.", "error")
        return notes

    def _falls_late(self) -> bool:
        on = self._form.value("next_on")
        return on is not None and self._latest is not None and on > self._latest

    def _tell(self) -> None:
        late = self._falls_late()
        self._form.set_shown(LATER, late)
        if late and self._latest is not None:
            self._form.set_title(LATER, f"Why not by {full_day(self._latest)} ({PARAGRAPH})")
        self._form.set_note("next_on", rest_day_note(self._calendar, self._form.value("next_on")), "warning")
