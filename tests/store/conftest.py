"""Verbs over a real vault, and a PostgreSQL server of our own where one is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, create_engine

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


def _server_programs() -> Path | None:
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A server on a socket in a temporary folder. It refuses to run as root, so another user runs it."""
    programs = _server_programs() if os.name != "nt" else None
    if programs is None:
        pytest.skip("PostgreSQL is not installed here: nothing was tested on it")
    import pwd  # not on Windows

    folder = Path(tempfile.mkdtemp(prefix="jfs-pg-"))
    as_user: list[str] = []
    owner = pwd.getpwuid(os.getuid()).pw_name
    if os.getuid() == 0:
        try:
            user = pwd.getpwnam("postgres")
        except KeyError:
            pytest.skip("PostgreSQL may not run as root and has no user of its own here")
        os.chown(folder, user.pw_uid, user.pw_gid)
        as_user, owner = ["runuser", "-u", "postgres", "--"], "postgres"
    data = folder / "data"
    control = [*as_user, str(programs / "pg_ctl"), "-D", str(data), "-w", "-s"]
    made = [*as_user, str(programs / "initdb"), "-D", str(data), "-A", "trust", "-E", "UTF8", "-N"]
    subprocess.run(made, check=True, cwd="/", stdout=subprocess.DEVNULL)
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    subprocess.run([*control, "-o", options, "-l", str(folder / "log"), "start"], check=True, cwd="/")
    try:
        engine = create_engine(f"postgresql+psycopg://{owner}@/postgres?host={folder}", hide_parameters=True)
        yield engine
        engine.dispose()
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, cwd="/")
        shutil.rmtree(folder, ignore_errors=True)
