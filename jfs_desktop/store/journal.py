"""Reading the journal, checking its chain, and erasing what it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from jfs_desktop.records.base import Base
from jfs_desktop.records.journal import Device, JournalEntry, JournalHead
from jfs_desktop.store import chain, content, device
from jfs_desktop.store.recorder import record_id
from jfs_desktop.store.unit_of_work import Change

PAGE = 5000


@dataclass(frozen=True, slots=True)
class Entry:
    """One journal entry, read. ``content`` is None once it is erased."""

    device_id: UUID
    number: int
    change_id: UUID
    at: datetime
    staff_id: UUID | None
    verb: str
    label: str
    case_id: UUID | None
    table: str
    record_id: str
    action: str
    content: content.Content | None

    @property
    def reason(self) -> str:
        """The reason given, '' where none was or it is erased."""
        return self.content.reason if self.content else ""


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What checking the chain found: how many entries, and the first fault in words ('' for none)."""

    entries: int
    fault: str

    @property
    def ok(self) -> bool:
        return not self.fault

    @property
    def text(self) -> str:
        return self.fault or f"{self.entries:,} journal entries, none missing or altered."


def entries_of_change(db: Session, change_id: UUID) -> tuple[Entry, ...]:
    """A change's entries in the order they were written."""
    return read_where(
        db, select(JournalEntry).where(JournalEntry.change_id == change_id).order_by(JournalEntry.number)
    )


def read_where(db: Session, statement: Select[Any]) -> tuple[Entry, ...]:
    """The entries that a ``select(JournalEntry)`` finds."""
    columns = JournalEntry.__table__.columns
    rows = db.connection().execute(statement.with_only_columns(*columns))
    return tuple(_entry(row) for row in rows)


def _entry(row: Any) -> Entry:
    body = None if row.content is None else content.read(row.content)
    return Entry(
        row.device_id, row.number, row.change_id, row.at, row.staff_id, row.verb, row.label,
        row.case_id, row.table, row.record_id, row.action, body,
    )  # fmt: skip


def erase(change: Change, model: type[Base], key: Sequence[Any]) -> int:
    """Erases a record: its row, and all that the journal ever said of it.

    The erasure stands in the journal as an entry of its own, and the chain still verifies. Returns
    how many entries were emptied. Rows that point at the record must go first.
    """
    db, tables = change.db, model.metadata.tables
    table, journal = tables[model.__tablename__], tables[JournalEntry.__tablename__]
    identity = tuple(key)
    db.flush()
    record = db.get(model, identity)
    if record is not None:
        db.expunge(record)
    connection = db.connection()
    row = zip(table.primary_key.columns, identity, strict=True)
    connection.execute(delete(table).where(*(column == value for column, value in row)))
    change.recorder.note_erased(table, identity)
    emptied = connection.execute(
        update(journal)
        .where(journal.c.table == table.name, journal.c.record_id == record_id(identity))
        .where(journal.c.content.is_not(None), journal.c.action != "erase")
        .values(content=None, salt=None)
    )
    return emptied.rowcount


def verify_chain(db: Session) -> ChainReport:
    """Checks every device's chain, every commitment whose content is there, and every signed head."""
    heads = {(head.device_id.hex, head.number): head for head in db.scalars(select(JournalHead))}
    seen = 0
    reached: set[tuple[str, int]] = set()
    current, number, previous = "", 0, chain.START
    for row in _raw(db):
        if row[0] != current:
            current, number, previous = row[0], 0, chain.START
        number += 1
        seen += 1
        if fault := _entry_fault(row, number, previous):
            return ChainReport(seen, fault)
        previous = row[-1]
        head = heads.get((current, number))
        if head is not None:
            reached.add((current, number))
            if head.digest != previous:
                return ChainReport(seen, f"The journal differs from what was signed at entry {number}.")
    return ChainReport(seen, _head_fault(db, heads, reached))


def _entry_fault(row: Sequence[Any], number: int, previous: bytes) -> str:
    *header, body, salt, commitment, digest = row
    if header[1] != number:
        return f"Journal entry {number} is missing."
    if (body is None) != (salt is None):
        return f"Journal entry {number} was half erased."
    if body is not None and salt is not None and chain.commitment_of(salt, body) != commitment:
        return f"What journal entry {number} says was altered."
    if chain.digest_of(header, previous, commitment) != digest:
        return f"Journal entry {number} was altered, or one before it was replaced."
    return ""


def _head_fault(db: Session, heads: dict[tuple[str, int], JournalHead], reached: set[tuple[str, int]]) -> str:
    keys = {found.id: found.public_key for found in db.scalars(select(Device))}
    for place, head in heads.items():
        if place not in reached:
            return f"The journal ends before entry {head.number}, which was signed."
        if head.device_id not in keys or not device.head_holds(head, keys[head.device_id]):
            return f"The signature at journal entry {head.number} is not this device's."
    return ""


def _raw(db: Session) -> Iterator[Sequence[Any]]:
    """Every entry's header values in their one spelling, then content, salt, commitment, digest."""
    names = (*chain.PUBLIC, "content", "salt", "commitment", "digest")
    connection = db.connection()
    if connection.dialect.name == "sqlite":
        cursor = connection.connection.cursor()
        listed = ", ".join(f'"{name}"' for name in names)
        cursor.execute(f"SELECT {listed} FROM journal_entry ORDER BY device_id, number")  # noqa: S608
        while rows := cursor.fetchmany(PAGE):
            yield from rows
        return
    table = JournalEntry.__table__
    statement = select(*(table.c[name] for name in names)).order_by(table.c.device_id, table.c.number)
    for row in connection.execute(statement.execution_options(yield_per=PAGE)):
        yield [chain.header_text(value) if not isinstance(value, bytes) else value for value in row]
