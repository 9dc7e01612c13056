"""Group sessions that are moved or called off: on the case, on Today, in the minimum service (S5, S13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest

from jfs_desktop.casework.cases import history
from jfs_desktop.casework.ending import ends
from jfs_desktop.casework.ending.ends import Death
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.sessions import group_candidates, group_news, group_sessions, group_views, support
from jfs_desktop.casework.sessions.group_news import PersonToTell
from jfs_desktop.casework.sessions.group_sessions import Answer, GroupPlan
from jfs_desktop.casework.sessions.group_views import PlaceAnswer
from jfs_desktop.casework.today import cockpit
from jfs_desktop.casework.today.cockpit import Todo, When
from jfs_desktop.casework.today.putting_off import GROUP
from jfs_desktop.errors import BadInput, RefusedByRule, UndoRefused
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.plan.minimum_service import ServiceState
from tests.casework.conftest import Office

HELD = datetime(2021, 6, 8, 13, 0, tzinfo=UTC)
PLAN = GroupPlan("Applying online", HELD, 60, "Video room 2", "Rukhsana Khan")
WHY = "The adviser is ill"


def invited(office: Office, *names: str) -> tuple[UUID, list[UUID]]:
    people = [office.started(first_name=name) for name in names]
    office.on(date(2021, 6, 3))
    group_id = group_sessions.plan(office.workspace, PLAN).value
    group_sessions.invite(office.workspace, group_id, people)
    return group_id, people


def rows(office: Office) -> list[Todo]:
    return [todo for todo in cockpit.cockpit(office.workspace).todos if todo.kind == GROUP]


def last(office: Office, case_id: UUID, kind: FactKind) -> FactView:
    return next(one for one in facts.of_case(office.workspace, case_id) if one.kind == kind)


def offered(office: Office, case_id: UUID) -> ServiceState:
    items = support.sheet(office.workspace, case_id).service
    return next(one.state for one in items if one.key == "group_session")


def test_s5_s13_a_session_called_off_reaches_each_case_and_is_no_offer(office: Office) -> None:
    group_id, (ada, tom) = invited(office, "Ada", "Tom")
    told = {"topic": "Applying online", "group_on": "2021-06-08", "group_at": "14:00"}
    assert last(office, ada, FactKind.GROUP_INVITED).detail == told
    assert offered(office, ada) is ServiceState.OFFERED
    done = group_sessions.call_off(office.workspace, group_id, WHY)
    assert done.case_ids == frozenset({ada, tom})
    assert last(office, tom, FactKind.GROUP_CALLED_OFF).detail == told | {"reason": WHY}
    entry = history.of_case(office.workspace, ada)[0]
    assert any(WHY in line for line in entry.details)
    assert offered(office, ada) is ServiceState.NOT_OFFERED
    other = group_sessions.plan(office.workspace, PLAN).value
    assert {one.invited for one in group_candidates.candidates(office.workspace, other)} == {0}
    (row,) = rows(office)
    assert (row.when, row.due, row.about) == (When.COMING, date(2021, 6, 8), group_id)
    assert "2 people" in row.what
    assert "Ada" not in row.what
    assert done.change_id is not None
    history.undo(office.workspace, done.change_id)
    assert rows(office) == []
    assert offered(office, ada) is ServiceState.OFFERED


def test_s5_a_move_asks_why_and_is_told_to_everybody_who_is_to_come(office: Office) -> None:
    group_id, (ada, tom, mina) = invited(office, "Ada", "Tom", "Mina")
    group_sessions.answer(office.workspace, group_id, mina, Answer(PlaceAnswer.DECLINED, "No camera"))
    group_sessions.change_plan(office.workspace, group_id, replace(PLAN, topic="CVs", minutes=45))
    assert rows(office) == [], "another length keeps nobody waiting in vain"
    later = replace(PLAN, starts_at=HELD + timedelta(days=2))
    with pytest.raises(BadInput) as asked:
        group_sessions.change_plan(office.workspace, group_id, later)
    assert asked.value.field == "moved_because"
    group_sessions.change_plan(office.workspace, group_id, replace(later, moved_because=WHY))
    moved = last(office, ada, FactKind.GROUP_MOVED).detail
    assert (moved["was_on"], moved["group_on"], moved["reason"]) == ("2021-06-08", "2021-06-10", WHY)
    (row,) = rows(office)
    assert (row.due, "2 people" in row.what) == (date(2021, 6, 8), True)
    assert row.name == cockpit.GROUP and "in vain" in row.no_delay
    assert group_views.sheet(office.workspace, group_id).to_tell == 2
    with pytest.raises(BadInput) as unsaid:
        group_news.tell(office.workspace, group_id, [ada, tom], "telephone")
    assert unsaid.value.field == "identity"
    group_news.tell(office.workspace, group_id, [ada], "email")
    assert [one.case_id for one in group_news.whom(office.workspace, group_id)] == [tom]
    office.on(date(2021, 6, 10), "15:30")
    assert len(rows(office)) == 1
    for case_id in (ada, tom):
        group_sessions.answer(office.workspace, group_id, case_id, Answer(PlaceAnswer.DID_NOT_COME))
    done = group_sessions.close(office.workspace, group_id, 0)
    assert rows(office) == [], "it is closed"
    assert done.change_id is not None
    history.undo(office.workspace, done.change_id)
    office.on(date(2021, 6, 11))
    assert rows(office) == [], "its new day is over"


def test_what_somebody_was_told_is_not_undone_behind_their_back(office: Office) -> None:
    """S5: who was told that it is called off hears that it takes place by another plan, never by an undo."""
    group_id, (ada, _) = invited(office, "Ada", "Tom")
    done = group_sessions.call_off(office.workspace, group_id, WHY)
    group_news.tell(office.workspace, group_id, [ada], "email")
    assert done.change_id is not None
    with pytest.raises(UndoRefused):
        history.undo(office.workspace, done.change_id)
    assert len(rows(office)) == 1


def test_x8_nobody_is_told_who_has_died(office: Office) -> None:
    group_id, (ada,) = invited(office, "Ada")
    died = {"died_on": "2021-06-02", "told_by": "Sister"}
    office.record(ada, FactKind.DEATH_LEARNED, detail=died, at=time(8))
    group_sessions.call_off(office.workspace, group_id, WHY)
    assert rows(office) == []
    with pytest.raises(RefusedByRule, match="died"):
        about = last(office, ada, FactKind.GROUP_CALLED_OFF).id
        office.record(ada, FactKind.GROUP_CHANGE_TOLD, about=about, channel="email")


def test_s5_who_has_left_keeps_nobody_from_moving_the_session(office: Office) -> None:
    """T20, X8: neither by leaving nor by dying; those who are still to come must be able to."""
    group_id, (ada, tom, mina) = invited(office, "Ada", "Tom", "Mina")
    office.record(ada, FactKind.WITHDREW)
    office.record(ada, FactKind.ENDED_EARLY)
    ends.learn_death(office.workspace, tom, Death(date(2021, 6, 3), "A sister"))
    later = replace(PLAN, starts_at=HELD + timedelta(days=1), moved_because=WHY)
    group_sessions.change_plan(office.workspace, group_id, later)
    assert set(group_news.whom(office.workspace, group_id)) == {
        PersonToTell(mina, "Mina Nair", "the group session 'Applying online' is now on Wed 9 June, 14:00")
    }
    far = replace(later, starts_at=HELD + timedelta(days=60))
    with pytest.raises(RefusedByRule, match="Mina Nair: the group session is on"):
        group_sessions.change_plan(office.workspace, group_id, far)


def test_s5_who_cannot_on_its_day_is_listed_last_with_the_reason(office: Office) -> None:
    early = office.started(first_name="Zoe")
    office.on(date(2021, 6, 10))
    late = office.met(date(2021, 6, 2), date(2021, 6, 10), first_name="Ada")
    day = replace(PLAN, starts_at=datetime(2021, 6, 9, 13, 0, tzinfo=UTC))
    group_id = group_sessions.plan(office.workspace, day).value
    listed = group_candidates.candidates(office.workspace, group_id)
    assert [(one.case_id, bool(one.not_on_day)) for one in listed] == [(early, False), (late, True)]
    assert "the start was on Thu 10 June" in listed[1].not_on_day
