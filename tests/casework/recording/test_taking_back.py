"""An entry is taken back only where the case stays what PRaP, its completion and its sessions say it is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from jfs_desktop.casework.cases import cases
from jfs_desktop.casework.desk import clocks
from jfs_desktop.casework.ending import endings, ends
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.casework.sessions.session_wrap_up import WrapUp
from jfs_desktop.errors import RefusedByRule
from jfs_desktop.rules.clocks.clock_state import ClockState
from jfs_desktop.rules.facts.facts import FactKind as K
from tests.casework.made_stages import papers

if TYPE_CHECKING:
    from tests.casework.conftest import Office

DAY = date(2021, 6, 4)


def stage(office: Office, case_id: UUID) -> str:
    return cases.case_view(office.workspace, case_id).stage


def entry(office: Office, case_id: UUID, kind: K) -> UUID:
    """The newest standing entry of that kind."""
    told = facts.of_case(office.workspace, case_id)
    return next(one.id for one in told if one.kind == kind and not one.withdrawn_reason)


def completed(office: Office, *, keyed: bool = False) -> UUID:
    case_id = office.started()
    office.on(DAY, "16:00")
    office.finalised(case_id)
    ends.complete(office.workspace, case_id)
    if keyed:
        detail = endings.of_case(office.workspace, case_id).proposal()
        office.record(case_id, K.END_KEYED, detail=dict(detail))
    return case_id


@pytest.mark.parametrize("kind", [K.VOLUNTEER_CONFIRMED, K.PACK_SENT, K.FINALISING_BEGUN])
def test_w12_what_led_to_a_keyed_end_is_not_taken_back(office: Office, kind: K) -> None:
    """W6, W12, X1: PRaP holds a start and an end; the case does not fall back before either."""
    case_id = completed(office, keyed=True)
    with pytest.raises(RefusedByRule, match="stands on it"):
        facts.withdraw(office.workspace, entry(office, case_id, kind), "It was written down by mistake")
    assert stage(office, case_id) == "completer"


def test_e9_w5_the_work_coachs_word_stays_while_somebody_did_not_start_for_it(office: Office) -> None:
    """E9, I8, W5: whatever papers were there; once the entry on PRaP is taken back, so may the word be."""
    case_id = papers()(office)
    said = {"doubt": "suitability", "facts": "Ill", "contact": "D. Osei", "decision": "stop"}
    office.record(case_id, K.WORK_COACH_CONSULTED, detail=said)
    office.record(case_id, K.DNS_KEYED, detail={"reason": "ineligible"})
    word = entry(office, case_id, K.WORK_COACH_CONSULTED)
    with pytest.raises(RefusedByRule, match="'Did Not Start keyed on PRaP' of 26 May 2021 stands on it"):
        facts.withdraw(office.workspace, word, "Said of somebody else")
    facts.withdraw(office.workspace, entry(office, case_id, K.DNS_KEYED), "Keyed for somebody else")
    facts.withdraw(office.workspace, word, "Said of somebody else")
    assert stage(office, case_id) == "started"


def test_w6_what_a_keyed_start_rests_on_is_not_taken_back(office: Office) -> None:
    """W6, T13: the paper of a start goes only after the entry on PRaP; a second one of its kind may go."""
    case_id = office.started()
    office.on(DAY)
    pack = entry(office, case_id, K.PACK_SENT)
    with pytest.raises(RefusedByRule, match="'Start keyed on PRaP' stands on it"):
        facts.withdraw(office.workspace, pack, "It went to somebody else")
    facts.withdraw(office.workspace, entry(office, case_id, K.START_KEYED), "It was keyed too early")
    facts.withdraw(office.workspace, pack, "It went to somebody else")
    assert stage(office, case_id) == "meeting_held"


@pytest.mark.parametrize("kind", [K.PRAP14_SENT, K.ERROR_FOUND_AFTER_START, K.POST_CONFIRMED, K.START_KEYED])
def test_w8_a_cancellation_that_was_keyed_keeps_what_led_to_it(office: Office, kind: K) -> None:
    """W8, W9, T29, T30: a cancelled case does not start again."""
    case_id = office.started()
    office.on(DAY)
    for one in (K.ERROR_FOUND_AFTER_START, K.PRAP14_SENT, K.POST_CONFIRMED, K.CANCELLATION_KEYED):
        office.record(case_id, one)
    assert stage(office, case_id) == "cancelled"
    with pytest.raises(RefusedByRule, match="stands on it"):
        facts.withdraw(office.workspace, entry(office, case_id, kind), "It was written down by mistake")
    assert stage(office, case_id) == "cancelled"


def test_t24_an_end_that_is_not_keyed_keeps_what_led_to_it(office: Office) -> None:
    """T24, T29: without it the case could never end again, and POST's answer would find no cancellation."""
    case_id = completed(office)
    with pytest.raises(RefusedByRule, match="stands on it"):
        facts.withdraw(office.workspace, entry(office, case_id, K.FINALISING_BEGUN), "Nobody began it")
    other = office.started()
    office.on(DAY, "17:00")
    office.record(other, K.ERROR_FOUND_AFTER_START)
    office.record(other, K.PRAP14_SENT)
    with pytest.raises(RefusedByRule, match="stands on it"):
        facts.withdraw(office.workspace, entry(office, other, K.START_KEYED), "It was keyed by mistake")
    assert (stage(office, case_id), stage(office, other)) == ("completer", "cancel_pending")


@pytest.mark.parametrize("kind", [K.CV_AGREED, K.JFAP_FINALISED, K.FINAL_JFAP_SENT, K.GROUP_ATTENDED])
def test_x2_a_completion_keeps_its_tests(office: Office, kind: K) -> None:
    """X2, JFS 5.02: nobody stays a completer without them; the completion goes first."""
    case_id = completed(office)
    with pytest.raises(RefusedByRule, match="completion of this case rests on it") as refused:
        facts.withdraw(office.workspace, entry(office, case_id, kind), "It was not so")
    assert refused.value.paragraph == "JFS 5.02"
    ends.take_back(office.workspace, case_id, "It was not so")
    facts.withdraw(office.workspace, entry(office, case_id, kind), "It was not so")


def test_x2_the_minutes_of_a_completer_are_not_corrected_away(office: Office) -> None:
    """X2: a completer without the 240 minutes is not allowed."""
    case_id = completed(office)
    (session,) = sessions.of_case(office.workspace, case_id)
    with pytest.raises(RefusedByRule, match="completion of this case rests on it"):
        sessions.correct(office.workspace, session.id, 10, "It was only ten minutes long")
    sessions.correct(office.workspace, session.id, 240, "As the timer said")
    assert sessions.total(office.workspace, case_id).minutes == 240


def test_s1_a_session_goes_with_its_minutes(office: Office) -> None:
    """S1: its entry, the update of the JFAP that it was wrapped up with, and its minutes are one truth."""
    case_id = office.started()
    office.on(DAY, "16:00")
    office.supported(case_id, 100)
    assert sessions.total(office.workspace, case_id).minutes == 100
    facts.withdraw(office.workspace, entry(office, case_id, K.SESSION_HELD), "It was with somebody else")
    total = sessions.total(office.workspace, case_id)
    assert (total.minutes, total.sessions) == (0, 0)
    standing = [one.kind for one in facts.of_case(office.workspace, case_id) if not one.withdrawn_reason]
    assert K.SESSION_HELD not in standing and K.JFAP_UPDATED not in standing
    (session,) = sessions.of_case(office.workspace, case_id)
    assert [one.reason for one in session.corrections] == ["It was with somebody else"]


def test_s1_the_minutes_go_though_the_clock_was_set_back(office: Office) -> None:
    """S1: an entry knows its session by itself, not by the time at which that began."""
    case_id = office.started()
    office.on(DAY, "16:00")
    begun = sessions.start(
        office.workspace, case_id, channel="video", identity="confirmed", at=office.workspace.now()
    )
    office.clock.pass_by(1800)
    office.clock.at -= timedelta(hours=1)
    wrapped = WrapUp(no_change_reason="Nothing new", late_reason="Away")
    sessions.stop(office.workspace, begun.value.id, at=office.workspace.now(), wrap_up=wrapped)
    sessions.correct(office.workspace, begun.value.id, 30, "The clock was set back in it")
    assert sessions.total(office.workspace, case_id).minutes == 30
    facts.withdraw(office.workspace, entry(office, case_id, K.SESSION_HELD), "It was with somebody else")
    assert sessions.total(office.workspace, case_id).minutes == 0


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (K.COMPLAINT_RAISED, K.COMPLAINT_STEP_TAKEN),
        (K.JFAP_QUERIED, K.JFAP_QUERY_SETTLED),
        (K.SAFEGUARDING_NOTICED, K.DISTRICT_LEAD_REACHED),
        (K.WORK_COACH_CONSULTED, K.WORK_COACH_ANSWERED),
    ],
)
def test_what_was_answered_is_taken_back_after_its_answer(office: Office, asked: K, answer: K) -> None:
    """D6, P8, G2, E9: no answer stands without what it answers."""
    case_id = office.started()
    office.on(DAY)
    first, second = office.record(case_id, asked), office.record(case_id, answer)
    with pytest.raises(RefusedByRule, match="of 4 June 2021 answers it"):
        facts.withdraw(office.workspace, first.id, "It was another person")
    for wrong in (second, first):
        facts.withdraw(office.workspace, wrong.id, "It was another person")


def test_e9_with_the_question_goes_what_waits_for_its_answer(office: Office) -> None:
    """E9: a question to the Work Coach that was never asked is asked about no more."""
    office.on(DAY)
    case_id = office.referred()
    asked = office.record(case_id, K.WORK_COACH_CONSULTED)
    waiting = {one.id for one in clocks.of_case(office.workspace, case_id) if one.state is ClockState.RUNNING}
    assert "ask_about_doubt" in waiting
    facts.withdraw(office.workspace, asked.id, "It was another person")
    after = {one.id for one in clocks.of_case(office.workspace, case_id) if one.state is ClockState.RUNNING}
    assert waiting - after == {"ask_about_doubt"}


def test_m1_a_meeting_that_was_missed_stays_agreed(office: Office) -> None:
    """T8, T17, M1: nobody misses what nobody asked them to; another booking is no part of it."""
    case_id = office.started()
    office.on(DAY, "12:00")
    first = office.record(
        case_id, K.APPOINTMENT_AGREED, on=date(2021, 6, 1), detail={"agreed_for": "2021-06-02"}
    )
    missed = office.record(case_id, K.MEETING_MISSED, on=date(2021, 6, 2))
    other = office.record(case_id, K.APPOINTMENT_AGREED, detail={"agreed_for": "2021-06-07"})
    with pytest.raises(RefusedByRule, match="'Booked meeting missed' of 2 June 2021 stands on it"):
        facts.withdraw(office.workspace, first.id, "It was another person")
    for wrong in (other, missed, first):
        facts.withdraw(office.workspace, wrong.id, "It was another person")


@pytest.mark.parametrize("told", [{}, {"told_beforehand": "Will not come"}])
def test_t8_an_initial_meeting_that_was_missed_stays_booked(office: Office, told: dict[str, str]) -> None:
    """W4: unless they told beforehand that they would not come, which needs no booking."""
    office.on(date(2021, 6, 1))
    case_id = office.referred()
    office.record(case_id, K.ACKNOWLEDGED)
    office.record(case_id, K.CONTACTED)
    meant = {"booked_for": "2021-06-02", "booked_at": "10:00"}
    booked = office.record(case_id, K.MEETING_BOOKED, detail=meant)
    office.on(date(2021, 6, 2), "11:00")
    office.record(case_id, K.INITIAL_MEETING_MISSED, detail=told)
    if told:
        facts.withdraw(office.workspace, booked.id, "It was another person")
        return
    with pytest.raises(RefusedByRule, match="'Initial meeting missed' of 2 June 2021 stands on it"):
        facts.withdraw(office.workspace, booked.id, "It was another person")
