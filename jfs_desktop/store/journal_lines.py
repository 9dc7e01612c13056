"""The journal as lines of text, on its way from one store to another.

A line is a JSON array: the public header without the device, the content as text (null once erased), the
salt, and of an erased entry its commitment, both in hexadecimal. What the chain says of the rest is worked
out again by whoever reads: :class:`Continuation` lets nothing through that does not continue it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

import orjson
from sqlalchemy import bindparam, func, insert, select, text, update
from sqlalchemy.orm import Session

from jfs_desktop.records.journal import JournalEntry
from jfs_desktop.store import chain

_SENT: Final = tuple(name for name in chain.PUBLIC if name != "device_id")
_ROWS_AT_ONCE: Final = 250
_TABLE = JournalEntry.__table__
_ROW_KEYS: Final = frozenset({"staff_id", "case_id"})

_COLUMNS: Final = ", ".join([f'"{name}"' for name in _SENT])
_AS_LINES = text(
    f"SELECT CAST(json_array({_COLUMNS}, CAST(content AS TEXT), "  # noqa: S608
    "hex(salt), CASE WHEN content IS NULL THEN hex(commitment) ELSE '' END) || char(10) AS BLOB) "
    "FROM journal_entry WHERE device_id = :device AND number BETWEEN :first AND :last ORDER BY number"
)


class NotOfThisChain(Exception):
    """Line ``number`` does not continue the chain it should; told on as a sentence by whoever reads."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True, slots=True)
class Held:
    """How far a device's journal is here: the last entry and its digest."""

    number: int = 0
    digest: bytes = chain.START


def lines(db: Session, device_id: UUID, first: int, last: int) -> Iterator[bytes]:
    """The entries ``first`` to ``last`` of a device, some hundreds of whole lines at a time."""
    connection = db.connection()
    if connection.dialect.name != "sqlite":
        yield from lines_by_rows(db, device_id, first, last)
        return
    cursor = connection.connection.cursor()
    cursor.execute(_AS_LINES.text, {"device": device_id.hex, "first": first, "last": last})
    while rows := cursor.fetchmany(_ROWS_AT_ONCE):
        yield b"".join([row[0] for row in rows])


def lines_by_rows(db: Session, device_id: UUID, first: int, last: int) -> Iterator[bytes]:
    """The same on any database, a line at a time."""
    names = (*_SENT, "content", "salt", "commitment")
    statement = select(*(_TABLE.c[name] for name in names)).where(_TABLE.c.device_id == device_id)
    statement = statement.where(_TABLE.c.number.between(first, last)).order_by(_TABLE.c.number)
    for row in db.connection().execute(statement.execution_options(yield_per=_ROWS_AT_ONCE)):
        yield _line(row)


def _line(row: Sequence[Any]) -> bytes:
    *header, content, salt, commitment = row
    said = [chain.header_text(value) for value in header]
    if content is None:
        return orjson.dumps([*said, None, "", commitment.hex()]) + b"\n"
    return orjson.dumps([*said, content.decode(), salt.hex(), ""]) + b"\n"


def added(several: bytes, table: str) -> Iterator[str]:
    """The ids of the records of a table that whole lines tell of as new."""
    if f',"{table}","'.encode() not in several:
        return
    places = [_SENT.index(name) for name in ("table", "action", "record_id")]
    for line in several.split(b"\n"):
        if table.encode() in line:
            said = orjson.loads(line)
            if [said[place] for place in places[:2]] == [table, "insert"]:
                yield said[places[2]]


def without_content(several: bytes, tables: frozenset[str], held_back: Callable[[str, str], bool]) -> bytes:
    """Whole lines, those of some records as if they were erased: what they say stays here, and the chain
    holds all the same. ``held_back`` is asked for table and record id, of those ``tables`` alone."""
    if not any(f',"{table}","'.encode() in several for table in tables):
        return several
    places = [_SENT.index(name) for name in ("table", "record_id")]
    lines = []
    for line in several.split(b"\n")[:-1]:
        *header, content, salt, _ = orjson.loads(line)
        table, record_id = (header[place] for place in places)
        if content is None or table not in tables or not held_back(table, record_id):
            lines.append(line + b"\n")
            continue
        commitment = chain.commitment_of(bytes.fromhex(salt), content.encode())
        lines.append(orjson.dumps([*header, None, "", commitment.hex()]) + b"\n")
    return b"".join(lines)


class Continuation:
    """Lines that continue a device's journal, checked one by one.

    ``before`` is what the first line follows; ``held`` is how far this store has the journal. Lines up to
    there are known and only have to lead to the same digest.
    """

    def __init__(self, device_id: UUID, before: Held, held: Held) -> None:
        self._device_id = device_id
        self._held = held
        self.at = before

    def take(self, line: bytes) -> dict[str, Any] | None:
        """The row of a line, ready to be put in; None for one that is here already.

        Raises NotOfThisChain for anything that is no line, or not the next.
        """
        number = self.at.number + 1
        try:
            *header, content, salt, commitment = orjson.loads(line)
            row = _typed(header)
            body = None if content is None else content.encode()
            salt, commitment = bytes.fromhex(salt), bytes.fromhex(commitment)
        except (ValueError, TypeError, AttributeError):
            raise NotOfThisChain(number) from None
        whole = len(commitment) == len(chain.START) if body is None else len(salt) == chain.SALT_BYTES
        if row["number"] != number or not whole:
            raise NotOfThisChain(number)
        if body is not None:
            commitment = chain.commitment_of(salt, body)
        digest = chain.digest_of([self._device_id.hex, *header], self.at.digest, commitment)
        self.at = Held(number, digest)
        if number == self._held.number and digest != self._held.digest:
            raise NotOfThisChain(number)
        if number <= self._held.number:
            return None
        sealed = {"content": body, "salt": salt if body is not None else None}
        return {"device_id": self._device_id, **row, **sealed, "commitment": commitment, "digest": digest}


def _typed(header: Sequence[Any]) -> dict[str, Any]:
    """The header's values with the types of their columns; each must be in its one spelling."""
    if len(header) != len(_SENT):
        raise ValueError("a header of another length")
    row = dict(zip(_SENT, header, strict=True))
    for name, value in row.items():
        if name == "number" and type(value) is not int:
            raise TypeError(name)
        if name != "number" and not (isinstance(value, str) or (name in _ROW_KEYS and value is None)):
            raise TypeError(name)
    typed = dict(row)
    for name in ("change_id", "staff_id", "case_id"):
        typed[name] = None if row[name] is None else UUID(row[name])
    typed["at"] = datetime.fromisoformat(row["at"]).replace(tzinfo=UTC)
    if any(
        chain.header_text(typed[name]) != row[name] for name in ("change_id", "staff_id", "case_id", "at")
    ):
        raise ValueError("a value in another spelling")
    return typed


def put_in(db: Session, rows: Sequence[dict[str, Any]], ids: Collection[UUID] = ()) -> None:
    """Add rows of :meth:`Continuation.take`; an erasure among them empties what it erases, also in the
    journals that the same device wrote under other ``ids``."""
    if not rows:
        return
    db.connection().execute(insert(_TABLE), list(rows))  # type: ignore[arg-type]
    for row in rows:
        if row["action"] == "erase":
            _empty(db, row, [one for one in ids if one != row["device_id"]])


def _empty(db: Session, erasure: dict[str, Any], others: Sequence[UUID]) -> None:
    journal = _TABLE.c
    own = (journal.device_id == erasure["device_id"]) & (journal.number < erasure["number"])
    db.connection().execute(
        update(_TABLE)  # type: ignore[arg-type]
        .where(own | journal.device_id.in_(others), journal.record_id == erasure["record_id"])
        .where(journal.table == erasure["table"], journal.action != "erase")
        .where(journal.content.is_not(None))
        .values(content=None, salt=None)
    )


def held(db: Session, device_id: UUID) -> Held:
    """How far a device's journal is in this store."""
    last = select(func.max(JournalEntry.number)).where(JournalEntry.device_id == bindparam("device"))
    number = db.scalar(last, {"device": device_id})
    return held_at(db, device_id, number) if number else Held()


def held_at(db: Session, device_id: UUID, number: int) -> Held:
    """An entry that is here with its digest; the start of the chain for 0. Raises KeyError."""
    if number == 0:
        return Held()
    digest = db.scalar(
        select(JournalEntry.digest).where(JournalEntry.device_id == device_id, JournalEntry.number == number)
    )
    if digest is None:
        raise KeyError(number)
    return Held(number, digest)
