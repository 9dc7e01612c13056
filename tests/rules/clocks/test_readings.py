"""Readings of unclear text that are rules and no switch (AMB-04, 25, 38, 43, 69, 71 to 73, 77)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from uuid import UUID

import pytest

from jfs_desktop.rules.clocks.clocks import ClockState, clocks_for, contract_clocks_for, due
from jfs_desktop.rules.contract.standards import Savable, Tally
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind, Nation
from jfs_desktop.rules.journey.journey import refusal
from jfs_desktop.rules.programme.clock_rules import Scope
from jfs_desktop.store.profiles import load_programme
from tests.rules.made_facts import CALENDAR, PROGRAMME, accepted, case, fact, referred, started

IPES = load_programme("ipes-2023")


def refused(kind: FactKind, facts: CaseFacts, on: str) -> str:
    day = date.fromisoformat(on)
    found = refusal(kind, facts, PROGRAMME, CALENDAR, today=day, on=day, detail=None)
    return found.paragraph if found else ""


@pytest.mark.parametrize(
    ("signed", "by", "target"),
    [("2021-07-29", "2021-08-06", "2021-08-05"), ("2021-07-07", "2021-07-14", None)],
)
def test_amb_38_ipesso1_runs_from_the_signature(signed: str, by: str, target: str | None) -> None:
    """AMB-38: five working days from completion and signature by the JFS definition; over the Scottish
    holiday of 2 August 2021 the date of England and Wales is the one to work to."""
    for nation in (Nation.ENGLAND, Nation.WALES):
        answer = due("ipesso1_submission", date.fromisoformat(signed), IPES, CALENDAR, nation)
        assert answer.due.isoformat() == by
        said = answer.single_nation_due
        assert (said.isoformat() if said else None) == target


def test_amb_04_receipt_counts_for_the_acknowledgement_alone() -> None:
    """AMB-04: DWP made the referral on Thursday 1 July, PRaP passed it on on Monday 5 July; the two days are
    counted from Monday, every other day from Thursday."""
    made, received = (
        fact(FactKind.REFERRAL_MADE, "2021-07-01"),
        fact(FactKind.REFERRAL_RECEIVED, "2021-07-05"),
    )
    from_receipt = ("acknowledge_referral",)
    from_the_referral = (
        "contact_participant", "hold_initial_meeting", "record_prap_outcome", "prap_last_safe_input",
        "prap_thirtieth_day", "prap_auto_dna",
    )  # fmt: skip
    read = {one.id: one.due for one in clocks_for(case(made, received), PROGRAMME, CALENDAR, received.on)}
    for clocks, event in ((from_receipt, received.on), (from_the_referral, made.on)):
        for one in clocks:
            assert read[one] == due(one, event, PROGRAMME, CALENDAR).due, one
    before = {rule.id for rule in PROGRAMME.clocks if FactKind.REFERRAL_RECEIVED in rule.starts}
    assert before == set(from_receipt)


def tally_of(met: int, missed: int) -> Tally:
    keys = [UUID(int=number) for number in range(met + missed)]
    css1 = next(one for one in PROGRAMME.standards if one.id == "css1")
    return Tally(css1, date(2021, 7, 1), tuple(keys[:met]), tuple(keys[met:]))


@pytest.mark.parametrize(
    ("met", "missed", "reachable"),
    [(946, 54, False), (18, 1, False), (19, 1, True), (95, 5, True), (94999, 5001, False)],
)
def test_amb_43_the_exact_ratio_is_never_rounded_up(met: int, missed: int, reachable: bool) -> None:
    """AMB-43: 94.6 per cent is under 95, and so is 94.999."""
    row = tally_of(met, missed)
    assert row.best == Fraction(100 * met, met + missed)
    assert row.reachable is reachable


def test_amb_43_a_month_without_cases_has_no_ratio() -> None:
    """AMB-43: no cases, no band."""
    empty = tally_of(0, 0)
    assert (empty.best, empty.reachable, empty.total) == (None, True, 0)
    key = UUID(int=1)
    still = Tally(empty.standard, empty.month, open=(Savable(key, date(2021, 7, 19)),))
    assert still.best == 100, "what is open may still be met"


def test_amb_25_css_5_is_measured_twice_and_apart() -> None:
    """AMB-25: 5a is the participant's copy, 5b the Jobcentre's; each has its own clock, and neither of
    CSS 3 to 6 has bands."""
    by_id = {one.id: one for one in PROGRAMME.standards}
    assert by_id["css5a"].clock == "jfap_to_participant"
    assert by_id["css5b"].clock == "share_jfap_with_jobcentre"
    assert {one.id for one in PROGRAMME.standards if one.red_below} == {"css1", "css2"}
    sent = case(
        *started(),
        fact(FactKind.JFAP_FINALISED, "2021-07-27"),
        fact(FactKind.FINAL_JFAP_SENT, "2021-07-27"),
        fact(FactKind.JFAP_REQUESTED, "2021-07-20", requested_on="2021-07-20"),
    )
    read = {one.id: one.state for one in clocks_for(sent, PROGRAMME, CALENDAR, date(2021, 7, 28))}
    assert read["jfap_to_participant"] is ClockState.MET
    assert read["share_jfap_with_jobcentre"] is ClockState.LATE


BEFORE = ("acknowledge_referral", "contact_participant", "hold_initial_meeting", "record_prap_outcome")
AFTER = ("maximum_provision", "effective_last_day", "prap_auto_end", "next_appointment")


def test_amb_69_duties_before_the_start_apply_to_whoever_is_referred() -> None:
    """AMB-69: a person referred is owed contact and a meeting; a participant only after the start is owed
    provision, which nobody receives before."""
    person = case(*referred())
    read = {one.id: one for one in clocks_for(person, PROGRAMME, CALENDAR, date(2021, 7, 7))}
    assert all(read[one].due is not None for one in BEFORE)
    assert all(one not in read or read[one].due is None for one in AFTER)
    for kind in (FactKind.SESSION_HELD, FactKind.MEETING_MISSED, FactKind.GROUP_ATTENDED):
        assert refused(kind, case(*accepted()), "2021-07-09") == "JFS 3.19"
    participant = {
        one.id: one for one in clocks_for(case(*started()), PROGRAMME, CALENDAR, date(2021, 7, 15))
    }
    assert all(participant[one].due is not None for one in AFTER)


@pytest.mark.parametrize(
    ("check", "ready"),
    [("2021-07-21", "2021-07-14"), ("2021-08-04", "2021-07-27"), ("2021-04-08", "2021-03-30")],
)
def test_amb_71_packs_are_ready_five_working_days_before_the_check(check: str, ready: str) -> None:
    """AMB-71: counted back from the check, over a weekend, the Scottish holiday and Easter."""
    arranged = fact(FactKind.PCO_CHECK_ARRANGED, "2021-03-01", arranged_for=check)
    facts = CaseFacts(None, None, (arranged,))
    (reading,) = [
        one
        for one in contract_clocks_for(facts, PROGRAMME, CALENDAR, date(2021, 3, 2))
        if one.id == "pco_sample_arrival"
    ]
    assert (str(reading.due), reading.rule.scope) == (ready, Scope.CONTRACT)


def test_amb_72_what_other_papers_fix_is_left_to_be_entered() -> None:
    """AMB-72: no date of the contract and no day of retention is invented (E11, AMB-53)."""
    frame = PROGRAMME.contract
    assert (frame.start, frame.referral_end, frame.extension_end, PROGRAMME.retention.end) == (None,) * 4
    idle = contract_clocks_for(CaseFacts(None, None, ()), PROGRAMME, CALENDAR, date(2021, 7, 7))
    assert not [one for one in idle if one.due is not None]


@pytest.mark.parametrize("programme", [PROGRAMME, IPES])
def test_amb_73_each_guidance_has_its_version(programme: object) -> None:
    """AMB-73: a profile names the day of the text that it was made from."""
    version = getattr(programme, "version", "")
    day, number = version.rsplit(".", 1)
    assert date.fromisoformat(day).year >= 2021
    assert number.isdecimal()


def test_amb_77_nothing_is_claimed() -> None:
    """AMB-77, X17: the fee comes without a claim, and no outcome is paid: no fact, clock or entry on PRaP
    is one of money; the only claim there is is the benefit's (E2)."""
    names = [kind.value for kind in FactKind]
    names += [clock.id for clock in PROGRAMME.clocks] + [one.key for one in PROGRAMME.prap.entries]
    money = ("claim", "fee", "pay", "invoice", "bonus")
    told = {name for name in names if any(word in name.split("_") for word in money)}
    assert told == {"claim_started", "claim_first_ineligible_day"}
