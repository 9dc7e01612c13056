"""Record what happened: which fact, when, by whom, how, and a note."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from jfs_desktop.casework import fact_choices, facts, history
from jfs_desktop.casework.fact_choices import FactChoice, RecordOffer
from jfs_desktop.casework.facts import WhatHappened
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import BadInput, UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.clocks import ClockReading
from jfs_desktop.rules.fixed_choices import ADVICE
from jfs_desktop.rules.wording import long_day
from ui.shell.context import Context
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit
from ui.widgets.text import label


class RecordDialog(Dialog):
    """One form for every fact. It asks only what the chosen fact needs."""

    def __init__(self, context: Context, offer: RecordOffer, parent: QWidget | None) -> None:
        clock = offer.clock
        body = f"{clock.name} · {clock.paragraph}" if clock else "Choose what happened on this case."
        super().__init__(f"Record what happened: {offer.name}", body, parent, width=560)
        self._context = context
        self._offer = offer
        self._choices = {choice.kind.value: choice for choice in offer.choices}
        self.form = FormKit(columns=2)
        self._make_fields()
        self._assemble()
        self._show_choice()

    @classmethod
    def ask(
        cls, context: Context, case_id: UUID, parent: QWidget | None, *, clock: ClockReading | None = None
    ) -> None:
        """Read what may be recorded, open the form, and record what is answered."""
        workspace = context.workspace
        clock_id, subject = (clock.id, clock.subject) if clock else (None, None)
        context.tasks.read(
            lambda: fact_choices.offer(workspace, case_id, clock_id, subject),
            owner=parent or context.hub,
            done=lambda offer: cls(context, offer, parent).open(),
        )

    def dirty(self) -> bool:
        return bool(self.form.value("note").strip() or self.form.value("late_reason").strip())

    def chosen(self) -> FactChoice | None:
        """The fact now chosen."""
        return self._choices.get(str(self.kind.currentData()))

    def _make_fields(self) -> None:
        now = self._context.clock.now().astimezone(LONDON)
        self.kind = self.form.add("kind", "What happened", QComboBox(), span=2)
        for choice in self._offer.choices:
            self.kind.addItem(choice.name + (" (not now)" if choice.refused else ""), choice.kind.value)
        self.refused = label("", "warning", wrap=True)
        self.form.add_row(self.refused)
        self.form.add("on", "On which day", DateField(now.date(), now.date()))
        self.form.add("at", "At what time", TimeField(), help="Leave it empty when nobody knows.")
        self.form.set_value("at", now.time().replace(second=0, microsecond=0))
        self.detail = self.form.add("detail", "Which", QComboBox(), span=2)
        self.form.add("advice", "Reference of DWP's advice", QLineEdit(), span=2)
        self.form.add("day", "Day named", DateField(now.date()), span=2)
        self.by = self.form.add("by", "By whom", QComboBox())
        self.channel = self.form.add("channel", "How", QComboBox())
        self.form.add("note", "Note", QPlainTextEdit(), span=2)
        self.form.add("late_reason", "Why is it late?", QLineEdit(), span=2)
        self.form.field("note").setFixedHeight(64)

    def _assemble(self) -> None:
        self.content.addWidget(self.form)
        self.channel.addItem("Not said", "")
        for key, name in self._offer.channels:
            self.channel.addItem(name, key)
        self.kind.currentIndexChanged.connect(lambda _: self._show_choice())
        self.form.changed.connect(lambda _: self._show_lateness())
        self.add_cancel()
        self.save = self.add_verb("Record", "primary", self._record, default=True)
        self.save.setObjectName("record")

    def _show_choice(self) -> None:
        choice = self.chosen()
        if choice is None:
            self.save.setEnabled(False)
            self.refused.setText("Nothing can be recorded on this case now.")
            return
        self.refused.setText(choice.refused)
        self.refused.setVisible(bool(choice.refused))
        self.save.setEnabled(not choice.refused)
        self.detail.clear()
        for one in choice.choices:
            self.detail.addItem(one.name + (f" – {one.note}" if one.note else ""), one.key)
        self.form.set_shown("detail", bool(choice.choices))
        self.form.set_shown("day", bool(choice.day_key))
        self._fill_staff(choice)
        self._show_lateness()

    def _fill_staff(self, choice: FactChoice) -> None:
        self.by.clear()
        for person in self._offer.staff:
            if person.prap_role or not choice.keyed_on_prap:
                self.by.addItem(person.name, person.id)
        self.by.setCurrentIndex(max(self.by.findData(self._offer.me), 0))
        nobody = "Nobody entered here has the PRaP right; give it under Settings, Staff. (JFS 6.14)"
        notes = {} if self.by.count() else {"by": (nobody, "error")}
        self.form.set_notes(notes)

    def _show_lateness(self) -> None:
        choice, clock, on = self.chosen(), self._offer.clock, self.form.value("on")
        late = bool(clock and clock.due and on and on > clock.due and choice and choice.kind in clock.stops)
        self.form.set_shown("late_reason", late)
        advised = choice is not None and self.form.value("detail") in choice.advised
        self.form.set_shown("advice", advised)

    def _record(self) -> None:
        choice = self.chosen()
        if choice is None:
            return
        happened = self._happened(choice)
        if happened is None:
            return
        self.set_busy(True)
        workspace, case_id = self._context.workspace, self._offer.case_id
        self._context.tasks.write(
            lambda: facts.record(workspace, case_id, happened),
            owner=self,
            done=self._recorded,
            failed=self._refused,
        )

    def _happened(self, choice: FactChoice) -> WhatHappened | None:
        values = self.form.values()
        if values["on"] is None:
            self.form.set_notes({"on": ("Type the day it happened.", "error")})
            return None
        detail: dict[str, str] = {}
        if choice.detail_key and values["detail"]:
            detail[choice.detail_key] = str(values["detail"])
        if values["advice"].strip():
            detail[ADVICE] = values["advice"].strip()
        if choice.day_key:
            if values["day"] is None:
                self.form.set_notes({"day": ("Type this day.", "error")})
                return None
            detail[choice.day_key] = values["day"].isoformat()
        clock = self._offer.clock
        return WhatHappened(
            choice.kind,
            values["on"],
            values["at"],
            values["by"],
            values["channel"] or "",
            values["note"],
            clock.subject if clock else None,
            detail,
            values["late_reason"],
        )

    def _recorded(self, outcome: Outcome[FactView]) -> None:
        context = self._context
        context.hub.tell(outcome)
        context.say.news(
            f"Recorded: {outcome.value.name}, {long_day(outcome.value.on)}.",
            "Undo",
            lambda: undo_change(context, outcome),
        )
        self.accept()

    def _refused(self, error: UserError) -> None:
        if isinstance(error, BadInput) and error.field in self.form.names():
            self.form.set_shown(error.field, True)
            self.form.set_notes({error.field: (error.sentence, "error")})
            self.form.field(error.field).setFocus()
            self.set_busy(False)
            return
        self.show_error(error)


def undo_change(context: Context, outcome: Outcome[Any]) -> None:
    """Take back what was just done, from the banner's 'Undo'."""
    change_id = outcome.change_id
    if change_id is None:
        return
    workspace = context.workspace
    context.tasks.write(lambda: history.undo(workspace, change_id), owner=context.hub, done=context.hub.tell)
