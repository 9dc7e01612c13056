"""Settings of the whole test run, and what every area shares: a clock that is set, and a real vault."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import settings
from sqlalchemy import Engine

from jfs_desktop.store.key_header import ArgonCost
from jfs_desktop.store.vault import Vault
from tests.kept_vaults import kept
from tests.postgres_server import serving

# Windows open off the screen, unless the person asks to see them.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Test processes share a small machine, where time is no measure; every run tries the same examples.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")

PASSPHRASE = "seven quiet otters wade"
CHEAP = ArgonCost(memory_kib=19 * 1024, passes=1, lanes=1)
"""The least a vault accepts for a passphrase, so that tests do not wait for it."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-references`` writes the reference documents anew (tests/documents/references.py);
    ``--pictures`` keeps what the windows look like (tests/ui/conftest.py)."""
    parser.addoption(
        "--update-references",
        action="store_true",
        help="write the reference documents of tests/documents/reference anew",
    )
    parser.addoption(
        "--pictures",
        action="store_true",
        help="save the windows of every test below tests/pictures, not only of those that fail",
    )


def pytest_collection_finish() -> None:
    """What loading has made stays to the end: Python need not look through it for rings of objects, nor as
    often as a program that runs for a day."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


class FakeClock:
    """A wall clock and a monotonic clock that move only when told to."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._monotonic = 1000.0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._monotonic

    def advance(self, *, wall: bool = True, monotonic: bool = True, **by: float) -> None:
        """Moves both clocks, or one of them, by ``timedelta`` arguments."""
        step = timedelta(**by)
        if wall:
            self._now += step
        if monotonic:
            self._monotonic += step.total_seconds()

    def set(self, now: datetime) -> None:
        """Puts the wall clock to an instant; monotonic time does not notice."""
        self._now = now


class CountedKeys:
    """UUIDs in a row, so that a run of the tests repeats."""

    def __init__(self) -> None:
        self._count = 0

    def __call__(self) -> UUID:
        self._count += 1
        return UUID(int=(0x01900000 << 96) | (7 << 76) | (2 << 62) | self._count)


@pytest.fixture
def clock() -> FakeClock:
    """Monday 2 June 2025, 09:00 in London."""
    return FakeClock(datetime(2025, 6, 2, 8, 0, tzinfo=UTC))


@pytest.fixture
def new_key() -> Callable[[], UUID]:
    return CountedKeys()


@pytest.fixture
def vault_folder(tmp_path: Path) -> Path:
    return tmp_path / "vault"


@pytest.fixture
def vault(vault_folder: Path, clock: FakeClock, new_key: Callable[[], UUID]) -> Iterator[Vault]:
    """A fresh vault, opened, with the cheapest passphrase cost: made once in a run, and copied."""

    def make() -> None:
        Vault.create(vault_folder, PASSPHRASE, clock=clock, cost=CHEAP, new_key=CountedKeys())[0].close()

    kept(vault_folder, "a bare vault", make)
    new_key(), new_key()  # the keys of the vault and of this device
    made = Vault.open(vault_folder, passphrase=PASSPHRASE, clock=clock)
    yield made
    made.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Engine]:
    """A PostgreSQL server for the whole run; a test that needs it is skipped where none is installed."""
    yield from serving()
