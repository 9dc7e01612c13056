"""The head of the plan's card: which version, saved when, what can be done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.pages.case.plan_undo import Deeds
from ui.widgets.buttons import button
from ui.widgets.roles import set_role
from ui.widgets.shortcuts import NATIVE
from ui.widgets.text import label

ENDED = "The case has ended: there is nothing more to agree."


class PlanHead(QWidget):
    """``compareRequested()``, ``exportRequested()``, ``agreeRequested()``, ``discardRequested()``,
    ``keepRequested()``."""

    compareRequested = Signal()
    exportRequested = Signal()
    agreeRequested = Signal()
    discardRequested = Signal()
    keepRequested = Signal()

    def __init__(self, deeds: Deeds, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deeds = deeds
        self.title = label("Job Finding Action Plan", "heading")
        self.state = label("", "soft")
        self.saved = label("", "soft")
        self.saved.setObjectName("plan-saved")
        self.ended = label(ENDED, "soft", wrap=True)
        self.ended.hide()
        self.compare = button("Compare", "plain", self.compareRequested.emit, name="plan-compare")
        self.export = button("Export…", "plain", self.exportRequested.emit, name="plan-export")
        self.agree = button("Agree with participant", "primary", self.agreeRequested.emit, name="plan-agree")
        self.undo = button("", "link", deeds.undo, name="plan-undo", tip=_key(QKeySequence.StandardKey.Undo))
        self.redo = button("", "link", deeds.redo, name="plan-redo", tip=_key(QKeySequence.StandardKey.Redo))
        self.notice = QFrame()
        self.restored = label("", wrap=True)
        self._assemble()
        deeds.changed.connect(self._show_deeds)
        self._show_deeds()

    def set_narrow(self, narrow: bool) -> None:
        """Whether the verbs stand below the title."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._top.setDirection(way)

    def allow_agreeing(self, allowed: bool, *, ended: bool, first: bool = True) -> None:
        """Whether a version can be agreed, and whether that is the first thing to do; of a case that has
        ended, say why not."""
        set_role(self.agree, "primary" if first and not ended else "plain")
        self.agree.setEnabled(allowed)
        self.agree.setToolTip(ENDED if ended else "")
        self.agree.setAccessibleDescription(ENDED if ended else "")
        self.ended.setVisible(ended)

    def say_saved(self, text: str, *, trouble: bool = False) -> None:
        """Say when it was saved, or why not."""
        role = "error" if trouble else "soft"
        if self.saved.property("role") != role:
            set_role(self.saved, role)
        if self.saved.text() != text:
            self.saved.setText(text)

    def show_restored(self, text: str) -> None:
        """Say that something typed before has come back; '' hides the line."""
        self.restored.setText(text)
        self.notice.setVisible(bool(text))

    def _show_deeds(self) -> None:
        for made, word, name in (
            (self.undo, "Undo", self._deeds.undo_name),
            (self.redo, "Redo", self._deeds.redo_name),
        ):
            made.setText(f"{word} {name}")
            made.setVisible(bool(name))

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
        under = QHBoxLayout()
        under.setSpacing(14)
        under.addWidget(self.state)
        under.addWidget(self.saved)
        under.addStretch(1)
        under.addWidget(self.undo)
        under.addWidget(self.redo)
        self.notice.setProperty("role", "banner-info")
        inside = QHBoxLayout(self.notice)
        inside.setContentsMargins(12, 4, 6, 4)
        inside.addWidget(self.restored, 1)
        inside.addWidget(button("Discard it", "quiet", self.discardRequested.emit, name="plan-discard"))
        inside.addWidget(button("Keep it", "quiet", self.keepRequested.emit, name="plan-keep"))
        self.notice.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 8)
        column.setSpacing(3)
        column.addLayout(self._top)
        column.addLayout(under)
        column.addWidget(self.ended)
        column.addWidget(self.notice)


def _key(standard: QKeySequence.StandardKey) -> str:
    return QKeySequence(standard).toString(NATIVE)
