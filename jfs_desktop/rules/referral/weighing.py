"""Eligibility and suitability weighed question by question (E2 to E9): what the referral answers by
itself, and which answers leave a doubt. Advice alone: the Jobcentre decides (JFS 2.04, 3.01)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from jfs_desktop.rules.facts.facts import FactKind, Nation
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.questions import NO, YES, Question
from jfs_desktop.rules.referral.eligibility import (
    EligibilityNote,
    Level,
    age_is_settled,
    age_on,
    asks_for_pension_day,
    notes_for,
)
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import long_day

NOT_KNOWN = "not_known"
NO_EXCEPTION, LOST_JOB, LONGER_UNEMPLOYED = "none", "UC_LOST_JOB", "DWP_26_WEEKS"
EXCEPTIONS = (LOST_JOB, LONGER_UNEMPLOYED)
EXCEPTION = "exception"
CLAIM, AGE, RESIDENCE, PROVISION = "claim_in_time", "working_age", "lives_in_britain", "no_other_provision"
OVERRIDE, EDUCATION, CONSIDERED = "work_coach_override", "left_education_on", "education_considered"
LOW_EARNINGS, NOT_EMPLOYED = "low_earnings", "not_employed"
UNEMPLOYED, AUTHORISED = "unemployed_since", "authorised_on"
_NOTE_FIELDS = {RESIDENCE: "nation", CLAIM: "claim_start_date", AGE: "date_of_birth"}


@dataclass(frozen=True, slots=True, repr=False)
class Referred(Discreet):
    """What the referral says, as at the day it was made (AMB-41)."""

    made_on: date
    date_of_birth: date | None = None
    nation: Nation | None = None
    benefit: str = ""
    claim_start_date: date | None = None
    left_education_on: date | None = None
    volunteers: bool = False
    referral_end: date | None = None
    works: bool = False
    """Whether eligibility was weighed with the answer that they work, with low earnings."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One answer that leaves a doubt, to be raised with the Work Coach (E9). ``answer`` is 'no',
    'not_known', or '' for something else to be weighed, which ``why`` tells."""

    key: str
    text: str
    answer: str
    why: str
    paragraph: str


def proposed_eligibility(programme: Programme, said: Referred) -> dict[str, str]:
    """The answers that the referral gives by itself; what it does not say is left open."""
    notes = notes_on(programme, said, {})
    known = {
        RESIDENCE: said.nation is not None,
        AGE: age_is_settled(programme, said.made_on, said.date_of_birth, said.nation),
        CLAIM: said.claim_start_date is not None,
    }
    answers = {key: _answer(key, notes, is_known=is_known) for key, is_known in known.items()}
    return answers | {"source": "referral"}


def proposed_suitability(said: Referred) -> dict[str, str]:
    """The same for suitability: that somebody volunteered or works, and when they left education."""
    answers = {"volunteers": YES} if said.volunteers else {}
    if said.works:
        answers[NOT_EMPLOYED] = NO  # a benefit paid to people in work opens no way round that test (AMB-42)
    if said.left_education_on is not None:
        answers[EDUCATION] = said.left_education_on.isoformat()
    return answers


def doubts(
    programme: Programme, kind: FactKind, said: Referred, answers: Mapping[str, str]
) -> tuple[Doubt, ...]:
    """Which answers of such a weighing leave a doubt, in the order of the questions."""
    notes = notes_on(programme, said, answers)
    asks = programme.fact_kinds[kind].asks
    found = [doubt for ask in asks if (doubt := _doubt(ask, answers, notes, said, programme))]
    if kind is FactKind.SUITABILITY_WEIGHED:
        return (*found, *_education(programme, said, answers))
    return (*found, *_beside(notes, said, programme, answers))


def _doubt(
    ask: Question,
    answers: Mapping[str, str],
    notes: tuple[EligibilityNote, ...],
    said: Referred,
    programme: Programme,
) -> Doubt | None:
    answer = answers.get(ask.key, "")
    if answer not in (NO, NOT_KNOWN) or NOT_KNOWN not in {choice.key for choice in ask.choices}:
        return None
    if ask.key == PROVISION and answers.get(OVERRIDE, "").strip():
        return None
    if ask.key == CLAIM and answers.get(EXCEPTION) in EXCEPTIONS:
        return _bad_exception(ask, answers, said, programme)
    why = next((note.text for note in notes if note.field == _NOTE_FIELDS.get(ask.key)), "")
    return Doubt(ask.key, ask.text, answer, why, ask.paragraph)


def _bad_exception(
    ask: Question, answers: Mapping[str, str], said: Referred, programme: Programme
) -> Doubt | None:
    """Why an exception does not carry this referral; None where it does (E5, E6)."""
    if answers.get(EXCEPTION) == LOST_JOB:
        against = _against_a_lost_job(programme, said, answers)
        return Doubt(ask.key, ask.text, NO, against, "JFS 3.02") if against else None
    authorised = _day(answers.get(AUTHORISED, ""))
    if authorised is not None and authorised > said.made_on:
        why = f"DWP authorised the exception only on {long_day(authorised)}, after the referral."
        return Doubt(ask.key, ask.text, NO, why, programme.eligibility.unemployment_paragraph)
    note = next((one for one in notes_on(programme, said, answers) if one.level is Level.DOUBT), None)
    if note is None or note.paragraph != programme.eligibility.unemployment_paragraph:
        return None
    return Doubt(ask.key, ask.text, NO, note.text, note.paragraph)


def _against_a_lost_job(programme: Programme, said: Referred, answers: Mapping[str, str]) -> str:
    """Why a lost job carries no older claim here; '' where it does (E5)."""
    if said.benefit and said.benefit not in programme.eligibility.lost_job_benefits:
        return f"A lost job is no exception for {programme.benefits.get(said.benefit, said.benefit)}."
    declared = _day(answers.get("change_declared_on", ""))
    if declared is not None and declared > said.made_on:
        return f"The lost job was declared only on {long_day(declared)}, after the referral."
    return ""


def _beside(
    notes: tuple[EligibilityNote, ...], said: Referred, programme: Programme, answers: Mapping[str, str]
) -> Iterator[Doubt]:
    """What goes beyond a plain answer: a pension age reached or not asked for, work with low earnings that
    was not lost, a referral after the contract's last day (E3, E4, E11, AMB-42)."""
    figures = programme.eligibility
    asks = {one.key: one for one in programme.fact_kinds[FactKind.ELIGIBILITY_WEIGHED].asks}
    why = _against_the_age(programme, said, _day(answers.get("state_pension_on", "")))
    if why and answers.get(AGE) == YES:
        yield Doubt(AGE, asks[AGE].text, "", why, figures.age_paragraph)
    if answers.get(LOW_EARNINGS) == YES and answers.get(EXCEPTION) != LOST_JOB:
        why = "The programme is for people without work, whatever the benefit pays beside it."
        yield Doubt(LOW_EARNINGS, asks[LOW_EARNINGS].text, "", why, figures.employment_paragraph)
    for note in notes:
        if note.field == "referral_made_on":
            yield Doubt(note.field, "Within the contract", "", note.text, note.paragraph)


def _against_the_age(programme: Programme, said: Referred, pension: date | None) -> str:
    if pension is not None:
        return f"State Pension age was reached on {long_day(pension)}." if said.made_on >= pension else ""
    born = said.date_of_birth
    if born is None or not asks_for_pension_day(programme, born, said.made_on):
        return ""
    return f"Aged {age_on(born, said.made_on)} at the referral: ask when State Pension age is reached."


def _education(programme: Programme, said: Referred, answers: Mapping[str, str]) -> Iterator[Doubt]:
    """E8: somebody fresh from full-time education is weighed with care; it is no bar."""
    left = _day(answers.get(EDUCATION, "")) or said.left_education_on
    if left is None or answers.get(CONSIDERED, "").strip():
        return
    if said.made_on <= left + timedelta(days=programme.eligibility.education_days):
        why = f"Left full-time education on {long_day(left)}. It is no bar: write why the programme suits."
        yield Doubt(CONSIDERED, "Fresh from education", "", why, programme.eligibility.education_paragraph)


def notes_on(programme: Programme, said: Referred, answers: Mapping[str, str]) -> tuple[EligibilityNote, ...]:
    """What is to be weighed of a referral after these answers on eligibility: an exception that was kept
    takes the age of the claim out of it (E5, E6)."""
    exception = answers.get(EXCEPTION, NO_EXCEPTION)
    return notes_for(
        programme,
        referral_made_on=said.made_on,
        date_of_birth=said.date_of_birth,
        nation=said.nation,
        benefit=said.benefit,
        claim_start_date=said.claim_start_date,
        unemployed_since=_day(answers.get(UNEMPLOYED, "")) if exception == LONGER_UNEMPLOYED else None,
        lost_job_on_universal_credit=exception == LOST_JOB
        and not _against_a_lost_job(programme, said, answers),
        left_education_on=said.left_education_on,
        state_pension_on=_day(answers.get("state_pension_on", "")),
        referral_end=said.referral_end,
    )


def _answer(key: str, notes: tuple[EligibilityNote, ...], *, is_known: bool) -> str:
    if not is_known:
        return NOT_KNOWN
    against = any(note.field == _NOTE_FIELDS[key] and note.level is Level.DOUBT for note in notes)
    return NO if against else YES


def _day(answer: str) -> date | None:
    try:
        return date.fromisoformat(answer) if answer else None
    except ValueError:
        return None
