"""By which way the JFAP goes to the Jobcentre, and where to (X6, X7; JFS 5.05, 5.07)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import restricted_cases
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.records.jobcentre_request import JobcentreRequest
from jfs_desktop.rules.person.checks import email
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.reasons import says_why


class Route(StrEnum):
    """How the JFAP went to the Jobcentre, by the channel's key in the profile."""

    EMAIL = "email"
    POST = "letter"


@dataclass(frozen=True, slots=True, repr=False)
class Sending(Discreet):
    """One sending, done by hand and recorded here. ``at`` is the London time of day; ``sent_to`` an e-mail
    or a postal address; ``service`` and ``tracking`` belong to the post."""

    on: date
    at: time | None
    sent_to: str
    route: Route = Route.EMAIL
    other_reason: str = ""
    service: str = ""
    tracking: str = ""
    late_reason: str = ""
    note: str = ""


def goes_by_post(db: Session, row: JobcentreRequest) -> bool:
    """Whether its answer goes by post: this form asks for it, or another one of the same case did."""
    return bool(row.return_address or (row.case_id and restricted_cases.since(db, row.case_id)))


def refuse(sending: Sending, *, by_post: bool) -> None:
    """Raise RefusedByRule for the other way than the one by which the answer goes."""
    if by_post and sending.route is not Route.POST:
        raise RefusedByRule("The form asks for post. Nothing of it goes by e-mail.", paragraph="JFS 5.05")
    if not by_post and sending.route is Route.POST:
        raise RefusedByRule(
            "The form gives no postal address, so the JFAP goes by e-mail.", paragraph="JFS 5.07"
        )


def address(row: JobcentreRequest, sending: Sending) -> str:
    """Where it went: the form's own return address, or another with the reason. Raises BadInput."""
    if sending.route is Route.POST:
        for name, words in (
            ("service", "Say by which postal service."),
            ("tracking", "Type the tracking number."),
        ):
            if not getattr(sending, name).strip():
                raise BadInput(words, field=name, paragraph="JFS 5.05")
        given, asked = sending.sent_to.strip(), row.return_address
        same = " ".join(given.split()).casefold() == " ".join(asked.split()).casefold()
    else:
        found = email(sending.sent_to)
        if not found.value:
            raise BadInput(f"{found.problem or 'Type the address it went to'}.".capitalize(), field="sent_to")
        given, asked = found.value, row.return_email
        same = given.casefold() == asked.casefold()
    if not given:
        raise BadInput("Type the address it went to.", field="sent_to")
    if not same and not says_why(sending.other_reason):
        raise BadInput(
            "This is not the return address on the form. Say why it went there.",
            field="other_reason",
            paragraph="JFS 5.07",
        )
    return given
