"""The session in hand as the first line of the record of activities: written while talking (P4, S1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.clock import london_day
from jfs_desktop.errors import UserError
from jfs_desktop.records.views import SessionView
from jfs_desktop.rules.meetings.session_kinds import SessionState
from jfs_desktop.rules.meetings.session_time import whole_minutes
from jfs_desktop.rules.writing.wording import short_day, time_of_day
from ui.pages.case.sheet.draft_keeper import AGAIN_MS, LONGEST_MS, PAUSE_MS
from ui.shell.context import Context
from ui.widgets.session_words import KINDS, elapsed_seconds
from ui.widgets.text import label
from ui.widgets.text_area import TextArea

MINUTE = 60
HINT = "What is being done and agreed; the wrap-up opens with it"


@dataclass(frozen=True, slots=True)
class LiveRead:
    """The session in hand and the notes that its wrap-up draft holds."""

    session: SessionView
    notes: str = field(repr=False)


def read_live(workspace: Workspace, case_id: UUID) -> LiveRead | None:
    """The session of this case that runs, or is stopped and owed its wrap-up; None without one."""
    session = sessions.in_hand(workspace, case_id)
    if session is None:
        return None
    draft = sessions.read_wrap_up_draft(workspace, session.id)
    return LiveRead(session, draft.notes if draft is not None else "")


def heading(session: SessionView, now: datetime, channels: Mapping[str, str]) -> str:
    """'4 June · 1-2-1 · video call · 42 min so far'; the minutes come from the stored stretches."""
    stopped = session.state == SessionState.STOPPED
    minutes = session.minutes if stopped else whole_minutes(elapsed_seconds(session, now))
    paused = ", paused" if session.state == SessionState.PAUSED else ""
    spent = f"{minutes} min, wrap-up owed" if stopped else f"{minutes} min so far{paused}"
    channel = channels.get(session.channel, session.channel).lower()
    parts = (short_day(london_day(session.started_at)), KINDS.get(session.kind, session.kind), channel, spent)
    return " · ".join(part for part in parts if part)


class LiveActivity(QFrame):
    """``saved(when)`` follows each write. It reads the clock only to say the minutes, once a minute."""

    saved = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._session: SessionView | None = None
        self._typed = False
        self._writing = False
        self.turn = 0
        self.setProperty("role", "row-first")
        self.head = label("", "strong")
        self.head.setObjectName("live-head")
        self.state = label("", "small")
        self.state.setObjectName("live-saved")
        self.text = TextArea("live-notes", "Notes of this session", hint=HINT, lines=2, role="cell")
        self._pause = self._timer(PAUSE_MS, self.keep)
        self._longest = self._timer(LONGEST_MS, self.keep)
        self._minute = self._timer(MINUTE * 1000, self._tell_minutes)
        self._assemble()
        self.hide()

    @property
    def session(self) -> SessionView | None:
        """The session in hand."""
        return self._session

    def show_live(self, live: LiveRead | None, turn: int) -> None:
        """Show what was read when ``turn`` was the turn; text typed since then stays."""
        before = self._session
        other = before is None or live is None or before.id != live.session.id
        if other:
            self.keep()
        if live is None:
            self.clear()
            return
        self._session = live.session
        if other:
            self.text.set_text(live.notes)
            self.state.setText("")
            self._rest()
        elif turn == self.turn and not (self._typed or self._writing):
            self.text.set_text(live.notes)
        self._tell_minutes()
        self.show()

    def clear(self) -> None:
        """Show nobody's."""
        self._session = None
        self._rest()
        self._minute.stop()
        self.text.set_text("")
        self.head.setText("")
        self.state.setText("")
        self.hide()

    def keep(self) -> None:
        """Write what was typed into the wrap-up draft now."""
        session = self._session
        if session is None or not self._typed or self._context.tasks.held:
            return
        self._pause.stop()
        self._longest.stop()
        self._typed, self._writing = False, True
        self.turn += 1
        turn, session_id, notes = self.turn, session.id, self.text.text()
        self._context.tasks.write(
            self._context.last_words.job(f"notes:{session_id}", sessions.keep_notes, session_id, notes),
            owner=self,
            done=lambda at: self._kept(turn, at),
            failed=lambda error: self._failed(turn, error),
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell_minutes()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minute.stop()
        self.keep()

    def _assemble(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(6, 0, 6, 0)
        line.setSpacing(8)
        line.addWidget(self.head)
        line.addStretch(1)
        line.addWidget(self.state)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 4)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self.text)
        self.text.edited.connect(self._edited)
        self.text.left.connect(self.keep)

    def _edited(self) -> None:
        self._typed = True
        self.turn += 1
        self.state.setText("Saving…")
        self._pause.start(PAUSE_MS)
        if not self._longest.isActive():
            self._longest.start()

    def _kept(self, turn: int, at: datetime) -> None:
        if turn == self.turn:
            self._writing = False
            self.state.setText(f"✓ Saved {time_of_day(at)}")
        self.saved.emit(at)

    def _failed(self, turn: int, error: UserError) -> None:
        if turn == self.turn:
            self._writing, self._typed = False, True
            self._pause.start(AGAIN_MS)
        self.state.setText("Not saved yet: it is tried again.")
        self._context.say.problem(error)

    def _rest(self) -> None:
        self._typed = self._writing = False
        self.turn += 1
        self._pause.stop()
        self._longest.stop()

    def _tell_minutes(self) -> None:
        session = self._session
        if session is None:
            return
        now = self._context.clock.now()
        programme = self._context.workspace.programme_of(session.case_id)
        words = heading(session, now, {one.key: one.name for one in programme.channels})
        if words != self.head.text():
            self.head.setText(words)
            self.setAccessibleName(words)
        if session.state == SessionState.RUNNING and self.isVisible():
            into = elapsed_seconds(session, now) % MINUTE
            self._minute.start((MINUTE - into) * 1000)
        else:
            self._minute.stop()

    def _timer(self, wait: int, act: Callable[[], None]) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(wait)
        made.timeout.connect(act)
        return made
