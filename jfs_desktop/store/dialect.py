"""How every vault is spoken to: what was compiled for one of them serves the next, and a lock lets it go."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

URL = "sqlite+vault://"
_STATEMENTS = 800
"""All that the program asks, with room; a start asks about 40, a day of work about 300."""

compiled: LRUCache[Any, Any] = LRUCache(_STATEMENTS)
"""Statements as text of this dialect. Each keeps the values with which it was asked first, so this is
emptied when a vault locks."""


class VaultDialect(SQLiteDialect_pysqlite):
    """SQLCipher. All of its objects compile alike, for one process has one library, and so they are equal:
    a compiled statement is found again by its dialect and its shape."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))


registry.register("sqlite.vault", __name__, "VaultDialect")
