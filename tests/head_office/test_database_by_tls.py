"""PostgreSQL on another computer: reached by TLS alone, its certificate checked to the name (DESIGN 8)."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from jfs_desktop.errors import UserError
from jfs_desktop.head_office import archive, database
from tests.head_office.conftest import Exchange
from tests.mail.certificates import Issuer
from tests.postgres_server import SERVER_NAME, by_tls


def root_of(url: str) -> Path:
    """The certificate of the authority that the server's own is signed by."""
    return Path(str(make_url(url).query["host"])) / "root.pem"


def test_d11_what_devices_send_goes_to_another_computer_encrypted(apart: Exchange, database_url: str) -> None:
    kept_in = archive.begin(apart.centre, by_tls(database_url, root_of(database_url)))
    try:
        exchange = Exchange(apart.office, apart.centre, apart.post, kept_in)
        exchange.enrol()
        assert exchange.settle().number == 1
        with kept_in.reading() as db:
            row = db.execute(text("SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()")).one()
        assert row.ssl and row.version in {"TLSv1.2", "TLSv1.3"}
    finally:
        kept_in.close()


@pytest.mark.parametrize(
    ("wrong", "saying"),
    [
        ("name", "made out to another name than the address has"),
        ("authority", "does not prove who it is"),
        ("no root", "There is no certificate to check"),
    ],
)
def test_d11_a_wrong_certificate_is_refused_in_plain_words(
    apart: Exchange, database_url: str, tmp_path: Path, wrong: str, saying: str
) -> None:
    root, name = root_of(database_url), SERVER_NAME
    if wrong == "name":
        name = "db.elsewhere.example"
    elif wrong == "authority":
        root = Issuer().root(tmp_path)
    else:
        root = tmp_path / "nothing.pem"
    with pytest.raises(UserError, match=saying) as refused:
        archive.begin(apart.centre, by_tls(database_url, root, name))
    assert "certificate verify" not in refused.value.sentence and "SSL" not in refused.value.sentence
    assert archive.opened(apart.centre).engine is None


def test_d11_a_server_without_encryption_is_refused_before_anything_is_said_to_it(tmp_path: Path) -> None:
    """It answers the first question of the protocol with no, and hears nothing more."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                heard.append(connection.recv(8))
                connection.sendall(b"N")
                heard.append(connection.recv(4096))

        thread = threading.Thread(target=answer)
        thread.start()
        port = server.getsockname()[1]
        root = Issuer().root(tmp_path)
        url = (
            f"postgresql+psycopg://ann@db.northgate.example:{port}/jfs?hostaddr=127.0.0.1&sslrootcert={root}"
        )
        with pytest.raises(UserError, match="offers no encryption"):
            archive.refuse_unfit(url, "a secret password")
        thread.join()
    assert heard[1:] == [b""] and b"ann" not in heard[0]


@pytest.mark.parametrize(
    "address",
    [
        "ann@localhost/jfs?hostaddr=192.0.2.7",
        "ann@/jfs?service=head-office",
        "ann@/jfs?host=/run/postgresql,db.northgate.example",
        "ann@localhost/jfs?host=db.northgate.example",
    ],
)
def test_d11_no_address_makes_another_computer_look_like_this_one(address: str) -> None:
    assert not database.read_url(f"postgresql+psycopg://{address}").is_here


def test_d11_a_server_named_by_the_environment_is_not_taken_for_this_computer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert database.read_url("postgresql+psycopg://ann@/jfs").is_here
    for name in ("PGHOST", "PGHOSTADDR", "PGSERVICE"):
        with monkeypatch.context() as patch:
            patch.setenv(name, "192.0.2.7")
            assert not database.read_url("postgresql+psycopg://ann@/jfs").is_here
