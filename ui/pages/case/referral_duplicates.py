"""The search for duplicates on the tab 'Referral': one press, and what was found (R5)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.casework import referral_checks
from jfs_desktop.casework.referral_checks import DuplicateSearch
from jfs_desktop.casework.referral_view import ReferralView
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts import FactKind
from jfs_desktop.rules.questions import Question
from ui.pages.case.referral_words import COMPARED, hit_line, searched_line
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.pill import Pill
from ui.widgets.text import label


class DuplicatesCard(Card):
    """Without hits the search keeps itself; with hits somebody says what they are.
    ``caseRequested(case_id)`` opens a hit, ``rejectRequested()`` what follows from a duplicate."""

    caseRequested = Signal(object)
    rejectRequested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Duplicates", parent)
        self._context = context
        self._view: ReferralView | None = None
        self._choices: dict[str, str] = {}
        self.owed = Pill("Search again before the start is keyed", "today")
        self.state = label("", "soft", wrap=True)
        self.search = button("Search now", "plain", self.search_now, name="search-duplicates")
        self.reject = button("Reject on PRaP…", "plain", self.rejectRequested.emit, name="reject-duplicate")
        self.verbs.addWidget(self.reject)
        self.verbs.addWidget(self.search)
        self.found = QVBoxLayout()
        self.found.setSpacing(6)
        self.choice: ChipChoice | None = None
        self.keep = button("Keep the search", "primary", self._keep, name="keep-search")
        self.error = label("", "error", wrap=True)
        self.body.addWidget(self.owed)
        self.body.addWidget(self.state)
        self.body.addLayout(self.found)
        self.body.addWidget(self.keep)
        self.body.addWidget(self.error)
        for part in (self.owed, self.keep, self.error, self.reject):
            part.hide()

    def show_case(self, view: ReferralView, asks: Question) -> None:
        """Show when it was last searched, and what that found."""
        self._view = view
        self._choices = {choice.key: choice.name for choice in asks.choices}
        self.owed.setVisible(view.search_owed)
        self.state.setText(
            searched_line(view.last_search, at_intake=view.searched_at_intake, names=self._choices)
        )
        said = view.last_search.detail.get("decision", "") if view.last_search else ""
        self.reject.setVisible(said == "duplicate" and view.acknowledge_by is not None)

    def clear(self) -> None:
        """Let go of everything found."""
        self._view = None
        self._forget()
        self.state.setText("")

    def search_now(self) -> None:
        """Search the vault; nothing found is kept at once."""
        view, workspace = self._view, self._context.workspace
        if view is None:
            return
        case_id = view.case_id
        self.search.setEnabled(False)
        self._context.tasks.read(
            lambda: referral_checks.search(workspace, case_id),
            owner=self,
            done=self._searched,
            failed=self._refused,
        )

    def _searched(self, found: DuplicateSearch) -> None:
        if self._view is None or found.case_id != self._view.case_id:
            return
        self._forget()
        if not found.hits:
            self._write("")
            return
        self.search.setEnabled(True)
        for hit in found.hits:
            row = QHBoxLayout()
            name = button(hit.name, "name", partial(self.caseRequested.emit, hit.case_id), name="open-hit")
            name.setAccessibleName(f"Open the case of {hit.name}, {hit.reference}")
            row.addWidget(name)
            row.addWidget(Pill("Open", "today") if hit.open else Pill("Closed", "neutral"))
            row.addStretch(1)
            self.found.addLayout(row)
            self.found.addWidget(label(hit_line(hit), "soft", wrap=True))
        if found.not_compared:
            left_out = ", ".join(COMPARED[key] for key in found.not_compared)
            self.found.addWidget(
                label(f"Not on the referral, so not compared: {left_out}.", "small", wrap=True)
            )
        self.choice = ChipChoice([(key, name) for key, name in self._choices.items() if key != "none"])
        self.choice.setAccessibleName("What they are")
        self.choice.set_chosen([found.proposed])
        self.found.addWidget(label("What they are", "strong"))
        self.found.addWidget(self.choice)
        self.keep.show()
        self.choice.setFocus()

    def _keep(self) -> None:
        chosen = self.choice.chosen() if self.choice is not None else ()
        self._write(chosen[0] if chosen else "")

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
        self.search.setEnabled(True)
        context = self._context
        hits = outcome.value.detail.get("hits", "0")
        text = "No duplicate found; the search is kept." if hits == "0" else "The search is kept."
        tell_with_undo(context, outcome, text)

    def _refused(self, error: UserError) -> None:
        self.search.setEnabled(True)
        self.error.setText(error.sentence)
        self.error.show()

    def _forget(self) -> None:
        self.error.hide()
        self.keep.hide()
        self.choice = None
        while self.found.count():
            item = self.found.takeAt(0)
            if item is None:
                break
            inner = item.layout()
            while inner is not None and inner.count():
                part = inner.takeAt(0)
                if part is not None and (widget := part.widget()) is not None:
                    widget.hide()
                    widget.deleteLater()
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


def decision_of(context: Context, view: ReferralView) -> Question:
    """The question that asks what was found, by the case's own profile."""
    programme = context.workspace.programme_of(view.case_id)
    asks = programme.fact_kinds[FactKind.DUPLICATES_SEARCHED].asks
    return next(ask for ask in asks if ask.key == referral_checks.DECISION)
