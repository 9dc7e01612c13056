"""Somebody is referred again (R3, R6 to R10, T31, AMB-29): criteria, the earlier record, fresh clocks."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from jfs_desktop.casework.cases import cases
from jfs_desktop.casework.desk import clocks
from jfs_desktop.casework.ending import early_ends
from jfs_desktop.casework.ending.early_ends import EarlyEnd
from jfs_desktop.casework.ending.ends import Death
from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.recording import fact_choices, facts
from jfs_desktop.casework.referrals import referral_checks, referral_view, weighings
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.rules.facts.facts import FactKind
from tests.casework.conftest import Office

NI = {"ni_number": "AB123456C"}
START = date(2021, 5, 4)
AGAIN = date(2021, 6, 24)


def left_on(office: Office, day: date, *, keyed: bool = True) -> UUID:
    """Somebody who disengaged and left on that day."""
    case_id = office.started(date(2021, 4, 28), START, **NI)
    office.supported(case_id, 90)
    office.on(day, "16:00")
    office.record(case_id, FactKind.DISENGAGED, late_reason="Away")
    office.record(case_id, FactKind.WITHDREW)
    office.record(case_id, FactKind.ENDED_EARLY, late_reason="Away")
    if keyed:
        detail = {"end_code": "36", "last_engaged_on": START.isoformat()}
        office.record(case_id, FactKind.END_KEYED, detail=detail, late_reason="Away")
    return case_id


def again(office: Office) -> UUID:
    office.on(AGAIN)
    return office.referred(**NI)


def answers(office: Office, case_id: UUID) -> dict[str, str]:
    panel = referral_view.of_case(office.workspace, case_id).re_referral
    assert panel is not None
    return dict(panel.answers)


def test_somebody_who_left_on_working_day_twelve_passes(office: Office) -> None:
    """R6, AMB-29: the criteria answer themselves from the earlier case, which is named."""
    earlier = left_on(office, date(2021, 5, 20))
    case_id = again(office)
    view = referral_view.of_case(office.workspace, case_id)
    (known,) = view.earlier
    assert (known.case_id, known.reference, known.minutes) == (earlier, "PR-00001", 90)
    assert known.journey is not None
    assert (known.journey.started_on, known.journey.working_days_used) == (START, 12)
    assert known.journey.end_code == "36" and known.journey.closed_on_prap
    assert answers(office, case_id) == {
        "not_completed": "yes", "limit_not_reached": "yes", "no_earlier": "yes",
    }  # fmt: skip


def test_somebody_who_ran_to_the_last_working_day_fails_one_criterion(office: Office) -> None:
    """AMB-29, J5.16: unfinished on working day 20. It is asked about, never refused."""
    case_id = office.started(date(2021, 4, 28), START, **NI)
    office.on(date(2021, 6, 8))
    office.record(case_id, FactKind.AUTO_END_SEEN, late_reason="Away")
    new = again(office)
    found = answers(office, new)
    assert (found["limit_not_reached"], found["not_completed"], found["decision"]) == ("no", "yes", "query")
    office.record(new, FactKind.ACKNOWLEDGED)


def test_somebody_who_completed_early_fails_the_other(office: Office) -> None:
    """AMB-29, J3.42: completed on working day 9."""
    case_id = office.started(date(2021, 4, 28), START, **NI)
    office.on(date(2021, 5, 17), "17:00")
    office.finalised(case_id)
    office.record(case_id, FactKind.COMPLETED)
    detail = {"end_code": "39", "last_engaged_on": "2021-05-17"}
    office.record(case_id, FactKind.END_KEYED, detail=detail)
    found = answers(office, again(office))
    assert (found["limit_not_reached"], found["not_completed"], found["decision"]) == ("yes", "no", "query")


def test_a_second_re_referral_fails(office: Office) -> None:
    """R6, R9: one re-referral ever."""
    left_on(office, date(2021, 5, 13))
    office.on(date(2021, 5, 24))
    second = office.started(date(2021, 5, 24), date(2021, 5, 25), **NI)
    office.on(date(2021, 5, 28), "16:00")
    office.record(second, FactKind.WITHDREW)
    office.record(second, FactKind.ENDED_EARLY)
    office.record(second, FactKind.END_KEYED, late_reason="Away")
    found = answers(office, again(office))
    assert (found["no_earlier"], found["decision"]) == ("no", "query")


def test_without_a_start_it_is_a_new_first_referral(office: Office) -> None:
    """R9: after a rejection nobody was re-referred, and there are no criteria to weigh."""
    case_id = office.referred(**NI)
    office.record(case_id, FactKind.REJECTED)
    view = referral_view.of_case(office.workspace, again(office))
    assert view.re_referral is None
    assert [(one.case_id, one.journey) for one in view.earlier] == [(case_id, None)]


@pytest.mark.parametrize(
    "before",
    [{"date_of_birth": "1990-02-03"}, {"first_name": "Marsh", "last_name": "Sol"}],
    ids=["as before", "with the names exchanged"],
)
def test_a_referral_linked_by_its_search_supersedes_the_lapsed_one(
    before: dict[str, str], office: Office
) -> None:
    """R3, R9: without an NI number the search links the two, and each names the other."""
    born = {"first_name": "Sol", "last_name": "Marsh", "date_of_birth": "1990-02-03"}
    office.on(date(2021, 5, 18))
    lapsed = office.referred(**born | {"date_of_birth": ""} | before)
    office.on(AGAIN)
    stranger = office.referred(**born | {"first_name": "Tom"})
    new = office.referred(**born)
    assert referral_view.of_case(office.workspace, lapsed).later is None
    referral_checks.record_search(office.workspace, new, "earlier")
    later = referral_view.of_case(office.workspace, lapsed).later
    assert later is not None and later[0] == new != stranger
    assert [one.case_id for one in referral_view.of_case(office.workspace, new).earlier] == [lapsed]


def test_after_an_automatic_dna_it_is_a_new_first_referral(office: Office) -> None:
    """R8, R9, AMB-81: met but never keyed, so PRaP knows no start: no criteria, no alarm, and accepted."""
    met = office.met(date(2021, 5, 4), date(2021, 5, 10), **NI)
    for kind in (FactKind.VOLUNTEER_CONFIRMED, FactKind.JFAP_AGREED, FactKind.PACK_SENT):
        office.record(met, kind)
    new = again(office)
    assert cases.case_view(office.workspace, met).stage == "auto_dna"
    view = referral_view.of_case(office.workspace, new)
    assert (view.re_referral, view.record.re_referral) == (None, False)
    assert [one.journey for one in view.earlier] == [None]
    office.record(new, FactKind.ACKNOWLEDGED)


def test_a_re_referral_nobody_came_to_was_the_one_there_is(office: Office) -> None:
    """R6, R9: accepted and missed, it still was a re-referral, so that another is asked about; the journey
    that counts is the one with a start."""
    left_on(office, date(2021, 5, 13))
    office.on(date(2021, 5, 24))
    missed = office.referred(**NI)
    office.record(missed, FactKind.ACKNOWLEDGED)
    office.on(date(2021, 6, 1))
    office.record(missed, FactKind.INITIAL_MEETING_MISSED, detail={"told_beforehand": "Will not come"})
    office.record(missed, FactKind.DNA_KEYED)
    new = again(office)
    assert answers(office, new)["no_earlier"] == "no"
    view = referral_view.of_case(office.workspace, new)
    assert [one.was_re_referral for one in view.earlier] == [True, False]


def test_not_accepted_while_prap_holds_the_earlier_case_open(office: Office) -> None:
    """R8, J5.19: refused with what to do, until the end is keyed or PRaP is seen to show it."""
    earlier = left_on(office, date(2021, 5, 20), keyed=False)
    case_id = again(office)
    panel = referral_view.of_case(office.workspace, case_id).re_referral
    assert panel is not None and "4 May 2021" in panel.alarm
    (offered,) = fact_choices.of_kinds(office.workspace, case_id, [FactKind.ACKNOWLEDGED])
    assert "no end keyed on PRaP" in offered.refused and "JFS 5.19" in offered.refused
    kinds = [one.kind for one in fact_choices.for_case(office.workspace, case_id)]
    assert FactKind.ACKNOWLEDGED not in kinds and FactKind.REJECTED in kinds
    with pytest.raises(RefusedByRule, match="no end keyed on PRaP") as refused:
        office.record(case_id, FactKind.ACKNOWLEDGED)
    assert refused.value.paragraph == "JFS 5.19"
    office.record(case_id, FactKind.EARLIER_END_CHECKED, detail={"ended_on": "2021-05-21"})
    panel = referral_view.of_case(office.workspace, case_id).re_referral
    assert panel is not None and panel.alarm == ""
    (offered,) = fact_choices.of_kinds(office.workspace, case_id, [FactKind.ACKNOWLEDGED])
    assert offered.refused == ""
    office.record(case_id, FactKind.ACKNOWLEDGED)
    assert referral_view.of_case(office.workspace, earlier).later is not None


def test_keyed_end_of_the_earlier_case_opens_the_way_too(office: Office) -> None:
    """R8: the gate looks at the earlier case, not at a tick on the new one."""
    earlier = left_on(office, date(2021, 5, 20), keyed=False)
    case_id = again(office)
    detail = {"end_code": "36", "last_engaged_on": START.isoformat()}
    detail["still_open_on_prap"] = "The case was open on the screen"
    with pytest.raises(RefusedByRule, match="no end keyed on PRaP"):
        office.record(case_id, FactKind.ACKNOWLEDGED)
    office.record(earlier, FactKind.END_KEYED, detail=detail, late_reason="Found at the re-referral")
    panel = referral_view.of_case(office.workspace, case_id).re_referral
    assert panel is not None and panel.alarm == ""
    office.record(case_id, FactKind.ACKNOWLEDGED)
    assert cases.case_view(office.workspace, case_id).stage == "accepted"


def test_everything_begins_anew_and_the_old_stays_readable(office: Office) -> None:
    """R7, T31: day one again, minutes at zero, a new JFAP; the old case keeps its own."""
    earlier = left_on(office, date(2021, 5, 20))
    old = plans.open_plan(office.workspace, earlier)
    assert old.content.activities and old.case_id == earlier
    case_id = again(office)
    view = cases.case_view(office.workspace, case_id)
    assert (view.stage, view.start_date) == ("received", None)
    assert sessions.total(office.workspace, case_id).minutes == 0
    assert plans.open_plan(office.workspace, case_id).versions == ()
    running = {one.id: one for one in clocks.of_case(office.workspace, case_id) if one.due}
    assert running["acknowledge_referral"].due == date(2021, 6, 25)
    assert running["prap_auto_dna"].due == date(2021, 7, 25)
    assert "maximum_provision" not in running
    assert sessions.total(office.workspace, earlier).minutes == 90
    assert plans.open_plan(office.workspace, earlier).content == old.content
    assert plans.open_plan(office.workspace, case_id).content.activities == ()


def test_weighing_is_kept_and_a_doubt_is_asked_inside_the_window(office: Office) -> None:
    """R6: the answers, who gave them, and a query to the Work Coach; the Jobcentre decides."""
    earlier = left_on(office, date(2021, 5, 20))
    case_id = again(office)
    said = answers(office, case_id) | {
        "reassessed": "not_known", "still_eligible": "yes", "decision": "query",
        "reason": "Was in hospital.",
    }  # fmt: skip
    kept = weighings.weigh(office.workspace, case_id, FactKind.RE_REFERRAL_WEIGHED, said).value.detail
    assert {key: kept[key] for key in kept if key.startswith("prior_")} == {
        "prior_case": str(earlier), "prior_reference": "PR-00001", "prior_end_code": "36",
        "prior_working_days": "12", "prior_re_referrals": "0",
    }  # fmt: skip
    with pytest.raises(BadInput) as refused:  # who assessed it is asked for
        weighings.weigh(office.workspace, case_id, FactKind.RE_REFERRAL_WEIGHED, said | {"reassessed": "yes"})
    assert refused.value.field == "work_coach"
    view = referral_view.of_case(office.workspace, case_id)
    assert view.re_referral is not None and view.acknowledge_by == date(2021, 6, 25)
    assert [doubt.key for doubt in view.not_raised] == ["reassessed"]
    detail = {"doubt": "re_referral"}
    office.record(case_id, FactKind.WORK_COACH_CONSULTED, detail=detail)
    view = referral_view.of_case(office.workspace, case_id)
    assert view.not_raised == () and len(view.waiting) == 1


@pytest.mark.parametrize("keyed", [True, False])
def test_somebody_known_as_deceased_is_asked_about_first(office: Office, keyed: bool) -> None:
    """R6, E9, JFS 5.11: nothing is refused, but the Work Coach is asked before anything else."""
    earlier = office.started(date(2021, 4, 28), START, **NI)
    office.on(date(2021, 5, 20))
    death = Death(date(2021, 5, 20), "The sister")
    early_ends.end_early(office.workspace, earlier, EarlyEnd("died", date(2021, 5, 20), death=death))
    if keyed:
        detail = {"end_code": "43", "last_engaged_on": START.isoformat()}
        office.record(earlier, FactKind.END_KEYED, detail=detail, late_reason="Away")
    view = referral_view.of_case(office.workspace, again(office))
    first = view.not_raised[0]
    assert first.key == "deceased" and "deceased: ask the Work Coach" in first.text
    assert first.text.startswith("PRaP shows") is keyed and ("code 43" in first.why) is keyed
    office.record(view.case_id, FactKind.WORK_COACH_CONSULTED, detail={"doubt": "eligibility"})
    assert "deceased" not in {
        one.key for one in referral_view.of_case(office.workspace, view.case_id).not_raised
    }


def test_lapsed_referral_is_handed_back_and_superseded(office: Office) -> None:
    """R3, R10, T31: to whom, how and when is kept; the new referral of the person is linked."""
    office.on(date(2021, 5, 18))
    case_id = office.referred(**NI)
    office.on(date(2021, 5, 24))
    view = referral_view.of_case(office.workspace, case_id)
    assert view.lapsed and view.may_hand_back and view.later is None
    with pytest.raises(RefusedByRule, match="has lapsed"):
        office.record(case_id, FactKind.ACKNOWLEDGED)
    detail = {"to_whom": "D. Osei", "method": "telephone", "cause": "Sick leave."}
    office.record(case_id, FactKind.HANDED_BACK, detail=detail, late_reason="Away")
    new = again(office)
    view = referral_view.of_case(office.workspace, case_id)
    assert view.handed_back is not None and view.handed_back.detail["to_whom"] == "D. Osei"
    assert view.later is not None and view.later[0] == new
    assert referral_view.of_case(office.workspace, new).re_referral is None


def test_taking_the_check_back_closes_the_gate_again(office: Office) -> None:
    """R8: what was recorded wrongly is taken back with its reason."""
    left_on(office, date(2021, 5, 20), keyed=False)
    case_id = again(office)
    seen = office.record(case_id, FactKind.EARLIER_END_CHECKED, detail={"ended_on": "2021-05-21"})
    facts.withdraw(office.workspace, seen.id, "Looked at another person")
    with pytest.raises(RefusedByRule, match="no end keyed"):
        office.record(case_id, FactKind.ACKNOWLEDGED)
