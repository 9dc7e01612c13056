"""What a case lacks, looked for by the profile's own list (C7, D5, W16, MI12)."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.paths import resource
from jfs_desktop.rules.clocks.clocks import clocks_for
from jfs_desktop.rules.evidence import evidence
from jfs_desktop.rules.evidence.evidence import Held
from jfs_desktop.rules.facts.facts import CaseFacts, Fact
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.journey.journey import stage_of
from jfs_desktop.rules.plan.completion import CompletionTest
from jfs_desktop.rules.programme.profile_reader import BadProfile
from jfs_desktop.rules.programme.programme import parse_programme
from jfs_desktop.store.profiles import load_programme
from tests.rules.made_cases import made_cases
from tests.rules.made_facts import CALENDAR, PROGRAMME, accepted, case, fact, started

PROFILE = tomllib.loads(resource("programmes", "jfs-2021.toml").read_text("utf-8"))
TODAY = date(2021, 7, 16)
NO_EVIDENCE = {K.MOVE_SEEN, K.PUT_OFF}
"""What was read or put off on Today proves nothing."""


def lacking(*facts: Fact, today: date = TODAY, **said: Any) -> list[str]:
    """The keys of what is missing."""
    return [one.key for one in evidence.missing(held(case(*facts), today, **said), PROGRAMME)]


def held(known: CaseFacts, today: date, **said: Any) -> Held:
    readings = clocks_for(known, PROGRAMME, CALENDAR, today, explain=False)
    return Held(known, stage_of(known, PROGRAMME, CALENDAR, today), readings, **said)


def test_every_kind_of_fact_of_a_case_has_its_class_once() -> None:
    """D5: nothing recorded on a case is left out of its evidence; what belongs to the contract is no part."""
    classed = [kind for one in PROGRAMME.evidence_classes for kind in one.facts]
    assert len(classed) == len(set(classed))
    contract = list(K)[list(K).index(K.MONTH_ENDED) : list(K).index(K.DISPOSAL_APPROVED) + 1]
    assert set(K) - set(classed) == NO_EVIDENCE | set(contract)


@pytest.mark.parametrize("programme_id", ["jfs-2021", "ipes-2023"])
def test_every_class_and_need_names_its_paragraph(programme_id: str) -> None:
    """D5, MI12, AMB-60: both programmes; each need is a sentence without a gap, with something to do."""
    programme = load_programme(programme_id)
    assert {one.key for one in programme.evidence_classes if one.restricted} == {"safeguarding", "complaints"}
    for need in programme.evidence_needs:
        assert need.paragraph.startswith("JFS ") and need.todo.endswith(".") and not need.text.endswith(".")


def _no_class(profile: dict[str, Any]) -> None:
    profile["evidence_needs"][0]["of"] = "gossip"


def _no_clock(profile: dict[str, Any]) -> None:
    profile["evidence_needs"][0]["clock"] = "tea_time"


def _no_paragraph(profile: dict[str, Any]) -> None:
    profile["evidence_needs"][0]["paragraph"] = ""


def _twins(profile: dict[str, Any]) -> None:
    profile["evidence_classes"].append(profile["evidence_classes"][0])


@pytest.mark.parametrize("spoil", [_no_class, _no_clock, _no_paragraph, _twins])
def test_a_profile_that_does_not_hold_together_is_refused(spoil: Callable[[dict[str, Any]], None]) -> None:
    """MI12: a class, a clock or a paragraph that is not there is told with its place."""
    profile = copy.deepcopy(PROFILE)
    spoil(profile)
    with pytest.raises(BadProfile, match="evidence_"):
        parse_programme(profile)


def test_a_start_wants_its_papers_its_copies_and_its_proofs() -> None:
    """I14 to I18, W16: EX01 as played lacks replies, talk, first JFAP, copies and proofs; else nothing."""
    facts = started()
    assert lacking(*facts) == [
        "pack_copy", "pack_discussed", "pack_acknowledged", "jfap_agreed", "jfap_copy", "jfap_acknowledged",
        "prap_proof", "prap_proof",
    ]  # fmt: skip
    whole = (
        *facts,
        *(
            fact(kind, "2021-07-14")
            for kind in (K.PACK_DISCUSSED, K.PACK_ACKNOWLEDGED, K.JFAP_AGREED, K.JFAP_ACKNOWLEDGED)
        ),
    )
    every = frozenset(one.id for one in whole)
    assert lacking(*whole, proved=every, copied=every) == []


def test_who_died_is_asked_for_nothing_more() -> None:
    """X8, JFS 5.11: after a death nothing is wanted that only the person could give; proofs still are."""
    found = lacking(*started(), fact(K.DEATH_LEARNED, "2021-07-16"))
    assert found == ["pack_copy", "jfap_copy", "prap_proof", "prap_proof"]


@pytest.mark.parametrize(
    ("keyed", "besides", "expected"),
    [
        (K.NO_CONTACT_KEYED, (), ["outcome_named", "attempts", "prap_proof"]),
        (K.NO_CONTACT_KEYED, (K.CONTACT_ATTEMPTED,), ["outcome_named", "prap_proof"]),
        (K.DNA_KEYED, (), ["outcome_named", "missed_meeting", "prap_proof"]),
        (K.DNA_KEYED, (K.INITIAL_MEETING_MISSED,), ["outcome_named", "prap_proof"]),
        (K.DNS_KEYED, (K.INITIAL_MEETING_HELD, K.IDENTITY_CONFIRMED), ["outcome_named", "prap_proof"]),
        (K.DNS_KEYED, (K.INITIAL_MEETING_HELD,), ["outcome_named", "identity", "prap_proof"]),
    ],
)
def test_c7_an_outcome_without_a_start_wants_what_shows_it(
    keyed: K, besides: tuple[K, ...], expected: list[str]
) -> None:
    """C7, JFS 3.16: No Contact, DNA and DNS each want what shows them; no start paper is asked for."""
    facts = (*accepted(), *(fact(kind, "2021-07-19") for kind in besides), fact(keyed, "2021-07-20"))
    proved = frozenset(one.id for one in facts if one.kind is K.ACKNOWLEDGED)
    assert lacking(*facts, today=date(2021, 7, 21), proved=proved) == expected
    named = (*facts[:-1], fact(keyed, "2021-07-20", evidence_held="01797e88"))
    assert "outcome_named" not in lacking(*named, today=date(2021, 7, 21))


def test_an_error_after_the_start_wants_prap14_and_the_answer() -> None:
    """JFS 3.37, 3.38: while the cancellation waits, the form; once cancelled, the answer, too."""
    wrong = (*started(), fact(K.ERROR_FOUND_AFTER_START, "2021-07-16"))
    assert "post_reply" not in lacking(*wrong, fact(K.PRAP14_SENT, "2021-07-16"))
    done = (*wrong, fact(K.PRAP14_SENT, "2021-07-16"), fact(K.POST_CONFIRMED, "2021-07-16"))
    assert not {"prap14", "post_reply"} & set(lacking(*done, fact(K.CANCELLATION_KEYED, "2021-07-16")))


def test_an_early_end_wants_its_jfap_its_keying_and_the_survey() -> None:
    """X9, P14, Q6, JFS 5.12, 5.09, 7.44."""
    ended = (*started(), fact(K.ENDED_EARLY, "2021-07-16", reason="left"))
    assert {"early_jfap", "end_keyed", "survey"} <= set(lacking(*ended))
    asked = (*ended, fact(K.END_KEYED, "2021-07-16"), fact(K.SURVEY_ASKED, "2021-07-16"))
    found = lacking(*asked, documents=frozenset({"jfap"}))
    assert not {"early_jfap", "end_keyed", "survey"} & set(found)


def test_a_duty_is_missing_only_once_its_day_is_over() -> None:
    """X4, X6: a request of the Jobcentre is not missing an answer while there is time for it."""
    asked = (*started(), fact(K.JFAP_REQUESTED, "2021-07-19"))
    assert "jobcentre_answer" not in lacking(*asked, today=date(2021, 7, 26))
    assert "jobcentre_answer" in lacking(*asked, today=date(2021, 7, 27))


def test_a_pack_after_the_day_of_the_meeting_is_late() -> None:
    """I14, I20: it is there and does not count; the day it was due stands with it."""
    late = fact(K.PACK_SENT, "2021-07-15")
    known = case(*(one for one in started() if one.kind is not K.PACK_SENT), late)
    readings = clocks_for(known, PROGRAMME, CALENDAR, TODAY, explain=False)
    assert evidence.late_facts(known, readings) == {late.id: date(2021, 7, 14)}


@given(made_cases(), st.integers(0, 90))
def test_whatever_a_case_holds_it_is_told_in_whole_sentences(known: CaseFacts, days: int) -> None:
    """MI12: every gap has words, a paragraph and something to do; one that is filled is never told; more
    proofs never make more gaps."""
    today = date.fromordinal(date(2021, 3, 15).toordinal() + days)
    told = evidence.missing(held(known.until(today), today), PROGRAMME)
    assert all(one.text and one.todo and one.paragraph and "{" not in one.text for one in told)
    every = frozenset(one.id for one in known.facts)
    after = evidence.missing(held(known.until(today), today, proved=every, copied=every), PROGRAMME)
    assert set(after) <= set(told) and not {"prap_proof", "pack_copy"} & {one.key for one in after}


def test_x2_a_completer_lacks_each_test_that_is_not_met_and_nobody_else_does() -> None:
    """X2, C7, JFS 5.02: named one by one, on a case that was ended as completed."""
    over = date(2021, 7, 28)
    tests = (
        CompletionTest("cv", "CV agreed", "JFS 5.02", False, None, "Agree the CV as final.", ()),
        CompletionTest("group_session", "Group session", "JFS 5.02", True, over, "", ()),
    )
    finalising = (*started(), fact(K.FINALISING_BEGUN, "2021-07-20"), fact(K.JFAP_FINALISED, "2021-07-20"))
    ended = (*finalising, fact(K.COMPLETED, "2021-07-27"))
    (unmet,) = [
        one for one in evidence.missing(held(case(*ended), over, tests=tests), PROGRAMME)
        if one.key == "completer"
    ]  # fmt: skip
    assert unmet.text == "A test of a completer is not met: CV agreed"
    assert (unmet.of, unmet.paragraph, unmet.tab) == ("sessions", "JFS 5.02", "ending")
    assert "completer" not in lacking(*ended, today=over, tests=tests[1:])
    assert "completer" not in lacking(*finalising, today=over, tests=tests), (
        "on provision nothing is owed yet"
    )
    early = (*started(), fact(K.ENDED_EARLY, "2021-07-27"))
    assert "completer" not in lacking(*early, today=over, tests=tests)


@pytest.mark.parametrize("kind", [K.ENDED_EARLY, K.AUTO_END_SEEN])
def test_amb_28_who_ends_otherwise_than_as_a_completer_is_told_of_the_call_with_the_exit(kind: K) -> None:
    """X14, AMB-28, JFS 5.20: missing until told, by the final JFAP or with the exit, or until it is said why
    they could not be; nobody asks it of the dead."""
    over, ended = date(2021, 8, 28), (*started(), fact(kind, "2021-08-16"))
    (gap,) = [
        one for one in evidence.missing(held(case(*ended), over), PROGRAMME) if one.key == "call_notice"
    ]
    assert (gap.of, gap.paragraph, gap.tab) == ("ending", "JFS 5.20", "ending")
    for told in (K.EXPERIENCE_CALL_TOLD, K.FINAL_JFAP_SENT):
        assert "call_notice" not in lacking(*ended, fact(told, "2021-08-16"), today=over)
    assert "call_notice" not in lacking(*ended, fact(K.DEATH_LEARNED, "2021-08-16"), today=over)
    said = fact(kind, "2021-08-16", call_not_told_reason="No way to reach them")
    assert "call_notice" not in lacking(*started(), said, today=over)
    assert "call_notice" not in lacking(*started(), today=over), "on provision nothing is owed yet"
