"""Record what happened: which fact, when, by whom, how, and a note."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording import allowed_choices, fact_choices, facts, record_offers
from jfs_desktop.casework.recording.fact_choices import FactChoice
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.recording.record_offers import RecordOffer
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.clocks.clocks import ClockReading
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.programme.fixed_choices import ADVICE
from jfs_desktop.rules.programme.questions import CHANNEL, Question, Unanswered, all_unanswered
from jfs_desktop.rules.writing.wording import STILL_TO_COME, long_day, short_day
from ui.dialogs.office.channels_notice import ChannelsNotice
from ui.dialogs.recording.place_used import fill_used
from ui.dialogs.recording.record_choices import FIXED, NOT_NOW, add_heading, day_title, fill_choices
from ui.dialogs.recording.record_faults import NOBODY, Notes, faults, only_in_time
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.dialog import Dialog
from ui.widgets.field_values import write_field
from ui.widgets.form_kit import FormKit, note_box
from ui.widgets.question_form import QuestionForm
from ui.widgets.text import label

ACKNOWLEDGED_ON = "It was acknowledged on…"


class RecordDialog(Dialog):
    """One form for every fact. It asks only what the chosen fact needs."""

    def __init__(
        self,
        context: Context,
        offer: RecordOffer,
        parent: QWidget | None,
        proposed: Mapping[str, str] | None = None,
        about: UUID | None = None,
    ) -> None:
        clock = offer.clock
        body = f"{clock.name} · {clock.paragraph}" if clock else "Choose what happened on this case."
        super().__init__("Record what happened", body, parent, width=560)
        self.heading.setText(f"Record what happened: {offer.name}")  # the window's title names nobody
        self._context = context
        self._offer = offer
        self._about = clock.subject if clock else about
        self._choices = {choice.kind.value: choice for choice in offer.choices}
        self._proposed = dict(offer.proposed) | dict(proposed or {})
        self._now = context.clock.now().astimezone(LONDON)
        self._asked_why_late = False
        self._proposed_day = self._now.date()
        self.form = FormKit(columns=2)
        self._make_fields()
        self._assemble()
        self._show_choice()
        (self.kind if len(offer.choices) > 1 else self.form.field("on")).setFocus()

    @classmethod
    def ask(
        cls,
        context: Context,
        case_id: UUID,
        parent: QWidget | None,
        *,
        clock: ClockReading | None = None,
        kinds: Collection[FactKind] = (),
        proposed: Mapping[str, str] | None = None,
        about: UUID | None = None,
    ) -> None:
        """Read what may be recorded (only ``kinds``, if named), open the form, filled in with the
        answers ``proposed``, and record what is answered, as an answer to the fact ``about``."""
        workspace = context.workspace
        clock_id, subject = (clock.id, clock.subject) if clock else (None, None)
        context.tasks.read(
            lambda: allowed_choices.offered(
                workspace, record_offers.offer(workspace, case_id, clock_id, subject, kinds)
            ),
            owner=parent or context.hub,
            done=lambda offer: cls(
                context, offer.as_shared() if context.sharing.on else offer, parent, proposed, about
            ).open(),
        )

    def dirty(self) -> bool:
        why_late = self.form.value("late_reason").strip()
        typed = self.form.value("note").strip() or why_late != self._offer.late_because
        return bool(typed or not self.questions.answers().items() <= self._proposed.items())

    def chosen(self) -> FactChoice | None:
        """The fact now chosen."""
        return self._choices.get(str(self.kind.currentData()))

    def _make_fields(self) -> None:
        today = self._now.date()
        self.kind = self.form.add("kind", "What happened", QComboBox(), span=2)
        self._fill_kinds()
        self.refused = label("", "warning", wrap=True)
        self.form.add_row(self.refused)
        self.form.add("on", "On which day", DateField(today, today))
        self.form.add("at", "At what time", TimeField(), help="Leave it empty only if nobody knows.")
        self._fill_time(today)
        self.detail = self.form.add("detail", "Which", QComboBox(), span=2)
        self.form.add("advice", "Reference of DWP's advice", QLineEdit(), span=2)
        self.form.add("day", "Day named", DateField(today), span=2)
        self.by = self.form.add("by", "By whom", QComboBox())
        self.channel = self.form.add("channel", "How", QComboBox())
        self.questions = QuestionForm(today)
        self.form.add_row(self.questions)
        self.form.add("note", "Note", note_box(2), span=2)
        self.form.add("late_reason", "Why is it late?", QLineEdit(self._offer.late_because), span=2)

    def _fill_kinds(self) -> None:
        """What may be recorded, a long list under headings, in the order of the journey. What may not stands
        last, and says why once it is chosen."""
        headed = self._offer.clock is None
        group, refused = "", False
        for choice in self._offer.choices:
            if headed and not choice.refused and choice.group != group:
                group = choice.group
                add_heading(self.kind, group)
            if choice.refused and not refused:
                refused = True
                add_heading(self.kind, NOT_NOW)
            words = choice.name
            words += f" (by {short_day(choice.only_until)})" if choice.only_until else ""
            self.kind.addItem(("   " if headed or refused else "") + words, choice.kind.value)
        first = next(filter(self.kind.itemData, range(self.kind.count())), 0)
        proposed = self.kind.findData(self._offer.first.value) if self._offer.first is not None else -1
        if proposed < 0 and self._offer.open_choice:
            self.kind.insertItem(0, "Choose…")
            first = 0
        self.kind.setCurrentIndex(proposed if proposed >= 0 else first)
        self.kind.setMaxVisibleItems(18)

    def _assemble(self) -> None:
        self.notice = ChannelsNotice(self._context, parent=self)
        self.notice.entered.connect(self._read_again)
        self.content.addWidget(self.notice)
        self.content.addWidget(self.form)
        self.kind.currentIndexChanged.connect(lambda _: self._show_choice())
        self.form.changed.connect(self._changed)
        self.cancel = self.add_cancel()
        self.save = self.add_verb("Record", "primary", self._record, default=True)
        self.save.setObjectName("record")

    def _show_choice(self) -> None:
        choice = self.chosen()
        if choice is None:
            self.save.setEnabled(False)
            self.refused.setText("" if self._choices else "Nothing can be recorded on this case now.")
            self.refused.setVisible(not self._choices)
            for name in ("detail", "advice", "day", "late_reason"):
                self.form.set_shown(name, False)
            self.questions.hide()
            return
        self.refused.setText(choice.refused or only_in_time(choice))
        self.refused.setVisible(bool(self.refused.text()) and not choice.lacks_channel)
        self._propose_day(choice)
        programme = self._context.workspace.programme_of(self._offer.case_id)
        self.notice.watch(*((programme.fact_kinds[choice.kind].channel_use,) if choice.lacks_channel else ()))
        self.save.setEnabled(not choice.refused)
        fill_choices(self.detail, choice)
        self.form.set_shown("detail", bool(choice.choices))
        self.form.set_shown("day", bool(choice.day_key))
        self.form.set_title("day", day_title(choice.day_key))
        write_field(self.detail, self._proposed.get(choice.detail_key, ""))
        self._fill_staff(choice)
        self._fill_channels(choice)
        self.questions.ask(choice.asks, self._proposed)
        self._show_asked()
        self.questions.setVisible(bool(choice.asks))
        self._show_lateness()

    def _propose_day(self, choice: FactChoice) -> None:
        """The last day that counts where the case has moved on since; the day of now otherwise."""
        on, before = self.form.value("on"), self._proposed_day
        if on == before and on != (choice.only_until or self._now.date()):
            self._proposed_day = choice.only_until or self._now.date()
            self.form.set_value("on", self._proposed_day)

    def _read_again(self) -> None:
        """What may be recorded now that a channel is cleared; what was typed stays."""
        workspace, case_id = self._context.workspace, self._offer.case_id
        read, kinds = fact_choices.of_kinds, [choice.kind for choice in self._offer.choices]
        self._context.tasks.read(
            lambda: allowed_choices.allowed(workspace, case_id, read(workspace, case_id, kinds)),
            owner=self,
            done=self._show_again,
        )

    def _show_again(self, choices: tuple[FactChoice, ...]) -> None:
        found = {choice.kind: choice for choice in choices}
        self._offer = replace(self._offer, choices=tuple(found[one.kind] for one in self._offer.choices))
        self._choices = {choice.kind.value: choice for choice in self._offer.choices}
        self._proposed |= self.questions.answers()
        chosen = self.kind.currentData()  # by what it is: what is cleared stands elsewhere in the list
        self.kind.blockSignals(True)
        self.kind.clear()
        self._fill_kinds()
        self.kind.setCurrentIndex(self.kind.findData(chosen))
        self.kind.blockSignals(False)
        self._show_choice()

    def _fill_channels(self, choice: FactChoice) -> None:
        before = self.channel.currentData()
        self.channel.clear()
        self.channel.addItem("Choose…" if choice.channel_needed else "Not said", "")
        for key, name in choice.channels:
            self.channel.addItem(name, key)
        write_field(self.channel, before or choice.agreed)

    def _fill_staff(self, choice: FactChoice) -> None:
        self.by.clear()
        for person in self._offer.staff:
            if person.prap_role or not choice.right_needed:
                self.by.addItem(person.name, person.id)
        write_field(self.by, self._offer.me)
        self.form.set_notes(self._standing_notes())

    def _standing_notes(self) -> Notes:
        return {} if self.by.count() else NOBODY

    def _changed(self, name: str) -> None:
        if name == "on":
            on = self.form.value("on")
            self._fill_time(on)
            self.form.set_note("on", STILL_TO_COME if on is not None and on > self._now.date() else "")
        if name in ("detail", CHANNEL):
            self._show_asked()
        self._show_lateness()

    def _show_asked(self) -> None:
        """What comes up by the choices of the fixed lists, and by the way it was done."""
        around = self._around()
        self.questions.set_around(around)
        self._proposed |= fill_used(self.questions, self._offer.places, around[CHANNEL])

    def _around(self) -> dict[str, str]:
        fixed = self._fixed(choice) if (choice := self.chosen()) is not None else {}
        return {**fixed, CHANNEL: str(self.form.value("channel") or "")}

    def _fill_time(self, on: date | None) -> None:
        """The time of now stands for today only; one that the person typed is left alone."""
        now = self._now.time().replace(second=0, microsecond=0)
        if on == self._now.date() and self.form.value("at") is None:
            self.form.set_value("at", now)
        elif on != self._now.date() and self.form.value("at") == now:
            self.form.set_value("at", None)

    def _show_lateness(self) -> None:
        choice, clock, on = self.chosen(), self._offer.clock, self.form.value("on")
        to_come = on is not None and on > self._now.date()
        late = bool(clock and clock.due and on and on > clock.due and choice and choice.kind in clock.stops)
        # A day to come is refused as such; whether it would be late is no question yet.
        self.form.set_shown("late_reason", (late or self._asked_why_late) and not to_come)
        advised = choice is not None and self.form.value("detail") in choice.advised
        self.form.set_shown("advice", advised)

    def _record(self) -> None:
        choice = self.chosen()
        if choice is None or not self.save.isEnabled():
            return
        notes = faults(self.form, choice, self._standing_notes(), self._now.date())
        self.form.set_notes(notes)
        missing = self._unanswered(choice)
        if notes or missing or self.questions.problems():
            self.questions.show_unanswered(missing)
            self.form.focus_first_note()
            return
        self.set_busy(True)
        workspace, case_id, happened = self._context.workspace, self._offer.case_id, self._happened(choice)
        self._context.tasks.write(
            lambda: self.write_down(workspace, case_id, happened),
            owner=self,
            done=self._recorded,
            failed=self._refused,
        )

    def write_down(self, workspace: Workspace, case_id: UUID, happened: WhatHappened) -> Outcome[FactView]:
        """Put it on the case; called on the writer's thread."""
        return facts.record(workspace, case_id, happened)

    def _unanswered(self, choice: FactChoice) -> tuple[Unanswered, ...]:
        return all_unanswered(choice.asks, self._around() | self.questions.answers(), self._offer.minimums)

    def _fixed(self, choice: FactChoice) -> dict[str, str]:
        """What is chosen from the fixed lists, as it stands in the fact's detail."""
        said = self.form.value("detail")
        return {choice.detail_key: str(said)} if choice.detail_key and said else {}

    def _happened(self, choice: FactChoice) -> WhatHappened:
        values = self.form.values()
        detail = self._fixed(choice) | self.questions.answers()
        if not self.form.field("advice").isHidden() and values["advice"].strip():
            detail[ADVICE] = values["advice"].strip()
        if choice.day_key:
            detail[choice.day_key] = values["day"].isoformat()
        return WhatHappened(
            kind=choice.kind,
            on=values["on"],
            at=values["at"],
            by=values["by"],
            channel=values["channel"] or "",
            note=values["note"],
            about=self._about,
            detail=detail,
            late_reason="" if self.form.field("late_reason").isHidden() else values["late_reason"],
        )

    def _recorded(self, outcome: Outcome[FactView]) -> None:
        context = self._context
        text = f"Recorded: {outcome.value.name}, {long_day(outcome.value.on)}."
        if outcome.label:
            tell_with_undo(context, outcome, text)
        else:
            context.hub.tell(outcome)
            context.say.news(f"{text} If it is wrong, take it back with a reason on the Overview.")
        self.accept()

    def _refused(self, error: UserError) -> None:
        if self.questions.show_refusal(error) or self.notice.show_refusal(error):
            self.set_busy(False)
            return
        self._asked_why_late |= error.field == "late_reason"
        self.show_refusal(error, self.form, FIXED)

    def _asked(self) -> tuple[Question, ...]:
        return choice.asks if (choice := self.chosen()) else ()


def ask_acknowledged(context: Context, case_id: UUID, parent: QWidget | None) -> None:
    """Ask when a referral that lapsed here was answered on PRaP in time; the lapse then falls away (R3)."""
    RecordDialog.ask(context, case_id, parent, kinds=(FactKind.ACKNOWLEDGED, FactKind.REJECTED))
