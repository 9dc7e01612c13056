"""Advice on eligibility at intake (E2 to E8, E11). The Jobcentre decides; nothing here refuses
anybody (JFS 2.04, 3.01)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from jfs_desktop.rules.facts.facts import FactKind, Nation
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.wording import counted, long_day


class Level(StrEnum):
    """How much a note weighs: worth knowing, or a doubt to raise with the Work Coach (E9)."""

    NOTE = "note"
    DOUBT = "doubt"


@dataclass(frozen=True, slots=True)
class EligibilityNote:
    """One thing to weigh. ``field`` is the column of the referral that it concerns."""

    field: str
    text: str
    paragraph: str
    level: Level


def notes_for(
    programme: Programme,
    *,
    referral_made_on: date,
    date_of_birth: date | None = None,
    nation: Nation | None = None,
    benefit: str = "",
    claim_start_date: date | None = None,
    unemployed_since: date | None = None,
    lost_job_on_universal_credit: bool = False,
    left_education_on: date | None = None,
    state_pension_on: date | None = None,
    referral_end: date | None = None,
) -> tuple[EligibilityNote, ...]:
    """What to weigh before accepting, all as at the day the referral was made (AMB-41).

    ``unemployed_since`` is given where DWP made its exception for people longer
    unemployed (E6), ``lost_job_on_universal_credit`` where E5 applies. Without
    ``referral_end`` the profile's own contract date is taken, if it has one.
    """
    made = referral_made_on
    excepted = lost_job_on_universal_credit or unemployed_since is not None
    return (
        *_residence(programme, nation),
        *_age(programme, made, date_of_birth, nation),
        *_pension(programme, made, date_of_birth, state_pension_on),
        *_benefit(programme, benefit),
        *(() if excepted else _claim(programme, made, claim_start_date)),
        *_unemployment(programme, made, unemployed_since),
        *_education(programme, made, left_education_on),
        *_contract(programme, made, referral_end or programme.contract.referral_end),
    )


def _residence(programme: Programme, nation: Nation | None) -> Iterator[EligibilityNote]:
    if nation is None:
        names = ", ".join(rule.name for rule in programme.nations)
        yield EligibilityNote(
            "nation", f"Where the person lives is not known; the programme covers {names}.",
            programme.eligibility.residence_paragraph, Level.NOTE,
        )  # fmt: skip


def _age(
    programme: Programme, made: date, born: date | None, nation: Nation | None
) -> Iterator[EligibilityNote]:
    paragraph = programme.eligibility.age_paragraph
    if born is None:
        yield EligibilityNote("date_of_birth", "The age is not known.", paragraph, Level.NOTE)
        return
    age = age_on(born, made)
    rule = next((known for known in programme.nations if known.code is nation), None)
    least = rule.minimum_age if rule else min(known.minimum_age for known in programme.nations)
    if age < least:
        where = f" in {rule.name}" if rule else ""
        because = f"; {rule.younger_note}" if rule and rule.younger_note else ""
        yield EligibilityNote(
            "date_of_birth",
            f"Aged {age} at the referral; working age{where} begins at {least}{because}.",
            paragraph,
            Level.DOUBT,
        )
    elif rule is None and (older := [known for known in programme.nations if age < known.minimum_age]):
        names = ", ".join(known.name for known in older)
        yield EligibilityNote(
            "date_of_birth",
            f"Aged {age} at the referral, which is too young in {names}; the nation is not known.",
            paragraph,
            Level.NOTE,
        )


def _pension(
    programme: Programme, made: date, born: date | None, pension_on: date | None
) -> Iterator[EligibilityNote]:
    paragraph = programme.eligibility.age_paragraph
    if pension_on is not None and made >= pension_on:
        text = f"State Pension age was reached on {long_day(pension_on)}."
        yield EligibilityNote("date_of_birth", text, paragraph, Level.DOUBT)
    elif pension_on is None and born is not None and asks_for_pension_day(programme, born, made):
        text = f"Aged {age_on(born, made)} at the referral: ask on which day State Pension age is reached."
        yield EligibilityNote("date_of_birth", text, paragraph, Level.NOTE)


def _benefit(programme: Programme, benefit: str) -> Iterator[EligibilityNote]:
    known = next((kind for kind in programme.benefit_kinds if kind.code == benefit), None)
    paragraph = programme.eligibility.benefit_paragraph
    if known is None:
        said = "is not one that opens the programme" if benefit else "is not known"
        yield EligibilityNote("benefit", f"The benefit {said}.", paragraph, Level.NOTE)
    elif not known.identification_route:
        yield EligibilityNote(
            "benefit", f"{known.name} is not one of the routes by which Jobcentres identify people.",
            paragraph, Level.NOTE,
        )  # fmt: skip


def _claim(programme: Programme, made: date, claimed: date | None) -> Iterator[EligibilityNote]:
    paragraph = programme.eligibility.claim_paragraph
    if claimed is None:
        yield EligibilityNote(
            "claim_start_date", "The start of the claim is not known.", paragraph, Level.NOTE
        )
        return
    first_too_old = claimed + timedelta(days=_days(programme, FactKind.CLAIM_STARTED))
    if made >= first_too_old:
        yield EligibilityNote(
            "claim_start_date",
            f"The claim was {counted((made - claimed).days, 'day')} old at the referral; "
            f"a referral had to be made before {long_day(first_too_old)}.",
            paragraph,
            Level.DOUBT,
        )


def _unemployment(programme: Programme, made: date, since: date | None) -> Iterator[EligibilityNote]:
    if since is None:
        return
    last = since + timedelta(days=_days(programme, FactKind.UNEMPLOYED_SINCE))
    if made > last:
        yield EligibilityNote(
            "claim_start_date",
            f"The exception for people longer unemployed ended on {long_day(last)}.",
            programme.eligibility.unemployment_paragraph,
            Level.DOUBT,
        )


def _education(programme: Programme, made: date, left: date | None) -> Iterator[EligibilityNote]:
    if left is not None and made <= left + timedelta(days=programme.eligibility.education_days):
        yield EligibilityNote(
            "notes",
            f"Left full-time education on {long_day(left)}: weigh whether the programme suits; it is no bar.",
            programme.eligibility.education_paragraph,
            Level.NOTE,
        )


def _contract(programme: Programme, made: date, last: date | None) -> Iterator[EligibilityNote]:
    if last is not None and made > last:
        yield EligibilityNote(
            "referral_made_on", f"Referrals under the contract ended on {long_day(last)}.",
            programme.eligibility.contract_paragraph, Level.DOUBT,
        )  # fmt: skip


def age_is_settled(programme: Programme, made: date, born: date | None, nation: Nation | None) -> bool:
    """Whether the date of birth alone says if somebody is of working age: not where the nation would
    decide and is not known, nor from the age at which the pension's day has to be asked for (E3)."""
    if born is None:
        return False
    age = age_on(born, made)
    least = {rule.minimum_age for rule in programme.nations if nation in {None, rule.code}}
    return len({age < one for one in least}) == 1 and not asks_for_pension_day(programme, born, made)


def asks_for_pension_day(programme: Programme, born: date, made: date) -> bool:
    """Whether somebody is old enough that State Pension age may have been reached at the referral."""
    least = programme.eligibility.pension_asked_from
    return bool(least) and age_on(born, made) >= least


def age_on(born: date, day: date) -> int:
    """Completed years of age on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _days(programme: Programme, kind: FactKind) -> int:
    """The calendar days of the clock that runs from such a fact."""
    return next(rule.count.number for rule in programme.clocks if rule.starts == (kind,))
