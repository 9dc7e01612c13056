"""A table of records: sorted by its header, columns remembered, rows spoken as sentences."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QTableView,
    QWidget,
)

from ui.widgets.text import by_letters
from ui.widgets.wrapped_cells import WrappedCells

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
BREATH, WIDEST = 8, 280
_TRIES = 3  # of sharing the width out: the first may bring or take a bar
WIDEST_WRAPPED = 200  # pixels; what is longer goes on in the next line


class Remembers(Protocol):
    """What keeps the columns between starts, by the table's key, as Qt saves them."""

    def state(self, key: str) -> QByteArray: ...

    def put(self, key: str, value: QByteArray) -> None: ...


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: its heading, the words of a row in it, and how it sorts."""

    key: str
    title: str
    text: Callable[[Row], str]
    width: int = 120
    sort: Callable[[Row], Any] | None = None
    right: bool = False
    tip: Callable[[Row], str] | None = None
    ticked: Callable[[Row], bool] | None = None
    """For a column of boxes: whether the row's is ticked."""
    whole: bool = False
    """Whether it is never cut, however little room there is: the end of a day with its time tells most."""


class RecordModel(QAbstractTableModel, Generic[Row]):
    """Rows and a column list, nothing else. Sorting stays in memory."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: list[Row] = []
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(self._rows)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows, in the order last asked for."""
        self.beginResetModel()
        self._rows = list(rows)
        self._order()
        self.endResetModel()

    def row_at(self, index: Index) -> Row | None:
        return self._rows[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's name and default)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's name and default)
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(row) if column.tip else column.text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {column.text(row) or 'empty'}"
        return _painted(column, row, role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.beginResetModel()
        self._sorted = (column, order) if column >= 0 else None
        self._order()
        self.endResetModel()

    def _order(self) -> None:
        if self._sorted is None:
            return
        column = self.columns[self._sorted[0]]
        key = column.sort or (lambda row: column.text(row).casefold())
        self._rows.sort(key=key, reverse=self._sorted[1] is Qt.SortOrder.DescendingOrder)


def _painted(column: Column[Row], row: Row, role: int) -> Any:
    """How a cell is painted beside its words: its box, and the side at which it stands."""
    if role == Qt.ItemDataRole.CheckStateRole and column.ticked:
        return Qt.CheckState.Checked if column.ticked(row) else Qt.CheckState.Unchecked
    if role == Qt.ItemDataRole.TextAlignmentRole and column.right:
        return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    return None


class RecordTable(QTableView):
    """A table view whose columns are kept under ``key``. ``opened(row)`` on Enter or double click;
    ``wrapped()`` when the rows in sight have their heights, where they are shown whole."""

    opened = Signal(int)
    wrapped = Signal()

    def __init__(self, key: str, preferences: Remembers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = f"columns/{key}"
        self._preferences = preferences
        self._fitting = False
        self._needed: list[tuple[int, int, int]] = []
        self._wraps: QTimer | None = None
        self._widest = WIDEST
        self.setObjectName(key)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 20)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSortingEnabled(False)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def set_low(self) -> None:
        """Rows no higher than their letters need."""
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)

    def wrap_rows(self, *, widest: int = WIDEST_WRAPPED) -> None:
        """Show every cell whole, on more lines where its column is narrow: fitted ones are at most ``widest``
        pixels wide. Only the rows in sight are measured: a file may have ten thousand."""
        self._widest = widest
        self.setItemDelegate(WrappedCells(self))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self._wraps = wraps = QTimer(self, interval=0, singleShot=True)
        wraps.timeout.connect(self._fit_heights)
        for moved in (self.verticalScrollBar().valueChanged, self.horizontalHeader().sectionResized):
            moved.connect(lambda *_: wraps.start())

    def _fit_heights(self) -> None:
        if not self.isVisible():
            return
        usual = self.verticalHeader().defaultSectionSize()
        row, count = max(self.rowAt(0), 0), self.model().rowCount()
        while row < count and self.rowViewportPosition(row) < self.viewport().height():
            self.setRowHeight(row, max(usual, self.sizeHintForRow(row) + BREATH))
            row += 1
        self.wrapped.emit()

    def take(
        self,
        model: QAbstractTableModel,
        widths: Sequence[int] = (),
        *,
        sorting: bool = True,
        newest_first: bool = False,
        fitted: bool = False,
    ) -> None:
        """Show ``model``; its columns come back as they were left, or with ``widths``, or ``fitted`` to
        whatever rows it is given. Until somebody sorts it otherwise it begins at the first name, or at the
        newest day of its first column."""
        self.setModel(model)
        header = self.horizontalHeader()
        state = self._preferences.state(self._key)
        if state.isEmpty() or not header.restoreState(state):
            for column, width in enumerate(widths):
                self.setColumnWidth(column, by_letters(width))
            order = Qt.SortOrder.DescendingOrder if newest_first else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(0, order)
        self.setSortingEnabled(sorting)
        header.sectionResized.connect(self._resized)
        header.sectionMoved.connect(self._keep)
        header.sortIndicatorChanged.connect(self._keep)
        if self._wraps is not None:
            model.modelReset.connect(self._wraps.start)
        if fitted:
            model.modelReset.connect(lambda: self.fit(widest=self._widest) if model.rowCount() else None)

    def begin_with(self, column: int) -> None:
        """Sort upwards by a column, until somebody sorts the rows otherwise."""
        if self._preferences.state(self._key).isEmpty():
            self._fitting = True  # nobody has chosen it
            self.sortByColumn(column, Qt.SortOrder.AscendingOrder)
            self._fitting = False

    def fit(self, *, widest: int = WIDEST) -> None:
        """Give each column what its rows need, up to ``widest`` pixels and beyond where there is room to
        spare; columns that a person has set stay as they are."""
        header = self.horizontalHeader()
        model, metrics = self.model(), header.fontMetrics()
        self._needed = []
        for column in range(header.count()):
            title = str(model.headerData(column, Qt.Orientation.Horizontal))
            least = metrics.horizontalAdvance(title) + by_letters(3 * BREATH)
            wanted = max(self.sizeHintForColumn(column) + BREATH, least)
            if isinstance(model, RecordModel) and model.columns[column].whole:
                least = wanted
            self._needed.append((least, max(least, min(wanted, by_letters(widest))), wanted))
        self._share_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()
        if self._wraps is not None:
            self._wraps.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._wraps is not None:
            self._wraps.start()

    def _share_out(self) -> None:
        """Where not every column has what it needs, the widest give way, but none below its heading: what
        is cut has its tooltip."""
        if not self._needed or self._fitting or not self._preferences.state(self._key).isEmpty():
            return
        self._fitting = True
        for _ in range(_TRIES):
            room = self.viewport().width()
            for column, width in enumerate(self._shared(room)):
                self.setColumnWidth(column, width)
            self.updateGeometries()  # or a bar for the former widths stays for a moment
            if self.viewport().width() == room:  # else a bar came or went by it
                break
        self._fitting = False

    def _shared(self, room: int) -> list[int]:
        widths = within(room, [(least, usual) for least, usual, _ in self._needed])
        if sum(widths) < room and self._wraps is None:
            whole = (wanted for *_, wanted in self._needed)
            return within(room, list(zip(widths, whole, strict=True)))
        return widths

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
            return
        super().keyPressEvent(event)

    def copy_rows(self) -> None:
        """Copy the chosen rows as a table; cells that a spreadsheet would run are made plain."""
        model = self.model()
        lines = [
            "\t".join(
                plain_cell(str(model.index(index.row(), column).data() or ""))
                for column in range(model.columnCount())
            )
            for index in self.selectionModel().selectedRows()
        ]
        QApplication.clipboard().setText("\n".join(lines))

    def _resized(self, column: int, *_: object) -> None:
        header = self.horizontalHeader()
        shown = [header.visualIndex(one) for one in range(header.count()) if not header.isSectionHidden(one)]
        if header.visualIndex(column) < max(shown, default=0):  # the last one takes what room is left
            self._keep()

    def _keep(self, *_: object) -> None:
        if not self._fitting:
            self._preferences.put(self._key, self.horizontalHeader().saveState())


def within(room: int, columns: Sequence[tuple[int, int]]) -> list[int]:
    """Widths of columns, each given as the least and what it needs, that stay within ``room`` pixels as
    far as the least of each allows: no column is cut that is narrower than one that is left whole."""

    def under(limit: int) -> list[int]:
        return [max(least, min(needed, limit)) for least, needed in columns]

    limits = range(max((needed for _, needed in columns), default=0) + 1)
    return under(max(0, bisect_right(limits, room, key=lambda limit: sum(under(limit))) - 1))


def plain_cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
