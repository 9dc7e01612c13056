"""The card of Settings that tells which working-day calendar counts, and takes a newer one (W17)."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from jfs_desktop.casework.office.calendars import ORIGINS, CalendarStanding
from jfs_desktop.rules.writing.wording import counted, day_and_time, long_day
from ui.dialogs.office.load_calendar import LoadCalendarDialog
from ui.dialogs.office.moved_dates import MovedDatesDialog
from ui.dialogs.office.publisher_key import PublisherKeyDialog
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.text import label


class CalendarCard(Card):
    """What counts, where it is from, what it moved, and whose signature is trusted."""

    def __init__(self, context: Context, open_case: Callable[[UUID], None]) -> None:
        super().__init__("Working-day calendar")
        self._context, self._open_case = context, open_case
        self._publisher = ""
        self.version = label("", "strong", wrap=True)
        self.origin = label("", "soft", wrap=True)
        self.warning = label("", "warning", wrap=True)
        self.moved = label("", "soft", wrap=True)
        self.publisher = label("", "soft", wrap=True)
        self.publisher.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.verbs.addWidget(button("Load a newer one…", "plain", self._load, name="load-calendar"))
        self.show_moved = button("Show what moved…", "quiet", self._show_moved, name="moved-dates")
        self.enter_key = button("Enter…", "quiet", self._enter_key, name="publisher-key")
        for widget in (self.version, self.origin, self.warning):
            self.body.addWidget(widget)
        self.body.addLayout(_row(self.moved, self.show_moved))
        self.body.addWidget(label("Publisher's key", "strong"))
        self.body.addLayout(_row(self.publisher, self.enter_key))
        self.look_ahead()

    def look_ahead(self) -> None:
        """Warn while there is time left to load a newer calendar."""
        workspace = self._context.workspace
        calendar = workspace.calendar
        self.version.setText(f"{calendar.version}, to {long_day(calendar.last)}")
        ahead = workspace.programme.settings.calendar_warning_days
        self.warning.setText(calendar.runs_short(workspace.today(), ahead))
        self.warning.setVisible(bool(self.warning.text()))

    def show_standing(self, known: CalendarStanding) -> None:
        """Tell what was read of the calendar in use."""
        self.look_ahead()
        by = f" by {known.loaded_by}" if known.loaded_by else ""
        hashed = f" SHA-256 {known.sha256}." if known.origin.value == "confirmed" else ""
        since = f"in use since {day_and_time(known.loaded_at)}{by}"
        self.origin.setText(f"{known.source}. {ORIGINS[known.origin]}; {since}.{hashed}")
        waiting = " Some cases are still to be dated by it." if known.waiting else ""
        moved = counted(known.moved, "due date") if known.moved else "no due date"
        self.moved.setText(f"It moved {moved}.{waiting}")
        self.show_moved.setVisible(known.moved_ever > 0)
        self._publisher = known.publisher
        self.publisher.setText(known.publisher or "None entered: a signed calendar cannot be checked yet.")
        self.enter_key.setText("Replace…" if known.publisher else "Enter…")
        self.enter_key.setAccessibleName(f"{self.enter_key.text().rstrip('…')} the publisher's key")

    def _load(self) -> None:
        LoadCalendarDialog.ask(self._context, self.window())

    def _show_moved(self) -> None:
        MovedDatesDialog.ask(self._context, self._open_case, self.window())

    def _enter_key(self) -> None:
        PublisherKeyDialog.ask(self._context, self._publisher, self.window())


def _row(text: QWidget, verb: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(text, 1)
    row.addWidget(verb)
    return row
