"""The steps of a meeting that fill the JFAP: the needs with a first objective, and the first version."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from jfs_desktop.casework.contact import meeting_verbs
from jfs_desktop.casework.contact.initial_meeting import MeetingView
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.meetings.initial_meeting import MeetingStep
from jfs_desktop.rules.plan.plan import Objective
from jfs_desktop.rules.writing.wording import counted
from ui.pages.case.meeting.meeting_part import PartForm
from ui.pages.case.meeting.meeting_step import StepBody
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.date_field import DateField
from ui.widgets.form_kit import FormKit, choice
from ui.widgets.plan_statuses import ADVISER, PARTICIPANT
from ui.widgets.text import label

_WORDS, _HOW = ("objective", "action", "measure"), "agreed.how"


class NeedsBody(StepBody):
    """The needs, and a first objective that goes into the JFAP with them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, MeetingStep.NEEDS, parent)
        self.part = self.add_part(FactKind.NEEDS_AGREED)
        self.form = form = FormKit(columns=2)
        form.add_row(label("First objective for the JFAP (more on its own tab)", "strong"))
        form.add("objective", "Objective", QLineEdit(), span=2)
        form.add("action", "Action agreed", QLineEdit())
        form.add("measure", "How you will both know", QLineEdit())
        form.add("owner", "Who", choice([(PARTICIPANT, "Participant"), (ADVISER, "Adviser")]))
        form.add("target_on", "By when", DateField(context.clock.now().date()))
        form.changed.connect(lambda _: self.changed.emit())
        self.part.add_extra(form)
        self.part.prepare = self._objectives
        self.part.write = self._write
        self.part.recorded.connect(lambda _: self._empty())  # it is in the JFAP now, and goes there once

    def answers(self) -> dict[str, str]:
        if not self.part.stands_open:
            return super().answers()
        values = self.form.values()
        typed = {name: str(values[name]) for name in _WORDS}
        if values["owner"] != PARTICIPANT:
            typed["owner"] = values["owner"]
        if values["target_on"] is not None:
            typed["target_on"] = values["target_on"].isoformat()
        return super().answers() | {f"objective.{name}": text for name, text in typed.items() if text}

    def set_answers(self, answers: Any) -> None:
        super().set_answers(answers)
        for name in (*_WORDS, "owner"):
            if text := answers.get(f"objective.{name}"):
                self.form.set_value(name, text)
        if day := answers.get("objective.target_on"):
            self.form.set_value("target_on", date.fromisoformat(day))

    def clear(self) -> None:
        super().clear()
        self._empty()

    def _empty(self) -> None:
        for name in _WORDS:
            self.form.set_value(name, "")
        self.form.set_value("owner", PARTICIPANT)
        self.form.set_value("target_on", None)

    def _objectives(self, _: WhatHappened) -> tuple[Objective, ...]:
        values = self.form.values()
        aim, action, measure = (str(values[name]).strip() for name in _WORDS)
        if not (aim or action or measure):
            return ()
        key = self.context.workspace.new_key()
        return (Objective(key, aim, action, measure, values["owner"], values["target_on"]),)

    def _write(self, case_id: UUID, happened: WhatHappened, objectives: Any) -> Outcome[Any]:
        return meeting_verbs.agree_needs(self.context.workspace, case_id, happened, objectives)


class PlanBody(StepBody):
    """The first JFAP is agreed: version 1 of the plan."""

    planRequested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, MeetingStep.PLAN, parent)
        self.part: PartForm = self.add_part(FactKind.JFAP_AGREED)
        self.stand = label("", wrap=True)
        self.open = button("Open the JFAP", "plain", self.planRequested.emit, name="meeting-open-plan")
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.stand, 1)
        row.addWidget(self.open)
        self.form = FormKit()
        self.how = self.form.add("agreed_how", "How they agreed", ChipChoice(()))
        self._proposed = ""
        self.form.changed.connect(lambda _: self.changed.emit())
        self.part.add_extra(held)
        self.part.add_extra(self.form)
        self.part.own = self.form
        self.part.prepare = lambda _: next(iter(self.how.chosen()), "")
        self.part.write = self._write

    def show_meeting(self, view: MeetingView) -> None:
        super().show_meeting(view)
        standing = f"The JFAP has {counted(view.objectives, 'objective')}."
        if view.version is not None:
            standing += f" Version {view.version.number}: {view.version.agreed_how or 'not agreed yet'}."
        self.stand.setText(standing)
        begun = view.fact(FactKind.INITIAL_MEETING_BEGUN)
        used = begun.channel if begun is not None else ""
        self.how.offer([(name, name) for _, name in view.ways])
        if not self.how.chosen():
            self._proposed = dict(view.ways).get(used, "")
            self.how.set_chosen((self._proposed,))

    def answers(self) -> dict[str, str]:
        chosen = next(iter(self.how.chosen()), "")
        other = self.part.stands_open and chosen and chosen != self._proposed
        return super().answers() | ({_HOW: chosen} if other else {})

    def set_answers(self, answers: Any) -> None:
        super().set_answers(answers)
        if chosen := answers.get(_HOW):
            self.how.set_chosen((chosen,))

    def clear(self) -> None:
        super().clear()
        self._proposed = ""
        self.how.set_chosen(())

    def _write(self, case_id: UUID, happened: WhatHappened, how: Any) -> Outcome[Any]:
        return meeting_verbs.agree_plan(self.context.workspace, case_id, happened, how)
