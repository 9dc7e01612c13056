"""The line at the foot of the window: saved when, locked when, what day."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from jfs_desktop.clock import LONDON
from jfs_desktop.rules.writing.wording import full_day
from ui.widgets.roles import set_role
from ui.widgets.text import label


class StatusLine(QFrame):
    """Three short texts; none of them names a person."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "statusbar")
        self._damaged = ""
        self._saved = label("● Everything is saved", "soft")
        self._store = label("", "soft")
        self._day = label("", "soft")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 5)
        row.setSpacing(22)
        row.addWidget(self._saved)
        row.addWidget(self._store)
        row.addStretch(1)
        row.addWidget(self._day)

    def saved(self, at: datetime) -> None:
        """Say when something was last written."""
        self.say_saved(f"Saved {at.astimezone(LONDON):%H:%M:%S}")

    def say_saved(self, text: str) -> None:
        self._saved.setText(self._damaged or f"● {text}")

    def say_damaged(self, title: str) -> None:
        """Say for as long as the window stands that nothing more is saved, and why."""
        self._damaged = f"● {title}: nothing more is saved"
        set_role(self._saved, "error")
        self._saved.setText(self._damaged)

    def store(self, idle_minutes: int, during_call: int) -> None:
        """Say that the store is encrypted and after how many minutes it locks."""
        call = f", {during_call} in a call" if during_call != idle_minutes else ""
        self._store.setText(f"Store encrypted, locks after {idle_minutes} min idle{call}")

    def day(self, today: date) -> None:
        self._day.setText(full_day(today))
