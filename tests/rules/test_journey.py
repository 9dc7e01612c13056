"""Stages folded from facts and days (T1 to T32), and what may not be recorded when."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.rules.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.journey import Stage, is_open, refusal, stage_of, start_date
from tests.rules.made_facts import CALENDAR, PROGRAMME, accepted, case, fact, referred, started


def stage(today: str, *facts: Fact) -> Stage:
    return stage_of(case(*facts), PROGRAMME, CALENDAR, date.fromisoformat(today))


def refused(kind: FactKind, facts: CaseFacts, on: str, today: str = "", **detail: str) -> str:
    """The paragraph of a refusal, '' when it may be recorded."""
    day = date.fromisoformat(on)
    found = refusal(
        kind, facts, PROGRAMME, CALENDAR, date.fromisoformat(today) if today else day, day, detail or None
    )
    return found.paragraph if found else ""


MET = (*accepted(), fact(FactKind.INITIAL_MEETING_HELD, "2021-07-14"))
MISSED = (*started(), fact(FactKind.MEETING_MISSED, "2021-07-16"))
POSTED = (
    *started(),
    fact(FactKind.ERROR_FOUND_AFTER_START, "2021-07-20"),
    fact(FactKind.PRAP14_SENT, "2021-07-20"),
)


@pytest.mark.parametrize(
    ("today", "facts", "expected"),
    [
        pytest.param("2021-07-08", referred(), Stage.RECEIVED, id="T1"),
        pytest.param(
            "2021-07-09", (*referred(), fact(FactKind.REJECTED, "2021-07-08")), Stage.REJECTED, id="T3"
        ),
        pytest.param("2021-07-09", accepted(), Stage.ACCEPTED, id="T4"),
        pytest.param("2021-07-09", referred(), Stage.LAPSED, id="T5"),
        pytest.param(
            "2021-07-10", (*accepted(), fact(FactKind.MEETING_BOOKED, "2021-07-09")), Stage.BOOKED, id="T6"
        ),
        pytest.param(
            "2021-07-21",
            (*accepted(), fact(FactKind.NO_CONTACT_KEYED, "2021-07-20")),
            Stage.NO_CONTACT,
            id="T7",
        ),
        pytest.param("2021-07-21", (*accepted(), fact(FactKind.DNA_KEYED, "2021-07-20")), Stage.DNA, id="T8"),
        pytest.param("2021-07-14", MET, Stage.MEETING_HELD, id="T11"),
        pytest.param("2021-07-20", (*MET, fact(FactKind.DNS_KEYED, "2021-07-16")), Stage.DNS, id="T12"),
        pytest.param("2021-07-20", started(), Stage.STARTED, id="T13"),
        pytest.param("2021-08-06", accepted(), Stage.ACCEPTED, id="T16 the day before"),
        pytest.param("2021-08-07", accepted(), Stage.AUTO_DNA, id="T16"),
        pytest.param("2021-08-07", MET, Stage.AUTO_DNA, id="T16 met, not keyed"),
        pytest.param("2021-07-20", MISSED, Stage.STARTED, id="T17 the last day to reach them"),
        pytest.param("2021-07-21", MISSED, Stage.DISENGAGED, id="T17"),
        pytest.param(
            "2021-07-22", (*MISSED, fact(FactKind.RE_ENGAGED, "2021-07-22")), Stage.STARTED, id="T18"
        ),
        pytest.param(
            "2021-07-28", (*MISSED, fact(FactKind.ENDED_EARLY, "2021-07-28")), Stage.EARLY_COMPLETER, id="T19"
        ),
        pytest.param(
            "2021-07-28",
            (*started(), fact(FactKind.FINALISING_BEGUN, "2021-07-26")),
            Stage.FINALISING,
            id="T22",
        ),
        pytest.param(
            "2021-07-28", (*started(), fact(FactKind.COMPLETED, "2021-07-27")), Stage.COMPLETER, id="T24"
        ),
        pytest.param(
            "2021-09-28",
            (*started(), fact(FactKind.COMPLETED, "2021-07-27")),
            Stage.COMPLETER,
            id="T24 for good",
        ),
        pytest.param("2021-08-12", started(), Stage.STARTED, id="T25 the last day"),
        pytest.param("2021-08-13", started(), Stage.AUTO_ENDED, id="T28"),
        pytest.param("2021-07-22", POSTED, Stage.CANCEL_PENDING, id="T29"),
        pytest.param(
            "2021-07-23",
            (*POSTED, fact(FactKind.CANCELLATION_KEYED, "2021-07-22")),
            Stage.CANCELLED,
            id="T30",
        ),
        pytest.param(
            "2022-07-23",
            (
                *started(),
                fact(FactKind.COMPLETED, "2021-07-27"),
                fact(FactKind.DISPOSAL_APPROVED, "2022-07-01"),
            ),
            Stage.ARCHIVED,
            id="T32",
        ),
    ],
)
def test_transition(today: str, facts: tuple[Fact, ...], expected: Stage) -> None:
    assert stage(today, *facts) is expected


def test_time_expires_before_prap_ends_the_case() -> None:
    """T25, T26, T27: a start on 1 November 2021 has a day between the two (EX17)."""
    facts = [
        *referred("2021-10-25"),
        fact(FactKind.ACKNOWLEDGED, "2021-10-26"),
        fact(FactKind.INITIAL_MEETING_HELD, "2021-11-01"),
        fact(FactKind.START_KEYED, "2021-11-02"),
    ]
    assert stage("2021-11-29", *facts) is Stage.STARTED
    assert stage("2021-11-30", *facts) is Stage.TIME_EXPIRED
    assert stage("2021-12-01", *facts) is Stage.AUTO_ENDED
    late = (*facts, fact(FactKind.COMPLETED, "2021-11-30"))
    assert stage("2021-12-05", *late) is Stage.COMPLETER


def test_start_date_is_the_meeting_and_never_the_keying() -> None:
    """I19."""
    assert start_date(case(*started())) == date(2021, 7, 14)
    assert start_date(case(*accepted())) is None
    assert start_date(case(*MET, fact(FactKind.DNS_KEYED, "2021-07-15"))) is None


@pytest.mark.parametrize(
    ("kind", "facts", "on", "paragraph"),
    [
        (FactKind.CONTACT_ATTEMPTED, case(*referred()), "2021-07-08", "JFS 3.07"),
        (FactKind.ACKNOWLEDGED, case(*referred()), "2021-07-09", "JFS 3.08"),
        (FactKind.INITIAL_MEETING_HELD, case(*referred()), "2021-07-12", "JFS 3.08"),
        (FactKind.REJECTED, case(*accepted()), "2021-07-08", "JFS 3.36"),
        (FactKind.SESSION_HELD, case(*accepted()), "2021-07-09", "JFS 3.19"),
        (FactKind.START_KEYED, case(*accepted()), "2021-07-09", "JFS 3.27"),
        (FactKind.DNA_KEYED, case(*MET), "2021-07-15", "JFS 3.33"),
        (FactKind.DNS_KEYED, case(*started()), "2021-07-16", "JFS 3.37"),
        (FactKind.NO_CONTACT_KEYED, case(*accepted()), "2021-07-20", "JFS 3.12"),
        (FactKind.START_KEYED, case(*MET), "2021-08-07", "JFS 3.40"),
        (FactKind.COMPLETED, case(*accepted()), "2021-07-15", "JFS 5.01"),
        (FactKind.END_KEYED, case(*started()), "2021-07-20", "JFS 5.09"),
        (FactKind.END_KEYED, case(*started()), "2021-08-13", "JFS 5.08"),
        (FactKind.AUTO_END_SEEN, case(*started()), "2021-08-12", "JFS 5.08"),
        (FactKind.JFAP_SENT_TO_JOBCENTRE, case(*started()), "2021-07-20", "JFS 5.03"),
        (FactKind.CANCELLATION_KEYED, case(*POSTED), "2021-07-21", "JFS 3.38"),
        (FactKind.PRAP14_SENT, case(*started()), "2021-07-21", "JFS 3.37"),
        (FactKind.HANDED_BACK, case(*started()), "2021-07-21", "JFS 3.40"),
        (FactKind.START_KEYED, case(*started()), "2021-07-16", "JFS 7.04"),
    ],
)
def test_refused_with_the_paragraph(kind: FactKind, facts: CaseFacts, on: str, paragraph: str) -> None:
    assert refused(kind, facts, on) == paragraph


def test_what_happened_in_time_may_be_recorded_late() -> None:
    """R3, T15: the day of the fact counts, not the day of recording."""
    assert refused(FactKind.ACKNOWLEDGED, case(*referred()), "2021-07-08", "2021-07-12") == ""
    assert refused(FactKind.START_KEYED, case(*MET), "2021-08-05", "2021-08-20") == ""
    assert refused(FactKind.AUTO_END_SEEN, case(*started()), "2021-08-13") == ""


def test_nothing_lies_ahead_or_before_the_referral() -> None:
    assert refused(FactKind.CONTACTED, case(*accepted()), "2021-07-13", "2021-07-12") == "JFS 7.04"
    assert refused(FactKind.ACKNOWLEDGED, case(*referred()), "2021-07-06", "2021-07-08") == "JFS 7.04"


def test_no_contact_needs_three_attempts_and_the_days_to_be_over() -> None:
    """C2, T7."""
    tries = [fact(FactKind.CONTACT_ATTEMPTED, f"2021-07-1{n}", number=n) for n in (2, 3, 4)]
    assert refused(FactKind.NO_CONTACT_KEYED, case(*accepted(), *tries), "2021-07-19") == "JFS 3.15"
    assert refused(FactKind.NO_CONTACT_KEYED, case(*accepted(), *tries), "2021-07-20") == ""
    assert refused(FactKind.NO_CONTACT_KEYED, case(*accepted(), *tries[:2]), "2021-07-20") == "JFS 3.12"


def test_did_not_start_without_attendance_only_for_an_error() -> None:
    """W5, W7, AMB-12."""
    assert refused(FactKind.DNS_KEYED, case(*accepted()), "2021-07-09", reason="ill") == "JFS 3.31"
    assert refused(FactKind.DNS_KEYED, case(*accepted()), "2021-07-09", reason="error") == ""
    assert refused(FactKind.DNS_KEYED, case(*accepted()), "2021-07-09") == ""
    assert refused(FactKind.DNS_KEYED, case(*MET), "2021-07-15", reason="nothing") == "JFS 3.31"


@pytest.mark.parametrize(
    ("code", "advice", "allowed"),
    [
        ("39", "", True),
        ("45", "", False),
        ("37", "", False),
        ("37", "REF 1", True),
        ("46", " ", False),
        ("2", "", False),
    ],
)
def test_end_codes(code: str, advice: str, allowed: bool) -> None:
    """X12: 45 never by hand, 37 and 46 only with an advice reference."""
    facts = case(*started(), fact(FactKind.COMPLETED, "2021-07-27"))
    answer = refused(FactKind.END_KEYED, facts, "2021-07-28", end_code=code, advice_reference=advice)
    assert answer == ("" if allowed else "JFS Annex 2")


def test_the_completers_code_needs_a_completion() -> None:
    """X2, AMB-33."""
    facts = case(*started(), fact(FactKind.ENDED_EARLY, "2021-07-27", reason="work"))
    assert refused(FactKind.END_KEYED, facts, "2021-07-28", end_code="39")
    assert refused(FactKind.END_KEYED, facts, "2021-07-28", end_code="1") == ""


@given(
    st.lists(st.tuples(st.sampled_from(list(FactKind)), st.integers(0, 45)), min_size=1, max_size=30),
)
def test_a_guarded_case_never_leaves_a_closed_stage(tries: list[tuple[FactKind, int]]) -> None:
    """Only facts that the guards let through are recorded; a closed case never opens again."""
    made = date(2021, 7, 7).toordinal()
    facts: list[Fact] = list(referred())
    closed: Stage | None = None
    for number, (kind, ahead) in enumerate(sorted(tries, key=lambda one: one[1])):
        today = date.fromordinal(made + ahead)
        if refusal(kind, case(*facts), PROGRAMME, CALENDAR, today, today) is None:
            facts.append(fact(kind, today.isoformat(), number=number))
        now = stage_of(case(*facts), PROGRAMME, CALENDAR, today)
        assert closed is None or now in (closed, Stage.ARCHIVED)
        closed = None if is_open(now) else now
