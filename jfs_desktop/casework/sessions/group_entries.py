"""What a group session leaves on the cases of those who are invited: the invitation, a change of the session,
what became of the place, each a fact of that person's own (S5, T18, JFS 1.20, 5.02)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.known_cases import name_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.plan import activity_lines
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.recording.session_identity import CONFIRMED, DOUBT
from jfs_desktop.casework.sessions import group_days
from jfs_desktop.casework.sessions.group_views import ATTENDED, SETTLES, PlaceAnswer
from jfs_desktop.clock import LONDON, london_day
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.group_session import GroupPlace, GroupSession
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.journey.re_engagement import IDENTITY
from jfs_desktop.rules.meetings.group_changes import PLATFORM, WAS_ON, WHY, said_of
from jfs_desktop.store.unit_of_work import Change

_WHY_NOT = "Say in a few words why {} took no part."
_NOT_THERE = "If they were not there, choose 'Not appropriate' and say why."
_DOUBTED = FactKind.IDENTITY_DOUBTED
_NEEDS_WORDS = frozenset({PlaceAnswer.DECLINED, PlaceAnswer.NOT_APPROPRIATE, PlaceAnswer.CAME_IN_DOUBT})


class LateReturn(BadInput):
    """Somebody comes back by a group session after the days for coming back; ``field`` names the case."""


def to_come(db: Session, group: GroupSession) -> tuple[UUID, ...]:
    """The cases of those who are to come to a group session that is not closed."""
    answers = [PlaceAnswer.INVITED, *ATTENDED]
    found = select(GroupPlace.case_id).where(GroupPlace.group_id == group.id, GroupPlace.answer.in_(answers))
    return tuple(db.scalars(found).all())


def invited(change: Change, workspace: Workspace, group: GroupSession, case_id: UUID) -> CaseFact:
    """The invitation of one person, with what it is to and when it begins."""
    return record(
        change, workspace, group, case_id, kind=FactKind.GROUP_INVITED, at=change.at, detail=_of(group)
    )


def moved(
    change: Change, workspace: Workspace, group: GroupSession, was: datetime, reason: str
) -> tuple[UUID, ...]:
    """On the case of each who is to come: from when to when and where it was moved, and why. Returns the
    cases."""
    said = _of(group) | {WAS_ON: london_day(was).isoformat(), PLATFORM: group.platform, WHY: reason}
    return _changed(change, workspace, group, FactKind.GROUP_MOVED, said)


def called_off(change: Change, workspace: Workspace, group: GroupSession, reason: str) -> tuple[UUID, ...]:
    """The same of a group session that does not take place."""
    return _changed(change, workspace, group, FactKind.GROUP_CALLED_OFF, _of(group) | {WHY: reason})


def _changed(
    change: Change, workspace: Workspace, group: GroupSession, kind: FactKind, said: dict[str, str]
) -> tuple[UUID, ...]:
    cases = to_come(change.db, group)
    for case_id in cases:
        record(change, workspace, group, case_id, kind=kind, at=change.at, detail=said)
    return cases


def _of(group: GroupSession) -> dict[str, str]:
    begins = group.starts_at.astimezone(LONDON)
    return said_of(group.topic, begins.date(), begins.time())


def settle(
    change: Change, workspace: Workspace, group: GroupSession, row: GroupPlace, late_reason: str
) -> UUID | None:
    """Record what the answer of a place means for the case; returns the fact's id. Of somebody who had left
    by then, who can neither come nor decline, the words stay on the sheet alone."""
    said = PlaceAnswer(row.answer)
    kind = SETTLES.get(said)
    if kind is None or (kind is FactKind.GROUP_NOT_APPROPRIATE and _had_left(change, workspace, group, row)):
        return None
    detail = {"why": said.value, "reason": row.words}
    if said is PlaceAnswer.CAME_IN_DOUBT:
        record(
            change,
            workspace,
            group,
            row.case_id,
            kind=_DOUBTED,
            at=group.starts_at,
            detail={"doubt": row.words},
        )
        detail = {IDENTITY: DOUBT, "topic": group.topic}
    elif kind is FactKind.GROUP_ATTENDED:
        sure = {IDENTITY: CONFIRMED, "topic": group.topic}
        detail = sure | ({"feedback": row.words} if row.words else {})
    return record(
        change,
        workspace,
        group,
        row.case_id,
        kind=kind,
        at=group.starts_at,
        detail=detail,
        late_reason=late_reason,
    ).id


def _had_left(change: Change, workspace: Workspace, group: GroupSession, row: GroupPlace) -> bool:
    known, begins = case_facts.load(change.db, row.case_id), group.starts_at
    return group_days.refusal_on(workspace, known, london_day(begins), begins) is not None


def record(
    change: Change,
    workspace: Workspace,
    group: GroupSession,
    case_id: UUID,
    *,
    kind: FactKind,
    at: datetime,
    detail: dict[str, str] | None = None,
    late_reason: str = "",
) -> CaseFact:
    local = at.astimezone(LONDON).time()
    happened = WhatHappened(
        kind, london_day(at), local, about=group.id, detail=detail or {}, late_reason=late_reason
    )
    try:
        return facts.write(change, workspace, case_id, happened)
    except BadInput as missing:
        if missing.field != "late_reason":
            raise
        name = name_of(change.db, case_id)
        raise LateReturn(
            f"{name}: {missing.text}", field=str(case_id), paragraph=missing.paragraph
        ) from missing
    except RefusedByRule as against:
        raise RefusedByRule(
            f"{name_of(change.db, case_id)}: {against.text}",
            paragraph=against.paragraph,
            remedy=against.remedy or (_NOT_THERE if kind is FactKind.GROUP_ATTENDED else ""),
        ) from against


def withdraw(change: Change, workspace: Workspace, fact_id: UUID, reason: str, late: str = "") -> str:
    """Take a fact back; returns why what stands for it now is late: as said, or as it was for this one."""
    fact = change.db.get(CaseFact, fact_id)
    if fact is not None and fact.withdrawn_at is None:
        fact.withdrawn_at, fact.withdrawn_reason = change.at, reason.strip()
        activity_lines.take_back(change.db, workspace, fact)
    return late or (fact.late_reason if fact is not None else "")


def take_doubt_back(change: Change, workspace: Workspace, group_id: UUID, case_id: UUID, reason: str) -> None:
    doubts = select(CaseFact.id).where(
        CaseFact.case_id == case_id, CaseFact.kind == _DOUBTED, CaseFact.about_id == group_id
    )
    for fact_id in change.db.scalars(doubts).all():
        withdraw(change, workspace, fact_id, reason)


def refuse_unsettled(change: Change, row: GroupPlace) -> None:
    said = PlaceAnswer(row.answer)
    if said is PlaceAnswer.INVITED:
        raise BadInput(
            f"Say whether {name_of(change.db, row.case_id)} came.",
            field=str(row.case_id),
            paragraph="JFS 4.06",
        )
    if said in _NEEDS_WORDS and not row.words:
        name, doubted = name_of(change.db, row.case_id), said is PlaceAnswer.CAME_IN_DOUBT
        raise BadInput(
            f"Say what the doubt is about: {name}." if doubted else _WHY_NOT.format(name),
            field=str(row.case_id),
            paragraph="JFS 3.26" if doubted else "JFS 5.02",
        )
