"""JFSPRO1 as it is typed or pasted: its seven items, checked (X4, JFS 5.05)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache

from jfs_desktop.clock import london_day
from jfs_desktop.errors import BadInput
from jfs_desktop.paths import resource
from jfs_desktop.rules.mail import request_text
from jfs_desktop.rules.mail.request_text import FormItem, PastedRequest, RequestItems
from jfs_desktop.rules.person.checks import ni_number
from jfs_desktop.rules.writing.discreet import Discreet

PARAGRAPH = "JFS 5.05"
LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True, repr=False)
class RequestForm(Discreet):
    """What the person entered: texts as the form has them, days as days or as they were typed."""

    requested_on: date | str = ""
    return_email: str = ""
    return_address: str = ""
    participant_name: str = ""
    ni_number: str = ""
    provision_ended_on: date | str = ""
    jobcentre: str = ""
    received_at: datetime | None = None
    mailbox: str = ""
    left_out: str = field(default="")


@dataclass(frozen=True, slots=True, repr=False)
class CleanRequest(Discreet):
    """The same in the way it is kept."""

    requested_on: date
    return_email: str
    return_address: str
    participant_name: str
    ni_number: str
    provision_ended_on: date | None
    jobcentre: str
    received_at: datetime
    mailbox: str
    left_out: str


@cache
def items() -> RequestItems:
    """The items of the form, as the shipped list has them."""
    listed = tomllib.loads(resource("forms", "jfspro1.toml").read_text("utf-8"))
    return RequestItems(
        listed["form"],
        listed["paragraph"],
        tuple(
            FormItem(
                one["key"], one["name"], one["kind"], tuple(one["spelt"]), one.get("may_be_empty", False)
            )
            for one in listed["items"]
        ),
        tuple(listed["none"]),
        tuple(listed["ends"]),
    )


def paste(text: str, received_on: date) -> PastedRequest:
    """Recognise the items in a whole form or e-mail that was pasted."""
    return request_text.read(text, items(), received_on)


def clean(form: RequestForm, now: datetime) -> CleanRequest:
    """Check every item. Raises BadInput, naming the field.

    An NI number that cannot be one is kept as it stands, since the request still has to be answered; what
    the form leaves out is said in words.
    """
    received_at = form.received_at
    if received_at is None:
        raise BadInput("Say when the form arrived in the mailbox.", field="received_at", paragraph=PARAGRAPH)
    if received_at > now:
        raise BadInput("This time is in the future.", field="received_at")
    received_on = london_day(received_at)
    texts = {item.key: _tidy(item, getattr(form, item.key), received_on) for item in items().items}
    requested_on = _requested_on(texts["requested_on"], received_on)
    mailbox, left_out = " ".join(form.mailbox.split()), form.left_out.strip()
    if not mailbox:
        raise BadInput("Say in which mailbox it arrived.", field="mailbox", paragraph=PARAGRAPH)
    if not left_out:
        _refuse_left_out(texts)
    return CleanRequest(
        requested_on,
        texts["return_email"],
        texts["return_address"],
        texts["participant_name"],
        texts["ni_number"],
        _day(texts["provision_ended_on"]),
        texts["jobcentre"],
        received_at,
        mailbox,
        left_out,
    )


def _requested_on(text: str, received_on: date) -> date:
    day = _day(text)
    if day is None:
        raise BadInput(
            "Type the date of request: the working days count from it.",
            field="requested_on",
            paragraph="JFS 5.03",
        )
    if day > received_on:
        raise BadInput("The form was asked for after it arrived. Check both days.", field="requested_on")
    return day


def _refuse_left_out(texts: Mapping[str, str]) -> None:
    """An empty item is explained; the e-mail address is not asked for where the form asks for post."""
    for item in items().items:
        by_post = item.key == "return_email" and texts["return_address"]
        if not (texts[item.key] or item.may_be_empty or by_post):
            raise BadInput(
                f"'{item.name}' is empty. Type it, or say that the form leaves it out and what was done.",
                field=LEFT_OUT,
                paragraph=PARAGRAPH,
            )


def _tidy(item: FormItem, given: date | str, received_on: date) -> str:
    text = given.isoformat() if isinstance(given, date) else given.strip()
    if not text:
        return ""
    found = request_text.tidy(item.kind, text, received_on)
    if found.value is not None:
        return found.value
    if item.kind == "ni_number" and request_text.tidy("line", text, received_on).value:
        return " ".join(text.split())[:40]
    raise BadInput(f"'{item.name}': {found.problem}.", field=item.key, paragraph=PARAGRAPH)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def sound(number: str) -> bool:
    """Whether it can be an NI number at all."""
    return bool(number) and bool(ni_number(number).value)
