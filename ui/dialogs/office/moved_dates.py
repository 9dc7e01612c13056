"""The due dates that newer calendars moved, to be read at any time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.office import calendars
from jfs_desktop.casework.office.calendars import MovedRow
from jfs_desktop.rules.writing.wording import counted, weekday_day
from ui.shell.context import Context
from ui.widgets.dialog import Dialog
from ui.widgets.record_table import WIDEST, Column, RecordModel, RecordTable


def _day(day: date) -> str:
    return f"{weekday_day(day)} {day.year}"


COLUMNS: tuple[Column[MovedRow], ...] = (
    Column("name", "Name", lambda row: row.name, 140),
    Column("clock", "What", lambda row: row.clock_name, 340),
    Column("before", "From", lambda row: _day(row.before), 164, lambda row: row.before),
    Column("after", "To", lambda row: _day(row.after), 164, lambda row: row.after),
    Column("late", "Late", lambda row: "Late" if row.late else "", 60),
    Column("reference", "PRaP reference", lambda row: row.reference, 100),
)
CALENDAR: Column[MovedRow] = Column("calendar", "Calendar", lambda row: row.calendar, 90)


class MovedDatesDialog(Dialog):
    """Lists them, the newest calendar first; Enter or a double click opens the case."""

    def __init__(
        self,
        context: Context,
        rows: tuple[MovedRow, ...],
        open_case: Callable[[UUID], None],
        parent: QWidget | None,
    ) -> None:
        cases = len({row.case_id for row in rows})
        super().__init__(
            "Dates that moved",
            f"{counted(len(rows), 'due date')} of {counted(cases, 'case')} moved as newer calendars were "
            "adopted; each as it stood on that day (JFS Annex 3)."
            if rows
            else "No calendar adopted here has moved a due date (JFS Annex 3).",
            parent,
            width=1120 if rows else 520,
        )
        self._open_case = open_case
        self.model = RecordModel[MovedRow]((CALENDAR, *COLUMNS), self)
        self.table = RecordTable("moved-dates", context.preferences)
        self.table.wrap_rows(widest=WIDEST)
        widths = [column.width for column in (CALENDAR, *COLUMNS)]
        self.table.take(self.model, widths, sorting=False, fitted=True)
        self.table.setMinimumHeight(340)
        self.table.setAccessibleName("Dates that moved")
        self.model.set_rows(rows)
        self.table.opened.connect(self._open)
        self.content.addWidget(self.table, 1)
        self.table.setVisible(bool(rows))  # an empty table would only ask what is missing
        self.add_verb("Close", "plain", self.accept, default=True)

    @classmethod
    def ask(cls, context: Context, open_case: Callable[[UUID], None], parent: QWidget) -> None:
        """Read the list and show it."""
        workspace = context.workspace
        context.tasks.read(
            lambda: calendars.moved(workspace),
            owner=parent,
            done=lambda rows: cls(context, rows, open_case, parent).open(),
        )

    def _open(self, row: int) -> None:
        self.accept()
        self._open_case(self.model.rows[row].case_id)
