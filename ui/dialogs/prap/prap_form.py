"""The tick 'keyed on PRaP': which way, when, by whom, what goes with it, and the proof."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from jfs_desktop.casework.prap.prap import OpenedEntry
from jfs_desktop.casework.prap.prap_keying import Keyed
from jfs_desktop.casework.recording.fact_choices import FactChoice
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import UserError
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.prap.prap_entries import EntryState, Way
from jfs_desktop.rules.programme.fixed_choices import ADVICE
from jfs_desktop.rules.programme.programme_lists import EvidencePurpose
from jfs_desktop.rules.programme.questions import all_unanswered
from jfs_desktop.rules.writing.wording import STILL_TO_COME
from ui.dialogs.recording.record_choices import FIXED, fill_choices
from ui.shell.context import Context
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.field_values import write_field
from ui.widgets.form_kit import FormKit, note_box
from ui.widgets.picture_drop import PictureDrop
from ui.widgets.question_form import QuestionForm
from ui.widgets.text import label


class PrapForm(QWidget):
    """Asks what the chosen way of an entry needs, filled in as far as the case tells it.

    ``wayChanged`` tells another way; ``answered`` another answer, which may show in PRaP's own fields.
    """

    wayChanged = Signal()
    answered = Signal()

    def __init__(
        self, context: Context, opened: OpenedEntry, purpose: EvidencePurpose | None, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._opened = opened
        self._ways = {way.fact.value: way for way in opened.line.entry.ways}
        self._now = context.clock.now().astimezone(LONDON)
        self._late = opened.line.entry.state is EntryState.OVERDUE
        self.ways = ChipChoice([(key, way.name) for key, way in self._ways.items()])
        self.missing = label("", "warning", wrap=True)
        self.missing.setObjectName("missing")
        self.spread = label("", "warning", wrap=True)
        self.spread.setObjectName("spread-attempts")
        self.form = FormKit(columns=2)
        self.questions = QuestionForm(self._now.date())
        self.picture = PictureDrop(context, purpose) if purpose is not None else None
        self._make_fields()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self.ways, self.missing, self.spread, self.form):
            column.addWidget(widget)
        column.addStretch(1)
        self.ways.setVisible(len(self._ways) > 1)
        self.ways.changed.connect(self._other_way)
        self.questions.changed.connect(self.answered)
        self.form.changed.connect(self._changed)
        proposed = opened.line.entry.proposed or opened.line.entry.ways[0].fact
        self.ways.set_chosen([proposed.value])
        self._show_way()

    @property
    def way(self) -> Way:
        """The way now chosen; the proposed one while none is."""
        chosen = self.ways.chosen()
        first = self._opened.line.entry.ways[0]
        return self._ways[chosen[0]] if chosen else self._opened.line.entry.way or first

    @property
    def choice(self) -> FactChoice:
        return self._opened.choice(self.way.fact)

    def first_field(self) -> QWidget:
        """Where to begin typing."""
        return self.ways if self.ways.isVisibleTo(self) else self.form.field("on")

    def typed(self) -> bool:
        """Whether anything stands here that the case did not bring along."""
        answers = self.questions.answers()
        known = self._opened.line.entry.answers or {}
        return bool(
            self.form.value("note").strip()
            or self.form.value("late_reason").strip()
            or any(known.get(key) != said for key, said in answers.items())
            or (self.picture is not None and self.picture.content())
        )

    def answers(self) -> dict[str, str]:
        """What goes with the fact, as it stands in its detail."""
        choice, said = self.choice, self.form.value("detail")
        fixed = {choice.detail_key: str(said)} if choice.detail_key and said else {}
        return fixed | self.questions.answers()

    def keyed(self) -> Keyed | None:
        """The entry as it is to be kept; None where something is missing, which is then told."""
        choice, notes = self.choice, self._faults()
        self.form.set_notes(notes)
        missing = all_unanswered(choice.asks, self.answers(), self._opened.minimums)
        if notes or missing or self.questions.problems():
            self.questions.show_unanswered(missing)
            self.form.focus_first_note()
            return None
        values, detail = self.form.values(), self.answers()
        if not self.form.field("advice").isHidden():
            detail[ADVICE] = values["advice"].strip()
        happened = WhatHappened(
            choice.kind,
            values["on"],
            values["at"],
            values["by"],
            note=values["note"],
            detail=detail,
            late_reason=values["late_reason"],
        )
        if self.picture is None or self.picture.content() is None:
            return Keyed(happened)
        return Keyed(happened, self.picture.checked(), self.picture.name())

    def show_refusal(self, error: UserError) -> bool:
        """Tell a refusal beside what it is about; False where that is not in this form."""
        if self.questions.show_refusal(error):
            return True
        self._late |= error.field == "late_reason"
        return self.form.show_refusal(error, FIXED)

    def _make_fields(self) -> None:
        today = self._now.date()
        self.form.add("detail", "Which", QComboBox(), span=2)
        self.form.add("advice", "Reference of DWP's advice", QLineEdit(), span=2)
        self.form.add_row(self.questions)
        self.form.add("on", "On which day", DateField(today, today))
        self.form.add("at", "At what time", TimeField())
        self.form.tell_in_a_row("on")
        self.form.set_value("at", self._now.time().replace(second=0, microsecond=0))
        self.form.add("by", "By whom", QComboBox(), span=2)
        self.form.add("late_reason", "Why is it late?", QLineEdit(), span=2)
        self.form.add("note", "Note", note_box(1), span=2)
        if self.picture is not None:
            self.form.add_row(label("Or a picture of what PRaP shows", "strong"))
            self.form.add_row(self.picture)

    def _other_way(self) -> None:
        if not self.ways.chosen():  # one of them always stands
            self.ways.set_chosen([self._opened.line.entry.ways[0].fact.value])
        self._show_way()
        self.wayChanged.emit()

    def _show_way(self) -> None:
        choice, way = self.choice, self.way
        self.missing.setText("\n".join(f"• {one.text} ({one.paragraph})" for one in way.missing))
        self.missing.setVisible(bool(way.missing))
        thin = self._opened.thin_attempts if way.fact is FactKind.NO_CONTACT_KEYED else ()
        self.spread.setText("\n".join(f"• {one.text} ({one.paragraph})" for one in thin))
        self.spread.setVisible(bool(thin))
        entry = self._opened.line.entry
        known: Mapping[str, str] = (entry.answers or {}) if way.fact is entry.proposed else {}
        self._fill_detail(choice, known)
        self._fill_staff(choice)
        self.questions.ask(choice.asks, known)
        self.questions.set_around(self._fixed())
        self.questions.setVisible(bool(choice.asks))
        self.form.set_title("by", "Keyed by" if choice.keyed_on_prap else "By whom")
        self.form.set_shown("late_reason", self._is_late())
        self._show_advice()

    def _fill_detail(self, choice: FactChoice, known: Mapping[str, str]) -> None:
        detail = self.form.field("detail")
        if isinstance(detail, QComboBox):
            fill_choices(detail, choice)
            write_field(detail, known.get(choice.detail_key, ""))
        self.form.set_shown("detail", bool(choice.choices))

    def _fill_staff(self, choice: FactChoice) -> None:
        by = self.form.field("by")
        if isinstance(by, QComboBox):
            by.clear()
            for person in self._opened.staff:
                if person.prap_role or not choice.right_needed:
                    by.addItem(person.name, person.id)
            write_field(by, self._opened.me.id)

    def _fixed(self) -> dict[str, str]:
        choice, said = self.choice, self.form.value("detail")
        return {choice.detail_key: str(said)} if choice.detail_key and said else {}

    def _changed(self, name: str) -> None:
        if name == "detail":
            self.questions.set_around(self._fixed())
            self._show_advice()
            self.answered.emit()
        if name == "on":
            self.form.set_note("on", STILL_TO_COME if self._to_come(self.form.value("on")) else "")
            self.form.set_shown("late_reason", self._is_late())

    def _show_advice(self) -> None:
        self.form.set_shown("advice", self.form.value("detail") in self.choice.advised)

    def _is_late(self) -> bool:
        """Whether the day that is typed lies past the due one, or the hours were over: it takes a reason."""
        entry, on = self._opened.line.entry, self.form.value("on")
        in_time = entry.due_at is None and entry.due is not None and on is not None and on <= entry.due
        return self._late and not in_time

    def _to_come(self, on: date | None) -> bool:
        return on is not None and on > self._now.date()

    def _faults(self) -> dict[str, tuple[str, str]]:
        values, notes = self.form.values(), self.form.date_problems()
        if values["on"] is None:
            notes.setdefault("on", ("Type the day on which it was done.", "error"))
        elif self._to_come(values["on"]):
            notes["on"] = (STILL_TO_COME, "error")
        if self.choice.choices and not values["detail"]:
            notes["detail"] = ("Choose one of these.", "error")
        if not self.form.field("advice").isHidden() and not values["advice"].strip():
            notes["advice"] = ("This code needs the reference of DWP's advice.", "error")
        if self._is_late() and not values["late_reason"].strip():
            notes["late_reason"] = ("Say why it is late.", "error")
        return notes
