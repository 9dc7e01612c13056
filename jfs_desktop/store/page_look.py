"""A quick look at every page of the database: that each is whole, in its place and of this vault's key.

It takes some 45 ms for 200 cases and grows with the vault. The window therefore opens without it and
looks behind the work; everything else looks before.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from jfs_desktop.errors import VaultDamaged
from jfs_desktop.store import trouble
from jfs_desktop.store.engine import open_connection, own_side, refuse_unfit

_CACHE_KIB = 256


def at_the_door(path: Path, key: bytearray, *, every_page: bool) -> None:
    """Look at a database that no engine has open, at its first bytes or at every page.

    Raises VaultProblem where it is damaged, missing, not ours, or may not be written.
    """
    refuse_unfit(path)
    if not every_page:
        return
    with trouble.told_plainly():
        connection = open_connection(path, key)
        try:
            _look(connection)
        finally:
            connection.close()


def behind_the_work(engine: Engine) -> None:
    """Look at the database of an open vault; readers and writers go on meanwhile.

    Raises VaultDamaged where it is, after which nothing more is written to it, and VaultProblem where the
    vault was locked before the end.
    """
    try:
        with trouble.told_plainly(), engine.connect() as connection:
            connection.detach()  # every page is looked at once: neither it nor what it read is kept
            looking: Any = connection.connection.dbapi_connection
            looking.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            _look(looking)
    except VaultDamaged:
        own_side(engine).note_damage()
        raise


def _look(connection: Any) -> None:
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise trouble.damaged()
