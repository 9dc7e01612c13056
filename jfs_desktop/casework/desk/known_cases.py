"""A case by its id, and whose it is; what is not in the vault is told in one way."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.errors import NotFound
from jfs_desktop.records.case import Case
from jfs_desktop.records.participant import Participant
from jfs_desktop.rules.writing.wording import whole_name


def case_of(db: Session, case_id: UUID) -> Case:
    """The case. Raises NotFound."""
    case = db.get(Case, case_id)
    if case is None:
        raise unknown_case()
    return case


def name_of(db: Session, case_id: UUID) -> str:
    """The name of its participant. Raises NotFound."""
    row = db.execute(
        select(Participant.first_name, Participant.last_name)
        .join(Case, Case.participant_id == Participant.id)
        .where(Case.id == case_id)
    ).first()
    if row is None:
        raise unknown_case()
    return whole_name(row.first_name, row.last_name)


def names_of(db: Session, case_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of the participants of several cases, asked for at once."""
    rows = db.execute(
        select(Case.id, Participant.first_name, Participant.last_name)
        .join(Participant, Case.participant_id == Participant.id)
        .where(Case.id.in_(set(case_ids)))
    )
    return {row.id: whole_name(row.first_name, row.last_name) for row in rows}


def unknown_case() -> NotFound:
    """What is said of a case that the vault does not hold."""
    return NotFound("This case is not in the vault.")
