"""A row of two columns: a state, who, and the action in words; what is to do stands where it has the room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets.section_row import SLIM_NAME, ListRow, Room, RowWidget
from ui.widgets.text import ElidedLabel, by_letters, label

_WHAT = 190  # pixels: with less for what is to do, its action alone tells of it


class DenseRow(RowWidget):
    """Everything that it shows stands in one line. Nothing but a very long name or what is to do is cut."""

    def _words(self, row: ListRow) -> tuple[QWidget, QWidget]:
        """The name, with how much more there is of this person; and what is to do."""
        self.setToolTip(f"{row.what}\n{row.why}")
        self.more_due = label(f"+{len(row.covers) - 1}", "soft")
        self.more_due.setToolTip(row.what)
        self._several = len(row.covers) > 1
        who = QWidget()
        beside = QHBoxLayout(who)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(4)
        beside.addWidget(self.name)
        beside.addWidget(self.more_due)
        beside.addStretch(1)
        return who, ElidedLabel(row.what)

    def set_room(self, room: Room) -> None:
        """A column of rows has another width than the list: each row looks at its own."""
        self._grid.addWidget(self._what, 0, 2)
        self._grid.setColumnStretch(1, 1)
        if self.holder is not None:
            self._grid.addWidget(self.holder, 0, 3, Qt.AlignmentFlag.AlignRight)
        self._take_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_room()

    def _take_room(self) -> None:
        """Give what is to do a place where there is one; an arrow stands for an action without."""
        margins, gap = self._grid.contentsMargins(), self._grid.horizontalSpacing()
        left = self.width() - margins.left() - margins.right() - self.state.width() - 2 * gap
        worded = left - self._action_width >= by_letters(SLIM_NAME)
        told = worded and left - self._action_width - self._long_name - gap >= by_letters(_WHAT)
        self._shorten(not worded)
        if self.holder is not None:
            self._widen(self.holder, natural=not worded)
        self._what.setVisible(told)
        self._who.setMinimumWidth(self._long_name if told else 0)
        self._who.setMaximumWidth(self._long_name if told else left)
        self.more_due.setVisible(self._several and not told)
