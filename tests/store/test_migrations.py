"""The schema's steps: the same on SQLite and PostgreSQL, backed up first, and taken back whole on failure."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import DBAPIError, OperationalError

from jfs_desktop.errors import VaultProblem
from jfs_desktop.records.every_table import metadata
from jfs_desktop.records.staff import Staff
from jfs_desktop.store import migrate
from jfs_desktop.store.migrate import CURRENT, Schema
from jfs_desktop.store.migrations.compare import include_object
from jfs_desktop.store.unit_of_work import reading
from jfs_desktop.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE, FakeClock
from tests.store.conftest import Changing
from tests.store.test_journal import STAFF

OUT_OF_STEP = "run `python packaging/write_first_migration.py`, or add a migration"


def differences(connection: Connection) -> list[object]:
    options = {"include_object": include_object, "compare_type": True}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))


def test_the_migrations_make_the_tables_of_the_records_on_sqlite() -> None:
    engine = create_engine("sqlite://")
    migrate.upgrade(engine)
    with engine.connect() as connection:
        assert differences(connection) == [], OUT_OF_STEP
        assert migrate.revision_of(connection) == CURRENT.head
    assert not migrate.is_behind(engine)
    engine.dispose()


def test_the_migrations_make_the_tables_of_the_records_on_postgresql(postgres: Engine) -> None:
    migrate.upgrade(postgres)
    with postgres.connect() as connection:
        assert differences(connection) == [], OUT_OF_STEP
    assert not migrate.is_behind(postgres)


def test_the_journal_only_grows_on_postgresql_too(postgres: Engine) -> None:
    migrate.upgrade(postgres)
    key = "'01970000-0000-7000-8000-000000000001'"
    values = {"device_id": key, "number": "1", "change_id": key, "at": "now()", "verb": "'v'", "label": "''"}
    values |= {'"table"': "'t'", "record_id": "'r'", "action": "'insert'", "content": "'x'", "salt": "'y'"}
    values |= {"commitment": "'c'", "digest": "'d'"}
    insert = f"INSERT INTO journal_entry ({', '.join(values)}) VALUES ({', '.join(values.values())})"  # noqa: S608
    with postgres.connect() as connection:
        connection.execute(text(insert))
        connection.execute(text("UPDATE journal_entry SET content = NULL, salt = NULL"))
        for statement in ("UPDATE journal_entry SET verb = 'x'", "DELETE FROM journal_entry"):
            with pytest.raises(DBAPIError, match="the journal only grows"), connection.begin_nested():
                connection.execute(text(statement))
        connection.rollback()


def test_the_head_named_in_code_is_the_last_step() -> None:
    assert ScriptDirectory(str(CURRENT.scripts)).get_current_head() == CURRENT.head


NEXT = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "0002", "0001"
def upgrade():
    op.add_column("staff", sa.Column("nickname", sa.String(), nullable=True))
    {more}
"""


def next_schema(folder: Path, more: str = "pass") -> Schema:
    scripts = folder / "migrations"
    shutil.copytree(CURRENT.scripts, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "v0002_next.py").write_text(NEXT.format(more=more), encoding="utf-8")
    return Schema(scripts, "0002")


@pytest.fixture
def closed(vault: Vault, change: Changing) -> Path:
    with change() as first:
        first.db.add(Staff(id=STAFF, name="Ann Avery"))
    vault.close()
    return vault.folder


def test_an_older_vault_is_backed_up_then_brought_up_to_date(
    closed: Path, clock: FakeClock, tmp_path: Path
) -> None:
    schema = next_schema(tmp_path)
    opened = Vault.open(closed, passphrase=PASSPHRASE, clock=clock, schema=schema)
    with reading(opened.engine) as db:
        assert db.connection().exec_driver_sql("SELECT name, nickname FROM staff").all() == [
            ("Ann Avery", None)
        ]
    assert opened.verify().ok
    opened.close()
    backup = closed / "backup" / "before-schema-0002.db"
    assert [path.name for path in (closed / "backup").iterdir()] == [backup.name]
    shutil.copy(backup, closed / "store.db")
    as_before = Vault.open(closed, passphrase=PASSPHRASE, clock=clock)
    with reading(as_before.engine) as db:
        assert db.get_one(Staff, STAFF).name == "Ann Avery"
    as_before.close()


def test_a_newer_vault_is_refused_in_plain_words(closed: Path, clock: FakeClock, tmp_path: Path) -> None:
    Vault.open(closed, passphrase=PASSPHRASE, clock=clock, schema=next_schema(tmp_path)).close()
    before = (closed / "store.db").read_bytes()
    with pytest.raises(VaultProblem, match="newer version") as told:
        Vault.open(closed, passphrase=PASSPHRASE, clock=clock)
    assert "Install the newer version" in told.value.remedy
    assert (closed / "store.db").read_bytes() == before


def test_a_step_that_fails_is_taken_back_whole(closed: Path, clock: FakeClock, tmp_path: Path) -> None:
    schema = next_schema(tmp_path, more='op.execute("INSERT INTO nowhere VALUES (1)")')
    with pytest.raises(OperationalError, match="nowhere"):
        Vault.open(closed, passphrase=PASSPHRASE, clock=clock, schema=schema)
    opened = Vault.open(closed, passphrase=PASSPHRASE, clock=clock)
    with reading(opened.engine) as db:
        assert db.get_one(Staff, STAFF).name == "Ann Avery"
        columns = {row[1] for row in db.connection().exec_driver_sql("PRAGMA table_info(staff)")}
    assert "nickname" not in columns and opened.verify().ok
    opened.close()


def test_a_step_that_leaves_a_loose_end_is_taken_back(closed: Path, clock: FakeClock, tmp_path: Path) -> None:
    columns = "id, case_id, further_support, next_steps, written_in, created_at"
    loose = f"op.execute(\"INSERT INTO plan ({columns}) VALUES ('a', 'b', '', '', 'en', '2025-01-01')\")"  # noqa: S608
    with pytest.raises(RuntimeError, match="points at nothing"):
        Vault.open(closed, passphrase=PASSPHRASE, clock=clock, schema=next_schema(tmp_path, more=loose))
    Vault.open(closed, passphrase=PASSPHRASE, clock=clock).close()


def test_opening_an_up_to_date_vault_does_not_load_the_migrations() -> None:
    source = (Path(migrate.__file__)).read_text(encoding="utf-8")
    assert "\nfrom alembic" not in source and "\nimport alembic" not in source


def test_a_new_vault_is_made_by_the_migrations(tmp_path: Path, clock: FakeClock) -> None:
    made, _ = Vault.create(
        tmp_path / "next", PASSPHRASE, clock=clock, cost=CHEAP, schema=next_schema(tmp_path)
    )
    with made.engine.connect() as connection:
        assert migrate.revision_of(connection) == "0002"
    made.close()
