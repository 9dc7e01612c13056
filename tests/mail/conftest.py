"""What the tests of the post share: a server on this machine, and a letter."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from jfs_desktop.mail.delivery import Account, Security, SignIn
from tests.mail.certificates import Issuer
from tests.mail.loopback import USER, Behaviour, Loopback

StartServer = Callable[..., Loopback]
"""Starts a server: how it behaves, and which ``security`` and ``certificate`` it has."""


@pytest.fixture(scope="session")
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture(scope="session")
def trust(issuer: Issuer) -> ssl.SSLContext:
    return issuer.trust()


@pytest.fixture
def started(issuer: Issuer, tmp_path: Path) -> Iterator[StartServer]:
    """Start a server that behaves as told; it ends with the test. ``certificate`` 'good' by default."""
    with ExitStack() as running:

        def start(
            behaviour: Behaviour | None = None,
            *,
            security: Security = Security.STARTTLS,
            certificate: ssl.SSLContext | str | None = "good",
        ) -> Loopback:
            held = issuer.server(tmp_path) if isinstance(certificate, str) else certificate
            server = Loopback(behaviour or Behaviour(), held, at_once=security is Security.TLS)
            server.start()
            running.callback(server.stop)
            return server

        yield start


def account_of(
    server: Loopback, *, security: Security = Security.STARTTLS, sign_in: SignIn = SignIn.PASSWORD
) -> Account:
    """The account that a client has there."""
    assert server.server is not None
    port = server.server.sockets[0].getsockname()[1]
    return Account("127.0.0.1", port, security, sign_in, USER)
