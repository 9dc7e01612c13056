"""The running session on every page: start, pause, resume, stop, heartbeats, and what time leaves open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QSize, QTimer
from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.sessions import sessions
from jfs_desktop.errors import NotFound, UserError
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.views import GapView, SessionView
from jfs_desktop.rules.meetings.session_beats import BEAT_EVERY_S, LONGEST_SILENCE_S, Beat
from jfs_desktop.rules.meetings.session_kinds import SessionState
from jfs_desktop.rules.writing.wording import time_of_day
from ui.shell.context import Context
from ui.shell.gap_asker import GapAsker
from ui.shell.timer_face import OwedButtons, TimerFace
from ui.shell.timer_slot import TimerSlot
from ui.shell.timer_standing import Standing, read_standing, take_over
from ui.shell.wrap_up_desk import WrapUpDesk
from ui.widgets.session_words import another_runs, elapsed_seconds, on_the_clock

TICK_MS = 1000
CALLS = ("video", "telephone")
SESSIONS_TAB = "sessions"


class TimerBar(TimerSlot):
    """Elapsed time comes from the stored stretches at every look. The time of a click is read from the
    clock at the click, before anything is asked or written."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timer-bar")
        self._context = context
        self._now = Standing()
        self._beat_at = self._kept_at = context.clock.now()
        self._told_unsaved = False
        self._asked_still: UUID | None = None
        self._room = 0
        self._gaps = GapAsker(context, self)
        self._wrap_ups = WrapUpDesk(context, self)
        self.face = TimerFace()
        self.owed = OwedButtons()
        self.row.setSpacing(8)
        self.row.addWidget(self.owed)
        self.row.addWidget(self.face)
        self.face.hide()
        self.beats = QTimer(self)
        self.beats.setInterval(BEAT_EVERY_S * 1000)
        self.ticks = QTimer(self)
        self.ticks.setInterval(TICK_MS)
        self._connect()

    @property
    def session(self) -> SessionView | None:
        """The session that runs or is paused."""
        return self._now.session

    @property
    def call_running(self) -> bool:
        session = self.session
        return session is not None and session.state == SessionState.RUNNING and session.channel in CALLS

    def sizeHint(self) -> QSize:
        return self._at_least(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        return self._at_least(super().minimumSizeHint())

    def fit(self, room: int) -> None:
        self._room = room
        beside = 0 if self.owed.isHidden() else self.owed.sizeHint().width() + self.row.spacing()
        self.face.fit(max(room - beside, 1) if room else 0)

    def load(self) -> None:
        self._gaps.at_ease = True
        self._beat_at = self._kept_at = self._context.clock.now()
        workspace = self._context.workspace
        self._context.tasks.write(lambda: take_over(workspace), owner=self, done=self._take_first)

    def locking(self) -> None:
        self._wrap_ups.locking()
        since = (self._context.clock.now() - self._beat_at).total_seconds()
        if 0 <= since <= LONGEST_SILENCE_S:
            self.beat()  # the stretch in question begins at the lock
        self.beats.stop()
        session = self.session
        self._now = Standing(replace(session, name="", gaps=()) if session else None)
        self.face.forget()
        self.owed.show_owed(0, 0)

    def unlocked(self) -> None:
        self._gaps.at_ease = True
        self._gaps.come_back()
        self._wrap_ups.unlocked()
        if self.session is not None:
            self.beat(locked=True)
        workspace = self._context.workspace
        self._context.tasks.write(lambda: read_standing(workspace), owner=self, done=self._take_first)

    def start_session(self, case_id: UUID, kind: str) -> None:
        """Ask how they talk and start; while another session runs, say whose and offer to go there."""
        session = self.session
        if session is None:
            from ui.dialogs.sessions.start_session import StartSessionDialog

            StartSessionDialog(self._context, case_id, kind, self.window()).open()
            return
        if session.case_id == case_id:
            self._context.say.news("The timer runs for this participant already.", level="info")
            return
        self._context.say.ask(
            "Another session is running",
            another_runs(session),
            "Go to that session",
            "Stay here",
            lambda go: self._open_case() if go else None,
        )

    def beat(self, *, locked: bool = False) -> None:
        """Say on both clocks that the session still runs."""
        session, context = self.session, self._context
        if session is None or session.state != SessionState.RUNNING:
            return
        wall, monotonic = context.clock.now(), context.clock.monotonic()
        self._beat_at = wall
        workspace, session_id, unsaved = context.workspace, session.id, self._told_unsaved
        context.tasks.write(
            lambda: sessions.beat(
                workspace, session_id, wall=wall, monotonic=monotonic, locked=locked, unsaved=unsaved
            ),
            owner=self,
            done=self._gap_came,
            failed=self._beat_failed,
        )

    def pause_or_resume(self) -> None:
        """Pause at the click, or count again from it."""
        session, at = self.session, self._click()
        if session is None or not self.face.pause.isEnabled():
            return
        verb = sessions.resume if session.state == SessionState.PAUSED else sessions.pause
        workspace, session_id = self._context.workspace, session.id
        self._run(lambda: verb(workspace, session_id, at=at))

    def stop(self) -> None:
        """Open the wrap-up for the moment of this click; until it is saved the timer loses nothing."""
        session, at = self.session, self._click()
        if session is None or not self.face.stop.isEnabled():
            return
        self.face.set_busy(True)
        self._wrap_ups.begin(session.id, at)
        self._tick()

    def wrap_up_owed(self) -> None:
        """Open the oldest wrap-up that is owed."""
        if self._now.owed and self._wrap_ups.free:
            owed = self._now.owed[0]
            self._context.sharing.let(partial(self._wrap_ups.begin, owed.id, None), owed.case_id)

    def ask(self) -> None:
        """Ask every open question again, one after the other, those put off before too."""
        self._gaps.ask_again(self._now)

    def _at_least(self, hint: QSize) -> QSize:
        """As high as a running session, whether one runs or not: no page jumps when it starts."""
        return hint.expandedTo(QSize(0, self.face.sizeHint().height()))

    def _connect(self) -> None:
        self.beats.timeout.connect(self.beat)
        self.ticks.timeout.connect(self._tick)
        self.face.nameClicked.connect(self._open_case)
        self.face.pauseClicked.connect(self.pause_or_resume)
        self.face.stopClicked.connect(self.stop)
        self.face.stillClicked.connect(lambda: self.face.ask_still(None))
        self.owed.questionsClicked.connect(lambda: self._context.sharing.let(self.ask, self._now.asked_of))
        self.owed.wrapUpClicked.connect(self.wrap_up_owed)
        self._context.hub.changed.connect(self._hear)
        self._gaps.settled.connect(self._refresh)
        self._wrap_ups.coming.connect(self.wrapUpComing)
        self._wrap_ups.gone.connect(self._refresh)

    def _click(self) -> Beat:
        return replace(sessions.click(self._context.clock), unsaved=self._told_unsaved)

    def _run(self, verb: Callable[[], Outcome[SessionView]]) -> None:
        self.face.set_busy(True)
        self._context.tasks.write(verb, owner=self, done=self._ran, failed=self._failed)

    def _ran(self, outcome: Outcome[SessionView]) -> None:
        self.face.set_busy(False)
        self._beat_at = self._kept_at = self._context.clock.now()
        self._told_unsaved = False
        self._show(replace(self._now, session=outcome.value))
        self._context.hub.tell(outcome, self)
        self._refresh()  # the click may have left a question, and an older reading may be on its way

    def _failed(self, error: UserError) -> None:
        self._context.say.problem(error)
        self._refresh()

    def _hear(self, outcome: Outcome[Any], initiator: QObject | None) -> None:
        if initiator is not self and outcome.changed & (Changed.SESSIONS | Changed.CASES):
            self._refresh()

    def _refresh(self) -> None:
        workspace = self._context.workspace
        self._context.tasks.read(lambda: read_standing(workspace), owner=self, done=self._take)

    def _take(self, now: Standing) -> None:
        self._show(now)
        self._ask()

    def _take_first(self, now: Standing) -> None:
        """What was read at the start or after an unlock, when nobody was typing yet."""
        self._take(now)
        self._gaps.at_ease = False

    def _show(self, now: Standing) -> None:
        session = now.session
        self._now, self.case_id = now, session.case_id if session else None
        self.idle_label.setVisible(session is None and not now.gaps and not now.owed)
        self.owed.show_owed(len(now.gaps), len(now.owed), running=session is not None)
        self.face.setVisible(session is not None)
        if session is None:
            self.beats.stop()
            self.ticks.stop()
            self.face.forget()
            self.face.ask_still(None)
            self.elapsedChanged.emit("")
            return
        self.face.show_session(session)
        self.fit(self._room)
        self.face.set_busy(self._wrap_ups.shown)
        if not self.beats.isActive():
            self._beat_at = self._context.clock.now()
            self.beats.start()
            self.ticks.start()
        self._tick()

    def _tick(self) -> None:
        """Look at the clock: show the time, ask at the booked end, and ask a question that waited."""
        session = self.session
        if session is None:
            return
        now = self._wrap_ups.clicked_at or self._context.clock.now()
        text = on_the_clock(elapsed_seconds(session, now))
        if self.face.isVisible():
            self.face.set_elapsed(text)
        paused = " (paused)" if session.state == SessionState.PAUSED else ""
        self.elapsedChanged.emit(f"A session is running: {text}{paused}")
        if self._context.tasks.held:
            return
        if session.booked_until and session.booked_until <= now and self._asked_still != session.id:
            self._ask_still(session)
        self._ask()

    def _ask(self) -> None:
        if not self._wrap_ups.shown:
            self._gaps.ask(self._now)

    def _ask_still(self, session: SessionView) -> None:
        self._asked_still = session.id
        self.face.ask_still(session)
        self._context.say.news(
            "The booked end has come; still going? The timer runs on until you stop it.",
            "Stop and update JFAP",
            self.stop,
            level="info",
        )

    def _gap_came(self, gap: GapView | None) -> None:
        self._kept_at, self._told_unsaved = self._beat_at, False
        if gap is None:
            return
        self._context.hub.tell(
            Outcome(gap, Changed.SESSIONS | Changed.CASES | Changed.HISTORY, frozenset({gap.case_id}))
        )

    def _beat_failed(self, error: UserError) -> None:
        if not (self._told_unsaved or isinstance(error, NotFound)):
            self._told_unsaved = True  # once, until a beat is kept again
            since = time_of_day(self._kept_at)
            self._context.say.problem(
                UserError(
                    f"This session's time is not being saved since {since}: the vault cannot be written.",
                    title=error.title,
                    remedy="Free some space on the disk if it is full. You are asked about the time "
                    "as soon as it can be saved again.",
                )
            )
        self._refresh()

    def _open_case(self) -> None:
        if self.session is not None:
            self.caseRequested.emit(self.session.case_id, SESSIONS_TAB)
