"""Which of DWP's forms of change a message names, and whom it is about (M8, JFS 4.25)."""

from __future__ import annotations

import re
from typing import Final

from jfs_desktop.mail.received import Received
from jfs_desktop.rules import checks
from jfs_desktop.rules.facts import FactKind
from jfs_desktop.rules.programme import Programme
from jfs_desktop.rules.programme_lists import Choice

_NI: Final = re.compile(r"\b[A-Z]{2}(?:[ .-]?[0-9]{2}){3}[ .-]?[A-D]\b", re.IGNORECASE)


def ni_number_in(text: str) -> str:
    """The first NI number in a text, '' where there is none: the person whom a notice is about."""
    read = (checks.ni_number(found[0]).value for found in _NI.finditer(text))
    return next((one for one in read if one), "")


def named_in(programme: Programme, said: Received) -> tuple[Choice, ...]:
    """The forms that its subject, the name of a file in it, or its text name."""
    where = " ".join([said.subject, *(one.name for one in said.attached), said.text]).casefold()
    asks = programme.fact_kinds[FactKind.CHANGE_NOTICE_RECEIVED].asks
    forms = [one for ask in asks if ask.key == "form" for one in ask.choices]
    return tuple(one for one in forms if one.name.casefold() in where)
