"""The caseload's table, painted in one loop over the rows that are seen.

Geometry, selection, keyboard and accessibility stay the table view's; only the
painting is ours, since a delegate called cell by cell costs eight times as much.
Column by column, so that type and colour are set once and not for each cell.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from ui.pages.caseload_model import COLUMNS, DUE, HIDDEN_AT_FIRST, CaseloadModel, ShownRow
from ui.shell.preferences import Preferences
from ui.shell.theme import Theme
from ui.widgets.pill import MARKS
from ui.widgets.record_table import RecordTable, within
from ui.widgets.text import by_letters

_PILL_COLOURS = {
    "late": ("danger_soft", "danger_text"),
    "today": ("warn_soft", "warn_text"),
    "soon": ("neutral_soft", "neutral_text"),
    "neutral": ("neutral_soft", "neutral_text"),
}
_INK = ("card", "select", "hover", "line", "text", "text_soft", "select_text", "focus")
_PLAIN_COLUMNS = frozenset({"name", "next", "stage"})
_TAKES_ROOM = {"name": 0.2, "next": 0.5, "stage": 0.1}
"""Columns whose words are cut off first, and the share of spare room each takes; the last has the rest."""
_WAITS = ("jobcentre", "referred", "minutes")
"""Columns that are hidden, in this order, where there is not the room for all that stand at first."""
_CUT_TO = 0.72
"""The share of their width to which the other columns are cut before one of these is hidden."""
_WHOLE = "due"
"""The column that is never cut: its last word is 'late' or 'left'."""
GAP = 8
PILL_INSET = 8
MOST_KEPT = 6000


class CaseloadTable(RecordTable):
    """The table of cases. ``opened(row)`` when a row is chosen, ``typed(text)`` for letters typed
    in it, ``leftUpwards`` for the Up key on the first row."""

    typed = Signal(str)
    leftUpwards = Signal()

    def __init__(self, theme: Theme, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__("caseload", preferences, parent)
        self._theme = theme
        self._hovered = -1
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[str, tuple[QFont, QFontMetrics]] = {}
        self._cut: dict[tuple[str, int, str], tuple[str, int]] = {}
        self.setMouseTracking(True)
        self.setAccessibleName("Caseload")
        self._take_theme()
        theme.changed.connect(self._take_theme)
        header = self.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._offer_columns)

    def take_columns(self, model: CaseloadModel) -> None:
        """Show the model; columns and order come back as they were left."""
        fresh = self._preferences.state(self._key).isEmpty()
        self._fitting = True  # nobody has set the columns yet, so they are not kept as if one had
        self.take(model, [column.width for column in COLUMNS], sorting=False)
        if fresh:
            for number, column in enumerate(COLUMNS):
                self.setColumnHidden(number, column.key in HIDDEN_AT_FIRST)
            self.horizontalHeader().setSortIndicator(DUE, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self._fitting = False

    def forget(self) -> None:
        """Let go of the words kept for painting: there are names among them."""
        self._cut.clear()

    def column_menu(self) -> QMenu:
        """The columns to show or hide; the name always stays."""
        menu = QMenu(self)
        for number, column in enumerate(COLUMNS):
            entry = QAction(column.title, menu)
            entry.setCheckable(True)
            entry.setChecked(not self.isColumnHidden(number))
            entry.setEnabled(column.key != "name")
            entry.toggled.connect(lambda on, which=number: self._show_column(which, on))
            menu.addAction(entry)
        return menu

    def paintEvent(self, event: QPaintEvent) -> None:
        model = self.model()
        if not isinstance(model, CaseloadModel):
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), self._colours["card"])
        rows = self._rows_seen(model, event.rect())
        if rows:
            if len(self._cut) > MOST_KEPT:
                self._cut.clear()
            self._paint_grounds(painter, rows)
            for column, left, width in self._columns_seen():
                if column == DUE:
                    self._paint_pills(painter, rows, left + GAP, width - 2 * GAP)
                else:
                    self._paint_column(painter, rows, column, (left + GAP, width - 2 * GAP))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._preferences.state(self._key).isEmpty():  # nobody has set the columns
            self._spread()

    def _spread(self) -> None:
        """Give spare room to the columns whose words are cut off first; where there is too little, hide those
        that may wait and let each of the others give way by the same share."""
        room = self.viewport().width()
        shown = _within_reach(room)
        share = min(1, room / sum(by_letters(COLUMNS[number].width) for number in shown))
        title = self.horizontalHeader().fontMetrics().horizontalAdvance
        least = [
            by_letters(COLUMNS[number].width)
            if COLUMNS[number].key == _WHOLE
            else title(COLUMNS[number].title) + by_letters(3 * GAP)
            for number in shown
        ]
        wanted = [int(by_letters(COLUMNS[number].width) * share) for number in shown]
        widths = within(room, [(one, max(one, other)) for one, other in zip(least, wanted, strict=True)])
        spare = max(0, room - sum(widths))
        self._fitting = True
        for number in range(len(COLUMNS)):
            self.setColumnHidden(number, number not in shown)
        for number, width in zip(shown, widths, strict=True):
            self.setColumnWidth(number, width + int(spare * _TAKES_ROOM.get(COLUMNS[number].key, 0)))
        self._fitting = False
        self.updateGeometries()  # or a bar for the former widths stays for a moment

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if plain and event.text().strip() and event.text().isprintable():
            self.typed.emit(event.text())
            return
        if event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.leftUpwards.emit()
            return
        super().keyPressEvent(event)

    def _take_theme(self) -> None:
        theme = self._theme
        names = {*_INK, *(name for pair in _PILL_COLOURS.values() for name in pair)}
        self._colours = {name: theme.colour(name) for name in names}
        fonts = {
            "plain": theme.font(),
            "bold": theme.font(bold=True),
            "pill": theme.font(scale=0.9, bold=True),
        }
        self._fonts = {name: (font, QFontMetrics(font)) for name, font in fonts.items()}
        self._cut.clear()
        self.viewport().update()

    def _show_column(self, column: int, on: bool) -> None:
        self.setColumnHidden(column, not on)
        self._keep()

    def _offer_columns(self, place: QPoint) -> None:
        menu = self.column_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(place))

    def _hover(self, place: int) -> None:
        if place != self._hovered:
            for row in (self._hovered, place):
                if row >= 0:
                    top, height = self.rowViewportPosition(row), self.rowHeight(row)
                    self.viewport().update(QRect(0, top, self.viewport().width(), height))
            self._hovered = place

    def _rows_seen(self, model: CaseloadModel, area: QRect) -> list[tuple[int, int, ShownRow | None]]:
        """Place, top edge and words of every row in sight."""
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        if first < 0:
            return []
        last = model.rowCount() - 1 if last < 0 else last
        top, height = self.rowViewportPosition(first), self.rowHeight(first)
        return [(place, top + (place - first) * height, model.row(place)) for place in range(first, last + 1)]

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

    def _paint_grounds(self, painter: QPainter, rows: list[tuple[int, int, ShownRow | None]]) -> None:
        current, width, height = (
            self.currentIndex().row(),
            self.viewport().width(),
            self.rowHeight(rows[0][0]),
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for place, top, _ in rows:
            if place == current:
                painter.fillRect(0, top, width, height, self._colours["select"])
            elif place == self._hovered:
                painter.fillRect(0, top, width, height, self._colours["hover"])
        painter.setPen(self._colours["line"])
        for _, top, _ in rows:
            painter.drawLine(0, top + height - 1, width, top + height - 1)
        if self.hasFocus():
            painter.setPen(self._colours["focus"])
            for place, top, _ in rows:
                if place == current:
                    painter.drawRect(0, top, width - 1, height - 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _paint_column(
        self,
        painter: QPainter,
        rows: list[tuple[int, int, ShownRow | None]],
        column: int,
        span: tuple[int, int],
    ) -> None:
        left, width = span
        rule, current = COLUMNS[column], self.currentIndex().row()
        face = "bold" if rule.key == "name" else "plain"
        font, metrics = self._fonts[face]
        painter.setFont(font)
        base = (self.rowHeight(rows[0][0]) + metrics.ascent() - metrics.descent()) // 2
        usual, soft, chosen = self._colours["text"], self._colours["text_soft"], self._colours["select_text"]
        cut, right = self._cut, rule.right
        for place, top, row in rows:
            text = row.texts[column] if row is not None else "…"
            key = (text, width, face)
            if key not in cut:
                short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
                cut[key] = short, metrics.horizontalAdvance(short)
            short, advance = cut[key]
            strong = rule.key in _PLAIN_COLUMNS and row is not None and row.open
            painter.setPen(chosen if place == current else usual if strong else soft)
            painter.drawText(left + (width - advance if right else 0), top + base, short)

    def _paint_pills(
        self, painter: QPainter, rows: list[tuple[int, int, ShownRow | None]], left: int, width: int
    ) -> None:
        font, metrics = self._fonts["pill"]
        painter.setFont(font)
        row_height, size = self.rowHeight(rows[0][0]), metrics.height() + 4
        base, cut = (row_height + metrics.ascent() - metrics.descent()) // 2, self._cut
        for _, top, row in rows:
            if row is None or not row.kind:
                painter.setPen(self._colours["text_soft"])
                painter.drawText(left, top + base, "–" if row is not None else "…")
                continue
            key = (MARKS.get(row.kind, "") + row.texts[DUE], width, "pill")
            if key not in cut:
                room = width - 2 * PILL_INSET
                short = metrics.elidedText(key[0], Qt.TextElideMode.ElideRight, room)
                cut[key] = short, metrics.horizontalAdvance(short)
            short, advance = cut[key]
            ground, ink = _PILL_COLOURS[row.kind]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colours[ground])
            pill_top = top + (row_height - size) // 2
            painter.drawRoundedRect(left, pill_top, advance + 2 * PILL_INSET, size, size / 2, size / 2)
            painter.setPen(self._colours[ink])
            painter.drawText(left + PILL_INSET, top + base, short)


def _within_reach(room: int) -> list[int]:
    """The columns for which there is room, each as narrow as it may be, of those that stand at first."""
    shown = [number for number, column in enumerate(COLUMNS) if column.key not in HIDDEN_AT_FIRST]
    least = {
        number: by_letters(column.width) * (1 if column.key in {*_WAITS, _WHOLE} else _CUT_TO)
        for number, column in enumerate(COLUMNS)
    }
    for key in _WAITS:
        if sum(least[number] for number in shown) <= room:
            break
        shown = [number for number in shown if COLUMNS[number].key != key]
    return shown
