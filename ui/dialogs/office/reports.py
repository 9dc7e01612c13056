"""Reports over the caseload: meetings and support per person (S15), what was not offered yet (S13), and
referrals (E2, E6, E10, R3, R10).

The tables name people and stay in the window; a file that leaves the vault carries references alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from jfs_desktop.casework.cases import reports
from jfs_desktop.casework.cases.reports import OfferLine, SessionLine, SessionReport
from jfs_desktop.casework.desk.long_jobs import finish
from jfs_desktop.casework.desk.redating import redate
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.referrals import referral_reports
from jfs_desktop.casework.referrals.referral_sheets import Cell, Sheet, SheetLine, sheet_csv, sheets
from jfs_desktop.rules.writing.wording import counted, hours_and_minutes, long_day
from ui.shell.context import Context
from ui.widgets.dialog import Dialog
from ui.widgets.folding_tabs import FoldingTabs
from ui.widgets.last_folder import EXPORTS, keep_folder, last_folder
from ui.widgets.record_table import Column, RecordModel, RecordTable
from ui.widgets.text import label

MEETINGS, OFFERS, ANSWERED, DOUBTFUL, REJECTED, HANDED_BACK = range(6)
CSV = "CSV for a spreadsheet (*.csv)"
_HEIGHT = 380
_SESSION_WIDTHS = (176, 102, 60, 54, 72, 124, 80, 70, 140)
_OFFER_WIDTHS = (190, 90, 140, 420)
_SHEET_WIDTHS = (
    (120, 110, 110, 130),
    (190, 100, 260, 250, 80),
    (150, 420, 90),
    (150, 90, 100, 56, 86, 114, 140, 140),
)


@dataclass(frozen=True, slots=True)
class Found:
    """What the tables show; ``of_referrals`` in the order of the tabs."""

    meetings: SessionReport
    offers: tuple[OfferLine, ...]
    of_referrals: tuple[Sheet, ...]


class ReportsDialog(Dialog):
    """``caseRequested(case_id, tab)`` asks for the case of a row."""

    caseRequested = Signal(object, str)

    def __init__(self, context: Context, found: Found, parent: QWidget | None = None) -> None:
        super().__init__("Reports", "As everything stands now.", parent, width=960)
        self._context, self._found = context, found
        tabs = FoldingTabs()
        tabs.more.setAccessibleName("More reports")
        self.bar = tabs.bar
        self.bar.setObjectName("report-tabs")
        self.bar.addTab("Meetings and support")
        self.bar.addTab("Not offered yet")
        self.sessions: RecordModel[SessionLine] = RecordModel(_session_columns(), self)
        self.lacking: RecordModel[OfferLine] = RecordModel(_offer_columns(), self)
        self.stack = QStackedWidget()
        self.tables = [
            _table("report-sessions", "Meetings per person", context, self.sessions, _SESSION_WIDTHS),
            _table("report-offers", "Not offered yet", context, self.lacking, _OFFER_WIDTHS),
        ]
        self.sheets = [self._sheet(*of) for of in zip(found.of_referrals, _SHEET_WIDTHS, strict=True)]
        for table in self.tables:
            self.stack.addWidget(table)
        self.sum = label("", "soft", wrap=True)
        self.sessions.set_rows(found.meetings.lines)
        self.lacking.set_rows(found.offers)
        for part in (tabs, self.stack, self.sum):
            self.content.addWidget(part)
        self.bar.currentChanged.connect(self._turn)
        self.tables[MEETINGS].opened.connect(lambda row: self._open(self.sessions.rows[row].case_id))
        self.tables[OFFERS].opened.connect(lambda row: self._open(self.lacking.rows[row].case_id))
        self.add_cancel("Close")
        self.export = self.add_verb("Save as CSV…", "primary", self._ask_where, saves=True)
        self.export.setObjectName("report-save")
        self._turn(MEETINGS)
        self.tables[MEETINGS].setFocus()

    @classmethod
    def ask(cls, context: Context, parent: QWidget, open_case: Callable[[UUID, str], None]) -> None:
        """Work the reports out and show them over ``parent``; Enter on a row shows its case."""
        workspace = context.workspace

        def show(found: Found) -> None:
            dialog = cls(context, found, parent)
            dialog.caseRequested.connect(open_case)
            dialog.open()

        context.tasks.write(lambda: _read(workspace), owner=parent, done=show)

    def save_to(self, file: Path) -> None:
        """Write the report in front to a file; whoever opens it sees no name."""
        content, sheet = self._content(), self._sheet_in_front()
        told = "It holds references and no names."
        if sheet is not None and sheet.free_text:
            told = "It holds references; read what was typed before you pass it on."
        self._context.tasks.read(
            lambda: reports.save(file, content),
            owner=self,
            done=lambda written: self._context.say.news(f"Saved: {written.name}. {told}"),
            failed=self.show_error,
        )

    def _turn(self, front: int) -> None:
        self.stack.setCurrentIndex(front)
        sheet = self._sheet_in_front()
        if sheet is not None:
            self.sum.setText(f"{counted(len(sheet.lines), 'line')}.")
        elif front == MEETINGS:
            found = self._found.meetings
            self.sum.setText(
                f"{counted(len(found.lines), 'person', 'people')}, {counted(found.meetings, 'meeting')},"
                f" {hours_and_minutes(found.minutes)}, {counted(found.support, 'activity', 'activities')}"
                " (JFS 7.32)."
            )
        else:
            number = counted(len(self._found.offers), "open case")
            self.sum.setText(f"{number} with something of the minimum service to offer (JFS 1.31).")

    def _ask_where(self) -> None:
        sheet, front = self._sheet_in_front(), self.bar.currentIndex()
        name = sheet.file_name if sheet else "meetings.csv" if front == MEETINGS else "not-offered-yet.csv"
        folder = last_folder(self._context.preferences, EXPORTS)
        chosen, _ = QFileDialog.getSaveFileName(self, "Save the report", str(folder / name), CSV)
        if chosen:
            keep_folder(self._context.preferences, EXPORTS, Path(chosen))
            self.save_to(Path(chosen))

    def _sheet_in_front(self) -> Sheet | None:
        place = self.bar.currentIndex() - ANSWERED
        return self._found.of_referrals[place] if place >= 0 else None

    def _content(self) -> bytes:
        sheet = self._sheet_in_front()
        if sheet is not None:
            return sheet_csv(sheet)
        if self.bar.currentIndex() == MEETINGS:
            return reports.sessions_csv(self._found.meetings)
        return reports.offers_csv(self._found.offers)

    def _sheet(self, sheet: Sheet, widths: tuple[int, ...]) -> RecordModel[SheetLine]:
        model: RecordModel[SheetLine] = RecordModel(_sheet_columns(sheet, widths), self)
        key = f"report-{sheet.file_name.removesuffix('.csv')}"
        table = _table(key, sheet.title, self._context, model, widths)
        model.set_rows(sheet.lines)
        table.opened.connect(lambda row: self._open(model.rows[row].case_id, "referral"))
        self.bar.addTab(sheet.title)
        self.tables.append(table)
        return model

    def _open(self, case_id: UUID | None, tab: str = "support") -> None:
        if case_id is not None:
            self.caseRequested.emit(case_id, tab)
            self.accept()


def _read(workspace: Workspace) -> Found:
    finish(redate(workspace))
    of_referrals = sheets(referral_reports.referrals(workspace))
    return Found(reports.sessions(workspace), reports.not_yet_offered(workspace), of_referrals)


def _sheet_columns(sheet: Sheet, widths: Sequence[int]) -> tuple[Column[SheetLine], ...]:
    named: tuple[Column[SheetLine], ...] = ()
    if sheet.by_person:
        named = (Column("name", "Participant", lambda row: row.name, widths[0]),)
    return (
        *named,
        *(
            _cell_column(place, title, widths[place + len(named)])
            for place, title in enumerate(sheet.headings)
        ),
    )


def _cell_column(place: int, title: str, width: int) -> Column[SheetLine]:
    return Column(
        f"cell-{place}",
        title,
        lambda row: _shown(row.cells[place]),
        width,
        lambda row: row.cells[place],
    )


def _shown(cell: Cell) -> str:
    return long_day(cell) if isinstance(cell, date) else str(cell)


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
    table.take(model, widths, fitted=True)
    table.setAccessibleName(name)
    table.setMinimumHeight(_HEIGHT)
    return table
