"""Collects what a transaction does to journaled records, over all its flushes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, event, inspect, select
from sqlalchemy.orm import (
    InstanceState,
    Mapper,
    ORMExecuteState,
    Session,
    SessionTransaction,
    UOWTransaction,
    class_mapper,
)
from sqlalchemy.orm.attributes import get_history
from sqlalchemy.orm.base import PassiveFlag

from jfs_desktop.records.base import Base


@dataclass(slots=True)
class Touched:
    """One record of the transaction: its fields before (None: not there yet) and after (None: gone)."""

    table: Table
    key: tuple[Any, ...]
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    erased: bool = False

    @property
    def record_id(self) -> str:
        return record_id(self.key)

    def value(self, name: str) -> Any:
        """A field as it is now, or was before the record went."""
        fields = self.after if self.after is not None else self.before
        return (fields or {}).get(name)


def record_id(key: tuple[Any, ...]) -> str:
    """A record's key as the journal writes it."""
    return "|".join(str(part) for part in key)


def journaled_mappers() -> Iterator[Mapper[Any]]:
    """Every class whose changes stand in the journal."""
    for mapper in Base.registry.mappers:
        if mapper.class_.journaled:
            yield mapper


class Recorder:
    """Listens to one session. Statements that would change journaled tables in bulk are refused,
    since the journal could not tell what they changed."""

    def __init__(self, db: Session) -> None:
        self._db = db
        self._touched: dict[tuple[str, tuple[Any, ...]], Touched] = {}
        self._unloaded: dict[tuple[int, str], Any] = {}
        event.listen(db, "before_flush", self._before_flush)
        event.listen(db, "after_flush", self._after_flush)
        event.listen(db, "do_orm_execute", _refuse_bulk)
        event.listen(db, "after_soft_rollback", self._rolled_back)

    def touched(self) -> list[Touched]:
        """The records concerned, in the order they were first touched."""
        return [item for item in self._touched.values() if item.before is not None or item.after is not None]

    def note_erased(self, table: Table, key: tuple[Any, ...]) -> None:
        """Marks a record whose content must not enter the journal again."""
        item = self._touched.setdefault((table.name, key), Touched(table, key, {}, None))
        item.erased, item.after = True, None
        item.before = {} if item.before is None else item.before

    def _before_flush(self, db: Session, context: UOWTransaction, instances: object) -> None:
        """Reads the old values that were never loaded, while the database still has them."""
        for record in db.dirty:
            mapper = class_mapper(type(record))
            if not mapper.class_.journaled or record in db.deleted:
                continue
            state = inspect(record)
            for attribute in mapper.column_attrs:
                history = state.attrs[attribute.key].history
                if history.added and not history.deleted:
                    self._unloaded[id(state), attribute.key] = self._stored(mapper, state, attribute.key)

    def _stored(self, mapper: Mapper[Any], state: InstanceState[Any], name: str) -> Any:
        table = _table(mapper)
        column = mapper.column_attrs[name].columns[0]
        identity = zip(table.primary_key.columns, state.identity or (), strict=True)
        return self._db.connection().scalar(select(column).where(*(key == value for key, value in identity)))

    def _after_flush(self, db: Session, context: UOWTransaction) -> None:
        """Runs while the history of what was just written is still at hand."""
        for record in db.new:
            if type(record).journaled:
                self._note(record, {}, None)
        for record in db.dirty:
            if type(record).journaled and record not in db.deleted and db.is_modified(record):
                self._note_update(record)
        for record in db.deleted:
            if type(record).journaled:
                self._note_delete(record)
        self._unloaded.clear()

    def _note(self, record: Any, after: dict[str, Any], before: dict[str, Any] | None) -> None:
        mapper = class_mapper(type(record))
        table = _table(mapper)
        key = tuple(mapper.primary_key_from_instance(record))
        values = after or _values(mapper, record)
        item = self._touched.get((table.name, key))
        if item is None:
            self._touched[table.name, key] = Touched(table, key, before, values)
        else:
            item.after = values

    def _note_update(self, record: Any) -> None:
        mapper = class_mapper(type(record))
        state = inspect(record)
        after = _values(mapper, record)
        before = dict(after)
        for attribute in mapper.column_attrs:
            history = get_history(record, attribute.key, PassiveFlag.PASSIVE_NO_INITIALIZE)
            if history.deleted:
                before[attribute.columns[0].name] = history.deleted[0]
            elif history.added:
                before[attribute.columns[0].name] = self._unloaded.get((id(state), attribute.key))
        self._note(record, after, before)

    def _note_delete(self, record: Any) -> None:
        mapper = class_mapper(type(record))
        table = _table(mapper)
        key = tuple(mapper.primary_key_from_instance(record))
        item = self._touched.get((table.name, key))
        if item is not None:
            item.after = None
            return
        before = _values(mapper, record)
        for attribute in mapper.column_attrs:
            history = get_history(record, attribute.key, PassiveFlag.PASSIVE_NO_INITIALIZE)
            if history.deleted:
                before[attribute.columns[0].name] = history.deleted[0]
        self._touched[table.name, key] = Touched(table, key, before, None)

    def _rolled_back(self, db: Session, previous: SessionTransaction) -> None:
        if previous.nested:
            raise RuntimeError("a change cannot take back a part of itself")


def _table(mapper: Mapper[Any]) -> Table:
    if not isinstance(mapper.local_table, Table):
        raise TypeError("a journaled record stands in one table")
    return mapper.local_table


def _values(mapper: Mapper[Any], record: Any) -> dict[str, Any]:
    return {item.columns[0].name: getattr(record, item.key) for item in mapper.column_attrs}


def _refuse_bulk(state: ORMExecuteState) -> None:
    if not (state.is_insert or state.is_update or state.is_delete):
        return
    table = getattr(state.statement, "table", None)
    if isinstance(table, Table) and table.name in {_table(mapper).name for mapper in journaled_mappers()}:
        raise RuntimeError(f"{table.name} is changed record by record, so that the journal sees it")
