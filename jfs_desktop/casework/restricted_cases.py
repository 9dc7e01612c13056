"""Restricted cases: the Jobcentre asked for post, as for a MAPPA case or a Special Customer Record (X7, D3).

From then on nothing of the case goes by any way but the letter, with its tracking number (JFS 5.05). The NI
number of such a request is enough: whose it is the nominated officer may say only days later.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.records.attachment import Attachment
from jfs_desktop.records.case import Case
from jfs_desktop.records.jobcentre_request import JobcentreRequest
from jfs_desktop.records.participant import Participant
from jfs_desktop.rules.roles import Role

LETTER: Final = "letter"
PARAGRAPH: Final = "JFS 5.05"
_BY_POST: Final = JobcentreRequest.return_address != ""


def since(db: Session, case_id: UUID) -> datetime | None:
    """From when on it is known here that a case is restricted (aware); None for any other."""
    theirs = (
        select(Participant.ni_number)
        .join(Case, Case.participant_id == Participant.id)
        .where(Case.id == case_id, Participant.ni_number != "")
    )
    of_it = or_(JobcentreRequest.case_id == case_id, JobcentreRequest.ni_number.in_(theirs))
    first = func.min(JobcentreRequest.logged_at, type_=JobcentreRequest.logged_at.type)
    return db.scalar(select(first).where(_BY_POST, of_it))


def ways_left(db: Session, case_id: UUID, ways: Mapping[str, str]) -> Mapping[str, str]:
    """The channels by which a document of a case may go, of those that are cleared."""
    if since(db, case_id) is None:
        return ways
    return {key: name for key, name in ways.items() if key == LETTER}


def refuse_way(db: Session, case_id: UUID, channel: str, at: datetime, proof: str, *, field: str) -> None:
    """Raise RefusedByRule for a sending by another way than the letter, BadInput (``field``) for a letter
    without a tracking number. What went before the case was known to be restricted is on record as it was."""
    known = since(db, case_id)
    if known is None or at < known:
        return
    if channel != LETTER:
        raise RefusedByRule(
            "Nothing about a restricted case goes by another way than the post.",
            paragraph=PARAGRAPH,
            remedy="Send it by post, and record the tracking number.",
        )
    if not any(letter.isdigit() for letter in proof):
        raise BadInput("Type the tracking number.", field=field, paragraph=PARAGRAPH)


def kept_from(workspace: Workspace) -> ColumnElement[bool]:
    """The files that the person at this computer may not see: those that such a request came as."""
    if workspace.me.role == Role.NOMINATED_OFFICER:
        return false()
    asked = select(JobcentreRequest.id).where(_BY_POST)
    return and_(Attachment.about_id.is_not(None), Attachment.about_id.in_(asked))


def refuse_file(db: Session, workspace: Workspace, file: Attachment) -> None:
    """Raise RefusedByRule for such a file."""
    if db.scalar(select(Attachment.id).where(Attachment.id == file.id, kept_from(workspace))) is not None:
        raise RefusedByRule(
            "This came with a request that asks for post, as for a MAPPA case or a Special Customer Record.",
            paragraph="JFS 3.09",
            remedy="Only your nominated officer opens it.",
        )
