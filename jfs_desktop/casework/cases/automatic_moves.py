"""Moves that a case makes by itself, because a day passed: noted in the journal and told.

REQUIREMENTS, 'State machine', T5, T16, T17, T25 and T28.

The stage itself is worked out from facts and days (``rules/journey/journey.py``); what is noted here is
that it came about, on which day, so that nobody learns of it by chance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.case import Case, CaseFact, CaseSummary
from jfs_desktop.records.participant import Participant
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.clocks.clocks import automatic_ends
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.facts.transitions import BY_ITSELF
from jfs_desktop.rules.journey.journey import stage_after
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import whole_name
from jfs_desktop.store.unit_of_work import Change, Verb

NOTE = Verb("automatic_moves.note", "")
OVERTAKEN = "What was recorded since then says otherwise."
_STAGE = "stage"
_MOST_AT_ONCE = 200
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, repr=False)
class AutomaticMove(Discreet):
    """One case that moved by itself: to which stage, and on which Europe/London day."""

    case_id: UUID
    name: str
    stage: Stage
    stage_name: str
    on: date


def note(workspace: Workspace) -> Outcome[tuple[AutomaticMove, ...]]:
    """Note what moved by itself since this was last asked; the moves found, earliest first.

    A note that no longer holds, because something was recorded for an earlier day or the
    calendar changed, is taken back. Run at the start, at midnight and after such changes.
    """
    with workspace.reading() as db:
        cases = _candidates(db)
    moves: list[AutomaticMove] = []
    for begin in range(0, len(cases), _MOST_AT_ONCE):
        with workspace.changing(NOTE) as change:
            moves += _note_some(change, workspace, cases[begin : begin + _MOST_AT_ONCE])
    case_ids = frozenset(move.case_id for move in moves)
    changed = Changed.CASES | Changed.CLOCKS | Changed.HISTORY if moves else Changed(0)
    return Outcome(tuple(sorted(moves, key=lambda move: move.on)), changed, case_ids)


def moves_of(
    facts: CaseFacts, programme: Programme, calendar: WorkingDays, today: date
) -> tuple[tuple[Stage, date], ...]:
    """Every turning of a day that really moved the case until today, earliest first."""
    ends = automatic_ends(facts, programme, calendar, today)

    def stage_on(day: date) -> Stage:
        return stage_after(facts.until(day), [end for end in ends if end[1] <= day], day)

    turned = (end for end in dict.fromkeys(ends) if stage_on(end[1] - _ONE_DAY) is not end[0])
    return tuple((stage, day) for stage, day in turned if stage_on(day) is stage)


def _candidates(db: Session) -> list[UUID]:
    """Cases that stand where only a day can have brought them without a note of it, and open ones
    with a note that may have been overtaken."""
    noted = exists().where(
        CaseFact.case_id == CaseSummary.case_id,
        CaseFact.kind == FactKind.MOVED_BY_ITSELF.value,
        CaseFact.withdrawn_at.is_(None),
    )
    moved = CaseSummary.stage.in_([stage.value for stage in BY_ITSELF])
    query = select(CaseSummary.case_id).where((moved & (CaseSummary.open | ~noted)) | (~moved & noted))
    return list(db.scalars(query))


def _note_some(change: Change, workspace: Workspace, case_ids: list[UUID]) -> Iterator[AutomaticMove]:
    db = change.db
    people = db.execute(
        select(Case.id, Participant.first_name, Participant.last_name)
        .join(Participant, Participant.id == Case.participant_id)
        .where(Case.id.in_(case_ids))
    )
    names = {case_id: whole_name(first, last) for case_id, first, last in people}
    for case_id, facts in case_facts.load_many(db, case_ids).items():
        programme = workspace.programmes.of(facts)
        moves = moves_of(facts, programme, workspace.calendar, workspace.today())
        _take_back(change, facts, moves)
        for stage, day in moves:
            if _noted(facts, stage, day) is None:
                change.db.add(_fact(change, workspace, case_id, stage, day))
                change.case_ids.add(case_id)
                yield AutomaticMove(case_id, names[case_id], stage, programme.stage_names[stage.value], day)


def _noted(facts: CaseFacts, stage: Stage, day: date) -> Fact | None:
    notes = facts.of(FactKind.MOVED_BY_ITSELF)
    return next((fact for fact in notes if fact.on == day and fact.detail.get(_STAGE) == stage), None)


def _take_back(change: Change, facts: CaseFacts, moves: tuple[tuple[Stage, date], ...]) -> None:
    standing = [_noted(facts, stage, day) for stage, day in moves]
    for fact in facts.of(FactKind.MOVED_BY_ITSELF):
        if fact in standing:
            continue
        record = change.db.get_one(CaseFact, fact.id)
        record.withdrawn_at, record.withdrawn_reason = change.at, OVERTAKEN
        if record.case_id is not None:
            change.case_ids.add(record.case_id)


def _fact(change: Change, workspace: Workspace, case_id: UUID, stage: Stage, day: date) -> CaseFact:
    return CaseFact(
        id=workspace.new_key(),
        case_id=case_id,
        kind=FactKind.MOVED_BY_ITSELF.value,
        happened_on=day,
        happened_at=None,
        by_staff_id=None,
        detail={_STAGE: stage.value},
        recorded_at=change.at,
    )
