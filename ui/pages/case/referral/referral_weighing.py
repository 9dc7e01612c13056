"""One panel of questions on the tab 'Referral': eligibility, suitability or a re-referral (E2 to E8, R6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jfs_desktop.clock import london_day
from jfs_desktop.errors import UserError
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.programme.questions import Question, all_unanswered
from jfs_desktop.rules.referral.weighing import Doubt
from ui.pages.case.referral.referral_words import doubt_line, kept_line
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.question_form import QuestionForm
from ui.widgets.shortcuts import SAVE_FORM
from ui.widgets.text import label


class WeighingCard(Card):
    """Questions answered by chips; what leaves a doubt is told below with its paragraph, and refuses
    nothing. ``keepRequested(answers)``."""

    keepRequested = Signal(object)

    def __init__(self, context: Context, title: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setObjectName(name)
        self._asks: tuple[Question, ...] = ()
        self._shown: dict[str, str] = {}
        self.state = label("", "soft", wrap=True)
        self.form = QuestionForm(london_day(context.clock.now()))
        self.doubts = label("", "warning", wrap=True)
        self.error = label("", "error", wrap=True)
        self.keep = button("Keep the answers", "plain", self._keep, name=f"keep-{name}")
        self.verbs.addWidget(self.keep)
        for part in (self.state, self.doubts, self.form, self.error):
            self.body.addWidget(part)
        self.doubts.hide()
        self.error.hide()
        SAVE_FORM.bind(self.form, self._keep)

    def show_weighing(
        self,
        asks: Sequence[Question],
        answers: Mapping[str, str],
        doubts: Sequence[Doubt],
        kept: FactView | None,
        typed: Mapping[str, str] | None = None,
    ) -> None:
        """Show what is known; answers that are half given, here or in a draft, are left alone."""
        self.state.setText(kept_line(kept))
        self.doubts.setText("\n".join(doubt_line(doubt) for doubt in doubts))
        self.doubts.setVisible(bool(doubts))
        if self._asks == tuple(asks) and self.dirty():
            return
        if self._asks != tuple(asks):
            self._asks = tuple(asks)
            self.form.ask(self._asks)
        self.form.set_answers(answers)
        self._shown = self.form.answers()
        if typed:
            self.form.set_answers(typed)
        self.error.hide()

    def dirty(self) -> bool:
        """Whether answers stand here that are not kept."""
        return bool(self._asks) and self.form.answers() != self._shown

    def typed(self) -> dict[str, str]:
        """The answers as they stand, for a draft."""
        return self.form.answers()

    def clear(self) -> None:
        """Let go of everything that was shown."""
        self._asks, self._shown = (), {}
        self.form.ask(())
        for part in (self.state, self.doubts, self.error):
            part.setText("")

    def kept(self) -> None:
        """What stands here has been kept."""
        self._shown = self.form.answers()
        self.keep.setEnabled(True)

    def refused(self, error: UserError) -> None:
        """Say beside the question, or below all of them, why it could not be kept."""
        self.keep.setEnabled(True)
        if self.form.show_refusal(error):
            return
        self.error.setText(error.sentence)
        self.error.show()

    def _keep(self) -> None:
        missing = all_unanswered(self._asks, self.form.answers(), {})
        if missing or self.form.problems():
            self.form.show_unanswered(missing)
            return
        self.form.show_unanswered(())
        self.error.hide()
        self.keep.setEnabled(False)
        self.keepRequested.emit(self.form.answers())
