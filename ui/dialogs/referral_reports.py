"""Reports on referrals (E2, E6, E10, R3, R10): doubts accepted, answers in time by month, rejections and
exceptions, people handed back. They name people and stay in the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from jfs_desktop.casework import referral_reports
from jfs_desktop.casework.referral_reports import (
    DoubtfulLine,
    HandedBackLine,
    MonthLine,
    ReferralReport,
)
from jfs_desktop.rules.wording import long_day
from ui.shell.context import Context
from ui.widgets.dialog import Dialog
from ui.widgets.record_table import Column, RecordModel, RecordTable

_HEIGHT = 340
_MONTHS: tuple[Column[MonthLine], ...] = (
    Column("month", "Month", lambda row: row.month, 120),
    Column("received", "Received", lambda row: str(row.received), 110, lambda row: row.received, right=True),
    Column("on-time", "In time", lambda row: str(row.on_time), 110, lambda row: row.on_time, right=True),
    Column("waiting", "Still waiting", lambda row: str(row.waiting or ""), 130, right=True),
)
_DOUBTFUL: tuple[Column[DoubtfulLine], ...] = (
    Column("name", "Participant", lambda row: row.name, 190),
    Column("reference", "Reference", lambda row: row.reference, 100),
    Column("no", "Answered no", lambda row: "; ".join(row.no), 260),
    Column("not-known", "Not known", lambda row: "; ".join(row.not_known), 260),
)
_COUNTS: tuple[Column[tuple[str, str, int]], ...] = (
    Column("what", "What", lambda row: row[0], 150),
    Column("name", "Reason", lambda row: row[1], 420),
    Column("number", "Number", lambda row: str(row[2]), 90, lambda row: row[2], right=True),
)
_BACK: tuple[Column[HandedBackLine], ...] = (
    Column("name", "Participant", lambda row: row.name, 190),
    Column("reference", "Reference", lambda row: row.reference, 100),
    Column(
        "on", "Handed back", lambda row: long_day(row.handed_back_on), 160, lambda row: row.handed_back_on
    ),
    Column("whom", "To whom", lambda row: row.to_whom, 170),
    Column("after", "After PRaP's last day", lambda row: "Yes" if row.after_days else "No", 160),
)


class ReferralReportsDialog(Dialog):
    """Four tables. ``caseRequested(case_id, tab)`` asks for the case of a row."""

    caseRequested = Signal(object, str)

    def __init__(self, context: Context, report: ReferralReport, parent: QWidget | None = None) -> None:
        super().__init__("Reports on referrals", "As everything stands now.", parent, width=900)
        self._context = context
        self.bar = QTabBar()
        self.bar.setObjectName("referral-report-tabs")
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.stack = QStackedWidget()
        self.content.addWidget(self.bar)
        self.content.addWidget(self.stack)
        counts = [("Rejected", name, number) for name, number in report.rejections.items()]
        counts += [("Exception", name, number) for name, number in report.exceptions.items()]
        self.months = self._table("months", "Answered in time", _MONTHS, report.months)
        self.doubtful = self._table("doubtful", "Accepted in doubt", _DOUBTFUL, report.doubtful)
        self.counts = self._table("counts", "Rejections and exceptions", _COUNTS, counts)
        self.back = self._table("back", "Handed back", _BACK, report.handed_back)
        self.bar.currentChanged.connect(self.stack.setCurrentIndex)
        self.add_verb("Close", "primary", self.reject, default=True)
        self.bar.setFocus()

    @classmethod
    def ask(cls, context: Context, parent: QWidget, open_case: Callable[[UUID, str], None]) -> None:
        """Work the reports out and show them over ``parent``; Enter on a row shows its case."""
        workspace = context.workspace

        def show(report: ReferralReport) -> None:
            dialog = cls(context, report, parent)
            dialog.caseRequested.connect(open_case)
            dialog.open()

        context.tasks.read(lambda: referral_reports.referrals(workspace), owner=parent, done=show)

    def _table(self, key: str, name: str, columns: tuple[Column[Any], ...], rows: Any) -> RecordModel[Any]:
        model: RecordModel[Any] = RecordModel(columns, self)
        table = RecordTable(f"referral-report-{key}", self._context.preferences)
        table.take(model, [column.width for column in columns])
        table.setAccessibleName(name)
        table.setMinimumHeight(_HEIGHT)
        model.set_rows(tuple(rows))
        table.opened.connect(lambda row: self._open(model.rows[row]))
        self.bar.addTab(name)
        self.stack.addWidget(table)
        return model

    def _open(self, row: object) -> None:
        if isinstance(row, DoubtfulLine | HandedBackLine):
            self.caseRequested.emit(row.case_id, "referral")
            self.accept()
