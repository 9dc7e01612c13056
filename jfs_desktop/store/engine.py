"""The encrypted engine: every connection keyed, set up alike, and closable by force."""

from __future__ import annotations

import contextlib
import ctypes
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool

from jfs_desktop.errors import VaultProblem
from jfs_desktop.store import dialect, trouble
from jfs_desktop.store.turn import Turn

PRAGMAS = (
    "cipher_log_level = NONE",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "temp_store = MEMORY",
    "cache_size = -1000",  # KiB a connection; the library's own is 8000
    "secure_delete = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
    "busy_timeout = 5000",
    "journal_size_limit = 8388608",
    "fullfsync = ON",
    "checkpoint_fullfsync = ON",
)
PLAIN_HEADER = b"SQLite format 3\x00"
KEY_BYTES = 32


@dataclass
class Side:
    """What stands beside an engine of a vault: the writers' queue, what to do when the disk is full, and
    whether a page was found damaged. From then on nothing is written: what rests on a damaged page cannot be
    told from what does not, and the backup to be restored would lack it."""

    turn: Turn = field(default_factory=Turn)
    on_full: Callable[[], None] | None = None
    damaged: bool = False

    def note_damage(self) -> None:
        """Somebody came upon a damaged page."""
        self.damaged = True


@dataclass
class OpenConnections:
    """Our own list of raw connections: disposing of a pool leaves checked-out ones open with the key."""

    guard: threading.Lock = field(default_factory=threading.Lock)
    raw: list[Any] = field(default_factory=list)

    def add(self, connection: Any) -> None:
        with self.guard:
            self.raw.append(connection)

    def drop(self, connection: Any) -> None:
        with self.guard:
            if connection in self.raw:
                self.raw.remove(connection)

    def close_all(self) -> None:
        """Stops what runs and closes every connection; the log is folded in by the last."""
        with self.guard:
            connections, self.raw = self.raw, []
        for connection in connections:
            # Errors: closed already, or the disk fails; it is closed all the same.
            with contextlib.suppress(sqlcipher.Error):
                connection.interrupt()
                # A statement must run after the interruption, or closing would not fold the log in.
                connection.execute("ROLLBACK" if connection.in_transaction else "SELECT 1").fetchall()
            with contextlib.suppress(sqlcipher.Error):
                connection.close()


def wipe(secret: bytearray) -> None:
    """Overwrites a secret in place."""
    for position in range(len(secret)):
        secret[position] = 0


def _wipe_text(text: str) -> None:
    """Overwrites the characters of an unshared ASCII string of our own, which lie right behind its header."""
    if sys.implementation.name == "cpython" and len(text) > 1 and text.isascii():
        ctypes.memset(id(text) + sys.getsizeof("") - 1, 0, len(text))


def set_key(connection: Any, key: bytearray) -> None:
    """Hands a raw data key to a connection.

    Never by ``PRAGMA key``: its text would stand in error messages and trace calls.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("a data key has 32 bytes")
    digits = key.hex()
    text = "x'" + digits + "'"
    try:
        connection.set_key(text)
    finally:
        _wipe_text(text)
        _wipe_text(digits)


def open_connection(path: Path, key: bytearray, *, create: bool = False) -> Any:
    """A raw keyed connection, set up and proven to read the database.

    Raises :class:`VaultProblem` where the file is damaged or cannot be opened.
    """
    place = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
    with trouble.told_plainly(beside=path.parent):
        connection = sqlcipher.connect(place, uri=True, check_same_thread=False, isolation_level=None)
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")
            set_key(connection, key)
            _self_test(connection)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            for pragma in PRAGMAS:
                connection.execute(f"PRAGMA {pragma}").fetchall()
        except BaseException:
            connection.close()
            raise
    return connection


def refuse_unfit(path: Path) -> None:
    """Raises :class:`VaultProblem` where a database file is missing, read-only, empty or not encrypted.

    Only while no connection is open: on Linux and macOS, closing a file gives up the locks that this
    process holds on it.
    """
    try:
        with path.open("r+b") as file:
            start = file.read(len(PLAIN_HEADER))
    except FileNotFoundError:
        raise trouble.missing() from None
    except OSError as error:
        raise trouble.of_system(error) from None
    if start == PLAIN_HEADER:
        raise VaultProblem(
            "The vault's database is not encrypted, so it was not made by this program.",
            remedy="Choose another vault.",
        )
    if not start:
        raise trouble.damaged()


def _self_test(connection: Any) -> None:
    """Refuses a database library that would not encrypt or would spill text to disk."""
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise RuntimeError("the database library does not encrypt")
    options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    if "ENABLE_FTS5" not in options or not options & {"TEMP_STORE=2", "TEMP_STORE=3"}:
        raise RuntimeError("the database library lacks search, or keeps temporary files on disk")
    if "THREADSAFE=1" not in options:
        raise RuntimeError("the database library is not safe to use from several threads")


def make_engine(path: Path, key: bytearray, side: Side, opened: OpenConnections) -> Engine:
    """An engine over the vault's database.

    ``key`` is read whenever a connection is made, so it must live until ``opened`` is closed.
    Connections with the execution option ``write`` begin as writers at once.
    """

    def connect() -> Any:
        connection = open_connection(path, key)
        opened.add(connection)
        return connection

    engine = create_engine(
        dialect.URL,
        module=sqlcipher,
        creator=connect,
        poolclass=QueuePool,
        pool_size=3,
        max_overflow=0,
        pool_timeout=10,
        hide_parameters=True,
        execution_options={"jfs_side": side, "compiled_cache": dialect.compiled()},
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    @event.listens_for(engine, "close")
    def closed(dbapi_connection: Any, record: Any) -> None:
        opened.drop(dbapi_connection)

    event.listen(engine, "close_detached", opened.drop)
    return engine


def engine_in_memory() -> Engine:
    """An engine over one empty database that no file holds and no key guards."""

    def connect() -> Any:
        connection = sqlcipher.connect(":memory:", check_same_thread=False)
        connection.execute("PRAGMA page_size = 512")  # every table has a page of its own, with hardly a row
        return connection

    return create_engine(
        dialect.URL,
        module=sqlcipher,
        creator=connect,
        poolclass=StaticPool,
        execution_options={"jfs_side": Side(), "compiled_cache": dialect.compiled()},
    )


def own_side(engine: Engine) -> Side:
    """The side of an engine that must be a vault's."""
    side = side_of(engine)
    if side is None:
        raise TypeError("this engine is not a vault's")
    return side


def side_of(engine: Engine) -> Side | None:
    """The side of a vault's engine; None for a head office on a database server."""
    side = engine.get_execution_options().get("jfs_side")
    return side if isinstance(side, Side) else None
