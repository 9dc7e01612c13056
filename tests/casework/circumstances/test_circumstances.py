"""Missed meetings, time away, moves, changes and notices (M1 to M11, AMB-34, 35, 55, 79, T17, T18)."""

from __future__ import annotations

from datetime import date, time
from uuid import UUID

import pytest

from jfs_desktop.casework.cases import automatic_moves, history, worklist
from jfs_desktop.casework.cases.cases import case_view
from jfs_desktop.casework.cases.history import undo
from jfs_desktop.casework.circumstances import circumstances, homes_to_come, moves
from jfs_desktop.casework.circumstances.circumstances import Circumstances
from jfs_desktop.casework.circumstances.moves import NewHome
from jfs_desktop.casework.contact import contact_view, missed_meetings
from jfs_desktop.casework.desk import clocks
from jfs_desktop.casework.desk.long_jobs import finish
from jfs_desktop.casework.desk.redating import redate
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.today import cockpit
from jfs_desktop.casework.today.putting_off import ABROAD
from jfs_desktop.errors import BadInput, RefusedByRule, UndoRefused
from jfs_desktop.rules.clocks.clocks import ClockReading
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.facts.facts import Nation
from tests.casework.conftest import Office

START = date(2021, 5, 26)  # working day 20 is 24 June, PRaP's thirtieth day 25 June
MISSED = date(2021, 6, 2)


def seen(office: Office, case_id: UUID) -> Circumstances:
    return circumstances.of_case(office.workspace, case_id)


def booked(office: Office, on: date = MISSED) -> UUID:
    case_id = office.started(date(2021, 5, 18), START)
    office.record(case_id, K.APPOINTMENT_AGREED, detail={"agreed_for": on.isoformat(), "time": "10:30"})
    return case_id


def test_a_booked_meeting_is_missed_in_one_step_and_undone(office: Office) -> None:
    """M1: the booking leads to the entry, on its own day, and what comes next has its date."""
    case_id = booked(office)
    office.on(MISSED, "11:00")
    (booking,) = seen(office, case_id).bookings
    assert (booking.on, booking.at) == (MISSED, "10:30")
    outcome = missed_meetings.miss(office.workspace, case_id, booking.id)
    after = seen(office, case_id)
    assert after.bookings == ()
    assert after.missed[0].fact.on == MISSED
    assert after.missed[0].state == "Try by Fri 4 June"
    assert [step.text for step in after.missed[0].steps] == ["Record attempt…", "Explained…"]
    assert outcome.change_id is not None
    undo(office.workspace, outcome.change_id)
    assert seen(office, case_id).missed == ()


def test_a_missed_initial_meeting_is_none_of_these(office: Office) -> None:
    """AMB-79: the rule of missed meetings is for those on provision."""
    office.on(date(2021, 5, 18))
    case_id = office.referred()
    office.record(case_id, K.ACKNOWLEDGED)
    office.record(case_id, K.CONTACTED)
    office.record(case_id, K.MEETING_BOOKED, detail={"booked_for": "2021-05-20"})
    office.on(date(2021, 5, 21))
    assert seen(office, case_id).bookings == ()
    with pytest.raises(RefusedByRule):
        office.record(case_id, K.MEETING_MISSED)


def test_an_explanation_settles_a_missed_meeting(office: Office) -> None:
    """M1: explained first, no attempt is asked for."""
    case_id = booked(office)
    office.on(MISSED, "11:00")
    missed = office.record(case_id, K.MEETING_MISSED)
    office.record(case_id, K.MISSED_MEETING_EXPLAINED, about=missed.id, detail={"explanation": "The bus"})
    view = seen(office, case_id)
    assert (view.missed[0].state, view.missed[0].mark, view.spell) == ("Explained", "good", None)
    assert "What they said: The bus" in view.missed[0].answers[0][1]


def test_nobody_reached_in_two_days_becomes_disengagement_and_is_told(office: Office) -> None:
    """T17, AMB-35: from the missed date, by itself; one attempt serves both duties."""
    case_id = booked(office)
    office.on(MISSED, "11:00")
    office.record(case_id, K.MEETING_MISSED)
    office.on(date(2021, 6, 7))
    finish(redate(office.workspace))
    (told,) = [move for move in automatic_moves.note(office.workspace).value if move.case_id == case_id]
    assert (told.stage, told.on) == ("disengaged", date(2021, 6, 5))
    view = seen(office, case_id)
    assert view.stage == "disengaged"
    assert view.missed[0].state == "Counts as disengaged"
    assert "counts as disengagement from Wed 2 June (JFS 4.18)" in view.away_lines[0]
    office.record(case_id, K.RE_CONTACT_ATTEMPTED, late_reason="Ill")
    late = [item.clock.id for item in worklist.worklist(office.workspace).late]
    assert "missed_meeting_contact" not in late
    office.record(case_id, K.RE_ENGAGED)
    assert seen(office, case_id).stage == "started"  # T18


def test_a_disengagement_by_itself_has_its_window_on_today(office: Office) -> None:
    """M4, AMB-34, AMB-35: from the attempt that followed the missed meeting; an explanation stops it."""
    case_id = booked(office)
    office.on(MISSED, "11:00")
    missed = office.record(case_id, K.MEETING_MISSED)
    tried(office, case_id, date(2021, 6, 3))
    office.on(date(2021, 6, 5))
    finish(redate(office.workspace))
    (window,) = _windows(office)
    assert (window.started_on, window.due, window.subject) == (
        date(2021, 6, 3),
        date(2021, 6, 10),
        missed.id,
    )
    office.record(case_id, K.MISSED_MEETING_EXPLAINED, detail={"explanation": "In hospital"})
    assert _windows(office) == []


def test_a_return_after_the_window_stands_with_the_reason_why_it_is_late(office: Office) -> None:
    """T18, M4, JFS 4.20: a miss never blocks what really happened, it asks for a reason; and nobody who is
    back can be let go unheard."""
    case_id = disengaged(office)
    tried(office, case_id, date(2021, 6, 3), date(2021, 6, 7))
    office.on(date(2021, 6, 14), "12:00")
    finish(redate(office.workspace))
    with pytest.raises(BadInput) as refused:
        office.record(case_id, K.RE_ENGAGED, late_reason="")
    assert (refused.value.field, refused.value.paragraph) == ("late_reason", "JFS 4.20")
    office.record(case_id, K.RE_ENGAGED, late_reason="Was in hospital, nobody knew")
    assert seen(office, case_id).stage == "started"
    with pytest.raises(RefusedByRule):
        office.record(case_id, K.ENDED_EARLY)


def _windows(office: Office) -> list[ClockReading]:
    todo = worklist.worklist(office.workspace)
    return [item.clock for item in todo if item.clock.id == "re_engagement_window_capped"]


def disengaged(office: Office, on: date = MISSED) -> UUID:
    case_id = office.started(date(2021, 5, 18), START)
    office.on(on, "12:00")
    office.record(case_id, K.DISENGAGED, detail={"cause": "health"})
    return case_id


def tried(office: Office, case_id: UUID, *days: date) -> None:
    for day in days:
        office.on(day, "12:00")
        office.record(case_id, K.RE_CONTACT_ATTEMPTED, detail={"result": "no_answer"})


def test_the_window_runs_from_the_first_attempt_over_two_different_days(office: Office) -> None:
    """M2, M3, M4, AMB-34: the cause is told and two working days begin to try; five working days from the
    first attempt; two attempts on one day are one."""
    case_id = disengaged(office)
    assert any("Health" in line for line in seen(office, case_id).away[0].lines)
    spell = seen(office, case_id).spell
    assert spell is not None
    assert (spell.first_attempt_due, spell.window_ends) == (date(2021, 6, 4), None)
    tried(office, case_id, date(2021, 6, 3), date(2021, 6, 3))
    spell = seen(office, case_id).spell
    assert spell is not None
    assert (spell.attempt_days, spell.window_ends, spell.exit_from) == (1, date(2021, 6, 10), None)
    tried(office, case_id, date(2021, 6, 7))
    spell = seen(office, case_id).spell
    assert spell is not None
    assert spell.exit_from == date(2021, 6, 11)
    assert (spell.last_day, spell.last_day_to_key) == (date(2021, 6, 24), date(2021, 6, 24))
    office.on(date(2021, 6, 10))
    with pytest.raises(RefusedByRule):
        office.record(case_id, K.ENDED_EARLY)
    office.on(date(2021, 6, 11))
    assert seen(office, case_id).away_steps[0].kind is K.ENDED_EARLY
    office.record(case_id, K.ENDED_EARLY)


def test_the_window_is_cut_at_the_last_working_day(office: Office) -> None:
    """M4, M5: the twenty working days come first."""
    case_id = disengaged(office, date(2021, 6, 18))
    tried(office, case_id, date(2021, 6, 21))
    view = seen(office, case_id)
    assert view.spell is not None
    assert (view.spell.full_window_ends, view.spell.window_ends) == (date(2021, 6, 28), date(2021, 6, 24))
    assert any("cut short" in line for line in view.away_lines)


def test_a_cut_window_leaves_a_day_to_let_them_go(office: Office) -> None:
    """M4, X9, W12, AMB-34, AMB-07: with the limit PRaP's own end comes too, so the exit opens on the last day
    on which an end can still be keyed."""
    case_id = disengaged(office, date(2021, 6, 18))
    tried(office, case_id, date(2021, 6, 21))
    tried(office, case_id, date(2021, 6, 22))
    view = seen(office, case_id)
    assert view.spell is not None and view.spell.exit_from == date(2021, 6, 24)
    assert any("Wait until 24 June 2021, the last day for it" in line for line in view.away_lines)
    office.on(date(2021, 6, 23), "12:00")
    with pytest.raises(RefusedByRule, match="are not over yet"):
        office.record(case_id, K.ENDED_EARLY)
    office.on(date(2021, 6, 24), "12:00")
    assert seen(office, case_id).away_steps[0].kind is K.ENDED_EARLY
    office.record(case_id, K.ENDED_EARLY)


def test_another_way_than_the_agreed_one_needs_its_reason(office: Office) -> None:
    """M3, JFS 4.19."""
    case_id = office.started(date(2021, 5, 18), START)
    office.record(case_id, K.COMMUNICATION_AGREED, detail={"preferred": "email", "fallback": "text"})
    office.on(MISSED, "12:00")
    office.record(case_id, K.DISENGAGED)
    assert seen(office, case_id).agreed_ways == ("E-mail", "Text message")
    with pytest.raises(BadInput) as refused:
        office.record(case_id, K.RE_CONTACT_ATTEMPTED, channel="telephone")
    assert (refused.value.field, refused.value.paragraph) == ("other_way_reason", "JFS 4.19")
    office.record(case_id, K.RE_CONTACT_ATTEMPTED, channel="text")
    office.record(
        case_id, K.RE_CONTACT_ATTEMPTED, channel="telephone", detail={"other_way_reason": "Mails bounce"}
    )


def test_withdrawal_stands_in_the_persons_words_and_opens_the_exit(office: Office) -> None:
    """M4, T20: at once; M6: it leads to the early completer."""
    case_id = office.started(date(2021, 5, 18), START)
    with pytest.raises(BadInput):
        office.record(case_id, K.WITHDREW, detail={"words": ""})
    office.record(case_id, K.WITHDREW, detail={"words": "I have found my own way."})
    view = seen(office, case_id)
    assert "What they said, in their words: I have found my own way." in view.away[0].lines
    assert [step.kind for step in view.away_steps] == [K.ENDED_EARLY, K.RE_ENGAGED]


def test_who_stays_after_all_is_back_and_leaves_anew(office: Office) -> None:
    """M4, T18: the word that they leave is taken back by their return, and by nothing of the same session;
    Today asks for their exit no more until they say so again."""
    case_id = office.started(date(2021, 5, 18), START)
    office.record(case_id, K.WITHDREW)
    office.on(date(2021, 5, 27), "16:00")
    assert _exit_asked(office, case_id)
    office.record(case_id, K.RE_ENGAGED)
    view = seen(office, case_id)
    assert view.away_steps == () and view.new[K.DISENGAGED].refused == ""
    assert not _exit_asked(office, case_id)
    office.record(case_id, K.WITHDREW)
    assert _exit_asked(office, case_id)


def test_who_is_back_from_abroad_is_no_longer_away(office: Office) -> None:
    """M7, T20: a move that was followed by another ends nothing, and who comes back earlier than they said is
    recorded as back."""
    case_id = office.started(date(2021, 5, 18), START)
    away = {"where": "outside", "destination": "Spain", "moves_on": "2021-05-27", "longer_than_left": "yes"}
    moved = {"reason": "moved", "call_not_told_reason": "Unreachable"}
    office.record(case_id, K.MOVED, detail=away)
    assert [step.refused for step in seen(office, case_id).moves[0].steps] == ["", ""]
    office.on(date(2021, 6, 1), "16:00")
    office.record(case_id, K.ABSENCE_REVIEWED)
    assert seen(office, case_id).moves[0].mark == "good"
    with pytest.raises(RefusedByRule, match="not known to be longer"):
        office.record(case_id, K.ENDED_EARLY, detail=moved)
    with pytest.raises(RefusedByRule, match="This absence is settled"):
        office.record(case_id, K.ABSENCE_REVIEWED)
    office.record(case_id, K.MOVED, detail=away | {"moves_on": "2021-06-02"})
    office.record(case_id, K.MOVED, detail={"where": "inside", "moves_on": "2021-06-02"})
    with pytest.raises(RefusedByRule, match="Only a move or absence outside"):
        office.record(case_id, K.ENDED_EARLY, detail=moved)


def _exit_asked(office: Office, case_id: UUID) -> bool:
    readings = clocks.of_case(office.workspace, case_id)
    return any(one.id == "exit_on_request" and one.is_open for one in readings)


def test_a_move_inside_changes_address_and_nation_in_one_step(office: Office) -> None:
    """M7: one change in the journal, undone as one."""
    case_id = office.started(date(2021, 5, 18), START)
    happened = WhatHappened(K.MOVED, START, detail={"where": "inside", "moves_on": "2021-05-26"})
    home = NewHome("3 Kirk Wynd, Perth", "ph1 5ab", Nation.SCOTLAND)
    outcome = moves.record(office.workspace, case_id, happened, home)
    view = case_view(office.workspace, case_id)
    assert (view.address, view.postcode, view.nation) == ("3 Kirk Wynd, Perth", "PH1 5AB", "SCT")
    assert seen(office, case_id).moves[0].state == "Support goes on from there"
    assert outcome.change_id is not None
    undo(office.workspace, outcome.change_id)
    assert case_view(office.workspace, case_id).nation == "ENG"
    assert seen(office, case_id).moves == ()


def test_until_the_day_of_a_move_the_present_address_stands(office: Office) -> None:
    """M7: told of beforehand, the new home is the person's own from its day on; not one taken back."""
    case_id = office.started(date(2021, 5, 18), START)
    happened = WhatHappened(K.MOVED, START, detail={"where": "inside", "moves_on": "2021-06-05"})
    home = NewHome("3 Kirk Wynd, Perth", "ph1 5ab", Nation.SCOTLAND)

    def lives() -> tuple[str, str | None]:
        view = case_view(office.workspace, case_id)
        return view.postcode, view.nation

    before = lives()
    wrong = moves.record(office.workspace, case_id, happened, NewHome("1 High Street", "cf10 1aa", None))
    moves.record(office.workspace, case_id, happened, home)
    facts.withdraw(office.workspace, wrong.value, "Another address")
    assert homes_to_come.take_up(office.workspace).value == 0 and lives() == before
    (told,) = seen(office, case_id).moves
    words = "From 5 June 2021: 3 Kirk Wynd, Perth, PH1 5AB. Until then the present address stands."
    assert words in told.lines
    office.on(date(2021, 6, 5))
    assert homes_to_come.take_up(office.workspace).case_ids == {case_id}
    assert lives() == ("PH1 5AB", "SCT")
    assert homes_to_come.take_up(office.workspace).value == 0
    assert words not in seen(office, case_id).moves[0].lines


def away(office: Office, **said: str) -> UUID:
    case_id = office.started(date(2021, 5, 18), START)
    detail = {"where": "outside", "moves_on": "2021-05-27", "longer_than_left": ""} | said
    office.record(case_id, K.MOVED, detail=detail)
    return case_id


@pytest.mark.parametrize(
    ("said", "state", "ends"),
    [
        ({"expected_back_on": "2021-06-24"}, "Back in time: stays open", False),
        ({"expected_back_on": "2021-06-25"}, "Longer than the time left", True),
        ({"longer_than_left": "yes"}, "Longer than the time left", True),
        ({}, "Length unknown: stays open", False),
    ],
)
def test_an_absence_is_compared_with_the_last_day(
    office: Office, said: dict[str, str], state: str, ends: bool
) -> None:
    """M7, AMB-55: longer only on the person's word or where it exceeds the days that are left."""
    case_id = away(office, **said)
    assert seen(office, case_id).moves[0].state == state
    reason = {"reason": "moved"}
    if ends:
        office.record(case_id, K.ENDED_EARLY, detail=reason)
        return
    with pytest.raises(RefusedByRule) as refused:
        office.record(case_id, K.ENDED_EARLY, detail=reason)
    assert refused.value.paragraph == "JFS 4.22"


def test_an_absence_of_unknown_length_is_asked_about_every_week(office: Office) -> None:
    """AMB-55: a derived clock, which each answer that leaves it open starts anew."""
    case_id = away(office)

    def due() -> list[date | None]:
        items = worklist.worklist(office.workspace)
        return [item.clock.due for item in items if item.clock.id == "review_absence"]

    assert due() == [date(2021, 6, 2)]
    office.on(date(2021, 6, 2), "10:00")
    first = office.record(case_id, K.ABSENCE_REVIEWED, detail={"back": "no"})
    office.on(date(2021, 6, 3))
    assert due() == [date(2021, 6, 9)]
    last = office.record(case_id, K.ABSENCE_REVIEWED, detail={"back": "yes"})
    assert due() == []
    told = seen(office, case_id).moves[0]
    assert told.state == "Back"
    for answered in (told.fact.id, first.id):
        with pytest.raises(RefusedByRule, match="answers it"):
            facts.withdraw(office.workspace, answered, "Another person")
    for wrong in (last.id, first.id, told.fact.id):
        facts.withdraw(office.workspace, wrong, "Another person")
    assert (seen(office, case_id).moves, due()) == ((), [])


def test_m7_an_absence_longer_than_the_time_left_leads_to_the_end(office: Office) -> None:
    """M7, X8, JFS 4.22: Today says so until the end is recorded; a shorter one asks for nothing there."""
    case_id = away(office, expected_back_on="2021-06-24")

    def rows() -> list[cockpit.Todo]:
        return [one for one in cockpit.cockpit(office.workspace).todos if one.kind == ABROAD]

    assert rows() == []
    office.record(case_id, K.ABSENCE_REVIEWED, detail={"back": "no", "expected_back_on": "2021-06-25"})
    (row,) = rows()
    assert (row.case_id, row.due, row.action) == (case_id, date(2021, 5, 27), "Open the ending")
    office.record(case_id, K.ENDED_EARLY, detail={"reason": "moved"})
    assert rows() == []


def test_m7_a_return_that_was_expected_is_asked_about_from_the_day_after(office: Office) -> None:
    """M7, JFS 4.22: the case says so, and each answer with a later day asks anew."""
    case_id = away(office, expected_back_on="2021-06-07")
    running = clocks.of_case(office.workspace, case_id)
    assert [one.due for one in running if one.id == "review_absence"] == [date(2021, 6, 8)]
    assert seen(office, case_id).moves[0].state == "Back in time: stays open"
    office.on(date(2021, 6, 8), "10:00")
    items = worklist.worklist(office.workspace)
    assert [one.clock.due for one in items if one.clock.id == "review_absence"] == [date(2021, 6, 8)]
    told = seen(office, case_id).moves[0]
    assert (told.state, [step.text for step in told.steps]) == ("Back by now? Not said", ["Asked again…"])
    later = {"back": "no", "expected_back_on": "2021-06-10"}
    office.record(case_id, K.ABSENCE_REVIEWED, detail=later)
    running = clocks.of_case(office.workspace, case_id)
    assert [one.due for one in running if one.id == "review_absence" and one.is_open] == [date(2021, 6, 11)]
    office.record(case_id, K.ABSENCE_REVIEWED, detail={"back": "yes"})
    assert seen(office, case_id).moves[0].state == "Back"


def test_a_second_absence_settles_the_question_of_the_first(office: Office) -> None:
    """AMB-55: one question a week, answered where it is asked; it comes back with what overtook it."""
    case_id = away(office)
    office.on(date(2021, 6, 1))
    again = {"where": "outside", "destination": "Cork", "moves_on": "2021-06-01", "longer_than_left": ""}
    second = office.record(case_id, K.MOVED, detail=again)

    def asked() -> list[date | None]:
        running = clocks.of_case(office.workspace, case_id)
        return [one.due for one in running if one.id == "review_absence" and one.is_open]

    assert asked() == [date(2021, 6, 8)]
    answer = office.record(
        case_id, K.ABSENCE_REVIEWED, detail={"back": "no", "expected_back_on": "2021-06-20"}
    )
    assert asked() == [date(2021, 6, 21)], "the day after they are expected"
    facts.withdraw(office.workspace, answer.id, "Misheard")
    facts.withdraw(office.workspace, second.id, "Was somebody else")
    assert asked() == [date(2021, 6, 2)]


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"moves_on": "2031-05-27"}, "moves_on"),
        ({"moves_on": "2021-06-28"}, "moves_on"),
        ({"expected_back_on": "1990-01-01"}, "expected_back_on"),
    ],
)
def test_the_days_of_a_move_fit_one_another(office: Office, days: dict[str, str], field: str) -> None:
    """M7, X8: nobody is back before they left, and nobody leaves provision after it is over."""
    with pytest.raises(BadInput) as refused:
        away(office, **days)
    assert (refused.value.field, refused.value.paragraph) == (field, "JFS 4.22")


def test_the_day_of_a_return_is_asked_while_they_are_away(office: Office) -> None:
    """AMB-55: not before they left, nor a day that has passed while they are not back."""
    case_id = away(office)
    office.on(date(2021, 6, 2), "10:00")
    for day in ("2021-05-20", "2021-06-01"):
        with pytest.raises(BadInput) as refused:
            office.record(case_id, K.ABSENCE_REVIEWED, detail={"back": "no", "expected_back_on": day})
        assert refused.value.field == "expected_back_on"


def test_a_change_that_may_affect_benefits_closes_only_after_the_reminder(office: Office) -> None:
    """M9, JFS 4.26."""
    case_id = office.started(date(2021, 5, 18), START)
    change = office.record(case_id, K.BENEFIT_CHANGE_NOTICED)
    assert seen(office, case_id).changes[0].state == "Remind today"
    with pytest.raises(RefusedByRule) as refused:
        office.record(case_id, K.CHANGE_CLOSED, about=change.id)
    assert refused.value.paragraph == "JFS 4.26"
    reminder = office.record(case_id, K.DUTY_REMINDED, about=change.id)
    closed = office.record(case_id, K.CHANGE_CLOSED, about=change.id)
    assert seen(office, case_id).changes[0].state == "Closed"
    with pytest.raises(RefusedByRule):
        office.record(case_id, K.CHANGE_CLOSED, about=change.id)
    with pytest.raises(RefusedByRule, match="It was closed on 26 May 2021"):
        facts.withdraw(office.workspace, reminder.id, "Nobody was reached")
    with pytest.raises(RefusedByRule, match="of 26 May 2021 answers it"):
        facts.withdraw(office.workspace, change.id, "It was another person")
    for wrong in (closed, reminder, change):
        facts.withdraw(office.workspace, wrong.id, "It was another person")
    assert seen(office, case_id).changes == ()


def test_one_of_two_notices_is_closed_only_when_it_was_considered_itself(office: Office) -> None:
    """M8, sub-machine 'Change notice': considered before closed, each for itself."""
    case_id = office.started(date(2021, 5, 18), START)
    first = office.record(case_id, K.CHANGE_NOTICE_RECEIVED)
    second = office.record(case_id, K.CHANGE_NOTICE_RECEIVED)
    with pytest.raises(BadInput, match="Several"):
        office.record(case_id, K.CHANGE_NOTICE_CONSIDERED)
    considered = office.record(case_id, K.CHANGE_NOTICE_CONSIDERED, about=first.id)
    with pytest.raises(RefusedByRule):
        office.record(case_id, K.CHANGE_NOTICE_CLOSED, about=second.id)
    done = [entry.change_id for entry in history.of_case(office.workspace, case_id)]
    with pytest.raises(UndoRefused, match="considered' of 26 May 2021 could not stand without it"):
        undo(office.workspace, done[2])  # the first notice, though another stands
    office.record(case_id, K.CHANGE_NOTICE_CLOSED, about=first.id)
    with pytest.raises(RefusedByRule, match="It was closed"):
        facts.withdraw(office.workspace, considered.id, "It was the other one")
    office.on(date(2021, 5, 28))
    states = {row.fact.id: row.state for row in seen(office, case_id).notices}
    assert states == {first.id: "Closed", second.id: "Not considered in time"}


def test_jfs07_is_only_noted(office: Office) -> None:
    """M10: no clock, never in the way."""
    case_id = office.started(date(2021, 5, 18), START)
    office.record(case_id, K.JFS07_SENT, detail={"to_inbox": "jfs.agreed@example.org"})
    view = seen(office, case_id)
    assert [row.fact.kind for row in view.notices] == ["jfs07_sent"]
    assert "jfs07" not in {item.clock.id for item in worklist.worklist(office.workspace)}


def test_what_was_learned_and_when_stands_with_the_change(office: Office) -> None:
    """M11: before the meeting, at it, or on provision."""
    office.on(date(2021, 5, 18))
    case_id = office.referred()
    office.record(case_id, K.CHANGE_NOTICED, detail={"what": "Has found work.", "learned": "before"})
    (change,) = seen(office, case_id).changes
    assert "When it was learned: Before the initial meeting" in change.lines


def test_what_is_taken_back_is_gone_from_the_circumstances(office: Office) -> None:
    """MI20: with a reason; it stays readable in the history."""
    case_id = disengaged(office)
    view = seen(office, case_id)
    facts.withdraw(office.workspace, view.away[0].fact.id, "Another person")
    assert seen(office, case_id).spell is None


def test_a_day_and_time_of_an_attempt_are_kept(office: Office) -> None:
    """M3: attempt_at."""
    case_id = disengaged(office)
    office.on(date(2021, 6, 3), "12:00")
    office.record(case_id, K.RE_CONTACT_ATTEMPTED, at=time(11, 40))
    attempt = seen(office, case_id).away[0].fact
    assert attempt.at is not None
    assert (attempt.channel, attempt.at.hour, attempt.at.minute) == ("telephone", 10, 40)


def test_a_change_leads_to_the_outcome_of_when_it_was_learned(office: Office) -> None:
    """M11: on provision it is an early end; before the meeting it would be Did Not Attend."""
    case_id = office.started(date(2021, 5, 18), START)
    office.record(case_id, K.CHANGE_NOTICED, detail={"what": "Is ill.", "learned": "after"})
    assert [step.kind for step in seen(office, case_id).changes[0].steps] == [K.CHANGE_CLOSED, K.ENDED_EARLY]
    office.on(date(2021, 5, 26))
    waiting = office.referred(date(2021, 5, 26))
    office.record(waiting, K.ACKNOWLEDGED)
    office.record(waiting, K.CHANGE_NOTICED, detail={"what": "Starts work.", "learned": "before"})
    assert [step.kind for step in seen(office, waiting).changes[0].steps] == [K.CHANGE_CLOSED, K.DNA_KEYED]


def test_the_procedure_followed_stands_with_the_notice_of_vulnerability(office: Office) -> None:
    """G1, C8: notice, who read it, what is done differently, and which procedure was followed; what comes
    later on that day is read by itself."""
    office.on(date(2021, 5, 26))
    case_id = office.referred()
    office.record(
        case_id, K.VULNERABILITY_NOTICED, detail={"notified_by": "Work Coach", "nature": "Bereaved"}
    )
    (notice,) = seen(office, case_id).vulnerability
    assert (notice.state, notice.steps[0].kind) == ("To read before contact", K.VULNERABILITY_SEEN)
    said = {"procedure_ref": "SG-2", "adaptations": "Short calls, mornings."}
    office.record(case_id, K.VULNERABILITY_SEEN, detail=said)
    (notice,) = seen(office, case_id).vulnerability
    assert notice.state == "Read"
    assert "Safeguarding procedure followed: SG-2" in notice.answers[0][1]
    office.clock.pass_by(60)
    office.record(case_id, K.VULNERABILITY_NOTICED, detail={"notified_by": "Work Coach", "nature": "Evicted"})
    assert {one.state for one in seen(office, case_id).vulnerability} == {"Read", "To read before contact"}
    assert len(contact_view.contact_view(office.workspace, case_id).unread) == 1


@pytest.mark.parametrize(
    ("asked", "answer", "where"),
    [
        (K.WORK_COACH_CONSULTED, K.WORK_COACH_ANSWERED, "under Referral"),
        (K.COMPLAINT_RAISED, K.COMPLAINT_SETTLED, "under Circumstances"),
        (K.SAFEGUARDING_NOTICED, K.DISTRICT_LEAD_REACHED, "on the Fast Track page"),
    ],
)
def test_an_answer_to_one_of_several_is_sent_to_where_each_stands(
    office: Office, asked: K, answer: K, where: str
) -> None:
    """E9, D6, G2: which of them it answers cannot be guessed; the refusal says where to say it."""
    case_id = office.started(date(2021, 5, 18), START)
    waiting = {"decision": "waiting"} if asked is K.WORK_COACH_CONSULTED else {}
    for _ in range(2):
        office.record(case_id, asked, detail=dict(waiting))
    with pytest.raises(BadInput, match=where):
        office.record(case_id, answer)
