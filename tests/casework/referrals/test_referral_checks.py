"""The search for duplicates of a referral that is in (R5, JFS 3.35 to 3.37)."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event

from jfs_desktop.casework.cases import history
from jfs_desktop.casework.desk import duplicate_hits
from jfs_desktop.casework.prap import prap
from jfs_desktop.casework.referrals import referral_checks, referrals
from jfs_desktop.casework.referrals.referral_form import FormChecks, ReferralForm
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.records.base import Base
from jfs_desktop.records.referral import ReferralSource
from jfs_desktop.rules.facts.facts import FactKind
from tests.casework.conftest import TODAY, Office

BORN = "1990-02-03"


def test_no_hit_is_recorded_at_once(office: Office) -> None:
    """R5: what was compared, when and by whom is kept; what the referral does not say is told."""
    case_id = office.referred(date_of_birth=BORN)
    found = referral_checks.search(office.workspace, case_id)
    assert (found.criteria, found.not_compared, found.hits) == (
        ("name_and_birth", "reference"), ("ni_number",), (),
    )  # fmt: skip
    kept = referral_checks.record_search(office.workspace, case_id).value
    assert kept.detail == {"criteria": "name_and_birth,reference", "hits": "0", "decision": "none"}
    assert kept.by == "Rukhsana Khan" and kept.at is not None
    assert referral_checks.last_search(office.workspace, case_id) == kept


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"first_name": "PRIYA", "last_name": "Nâir"}, "the same name and date of birth"),
        ({"first_name": "Nair", "last_name": "Priya"}, "the same name and date of birth"),
        ({"date_of_birth": ""}, "the same name; a date of birth is not known"),
    ],
)
def test_same_person_spelt_otherwise_is_found(office: Office, said: dict[str, str], reason: str) -> None:
    """R5: folded spelling, names exchanged, a date of birth that only one of the two has."""
    other = office.referred(**({"date_of_birth": BORN, "first_name": "Priya", "last_name": "Nair"} | said))
    case_id = office.referred(date_of_birth=BORN)
    (hit,) = referral_checks.search(office.workspace, case_id).hits
    assert (hit.case_id, hit.reasons, hit.open, hit.stage_name) == (other, (reason,), True, "Received")
    assert not hit.same_person


def test_first_names_in_another_order_are_found_without_a_date_of_birth(office: Office) -> None:
    """R5: what was written down on another day in another order is still one name."""
    other = office.referred(first_name="Ann Mary", last_name="Siôn", date_of_birth="")
    case_id = office.referred(first_name="Mary Ann", last_name="Sion", date_of_birth=BORN)
    (hit,) = referral_checks.search(office.workspace, case_id).hits
    assert (hit.case_id, hit.reasons) == (other, ("the same name; a date of birth is not known",))


def test_another_birth_day_or_name_is_no_hit(office: Office) -> None:
    office.referred(date_of_birth="1990-02-04")
    office.referred(date_of_birth=BORN, first_name="Pria")
    case_id = office.referred(date_of_birth=BORN)
    assert referral_checks.search(office.workspace, case_id).hits == ()


def test_every_way_to_a_hit_has_an_index(office: Office) -> None:
    """R5: one referral is searched for among a hundred thousand as fast as among ten."""
    case_id = office.referred(date_of_birth=BORN, ni_number="AB123456C")
    asked: list[tuple[str, Any]] = []
    with office.workspace.reading() as db:
        engine = db.get_bind()
        event.listen(engine, "before_cursor_execute", lambda *heard: asked.append(heard[2:4]))
        duplicate_hits.search(db, office.workspace, [case_id])
        ways = [
            row.detail
            for statement, said in list(asked)
            for row in db.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", said)
        ]
    assert len(asked) > 2 and any("ix_case_summary_name" in way for way in ways)
    whole = {f"SCAN {table}" for table in Base.metadata.tables}
    assert [way for way in ways if " ".join(way.split()[:2]) in whole] == []


def test_hits_want_a_decision_that_fits(office: Office) -> None:
    """R5, R4: a duplicate is decided by a person, and leads to the rejection."""
    other = office.referred(date_of_birth=BORN)
    case_id = office.referred(date_of_birth=BORN)
    for decision in ("", "none", "earlier"):
        with pytest.raises(BadInput) as refused:
            referral_checks.record_search(office.workspace, case_id, decision)
        assert (refused.value.field, refused.value.paragraph) == ("decision", "JFS 3.37")
    kept = referral_checks.record_search(office.workspace, case_id, "duplicate").value
    assert kept.detail["hits"] == "1" and kept.detail["found"] == str(other)


def test_earlier_closed_referrals_of_the_person_propose_themselves(office: Office) -> None:
    """R9: what is closed already is told with its stage."""
    earlier = office.referred(ni_number="AB123456C")
    office.record(earlier, FactKind.REJECTED)
    case_id = office.referred(ni_number="AB 12 34 56 C")
    found = referral_checks.search(office.workspace, case_id)
    assert found.proposed == "earlier"
    assert [(hit.case_id, hit.open, hit.same_person) for hit in found.hits] == [(earlier, False, True)]
    assert "the same NI number" in found.hits[0].reasons


def test_search_is_owed_again_once_the_meeting_is_booked(office: Office) -> None:
    """R5: the start is not keyed on the strength of a search made before the booking (JFS 3.37)."""
    case_id = _ready_for_the_start(office)
    assert referral_checks.needed_before_start(office.workspace, case_id)
    with pytest.raises(RefusedByRule, match="Search for duplicates once more"):
        office.record(case_id, FactKind.START_KEYED)
    referral_checks.record_search(office.workspace, case_id)
    assert not referral_checks.needed_before_start(office.workspace, case_id)
    office.record(case_id, FactKind.START_KEYED)


def test_search_can_be_undone_and_stands_in_the_history(office: Office) -> None:
    case_id = office.referred()
    at_intake = referral_checks.last_search(office.workspace, case_id)
    done = referral_checks.record_search(office.workspace, case_id)
    assert referral_checks.last_search(office.workspace, case_id) == done.value != at_intake
    assert done.label and done.change_id is not None
    history.undo(office.workspace, done.change_id)
    assert referral_checks.last_search(office.workspace, case_id) == at_intake


def test_what_intake_found_is_settled_before_the_acceptance(office: Office) -> None:
    """T4, R5: the hit is kept with the intake and bars the acceptance until somebody says what it is."""
    other = office.referred(date_of_birth=BORN)
    case_id = office.referred(date_of_birth=BORN)
    found = referral_checks.last_search(office.workspace, case_id)
    assert found is not None and found.kind == FactKind.DUPLICATES_FOUND
    assert found.detail == {"criteria": "name_and_birth,reference", "hits": "1", "found": str(other)}
    assert referral_checks.needed_before_acceptance(office.workspace, case_id)
    with pytest.raises(RefusedByRule, match="Say on the Referral tab what they are") as refused:
        office.record(case_id, FactKind.ACKNOWLEDGED)
    assert refused.value.paragraph == "JFS 3.37"
    referral_checks.record_search(office.workspace, case_id, "duplicate")
    with pytest.raises(RefusedByRule, match="reject it on PRaP"):
        office.record(case_id, FactKind.ACKNOWLEDGED)
    referral_checks.record_search(office.workspace, case_id, "other_people")
    assert not referral_checks.needed_before_acceptance(office.workspace, case_id)
    office.record(case_id, FactKind.ACKNOWLEDGED)


def test_somebody_alike_who_came_since_is_looked_at_before_the_acceptance(office: Office) -> None:
    """R5, J3.37: the search at intake is not enough once another referral of that name has come in; PRaP's
    entry says so before anything is keyed."""
    case_id = office.referred(date_of_birth=BORN)
    assert not referral_checks.needed_before_acceptance(office.workspace, case_id)
    office.referred(date_of_birth=BORN)
    assert referral_checks.needed_before_acceptance(office.workspace, case_id)
    (way, _) = prap.opened(office.workspace, case_id, "acknowledge").line.entry.ways
    assert [one.paragraph for one in way.missing] == ["JFS 3.37"]
    with pytest.raises(RefusedByRule, match="has come in since"):
        office.record(case_id, FactKind.ACKNOWLEDGED)
    referral_checks.record_search(office.workspace, case_id, "other_people")
    office.record(case_id, FactKind.ACKNOWLEDGED)


def test_closed_referrals_of_the_very_same_person_settle_themselves(office: Office) -> None:
    """R9, T4: the form and the import say that this is an earlier case; nobody is asked twice."""
    earlier = office.referred(ni_number="AB123456C")
    office.record(earlier, FactKind.REJECTED)
    case_id = office.referred(ni_number="AB123456C")
    kept = referral_checks.last_search(office.workspace, case_id)
    assert kept is not None and (kept.detail["decision"], kept.detail["hits"]) == ("earlier", "1")
    office.record(case_id, FactKind.ACKNOWLEDGED)


def test_people_of_one_file_are_compared_with_one_another(office: Office) -> None:
    """R5: two rows of one name and date of birth, taken in together, are each other's hits."""
    forms = [
        ReferralForm(
            prap_reference=f"PR-9{number}",
            referral_made_on="2021-06-04",
            received_at="2021-06-04 08:30",
            first_name=first,
            last_name=last,
            date_of_birth=BORN,
        )
        for number, (first, last) in enumerate((("Mair", "Huws"), ("Huws", "Mair"), ("Ola", "Berg")))
    ]
    examined = [FormChecks(office.workspace.programme, TODAY, None).examine(form).clean for form in forms]
    with office.workspace.changing(referrals.ADD) as change:
        taken = [(clean, None) for clean in examined if clean is not None]
        made = referrals.write(change, office.workspace, taken, ReferralSource.PRAP_FILE)
    kept = [referral_checks.last_search(office.workspace, one) for one in made]
    assert [one.detail["hits"] for one in kept if one] == ["1", "1", "0"]


def _ready_for_the_start(office: Office) -> UUID:
    office.on(date(2021, 5, 18))
    case_id = office.referred()
    referral_checks.record_search(office.workspace, case_id)
    office.record(case_id, FactKind.ACKNOWLEDGED)
    office.on(date(2021, 5, 20), "11:00")
    office.record(case_id, FactKind.CONTACTED)
    booking = {"booked_for": "2021-05-26"}
    office.record(case_id, FactKind.MEETING_BOOKED, at=time(10, 30), detail=booking)
    office.on(date(2021, 5, 26), "17:00")
    office.record(case_id, FactKind.IDENTITY_CONFIRMED, at=time(9, 59))
    office.record(case_id, FactKind.INITIAL_MEETING_HELD, at=time(10, 0))
    for kind in (
        FactKind.VOLUNTEER_CONFIRMED,
        FactKind.JFAP_AGREED,
        FactKind.PACK_SENT,
        FactKind.DRAFT_JFAP_SENT,
    ):
        office.record(case_id, kind)
    return case_id
