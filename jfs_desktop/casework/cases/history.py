"""The history of a case, read from the journal, and undo (MI20)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.cases import history_rows, history_wording
from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace, staff_view
from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.circumstance_gates import answers_nothing
from jfs_desktop.errors import NotFound, UndoRefused
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.case import Case, CaseFact
from jfs_desktop.records.journal import JournalEntry
from jfs_desktop.records.staff import Staff
from jfs_desktop.records.views import HistoryEntry
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.journey.journey import refusal
from jfs_desktop.rules.plan.plan_state import lock_of, lock_words
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.wording import long_day
from jfs_desktop.store import content
from jfs_desktop.store.undo import undo as take_back
from jfs_desktop.store.unit_of_work import Verb

UNDO = "history.undo"
WRITTEN_TABLES = ("plan", "plan_objective", "plan_heading")
_EVERYTHING = ~Changed.NOTHING
"""What an undo may change: whatever the verb that it takes back had changed."""


def of_case(
    workspace: Workspace, case_id: UUID, *, before: HistoryEntry | None = None, limit: int = 200
) -> tuple[HistoryEntry, ...]:
    """The changes of a case, newest first, each told with its fields; those behind the entry ``before``."""
    recent = (
        select(JournalEntry.change_id, JournalEntry.at)
        .where(JournalEntry.case_id == case_id)
        .group_by(JournalEntry.change_id, JournalEntry.at)
        .order_by(JournalEntry.at.desc(), JournalEntry.change_id.desc())
        .limit(limit)
    )
    if before is not None:
        at, change_id = JournalEntry.at, JournalEntry.change_id
        older = (at < before.at) | ((at == before.at) & (change_id < before.change_id))
        recent = recent.where(older)
    with workspace.reading() as db:
        order = [row.change_id for row in db.execute(recent)]
        undone = _undone(db, case_id)
        return tuple(
            replace(entry, undo_label="") if entry.change_id in undone else entry
            for entry in told(workspace, db, order, case_id)
        )


def _undone(db: Session, case_id: UUID) -> set[UUID]:
    """The changes of a case that were undone and not brought back since."""
    undoings = db.execute(
        select(JournalEntry.change_id, JournalEntry.content)
        .where(JournalEntry.case_id == case_id, JournalEntry.verb == UNDO, JournalEntry.content.is_not(None))
        .order_by(JournalEntry.at.desc(), JournalEntry.number.desc())
    )
    undone: set[UUID] = set()
    for row in undoings:
        target = content.read(row.content).undoes
        if target is not None and row.change_id not in undone:
            undone.add(target)
    return undone


def undo(workspace: Workspace, change_id: UUID) -> Outcome[str]:
    """Reverse one change as a new entry of its own. Raises UndoRefused with the reason, NotFound.

    The guards of the journey hold here as they do for recording (DESIGN 3.4): what later facts of
    the case rest on stays. Undoing an undo brings the change back.
    """
    with workspace.reading() as db:
        rows = db.execute(
            select(JournalEntry.label, JournalEntry.case_id)
            .where(JournalEntry.change_id == change_id)
            .distinct()
        ).all()
    if not rows:
        raise NotFound("This change is not in the journal.")
    row, concerned = rows[0], {row.case_id for row in rows}
    label = row.label.removeprefix("undo ") if row.label.startswith("undo ") else f"undo {row.label}"
    cases = concerned - {None}
    single = next(iter(cases)) if len(cases) == 1 else None
    with workspace.changing(Verb(UNDO, label), case_id=single) as change:
        _refuse_in_a_locked_plan(change.db, change_id, cases)
        refused_before = {one: _refused(change.db, workspace, one) for one in concerned}
        take_back(change, change_id)
        for one in concerned:
            _refuse_what_rests_on_it(change.db, workspace, one, refused_before[one])
        me = change.db.get(Staff, workspace.me.id)
        now_me = staff_view(me) if me is not None else workspace.me
    workspace.me = now_me
    done = row.label[:1].upper() + row.label[1:]
    return Outcome(done, _EVERYTHING, frozenset(change.case_ids), change.change_id, label)


def _refused(db: Session, workspace: Workspace, case_id: UUID | None) -> set[UUID]:
    """Those facts of a case that could not be recorded as the others stand."""
    if case_id is None or db.get(Case, case_id) is None:
        return set()
    known = case_facts.load(db, case_id)
    today = workspace.today()
    return {
        fact.id
        for fact in known.facts
        if answers_nothing(known, fact)
        or refusal(
            fact.kind,
            replace(known, facts=tuple(other for other in known.facts if other.id != fact.id)),
            workspace.programmes.of(known),
            workspace.calendar,
            today=today,
            on=fact.on,
        )
    }


def _refuse_in_a_locked_plan(db: Session, change_id: UUID, cases: Iterable[UUID | None]) -> None:
    """What was written into a JFAP stays once it is final or kept at an early end (JFS 4.09, 5.12)."""
    written = select(JournalEntry.number).where(
        JournalEntry.change_id == change_id, JournalEntry.table.in_(WRITTEN_TABLES)
    )
    if db.scalar(written.limit(1)) is None:
        return
    for one in cases:
        lock = lock_of(case_facts.load(db, one)) if one is not None else None
        if lock is not None:
            raise UndoRefused(lock_words(lock), remedy="Go back to support first, then correct it.")


def _refuse_what_rests_on_it(
    db: Session, workspace: Workspace, case_id: UUID | None, refused_before: set[UUID]
) -> None:
    now = _refused(db, workspace, case_id) - refused_before
    if now:
        fact = db.get_one(CaseFact, min(now))
        name = _programme(workspace, db, case_id).fact_kinds[FactKind(fact.kind)].name
        raise UndoRefused(
            f"'{name}' of {long_day(fact.happened_on)} could not stand without it.",
            remedy="Take that entry back first, with a reason.",
        )


def told(
    workspace: Workspace, db: Session, order: Sequence[UUID], case_id: UUID | None = None
) -> tuple[HistoryEntry, ...]:
    """Changes in words. Of one that concerned several cases, the history of one tells its own part alone,
    and does not offer to undo what it did to the others."""
    entries: dict[UUID, list[JournalEntry]] = {change_id: [] for change_id in order}
    found = db.scalars(
        select(JournalEntry).where(JournalEntry.change_id.in_(order)).order_by(JournalEntry.number)
    )
    elsewhere: set[UUID] = set()
    for entry in found:
        if case_id is None or entry.case_id in (case_id, None):
            entries[entry.change_id].append(entry)
        else:
            elsewhere.add(entry.change_id)
    names = {person.id: person.name for person in db.scalars(select(Staff))}
    found_there = [entries[change_id] for change_id in order if entries[change_id]]
    rows = history_rows.plan_rows(db, (one for change in found_there for one in change))
    shown = (
        _entry(_programme(workspace, db, change[0].case_id), names, change, rows) for change in found_there
    )
    whole = tuple(replace(one, undo_label="") if one.change_id in elsewhere else one for one in shown)
    private = _never_shared(workspace, db, entries)
    return tuple(replace(one, never_shared=one.change_id in private) for one in whole)


def _never_shared(
    workspace: Workspace, db: Session, changes: Mapping[UUID, Sequence[JournalEntry]]
) -> frozenset[UUID]:
    """The changes to an entry that the profile never shares, when it was made and later (G2)."""
    of_facts = [one for found in changes.values() for one in found if one.table == CaseFact.__tablename__]
    if not of_facts:
        return frozenset()
    made = select(JournalEntry.record_id, JournalEntry.content).where(
        JournalEntry.case_id.in_({one.case_id for one in of_facts}),
        JournalEntry.table == CaseFact.__tablename__,
        JournalEntry.action == "insert",
        JournalEntry.record_id.in_({one.record_id for one in of_facts}),
        JournalEntry.content.is_not(None),
    )
    kinds = {row.record_id: content.read(row.content).after.get("kind") for row in db.execute(made)}
    private = {
        (case_id, rule.kind.value)
        for case_id in {one.case_id for one in of_facts}
        for rule in _programme(workspace, db, case_id).facts
        if rule.never_shared
    }
    return frozenset(one.change_id for one in of_facts if (one.case_id, kinds.get(one.record_id)) in private)


def _programme(workspace: Workspace, db: Session, case_id: UUID | None) -> Programme:
    """What a change is told by: what its case started on, as long as there is one."""
    if case_id is None or db.get(Case, case_id) is None:
        return workspace.programme
    return workspace.programmes.of_case(db, case_id)


def _entry(
    programme: Programme, names: dict[UUID, str], entries: list[JournalEntry], rows: Mapping[str, str]
) -> HistoryEntry:
    first = entries[0]
    lines, answers, reason = _lines(programme, entries, rows)
    text = history_wording.sentence(first.verb, first.label)
    if first.verb.startswith(facts.RECORD.name) and lines:
        text, _, lines[0] = lines[0].partition(", ")
    if first.verb == plans.MAKE_VERSION.name:
        text, lines = history_wording.version_first(text, lines)
    if first.verb == history_wording.ASSIGN:
        told = (content.read(one.content) for one in entries if one.content is not None)
        text = history_wording.adviser_named(names, told)
    return HistoryEntry(
        change_id=first.change_id,
        at=first.at,
        by=names.get(first.staff_id, "") if first.staff_id else "",
        text=text,
        details=tuple(lines),
        answers=tuple(answers),
        reason=reason,
        undo_label=first.label if all(entry.content is not None for entry in entries) else "",
    )


def _lines(
    programme: Programme, entries: Iterable[JournalEntry], rows: Mapping[str, str]
) -> tuple[list[str], list[str], str]:
    lines: list[str] = []
    answers: list[str] = []
    reason = ""
    for entry in entries:
        if entry.content is None:
            lines.append("Erased")
            continue
        body = content.read(entry.content)
        reason = reason or body.reason
        row = rows.get(entry.record_id, "")
        lines.extend(history_wording.details(entry.table, entry.action, body, programme, row))
        answers.extend(history_wording.answers(entry.table, entry.action, body, programme))
    return lines, answers, reason
