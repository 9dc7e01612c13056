"""Verbs over a real vault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

import pytest

from jfs_desktop.store.unit_of_work import Author, Change, Verb, changing
from jfs_desktop.store.vault import Vault
from tests.conftest import FakeClock
from tests.store.jobs import Jobs, job_process

Changing = Callable[..., AbstractContextManager[Change]]


@pytest.fixture
def change(vault: Vault, clock: FakeClock, new_key: Callable[[], UUID]) -> Changing:
    """``change('verb', label=…, reason=…, case_id=…)``: one write transaction of the vault."""

    def begin(
        name: str = "test.change", *, label: str = "change", **more: Any
    ) -> AbstractContextManager[Change]:
        clock.advance(seconds=1)
        author = Author(None, vault.device_id)
        return changing(vault.engine, Verb(name, label), author, at=clock.now(), new_key=new_key, **more)

    return begin


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    """A process that does jobs on vaults; see crash_child.py."""
    with job_process() as begun:
        yield begun
