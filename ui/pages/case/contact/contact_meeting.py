"""The appointment that stands: when and how, book it anew, and a calendar file of it (C3, T10)."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from jfs_desktop.casework.contact.contact_view import ContactView
from jfs_desktop.casework.desk.appointments import INITIAL_MEETING
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.journey.contact import REASON
from jfs_desktop.rules.programme.questions import AnswerKind, Question
from jfs_desktop.rules.writing.wording import short_day
from ui.pages.case.contact.contact_booking import BookingFields
from ui.pages.case.contact.contact_words import booking_line
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.text import label


class MeetingCard(Card):
    """``bookRequested()`` with the answers in ``fields``; ``momentChanged()``; ``fileRequested()``."""

    bookRequested = Signal()
    momentChanged = Signal()
    fileRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Appointment", parent)
        self._view: ContactView | None = None
        self._today = date.min
        self.fields: BookingFields | None = None
        self.when = label("", "strong", wrap=True)
        self.how = label("", "soft", wrap=True)
        self.again = button("Book the meeting…", "plain", self.open, name="book-again")
        self.file = button("Save calendar file…", "plain", self.fileRequested.emit, name="save-calendar-file")
        self.file.setToolTip("A file for a calendar. It names nobody.")
        self.save = button("Book", "primary", self.bookRequested.emit, name="book-meeting")
        self.leave = button("Leave it as it is", "plain", self.fold, name="leave-booking")
        self.verbs.addWidget(self.file)
        self.verbs.addWidget(self.again)
        self.body.addWidget(self.when)
        self.body.addWidget(self.how)
        self._form = QWidget()
        self._row = QHBoxLayout(self._form)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.save)
        self._row.addWidget(self.leave)
        self._row.addStretch(1)
        self.body.addWidget(self._form)
        self._form.hide()
        self.hide()

    def show_case(self, view: ContactView, today: date) -> None:
        """Show another case, or the same anew; a form that is open stays as it is."""
        self._view, self._today = view, today
        agreed = view.appointment
        reached = view.standing.reached_on is not None
        may_book = reached and FactKind.MEETING_BOOKED not in view.refused
        self.when.setText(booking_line(agreed) if agreed else "No meeting is booked yet.")
        booked = agreed is not None and agreed.what == INITIAL_MEETING
        self.how.setText(_how(view) if booked else "")
        self.how.setVisible(bool(self.how.text()))
        self.file.setVisible(agreed is not None)
        self.again.setText("Another time…" if booked else "Book the meeting…")
        self.again.setVisible(may_book and self.fields is None)
        self.setVisible(agreed is not None or may_book)

    def fold(self) -> None:
        """Put the form away."""
        fields, self.fields = self.fields, None
        if fields is not None:
            fields.hide()
            self.body.removeWidget(fields)
            fields.deleteLater()
        self._form.hide()
        if self._view is not None:
            self.show_case(self._view, self._today)

    def clear(self) -> None:
        """Show nobody."""
        self._view = None
        self.fold()
        self.when.setText("")
        self.how.setText("")
        self.hide()

    def open(self) -> None:
        """Ask for the day and time of a booking; where they are asked already, go there."""
        if self.fields is not None:
            self.fields.on.setFocus()
        view = self._view
        if view is None or self.fields is not None:
            return
        self.fields = BookingFields(self._today, view.booking_asks, view.minimums, view.proposed)
        self.fields.momentChanged.connect(self.momentChanged)
        self.body.insertWidget(self.body.indexOf(self._form), self.fields)
        self.fields.show()
        self._form.show()
        self.again.hide()
        self.fields.on.setFocus()


def _how(view: ContactView) -> str:
    """The answers of the booking in words: 'Video call · Teams · e-mail priya@…'."""
    said = view.booking
    parts = [
        _words(ask, said.get(ask.key, "")) for ask in view.booking_asks if ask.kind is not AnswerKind.TIME
    ]
    return " · ".join(part for part in parts if part)


def _words(ask: Question, answer: str) -> str:
    if not answer or ask.kind is AnswerKind.YES_NO or ask.key == REASON:
        return ""
    if ask.kind is AnswerKind.DAY:
        return f"{ask.text.lower()} {short_day(date.fromisoformat(answer))}"
    names = {one.key: one.name for one in ask.choices}
    told = names.get(answer, answer)
    return f"{ask.text}: {told.lower()}" if ask.key == "it_access" else told
