"""Bringing a database's schema up to this program's, by alembic, in one transaction.

Alembic is imported only when there is something to do: opening an up-to-date vault costs one
small query.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from jfs_desktop.errors import VaultProblem


@dataclass(frozen=True)
class Schema:
    """A folder of migrations and the revision they lead to. Revisions are numbers, '0001' onward."""

    scripts: Path
    head: str


CURRENT = Schema(Path(__file__).resolve().parent / "migrations", "0001")


def revision_of(connection: Connection) -> str:
    """The schema a database has; '' for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.scalar(text("SELECT version_num FROM alembic_version")) or ""


def is_behind(engine: Engine, schema: Schema = CURRENT) -> bool:
    """Whether migrations must run. Raises VaultProblem for a vault of a newer program."""
    with engine.connect() as connection:
        found = revision_of(connection)
    if found == schema.head:
        return False
    if found and (not found.isdecimal() or int(found) > int(schema.head)):
        raise VaultProblem(
            "This vault was made by a newer version of the program.",
            title="A newer vault",
            remedy="Install the newer version and open it with that.",
        )
    return True


def upgrade(engine: Engine, schema: Schema = CURRENT) -> None:
    """Runs the missing migrations in one transaction; whatever goes wrong, all of it is taken back."""
    with engine.execution_options(write=True).connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        raw = connection.connection.dbapi_connection if sqlite else None
        # With foreign keys on, rebuilding a table would delete the rows that point at it; the setting
        # takes no effect inside a transaction, so it goes first.
        if raw is not None:
            raw.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                _run(connection, schema)
                if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                    raise RuntimeError("a migration left a record that points at nothing")
        finally:
            if raw is not None:
                raw.execute("PRAGMA foreign_keys = ON")


def _run(connection: Connection, schema: Schema) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(schema.scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
