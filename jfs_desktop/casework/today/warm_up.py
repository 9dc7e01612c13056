"""Loads what opening a vault and the first list need, ahead of the passphrase."""

from __future__ import annotations

from sqlalchemy.orm import configure_mappers

from jfs_desktop.casework.cases import history, worklist
from jfs_desktop.casework.desk import case_facts, settings, unfinished_exports
from jfs_desktop.casework.desk.workspace import is_set_up, open_workspace
from jfs_desktop.casework.office import first_run
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.casework.today import cockpit
from jfs_desktop.clock import DEMO_DAY, ClockOnDay
from jfs_desktop.rules.clocks.clocks import clocks_for
from jfs_desktop.rules.facts.facts import CaseFacts, Nation
from jfs_desktop.store import migrate, profiles
from jfs_desktop.store.device import own_device
from jfs_desktop.store.vault import Vault

__all__ = ["first_run", "history", "sessions", "settings", "warm_up", "worklist"]


def warm_up() -> None:
    """Tie the tables together, then set up a vault of nothing, open it and look at its day: programme and
    calendar are read, and what is asked of the store is put into words that serve the vault itself, too.

    Each is done once a process: doing it again costs little.
    """
    configure_mappers()
    clock = ClockOnDay(DEMO_DAY)  # one that the shipped calendar surely has
    vault = Vault.in_memory(clock)
    first_run.begin(vault, clock, first_run.FirstRun("Nobody", "Nobody"))
    migrate.is_behind(vault.engine)
    is_set_up(vault)
    workspace = open_workspace(vault, clock)
    unfinished_exports.sweep(workspace)
    first_run.code_unseen(workspace)
    cockpit.cockpit(workspace)
    for nation in Nation:  # each counts its own days, and so has clocks of its own
        clocks_for(CaseFacts(None, nation, ()), workspace.programme, workspace.calendar, workspace.today())
    with workspace.reading() as db:
        own_device(db)
        case_facts.of_these(db, {workspace.me.id: (next(iter(workspace.programmes)), None)})
    vault.close()
    profiles.forget_tables()
