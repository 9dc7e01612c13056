"""Everything that Today shows: the clocks that are due, and what is to be done though no clock runs for it.

R3, W10, S11, M1, AMB-09, AMB-75; DESIGN 3.2. A late item stays until it is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from jfs_desktop.casework.cases import in_hand
from jfs_desktop.casework.cases.in_hand import CaseLine, InHand
from jfs_desktop.casework.cases.worklist import DAYS_AHEAD, context_of, one_per_duty
from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office import staff_checks
from jfs_desktop.casework.today import loose_ends, moves_told, putting_off
from jfs_desktop.casework.today.duties import (
    Todo,
    When,
    as_it_is,
    awaited,
    entry_to_key,
    meeting_to_finish,
    once_ended,
    to_be_keyed,
)
from jfs_desktop.casework.today.loose_end import LooseEnd
from jfs_desktop.casework.today.moves_told import ToldMove
from jfs_desktop.rules.clocks.clocks import ClockReading, ClockState, Moment, clocks_and_ends, next_to_run_out
from jfs_desktop.rules.clocks.lateness import reason_for_any
from jfs_desktop.rules.facts.facts import CaseFacts
from jfs_desktop.rules.journey.contact import MEETING_CLOCK
from jfs_desktop.rules.person.folding import folded
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.discreet import Discreet

__all__ = ["GROUP", "OFFICER", "OF_NO_CASE", "Cockpit", "Todo", "When", "cockpit"]

OF_NO_CASE = "Belongs to no case"
"""Stands where the name of a person stands otherwise."""
OFFICER = "For the nominated officer"
GROUP = "Group session"
_NO_DELAY = {
    putting_off.RESTRICTED: (OFFICER, "This cannot be put off: only the nominated officer may take it in."),
    putting_off.GROUP: (GROUP, "This cannot be put off: somebody may come in vain."),
    putting_off.COMPLAINT: (OF_NO_CASE, "A complaint that belongs to no case cannot be put off."),
}
_NOT_PUT_OFF = "What belongs to no case cannot be put off."


@dataclass(frozen=True, slots=True, repr=False)
class Cockpit(Discreet):
    """Today: what is to be done, most urgent first, what moved by itself, how much is put off, and the
    open cases that ask for nothing yet. ``turns_at`` is the next moment of this day at which it is another
    by itself (aware): a booked time comes, or hours run out."""

    day: date
    next_working_day: date
    todos: tuple[Todo, ...]
    moves: tuple[ToldMove, ...]
    put_off: int
    in_hand: tuple[InHand, ...] = ()
    turns_at: datetime | None = None
    closed: str = ""
    """Why nobody is named: the provider waits for a staff check (G5)."""

    def of(self, when: When) -> tuple[Todo, ...]:
        """What stands under one heading."""
        return tuple(todo for todo in self.todos if todo.when is when)


@dataclass(frozen=True, slots=True, repr=False)
class _Case(Discreet):
    """One case while it is looked through."""

    case_id: UUID
    name: str
    known: CaseFacts
    readings: tuple[ClockReading, ...]
    running: tuple[ClockReading, ...]
    context: str


def cockpit(workspace: Workspace) -> Cockpit:
    """Today as it stands now."""
    today, calendar = workspace.today(), workspace.calendar
    horizon = calendar.add(today, DAYS_AHEAD)
    with workspace.reading() as db:
        if closed := staff_checks.closed(db, workspace):
            return Cockpit(today, calendar.add(today, 1), (), (), 0, closed=closed)
        loose = loose_ends.in_the_vault(db, workspace, horizon)
        others = moves_told.cases_with_moves(db) | loose.case_ids
        lines = in_hand.lines(db, horizon, others)
        daily = {key: _ends_with_a_daily_one(programme) for key, programme in workspace.programmes.items()}
        asking = {
            key: line
            for key, line in lines.items()
            if line.due_by(horizon) or key in others or line.next_clock in daily[line.programme]
        }
        cases = tuple(_cases(db, workspace, horizon, asking))
    todos = [_of_no_case(end, today) for end in loose.of_no_case]
    moves: list[ToldMove] = []
    busy: set[UUID] = set()
    put_off = 0
    for case in cases:
        hidden, programme = putting_off.hidden(case.known, today), workspace.programmes.of(case.known)
        duties = _clock_todos(workspace, case, today, horizon)
        told = (once_ended(one, case.known, programme, calendar, today) for one in duties)
        found = [*told, *_loose_todos(workspace, case, today, loose)]
        shown = [todo for todo in found if todo.key not in hidden or todo.no_delay]
        put_off += len(found) - len(shown)
        todos += shown
        busy |= {case.case_id for _ in found}
        moves += moves_told.told(case.known, case.name, programme, case.running, calendar, today=today)
    moves.sort(key=lambda move: (move.on, folded(move.name)))
    todos = sorted(_with_moves(todos, moves), key=_order)
    hours = next_to_run_out((one for case in cases for one in case.running), workspace.now())
    turns_at = min((one for one in (loose.turns_at, hours) if one is not None), default=None)
    quiet = in_hand.in_hand(workspace, lines.values(), horizon, busy)
    return Cockpit(today, calendar.add(today, 1), tuple(todos), tuple(moves), put_off, quiet, turns_at)


def _with_moves(todos: Iterable[Todo], moves: Iterable[ToldMove]) -> Iterator[Todo]:
    """What has to be done because its case moved by itself says so, and the move is told there."""
    due_to: dict[UUID | None, list[ToldMove]] = {}
    for move in moves:
        due_to.setdefault(move.case_id, []).append(move)
    for todo in todos:
        its = (move for move in due_to.get(todo.case_id, ()) if _same(move.clock, todo.clock))
        found = next(its, None)
        yield todo if found is None else replace(todo, move=found)


def _same(one: ClockReading | None, other: ClockReading | None) -> bool:
    return one is not None and other is not None and (one.id, one.subject) == (other.id, other.subject)


_RANK: Mapping[When, int] = {When.LATE: 0, When.TODAY: 1, When.COMING: 2, When.LOOSE: 3}


def _order(todo: Todo) -> tuple[int, bool, date, str, bool]:
    """Of what is late, that of the contract comes before all that may wait. What became of a meeting is said
    before anything else of that day: the rest follows from it."""
    may_wait = todo.when is When.LATE and not todo.no_delay
    return (
        _RANK[todo.when],
        may_wait,
        todo.due or date.max,
        folded(todo.name),
        todo.kind != putting_off.PASSED,
    )


def _cases(
    db: Session, workspace: Workspace, horizon: date, lines: Mapping[UUID, CaseLine]
) -> Iterator[_Case]:
    today, calendar = workspace.today(), workspace.calendar
    moment = Moment(calendar, today, workspace.now())

    def listed(clock: ClockReading) -> bool:
        near = clock.due is not None and (clock.due <= horizon or _is_asked_daily(clock, today))
        return near and clock.is_open and clock.actionable

    read_by = {case_id: (line.programme, line.nation) for case_id, line in lines.items()}
    for case_id, known in case_facts.of_these(db, read_by).items():
        programme = workspace.programmes.of(known)
        readings, ends = clocks_and_ends(known, programme, moment, explain=listed)
        context = context_of(known, programme, calendar, today, ends=ends)
        running = tuple(one for one in readings if one.is_open and one.due is not None)
        yield _Case(case_id, lines[case_id].name, known, readings, running, context)


def _is_asked_daily(clock: ClockReading, today: date) -> bool:
    """Whether it is asked for on this day, however far its last one is: from the day after it began (I17)."""
    begun = clock.started_on
    return clock.rule.longest_wait is not None and begun is not None and begun < today


def _ends_with_a_daily_one(programme: Programme) -> frozenset[str]:
    """The clocks that one which is asked for daily may hide behind in the line of a case: itself, and those
    that end on the same day."""
    ends = {(one.counted_from, one.count) for one in programme.clocks if one.longest_wait is not None}
    return frozenset(
        one.id for one in programme.clocks if (one.counted_from or one.starts[0], one.count) in ends
    )


def _clock_todos(workspace: Workspace, case: _Case, today: date, horizon: date) -> Iterator[Todo]:
    programme = workspace.programmes.of(case.known)
    begun, entry = meeting_to_finish(case.known), entry_to_key(case.known)
    for clock, also in one_per_duty(case.running):
        to_finish = begun is not None and clock.id == MEETING_CLOCK
        to_key = bool(entry) and to_be_keyed(clock)
        daily = _is_asked_daily(clock, today)
        if clock.due is None or (clock.due > horizon and not (to_finish or to_key or daily)):
            continue
        if entry and not to_finish and not awaited(clock):
            continue  # nobody waits for somebody who will not start: it is keyed (E1, C2, E9, I21)
        key = putting_off.key_of(putting_off.CLOCK, clock.id, clock.subject)
        against = putting_off.refused(programme, key)
        when = {ClockState.LATE: When.LATE, ClockState.DUE_TODAY: When.TODAY}.get(clock.state, When.COMING)
        target = clock.target_on  # of our own making, so it waits for a working day
        aimed = (
            when is When.COMING
            and (daily or (target is not None and target <= today))
            and workspace.calendar.is_working(today)
        )
        todo = Todo(
            key,
            putting_off.CLOCK,
            case.case_id,
            case.name,
            clock.name,
            "",
            clock.action,
            When.TODAY if aimed else when,
            clock.due,
            case.context,
            clock,
            also,
            reason_for_any(case.known, (clock, *also)) if when is When.LATE else "",
            f"{against.text} ({against.paragraph})" if against else "",
            aimed,
            clock.subject,
            warned=aimed and clock.warning_on is not None and clock.warning_on <= today,
        )
        yield as_it_is(todo, case.known, begun if to_finish else None, entry if to_key else "")


def _loose_todos(
    workspace: Workspace, case: _Case, today: date, loose: loose_ends.LooseEnds
) -> Iterator[Todo]:
    programme = workspace.programmes.of(case.known)
    for end in loose.of(workspace, case.case_id, case.known, case.readings):
        against = putting_off.refused(programme, end.key)
        todo = Todo(
            end.key,
            end.kind,
            case.case_id,
            case.name,
            end.what,
            end.why,
            end.action,
            When.LOOSE,
            end.due,
            case.context,
            no_delay=against.text if against else "",
            about=end.about,
        )
        when = _when(end, today)
        aimed = when is When.COMING and end.aim is not None and end.aim <= today
        yield replace(todo, when=When.TODAY if aimed else when, aimed=aimed)


def _of_no_case(end: LooseEnd, today: date) -> Todo:
    """It is not put off: that is noted on a case."""
    name, no_delay = _NO_DELAY.get(end.kind, (OF_NO_CASE, _NOT_PUT_OFF))
    return Todo(
        end.key,
        end.kind,
        None,
        name,
        end.what,
        end.why,
        end.action,
        _when(end, today),
        end.due,
        no_delay=no_delay,
        about=end.about,
    )


def _when(end: LooseEnd, today: date) -> When:
    if end.due is None:
        return When.LOOSE
    return When.LATE if end.due < today else When.TODAY if end.due == today else When.COMING
