"""The mail account's password or token, kept by the operating system and never in the vault (SECURITY 4)."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from jfs_desktop.errors import UserError
from jfs_desktop.mail.delivery import Account, SignIn

SERVICE: Final = "JFS Desktop mail"
PIECE: Final = 1200
"""Characters that are kept under one name: Windows keeps 2,560 bytes, and a token is often longer."""
_held: dict[str, str] = {}
"""What was typed since the program started, where the system keeps nothing."""


class SecretAbsent(UserError):
    """No password or token is there for an account that needs one."""

    default_title = "The mail account's password is not there"


def secret_of(account: Account) -> str:
    """The password or token; '' for an account that signs in without. Raises SecretAbsent."""
    if account.sign_in is SignIn.NONE:
        return ""
    name = _name(account)
    if name in _held:
        return _held[name]
    try:
        found = "".join(_pieces(name))
    except _refusals():
        found = ""
    if not found:
        raise SecretAbsent(
            "No password is kept for this mail account.", remedy="Type it in Settings, under E-mail."
        )
    return found


def keep(account: Account, secret: str) -> bool:
    """Give it to the system to keep; False where the system keeps none, and it is held until the end of this
    run alone."""
    import keyring

    name = _name(account)
    parts = [secret[at : at + PIECE] for at in range(0, len(secret), PIECE)] or [""]
    try:
        for number, part in enumerate(parts):
            keyring.set_password(SERVICE, _piece_name(name, number), part)
    except _refusals():
        _forget(name, 0)
        _held[name] = secret
        return False
    _held.pop(name, None)
    _forget(name, len(parts))
    return True


def _pieces(name: str) -> Iterator[str]:
    """What is kept under a name; a piece that is not full is the last."""
    import keyring

    for number in itertools.count():
        piece = keyring.get_password(SERVICE, _piece_name(name, number)) or ""
        yield piece
        if len(piece) < PIECE:
            return


def _forget(name: str, number: int) -> None:
    """Take a piece of an earlier secret away, with which another would be read as one."""
    import keyring

    with suppress(*_refusals()):
        keyring.delete_password(SERVICE, _piece_name(name, number))


def _refusals() -> tuple[type[Exception], ...]:
    """What a keyring raises that does not serve; that of Windows lets the system's own error through."""
    from keyring.errors import KeyringError

    if sys.platform == "win32":
        from keyring.backends import Windows

        return KeyringError, Windows.pywintypes.error  # type: ignore[attr-defined]
    return (KeyringError,)


def is_kept(account: Account) -> bool:
    """Whether there is one, or none is needed."""
    try:
        secret_of(account)
    except SecretAbsent:
        return False
    return True


def _name(account: Account) -> str:
    return f"{account.user}@{account.host}"


def _piece_name(name: str, number: int) -> str:
    return f"{name} ({number + 1})" if number else name
