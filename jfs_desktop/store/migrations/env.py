"""Alembic's entry: runs the steps on the connection it is handed, inside its transaction."""

from __future__ import annotations

from alembic import context

from jfs_desktop.records.every_table import metadata
from jfs_desktop.store.migrations.compare import include_object

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    include_object=include_object,
    compare_type=True,
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
