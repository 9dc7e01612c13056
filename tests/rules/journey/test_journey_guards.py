"""What may not be recorded when: each line of 'Not allowed', and the days that a fact may be of
(REQUIREMENTS, 'State machine')."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jfs_desktop.rules.clocks.clocks import clocks_for
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.journey.journey import Stage, is_open, refusal, start_date
from tests.rules.journey.test_journey import (
    BOOKED,
    COMPLETER,
    DISENGAGED,
    EXPIRING,
    FINALISING,
    LEFT,
    MET,
    POSTED,
    UNKEYED,
    refused,
    stage,
)
from tests.rules.made_facts import CALENDAR, PROGRAMME, accepted, case, fact, referred, started

REJECTED = (*referred(), fact(FactKind.REJECTED, "2021-07-08"))


@pytest.mark.parametrize(
    ("facts", "closed"),
    [
        (referred(), Stage.RECEIVED),
        (REJECTED, Stage.REJECTED),
        (referred(), Stage.LAPSED),
    ],
)
def test_nobody_starts_on_a_referral_that_was_not_accepted(facts: tuple[Fact, ...], closed: Stage) -> None:
    """Not allowed: STARTED from RECEIVED, REJECTED or LAPSED, by the guards or by the table."""
    day = "2021-07-08" if closed is Stage.RECEIVED else "2021-07-09"
    assert stage(day, *facts) is closed
    paragraph = "JFS 3.07" if closed is Stage.RECEIVED else "JFS 3.08"
    for kind in (FactKind.CONTACTED, FactKind.INITIAL_MEETING_HELD, FactKind.START_KEYED):
        assert refused(kind, case(*facts), day) == paragraph
    forced = tuple(fact(one.kind, day, number=7) for one in UNKEYED if one.kind is not FactKind.ACKNOWLEDGED)
    assert stage(day, *facts, *forced, fact(FactKind.START_KEYED, day)) is closed


def test_each_duty_that_the_guards_close_until_the_acknowledgement_says_that_it_comes_after() -> None:
    """R2, JFS 3.07: otherwise Today would offer what is then refused."""
    new, day = case(*referred()), date(2021, 7, 7)
    running = [one for one in clocks_for(new, PROGRAMME, CALENDAR, day) if one.is_open and one.actionable]
    closed = {
        one.id
        for one in running
        if one.action
        and all(refusal(kind, new, PROGRAMME, CALENDAR, today=day, on=day) is not None for kind in one.stops)
    }
    assert closed == {one.id for one in running if one.rule.after == "acknowledge_referral"} != set()


def test_start_date_is_the_meeting_and_never_the_keying() -> None:
    """I19."""
    assert start_date(case(*started())) == date(2021, 7, 14)
    assert start_date(case(*accepted())) is None
    assert start_date(case(*MET, fact(FactKind.DNS_KEYED, "2021-07-15"))) is None


def test_the_start_changes_only_by_taking_the_meeting_back() -> None:
    """Not allowed: any change to start_date without a logged correction (I19)."""
    facts = case(*started())
    assert refused(FactKind.INITIAL_MEETING_HELD, facts, "2021-07-13", "2021-07-20") == "JFS 7.04"
    moved = case(*started(), fact(FactKind.INITIAL_MEETING_HELD, "2021-07-20", number=1))
    assert start_date(moved) == date(2021, 7, 14)


@pytest.mark.parametrize(
    ("code", "advice", "allowed"),
    [
        ("39", "", True),
        ("45", "", False),
        ("45", "REF 1", False),
        ("37", "", False),
        ("37", "REF 1", True),
        ("46", " ", False),
        ("46", "REF 2", True),
        ("2", "", False),
    ],
)
def test_end_codes(code: str, advice: str, allowed: bool) -> None:
    """Not allowed: code 45 by hand; 37 or 46 without advice (X12)."""
    answer = refused(
        FactKind.END_KEYED, case(*COMPLETER), "2021-07-28", end_code=code, advice_reference=advice
    )
    assert answer == ("" if allowed else "JFS Annex 2")


@pytest.mark.parametrize(("reason", "code"), [("work", "1"), ("left", "36"), ("moved", "36"), ("died", "43")])
def test_the_end_code_goes_with_the_reason(reason: str, code: str) -> None:
    """X2, X8, X12, AMB-33: the completer's code needs a completion, the others their own reason."""
    facts = case(*started(), fact(FactKind.ENDED_EARLY, "2021-07-27", reason=reason))
    for other in ("1", "36", "39", "43"):
        answer = refused(FactKind.END_KEYED, facts, "2021-07-28", end_code=other)
        assert answer == ("" if other == code else "JFS Annex 2")


@pytest.mark.parametrize(
    "facts", [started(), DISENGAGED, FINALISING, (*started(), fact(FactKind.AUTO_END_SEEN, "2021-08-13"))]
)
@pytest.mark.parametrize("kind", list(FactKind))
def test_nothing_follows_an_automatic_end(kind: FactKind, facts: tuple[Fact, ...]) -> None:
    """Not allowed: AUTO_ENDED back to anything; only its disposal comes after."""
    day = "2021-08-16"
    assert stage(day, *facts) is Stage.AUTO_ENDED
    after = stage(day, *facts, fact(kind, day, number=50, reason="left"))
    assert after is (Stage.ARCHIVED if kind is FactKind.DISPOSAL_APPROVED else Stage.AUTO_ENDED)
    if kind in {FactKind.SESSION_HELD, FactKind.COMPLETED, FactKind.ENDED_EARLY, FactKind.END_KEYED}:
        assert refused(kind, case(*facts), day)


@pytest.mark.parametrize(
    ("facts", "day"),
    [
        (started(), "2021-07-20"),
        (DISENGAGED, "2021-07-27"),
        (FINALISING, "2021-07-27"),
        (COMPLETER, "2021-07-28"),
        (EXPIRING, "2021-11-30"),
        (started(), "2021-08-16"),
        (POSTED, "2021-07-21"),
    ],
)
@pytest.mark.parametrize(
    "kind",
    [
        FactKind.JFAP_REQUESTED,
        FactKind.SURVEY_ASKED,
        FactKind.COMPLAINT_RAISED,
        FactKind.EXPERIENCE_CALL_TOLD,
        FactKind.PCO_CHECK_ARRANGED,
    ],
)
def test_tasks_change_no_stage(kind: FactKind, facts: tuple[Fact, ...], day: str) -> None:
    """JFSPRO1, survey, complaints, PCO and calls come in any state after STARTED and move nothing; the survey
    comes with the exit (Q6, AMB-47)."""
    early = kind is FactKind.SURVEY_ASKED and stage(day, *facts) in {Stage.STARTED, Stage.DISENGAGED}
    assert refused(kind, case(*facts), day) == ("JFS 7.44" if early else "")
    assert stage(day, *facts, fact(kind, day)) is stage(day, *facts)


@pytest.mark.parametrize(
    ("kind", "facts", "on", "paragraph"),
    [
        (FactKind.CONTACT_ATTEMPTED, case(*referred()), "2021-07-08", "JFS 3.07"),
        (FactKind.INITIAL_MEETING_HELD, case(*referred()), "2021-07-12", "JFS 3.08"),
        (FactKind.REJECTED, case(*accepted()), "2021-07-08", "JFS 3.36"),
        (FactKind.SESSION_HELD, case(*accepted()), "2021-07-09", "JFS 3.19"),
        (FactKind.START_KEYED, case(*accepted()), "2021-07-09", "JFS 3.27"),
        (FactKind.START_KEYED, case(*MET), "2021-07-15", "JFS 1.14"),
        (FactKind.DNS_KEYED, case(*started()), "2021-07-16", "JFS 3.37"),
        (FactKind.DNS_KEYED, case(*UNKEYED), "2021-07-16", "JFS 3.31"),
        (FactKind.START_KEYED, case(*MET), "2021-08-07", "JFS 3.40"),
        (FactKind.COMPLETED, case(*accepted()), "2021-07-15", "JFS 5.01"),
        (FactKind.END_KEYED, case(*started()), "2021-07-20", "JFS 5.09"),
        (FactKind.END_KEYED, case(*started()), "2021-08-13", "JFS 5.08"),
        (FactKind.AUTO_END_SEEN, case(*started()), "2021-08-12", "JFS 5.08"),
        (FactKind.JFAP_SENT_TO_JOBCENTRE, case(*started()), "2021-07-20", "JFS 5.03"),
        (FactKind.FINAL_JFAP_SENT, case(*FINALISING), "2021-07-27", "JFS 5.02"),
        (FactKind.HANDED_BACK, case(*started()), "2021-07-21", "JFS 3.40"),
        (FactKind.START_KEYED, case(*started()), "2021-07-16", "JFS 7.04"),
    ],
)
def test_refused_with_the_paragraph(kind: FactKind, facts: CaseFacts, on: str, paragraph: str) -> None:
    assert refused(kind, facts, on) == paragraph


def test_a_doubt_about_identity_stops_papers_and_start() -> None:
    """I8, JFS 3.26: no start, and no papers, until it is settled."""
    doubted = case(*MET, fact(FactKind.IDENTITY_DOUBTED, "2021-07-15"))
    for kind in (
        FactKind.PACK_SENT,
        FactKind.DRAFT_JFAP_SENT,
        FactKind.FINAL_JFAP_SENT,
        FactKind.START_KEYED,
    ):
        assert refused(kind, doubted, "2021-07-15") == "JFS 3.26"


def test_a_notice_of_vulnerability_is_read_before_the_first_call() -> None:
    """G1, C8."""
    noticed = (*accepted(), fact(FactKind.VULNERABILITY_NOTICED, "2021-07-08"))
    assert refused(FactKind.CONTACT_ATTEMPTED, case(*noticed), "2021-07-09") == "JFS 3.04"
    read = (*noticed, fact(FactKind.VULNERABILITY_SEEN, "2021-07-09"))
    assert refused(FactKind.CONTACT_ATTEMPTED, case(*read), "2021-07-09") == ""


GOES_OUT = (
    FactKind.FINAL_JFAP_SENT,
    FactKind.SURVEY_ASKED,
    FactKind.EXPERIENCE_CALL_TOLD,
    FactKind.DUTY_REMINDED,
    FactKind.PACK_SENT,
    FactKind.DRAFT_JFAP_SENT,
    FactKind.APPOINTMENT_AGREED,
    FactKind.MEETING_BOOKED,
    FactKind.CONTACT_ATTEMPTED,
    FactKind.RE_CONTACT_ATTEMPTED,
    FactKind.GROUP_INVITED,
    FactKind.SUPPORT_OFFERED,
)


@pytest.mark.parametrize("kind", GOES_OUT)
def test_nothing_goes_out_to_the_dead(kind: FactKind) -> None:
    """X8: neither once the end says so, nor once the death is known, in the stage that each belongs to."""
    alive = {FactKind.MEETING_BOOKED: accepted(), FactKind.RE_CONTACT_ATTEMPTED: DISENGAGED}.get(kind, MET)
    ended = fact(FactKind.ENDED_EARLY, "2021-07-27", reason="died")
    for died in (ended, fact(FactKind.DEATH_LEARNED, "2021-07-27")):
        assert refused(kind, case(*alive, died), "2021-07-28") == "JFS 5.11"
    assert refused(kind, case(*alive), "2021-07-28") != "JFS 5.11"


def test_what_happened_in_time_may_be_recorded_late() -> None:
    """R3, T15: the day of the fact counts, not the day of recording."""
    searched = (*referred(), fact(FactKind.DUPLICATES_SEARCHED, "2021-07-07"))
    assert refused(FactKind.ACKNOWLEDGED, case(*searched), "2021-07-08", "2021-07-12") == ""
    assert refused(FactKind.START_KEYED, case(*UNKEYED), "2021-08-05", "2021-08-20") == ""
    assert refused(FactKind.AUTO_END_SEEN, case(*started()), "2021-08-13") == ""


@pytest.mark.parametrize(
    ("facts", "kind", "on"),
    [
        ((*BOOKED, fact(FactKind.DNA_KEYED, "2021-07-20")), FactKind.INITIAL_MEETING_HELD, "2021-07-16"),
        (
            (
                *accepted(),
                fact(FactKind.CONTACTED, "2021-07-09"),
                fact(FactKind.NO_CONTACT_KEYED, "2021-07-20"),
            ),
            FactKind.MEETING_BOOKED,
            "2021-07-16",
        ),
        (COMPLETER, FactKind.DISENGAGED, "2021-07-23"),
        ((*started(), fact(FactKind.AUTO_END_SEEN, "2021-08-13")), FactKind.PRAP14_SENT, "2021-07-21"),
    ],
)
def test_a_recorded_end_is_not_undone_by_an_older_day(
    facts: tuple[Fact, ...], kind: FactKind, on: str
) -> None:
    """JFS 7.04: a recorded end is taken back with its reason, never written over from behind."""
    error = (fact(FactKind.ERROR_FOUND_AFTER_START, "2021-07-20"),) if kind is FactKind.PRAP14_SENT else ()
    known = (*facts, *error)
    ended = stage("2021-08-16", *known)
    assert not is_open(ended)
    assert stage("2021-08-16", *known, fact(kind, on)) is not ended, "so it has to be refused"
    assert refused(kind, case(*known), on, "2021-08-16") == "JFS 7.04"


def test_nobody_chooses_to_take_part_before_it_is_sure_who_it_is() -> None:
    """I3, I8, E1: identity comes first; what the referral says is the Work Coach's word."""
    known = fact(FactKind.IDENTITY_CONFIRMED, "2021-07-14")
    doubt = fact(FactKind.IDENTITY_DOUBTED, "2021-07-14")
    before = case(*(one for one in accepted() if one.kind is not FactKind.IDENTITY_CONFIRMED))

    def chosen(source: str, *after: Fact) -> str:
        facts = replace(before, facts=(*before.facts, *after))
        return refused(FactKind.VOLUNTEER_CONFIRMED, facts, "2021-07-14", source=source)

    assert [chosen(one) for one in ("referral", "contact", "meeting")] == ["", "", "JFS 3.21"]
    assert [chosen(one, doubt) for one in ("referral", "contact", "meeting")] == ["", "JFS 3.26", "JFS 3.26"]
    assert [chosen(one, doubt, known) for one in ("contact", "meeting")] == ["", ""]


def test_an_end_that_came_by_itself_is_told_of_too() -> None:
    """X14: the notice that DWP may ring, or why there was none, for every living exit."""
    told = fact(FactKind.EXPERIENCE_CALL_TOLD, "2021-08-10")
    dead = fact(FactKind.DEATH_LEARNED, "2021-08-10")
    seen, reason = FactKind.AUTO_END_SEEN, {"call_not_told_reason": "Not reached"}
    assert refused(seen, case(*started()), "2021-08-13", note="") == "JFS 5.20"
    assert refused(seen, case(*started()), "2021-08-13", **reason) == ""
    for one in (told, dead):
        assert refused(seen, case(*started(), one), "2021-08-13", note="") == ""


def test_nothing_lies_ahead_or_before_the_referral() -> None:
    assert refused(FactKind.CONTACTED, case(*accepted()), "2021-07-13", "2021-07-12") == "JFS 7.04"
    assert refused(FactKind.ACKNOWLEDGED, case(*referred()), "2021-07-06", "2021-07-08") == "JFS 7.04"
    assert refused(FactKind.ENDED_EARLY, case(*started()), "2021-07-20", "2021-07-19", **LEFT) == "JFS 7.04"
