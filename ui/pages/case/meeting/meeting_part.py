"""One part of a meeting's step: what stands recorded, or the few questions that record it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.fact_choices import FactChoice
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.journey.re_engagement import IDENTITY
from jfs_desktop.rules.programme.questions import CHANNEL as BY_CHANNEL
from jfs_desktop.rules.programme.questions import Question, all_unanswered
from ui.dialogs.questions.withdraw import WithdrawDialog
from ui.pages.case.meeting.meeting_how import AT, CHANNEL, LATE, ON, HowForm
from ui.pages.case.meeting.meeting_words import RECORD, answers_in_words, done_words
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo, with_left_out
from ui.widgets.buttons import button
from ui.widgets.form_kit import FormKit
from ui.widgets.question_form import QuestionForm
from ui.widgets.text import label

Write = Callable[[UUID, WhatHappened, Any], Outcome[Any]]
"""The verb of a part: the case, what happened, and what ``prepare`` took from the window."""


class PartForm(QWidget):
    """Records one kind of fact. With channels it asks by which, on which day and when; otherwise it is of
    the moment of the click. ``recorded(Outcome)`` follows the verb, ``changed`` each answer."""

    recorded = Signal(object)
    changed = Signal()

    def __init__(
        self,
        context: Context,
        kind: FactKind,
        parent: QWidget | None = None,
        *,
        titled: bool = False,
        fixed: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.kind = kind
        self.context = context
        self.write: Write | None = None
        self.may: Callable[[], bool] = lambda: True
        self.own: FormKit | None = None  # fields beside the questions, where refusals belong too
        self.prepare: Callable[[WhatHappened], Any] = lambda _: None
        self.about: UUID | None = None
        self.untold: frozenset[str] = frozenset()  # questions left out of the line that tells what was done
        self._fixed = dict(fixed or {})
        self._titled = titled
        self._case_id: UUID | None = None
        self._choice: FactChoice | None = None
        self._fact: FactView | None = None
        self._minimums: Mapping[str, int] = {}
        self._asks: tuple[Question, ...] = ()
        self._again = False
        self._make()
        self._assemble()

    def show_part(
        self, case_id: UUID, fact: FactView | None, choice: FactChoice, minimums: Mapping[str, int]
    ) -> None:
        """Show what stands, or ask; answers that are being given stay."""
        if (case_id, fact) != (self._case_id, self._fact):
            self._again = False
        self._case_id, self._fact, self._minimums = case_id, fact, minimums
        self._ask(choice)
        self.form.propose_moment()
        asking = fact is None or self._again
        self.done_line.setText(self._done_text())
        for widget in (self.done_line, self.back):
            widget.setVisible(fact is not None)
        self.again.setVisible(fact is not None and not self._again and not choice.refused)
        self.asked.setVisible(asking)
        self.refused.setText(choice.refused if asking else "")
        self.refused.setVisible(bool(self.refused.text()))
        self.go.setEnabled(not choice.refused)

    def fix(self, answers: Mapping[str, str]) -> None:
        """Take these answers as known: they are recorded and not asked."""
        if dict(answers) != self._fixed:
            self._fixed = dict(answers)
            if self._choice is not None:
                self._ask(self._choice)
            self._show_asked()

    def add_extra(self, widget: QWidget) -> None:
        """Put something more between the questions and the button, for the eye and for the Tab key."""
        self._extra.addWidget(widget)
        self.go.setParent(None)  # the button stays the last stop
        self._inside.addWidget(self.go)

    def clear(self) -> None:
        """Let go of everything shown and typed."""
        self._case_id = self._fact = None
        self._again = False
        self.questions.set_answers({})
        self.form.clear()
        self.done_line.setText("")
        self._say("")

    @property
    def stands_open(self) -> bool:
        """Whether nothing is recorded, or it is being recorded again."""
        return self._fact is None or self._again

    def answers(self) -> dict[str, str]:
        """What is answered so far, for a draft, and what else was typed than was proposed; who it was on the
        line is asked anew each time (I3)."""
        if not self.stands_open:
            return {}
        given = self.questions.answers() | self.form.answers()
        return {key: text for key, text in given.items() if text and key != IDENTITY}

    def set_answers(self, answers: Mapping[str, str]) -> None:
        """Show answers kept in a draft, or known already."""
        self.form.set_answers(answers)
        asked = {key: text for key, text in answers.items() if key not in (ON, AT, CHANNEL, LATE)}
        self.questions.set_answers({**self.questions.answers(), **asked})

    def channel(self) -> str:
        """The channel now chosen."""
        return self.form.channel()

    def set_channel(self, key: str) -> None:
        """Propose a channel, unless one was chosen."""
        if not self.channel():
            self.choose_channel(key)

    def choose_channel(self, key: str) -> None:
        """Choose this channel and no other; '' for none."""
        self.form.propose_channel(key)
        self._show_asked()

    def asking(self) -> bool:
        """Whether it stands open to be recorded."""
        return self.stands_open and self.go.isEnabled()

    def go_to(self) -> None:
        """Put the focus where the answer is given."""
        first: QWidget | None = self.form.channels
        if first is None and self.questions.form is not None and self._asks:
            first = self.questions.form.field(self._asks[0].key)
        (first or self.go).setFocus()

    def record(self) -> None:
        """Record what is answered, or say beside the questions what is missing."""
        case_id, choice = self._case_id, self._choice
        if case_id is None or choice is None or not self.asking() or not self.may():
            return
        happened = self._happened(choice)
        if happened is None:
            return
        self._say("")
        self.go.setEnabled(False)
        workspace = self.context.workspace
        given = self.prepare(happened)
        run = self.write
        self.context.tasks.write(
            (lambda: run(case_id, happened, given))
            if run is not None
            else (lambda: facts.record(workspace, case_id, happened)),
            owner=self,
            done=self._recorded,
            failed=self._failed,
        )

    def _make(self) -> None:
        self.title = label("", "strong")
        self.done_line = label("", "soft", wrap=True)
        self.back = button("Take back…", "link", self._take_back, name=f"back-{self.kind.value}")
        self.again = button("Record again", "link", self._ask_again, name=f"again-{self.kind.value}")
        self.refused = label("", "warning", wrap=True)
        self.questions = QuestionForm(self.context.clock.now().astimezone(LONDON).date())
        self.form = HowForm(self.context.clock)
        self.go = button(
            RECORD.get(self.kind, "Record"), "primary", self.record, name=f"do-{self.kind.value}"
        )
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.questions.changed.connect(self.changed)
        self.form.changed.connect(lambda _: self._show_asked())
        self.form.changed.connect(lambda _: self.changed.emit())
        for asked in (self.form, self.questions):  # what was wrong is being mended
            asked.changed.connect(lambda *_: self._say(""))

    def _assemble(self) -> None:
        done = QHBoxLayout()
        done.addWidget(self.done_line, 1)
        done.addWidget(self.again)
        done.addWidget(self.back)
        self.asked = QWidget()
        self._inside = inside = QVBoxLayout(self.asked)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        self._extra = QVBoxLayout()
        for widget in (self.form, self.questions):
            inside.addWidget(widget)
        inside.addLayout(self._extra)
        inside.addWidget(self.error)
        inside.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addLayout(done)
        column.addWidget(self.refused)
        column.addWidget(self.asked)
        self.title.setVisible(self._titled)

    def _ask(self, choice: FactChoice) -> None:
        asks = tuple(question for question in choice.asks if question.key not in self._fixed)
        if self._choice is not None and asks == self._asks and choice.channels == self._choice.channels:
            self._choice = choice
            return
        self._choice, self._asks = choice, asks
        self.title.setText(choice.name)
        self.questions.ask(asks, self.questions.answers())
        self._show_asked()
        self.questions.setVisible(bool(asks))
        self.form.ask(choice)

    def _show_asked(self) -> None:
        """What comes up by what is known already, and by the way it was done."""
        self.questions.set_around({**self._fixed, BY_CHANNEL: self.channel()})

    def _happened(self, choice: FactChoice) -> WhatHappened | None:
        detail = {**self._fixed, **self.questions.answers()}
        notes = self.form.date_problems()
        on, at = self.form.moment()
        if on is None and ON not in notes:
            notes[ON] = ("Say on which day.", "error")
        if choice.channel_needed and not self.channel():
            notes[CHANNEL] = ("Say how it was done.", "error")
        missing = all_unanswered(self._asks, {**detail, BY_CHANNEL: self.channel()}, self._minimums)
        self.form.set_notes(notes)
        if notes:
            self.form.focus_first_note()
            return None
        if missing or self.questions.problems():
            self.questions.show_unanswered(missing)
            return None
        self.questions.show_unanswered(())
        return WhatHappened(
            self.kind,
            on or self._today(),
            at,
            None,
            self.channel(),
            "",
            self.about,
            detail,
            self.form.late(),
        )

    def _recorded(self, outcome: Outcome[Any]) -> None:
        self._again = False
        self.go.setEnabled(True)
        self.questions.set_answers({})
        self.form.forget_late()
        context = self.context
        name = self._choice.name if self._choice is not None else ""
        if outcome.label:
            tell_with_undo(context, outcome, with_left_out(f"Recorded: {name}.", outcome.besides))
        else:
            context.hub.tell(outcome)
            told = f"Recorded: {name}. If it is wrong, take it back with a reason."
            context.say.news(with_left_out(told, outcome.besides))
        self.recorded.emit(outcome)

    def _failed(self, error: UserError) -> None:
        self.go.setEnabled(True)
        if self.questions.show_refusal(error) or (self.own is not None and self.own.show_refusal(error)):
            return
        names = {"late_reason": LATE, "on": ON, "at": AT, "channel": CHANNEL}
        if not self.form.show_refusal(error, names):
            self._say(error.sentence)

    def _say(self, text: str) -> None:
        self.error.setText(text)
        self.error.setVisible(bool(text))

    def _done_text(self) -> str:
        fact, choice = self._fact, self._choice
        if fact is None or choice is None:
            return ""
        asks = [question for question in choice.asks if question.key not in self.untold]
        told = answers_in_words(fact, asks, dict(choice.channels))
        return f"✓ {done_words(fact, self._today())}" + (f" – {told}" if told else "")

    def _take_back(self) -> None:
        if self._fact is not None:
            WithdrawDialog.ask(self.context, self._fact, self.window())

    def _ask_again(self) -> None:
        self._again = True
        self.asked.show()
        self.again.hide()
        self.go_to()

    def _today(self) -> date:
        return self.context.clock.now().astimezone(LONDON).date()
