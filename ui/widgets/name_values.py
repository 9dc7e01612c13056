"""What is known of somebody or something, line by line: a name at the left, its value at the right."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from ui.widgets.text import PLACE_TO_BREAK, WrappingLabel, label

_LONGEST = 16  # letters that may stand without a place to break


class ValueLabel(WrappingLabel):
    """Breaks within a long word, so that no address or name is wider than its column."""

    def __init__(self, value: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(value)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def parted(self, text: str) -> str:
        return breakable(text)


class NameValues(QWidget):
    """Shows lines of (name, value); ``gap`` is the space between the two columns in pixels."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 10) -> None:
        super().__init__(parent)
        self._gap = gap
        self._names: list[QLabel] = []
        self._held: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_lines(self, lines: Iterable[tuple[str, str]]) -> None:
        """Show these, and nothing of what was shown before."""
        self.clear()
        held = QWidget()
        grid = QGridLayout(held)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._gap)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(lines):
            said = ValueLabel(value)
            said.setAccessibleName(f"{name}: {value}")
            self._names.append(label(name, "soft"))
            grid.addWidget(self._names[-1], row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(said, row, 1)
        self._column.addWidget(held)
        self._held = held

    @staticmethod
    def align(*parts: NameValues) -> None:
        """Let the values of several begin in one column."""
        names = [name for part in parts for name in part._names]
        for name in names:
            name.ensurePolished()
        widest = max((name.sizeHint().width() for name in names), default=0)
        for name in names:
            name.setMinimumWidth(widest)

    def clear(self) -> None:
        """Let go of what was shown."""
        self._names.clear()
        held, self._held = self._held, None
        if held is not None:
            held.hide()
            self._column.removeWidget(held)
            held.deleteLater()


def breakable(text: str) -> str:
    """The text with places of no width at which a long word may break: after a sign, or where there is
    none, after so many letters."""
    return re.sub(rf"\S{{{_LONGEST + 1},}}", lambda found: _broken(found.group()), text)


def _broken(word: str) -> str:
    parts = re.findall(r"[^@._/-]*[@._/-]+|[^@._/-]+", word)
    pieces = (part[at : at + _LONGEST] for part in parts for at in range(0, len(part), _LONGEST))
    return PLACE_TO_BREAK.join(pieces)
