"""The list of a case's sessions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QWidget

from jfs_desktop.clock import london_day
from jfs_desktop.records.views import SessionView
from jfs_desktop.rules.meetings.session_kinds import SessionState
from jfs_desktop.rules.writing.wording import near_day, time_of_day
from ui.shell.preferences import Preferences
from ui.widgets.record_table import Column, RecordModel, RecordTable
from ui.widgets.session_words import KINDS, badges, plan_words

PLAN = {True: "Updated", False: "No change", None: ""}
ROWS_SHOWN = 6
WIDTHS = (124, 118, 88, 68, 92, 84, 110)


def columns(channels: Mapping[str, str], today: Callable[[], date]) -> tuple[Column[SessionView], ...]:
    """The columns; ``channels`` gives the programme's name of each channel."""
    return (
        Column(
            "date",
            "Date",
            lambda row: _when(row, today()),
            WIDTHS[0],
            sort=lambda row: row.started_at,
            whole=True,
        ),
        Column("kind", "Kind", lambda row: KINDS.get(row.kind, row.kind), WIDTHS[1]),
        Column("channel", "How", lambda row: channels.get(row.channel, row.channel), WIDTHS[2]),
        Column(
            "minutes",
            "Minutes",
            lambda row: str(row.minutes) if row.state == SessionState.STOPPED else "…",
            WIDTHS[3],
            sort=lambda row: row.minutes,
            right=True,
            tip=_minutes_tip,
        ),
        Column("adviser", "Adviser", lambda row: row.adviser, WIDTHS[4]),
        Column("plan", "JFAP", lambda row: PLAN[row.plan_changed], WIDTHS[5], tip=plan_words),
        Column("badges", "To note", _first_badge, WIDTHS[6], tip=_badges),
    )


class SessionTable(RecordTable):
    """As high as its rows, up to a few. ``chosen(SessionView)`` as the choice moves."""

    chosen = Signal(object)

    def __init__(
        self,
        preferences: Preferences,
        channels: Mapping[str, str],
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("sessions", preferences, parent)
        self.records: RecordModel[SessionView] = RecordModel(columns(channels, today), self)
        self.take(self.records, WIDTHS, newest_first=True)
        self.setAccessibleName("Sessions")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.selectionModel().selectionChanged.connect(lambda *_: self._tell())

    def set_sessions(self, rows: Sequence[SessionView]) -> None:
        """Show these sessions."""
        self.records.set_rows(rows)
        self.fit()
        shown = max(1, min(len(rows), ROWS_SHOWN))
        height = self.verticalHeader().defaultSectionSize() * shown
        self.setFixedHeight(height + self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth() + 2)

    def choose(self, session_id: UUID) -> None:
        """Choose a session, if it is listed."""
        for number, row in enumerate(self.records.rows):
            if row.id == session_id:
                self.selectRow(number)

    def _tell(self) -> None:
        rows = self.selectionModel().selectedRows()
        if rows:
            self.chosen.emit(self.records.row_at(rows[0]))


def _when(row: SessionView, today: date) -> str:
    return f"{near_day(london_day(row.started_at), today)}, {time_of_day(row.started_at)}"


def _badges(row: SessionView) -> str:
    return ", ".join(words for words, _ in badges(row))


def _first_badge(row: SessionView) -> str:
    found = badges(row)
    more = f" +{len(found) - 1}" if len(found) > 1 else ""
    return found[0][0] + more if found else ""


def _minutes_tip(row: SessionView) -> str:
    if row.state != SessionState.STOPPED:
        return "Counted when the session stops"
    if row.corrections:
        return f"{row.minutes} minutes after correction; {row.recorded_minutes} recorded"
    return f"{row.minutes} minutes, rounded down"
