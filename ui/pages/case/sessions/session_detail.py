"""One session in full: its stretches, its questions, its corrections, its JFAP entry."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.clock import london_day
from jfs_desktop.records.views import CorrectionView, GapView, SessionView
from jfs_desktop.rules.meetings.session_kinds import SessionState
from jfs_desktop.rules.writing.wording import counted, day_and_time, full_day
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.pill import Pill
from ui.widgets.session_words import (
    ANSWERS,
    KINDS,
    badges,
    elsewhere_line,
    gap_line,
    open_gaps,
    owes_wrap_up,
    plan_words,
    stretch_line,
)
from ui.widgets.text import label


class SessionDetail(Card):
    """``correctRequested(SessionView)``, ``wrapUpRequested(SessionView)``, ``answerRequested(GapView)``."""

    correctRequested = Signal(object)
    wrapUpRequested = Signal(object)
    answerRequested = Signal(object)

    def __init__(self, channels: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__("Session", parent)
        self._channels = channels
        self._session: SessionView | None = None
        self._lines: QWidget | None = None
        self.correct = button("Correct minutes…", "plain", self._correct, name="session-correct")
        self.finish = button("Wrap up…", "primary", self._finish, name="session-wrap-up")
        self.verbs.addWidget(self.correct)
        self.verbs.addWidget(self.finish)

    @property
    def session(self) -> SessionView | None:
        """The session shown."""
        return self._session

    def show_session(self, session: SessionView) -> None:
        """Show another session, or the same anew."""
        self.clear()
        self._session = session
        kind = KINDS.get(session.kind, session.kind)
        self.heading.setText(f"{kind}, {full_day(london_day(session.started_at))}")
        stopped = session.state == SessionState.STOPPED
        self.correct.setVisible(stopped)
        self.finish.setVisible(owes_wrap_up(session))
        self._lines = self._made(session)
        self.body.addWidget(self._lines)

    def clear(self) -> None:
        """Show nothing of anybody."""
        self._session = None
        self.heading.setText("")
        if self._lines is not None:
            self.body.removeWidget(self._lines)
            self._lines.hide()
            self._lines.deleteLater()
            self._lines = None

    def _made(self, session: SessionView) -> QWidget:
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(label(self._first_line(session), wrap=True))
        found = badges(session)
        if found:
            row = QHBoxLayout()
            row.setSpacing(6)
            for words, kind in found:
                row.addWidget(Pill(words, kind))
            row.addStretch(1)
            column.addLayout(row)
        if session.channel_reason:
            how = self._channels.get(session.channel, session.channel)
            column.addWidget(label(f"{how} because: {session.channel_reason}", wrap=True))
        for one in session.to_send:
            told = f"sent {full_day(one.sent_on)}" if one.sent_on else "still to send"
            column.addWidget(label(f"{one.name}: {told}", wrap=True))
        if session.manual_reason:
            column.addWidget(label(f"Entered by hand: {session.manual_reason}", wrap=True))
        lost = elsewhere_line(session)
        if lost:
            column.addWidget(label(f"{lost}.", "warning", wrap=True))
        for gap in open_gaps(session):
            column.addLayout(self._question(gap))
        if session.plan_changed is not None:
            column.addWidget(label(plan_words(session), wrap=True))
        if session.notes:
            column.addWidget(label(session.notes, wrap=True))
        self._add_history(column, session)
        return held

    def _add_history(self, column: QVBoxLayout, session: SessionView) -> None:
        column.addSpacing(4)
        column.addWidget(label("Time", "section"))
        for part in session.segments:
            line = stretch_line(part.kind, part.started_at, part.ended_at, part.origin)
            column.addWidget(label(line, "soft", wrap=True))
        for gap in session.gaps:
            if gap.answer is not None:
                answer = ANSWERS.get(gap.answer, gap.answer)
                column.addWidget(label(f"{gap_line(gap)}: {answer}", "soft", wrap=True))
        if session.corrections:
            column.addSpacing(4)
            column.addWidget(label("Corrections", "section"))
            first = "Entered" if session.manual else "Recorded by the timer"
            column.addWidget(label(f"{first}: {counted(session.recorded_minutes, 'minute')}", "soft"))
        for correction in session.corrections:
            column.addWidget(label(_correction_line(correction), "soft", wrap=True))

    def _first_line(self, session: SessionView) -> str:
        how = self._channels.get(session.channel, session.channel)
        open_still = session.state != SessionState.STOPPED
        minutes = counted(session.minutes, "minute")
        told = "Open; the minutes are counted when it stops" if open_still else f"{minutes} counted"
        return f"{told} · {how} · {session.adviser}"

    def _question(self, gap: GapView) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(f"{gap_line(gap)}: not counted yet", "warning", wrap=True), 1)
        row.addWidget(
            button("Answer…", "plain", lambda: self.answerRequested.emit(gap), name="session-answer")
        )
        return row

    def _correct(self) -> None:
        if self._session is not None:
            self.correctRequested.emit(self._session)

    def _finish(self) -> None:
        if self._session is not None:
            self.wrapUpRequested.emit(self._session)


def _correction_line(correction: CorrectionView) -> str:
    return (
        f"{correction.minutes_before} → {correction.minutes_after} minutes, {day_and_time(correction.at)}, "
        f"{correction.by}: {correction.reason}"
    )
