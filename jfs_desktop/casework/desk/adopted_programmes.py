"""The programmes of a vault: each case is read by the one it started on (DESIGN 3.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.known_cases import unknown_case
from jfs_desktop.errors import NotFound, RefusedByRule
from jfs_desktop.records.case import Case
from jfs_desktop.records.programme import ProgrammeProfile
from jfs_desktop.records.setting import Setting
from jfs_desktop.rules.facts.facts import CaseFacts
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.programme_lists import Clearance
from jfs_desktop.store.profiles import Texts, kept_programme, load_programme, programme_of, shipped_texts

CLEARANCES = "channel_clearances"
DEFAULT = "jfs-2021"
"""The shipped profile that a new vault adopts."""

_STARTED_ON = select(Case.programme).where(Case.id == bindparam("case"))


class AdoptedProgrammes(Mapping[str, Programme]):
    """Every adopted programme by the key that cases keep, in the order of their adoption.

    Safe to read on any thread; a vault has at least one.
    """

    def __init__(self, db: Session) -> None:
        self._known: dict[str, Programme] = {}
        self._started_on: dict[UUID, str] = {}
        self.reload(db)

    def reload(self, db: Session) -> None:
        """Read them anew, as they stand in the given transaction."""
        profiles = db.scalars(
            select(ProgrammeProfile).order_by(ProgrammeProfile.adopted_at, ProgrammeProfile.key)
        )
        given = _clearances(db)
        self._known = {
            profile.key: _cleared(kept_programme(tuple(profile.texts)), given) for profile in profiles
        }

    @property
    def current(self) -> Programme:
        """The one that new cases start on, and that the contract as a whole goes by."""
        return self._known[next(reversed(self._known))]

    def of(self, facts: CaseFacts) -> Programme:
        """The one that the case of these facts started on; the current one for the contract's facts."""
        return self._known[facts.programme] if facts.case_id is not None else self.current

    def of_case(self, db: Session, case_id: UUID) -> Programme:
        """The one that a case started on, remembered from then on. Raises NotFound."""
        key = db.scalar(_STARTED_ON, {"case": case_id})
        if key is None:
            raise unknown_case()
        self._started_on[case_id] = key
        return self._known[key]

    def remembered(self, case_id: UUID) -> Programme | None:
        """The same without reading, for a case that was asked about before; it never changes."""
        key = self._started_on.get(case_id)
        return None if key is None else self._known[key]

    def __getitem__(self, key: str) -> Programme:
        return self._known[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def keep(db: Session, texts: Texts, at: datetime) -> None:
    """Put a profile into the vault, within the transaction that is open: the one that new cases start on.

    Raises BadProfile, and RefusedByRule for another text under an id and version that the vault knows.
    """
    key = programme_of(texts).key
    known = db.get(ProgrammeProfile, key)
    if known is None:
        db.add(ProgrammeProfile(key=key, texts=list(texts), adopted_at=at))
    elif tuple(known.texts) == texts:
        known.adopted_at = at
    else:
        raise RefusedByRule(
            f"The programme profile '{key}' is in the vault with another text, and cases go by it.",
            remedy="Ask head office for a profile with a version of its own.",
        )


@lru_cache(maxsize=32)
def _cleared(programme: Programme, given: tuple[Clearance, ...]) -> Programme:
    """One and the same object for the same rules and clearances, since what is worked out is kept with it."""
    return replace(programme, clearances=given)


def _clearances(db: Session) -> tuple[Clearance, ...]:
    """The provider's own, which hold for every profile (I2)."""
    row = db.get(Setting, CLEARANCES)
    return tuple(
        Clearance(key, date.fromisoformat(said["approved_on"]), said["approved_by"], said["security_ref"])
        for key, said in (row.value if row is not None else {}).items()
    )


def newer_shipped(current: Programme) -> Texts | None:
    """The shipped profile of the same id where its version is a later one."""
    try:
        shipped = load_programme(current.id)
    except NotFound:  # one that only head office has
        return None
    return shipped_texts(current.id) if shipped.version > current.version else None
