"""Where many cases stand, worked out from bare rows of their facts (DESIGN 3.2).

It says of every case what :func:`~jfs_desktop.rules.journey.standing.standing_of` says of the
facts that :mod:`~jfs_desktop.casework.desk.case_facts` reads; cases that columns of days do
not do justice to are handed to these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Select, String, and_, bindparam, func, literal, null, or_, select, type_coerce
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.records.case import Case, CaseFact
from jfs_desktop.records.participant import Participant
from jfs_desktop.rules.calendar.counting import midnight
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.caseload.fact_columns import Trail, apart_kinds, columns_of_trails
from jfs_desktop.rules.caseload.many_standings import ManyStandings
from jfs_desktop.rules.clocks.compiled_clocks import counts_by_nation
from jfs_desktop.rules.facts.facts import OF_POST, SET_ASIDE, Nation
from jfs_desktop.rules.journey.standing import Standing, standing_of
from jfs_desktop.rules.programme.programme import Programme

_CASE_KEY = type_coerce(Case.id, String)
OF_THESE_KEYS = select(func.json_each(bindparam("keys")).table_valued("value").c.value)
"""Keys as one list in JSON: hundreds of parameters take longer to write out than to look up."""
_STANDS = and_(*(CaseFact.detail[key].as_string().is_(None) for key in sorted(SET_ASIDE)))
_SAYS_NOTHING = type_coerce(CaseFact.detail, String) == literal("{}", literal_execute=True)
"""Asked first, since it is the quickest: such a fact is set aside by nothing."""
_NOTHING = literal("", literal_execute=True)
"""Written out: SQLite copies a bound value anew for every fact, a sixth of the query's time."""
_AS_STORED = "%Y-%m-%d %H:%M:%S.%f"


class Standings:
    """Works out standings in a vault on one day, batch after batch: each case's by the one of the
    ``programmes`` that it started on."""

    def __init__(self, programmes: Mapping[str, Programme], calendar: WorkingDays, today: date) -> None:
        self._programmes, self._calendar, self._today = programmes, calendar, today
        self._many: dict[tuple[str, Nation | None], ManyStandings] = {}
        self._days, self._minutes = _Days(), _FirstMinutes()
        self._by_nation = any(map(counts_by_nation, programmes.values()))
        self._query = _query(programmes.values(), by_nation=self._by_nation)

    def of(self, db: Session, case_keys: Sequence[str]) -> dict[str, Standing]:
        """The standing of each of these cases, given and told by their keys as the vault keeps them; at
        most some thousands at a time."""
        found: dict[str, Standing] = {}
        for (programme, nation), trails in self.trails(db, case_keys).items():
            found |= self._alike(db, programme, nation, trails)
        return found

    def trails(
        self, db: Session, case_keys: Sequence[str]
    ) -> Mapping[tuple[str, Nation | None], Mapping[str, Trail]]:
        """The facts of these cases by their keys, those of one programme together (and of one nation,
        where that matters)."""
        db.flush()  # what is new comes first; plain rows come quicker from the connection
        alike: defaultdict[tuple[str, Nation | None], dict[str, Trail]] = defaultdict(dict)
        rows = db.connection().execute(self._query, {"keys": orjson.dumps(case_keys).decode()}).fetchall()
        for key, programme, lives_in, *facts in rows:
            nation = Nation(lives_in) if lives_in else None
            alike[programme, nation][key] = self._trail(facts) if facts[0] else Trail((), ())
        return alike

    def _alike(
        self, db: Session, programme: str, nation: Nation | None, trails: Mapping[str, Trail]
    ) -> dict[str, Standing]:
        """The standings of cases of one programme, and of one nation where that matters."""
        held, keys = self._programmes[programme], list(trails)
        columns = columns_of_trails(list(trails.values()))
        if (programme, nation) not in self._many:
            self._many[programme, nation] = ManyStandings(held, self._calendar, self._today, nation)
        found = dict(zip(keys, self._many[programme, nation].of(columns), strict=True))
        apart = [UUID(keys[place]) for place in columns.to_read_apart(apart_kinds(held))]
        for case_id, known in case_facts.load_many(db, apart).items():
            found[case_id.hex] = standing_of(known, held, self._calendar, self._today)
        return found

    def _trail(self, said: Sequence[str]) -> Trail:
        """The facts of a case as the vault lists them, in the order they happened: that of
        :func:`~jfs_desktop.casework.desk.case_facts.load_many`."""
        kinds, days, instants, recorded, keys, about = said
        kind_of, day_of, recorded_at = kinds.split(","), days.split(","), recorded.split(",")
        own = keys.split(",") if about.strip(",") else ()
        subject = about.split(",") if own else ()
        listed_in_order = day_of == sorted(day_of) and recorded_at == sorted(recorded_at)
        if instants.strip(",") or not listed_in_order:
            moments = zip(instants.split(","), day_of, recorded_at, strict=True)
            keyed = [(instant or self._minutes[day], entered) for instant, day, entered in moments]
            order = sorted(range(len(keyed)), key=keyed.__getitem__)
            kind_of, day_of = [kind_of[place] for place in order], [day_of[place] for place in order]
            own, subject = ([column[place] for place in order] if own else () for column in (own, subject))
        return Trail(kind_of, list(map(self._days.__getitem__, day_of)), own, subject)


def _may_be_set_aside(programmes: Iterable[Programme]) -> list[str]:
    """The kinds of which some count for nothing, by what their detail says (:data:`~rules.facts.SET_ASIDE`):
    no other detail has to be read."""
    rules = (rule for programme in programmes for rule in programme.facts)
    return sorted({*OF_POST, *(rule.kind for rule in rules if rule.must_arrive)})


def _query(programmes: Iterable[Programme], *, by_nation: bool) -> Select[*tuple[Any, ...]]:
    """A row a case: its key, its programme's key, the nation, and lists of what each fact says, joined by
    commas: kind, day, instant, instant of recording, own key, and the key of what it is about. Days,
    instants and keys are as the vault keeps them."""
    said = (
        CaseFact.kind,
        type_coerce(CaseFact.happened_on, String),
        func.coalesce(type_coerce(CaseFact.happened_at, String), _NOTHING),
        type_coerce(CaseFact.recorded_at, String),
        type_coerce(CaseFact.id, String),
        func.coalesce(type_coerce(CaseFact.about_id, String), _NOTHING),
    )
    nation = Participant.nation if by_nation else null()
    counts = or_(_SAYS_NOTHING, CaseFact.kind.not_in(_may_be_set_aside(programmes)), _STANDS)
    query = (
        select(_CASE_KEY, Case.programme, nation, *(func.aggregate_strings(each, ",") for each in said))
        .outerjoin(CaseFact, (CaseFact.case_id == Case.id) & CaseFact.withdrawn_at.is_(None) & counts)
        .where(_CASE_KEY.in_(OF_THESE_KEYS))
        .group_by(Case.id)
    )
    return query.join(Participant, Participant.id == Case.participant_id) if by_nation else query


class _Days(dict[str, date]):
    """Days by how the vault keeps them."""

    def __missing__(self, written: str) -> date:
        day = self[written] = date.fromisoformat(written)
        return day


class _FirstMinutes(dict[str, str]):
    """When a Europe/London day begins, by how the vault keeps the day, written as it keeps instants."""

    def __missing__(self, written: str) -> str:
        first = midnight(date.fromisoformat(written)).astimezone(UTC)
        moment = self[written] = first.strftime(_AS_STORED)
        return moment
