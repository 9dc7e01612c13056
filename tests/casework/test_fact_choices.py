"""What the form 'Record what happened' offers."""

from __future__ import annotations

from datetime import date

import pytest

from jfs_desktop.casework import fact_choices
from jfs_desktop.errors import NotFound
from jfs_desktop.rules.facts import FactKind


def test_what_meets_a_clock_with_what_is_allowed_first(office):
    """R2, R4: accept or reject; a hand-back waits until the referral has lapsed, and says why."""
    case_id = office.referred()
    offered = fact_choices.offer(office.workspace, case_id, "acknowledge_referral")
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
    case_id = office.referred()
    before = {choice.kind for choice in fact_choices.for_case(office.workspace, case_id)}
    assert FactKind.ACKNOWLEDGED in before
    assert not before & {FactKind.SESSION_HELD, FactKind.START_KEYED, FactKind.MONTH_ENDED}
    office.record(case_id, FactKind.ACKNOWLEDGED)
    office.record(case_id, FactKind.IDENTITY_CONFIRMED)
    after = {choice.kind for choice in fact_choices.for_case(office.workspace, case_id)}
    assert {FactKind.CONTACTED, FactKind.CONTACT_ATTEMPTED, FactKind.INITIAL_MEETING_HELD} <= after
    assert FactKind.ACKNOWLEDGED not in after


def test_each_heading_of_what_may_be_recorded_stands_once(office):
    """In the order of the journey, whichever facts came to the list later."""
    for case_id in (office.referred(), office.started()):
        groups = [choice.group for choice in fact_choices.for_case(office.workspace, case_id)]
        assert groups == sorted(groups, key=groups.index)


def test_a_case_that_is_not_there(office):
    with pytest.raises(NotFound):
        fact_choices.offer(office.workspace, office.workspace.new_key())
