"""The head of a wrap-up: what was timed, the questions of that time, and what a meeting leaves open."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jfs_desktop.records.views import GapView, SessionView
from jfs_desktop.rules.meetings.initial_meeting import TITLES, MeetingStep
from jfs_desktop.rules.meetings.session_kinds import SessionState
from jfs_desktop.rules.meetings.session_time import whole_minutes
from jfs_desktop.rules.writing.wording import counted, full_day, time_of_day
from ui.dialogs.sessions.gap_question import GapRow
from ui.dialogs.wrap_up.came_to_nothing import ALONE
from ui.widgets.buttons import button
from ui.widgets.session_words import KINDS, elsewhere_line, kept_seconds, open_gaps, past_the_stop
from ui.widgets.text import label

DROPPED = "The call dropped: go on later"
_ALONE_TIP = "Stops the timer: none of the waiting counts, and the meeting was not begun."
_DROPPED_TIP = (
    "Keeps what was done, and the time where it was sure who it was. The meeting does not count as held yet, "
    "and stays on Today."
)
_HELD = "With ‘Save and finish’ the meeting counts as held all the same. "
_UNKNOWN = f"It does not count as held before it is sure who it is: press ‘{DROPPED}’. "


class WrapUpHead(QWidget):
    """``answered(gap_id, answer, minutes)`` answers a question about the time; ``droppedRequested()`` says
    that the meeting goes on another time, ``aloneRequested()`` that nobody joined it."""

    answered = Signal(object, str, object)
    droppedRequested = Signal()
    aloneRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.minutes = label("", "strong", wrap=True)
        self.unsaved = label("", "warning", wrap=True)
        self.unsaved.setObjectName("wrap-up-unsaved")
        self.lost = label("", "warning", wrap=True)
        self.lost.setObjectName("wrap-up-lost")
        self.left = label("", "warning", wrap=True)
        self.left.setObjectName("wrap-up-left-open")
        self.attended = label("", "soft", wrap=True)
        self.attended.setObjectName("wrap-up-attended")
        self.attended.hide()
        self.dropped = button(DROPPED, "plain", self.droppedRequested.emit, name="wrap-up-dropped")
        self.dropped.setToolTip(_DROPPED_TIP)
        self.alone = button(ALONE, "plain", self.aloneRequested.emit, name="wrap-up-alone")
        self.alone.setToolTip(_ALONE_TIP)
        self.alone.hide()
        self._gaps = QVBoxLayout()
        self._gaps.setSpacing(8)
        self._rows: list[GapRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.minutes)
        column.addWidget(self.unsaved)
        column.addWidget(self.lost)
        column.addLayout(self._gaps)
        column.addWidget(self.attended)
        column.addWidget(self.left)
        column.addWidget(self.alone)
        column.addWidget(self.dropped)
        self.show_left_open((), may_go_on=False)

    def show_session(self, session: SessionView, clicked_at: datetime | None) -> None:
        """What was timed up to the stop click, or to where it stopped, and the questions in that time."""
        until = clicked_at or session.stopped_at
        minutes, waiting = session.minutes, 0
        if until is not None and session.state != SessionState.STOPPED:
            minutes, waiting = map(whole_minutes, kept_seconds(session, until))
        ended = f" · stopped at {time_of_day(until)}" if until else ""
        kind = KINDS.get(session.kind, session.kind)
        self.minutes.setText(f"{session.name} · {kind} · {counted(minutes, 'minute')} counted{ended}")
        waits = "waits" if waiting == 1 else "wait"
        self.unsaved.setText(
            f"{counted(waiting, 'more minute')} could not be saved and {waits} for your answer: you are "
            "asked once it is stopped."
        )
        self.unsaved.setVisible(bool(waiting))
        lost = elsewhere_line(session)
        self.lost.setText(f"{lost}. Once it is saved, correct the minutes with a reason." if lost else "")
        self.lost.setVisible(bool(lost))
        for row in self._rows:
            self._gaps.removeWidget(row)
            row.deleteLater()
        self._rows = [GapRow(gap, self) for gap in open_gaps(session) if _asks(gap, until)]
        for row in self._rows:
            row.answered.connect(self.answered)
            self._gaps.addWidget(row)

    def show_left_open(self, left: Collection[MeetingStep], *, may_go_on: bool, sure: bool = True) -> None:
        """Name the steps that are not done, and offer to go on later while the meeting is not held; it
        cannot be before it is ``sure`` who it is."""
        named = "; ".join(TITLES[step] for step in left)
        held = _HELD if sure else _UNKNOWN
        held = held if may_go_on else ""
        self.left.setText(f"Not done yet: {named}. {held}(JFS 3.19)" if named else "")
        self.left.setVisible(bool(named))
        self.dropped.setVisible(bool(named) and may_go_on)

    def show_attended(self, on: date | None) -> None:
        """Say on which day a meeting of several days counts as attended."""
        if on is not None:
            self.attended.setText(
                f"The call of this meeting dropped before. It counts as attended on {full_day(on)}: that "
                "is the start date (JFS Annex 3)."
            )
        self.attended.setVisible(on is not None)


def _asks(gap: GapView, until: datetime | None) -> bool:
    return until is None or (gap.started_at < until and not past_the_stop(gap, until))
