"""What the nominated officer alone may read, and so never goes with the ordinary bundles (G3, G4, X7).

Of such a record the bundle says that there is an entry, and holds neither its content nor the salt that
would let anybody guess at it. Head office gets it from the nominated officer, by the restricted way.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.records.jobcentre_request import JobcentreRequest
from jfs_desktop.records.referral import RestrictedReferral
from jfs_desktop.store import journal_lines

_REFERRALS: Final = RestrictedReferral.__tablename__
_REQUESTS: Final = JobcentreRequest.__tablename__
_TABLES: Final = frozenset({_REFERRALS, _REQUESTS})


class NeedToKnow:
    """The records that are held back now: referrals that were set aside as restricted, and requests of the
    Jobcentre that ask for post."""

    def __init__(self, db: Session) -> None:
        by_post = select(JobcentreRequest.id).where(JobcentreRequest.return_address != "")
        self._requests = frozenset(str(found) for found in db.scalars(by_post))

    def holds_back(self, table: str, record_id: str) -> bool:
        """Whether a record of the journal stays here."""
        return table == _REFERRALS or (table == _REQUESTS and record_id in self._requests)

    def kept_from(self, lines: bytes) -> bytes:
        """Whole lines of the journal as an ordinary bundle may hold them."""
        return journal_lines.without_content(lines, _TABLES, self.holds_back)
