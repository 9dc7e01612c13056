"""Reports over the caseload: meetings and support per person (S15), and what was not offered yet (S13).

The table names people and stays in the window; the file that leaves the vault carries references alone.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QTabBar, QWidget

from jfs_desktop.casework import reports
from jfs_desktop.casework.caseload import redate
from jfs_desktop.casework.reports import OfferLine, SessionLine, SessionReport
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.rules.wording import counted, hours_and_minutes
from ui.shell.context import Context
from ui.widgets.dialog import Dialog
from ui.widgets.record_table import Column, RecordModel, RecordTable
from ui.widgets.text import label

MEETINGS, OFFERS = range(2)
CSV = "CSV for a spreadsheet (*.csv)"
_HEIGHT = 380
_SESSION_WIDTHS = (180, 90, 60, 60, 76, 150, 86, 76, 220)
_OFFER_WIDTHS = (190, 90, 140, 420)


class ReportsDialog(Dialog):
    """``caseRequested(case_id, tab)`` asks for the case of a row."""

    caseRequested = Signal(object, str)

    def __init__(
        self,
        context: Context,
        meetings: SessionReport,
        offers: tuple[OfferLine, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Reports on the caseload", "As everything stands now.", parent, width=960)
        self._context, self._meetings, self._offers = context, meetings, offers
        self.bar = QTabBar()
        self.bar.setObjectName("report-tabs")
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.addTab("Meetings and support")
        self.bar.addTab("Not offered yet")
        self.sessions: RecordModel[SessionLine] = RecordModel(_session_columns(), self)
        self.lacking: RecordModel[OfferLine] = RecordModel(_offer_columns(), self)
        self.stack = QStackedWidget()
        self.tables = (
            _table("report-sessions", "Meetings per person", context, self.sessions, _SESSION_WIDTHS),
            _table("report-offers", "Not offered yet", context, self.lacking, _OFFER_WIDTHS),
        )
        for table in self.tables:
            self.stack.addWidget(table)
        self.sum = label("", "soft", wrap=True)
        self.sessions.set_rows(meetings.lines)
        self.lacking.set_rows(offers)
        for part in (self.bar, self.stack, self.sum):
            self.content.addWidget(part)
        self.bar.currentChanged.connect(self._turn)
        self.tables[MEETINGS].opened.connect(lambda row: self._open(self.sessions.rows[row].case_id))
        self.tables[OFFERS].opened.connect(lambda row: self._open(self.lacking.rows[row].case_id))
        self.add_cancel("Close")
        self.export = self.add_verb("Save as CSV…", "primary", self._ask_where)
        self.export.setObjectName("report-save")
        self._turn(MEETINGS)
        self.tables[MEETINGS].setFocus()

    @classmethod
    def ask(cls, context: Context, parent: QWidget, open_case: Callable[[UUID, str], None]) -> None:
        """Work the reports out and show them over ``parent``; Enter on a row shows its case."""
        workspace = context.workspace

        def show(found: tuple[SessionReport, tuple[OfferLine, ...]]) -> None:
            dialog = cls(context, *found, parent)
            dialog.caseRequested.connect(open_case)
            dialog.open()

        context.tasks.write(lambda: _read(workspace), owner=parent, done=show)

    def save_to(self, file: Path) -> None:
        """Write the report in front to a file; whoever opens it sees no name."""
        front, meetings, offers = self.bar.currentIndex(), self._meetings, self._offers
        content = reports.sessions_csv(meetings) if front == MEETINGS else reports.offers_csv(offers)
        self._context.tasks.read(
            lambda: reports.save(file, content),
            owner=self,
            done=lambda written: self._context.say.news(
                f"Saved: {written.name}. It holds references and no names."
            ),
            failed=self.show_error,
        )

    def _turn(self, front: int) -> None:
        self.stack.setCurrentIndex(front)
        if front == MEETINGS:
            found = self._meetings
            self.sum.setText(
                f"{counted(len(found.lines), 'person', 'people')}, {counted(found.meetings, 'meeting')},"
                f" {hours_and_minutes(found.minutes)}, {counted(found.support, 'activity', 'activities')}"
                " (JFS 7.32)."
            )
        else:
            number = counted(len(self._offers), "open case")
            self.sum.setText(f"{number} with something of the minimum service to offer (JFS 1.31).")

    def _ask_where(self) -> None:
        name = "meetings.csv" if self.bar.currentIndex() == MEETINGS else "not-offered-yet.csv"
        chosen, _ = QFileDialog.getSaveFileName(self, "Save the report", name, CSV)
        if chosen:
            self.save_to(Path(chosen))

    def _open(self, case_id: UUID) -> None:
        self.caseRequested.emit(case_id, "support")
        self.accept()


def _read(workspace: Workspace) -> tuple[SessionReport, tuple[OfferLine, ...]]:
    for _ in redate(workspace):
        pass
    return reports.sessions(workspace), reports.not_yet_offered(workspace)


def _session_columns() -> tuple[Column[SessionLine], ...]:
    widths = _SESSION_WIDTHS
    return (
        Column("name", "Participant", lambda row: row.name, widths[0]),
        Column("reference", "Reference", lambda row: row.reference, widths[1]),
        Column("initial", "Initial", lambda row: str(row.initial_meetings), widths[2], right=True),
        Column(
            "sessions",
            "1-2-1",
            lambda row: str(row.sessions),
            widths[3],
            lambda row: row.sessions,
            right=True,
        ),
        Column(
            "minutes", "Minutes", lambda row: str(row.minutes), widths[4], lambda row: row.minutes, right=True
        ),
        Column("channels", "How", lambda row: reports.counted_words(row.channels), widths[5]),
        Column(
            "advisers",
            "Advisers",
            lambda row: str(row.advisers),
            widths[6],
            lambda row: row.advisers,
            right=True,
        ),
        Column("groups", "Groups", lambda row: str(row.groups or ""), widths[7], right=True),
        Column("support", "Support", lambda row: reports.counted_words(row.support), widths[8]),
    )


def _offer_columns() -> tuple[Column[OfferLine], ...]:
    widths = _OFFER_WIDTHS
    return (
        Column("name", "Participant", lambda row: row.name, widths[0]),
        Column("reference", "Reference", lambda row: row.reference, widths[1]),
        Column("stage", "Stage", lambda row: row.stage_name, widths[2]),
        Column(
            "lacking",
            "Not offered yet",
            lambda row: "; ".join(row.not_offered),
            widths[3],
            lambda row: len(row.not_offered),
        ),
    )


def _table(
    key: str, name: str, context: Context, model: RecordModel[Any], widths: tuple[int, ...]
) -> RecordTable:
    table = RecordTable(key, context.preferences)
    table.take(model, widths)
    table.setAccessibleName(name)
    table.setMinimumHeight(_HEIGHT)
    return table
