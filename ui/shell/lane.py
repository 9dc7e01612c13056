"""One thread with two queues: the person's jobs, and long work that is stepped between them."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject

from jfs_desktop.errors import UserError

if TYPE_CHECKING:
    from types import TracebackType


class Job(NamedTuple):
    """One function to run, and who wants to hear of it. ``always``: also while the vault is locked;
    ``late`` is told after the unlock what could not be told before."""

    run: Callable[[], Any]
    owner: QObject
    done: Callable[[Any], None] | None
    failed: Callable[[UserError], None] | None
    always: bool = False
    late: Callable[[UserError | None], None] | None = None


class Steps:
    """Long work as a generator. ``cancel()`` stops it at the next step."""

    always = False
    late = None

    def __init__(
        self,
        make: Callable[[], Generator[Any, None, Any]],
        owner: QObject,
        *,
        progress: Callable[[Any], None] | None,
        done: Callable[[Any], None] | None,
        failed: Callable[[UserError], None] | None,
        stopped: Callable[[], None] | None,
    ) -> None:
        self.owner = owner
        self.progress = progress
        self.done = done
        self.failed = failed
        self.stopped = stopped
        self._make = make
        self._generator: Generator[Any, None, Any] | None = None
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop; what is already committed stays."""
        self._cancelled.set()

    def step(self) -> Answer:
        """Run up to the next yield, on the lane's thread."""
        catch = Carried()
        value: Any = None
        cancelled = self._cancelled.is_set()  # what comes during a step is told at the next
        with catch:
            if self._generator is None:
                self._generator = self._make()
            if cancelled:
                self._generator.throw(GeneratorExit())
                self._generator.close()
            else:
                value = next(self._generator)
        error = catch.error
        if isinstance(error, StopIteration):
            return Answer(self, self.done, (error.value,))
        if isinstance(error, GeneratorExit) or (error is None and cancelled):
            return Answer(self, self.stopped, ())
        if error is not None:
            return Answer(self, None, (), error)
        return Answer(self, self.progress, (value,), last=False)


class Answer(NamedTuple):
    """What goes back to the window's thread: a call to make there, or an error."""

    job: Job | Steps
    call: Callable[..., None] | None
    values: tuple[Any, ...]
    error: BaseException | None = None
    last: bool = True


class Carried:
    """Carries whatever a job raises over to the window's thread, where the crash hook is."""

    error: BaseException | None = None

    def __enter__(self) -> Carried:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        self.error = error
        return True


class Lane:
    """A thread that runs one job at a time, first come first served."""

    def __init__(self, name: str, answer: Callable[[Answer], None]) -> None:
        self._answer = answer
        self._jobs: deque[Job] = deque()
        self._long: deque[Steps] = deque()
        self._turn = threading.Condition()
        self._current: Job | Steps | None = None
        self._stopping = False
        self._thread = threading.Thread(target=self._work, name=f"jfs-{name}", daemon=True)

    def put(self, job: Job) -> None:
        with self._turn:
            self._jobs.append(job)
            self._begin()

    def put_long(self, steps: Steps) -> None:
        with self._turn:
            self._long.append(steps)
            self._begin()

    def forget(self) -> int:
        """Drop the jobs that wait and say how many they were."""
        with self._turn:
            count = len(self._jobs)
            self._jobs.clear()
            return count

    def cancel_long(self) -> None:
        with self._turn:
            for steps in (*self._long, self._current):
                if isinstance(steps, Steps):
                    steps.cancel()

    def wait_quiet(self, seconds: float) -> bool:
        """Wait until nothing runs or waits here; False after ``seconds``."""
        with self._turn:
            return self._turn.wait_for(lambda: self._current is None and not self._jobs, seconds)

    def stop(self, *, wait: bool = True) -> None:
        """Run what waits, then end the thread; without ``wait`` it ends when it comes to it."""
        with self._turn:
            self._stopping = True
            self._turn.notify_all()
        if wait and self._thread.ident is not None:
            self._thread.join()

    def _begin(self) -> None:
        """Wake the thread, or start it with its first work: the first window opens without it."""
        self._turn.notify_all()
        if self._thread.ident is None and not self._stopping:
            self._thread.start()

    def _work(self) -> None:
        while (work := self._next()) is not None:
            answer = work.step() if isinstance(work, Steps) else self._run(work)
            if not answer.last and isinstance(work, Steps):
                with self._turn:
                    self._long.append(work)
            self._answer(answer)
            del work, answer  # else the last rows read are held for as long as it waits, a lock through
            with self._turn:
                self._current = None
                self._turn.notify_all()

    def _next(self) -> Job | Steps | None:
        with self._turn:
            self._turn.wait_for(lambda: self._jobs or self._long or self._stopping)
            work = self._jobs.popleft() if self._jobs else self._long.popleft() if self._long else None
            self._current = work
            return work

    @staticmethod
    def _run(job: Job) -> Answer:
        catch = Carried()
        value: Any = None
        with catch:
            value = job.run()
        return Answer(job, job.done, (value,), catch.error)
