"""Why a date is what it is: the paragraph, where counting starts, each day skipped and why."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from jfs_desktop.rules.clocks.clocks import ClockReading
from jfs_desktop.rules.clocks.explanation import Explanation
from jfs_desktop.rules.writing.wording import WEEKDAYS, full_day, time_of_day
from ui.widgets.buttons import button
from ui.widgets.popover import place_below
from ui.widgets.text import by_letters, label

WIDTH = 540
SHOWN_DAYS = 8


class ExplanationPopover(QFrame):
    """Opens beside what was pressed; Esc or a click elsewhere closes it and gives the focus back.

    A screen reader hears every line: they are the accessible description, and
    the list of days can be walked with the arrow keys.
    """

    def __init__(self, reading: ClockReading, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "popover")
        self.setFixedWidth(by_letters(WIDTH))
        self.days = QListWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 14, 16, 12)
        self._column.setSpacing(6)
        self._fill(reading)

    @classmethod
    def open_at(cls, anchor: QWidget, reading: ClockReading) -> ExplanationPopover:
        """Explain ``reading`` below ``anchor``."""
        popover = cls(reading, anchor)
        popover.adjustSize()
        popover.move(place_below(popover, anchor, 4))
        popover.show()
        popover.days.setFocus()
        return popover

    def _fill(self, reading: ClockReading) -> None:
        explanation = reading.explanation
        self._column.addWidget(label(reading.name, "heading", wrap=True))
        if reading.due is not None:
            at = f" by {time_of_day(reading.due_at)}" if reading.due_at is not None else ""
            self._column.addWidget(label(f"{full_day(reading.due)}{at}", "strong", wrap=True))
        lines = list(explanation.lines()) if explanation is not None else [reading.paragraph]
        self.setAccessibleName(f"Why this date: {reading.name}")
        self.setAccessibleDescription(" ".join(lines))
        if explanation is not None:
            self._column.addWidget(label(explanation.why, wrap=True))
            self._add_days(explanation)
            for line in (explanation.result, *explanation.notes):
                if line:
                    self._column.addWidget(label(line, wrap=True))
        else:
            self._column.addWidget(label("It has not started, so there is no date yet.", "soft", wrap=True))
        last = QHBoxLayout()
        last.addWidget(label(reading.paragraph, "small", wrap=True), 1)
        last.addWidget(button("Close", "quiet", self.close))
        self._column.addLayout(last)

    def _add_days(self, explanation: Explanation) -> None:
        """The days that a count in working days passed over; nothing for other counts."""
        if not explanation.steps:
            return
        if not explanation.skipped:
            self._column.addWidget(label("No day was skipped.", "soft"))
            return
        self._column.addWidget(label("Days that do not count", "section"))
        self.days.setProperty("role", "days")
        self.days.setAccessibleName("Days that do not count")
        self.days.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.days.setTextElideMode(Qt.TextElideMode.ElideRight)
        for day in explanation.skipped:
            text = full_day(day.day) + ("" if day.reason in WEEKDAYS else f": {day.reason}")
            item = QListWidgetItem(text)
            item.setToolTip(text)
            self.days.addItem(item)
        self.days.setCurrentRow(0)
        rows = min(len(explanation.skipped), SHOWN_DAYS)
        self.days.setFixedHeight(rows * max(1, self.days.sizeHintForRow(0)) + 6)
        self._column.addWidget(self.days)
