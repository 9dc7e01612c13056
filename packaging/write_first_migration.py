"""Writes the first migration anew from the tables of ``records``.

Run ``python packaging/write_first_migration.py`` after changing a table, as long as no
version has been released; afterwards a change gets a migration of its own.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations.ops import CreateTableOp, MigrateOperation, ModifyTableOps, UpgradeOps
from sqlalchemy import create_engine

from jfs_desktop.records.every_table import metadata

TARGET = (
    Path(__file__).resolve().parent.parent / "jfs_desktop/store/migrations/versions/v0001_first_schema.py"
)
HEAD = '''"""The first schema. Written by packaging/write_first_migration.py."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import jfs_desktop.records.base
from jfs_desktop.store.migrations import journal_guard

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

'''


def code_of(step: MigrateOperation) -> str:
    """The lines of one step, indented, without alembic's remarks."""
    lines = render_python_code(UpgradeOps([step])).splitlines()
    return "".join(f"{line}\n" for line in lines if "# ###" not in line)


def main() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        steps = produce_migrations(MigrationContext.configure(connection), metadata)
    assert steps.upgrade_ops is not None
    bodies: dict[str, str] = {}
    for step in steps.upgrade_ops.ops:
        assert isinstance(step, CreateTableOp | ModifyTableOps)
        bodies[step.table_name] = bodies.get(step.table_name, "") + code_of(step)
    functions = [f"def add_{table}() -> None:\n{body}" for table, body in bodies.items()]
    functions.append("TABLES = (\n" + "".join(f"    add_{table},\n" for table in bodies) + ")\n")
    functions.append(
        "def upgrade() -> None:\n    for add in TABLES:\n        add()\n    journal_guard.put_up()\n"
    )
    text = HEAD + "\n\n" + "\n\n".join(functions)
    TARGET.write_text(text, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", str(TARGET)], check=True)


if __name__ == "__main__":
    main()
