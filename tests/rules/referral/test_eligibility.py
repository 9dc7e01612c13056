"""Eligibility is advice at intake, as at the referral date (E2 to E8, E11, EX09)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.rules.facts.facts import Nation
from jfs_desktop.rules.referral.eligibility import Level, age_on, notes_for
from jfs_desktop.rules.referral.weighing import Referred, proposed_eligibility
from tests.rules.made_facts import PROGRAMME

GOOD: dict[str, Any] = {
    "referral_made_on": date(2021, 4, 4),
    "date_of_birth": date(1990, 5, 1),
    "nation": Nation.ENGLAND,
    "benefit": "UC",
    "claim_start_date": date(2021, 1, 4),
}


def test_nothing_to_say_on_day_90_of_the_claim() -> None:
    """E2, EX09, AMB-40."""
    assert notes_for(PROGRAMME, **GOOD) == ()


@pytest.mark.parametrize(
    ("change", "paragraph", "level"),
    [
        pytest.param(
            {"referral_made_on": date(2021, 4, 5)}, "JFS 2.02", Level.DOUBT, id="E2 claim 91 days old"
        ),
        pytest.param({"claim_start_date": None}, "JFS 2.02", Level.NOTE, id="E2 claim not known"),
        pytest.param({"nation": None}, "JFS 2.02", Level.NOTE, id="E2 residence not known"),
        pytest.param({"date_of_birth": None}, "JFS 2.02", Level.NOTE, id="E3 age not known"),
        pytest.param({"date_of_birth": date(2003, 4, 5)}, "JFS 2.02", Level.DOUBT, id="E3 England, 17"),
        pytest.param(
            {"date_of_birth": date(2005, 4, 5), "nation": Nation.WALES},
            "JFS 2.02",
            Level.DOUBT,
            id="E3 Wales, 15",
        ),
        pytest.param({"state_pension_on": date(2021, 4, 4)}, "JFS 2.02", Level.DOUBT, id="E3 pension age"),
        pytest.param({"benefit": "PIP"}, "JFS 3.01", Level.NOTE, id="E4 other benefit"),
        pytest.param({"benefit": "ESA"}, "JFS 3.01", Level.NOTE, id="E4 wider definition"),
        pytest.param(
            {"referral_made_on": date(2021, 7, 6), "unemployed_since": date(2021, 1, 4)},
            "JFS 2.04",
            Level.DOUBT,
            id="E6 day after the exception",
        ),
        pytest.param(
            {"left_education_on": date(2020, 10, 4)}, "JFS 2.03", Level.NOTE, id="E8 left education"
        ),
        pytest.param({"referral_end": date(2021, 4, 3)}, "JFS 1.24", Level.DOUBT, id="E11 contract over"),
    ],
)
def test_one_note(change: dict[str, Any], paragraph: str, level: Level) -> None:
    notes = notes_for(PROGRAMME, **(GOOD | change))
    assert [(note.paragraph, note.level) for note in notes] == [(paragraph, level)]
    assert notes[0].text.endswith(".")
    assert notes[0].field


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"date_of_birth": date(2003, 4, 4)}, id="E3 eighteen today"),
        pytest.param(
            {"date_of_birth": date(2005, 4, 4), "nation": Nation.SCOTLAND}, id="E3 Scotland, 16 today"
        ),
        pytest.param(
            {"referral_made_on": date(2021, 7, 5), "unemployed_since": date(2021, 1, 4)},
            id="E6 last day, inclusive",
        ),
        pytest.param(
            {"referral_made_on": date(2021, 7, 5), "lost_job_on_universal_credit": True}, id="E5 lost the job"
        ),
        pytest.param({"left_education_on": date(2020, 10, 3)}, id="E8 long enough ago"),
        pytest.param({"referral_end": date(2021, 4, 4)}, id="E11 last day of referrals"),
    ],
)
def test_no_note_at_the_edge(change: dict[str, Any]) -> None:
    assert notes_for(PROGRAMME, **(GOOD | change)) == ()


def test_age_counts_completed_years() -> None:
    assert age_on(date(2004, 2, 29), date(2022, 2, 28)) == 17
    assert age_on(date(2004, 2, 29), date(2022, 3, 1)) == 18


@given(
    born=st.dates(date(1950, 1, 1), date(2007, 12, 31)),
    made=st.dates(date(2021, 4, 1), date(2022, 9, 30)),
    nation=st.sampled_from([None, *Nation]),
)
def test_e3_an_age_answers_itself_only_where_nothing_else_could_change_it(
    born: date, made: date, nation: Nation | None
) -> None:
    """E3, AMB-41: 'yes' where the nation, or every nation, takes that age and no pension can have come; 'no'
    where none does; otherwise somebody has to be asked."""
    answer = proposed_eligibility(PROGRAMME, Referred(made, born, nation))["working_age"]
    least = {rule.code: rule.minimum_age for rule in PROGRAMME.nations}
    age = age_on(born, made)
    taken = {age >= least[nation]} if nation else {age >= one for one in least.values()}
    if taken == {False}:
        assert answer == "no"
    elif taken == {True} and age < PROGRAMME.eligibility.pension_asked_from:
        assert answer == "yes"
    else:
        assert answer == "not_known"
