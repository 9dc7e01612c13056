"""What moves by itself is noted once, told, and taken back when it turns out otherwise."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jfs_desktop.casework.cases import automatic_moves, history
from jfs_desktop.casework.desk.long_jobs import finish
from jfs_desktop.casework.desk.redating import redate
from jfs_desktop.casework.recording import facts
from jfs_desktop.errors import RefusedByRule
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.facts.stages import Stage


def told(office: Any) -> list[tuple[Stage, date]]:
    """What a start of the program on this day tells."""
    finish(redate(office.workspace))
    return [(move.stage, move.on) for move in automatic_moves.note(office.workspace).value]


def test_t5_a_lapsed_referral_is_noted_once_and_stands_in_the_journal(office: Any) -> None:
    """T5, R3: the day after the last one for acknowledging, with nothing keyed."""
    office.on(date(2021, 5, 18))
    case_id = office.referred()
    assert told(office) == []
    office.on(date(2021, 5, 20))
    assert told(office) == [(Stage.LAPSED, date(2021, 5, 20))]
    assert told(office) == []
    noted = [fact for fact in facts.of_case(office.workspace, case_id) if fact.kind == K.MOVED_BY_ITSELF]
    assert [fact.detail["stage"] for fact in noted] == ["lapsed"]
    assert noted[0].by == ""
    assert any("by itself" in entry.text for entry in history.of_case(office.workspace, case_id))


def test_a_move_by_itself_names_its_stage_and_is_not_taken_back(office: Any) -> None:
    """T5, X1: it follows from the days that passed, and would be written again at the next start."""
    office.on(date(2021, 5, 18))
    case_id = office.referred()
    office.on(date(2021, 5, 20))
    told(office)
    (noted,) = [fact for fact in facts.of_case(office.workspace, case_id) if fact.kind == K.MOVED_BY_ITSELF]
    assert noted.note == "now: Lapsed"
    with pytest.raises(RefusedByRule, match="before that day"):
        facts.withdraw(office.workspace, noted.id, "Wrong")
    lines = [line for one in history.of_case(office.workspace, case_id) for line in one.details]
    assert any("now: Lapsed" in line for line in lines)


def test_t16_an_unkeyed_case_becomes_an_automatic_dna(office: Any) -> None:
    """T16, W10, AMB-08: day 31 after the referral."""
    office.met(date(2021, 5, 18), date(2021, 5, 26))
    office.on(date(2021, 6, 18))
    assert told(office) == [(Stage.AUTO_DNA, date(2021, 6, 18))]


def test_t25_and_t28_after_weeks_away_both_are_told(office: Any) -> None:
    """T25 on the day after working day 20, T28 on calendar day 30."""
    office.started(date(2021, 5, 24), date(2021, 6, 1))
    office.on(date(2021, 7, 5))
    assert told(office) == [
        (Stage.TIME_EXPIRED, date(2021, 6, 30)),
        (Stage.AUTO_ENDED, date(2021, 7, 1)),
    ]


def test_t17_an_unexplained_missed_meeting_becomes_a_disengagement(office: Any) -> None:
    """T17, AMB-35: nobody reached by the second working day."""
    case_id = office.started(date(2021, 5, 18), date(2021, 5, 26))
    office.on(date(2021, 6, 1), "17:00")
    office.record(case_id, K.MEETING_MISSED)
    office.on(date(2021, 6, 4))
    assert told(office) == [(Stage.DISENGAGED, date(2021, 6, 4))]


def test_what_was_said_to_be_a_disengagement_does_not_come_by_itself_too(office: Any) -> None:
    """T17: from STARTED alone; the missed meeting is answered by the disengagement that was recorded."""
    case_id = office.started(date(2021, 5, 18), date(2021, 5, 26))
    office.on(date(2021, 6, 1), "17:00")
    office.record(case_id, K.MEETING_MISSED)
    office.on(date(2021, 6, 2), "17:00")
    office.record(case_id, K.DISENGAGED)
    office.record(case_id, K.MEETING_MISSED)
    office.on(date(2021, 6, 9))
    assert told(office) == []


def test_two_meetings_missed_at_once_move_a_case_once(office: Any) -> None:
    """T17."""
    case_id = office.started(date(2021, 5, 18), date(2021, 5, 26))
    office.on(date(2021, 6, 1), "17:00")
    office.record(case_id, K.MEETING_MISSED)
    office.record(case_id, K.MEETING_MISSED)
    office.on(date(2021, 6, 9))
    assert told(office) == [(Stage.DISENGAGED, date(2021, 6, 4))]


def test_a_note_is_taken_back_when_something_was_recorded_for_an_earlier_day(office: Any) -> None:
    office.on(date(2021, 5, 18))
    case_id = office.referred()
    office.on(date(2021, 5, 20))
    told(office)
    office.record(case_id, K.HANDED_BACK, late_reason="Asked for on the telephone")
    assert told(office) == []
    missed = office.started(date(2021, 5, 18), date(2021, 5, 26), first_name="Tom", last_name="Reid")
    office.on(date(2021, 6, 1), "17:00")
    office.record(missed, K.MEETING_MISSED)
    office.on(date(2021, 6, 4))
    told(office)
    office.record(missed, K.MISSED_MEETING_EXPLAINED, on=date(2021, 6, 2))
    assert told(office) == []
    notes = [fact for fact in facts.of_case(office.workspace, missed) if fact.kind == K.MOVED_BY_ITSELF]
    assert [fact.withdrawn_reason for fact in notes] == [automatic_moves.OVERTAKEN]
