"""Which of DWP's forms a message names or is, and whom it is about (M8, X4, JFS 4.25, 5.05)."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from jfs_desktop.casework.requests import request_form
from jfs_desktop.clock import london_day
from jfs_desktop.mail.received import Received
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.person import checks
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.programme_lists import Choice
from jfs_desktop.rules.replies.reply_voice import own_words

ENOUGH_ITEMS: Final = 4
"""Of the seven items of a request: so many stand together in nothing else."""
_NI: Final = re.compile(r"\b[A-Z]{2}(?:[ .-]?[0-9]{2}){3}[ .-]?[A-D]\b", re.IGNORECASE)


def ni_numbers_in(text: str) -> tuple[str, ...]:
    """The NI numbers in a text, in their order: those of whom a notice may be about."""
    read = (checks.ni_number(found[0]).value for found in _NI.finditer(text))
    return tuple(one for one in read if one)


def is_request(said: Received, now: datetime) -> bool:
    """Whether the form by which a Jobcentre asks for a JFAP stands in the sender's own words, as its items
    show."""
    found = request_form.paste(own_words(said.text), london_day(said.at or now))
    return len(found.values) >= ENOUGH_ITEMS


def names_request(said: Received) -> bool:
    """Whether its subject, the name of a file in it, or its text names the form of such a request."""
    return request_form.items().form.casefold() in _where(said)


def named_in(programme: Programme, said: Received) -> tuple[Choice, ...]:
    """The forms that its subject, the name of a file in it, or its text name."""
    where = _where(said)
    asks = programme.fact_kinds[FactKind.CHANGE_NOTICE_RECEIVED].asks
    forms = [one for ask in asks if ask.key == "form" for one in ask.choices]
    return tuple(one for one in forms if one.name.casefold() in where)


def _where(said: Received) -> str:
    return " ".join([said.subject, *(one.name for one in said.attached), said.text]).casefold()
