"""What is done about a plan beside writing it: make it final, send it, log and settle queries, go back."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QObject

from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.plan.plan_state import Query
from ui.dialogs.plan.finalise_plan import FinalisePlanDialog
from ui.dialogs.plan.plan_query import LogQueryDialog, SettleQueryDialog
from ui.dialogs.plan.send_plan import SendPlanDialog
from ui.pages.case.frame.tab import CaseTab
from ui.pages.case.plan.plan_read import PlanRead
from ui.pages.case.plan.plan_side import PlanSide
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo


class PlanEnding(QObject):
    """Answers the cards beside the plan; it opens each dialog over the tab's window."""

    def __init__(self, context: Context, tab: CaseTab) -> None:
        super().__init__(tab)
        self._context = context
        self._tab = tab
        self._read: PlanRead | None = None

    def show_read(self, read: PlanRead | None) -> None:
        """Go by this reading of the plan from now on."""
        self._read = read

    def connect_to(self, side: PlanSide, look: Callable[[Callable[[], None]], None]) -> None:
        """Hear the cards; ``look`` writes what is typed before the plan is looked at."""
        side.final.finaliseRequested.connect(lambda: look(self.finalise))
        side.final.sendRequested.connect(lambda: look(self.send))
        side.final.reopenRequested.connect(self.back_to_support)
        side.queries.raiseRequested.connect(self.log_query)
        side.queries.settleRequested.connect(self.settle_query)

    def finalise(self) -> None:
        """Make the plan final, or say what is missing (JFS 4.09)."""
        if self._read is not None:
            tab = self._tab
            FinalisePlanDialog.ask(
                self._context, self._read.view.case_id, tab.window(), tab.workRequested.emit
            )

    def send(self) -> None:
        """Record that the plan went to the participant: the final one, or the newest version."""
        if self._read is not None:
            SendPlanDialog.ask(self._context, self._read.view.case_id, self._tab.window())

    def log_query(self) -> None:
        """Log what the participant asks about the plan (JFS 4.08)."""
        if self._read is not None:
            finalising = self._read.standing.stage is Stage.FINALISING
            case_id = self._read.view.case_id
            LogQueryDialog.ask(self._context, case_id, self._tab.window(), finalising=finalising)

    def settle_query(self, query: object) -> None:
        """Settle one of the open queries."""
        if self._read is not None:
            case_id = self._read.view.case_id
            SettleQueryDialog.ask(self._context, case_id, cast(Query, query), self._tab.window())

    def back_to_support(self) -> None:
        """Take support up again: the plan can be written in (T23)."""
        if self._read is None:
            return
        case_id, workspace = self._read.view.case_id, self._context.workspace
        happened = WhatHappened(FactKind.FINALISING_PAUSED, workspace.today())
        self._context.tasks.write(
            lambda: facts.record(workspace, case_id, happened),
            owner=self._tab,
            done=self._reopened,
            failed=self._context.say.problem,
        )

    def _reopened(self, outcome: Outcome[FactView]) -> None:
        tell_with_undo(self._context, outcome, "Back to support: the JFAP can be written in again.")
