"""The fields of a booking: day, time, method, e-mail, access to a device, with what speaks against them.

C3 to C5, C9, T10; JFS 3.14, 3.17.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from jfs_desktop.casework.contact.busy_times import DayCheck
from jfs_desktop.casework.contact.contacts import Booking
from jfs_desktop.errors import UserError
from jfs_desktop.rules.journey.contact import BOOKED_AT, BOOKED_FOR, REASON
from jfs_desktop.rules.programme.questions import Question, all_unanswered
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.form_kit import FormKit, keep_lines
from ui.widgets.question_form import QuestionForm
from ui.widgets.text import label

_OWN = (BOOKED_AT, REASON)


class BookingFields(QWidget):
    """``changed()`` tells another answer, ``momentChanged()`` another day or time."""

    changed = Signal()
    momentChanged = Signal()

    def __init__(
        self,
        today: date,
        asks: Sequence[Question],
        minimums: Mapping[str, int],
        known: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._asks = tuple(ask for ask in asks if ask.key not in _OWN)
        self._minimums = minimums
        self._asked_why = False
        self.moment = FormKit(columns=2)
        self.on = self.moment.add(BOOKED_FOR, "Meeting on", DateField(today))
        self.at = self.moment.add(BOOKED_AT, "At what time", TimeField())
        self.notes = keep_lines(label("", "warning", wrap=True), 1)
        self.notes.setObjectName("booking-notes")
        self.why = FormKit()
        self.reason = self.why.add(REASON, "Why this day?", QLineEdit())
        self.why.hide()
        self.questions = QuestionForm(today)
        self.questions.ask(self._asks, {ask.key: known.get(ask.key, "") for ask in self._asks})
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.moment, self.notes, self.why, self.questions):
            column.addWidget(part)
        self.moment.changed.connect(lambda _: self._moment())
        self.why.changed.connect(lambda _: self.changed.emit())
        self.questions.changed.connect(self.changed)

    def moment_chosen(self) -> tuple[date, time | None] | None:
        """The day and, where it is typed, the time; None without a day."""
        on = self.on.value()
        return (on, self.at.value()) if on is not None else None

    def show_check(self, check: DayCheck, *, shared: bool = False) -> None:
        """Tell what speaks against the day, and ask for a reason where one is needed."""
        told = ((note.words(shared=shared), note.paragraph) for note in check.notes)
        lines = [f"{text} ({paragraph})" if paragraph else text for text, paragraph in told]
        self.notes.setText("\n".join(lines))
        self.notes.setVisible(bool(lines))
        self._asked_why = bool(check.reason)
        self.why.setVisible(self._asked_why)
        if check.reason:
            self.why.set_title(REASON, f"{check.reason} ({check.paragraph})")

    def booking(self) -> Booking | None:
        """What was agreed, or None while something is missing; that is told beside its field."""
        on, at = self.on.value(), self.at.value()
        notes = self.moment.date_problems()
        if on is None:
            notes.setdefault(BOOKED_FOR, ("Type the day that was agreed.", "error"))
        if at is None:
            notes.setdefault(BOOKED_AT, ("Type the time that was agreed.", "error"))
        self.moment.set_notes(notes)
        unexplained = self._asked_why and not self.reason.text().strip()
        self.why.set_notes({REASON: ("Give the reason.", "error")} if unexplained else {})
        missing = all_unanswered(self._asks, self.questions.answers(), self._minimums)
        unread = self.questions.problems()
        if missing or unread:
            self.questions.show_unanswered(missing)
        if self.moment.focus_first_note() or self.why.focus_first_note() or missing or unread:
            return None
        if on is None or at is None:
            return None
        return Booking(on, at, self.questions.answers(), self.reason.text() if self._asked_why else "")

    def show_refusal(self, error: UserError) -> bool:
        """Tell a refusal beside its field, if it is one of these."""
        if error.field == REASON:
            self._asked_why = True
            self.why.show()
        forms = (self.moment, self.why, self.questions)
        return any(one.show_refusal(error) for one in forms)

    def typed(self) -> dict[str, str]:
        """What stands in the fields, to be kept as a draft."""
        on, at = self.on.value(), self.at.value()
        said = {BOOKED_FOR: on.isoformat() if on else "", BOOKED_AT: f"{at:%H:%M}" if at else ""}
        said[REASON] = self.reason.text()
        return {key: value for key, value in (said | self.questions.answers()).items() if value}

    def take(self, said: Mapping[str, str]) -> None:
        """Show what was typed before."""
        if said.get(BOOKED_FOR):
            self.on.set_value(date.fromisoformat(said[BOOKED_FOR]))
        if said.get(BOOKED_AT):
            self.at.set_value(time.fromisoformat(said[BOOKED_AT]))
        self.reason.setText(said.get(REASON, ""))
        self.questions.set_answers({ask.key: said.get(ask.key, "") for ask in self._asks})
        self._moment()

    def _moment(self) -> None:
        self.changed.emit()
        self.momentChanged.emit()
