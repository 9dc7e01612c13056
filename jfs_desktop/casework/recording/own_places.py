"""The person's own numbers and addresses: by the channel that uses them, and for the booking of the initial
meeting (C2, C4; JFS 3.13, 3.14)."""

from __future__ import annotations

from collections.abc import Mapping

from jfs_desktop.records.participant import Participant
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.programme.questions import YES

USED = "detail_used"
"""The question which of them was used."""
_PLACES: Mapping[str, str] = {
    "telephone": "telephone",
    "text": "telephone",
    "email": "email",
    "letter": "address",
    "video": "email",
    "chat": "email",
    "portal": "email",
}
"""Which of the person's details a channel uses."""


def by_channel(person: Participant) -> Mapping[str, str]:
    """Where each channel reaches them; a channel for which nothing is held is left out."""
    address = ", ".join(part for part in (*person.address.splitlines(), person.postcode) if part.strip())
    held = {"telephone": person.telephone, "email": person.email, "address": address}
    return {channel: held[detail] for channel, detail in _PLACES.items() if held[detail]}


def for_booking(person: Participant, known: CaseFacts) -> Mapping[str, str]:
    """What is proposed at the next booking: the answers of the last one, else their own number and
    address."""
    booked = known.last(FactKind.MEETING_BOOKED)
    said = dict(booked.detail) if booked is not None else {}
    return {key: answer for key, answer in ({**details(person)} | said).items() if answer}


def details(person: Participant) -> Mapping[str, str]:
    """Their own number and address, as answers to what is asked of them at a booking."""
    own = {"telephone": person.telephone, "email": person.email, "has_email": YES if person.email else ""}
    return {key: answer for key, answer in own.items() if answer}
