"""The line that stays in view from noticing until the District Lead was reached (G2).

It names no incident: what was noticed stands on the Fast Track sheet alone.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from jfs_desktop.casework import fast_track
from jfs_desktop.casework.fast_track import Incident
from jfs_desktop.clock import Clock
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.rules.wording import counted, short_day
from ui.dialogs.fast_track import FastTrackDialog
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.text import label

_EVERY_MS = 20_000


class FastTrackNotice(QFrame):
    """Shows the open incidents of one case, or of every case where it is made with ``everybody``."""

    def __init__(self, context: Context, *, everybody: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._everybody = everybody
        self._case_id: UUID | None = None
        self._open: tuple[Incident, ...] = ()
        self.setProperty("role", "banner-problem")
        self.setObjectName("fast-track-notice")
        self.words = label("", "strong", wrap=True)
        self.go = button("Open Fast Track", "danger", self._show, name="open-fast-track")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8, 6)
        row.addWidget(self.words, 1)
        row.addWidget(self.go)
        self._turn = QTimer(self, interval=_EVERY_MS)
        self._turn.timeout.connect(self._tell)
        context.hub.changed.connect(self._hear)
        context.sharing.changed.connect(self._tell)
        self.hide()

    def show_case(self, case_id: UUID | None) -> None:
        """Turn to another case."""
        self._case_id = case_id
        self.refresh()

    def refresh(self) -> None:
        """Read what is open now."""
        if self._context.tasks.held or not (self._everybody or self._case_id):
            return
        workspace, case_id = self._context.workspace, None if self._everybody else self._case_id
        self._context.tasks.read(
            lambda: fast_track.incidents(workspace, case_id),
            owner=self,
            done=lambda found: self._take(case_id, found),
        )

    def clear(self) -> None:
        """Show nobody."""
        self._open = ()
        self._tell()

    def _take(self, case_id: UUID | None, found: tuple[Incident, ...]) -> None:
        if self._everybody or case_id == self._case_id:
            self._open = tuple(one for one in found if one.open)
            self._tell()

    def _tell(self) -> None:
        lines = [self._line(one) for one in self._open]
        self.words.setText("\n".join(lines))
        self.setAccessibleName(" ".join(lines))
        self.setVisible(bool(lines) and not self._context.sharing.on)  # back once nobody else looks
        if lines:
            self._turn.start()
        else:
            self._turn.stop()

    def _line(self, incident: Incident) -> str:
        whose = f"{incident.name}: " if self._everybody else ""
        return (
            f"{whose}Fast Track open {running(incident, self._context.clock)}. "
            "Reach the District Lead now and log it."
        )

    def _show(self) -> None:
        if self._open:
            FastTrackDialog.ask(self._context, self._open[0].case_id, self.window())

    def _hear(self, outcome: Outcome[Any], _: object) -> None:
        if outcome.changed & (Changed.CASES | Changed.SETTINGS):
            self.refresh()


def running(incident: Incident, clock: Clock) -> str:
    """How long an incident has been open: 'for 13 minutes'."""
    if incident.noticed_at is None:
        return f"since {short_day(incident.on)}"
    minutes = max(0, int((clock.now() - incident.noticed_at).total_seconds() // 60))
    return f"for {counted(minutes, 'minute')}"
