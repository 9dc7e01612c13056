"""The PRaP worklist: every entry that is to be keyed, and one of them with its fields (W1 to W16)."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office import staff
from jfs_desktop.casework.recording import rejections
from jfs_desktop.errors import NotFound
from jfs_desktop.records.attachment import Attachment
from jfs_desktop.records.case import Case, CaseFact, CaseSummary
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral
from jfs_desktop.records.staff import Staff
from jfs_desktop.records.views import StaffView
from jfs_desktop.rules.clocks.clocks import clocks_for
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.journey.contact import Advice, Attempt, counting, thin_attempts
from jfs_desktop.rules.prap.prap_entries import PROOF, EntryState, PrapEntry, Way, keyed_entries, open_entries
from jfs_desktop.rules.prap.prap_values import FieldValue, field_values, prap_day
from jfs_desktop.rules.programme.fixed_choices import Refusal
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import day_and_time, whole_name

if TYPE_CHECKING:  # the list is counted at every start, and an entry opened later
    from jfs_desktop.casework.recording.fact_choices import FactChoice

SHOWN_DAYS = 14
"""How many days a keyed entry with its proof stays in the list."""
_AT_ONCE = 20
"""Of so many cases the entries are counted in one step."""
PROOF_PURPOSE = "prap_proof"
_ANSWERS = (FactKind.ACKNOWLEDGED, FactKind.REJECTED)


@dataclass(frozen=True, slots=True, repr=False)
class PrapLine(Discreet):
    """One entry in the list: whose it is, and who handed it to whom."""

    case_id: UUID
    name: str
    reference: str
    entry: PrapEntry
    keyed_by: str = ""

    @property
    def key(self) -> tuple[UUID, str]:
        """Tells entries apart: the case and the entry, or the fact that answered it."""
        return self.case_id, str(self.entry.keyed.id) if self.entry.keyed else self.entry.key


@dataclass(frozen=True, slots=True, repr=False)
class PrapList(Discreet):
    """The list: what is to be keyed, most urgent first, and what was keyed lately or lacks its proof."""

    to_key: tuple[PrapLine, ...]
    keyed: tuple[PrapLine, ...]
    me: UUID
    may_key: bool
    """Whether the person at this computer may mark entries as keyed (W14)."""
    closed: str = ""
    """Why nobody is named: the provider waits for a staff check (G5)."""


@dataclass(frozen=True, slots=True, repr=False)
class OpenedEntry(Discreet):
    """One entry with all that its form needs."""

    line: PrapLine
    choices: tuple[FactChoice, ...]
    """What may be recorded for the ways of the entry."""
    staff: tuple[StaffView, ...]
    me: StaffView
    minimums: Mapping[str, int]
    person: Mapping[str, str]
    facts: CaseFacts
    thin_attempts: tuple[Advice, ...] = ()
    """How the attempts fall short of good evidence for No Contact, while nobody was reached (AMB-10)."""

    @property
    def lapsed(self) -> bool:
        """Whether the entry came about because the referral was not answered, as far as is known here."""
        way_back = any(way.fact is FactKind.HANDED_BACK for way in self.line.entry.ways)
        return way_back and not self.facts.has(*_ANSWERS)

    def choice(self, kind: FactKind) -> FactChoice:
        """What is asked with one way of the entry."""
        return next(choice for choice in self.choices if choice.kind is kind)

    def values(
        self, programme: Programme, kind: FactKind, answers: Mapping[str, str]
    ) -> tuple[FieldValue, ...]:
        """The fields that PRaP asks for, filled in by the programme of the case."""
        form = programme.prap.form(kind)
        return field_values(form, self.person, self.facts, programme, answers) if form else ()


def worklist(workspace: Workspace) -> PrapList:
    """Every entry of every case. An overdue one stays until it is keyed; one handed over is in the list
    of both, and to be keyed in that of whom it was handed to."""
    from jfs_desktop.casework.office import staff_checks

    now, calendar = workspace.now(), workspace.calendar
    with workspace.reading() as db:
        closed = staff_checks.closed(db, workspace)
        people = {} if closed else _people(db, workspace)
        facts = case_facts.load_many(db, people)
        pictures = _proved_by_picture(db)
        names = {one.id: one.name for one in db.scalars(select(Staff))}
        keyed_by = _who_keyed(db, people)
    to_key: list[PrapLine] = []
    keyed: list[PrapLine] = []
    since = workspace.today() - timedelta(days=SHOWN_DAYS)
    for case_id, (name, reference) in people.items():
        programme = workspace.programmes.of(facts[case_id])
        readings = clocks_for(facts[case_id], programme, calendar, workspace.today(), now=now, explain=False)
        for entry in open_entries(facts[case_id], readings, programme, calendar, now):
            to_key.append(PrapLine(case_id, name, reference, entry.as_seen_by(workspace.me.id)))
        for entry in keyed_entries(facts[case_id], programme, pictures):
            fact = entry.keyed
            if fact is not None and (fact.on >= since or entry.state is EntryState.KEYED):
                by = keyed_by.get(fact.id)
                keyed.append(PrapLine(case_id, name, reference, entry, names.get(by, "") if by else ""))
    keyed.sort(key=lambda line: line.entry.keyed.on if line.entry.keyed else since, reverse=True)
    me = workspace.me
    may_key = me.prap_role or not workspace.programme.settings.prap_right_needed_to_key
    return PrapList(tuple(sorted(to_key, key=_urgency)), tuple(keyed), me.id, may_key, closed)


def count(workspace: Workspace) -> Generator[None, None, tuple[int, int]]:
    """:func:`late_and_now` of every case, counted in short steps while other work goes on."""
    with workspace.reading() as db:
        cases = tuple(db.scalars(select(CaseSummary.case_id).where(_TO_BE_KEYED)))
    late = now = 0
    for first in range(0, len(cases), _AT_ONCE):
        yield
        more = late_and_now(_to_key(workspace, cases[first : first + _AT_ONCE]))
        late, now = late + more[0], now + more[1]
    return late, now


def late_and_now(entries: Iterable[PrapEntry]) -> tuple[int, int]:
    """How many open entries are overdue, and how many are to be keyed now, these among them."""
    states = [entry.state for entry in entries]
    late = states.count(EntryState.OVERDUE)
    return late, late + states.count(EntryState.OPEN)


def _to_key(workspace: Workspace, case_ids: tuple[UUID, ...]) -> list[PrapEntry]:
    now, calendar, today = workspace.now(), workspace.calendar, workspace.today()
    with workspace.reading() as db:
        known = case_facts.load_many(db, case_ids)
    found: list[PrapEntry] = []
    for facts in known.values():
        programme = workspace.programmes.of(facts)
        readings = clocks_for(facts, programme, calendar, today, now=now, explain=False)
        entries = open_entries(facts, readings, programme, calendar, now)
        found += (entry.as_seen_by(workspace.me.id) for entry in entries)
    return found


def opened(workspace: Workspace, case_id: UUID, key: str) -> OpenedEntry:
    """One open entry with its fields. Raises NotFound where it is not, or no longer, to be keyed, and
    RefusedByRule without the staff check that the provider asks for (G5)."""
    from jfs_desktop.casework.office import staff_checks
    from jfs_desktop.casework.recording.fact_choices import of_kinds

    staff_checks.require(workspace)

    now = workspace.now()
    with workspace.reading() as db:
        person = person_of(db, case_id)
        facts = case_facts.load(db, case_id)
        tried = _attempts(db, counting(facts))
        doubled = rejections.doubled_case(db, workspace, facts)
        against = None if facts.has(*_ANSWERS) else rejections.against_acceptance(db, workspace, facts)
    programme = workspace.programme_of(case_id)
    readings = clocks_for(facts, programme, workspace.calendar, workspace.today(), now=now, explain=False)
    entries = open_entries(facts, readings, programme, workspace.calendar, now)
    entry = next((one for one in entries if one.key == key), None)
    if entry is None:
        raise NotFound("This entry is not to be keyed any more.")
    if against is not None:
        entry = replace(entry, ways=tuple(_held_up(way, against) for way in entry.ways))
    if doubled and entry.proposed is FactKind.REJECTED:
        entry = replace(entry, answers={**(entry.answers or {}), rejections.MATCHED: doubled.reference})
    line = PrapLine(case_id, person["name"], person["reference"], entry)
    return OpenedEntry(
        line,
        of_kinds(workspace, case_id, [way.fact for way in entry.ways]),
        tuple(one for one in staff.all_staff(workspace) if one.active),
        workspace.me,
        programme.minimum_figures,
        person,
        facts,
        thin_attempts(tried, programme),
    )


def _attempts(db: Session, counting: Collection[UUID]) -> tuple[Attempt, ...]:
    made = select(CaseFact).where(CaseFact.id.in_(counting))
    return tuple(
        Attempt(one.happened_on, one.channel, one.detail.get("result", "")) for one in db.scalars(made)
    )


def _held_up(way: Way, against: Refusal) -> Way:
    """An acceptance with what stands against it outside the case's own facts (R5, R8)."""
    if way.fact is not FactKind.ACKNOWLEDGED:
        return way
    return replace(way, missing=(*way.missing, against))


def entry_for_clock(workspace: Workspace, case_id: UUID, clock_id: str) -> str:
    """The key of the open entry that meets such a clock; '' where there is none."""
    now = workspace.now()
    with workspace.reading() as db:
        facts = case_facts.load(db, case_id)
    programme = workspace.programmes.of(facts)
    if not any(clock_id in rule.clocks for rule in programme.prap.entries):
        return ""
    readings = clocks_for(facts, programme, workspace.calendar, workspace.today(), now=now, explain=False)
    found = open_entries(facts, readings, programme, workspace.calendar, now)
    return next((one.key for one in found if clock_id in one.rule.clocks), "")


def line_json(line: PrapLine) -> dict[str, object]:
    """One entry as `jfs prap --json` prints it."""
    entry = line.entry
    handed = entry.hand_over
    return {
        "case_id": str(line.case_id),
        "name": line.name,
        "reference": line.reference,
        "entry": entry.key,
        "state": entry.state,
        "proposed": entry.proposed,
        "missing": [one.text for one in entry.way.missing] if entry.way and not entry.keyed else [],
        "due": entry.due_at or entry.due,
        "aim_at": entry.aim_at,
        "last_safe_on": entry.last_safe_on,
        "closes_on": entry.closes_on,
        "handed_to": handed.to_name if handed else "",
        "taken_over": handed.taken_over if handed else False,
        "keyed_on": entry.keyed.on if entry.keyed else None,
        "keyed_by": line.keyed_by,
        "paragraph": entry.rule.paragraph,
    }


def person_of(db: Session, case_id: UUID) -> dict[str, str]:
    """What the referral of a case holds of the fields that PRaP asks for. Raises NotFound."""
    case = case_of(db, case_id)
    person = db.get_one(Participant, case.participant_id)
    referral = db.get_one(Referral, case.referral_id)
    return {
        "reference": referral.prap_reference,
        "name": person.name,
        "ni_number": person.ni_number or "",
        "date_of_birth": prap_day(person.date_of_birth) if person.date_of_birth else "",
        "referral_date": prap_day(referral.referral_made_on),
        "received": day_and_time(referral.received_at),
        "jobcentre": referral.jobcentre,
        "work_coach": referral.work_coach,
    }


def _people(db: Session, workspace: Workspace) -> dict[UUID, tuple[str, str]]:
    """Cases that something may be keyed on, or was lately, or whose proof is not kept yet."""
    kinds = [rule.kind.value for rule in workspace.programme.facts if rule.keyed_on_prap]
    proof = aliased(CaseFact)
    standing = and_(CaseFact.case_id == Case.id, CaseFact.withdrawn_at.is_(None))
    proved = or_(
        CaseFact.detail[PROOF].as_string().is_not(None),
        exists().where(proof.about_id == CaseFact.id, proof.withdrawn_at.is_(None)),
        exists().where(Attachment.about_id == CaseFact.id, Attachment.removed_at.is_(None)),
    )
    since = workspace.today() - timedelta(days=SHOWN_DAYS)
    lately = exists().where(standing, CaseFact.kind.in_(kinds), or_(CaseFact.happened_on >= since, ~proved))
    query = (
        select(Case.id, Participant.first_name, Participant.last_name, Referral.prap_reference)
        .join(Participant, Participant.id == Case.participant_id)
        .join(Referral, Referral.id == Case.referral_id)
        .join(CaseSummary, CaseSummary.case_id == Case.id)
        .where(or_(_TO_BE_KEYED, lately))
    )
    return {
        case_id: (whole_name(first, last), reference) for case_id, first, last, reference in db.execute(query)
    }


_TO_BE_KEYED = or_(CaseSummary.open, CaseSummary.next_due.is_not(None))
"""On such a case something may have to be keyed."""


def _who_keyed(db: Session, people: Mapping[UUID, object]) -> dict[UUID, UUID | None]:
    rows = db.execute(
        select(CaseFact.id, CaseFact.by_staff_id, CaseFact.case_id).where(CaseFact.withdrawn_at.is_(None))
    )
    return {fact: by for fact, by, case_id in rows if case_id in people}


def _proved_by_picture(db: Session) -> frozenset[UUID]:
    rows = db.scalars(
        select(Attachment.about_id).where(
            Attachment.purpose == PROOF_PURPOSE,
            Attachment.removed_at.is_(None),
            Attachment.about_id.is_not(None),
        )
    )
    return frozenset(one for one in rows if one is not None)


_RANK = {EntryState.OVERDUE: 0, EntryState.OPEN: 1, EntryState.HANDED_OVER: 1, EntryState.WAITING: 2}


def _urgency(line: PrapLine) -> tuple[int, bool, str, str]:
    entry = line.entry
    due = entry.aim_at or entry.due_at
    when = due.date() if due else entry.due
    return _RANK.get(entry.state, 3), when is None, when.isoformat() if when else "", line.name
