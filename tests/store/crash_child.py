"""Run by the crash and fault tests: does one long job on a vault in a fork, which is killed or starved.

Reads one job a line: its name, then its words, apart by tabs. Forking costs no start-up. Every job
says ``pid N`` when it can be killed; ``write`` then says each number it has committed, the others
say ``done`` once they are through, and wait. ``end`` follows when the process was killed.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import alembic.command  # noqa: F401 (loaded before the fork, as the jobs are timed)

from jfs_desktop.clock import SystemClock
from jfs_desktop.records.staff import Staff
from jfs_desktop.store.migrate import Schema
from jfs_desktop.store.unit_of_work import Author, Verb, changing
from jfs_desktop.store.vault import Vault


def key(number: int) -> UUID:
    return UUID(int=(7 << 76) | (2 << 62) | number)


def say(text: str) -> None:
    os.write(1, text.encode() + b"\n")


def add(vault: Vault, number: int) -> None:
    """One member of staff in one change."""
    verb, author, change_key = Verb("staff.add", "add"), Author(None, vault.device_id), key(10**9 + number)
    with changing(vault.engine, verb, author, at=SystemClock().now(), new_key=lambda: change_key) as change:
        change.db.add(Staff(id=key(number), name=f"Name {number}"))


def write(folder: str, passphrase: str, number: str) -> None:
    """Adds staff one by one for ever."""
    say(f"pid {os.getpid()}")
    vault = Vault.open(Path(folder), passphrase=passphrase, clock=SystemClock())
    count = int(number)
    while True:
        add(vault, count)
        say(str(count))
        count += 1


def migrate(folder: str, passphrase: str, scripts: str) -> None:
    """Opens the vault with the next schema."""
    say(f"pid {os.getpid()}")
    Vault.open(Path(folder), passphrase=passphrase, clock=SystemClock(), schema=Schema(Path(scripts), "0002"))
    say("done")


def restore(folder: str, passphrase: str, copy: str) -> None:
    """Puts a backup in the place of the database."""
    say(f"pid {os.getpid()}")
    Vault.restore(Path(folder), Path(copy), passphrase=passphrase, clock=SystemClock())
    say("done")


def passphrase(folder: str, old: str, new: str) -> None:
    """Changes the passphrase."""
    vault = Vault.open(Path(folder), passphrase=old, clock=SystemClock())
    say(f"pid {os.getpid()}")
    vault.change_passphrase(old, new)
    say("done")


JOBS: dict[str, Callable[..., None]] = {job.__name__: job for job in (write, migrate, restore, passphrase)}


def main() -> None:
    for line in sys.stdin:
        name, *words = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            JOBS[name](*words)
            signal.pause()  # until it is killed, so that its id is nobody else's meanwhile
        os.waitpid(child, 0)
        say("end")


if __name__ == "__main__":
    main()
