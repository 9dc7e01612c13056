"""A move or absence: where to, for how long, and the new home in the same step (M7, JFS 4.22)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from jfs_desktop.casework.circumstances import moves
from jfs_desktop.casework.circumstances.moves import NewHome
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.clock import london_day
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import CaseView
from jfs_desktop.rules.calendar.working_days import NATION_NAMES
from jfs_desktop.rules.facts.facts import FactKind, Nation
from jfs_desktop.rules.journey.absence import BACK_ON, MOVES_ON, OUTSIDE, WHERE
from jfs_desktop.rules.programme.questions import all_unanswered
from jfs_desktop.rules.writing.wording import long_day
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.date_field import DateField
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit, as_high_as, choice, note_box
from ui.widgets.question_form import QuestionForm
from ui.widgets.text import label

_NATIONS = {"": "Not known"} | {nation.value: name for nation, name in NATION_NAMES.items()}
_HOME = ("address", "postcode", "nation")


class MoveDialog(Dialog):
    """Asks the profile's questions about a move; a new home is asked for only inside the nations."""

    def __init__(
        self, context: Context, view: CaseView, last_day: date | None, parent: QWidget | None
    ) -> None:
        super().__init__("Move or absence", "", parent, width=600)
        self.heading.setText(f"Move or absence: {view.name}")
        self._context, self._view, self._last_day = context, view, last_day
        workspace = context.workspace
        self._asks = workspace.programme_of(view.case_id).fact_kinds[FactKind.MOVED].asks
        today = london_day(context.clock.now())
        self.form = FormKit(columns=2)
        self.form.add("on", "Known since", DateField(today, today), span=2)
        self.questions = QuestionForm(today)
        self.questions.ask(self._asks)
        self.form.add_row(self.questions)
        self.compared = as_high_as(label("", "warning", wrap=True), 2)
        self.form.add_row(self.compared)
        self._add_home()
        self.form.add("note", "Note", note_box(2), span=2)
        self.content.addWidget(self.form)
        self.add_cancel()
        self.save = self.add_verb("Record", "primary", self._go, default=True)
        self.save.setObjectName("record-move")
        self.questions.changed.connect(self._follow)
        self._before = self.form.values()
        self._follow()
        self.form.field("on").setFocus()

    @classmethod
    def ask(
        cls, context: Context, view: CaseView, last_day: date | None, parent: QWidget | None
    ) -> MoveDialog:
        """Open the form over ``parent``."""
        dialog = cls(context, view, last_day, parent)
        dialog.open()
        return dialog

    def dirty(self) -> bool:
        return bool(self.questions.answers()) or self.form.values() != self._before

    def _add_home(self) -> None:
        address = QPlainTextEdit()
        address.setFixedHeight(64)
        address.setTabChangesFocus(True)
        self.form.add("address", "New address", address, span=2)
        self.form.add("postcode", "New postcode", QLineEdit())
        self.form.add(
            "nation",
            "Nation",
            choice(_NATIONS),
            help="The case's dates are worked out anew with it.",
        )
        for name in ("address", "postcode"):
            self.form.set_value(name, getattr(self._view, name))
        self.form.set_value("nation", self._view.nation or "")

    def _inside(self) -> bool:
        where = self.questions.answers().get(WHERE, "")
        return bool(where) and where != OUTSIDE

    def _follow(self) -> None:
        """Ask for a home inside; outside, compare the return with the last day."""
        for name in _HOME:
            self.form.set_shown(name, self._inside())
        answers = self.questions.answers()
        text = ""
        if answers.get(WHERE) == OUTSIDE and self._last_day is not None:
            text = f"The last working day of provision is {long_day(self._last_day)}. " + self._compared(
                answers
            )
        elif self._inside() and moves.lies_ahead(answers, london_day(self._context.clock.now())):
            day = long_day(date.fromisoformat(answers[MOVES_ON]))
            text = f"The new address is taken up on {day}; until then letters go to the present one."
        self.compared.setText(text)
        self.compared.setVisible(bool(text))

    def _compared(self, answers: dict[str, str]) -> str:
        back_on = answers.get(BACK_ON)
        if back_on is None or self._last_day is None:
            return "While nobody knows the return, the case stays open and is asked about every week."
        if date.fromisoformat(back_on) > self._last_day:
            return "The return is later, so provision ends."
        return "The return is in time, so the case stays open."

    def _go(self) -> None:
        answers = self.questions.answers()
        missing = all_unanswered(self._asks, answers, {})
        problems = self.form.date_problems()
        if self.form.value("on") is None:
            problems.setdefault("on", ("Type the day.", "error"))
        self.form.set_notes(problems)
        if missing or problems or self.questions.problems():
            self.questions.show_unanswered(missing)
            return
        self.set_busy(True)
        home = None
        if self._inside():
            nation = self.form.value("nation")
            home = NewHome(
                self.form.value("address"),
                self.form.value("postcode"),
                Nation(nation) if nation else None,
            )
        happened = WhatHappened(
            FactKind.MOVED, self.form.value("on"), note=self.form.value("note"), detail=answers
        )
        self._context.tasks.write(
            self._verb(happened, home), owner=self, done=self._done, failed=self._refused
        )

    def _verb(self, happened: WhatHappened, home: NewHome | None) -> Callable[[], Outcome[UUID]]:
        workspace, case_id = self._context.workspace, self._view.case_id
        return lambda: moves.record(workspace, case_id, happened, home)

    def _done(self, outcome: Outcome[Any]) -> None:
        context = self._context
        tell_with_undo(context, outcome, "The move is recorded.")
        self.accept()

    def _refused(self, error: UserError) -> None:
        if self.questions.show_refusal(error):
            self.set_busy(False)
            return
        self.show_refusal(error, self.form)
