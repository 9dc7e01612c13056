"""The head of a case, its journey, and who looks after it."""

from __future__ import annotations

from datetime import date, time

import pytest

from jfs_desktop.casework.cases import cases, history
from jfs_desktop.casework.office import staff
from jfs_desktop.casework.recording import facts
from jfs_desktop.errors import NotFound
from jfs_desktop.records.views import AppointmentView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.programme.roles import Role

JUNE_4 = date(2021, 6, 4)
CELLS = [
    "referred", "acknowledged", "contacted", "initial_meeting", "prap_outcome", "provision", "final", "end",
]  # fmt: skip


def strip(office, case_id):
    return {step.key: step for step in cases.case_view(office.workspace, case_id).journey}


def test_the_strip_of_somebody_on_provision(office):
    """The case of the mock-up: day 6 of 20, final by 24 June, ended by PRaP on 25 June."""
    case_id = office.started()
    office.on(JUNE_4)
    view = cases.case_view(office.workspace, case_id)
    assert [step.key for step in view.journey] == CELLS
    steps = strip(office, case_id)
    assert steps["referred"].text == "18 May"
    assert (steps["initial_meeting"].text, steps["initial_meeting"].state) == ("26 May", "done")
    assert (steps["provision"].text, steps["provision"].state) == ("Day 6 of 20 · aim 10", "now")
    assert (steps["final"].text, steps["final"].state) == ("by 24 June", "ahead")
    assert steps["end"].text == "25 June"
    assert (view.stage, view.start_date, view.open) == ("started", date(2021, 5, 26), True)


def test_the_strip_before_the_meeting(office):
    case_id = office.referred()
    steps = strip(office, case_id)
    assert (steps["acknowledged"].text, steps["acknowledged"].state) == ("by 7 June", "now")
    assert [steps[key].state for key in ("contacted", "initial_meeting", "prap_outcome")] == ["ahead"] * 3


def test_the_strip_of_a_late_and_of_a_closed_case(office):
    office.on(date(2021, 5, 18))
    late, closed = office.referred(), office.referred(first_name="Tom")
    office.record(late, FactKind.ACKNOWLEDGED)
    office.record(closed, FactKind.REJECTED)
    office.on(JUNE_4)
    assert (strip(office, late)["contacted"].text, strip(office, late)["contacted"].state) == (
        "was due 28 May",
        "late",
    )
    states = {key: step.state for key, step in strip(office, closed).items()}
    assert states["acknowledged"] == "done"
    assert {states[key] for key in CELLS[2:]} == {"not_needed"}


def test_the_strip_of_a_completer(office):
    case_id = office.started()
    office.on(JUNE_4)
    office.record(office.finalised(case_id), FactKind.COMPLETED, late_reason="Away")
    office.record(case_id, FactKind.END_KEYED, detail={"end_code": "39"})
    steps = strip(office, case_id)
    assert (steps["provision"].text, steps["final"].text) == ("Day 6 of 20", "completed 4 June")
    assert {step.state for step in steps.values()} == {"done"}


def test_the_strip_after_prap_has_ended_the_case_by_itself(office):
    """JFS 5.08, X16: the days stop with PRaP's own end, seen or not."""
    case_id = office.started()
    office.on(date(2021, 8, 13))
    steps = strip(office, case_id)
    assert (steps["provision"].text, steps["provision"].state) == ("Day 20 of 20", "done")
    assert (steps["end"].text, steps["end"].state) == ("25 June", "late")
    office.record(case_id, FactKind.AUTO_END_SEEN, late_reason="Away")
    steps = strip(office, case_id)
    assert (steps["provision"].text, steps["provision"].state) == ("Day 20 of 20", "done")
    assert (steps["end"].text, steps["end"].state) == ("13 Aug", "done")


def test_the_strip_of_somebody_met_and_closed_by_prap(office):
    """W10, AMB-81: a person met but not keyed within the days is no participant."""
    case_id = office.met()
    office.on(date(2021, 8, 13))
    steps = strip(office, case_id)
    assert (steps["provision"].text, steps["provision"].state) == ("–", "not_needed")


def test_the_strip_of_a_cancelled_case(office):
    """JFS 3.38: a start taken back by POST stops the days."""
    case_id = office.started()
    office.on(JUNE_4)
    for kind in (FactKind.ERROR_FOUND_AFTER_START, FactKind.PRAP14_SENT, FactKind.POST_CONFIRMED):
        office.record(case_id, kind)
    office.record(case_id, FactKind.CANCELLATION_KEYED)
    office.on(date(2021, 8, 13))
    steps = strip(office, case_id)
    assert (steps["provision"].text, steps["provision"].state) == ("Day 6 of 20", "done")


def test_everything_of_the_referral_is_shown(office):
    office.on(JUNE_4)
    case_id = office.referred(
        first_name="Siân", last_name="Rees", ni_number="AB 12 34 56 C", date_of_birth="2005-03-01",
        claim_start_date="2021-01-04", nation="England", notes="Prefers evenings", vulnerable="yes",
        telephone="07700 900123", email="sian@example.org", work_coach="S. Adeyemi",
    )  # fmt: skip
    view = cases.case_view(office.workspace, case_id)
    assert (view.name, view.ni_number, view.benefit_name) == ("Siân Rees", "AB123456C", "Universal Credit")
    assert (view.vulnerable, view.referral_notes, view.adviser) == (True, "Prefers evenings", "Rukhsana Khan")
    assert any("JFS 2.02" in warning for warning in view.warnings)
    assert view.time.minutes == 0


def test_a_case_is_found_by_its_reference_however_it_is_spelt(office):
    case_id = office.referred(prap_reference="PRP-7001 b")
    office.referred(prap_reference="PRP-7001")
    for spelt in ("PRP-7001 B", "prp-7001b", " PRP-7001B "):
        assert cases.find_reference(office.workspace, spelt) == case_id
    with pytest.raises(NotFound):
        cases.find_reference(office.workspace, "PRP-7")


def test_another_adviser_is_named(office):
    case_id = office.referred()
    morag = staff.add(office.workspace, name="Morag Sutherland", role=Role.ADVISER, prap_role=True).value
    cases.assign(office.workspace, case_id, morag.id)
    assert cases.case_view(office.workspace, case_id).adviser == "Morag Sutherland"
    told = history.of_case(office.workspace, case_id)[0]  # S4: before the meeting too
    assert told.text == "Changed the designated adviser from Rukhsana Khan to Morag Sutherland"
    (change,) = [one for one in facts.of_case(office.workspace, case_id) if one.kind == "adviser_changed"]
    named = {"from": "Rukhsana Khan", "to": "Morag Sutherland"}
    assert change.detail == named | {"change_reason": "Before the initial meeting was held"}
    assert any("Before the initial meeting was held" in line for line in told.details)
    with pytest.raises(NotFound):
        cases.assign(office.workspace, office.workspace.new_key(), morag.id)
    with pytest.raises(NotFound):
        cases.case_view(office.workspace, office.workspace.new_key())


def test_the_appointment_agreed_shows_until_it_is_held_or_missed(office):
    """JFS 3.19: the one agreed last; a session on an earlier day leaves it."""
    case_id = office.started()
    office.on(JUNE_4, "10:00")

    def shown():
        return cases.case_view(office.workspace, case_id).next_appointment

    assert shown() is None
    office.record(case_id, FactKind.APPOINTMENT_AGREED, detail={"agreed_for": "2021-06-07", "time": "09:15"})
    office.record(case_id, FactKind.APPOINTMENT_AGREED, detail={"agreed_for": "2021-06-09", "time": "10:30"})
    assert shown() == AppointmentView(date(2021, 6, 9), "10:30", JUNE_4)
    office.on(date(2021, 6, 8), "12:00")
    office.record(case_id, FactKind.SESSION_HELD, at=time(11, 0), late_reason="He was ill")
    assert shown() is not None
    office.on(date(2021, 6, 9), "12:00")
    office.record(case_id, FactKind.MEETING_MISSED, at=time(10, 30))
    assert shown() is None


def test_the_strip_tells_the_year_once_it_is_another(office):
    case_id = office.started()
    office.on(date(2022, 1, 10))
    assert strip(office, case_id)["contacted"].text == "26 May 2021"
