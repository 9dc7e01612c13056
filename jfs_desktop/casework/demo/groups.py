"""Group sessions of the demo: one of nine that was held and closed, one that was held, one to come."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from jfs_desktop.casework.demo.moving_clock import MovingClock
from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.sessions import group_candidates, group_sessions
from jfs_desktop.casework.sessions.group_sessions import Answer, GroupPlan
from jfs_desktop.casework.sessions.group_views import PlaceAnswer
from jfs_desktop.clock import LONDON
from jfs_desktop.paths import resource
from jfs_desktop.rules.journey.re_engagement import spell_of


@dataclass(frozen=True, slots=True)
class Planned:
    """A group session that was planned, whom it was offered to, and what the file tells of it."""

    group_id: UUID
    invited: tuple[UUID, ...]
    told: Mapping[str, Any]


class Groups:
    """The group sessions that the file tells, planned, offered and filled in by the verbs alone."""

    def __init__(self, workspace: Workspace, clock: MovingClock, today: date) -> None:
        self._workspace, self._clock, self._today = workspace, clock, today
        with resource("demo", "groups.toml").open("rb") as file:
            self._told: list[dict[str, Any]] = tomllib.load(file)["groups"]
        self._planned: list[Planned] = []

    @property
    def planned_at(self) -> datetime:
        """When those of the day before the demo's own are planned: late on the day before them."""
        return self._moment(-2, "18:30")

    def plan(self, leaving: Collection[UUID]) -> None:
        """Plan those and invite to them; nobody ``leaving`` before they are held."""
        self._clock.move_to(self.planned_at)
        self._plan((one for one in self._told if one["day"] < 0), leaving)

    def hold(self) -> None:
        """Fill in and close those that were held, then plan what is still to come."""
        self._clock.move_to(self._moment(-1, "16:00"))
        for group in self._planned:
            answers = [Answer(PlaceAnswer(said[0]), *said[1:]) for said in group.told.get("answers", ())]
            for case_id, answer in zip(group.invited, answers, strict=False):
                group_sessions.answer(self._workspace, group.group_id, case_id, answer)
            if "heads" in group.told and group.invited:
                came = sum(answer.answer is PlaceAnswer.CAME for answer in answers[: len(group.invited)])
                group_sessions.close(self._workspace, group.group_id, came + group.told["heads"])
            self._clock.pass_by(60)
        self._plan((one for one in self._told if one["day"] >= 0), ())

    def _plan(self, told: Iterable[Mapping[str, Any]], leaving: Collection[UUID]) -> None:
        for group in told:
            given = GroupPlan(
                group["topic"],
                self._moment(group["day"], group["at"]),
                group["minutes"],
                group["platform"],
                self._workspace.me.name,
            )
            group_id = group_sessions.plan(self._workspace, given).value
            invited = self._invite(group_id, group["places"], leaving)
            self._planned.append(Planned(group_id, invited, group))
            self._clock.pass_by(60)

    def _invite(self, group_id: UUID, places: int, leaving: Collection[UUID]) -> tuple[UUID, ...]:
        """Those first whom no other was offered to."""
        workspace = self._workspace
        listed = group_candidates.candidates(workspace, group_id)
        found = [one.case_id for one in listed if not one.not_on_day and one.case_id not in leaving]
        with workspace.reading() as db:
            known = case_facts.load_many(db, found)
        programme, calendar, today = workspace.programme, workspace.calendar, workspace.today()
        there = [one for one in found if spell_of(known[one], programme, calendar, today) is None]
        asked = {case_id for group in self._planned for case_id in group.invited}
        invited = tuple(sorted(there, key=lambda one: one in asked)[:places])
        group_sessions.invite(workspace, group_id, invited)
        return invited

    def _moment(self, offset: int, at: str) -> datetime:
        day = self._workspace.calendar.add(self._today, offset) if offset else self._today
        return datetime.combine(day, time.fromisoformat(at), LONDON)
