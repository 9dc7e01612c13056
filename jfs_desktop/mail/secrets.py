"""The mail account's password or token, kept by the operating system and never in the vault (SECURITY 4)."""

from __future__ import annotations

from typing import Final

from jfs_desktop.errors import UserError
from jfs_desktop.mail.delivery import Account, SignIn

SERVICE: Final = "JFS Desktop mail"
_held: dict[str, str] = {}
"""What was typed since the program started, where the system keeps nothing."""


class SecretAbsent(UserError):
    """No password or token is there for an account that needs one."""

    default_title = "The mail account's password is not there"


def secret_of(account: Account) -> str:
    """The password or token; '' for an account that signs in without. Raises SecretAbsent."""
    if account.sign_in is SignIn.NONE:
        return ""
    import keyring
    from keyring.errors import KeyringError

    try:
        found = keyring.get_password(SERVICE, _name(account))
    except KeyringError:
        found = None
    found = found or _held.get(_name(account), "")
    if not found:
        raise SecretAbsent(
            "No password is kept for this mail account.", remedy="Type it in Settings, under E-mail."
        )
    return found


def keep(account: Account, secret: str) -> bool:
    """Give it to the system to keep; False where the system keeps none, and it is held until the end of this
    run alone."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(SERVICE, _name(account), secret)
    except KeyringError:
        _held[_name(account)] = secret
        return False
    return True


def is_kept(account: Account) -> bool:
    """Whether there is one, or none is needed."""
    try:
        secret_of(account)
    except SecretAbsent:
        return False
    return True


def _name(account: Account) -> str:
    return f"{account.user}@{account.host}"
