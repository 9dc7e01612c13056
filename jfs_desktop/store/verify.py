"""A full check of a vault: pages, journal, attachments."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from jfs_desktop.records.every_table import metadata
from jfs_desktop.records.sync import ReceivedFile
from jfs_desktop.store import attachments, backup, received, trouble
from jfs_desktop.store.engine import own_side
from jfs_desktop.store.journal import verify_chain


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
    rows: dict[str, int]

    @property
    def ok(self) -> bool:
        return all(check.ok for check in self.checks)


def verify(engine: Engine, folder: Path) -> VerifyReport:
    """Checks everything; writers wait meanwhile, since the page check reads past the log."""
    with own_side(engine).turn.taken(), trouble.told_plainly():
        with engine.connect() as connection:
            found = backup.page_problems(connection.connection.dbapi_connection)
        with Session(engine) as db:
            chain = verify_chain(db)
            kept, sent = attachments.verify(db, folder), received.verify(db, folder)
            rows = {
                table.name: db.scalar(select(func.count()).select_from(table)) or 0
                for table in metadata.sorted_tables
            }
    pages = "Every page is whole." if not found else f"{len(found)} faults in the database's pages."
    checks = [
        Check("pages", not found, pages),
        Check("journal", chain.ok, chain.text),
        Check("attachments", kept.ok, kept.text),
    ]
    if rows[ReceivedFile.__tablename__]:  # at a head office that keeps them in its vault
        checks.append(Check("received", sent.ok, sent.text))
    return VerifyReport(tuple(checks), rows)
