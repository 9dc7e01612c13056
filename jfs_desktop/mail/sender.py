"""Whom a message says that it is from: the one address that a mail program would show, or none (I17).

Anybody may write anything there. An address typed as a name is no sender, and of two nobody knows which.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.message import Message
from email.policy import default
from typing import Final

_APART: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\([^()]*\)')
"""What is quoted, and remarks: nothing in them is an address."""
_BRACKETED: Final = re.compile(r"<([^<>]*)>")
_UNQUOTED: Final = re.compile(r'^"(.*)"$')
_HIDDEN: Final = "\0"


def of(message: Message) -> tuple[str, str]:
    """Name and address of the sender, from the heads as they came: what a library makes of them leaves out
    whatever it cannot place."""
    return read([str(value) for name, value in message.raw_items() if name.lower() == "from"])


def read(heads: Sequence[str]) -> tuple[str, str]:
    """The same of what stands in such heads. The address is '' where they name several, or where it cannot be
    told from other words; the name is then all that stands there."""
    whole = [told for head in heads if (told := " ".join(head.split()))]
    found = sorted({_one(head) for head in whole})
    if len({address.casefold() for _, address in found}) == 1:
        return found[0]
    return _decoded(" ".join(whole)), ""


def _one(head: str) -> tuple[str, str]:
    plain = _APART.sub(lambda found: _HIDDEN * len(found[0]), head)
    bracketed = list(_BRACKETED.finditer(plain))
    if len(bracketed) == 1 and not plain[bracketed[0].end() :].strip(f"{_HIDDEN} ,;"):
        return _name(head[: bracketed[0].start()]), bracketed[0][1].strip()
    words = plain.replace(_HIDDEN, " ").split()
    if not bracketed and len(words) == 1 and not set(words[0]) & set("<>,;:"):
        return "", words[0]
    return _decoded(head), ""


def _name(told: str) -> str:
    """The words before the address, without the quotes around them all."""
    return _decoded(_UNQUOTED.sub(r"\1", told.strip()).replace('\\"', '"').replace("\\\\", "\\"))


def _decoded(told: str) -> str:
    """Words with letters that a head cannot hold as they are, read as they were meant."""
    return str(default.header_factory("Subject", told)).strip() if "=?" in told else told.strip()
