"""The cards of the 'Ending' tab beside the end itself: a start that should not be on PRaP, with PRaP14 and
the hours after POST's e-mail, and the satisfaction survey (W8, W9, Q6 to Q8)."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from jfs_desktop.casework.documents.papers_out import UNDER_WAY, Stands
from jfs_desktop.casework.ending.ending_papers import ErrorAfterStart, SurveyStanding
from jfs_desktop.casework.ending.endings import Ending
from jfs_desktop.rules.clocks.clocks import ClockReading, ClockState
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.prap.prap_entries import EntryState, PrapEntry
from jfs_desktop.rules.writing.wording import day_and_time, long_day
from ui.pages.case.meeting.meeting_step import OUT_PILLS
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.clock_chip import chip_words
from ui.widgets.file_drop import FileDrop
from ui.widgets.pill import Pill
from ui.widgets.prap_words import until_when
from ui.widgets.text import label

STEPS = {
    FactKind.PRAP14_SENT: "Record PRaP14 &sent…",
    FactKind.POST_CONFIRMED: "Record POST's e-&mail…",
    FactKind.CANCELLATION_KEYED: "&Key the cancellation…",
}
NO_ERROR = (
    "Where a duplicate or an error comes to light now, PRaP14 asks POST to cancel the referral, the same day."
    " Once POST has answered, the cancellation is keyed within 24 hours (JFS 3.37, 3.38)."
)
TOO_LATE = "The case was over before PRaP14 went. PRaP14 cancels an open case alone (JFS 3.37)."


class ErrorCard(Card):
    """Leads from the error to the cancellation: the form, its sending, POST's e-mail, the entry on PRaP."""

    errorRequested = Signal()
    paperRequested = Signal()
    stepRequested = Signal(str)
    messageGiven = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("A start that should not be on PRaP", parent)
        self._entry = ""
        self.state = Pill()
        self.verbs.addWidget(self.state)
        self.told = label("", "strong", wrap=True)
        self.why = label("", wrap=True)
        self.until = label("", "soft", wrap=True)
        self.error = button("Record the error…", "plain", self.errorRequested.emit, name="record-error")
        self.paper = button("Fill in PRaP14…", "plain", self.paperRequested.emit, name="ending-prap14")
        self.step = button("", "primary", lambda: self.stepRequested.emit(self._entry), name="error-step")
        self.drop = FileDrop("Drop POST's e-mail here: the 24 hours run from its own time.")
        self.drop.given.connect(self.messageGiven)
        for part in (self.told, self.why, self.until, self.drop):
            self.body.addWidget(part)
        self.body.addLayout(in_a_row(self.error, self.step, self.paper))

    def show_error(self, ending: Ending) -> None:
        """Show where it stands; nothing where no start is on PRaP."""
        found = ending.papers.error
        self.setVisible(found is not None or (ending.papers.start_keyed and ending.open))
        self._entry = found.step.key if found is not None and found.step is not None else ""
        self.error.setVisible(found is None)
        self.paper.setVisible(found is not None and found.cancelled_on is None and not _too_late(found))
        self.state.setVisible(found is not None)
        self.step.setVisible(bool(self._entry))
        self.drop.setVisible(
            found is not None and found.sent_on is not None and not (found.answered_on or found.cancelled_on)
        )
        if found is None:
            self._say(*_no_error(ending.papers.refused))
            return
        self.state.set_state(*_state(found))
        self._say(
            f"{found.what or 'Error found'}, found {long_day(found.found_on)}.",
            found.explanation,
            _until(found),
        )
        if found.step is not None:
            self.step.setText(next(STEPS[one] for one in STEPS if one in found.step.rule.facts))

    def _say(self, told: str, why: str, until: str) -> None:
        """What is so, in whose words or by what, and until when or what else."""
        for part, text in ((self.told, told), (self.why, why), (self.until, until)):
            part.setText(text)
            part.setVisible(bool(text))


class SurveyCard(Card):
    """Asked or not, answered or not, and the record that is kept of it."""

    mailRequested = Signal()
    askRequested = Signal()
    answerRequested = Signal()
    recordRequested = Signal()
    messageGiven = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Satisfaction survey", parent)
        self.state = Pill()
        self.verbs.addWidget(self.state)
        self.told = label("", wrap=True)
        self.drop = FileDrop("Drop their answer here as it came by e-mail.")
        self.drop.given.connect(self.messageGiven)
        self.mail = button("", "plain", self.mailRequested.emit, name="mail-survey")
        self.ask = button(
            "Record that it was &asked for…", "plain", self.askRequested.emit, name="ask-survey"
        )
        self.answer = button("Enter the ans&wer…", "plain", self.answerRequested.emit, name="answer-survey")
        self.record = button("Survey record…", "plain", self.recordRequested.emit, name="survey-record")
        self.body.addWidget(self.told)
        self.body.addWidget(self.drop)
        self.body.addLayout(in_a_row(self.mail, self.ask, self.answer, self.record))

    def show_survey(self, ending: Ending) -> None:
        """Show where it stands; nothing before a start, and where somebody died or the start was cancelled
        before they were asked."""
        stands = ending.papers.survey
        may_follow = not ending.died and ending.stage not in (Stage.CANCEL_PENDING, Stage.CANCELLED)
        self.setVisible(ending.days is not None and (stands.asked_on is not None or may_follow))
        due = ending.end is not None and stands.asked_on is None and stands.refused is None
        over = ending.stage is Stage.ARCHIVED
        self.state.set_state(*(_to_ask(ending.survey_clock) if due else _survey_state(stands, over=over)))
        out = stands.out
        self.told.setText(" ".join([_survey_words(stands), *([out.words] if out is not None else [])]))
        waits = out is not None and out.stands in UNDER_WAY
        self.ask.setVisible(stands.asked_on is None and stands.refused is None and not waits)
        awaited = stands.asked_on is not None and stands.answered_on is None
        self.mail.setText("Ask o&nce more…" if awaited else "Ask by e-&mail…")
        may_ask = stands.refused is None and stands.answered_on is None and stands.chased_on is None
        self.mail.setVisible(may_ask and not ending.died and not waits)
        may_answer = awaited or (out is not None and out.stands is Stands.CAME_BACK)
        self.answer.setVisible(may_answer)
        self.drop.setVisible(may_answer)
        self.record.setVisible(stands.asked_on is not None)


def in_a_row(*buttons: QPushButton) -> QHBoxLayout:
    """Buttons from the left."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for made in buttons:
        row.addWidget(made)
    row.addStretch(1)
    return row


def _no_error(refused: tuple[date, str] | None) -> tuple[str, str, str]:
    if refused is None:
        return "", NO_ERROR, ""
    on, words = refused
    return f"POST refused to cancel the referral on {long_day(on)}. The start stands.", words, NO_ERROR


def _too_late(found: ErrorAfterStart) -> bool:
    """Whether the case was over before PRaP14 went: nothing of it is to be done any more."""
    return found.sent_on is None and found.step is None and found.out is None


def _state(found: ErrorAfterStart) -> tuple[str, str]:
    if _too_late(found):
        return "No PRaP14 any more", "neutral"
    if found.cancelled_on is not None:
        return f"Cancelled {long_day(found.cancelled_on)}", "good"
    if found.step is not None and found.step.state is EntryState.OVERDUE:
        return "Late", "late"
    if found.answered_on is not None:
        return "To be keyed", "today"
    if found.out is not None:
        return OUT_PILLS[found.out.stands]
    return ("POST's e-mail awaited", "neutral") if found.sent_on is not None else ("PRaP14 to send", "today")


def _until(found: ErrorAfterStart) -> str:
    if _too_late(found):
        return TOO_LATE
    parts = []
    if found.out is not None:
        parts.append(found.out.words)
    if found.sent_on is not None:
        parts.append(f"PRaP14 was sent {long_day(found.sent_on)}.")
    if found.answered_at is not None:
        parts.append(f"POST answered {day_and_time(found.answered_at)}.")
    elif found.answered_on is not None:
        parts.append(f"POST answered {long_day(found.answered_on)}.")
    parts.append(_next(found.step))
    return " ".join(part for part in parts if part)


def _next(step: PrapEntry | None) -> str:
    if step is None:
        return ""
    if FactKind.CANCELLATION_KEYED in step.rule.facts and step.due_at is not None:
        return f"{until_when(step)}: 24 hours, weekends and holidays included (JFS 3.38)."
    until = until_when(step)
    return step.rule.waits or (f"{until} (JFS 3.37)." if until else "")


def _to_ask(clock: ClockReading | None) -> tuple[str, str]:
    """As Today tells it, once it is late."""
    if clock is not None and clock.state is ClockState.LATE:
        return chip_words(clock)
    return "To ask", "today"


def _survey_state(stands: SurveyStanding, *, over: bool) -> tuple[str, str]:
    if stands.answered_on is not None:
        return "Answered", "good"
    if stands.asked_on is not None:
        return "Asked", "neutral"
    return ("Not asked" if over else "Not asked yet"), "neutral"


def _survey_words(stands: SurveyStanding) -> str:
    if stands.asked_on is None:
        refused = stands.refused
        if refused is not None:
            return f"{refused.text} ({refused.paragraph})"
        return "Every participant is asked when support ends (JFS 7.44)."
    by = f" ({stands.asked_by})" if stands.asked_by else ""
    asked = f"Asked for on {long_day(stands.asked_on)}{by}."
    if stands.chased_on is not None:
        asked += f" Asked once more on {long_day(stands.chased_on)}."
    if stands.answered_on is None:
        return f"{asked} No answer yet."
    how = f" ({stands.answered_by})" if stands.answered_by else ""
    return f"{asked} Answered on {long_day(stands.answered_on)}{how}: {stands.answer}."
