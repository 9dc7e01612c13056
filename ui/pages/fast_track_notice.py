"""What stands above every page from noticing until the District Lead was reached (G2, JFS 3.05).

It names no incident: what was noticed stands on the Fast Track sheet alone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from jfs_desktop.casework.circumstances import fast_track
from jfs_desktop.casework.circumstances.fast_track import Incident
from jfs_desktop.clock import Clock
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.rules.writing.wording import counted, short_day
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.text import label

_EVERY_MS = 20_000
_LINES = 3  # so many people have a line each; the others stand in a menu, or the page would have no room


class FastTrackNotice(QWidget):
    """Everybody with an open incident, a button each; hidden while the screen is shared."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._open: tuple[Incident, ...] = ()
        self.setObjectName("fast-track-notice")
        frame = QFrame()
        frame.setProperty("role", "banner-problem")
        around = QVBoxLayout(self)
        around.setContentsMargins(24, 12, 24, 0)
        around.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(14, 6, 8, 6)
        column.setSpacing(4)
        self.lines = tuple(_Line(self._show) for _ in range(_LINES))
        for line in self.lines:
            column.addWidget(line)
        self.others = button("", "danger", self._list_others, name="other-fast-tracks")
        rest = QHBoxLayout()
        rest.addStretch(1)
        rest.addWidget(self.others)
        column.addLayout(rest)
        self._turn = QTimer(self, interval=_EVERY_MS)
        self._turn.timeout.connect(self._tell)
        context.hub.changed.connect(self._hear)
        context.sharing.changed.connect(self._tell)
        self.hide()

    @property
    def said(self) -> str:
        """All that it says now, a line a person."""
        return "\n".join(line.words.text() for line in self.lines if line.words.text())

    def refresh(self) -> None:
        """Read what is open now."""
        if not self._context.tasks.held:
            workspace = self._context.workspace
            self._context.tasks.read(lambda: fast_track.incidents(workspace), owner=self, done=self._take)

    def clear(self) -> None:
        """Show nobody."""
        self._open = ()
        self._tell()

    def menu(self) -> QMenu:
        """Those who have no line of their own."""
        menu = QMenu(self.others)
        for one in self._open[_LINES:]:
            menu.addAction(_sentence(one, self._context.clock), partial(self._show, one.case_id))
        return menu

    def _take(self, found: tuple[Incident, ...]) -> None:
        longest: dict[UUID, Incident] = {}
        for one in sorted(found, key=lambda one: one.since):
            if one.open:
                longest.setdefault(one.case_id, one)
        self._open = tuple(longest.values())
        self._tell()

    def _tell(self) -> None:
        clock = self._context.clock
        for place, line in enumerate(self.lines):
            line.tell(self._open[place] if place < len(self._open) else None, clock)
        more = len(self._open) - _LINES
        self.others.setText(f"{more} more…")
        self.others.setAccessibleName(counted(max(more, 0), "more open Fast Track"))
        self.others.setVisible(more > 0)
        self.setAccessibleName(self.said)
        self.setVisible(bool(self._open) and not self._context.sharing.on)  # back once nobody else looks
        if self._open:
            self._turn.start()
        else:
            self._turn.stop()

    def _list_others(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.others.mapToGlobal(QPoint(0, self.others.height())))

    def _show(self, case_id: UUID) -> None:
        from ui.dialogs.circumstances.fast_track import (
            FastTrackDialog,  # loads when it is wanted, not with the window
        )

        FastTrackDialog.ask(self._context, case_id, self.window())

    def _hear(self, outcome: Outcome[Any], _: object) -> None:
        if outcome.changed & Changed.CASES:
            self.refresh()


class _Line(QWidget):
    """One person: how long it has been open, and the way to the sheet."""

    def __init__(self, show: Callable[[UUID], None]) -> None:
        super().__init__()
        self._show_case = show
        self._case_id: UUID | None = None
        self.words = label("", "strong", wrap=True)
        self.go = button("Open Fast Track", "danger", self._open, name="open-fast-track")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.words, 1)
        row.addWidget(self.go)

    def tell(self, incident: Incident | None, clock: Clock) -> None:
        """Show another, or nobody."""
        self._case_id = incident.case_id if incident is not None else None
        self.words.setText(_sentence(incident, clock) if incident is not None else "")
        self.go.setAccessibleName(f"Open the Fast Track of {incident.name}" if incident is not None else "")
        self.setVisible(incident is not None)

    def _open(self) -> None:
        if self._case_id is not None:
            self._show_case(self._case_id)


def _sentence(incident: Incident, clock: Clock) -> str:
    since = running(incident, clock)
    return f"{incident.name}: Fast Track open {since}. Reach the District Lead now and log it."


def running(incident: Incident, clock: Clock) -> str:
    """How long an incident has been open: 'for 13 minutes'."""
    if incident.noticed_at is None:
        return f"since {short_day(incident.on)}"
    minutes = max(0, int((clock.now() - incident.noticed_at).total_seconds() // 60))
    return f"for {counted(minutes, 'minute')}"
