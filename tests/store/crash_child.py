"""Run by the crash tests: adds staff one by one to a vault and says so after each commit, until killed.

Reads a vault's folder and a first number per line. Each line is worked on by a fork of this process,
so that a kill costs no start-up.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from uuid import UUID

from jfs_desktop.clock import SystemClock
from jfs_desktop.records.staff import Staff
from jfs_desktop.store.unit_of_work import Author, Verb, changing
from jfs_desktop.store.vault import Vault


def key(number: int) -> UUID:
    return UUID(int=(7 << 76) | (2 << 62) | number)


def write_for_ever(folder: Path, passphrase: str, number: int) -> None:
    vault = Vault.open(folder, passphrase=passphrase, clock=SystemClock())
    author = Author(None, vault.device_id)
    while True:
        change_key = key(10**9 + number)
        with changing(
            vault.engine,
            Verb("staff.add", "add"),
            author,
            at=SystemClock().now(),
            new_key=lambda: change_key,  # noqa: B023
        ) as change:
            change.db.add(Staff(id=key(number), name=f"Name {number}"))
        os.write(1, b"%d\n" % number)
        number += 1


def main() -> None:
    for line in sys.stdin:
        folder, passphrase, number = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            os.write(1, b"pid %d\n" % os.getpid())
            write_for_ever(Path(folder), passphrase, int(number))
        os.waitpid(child, 0)
        os.write(1, b"end\n")


if __name__ == "__main__":
    main()
