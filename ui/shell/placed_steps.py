"""A long job whose steps belong to different threads, taken through them one after another.

What writes to the vault is short and on the writer's thread; what reads it long is on the one for long looks,
and what waits for a folder on the one that nobody waits for. So a save never waits for such a job.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from jfs_desktop.casework.desk.long_jobs import Placed, Stopped, Where
from jfs_desktop.errors import UserError

if TYPE_CHECKING:
    from ui.shell.tasks import Tasks

LOCK_SECONDS = 0.5
"""So long a lock waits for the step that runs; after that the step ends the job itself, where it stands."""


class _End:
    """What the job came to."""

    def __init__(self, value: Any) -> None:
        self.value = value


class PlacedSteps(QObject):
    """Calls ``done`` with what came of it, or ``failed`` or ``stopped`` once nothing is left of it. A lock
    ends the job at once, and nothing of the three is called."""

    def __init__(
        self,
        make: Callable[[], Generator[Placed, None, Any]],
        tasks: Tasks,
        *,
        progress: Callable[[Any], None],
        done: Callable[[Any], None],
        failed: Callable[[UserError], None],
        stopped: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._make, self._tasks = make, tasks
        self._progress, self._done, self._failed, self._stopped = progress, done, failed, stopped
        self._steps: Generator[Placed, None, Any] | None = None
        self._one_at_a_time = threading.Lock()
        self._stop, self._told, self._locked = threading.Event(), False, threading.Event()
        tasks.locking.connect(self._end_for_lock)

    def start(self) -> None:
        """Take the first step; each takes the next one."""
        self._go(Where.VAULT)

    def cancel(self) -> None:
        """Stop it before its next step; what is half is taken away."""
        self._stop.set()

    def _go(self, where: Where) -> None:
        ways = {Where.APART: self._tasks.behind, Where.FOLDER: self._tasks.carry}
        if where is Where.VAULT:
            self._tasks.write(self._step, owner=self, done=self._came, failed=self._ended)
        else:
            ways[where](self._step, owner=self, done=self._came, failed=self._ended)

    def _step(self) -> Placed | _End | None:
        """Run up to the next yield, on whichever thread."""
        with self._one_at_a_time:
            if self._locked.is_set():
                return None
            if self._steps is None:
                self._steps = self._make()
            try:
                if self._stop.is_set() and not self._told:
                    self._told = True
                    return self._steps.throw(Stopped("It was stopped."))
                return next(self._steps)
            except StopIteration as end:
                return _End(end.value)
            finally:
                if self._locked.is_set():
                    self._close()

    def _came(self, step: Placed | _End | None) -> None:
        if self._locked.is_set():
            return
        if isinstance(step, _End):
            self._done(step.value)
        elif step is not None:
            self._progress(step)
            self._go(step.where)

    def _ended(self, error: UserError) -> None:
        if isinstance(error, Stopped):
            self._stopped()
        else:
            self._failed(error)

    def _end_for_lock(self) -> None:
        """On the writer's thread before the vault closes, so that nothing half stays outside it."""
        self._locked.set()
        self._tasks.apart(self._close_in_turn, owner=self)

    def _close_in_turn(self) -> None:
        if self._one_at_a_time.acquire(timeout=LOCK_SECONDS):
            try:
                self._close()
            finally:
                self._one_at_a_time.release()

    def _close(self) -> None:
        """What the vault is not told any more is looked for when it is opened again."""
        if self._steps is not None:
            with suppress(UserError):
                self._steps.close()
