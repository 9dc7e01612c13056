"""Moves that a case made by itself, told to the adviser until each is read (T5, T16, T17, T25, T28; R3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.cases.automatic_moves import moves_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.errors import NotFound
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.case import CaseFact
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.clocks.clocks import ClockReading
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import long_day
from jfs_desktop.store.unit_of_work import Verb

SEE = Verb("moves_told.see", "note that the move was read")
_STAGE = "stage"
_SETTLED_BY: Mapping[Stage, tuple[FactKind, ...]] = {
    Stage.LAPSED: (FactKind.HANDED_BACK,),
    Stage.DNA: (FactKind.DNA_KEYED,),
    Stage.AUTO_DNA: (FactKind.HANDED_BACK,),
    Stage.TIME_EXPIRED: (FactKind.COMPLETED, FactKind.ENDED_EARLY, FactKind.AUTO_END_SEEN),
    Stage.AUTO_ENDED: (FactKind.AUTO_END_SEEN,),
}
"""What each move asks for."""
_SEEN = select(CaseFact.about_id).where(
    CaseFact.kind == FactKind.MOVE_SEEN.value,
    CaseFact.withdrawn_at.is_(None),
    CaseFact.about_id.is_not(None),
)
_UNREAD = select(CaseFact.case_id).where(
    CaseFact.kind == FactKind.MOVED_BY_ITSELF.value,
    CaseFact.withdrawn_at.is_(None),
    CaseFact.id.not_in(_SEEN),
)


@dataclass(frozen=True, slots=True, repr=False)
class ToldMove(Discreet):
    """One move: whose, what happened on which day, by which paragraph, and what can still be done.

    ``clock`` is what is now to be done on the case, the most urgent first; None where nothing is.
    """

    fact_id: UUID
    case_id: UUID
    name: str
    stage: Stage
    on: date
    told: str
    can_still: str
    paragraph: str
    clock: ClockReading | None = None


def see(workspace: Workspace, fact_id: UUID) -> Outcome[UUID]:
    """Note that the adviser has read of a move, so that Today does not tell it again. Raises NotFound."""
    with workspace.reading() as db:
        row = db.get(CaseFact, fact_id)
        case_id = row.case_id if row is not None and row.kind == FactKind.MOVED_BY_ITSELF else None
    if case_id is None:
        raise NotFound("This move is not in the vault any more.")
    with workspace.changing(SEE, case_id=case_id) as change:
        said = WhatHappened(FactKind.MOVE_SEEN, workspace.today(), about=fact_id)
        facts.write(change, workspace, case_id, said)
    changed = Changed.CASES | Changed.HISTORY
    return Outcome(fact_id, changed, frozenset({case_id}), change.change_id, SEE.label)


def cases_with_moves(db: Session) -> set[UUID]:
    """Cases with a standing note of a move that nobody has read."""
    return {case_id for case_id in db.scalars(_UNREAD) if case_id is not None}


def unread(known: CaseFacts) -> Iterator[Fact]:
    """The moves of a case of which nobody has read, earliest first."""
    seen = {fact.about for fact in known.of(FactKind.MOVE_SEEN)}
    return (fact for fact in known.of(FactKind.MOVED_BY_ITSELF) if fact.id not in seen)


def told(
    known: CaseFacts,
    name: str,
    programme: Programme,
    readings: Iterable[ClockReading],
    calendar: WorkingDays,
    *,
    today: date,
) -> Iterator[ToldMove]:
    """The unread moves of one case in the profile's words; ``readings`` are its clocks. One that was
    overtaken by what was recorded for an earlier day is no more told, though its note still stands."""
    waiting = tuple(unread(known))
    if not waiting:
        return
    rules: Mapping[str, tuple[str, str, str]] = {
        rule.stage.value: (rule.told or rule.meaning, rule.can_still, rule.paragraph)
        for rule in programme.stages
    }
    came_about = moves_of(known, programme, calendar, today)
    for fact in waiting:
        stage = Stage(fact.detail[_STAGE])
        if (stage, fact.on) not in came_about:
            continue
        words, can_still, paragraph = rules[stage.value]
        if known.case_id is not None:
            clock = _to_do(readings)
            can_still = _done_since(stage, known, programme) or can_still
            yield ToldMove(fact.id, known.case_id, name, stage, fact.on, words, can_still, paragraph, clock)


def _done_since(stage: Stage, known: CaseFacts, programme: Programme) -> str:
    """What was done since about a move, so that its words ask for it no more; '' where nothing was."""
    done = known.last(*_SETTLED_BY.get(stage, ()))
    return f"Done since: {programme.fact_kinds[done.kind].name}, {long_day(done.on)}." if done else ""


def _to_do(readings: Iterable[ClockReading]) -> ClockReading | None:
    due = [one for one in readings if one.actionable and one.is_open and one.due is not None]
    return min(due, key=lambda one: (one.due or date.max, one.id), default=None)
