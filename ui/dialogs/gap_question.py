"""The question that a stretch without heartbeats leaves: what was it?"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from jfs_desktop.casework import sessions
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import GapView, SessionView
from jfs_desktop.rules.session_time import whole_minutes
from jfs_desktop.rules.wording import counted, time_of_day
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import number_field
from ui.widgets.session_words import gap_line, gap_seconds, owes_wrap_up
from ui.widgets.text import label

STILL = "I was still with them"


class GapAnswers(QWidget):
    """The answers to one question, as buttons: ``answered(answer, minutes)``; minutes None means all."""

    answered = Signal(str, object)

    def __init__(self, gap: GapView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        whole = whole_minutes(int(gap_seconds(gap)))
        self.still = button(STILL, "primary", self._all, name="gap-work")
        self.pause = button("It was a break", "plain", lambda: self._say("break"), name="gap-break")
        self.ended = button("The session had ended", "plain", lambda: self._say("ended"), name="gap-ended")
        row = QHBoxLayout()
        row.setSpacing(6)
        for made in (self.still, self.pause, self.ended):
            row.addWidget(made)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        self.first = number_field(1, max(1, whole - 1))
        self.first.setObjectName("gap-minutes")
        self.first.setAccessibleName("Minutes that count, from the start")
        self.part = button("Count these", "plain", self._first, name="gap-part")
        if whole > 1:
            part = QHBoxLayout()
            part.setSpacing(6)
            part.addWidget(label("Or only the first", "soft"))
            part.addWidget(self.first)
            part.addWidget(label(f"of {counted(whole, 'minute')}", "soft"))
            part.addWidget(self.part)
            part.addStretch(1)
            column.addLayout(part)
        else:
            self.first.hide()
            self.part.hide()

    @property
    def all_buttons(self) -> tuple[QPushButton, ...]:
        return self.still, self.pause, self.ended, self.part

    def _all(self) -> None:
        self._say("work")

    def _first(self) -> None:
        self.answered.emit("work", self.first.value())

    def _say(self, answer: str) -> None:
        self.answered.emit(answer, None)


class GapQuestion(Dialog):
    """Asks about one stretch. It can be put off: the question then stays in the bar and on the
    Sessions tab. ``answered()`` tells that it was answered, ``postponed(gap_id)`` that it waits."""

    answered = Signal()
    postponed = Signal(object)

    def __init__(
        self, context: Context, gap: GapView, parent: QWidget | None, *, interrupting: bool = False
    ) -> None:
        body = f"{gap.name} · {gap_line(gap)}. None of it counts until you say what it was."
        super().__init__("Were you still with them?", body, parent, width=620)
        self._context = context
        self.gap = gap
        self.answers = GapAnswers(gap, self)
        self.answers.answered.connect(self._answer)
        self.content.addWidget(self.answers)
        self.later = self.add_verb("Ask me later", "quiet", self.reject)
        self.later.setObjectName("gap-later")
        for answer in (*self.answers.all_buttons, self.later):
            answer.setAutoDefault(True)  # the one that has the focus answers to Enter, too
        # Somebody who is typing may press Space or Enter just as the question comes: that puts it off.
        (self.later if interrupting else self.answers.still).setFocus()

    def reject(self) -> None:
        """Put the question off."""
        self.postponed.emit(self.gap.id)
        super().reject()

    def _answer(self, answer: str, minutes: int | None) -> None:
        self.answers.setEnabled(False)
        self.set_busy(True)
        workspace, gap_id = self._context.workspace, self.gap.id
        self._context.tasks.write(
            lambda: sessions.answer_gap(workspace, gap_id, answer, minutes),
            owner=self,
            done=self._done,
            failed=self._failed,
        )

    def _done(self, outcome: Outcome[SessionView]) -> None:
        self.answered.emit()
        self.accept()
        self._context.hub.tell(outcome)
        session = outcome.value
        if owes_wrap_up(session) and session.stopped_at is not None:
            at = time_of_day(session.stopped_at)
            self._context.say.news(f"The session ended at {at}. Its wrap-up is still owed.", level="info")

    def _failed(self, error: UserError) -> None:
        self.answers.setEnabled(True)
        self.show_error(error)

    def come_back(self) -> None:
        """After an unlock: an answer that was on its way may be given again."""
        self.answers.setEnabled(True)
        self.set_busy(False)


class GapRow(QWidget):
    """A question inside a form: its line and its answers. ``answered(gap_id, answer, minutes)``."""

    answered = Signal(object, str, object)

    def __init__(self, gap: GapView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.gap = gap
        self.answers = GapAnswers(gap, self)
        quieter: QPushButton = self.answers.still
        quieter.setProperty("role", "plain")  # the form has its own primary verb
        gap_id = gap.id  # the row itself must not be held by a connection: a lock takes it out
        self.answers.answered.connect(lambda answer, minutes: self.answered.emit(gap_id, answer, minutes))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.addWidget(label(f"{gap_line(gap)}: not counted yet", "warning", wrap=True), 0, 0)
        grid.addWidget(self.answers, 1, 0)
