"""The form of one attempt to reach somebody; where they answer it goes on to the booking in the same call.

C2 to C5, C8, I2, S12; JFS 3.12 to 3.14, 3.18, 3.21.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from jfs_desktop.casework.contact.contact_view import ContactView
from jfs_desktop.casework.contact.contacts import CONFIRMED, DOUBTED, Call
from jfs_desktop.errors import UserError
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.journey.re_engagement import IDENTITY
from ui.pages.case.contact.contact_booking import BookingFields
from ui.widgets.buttons import button
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.form_kit import FormKit
from ui.widgets.text import label

REACHED = "reached"
NOW, LATER = "now", "later"
_IDENTITY = [(CONFIRMED, "Yes, by at least two details"), (DOUBTED, "No, there is a doubt")]
_MEETING = [(NOW, "Book it now"), (LATER, "Not yet agreed")]


class CallForm(QWidget):
    """``saveRequested()`` by the button or Ctrl+Enter; ``identityAsked()`` once somebody answered. The
    channel that is agreed, and the person's own number or address for it, are chosen already."""

    saveRequested = Signal()
    momentChanged = Signal()
    identityAsked = Signal()

    def __init__(self, view: ContactView, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.form = FormKit(columns=2)
        self.channel = self.form.add("channel", "By which means", ChipChoice(view.channels), span=2)
        self.channel.set_chosen([view.channels[0][0]] if view.channels else [])
        self.form.set_shown("channel", bool(view.channels))  # without one the page says what to do (I2)
        self.result = self.form.add(
            "result", "What came of it", ChipChoice([(REACHED, "Reached"), *view.results]), span=2
        )
        self.used = self.form.add("detail_used", "Number or address used", QLineEdit())
        self.note = self.form.add("note", "Note", QLineEdit())
        self.form.add(IDENTITY, "Sure who it is?", ChipChoice(_IDENTITY), span=2)
        self.form.add("doubt", "What does not fit", QLineEdit(), span=2)
        self.form.add("late_reason", "Why is it late?", QLineEdit(), span=2)
        self.form.add("on", "On which day", DateField(today, today))
        self.form.add("at", "At what time", TimeField())
        self.form.add("meeting", "The initial meeting", ChipChoice(_MEETING), span=2)
        self.booking = BookingFields(today, view.booking_asks, view.minimums, view.proposed)
        self.refused = label("", "warning", wrap=True)
        self._assemble()
        self._fill_used()
        self._settle()

    def _assemble(self) -> None:
        self.save = button("Log attempt", "primary", self.saveRequested.emit, name="log-contact")
        self.save.setToolTip("Ctrl+Enter saves from any field")
        self.earlier = button("It was earlier…", "link", self._ask_when, name="contact-earlier")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.save)
        row.addWidget(self.earlier)
        row.addWidget(self.refused, 1)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.form)
        column.addWidget(self.booking)
        column.addLayout(row)
        self.form.set_shown("late_reason", False)
        self._show_when(False)
        self.form.changed.connect(self._changed)
        self.booking.momentChanged.connect(self.momentChanged)

    def reached(self) -> bool:
        """Whether somebody answered."""
        return self.result.chosen() == (REACHED,)

    def in_doubt(self) -> bool:
        """Whether it is not certain who did."""
        return self.reached() and self.form.value(IDENTITY) == (DOUBTED,)

    def books(self) -> bool:
        """Whether a meeting is booked in the same call."""
        return self.reached() and not self.in_doubt() and self.form.value("meeting") == (NOW,)

    def call(self) -> Call:
        """How it was tried."""
        values = self.form.values()
        when = not self.form.field("on").isHidden()
        return Call(
            channel="".join(values["channel"]),
            detail_used=self.used.text(),
            note=values["note"],
            on=values["on"] if when else None,
            at=values["at"] if when else None,
            late_reason=values["late_reason"],
        )

    def outcome(self) -> str:
        """The key of the result; '' while none is chosen."""
        return "".join(self.result.chosen())

    def doubt(self) -> str:
        """What does not fit."""
        return str(self.form.value("doubt"))

    def complete(self) -> bool:
        """Whether all that this form itself asks is answered; what is missing is told beside its field."""
        notes = self.form.date_problems() if not self.form.field("on").isHidden() else {}
        if not self.channel.chosen():
            notes["channel"] = ("Say how it was done.", "error")
        if not self.outcome():
            notes["result"] = ("Say what came of it.", "error")
        if self.reached() and not self.form.value(IDENTITY):
            notes[IDENTITY] = ("Say whether you are sure who it is (JFS 3.21).", "error")
        if self.in_doubt() and not self.doubt().strip():
            notes["doubt"] = ("Say what does not fit.", "error")
        if self.reached() and not self.in_doubt() and self._can_book() and not self.form.value("meeting"):
            notes["meeting"] = ("Say whether the meeting is agreed (JFS 3.14).", "error")
        self.form.set_notes(notes)
        self.form.focus_first_note()
        return not notes

    def show_refusal(self, error: UserError) -> bool:
        """Tell a refusal beside the field that it names, if it is one of these."""
        if self.books() and self.booking.show_refusal(error):
            return True
        if error.field in ("on", "at"):
            self._show_when(True)
        return self.form.show_refusal(error)

    def dirty(self) -> bool:
        """Whether something was chosen or typed."""
        return bool(self.outcome() or self.form.value("note").strip())

    def propose(self, known: Mapping[str, str]) -> None:
        """Who it is was confirmed a moment ago in the same call (I3); what is chosen meanwhile stands."""
        if IDENTITY in known and self.reached() and not self.form.value(IDENTITY):
            self.form.set_value(IDENTITY, (known[IDENTITY],))
            self._settle()

    def begin(self) -> None:
        """Stand where the common case needs the fewest keys: on what came of it."""
        self.result.setFocus()

    def typed(self) -> dict[str, str]:
        """What stands in the form, to be kept as a draft."""
        values = self.form.values()
        said = {key: ",".join(values[key]) for key in ("channel", "result", IDENTITY, "meeting")}
        said |= {key: values[key] for key in ("note", "doubt", "late_reason")}
        said["detail_used"] = self.used.text()
        booking = {f"booking.{key}": value for key, value in self.booking.typed().items()}
        return {key: value for key, value in (said | booking).items() if value}

    def take(self, said: Mapping[str, str]) -> None:
        """Show what was typed before."""
        for key in ("channel", "result", IDENTITY, "meeting"):
            if key == "channel" and key not in said:
                continue  # the one that is chosen already
            self.form.set_value(key, tuple(part for part in said.get(key, "").split(",") if part))
        self._fill_used()
        for key in ("note", "doubt", "late_reason"):
            self.form.set_value(key, said.get(key, ""))
        self.used.setText(said.get("detail_used", self.used.text()))
        own = {
            key.removeprefix("booking."): value for key, value in said.items() if key.startswith("booking.")
        }
        if own:
            self.booking.take(own)
        self._settle()

    def _changed(self, name: str) -> None:
        if name == "channel":
            self._fill_used()
        self._settle()
        if name == "result" and self.reached() and not self.form.value(IDENTITY):
            self.identityAsked.emit()

    def _fill_used(self) -> None:
        channel = "".join(self.channel.chosen())
        places = self._view.places.get(channel, ())
        self.used.setText(places[0] if places else "")
        known = QCompleter(list(places), self.used)  # the others are offered while another is typed
        known.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.used.setCompleter(known)

    def _can_book(self) -> bool:
        return FactKind.MEETING_BOOKED not in self._view.refused

    def _settle(self) -> None:
        """Each question comes up when the answers before ask for it."""
        reached, doubt = self.reached(), self.in_doubt()
        self.form.set_shown(IDENTITY, reached)
        self.form.set_shown("doubt", doubt)
        self.form.set_shown("meeting", reached and not doubt and self._can_book())
        self.booking.setVisible(self.books())
        words = "Record the doubt" if doubt else "Record contact" if reached else "Log attempt"
        self.save.setText(f"{words} and booking" if self.books() else words)
        kind = FactKind.CONTACTED if reached and not doubt else FactKind.CONTACT_ATTEMPTED
        against = self._view.refused.get(kind, "")
        self.refused.setText(against)
        self.refused.setVisible(bool(against))
        self.save.setEnabled(not against)

    def _ask_when(self) -> None:
        self._show_when(True)
        self.form.field("on").setFocus()

    def _show_when(self, shown: bool) -> None:
        for name in ("on", "at"):
            self.form.set_shown(name, shown)
        self.earlier.setVisible(not shown)


def asks_alike(before: ContactView | None, now: ContactView) -> bool:
    """Whether the form would ask the same as it does already."""
    if before is None:
        return False
    asked = ("case_id", "channels", "places", "results", "proposed", "refused")
    return all(getattr(before, name) == getattr(now, name) for name in asked)
