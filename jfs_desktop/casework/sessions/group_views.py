"""Group sessions as screens see them: the list, and one attendance grid (S5)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.known_cases import name_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office import staff_checks
from jfs_desktop.casework.sessions import group_news
from jfs_desktop.errors import NotFound
from jfs_desktop.records.case import Case, CaseFact
from jfs_desktop.records.group_session import GroupPlace, GroupSession
from jfs_desktop.records.referral import Referral
from jfs_desktop.rules.facts.doubts import open_doubt
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.person.folding import folded
from jfs_desktop.rules.writing.discreet import Discreet


class PlaceAnswer(StrEnum):
    """What became of an invitation to one group session."""

    INVITED = "invited"
    CAME = "came"
    CAME_IN_DOUBT = "came_in_doubt"
    """They came, and it was not sure who they are (I3)."""
    DID_NOT_COME = "did_not_come"
    DECLINED = "declined"
    NOT_APPROPRIATE = "not_appropriate"


class GroupState(StrEnum):
    """Where a group session stands."""

    PLANNED = "planned"
    TO_CLOSE = "to_close"  # it has begun, and the attendance is still to be settled
    CLOSED = "closed"
    CALLED_OFF = "called_off"


ATTENDED = (PlaceAnswer.CAME, PlaceAnswer.CAME_IN_DOUBT)
SETTLES = {
    PlaceAnswer.CAME: FactKind.GROUP_ATTENDED,
    PlaceAnswer.CAME_IN_DOUBT: FactKind.GROUP_ATTENDED,
    PlaceAnswer.DECLINED: FactKind.GROUP_NOT_APPROPRIATE,
    PlaceAnswer.NOT_APPROPRIATE: FactKind.GROUP_NOT_APPROPRIATE,
}
"""The fact that each answer leaves on the case; who did not come stays invited there."""


@dataclass(frozen=True, slots=True)
class GroupView:
    """One line of the list of group sessions; it names nobody who takes part."""

    id: UUID
    topic: str
    starts_at: datetime
    minutes: int
    platform: str
    led_by: str
    state: GroupState
    invited: int
    came: int
    headcount: int | None
    guide: int
    """People up to whom a group is of reasonable size (AMB-21)."""
    called_off_reason: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class PlaceView(Discreet):
    """One row of the attendance grid. ``taken_back`` once its fact was withdrawn in the case's history;
    ``in_doubt`` while it is open on the case who the person is (JFS 3.26)."""

    case_id: UUID
    name: str
    reference: str
    answer: PlaceAnswer
    words: str
    taken_back: bool = False
    in_doubt: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class GroupSheet(Discreet):
    """One group session with its grid."""

    group: GroupView
    places: tuple[PlaceView, ...]
    to_tell: int = 0
    """How many are still to be told that it was moved or called off."""


@dataclass(frozen=True, slots=True, repr=False)
class GroupList(Discreet):
    """The group sessions, and the one that is open with who was invited; none where the list is ``closed`` to
    whoever is here, with why (G5)."""

    groups: tuple[GroupView, ...] = ()
    sheet: GroupSheet | None = None
    closed: str = ""


def all_groups(workspace: Workspace) -> tuple[GroupView, ...]:
    """Every group session, those to close first, then those to come, then the others, newest first."""
    with workspace.reading() as db:
        groups = db.scalars(select(GroupSession)).all()
        answers: dict[UUID, list[str]] = {group.id: [] for group in groups}
        for group_id, answer in db.execute(select(GroupPlace.group_id, GroupPlace.answer)):
            answers[group_id].append(answer)
    views = [view_of(workspace, group, answers[group.id]) for group in groups]
    order = {GroupState.TO_CLOSE: 0, GroupState.PLANNED: 1}

    def place(view: GroupView) -> tuple[int, float]:
        rank = order.get(view.state, 2)
        moment = view.starts_at.timestamp()
        return rank, moment if rank < 2 else -moment

    return tuple(sorted(views, key=place))


def sheet(workspace: Workspace, group_id: UUID) -> GroupSheet:
    """One group session with the grid, by name. Raises NotFound."""
    with workspace.reading() as db:
        return sheet_of(db, workspace, found(db, group_id))


def sheet_of(db: Session, workspace: Workspace, group: GroupSession) -> GroupSheet:
    """The same within a transaction that is open."""
    rows = db.scalars(select(GroupPlace).where(GroupPlace.group_id == group.id)).all()
    known = case_facts.load_many(db, [row.case_id for row in rows])
    places = sorted((_place(db, row, known[row.case_id]) for row in rows), key=lambda row: folded(row.name))
    untold = group_news.to_tell(db, workspace).get(group.id, {})
    view = view_of(workspace, group, [row.answer for row in rows])
    return GroupSheet(view, tuple(places), len(untold))


def listed(workspace: Workspace, chosen: UUID | None) -> GroupList:
    """Every group session, with the ``chosen`` one, else the first, opened."""
    with workspace.reading() as db:
        if closed := staff_checks.closed(db, workspace):
            return GroupList(closed=closed)
    groups = all_groups(workspace)
    ids = [one.id for one in groups]
    shown = chosen if chosen in ids else next(iter(ids), None)
    return GroupList(groups, sheet(workspace, shown) if shown is not None else None)


def found(db: Session, group_id: UUID) -> GroupSession:
    """The record of a group session. Raises NotFound."""
    group = db.get(GroupSession, group_id)
    if group is None:
        raise NotFound("This group session is not in the vault.")
    return group


def view_of(workspace: Workspace, group: GroupSession, answers: Collection[str]) -> GroupView:
    """The frozen row of a group session."""
    return GroupView(
        group.id,
        group.topic,
        group.starts_at,
        group.minutes,
        group.platform,
        group.led_by,
        state_of(workspace, group),
        len(answers),
        sum(answer in ATTENDED for answer in answers),
        group.headcount,
        workspace.programme.minimums.group_size_guide,
        group.called_off_reason,
    )


def state_of(workspace: Workspace, group: GroupSession) -> GroupState:
    """Where a group session stands now."""
    if group.called_off_at is not None:
        return GroupState.CALLED_OFF
    if group.closed_at is not None:
        return GroupState.CLOSED
    return GroupState.TO_CLOSE if group.starts_at <= workspace.now() else GroupState.PLANNED


def _place(db: Session, row: GroupPlace, known: CaseFacts) -> PlaceView:
    reference = db.scalar(
        select(Referral.prap_reference)
        .join(Case, Case.referral_id == Referral.id)
        .where(Case.id == row.case_id)
    )
    outcome = db.get(CaseFact, row.outcome_id) if row.outcome_id else None
    gone = outcome is not None and outcome.withdrawn_at is not None
    return PlaceView(
        row.case_id,
        name_of(db, row.case_id),
        reference or "",
        PlaceAnswer(row.answer),
        row.words,
        gone,
        open_doubt(known) is not None,
    )
