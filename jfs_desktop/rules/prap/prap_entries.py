"""What is to be keyed on PRaP on a case, worked out from its facts, clocks and stage (W1 to W13).

The profile says which entries there are, what each waits for and what is proposed when
(``rules/programme/prap_lists.py``); here they are found, with their due times and with what is still missing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from jfs_desktop.clock import LONDON
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.clocks.clocks import ClockReading
from jfs_desktop.rules.clocks.clocks import ClockState as Clock
from jfs_desktop.rules.facts.doubts import stopped_by
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.journey.guards import first_biting, guards_of
from jfs_desktop.rules.journey.journey import refusal, stage_of
from jfs_desktop.rules.programme.clock_rules import Said
from jfs_desktop.rules.programme.fixed_choices import END_CODE, REASON, Refusal
from jfs_desktop.rules.programme.prap_lists import PrapEntryRule, Proposal
from jfs_desktop.rules.programme.programme import Programme

ENTRY, TO_WHOM, TO_ID, PROOF, EVIDENCE = "entry", "to_whom", "to_id", "proof", "evidence"
LAST_ENGAGED, END_DATE = "last_engaged_on", "end_date"
"""Keys of a fact's detail: which entry is handed over, to whom (name and staff id), what is keyed, and what
shows that it is right."""


class EntryState(StrEnum):
    """How one entry stands. An overdue one stays so until it is keyed, handed over or not."""

    WAITING = "waiting"  # nothing can be keyed yet
    OPEN = "open"
    HANDED_OVER = "handed_over"
    OVERDUE = "overdue"
    KEYED = "keyed"  # without proof
    PROVED = "proved"


DONE = frozenset({EntryState.KEYED, EntryState.PROVED})


@dataclass(frozen=True, slots=True)
class Way:
    """One fact that would answer an entry, and everything that still stands against it."""

    fact: FactKind
    name: str
    missing: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class HandOver:
    """Who was asked to key an entry, and whether they have taken it over."""

    fact: UUID
    to: UUID | None
    to_name: str
    on: date
    at: datetime | None
    taken_over: bool


@dataclass(frozen=True, slots=True)
class PrapEntry:
    """One entry of a case.

    ``due`` is the day and ``due_at`` the instant where hours count, of which ``aim_at`` is the earlier
    time to work to. ``last_safe_on`` is the last day on which PRaP surely takes it, ``closes_on`` the day
    from which PRaP has closed the case by itself; ``alarm`` says that the due day is over and only those
    days are left (W10). ``proposed`` is what the facts lead to, with ``answers`` that follow from them.
    ``keyed`` is the fact that answered it. ``closed`` says that PRaP has closed the case by itself meanwhile.
    ``ready`` says that it can be keyed, whoever is to do it.
    """

    rule: PrapEntryRule
    state: EntryState
    ways: tuple[Way, ...]
    proposed: FactKind | None = None
    answers: Mapping[str, str] | None = None
    due: date | None = None
    due_at: datetime | None = None
    aim_at: datetime | None = None
    last_safe_on: date | None = None
    closes_on: date | None = None
    alarm: bool = False
    hand_over: HandOver | None = None
    keyed: Fact | None = None
    closed: bool = False
    ready: bool = True

    def as_seen_by(self, staff_id: UUID) -> PrapEntry:
        """The same in the list of one person: what was handed over to them is theirs to key (W14)."""
        mine = self.hand_over is not None and self.hand_over.to == staff_id
        if not mine or self.state is not EntryState.HANDED_OVER:
            return self
        return replace(self, state=_state(late=False, handed=False, ready=self.ready))

    @property
    def key(self) -> str:
        """The entry's key in the profile."""
        return self.rule.key

    @property
    def way(self) -> Way | None:
        """The proposed way."""
        return next((way for way in self.ways if way.fact is self.proposed), None)


def open_entries(
    facts: CaseFacts,
    readings: Sequence[ClockReading],
    programme: Programme,
    calendar: WorkingDays,
    now: datetime,
) -> tuple[PrapEntry, ...]:
    """Entries of one case that are not keyed yet, in the profile's order; ``readings`` are its clocks."""
    today = now.astimezone(LONDON).date()
    stage = stage_of(facts, programme, calendar, today)
    return tuple(
        _open(rule, facts, readings, programme, calendar, now=now)
        for rule in programme.prap.entries
        if _is_there(rule, facts, stage, readings) and not _gone(rule, facts, readings, today)
    )


def keyed_entries(
    facts: CaseFacts, programme: Programme, proved_by_picture: Collection[UUID]
) -> tuple[PrapEntry, ...]:
    """What was keyed on one case, each with or without its proof (W16)."""
    found = []
    for fact in facts.facts:
        rule = programme.prap.entry_of(fact.kind)
        if rule is None or not programme.fact_kinds[fact.kind].keyed_on_prap:
            continue
        proved = fact.id in proved_by_picture or bool(fact.detail.get(PROOF, "").strip())
        proved = proved or any(proof.about == fact.id for proof in facts.of(FactKind.ENTRY_PROVED))
        state = EntryState.PROVED if proved else EntryState.KEYED
        way = Way(fact.kind, _form_name(programme, fact.kind))
        found.append(PrapEntry(rule, state, (way,), fact.kind, fact.detail, keyed=fact))
    return tuple(found)


def same_time_next_day(instant: datetime) -> datetime:
    """The same clock time on the next day in London, or 24 hours later if that is earlier (AMB-36)."""
    local = instant.astimezone(LONDON)
    next_day = datetime.combine(local.date() + timedelta(days=1), local.time(), LONDON)
    return min(next_day.astimezone(instant.tzinfo), instant + timedelta(hours=24))


def last_engaged(facts: CaseFacts, programme: Programme, until: date) -> date | None:
    """The last day up to ``until`` on which the person took part (W13)."""
    days = [fact.on for fact in facts.of(*programme.prap.engaged_by) if fact.on <= until]
    return max(days, default=None)


def _is_there(rule: PrapEntryRule, facts: CaseFacts, stage: Stage, readings: Sequence[ClockReading]) -> bool:
    if facts.has(*rule.answered_by) or stage in rule.closed_in:
        return False
    if rule.only_in and stage not in rule.only_in:
        return False
    if rule.starts and not facts.has(*rule.starts):
        return False
    if rule.when_due:
        return any(reading.state in {Clock.LATE, Clock.DUE_TODAY} for reading in _own(rule, readings))
    return True


def _gone(rule: PrapEntryRule, facts: CaseFacts, readings: Sequence[ClockReading], today: date) -> bool:
    """Whether PRaP has closed the case, of which it holds no start: it takes nothing of it any more (W10)."""
    if not rule.gone_with or facts.has(FactKind.START_KEYED):
        return False
    return any(one.id == rule.gone_with and one.due is not None and today >= one.due for one in readings)


def _own(rule: PrapEntryRule, readings: Sequence[ClockReading]) -> Iterator[ClockReading]:
    """The open clocks of an entry, in the order of its rule."""
    for clock in rule.clocks:
        yield from (reading for reading in readings if reading.id == clock and reading.is_open)


def _open(
    rule: PrapEntryRule,
    facts: CaseFacts,
    readings: Sequence[ClockReading],
    programme: Programme,
    calendar: WorkingDays,
    *,
    now: datetime,
) -> PrapEntry:
    today = now.astimezone(LONDON).date()
    clock = next(_own(rule, readings), None)
    last_safe_on, closes_on = _last_days(rule, readings)
    closed = closes_on is not None and today >= closes_on and rule.once_closed is not None
    ways = tuple(
        Way(kind, _form_name(programme, kind), tuple(_missing(kind, facts, programme, calendar, today)))
        for kind in (rule.answered_by if closed else rule.facts)
    )
    stage = stage_of(facts, programme, calendar, today)
    proposal = None if closed else next((one for one in rule.proposals if _holds(one, facts, stage)), None)
    proposed = rule.once_closed if closed else proposal.propose if proposal else None
    ready = any(way.fact is proposed and not way.missing for way in ways) if proposed else not rule.waits
    handed = hand_over_of(rule.key, facts)
    late = clock is not None and _is_late(clock, now)
    return PrapEntry(
        rule,
        _state(late=late, handed=handed is not None, ready=ready),
        ways,
        proposed,
        _answers(proposal, facts, programme, today) if proposal else {},
        clock.due if clock else None,
        clock.due_at if clock else None,
        _aimed_at(rule, facts),
        last_safe_on,
        closes_on,
        late and bool(rule.closes),
        handed,
        closed=closed,
        ready=ready,
    )


def _aimed_at(rule: PrapEntryRule, facts: CaseFacts) -> datetime | None:
    started = facts.last(*rule.starts) if rule.starts else None
    if not rule.same_clock_time or started is None or started.at is None:
        return None
    return same_time_next_day(started.at)


def _state(*, late: bool, handed: bool, ready: bool) -> EntryState:
    if late:
        return EntryState.OVERDUE
    if handed:
        return EntryState.HANDED_OVER
    return EntryState.OPEN if ready else EntryState.WAITING


def _is_late(clock: ClockReading, now: datetime) -> bool:
    return clock.state is Clock.LATE or (clock.due_at is not None and now > clock.due_at)


def _last_days(rule: PrapEntryRule, readings: Sequence[ClockReading]) -> tuple[date | None, date | None]:
    """The last safe day, which is the one before PRaP closes where none is named, and that on which it
    closes, whether those clocks still run or not: PRaP knows nothing of what is recorded here."""
    safe, closes = (
        next((one.due for one in readings if one.id == clock and one.due is not None), None)
        for clock in (rule.last_safe, rule.closes)
    )
    if safe is None and closes is not None:
        safe = closes - timedelta(days=1)
    return safe, closes


def _missing(
    kind: FactKind, facts: CaseFacts, programme: Programme, calendar: WorkingDays, today: date
) -> Iterator[Refusal]:
    """Everything that a guard still asks for, not only the first of it."""
    stage = stage_of(facts, programme, calendar, today)
    told: set[str] = set()
    for guard in guards_of(kind, facts, programme, None):
        against = first_biting((guard,), stage, facts, programme, calendar=calendar, on=today)
        if against is not None and against.text not in told:
            told.add(against.text)
            yield against
    if not told:
        against = refusal(kind, facts, programme, calendar, today=today, on=today)
        if against is not None:
            yield against


def _holds(proposal: Proposal, facts: CaseFacts, stage: Stage) -> bool:
    latest = facts.last(*proposal.after)
    if latest is None or facts.has(*proposal.unless):
        return False
    if proposal.only_in and stage not in proposal.only_in:
        return False
    if proposal.stopped and stopped_by(facts) is None:
        return False
    if proposal.said is not None and not _was_said(proposal.said, facts):
        return False
    if not proposal.since:
        return True
    before = facts.last(*proposal.since)
    return before is None or facts.facts.index(before) < facts.facts.index(latest)


def _was_said(said: Said, facts: CaseFacts) -> bool:
    last = facts.last(said.fact)
    return last is not None and last.detail.get(said.key, "") in said.answers


def _answers(proposal: Proposal, facts: CaseFacts, programme: Programme, today: date) -> dict[str, str]:
    """What goes with the proposed fact as far as the case tells it."""
    led = facts.last(*proposal.after)
    own = led.detail.get(REASON, "") if led is not None and proposal.reason else ""
    given = {REASON: own or proposal.reason, EVIDENCE: proposal.evidence}
    answers = {key: said for key, said in given.items() if said}
    if programme.fact_kinds[proposal.propose].code_list == "end_codes":
        ended = facts.last(FactKind.COMPLETED, FactKind.ENDED_EARLY)
        on = ended.on if ended else today
        engaged = last_engaged(facts, programme, on)
        answers |= {END_DATE: on.isoformat()}
        answers |= {LAST_ENGAGED: engaged.isoformat()} if engaged else {}
        answers |= _told_with(ended)
        codes = [code for code in programme.end_codes if _goes_with(code.reasons, code.completes, ended)]
        answers |= {END_CODE: str(codes[0].code)} if len(codes) == 1 else {}
    return answers


def _told_with(ended: Fact | None) -> dict[str, str]:
    """What was settled when the end itself was recorded (X9, X13)."""
    detail = ended.detail if ended is not None else {}
    return {key: detail[key] for key in (LAST_ENGAGED, END_DATE) if detail.get(key)}


def _goes_with(reasons: tuple[str, ...], completes: bool, ended: Fact | None) -> bool:
    if ended is None:
        return False
    if ended.kind is FactKind.COMPLETED:
        return completes
    return ended.detail.get(REASON, "") in reasons


def hand_over_of(key: str, facts: CaseFacts) -> HandOver | None:
    """The latest hand-over of the entry of that key."""
    handed = [fact for fact in facts.of(FactKind.ENTRY_HANDED_OVER) if fact.detail.get(ENTRY) == key]
    if not handed:
        return None
    last = handed[-1]
    taken = any(fact.about == last.id for fact in facts.of(FactKind.ENTRY_TAKEN_OVER))
    to = last.detail.get(TO_ID, "")
    return HandOver(last.id, UUID(to) if to else None, last.detail.get(TO_WHOM, ""), last.on, last.at, taken)


def _form_name(programme: Programme, kind: FactKind) -> str:
    form = programme.prap.form(kind)
    return form.name if form else programme.fact_kinds[kind].name
