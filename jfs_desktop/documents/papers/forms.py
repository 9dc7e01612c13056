"""Forms and records filled from a case: JFS07, PRaP14, the sheet that goes with IPESSO1, a survey's answer.

The two that go to DWP are in English; DWP's own layouts drop in as templates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from jfs_desktop.documents.papers.letters import Recipient
from jfs_desktop.documents.papers.paper import Issuer, Paper, paragraphs
from jfs_desktop.documents.wording.labels import labels_in
from jfs_desktop.rules.person.document_language import long_day
from jfs_desktop.rules.writing.discreet import Discreet

JFS07, PRAP14, IPESSO1, SURVEY = "jfs07", "prap14", "ipesso1_sheet", "survey"
TITLES = {
    JFS07: "Notice of a change of circumstances",
    PRAP14: "Request to cancel a referral",
    IPESSO1: "What was explained before you signed",
    SURVEY: "Your answer to our survey",
}
EXPLAINED = ("length", "voluntary", "responsibilities", "benefits", "sharing", "work_coach", "no_promise")
"""What has to be told before IPESSO1 is opened (I5.13 to I5.15)."""
NOT_KNOWN = "Not known"


@dataclass(frozen=True, slots=True, repr=False)
class Referred(Discreet):
    """The person and the referral, as DWP knows them."""

    name: str
    reference: str
    ni_number: str = ""
    date_of_birth: date | None = None
    jobcentre: str = ""
    work_coach: str = ""
    referral_made_on: date | None = None
    start_date: date | None = None
    start_keyed_on: date | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Error(Discreet):
    """What is wrong with a referral whose start is on PRaP (JFS 3.37)."""

    kind: str
    found_on: date | None
    explanation: str = field(default="", repr=False)
    other_reference: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Signpost(Discreet):
    """One signposting: on which day each point was told, and how far the form is (I5.13 to I5.17)."""

    organisation: str
    told: Mapping[str, date | None]
    volunteers: bool
    completed_on: date | None = None
    signed_on: date | None = None
    send_by: date | None = None
    inbox: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class SurveyAnswer(Discreet):
    """A survey as it was asked and answered (Q7, Q11): question and answers as of their version."""

    version: str
    question: str
    answers: Sequence[str]
    follow_up: str
    channel: str
    answer: str = ""
    reason: str = field(default="", repr=False)
    answered_on: date | None = None
    telephone_reason: str = field(default="", repr=False)


def change_notice(
    person: Referred, issuer: Issuer, made_at: datetime, changed_on: date | None, change: str, *, effect: str
) -> Paper:
    """JFS07: tells DWP of a change of circumstances (JFS 4.27)."""
    fields = {
        **_referred(person),
        "changed_on": _day(changed_on),
        "change": paragraphs(change),
        "effect": paragraphs(effect),
        "contact_line": _reached(issuer),
    }
    return Paper(
        JFS07, TITLES[JFS07], issuer, person.name, made_at, reference=person.reference, fields=fields
    )


def cancellation(person: Referred, issuer: Issuer, made_at: datetime, error: Error, send_to: str) -> Paper:
    """PRaP14: asks POST to cancel a referral whose start is on PRaP (JFS 3.37)."""
    fields = {
        **_referred(person),
        "send_to": send_to,
        "error": error.kind,
        "found_on": _day(error.found_on),
        "explanation": paragraphs(error.explanation),
        "other_reference": error.other_reference,
        "contact_line": _reached(issuer),
    }
    return Paper(
        PRAP14, TITLES[PRAP14], issuer, person.name, made_at, reference=person.reference, fields=fields
    )


def signpost(to: Recipient, issuer: Issuer, made_at: datetime, said: Signpost) -> Paper:
    """The sheet that goes with IPESSO1; the form itself is filled in and signed as DWP issues it."""
    words = labels_in(to.language)

    def day(value: date | None) -> str:
        return long_day(value, to.language) if value else words.of("paper", "not_yet")

    fields = {
        "organisation": said.organisation,
        "told": {point: day(said.told.get(point)) for point in EXPLAINED},
        "volunteers": words.of("paper", "yes" if said.volunteers else "no"),
        "completed_on": day(said.completed_on),
        "signed_on": day(said.signed_on),
        "send_by": day(said.send_by),
        "inbox": said.inbox or words.of("paper", "not_yet"),
    }
    return Paper(IPESSO1, TITLES[IPESSO1], issuer, to.name, made_at, to.language, to.reference, fields)


def survey(to: Recipient, issuer: Issuer, made_at: datetime, said: SurveyAnswer) -> Paper:
    """The record of one survey. Raises MissingTranslation where DWP's question has no Welsh yet."""
    words = labels_in(to.language)
    none = words.of("paper", "not_answered")
    fields = {
        "question_version": said.version,
        "question": words.name(said.question),
        "answers": [
            {
                "name": words.name(one),
                "mark": words.of("paper", "chosen" if one == said.answer else "not_chosen"),
            }
            for one in said.answers
        ],
        "follow_up": words.name(said.follow_up),
        "reason": paragraphs(said.reason) if said.answered_on else [none],
        "channel": words.name(said.channel),
        "telephone_reason": said.telephone_reason,
        "answered": long_day(said.answered_on, to.language) if said.answered_on else none,
    }
    return Paper(SURVEY, TITLES[SURVEY], issuer, to.name, made_at, to.language, to.reference, fields)


def _referred(person: Referred) -> dict[str, str]:
    return {
        "ni_number": person.ni_number or NOT_KNOWN,
        "date_of_birth": _day(person.date_of_birth),
        "jobcentre": person.jobcentre or NOT_KNOWN,
        "work_coach": person.work_coach or NOT_KNOWN,
        "referral_made": _day(person.referral_made_on),
        "start_date": _day(person.start_date),
        "start_keyed": _day(person.start_keyed_on),
    }


def _reached(issuer: Issuer) -> str:
    return ", ".join(part for part in (issuer.telephone, issuer.email) if part) or issuer.provider


def _day(day: date | None) -> str:
    return long_day(day) if day else NOT_KNOWN
