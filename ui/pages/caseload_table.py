"""The caseload's table, painted in one loop over the rows that are seen.

Geometry, selection, keyboard and accessibility stay the table view's; only the
painting is ours, since a delegate called cell by cell costs eight times as much.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from jfs_desktop.records.views import CaseloadRow
from ui.pages.caseload_model import COLUMNS, CaseloadModel
from ui.shell.preferences import Preferences
from ui.shell.theme import Theme
from ui.widgets.clock_chip import due_words
from ui.widgets.pill import MARKS
from ui.widgets.record_table import RecordTable

_PILL_COLOURS = {
    "late": ("danger_soft", "danger_text"),
    "today": ("warn_soft", "warn_text"),
    "soon": ("neutral_soft", "neutral_text"),
    "neutral": ("neutral_soft", "neutral_text"),
}
GAP = 10


class CaseloadTable(RecordTable):
    """The table of cases. ``opened(row)`` when a row is chosen."""

    def __init__(self, theme: Theme, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__("caseload", preferences, parent)
        self._theme = theme
        self._hovered = -1
        self.setMouseTracking(True)
        self.setAccessibleName("Caseload")
        theme.changed.connect(self.viewport().update)

    def paintEvent(self, event: QPaintEvent) -> None:
        model = self.model()
        if not isinstance(model, CaseloadModel):
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), self._theme.colour("card"))
        columns = self._columns_seen()
        first, last = self.rowAt(event.rect().top()), self.rowAt(event.rect().bottom())
        last = model.rowCount() - 1 if last < 0 else last
        for place in range(max(first, 0), last + 1) if model.rowCount() and first >= 0 else ():
            self._paint_row(painter, place, model.row(place), columns)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: object) -> None:
        self._hover(-1)

    def _hover(self, place: int) -> None:
        if place != self._hovered:
            for row in (self._hovered, place):
                if row >= 0:
                    top, height = self.rowViewportPosition(row), self.rowHeight(row)
                    self.viewport().update(QRect(0, top, self.viewport().width(), height))
            self._hovered = place

    def _columns_seen(self) -> list[tuple[int, int, int]]:
        """Logical column, left edge and width of every column in sight."""
        header = self.horizontalHeader()
        width = self.viewport().width()
        seen = []
        for column in range(len(COLUMNS)):
            left, size = self.columnViewportPosition(column), header.sectionSize(column)
            if not header.isSectionHidden(column) and left < width and left + size > 0:
                seen.append((column, left, size))
        return seen

    def _paint_row(
        self, painter: QPainter, place: int, row: CaseloadRow | None, columns: list[tuple[int, int, int]]
    ) -> None:
        top, height = self.rowViewportPosition(place), self.rowHeight(place)
        whole = QRect(0, top, self.viewport().width(), height)
        current = self.currentIndex().row() == place
        if current:
            painter.fillRect(whole, self._theme.colour("select"))
        elif place == self._hovered:
            painter.fillRect(whole, self._theme.colour("hover"))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(QPoint(0, whole.bottom()), QPoint(whole.right(), whole.bottom()))
        ink = "select_text" if current else "text" if row is None or row.open else "text_soft"
        for column, left, width in columns:
            cell = QRect(left + GAP, top, width - 2 * GAP, height)
            if row is None:
                self._paint_text(painter, cell, "…", "text_soft", False)
            elif COLUMNS[column].key == "due":
                self._paint_due(painter, cell, row)
            else:
                strong = COLUMNS[column].key == "name"
                colour = ink if strong or COLUMNS[column].key in ("next", "stage") or current else "text_soft"
                text = COLUMNS[column].text(row)
                self._paint_text(painter, cell, text, colour, strong, right=COLUMNS[column].right)
        if current and self.hasFocus():
            painter.setPen(self._theme.colour("focus"))
            painter.drawRect(whole.adjusted(0, 0, -1, -2))

    def _paint_text(
        self, painter: QPainter, cell: QRect, text: str, colour: str, strong: bool, *, right: bool = False
    ) -> None:
        painter.setPen(self._theme.colour(colour))
        painter.setFont(self._theme.font(bold=strong))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, cell.width())
        painter.drawText(cell, int(side | Qt.AlignmentFlag.AlignVCenter), shown)

    def _paint_due(self, painter: QPainter, cell: QRect, row: CaseloadRow) -> None:
        if row.next_due is None:
            self._paint_text(painter, cell, "–", "text_soft", False)
            return
        words, kind = due_words(row.days_left, row.next_due)
        ground, ink = _PILL_COLOURS[kind]
        painter.setFont(self._theme.font(scale=0.9, bold=True))
        metrics = painter.fontMetrics()
        words = metrics.elidedText(
            MARKS.get(kind, "") + words, Qt.TextElideMode.ElideRight, cell.width() - 14
        )
        size = metrics.height() + 4
        pill = QRect(cell.left(), cell.center().y() - size // 2, metrics.horizontalAdvance(words) + 16, size)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(ground))
        painter.drawRoundedRect(pill, size / 2, size / 2)
        painter.setPen(self._theme.colour(ink))
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), words)
