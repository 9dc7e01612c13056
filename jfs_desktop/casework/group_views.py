"""Group sessions as screens see them: the list, one attendance grid, and whom to invite (S5)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework import case_facts
from jfs_desktop.casework.known_cases import name_of
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.errors import NotFound
from jfs_desktop.records.case import Case, CaseFact, CaseSummary
from jfs_desktop.records.group_session import GroupPlace, GroupSession
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral
from jfs_desktop.rules.discreet import Discreet
from jfs_desktop.rules.facts import CaseFacts, FactKind
from jfs_desktop.rules.folding import folded, tokens
from jfs_desktop.rules.initial_meeting import open_doubt
from jfs_desktop.rules.journey import refusal
from jfs_desktop.rules.stages import Stage


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


@dataclass(frozen=True, slots=True, repr=False)
class Candidate(Discreet):
    """Somebody who may be invited. ``attended`` and ``invited`` count other group sessions."""

    case_id: UUID
    name: str
    reference: str
    stage_name: str
    attended: int
    invited: int
    settled: bool
    """Whether it was settled already that they take part in none (JFS 5.02)."""


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
    return GroupSheet(view_of(workspace, group, [row.answer for row in rows]), tuple(places))


def candidates(workspace: Workspace, group_id: UUID, text: str = "") -> tuple[Candidate, ...]:
    """Those of the caseload who may be invited and have no place yet: first who has had no group session
    and was never invited to one, then the others, each by name."""
    words = tokens(text)
    with workspace.reading() as db:
        found(db, group_id)
        taken = set(db.scalars(select(GroupPlace.case_id).where(GroupPlace.group_id == group_id)))
        rows = db.execute(
            select(
                CaseSummary.case_id,
                CaseSummary.folded,
                CaseSummary.stage,
                Participant.first_name,
                Participant.last_name,
                Referral.prap_reference,
            )
            .join(Case, Case.id == CaseSummary.case_id)
            .join(Participant, Participant.id == Case.participant_id)
            .join(Referral, Referral.id == Case.referral_id)
            .where(CaseSummary.open)
        ).all()
        rows = [row for row in rows if row.case_id not in taken and all(word in row.folded for word in words)]
        known = case_facts.load_many(db, [row.case_id for row in rows])
    listed = []
    for row in rows:
        facts = known[row.case_id]
        programme = workspace.programmes.of(facts)
        if _may_be_invited(workspace, facts):
            listed.append(
                Candidate(
                    row.case_id,
                    f"{row.first_name} {row.last_name}",
                    row.prap_reference,
                    programme.stage_names[Stage(row.stage).value],
                    sum(1 for _ in facts.of(FactKind.GROUP_ATTENDED)),
                    sum(1 for _ in facts.of(FactKind.GROUP_INVITED)),
                    facts.has(FactKind.GROUP_NOT_APPROPRIATE),
                )
            )
    return tuple(sorted(listed, key=_most_owed))


def _may_be_invited(workspace: Workspace, facts: CaseFacts) -> bool:
    programme = workspace.programmes.of(facts)
    day = workspace.today()
    if not facts.has(FactKind.INITIAL_MEETING_HELD):
        return False  # attendance could not be recorded (JFS 3.19)
    return refusal(FactKind.GROUP_INVITED, facts, programme, workspace.calendar, day, day, {}) is None


def _most_owed(one: Candidate) -> tuple[int, bool, int, str]:
    return one.attended, one.settled, one.invited, folded(one.name)


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
