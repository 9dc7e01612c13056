"""What the form 'Record what happened' offers."""

from __future__ import annotations

from datetime import date

import pytest

from jfs_desktop.casework.cases import automatic_moves
from jfs_desktop.casework.desk import clocks
from jfs_desktop.casework.desk.long_jobs import finish
from jfs_desktop.casework.desk.redating import redate
from jfs_desktop.casework.recording import fact_choices, record_offers
from jfs_desktop.casework.today import cockpit
from jfs_desktop.errors import NotFound, RefusedByRule
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.facts.stages import Stage


def test_what_meets_a_clock_with_what_is_allowed_first(office):
    """R2, R4: accept or reject; a hand-back waits until the referral has lapsed, and says why."""
    case_id = office.referred()
    offered = record_offers.offer(office.workspace, case_id, "acknowledge_referral")
    assert offered.clock is not None and offered.clock.id == "acknowledge_referral"
    kinds = [choice.kind for choice in offered.choices]
    assert kinds == [FactKind.ACKNOWLEDGED, FactKind.REJECTED, FactKind.HANDED_BACK]
    assert [bool(choice.refused) for choice in offered.choices] == [False, False, True]
    assert offered.choices[2].refused.endswith("(JFS 3.40)")
    assert {key.key for key in offered.choices[1].choices} == {"duplicate", "inappropriate"}
    assert offered.name == "Priya Nair"


def test_end_codes_by_hand_only_and_those_on_advice_marked(office):
    """X12: 45 is never chosen by hand, 37 and 46 need a reference."""
    case_id = office.started()
    office.on(date(2021, 6, 4))
    office.record(case_id, FactKind.WITHDREW)
    office.record(case_id, FactKind.ENDED_EARLY)
    (choice,) = fact_choices.for_clock(office.workspace, case_id, "key_end")
    assert choice.detail_key == fact_choices.END_CODE
    assert "45" not in {code.key for code in choice.choices}
    assert choice.advised == {"37", "46"}


def test_everything_that_may_happen_now(office):
    """What meets the next duty is proposed: of two that are due on one day, the earlier of the journey."""
    case_id = office.referred()
    assert record_offers.offer(office.workspace, case_id).first is FactKind.ACKNOWLEDGED
    before = {choice.kind for choice in fact_choices.for_case(office.workspace, case_id)}
    assert FactKind.ACKNOWLEDGED in before
    assert not before & {FactKind.SESSION_HELD, FactKind.START_KEYED, FactKind.MONTH_ENDED}
    office.record(case_id, FactKind.ACKNOWLEDGED)
    office.record(case_id, FactKind.IDENTITY_CONFIRMED)
    after = {choice.kind for choice in fact_choices.for_case(office.workspace, case_id)}
    assert {FactKind.CONTACTED, FactKind.CONTACT_ATTEMPTED, FactKind.INITIAL_MEETING_HELD} <= after
    assert FactKind.ACKNOWLEDGED not in after
    due = {one.id: one.due for one in clocks.of_case(office.workspace, case_id)}
    assert due["contact_participant"] == due["hold_initial_meeting"]
    assert record_offers.offer(office.workspace, case_id).first is FactKind.CONTACTED
    office.record(case_id, FactKind.CONTACTED)
    assert record_offers.offer(office.workspace, case_id).first is FactKind.INITIAL_MEETING_HELD


def test_each_heading_of_what_may_be_recorded_stands_once(office):
    """In the order of the journey, whichever facts came to the list later."""
    for case_id in (office.referred(), office.started()):
        groups = [choice.group for choice in fact_choices.for_case(office.workspace, case_id)]
        assert groups == sorted(groups, key=groups.index)


def test_a_case_that_is_not_there(office):
    with pytest.raises(NotFound):
        record_offers.offer(office.workspace, office.workspace.new_key())


def test_what_was_done_in_time_may_be_recorded_after_the_case_moved_on(office):
    """R2, R3, T5: a referral brought in after its acknowledgement day; what was keyed on PRaP in time takes
    the lapse back, and a day after the last one does not."""
    case_id = office.referred(date(2021, 5, 18), received_at="2021-05-18 10:00")
    offered = record_offers.offer(office.workspace, case_id)
    accept = next(choice for choice in offered.choices if choice.kind is FactKind.ACKNOWLEDGED)
    assert not accept.refused and accept.only_until == date(2021, 5, 19)
    finish(redate(office.workspace))
    assert [move.stage for move in automatic_moves.note(office.workspace).value] == [Stage.LAPSED]
    assert [move.case_id for move in cockpit.cockpit(office.workspace).moves] == [case_id]
    with pytest.raises(RefusedByRule, match="passed with nothing keyed"):
        office.record(case_id, FactKind.ACKNOWLEDGED, on=date(2021, 5, 20))
    shown = {"proof": "Accepted 19/05/2021, as PRaP shows"}
    office.record(case_id, FactKind.ACKNOWLEDGED, on=accept.only_until, detail=shown)
    now = cockpit.cockpit(office.workspace)
    assert now.moves == () and FactKind.HANDED_BACK not in _offered(office, case_id)
    assert "acknowledge_referral" not in {todo.clock.id for todo in now.todos if todo.clock}
    assert record_offers.offer(office.workspace, case_id).choices
    assert FactKind.CONTACTED in _offered(office, case_id)


def test_a_case_that_stands_where_somebody_put_it_offers_no_earlier_day(office):
    """T4: accepted is accepted; only what a day did by itself is put right by the facts."""
    case_id = office.referred()
    office.record(case_id, FactKind.ACKNOWLEDGED)
    office.on(date(2021, 7, 1))
    choices = fact_choices.of_kinds(office.workspace, case_id, [FactKind.ACKNOWLEDGED, FactKind.REJECTED])
    assert all(choice.refused and choice.only_until is None for choice in choices)


def _offered(office, case_id):
    return {choice.kind for choice in fact_choices.for_case(office.workspace, case_id)}


def test_fixed_choices_that_cannot_stand_say_why(office):
    """I21, W5, AMB-12: before the meeting only an error leads to Did Not Start; every other reason says why
    it does not, and none of them could be recorded, whatever else is answered."""
    case_id = office.referred()
    office.record(case_id, FactKind.ACKNOWLEDGED)
    (choice,) = fact_choices.of_kinds(office.workspace, case_id, [FactKind.DNS_KEYED])
    assert not choice.refused
    assert {one.key for one in choice.choices} - set(choice.not_now) == {"error"}
    assert all(why.endswith("(JFS 3.31)") for why in choice.not_now.values())
    for reason in choice.not_now:
        with pytest.raises(RefusedByRule, match="attended the initial meeting"):
            office.record(case_id, FactKind.DNS_KEYED, detail={"reason": reason})


def test_what_has_a_form_of_its_own_is_not_offered_for_any_fact(office):
    """S4, W14, W16: a change of adviser names the new one, and a hand-over points at its entry on PRaP."""
    case_id = office.started()
    offered = {choice.kind for choice in fact_choices.for_case(office.workspace, case_id)}
    own = {FactKind.ADVISER_CHANGED, FactKind.ENTRY_HANDED_OVER, FactKind.ENTRY_PROVED}
    assert not offered & (own | {FactKind.ENTRY_RECONCILED})


def test_r9_nothing_of_a_re_referral_is_offered_on_a_first_referral(office):
    """Annex 3: with no earlier start known here, only after the Work Coach was asked about one elsewhere."""
    again = {FactKind.RE_REFERRAL_WEIGHED, FactKind.EARLIER_END_CHECKED}
    case_id = office.referred()
    assert not again & {one.kind for one in fact_choices.for_case(office.workspace, case_id)}
    told = fact_choices.of_kinds(office.workspace, case_id, again)
    assert all(one.refused.endswith("(JFS Annex 3, Re-referral)") for one in told) and len(told) == 2
    office.record(case_id, FactKind.WORK_COACH_CONSULTED, detail={"doubt": "re_referral"})
    assert again <= {one.kind for one in fact_choices.for_case(office.workspace, case_id)}
