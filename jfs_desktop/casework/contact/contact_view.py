"""What the contact side of a case shows: notices, how the person is reached, what was tried, what is booked.

C1 to C5, C7 to C9, G1; JFS 3.04, 3.11 to 3.17.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.appointments import next_appointment
from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.documents.attachments import AttachmentView
from jfs_desktop.casework.office.channel_clearances import nothing_to_choose
from jfs_desktop.casework.recording import facts, own_places
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral
from jfs_desktop.records.views import AppointmentView, FactView
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.facts.vulnerability import readings
from jfs_desktop.rules.journey.contact import Attempt, ContactStanding, contact_standing, counting
from jfs_desktop.rules.journey.journey import refusal
from jfs_desktop.rules.meetings.jobcentre_clashes import Clash, clashes, jobcentre_appointments
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.questions import Question, chosen
from jfs_desktop.rules.writing.discreet import Discreet

EVIDENCE = "contact_evidence"
LOGGED = (
    FactKind.CONTACT_ATTEMPTED,
    FactKind.CONTACTED,
    FactKind.RE_CONTACT_ATTEMPTED,
    FactKind.MEETING_BOOKED,
    FactKind.IDENTITY_DOUBTED,
    FactKind.INITIAL_MEETING_MISSED,
    FactKind.NO_CONTACT_KEYED,
)
"""What the log of contact tells."""


@dataclass(frozen=True, slots=True, repr=False)
class Notice(Discreet):
    """The Jobcentre's notice that a person is vulnerable. ``seen_at`` is None while it is unread."""

    told_on: date
    by: str
    nature: str
    adaptations: str
    seen_at: datetime | None
    seen_by: str


@dataclass(frozen=True, slots=True, repr=False)
class LogLine(Discreet):
    """One entry of the log: the fact with names instead of keys, and the evidence kept for it."""

    fact: FactView
    result: str
    used: str
    number: int
    """Which attempt it was, counted from 1; 0 for what is no attempt."""
    evidence: tuple[AttachmentView, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class JobcentreLine(Discreet):
    """One appointment that the person has with the Jobcentre, and what is booked over it."""

    fact: FactView
    on: date
    at: str
    what: str
    over: tuple[Clash, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class ContactView(Discreet):
    """All that the contact tab shows. ``refused`` gives, by kind of fact, why it may not be recorded now."""

    case_id: UUID
    name: str
    notices: tuple[Notice, ...]
    standing: ContactStanding
    channels: tuple[tuple[str, str], ...]
    """Keys and names of the cleared channels: the one agreed with the person first."""
    places: Mapping[str, tuple[str, ...]]
    """Numbers and addresses to use, by channel."""
    results: tuple[tuple[str, str], ...]
    booking_asks: tuple[Question, ...]
    minimums: Mapping[str, int]
    preferred: str
    """How the person wants to be reached, in words; '' where nothing was agreed or noted."""
    needs: tuple[str, ...]
    log: tuple[LogLine, ...]
    appointment: AppointmentView | None
    booking: Mapping[str, str]
    """The answers of the booking that was made last."""
    proposed: Mapping[str, str]
    """What is proposed at the next booking."""
    jobcentre: tuple[JobcentreLine, ...]
    conditions_told: tuple[datetime, str] | None
    refused: Mapping[FactKind, str]

    @property
    def unread(self) -> tuple[Notice, ...]:
        """The notices that nobody has read."""
        return tuple(notice for notice in self.notices if notice.seen_at is None)


def contact_view(workspace: Workspace, case_id: UUID) -> ContactView:
    """Read it all. Raises NotFound."""
    evidence = [one for one in attachments.of_case(workspace, case_id) if one.purpose == EVIDENCE]
    views = facts.of_case(workspace, case_id)
    with workspace.reading() as db:
        known = case_facts.load(db, case_id)
        programme = workspace.programmes.of(known)
        person, referral = _records(db, case_id)
    standing_views = [view for view in views if not view.withdrawn_reason]
    today = workspace.today()
    counts = counting(known)
    tried = [
        Attempt(view.on, view.channel, view.detail.get("result", ""))
        for view in standing_views
        if view.id in counts
    ]
    first, fallback = _agreed(known)
    channels = _ordered(programme.channels_for("contact"), (first, fallback, "telephone"))
    asks = programme.fact_kinds[FactKind.CONTACT_ATTEMPTED].asks
    booked = known.last(FactKind.MEETING_BOOKED)
    return ContactView(
        case_id=case_id,
        name=person.name,
        notices=_notices(known, standing_views, referral.notes),
        standing=contact_standing(known, tried, programme, workspace.calendar, today),
        channels=channels,
        places={key: _places(key, person, standing_views) for key, _ in channels},
        results=tuple((one.key, one.name) for ask in asks if ask.key == "result" for one in ask.choices),
        booking_asks=programme.asks_of(programme.fact_kinds[FactKind.MEETING_BOOKED]),
        minimums=programme.minimum_figures,
        preferred=_preferred(programme, first, fallback, person.contact_notes),
        needs=_needs(known, programme),
        log=_log(views, programme, evidence),
        appointment=next_appointment(known, programme),
        booking=dict(booked.detail) if booked is not None else {},
        proposed=own_places.for_booking(person, known),
        jobcentre=_jobcentre(known, programme, standing_views, workspace.now()),
        conditions_told=_conditions(standing_views),
        refused=_refused(known, programme, workspace, today),
    )


def _records(db: Session, case_id: UUID) -> tuple[Participant, Referral]:
    case = case_of(db, case_id)
    return db.get_one(Participant, case.participant_id), db.get_one(Referral, case.referral_id)


def _notices(facts: CaseFacts, views: Iterable[FactView], referral_notes: str) -> tuple[Notice, ...]:
    """Newest first."""
    told = {view.id: view for view in views}
    found: list[Notice] = []
    for noticed, read in readings(facts):
        view, seen = told[noticed.id], told.get(read) if read is not None else None
        said = view.detail
        found.append(
            Notice(
                view.on,
                said.get("notified_by", ""),
                said.get("nature", "") or view.note or referral_notes,
                said.get("adaptations", ""),
                (seen.at or seen.recorded_at) if seen else None,
                seen.by if seen else "",
            )
        )
    return tuple(reversed(found))


def _agreed(facts: CaseFacts) -> tuple[str, str]:
    agreed = facts.last(FactKind.COMMUNICATION_AGREED)
    return (agreed.detail.get("preferred", ""), agreed.detail.get("fallback", "")) if agreed else ("", "")


def _ordered(cleared: Mapping[str, str], wished: Iterable[str]) -> tuple[tuple[str, str], ...]:
    first = [key for key in dict.fromkeys(wished) if key in cleared]
    return tuple((key, cleared[key]) for key in (*first, *(key for key in cleared if key not in first)))


def _places(channel: str, person: Participant, views: Iterable[FactView]) -> tuple[str, ...]:
    """The person's own detail first, then whatever else was used by that channel before."""
    kept = own_places.by_channel(person).get(channel, "")
    used = (view.detail.get(own_places.USED, "") for view in views if view.channel == channel)
    return tuple(dict.fromkeys(place for place in (kept, *used) if place))


def _preferred(programme: Programme, first: str, fallback: str, notes: str) -> str:
    names = programme.channels_for("")
    agreed = names.get(first, first)
    if agreed and fallback:
        agreed = f"{agreed}; if that fails, {names.get(fallback, fallback).lower()}"
    return ". ".join(part for part in (agreed, " ".join(notes.split())) if part)


def _needs(facts: CaseFacts, programme: Programme) -> tuple[str, ...]:
    kind = FactKind.ACCESS_NEEDS_NOTED
    names = {one.key: one.name for ask in programme.fact_kinds[kind].asks for one in ask.choices}
    told = []
    for fact in facts.of(kind):
        needs = ", ".join(names.get(key, key) for key in chosen(fact.detail.get("needs", "")))
        told.append(": ".join(part for part in (needs, fact.detail.get("adjustments", "")) if part))
    return tuple(line for line in told if line)


def _log(
    views: Iterable[FactView], programme: Programme, evidence: Iterable[AttachmentView]
) -> tuple[LogLine, ...]:
    names = programme.channels_for("")
    results = {
        one.key: one.name
        for ask in programme.fact_kinds[FactKind.CONTACT_ATTEMPTED].asks
        if ask.key == "result"
        for one in ask.choices
    }
    kept: dict[UUID | None, list[AttachmentView]] = {}
    for one in evidence:
        kept.setdefault(one.about, []).append(one)
    told = [view for view in views if view.kind in LOGGED]
    told.sort(key=lambda view: (view.on, view.at or view.recorded_at))
    lines, number = [], 0
    for view in told:
        counts = view.kind == FactKind.CONTACT_ATTEMPTED and not view.withdrawn_reason
        number += counts
        named = _with_channel(view, names)
        result = results.get(view.detail.get("result", ""), "")
        used = view.detail.get("detail_used", "")
        lines.append(LogLine(named, result, used, number if counts else 0, tuple(kept.get(view.id, ()))))
    return tuple(reversed(lines))


def _with_channel(view: FactView, names: Mapping[str, str]) -> FactView:
    return replace(view, channel=names.get(view.channel, view.channel))


def _jobcentre(
    facts: CaseFacts, programme: Programme, views: Iterable[FactView], now: datetime
) -> tuple[JobcentreLine, ...]:
    by_id = {view.id: view for view in views}
    found = clashes(facts, programme, now)
    lines = (
        JobcentreLine(
            by_id[one.id], one.on, one.at, one.what, tuple(over for over in found if over.appointment == one)
        )
        for one in jobcentre_appointments(facts, programme)
        if one.id in by_id
    )
    return tuple(sorted(lines, key=lambda line: (line.on, line.at)))


def _conditions(views: Iterable[FactView]) -> tuple[datetime, str] | None:
    told = next((view for view in views if view.kind == FactKind.CONDITIONALITY_TOLD), None)
    return (told.at or told.recorded_at, told.by) if told is not None else None


def _refused(
    facts: CaseFacts, programme: Programme, workspace: Workspace, today: date
) -> Mapping[FactKind, str]:
    found = {}
    nothing = nothing_to_choose(programme, "contact")
    for kind in (FactKind.CONTACT_ATTEMPTED, FactKind.CONTACTED, FactKind.MEETING_BOOKED):
        against = refusal(kind, facts, programme, workspace.calendar, today=today, on=today)
        if against is not None and against.missing != (FactKind.CONTACTED,):  # the same call records that
            found[kind] = f"{against.text} ({against.paragraph})"
        elif nothing:
            found[kind] = nothing
    for kind in (FactKind.CONDITIONALITY_TOLD, FactKind.JOBCENTRE_APPOINTMENT_TOLD):
        against = refusal(kind, facts, programme, workspace.calendar, today=today, on=today)
        if against is not None:
            found[kind] = f"{against.text} ({against.paragraph})"
    return found
