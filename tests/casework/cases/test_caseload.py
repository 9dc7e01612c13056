"""The caseload: found by any part of a name however it is spelt, sorted, filtered, and kept fresh."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from jfs_desktop.casework.cases.caseload import Caseload, Due, Sort
from jfs_desktop.casework.cases.worklist import worklist
from jfs_desktop.casework.cv import cvs
from jfs_desktop.casework.desk.redating import redate
from jfs_desktop.records.case import CaseSummary
from jfs_desktop.rules.facts.facts import FactKind

JUNE_4 = date(2021, 6, 4)
PEOPLE = (
    ("Łukasz", "Wiśniewski", "Harbourside Jobcentre", "AB123456C"),
    ("Siân", "Llewelyn-Prydderch", "Millgate Jobcentre", "CE234567A"),
    ("Niamh", "O'Brien", "Tollgate Jobcentre", "EH345678B"),
    ("Anna", "Smith-Jones", "Harbourside Jobcentre", "GK456789D"),
    ("Mairead", "NicGilleBhràth", "Castle Street Jobcentre", ""),
)


@pytest.fixture
def filled(office):
    for first, last, jobcentre, ni_number in PEOPLE:
        office.referred(first_name=first, last_name=last, jobcentre=jobcentre, ni_number=ni_number)
    return Caseload(office.workspace)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lukasz", "Łukasz Wiśniewski"),
        ("ŁUKASZ wisn", "Łukasz Wiśniewski"),
        ("sian", "Siân Llewelyn-Prydderch"),
        ("Siân prydd", "Siân Llewelyn-Prydderch"),
        ("obrien", "Niamh O'Brien"),
        ("O'Brien", "Niamh O'Brien"),
        ("O’BRIEN", "Niamh O'Brien"),
        ("smith-jones", "Anna Smith-Jones"),
        ("jones smith", "Anna Smith-Jones"),
        ("bhrath", "Mairead NicGilleBhràth"),
        ("AB 12 34 56 C", "Łukasz Wiśniewski"),
        ("ab123456c", "Łukasz Wiśniewski"),
        ("PR-00003", "Niamh O'Brien"),
        ("millgate", "Siân Llewelyn-Prydderch"),
        ("harbourside anna", "Anna Smith-Jones"),
    ],
)
def test_a_search_finds_by_plain_letters(filled, typed, found):
    assert [row.name for row in filled.rows(filled.search(typed))] == [found]


def test_how_far_a_cv_has_come_stands_in_its_line_and_orders_the_list(office):
    """V1: the report of CVs on the caseload."""
    begun, none = office.started(), office.started(first_name="Siân")
    cvs.begin(office.workspace, begun)
    caseload = Caseload(office.workspace)
    found = caseload.search(sort=Sort.CV, descending=True)
    assert [row.cv for row in caseload.rows(found)] == ["CV in hand", "No CV yet"]
    office.record(
        none, FactKind.CV_HELP_OFFERED, detail={"answer": "declined", "declined_reason": "Likes it"}
    )
    caseload.refresh([none])
    found = caseload.search(sort=Sort.CV, descending=True)
    assert [row.cv for row in caseload.rows(found)] == ["CV help declined", "CV in hand"]


def test_a_search_for_nobody_finds_nobody(filled):
    assert filled.search("nobody here") == ()
    assert len(filled.search("")) == len(PEOPLE)


@pytest.mark.parametrize("sort", list(Sort))
def test_every_column_sorts_both_ways(filled, sort):
    up, down = filled.search(sort=sort), filled.search(sort=sort, descending=True)
    assert down == tuple(reversed(up))
    assert set(up) == set(filled.search())


def test_next_sorts_by_what_is_to_do_and_then_by_its_day(office, filled):
    lukasz, niamh = filled.search("lukasz")[0], filled.search("niamh")[0]
    office.record(lukasz, FactKind.ACKNOWLEDGED)
    office.record(niamh, FactKind.REJECTED)
    filled.refresh({lukasz, niamh})
    rows = filled.rows(filled.search(sort=Sort.NEXT))
    to_do = [row.next_clock_name for row in rows]
    assert to_do == sorted(to_do, key=lambda words: (not words, words)) and len(set(to_do)) > 1
    for words in set(to_do):
        days = [row.next_due for row in rows if row.next_clock_name == words]
        assert not words or days == sorted(days)


def test_names_sort_by_surname_in_plain_letters(filled):
    names = [row.name for row in filled.rows(filled.search(sort=Sort.NAME))]
    assert names == [
        "Siân Llewelyn-Prydderch",
        "Mairead NicGilleBhràth",
        "Niamh O'Brien",
        "Anna Smith-Jones",
        "Łukasz Wiśniewski",
    ]


def test_filters_by_stage_and_by_what_is_due(office, filled):
    lukasz = filled.search("lukasz")[0]
    office.record(lukasz, FactKind.REJECTED)
    filled.refresh({lukasz})
    assert filled.search(stage="rejected") == (lukasz,)
    assert lukasz not in filled.search(only_open=True)
    assert {key: number for key, _, number in filled.stages()} == {"received": 4, "rejected": 1}
    assert {key: number for key, _, number in filled.stages(only_open=True)} == {"received": 4}
    assert len(filled.search(due=Due.COMING)) == 4
    assert filled.search(due=Due.LATE) == ()
    office.on(date(2021, 6, 7))
    assert len(filled.search(due=Due.TODAY)) == 4


def test_refresh_shows_what_changed(office, filled):
    anna = filled.search("anna")[0]
    assert filled.rows([anna])[0].next_clock == "acknowledge_referral"
    outcome_day = office.record(anna, FactKind.ACKNOWLEDGED).on
    filled.refresh({anna})
    row = filled.rows([anna])[0]
    assert (row.stage, row.next_clock, row.next_due) == ("accepted", "contact_participant", date(2021, 6, 16))
    assert outcome_day == JUNE_4


def test_a_new_day_redates_the_lines_without_a_word_in_the_journal(office):
    """R3 and W10: a day passing alone makes a case lapse, and PRaP closes one by itself."""
    office.on(date(2021, 5, 4))
    lapsing = office.referred(first_name="Tom", last_name="Ellery")
    closing = office.referred(first_name="Ama", last_name="Eze")
    office.record(closing, FactKind.ACKNOWLEDGED)
    entries = office.entries()
    stages = {}
    for day in (date(2021, 5, 5), date(2021, 5, 6), date(2021, 6, 3), date(2021, 6, 4)):
        office.on(day)
        steps = list(redate(office.workspace, batch=1))
        assert steps[-1] == (2, 2)
        caseload = Caseload(office.workspace)
        stages[day] = tuple(row.stage for row in caseload.rows([lapsing, closing]))
    assert stages == {
        date(2021, 5, 5): ("received", "accepted"),
        date(2021, 5, 6): ("lapsed", "accepted"),
        date(2021, 6, 3): ("lapsed", "accepted"),
        date(2021, 6, 4): ("lapsed", "auto_dna"),
    }
    assert office.entries() == entries
    assert list(redate(office.workspace)) == []
    with office.workspace.reading() as db:
        assert set(db.scalars(select(CaseSummary.computed_on))) == {JUNE_4}


def test_a_late_case_counts_its_working_days(office):
    office.on(date(2021, 6, 2))
    tom = office.referred(first_name="Tom", last_name="Ellery")
    office.on(JUNE_4)
    list(redate(office.workspace))
    row = Caseload(office.workspace).rows([tom])[0]
    assert row.days_left == -1
    assert row.next_clock_name == "The referral has lapsed: hand it back to the Jobcentre"


@pytest.mark.parametrize(
    ("today", "left"), [(date(2021, 6, 3), 0), (date(2021, 6, 5), -1), (date(2021, 6, 6), -1)]
)
def test_a_weekend_after_the_due_day_is_late_and_not_due_today(office, today, left):
    """The list of cases and the page of today count alike."""
    office.on(date(2021, 6, 2))
    tom = office.referred(first_name="Tom", last_name="Ellery")
    office.on(today)
    list(redate(office.workspace))
    row = Caseload(office.workspace).rows([tom])[0]
    todo = next(iter(worklist(office.workspace)))
    assert row.days_left == left == todo.clock.days_left


def test_references_sort_by_their_letters_and_stay_so_as_cases_change(office, filled):
    """Held packed: a case that is read anew and one that is new stand where their reference says."""
    anna = filled.search("anna")[0]
    office.record(anna, FactKind.ACKNOWLEDGED)
    new = office.referred(first_name="Zoë", last_name="Ündel")
    filled.refresh({anna, new})
    ids = filled.search(sort=Sort.REFERENCE)
    references = [row.reference for row in filled.rows(ids)]
    assert len(references) == len(PEOPLE) + 1
    assert references == sorted(references)
