"""How every vault is spoken to: what was compiled for one of them serves the next, and a lock lets it go."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

URL = "sqlite+vault://"
_STATEMENTS = 800

Statements = LRUCache[Any, Any]
_kept: list[Statements] = [LRUCache(_STATEMENTS)]


def compiled() -> Statements:
    """Statements as text of this dialect, for every engine made from now on. Each keeps the values with which
    it was asked first."""
    return _kept[0]


def let_go() -> None:
    """Keep none of them any more, as a vault locks. What still runs goes on with its own, and they end with
    it: nothing comes back into what is kept from now on."""
    _kept[0].clear()
    _kept[0] = LRUCache(_STATEMENTS)


class VaultDialect(SQLiteDialect_pysqlite):
    """SQLCipher. All of its objects compile alike, for one process has one library, and so they are equal:
    a compiled statement is found again by its dialect and its shape."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))


registry.register("sqlite.vault", __name__, "VaultDialect")
