"""The password or token is the system's to keep, which keeps short texts only (SECURITY 4)."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, PasswordDeleteError

from jfs_desktop.mail import secrets
from jfs_desktop.mail.delivery import Account, Security, SignIn

MOST_BYTES = 2560
"""What Windows takes under one name, in UTF-16."""


class SmallRing(KeyringBackend):
    """A keyring with the bound of Windows, and a place for so many texts."""

    priority = 9.0

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[str, str] = {}
        self.places = 9

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        if len(password.encode("utf-16-le")) > MOST_BYTES or len({*self.held, username}) > self.places:
            raise KeyringError
        self.held[username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.held.pop(username, None) is None:
            raise PasswordDeleteError


@pytest.fixture
def ring() -> Iterator[SmallRing]:
    before, made = keyring.get_keyring(), SmallRing()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def account(user: str) -> Account:
    return Account("mail.provider.example", 587, Security.STARTTLS, SignIn.TOKEN, user)


def test_a_token_of_any_length_comes_back_whole(ring: SmallRing) -> None:
    mine, others = account("carys"), account("rhys")
    assert secrets.keep(others, "another")
    for length in (4000, 2 * secrets.PIECE, secrets.PIECE, 12, secrets.PIECE + 1):
        token = "".join(chr(97 + at % 26) for at in range(length))
        assert secrets.keep(mine, token)
        assert secrets.secret_of(mine) == token
    assert secrets.secret_of(others) == "another"


def test_a_keyring_that_fails_halfway_keeps_no_half(ring: SmallRing) -> None:
    mine, ring.places = account("gwen"), 1
    token = "t" * (secrets.PIECE + 5)
    assert not secrets.keep(mine, token)
    assert secrets.secret_of(mine) == token
    assert ring.held == {}
    ring.places = 9
    assert secrets.keep(mine, "short")
    assert secrets.secret_of(mine) == "short"
