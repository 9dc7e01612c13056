"""A message written into a folder from which another program sends."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryFile

from jfs_desktop.mail.delivery import Delivery, Ending, Step
from jfs_desktop.store.files import write_whole


def drop(folder: Path, name: str, message: EmailMessage) -> Delivery:
    """Write the message as ``name`` with the ending .eml, whole or not at all. That it lies there is no proof
    that it went."""
    try:
        write_whole(folder / f"{name}.eml", message.as_bytes())
    except OSError as error:
        return _not_written(error)
    return Delivery(Ending.LEFT, Step.HAND_OVER, "It lies in the folder that another program sends from.")


def try_out(folder: Path) -> Delivery:
    """Whether a file can be written there; none is left behind."""
    try:
        with TemporaryFile(dir=folder) as file:
            file.write(b"JFS")
    except OSError as error:
        return _not_written(error)
    return Delivery(Ending.TAKEN, Step.FOLDER)


def _not_written(error: OSError) -> Delivery:
    words = "The folder for messages cannot be written to. Look whether it is there and has room."
    return Delivery(Ending.PUT_OFF, Step.FOLDER, words, type(error).__name__)
