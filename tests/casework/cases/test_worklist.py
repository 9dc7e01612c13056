"""The worklist: every duty of a case appears once, and leaves when what meets it is recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time

import pytest

from jfs_desktop.casework.cases.worklist import worklist
from jfs_desktop.casework.desk.redating import redate
from jfs_desktop.casework.prap import prap
from jfs_desktop.rules.clocks.clocks import ClockState
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.programme.clock_rules import Scope
from jfs_desktop.store.profiles import load_programme

JUNE_4 = date(2021, 6, 4)
PAPERS = (
    FactKind.VOLUNTEER_CONFIRMED,
    FactKind.JFAP_AGREED,
    FactKind.PACK_SENT,
    FactKind.DUPLICATES_SEARCHED,
)
Way = Callable[..., object]


def _accepted(office):
    office.on(date(2021, 5, 26))
    case_id = office.referred()
    office.record(case_id, FactKind.ACKNOWLEDGED)
    office.on(JUNE_4)
    return case_id


def _met_with_papers(office):
    case_id = _met(office)
    for kind in PAPERS:
        office.record(case_id, kind)
    return case_id


def _met(office):
    case_id = office.met()
    office.on(JUNE_4)
    return case_id


def _started(office, *later):
    case_id = office.started(date(2021, 5, 18), date(2021, 5, 26))
    office.on(JUNE_4, "12:00")
    for kind in later:
        said = {"detail": {"requested_on": "2021-06-04"}} if kind is FactKind.JFAP_REQUESTED else {}
        office.record(case_id, kind, late_reason="Away", **said)
    return case_id


def _auto_dna(office):
    office.on(date(2021, 5, 4))
    case_id = office.referred()
    office.record(case_id, FactKind.ACKNOWLEDGED)
    office.on(JUNE_4)
    return case_id


def _auto_ended(office):
    case_id = office.started(date(2021, 4, 28), date(2021, 5, 4))
    office.on(JUNE_4)
    return case_id


def _away_for_unknown(office):
    case_id = _started(office)
    away = {"where": "outside", "moves_on": "2021-05-27", "longer_than_left": ""}
    office.record(case_id, FactKind.MOVED, detail=away)
    return case_id


def _doubted(office):
    case_id = _accepted(office)
    office.record(case_id, FactKind.WORK_COACH_CONSULTED)
    return case_id


def _late_in_provision(office):
    case_id = office.started(date(2021, 5, 6), date(2021, 5, 11))
    office.on(JUNE_4)
    return case_id


def _completer(office):
    case_id = office.finalised(_started(office))
    office.record(case_id, FactKind.COMPLETED)
    return case_id


WAYS: Mapping[str, tuple[Way, tuple[FactKind, ...]]] = {
    "acknowledge_referral": (lambda office: office.referred(), (FactKind.ACKNOWLEDGED,)),
    "contact_participant": (_accepted, (FactKind.CONTACTED,)),
    "hold_initial_meeting": (_accepted, (FactKind.IDENTITY_CONFIRMED, FactKind.INITIAL_MEETING_HELD)),
    "record_prap_outcome": (_met_with_papers, (FactKind.START_KEYED,)),
    "prap_last_safe_input": (_met_with_papers, (FactKind.START_KEYED,)),
    "prap_auto_dna": (_auto_dna, (FactKind.HANDED_BACK,)),
    "next_appointment": (_met, (FactKind.SESSION_HELD,)),
    "chase_pack_reply": (_met, (FactKind.PACK_SENT, FactKind.PACK_ACKNOWLEDGED)),
    "chase_jfap_reply": (_met, (FactKind.DRAFT_JFAP_SENT, FactKind.JFAP_ACKNOWLEDGED)),
    "ask_survey": (_completer, (FactKind.SURVEY_ASKED,)),
    "maximum_provision": (
        lambda office: office.finalised(_late_in_provision(office)),
        (FactKind.COMPLETED,),
    ),
    "effective_last_day": (_late_in_provision, (FactKind.WITHDREW, FactKind.ENDED_EARLY)),
    "prap_auto_end": (_auto_ended, (FactKind.AUTO_END_SEEN,)),
    "update_jfap_after_session": (
        lambda office: _started(office, FactKind.SESSION_HELD),
        (FactKind.JFAP_UPDATED,),
    ),
    "missed_meeting_contact": (
        lambda office: _started(office, FactKind.MEETING_MISSED),
        (FactKind.RE_CONTACT_ATTEMPTED,),
    ),
    "disengagement_contact": (
        lambda office: _started(office, FactKind.DISENGAGED),
        (FactKind.RE_CONTACT_ATTEMPTED,),
    ),
    "re_engagement_window_capped": (
        lambda office: _started(office, FactKind.DISENGAGED, FactKind.RE_CONTACT_ATTEMPTED),
        (FactKind.RE_ENGAGED,),
    ),
    "exit_on_request": (
        lambda office: _started(office, FactKind.WITHDREW),
        (FactKind.EXPERIENCE_CALL_TOLD, FactKind.ENDED_EARLY),
    ),
    "key_end": (_completer, (FactKind.END_KEYED,)),
    "jfap_to_participant": (
        lambda office: _started(office, FactKind.FINALISING_BEGUN, FactKind.JFAP_FINALISED),
        (FactKind.FINAL_JFAP_SENT,),
    ),
    "remind_of_duty": (
        lambda office: _started(office, FactKind.BENEFIT_CHANGE_NOTICED),
        (FactKind.DUTY_REMINDED,),
    ),
    "consider_change_notice": (
        lambda office: _started(office, FactKind.CHANGE_NOTICE_RECEIVED),
        (FactKind.CHANGE_NOTICE_CONSIDERED,),
    ),
    "ask_about_doubt": (_doubted, (FactKind.WORK_COACH_ANSWERED,)),
    "review_absence": (_away_for_unknown, (FactKind.ABSENCE_REVIEWED,)),
    "share_jfap_with_jobcentre": (
        lambda office: _started(office, FactKind.JFAP_REQUESTED),
        (FactKind.JFAP_SENT_TO_JOBCENTRE,),
    ),
    "prap14_to_post": (
        lambda office: _started(office, FactKind.ERROR_FOUND_AFTER_START),
        (FactKind.PRAP14_SENT,),
    ),
    "cancel_after_post_confirmation": (
        lambda office: _started(
            office, FactKind.ERROR_FOUND_AFTER_START, FactKind.PRAP14_SENT, FactKind.POST_CONFIRMED
        ),
        (FactKind.CANCELLATION_KEYED,),
    ),
    "safeguarding_contact": (
        lambda office: _started(office, FactKind.SAFEGUARDING_NOTICED),
        (FactKind.DISTRICT_LEAD_REACHED,),
    ),
}


def listed(office) -> set[str]:
    for _ in redate(office.workspace):
        pass
    items = list(worklist(office.workspace))
    return {clock.id for item in items for clock in (item.clock, *item.also)}


def _duties() -> list[str]:
    programme = load_programme("jfs-2021")
    return [
        rule.id for rule in programme.clocks if rule.scope is Scope.CASE and rule.actionable and rule.listed
    ]


def test_every_duty_of_a_case_has_a_way_here():
    """No clock that somebody must act on is left out of the test below."""
    assert set(_duties()) == set(WAYS)


@pytest.mark.parametrize("clock_id", sorted(WAYS))
def test_a_duty_appears_and_leaves_when_it_is_met(office, clock_id):
    """DESIGN 3.2, R2, C1, I1, W6, S11 ...: open until what meets it is recorded, then gone."""
    reach, meets = WAYS[clock_id]
    case_id = reach(office)
    assert clock_id in listed(office)
    for kind in meets:
        detail = {"end_code": "39", "last_engaged_on": "2021-06-04"} if kind is FactKind.END_KEYED else {}
        office.record(case_id, kind, late_reason="Recorded in the test", detail=detail)
    assert clock_id not in listed(office)


@pytest.mark.parametrize(
    ("before", "end", "gone"),
    [
        pytest.param(
            (FactKind.SESSION_HELD, FactKind.FINALISING_BEGUN, FactKind.JFAP_FINALISED),
            (FactKind.ERROR_FOUND_AFTER_START, FactKind.PRAP14_SENT),
            {"update_jfap_after_session", "jfap_to_participant"},
            id="W8, T29: PRaP14 went",
        ),
        pytest.param(
            (FactKind.ERROR_FOUND_AFTER_START,),
            (FactKind.WITHDREW, FactKind.EXPERIENCE_CALL_TOLD, FactKind.ENDED_EARLY),
            {"prap14_to_post"},
            id="W8: ended before PRaP14 went",
        ),
        pytest.param(
            (FactKind.ERROR_FOUND_AFTER_START,), (), {"prap14_to_post"}, id="W8, X16: PRaP ended it first"
        ),
    ],
)
def test_what_may_not_be_recorded_any_more_is_not_asked_for(office, before, end, gone):
    """JFS 3.37: nothing of the service goes on after PRaP14, which itself cancels an open case alone."""
    case_id = _started(office, *before)
    assert gone <= listed(office)
    for kind in end:
        office.record(case_id, kind)
    if not end:
        office.on(date(2021, 7, 1))
    assert not gone & listed(office)
    assert "prap14" not in {line.entry.key for line in prap.worklist(office.workspace).to_key}


def test_one_row_for_one_duty(office):
    """The days of the PRaP outcome and those of the end of provision are one duty each."""
    _late_in_provision(office)
    rows = list(worklist(office.workspace))
    assert len({(item.case_id, item.clock.family) for item in rows}) == len(rows)
    end = next(item for item in rows if item.clock.family == "provision_end")
    assert end.clock.due == date(2021, 6, 9)


def test_groups_follow_the_day(office):
    """Late, today, and the next five working days over a weekend."""
    office.on(date(2021, 6, 2))
    office.referred(first_name="Tom", last_name="Ellery")
    office.on(date(2021, 6, 3))
    office.referred(first_name="Callum", last_name="Reid")
    office.on(JUNE_4)
    office.referred(first_name="Sofia", last_name="Marin")
    for _ in redate(office.workspace):
        pass
    found = worklist(office.workspace)
    assert [item.name for item in found.late] == ["Tom Ellery"]
    assert [item.name for item in found.today] == ["Callum Reid"]
    assert [item.name for item in found.coming] == ["Sofia Marin"]
    assert found.next_working_day == date(2021, 6, 7)
    assert found.late[0].clock.days_left == -1
    assert found.late[0].clock.action == "Record the hand-back"
    assert found.late[0].clock.name == "The referral has lapsed: hand it back to the Jobcentre"
    assert found.late[0].context == "Referred 2 June"


def test_twenty_four_hours_run_out_by_the_hour(office):
    """W9, JFS 3.38: late from the very minute."""
    case_id = _started(office, FactKind.ERROR_FOUND_AFTER_START, FactKind.PRAP14_SENT)
    office.record(case_id, FactKind.POST_CONFIRMED, at=time(11, 30))
    office.on(date(2021, 6, 5), "11:29")

    def state():
        return next(
            item.clock.state
            for item in worklist(office.workspace)
            if item.clock.id == "cancel_after_post_confirmation"
        )

    assert state() is ClockState.DUE_TODAY
    office.on(date(2021, 6, 5), "11:31")
    assert state() is ClockState.LATE


def test_q6_an_end_that_came_by_prap_itself_asks_for_the_survey_too(office):
    """Q6, X16, AMB-47: once the automatic end is confirmed, until the person was asked."""
    case_id = _auto_ended(office)
    assert "ask_survey" not in listed(office)
    office.record(case_id, FactKind.AUTO_END_SEEN, late_reason="Seen late")
    assert "ask_survey" in listed(office)
    office.record(case_id, FactKind.SURVEY_ASKED)
    assert "ask_survey" not in listed(office)
