"""How clocks start, stop, lapse and repeat (clock register of REQUIREMENTS)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.rules.clocks.clocks import ClockReading, ClockState, clocks_for, contract_clocks_for
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind, Nation
from jfs_desktop.rules.journey.journey import refusal
from jfs_desktop.rules.programme.clock_rules import Scope
from tests.rules.journey.ways import way_to
from tests.rules.made_facts import CALENDAR, PROGRAMME, accepted, case, fact, referred, started


def read(facts: CaseFacts, today: str, now: datetime | None = None) -> dict[str, ClockReading]:
    readings = clocks_for(facts, PROGRAMME, CALENDAR, date.fromisoformat(today), now=now)
    return {reading.id: reading for reading in readings}


@pytest.mark.parametrize(
    ("today", "state", "days_left"),
    [
        ("2021-07-07", ClockState.RUNNING, 1),
        ("2021-07-08", ClockState.DUE_TODAY, 0),
        ("2021-07-09", ClockState.LATE, -1),
        ("2021-07-10", ClockState.LATE, -1),
        ("2021-07-14", ClockState.LATE, -4),
    ],
)
def test_a_clock_runs_is_due_and_late(today: str, state: ClockState, days_left: int) -> None:
    """R2: the day of receipt is day 1."""
    reading = read(case(*referred()), today)["acknowledge_referral"]
    assert (reading.state, reading.days_left, reading.due) == (state, days_left, date(2021, 7, 8))


@pytest.mark.parametrize(
    ("on", "state"), [("2021-07-19", ClockState.MET), ("2021-07-20", ClockState.MET_LATE)]
)
def test_met_late_counts_as_late(on: str, state: ClockState) -> None:
    """I1, DESIGN 3.2."""
    facts = case(*accepted(), fact(FactKind.INITIAL_MEETING_HELD, on))
    reading = read(facts, "2021-07-21")["hold_initial_meeting"]
    assert (reading.state, reading.met_on, reading.days_left) == (state, date.fromisoformat(on), None)


def test_happened_and_keyed_are_two_facts() -> None:
    """W6: a meeting held in time and keyed late leaves CSS 1 met and CSS 2 missed."""
    facts = case(
        *accepted(),
        fact(FactKind.INITIAL_MEETING_HELD, "2021-07-14"),
        fact(FactKind.START_KEYED, "2021-07-22"),
    )
    clocks = read(facts, "2021-07-23")
    assert clocks["hold_initial_meeting"].state is ClockState.MET
    assert clocks["record_prap_outcome"].state is ClockState.MET_LATE


def test_a_rejected_referral_needs_nothing_more() -> None:
    """R4."""
    facts = case(*referred(), fact(FactKind.REJECTED, "2021-07-08", reason="duplicate"))
    clocks = read(facts, "2021-09-01")
    assert clocks["acknowledge_referral"].state is ClockState.MET
    for clock_id in ("contact_participant", "hold_initial_meeting", "record_prap_outcome", "prap_auto_dna"):
        assert clocks[clock_id].state is ClockState.NOT_NEEDED


def test_a_lapsed_referral_leaves_only_the_hand_back() -> None:
    """R3: locked; the missed acknowledgement stays late until the person is handed back."""
    open_now = [reading for reading in read(case(*referred()), "2021-08-20").values() if reading.is_open]
    assert [reading.id for reading in open_now] == ["acknowledge_referral"]
    assert open_now[0].action == "Record the hand-back"
    assert open_now[0].name == "The referral has lapsed: hand it back to the Jobcentre"
    handed = case(*referred(), fact(FactKind.HANDED_BACK, "2021-08-20"))
    assert read(handed, "2021-08-21")["acknowledge_referral"].state is ClockState.MET_LATE


def test_an_automatic_dna_closes_everything_but_the_hand_back() -> None:
    """W10, AMB-08, AMB-81: shown on day 31; a person met but not keyed is no participant."""
    facts = case(*accepted(), fact(FactKind.INITIAL_MEETING_HELD, "2021-07-14"))
    before, after = read(facts, "2021-08-06"), read(facts, "2021-08-07")
    assert before["maximum_provision"].state is ClockState.RUNNING
    assert after["maximum_provision"].state is ClockState.NOT_NEEDED
    assert after["prap_auto_dna"].state is ClockState.DUE_TODAY
    assert before["prap_auto_dna"].name == "PRaP shows an automatic DNA"
    assert after["prap_auto_dna"].name == "PRaP has closed the case: hand it back to the Jobcentre"
    assert [reading.id for reading in after.values() if reading.is_open] == ["prap_auto_dna"]


def test_the_clocks_of_a_start_run_from_the_meeting_and_lapse_with_dns() -> None:
    """S11, I19, W5."""
    met = (*accepted(), fact(FactKind.INITIAL_MEETING_HELD, "2021-07-14"))
    assert read(case(*met), "2021-07-15")["maximum_provision"].due == date(2021, 8, 12)
    dns = case(*met, fact(FactKind.DNS_KEYED, "2021-07-16", reason="ill"))
    assert read(dns, "2021-07-17")["maximum_provision"].state is ClockState.NOT_NEEDED
    assert read(dns, "2021-07-17")["record_prap_outcome"].state is ClockState.MET


@pytest.mark.parametrize(
    ("start", "due", "aim"),
    [
        ("2021-11-19", date(2021, 12, 18), date(2021, 12, 17)),  # a Saturday, after St Andrew's Day
        ("2021-11-22", date(2021, 12, 21), date(2021, 12, 21)),
    ],
)
def test_w12_the_last_day_before_prap_ends_a_case_is_aimed_at_on_a_working_day(
    start: str, due: date, aim: date
) -> None:
    """W12, AMB-07: the calendar days may end at a weekend, on which nobody works."""
    begun = (*referred("2021-11-17"), fact(FactKind.ACKNOWLEDGED, "2021-11-17"))
    facts = case(*begun, fact(FactKind.INITIAL_MEETING_HELD, start), nation=Nation.SCOTLAND)
    reading = read(facts, start)["effective_last_day"]
    assert (reading.due, reading.target_on) == (due, aim)


def test_w10_the_last_safe_day_on_prap_is_aimed_at_on_a_working_day() -> None:
    """W10, AMB-08: 29 calendar days from a Friday are over on a Saturday."""
    reading = read(case(*referred("2021-07-09")), "2021-07-09")["prap_last_safe_input"]
    assert (reading.due, reading.target_on) == (date(2021, 8, 7), date(2021, 8, 6))


def test_nothing_of_provision_is_asked_where_the_acceptance_was_taken_back() -> None:
    """R3, T5: lapsed with a meeting on it, the case waits for a new referral and for nothing else."""
    held = fact(FactKind.INITIAL_MEETING_HELD, "2021-07-07")
    readings = read(case(*referred(), held), "2021-07-12")
    assert readings["next_appointment"].state is readings["maximum_provision"].state is ClockState.NOT_NEEDED


def test_each_reply_is_chased_on_its_own() -> None:
    """I17, AMB-13."""
    one = (*started(), fact(FactKind.PACK_ACKNOWLEDGED, "2021-07-15"))
    found = read(case(*one), "2021-07-16")
    assert found["chase_pack_reply"].state is ClockState.MET
    assert found["chase_jfap_reply"].state is ClockState.RUNNING
    before = fact(FactKind.PACK_ACKNOWLEDGED, "2021-07-13")  # the pack may go out ahead of the meeting (I14)
    assert (
        read(case(*accepted(), before, *started()[len(accepted()) :]), "2021-07-20")["chase_pack_reply"].state
        is ClockState.NOT_NEEDED
    )
    ended = fact(FactKind.COMPLETED, "2021-07-20")
    after = {"2021-07-20": ClockState.RUNNING, "2021-07-22": ClockState.LATE}
    for day, state in after.items():
        assert read(case(*one, ended), day)["chase_jfap_reply"].state is state, "until it is in, ended or not"
    for let_go in (fact(FactKind.ENDED_EARLY, "2021-07-20"), fact(FactKind.DISPOSAL_APPROVED, "2021-07-22")):
        found = read(case(*one, ended, let_go), "2021-07-22")
        assert found["chase_jfap_reply"].state is ClockState.NOT_NEEDED, "nobody is pressed any more"
    both = case(*one, fact(FactKind.JFAP_ACKNOWLEDGED, "2021-07-19"))
    reading = read(both, "2021-07-20")["chase_jfap_reply"]
    assert (reading.state, reading.met_on, reading.due) == (
        ClockState.MET,
        date(2021, 7, 19),
        date(2021, 7, 21),
    )


@pytest.mark.parametrize(
    ("facts", "clock", "eve", "day", "action"),
    [
        (started(), "prap_auto_end", "2021-08-12", "2021-08-13", "Confirm the automatic end"),
        (accepted(), "prap_auto_dna", "2021-08-06", "2021-08-07", "Record the hand-back"),
    ],
)
def test_what_comes_by_itself_is_confirmed_only_once_it_has_come(
    facts: tuple[Fact, ...], clock: str, eve: str, day: str, action: str
) -> None:
    """X10, X16, W10, W11: before the day there is nothing to record, so nothing is offered."""
    assert [read(case(*facts), today)[clock].action for today in (eve, day)] == ["", action]
    stops = PROGRAMME.clock(clock).stops
    offered = [
        [refusal(kind, case(*facts), PROGRAMME, CALENDAR, today=on, on=on) is None for kind in stops]
        for on in (date.fromisoformat(eve), date.fromisoformat(day))
    ]
    assert offered == [[False], [True]]


def test_each_request_has_its_own_clock() -> None:
    """X6, EX18: an answer about one request leaves the other open."""
    first = fact(FactKind.JFAP_REQUESTED, "2021-07-29")
    second = fact(FactKind.JFAP_REQUESTED, "2021-08-03")
    sent = fact(FactKind.JFAP_SENT_TO_JOBCENTRE, "2021-08-04", about=second)
    facts = case(*started(), first, second, sent)
    readings = clocks_for(facts, PROGRAMME, CALENDAR, date(2021, 8, 5))
    states = {
        reading.subject: reading.state for reading in readings if reading.id == "share_jfap_with_jobcentre"
    }
    assert states == {first.id: ClockState.RUNNING, second.id: ClockState.MET}


def test_the_date_on_the_request_counts_and_not_its_receipt() -> None:
    """AMB-27."""
    request = fact(FactKind.JFAP_REQUESTED, "2021-08-02", requested_on="2021-07-29")
    assert read(case(*started(), request), "2021-08-03")["share_jfap_with_jobcentre"].due == date(2021, 8, 6)


def test_one_attempt_serves_a_missed_meeting_and_the_disengagement_it_became() -> None:
    """AMB-35; M4: the window runs from that attempt and is cut at the last day of provision."""
    missed = fact(FactKind.MEETING_MISSED, "2021-08-06")
    tried = fact(FactKind.RE_CONTACT_ATTEMPTED, "2021-08-09", about=missed)
    away = fact(FactKind.DISENGAGED, "2021-08-06")
    clocks = read(case(*started(), missed, away, tried), "2021-08-10")
    assert clocks["missed_meeting_contact"].state is ClockState.MET
    assert clocks["disengagement_contact"].state is ClockState.MET
    assert clocks["re_engagement_window"].due == date(2021, 8, 16)
    assert clocks["re_engagement_window_capped"].due == date(2021, 8, 12)
    assert clocks["re_engagement_window_capped"].subject == away.id


AWAY = (
    *started(),
    fact(FactKind.MEETING_MISSED, "2021-07-20"),
    fact(FactKind.RE_CONTACT_ATTEMPTED, "2021-07-21"),
)
"""A meeting missed on a Tuesday; nobody reached, so from the Friday on it is a disengagement (AMB-35)."""
WINDOWS = ("re_engagement_window", "re_engagement_window_capped")


def test_the_window_of_a_disengagement_that_comes_by_itself_runs_from_the_first_attempt() -> None:
    """M4, T17, AMB-34, AMB-35: one attempt serves both, so it runs from the attempt that came before."""
    for before in ("2021-07-21", "2021-07-22"):
        assert all(read(case(*AWAY), before)[window].state is ClockState.NOT_STARTED for window in WINDOWS)
    clocks = read(case(*AWAY), "2021-07-23")
    for window in WINDOWS:
        assert (clocks[window].started_on, clocks[window].due) == (date(2021, 7, 21), date(2021, 7, 28))
        assert clocks[window].subject == AWAY[-2].id
    untried = read(case(*AWAY[:-1]), "2021-07-23")["re_engagement_window_capped"]
    assert (untried.state, untried.subject) == (ClockState.NOT_STARTED, AWAY[-2].id)
    late = fact(FactKind.RE_CONTACT_ATTEMPTED, "2021-08-06")
    cut = read(case(*AWAY[:-1], late), "2021-08-06")
    assert cut["re_engagement_window"].due == date(2021, 8, 13)
    assert cut["re_engagement_window_capped"].due == date(2021, 8, 12)  # the last day of provision
    why = cut["re_engagement_window_capped"].explanation
    assert why is not None and "20 working days from 14 July: the initial meeting was held" in why.brief
    assert "Wednesday 14 July 2021, when the initial meeting was held" in why.why


@pytest.mark.parametrize("away", [AWAY, (*AWAY[:-1], fact(FactKind.DISENGAGED, "2021-07-21"), AWAY[-1])])
@pytest.mark.parametrize(
    "stop",
    [
        FactKind.RE_ENGAGED,
        FactKind.MISSED_MEETING_EXPLAINED,
        FactKind.SESSION_HELD,
        FactKind.CONTACTED,
        FactKind.WITHDREW,
        FactKind.ENDED_EARLY,
    ],
)
def test_the_window_stops_on_contact_a_declaration_or_the_exit(
    stop: FactKind, away: tuple[Fact, ...]
) -> None:
    """M4: by itself or not, it stops on renewed contact however that comes about."""
    clocks = read(case(*away, fact(stop, "2021-07-26")), "2021-07-27")
    for window in WINDOWS:
        assert (clocks[window].state, clocks[window].met_on) == (ClockState.MET, date(2021, 7, 26))


def test_one_time_away_has_one_window() -> None:
    """M4, AMB-35: meetings missed while somebody is away already, or is said to be, open no other."""
    more = (fact(FactKind.MEETING_MISSED, "2021-07-22"), fact(FactKind.MEETING_MISSED, "2021-07-27"))
    said = (*AWAY[:-1], fact(FactKind.DISENGAGED, "2021-07-22"), AWAY[-1])
    back = (fact(FactKind.RE_ENGAGED, "2021-07-28"), fact(FactKind.MEETING_MISSED, "2021-07-29"))
    tried = fact(FactKind.RE_CONTACT_ATTEMPTED, "2021-08-03")
    for facts, windows in (((*AWAY, *more), 1), ((*said, *more), 1), ((*AWAY, *more, *back, tried), 2)):
        readings = clocks_for(case(*facts), PROGRAMME, CALENDAR, date(2021, 8, 4))
        dues = [one.due for one in readings if one.id == "re_engagement_window"]
        assert dues == [date(2021, 7, 28), date(2021, 8, 10)][:windows]


def test_a_meeting_missed_in_the_last_steps_starts_no_window() -> None:
    """T17, T22: only somebody on support disengages by missing a meeting."""
    begun = fact(FactKind.FINALISING_BEGUN, "2021-07-22")
    clocks = read(case(*AWAY, begun), "2021-07-27")
    assert clocks["re_engagement_window_capped"].state is ClockState.NOT_STARTED


def test_who_no_longer_wishes_to_take_part_is_let_go_at_once() -> None:
    """M4, JFS 4.20: no window is waited for; before the meeting it is a Did Not Attend (W4)."""
    said = fact(FactKind.WITHDREW, "2021-07-23")
    exit_clock = read(case(*started(), said), "2021-07-23")["exit_on_request"]
    assert (exit_clock.state, exit_clock.due) == (ClockState.RUNNING, date(2021, 7, 26))
    gone = read(case(*started(), said, fact(FactKind.ENDED_EARLY, "2021-07-26")), "2021-07-27")
    assert gone["exit_on_request"].state is ClockState.MET
    early = fact(FactKind.WITHDREW, "2021-07-09")
    assert read(case(*accepted(), early), "2021-07-12")["exit_on_request"].state is ClockState.NOT_STARTED


def test_hours_run_over_a_clock_change() -> None:
    """W9, EX21, AMB-36: elapsed hours; the earlier of elapsed and same clock time is the aim."""
    error = fact(FactKind.ERROR_FOUND_AFTER_START, "2022-03-24")
    posted = fact(FactKind.POST_CONFIRMED, "2022-03-26", at="15:10")
    facts = case(*started(), error, posted)
    early = datetime(2022, 3, 27, 15, 9, tzinfo=UTC)
    reading = read(facts, "2022-03-27", early)["cancel_after_post_confirmation"]
    assert reading.due_at is not None
    assert reading.due_at.isoformat() == "2022-03-27T16:10:00+01:00"
    assert reading.state is ClockState.DUE_TODAY
    late = datetime(2022, 3, 27, 15, 11, tzinfo=UTC)
    assert read(facts, "2022-03-27", late)["cancel_after_post_confirmation"].state is ClockState.LATE
    assert reading.explanation is not None
    told = reading.explanation.lines()
    assert told[-2].endswith("it is 16:10 on Sunday 27 March 2022.")
    assert told[-1] == "Aim for 15:10 on 27 March 2022."
    usual = case(*started(), error, fact(FactKind.POST_CONFIRMED, "2022-04-05", at="15:10"))
    explained = read(usual, "2022-04-05")["cancel_after_post_confirmation"].explanation
    assert explained is not None
    assert explained.lines()[-1].endswith("it is 16:10 on Wednesday 6 April 2022."), "no aim but that"


def test_the_end_is_keyed_by_the_next_working_day_and_before_prap_ends_the_case() -> None:
    """W12, AMB-07: Thursday 12 August is calendar day 29, so Friday is too late."""
    done = case(*started(), fact(FactKind.COMPLETED, "2021-08-12"))
    assert read(done, "2021-08-12")["key_end"].due == date(2021, 8, 12)
    early = case(*started(), fact(FactKind.COMPLETED, "2021-07-27"))
    assert read(early, "2021-07-27")["key_end"].due == date(2021, 7, 28)


def test_the_final_jfap_goes_out_the_day_it_is_agreed_or_the_next() -> None:
    """X3, P11, AMB-25: a completer has had the copy before, so agreeing it starts the clock (JFS 5.02)."""
    final = case(*started(), fact(FactKind.JFAP_FINALISED, "2021-07-27"))
    reading = read(final, "2021-07-27")["jfap_to_participant"]
    assert (reading.target_on, reading.due) == (date(2021, 7, 27), date(2021, 7, 28))


def test_a_final_jfap_that_was_agreed_anew_goes_out_anew() -> None:
    """P11, X3, T23, AMB-25: the copy of the earlier one does not answer for it."""
    first = (fact(FactKind.JFAP_FINALISED, "2021-07-27"), fact(FactKind.FINAL_JFAP_SENT, "2021-07-27"))
    anew = (fact(FactKind.FINALISING_PAUSED, "2021-07-28"), fact(FactKind.JFAP_FINALISED, "2021-07-29"))
    readings = clocks_for(case(*started(), *first, *anew), PROGRAMME, CALENDAR, date(2021, 8, 2))
    sendings = [one.state for one in readings if one.id == "jfap_to_participant"]
    assert sendings == [ClockState.MET, ClockState.LATE]


def test_the_single_nation_date_stands_beside_the_literal_one() -> None:
    """AMB-02."""
    for nation, alone in ((Nation.ENGLAND, date(2021, 8, 11)), (Nation.SCOTLAND, None)):
        reading = read(case(*started(), nation=nation), "2021-07-20")["maximum_provision"]
        assert (reading.due, reading.single_nation_due) == (date(2021, 8, 12), alone)


def test_derived_targets() -> None:
    """AMB-03, AMB-06, AMB-09."""
    clocks = read(case(*started()), "2021-07-20")
    assert clocks["contact_participant"].target_on == date(2021, 7, 12)
    assert clocks["contact_participant"].warning_on == date(2021, 7, 14)
    assert clocks["maximum_provision"].target_on == date(2021, 8, 11)
    assert f"{clocks['acknowledge_referral'].target_time:%H:%M}" == "16:00"


def test_the_clocks_of_the_contract() -> None:
    """Q9, MI6, MI9: returns of each month, and papers counted back from the CPR."""
    july = fact(FactKind.MONTH_ENDED, "2021-07-31")
    cpr = fact(FactKind.CPR_ARRANGED, "2021-07-20", arranged_for="2021-12-02")
    facts = CaseFacts(None, None, (july, cpr))
    readings = contract_clocks_for(facts, PROGRAMME, CALENDAR, date(2021, 8, 16))
    by_id = {reading.id: reading for reading in readings}
    assert by_id["survey_return"].state is ClockState.DUE_TODAY
    assert by_id["clerical_mi_return"].state is ClockState.LATE
    assert by_id["mi_before_cpr"].due == date(2021, 11, 24)
    assert {reading.rule.scope for reading in readings} == {Scope.CONTRACT}


def test_every_duty_of_a_case_can_be_met_by_recording_something() -> None:
    """DESIGN 3.2: nothing stands on the worklist that no fact can take away."""
    for rule in PROGRAMME.clocks:
        if rule.scope is Scope.CASE and rule.actionable and rule.listed:
            assert rule.stops
            assert rule.action


@pytest.mark.parametrize(
    ("facts", "today"),
    [
        (case(*referred()), "2021-08-20"),
        (case(*accepted()), "2021-07-20"),
        (case(*accepted()), "2021-08-20"),
        (case(*started()), "2021-07-21"),
        (case(*started()), "2021-08-12"),
        (case(*started()), "2021-09-01"),
        (case(*started(), fact(FactKind.COMPLETED, "2021-07-27")), "2021-08-01"),
        (case(*started(), fact(FactKind.MEETING_MISSED, "2021-07-20")), "2021-07-30"),
    ],
)
def test_no_open_duty_is_a_dead_end(facts: CaseFacts, today: str) -> None:
    """Whatever is open now, at least one family member of it can be met by a fact allowed now, or
    after what that fact's guards ask for first."""
    day = date.fromisoformat(today)
    readings = clocks_for(facts, PROGRAMME, CALENDAR, day)
    families: dict[str, bool] = {}
    for reading in readings:
        if reading.is_open and reading.actionable:
            allowed = any(way_to(kind, facts, day) is not None for kind in reading.stops)
            families[reading.family] = families.get(reading.family, False) or allowed
    assert families
    assert all(families.values()), families


KINDS = st.sampled_from([kind for kind in FactKind if kind is not FactKind.REFERRAL_MADE])


@given(st.lists(st.tuples(KINDS, st.integers(0, 60)), max_size=14), st.integers(0, 80))
def test_any_facts_give_readable_clocks(happened: list[tuple[FactKind, int]], ahead: int) -> None:
    """Whatever was recorded in whatever order: states agree with dates, and explanations with both."""
    made = date(2021, 11, 22).toordinal()
    facts: list[Fact] = list(referred("2021-11-22"))
    facts += [
        fact(kind, date.fromordinal(made + day).isoformat(), number=n)
        for n, (kind, day) in enumerate(happened)
    ]
    today = date.fromordinal(made + ahead)
    for reading in clocks_for(case(*facts), PROGRAMME, CALENDAR, today):
        if reading.due is None:
            continue
        if reading.state is ClockState.LATE:
            assert today > reading.due
            assert reading.days_left is not None
            assert reading.days_left < 0
        if reading.state is ClockState.MET and reading.stops:
            assert reading.met_on is not None
            assert reading.met_on <= reading.due
        assert reading.explanation is not None
        if reading.explanation.steps:
            assert reading.explanation.steps[-1].day == reading.due
