"""What stands in the plans of the made-up people: by kind of work, and as far as they have come."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from jfs_desktop.paths import resource
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.plan.plan import HeadingEntry, HeadingStatus, Objective, ObjectiveStatus, PlanContent

_PATHS = (
    (ObjectiveStatus.TO_DO, ObjectiveStatus.DOING, ObjectiveStatus.DOING, ObjectiveStatus.DONE),
    (ObjectiveStatus.TO_DO, ObjectiveStatus.TO_DO, ObjectiveStatus.DOING, ObjectiveStatus.DOING),
    (ObjectiveStatus.TO_DO, ObjectiveStatus.DOING, ObjectiveStatus.DONE, ObjectiveStatus.DONE),
)
"""How the first, second and third objective come on from one plan to the next."""


@dataclass(frozen=True, slots=True)
class PlanWriter:
    """Writes one person's plan. ``round`` counts from 0, the plan of the initial meeting."""

    theme: Mapping[str, Any]
    first_name: str
    met_on: date
    calendar: WorkingDays
    heading_keys: tuple[str, ...]

    def content(
        self, before: PlanContent, round: int, new_key: Callable[[], UUID], last: bool
    ) -> PlanContent:
        """The plan after the meeting of that round, with the activities it has; ``last`` closes it."""
        return replace(
            before,
            objectives=self._objectives(before, round, new_key, last),
            headings=self._headings(round, last),
            further_support=self._said("further_support") if round else "",
            next_steps=self._said("next_steps"),
        )

    def note(self, round: int) -> str:
        """What was done in the session of that round, from 1."""
        notes = self.theme["sessions"]
        return str(notes[(round - 1) % len(notes)]).replace("{first}", self.first_name)

    def summary(self, round: int) -> str:
        """What a version says of itself."""
        if round == 0:
            return "First plan, agreed at the initial meeting"
        return f"Updated after session {round}"

    def aim(self) -> str:
        """The first line of the initial meeting."""
        return f"Looking for work as {self.theme['goal']}. Agreed the first plan and how we keep in touch."

    def _objectives(
        self, before: PlanContent, round: int, new_key: Callable[[], UUID], last: bool
    ) -> tuple[Objective, ...]:
        shown = self.theme["objectives"][: 2 + min(round, 1)]
        known = [objective.id for objective in before.objectives]
        return tuple(
            Objective(
                id=known[place] if place < len(known) else new_key(),
                objective=told["objective"],
                action=told["action"],
                measure=told["measure"],
                owner=told["owner"],
                target_on=self.calendar.add(self.met_on, told["by"]),
                status=ObjectiveStatus.DONE if last else _PATHS[place][min(round, 3)],
            )
            for place, told in enumerate(shown)
        )

    def _headings(self, round: int, last: bool) -> tuple[HeadingEntry, ...]:
        """Two more headings are filled each time; at the end nothing stays open."""
        told: Mapping[str, str] = self.theme["headings"]
        filled = list(told)[: 1 + 2 * round]
        entries = []
        for key in self.heading_keys:
            if key in filled:
                done = last or filled.index(key) < 2 * round - 1
                entries.append(
                    HeadingEntry(key, HeadingStatus.DONE if done else HeadingStatus.OPEN, told[key])
                )
            elif last:
                entries.append(HeadingEntry(key, HeadingStatus.NOT_NEEDED))
        return tuple(entries)

    def _said(self, name: str) -> str:
        return str(self.theme[name]).replace("{first}", self.first_name)


def themes() -> Mapping[str, Mapping[str, Any]]:
    """The kinds of work, by key."""
    with resource("demo", "plans.toml").open("rb") as file:
        return {theme["key"]: theme for theme in tomllib.load(file)["themes"]}
