"""A PostgreSQL server of our own, where one is installed."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography import x509
from sqlalchemy import Engine, create_engine, make_url

from tests.mail.certificates import Issuer


def _server_programs() -> Path | None:
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


SERVER_NAME = "db.northgate.example"
"""What the server's certificate says that it is."""


def serving() -> Iterator[Engine]:
    """A server on a socket in a temporary folder, and by TLS on a free port of this computer. It refuses to
    run as root, so another user runs it. Its authority's certificate is ``root.pem`` in that folder."""
    programs = _server_programs() if os.name != "nt" else None
    if programs is None:
        pytest.skip("PostgreSQL is not installed here: nothing was tested on it")
    import pwd  # not on Windows

    folder = Path(tempfile.mkdtemp(prefix="jfs-pg-"))
    issuer = Issuer()
    issuer.root(folder)
    certificate = issuer.written(folder, x509.DNSName(SERVER_NAME))
    as_user: list[str] = []
    owner = pwd.getpwuid(os.getuid()).pw_name
    if os.getuid() == 0:
        try:
            user = pwd.getpwnam("postgres")
        except KeyError:
            pytest.skip("PostgreSQL may not run as root and has no user of its own here")
        for path in (folder, certificate):
            os.chown(path, user.pw_uid, user.pw_gid)
        as_user, owner = ["runuser", "-u", "postgres", "--"], "postgres"
    data = folder / "data"
    control = [*as_user, str(programs / "pg_ctl"), "-D", str(data), "-w", "-s"]
    made = [*as_user, str(programs / "initdb"), "-D", str(data), "-A", "trust", "-E", "UTF8", "-N"]
    subprocess.run(made, check=True, cwd="/", stdout=subprocess.DEVNULL)
    port = _free_port()
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    options += f" -c ssl=on -c ssl_cert_file={certificate} -c ssl_key_file={certificate}"
    subprocess.run([*control, "-o", options, "-l", str(folder / "log"), "start"], check=True, cwd="/")
    try:
        place = f"postgresql+psycopg://{owner}@:{port}/postgres?host={folder}"
        engine = create_engine(place, hide_parameters=True)
        yield engine
        engine.dispose()
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, cwd="/")
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
    return port


def by_tls(url: str, root: Path, name: str = SERVER_NAME) -> str:
    """The address by which another computer would reach a database of the server."""
    here = make_url(url)
    said = {"hostaddr": "127.0.0.1", "sslrootcert": str(root)}
    return here.set(host=name, query=said).render_as_string(hide_password=False)


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
