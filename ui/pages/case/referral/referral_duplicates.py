"""The search for duplicates on the tab 'Referral': made at intake, again by one press (R5, T4)."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from jfs_desktop.casework.desk.duplicate_hits import DECISION, DuplicateSearch
from jfs_desktop.casework.referrals import referral_checks
from jfs_desktop.casework.referrals.referral_view import ReferralView
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.programme.questions import Question
from ui.pages.case.referral.referral_words import doubled_words, searched_line
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.hits_choice import HitsChoice
from ui.widgets.pill import Pill
from ui.widgets.text import label

UNSETTLED = "Say what they are before you accept"
OWED = "Search again before the start is keyed"


class DoubledCard(Card):
    """What a duplicate doubles, and the one thing that follows: to reject it (R4, JFS 3.35, 3.36).
    ``rejectRequested()``, ``caseRequested(case_id)`` for the doubled case."""

    rejectRequested = Signal()
    caseRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("A duplicate", parent)
        self.named = label("", "strong", wrap=True)
        self.words = label("", wrap=True)
        self.reject = button("Reject on PRaP…", "primary", self.rejectRequested.emit, name="reject-duplicate")
        self.open = button("Open the doubled case", "plain", self._open, name="open-doubled")
        row = QHBoxLayout()
        for verb in (self.reject, self.open):
            row.addWidget(verb)
        row.addStretch(1)
        for part in (self.named, self.words):
            self.body.addWidget(part)
        self.body.addLayout(row)
        self._doubled: UUID | None = None
        self.hide()

    def show_case(self, view: ReferralView) -> None:
        """Name the doubled case; hidden for a referral that doubles none."""
        doubled = view.doubled
        self._doubled = doubled.case_id if doubled else None
        if doubled is not None:
            self.named.setText(
                f"Doubles the {'open ' if doubled.open else ''}case of {doubled.name}, {doubled.reference}"
            )
            self.words.setText(doubled_words(view))
            self.reject.setVisible(view.acknowledge_by is not None)
        self.setVisible(doubled is not None)

    def clear(self) -> None:
        """Let go of what was shown."""
        self._doubled = None
        for part in (self.named, self.words):
            part.setText("")

    def _open(self) -> None:
        if self._doubled is not None:
            self.caseRequested.emit(self._doubled)


class DuplicatesCard(Card):
    """Without hits the search keeps itself; with hits somebody says what they are. What the search at
    intake found is shown at once. ``caseRequested(case_id)`` opens a hit."""

    caseRequested = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Duplicates", parent)
        self._context = context
        self._view: ReferralView | None = None
        self._choices: dict[str, str] = {}
        self.owed = Pill(OWED, "today")
        self.state = label("", "soft", wrap=True)
        self.search = button("Search now", "plain", self._ask, name="search-duplicates")
        self.verbs.addWidget(self.search)
        self.hits = HitsChoice()
        self.hits.caseRequested.connect(self.caseRequested)
        self.keep = button("Keep the search", "primary", self._keep, name="keep-search")
        self.error = label("", "error", wrap=True)
        for part in (self.owed, self.state, self.hits, self.keep, self.error):
            self.body.addWidget(part)
        for part in (self.owed, self.hits, self.keep, self.error):
            part.hide()
        context.sharing.changed.connect(self._forget)

    @property
    def choice(self) -> ChipChoice | None:
        """The decisions to choose from, while something is found."""
        return self.hits.choice

    def show_case(self, view: ReferralView, asks: Question) -> None:
        """Show when it was last searched, and what that found."""
        before, self._view = self._view, view
        self._choices = {choice.key: choice.name for choice in asks.choices}
        unsettled = view.hits_unsettled and view.acknowledge_by is not None
        self.owed.setText(UNSETTLED if unsettled else OWED)
        self.owed.setVisible(view.search_owed or unsettled)
        self.state.setText(searched_line(view.last_search, self._choices))
        if before is None or before.case_id != view.case_id:
            self._forget()
        if unsettled and self.hits.choice is None and not self._context.sharing.on:
            self._look(then_focus=False)

    def clear(self) -> None:
        """Let go of everything found."""
        self._view = None
        self._forget()
        self.state.setText("")

    def _ask(self) -> None:
        self._context.sharing.let(self.search_now)  # what it finds is somebody else

    def search_now(self) -> None:
        """Search the vault; nothing found is kept at once."""
        self._look(then_focus=True)

    def _look(self, *, then_focus: bool) -> None:
        view, workspace = self._view, self._context.workspace
        if view is None:
            return
        case_id = view.case_id
        self.search.setEnabled(False)
        self._context.tasks.read(
            lambda: referral_checks.search(workspace, case_id),
            owner=self,
            done=lambda found: self._searched(found, then_focus=then_focus),
            failed=self._refused,
        )

    def _searched(self, found: DuplicateSearch, *, then_focus: bool) -> None:
        self.search.setEnabled(True)
        if self._view is None or found.case_id != self._view.case_id:
            return
        self._forget()
        if found.hits:
            self.hits.show_search(found, self._choices.items())
            for part in (self.hits, self.keep):
                part.show()
            if then_focus and self.hits.choice is not None:
                self.hits.choice.setFocus()
        elif then_focus:
            self._write("")

    def _keep(self) -> None:
        self._write(self.hits.decision())

    def _write(self, decision: str) -> None:
        view, workspace = self._view, self._context.workspace
        if view is None:
            return
        case_id = view.case_id
        self._context.tasks.write(
            lambda: referral_checks.record_search(workspace, case_id, decision),
            owner=self,
            done=self._kept,
            failed=self._refused,
        )

    def _kept(self, outcome: Outcome[FactView]) -> None:
        self._forget()
        context = self._context
        hits = outcome.value.detail.get("hits", "0")
        text = "No duplicate found; the search is kept." if hits == "0" else "The search is kept."
        tell_with_undo(context, outcome, text)

    def _refused(self, error: UserError) -> None:
        self.search.setEnabled(True)
        self.error.setText(error.sentence)
        self.error.show()

    def _forget(self) -> None:
        for part in (self.error, self.keep, self.hits):
            part.hide()
        self.hits.forget()


def decision_of(context: Context, view: ReferralView) -> Question:
    """The question that asks what was found, by the case's own profile."""
    programme = context.workspace.programme_of(view.case_id)
    asks = programme.fact_kinds[FactKind.DUPLICATES_SEARCHED].asks
    return next(ask for ask in asks if ask.key == DECISION)
