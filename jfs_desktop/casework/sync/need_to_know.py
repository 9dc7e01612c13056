"""What the nominated officer alone may read, and so never goes with the ordinary bundles (G3, G4, X7).

Of such a record the bundle says that there is an entry, and holds neither its content nor the salt that
would let anybody guess at it. Head office gets it from the nominated officer, by the restricted way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from jfs_desktop.records.attachment import Attachment
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.document import DocumentIssue
from jfs_desktop.records.jobcentre_request import JobcentreRequest
from jfs_desktop.records.journal import JournalEntry
from jfs_desktop.records.message import ReceivedMessage
from jfs_desktop.records.referral import RestrictedReferral
from jfs_desktop.store import journal_lines

_REFERRALS: Final = RestrictedReferral.__tablename__
_REQUESTS: Final = JobcentreRequest.__tablename__


class NeedToKnow:
    """The records that are held back now: referrals that were set aside as restricted; requests of the
    Jobcentre that ask for post or were undone, with the file that each came as, its mark on the case, and how
    it was answered."""

    def __init__(self, db: Session) -> None:
        requests = db.execute(select(JobcentreRequest.id, JobcentreRequest.return_address)).all()
        self._ordinary = frozenset(str(found) for found, address in requests if not address)
        by_post = [found for found, address in requests if address]
        self._besides = _besides(db, by_post) if by_post else {}
        self._tables = frozenset({_REFERRALS, _REQUESTS, *self._besides})

    def holds_back(self, table: str, record_id: str) -> bool:
        """Whether a record of the journal stays here."""
        if table == _REQUESTS:
            return record_id not in self._ordinary
        return table == _REFERRALS or record_id in self._besides.get(table, ())

    def kept_from(self, lines: bytes) -> bytes:
        """Whole lines of the journal as an ordinary bundle may hold them."""
        return journal_lines.without_content(lines, self._tables, self.holds_back)


def _besides(db: Session, requests: Collection[UUID]) -> Mapping[str, frozenset[str]]:
    """What tells of these requests in other tables: the ids of the records by table."""
    facts = frozenset(_facts(db, requests))
    issues = select(DocumentIssue.id).where(DocumentIssue.fact_id.in_([UUID(one) for one in facts]))
    digests = select(Attachment.sha256).where(Attachment.about_id.in_(requests))
    messages = db.execute(
        select(ReceivedMessage.id, ReceivedMessage.attachment_id).where(ReceivedMessage.sha256.in_(digests))
    ).all()
    files = db.scalars(
        select(Attachment.id).where(or_(Attachment.sha256.in_(digests), Attachment.about_id.in_(requests)))
    )
    return {
        CaseFact.__tablename__: facts,
        DocumentIssue.__tablename__: frozenset(map(str, db.scalars(issues))),
        ReceivedMessage.__tablename__: frozenset(str(one) for one, _ in messages),
        Attachment.__tablename__: frozenset(map(str, (*files, *(kept for _, kept in messages)))),
    }


def _facts(db: Session, requests: Collection[UUID]) -> Iterator[str]:
    """The marks of requests on cases, also those taken back, and what answered them. A mark was written, and
    is taken back, in one change with its request."""
    entry = JournalEntry.__table__.columns
    changes = select(entry.change_id).where(
        entry.table == _REQUESTS, entry.record_id.in_([str(one) for one in requests])
    )
    wanted = select(entry.record_id).where(
        entry.change_id.in_(changes), entry.table == CaseFact.__tablename__
    )
    marks = frozenset(db.connection().execute(wanted).scalars())
    yield from marks
    answers = select(CaseFact.id).where(CaseFact.about_id.in_([UUID(one) for one in marks]))
    yield from map(str, db.scalars(answers))
