"""A full check of a vault: pages, journal, attachments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, func, inspect, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from jfs_desktop.errors import VaultDamaged
from jfs_desktop.records.every_table import metadata
from jfs_desktop.records.sync import ReceivedFile
from jfs_desktop.rules.writing.wording import counted
from jfs_desktop.store import attachments, backup, received, trouble
from jfs_desktop.store.engine import own_side
from jfs_desktop.store.journal import verify_chain

SENSELESS = (LookupError, TypeError, ValueError, SQLAlchemyError)
"""What reading stumbles over where something else stands than was written."""
UNREADABLE = "Part of it cannot be read: it is not as the program wrote it."


@dataclass(frozen=True)
class Check:
    """One part of the check: its name, whether it holds, and a line for a person."""

    name: str
    ok: bool
    text: str


@dataclass(frozen=True)
class VerifyReport:
    """Every part of the check, and the number of rows of each table."""

    checks: tuple[Check, ...]
    rows: Mapping[str, int]

    @property
    def ok(self) -> bool:
        return all(check.ok for check in self.checks)


def verify(engine: Engine, folder: Path) -> VerifyReport:
    """Checks everything; writers wait meanwhile, since the page check reads past the log. A part that cannot
    even be read has failed. Raises VaultProblem where it is not the vault that is at fault."""
    with trouble.checking(), own_side(engine).turn.taken():
        rows = dict(_rows(engine))
        return VerifyReport(tuple(_checks(engine, folder, rows)), rows)


def looked_at(name: str, look: Callable[[], Check]) -> Check:
    """What a look found; failed as well where it stumbles over what it reads."""
    try:
        with trouble.told_plainly():
            return look()
    except (VaultDamaged, *SENSELESS) as error:
        return failed(name, error)


def failed(name: str, error: Exception) -> Check:
    """The check that found damage, or stumbled over something that makes no sense."""
    return Check(name, False, error.sentence if isinstance(error, VaultDamaged) else UNREADABLE)


def _checks(engine: Engine, folder: Path, rows: Mapping[str, int]) -> Iterator[Check]:
    def pages() -> Check:
        with engine.connect() as connection:
            found = backup.page_problems(connection.connection.dbapi_connection)
        text = "Every page is whole." if not found else f"{len(found)} faults in the database's pages."
        return Check("pages", not found, text)

    def journal() -> Check:
        with Session(engine) as db:
            chain = verify_chain(db)
        return Check("journal", chain.ok, chain.text)

    def kept() -> Check:
        with Session(engine) as db:
            files = attachments.verify(db, folder)
        return Check("attachments", files.ok, files.text)

    def sent() -> Check:
        with Session(engine) as db:
            files = received.verify(db, folder)
        return Check("received", files.ok, files.text)

    yield looked_at("pages", pages)
    yield looked_at("journal", journal)
    yield looked_at("attachments", kept)
    if rows.get(ReceivedFile.__tablename__):  # at a head office that keeps them in its vault
        yield looked_at("received", sent)
    missing = len(metadata.sorted_tables) - len(rows)
    if missing:
        yield Check("tables", False, f"{counted(missing, 'table')} of the database missing.")


def _rows(engine: Engine) -> Iterator[tuple[str, int]]:
    """The tables that are there, with their numbers of rows."""
    with engine.connect() as connection:
        there = set(inspect(connection).get_table_names())
        for table in metadata.sorted_tables:
            if table.name in there:
                yield table.name, connection.scalar(select(func.count()).select_from(table)) or 0
