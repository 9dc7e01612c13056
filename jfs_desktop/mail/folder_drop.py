"""A message written into a folder from which another program sends."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

from jfs_desktop.mail.smtp import Delivery, Ending, Step
from jfs_desktop.store.files import write_whole


def drop(folder: Path, name: str, message: EmailMessage) -> Delivery:
    """Write the message as ``name`` with the ending .eml, whole or not at all. That it lies there is no proof
    that it went."""
    try:
        write_whole(folder / f"{name}.eml", message.as_bytes())
    except OSError as error:
        words = "The folder for messages cannot be written to. Look whether it is there and has room."
        return Delivery(Ending.PUT_OFF, Step.HAND_OVER, words, type(error).__name__)
    return Delivery(Ending.LEFT, Step.HAND_OVER, "It lies in the folder that another program sends from.")
