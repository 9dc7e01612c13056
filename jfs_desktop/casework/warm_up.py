"""Loads what opening a vault and the first list need, ahead of the passphrase."""

from __future__ import annotations

from sqlalchemy.orm import configure_mappers

from jfs_desktop.casework import case_facts, cockpit, first_run, history, sessions, settings, worklist
from jfs_desktop.casework.workspace import open_workspace
from jfs_desktop.clock import DEMO_DAY, ClockOnDay
from jfs_desktop.store.vault import Vault

__all__ = ["first_run", "history", "sessions", "settings", "warm_up", "worklist"]


def warm_up() -> None:
    """Tie the tables together, then set up a vault of nothing and look at its day: programme and calendar are
    read, and what is asked of the store is put into words that serve the vault itself, too.

    Each is done once a process: doing it again costs little.
    """
    configure_mappers()
    clock = ClockOnDay(DEMO_DAY)  # one that the shipped calendar surely has
    vault = Vault.in_memory(clock)
    first_run.begin(vault, clock, first_run.FirstRun("Nobody", "Nobody"))
    workspace = open_workspace(vault, clock)
    cockpit.cockpit(workspace)
    with workspace.reading() as db:
        case_facts.load_many(db, [workspace.me.id])
    vault.close()
