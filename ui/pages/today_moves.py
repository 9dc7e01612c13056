"""The moves of cases by themselves on Today: a few stand open above the list, where nothing late gives up
its place for them; else one button counts them, and unfolds them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.pages.today_room import height_of
from ui.pages.today_rows import MOVED, Section
from ui.widgets.buttons import Button
from ui.widgets.section_list import ListRow

_SHOWN = 2  # so many stand open; more are folded


class FoldedMoves(Button):
    """'Moved on by itself: 3'. ``turned`` tells that they are to be unfolded, or folded again."""

    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("moves-told")
        self.setAutoDefault(False)
        self._open = False
        self.clicked.connect(self._turn)
        self.hide()

    def height_above(self, rows: Sequence[ListRow]) -> int:
        """How many pixels of the list these moves would have, standing open above it."""
        return height_of(len(rows)) if 0 < len(rows) <= _SHOWN else 0

    def section(self, rows: Sequence[ListRow], *, fits: bool, filtered: bool) -> list[Section]:
        """What stands above the list. They fold where there are many, or they do not fit."""
        folded = len(rows) > _SHOWN or (bool(rows) and not fits)
        self.setVisible(folded)
        self.setText("Fold the moves" if self._open else f"{MOVED}: {len(rows)}")
        return [] if filtered or (folded and not self._open) else [(MOVED, list(rows))]

    def _turn(self) -> None:
        self._open = not self._open
        self.turned.emit()
