"""A group session and what stands open on a case: a return after the days for it, and a doubt who somebody
is (T18, M4, I3)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.sessions import group_sessions, group_views
from jfs_desktop.casework.sessions.group_entries import LateReturn
from jfs_desktop.casework.sessions.group_sessions import Answer, GroupPlan
from jfs_desktop.casework.sessions.group_views import PlaceAnswer
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.meetings.initial_meeting import CLEARED_UP
from tests.answers import said_with
from tests.casework.conftest import Office

HELD = datetime(2021, 6, 14, 13, 0, tzinfo=UTC)


@pytest.fixture
def late(office: Office) -> UUID:
    """Away since 2 June, tried for once, and the window over before the group session of 14 June."""
    case_id = office.started()
    office.on(date(2021, 6, 2), "11:00")
    office.record(case_id, FactKind.DISENGAGED)
    office.on(date(2021, 6, 3), "10:00")
    office.record(case_id, FactKind.RE_CONTACT_ATTEMPTED, detail={"result": "no_answer"})
    office.on(date(2021, 6, 14), "09:00")
    return case_id


def came(office: Office, case_id: UUID, words: str = "Learned a lot") -> UUID:
    given = GroupPlan("Applying online", HELD, 60, "Video room 2", "Rukhsana Khan")
    group_id = group_sessions.plan(office.workspace, given).value
    group_sessions.invite(office.workspace, group_id, [case_id])
    office.on(date(2021, 6, 14), "15:30")
    group_sessions.answer(office.workspace, group_id, case_id, Answer(PlaceAnswer.CAME, words))
    return group_id


def attended(office: Office, case_id: UUID) -> list[str]:
    return [
        one.late_reason
        for one in facts.of_case(office.workspace, case_id)
        if one.kind == FactKind.GROUP_ATTENDED and not one.withdrawn_reason
    ]


def test_t18_a_return_by_a_group_after_the_window_says_why_it_came_late(office: Office, late: UUID) -> None:
    """M4, JFS 4.20: what somebody took from the session is no reason for a late return."""
    group_id = came(office, late)
    with pytest.raises(LateReturn) as asked:
        group_sessions.close(office.workspace, group_id, 1)
    assert asked.value.field == str(late) and not attended(office, late)
    group_sessions.close(office.workspace, group_id, 1, {late: "In hospital"})
    assert attended(office, late) == ["In hospital"]


def test_t18_a_corrected_row_keeps_its_reason_or_asks_for_one(office: Office, late: UUID) -> None:
    group_id = came(office, late)
    group_sessions.close(office.workspace, group_id, 1, {late: "In hospital"})
    said = Answer(PlaceAnswer.CAME, "Found two portals")
    group_sessions.correct(office.workspace, group_id, late, said, "Other words")
    assert attended(office, late) == ["In hospital"]
    group_sessions.correct(office.workspace, group_id, late, Answer(PlaceAnswer.DID_NOT_COME), "Wrong row")
    with pytest.raises(LateReturn):
        group_sessions.correct(office.workspace, group_id, late, said, "It was the right row")
    again = Answer(PlaceAnswer.CAME, "Found two portals", "No telephone")
    group_sessions.correct(office.workspace, group_id, late, again, "It was the right row")
    assert attended(office, late) == ["No telephone"]


def test_i3_an_open_doubt_is_told_in_the_grid_until_it_is_cleared_up(office: Office) -> None:
    """JFS 3.26: who leads the session knows of whom it is open who they are."""
    case_id = office.started()
    office.on(date(2021, 6, 2), "11:00")
    office.record(case_id, FactKind.IDENTITY_DOUBTED)
    office.on(date(2021, 6, 14), "09:00")
    group_id = came(office, case_id)
    (place,) = group_views.sheet(office.workspace, group_id).places
    assert place.in_doubt
    detail, _ = said_with(office.workspace.programme, FactKind.IDENTITY_CONFIRMED, {})
    office.record(case_id, FactKind.IDENTITY_CONFIRMED, detail={**detail, CLEARED_UP: "Heard again"})
    (place,) = group_views.sheet(office.workspace, group_id).places
    assert not place.in_doubt
