"""Why a date is what it is: the paragraph, where counting starts, each day skipped and why."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QListWidget, QVBoxLayout, QWidget

from jfs_desktop.rules.clocks import ClockReading
from ui.widgets.buttons import button
from ui.widgets.dates import long_day
from ui.widgets.text import label

WIDTH = 420


class ExplanationPopover(QFrame):
    """Opens beside what was pressed; Esc or a click elsewhere closes it and gives the focus back.

    A screen reader hears every line: they are the accessible description, and
    the list of days can be walked with the arrow keys.
    """

    def __init__(self, reading: ClockReading, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "popover")
        self.setFixedWidth(WIDTH)
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
        popover.move(popover.place_below(anchor))
        popover.show()
        popover.days.setFocus()
        return popover

    def place_below(self, anchor: QWidget) -> QPoint:
        """A corner below ``anchor`` from which all of this is on the screen."""
        corner = anchor.mapToGlobal(QPoint(0, anchor.height() + 4))
        screen = QGuiApplication.screenAt(corner) or QGuiApplication.primaryScreen()
        space = screen.availableGeometry()
        x = max(space.left(), min(corner.x(), space.right() - self.width()))
        y = corner.y()
        if y + self.height() > space.bottom():
            y = max(space.top(), corner.y() - anchor.height() - self.height() - 8)
        return QPoint(x, y)

    def _fill(self, reading: ClockReading) -> None:
        explanation = reading.explanation
        self._column.addWidget(label(reading.name, "heading", wrap=True))
        if reading.due is not None:
            self._column.addWidget(label(f"Due {long_day(reading.due)}", "strong"))
        lines = list(explanation.lines()) if explanation is not None else [reading.paragraph]
        self.setAccessibleName(f"Why this date: {reading.name}")
        self.setAccessibleDescription(" ".join(lines))
        if explanation is not None:
            self._column.addWidget(label(explanation.sentence, wrap=True))
            start = f"Counting from {long_day(explanation.counting_from)}: {explanation.why}"
            self._column.addWidget(label(start, "soft", wrap=True))
            self._add_days([(day.day, day.reason) for day in explanation.skipped])
        if reading.single_nation_due is not None:
            alone = long_day(reading.single_nation_due)
            text = f"By the holidays of the participant's own nation alone it would be {alone}."
            self._column.addWidget(label(text, "soft", wrap=True))
        if reading.target_on is not None:
            self._column.addWidget(label(f"Aim for {long_day(reading.target_on)}.", "soft"))
        self._column.addWidget(label(reading.paragraph, "small", wrap=True))
        self._column.addWidget(button("Close", "quiet", self.close), 0, Qt.AlignmentFlag.AlignRight)

    def _add_days(self, skipped: list[tuple[date, str]]) -> None:
        if not skipped:
            self._column.addWidget(label("No day was skipped.", "soft"))
            return
        self._column.addWidget(label("Days that do not count", "section"))
        self.days.setProperty("role", "days")
        self.days.setAccessibleName("Days that do not count")
        self.days.addItems([f"{long_day(day)}: {reason}" for day, reason in skipped])
        self.days.setCurrentRow(0)
        rows = min(len(skipped), 6)
        self.days.setFixedHeight(rows * (self.fontMetrics().height() + 11) + 6)
        self._column.addWidget(self.days)
