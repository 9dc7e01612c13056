"""Answers that stand already when a fact is recorded: who it is, within one call (I3), who deals with a
complaint (D6), and the person's own number and address for the booking (C4, JFS 3.14)."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording import one_call, own_places
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.staff import Staff

TAKEN_BY = "taken_by"


def of_case(workspace: Workspace, case_id: UUID) -> Mapping[str, str]:
    """The answers by the keys of their questions. Raises NotFound."""
    with workspace.reading() as db:
        own = own_places.details(_person(db, case_id))
        adviser_id = case_of(db, case_id).adviser_id
        adviser = db.get(Staff, adviser_id) if adviser_id else None
    said = {TAKEN_BY: adviser.name} if adviser is not None else {}
    return {**own, **one_call.proposed_identity(workspace, case_id), **said}


def places(db: Session, case_id: UUID) -> Mapping[str, str]:
    """Where each channel reaches the person. Raises NotFound."""
    return own_places.by_channel(_person(db, case_id))


def _person(db: Session, case_id: UUID) -> Participant:
    return db.get_one(Participant, case_of(db, case_id).participant_id)
