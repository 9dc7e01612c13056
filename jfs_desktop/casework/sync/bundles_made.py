"""The bundles that were made for a head office, and where they are put (D11).

Asked at every start, so nothing that encrypts is loaded for it.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.settings import Declared
from jfs_desktop.exchange.enrolment_code import Countersigner, Party
from jfs_desktop.records.sync import BundleOut, EnrolmentToken, HeadOffice
from jfs_desktop.store import put_back

FOLDER: Final = Declared("sync_folder", "", "Folder for bundles", "Head office fetches them from there.")


def bundles_to(known: HeadOffice) -> Select[BundleOut]:
    """The bundles that were made for a head office, the last first. What went to one before it is not
    among them: the new one has nothing of that."""
    return (
        select(BundleOut)
        .where(BundleOut.recipient == party_of(known).fingerprint)
        .order_by(BundleOut.number.desc())
    )


def confirmed_last(db: Session, known: HeadOffice) -> BundleOut | None:
    """The last bundle that the head office confirmed."""
    return db.scalars(bundles_to(known).where(BundleOut.taken_at.is_not(None)).limit(1)).first()


def must_enrol(db: Session, known: HeadOffice, device_id: UUID) -> bool:
    """Whether a backup was put back since head office took anything of this vault, which then is another
    device to it."""
    if confirmed_last(db, known) is not None or db.get(EnrolmentToken, known.id) is not None:
        return False
    return bool(put_back.before_it(db, device_id))


def party_of(known: HeadOffice) -> Party:
    """The pinned keys of the head office that is enrolled with."""
    second = tuple(
        Countersigner(one["name"], bytes.fromhex(one["signing_key"])) for one in known.countersigners
    )
    return Party(known.id, known.name, known.signing_key, known.recipient, second)
