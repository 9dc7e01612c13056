"""Facts read from the store into the shape that the rules take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from json import loads
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    Result,
    Select,
    String,
    bindparam,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.known_cases import unknown_case
from jfs_desktop.records.case import Case, CaseFact, CaseSummary
from jfs_desktop.records.participant import Participant
from jfs_desktop.rules.calendar.counting import midnight
from jfs_desktop.rules.facts.facts import CLOSING, SET_ASIDE, CaseFacts, Fact, FactKind, Nation

_MOST_IN_ONE_QUERY = 500
_IN_TURN = 50

_KINDS = {kind.value: kind for kind in FactKind}
_PLAIN_COLUMNS = (
    type_coerce(CaseFact.case_id, String),
    type_coerce(CaseFact.id, String),
    CaseFact.kind,
    CaseFact.happened_on,
    CaseFact.happened_at,
    type_coerce(CaseFact.about_id, String),
    type_coerce(CaseFact.detail, String),
    type_coerce(CaseFact.recorded_at, String),
)
"""Keys, details and the instant of recording are taken as the vault keeps them: nearly every detail
is empty, nearly no fact is about another, and instants written alike sort alike."""

_OF_THESE: BindParameter[list[UUID]] = bindparam("cases", expanding=True)
_CASES = (
    select(Case.id, Case.programme, Participant.nation)
    .join(Participant, Participant.id == Case.participant_id)
    .where(Case.id.in_(_OF_THESE))
)
_STANDING = select(*_PLAIN_COLUMNS).where(CaseFact.case_id.in_(_OF_THESE), CaseFact.withdrawn_at.is_(None))
"""Written once, since every change reads a case before and after: to write a query takes longer than to
answer it for one case."""

_CLOSING = {kind.value for kind in CLOSING}
_RECORDED = _MOMENT = itemgetter(0)
_NO_DETAIL = {"{}", "null", None}


def open_with(kinds: Collection[FactKind]) -> Select[UUID]:
    """The open cases that have a standing fact of any of these kinds. To be written once, as above."""
    standing = select(CaseFact.case_id).where(
        CaseFact.kind.in_([kind.value for kind in kinds]), CaseFact.withdrawn_at.is_(None)
    )
    return select(CaseSummary.case_id).where(CaseSummary.open, CaseSummary.case_id.in_(standing))


def load(db: Session, case_id: UUID) -> CaseFacts:
    """The facts of one case that still stand, in the order they happened, but for what told or asked nobody
    since it came back. Raises NotFound."""
    found = load_many(db, [case_id]).get(case_id)
    if found is None:
        raise unknown_case()
    return found


def load_many(db: Session, case_ids: Collection[UUID]) -> dict[UUID, CaseFacts]:
    """The facts of many cases, in few queries."""
    wanted = list(case_ids)
    cases: dict[UUID, tuple[str, str | None]] = {}
    for begin in range(0, len(wanted), _MOST_IN_ONE_QUERY):
        batch = {"cases": wanted[begin : begin + _MOST_IN_ONE_QUERY]}
        cases |= {case_id: (programme, nation) for case_id, programme, nation in db.execute(_CASES, batch)}
    return of_these(db, cases)


def of_these(db: Session, cases: Mapping[UUID, tuple[str, str | None]]) -> dict[UUID, CaseFacts]:
    """The same for cases of which the key of the profile and the nation are known. What is new in ``db``
    has to be flushed."""
    wanted = list(cases)
    found: dict[UUID, CaseFacts] = {}
    for begin in range(0, len(wanted), _MOST_IN_ONE_QUERY):
        batch = wanted[begin : begin + _MOST_IN_ONE_QUERY]
        # Plain rows come quicker from the connection, which flushes nothing.
        facts = _by_case(db.connection().execute(_STANDING, {"cases": batch}))
        for case_id in batch:
            programme, nation = cases[case_id]
            lives_in = Nation(nation) if nation else None
            standing, returned = facts.get(case_id.hex, ((), ()))
            found[case_id] = CaseFacts(case_id, lives_in, standing, programme, returned)
    return found


def in_turn(db: Session, case_ids: Collection[UUID]) -> Iterator[tuple[UUID, CaseFacts]]:
    """The facts of many cases, a few of them at a time: for a whole caseload of which little is kept."""
    wanted = list(case_ids)
    for begin in range(0, len(wanted), _IN_TURN):
        yield from load_many(db, wanted[begin : begin + _IN_TURN]).items()


def of_contract(db: Session) -> CaseFacts:
    """The facts that belong to the contract, not to a case."""
    standing = select(*_PLAIN_COLUMNS).where(CaseFact.case_id.is_(None), CaseFact.withdrawn_at.is_(None))
    return CaseFacts(None, None, _by_case(db.execute(standing)).get(None, ((), ()))[0])


def _by_case(rows: Result[*tuple[Any, ...]]) -> dict[str | None, tuple[tuple[Fact, ...], tuple[Fact, ...]]]:
    """Facts by the key of their case, in the order they happened: those that count, and those that are set
    aside."""
    found: defaultdict[str | None, list[tuple[str, Fact]]] = defaultdict(list)
    returned: defaultdict[str | None, list[tuple[str, Fact]]] = defaultdict(list)
    for case_key, key, kind, on, at, about, answers, recorded_at in rows.fetchall():
        detail = {} if answers in _NO_DETAIL else loads(answers)
        ended = _recorded(recorded_at) if at is None and kind in _CLOSING else None
        fact = Fact(_key(key), _KINDS[kind], on, at, _key(about) if about else None, detail, ended)
        aside = detail and not SET_ASIDE.isdisjoint(detail)
        (returned if aside else found)[case_key].append((recorded_at, fact))
    return {
        key: (_in_order(found.get(key, [])), _in_order(returned.get(key, [])))
        for key in found.keys() | returned.keys()
    }


def _in_order(recorded: list[tuple[str, Fact]]) -> tuple[Fact, ...]:
    """The facts of one case by their moments. One without a time comes first on its day, yet after those
    of the day that were known when it was recorded: it was allowed as what came next."""
    recorded.sort(key=_RECORDED)
    known: dict[date, datetime] = {}
    placed: list[tuple[datetime, Fact]] = []
    for _, fact in recorded:
        moment, last = fact.at, known.get(fact.on)
        if moment is None:
            moment = last or _first_minute(fact.on)
        elif last is None or moment > last:
            known[fact.on] = moment
        placed.append((moment, fact))
    placed.sort(key=_MOMENT)
    return tuple(fact for _, fact in placed)


def _recorded(kept: str) -> datetime:
    """The instant of recording, as the vault keeps it."""
    return datetime.fromisoformat(kept).replace(tzinfo=UTC)


def _key(hexadecimal: str) -> UUID:
    return UUID(int=int(hexadecimal, 16))


@lru_cache(maxsize=4096)
def _first_minute(day: date) -> datetime:
    """When a Europe/London day begins, in UTC, where instants compare quickest."""
    return midnight(day).astimezone(UTC)
