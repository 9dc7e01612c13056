"""A vault of made-up people in every state that the verbs reach, for showing and for trying out.

Everything in it is made by the product's own verbs under a clock that moves through the
weeks before the demo's day; no row is inserted past them.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

from jfs_desktop.casework.demo import complaints, cvs, requests
from jfs_desktop.casework.demo.diary import Diary
from jfs_desktop.casework.demo.groups import Groups
from jfs_desktop.casework.demo.head_office import settle
from jfs_desktop.casework.demo.moving_clock import MovingClock, SeededKeys
from jfs_desktop.casework.demo.people import InventedPerson, People
from jfs_desktop.casework.demo.plan_writer import PlanWriter, themes
from jfs_desktop.casework.demo.safe_office import furnish
from jfs_desktop.casework.demo.stories import LEAVING, SESSION, Step, Story, all_stories
from jfs_desktop.casework.demo.telling import Telling
from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.desk.long_jobs import finish
from jfs_desktop.casework.desk.redating import redate
from jfs_desktop.casework.desk.settings import Declared
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office import channel_clearances, first_run, staff
from jfs_desktop.clock import DEMO_DAY, LONDON
from jfs_desktop.records.views import StaffView
from jfs_desktop.rules.programme.roles import Role
from jfs_desktop.store.key_header import ArgonCost
from jfs_desktop.store.vault import Vault

DEMO_PASSPHRASE = "harbour lantern biscuit meadow tuesday"  # noqa: S105
"""Known to everybody: a demo vault holds nobody's data."""

PEOPLE_AN_ADVISER = 25
_DAYS_BEFORE = 120
_MARK = Declared("is_demo", False, "Demo vault", "Everybody in it is made up.")


def is_demo(workspace: Workspace) -> bool:
    """Whether the vault was made by :func:`make`."""
    return settings.get(workspace, _MARK)


def make(
    folder: Path,
    *,
    participants: int = 40,
    today: date = DEMO_DAY,
    seed: int = 1,
    passphrase: str = DEMO_PASSPHRASE,
    cost: ArgonCost | None = None,
) -> int:
    """Make a demo vault as it stands on the morning of ``today``; returns how many people are in it.

    The same seed makes the same people, facts and keys. Raises VaultProblem where the folder
    holds a vault already or cannot be written.
    """
    random = Random(seed)  # noqa: S311 made-up people, not secrets
    clock = MovingClock(_morning(today) - timedelta(days=_DAYS_BEFORE))
    new_key = SeededKeys(clock, random)
    vault, _ = Vault.create(folder, passphrase, clock=clock, cost=cost, new_key=new_key)
    try:
        kinds = themes()
        people = People(random, tuple(kinds), today)
        answers = first_run.FirstRun(people.provider, people.adviser, prap_role=True)
        workspace = first_run.begin(vault, clock, answers, new_key=new_key)
        settings.put(workspace, _MARK, True)
        _clear_channels(workspace)
        settle(workspace)
        plot = _plot(workspace, clock, people, participants, random=random, today=today)
        _tell_all(workspace, clock, plot, Groups(workspace, clock, today))
        requests.leave_one_unmatched(workspace, clock, today)
        complaints.leave_one_outside(workspace, clock, today)
        cvs.write(workspace, clock, today)
        furnish(workspace, today)
        clock.move_to(_morning(today))
        finish(redate(workspace))
    finally:
        vault.close()
    return participants


def _clear_channels(workspace: Workspace) -> None:
    channel_clearances.clear(
        workspace,
        [one.key for one in channel_clearances.standings(workspace)],
        approved_on=workspace.today(),
        approved_by="Invented for the demo",
        security_ref="DEMO-1",
    )


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(0, 1), LONDON).astimezone(UTC)


def _tell_all(
    workspace: Workspace, clock: MovingClock, plot: list[tuple[Step, int, Telling]], groups: Groups
) -> None:
    """What happens to each, and the group sessions in between."""
    me, later = workspace.me, [event for event in plot if event[0].at >= groups.planned_at]
    _tell(workspace, clock, [event for event in plot if event[0].at < groups.planned_at])
    workspace.me = me
    groups.plan({telling.case_id for step, _, telling in later if step.what in LEAVING})
    _tell(workspace, clock, later)
    workspace.me = me
    groups.hold()


def _tell(workspace: Workspace, clock: MovingClock, plot: list[tuple[Step, int, Telling]]) -> None:
    for step, _, telling in sorted(plot, key=lambda event: (event[0].at, event[1])):
        clock.move_to(step.at.astimezone(UTC))
        telling.play(step)


def _plot(
    workspace: Workspace,
    clock: MovingClock,
    people: People,
    participants: int,
    *,
    random: Random,
    today: date,
) -> list[tuple[Step, int, Telling]]:
    """Every step of every person, with who tells it."""
    advisers = _advisers(workspace, people, participants)
    diaries = [Diary() for _ in advisers]
    kinds = themes()
    heading_keys = tuple(heading.key for heading in workspace.programme.plan_headings)
    plot: list[tuple[Step, int, Telling]] = []
    for number, (person, story, shift) in enumerate(_casting(workspace, people, participants, random)):
        mine = person.story in people.cast_stories
        place = 0 if mine else 1 + number % (len(advisers) - 1)
        steps = diaries[place].arranged(story.steps(today, workspace.calendar, shift))
        held = [step for step in steps if step.minutes]
        telling = Telling(
            workspace,
            clock,
            person,
            number=number,
            adviser=advisers[place],
            writer=PlanWriter(
                kinds[person.theme],
                person.first_name,
                held[0].at.date() if held else today,
                workspace.calendar,
                heading_keys,
            ),
            rounds=sum(step.what == SESSION for step in steps),
        )
        plot.extend((step, number, telling) for step in steps)
    return plot


def _advisers(workspace: Workspace, people: People, participants: int) -> list[StaffView]:
    """The person at this computer first, then as many colleagues as the caseload needs."""
    wanted = max(1, participants // PEOPLE_AN_ADVISER)
    names = people.colleague_names(wanted)
    added = [staff.add(workspace, name=name, role=Role.ADVISER, prap_role=True).value for name in names]
    return [workspace.me, *added]


def _casting(
    workspace: Workspace, people: People, participants: int, random: Random
) -> list[tuple[InventedPerson, Story, int]]:
    """Who plays which story, and how much earlier than it stands in the file."""
    stories = {story.key: story for story in all_stories()}
    cast = people.cast()
    found = [(person, stories[person.story], 0) for person in cast[:participants]]
    others = [story for key, story in stories.items() if key not in people.cast_stories]
    benefits = tuple(
        benefit.code for benefit in workspace.programme.benefit_kinds if benefit.identification_route
    )
    for number in range(participants - len(found)):
        again, place = divmod(number, len(others))
        story = others[place]
        shift = random.randint(0, story.may_shift) if again else 0
        found.append((people.another(story.key, benefits=benefits), story, shift))
    return found
