"""The head of the plan's card: which version, saved when, what can be done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.records.views import PlanView
from jfs_desktop.rules.facts.facts import FactKind
from ui.pages.case.frame.tab import CaseNow
from ui.pages.case.objectives.plan_words import state_words
from ui.pages.case.sheet.plan_undo import Deeds
from ui.pages.case.sheet.sheet_head import SheetHead
from ui.widgets.buttons import button
from ui.widgets.folding import Sides
from ui.widgets.roles import set_role
from ui.widgets.text import label

ENDED = "The case has ended: there is nothing more to agree."


def why_not_agreed(case: CaseNow) -> str:
    """Why no version can be agreed where the case stands; '' where one can."""
    return case.barred.get(FactKind.JFAP_AGREED, "" if case.view.open else ENDED)


class PlanHead(SheetHead):
    """``compareRequested()``, ``exportRequested()``, ``agreeRequested()``."""

    compareRequested = Signal()
    exportRequested = Signal()
    agreeRequested = Signal()

    def __init__(self, deeds: Deeds, parent: QWidget | None = None) -> None:
        super().__init__("plan", deeds, parent)
        self.title = label("Job Finding Action Plan", "heading")
        self.ended = label(ENDED, "soft", wrap=True)
        self.ended.hide()
        self.compare = button("Compare", "plain", self.compareRequested.emit, name="plan-compare")
        self.export = button("Export…", "plain", self.exportRequested.emit, name="plan-export")
        self.agree = button("Agree with participant", "primary", self.agreeRequested.emit, name="plan-agree")
        self._assemble()

    def clear(self) -> None:
        """Show no plan."""
        self.show_restored(None)
        self.say_saved("")
        self.state.setText("")
        for made in (self.compare, self.export, self.agree):
            made.setEnabled(False)

    def show_plan(self, view: PlanView) -> None:
        """How the plan stands with what is written in it now, and the version to compare that with."""
        self.state.setText(state_words(view, view.content))
        self.compare.setText(f"Compare with v{view.before}" if view.before else "Compare")
        self.compare.setEnabled(view.before is not None)

    def allow_agreeing(self, allowed: bool, *, refused: str, first: bool = True) -> None:
        """Whether a version can be agreed, and whether that is the first thing to do; where the case does
        not stand there, say why not."""
        set_role(self.agree, "primary" if first and not refused else "plain")
        self.agree.setEnabled(allowed)
        self.agree.setToolTip(refused)
        self.agree.setAccessibleDescription(refused)
        self.ended.setText(refused)
        self.ended.setVisible(bool(refused))

    def _assemble(self) -> None:
        named, verbs = QHBoxLayout(), QHBoxLayout()
        named.addWidget(self.title)
        verbs.setSpacing(6)
        for made in (self.compare, self.export, self.agree):
            verbs.addWidget(made)
        stands, saving = QHBoxLayout(), QHBoxLayout()
        stands.addWidget(self.state)
        saving.setSpacing(14)
        for said in (self.saved, self.undo, self.redo):
            saving.addWidget(said)
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 13, 15, 8)  # with the card's edge as in every card
        column.setSpacing(3)
        column.addWidget(Sides(named, verbs))
        column.addWidget(Sides(stands, saving))
        column.addWidget(self.ended)
        column.addWidget(self.notice)
