"""The running session on every page: start, pause, resume, stop, heartbeats, and what time leaves open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QSize, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from jfs_desktop.casework import sessions
from jfs_desktop.errors import NotFound, UserError
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.views import GapView, SessionView
from jfs_desktop.rules.session_kinds import SessionState
from jfs_desktop.rules.session_time import BEAT_EVERY_S, LONGEST_SILENCE_S
from jfs_desktop.rules.wording import counted
from ui.dialogs.gap_question import GapQuestion
from ui.dialogs.start_session import StartSessionDialog
from ui.dialogs.wrap_up import WrapUpDialog
from ui.dialogs.wrap_up_offer import WrapUpOffer, read_offer
from ui.shell.context import Context
from ui.shell.timer_face import OwedButtons, TimerFace
from ui.shell.timer_slot import TimerSlot
from ui.shell.timer_standing import Standing, read_standing, take_over
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
        self._held_at: datetime | None = None
        self._beat_at = context.clock.now()
        self._asked_still: UUID | None = None
        self._postponed: set[UUID] = set()
        self._at_ease = False
        self._question: GapQuestion | None = None
        self._wrap_up: WrapUpDialog | None = None
        self._opening = False
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
    def question(self) -> GapQuestion | None:
        """The question that is open on the screen."""
        return self._question

    @property
    def wrap_up(self) -> WrapUpDialog | None:
        """The wrap-up that is open on the screen."""
        return self._wrap_up

    @property
    def call_running(self) -> bool:
        session = self.session
        return session is not None and session.state == SessionState.RUNNING and session.channel in CALLS

    def sizeHint(self) -> QSize:
        return self._at_least(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        return self._at_least(super().minimumSizeHint())

    def load(self) -> None:
        self._at_ease = True
        workspace = self._context.workspace
        self._context.tasks.write(lambda: take_over(workspace), owner=self, done=self._take_first)

    def locking(self) -> None:
        if self._wrap_up is not None:
            self._wrap_up.keep_draft()
        since = (self._context.clock.now() - self._beat_at).total_seconds()
        if 0 <= since <= LONGEST_SILENCE_S:
            self.beat()  # the stretch in question begins at the lock
        self.beats.stop()
        session = self.session
        self._now = Standing(replace(session, name="", gaps=()) if session else None)
        self.face.forget()
        self.owed.show_owed(0, 0)

    def unlocked(self) -> None:
        self._at_ease = True
        if self._question is not None:
            self._question.come_back()
        if self._wrap_up is not None:
            self._wrap_up.come_back()
        else:
            self._opening = False
            self._held_at = None  # the wrap-up was asked for, and the lock came first
        if self.session is not None:
            self.beat(locked=True)
        workspace = self._context.workspace
        self._context.tasks.write(lambda: read_standing(workspace), owner=self, done=self._take_first)

    def start_session(self, case_id: UUID, kind: str) -> None:
        """Ask how they talk and start; while another session runs, say whose and offer to go there."""
        session = self.session
        if session is None:
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
        workspace, session_id = context.workspace, session.id
        context.tasks.write(
            lambda: sessions.beat(workspace, session_id, wall=wall, monotonic=monotonic, locked=locked),
            owner=self,
            done=self._gap_came,
            failed=self._beat_failed,
        )

    def pause_or_resume(self) -> None:
        """Pause at the click, or count again from it."""
        session, at = self.session, self._context.clock.now()
        if session is None or not self.face.pause.isEnabled():
            return
        verb = sessions.resume if session.state == SessionState.PAUSED else sessions.pause
        workspace, session_id = self._context.workspace, session.id
        self._run(lambda: verb(workspace, session_id, at=at))

    def stop(self) -> None:
        """Open the wrap-up for the moment of this click; until it is saved the timer loses nothing."""
        session, at = self.session, self._context.clock.now()
        if session is None or not self.face.stop.isEnabled():
            return
        self._held_at = at
        self.face.set_busy(True)
        self._tick()
        self._open_wrap_up(session.id, at)

    def wrap_up_owed(self) -> None:
        """Open the oldest wrap-up that is owed."""
        if self._now.owed and self._wrap_up is None and not self._opening:
            owed = self._now.owed[0]
            self._context.sharing.let(partial(self._open_wrap_up, owed.id, None), owed.case_id)

    def ask(self) -> None:
        """Ask every open question again, one after the other, those put off before too."""
        self._postponed.clear()
        self._at_ease = True
        self._ask_next()

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

    def _run(self, verb: Callable[[], Outcome[SessionView]]) -> None:
        self.face.set_busy(True)
        self._context.tasks.write(verb, owner=self, done=self._ran, failed=self._failed)

    def _ran(self, outcome: Outcome[SessionView]) -> None:
        self.face.set_busy(False)
        self._beat_at = self._context.clock.now()
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
        self._ask_next()

    def _take_first(self, now: Standing) -> None:
        """What was read at the start or after an unlock, when nobody was typing yet."""
        self._take(now)
        self._at_ease = False

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
        self.face.set_busy(self._wrap_up is not None)
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
        now = self._held_at or self._context.clock.now()
        text = on_the_clock(elapsed_seconds(session, now))
        if self.face.isVisible():
            self.face.set_elapsed(text)
        paused = " (paused)" if session.state == SessionState.PAUSED else ""
        self.elapsedChanged.emit(f"A session is running: {text}{paused}")
        if self._context.tasks.held:
            return
        if session.booked_until and session.booked_until <= now and self._asked_still != session.id:
            self._ask_still(session)
        self._ask_next()

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
        if gap is None:
            return
        self._context.hub.tell(
            Outcome(gap, Changed.SESSIONS | Changed.CASES | Changed.HISTORY, frozenset({gap.case_id}))
        )

    def _beat_failed(self, error: UserError) -> None:
        if not isinstance(error, NotFound):
            self._context.say.problem(error)
        self._refresh()

    def _ask_next(self) -> None:
        if self._question is not None or self._wrap_up is not None or self._context.tasks.held:
            return
        if QApplication.activeModalWidget() is not None:
            return  # asked once that dialog has gone; the bar says so meanwhile
        gap = self._now.next_question(self._postponed, self._context.sharing.hides)
        if gap is None:
            return
        question = GapQuestion(self._context, gap, self.window(), interrupting=not self._at_ease)
        self._at_ease = False
        self._question = question
        question.postponed.connect(self._postponed.add)
        question.answered.connect(partial(self._postponed.add, gap.id))  # a lock lets the row itself go
        question.settled.connect(self._question_gone)
        question.open()

    def _question_gone(self) -> None:
        self._question = None
        self._refresh()

    def _open_wrap_up(self, session_id: UUID, at: datetime | None) -> None:
        self._opening = True
        self.wrapUpComing.emit()
        workspace = self._context.workspace
        self._context.tasks.write(  # in its turn, after the notes that are on their way
            lambda: read_offer(workspace, session_id, at),
            owner=self,
            done=self._wrap_up_read,
            failed=self._wrap_up_failed,
        )

    def _wrap_up_read(self, offer: WrapUpOffer) -> None:
        self._opening = False
        dialog = WrapUpDialog.ask(self._context, offer, self.window())
        if dialog is None:
            self._held_at = None
            self._refresh()
            return
        self._wrap_up = dialog
        dialog.wrapped.connect(self._wrapped)
        dialog.settled.connect(self._wrap_up_gone)

    def _wrap_up_failed(self, error: UserError) -> None:
        self._opening = False
        self._held_at = None
        self._failed(error)

    def _wrapped(self, session: SessionView) -> None:
        rest = "" if session.plan_changed is not None else "; the wrap-up is still owed"
        self._context.say.news(f"{counted(session.minutes, 'minute')} recorded{rest}.")

    def _wrap_up_gone(self) -> None:
        self._wrap_up = None
        self._held_at = None
        self._refresh()

    def _open_case(self) -> None:
        if self.session is not None:
            self.caseRequested.emit(self.session.case_id, SESSIONS_TAB)
