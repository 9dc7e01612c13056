"""A mail server on this machine, and a keyring of the test's own, for the window's mail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import keyring
import pytest

from tests.mail.certificates import Issuer
from tests.mail.loopback import Behaviour, Loopback
from tests.ui.post_office import MemoryRing, pem_of

Started = Callable[..., Loopback]


@pytest.fixture(scope="session")
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture(autouse=True)
def ring(tmp_path: Path, issuer: Issuer, monkeypatch: pytest.MonkeyPatch) -> Iterator[MemoryRing]:
    """A keyring of the test's own, and an authority that the system trusts while it runs."""
    before, made = keyring.get_keyring(), MemoryRing()
    keyring.set_keyring(made)
    (tmp_path / "authority.pem").write_bytes(pem_of(issuer))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def started(issuer: Issuer, tmp_path: Path) -> Iterator[Started]:
    """Start a mail server that behaves as told; it ends with the test."""
    with ExitStack() as running:

        def start(behaviour: Behaviour | None = None, *, at_once: bool = False) -> Loopback:
            server = Loopback(behaviour or Behaviour(), issuer.server(tmp_path), at_once=at_once)
            server.start()
            running.callback(server.stop)
            return server

        yield start
