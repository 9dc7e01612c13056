"""Which open clocks of which cases another calendar moves, from which day to which (W17)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.adopted_calendars import AdoptedCalendars
from jfs_desktop.casework.desk.standings import Standings
from jfs_desktop.records.calendar import MovedDate
from jfs_desktop.records.case import CaseSummary
from jfs_desktop.rules.calendar.working_days import OutsideCalendar, WorkingDays
from jfs_desktop.rules.caseload.fact_columns import FactColumns, apart_kinds, columns_of_trails
from jfs_desktop.rules.caseload.many_clocks import ManyClocks
from jfs_desktop.rules.clocks.clock_state import OPEN_STATES, ClockState, Mark
from jfs_desktop.rules.clocks.clocks import clocks_for
from jfs_desktop.rules.facts.facts import Nation
from jfs_desktop.rules.programme.programme import Programme


@dataclass(frozen=True, slots=True)
class Move:
    """One due date that moves. ``late`` and ``was_late`` are by the new and by the old date."""

    case_id: UUID
    programme: str
    clock: str
    before: date
    after: date
    late: bool
    was_late: bool


class Moves:
    """Finds what moves between two calendars on one day, batch after batch."""

    def __init__(
        self, programmes: Mapping[str, Programme], before: WorkingDays, after: WorkingDays, today: date
    ) -> None:
        self._programmes, self._calendars, self._today = programmes, (before, after), today
        self._standings = Standings(programmes, after, today)
        self._pairs: dict[tuple[str, Nation | None], tuple[ManyClocks, ManyClocks]] = {}

    def of(self, db: Session, case_ids: Collection[UUID]) -> list[Move]:
        """What moves of up to some thousand cases, within the transaction that is open."""
        found: list[Move] = []
        by_key = {case_id.hex: case_id for case_id in case_ids}
        for (programme, nation), trails in self._standings.trails(db, list(by_key)).items():
            columns = columns_of_trails(list(trails.values()))
            ids = [by_key[key] for key in trails]
            apart = columns.to_read_apart(apart_kinds(self._programmes[programme]))
            try:
                found += list(self._alike(programme, nation, columns, ids, apart))
            except OutsideCalendar:
                apart = set(range(len(ids)))
            found += self._one_by_one(db, programme, [ids[place] for place in apart])
        return found

    def _alike(
        self,
        programme: str,
        nation: Nation | None,
        columns: FactColumns,
        ids: Sequence[UUID],
        apart: Collection[int],
    ) -> Iterator[Move]:
        if (programme, nation) not in self._pairs:
            held, (before, after) = self._programmes[programme], self._calendars
            self._pairs[programme, nation] = (
                ManyClocks(held, before, self._today, nation),
                ManyClocks(held, after, self._today, nation),
            )
        old, new = (clocks.read(columns) for clocks in self._pairs[programme, nation])
        for was, now in zip(old, new, strict=True):
            if was.marks == now.marks:
                continue
            for place, first, then in zip(now.places, was.marks, now.marks, strict=True):
                if first.due != then.due and place not in apart:
                    yield from _move(ids[place], programme, now.rule.id, first, then)

    def _one_by_one(self, db: Session, programme: str, case_ids: Sequence[UUID]) -> Iterator[Move]:
        """The same for cases that columns of days do not do justice to. Where the earlier calendar ended
        too soon for a case, its dates are new and none has moved."""
        held = self._programmes[programme]
        for case_id, known in case_facts.load_many(db, case_ids).items():
            before, after = self._calendars
            try:
                old = clocks_for(known, held, before, self._today, explain=False)
            except OutsideCalendar:
                continue
            new = clocks_for(known, held, after, self._today, explain=False)
            for was, now in zip(old, new, strict=True):
                first, then = (Mark(one.state, one.due, one.met_on) for one in (was, now))
                yield from _move(case_id, programme, now.id, first, then)


class Notes:
    """Keeps what the current calendar moves, batch after batch; what it has worked out for one serves
    the next."""

    def __init__(self, programmes: Mapping[str, Programme], calendars: AdoptedCalendars, today: date) -> None:
        self._programmes, self._calendars, self._today = programmes, calendars, today
        self._now = calendars.current
        self._moves: dict[str, Moves | None] = {}

    def keep(self, db: Session, case_ids: Collection[UUID]) -> None:
        """Note what moves in those of the cases whose lines were worked out with an earlier calendar,
        before they are worked out anew in the transaction that is open."""
        stamps = select(CaseSummary.case_id, CaseSummary.calendar).where(
            CaseSummary.case_id.in_(list(case_ids)), CaseSummary.calendar != self._now.stamp
        )
        by_stamp: defaultdict[str, list[UUID]] = defaultdict(list)
        for case_id, stamp in db.execute(stamps):
            by_stamp[stamp].append(case_id)
        for stamp, behind in by_stamp.items():
            moves = self._since(stamp)
            if moves is not None:
                _write(db, self._now.version, moves.of(db, behind))

    def _since(self, stamp: str) -> Moves | None:
        if stamp not in self._moves:
            before = self._calendars.stamped(stamp)
            known = Moves(self._programmes, before, self._now, self._today) if before else None
            self._moves[stamp] = known
        return self._moves[stamp]


def _move(case_id: UUID, programme: str, clock: str, was: Mark, now: Mark) -> Iterator[Move]:
    if was.due is None or now.due is None or was.due == now.due:
        return
    if was.state in OPEN_STATES or now.state in OPEN_STATES:
        late, was_late = now.state is ClockState.LATE, was.state is ClockState.LATE
        yield Move(case_id, programme, clock, was.due, now.due, late, was_late)


def _write(db: Session, version: str, moves: Iterable[Move]) -> None:
    rows = [
        {
            "calendar": version,
            "case_id": move.case_id,
            "clock": move.clock,
            "due_before": move.before,
            "due_now": move.after,
            "late": move.late,
        }
        for move in moves
    ]
    if rows:
        db.execute(insert(MovedDate), rows)
