"""The question that a stretch without heartbeats leaves: what was it?"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from jfs_desktop.casework.sessions import sessions
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import GapView, SessionView
from jfs_desktop.rules.meetings.session_beats import Gap, GapCause, cause_of
from jfs_desktop.rules.meetings.session_time import whole_minutes
from jfs_desktop.rules.writing.wording import counted, time_of_day
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import number_field
from ui.widgets.session_words import gap_line, length, owes_wrap_up
from ui.widgets.text import label

STILL = "I was still with them"


class GapAnswers(QWidget):
    """The answers to one question, as buttons: ``answered(answer, minutes)``; minutes None means all.

    Where the clock went further than the computer counted, both lengths may be said. Of a night only so many
    minutes count as are typed. Where nobody can tell how long it was, nothing can be counted here; minutes
    are then corrected with a reason."""

    answered = Signal(str, object)

    def __init__(self, gap: GapView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap = gap.gap
        most, ahead = self._gap.most, cause_of(self._gap) is GapCause.AHEAD
        self.clock = button(
            f"Only the clock changed: count {length(self._gap.least)}",
            "primary" if ahead else "plain",
            lambda: self._say("clock"),
            name="gap-clock",
        )
        still = f"It slept, {STILL}: count {length(most)}" if ahead else STILL
        self.still = button(still, "plain" if ahead else "primary", self._all, name="gap-work")
        rest = "It was a break" if most else "Go on from now"
        self.pause = button(rest, "plain", lambda: self._say("break"), name="gap-break")
        self.ended = button("The session had ended", "plain", lambda: self._say("ended"), name="gap-ended")
        self.clock.setVisible(ahead)
        self.still.setVisible(most > 0 and not self._gap.over_night)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        if ahead:
            column.addLayout(_row(self.clock, self.still))
            column.addLayout(_row(self.pause, self.ended))
        else:
            column.addLayout(_row(self.clock, self.still, self.pause, self.ended))
        self._add_part(column, whole_minutes(int(most)))

    def _add_part(self, column: QVBoxLayout, whole: int) -> None:
        self.first = number_field(1, max(1, whole - 1))
        self.first.setObjectName("gap-minutes")
        self.first.setAccessibleName("Minutes that count, from the start")
        self.part = button("Count these", "plain", self._first, name="gap-part")
        if whole > 1:
            of_them = label(f"of {counted(whole, 'minute')}", "soft")
            column.addLayout(_row(label("Or only the first", "soft"), self.first, of_them, self.part))
        else:
            self.first.hide()
            self.part.hide()

    @property
    def by_enter(self) -> QPushButton | None:
        """What Enter may answer: only time that surely passed. None where none did."""
        ahead = cause_of(self._gap) is GapCause.AHEAD
        if not self._gap.sure or (self._gap.over_night and not ahead):
            return None
        return self.clock if ahead else self.still

    @property
    def all_buttons(self) -> tuple[QPushButton, ...]:
        return self.clock, self.still, self.pause, self.ended, self.part

    def _all(self) -> None:
        self._say("work")

    def _first(self) -> None:
        self.answered.emit("work", self.first.value())

    def _say(self, answer: str) -> None:
        self.answered.emit(answer, None)


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


class GapQuestion(Dialog):
    """Asks about one stretch. It can be put off: the question then stays in the bar and on the
    Sessions tab. ``answered()`` tells that it was answered, ``postponed(gap_id)`` that it waits."""

    answered = Signal()
    postponed = Signal(object)

    def __init__(
        self, context: Context, gap: GapView, parent: QWidget | None, *, interrupting: bool = False
    ) -> None:
        body = f"{gap.name} · {gap_line(gap)}. {_what_follows(gap.gap)}"
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
        (self.later if interrupting else self.answers.by_enter or self.later).setFocus()

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


def _what_follows(gap: Gap) -> str:
    """What the answer is needed for, and what a clock that was set back leaves to be done."""
    if not gap.most:
        return "If you were with them, correct the session's minutes with a reason once it has stopped."
    waits = "None of it counts until you say what it was."
    return f"The minutes are measured without the clock. {waits}" if gap.set_back_by else waits


class GapRow(QWidget):
    """A question inside a form: its line and its answers. ``answered(gap_id, answer, minutes)``."""

    answered = Signal(object, str, object)

    def __init__(self, gap: GapView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.gap = gap
        self.answers = GapAnswers(gap, self)
        for quieter in (self.answers.clock, self.answers.still):
            quieter.setProperty("role", "plain")  # the form has its own primary verb
        gap_id = gap.id  # the row itself must not be held by a connection: a lock takes it out
        self.answers.answered.connect(lambda answer, minutes: self.answered.emit(gap_id, answer, minutes))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.addWidget(label(f"{gap_line(gap)}: not counted yet", "warning", wrap=True), 0, 0)
        grid.addWidget(self.answers, 1, 0)
