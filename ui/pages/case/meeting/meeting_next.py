"""The step of a meeting that agrees the next appointment, with what stands in its way (I13)."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from jfs_desktop.casework.contact import busy_times, meeting_verbs
from jfs_desktop.casework.contact.busy_times import DayNote
from jfs_desktop.casework.contact.initial_meeting import MeetingView
from jfs_desktop.casework.contact.meeting_verbs import NextAppointment
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.meetings.initial_meeting import MeetingStep
from jfs_desktop.rules.writing.wording import full_day
from ui.pages.case.meeting.meeting_step import StepBody
from ui.shell.context import Context
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.form_kit import FormKit


class NextBody(StepBody):
    """The next appointment, with what stands in its way."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, MeetingStep.NEXT, parent)
        self._case_id: UUID | None = None
        self._by: date | None = None
        self._proposed = ""
        self.part = self.add_part(FactKind.APPOINTMENT_AGREED)
        self.form = form = FormKit(columns=2)
        form.add("on", "On which day", DateField(context.clock.now().date()))
        form.add("at", "At what time", TimeField())
        form.tell_in_a_row("on")
        self.channel = form.add("channel", "How", ChipChoice(()), span=2)
        form.add("reason", "Why not sooner", QLineEdit(), span=2)
        form.set_shown("reason", False)
        form.changed.connect(self._edited)
        self.part.add_extra(form)
        self.part.own, self.part.may = form, self._ready
        context.sharing.changed.connect(self._check_again)
        self.part.prepare = lambda _: self._given()
        self.part.write = self._write

    def show_meeting(self, view: MeetingView) -> None:
        super().show_meeting(view)
        self._case_id, self._by = view.case.case_id, view.dates.next_by
        self.channel.offer(view.ways)
        if not self.channel.chosen() and self.part.asking():
            self._proposed = view.agreed_way
            self.channel.set_chosen((view.agreed_way,))
        by = f"By {full_day(self._by)}; a later day needs a reason." if self._by else ""
        self.form.set_title("on", f"On which day? {by}" if by else "On which day")

    def go_to(self) -> bool:
        if not self.part.asking():
            return False
        self.form.field("on").setFocus()
        return True

    def _ready(self) -> bool:
        notes = self.form.date_problems()
        for name, words in (("on", "Say on which day."), ("at", "Say at what time.")):
            if self.form.value(name) is None:
                notes.setdefault(name, (words, "error"))
        if notes:
            self.form.set_notes(notes)
            self.form.focus_first_note()
        return not notes

    def answers(self) -> dict[str, str]:
        if not self.part.stands_open:
            return super().answers()
        values = self.form.values()
        typed = {name: values[name].isoformat() for name in ("on", "at") if values[name] is not None}
        typed["reason"] = str(values["reason"])
        way = next(iter(self.channel.chosen()), "")
        typed["channel"] = way if way != self._proposed else ""
        return super().answers() | {f"next.{name}": text for name, text in typed.items() if text}

    def set_answers(self, answers: Any) -> None:
        super().set_answers(answers)
        read: dict[str, Any] = {"on": date.fromisoformat, "at": time.fromisoformat, "reason": str}
        for name, reads in read.items():
            if text := answers.get(f"next.{name}"):
                self.form.set_value(name, reads(text))
        if way := answers.get("next.channel"):
            self.channel.set_chosen((way,))

    def clear(self) -> None:
        super().clear()
        self._case_id, self._proposed = None, ""
        self.channel.set_chosen(())
        for name in ("on", "at"):
            self.form.set_value(name, None)
        self.form.set_value("reason", "")

    def _check_again(self) -> None:
        self.form.set_note("on", "", "warning")
        self._edited("on")

    def _edited(self, name: str) -> None:
        self.changed.emit()
        on, at = self.form.value("on"), self.form.value("at")
        self.form.set_shown("reason", bool(on and self._by and on > self._by))
        if name not in ("on", "at") or on is None or self._case_id is None:
            return
        workspace, case_id = self.context.workspace, self._case_id
        self.context.tasks.read(
            lambda: busy_times.notes_on(workspace, case_id, on, at),
            owner=self,
            done=lambda found: self._warn((on, at), found),
        )

    def _warn(self, asked: tuple[date, time | None], found: tuple[DayNote, ...]) -> None:
        """Tell what speaks against the moment, unless another has been typed since."""
        if (self.form.value("on"), self.form.value("at")) == asked:
            self.form.set_note(
                "on", " ".join(note.words(shared=self.context.sharing.on) for note in found), "warning"
            )

    def _given(self) -> NextAppointment:
        values = self.form.values()
        channel = next(iter(values["channel"]), "")
        return NextAppointment(
            values["on"] or date.min, values["at"] or time(0), channel, str(values["reason"])
        )

    def _write(self, case_id: UUID, _: WhatHappened, given: Any) -> Outcome[Any]:
        return meeting_verbs.agree_next(self.context.workspace, case_id, given)
