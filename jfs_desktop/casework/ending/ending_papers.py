"""What stands beside the end of a case: an error found after the start, with PRaP14 and its clocks, the
satisfaction survey, and the notice that DWP may ring (W8, W9, Q6 to Q8, X14)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from jfs_desktop.casework.documents import papers_out
from jfs_desktop.casework.documents.message_purposes import EXIT, SURVEY
from jfs_desktop.casework.documents.papers_out import PaperOut, Stands
from jfs_desktop.records.case import CaseFact
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.prap.prap_entries import PrapEntry
from jfs_desktop.rules.programme.fixed_choices import Refusal
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.questions import choice_name
from jfs_desktop.rules.writing.discreet import Discreet

ERROR, ANSWER, WAY = "error", "answer", "way"
"""Under which keys they are asked for."""
_STEPS: Final = frozenset({FactKind.PRAP14_SENT, FactKind.POST_CONFIRMED, FactKind.CANCELLATION_KEYED})


@dataclass(frozen=True, slots=True, repr=False)
class ErrorAfterStart(Discreet):
    """A start on PRaP that should not be there. ``answered_at`` is the instant of POST's e-mail, where its
    time is known; ``step`` is what is to be done next, None once the referral is cancelled; ``out`` is the
    message with PRaP14, while it has not arrived as far as anybody knows."""

    what: str
    explanation: str = field(repr=False)
    found_on: date
    sent_on: date | None
    answered_on: date | None
    answered_at: datetime | None
    cancelled_on: date | None
    step: PrapEntry | None
    out: PaperOut | None = None


@dataclass(frozen=True, slots=True, repr=False)
class SurveyStanding(Discreet):
    """Whether the person was asked for the survey, once more, and what came back; ``refused`` says why they
    cannot be asked now; ``out`` is the message that asks, until it has arrived as far as anybody knows."""

    asked_on: date | None
    asked_by: str
    answered_on: date | None
    answered_by: str
    answer: str
    refused: Refusal | None
    chased_on: date | None = None
    out: PaperOut | None = None


@dataclass(frozen=True, slots=True, repr=False)
class CallNotice(Discreet):
    """Whether the person was told that DWP may ring (X14); ``out`` is the exit message, while it has not
    arrived as far as anybody knows; ``refused`` says why they cannot be told now."""

    told_on: date | None
    out: PaperOut | None
    refused: Refusal | None


@dataclass(frozen=True, slots=True, repr=False)
class EndingPapers(Discreet):
    """These, and whether a start is on PRaP at all; ``refused`` is when POST refused to cancel it and in what
    words, where it was not asked again since."""

    start_keyed: bool
    error: ErrorAfterStart | None
    survey: SurveyStanding
    notice: CallNotice
    refused: tuple[date, str] | None = None


def error_after_start(
    db: Session, known: CaseFacts, programme: Programme, entries: tuple[PrapEntry, ...]
) -> ErrorAfterStart | None:
    """The error that was found last, as far as it is dealt with; None where none was found."""
    found = known.last(FactKind.ERROR_FOUND_AFTER_START)
    if found is None:
        return None
    sent, answered, cancelled = (
        known.last(kind)
        for kind in (FactKind.PRAP14_SENT, FactKind.POST_CONFIRMED, FactKind.CANCELLATION_KEYED)
    )
    asks = programme.fact_kinds[FactKind.ERROR_FOUND_AFTER_START].asks
    return ErrorAfterStart(
        choice_name(asks, ERROR, found.detail.get(ERROR, "")),
        found.detail.get("explanation", ""),
        found.on,
        sent.on if sent else None,
        answered.on if answered else None,
        answered.at if answered else None,
        cancelled.on if cancelled else None,
        next((one for one in entries if not _STEPS.isdisjoint(one.rule.facts)), None),
        None if answered or cancelled else _form_out(db, known, went=sent is not None),
    )


def _form_out(db: Session, known: CaseFacts, *, went: bool) -> PaperOut | None:
    """The newest message with PRaP14; after it ``went`` only one that came back."""
    out = papers_out.of_case(db, known.case_id) if known.case_id is not None else ()
    mine = (one for one in out if one.kind is FactKind.PRAP14_SENT)
    return next((one for one in mine if not went or one.stands is Stands.CAME_BACK), None)


def call_notice(db: Session, known: CaseFacts, refused: Refusal | None) -> CallNotice:
    """Where the notice of DWP's call stands; the message with the final JFAP gives it too (AMB-28)."""
    told = told_of_call(db, known)
    return CallNotice(told.on if told else None, exit_message_out(db, known), refused)


def told_of_call(db: Session, known: CaseFacts) -> Fact | None:
    """The last entry that they were told of it by something that did not come back."""
    lost = papers_out.never_arrived(db, known.case_id)
    told = known.of(FactKind.EXPERIENCE_CALL_TOLD, FactKind.FINAL_JFAP_SENT)
    return max((one for one in told if one.id not in lost), key=lambda one: one.on, default=None)


def exit_message_out(db: Session, known: CaseFacts) -> PaperOut | None:
    """The newest exit message that has not arrived as far as anybody knows."""
    return _out(db, known, EXIT)


def _out(db: Session, known: CaseFacts, purpose: str) -> PaperOut | None:
    out = papers_out.of_case(db, known.case_id) if known.case_id is not None else ()
    return next((one for one in out if one.purpose == purpose), None)


def survey_standing(
    db: Session, known: CaseFacts, programme: Programme, refused: Refusal | None
) -> SurveyStanding:
    """Where the survey of a case stands. Whoever answered was asked, though the message came back."""
    answered = known.last(FactKind.SURVEY_ANSWERED)
    told = (*known.facts, *(known.returned if answered else ()))
    times = sorted((one for one in told if one.kind is FactKind.SURVEY_ASKED), key=lambda one: one.on)
    asked, chased = next(iter(times), None), next(iter(times[1:]), None)
    said: Mapping[str, str] = answered.detail if answered else {}
    asks = programme.fact_kinds[FactKind.SURVEY_ANSWERED].asks
    return SurveyStanding(
        asked.on if asked else None,
        channel_name(db, programme, asked.id) if asked else "",
        answered.on if answered else None,
        choice_name(asks, WAY, said.get(WAY, "")),
        choice_name(asks, ANSWER, said.get(ANSWER, "")),
        refused,
        chased.on if chased else None,
        _out(db, known, SURVEY),
    )


def channel_name(db: Session, programme: Programme, fact_id: UUID) -> str:
    """The name of the channel by which a fact came about; '' where nobody said."""
    row = db.get(CaseFact, fact_id)
    names = {one.key: one.name for one in programme.channels}
    return names.get(row.channel, "") if row is not None else ""
