"""The steps of a meeting that are more than questions: begin, needs, the first JFAP, end."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from jfs_desktop.casework.contact.initial_meeting import MeetingView
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.casework.sessions.sessions import SessionKind
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import SessionView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.meetings.initial_meeting import NEED_NOT_END_IT, TITLES, MeetingStep, StepState
from jfs_desktop.rules.meetings.session_kinds import SessionState
from jfs_desktop.rules.writing.wording import full_day, time_of_day
from ui.dialogs.sessions.clock_behind import ClockBehind
from ui.dialogs.sessions.session_questions import REASON, add_reason, ask_reason, reason_of
from ui.pages.case.meeting.meeting_step import StepBody
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.form_kit import FormKit
from ui.widgets.text import label

TELEPHONE = "telephone"
NO_NUMBER = "No telephone number is held. Enter it on the Contact tab, under Person."
NO_WAY = "Press 'Enter clearance…' above; then it can begin here."
REST = "The meeting counts as held; the timer can run for what it left open."


class BeginBody(StepBody):
    """Starts the timer, or goes on with it after a dropped call."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, MeetingStep.BEGIN, parent)
        self._view: MeetingView | None = None
        self._channels = context.workspace.programme.channels
        self.told = label("", wrap=True)
        self.form = FormKit(columns=2)
        self.channel = self.form.add("channel", "How you talk", ChipChoice(()), span=2)
        add_reason(self.form, span=2)
        self._proposed = ""
        self.number = label("", "soft", wrap=True)
        self.number.setObjectName("meeting-number")
        self.go = button("Begin the meeting", "primary", self.record, name="meeting-begin")
        self.error = label("", "error", wrap=True)
        self.behind = ClockBehind(context)
        for widget in (self.told, self.behind, self.form, self.number, self.error, self.go):
            self.column.addWidget(widget)
        self.form.changed.connect(self._changed)
        context.sharing.changed.connect(self._follow_way)

    def show_meeting(self, view: MeetingView) -> None:
        self._view = view
        running = view.session is not None and view.session.state != SessionState.STOPPED
        may = not running and bool(view.left_open if view.held else not view.may_begin)
        self.channel.offer(view.ways)
        if self._chosen() == self._proposed:  # booked anew, it is proposed anew
            self._proposed = view.booked.channel
            self.channel.set_chosen((view.booked.channel,))
            self.form.set_value(REASON, str(self.form.value(REASON)) or view.booked.reason)
        begun = view.fact(FactKind.INITIAL_MEETING_BEGUN)
        self.told.setText(_begun_words(view, running))
        self.told.setVisible(bool(self.told.text()))
        self.form.setVisible(may)
        self._follow_way()
        if may:
            self.behind.look()
        else:
            self.behind.hide()
        self.go.setVisible(may)
        self.go.setText("Go on with the timer" if begun is not None else "Begin the meeting")
        self.error.setVisible(bool(self.error.text()))

    def clear(self) -> None:
        self._view, self._proposed = None, ""
        self.channel.set_chosen(())
        self.form.set_value(REASON, "")
        self.told.setText("")
        self.number.setText("")
        self.error.setText("")

    def go_to(self) -> bool:
        if self.go.isVisible():
            self.channel.setFocus()
        return self.go.isVisible()

    def record(self) -> None:
        view, at = self._view, sessions.click(self.context.clock)
        if view is None or not self.go.isVisible():
            return
        channel = self._chosen()
        if not channel:
            self.form.set_notes({"channel": ("Say how you talk.", "error")})
            self.channel.setFocus()
            return
        self.form.set_notes({})
        self.go.setEnabled(False)
        why = reason_of(self.form, self._channels, channel)
        workspace, case_id = self.context.workspace, view.case.case_id
        self.context.tasks.write(
            lambda: sessions.start(
                workspace,
                case_id,
                kind=SessionKind.INITIAL_MEETING,
                channel=channel,
                channel_reason=why,
                at=at,
            ),
            owner=self,
            done=self._begun,
            failed=self._refused,
        )

    def _changed(self, _: str) -> None:
        self.error.setText("")  # what was wrong is being mended
        self.error.hide()
        self._follow_way()

    def _chosen(self) -> str:
        return next(iter(self.channel.chosen()), "")

    def _follow_way(self) -> None:
        """Why by telephone, and which number to ring; a screen that others see shows no number."""
        ask_reason(self.form, self._channels, self._chosen())
        rings = self._view is not None and self._chosen() == TELEPHONE and not self.form.isHidden()
        number = self._view.booked.number if self._view is not None else ""
        self.number.setText(f"Number to ring: {number}" if number else NO_NUMBER)
        self.number.setVisible(rings and not self.context.sharing.on)

    def _begun(self, outcome: Outcome[SessionView]) -> None:
        self.go.setEnabled(True)
        self.error.setText("")
        self.context.hub.tell(outcome)
        self.recorded.emit(outcome)

    def _refused(self, error: UserError) -> None:
        self.go.setEnabled(True)
        if not self.form.show_refusal(error, {"channel_reason": REASON}):
            self.error.setText(error.sentence)
            self.error.show()


def _begun_words(view: MeetingView, running: bool) -> str:
    begun = view.fact(FactKind.INITIAL_MEETING_BEGUN)
    if running and view.session is not None:
        return f"The timer runs since {time_of_day(view.session.started_at)}."
    if view.held:
        return REST if view.left_open else ""
    if begun is None:  # what else keeps it from beginning stands over the steps
        return NO_WAY if view.choices[FactKind.INITIAL_MEETING_BEGUN].lacks_channel else ""
    return "The meeting has begun, but no timer runs for it. Nothing that was recorded is lost."


class EndBody(StepBody):
    """Stops the timer at the click and opens the wrap-up; then the meeting counts as held."""

    stopRequested = Signal()
    wrapUpRequested = Signal(object)
    byHandRequested = Signal()
    goOnRequested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, MeetingStep.END, parent)
        self._view: MeetingView | None = None
        self.told = label("", wrap=True)
        self.go = button("End the meeting", "primary", self.record, name="meeting-end")
        self.by_hand = button(
            "Enter the time by hand…", "plain", self.byHandRequested.emit, name="meeting-by-hand"
        )
        self.go_on = button("Go on with the timer…", "plain", self.goOnRequested.emit, name="meeting-go-on")
        row = QHBoxLayout()
        row.addWidget(self.go)
        row.addWidget(self.by_hand)
        row.addWidget(self.go_on)
        row.addStretch(1)
        self.column.addWidget(self.told)
        self.column.addLayout(row)

    def show_meeting(self, view: MeetingView) -> None:
        self._view = view
        session = view.session
        stopped = session is not None and session.state == SessionState.STOPPED
        self.told.setText(_end_words(view))
        self.go.setVisible(session is not None)
        self.go_on.setVisible(session is None and bool(view.left_open))
        self.go.setText("Finish the wrap-up" if stopped else "End the meeting")
        self.by_hand.setVisible(view.begun and session is None and not view.held)

    def clear(self) -> None:
        self._view = None
        self.told.setText("")

    def go_to(self) -> bool:
        if self.go.isVisible():
            self.go.setFocus()
        return self.go.isVisible()

    def record(self) -> None:
        session = self._view.session if self._view is not None else None
        if session is None:
            return
        if session.state == SessionState.STOPPED:
            self.wrapUpRequested.emit(session.id)
        else:
            self.stopRequested.emit()


def _end_words(view: MeetingView) -> str:
    if view.held:
        start = view.case.start_date
        rest = "; ".join(TITLES[step] for step in view.left_open)
        held = f"Held. The start date is {full_day(start)}." if start else "Held."
        return f"{held} Left open: {rest}." if rest else held
    undone = [one.step for one in view.steps if one.state is not StepState.DONE]
    left = [TITLES[step] for step in undone if step not in NEED_NOT_END_IT]
    if view.step(MeetingStep.IDENTITY).state is not StepState.DONE:
        return "It counts as held only once you are satisfied who it is (JFS 3.21)."
    if left:
        return f"Not done yet: {'; '.join(left)}. You may end all the same."
    later = [TITLES[step] for step in undone if step is not MeetingStep.END]
    return f"Done, but for what may follow: {'; '.join(later)}." if later else "Everything is done."
