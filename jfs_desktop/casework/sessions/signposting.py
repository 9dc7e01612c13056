"""Signposting to IPES: whether it is on, and where IPESSO1 stands (O7, O8, AMB-38, AMB-60)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import settings
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.clocks.clocks import due
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind, Nation
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.discreet import Discreet

CLOCK = "ipesso1_submission"


@dataclass(frozen=True, slots=True, repr=False)
class SignpostStanding(Discreet):
    """IPESSO1 of one case: signed, to be sent by, sent."""

    signed_on: date | None
    send_by: date | None
    sent_on: date | None


def is_on(db: Session, programme: Programme) -> bool:
    """Whether cases of this programme signpost: its own clock runs, or head office has turned it on."""
    return programme.clock(CLOCK).listed or settings.value_in(db, settings.SIGNPOSTING)


def standing(known: CaseFacts, programme: Programme, calendar: WorkingDays) -> SignpostStanding:
    """Where the form of a case stands; one that was sent after it was signed anew counts."""
    signed, sent = known.last(FactKind.IPESSO1_SIGNED), known.last(FactKind.IPESSO1_SENT)
    if signed is None:
        return SignpostStanding(None, None, None)
    on = sent.on if sent is not None and sent.on >= signed.on else None
    return SignpostStanding(signed.on, send_by(signed.on, programme, calendar), on)


def send_by(signed_on: date, programme: Programme, calendar: WorkingDays) -> date:
    """The last day for sending a form signed on that day, by the calendar of England and Wales where that is
    the earlier one: the guidance holds there alone (AMB-38)."""
    found = due(CLOCK, signed_on, programme, calendar, Nation.ENGLAND)
    return min(found.due, found.single_nation_due or found.due)
