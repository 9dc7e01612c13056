"""The bridge from the window to the store: one writer thread, one reader thread, and one for a long look.
Two more never touch it: what waits for another computer is on the one, what waits for a folder on the other.

A job is a plain function. It runs on its thread, and its answer comes back on
the window's thread. The person's jobs go first; long work is a generator that
is stepped between them, so a click never waits for an import. Nothing else in
the window starts a thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator
from contextlib import suppress
from functools import partial
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QDeadlineTimer, QEventLoop, QObject, QTimer, Signal, Slot

from jfs_desktop.errors import UserError
from ui.shell.lane import Answer, Job, Lane, Steps

T = TypeVar("T")
P = TypeVar("P")
R = TypeVar("R")

log = logging.getLogger(__name__)

PAINTING_MS = 10
"""What was read stands in the window by then, and its painting goes before whatever follows."""


class Way:
    """One of the ways to have a job run off the window's thread."""

    def __init__(self, put: Callable[[Job], None], *, always: bool = False) -> None:
        self._put = put
        self._always = always

    def __call__(
        self,
        job: Callable[[], T],
        *,
        owner: QObject,
        done: Callable[[T], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
    ) -> None:
        """Run ``job``; ``done`` takes its value, ``failed`` its error, unless ``owner`` has gone by then."""
        self._put(Job(job, owner, done, failed, always=self._always))


class Tasks(QObject):
    """Runs jobs off the window's thread and brings the answers back to it.

    ``problem`` carries a :class:`UserError` that no caller took. Any other
    exception is raised again on the window's thread, where the crash hook
    waits for it. ``locking`` comes when the vault is about to lock: what shows
    somebody's papers outside a page lets them go then.
    """

    locking = Signal()
    problem = Signal(object)
    idle = Signal()
    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._outstanding = 0
        self._held = False
        self._late: list[tuple[QObject, Callable[[], None]]] = []
        self._answered.connect(self._deliver)  # emitted on the other threads alone, so it comes queued
        self._writer = Lane("writer", self._answered.emit)
        self._reader = Lane("reader", self._answered.emit)
        self._looker = Lane("looker", self._answered.emit)
        self._far = Lane("far", self._answer_from_afar)
        self._carrier = Lane("carrier", self._answer_from_afar)
        self._postal = Lane("post", self._answer_from_afar)
        self.read = Way(partial(self._put, self._reader))
        """Runs a job that only reads the store."""
        self.apart = Way(partial(self._put, self._writer), always=True)
        """Runs a job on the writer thread even while held: opening, locking and unlocking."""
        self.behind = Way(partial(self._put, self._looker))
        """Runs one long job that no other waits for, such as a look at the whole store, and that a lock
        ends."""
        self.afar = Way(partial(self._put, self._far))
        """Runs a job that waits for another computer and touches nothing of the vault: neither a lock nor the
        end of the program waits for it."""
        self.carry = Way(partial(self._put, self._carrier))
        """Runs a job with files of a folder that may be slow, a stick or another computer's, and that touches
        nothing of the vault: no mail, no lock and not the end of the program waits for it."""
        self.post = Way(partial(self._put, self._postal))
        """The same for a message on its way, through which a server may look for minutes."""

    @property
    def held(self) -> bool:
        """Whether the vault is locked: jobs are not taken and answers with anything in them are dropped."""
        return self._held

    @property
    def busy(self) -> bool:
        """Whether any job waits, runs, or has an answer on its way."""
        return self._outstanding > 0

    def write(
        self,
        job: Callable[[], T],
        *,
        owner: QObject,
        done: Callable[[T], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
        late: Callable[[UserError | None], None] | None = None,
    ) -> None:
        """Run a job that changes the store.

        An answer that comes while locked is dropped. Where it must not be lost, ``late`` is called
        after the unlock with the error or None: it holds nothing of anybody's case.
        """
        self._put(self._writer, Job(job, owner, done, failed, late=late))

    def steps(
        self,
        make: Callable[[], Generator[P, None, R]],
        *,
        owner: QObject,
        progress: Callable[[P], None] | None = None,
        done: Callable[[R], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
        stopped: Callable[[], None] | None = None,
        write: bool = True,
    ) -> Steps:
        """Step a generator to its end, letting the person's jobs in between.

        After ``cancel()`` the generator sees GeneratorExit at its last yield. It
        may catch that and return what it has, which arrives at ``done``;
        otherwise ``stopped`` is called.
        """
        steps = Steps(make, owner, progress=progress, done=done, failed=failed, stopped=stopped)
        if not self._held:
            self._outstanding += 1
            (self._writer if write else self._reader).put_long(steps)
        return steps

    def once_painted(self, act: Callable[[], None], *, owner: QObject) -> None:
        """Call ``act`` after what has just been read is painted; until then something is outstanding."""
        self._outstanding += 1
        answer = Answer(Job(_nothing, owner, None, None), act, ())
        QTimer.singleShot(PAINTING_MS, self, lambda: self._deliver(answer))

    def hold(self) -> None:
        """Take no more jobs: waiting reads are forgotten, long work is cancelled, and writes
        already asked for (drafts among them) still run."""
        self._outstanding -= self._reader.forget() + self._looker.forget()
        self._reader.cancel_long()
        self._writer.cancel_long()
        self._held = True
        self.locking.emit()

    def release(self) -> None:
        """Take jobs again, and tell what could not be told before."""
        self._held = False
        late, self._late = self._late, []
        for owner, tell in late:
            if shiboken6.isValid(owner):
                tell()

    def reads_finished(self, seconds: float) -> bool:
        """Wait, on the writer thread, until no read runs; False after ``seconds``."""
        return self._reader.wait_quiet(seconds)

    def wait_idle(self, ms: int = 5000) -> bool:
        """Let the window's loop turn until nothing is outstanding; for tests and for closing."""
        if self._outstanding == 0:
            return True
        deadline = QDeadlineTimer(ms)
        loop = QEventLoop()
        self.idle.connect(loop.quit)
        timer = QTimer()
        timer.setSingleShot(True)
        timer.timeout.connect(loop.quit)
        timer.start(ms)
        while not deadline.hasExpired():
            loop.exec()
            if self._outstanding == 0:
                break
        self.idle.disconnect(loop.quit)
        return self._outstanding == 0

    def wait_written(self, ms: int) -> bool:
        """Let the window's loop turn until the writes asked for so far are done; False after ``ms``."""
        loop = QEventLoop()
        reached: list[int] = []

        def reach(_: None) -> None:
            reached.append(1)
            loop.quit()

        if not self._held:
            self.write(_nothing, owner=self, done=reach)
            QTimer.singleShot(ms, loop, loop.quit)
            loop.exec()
        return bool(reached)

    def stop(self) -> None:
        """Finish the jobs already asked for and end the threads; those that never touch the vault are not
        waited for."""
        for lane in (self._writer, self._reader, self._looker):  # the writer's last job may end a look
            lane.cancel_long()
            lane.stop()
        for lane in (self._far, self._carrier, self._postal):
            lane.forget()
            lane.stop(wait=False)

    def _answer_from_afar(self, answer: Answer) -> None:
        """On a thread which may outlive the window: then nobody is there to be told."""
        with suppress(RuntimeError):  # what Qt raises for an object that has gone
            self._answered.emit(answer)

    def _put(self, lane: Lane, job: Job) -> None:
        if self._held and not job.always:
            log.info("job not taken while locked")
            return
        self._outstanding += 1
        lane.put(job)

    @Slot(object)
    def _deliver(self, answer: Answer) -> None:
        if answer.last:
            self._outstanding -= 1
        try:
            self._tell(answer)
        finally:
            if answer.last and not self.busy:
                self.idle.emit()

    def _tell(self, answer: Answer) -> None:
        job, error = answer.job, answer.error
        locked = self._held and not job.always
        if error is not None and not isinstance(error, UserError):
            if not locked:
                raise error
        elif locked and (answer.values or error is not None):  # that long work has stopped carries nothing
            if job.late is not None:
                self._late.append((job.owner, partial(job.late, error)))
        elif shiboken6.isValid(job.owner):
            if error is None:
                if answer.call is not None:
                    answer.call(*answer.values)
            elif job.failed is not None:
                job.failed(error)
            else:
                self.problem.emit(error)


def _nothing() -> None:
    """The work of a job that is there for its answer alone."""
