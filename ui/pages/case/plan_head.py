"""The head of the plan's card: which version, saved when, what can be done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.rules.facts import FactKind
from ui.pages.case.plan_undo import Deeds
from ui.pages.case.sheet_head import SheetHead
from ui.pages.case.tab import CaseNow
from ui.widgets.buttons import button
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

    def set_narrow(self, narrow: bool) -> None:
        """Whether the verbs stand below the title, and what was saved below the version."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._top.setDirection(way)
        self._under.setDirection(way)

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
        verbs = QHBoxLayout()
        verbs.setSpacing(6)
        for made in (self.compare, self.export, self.agree):
            verbs.addWidget(made)
        verbs.addStretch(1)
        self._top = QHBoxLayout()
        self._top.setSpacing(6)
        self._top.addWidget(self.title, 1)
        self._top.addLayout(verbs)
        saving = QHBoxLayout()
        saving.setSpacing(14)
        saving.addWidget(self.saved)
        saving.addStretch(1)
        saving.addWidget(self.undo)
        saving.addWidget(self.redo)
        self._under = QHBoxLayout()
        self._under.setSpacing(14)
        self._under.addWidget(self.state)
        self._under.addLayout(saving, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 13, 15, 8)  # with the card's edge as in every card
        column.setSpacing(3)
        column.addLayout(self._top)
        column.addLayout(self._under)
        column.addWidget(self.ended)
        column.addWidget(self.notice)
