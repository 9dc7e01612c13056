"""Facts read from the store into the shape that the rules take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from jfs_desktop.clock import LONDON
from jfs_desktop.errors import NotFound
from jfs_desktop.records.case import Case, CaseFact
from jfs_desktop.records.participant import Participant
from jfs_desktop.rules.facts import CaseFacts, Fact, FactKind, Nation

_COLUMNS = (
    CaseFact.case_id,
    CaseFact.id,
    CaseFact.kind,
    CaseFact.happened_on,
    CaseFact.happened_at,
    CaseFact.about_id,
    CaseFact.detail,
    CaseFact.recorded_at,
)
_MOST_IN_ONE_QUERY = 500


def load(db: Session, case_id: UUID) -> CaseFacts:
    """The facts of one case that still stand, in the order they happened. Raises NotFound."""
    found = load_many(db, [case_id]).get(case_id)
    if found is None:
        raise NotFound("This case is not in the vault.")
    return found


def load_many(db: Session, case_ids: Collection[UUID]) -> dict[UUID, CaseFacts]:
    """The facts of many cases, in few queries."""
    wanted = list(case_ids)
    found: dict[UUID, CaseFacts] = {}
    for begin in range(0, len(wanted), _MOST_IN_ONE_QUERY):
        batch = wanted[begin : begin + _MOST_IN_ONE_QUERY]
        nations = db.execute(
            select(Case.id, Participant.nation)
            .join(Participant, Participant.id == Case.participant_id)
            .where(Case.id.in_(batch))
        )
        rows: dict[UUID, list[Row[*tuple[Any, ...]]]] = defaultdict(list)
        standing = select(*_COLUMNS).where(CaseFact.case_id.in_(batch), CaseFact.withdrawn_at.is_(None))
        for row in db.execute(standing):
            rows[row.case_id].append(row)
        for case_id, nation in nations:
            found[case_id] = CaseFacts(case_id, Nation(nation) if nation else None, _ordered(rows[case_id]))
    return found


def of_contract(db: Session) -> CaseFacts:
    """The facts that belong to the contract, not to a case."""
    standing = select(*_COLUMNS).where(CaseFact.case_id.is_(None), CaseFact.withdrawn_at.is_(None))
    return CaseFacts(None, None, _ordered(db.execute(standing)))


def _ordered(rows: Iterable[Row[*tuple[Any, ...]]]) -> tuple[Fact, ...]:
    """Facts by the moment they happened; those without a time come first on their day,
    and what was recorded first comes first where moments are equal."""

    def moment(row: Row[*tuple[Any, ...]]) -> tuple[datetime, datetime]:
        happened = row.happened_at or datetime.combine(row.happened_on, time(0), LONDON)
        return happened, row.recorded_at

    return tuple(
        Fact(row.id, FactKind(row.kind), row.happened_on, row.happened_at, row.about_id, row.detail or {})
        for row in sorted(rows, key=moment)
    )
