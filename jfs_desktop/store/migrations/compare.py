"""Which objects of a database belong to the tables of ``records``."""

from __future__ import annotations

from sqlalchemy.sql.schema import SchemaItem


def include_object(item: SchemaItem, name: str | None, kind: str, reflected: bool, compared: object) -> bool:
    """Leaves out the search index's shadow tables, which SQLite keeps for itself."""
    return not (kind == "table" and reflected and name is not None and "_fts" in name)
