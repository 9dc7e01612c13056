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


def upgrade() -> None:
'''


def main() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        steps = produce_migrations(MigrationContext.configure(connection), metadata)
    assert steps.upgrade_ops is not None
    body = render_python_code(steps.upgrade_ops)
    lines = [line for line in body.splitlines() if not line.strip().startswith("# ###")]
    text = HEAD + "\n".join(lines).rstrip() + "\n    journal_guard.put_up()\n"
    TARGET.write_text(text, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", str(TARGET)], check=True)


if __name__ == "__main__":
    main()
