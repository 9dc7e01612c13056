"""Whether the window closes now: not while what was typed has no room, nor while a message is about to go.

Each is said once; whoever closes the window again means it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from jfs_desktop.rules.writing.wording import counted
from ui.shell.last_words import not_closed

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.dialogs.vault.face import Face
    from ui.shell.inside import Inside
    from ui.shell.window import MainWindow

WRITING_MS = 5000
"""So long the window waits, as it closes, for what was typed to be written."""
SOON = timedelta(minutes=2)
"""A message that goes within this time was sent just now, and somebody believes it gone."""


class Closing(QObject):
    """Asked by the window whenever it is to close; ``face`` is what covers it while it is locked."""

    def __init__(self, inside: Inside, face: Callable[[], Face | None], window: MainWindow) -> None:
        super().__init__(window)
        self._inside, self._face, self._window = inside, face, window
        self._told_room = self._told_post = self._waits = self._hears = False

    def may_close(self) -> bool:
        """Whether it may; where it may not, the reason has been said."""
        tasks = self._inside.context.tasks
        if not tasks.held:
            self._inside.frame.save_drafts()
            tasks.wait_written(WRITING_MS)
        return self._has_room() and self._post_is_out()

    def _has_room(self) -> bool:
        context = self._inside.context
        if self._told_room or not context.last_words.waiting:
            return True
        self._told_room = True
        face = self._face()
        if context.tasks.held and face is not None:
            face.fail(not_closed())
        else:
            context.say.problem(not_closed())
        return False

    def _post_is_out(self) -> bool:
        context, postman = self._inside.context, self._inside.settling.postman
        if self._told_post or postman is None or context.tasks.held or postman.due is None:
            return True
        wait = postman.due - context.clock.now()
        if postman.shut or wait > SOON:  # that nothing goes now was told
            return True
        self._told_post = True
        seconds = counted(max(int(wait.total_seconds()), 1), "second")
        if not self._hears:
            self._hears = True
            postman.all_out.connect(self._close_when_asked)
            postman.stayed.connect(self._stay)
        context.say.ask(
            "A message is about to go",
            f"It goes in {seconds}. Closed before, it goes when JFS Desktop is next started.",
            "Close when it has gone",
            "Stay open",
            self._wait_for_post,
        )
        return False

    def _wait_for_post(self, wait: bool) -> None:
        self._waits = wait
        postman = self._inside.settling.postman
        if postman is not None and postman.due is None:
            self._close_when_asked()

    def _stay(self) -> None:
        """It did not go after all: that is seen first, and what goes an hour later closes no window."""
        self._waits = self._told_post = False

    def _close_when_asked(self) -> None:
        self._told_post = False  # of the next message it is said again
        if self._waits:
            self._window.close()
