"""A message whose try has begun is carried out of the house: by the mail server, or into a folder.

Nothing of the vault is touched here, for it may take half a minute and the vault may lock meanwhile.
"""

from __future__ import annotations

from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from typing import Final

from jfs_desktop.casework.outbox.mail_account import MailAccount, Route
from jfs_desktop.casework.outbox.outbox import Sending
from jfs_desktop.clock import Clock
from jfs_desktop.errors import BadInput
from jfs_desktop.mail import folder_drop, secrets, smtp
from jfs_desktop.mail.compose import compose
from jfs_desktop.mail.delivery import Delivery, Ending, Step
from jfs_desktop.mail.secrets import SecretAbsent

_OUT_OF_HAND: Final = frozenset({Ending.TAKEN, Ending.LEFT, Ending.UNKNOWN})
"""How a try ends after which somebody else has the message, or may have it."""


def carry(sending: Sending, clock: Clock) -> Delivery:
    """Carry it; what came of it, and when that was, is told and never raised."""
    message, delivery = _carried(sending)
    handed = message.as_bytes() if message is not None and delivery.ending in _OUT_OF_HAND else b""
    return replace(delivery, at=clock.now(), handed=handed)


def _carried(sending: Sending) -> tuple[EmailMessage | None, Delivery]:
    """The message, whose bytes stay as they are once it was composed, and what came of the try."""
    account = sending.account
    try:
        message = compose(sending.letter)
    except BadInput as refused:
        return None, Delivery(Ending.REFUSED, Step.HAND_OVER, refused.sentence)
    if account.route is Route.FOLDER:
        return message, folder_drop.drop(Path(account.folder), sending.id.hex, message)
    try:
        secret = secrets.secret_of(account.server)
    except SecretAbsent as absent:
        return message, Delivery(Ending.REFUSED, Step.SIGN_IN, absent.text)
    return message, smtp.deliver(account.server, secret, message)


def try_out(account: MailAccount, secret: str = "") -> tuple[Delivery, ...]:
    """Go each step of the way but the last: those that went well, and the one that did not. ``secret`` is the
    password or token where it is not the one that the keyring has."""
    if account.route is Route.FOLDER:
        return (folder_drop.try_out(Path(account.folder)),)
    try:
        secret = secret or secrets.secret_of(account.server)
    except SecretAbsent as absent:
        return (Delivery(Ending.REFUSED, Step.SIGN_IN, absent.sentence),)
    return smtp.try_out(account.server, secret)
