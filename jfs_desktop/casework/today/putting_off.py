"""Put something off on Today until a chosen day: only what no contract clock runs for.

What is put off stands in the vault as a fact of its case, is listed, and is shown again at will.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import RECORDED, WhatHappened
from jfs_desktop.errors import BadInput, NotFound, RefusedByRule
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.case import Case, CaseFact
from jfs_desktop.records.participant import Participant
from jfs_desktop.rules.calendar.counting import day_count
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.programme.fixed_choices import Refusal
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import weekday_day, whole_name
from jfs_desktop.store.unit_of_work import Verb

PUT_OFF = Verb("putting_off.put_off", "put it off")
SHOW = Verb("putting_off.show", "show it again")

ITEM, UNTIL, WHAT = "item", "until", "what"
SHOWN_AGAIN = "Shown again."
CLOCK, PROMISE, DOUBT, COMPLAINT, NOTICE, ENTRY = "clock", "promise", "doubt", "complaint", "notice", "entry"
QUERY, PASSED, RESTRICTED, REPLY, POST = "query", "passed", "restricted", "reply", "post"
STEPS, ATTEMPT, MAIL, SURVEY, LEFTOVER = "steps", "attempt", "mail", "survey", "leftover"
GROUP, COMPLETE, ABROAD = "group", "complete", "abroad"
DEATH, WORK, CLASH, STOPPED = "death", "work", "clash", "stopped"
_MAY_WAIT = frozenset({PROMISE, DOUBT, COMPLAINT, QUERY, REPLY, STEPS, SURVEY, LEFTOVER, WORK})


@dataclass(frozen=True, slots=True, repr=False)
class PutOff(Discreet):
    """One thing that Today hides, until the day before ``until`` is over."""

    fact_id: UUID
    case_id: UUID
    name: str
    what: str
    until: date


def key_of(kind: str, *parts: object) -> str:
    """The key by which an item of Today is known from day to day."""
    return ":".join((kind, *("" if part is None else str(part) for part in parts)))


def refused(programme: Programme, key: str) -> Refusal | None:
    """Why an item may not be put off; None where it may."""
    kind, clock_id = (*key.split(":"), "")[:2]
    if kind == CLOCK and programme.has_clock(clock_id):
        rule = programme.clock(clock_id)
        if rule.may_wait:
            return None
        return Refusal(f"'{rule.name}' is a date of the contract and cannot be put off.", rule.paragraph)
    if kind in _MAY_WAIT:
        return None
    return Refusal("This cannot be put off: something of the contract waits for it.", "")


def put_off(workspace: Workspace, case_id: UUID, key: str, what: str, until: date) -> Outcome[date]:
    """Hide an item of Today until a day. ``what`` says in words what it is, for the list of what is hidden.

    Raises RefusedByRule with the paragraph for a date of the contract, BadInput (``until``) for a day
    that is not to come, or later than such a thing may wait.
    """
    against = refused(workspace.programme_of(case_id), key)
    if against is not None:
        remedy = "Do it, or say why it is late; it stays here until it is done."
        raise RefusedByRule(against.text, paragraph=against.paragraph, remedy=remedy)
    if until <= workspace.today():
        raise BadInput("Choose a day that is still to come.", field=UNTIL)
    _refuse_too_long(workspace, case_id, key, until)
    detail = {ITEM: key, UNTIL: until.isoformat(), WHAT: what}
    with workspace.changing(PUT_OFF, case_id=case_id) as change:
        said = WhatHappened(FactKind.PUT_OFF, workspace.today(), detail=detail)
        facts.write(change, workspace, case_id, said)
    return Outcome(until, RECORDED, frozenset({case_id}), change.change_id, PUT_OFF.label)


def _refuse_too_long(workspace: Workspace, case_id: UUID, key: str, until: date) -> None:
    """What is to be done day by day is hidden for no longer than that (I17)."""
    kind, clock_id = (*key.split(":"), "")[:2]
    programme, today = workspace.programme_of(case_id), workspace.today()
    if kind != CLOCK or not programme.has_clock(clock_id):
        return
    rule = programme.clock(clock_id)
    if rule.longest_wait is None:
        return
    latest = day_count(rule.longest_wait, workspace.calendar, None)(today)
    if until > latest:
        raise BadInput(
            f"This is asked for day by day: put it off until {weekday_day(latest)} at the latest.",
            field=UNTIL,
            paragraph=rule.paragraph,
        )


def show_again(workspace: Workspace, fact_id: UUID) -> Outcome[UUID]:
    """Show at once what was put off. Raises NotFound where it is shown already."""
    with workspace.changing(SHOW) as change:
        fact = change.db.get(CaseFact, fact_id)
        gone = fact is None or fact.withdrawn_at is not None or fact.kind != FactKind.PUT_OFF
        if fact is None or fact.case_id is None or gone:
            raise NotFound("This is shown already.")
        fact.withdrawn_at, fact.withdrawn_reason = change.at, SHOWN_AGAIN
        change.case_ids.add(fact.case_id)
        case_id = fact.case_id
    return Outcome(fact_id, RECORDED, frozenset({case_id}), change.change_id, SHOW.label)


def hidden(known: CaseFacts, today: date) -> Mapping[str, date]:
    """What of a case is hidden on a day, by its key, and until when; what was said last counts."""
    said = {fact.detail.get(ITEM, ""): _until(fact.detail) for fact in known.of(FactKind.PUT_OFF)}
    return {key: until for key, until in said.items() if until is not None and until > today}


def all_put_off(workspace: Workspace) -> tuple[PutOff, ...]:
    """Everything that is hidden now, what comes back first on top."""
    with workspace.reading() as db:
        rows = db.execute(
            select(CaseFact, Participant.first_name, Participant.last_name)
            .join(Case, Case.id == CaseFact.case_id)
            .join(Participant, Participant.id == Case.participant_id)
            .where(CaseFact.kind == FactKind.PUT_OFF.value, CaseFact.withdrawn_at.is_(None))
            .order_by(CaseFact.recorded_at)
        ).all()
    found: dict[tuple[UUID, str], PutOff] = {}
    for fact, first, last in rows:
        until = _until(fact.detail)
        if until is not None and fact.case_id is not None:
            what = fact.detail.get(WHAT, "")
            key = (fact.case_id, fact.detail.get(ITEM, ""))
            found[key] = PutOff(fact.id, fact.case_id, whole_name(first, last), what, until)
    today = workspace.today()
    return tuple(sorted((one for one in found.values() if one.until > today), key=lambda one: one.until))


def _until(detail: Mapping[str, str]) -> date | None:
    try:
        return date.fromisoformat(detail.get(UNTIL, ""))
    except ValueError:
        return None
