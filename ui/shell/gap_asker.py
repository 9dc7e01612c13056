"""Asks what became of each stretch of a session without heartbeats, one question after the other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from uuid import UUID

    from ui.dialogs.sessions.gap_question import GapQuestion
    from ui.shell.context import Context
    from ui.shell.timer_standing import Standing


class GapAsker(QObject):
    """One question stands over the window at a time; what was put off waits for ``ask_again``.

    ``settled()`` once a question has gone from the screen, answered or not.
    """

    settled = Signal()

    def __init__(self, context: Context, bar: QWidget) -> None:
        super().__init__(bar)
        self._context, self._bar = context, bar
        self._open: GapQuestion | None = None
        self._postponed: set[UUID] = set()
        self.at_ease = False
        """Whether nobody can be typing: the question may then take the keyboard at once."""

    def ask_again(self, now: Standing) -> None:
        """Ask every open question, those put off before too."""
        self._postponed.clear()
        self.at_ease = True
        self.ask(now)

    def ask(self, now: Standing) -> None:
        """Ask the next question, unless something stands over the window; it is then asked later."""
        if self._open is not None or self._context.tasks.held or not now.gaps:
            return
        if QApplication.activeModalWidget() is not None:
            return  # asked once that dialog has gone; the bar says so meanwhile
        gap = now.next_question(self._postponed, self._context.sharing.hides)
        if gap is None:
            return
        from ui.dialogs.sessions.gap_question import GapQuestion  # rarely asked

        question = GapQuestion(self._context, gap, self._bar.window(), interrupting=not self.at_ease)
        self.at_ease = False
        self._open = question
        question.postponed.connect(self._postponed.add)
        question.answered.connect(partial(self._postponed.add, gap.id))  # a lock lets the row itself go
        question.settled.connect(self._gone)
        question.open()

    def come_back(self) -> None:
        """After an unlock: read the open question anew."""
        if self._open is not None:
            self._open.come_back()

    def _gone(self) -> None:
        self._open = None
        self.settled.emit()
