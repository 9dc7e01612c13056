"""The 'Ending' tab: the completion list, completing, ending early, what PRaP is to get, a start that should
not be there, and the survey."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QVBoxLayout, QWidget

from jfs_desktop.casework.documents.papers_out import UNDER_WAY
from jfs_desktop.casework.ending import endings
from jfs_desktop.casework.ending.endings import Ending
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.plan.completion import CompletionTest
from jfs_desktop.rules.programme.fixed_choices import Refusal
from jfs_desktop.rules.writing.wording import long_day
from ui.dialogs.ending.complete import CompleteDialog
from ui.dialogs.ending.end_corrections import DeathDialog, TakeEndBackDialog
from ui.dialogs.ending.end_early import EndEarlyDialog
from ui.dialogs.plan.finalise_plan import FinalisePlanDialog
from ui.dialogs.plan.send_plan import SendPlanDialog
from ui.dialogs.prap.prap_entry import PrapEntryDialog, meet
from ui.dialogs.recording.came_by_mail import CameByMailDialog
from ui.dialogs.recording.record import RecordDialog
from ui.pages.case.ending.ending_cards import DaysCard, EndCard
from ui.pages.case.ending.ending_list import COPY_GIVEN, FINAL, MINUTES, CompletionRows
from ui.pages.case.ending.ending_papers import ErrorCard, SurveyCard, in_a_row
from ui.pages.case.frame.tab import CaseTab
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.text import label
from ui.widgets.whole_scroll import WholeScroll

EARLY_ENDS = "Moved away, found work, left or disengaged, died: each with what it needs (JFS 5.11)."
NOT_TOLD = "The exit message tells that DWP may ring: it goes before the end, or with it (JFS 5.20)."
DEATH_ALONE = "A death alone can still be noted: nothing goes out from then on (JFS 5.11)."
DEATH_KNOWN = "The end is still to be recorded, or PRaP ends the case as something else (JFS 5.08, 5.11)."


class EndingTab(CaseTab):
    """Reads the way to the end anew whenever the case changes."""

    cares = Changed.CASES | Changed.CLOCKS | Changed.SESSIONS | Changed.PLAN | Changed.MAIL
    beside = ("person",)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._ending: Ending | None = None
        self.end = EndCard()
        self.days = DaysCard()
        self.rows = CompletionRows()
        self.survey = SurveyCard()
        self.error = ErrorCard()
        self.refused = label("", "soft", wrap=True)
        self.complete = button("&Complete…", "primary", self._complete, name="complete")
        self.begin = button("Be&gin finalising", "plain", self._begin, name="begin-finalising")
        self.pause = button("&Back to support", "plain", self._pause, name="back-to-support")
        self.exit = button("Ex&it message…", "plain", self._exit_by_mail, name="exit-message")
        self.early = button("En&d early…", "plain", self._end_early, name="end-early")
        self.death = button("Note a death…", "plain", self._death, name="note-death")
        self._assemble()
        self._connect()

    def load(self) -> None:
        case_id, workspace = self.case_id, self.context.workspace
        if case_id is not None:
            self.context.tasks.read(
                lambda: endings.told(workspace, case_id), owner=self, done=self._show_ending
            )

    def clear(self) -> None:
        self._ending = None
        self.rows.clear()
        for card in self._cards():
            card.hide()

    def _cards(self) -> tuple[Card, ...]:
        return self.end, self.days, self.list_card, self.survey, self.early_card, self.error

    def _assemble(self) -> None:
        self.list_card = Card("To be a completer")
        self.list_card.body.addWidget(self.rows)
        self.list_card.body.addWidget(self.refused)
        for verb in (self.pause, self.begin, self.complete):
            self.list_card.verbs.addWidget(verb)
        self.early_card = Card("Another end")
        self.other_ends = label("", "soft", wrap=True)
        self.early_card.body.addWidget(self.other_ends)
        self.early_card.body.addLayout(in_a_row(self.exit, self.early, self.death))
        held = QWidget()
        held.setProperty("role", "plainground")
        inside = self._inside = QVBoxLayout(held)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        for card in self._cards():
            inside.addWidget(card)
            card.hide()
        inside.addStretch(1)
        area = WholeScroll(held, "How provision ends")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)

    def _connect(self) -> None:
        self.rows.meetRequested.connect(self._meet)
        self.rows.evidenceRequested.connect(self.tabRequested)
        self.end.keyRequested.connect(self._key)
        self.end.takeBackRequested.connect(self._take_back)
        self.days.autoEndRequested.connect(self._confirm)
        self.survey.mailRequested.connect(self._ask_by_mail)
        self.survey.messageGiven.connect(lambda path: self._came(FactKind.SURVEY_ANSWERED, path))
        self.error.messageGiven.connect(lambda path: self._came(FactKind.POST_CONFIRMED, path))
        self.survey.askRequested.connect(lambda: self._tell(FactKind.SURVEY_ASKED))
        self.survey.answerRequested.connect(lambda: self._tell(FactKind.SURVEY_ANSWERED))
        self.survey.recordRequested.connect(self._show_survey)
        self.error.errorRequested.connect(lambda: self._tell(FactKind.ERROR_FOUND_AFTER_START))
        self.error.paperRequested.connect(self._fill_in)
        self.error.stepRequested.connect(self._take_step)

    def _show_ending(self, ending: Ending) -> None:
        if ending.case_id != self.case_id:
            return
        self._ending = ending
        self.end.show_end(ending)
        self.days.show_days(ending)
        self.rows.show_tests(ending)
        self.survey.show_survey(ending)
        self.error.show_error(ending)
        cards = self._cards()
        self._inside.insertWidget(0 if ending.papers.error else len(cards) - 1, self.error)
        started = ending.days is not None
        ends = started and ending.served  # with a death known the end alone is left (X8, T20)
        on_provision = ends and not ending.died
        completes = started and ending.stage is not Stage.CANCEL_PENDING
        completed = ending.end is not None and ending.end.kind is FactKind.COMPLETED
        self.list_card.setVisible(completes and (completed or not ending.died))
        self.complete.setVisible(on_provision)
        self.complete.setEnabled(ending.completing is None)
        self.begin.setVisible(on_provision and ending.stage is Stage.STARTED)
        self.pause.setVisible(on_provision and ending.stage is Stage.FINALISING)
        self.refused.setText(_words(ending.completing) if on_provision else "")
        self.refused.setVisible(bool(self.refused.text()))
        self.early_card.setVisible(ends or not ending.died)
        self.early.setVisible(ends)
        self.death.setVisible(not ending.died and not on_provision)
        self._show_notice(ending, on_provision=on_provision)

    def _show_notice(self, ending: Ending, *, on_provision: bool) -> None:
        """The notice that DWP may ring goes with the exit, or before it (X14, AMB-28)."""
        notice, ended = ending.papers.notice, ending.end
        early = ended is not None and ended.kind is FactKind.ENDED_EARLY
        lacks = notice.told_on is None and notice.refused is None and not ending.died
        waits = notice.out is not None and notice.out.stands in UNDER_WAY
        self.exit.setVisible(lacks and not waits and (on_provision or early))
        told = [DEATH_KNOWN if ending.died else EARLY_ENDS if on_provision else DEATH_ALONE]
        if notice.out is not None:
            told.append(f"Exit message: {notice.out.words}")
        elif notice.told_on is not None and (on_provision or early):
            told.append(f"Told on {long_day(notice.told_on)} that DWP may ring (JFS 5.20).")
        elif lacks and (on_provision or early):
            told.append(NOT_TOLD)
        self.other_ends.setText("\n".join(told))

    def _meet(self, test: object) -> None:
        wanted = cast(CompletionTest, test)
        if wanted.key == MINUTES:
            self.startRequested.emit("one_to_one")
        elif self.case_id is not None and wanted.key == FINAL:
            FinalisePlanDialog.ask(self.context, self.case_id, self.window(), self.workRequested.emit)
        elif self.case_id is not None and wanted.key == COPY_GIVEN:
            SendPlanDialog.ask(self.context, self.case_id, self.window())
        elif self.case_id is not None:
            RecordDialog.ask(self.context, self.case_id, self.window(), kinds=wanted.meets)

    def _tell(self, kind: FactKind) -> None:
        if self.case_id is not None:
            RecordDialog.ask(self.context, self.case_id, self.window(), kinds=(kind,))

    def _exit_by_mail(self) -> None:
        if self.case_id is not None:
            from ui.dialogs.mail.compose import ComposeDialog

            by_hand = partial(self._tell, FactKind.EXPERIENCE_CALL_TOLD)
            ComposeDialog.ask(self.context, self.case_id, "exit", self.window(), by_hand)

    def _ask_by_mail(self) -> None:
        if self.case_id is not None:
            from ui.dialogs.mail.compose import ComposeDialog

            by_hand = partial(self._tell, FactKind.SURVEY_ASKED)
            ComposeDialog.ask(self.context, self.case_id, "survey", self.window(), by_hand)

    def _came(self, kind: FactKind, path: Path) -> None:
        if self.case_id is not None:
            CameByMailDialog.read(self.context, self.case_id, self.window(), kind, path)

    def _show_survey(self) -> None:
        context, case_id = self.context, self.case_id
        if case_id is not None:
            from jfs_desktop.casework.ending import case_letters  # Word comes with the first document
            from jfs_desktop.documents.papers.forms import SURVEY
            from ui.dialogs.viewing.paper import PaperDialog

            PaperDialog.ask(
                context,
                case_id,
                case_letters.NAMES[SURVEY],
                lambda: case_letters.fill(context.workspace, case_id, SURVEY),
                self.window(),
            )

    def _fill_in(self) -> None:
        if self.case_id is not None:
            from ui.dialogs.mail.make_letter import PRAP14, MakeLetterDialog

            MakeLetterDialog.ask(self.context, self.case_id, self.window(), (PRAP14,))

    def _take_step(self, key: str) -> None:
        if self.case_id is not None:
            PrapEntryDialog.ask(self.context, self.case_id, key, self.window())

    def _complete(self) -> None:
        if self._ending is not None:
            CompleteDialog.ask(self.context, self._ending, self.window())

    def _begin(self) -> None:
        self._record(FactKind.FINALISING_BEGUN)

    def _pause(self) -> None:
        self._record(FactKind.FINALISING_PAUSED)

    def _end_early(self) -> None:
        if self._ending is not None:
            EndEarlyDialog.ask(self.context, self._ending.case_id, self._ending.today, self.window())

    def _death(self) -> None:
        if self._ending is not None:
            DeathDialog.ask(self.context, self._ending.case_id, self._ending.today, self.window())

    def _take_back(self) -> None:
        if self.case_id is not None:
            TakeEndBackDialog.ask(self.context, self.case_id, self.window())

    def _key(self) -> None:
        if self._ending is not None and self._ending.key_clock is not None:
            meet(self.context, self._ending.case_id, self._ending.key_clock, self.window())

    def _confirm(self) -> None:
        if self._ending is not None:
            RecordDialog.ask(self.context, self._ending.case_id, self.window(), clock=self._ending.auto_clock)

    def _record(self, kind: FactKind) -> None:
        ending, workspace = self._ending, self.context.workspace
        if ending is None:
            return
        happened = WhatHappened(kind, ending.today)
        self.context.tasks.write(
            lambda: facts.record(workspace, ending.case_id, happened),
            owner=self,
            done=self._recorded,
            failed=self.context.say.problem,
        )

    def _recorded(self, outcome: Outcome[FactView]) -> None:
        context = self.context
        tell_with_undo(context, outcome, f"Recorded: {outcome.value.name}.")


def _words(refusal: Refusal | None) -> str:
    return f"{refusal.text} ({refusal.paragraph})" if refusal is not None else ""
