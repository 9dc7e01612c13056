"""Restricted cases: the Jobcentre asked for post, as for a MAPPA case or a Special Customer Record (X7, D3).

From then on nothing of the case goes by any way but the letter, with its tracking number (JFS 5.05). Whom
such a request names is enough: whose it is the nominated officer may say only days later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.records.attachment import Attachment
from jfs_desktop.records.jobcentre_request import JobcentreRequest
from jfs_desktop.records.participant import Participant
from jfs_desktop.rules.mail.jfap_request import same_person
from jfs_desktop.rules.programme.roles import Role

LETTER: Final = "letter"
PARAGRAPH: Final = "JFS 5.05"
_BY_POST: Final = JobcentreRequest.return_address != ""


def since(db: Session, case_id: UUID) -> datetime | None:
    """From when on it is known here that a case is restricted (aware); None for any other."""
    asked = db.scalars(select(JobcentreRequest).where(_BY_POST)).all()
    if not asked:
        return None
    person = db.get_one(Participant, case_of(db, case_id).participant_id)
    known = [one.logged_at for one in asked if one.case_id == case_id or _names(one, person)]
    return min(known, default=None)


def among(db: Session, case_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of some cases that are restricted."""
    if db.scalar(select(JobcentreRequest.id).where(_BY_POST).limit(1)) is None:
        return frozenset()
    return frozenset(one for one in case_ids if since(db, one) is not None)


def _names(request: JobcentreRequest, person: Participant) -> bool:
    """Whether it is this person by NI number, or by name where one of the two numbers is not known."""
    if request.ni_number and person.ni_number:
        return request.ni_number == person.ni_number
    return same_person(request.participant_name, person.name)


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
