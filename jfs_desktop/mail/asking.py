"""A question to the process that reads what a stranger wrote, and the answer, waited for so long (I17)."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Generator
from typing import Final

from jfs_desktop.mail import child

PATIENCE: Final = 15.0
"""Seconds that an answer is waited for, however little work it takes. Only what was truly waited counts: a
computer that stands still, or does something else between two waits, takes none of them."""
STEP_S: Final = 0.02
"""So long a step waits for the process that reads: a click in the window waits no longer than that."""


class NoAnswer(Exception):
    """What was asked about is damaged, or no message."""


class TooMuchWork(NoAnswer):
    """It takes more work than any true message does."""


class TooLate(NoAnswer):
    """No answer came while anybody waited."""


class Asking:
    """A process that was asked. Whoever cannot stay so long asks for its answer in short waits, and calls
    ``stop`` in the end, whatever came of it."""

    def __init__(
        self, content: bytes, *words: str, seconds: int = child.SECONDS, patience: float = PATIENCE
    ) -> None:
        """Ask about a message: ``words`` as in ``mail_file.main``, ``seconds`` of work for all of it."""
        self._left = patience
        self._child = subprocess.Popen(  # noqa: S603 - this program itself, with fixed words or a hash
            child.command(*words, seconds=seconds),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=child.environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._hand_over(content)

    def wait(self, seconds: float) -> bytes | None:
        """The answer; None where it is not here after ``seconds``. Raises NoAnswer."""
        try:
            said, _ = self._child.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            self._left -= seconds
            if self._left > 0:
                return None
            raise TooLate from None
        if child.ran_out(self._child.returncode):
            raise TooMuchWork
        if self._child.returncode:
            raise NoAnswer
        return said

    def in_steps(self) -> Generator[None, None, bytes]:
        """The answer in steps of ``STEP_S``, and an end of it. Raises NoAnswer."""
        try:
            while (said := self.wait(STEP_S)) is None:
                yield
            return said
        finally:
            self.stop()

    def stop(self) -> None:
        """Wait no longer."""
        if self._child.poll() is None:
            self._child.kill()
        self._child.communicate()

    def _hand_over(self, content: bytes) -> None:
        """All of it at once: that process takes it in before it looks at any of it, and what is handed over
        in short waits is lost after the first of them."""
        pipe, self._child.stdin = self._child.stdin, None
        if pipe is None:
            return
        # Where it has ended before, it says so itself by how it ended; Windows calls that a bad argument.
        with contextlib.suppress(OSError), pipe:
            pipe.write(content)
