"""The caseload's rows for the table: ids in order, and whole rows fetched a page at a time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from jfs_desktop.casework.cases.caseload import Sort
from jfs_desktop.records.views import CaseloadRow
from jfs_desktop.rules.writing.wording import hours_and_minutes, short_day
from ui.widgets.clock_chip import due_and_left

PAGE = 64
PAGES_KEPT = 60
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class CaseColumn:
    """One column of the caseload."""

    key: str
    title: str
    width: int
    sort: Sort
    text: Callable[[CaseloadRow], str]
    right: bool = False


def _due(row: CaseloadRow) -> str:
    return _pill(row)[0] if row.next_due else "Nothing due"


def _pill(row: CaseloadRow) -> tuple[str, str]:
    return due_and_left(row.days_left, row.next_due, at_once=row.at_once)


def _next(row: CaseloadRow) -> str:
    """What is to do; of a case that has ended it is said that it comes after the end."""
    return row.next_clock_name if row.open or not row.next_due else f"{row.next_clock_name} (after the end)"


def _jobcentre(row: CaseloadRow) -> str:
    """Its place alone: the column's title says the rest."""
    return row.jobcentre.removesuffix(" Jobcentre")


COLUMNS = (
    CaseColumn("name", "Name", 178, Sort.NAME, lambda row: row.name),
    CaseColumn("due", "Due (working days)", 172, Sort.NEXT_DUE, _due),
    CaseColumn("next", "Next", 238, Sort.NEXT, _next),
    CaseColumn("stage", "Stage", 154, Sort.STAGE, lambda row: row.stage_name),
    CaseColumn(
        "minutes",
        "1-2-1",
        68,
        Sort.MINUTES,
        lambda row: hours_and_minutes(row.minutes) if row.minutes else "–",
        True,
    ),
    CaseColumn("referred", "Referred", 78, Sort.REFERRED, lambda row: short_day(row.referral_made_on)),
    CaseColumn("jobcentre", "Jobcentre", 104, Sort.JOBCENTRE, _jobcentre),
    CaseColumn("reference", "Reference", 130, Sort.REFERENCE, lambda row: row.reference),
    CaseColumn("adviser", "Adviser", 150, Sort.ADVISER, lambda row: row.adviser),
    CaseColumn("cv", "CV", 120, Sort.CV, lambda row: row.cv),
)
HIDDEN_AT_FIRST = ("reference", "adviser", "cv")
DUE = next(number for number, column in enumerate(COLUMNS) if column.key == "due")


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One case as it is painted: its words by column, worked out once and not at every frame."""

    texts: tuple[str, ...]
    kind: str
    """The pill of its next due date: 'late', 'today', 'soon', or '' for none."""
    open: bool
    """Whether it is painted as one that asks for something: open, or ended with work left."""

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        said = dict(zip((column.key for column in COLUMNS), self.texts, strict=True))
        parts = [said["name"], said["stage"]]
        parts.append(f"{said['due']}: {said['next']}" if said["next"] else said["due"])
        parts += [f"1-2-1 time {said['minutes']}"] if said["minutes"] != "–" else []
        return f"{', '.join((*parts, 'Jobcentre ' + said['jobcentre']))}."


def shown(row: CaseloadRow) -> ShownRow:
    """A row made ready for painting. The NI number is searched and never shown here."""
    kind = _pill(row)[1] if row.next_due else ""
    return ShownRow(tuple(column.text(row) for column in COLUMNS), kind, row.open or bool(row.next_due))


class CaseloadModel(QAbstractTableModel):
    """Holds the ids of what was found; asks for a page of rows by ``pageNeeded(number, ids)``.

    A row that is not here yet shows as '…' until :meth:`take_page` brings it.
    """

    pageNeeded = Signal(int, object)
    sortAsked = Signal(object, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: tuple[UUID, ...] = ()
        self._pages: OrderedDict[int, tuple[ShownRow, ...]] = OrderedDict()
        self._asked: set[int] = set()
        self._serial = 0

    @property
    def serial(self) -> int:
        """Counts the lists shown; a page asked for an older list is dropped."""
        return self._serial

    @property
    def ids(self) -> tuple[UUID, ...]:
        return self._ids

    def show(self, ids: Sequence[UUID], pages: Mapping[int, tuple[ShownRow, ...]] | None = None) -> None:
        """Show another list; the pages in sight come with it, so that nothing flickers."""
        self.beginResetModel()
        self._serial += 1
        self._ids = tuple(ids)
        self._pages = OrderedDict(pages or {})
        self._asked.clear()
        self.endResetModel()

    def take_page(self, serial: int, number: int, rows: Sequence[ShownRow]) -> None:
        """Take rows that were asked for."""
        if serial != self._serial:
            return
        self._asked.discard(number)
        self._pages[number] = tuple(rows)
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        first = self.index(number * PAGE, 0)
        last = self.index(min((number + 1) * PAGE, len(self._ids)) - 1, len(COLUMNS) - 1)
        self.dataChanged.emit(first, last)

    def row(self, place: int) -> ShownRow | None:
        """The row at a place, asked for when it is not here."""
        number, offset = divmod(place, PAGE)
        page = self._pages.get(number)
        if page is not None:
            return page[offset] if offset < len(page) else None
        if number not in self._asked:
            self._asked.add(number)
            self.pageNeeded.emit(number, self._ids[number * PAGE : (number + 1) * PAGE])
        return None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's name and default)
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's name and default)
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            row = self.row(index.row())
            return row.texts[column] if row else "…"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            row = self.row(index.row())
            if row is None:
                return "being read"
            return row.sentence if column == 0 else f"{COLUMNS[column].title}: {row.texts[column] or 'empty'}"
        if role == Qt.ItemDataRole.TextAlignmentRole and COLUMNS[column].right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if COLUMNS[section].right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(COLUMNS):
            self.sortAsked.emit(COLUMNS[column].sort, order is Qt.SortOrder.DescendingOrder)
