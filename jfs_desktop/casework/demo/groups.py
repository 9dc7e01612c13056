"""Group sessions of the demo: one of nine that was held and closed, one that was held, one to come."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time
from uuid import UUID

from jfs_desktop.casework import case_facts, group_candidates, group_sessions
from jfs_desktop.casework.demo.moving_clock import MovingClock
from jfs_desktop.casework.group_sessions import Answer, GroupPlan
from jfs_desktop.casework.group_views import PlaceAnswer
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.clock import LONDON
from jfs_desktop.paths import resource
from jfs_desktop.rules.re_engagement import spell_of


def hold(workspace: Workspace, clock: MovingClock, today: date) -> None:
    """Plan, invite, fill in and close what the file tells, by the verbs alone, the day before ``today``."""
    with resource("demo", "groups.toml").open("rb") as file:
        told = tomllib.load(file)["groups"]
    clock.move_to(_moment(workspace, today, -1, "16:00"))
    for group in told:
        given = GroupPlan(
            group["topic"],
            _moment(workspace, today, group["day"], group["at"]),
            group["minutes"],
            group["platform"],
            workspace.me.name,
        )
        group_id = group_sessions.plan(workspace, given).value
        invited = _invite(workspace, group_id, group["places"])
        answers = [Answer(PlaceAnswer(said[0]), *said[1:]) for said in group.get("answers", ())]
        for case_id, answer in zip(invited, answers, strict=False):
            group_sessions.answer(workspace, group_id, case_id, answer)
        if "heads" in group and invited:
            came = sum(answer.answer is PlaceAnswer.CAME for answer in answers[: len(invited)])
            group_sessions.close(workspace, group_id, came + group["heads"])
        clock.pass_by(60)


def _invite(workspace: Workspace, group_id: UUID, places: int) -> tuple[UUID, ...]:
    listed = group_candidates.candidates(workspace, group_id)
    found = [one.case_id for one in listed if not one.not_on_day]
    with workspace.reading() as db:
        known = case_facts.load_many(db, found)
    programme, calendar, today = workspace.programme, workspace.calendar, workspace.today()
    away = {one for one in found if spell_of(known[one], programme, calendar, today) is not None}
    case_ids = tuple(one for one in found if one not in away)[:places]
    group_sessions.invite(workspace, group_id, case_ids)
    return case_ids


def _moment(workspace: Workspace, today: date, offset: int, at: str) -> datetime:
    day = workspace.calendar.add(today, offset) if offset else today
    return datetime.combine(day, time.fromisoformat(at), LONDON)
