"""Whom to tell that a group session was moved or called off, and that they were told (S5)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.known_cases import name_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import BadInput
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.group_session import GroupPlace, GroupSession
from jfs_desktop.rules.facts.facts import Fact, FactKind
from jfs_desktop.rules.journey.re_engagement import IDENTITY
from jfs_desktop.rules.meetings.group_changes import CHANGED, GROUP_AT, GROUP_ON, TOPIC, untold
from jfs_desktop.rules.person.folding import folded
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import weekday_day
from jfs_desktop.store.unit_of_work import Verb

TELL = Verb("group_news.tell", "")
"""What somebody was told is taken back with a reason, never undone."""

_SPOKEN_WITH: Final = ("declined", "not_appropriate")
"""Answers of a place that came from the person, who so knows how it stands."""

_CHANGED = case_facts.open_with(CHANGED)


@dataclass(frozen=True, slots=True, repr=False)
class PersonToTell(Discreet):
    """Somebody who is to be told, and what."""

    case_id: UUID
    name: str
    what: str


def to_tell(db: Session, workspace: Workspace) -> dict[UUID, dict[UUID, Fact]]:
    """By group session, the open cases whose person is to be told of its last change, with that change."""
    found: dict[UUID, dict[UUID, Fact]] = {}
    for case_id, known in case_facts.load_many(db, list(db.scalars(_CHANGED))).items():
        for fact in untold(known, workspace.today()):
            if fact.about is not None and not _knows(db, fact.about, case_id):
                found.setdefault(fact.about, {})[case_id] = fact
    return found


def _knows(db: Session, group_id: UUID, case_id: UUID) -> bool:
    """Whether there is nobody left to tell: the place was taken off, or answered by them, or it is closed."""
    place = (
        select(GroupPlace.answer)
        .join(GroupSession, GroupSession.id == GroupPlace.group_id)
        .where(GroupPlace.group_id == group_id, GroupPlace.case_id == case_id)
        .where(GroupSession.closed_at.is_(None))
    )
    return db.scalar(place) in (None, *_SPOKEN_WITH)


def in_words(change: Fact) -> str:
    """What is told: "the group session 'CVs' of Tuesday 8 June is called off"."""
    day = weekday_day(date.fromisoformat(change.detail[GROUP_ON]))
    named, at = f"the group session '{change.detail[TOPIC]}'", change.detail[GROUP_AT]
    if change.kind is FactKind.GROUP_CALLED_OFF:
        return f"{named} of {day}, {at} is called off"
    return f"{named} is now on {day}, {at}"


def whom(workspace: Workspace, group_id: UUID) -> tuple[PersonToTell, ...]:
    """Who is to be told of the last change of one group session, by name."""
    with workspace.reading() as db:
        cases = to_tell(db, workspace).get(group_id, {})
        people = [PersonToTell(one, name_of(db, one), in_words(fact)) for one, fact in cases.items()]
    return tuple(sorted(people, key=lambda one: folded(one.name)))


def tell(
    workspace: Workspace, group_id: UUID, case_ids: Collection[UUID], channel: str, identity: str = ""
) -> Outcome[int]:
    """Record that these people were told just now, by which way; returns how many. Who was told meanwhile is
    left as it is. Raises BadInput where nobody is chosen, no way is said, or, in a call, not whether it was
    sure who it was (I3); RefusedByRule as any fact."""
    if not case_ids:
        raise BadInput("Choose who was told.", field="people")
    here = workspace.now().astimezone(LONDON)
    detail = {IDENTITY: identity} if identity else {}
    with workspace.changing(TELL) as change:
        cases = to_tell(change.db, workspace).get(group_id, {})
        told = [(case_id, fact) for case_id, fact in cases.items() if case_id in set(case_ids)]
        for case_id, fact in told:
            said = WhatHappened(
                FactKind.GROUP_CHANGE_TOLD,
                here.date(),
                here.time().replace(microsecond=0),
                channel=channel,
                about=fact.id,
                detail=detail,
            )
            facts.write(change, workspace, case_id, said)
    concerned = frozenset(case_id for case_id, _ in told)
    return Outcome(len(told), facts.RECORDED | Changed.GROUPS, concerned, change.change_id)
