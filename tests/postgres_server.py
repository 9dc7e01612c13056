"""A PostgreSQL server of our own, where one is installed."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine


def _server_programs() -> Path | None:
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def serving() -> Iterator[Engine]:
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


@contextmanager
def own_database(server: Engine, template: str = "template1") -> Iterator[str]:
    """The address of a database that is gone afterwards, made like another one."""
    name = f"jfs_{secrets.token_hex(6)}"
    with server.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield server.url.set(database=name).render_as_string(hide_password=False)
        finally:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
