"""The writers' queue: one at a time, first come first served.

SQLite's own waiting is not fair: without the queue a busy import can keep the
person's click waiting for seconds.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Turn:
    """A fair lock. Not re-entrant: a change inside a change is a bug and is told at once."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._owner: int | None = None

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Waits for the turn, holds it, and hands it to whoever waits longest."""
        self._take()
        try:
            yield
        finally:
            self._pass_on()

    def _take(self) -> None:
        me = threading.get_ident()
        with self._guard:
            if self._owner == me:
                raise RuntimeError("a change was begun inside another change")
            if self._owner is None and not self._waiting:
                self._owner = me
                return
            called = threading.Event()
            self._waiting.append(called)
        called.wait()
        with self._guard:
            self._owner = me

    def _pass_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._owner = -1
                self._waiting.popleft().set()
            else:
                self._owner = None
