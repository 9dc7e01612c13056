"""Completing a case, learning of a death, and taking a wrong end back (X2, X8, X9, X13)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import select

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.plan import activity_lines
from jfs_desktop.casework.recording import completion, facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.journey.ends import (
    DIED,
    DIED_ON,
    DIED_ON_REASON,
    TOLD_BY,
    code_of_completion,
    last_engaged,
)
from jfs_desktop.rules.journey.journey import stage_of, start_date
from jfs_desktop.rules.plan.completion import completed_on
from jfs_desktop.rules.programme.fixed_choices import END_CODE, END_DATE, LAST_ENGAGED, REASON
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.reasons import TAKEN_BACK, says_why, told_why
from jfs_desktop.rules.writing.wording import STILL_TO_COME, long_day
from jfs_desktop.store.unit_of_work import Change, Verb

COMPLETE = Verb("ends.complete", "complete the case")
LEARN_DEATH = Verb("ends.learn_death", "")
TAKE_BACK = Verb("ends.take_back", "")
"""An end is corrected with a reason; what it stopped comes back with it."""

CHANGED = Changed.CASES | Changed.CLOCKS | Changed.HISTORY | Changed.SESSIONS | Changed.PLAN
ENGAGED_REASON = "last_engaged_reason"
_ENDS = (FactKind.COMPLETED, FactKind.ENDED_EARLY, FactKind.DEATH_LEARNED, FactKind.AUTO_END_SEEN)


@dataclass(frozen=True, slots=True, repr=False)
class Engaged(Discreet):
    """The last engaged day as it goes to PRaP; None takes the day that the record shows. Another day
    than that needs a ``reason`` (X13)."""

    on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Death(Discreet):
    """What is known of a death: when it was learned, who told, and the day of it, if known."""

    learned_on: date
    told_by: str
    died_on: date | None = None
    note: str = ""
    detail: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    """Why the day of death lies before a day on which the record shows them met."""


def complete(
    workspace: Workspace,
    case_id: UUID,
    *,
    engaged: Engaged | None = None,
    late_reason: str = "",
    note: str = "",
) -> Outcome[date]:
    """Record the completion, on the day on which the last of the tests was met (X2), with the entry
    that PRaP is to get: the completer's code, end date and last engaged day.

    Finalising that nobody had begun begins on that day (T22). A completion after the last working
    day stands as a fact and needs ``late_reason``, for it misses CSS 4 (AMB-30, T27). Raises
    RefusedByRule while a test is open, BadInput (``last_engaged_on``, ``last_engaged_reason``,
    ``late_reason``), NotFound.
    """
    with workspace.changing(COMPLETE, case_id=case_id) as change:
        known = case_facts.load(change.db, case_id)
        programme = workspace.programmes.of(known)
        on = _day_of_completion(change, workspace, known)
        if _stage_on(workspace, known, programme, on) is Stage.STARTED:
            facts.write(change, workspace, case_id, WhatHappened(FactKind.FINALISING_BEGUN, on))
        code = code_of_completion(programme)
        detail = {END_CODE: str(code.code), END_DATE: on.isoformat()} | engaged_detail(
            known, programme, on, engaged or Engaged()
        )
        happened = WhatHappened(FactKind.COMPLETED, on, note=note, detail=detail, late_reason=late_reason)
        facts.write(change, workspace, case_id, happened)
    return Outcome(on, CHANGED, frozenset({case_id}), change.change_id, COMPLETE.label)


def died(told: Collection[FactView]) -> bool:
    """Whether these facts of a case tell of a death that was not taken back (X8)."""
    return any(
        fact.kind == FactKind.DEATH_LEARNED
        or (fact.kind == FactKind.ENDED_EARLY and fact.detail.get(REASON) == DIED)
        for fact in told
        if not fact.withdrawn_reason
    )


def learn_death(workspace: Workspace, case_id: UUID, death: Death) -> Outcome[UUID]:
    """Note that the person has died, in whatever stage the case is: nothing goes out from here on.

    Raises BadInput where nobody is named who told, NotFound.
    """
    with workspace.changing(LEARN_DEATH, case_id=case_id) as change:
        fact_id = write_death(change, workspace, case_id, death)
    return Outcome(fact_id, CHANGED, frozenset({case_id}), change.change_id)


def take_back(workspace: Workspace, case_id: UUID, reason: str) -> Outcome[str]:
    """Take a wrong end back with a reason: every fact of it, a death too (X8). What was frozen stays.

    Raises BadInput without a reason, RefusedByRule where there is no end, or the end is keyed on PRaP.
    """
    reason = told_why(reason, TAKEN_BACK)
    with workspace.changing(TAKE_BACK, case_id=case_id, reason=reason) as change:
        known = case_facts.load(change.db, case_id)
        programme = workspace.programmes.of(known)
        keyed = known.last(FactKind.END_KEYED)
        if keyed is not None:
            raise RefusedByRule(
                f"The end was keyed on PRaP on {long_day(keyed.on)}.",
                paragraph=programme.settings.record_paragraph,
                remedy="Take that entry back first, with a reason, if it is wrong.",
            )
        wrong = [fact.id for fact in known.of(*_ENDS)]
        if not wrong:
            raise RefusedByRule("No end is recorded on this case.")
        for row in change.db.scalars(select(CaseFact).where(CaseFact.id.in_(wrong))):
            row.withdrawn_at, row.withdrawn_reason = change.at, reason
        change.db.flush()
        activity_lines.put_missing(change, programme, case_id, workspace.new_key)
    return Outcome(reason, CHANGED, frozenset({case_id}), change.change_id)


def write_death(change: Change, workspace: Workspace, case_id: UUID, death: Death) -> UUID:
    """The same within a change that is open. Raises BadInput (``died_on``, ``died_on_reason``) for a day of
    death that is still to come, before birth, or before they were last met without the reason."""
    detail = dict(death.detail) | {TOLD_BY: death.told_by.strip()}
    if death.died_on is not None:
        detail[DIED_ON] = death.died_on.isoformat()
        if death.reason.strip():
            detail[DIED_ON_REASON] = death.reason.strip()
        _refuse_before_birth(change, workspace, case_id, death.died_on)
    happened = WhatHappened(FactKind.DEATH_LEARNED, death.learned_on, note=death.note, detail=detail)
    return facts.write(change, workspace, case_id, happened).id


def _refuse_before_birth(change: Change, workspace: Workspace, case_id: UUID, died_on: date) -> None:
    if died_on > workspace.today():
        raise BadInput(STILL_TO_COME, field=DIED_ON)
    born = change.db.get_one(Participant, case_of(change.db, case_id).participant_id).date_of_birth
    if born is not None and died_on < born:
        raise BadInput(
            f"This lies before their birth, {long_day(born)}. Check the year.",
            field=DIED_ON,
            paragraph="JFS 5.11",
        )


def engaged_detail(known: CaseFacts, programme: Programme, end: date, said: Engaged) -> dict[str, str]:
    """The last engaged day as it stands in the end's detail. Raises BadInput for a day before the start or
    after the end, or for another than the record shows without a reason (X13)."""
    shown = last_engaged(known, programme, end)
    asks = programme.fact_kinds[FactKind.COMPLETED].asks
    paragraph = next((one.paragraph for one in asks if one.key == LAST_ENGAGED), "")
    on = said.on or (shown.on if shown is not None else None)
    if on is None:
        raise BadInput("Say which day was the last engaged day.", field=LAST_ENGAGED, paragraph=paragraph)
    started = start_date(known)
    outside = f"after the end, {long_day(end)}" if on > end else ""
    if started is not None and on < started:
        outside = f"before the start, {long_day(started)}"
    if outside:
        raise BadInput(f"The last engaged day cannot lie {outside}.", field=LAST_ENGAGED, paragraph=paragraph)
    moved = shown is None or on != shown.on
    if moved and not says_why(said.reason):
        shows = f"The record shows {long_day(shown.on)}" if shown is not None else "The record shows no day"
        raise BadInput(f"{shows}. Say why it is another.", field=ENGAGED_REASON, paragraph=paragraph)
    detail = {LAST_ENGAGED: on.isoformat()}
    return detail | {ENGAGED_REASON: said.reason.strip()} if moved else detail


def _day_of_completion(change: Change, workspace: Workspace, known: CaseFacts) -> date:
    against = completion.refusal_of_completion(change.db, workspace, known)
    if against is not None:
        raise RefusedByRule(against.text, paragraph=against.paragraph)
    on = completed_on(completion.tests_of(change.db, workspace, known))
    if on is None:
        raise RefusedByRule("No test of a completer was met on a day that is known.", paragraph="JFS 5.02")
    return on


def _stage_on(workspace: Workspace, known: CaseFacts, programme: Programme, on: date) -> Stage:
    return stage_of(known.until(on), programme, workspace.calendar, on)
