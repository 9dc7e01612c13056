"""Recording what happened: guards with their paragraph, lateness with its reason, the PRaP right."""

from __future__ import annotations

from datetime import date, time

import pytest

from jfs_desktop.casework.cases.caseload import Caseload
from jfs_desktop.casework.desk import case_facts, clocks
from jfs_desktop.casework.office import prap_right, staff
from jfs_desktop.casework.prap import prap_keying
from jfs_desktop.casework.recording import allowed_choices, fact_choices, facts, lateness
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.errors import BadInput, NotFound, RefusedByRule
from jfs_desktop.rules.clocks.clocks import ClockState
from jfs_desktop.rules.facts.facts import OF_THE_REFERRAL, FactKind
from jfs_desktop.rules.programme.roles import Role

JUNE_4 = date(2021, 6, 4)


@pytest.mark.parametrize(
    ("kind", "paragraph"),
    [
        (FactKind.CONTACTED, "JFS 3.07"),
        (FactKind.INITIAL_MEETING_HELD, "JFS 3.07"),
        (FactKind.SESSION_HELD, "JFS 3.19"),
        (FactKind.START_KEYED, "JFS 3.07"),
        (FactKind.COMPLETED, "JFS 5.01"),
        (FactKind.JFAP_SENT_TO_JOBCENTRE, "JFS 5.03"),
    ],
)
def test_a_guard_refuses_with_its_paragraph(office, kind, paragraph):
    """T4 to T13: what comes before its time is refused, and says where that is written."""
    case_id = office.referred()
    before = office.entries()
    with pytest.raises(RefusedByRule) as refused:
        office.record(case_id, kind)
    assert refused.value.paragraph == paragraph
    assert office.entries() == before


def test_a_one_to_one_waits_for_the_initial_meeting(office):
    """JFS 3.19: the session is refused before the meeting and taken after it."""
    case_id = office.referred()
    office.record(case_id, FactKind.ACKNOWLEDGED)
    with pytest.raises(RefusedByRule, match="initial meeting"):
        office.record(case_id, FactKind.SESSION_HELD)
    office.record(case_id, FactKind.IDENTITY_CONFIRMED)
    office.record(case_id, FactKind.INITIAL_MEETING_HELD)
    assert office.record(case_id, FactKind.SESSION_HELD).kind == "session_held"


def test_a_lapsed_referral_can_no_longer_be_accepted(office):
    """R3, JFS 3.08: the day after the window nothing but handing back is left."""
    office.on(date(2021, 6, 2))
    case_id = office.referred()
    office.on(date(2021, 6, 4))
    with pytest.raises(RefusedByRule) as refused:
        office.record(case_id, FactKind.ACKNOWLEDGED, late_reason="Was on leave")
    assert refused.value.paragraph == "JFS 3.08"
    assert office.record(case_id, FactKind.HANDED_BACK, late_reason="Was on leave").kind == "handed_back"


def test_lateness_asks_for_a_reason_and_keeps_it(office):
    """A late duty stays open until it is done, takes a reason, and counts as late."""
    office.on(date(2021, 5, 18))
    case_id = office.referred()
    office.record(case_id, FactKind.ACKNOWLEDGED)
    office.on(date(2021, 6, 4))
    with pytest.raises(BadInput) as refused:
        office.record(case_id, FactKind.CONTACTED)
    assert (refused.value.field, refused.value.paragraph) == ("late_reason", "JFS 3.11")
    view = office.record(case_id, FactKind.CONTACTED, late_reason="Wrong number on the referral")
    assert view.late_reason == "Wrong number on the referral"
    reading = next(
        one for one in clocks.of_case(office.workspace, case_id) if one.id == "contact_participant"
    )
    assert reading.state is ClockState.MET_LATE


def test_hours_that_are_over_ask_for_a_reason_on_the_same_day(office):
    """W9, JFS 3.38: POST's 24 hours end by the minute, not with the day."""
    case_id = office.started()
    office.on(date(2021, 6, 3), "12:00")
    for kind in (FactKind.ERROR_FOUND_AFTER_START, FactKind.PRAP14_SENT):
        office.record(case_id, kind)
    office.record(case_id, FactKind.POST_CONFIRMED, at=time(11, 30))
    office.on(JUNE_4, "13:00")
    with pytest.raises(BadInput) as refused:
        office.record(case_id, FactKind.CANCELLATION_KEYED, at=time(11, 31))
    assert refused.value.field == "late_reason"
    assert "11:30" in refused.value.text
    in_time = office.record(case_id, FactKind.CANCELLATION_KEYED, at=time(11, 29), late_reason="Away")
    assert in_time.late_reason == ""


def test_what_happened_in_time_and_is_recorded_later_is_not_late(office):
    """The day a thing happened and the day it was recorded are two facts."""
    office.on(date(2021, 5, 18))
    case_id = office.referred()
    office.record(case_id, FactKind.ACKNOWLEDGED)
    office.on(date(2021, 6, 4))
    view = office.record(case_id, FactKind.CONTACTED, on=date(2021, 5, 20), at=time(10, 15))
    assert view.late_reason == ""
    assert view.on == date(2021, 5, 20)
    assert view.recorded_at == office.clock.at


def test_only_somebody_with_the_prap_right_can_have_keyed(office):
    """W14, JFS 6.14."""
    colleague = staff.add(office.workspace, name="Gareth Pugh", role=Role.ADVISER, prap_role=False).value
    case_id = office.referred()
    with pytest.raises(BadInput) as refused:
        office.record(case_id, FactKind.ACKNOWLEDGED, by=colleague.id)
    assert (refused.value.field, refused.value.paragraph) == ("by", "JFS 6.14")
    staff.change(office.workspace, colleague.id, name="Gareth Pugh", role=Role.ADVISER, prap_role=True)
    assert office.record(case_id, FactKind.ACKNOWLEDGED, by=colleague.id).by == "Gareth Pugh"


def test_w14_without_the_prap_right_nobody_marks_an_entry_in_the_name_of_who_has_it(office):
    """W14, JFS 6.14: the general form says so, too, and takes no entry over."""
    ws, keyer = office.workspace, office.workspace.me
    case_id = office.referred()
    kinds = (FactKind.ACKNOWLEDGED, FactKind.WITHDREW)
    prap_keying.hand_over(
        ws,
        case_id,
        "acknowledge",
        staff.add(ws, name="Gareth Pugh", role=Role.ADVISER, prap_role=True).value.id,
    )
    assert FactKind.ENTRY_TAKEN_OVER not in {one.kind for one in fact_choices.for_case(ws, case_id)}
    offered = fact_choices.of_kinds(ws, case_id, kinds)
    assert allowed_choices.allowed(ws, case_id, offered) == offered
    staff.work_as(ws, staff.add(ws, name="Owen Lloyd", role=Role.ADVISER, prap_role=False).value.id)
    with pytest.raises(BadInput, match="hand this entry over") as refused:
        office.record(case_id, FactKind.ACKNOWLEDGED, by=keyer.id)
    assert (refused.value.field, refused.value.paragraph) == ("by", "JFS 6.14")
    told = allowed_choices.allowed(ws, case_id, offered)
    assert [(one.kind, one.refused) for one in told] == [
        (FactKind.WITHDREW, ""),
        (FactKind.ACKNOWLEDGED, f"{prap_right.WITHOUT_RIGHT} (JFS 6.14)"),
    ]


@pytest.mark.parametrize(
    ("on", "at", "field"), [(date(2021, 6, 5), None, "on"), (date(2021, 6, 4), time(9, 1), "at")]
)
def test_the_future_is_refused(office, on, at, field):
    case_id = office.referred()
    with pytest.raises(BadInput) as refused:
        office.record(case_id, FactKind.SAFEGUARDING_NOTICED, on=on, at=at)
    assert refused.value.field == field


def test_a_fixed_choice_is_asked_for(office):
    """X12: an end code from the list, one that PRaP sets itself never, advice where it is needed."""
    case_id = office.started()
    office.on(date(2021, 6, 4))
    office.record(case_id, FactKind.WITHDREW)
    office.record(case_id, FactKind.ENDED_EARLY)
    for detail in ({"end_code": ""}, {"end_code": "45"}, {"end_code": "37"}, {"end_code": "39"}):
        with pytest.raises(RefusedByRule):
            office.record(case_id, FactKind.END_KEYED, detail=detail)
    advised = {
        "end_code": "37",
        "advice_reference": "POL-14",
        "advised_by": "J. Harwood",
        "advised_on": "2021-06-04",
    }
    assert office.record(case_id, FactKind.END_KEYED, detail=advised).kind == "end_keyed"


def test_withdrawing_needs_a_reason_and_brings_the_clock_back(office):
    case_id = office.referred()
    fact = office.record(case_id, FactKind.ACKNOWLEDGED)
    assert stage_of(office, case_id) == "accepted"
    with pytest.raises(BadInput):
        facts.withdraw(office.workspace, fact.id, "  ")
    taken = facts.withdraw(office.workspace, fact.id, "Keyed for somebody else").value
    assert taken.withdrawn_reason == "Keyed for somebody else"
    assert stage_of(office, case_id) == "received"
    shown = [view for view in facts.of_case(office.workspace, case_id) if view.id == fact.id]
    assert shown[0].withdrawn_reason == "Keyed for somebody else"
    with pytest.raises(RefusedByRule):
        facts.withdraw(office.workspace, fact.id, "Again")


def test_an_unknown_case_is_not_found(office):
    with pytest.raises(NotFound):
        facts.record(
            office.workspace,
            office.workspace.new_key(),
            WhatHappened(FactKind.ACKNOWLEDGED, office.workspace.today()),
        )


def stage_of(office, case_id):
    return Caseload(office.workspace).rows([case_id])[0].stage


@pytest.mark.parametrize("kind", OF_THE_REFERRAL)
def test_the_days_of_a_referral_are_corrected_and_never_taken_back(office, kind):
    """R1, R3: all clocks of a case count from them, and the tab Referral shows them."""
    case_id = office.referred(claim_start_date=date(2021, 5, 1))
    with office.workspace.reading() as db:
        day = next(fact for fact in case_facts.load(db, case_id).facts if fact.kind is kind)
    before, due = office.entries(), [one.due for one in clocks.of_case(office.workspace, case_id)]
    with pytest.raises(RefusedByRule, match="stands on this day") as refused:
        facts.withdraw(office.workspace, day.id, "wrong")
    assert "Correct it" in refused.value.remedy
    assert office.entries() == before
    assert [one.due for one in clocks.of_case(office.workspace, case_id)] == due


def test_nothing_is_recorded_for_a_day_before_the_referral_came(office):
    """R1: an acceptance of the day before would leave its own clock open for ever."""
    office.on(date(2021, 6, 4))
    case_id = office.referred(date(2021, 6, 1), received_at="2021-06-03 08:00")
    with pytest.raises(RefusedByRule, match="received only on 3 June 2021"):
        office.record(case_id, FactKind.ACKNOWLEDGED, on=date(2021, 6, 2))
    with pytest.raises(RefusedByRule, match="made only on 1 June 2021"):
        office.record(case_id, FactKind.ACKNOWLEDGED, on=date(2021, 5, 31))
    office.record(case_id, FactKind.ACKNOWLEDGED, on=date(2021, 6, 3))
    state = {one.id: one.state for one in clocks.of_case(office.workspace, case_id)}
    assert state["acknowledge_referral"] is ClockState.MET


def test_no_filler_passes_for_a_reason(office) -> None:
    """JFS 7.04: taken back, and late, for a reason in words."""
    office.on(date(2021, 5, 18))
    case_id = office.referred()
    wrong = office.record(
        case_id, FactKind.JOBCENTRE_APPOINTMENT_TOLD, detail={"appointment_on": "2021-05-25"}
    )
    for said in ("ok", "n/a", "-"):
        with pytest.raises(BadInput) as refused:
            facts.withdraw(office.workspace, wrong.id, said)
        assert refused.value.field == "reason"
    facts.withdraw(office.workspace, wrong.id, "Another person's")
    office.record(case_id, FactKind.ACKNOWLEDGED)
    office.on(date(2021, 6, 1))
    for said in ("ok", "x"):
        with pytest.raises(BadInput) as late:
            office.record(case_id, FactKind.CONTACTED, late_reason=said)
        assert late.value.field == "late_reason"
        with pytest.raises(BadInput):
            lateness.explain(office.workspace, case_id, "contact_participant", None, said)
    office.record(case_id, FactKind.CONTACTED, late_reason="Ill")


def test_the_reason_from_a_fixed_list_stands_with_its_entry(office):
    """R4, JFS 3.35: whoever opens the case to answer the Jobcentre reads why it was rejected."""
    detail = {"reason": "duplicate", "matched": "PR-1"}
    view = office.record(office.referred(), FactKind.REJECTED, detail=detail)
    assert view.reason.startswith("Reason: ") and "uplicate" in view.reason
    assert office.record(office.referred(), FactKind.ACKNOWLEDGED).reason == ""
