"""Run by the crash and fault tests: does one long job on a vault in a fork, which is killed or starved.

Reads one job a line: its name, then its words, apart by tabs. Forking costs no start-up. A job that
is to be killed says ``pid N`` when it can be; ``write`` then says each number it has committed, the
others say ``done`` once they are through, and wait. ``starve`` and ``make`` end by themselves and say
how each step went: ``did STEP`` or ``told STEP SENTENCE``. ``end`` follows when the process is gone.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import alembic.command  # noqa: F401 (loaded before the fork, as the jobs are timed)

from jfs_desktop.clock import SystemClock
from jfs_desktop.errors import UserError
from jfs_desktop.records.staff import Staff
from jfs_desktop.store.key_header import ArgonCost
from jfs_desktop.store.migrate import Schema
from jfs_desktop.store.unit_of_work import Author, Verb, changing
from jfs_desktop.store.vault import Vault
from tests.store.forks import say


def key(number: int) -> UUID:
    return UUID(int=(7 << 76) | (2 << 62) | number)


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


def starve(folder: str, old: str, new: str, largest: str) -> None:
    """A bit of everything while no file may grow beyond ``largest`` bytes ('' for no such limit)."""
    limit(largest)
    opened: list[Vault] = []

    def begin() -> None:
        opened.append(Vault.open(Path(folder), passphrase=old, clock=SystemClock()))

    if not went("open", begin):
        return
    (vault,) = opened
    for number in range(8):
        went(f"add-{number}", lambda number=number: add(vault, number))
    went("back-up", vault.back_up)
    went("sign", vault.sign_head)
    went("passphrase", lambda: vault.change_passphrase(old, new))
    went("add-8", lambda: add(vault, 8))
    went("close", vault.close)


def make(folder: str, passphrase: str, largest: str) -> None:
    """Makes a new vault while no file may grow beyond ``largest`` bytes."""
    limit(largest)
    cheap = ArgonCost(memory_kib=19 * 1024, passes=1, lanes=1)
    went("make", lambda: Vault.create(Path(folder), passphrase, clock=SystemClock(), cost=cheap))


def limit(largest: str) -> None:
    if largest:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(largest), resource.RLIM_INFINITY))


def went(name: str, step: Callable[[], object]) -> bool:
    """Does a step and says how it went; a mistake of the program is none of a person's errors."""
    try:
        step()
    except UserError as problem:
        say(f"told {name} {problem.sentence}")
        return False
    say(f"did {name}")
    return True


KILLED: dict[str, Callable[..., None]] = {job.__name__: job for job in (write, migrate, restore, passphrase)}
STARVED: dict[str, Callable[..., None]] = {job.__name__: job for job in (starve, make)}


def work(name: str, words: list[str]) -> None:
    """Does a job and ends this process."""
    try:
        (KILLED | STARVED)[name](*words)
    except BaseException:  # noqa: BLE001 (whatever it was, this process ends and says so)
        traceback.print_exc()
        say("broke")
        os._exit(1)
    if name in KILLED:
        signal.pause()  # until it is killed, so that its id is nobody else's meanwhile
    os._exit(0)


def main() -> None:
    for line in sys.stdin:
        name, *words = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            work(name, words)
        os.waitpid(child, 0)
        say("end")


if __name__ == "__main__":
    main()
