"""Stages folded from facts and days: one test for each row of the table, T1 to T32, and one for each
line of what is not allowed (REQUIREMENTS, 'State machine')."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.facts.transitions import TRANSITIONS
from jfs_desktop.rules.journey.journey import Stage, refusal, stage_of, start_date
from tests.rules.made_facts import CALENDAR, PROGRAMME, accepted, case, fact, referred, started


def stage(today: str, *facts: Fact) -> Stage:
    return stage_of(case(*facts), PROGRAMME, CALENDAR, date.fromisoformat(today))


def refused(kind: FactKind, facts: CaseFacts, on: str, today: str = "", **detail: str) -> str:
    """The paragraph of a refusal, '' when it may be recorded."""
    day = date.fromisoformat(on)
    found = refusal(
        kind,
        facts,
        PROGRAMME,
        CALENDAR,
        today=date.fromisoformat(today) if today else day,
        on=day,
        detail=detail or None,
    )
    return found.paragraph if found else ""


def moves(
    kind: FactKind, on: str, before: tuple[Fact, ...], change: tuple[Stage, Stage], **detail: str
) -> None:
    """Such a fact may be recorded on that day, and takes the case from the one stage to the other."""
    assert refused(kind, case(*before), on, **detail) == ""
    assert (stage(on, *before), stage(on, *before, fact(kind, on, number=99, **detail))) == change


def turns(on: str, facts: tuple[Fact, ...], change: tuple[Stage, Stage]) -> None:
    """The case moves by itself on that day, and not the day before."""
    eve = (date.fromisoformat(on) - timedelta(days=1)).isoformat()
    assert (stage(eve, *facts), stage(on, *facts)) == change


REACHED = (
    *accepted(),
    fact(FactKind.CONTACTED, "2021-07-09"),
    fact(FactKind.IDENTITY_CONFIRMED, "2021-07-09"),
)
BOOKED = (*REACHED, fact(FactKind.MEETING_BOOKED, "2021-07-09", booked_for="2021-07-14"))
MET = (*BOOKED, fact(FactKind.INITIAL_MEETING_HELD, "2021-07-14"))
PAPERS = (
    fact(FactKind.VOLUNTEER_CONFIRMED, "2021-07-14"),
    fact(FactKind.JFAP_AGREED, "2021-07-14"),
    fact(FactKind.PACK_SENT, "2021-07-14"),
    fact(FactKind.DUPLICATES_SEARCHED, "2021-07-14"),
)
UNKEYED = (*MET, *PAPERS)
MISSED = (*started(), fact(FactKind.MEETING_MISSED, "2021-07-16"))
DISENGAGED = (*started(), fact(FactKind.DISENGAGED, "2021-07-20"))
TRIED = (
    *DISENGAGED,
    fact(FactKind.RE_CONTACT_ATTEMPTED, "2021-07-21"),
    fact(FactKind.RE_CONTACT_ATTEMPTED, "2021-07-22"),
)
FINALISING = (*started(), fact(FactKind.FINALISING_BEGUN, "2021-07-26"))
COMPLETER = (*FINALISING, fact(FactKind.COMPLETED, "2021-07-27"))
ERROR = (*started(), fact(FactKind.ERROR_FOUND_AFTER_START, "2021-07-20"))
POSTED = (*ERROR, fact(FactKind.PRAP14_SENT, "2021-07-20"))
EXPIRING = (
    *referred("2021-10-25"),
    fact(FactKind.ACKNOWLEDGED, "2021-10-26"),
    fact(FactKind.IDENTITY_CONFIRMED, "2021-11-01"),
    fact(FactKind.VOLUNTEER_CONFIRMED, "2021-11-01"),
    fact(FactKind.INITIAL_MEETING_HELD, "2021-11-01"),
    fact(FactKind.JFAP_AGREED, "2021-11-01"),
    fact(FactKind.PACK_SENT, "2021-11-01"),
    fact(FactKind.START_KEYED, "2021-11-02"),
)
"""A start on 1 November 2021 has a day between the last of provision and PRaP's own end (EX17)."""

WHY = {"call_not_told_reason": "Not reached any more."}
LEFT = {"reason": "left"} | WHY


def test_every_row_is_in_the_table() -> None:
    """T1, T2 and T31 make a case, T13 to T15 need more than one fact, T20, T21 and T26 are T19's move."""
    rows = {row.row for row in TRANSITIONS}
    elsewhere = {"T1", "T2", "T13", "T14", "T15", "T20", "T21", "T26", "T31"}
    assert rows | elsewhere == {f"T{number}" for number in range(1, 33)}
    assert not rows & elsewhere


def test_t1_t2_a_referral_is_received() -> None:
    """T1, T2; a restricted one is held elsewhere and begins in the same way."""
    assert stage("2021-07-07", *referred()) is Stage.RECEIVED


def test_t3_rejected() -> None:
    moves(FactKind.REJECTED, "2021-07-08", referred(), (Stage.RECEIVED, Stage.REJECTED), reason="duplicate")
    assert refused(FactKind.REJECTED, case(*referred()), "2021-07-08", reason="dislike") == "JFS 3.35"
    assert refused(FactKind.REJECTED, case(*referred()), "2021-07-09", reason="duplicate") == "JFS 3.08"


def test_t4_accepted() -> None:
    """T4, R5: not without a search; what was found waits to be settled, and a duplicate is rejected."""
    searched = (*referred(), fact(FactKind.DUPLICATES_SEARCHED, "2021-07-07"))
    moves(FactKind.ACKNOWLEDGED, "2021-07-08", searched, (Stage.RECEIVED, Stage.ACCEPTED))
    assert refused(FactKind.ACKNOWLEDGED, case(*searched), "2021-07-09") == "JFS 3.08"
    assert refused(FactKind.ACKNOWLEDGED, case(*referred()), "2021-07-08") == "JFS 3.37"
    found = (*referred(), fact(FactKind.DUPLICATES_FOUND, "2021-07-08"))
    assert refused(FactKind.ACKNOWLEDGED, case(*found), "2021-07-08") == "JFS 3.37"
    for decision, paragraph in (("other_people", ""), ("duplicate", "JFS 3.36")):
        said = fact(FactKind.DUPLICATES_SEARCHED, "2021-07-08", decision=decision)
        assert refused(FactKind.ACKNOWLEDGED, case(*found, said), "2021-07-08") == paragraph


def test_t4_an_acceptance_of_an_earlier_day_counts_the_search_made_since() -> None:
    """T4: typed in the day after it was accepted on PRaP; what the search found bars that too."""
    for kind, paragraph in ((FactKind.DUPLICATES_SEARCHED, ""), (FactKind.DUPLICATES_FOUND, "JFS 3.37")):
        known = case(*referred(), fact(kind, "2021-07-08"))
        assert refused(FactKind.ACKNOWLEDGED, known, "2021-07-07", "2021-07-08") == paragraph


def test_t5_lapsed() -> None:
    turns("2021-07-09", referred(), (Stage.RECEIVED, Stage.LAPSED))


def test_t6_booked() -> None:
    """T6, C3: a meeting is agreed with somebody who was reached."""
    moves(FactKind.MEETING_BOOKED, "2021-07-09", REACHED, (Stage.ACCEPTED, Stage.BOOKED))
    assert refused(FactKind.MEETING_BOOKED, case(*accepted()), "2021-07-09") == "JFS 3.14"


def test_t7_no_contact_needs_three_attempts_and_the_days_to_be_over() -> None:
    """T7, C2."""
    tries = tuple(fact(FactKind.CONTACT_ATTEMPTED, f"2021-07-1{n}", number=n) for n in (2, 3, 4))
    tried = (*accepted(), *tries)
    moves(FactKind.NO_CONTACT_KEYED, "2021-07-20", tried, (Stage.ACCEPTED, Stage.NO_CONTACT))
    assert refused(FactKind.NO_CONTACT_KEYED, case(*tried), "2021-07-19") == "JFS 3.15"
    assert refused(FactKind.NO_CONTACT_KEYED, case(*accepted(), *tries[:2]), "2021-07-20") == "JFS 3.12"
    booked = (*accepted(), fact(FactKind.MEETING_BOOKED, "2021-07-09"))
    assert refused(FactKind.NO_CONTACT_KEYED, case(*booked, *tries), "2021-07-20") == "JFS 3.15"


def test_t7_who_was_reached_and_agreed_to_no_meeting_may_be_lost_all_the_same() -> None:
    """T7, W3: three attempts since then in vain, whatever was tried before."""
    tries = tuple(fact(FactKind.CONTACT_ATTEMPTED, f"2021-07-1{n}", number=n) for n in (2, 3, 4))
    moves(FactKind.NO_CONTACT_KEYED, "2021-07-20", (*REACHED, *tries), (Stage.ACCEPTED, Stage.NO_CONTACT))
    again = (*tries[:2], fact(FactKind.CONTACTED, "2021-07-13"), tries[2])
    assert refused(FactKind.NO_CONTACT_KEYED, case(*accepted(), *again), "2021-07-20") == "JFS 3.12"
    unwilling = fact(FactKind.CONTACT_ATTEMPTED, "2021-07-08", result="opted_out")
    assert refused(FactKind.NO_CONTACT_KEYED, case(*accepted(), unwilling, *REACHED[-2:]), "2021-07-20")
    moves(
        FactKind.NO_CONTACT_KEYED, "2021-07-20", (*accepted(), unwilling), (Stage.ACCEPTED, Stage.NO_CONTACT)
    )


@pytest.mark.parametrize("before", [accepted(), BOOKED])
def test_t8_did_not_attend(before: tuple[Fact, ...]) -> None:
    out_of = Stage.BOOKED if before is BOOKED else Stage.ACCEPTED
    missed = (*before, fact(FactKind.INITIAL_MEETING_MISSED, "2021-07-14"))
    moves(FactKind.DNA_KEYED, "2021-07-20", missed, (out_of, Stage.DNA), reason="absent")
    assert refused(FactKind.DNA_KEYED, case(*missed), "2021-07-20", reason="error") == "JFS 3.33"
    said = (*before, fact(FactKind.WITHDREW, "2021-07-12"))
    moves(FactKind.DNA_KEYED, "2021-07-20", said, (out_of, Stage.DNA), reason="unwilling")
    assert refused(FactKind.DNA_KEYED, case(*before), "2021-07-20", reason="unwilling") == "JFS 3.33"
    for nothing in (before, said, (*missed, fact(FactKind.MEETING_BOOKED, "2021-07-15"))):
        assert refused(FactKind.DNA_KEYED, case(*nothing), "2021-07-20", reason="absent") == "JFS 3.33"
    assert refused(FactKind.DNA_KEYED, case(*MET), "2021-07-20", reason="absent") == "JFS 3.33"


def test_t9_did_not_start_without_attendance_only_for_an_error() -> None:
    """T9, W5, W7, AMB-12."""
    moves(FactKind.DNS_KEYED, "2021-07-09", accepted(), (Stage.ACCEPTED, Stage.DNS), reason="error")
    moves(FactKind.DNS_KEYED, "2021-07-12", BOOKED, (Stage.BOOKED, Stage.DNS), reason="error")
    assert refused(FactKind.DNS_KEYED, case(*accepted()), "2021-07-09", reason="ill") == "JFS 3.31"
    assert refused(FactKind.DNS_KEYED, case(*accepted()), "2021-07-09") == ""
    missed = (*BOOKED, fact(FactKind.INITIAL_MEETING_MISSED, "2021-07-14"))
    assert refused(FactKind.DNS_KEYED, case(*missed), "2021-07-15", reason="error") == "JFS 3.32"
    anew = (*missed, fact(FactKind.MEETING_BOOKED, "2021-07-15", booked_for="2021-07-19"))
    moves(FactKind.DNS_KEYED, "2021-07-16", anew, (Stage.BOOKED, Stage.DNS), reason="error")


def test_t10_booked_anew() -> None:
    moves(FactKind.MEETING_BOOKED, "2021-07-13", BOOKED, (Stage.BOOKED, Stage.BOOKED))


def test_t11_the_meeting_is_held_once_identity_is_sure() -> None:
    """T11, I3; from ACCEPTED too, where the first contact became the meeting."""
    moves(FactKind.INITIAL_MEETING_HELD, "2021-07-14", BOOKED, (Stage.BOOKED, Stage.MEETING_HELD))
    moves(FactKind.INITIAL_MEETING_HELD, "2021-07-09", REACHED, (Stage.ACCEPTED, Stage.MEETING_HELD))
    assert refused(FactKind.INITIAL_MEETING_HELD, case(*accepted()), "2021-07-14") == "JFS 3.21"
    doubted = (*BOOKED, fact(FactKind.IDENTITY_DOUBTED, "2021-07-13"))
    assert refused(FactKind.INITIAL_MEETING_HELD, case(*doubted), "2021-07-14") == "JFS 3.21"
    sure = (*doubted, fact(FactKind.IDENTITY_CONFIRMED, "2021-07-14"))
    assert refused(FactKind.INITIAL_MEETING_HELD, case(*sure), "2021-07-14") == ""


def test_t12_met_and_not_started() -> None:
    """T12, E9: one of four reasons; 'not eligible' asks for the Work Coach's word on that, or why not."""
    moves(FactKind.DNS_KEYED, "2021-07-16", MET, (Stage.MEETING_HELD, Stage.DNS), reason="ill")
    for reason, paragraph in (("nothing", "JFS 3.31"), ("error", "JFS 3.32"), ("ineligible", "JFS 3.31")):
        assert refused(FactKind.DNS_KEYED, case(*MET), "2021-07-15", reason=reason) == paragraph
    for doubt, paragraph in (("suitability", ""), ("eligibility", ""), ("identity", "JFS 3.31")):
        asked = (*MET, fact(FactKind.WORK_COACH_CONSULTED, "2021-07-15", doubt=doubt))
        assert refused(FactKind.DNS_KEYED, case(*asked), "2021-07-15", reason="ineligible") == paragraph
    stop = fact(FactKind.WORK_COACH_CONSULTED, "2021-07-15", doubt="identity", decision="stop")
    doubted = (*MET, fact(FactKind.IDENTITY_DOUBTED, "2021-07-15"), stop)
    assert refused(FactKind.DNS_KEYED, case(*doubted), "2021-07-15", reason="ineligible") == ""
    unasked = {"reason": "ineligible", "no_consultation_reason": "The Work Coach had said so already."}
    assert refused(FactKind.DNS_KEYED, case(*MET), "2021-07-15", **unasked) == ""


@pytest.mark.parametrize("last", range(len(PAPERS) - 1))
def test_t13_started_with_the_last_paper(last: int) -> None:
    """T13, I19: choice, JFAP and pack, in any order; the start is the day of the meeting."""
    others = tuple(paper for place, paper in enumerate(PAPERS) if place != last)
    kind = PAPERS[last].kind
    moves(kind, "2021-07-15", (*MET, *others), (Stage.MEETING_HELD, Stage.STARTED))
    assert start_date(case(*MET, *others, fact(kind, "2021-07-15"))) == date(2021, 7, 14)
    assert refused(FactKind.START_KEYED, case(*MET, *others), "2021-07-15") != ""


def test_t14_receipts_change_no_stage() -> None:
    for kind in (FactKind.PACK_ACKNOWLEDGED, FactKind.JFAP_ACKNOWLEDGED):
        moves(kind, "2021-07-16", started(), (Stage.STARTED, Stage.STARTED))


def test_t15_the_start_is_keyed_after_a_last_search() -> None:
    """T15, W6: late until the last safe day, and never without the papers or the search."""
    for day in ("2021-07-15", "2021-07-22", "2021-08-05"):
        moves(FactKind.START_KEYED, day, UNKEYED, (Stage.STARTED, Stage.STARTED))
    unsearched = tuple(one for one in UNKEYED if one.kind is not FactKind.DUPLICATES_SEARCHED)
    assert refused(FactKind.START_KEYED, case(*unsearched), "2021-07-15") == "JFS 3.37"
    assert refused(FactKind.START_KEYED, case(*UNKEYED), "2021-08-07") == "JFS 3.40"


@pytest.mark.parametrize(
    ("facts", "out_of"),
    [
        (accepted(), Stage.ACCEPTED),
        (BOOKED, Stage.BOOKED),
        (MET, Stage.MEETING_HELD),
        (UNKEYED, Stage.STARTED),
        ((*UNKEYED, fact(FactKind.DISENGAGED, "2021-07-20")), Stage.DISENGAGED),
    ],
)
def test_t16_prap_closes_what_is_not_keyed(facts: tuple[Fact, ...], out_of: Stage) -> None:
    turns("2021-08-07", facts, (out_of, Stage.AUTO_DNA))


def test_t17_disengaged() -> None:
    """T17: told, or a missed meeting that stays unexplained for two working days."""
    moves(FactKind.DISENGAGED, "2021-07-20", started(), (Stage.STARTED, Stage.DISENGAGED))
    turns("2021-07-21", MISSED, (Stage.STARTED, Stage.DISENGAGED))
    for kind in (FactKind.MISSED_MEETING_EXPLAINED, FactKind.RE_ENGAGED, FactKind.SESSION_HELD):
        assert stage("2021-07-21", *MISSED, fact(kind, "2021-07-20")) is Stage.STARTED


@pytest.mark.parametrize(
    ("kind", "before"),
    [
        (FactKind.RE_ENGAGED, TRIED),
        (FactKind.MISSED_MEETING_EXPLAINED, MISSED),
        (FactKind.SESSION_HELD, TRIED),
        (FactKind.CONTACTED, TRIED),
    ],
)
def test_t18_back_on_provision(kind: FactKind, before: tuple[Fact, ...]) -> None:
    moves(kind, "2021-07-23", before, (Stage.DISENGAGED, Stage.STARTED))


def test_t18_needs_days_that_are_left() -> None:
    """T18, T25, JFS 4.19: who is reached after the last working day does not go on; nobody comes back to a
    case that has ended."""
    gone = (*EXPIRING, fact(FactKind.DISENGAGED, "2021-11-15"))
    for kind in (FactKind.RE_ENGAGED, FactKind.CONTACTED):
        moves(kind, "2021-11-29", gone, (Stage.DISENGAGED, Stage.STARTED))
        moves(kind, "2021-11-30", gone, (Stage.TIME_EXPIRED, Stage.TIME_EXPIRED))
    for ended, day in ((gone, "2021-12-01"), (COMPLETER, "2021-07-28")):
        assert refused(FactKind.RE_ENGAGED, case(*ended), day) == (
            "JFS 5.01" if ended is gone else "JFS 4.19"
        )


def test_t18_a_late_return_is_no_forbidden_one() -> None:
    """T18, M4: after the window the exit is open, not made; until it is recorded a return still counts."""
    moves(FactKind.RE_ENGAGED, "2021-08-02", TRIED, (Stage.DISENGAGED, Stage.STARTED))
    back = (*TRIED, fact(FactKind.RE_ENGAGED, "2021-08-02"))
    assert refused(FactKind.ENDED_EARLY, case(*back), "2021-08-03", **LEFT) == "JFS 4.20"


def test_t19_left_unheard_after_two_attempts_and_the_window() -> None:
    """T19, M4, JFS 4.20."""
    moves(FactKind.ENDED_EARLY, "2021-07-29", TRIED, (Stage.DISENGAGED, Stage.EARLY_COMPLETER), **LEFT)
    assert refused(FactKind.ENDED_EARLY, case(*TRIED), "2021-07-28", **LEFT) == "JFS 4.20"
    assert refused(FactKind.ENDED_EARLY, case(*TRIED), "2021-07-29", reason="left") == "JFS 5.20"
    same_day = (*DISENGAGED, *(fact(FactKind.RE_CONTACT_ATTEMPTED, "2021-07-21", number=n) for n in (1, 2)))
    assert refused(FactKind.ENDED_EARLY, case(*same_day), "2021-07-29", **LEFT) == "JFS 4.20"


def test_t19_attempts_of_an_earlier_absence_do_not_count() -> None:
    """T19, JFS 4.20: whoever came back and is lost again is tried anew."""
    again = (
        *TRIED,
        fact(FactKind.RE_ENGAGED, "2021-07-23"),
        fact(FactKind.DISENGAGED, "2021-07-27", number=1),
    )
    assert stage("2021-07-29", *again) is Stage.DISENGAGED
    assert refused(FactKind.ENDED_EARLY, case(*again), "2021-07-29", **LEFT) == "JFS 4.20"
    tried = (*again, *(fact(FactKind.RE_CONTACT_ATTEMPTED, day) for day in ("2021-07-28", "2021-07-29")))
    assert refused(FactKind.ENDED_EARLY, case(*tried), "2021-08-05", **LEFT) == "JFS 4.20"
    assert refused(FactKind.ENDED_EARLY, case(*tried), "2021-08-06", **LEFT) == ""


@pytest.mark.parametrize(
    ("before", "out_of"),
    [(started(), Stage.STARTED), (DISENGAGED, Stage.DISENGAGED), (FINALISING, Stage.FINALISING)],
)
def test_t20_says_so_dies_or_moves(before: tuple[Fact, ...], out_of: Stage) -> None:
    """T20, M4, M6, M7, X8: only a move out of the three nations is a reason (AMB-31)."""
    change, day = (out_of, Stage.EARLY_COMPLETER), "2021-07-27"
    moves(FactKind.ENDED_EARLY, day, (*before, fact(FactKind.WITHDREW, day)), change, **LEFT)
    moves(FactKind.ENDED_EARLY, day, before, change, reason="died")
    abroad = (*before, fact(FactKind.MOVED, day, where="outside"))
    near = (*before, fact(FactKind.MOVED, day, where="inside"))
    moves(FactKind.ENDED_EARLY, day, abroad, change, reason="moved", **WHY)
    for facts in (before, near):
        assert refused(FactKind.ENDED_EARLY, case(*facts), day, reason="moved", **WHY) == "JFS 4.22"


def test_t20_nobody_who_takes_part_leaves_unheard() -> None:
    """T19, T20, JFS 4.20: without a word of theirs only from disengagement."""
    back = (*TRIED, fact(FactKind.SESSION_HELD, "2021-07-23"))
    assert refused(FactKind.ENDED_EARLY, case(*back), "2021-07-29", **LEFT) == "JFS 4.20"


def test_t21_found_work() -> None:
    for before, out_of in ((started(), Stage.STARTED), (FINALISING, Stage.FINALISING)):
        change = (out_of, Stage.EARLY_COMPLETER)
        moves(FactKind.ENDED_EARLY, "2021-07-27", before, change, reason="work", **WHY)
    assert refused(FactKind.ENDED_EARLY, case(*EXPIRING), "2021-11-30", reason="work", **WHY) == "JFS 4.18"


def test_t22_t23_finalising_and_back() -> None:
    moves(FactKind.FINALISING_BEGUN, "2021-07-26", started(), (Stage.STARTED, Stage.FINALISING))
    moves(FactKind.FINALISING_PAUSED, "2021-07-27", FINALISING, (Stage.FINALISING, Stage.STARTED))
    assert refused(FactKind.FINALISING_BEGUN, case(*DISENGAGED), "2021-07-26") == "JFS 4.08"
    assert refused(FactKind.FINALISING_PAUSED, case(*started()), "2021-07-26") == "JFS 4.08"


def test_t24_completer() -> None:
    """T24; the five tests themselves are the completion list's."""
    moves(FactKind.COMPLETED, "2021-07-27", FINALISING, (Stage.FINALISING, Stage.COMPLETER))
    assert refused(FactKind.COMPLETED, case(*started()), "2021-07-27") == "JFS 5.02"
    assert stage("2021-09-28", *COMPLETER) is Stage.COMPLETER


@pytest.mark.parametrize(
    ("kind", "out_of"),
    [
        (None, Stage.STARTED),
        (FactKind.DISENGAGED, Stage.DISENGAGED),
        (FactKind.FINALISING_BEGUN, Stage.FINALISING),
    ],
)
def test_t25_time_expires(kind: FactKind | None, out_of: Stage) -> None:
    facts = (*EXPIRING, fact(kind, "2021-11-15")) if kind else EXPIRING
    turns("2021-11-30", facts, (out_of, Stage.TIME_EXPIRED))


def test_t26_disengaged_and_out_of_time() -> None:
    gone = (
        *EXPIRING,
        fact(FactKind.DISENGAGED, "2021-11-15"),
        fact(FactKind.RE_CONTACT_ATTEMPTED, "2021-11-16"),
        fact(FactKind.RE_CONTACT_ATTEMPTED, "2021-11-17"),
    )
    moves(FactKind.ENDED_EARLY, "2021-11-30", gone, (Stage.TIME_EXPIRED, Stage.EARLY_COMPLETER), **LEFT)
    assert refused(FactKind.ENDED_EARLY, case(*EXPIRING), "2021-11-30", **LEFT) == "JFS 4.20"


def test_t27_completed_late() -> None:
    """T27, EX17: between the last day of provision and PRaP's own end."""
    moves(FactKind.COMPLETED, "2021-11-30", EXPIRING, (Stage.TIME_EXPIRED, Stage.COMPLETER))
    assert refused(FactKind.COMPLETED, case(*EXPIRING), "2021-12-01") == "JFS 5.02"


def test_t28_prap_ends_the_case() -> None:
    turns("2021-12-01", EXPIRING, (Stage.TIME_EXPIRED, Stage.AUTO_ENDED))
    turns("2021-08-13", started(), (Stage.STARTED, Stage.AUTO_ENDED))
    turns("2021-08-13", DISENGAGED, (Stage.DISENGAGED, Stage.AUTO_ENDED))
    turns("2021-08-13", FINALISING, (Stage.FINALISING, Stage.AUTO_ENDED))


def test_what_was_handed_back_is_accepted_and_keyed_no_more() -> None:
    """R3, W1, W6, W10: not for an earlier day either, while the hand-back stands."""
    searched = fact(FactKind.DUPLICATES_SEARCHED, "2021-07-08")
    lapsed = (*referred(), searched, fact(FactKind.HANDED_BACK, "2021-07-12"))
    assert refused(FactKind.ACKNOWLEDGED, case(*lapsed), "2021-07-08", "2021-07-13") == "JFS 3.40"
    back = case(*UNKEYED, fact(FactKind.HANDED_BACK, "2021-08-09"))
    for kind in (FactKind.START_KEYED, FactKind.DNA_KEYED, FactKind.DNS_KEYED, FactKind.NO_CONTACT_KEYED):
        assert refused(kind, back, "2021-08-05", "2021-08-10") == "JFS 3.40", kind


def test_an_end_is_keyed_only_for_a_start_that_is_on_prap() -> None:
    """W2, W6, W12."""
    ended = (*UNKEYED, fact(FactKind.WITHDREW, "2021-07-20"), fact(FactKind.ENDED_EARLY, "2021-07-20"))
    assert refused(FactKind.END_KEYED, case(*ended), "2021-07-20") == "JFS 3.27"
    keyed = (*ended, fact(FactKind.START_KEYED, "2021-07-20"))
    assert refused(FactKind.END_KEYED, case(*keyed), "2021-07-20") == ""


def test_t29_prap14() -> None:
    moves(FactKind.PRAP14_SENT, "2021-07-20", ERROR, (Stage.STARTED, Stage.CANCEL_PENDING))
    assert refused(FactKind.PRAP14_SENT, case(*started()), "2021-07-21") == "JFS 3.37"
    assert refused(FactKind.ERROR_FOUND_AFTER_START, case(*UNKEYED), "2021-07-21") == "JFS 3.37"


def test_t30_cancelled_after_the_start() -> None:
    answered = (*POSTED, fact(FactKind.POST_CONFIRMED, "2021-07-21"))
    moves(FactKind.CANCELLATION_KEYED, "2021-07-22", answered, (Stage.CANCEL_PENDING, Stage.CANCELLED))
    assert refused(FactKind.CANCELLATION_KEYED, case(*POSTED), "2021-07-21") == "JFS 3.38"


def test_t31_a_closed_case_is_not_the_next_one() -> None:
    """T31: a new referral is another case; nothing opens the old one."""
    assert refused(FactKind.REFERRAL_RECEIVED, case(*COMPLETER), "2021-09-01") == "JFS 7.04"


def test_t32_archived() -> None:
    moves(FactKind.DISPOSAL_APPROVED, "2022-07-01", COMPLETER, (Stage.COMPLETER, Stage.ARCHIVED))
