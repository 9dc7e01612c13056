"""Letters and covering messages to a participant, in their language (C3, C6, I16, M4, P8, X3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from jfs_desktop.clock import LONDON, london_day
from jfs_desktop.documents.papers.paper import Issuer, Paper
from jfs_desktop.documents.wording.labels import labels_in
from jfs_desktop.rules.person.document_language import DocumentLanguage, full_day
from jfs_desktop.rules.writing.discreet import Discreet


class Letter(StrEnum):
    """The letters and messages, by the key of their template."""

    FIRST_CONTACT = "first_contact_letter"
    APPOINTMENT = "appointment_letter"
    DRAFT_JFAP = "draft_jfap_message"
    FINAL_JFAP = "final_jfap_message"
    MISSED = "missed_appointment_letter"


TITLES = {
    Letter.FIRST_CONTACT: "Welcome to Job Finding Support",
    Letter.APPOINTMENT: "Your appointment",
    Letter.DRAFT_JFAP: "Your draft Job Finding Action Plan",
    Letter.FINAL_JFAP: "Your final Job Finding Action Plan",
    Letter.MISSED: "Your missed appointment",
}


@dataclass(frozen=True, slots=True, repr=False)
class Recipient(Discreet):
    """To whom a letter goes, where, and in which language. ``first_name`` is how a letter greets them."""

    name: str
    reference: str = ""
    language: DocumentLanguage = DocumentLanguage.ENGLISH
    first_name: str = ""
    address: str = ""
    """In one line, with the postcode."""


@dataclass(frozen=True, slots=True, repr=False)
class Meeting(Discreet):
    """An appointment: the Europe/London day, '10:30', and the programme's name of the way to meet."""

    on: date
    at: str = ""
    method: str = ""
    platform: str = ""
    by_telephone: bool = False


def first_contact(
    to: Recipient,
    issuer: Issuer,
    made_at: datetime,
    *,
    hours: int,
    days: int,
    conditionality: Sequence[str] = (),
    reply_by: date | None = None,
) -> Paper:
    """Asks for a first meeting: ``hours`` of 1-2-1 within ``days`` working days (JFS 3.11, 3.19)."""
    fields = {
        "hours": str(hours),
        "days": str(days),
        "reply_by": full_day(reply_by, to.language) if reply_by else "",
        "conditionality": list(conditionality),
    }
    return _letter(Letter.FIRST_CONTACT, to, issuer, made_at, fields)


def appointment(to: Recipient, issuer: Issuer, made_at: datetime, meeting: Meeting) -> Paper:
    """Confirms when and how to meet (JFS 3.14)."""
    words = labels_in(to.language)
    if meeting.by_telephone:
        join = words.of("paper", "by_telephone")
    elif meeting.platform:
        join = words.of("paper", "joining", platform=meeting.platform)
    else:
        join = words.of("paper", "joining_details")
    fields = {
        "appointment_day": _begun(full_day(meeting.on, to.language)),
        "appointment_time": meeting.at,
        "method": words.name(meeting.method),
        "with_whom": issuer.adviser,
        "join": [join],
    }
    return _letter(Letter.APPOINTMENT, to, issuer, made_at, fields)


def draft_plan(
    to: Recipient,
    issuer: Issuer,
    made_at: datetime,
    *,
    version: int | None,
    how_to_query: Sequence[str],
    next_meeting: Meeting | None = None,
) -> Paper:
    """Goes with the draft JFAP and says how to question it (JFS 4.08)."""
    fields = {
        "version": _version(to, version),
        "how_to_query": list(how_to_query),
        "next_appointment": _moment(to, next_meeting) if next_meeting else "",
    }
    return _letter(Letter.DRAFT_JFAP, to, issuer, made_at, fields)


def final_plan(
    to: Recipient,
    issuer: Issuer,
    made_at: datetime,
    *,
    version: int | None,
    call_reminder: Sequence[str],
    how_to_query: Sequence[str],
) -> Paper:
    """Goes with the final JFAP and reminds of a possible call by DWP (JFS 5.20, X3)."""
    fields = {
        "version": _version(to, version),
        "call_reminder": list(call_reminder),
        "how_to_query": list(how_to_query),
    }
    return _letter(Letter.FINAL_JFAP, to, issuer, made_at, fields)


def missed(
    to: Recipient,
    issuer: Issuer,
    made_at: datetime,
    meeting: Meeting,
    *,
    conditionality: Sequence[str] = (),
    reply_by: date | None = None,
) -> Paper:
    """Asks what kept them from an appointment (JFS 4.17)."""
    fields = {
        "missed": _moment(to, meeting),
        "reply_by": full_day(reply_by, to.language) if reply_by else "",
        "conditionality": list(conditionality),
    }
    return _letter(Letter.MISSED, to, issuer, made_at, fields)


def meeting_at(moment: datetime) -> Meeting:
    """The appointment of an instant."""
    return Meeting(london_day(moment), f"{moment.astimezone(LONDON):%H:%M}")


def _letter(
    kind: Letter, to: Recipient, issuer: Issuer, made_at: datetime, fields: Mapping[str, object]
) -> Paper:
    whole = {"first_name": to.first_name or to.name, "address": to.address, **fields}
    return Paper(kind.value, TITLES[kind], issuer, to.name, made_at, to.language, to.reference, whole)


def _version(to: Recipient, number: int | None) -> str:
    return labels_in(to.language).of("paper", "plan_version", number=number) if number else ""


def _moment(to: Recipient, meeting: Meeting) -> str:
    day = _begun(full_day(meeting.on, to.language))
    if not meeting.at:
        return day
    return labels_in(to.language).of("paper", "appointment_at", day=day, time=meeting.at)


def _begun(text: str) -> str:
    """A day that stands alone in its line: in Welsh its first word is a small one within a sentence."""
    return text[:1].upper() + text[1:]
