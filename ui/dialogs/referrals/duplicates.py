"""Say what the cases found are, over whatever asks for it: an acceptance, a start (R5, T4)."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.desk.duplicate_hits import DECISION, DuplicateSearch
from jfs_desktop.casework.referrals import referral_checks
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import FactKind
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.dialog import Dialog
from ui.widgets.hits_choice import HitsChoice


class DuplicatesDialog(Dialog):
    """The hits of a new search; ``then`` runs once the search is kept."""

    def __init__(
        self, context: Context, found: DuplicateSearch, parent: QWidget | None, then: Callable[[], object]
    ) -> None:
        super().__init__(
            "Possible duplicates",
            "The search found other referrals. Say what they are; then it goes on.",
            parent,
            width=560,
        )
        self._context, self._found, self._then = context, found, then
        asks = context.workspace.programme_of(found.case_id).fact_kinds[FactKind.DUPLICATES_SEARCHED].asks
        choices = next(ask for ask in asks if ask.key == DECISION).choices
        self.hits = HitsChoice(leads=False)
        self.hits.show_search(found, [(choice.key, choice.name) for choice in choices])
        self.content.addWidget(self.hits)
        self.add_cancel()
        self.keep = self.add_verb("Keep the search", "primary", self._keep_search, default=True)
        self.keep.setObjectName("keep-search")
        if self.hits.choice is not None:
            self.hits.choice.setFocus()

    @classmethod
    def ask(cls, context: Context, case_id: UUID, parent: QWidget | None, then: Callable[[], object]) -> None:
        """Search; without hits the search keeps itself and ``then`` runs at once."""
        workspace = context.workspace
        owner = parent or context.hub

        def kept(outcome: Outcome[FactView]) -> None:
            tell_with_undo(context, outcome, "Duplicates were searched for: none found.")
            then()

        def show(found: DuplicateSearch) -> None:
            if found.hits:
                context.sharing.let(lambda: cls(context, found, parent, then).open())  # they are other people
            else:
                context.tasks.write(
                    lambda: referral_checks.record_search(workspace, case_id), owner=owner, done=kept
                )

        context.tasks.read(lambda: referral_checks.search(workspace, case_id), owner=owner, done=show)

    def _keep_search(self) -> None:
        workspace, case_id, decision = self._context.workspace, self._found.case_id, self.hits.decision()
        self.set_busy(True)
        self._context.tasks.write(
            lambda: referral_checks.record_search(workspace, case_id, decision),
            owner=self,
            done=self._kept,
            failed=self.show_error,
        )

    def _kept(self, outcome: Outcome[FactView]) -> None:
        tell_with_undo(self._context, outcome, "The search is kept.")
        self.accept()
        self._then()
