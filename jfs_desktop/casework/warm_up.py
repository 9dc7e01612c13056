"""Loads what opening a vault and the first list need, ahead of the passphrase."""

from __future__ import annotations

import importlib

from sqlalchemy.orm import configure_mappers

from jfs_desktop.casework import first_run, history, sessions, settings, worklist
from jfs_desktop.casework.adopted_programmes import DEFAULT
from jfs_desktop.store.profiles import load_calendar, load_programme

__all__ = ["first_run", "history", "sessions", "settings", "warm_up", "worklist"]


def warm_up() -> None:
    """Tie the tables together, load the dialect of the store, read programme and calendar.

    Needs no vault. Each is done once a process: doing it again costs nothing.
    """
    configure_mappers()
    importlib.import_module("sqlalchemy.dialects.sqlite")
    load_programme(DEFAULT)
    load_calendar()
