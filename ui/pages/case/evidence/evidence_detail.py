"""One piece of evidence: what it is, what it says, its hashes, and the way to look at it (D5, I6)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from jfs_desktop.casework.evidence.evidence import STATE_NAMES, EvidenceLine
from ui.pages.case.evidence.evidence_words import KINDS, OPEN, about, may_open
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.name_values import ValueLabel
from ui.widgets.pill import Pill
from ui.widgets.text import TwoLineLabel, label

NARROWEST = 260


class EvidenceDetail(Card):
    """``openRequested()`` of what is shown."""

    openRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, margin=14)
        self.setAccessibleName("Details of the evidence")
        self.setMinimumWidth(NARROWEST)
        self.title = TwoLineLabel("", "heading")
        self.state = Pill()
        self.about = label("", "soft", wrap=True)
        self.said = label("", wrap=True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._hashes = QVBoxLayout()
        self._hashes.setSpacing(2)
        self._shown: list[QWidget] = []
        self.open = button("Open", "plain", self.openRequested.emit, name="evidence-open")
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self.said)
        column.addLayout(self._hashes)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # arrow keys scroll what is long
        area.setAccessibleName("What the evidence says")
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        for ground in (inside, area.viewport()):
            ground.setProperty("role", "plainground")
        self.body.addLayout(head)
        self.body.addWidget(self.about)
        self.body.addWidget(area, 1)
        self.body.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)

    def show_line(self, line: EvidenceLine) -> None:
        """Show one piece."""
        self.title.setText(line.title)
        self.state.set_state(STATE_NAMES[line.state], KINDS[line.state])
        self.about.setText(about(line))
        self.said.setText("\n".join(line.details))
        self._show_hashes(line.digests)
        self.open.setText(OPEN[line.opens])
        self.open.setVisible(may_open(line))

    def clear(self) -> None:
        """Show nothing of anybody."""
        for part in (self.title, self.about, self.said):
            part.setText("")
        self.state.set_state("", "neutral")
        self._show_hashes(())
        self.open.hide()

    def _show_hashes(self, digests: Sequence[tuple[str, str]]) -> None:
        for part in self._shown:
            part.hide()
            self._hashes.removeWidget(part)
            part.deleteLater()
        self._shown = []
        for form, digest in digests:
            self._shown += [label(f"SHA-256, {form}", "small"), ValueLabel(digest)]
        for part in self._shown:
            self._hashes.addWidget(part)
