"""What stands in the way of the final JFAP, one line each, with the way to what mends it (JFS 4.08, 4.09)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from jfs_desktop.rules.mail.jfap_request import Lack
from ui.widgets.buttons import button
from ui.widgets.text import label

START, AWAY, QUERY, SESSION = "start", "away", "query", "session"
_WRITE = "Go to the JFAP"
_WAYS: Mapping[str, str] = {
    START: "Go on with the initial meeting",
    AWAY: "Back in contact…",
    QUERY: "Settle the query…",
    SESSION: "Go to the sessions",
    "objectives": _WRITE,
    "next_steps": _WRITE,
    "activities": _WRITE,
}
"""What its button says; for what nobody can mend now there is none."""


class LackRows(QWidget):
    """``mendRequested(lack)`` leads to what mends one of them. ``ways`` are the buttons, in their order; what
    leads to the same place stands once."""

    mendRequested = Signal(object)

    def __init__(self, lacks: Sequence[Lack], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("final-lacks")
        self.ways: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label("This is missing:", "strong"))
        for lack in lacks:
            column.addLayout(self._row(lack))
        self._lacks = tuple(lacks)
        self.setVisible(bool(lacks))

    def text(self) -> str:
        """All of it, a line each."""
        return "\n".join(map(_words, self._lacks))

    def _row(self, lack: Lack) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(label(f"• {_words(lack)}", wrap=True), 1)
        words = _WAYS.get(lack.key, "")
        if words and all(words != way.text() for way in self.ways):
            way = button(words, "plain", partial(self.mendRequested.emit, lack), name=f"mend-{lack.key}")
            way.setAccessibleName(f"{words.removesuffix('…')}: {lack.text}")
            self.ways.append(way)
            line.addWidget(way, 0, Qt.AlignmentFlag.AlignTop)
        return line


def _words(lack: Lack) -> str:
    return f"{lack.text} ({lack.paragraph})"
