"""The tab 'Referral': is this person rightly here? Advice on eligibility and suitability, doubts,
duplicates, earlier cases, and the way back (E1 to E10, R3 to R10; JFS 2.02, 2.03, 3.35, 3.42)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.casework.desk import drafts
from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.referrals import referral_view, weighings
from jfs_desktop.casework.referrals.referral_view import ReferralView
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.views import FactView, PlanView
from jfs_desktop.rules.clocks.clocks import ClockReading
from jfs_desktop.rules.facts.doubts import DECISION, DOUBT, WAITING
from jfs_desktop.rules.facts.facts import FactKind
from ui.dialogs.prap.prap_entry import PrapEntryDialog
from ui.dialogs.recording.record import RecordDialog
from ui.pages.case.frame.tab import CaseNow, CaseTab
from ui.pages.case.referral.referral_cards import BackCard, DoubtsCard, EarlierCard, NeedsCard
from ui.pages.case.referral.referral_duplicates import DoubledCard, DuplicatesCard, decision_of
from ui.pages.case.referral.referral_record import RecordCard
from ui.pages.case.referral.referral_weighing import WeighingCard
from ui.pages.case.referral.referral_words import for_the_work_coach, window_words
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.text import label
from ui.widgets.whole_scroll import WholeScroll

_KINDS = {
    "eligibility": FactKind.ELIGIBILITY_WEIGHED,
    "suitability": FactKind.SUITABILITY_WEIGHED,
    "re-referral": FactKind.RE_REFERRAL_WEIGHED,
}
ACKNOWLEDGE_ENTRY = "acknowledge"
Read = tuple[ReferralView, Mapping[str, Mapping[str, str]]]


class ReferralTab(CaseTab):
    """Three panels of questions at the left; what follows from them at the right."""

    cares = Changed.CASES | Changed.CLOCKS | Changed.SETTINGS

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._view: ReferralView | None = None
        self._clocks: tuple[ClockReading, ...] = ()
        self.window_line = label("", "soft", wrap=True)
        self.weighings = {
            "re-referral": WeighingCard(context, "Re-referral", "re-referral"),
            "eligibility": WeighingCard(context, "Eligibility", "eligibility"),
            "suitability": WeighingCard(context, "Suitability", "suitability"),
        }
        self.record = RecordCard()
        self.back = BackCard()
        self.doubts = DoubtsCard()
        self.doubled = DoubledCard()
        self.duplicates = DuplicatesCard(context)
        self.earlier = EarlierCard()
        self.needs = NeedsCard()
        self._cards = (
            self.record, self.back, self.doubts, self.doubled, self.duplicates, self.earlier, self.needs,
        )  # fmt: skip
        self._assemble()
        self._connect()

    def read_case(self, case: CaseNow) -> None:
        self._clocks = case.clocks

    def load(self) -> None:
        case_id, workspace = self.case_id, self.context.workspace
        if case_id is None:
            return

        def read() -> Read:
            kept = {name: drafts.read(workspace, _draft_of(case_id, name)) for name in _KINDS}
            typed = {name: draft.body for name, draft in kept.items() if draft is not None}
            return referral_view.of_case(workspace, case_id), typed

        self.context.tasks.read(read, owner=self, done=self._show)

    def clear(self) -> None:
        self._view = None
        self.window_line.setText("")
        for card in self.weighings.values():
            card.clear()
        for part in self._cards:
            part.clear()

    def save_drafts(self) -> None:
        case_id = self.case_id
        if case_id is None or self._view is None:
            return
        for name, card in self.weighings.items():
            if card.dirty():
                self.keep_draft(_draft_of(case_id, name), card.typed())

    def set_narrow(self, narrow: bool) -> None:
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)

    def _assemble(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(12)
        left.addWidget(self.doubled)
        for card in self.weighings.values():
            left.addWidget(card)
        for part in (self.back, self.earlier, self.record, self.doubts, self.duplicates, self.needs):
            right.addWidget(part)
        left.addStretch(1)
        right.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(12)
        self._columns.addLayout(left, 1)
        self._columns.addLayout(right, 1)
        held = QWidget()
        held.setProperty("role", "plainground")
        inside = QVBoxLayout(held)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.window_line)
        inside.addLayout(self._columns, 1)
        area = WholeScroll(held, "Referral")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)

    def _connect(self) -> None:
        for name, card in self.weighings.items():
            card.keepRequested.connect(partial(self._weigh, name))
        for part in (self.doubled, self.duplicates, self.earlier, self.back):
            part.caseRequested.connect(lambda case_id: self.caseRequested.emit(case_id, "referral"))
        self.doubled.rejectRequested.connect(self._reject)
        self.doubts.askRequested.connect(self._ask)
        self.doubts.answerRequested.connect(self._answer)
        self.earlier.planRequested.connect(self._read_plan)
        self.earlier.closedRequested.connect(partial(self._record, [FactKind.EARLIER_END_CHECKED]))
        self.needs.noteRequested.connect(self._note_needs)
        self.back.backRequested.connect(self._hand_back)
        self.record.correctRequested.connect(self._correct)

    def _show(self, read: Read) -> None:
        view, typed = read
        if view.case_id != self.case_id:
            return
        self._view = view
        programme = self.context.workspace.programme_of(view.case_id)
        self.window_line.setText(window_words(view))
        again = view.re_referral
        self.weighings["re-referral"].setVisible(again is not None)
        if again is not None:
            self.weighings["re-referral"].show_weighing(
                again.asks, again.answers, again.doubts, again.kept, typed.get("re-referral")
            )
        for name, panel in (("eligibility", view.eligibility), ("suitability", view.suitability)):
            self.weighings[name].show_weighing(
                panel.asks, panel.answers, panel.doubts, panel.kept, typed.get(name)
            )
            self.weighings[name].setVisible(view.doubled is None)
        self.doubled.show_case(view)
        self.doubts.setVisible(view.doubled is None or bool(view.doubts))
        self.record.show_record(view.record)
        self.doubts.show_case(view)
        self.duplicates.show_case(view, decision_of(self.context, view))
        self.earlier.show_case(view)
        self.needs.show_case(view, programme)
        self.back.show_case(view, programme)

    def _weigh(self, name: str, answers: Mapping[str, str]) -> None:
        case_id, workspace, card = self.case_id, self.context.workspace, self.weighings[name]
        if case_id is None:
            return

        def weigh() -> Outcome[FactView]:
            outcome = weighings.weigh(workspace, case_id, _KINDS[name], answers)
            drafts.discard(workspace, _draft_of(case_id, name))
            return outcome

        def done(outcome: Outcome[FactView]) -> None:
            card.kept()
            context = self.context
            tell_with_undo(context, outcome, f"Kept: {outcome.value.name.lower()}.")

        self.context.tasks.write(weigh, owner=self, done=done, failed=card.refused)

    def _ask(self, subject: str) -> None:
        view = self._view
        if view is None:
            return
        doubts = view.doubtful.get(subject, ())
        proposed = {DOUBT: subject, "facts": for_the_work_coach(doubts), "contact": view.record.work_coach}
        self._record([FactKind.WORK_COACH_CONSULTED], proposed | {DECISION: WAITING})

    def _answer(self, waits_by: object) -> None:
        clock = next((one for one in self._clocks if one.subject == waits_by), None)
        doubt = (
            next((one for one in self._view.doubts if one.waits_by == waits_by), None) if self._view else None
        )
        proposed = {"contact": doubt.contact} if doubt else {}
        self._record([FactKind.WORK_COACH_ANSWERED], proposed, clock)

    def _note_needs(self) -> None:
        noted = self._view.access_needs if self._view else None
        self._record([FactKind.ACCESS_NEEDS_NOTED], noted.detail if noted else {})

    def _hand_back(self) -> None:
        self._record([FactKind.HANDED_BACK], {"to_whom": self._view.record.work_coach} if self._view else {})

    def _correct(self) -> None:
        from ui.dialogs.referrals.correct_referral import CorrectReferralDialog

        if self.case_id is not None:
            CorrectReferralDialog.ask(self.context, self.case_id, self.window())

    def _reject(self) -> None:
        if self.case_id is not None:
            PrapEntryDialog.ask(self.context, self.case_id, ACKNOWLEDGE_ENTRY, self.window())

    def _record(
        self,
        kinds: Collection[FactKind],
        proposed: Mapping[str, str] | None = None,
        clock: ClockReading | None = None,
    ) -> None:
        if self.case_id is not None:
            RecordDialog.ask(
                self.context, self.case_id, self.window(), clock=clock, kinds=kinds, proposed=proposed or {}
            )

    def _read_plan(self, case_id: Any) -> None:
        workspace = self.context.workspace

        def show(plan: PlanView) -> None:
            self.earlier.show_plan(plan, workspace.programme_of(plan.case_id))

        self.context.tasks.read(lambda: plans.open_plan(workspace, case_id), owner=self, done=show)


def _draft_of(case_id: UUID, name: str) -> str:
    return f"{name}/{case_id}"
