"""Reversing one change by the inverse of what its journal entries say, as a change of its own.

Redo is the undoing of an undoing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Table, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapper

from jfs_desktop.errors import UndoRefused
from jfs_desktop.records.base import Base
from jfs_desktop.records.journal import JournalEntry
from jfs_desktop.store import content, journal
from jfs_desktop.store.journal import Entry
from jfs_desktop.store.recorder import journaled_mappers
from jfs_desktop.store.unit_of_work import Change

REMEDY = "Correct it instead, with a reason."


def undo(change: Change, target: UUID) -> None:
    """Takes one earlier change back within an open change.

    Raises :class:`UndoRefused`, and then nothing may be committed: the change is one that is
    corrected, was undone already, was erased, or somebody built on it since.
    """
    entries = journal.entries_of_change(change.db, target)
    _refuse_unless_undoable(change, entries)
    change.undoes = target
    mappers = {str(mapper.local_table): mapper for mapper in journaled_mappers()}
    order = {table.name: place for place, table in enumerate(Base.metadata.sorted_tables)}
    try:
        for entry in sorted(entries, key=lambda entry: _place(entry, order)):
            _reverse(change, mappers[entry.table], entry)
            change.db.flush()
    except IntegrityError:
        raise _refused("Something was recorded since that rests on it.") from None


def refusal(change: Change, target: UUID) -> str:
    """Why a change cannot be undone, as far as the journal alone can say; '' where it can."""
    try:
        _refuse_unless_undoable(change, journal.entries_of_change(change.db, target))
    except UndoRefused as error:
        return error.text
    return ""


def _refused(text: str) -> UndoRefused:
    return UndoRefused(text, remedy=REMEDY)


def _place(entry: Entry, order: dict[str, int]) -> tuple[int, int]:
    """Deleted records come back first, holders before what hangs on them; added ones go last."""
    step = order[entry.table]
    return {"delete": (0, step), "update": (1, step), "insert": (2, -step)}[entry.action]


def _refuse_unless_undoable(change: Change, entries: tuple[Entry, ...]) -> None:
    if not entries:
        raise UndoRefused("That change is not in the journal.")
    if not entries[0].label:
        raise _refused("A change of this kind is not undone.")
    if any(entry.content is None or entry.action == "erase" for entry in entries):
        raise UndoRefused("What it changed has been erased.")
    for entry in entries:
        later = _later(change, entry)
        if any(other.content is not None and other.content.undoes == entry.change_id for other in later):
            raise UndoRefused("It was undone already.")
        if any(_touches(entry, other) for other in later):
            raise _refused("The same record was changed again since.")


def _later(change: Change, entry: Entry) -> list[Entry]:
    """What happened to an entry's record since, without changes that were undone and their undoings."""
    table = JournalEntry.__table__
    rows = journal.read_where(
        change.db,
        select(JournalEntry)
        .where(table.c.table == entry.table, table.c.record_id == entry.record_id)
        .order_by(table.c.at.desc(), table.c.number.desc()),
    )
    found = []
    for other in rows:
        if (other.device_id, other.number) == (entry.device_id, entry.number):
            continue
        newer = other.number > entry.number if other.device_id == entry.device_id else other.at >= entry.at
        if newer:
            found.append(other)
    return _standing(found)


def _standing(newest_first: Iterable[Entry]) -> list[Entry]:
    listed = list(newest_first)
    ids = {other.change_id for other in listed}
    cancelled: set[UUID] = set()
    for other in listed:
        undone = other.content.undoes if other.content else None
        if undone is not None and undone in ids and other.change_id not in cancelled:
            cancelled |= {other.change_id, undone}
    return [other for other in listed if other.change_id not in cancelled]


def _touches(entry: Entry, other: Entry) -> bool:
    if entry.action != "update" or other.action != "update" or other.content is None or entry.content is None:
        return True
    return bool(entry.content.fields & other.content.fields)


def _reverse(change: Change, mapper: Mapper[Any], entry: Entry) -> None:
    said = entry.content
    table = Base.metadata.tables[entry.table]
    key = _key(table, entry.record_id)
    if said is None:
        raise UndoRefused("What it changed has been erased.")
    if entry.action == "delete":
        change.db.add(mapper.class_(**_by_attribute(mapper, content.typed(table, said.before))))
        return
    record = change.db.get(mapper.class_, key)
    if record is None:
        raise _refused("What it changed is no longer there.")
    if entry.action == "insert":
        _delete_derived(change, table, key)
        change.db.delete(record)
        return
    _take_back_fields(mapper, table, record, said)


def _take_back_fields(mapper: Mapper[Any], table: Table, record: Any, said: content.Content) -> None:
    for name, now in _by_attribute(mapper, content.typed(table, said.after)).items():
        if content.plain(getattr(record, name)) != content.plain(now):
            raise _refused("What it changed is no longer as it left it.")
    for name, was in _by_attribute(mapper, content.typed(table, said.before)).items():
        setattr(record, name, was)
    for name, delta in _by_attribute(mapper, said.delta).items():
        was = content.undone(getattr(record, name) or "", delta)
        if was is None:
            raise _refused("What it changed is no longer as it left it.")
        setattr(record, name, was)


def _delete_derived(change: Change, table: Table, key: tuple[Any, ...]) -> None:
    """Drops the rows that are worked out from a record, or are mere drafts of it."""
    kept = {str(mapper.local_table) for mapper in journaled_mappers()}
    for other in Base.metadata.sorted_tables:
        if other.name in kept:
            continue
        for column in other.columns:
            if any(foreign.column.table is table for foreign in column.foreign_keys):
                change.db.connection().execute(delete(other).where(column == key[0]))


def _key(table: Table, record_id: str) -> tuple[Any, ...]:
    columns = list(table.primary_key.columns)
    parts = record_id.split("|", len(columns) - 1)
    named = {column.name: part for column, part in zip(columns, parts, strict=True)}
    return tuple(content.typed(table, named).values())


def _by_attribute(mapper: Mapper[Any], values: Any) -> dict[str, Any]:
    columns = mapper.local_table.columns
    return {mapper.get_property_by_column(columns[name]).key: value for name, value in values.items()}
