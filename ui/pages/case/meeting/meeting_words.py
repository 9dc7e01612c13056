"""The words of the initial meeting's page: titles of its steps, what each is for, and answers read out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from jfs_desktop.casework.contact.initial_meeting import MeetingView
from jfs_desktop.records.views import CaseView, FactView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.meetings.initial_meeting import MeetingStep
from jfs_desktop.rules.programme.programme_lists import Choice
from jfs_desktop.rules.programme.questions import AnswerKind, Question, chosen
from jfs_desktop.rules.writing.wording import counted, full_day, long_day, short_day, time_of_day

AIMS: Mapping[MeetingStep, str] = {
    MeetingStep.BEGIN: "The timer runs from your click; the meeting counts from then.",
    MeetingStep.IDENTITY: "Ask before anything else. Never insist on a document (JFS 3.22).",
    MeetingStep.PACK: "Send it as the meeting starts, and talk it through (JFS 3.20).",
    MeetingStep.OFFER: "Say what the support is, and until when it runs (JFS 3.19).",
    MeetingStep.CHOICE: "Taking part is voluntary, and they may stop at any time (JFS 1.14).",
    MeetingStep.NEEDS: "Find them together; a first objective goes into the JFAP at once (JFS 4.03).",
    MeetingStep.PLAN: "Agreed in the meeting, it becomes version 1 (JFS 4.03).",
    MeetingStep.SHARING: "Tell them that the finished JFAP goes to the Jobcentre if it asks (JFS 3.19).",
    MeetingStep.IN_TOUCH: "The way they prefer is offered first from now on (JFS 3.19).",
    MeetingStep.NEXT: "Agree it before you close (JFS 3.19).",
    MeetingStep.DRAFT: "Send it by hand, then say here when and where it went (JFS 3.19).",
    MeetingStep.REPLIES: "For the pack and for the JFAP, in their words. A text will do, or a call that you"
    " note (JFS 3.19).",
    MeetingStep.END: "Stops the timer at your click and opens the wrap-up.",
}

RECORD: Mapping[FactKind, str] = {
    FactKind.IDENTITY_CONFIRMED: "I am satisfied who it is",
    FactKind.IDENTITY_DOUBTED: "Record the doubt and stop",
    FactKind.WORK_COACH_CONSULTED: "Record what was asked",
    FactKind.PACK_SENT: "Pack was sent",
    FactKind.PACK_DISCUSSED: "Talked through",
    FactKind.OFFER_EXPLAINED: "Explained and offered",
    FactKind.VOLUNTEER_CONFIRMED: "They choose to take part",
    FactKind.NEEDS_AGREED: "Needs agreed",
    FactKind.JFAP_AGREED: "Agree the first JFAP",
    FactKind.SHARING_TOLD: "They were told",
    FactKind.APPOINTMENT_AGREED: "Appointment agreed",
    FactKind.COMMUNICATION_AGREED: "Agreed",
    FactKind.DRAFT_JFAP_SENT: "Draft was sent",
    FactKind.PACK_ACKNOWLEDGED: "Receipt of the pack confirmed",
    FactKind.JFAP_ACKNOWLEDGED: "Receipt of the JFAP confirmed",
}
"""What the button of each part says."""

PAPERS: Mapping[FactKind, str] = {
    FactKind.PACK_SENT: "Induction pack sent",
    FactKind.DRAFT_JFAP_SENT: "Draft JFAP sent",
    FactKind.PACK_ACKNOWLEDGED: "Pack: receipt confirmed",
    FactKind.JFAP_ACKNOWLEDGED: "JFAP: receipt confirmed",
}


def done_words(fact: FactView, today: date) -> str:
    """'done at 10:04 by Rosa Khan', with the day where it is another; a meeting is done when it ended."""
    day = "" if fact.on == today else f" on {short_day(fact.on)}"
    ended = str(fact.detail.get("ended_at", ""))
    at = f" at {ended}" if ended else f" at {time_of_day(fact.at)}" if fact.at is not None else ""
    by = f" by {fact.by}" if fact.by else ""
    return f"done{day}{at}{by}"


def offer_words(view: MeetingView) -> str:
    """What is offered at least, and the dates that are told with it."""
    minutes, groups = view.minimums["one_to_one_minutes"], view.minimums["group_sessions"]
    lines = [
        f"Offer {counted(minutes, 'minute')} of 1-2-1 or more and {counted(groups, 'group session')},"
        " all online or by telephone, made to fit what they need."
    ]
    dates = view.dates
    if dates.ceiling is not None:
        lines.append(f"Tell them: it runs to {full_day(dates.ceiling)} at the latest.")
    if dates.expected_end is not None:
        lines.append(f"Expected to be done by {full_day(dates.expected_end)}.")
    return " ".join(lines)


def held_words(case: CaseView) -> str:
    """What stands on record to compare an answer with; the NI number is shown from the head of the case."""
    place = ", ".join(part for part in (*case.address.splitlines(), case.postcode) if part.strip())
    told = (
        case.name,
        f"born {long_day(case.date_of_birth)}" if case.date_of_birth else "",
        place,
        case.telephone,
        case.email,
        f"referred by {case.work_coach}" if case.work_coach else "",
        case.jobcentre,
        case.benefit_name,
        "NI number: press Show beside the name" if case.ni_number else "no NI number is held",
    )
    return f"On record: {' · '.join(part for part in told if part)}"


def coach_words(fact: FactView, today: date) -> str:
    """'Asked J. Ahmed, done at 10:04 by Rosa Khan: no answer yet', or what was answered since."""
    who, said = fact.detail.get("contact", ""), fact.detail.get("answer", "")
    if fact.kind == FactKind.WORK_COACH_ANSWERED:
        return f"{who} answered, noted {done_words(fact, today).removeprefix('done ')}: {said}"
    return f"Asked {who}, {done_words(fact, today)}: {said or 'no answer yet'}"


def answers_in_words(fact: FactView, asks: Sequence[Question], channels: Mapping[str, str]) -> str:
    """What was answered, in one line: the channel, each answer, the note."""
    parts = [channels.get(fact.channel, fact.channel)]
    parts += [_answer(question, str(fact.detail.get(question.key, ""))) for question in asks]
    parts.append(fact.note)
    return " · ".join(part for part in parts if part)


def _answer(question: Question, answer: str) -> str:
    if not answer:
        return ""
    if question.kind in (AnswerKind.CHOICE, AnswerKind.CHOICES):
        said = _names(question.choices, chosen(answer))
        return said if question.kind is AnswerKind.CHOICES else f"{question.text}: {said.lower()}"
    if question.kind is AnswerKind.YES_NO:
        return f"{question.text}: {answer}"
    if question.kind is AnswerKind.DAY:
        return f"{question.text}: {long_day(date.fromisoformat(answer))}"
    return answer if any(map(str.isalpha, answer)) else f"{question.text}: {answer}"  # 'Which version: 1'


def _names(choices: Sequence[Choice], keys: Sequence[str]) -> str:
    names = {choice.key: choice.name for choice in choices}
    return ", ".join(names.get(key, key) for key in keys)
