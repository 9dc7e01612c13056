"""Whom of the caseload to invite to a group session, and who cannot on its day (S5, JFS 1.20, 3.19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.sessions import group_days
from jfs_desktop.casework.sessions.group_views import found
from jfs_desktop.clock import london_day
from jfs_desktop.records.case import Case, CaseSummary
from jfs_desktop.records.group_session import GroupPlace
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.journey.journey import refusal
from jfs_desktop.rules.meetings.group_changes import invited_still
from jfs_desktop.rules.person.folding import folded, tokens
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import whole_name


@dataclass(frozen=True, slots=True, repr=False)
class Candidate(Discreet):
    """Somebody who may be invited. ``attended`` and ``invited`` count other group sessions, those
    that were called off left out."""

    case_id: UUID
    name: str
    reference: str
    stage_name: str
    attended: int
    invited: int
    settled: bool
    """Whether it was settled already that they take part in none (JFS 5.02)."""
    not_on_day: str = ""
    """Why they cannot take part on the day of the session; nobody of whom that is said is invited."""


def candidates(workspace: Workspace, group_id: UUID, text: str = "") -> tuple[Candidate, ...]:
    """Those of the caseload who may be invited and have no place yet: first who has had no group session
    and was never invited to one, then the others, each by name; last who cannot on its day, and why."""
    words = tokens(text)
    with workspace.reading() as db:
        day = london_day(found(db, group_id).starts_at)
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
    listed = (
        _candidate(workspace, row, known[row.case_id], day)
        for row in rows
        if _may_be_invited(workspace, known[row.case_id])
    )
    return tuple(sorted(listed, key=_most_owed))


def _candidate(workspace: Workspace, row: Any, known: CaseFacts, day: date) -> Candidate:
    against = group_days.refusal_on(workspace, known, day)
    return Candidate(
        row.case_id,
        whole_name(row.first_name, row.last_name),
        row.prap_reference,
        workspace.programmes.of(known).stage_names[Stage(row.stage).value],
        sum(1 for _ in known.of(FactKind.GROUP_ATTENDED)),
        len(invited_still(known)),
        known.has(FactKind.GROUP_NOT_APPROPRIATE),
        against.text if against is not None else "",
    )


def _may_be_invited(workspace: Workspace, facts: CaseFacts) -> bool:
    programme = workspace.programmes.of(facts)
    day = workspace.today()
    if not facts.has(FactKind.INITIAL_MEETING_HELD):
        return False  # attendance could not be recorded (JFS 3.19)
    return (
        refusal(FactKind.GROUP_INVITED, facts, programme, workspace.calendar, today=day, on=day, detail={})
        is None
    )


def _most_owed(one: Candidate) -> tuple[bool, int, bool, int, str]:
    return bool(one.not_on_day), one.attended, one.settled, one.invited, folded(one.name)
