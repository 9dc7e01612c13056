"""The 1-2-1 time of a case against what the programme asks for."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from jfs_desktop.records.views import TimeTotal
from jfs_desktop.rules.writing.wording import counted, hours_and_minutes
from ui.widgets.text import label


class TimeMeter(QWidget):
    """Total, target, a bar, the total without the initial meeting (AMB-16) and how the rest fits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._total = label("", "big")
        self._target = label("", "small", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._sessions = label("", "small", wrap=True)
        self._split = label("", "small", wrap=True)
        self._advice = label("", "small", wrap=True)
        self._running = label("A session runs: its newest minutes come on top.", "small", wrap=True)
        self._gaps = label("", "warning", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._total)
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self._target)
        beside.addWidget(self._sessions)
        row.addLayout(beside, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        for widget in (self._bar, self._running, self._split, self._advice, self._gaps):
            column.addWidget(widget)
        self._gaps.hide()
        self._running.hide()

    def set_total(self, total: TimeTotal, *, ended: bool = False, running: bool = False) -> None:
        """Show another total; of a case that has ended, what was delivered and nothing to be offered. Of a
        session that is ``running`` what runs since its last pause is not in it."""
        self._running.setVisible(running)
        met = total.minutes >= total.target_minutes
        mark = "✓ " if met else ""
        self._total.setText(mark + hours_and_minutes(total.minutes))
        self._target.setText(f"of {hours_and_minutes(total.target_minutes)} minimum")
        held = f"{counted(total.sessions, 'session')} held"
        self._sessions.setText(held if ended else f"{held}, {total.target_sessions} needed")
        self._bar.setMaximum(max(1, total.target_minutes))
        self._bar.setValue(min(total.minutes, total.target_minutes))
        self._split.setText(f"{hours_and_minutes(total.minutes_without_initial)} without the initial meeting")
        advice = (
            f"The case has ended; {hours_and_minutes(total.minutes)} were delivered."
            if ended
            else total.advice
        )
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
        count = total.unanswered_gaps
        self._gaps.setText(f"{counted(count, 'question')} about time to answer; that time is not counted.")
        self._gaps.setVisible(count > 0)
        told = f"{hours_and_minutes(total.minutes)} {self._target.text()}. {self._sessions.text()}"
        self.setAccessibleName(f"1-2-1 time: {told}. {advice}")
