"""The two ways to the records: reading, and changing with a journal entry in the same commit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, bindparam, insert, select
from sqlalchemy.orm import Session

from jfs_desktop.records.journal import JournalEntry
from jfs_desktop.store import chain, content, trouble
from jfs_desktop.store.belonging import Belonging
from jfs_desktop.store.engine import side_of
from jfs_desktop.store.recorder import Recorder, Touched

_LAST_ENTRY = (
    select(JournalEntry.number, JournalEntry.digest)
    .where(JournalEntry.device_id == bindparam("device"))
    .order_by(JournalEntry.number.desc())
    .limit(1)
)


@dataclass(frozen=True)
class Verb:
    """A verb of casework, 'sessions.stop'. ``label`` completes 'Undo …'; where it is empty the change
    is corrected with a reason, never undone."""

    name: str
    label: str = ""


@dataclass(frozen=True)
class Author:
    """Who changes something, and on which device."""

    staff_id: UUID | None
    device_id: UUID


@dataclass
class Change:
    """An open write transaction.

    ``change_id`` becomes None at the end if nothing journaled changed. ``case_ids`` are the cases
    concerned; a verb may add to them, and those of the records join before ``before_commit`` runs.
    """

    db: Session
    verb: Verb
    author: Author
    at: datetime
    change_id: UUID | None
    recorder: Recorder
    case_id: UUID | None = None
    reason: str = ""
    case_ids: set[UUID] = field(default_factory=set)
    undoes: UUID | None = None


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A short read transaction: one state of the vault, whatever is written meanwhile.

    Never hold it while waiting for a person. Writing in it is a bug.
    """
    side = side_of(engine)
    told = trouble.database_told_plainly(on_damage=side.note_damage if side else None)
    with told, Session(engine, autoflush=False, expire_on_commit=False) as db:
        yield db
        if db.new or db.dirty or db.deleted:
            raise RuntimeError("a record was changed while reading")


@contextmanager
def changing(
    engine: Engine,
    verb: Verb,
    author: Author,
    *,
    at: datetime,
    new_key: Callable[[], UUID],
    case_id: UUID | None = None,
    reason: str = "",
    before_commit: Callable[[Change], None] | None = None,
) -> Iterator[Change]:
    """One write transaction, committed whole or not at all.

    Every insert, update and delete of a journaled record becomes a journal entry of one change.
    ``before_commit`` writes derived rows. Raises VaultProblem where the disk is full or failing, and
    VaultDamaged once a page of the vault was found damaged;
    any exception inside takes everything back.
    """
    if at.tzinfo is None:
        raise ValueError("a change needs an aware instant")
    side = side_of(engine)
    turn: AbstractContextManager[None] = side.turn.taken() if side else nullcontext()
    if side is not None and side.damaged:
        raise trouble.damaged()
    told = trouble.database_told_plainly(
        side.on_full if side else None, on_damage=side.note_damage if side else None
    )
    writer = Session(engine.execution_options(write=True), expire_on_commit=False)
    with turn, told, writer as db, db.begin():
        db.connection()  # begins as a writer now: a reader that turns writer may be refused
        change = Change(db, verb, author, at.astimezone(UTC), new_key(), Recorder(db), case_id, reason)
        if case_id is not None:
            change.case_ids.add(case_id)
        yield change
        _finish(change, before_commit)


def _finish(change: Change, before_commit: Callable[[Change], None] | None) -> None:
    change.db.flush()
    _add_cases(change)
    if before_commit is not None and (change.recorder.touched() or change.case_ids):
        before_commit(change)
        change.db.flush()
    if not write_entries(change):
        change.change_id = None


def _add_cases(change: Change) -> None:
    touched = change.recorder.touched()
    belonging = Belonging(touched, change.case_id, change.db)
    change.case_ids.update(found for item in touched if (found := belonging.case_of(item)) is not None)


def write_entries(change: Change) -> int:
    """Writes the journal entries of a change; returns how many."""
    touched = change.recorder.touched()
    contents = [(item, said) for item in touched if (said := _content(item, change.reason)) is not None]
    if not contents:
        return 0
    number, previous = last_entry(change.db, change.author.device_id)
    belonging = Belonging(touched, change.case_id, change.db)
    rows = []
    for item, (action, body) in contents:
        number += 1
        row = _header(change, item, number, action, belonging.case_of(item))
        data = replace(body, undoes=change.undoes).to_bytes()
        link = chain.sealed([chain.header_text(row[name]) for name in chain.PUBLIC], previous, data)
        previous = link.digest
        row |= {"content": data, "salt": link.salt, "commitment": link.commitment, "digest": link.digest}
        rows.append(row)
    change.db.connection().execute(insert(JournalEntry.__table__), rows)  # type: ignore[arg-type]
    return len(rows)


def _content(item: Touched, reason: str) -> tuple[str, content.Content] | None:
    if item.erased:
        return "erase", content.Content(reason=reason)
    if item.before is None:
        return "insert", content.of_insert(item.after or {}, reason)
    if item.after is None:
        return "delete", content.of_delete(item.before, reason)
    changed = content.of_update(item.before, item.after, reason)
    return None if changed is None else ("update", changed)


def _header(change: Change, item: Touched, number: int, action: str, case_id: UUID | None) -> dict[str, Any]:
    return {
        "device_id": change.author.device_id,
        "number": number,
        "change_id": change.change_id,
        "at": change.at,
        "staff_id": change.author.staff_id,
        "verb": change.verb.name,
        "label": change.verb.label,
        "case_id": case_id,
        "table": item.table.name,
        "record_id": item.record_id,
        "action": action,
    }


def last_entry(db: Session, device_id: UUID) -> tuple[int, bytes]:
    """Number and digest of a device's last entry; 0 and the chain's start where it has none."""
    row = db.connection().execute(_LAST_ENTRY, {"device": device_id}).first()
    return (row.number, row.digest) if row else (0, chain.START)
