"""Reaching somebody: attempts, the contact itself, and the initial meeting booked in the same call.

C2 to C5, C8, C9, G1, T6, T10; JFS 3.04, 3.12 to 3.14, 3.17, 3.21.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from uuid import UUID

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import BadInput, NotFound
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.participant import Participant
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.journey.contact import BOOKED_AT, BOOKED_FOR, REASON
from jfs_desktop.rules.meetings.jobcentre_clashes import BOOKING, Clash, clashes
from jfs_desktop.rules.meetings.jobcentre_clashes import REASON as WHY
from jfs_desktop.rules.person import checks
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.reasons import told_why
from jfs_desktop.store.unit_of_work import Change, Verb

SEE_NOTICE = Verb("contacts.see_notice", "note that the notice was read")
ATTEMPT = Verb("contacts.attempt", "log the contact attempt")
REACH = Verb("contacts.reach", "record the contact")
DOUBT = Verb("contacts.doubt", "record the attempt and the doubt")
BOOK = Verb("contacts.book", "book the initial meeting")
TELL_JOBCENTRE = Verb("contacts.jobcentre_appointment", "note the Jobcentre appointment")
WEIGH_CLASH = Verb("contacts.weigh_clash", "note why the clash does not matter")
TELL_CONDITIONS = Verb("contacts.conditionality", "note what was said about benefit conditions")

CONFIRMED, DOUBTED = "confirmed", "doubt"
SOMEONE_ELSE = "someone_else"
_TOLD = Changed.CASES | Changed.CLOCKS | Changed.HISTORY


@dataclass(frozen=True, slots=True, repr=False)
class Call(Discreet):
    """How somebody was tried or reached: channel, number or address used, and when.

    Without a day it was now; ``late_reason`` is kept only where it meets a late duty.
    """

    channel: str
    detail_used: str = ""
    note: str = ""
    on: date | None = None
    at: time | None = None
    late_reason: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Booking(Discreet):
    """The initial meeting as agreed. ``answers`` are the profile's other questions of a booking: method,
    platform, e-mail, access to a device, and so on; ``reason`` says why another or so late a day."""

    on: date
    at: time
    answers: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""


def see_notice(workspace: Workspace, case_id: UUID) -> Outcome[UUID]:
    """Note that the notice of a vulnerable person was read, by whom and when (G1, C8)."""
    with workspace.changing(SEE_NOTICE, case_id=case_id) as change:
        seen = facts.write(change, workspace, case_id, _now(workspace, FactKind.VULNERABILITY_SEEN))
    return _told(seen.id, case_id, change, SEE_NOTICE)


def log_attempt(workspace: Workspace, case_id: UUID, call: Call, result: str) -> Outcome[UUID]:
    """Log one attempt with day, time, channel, number or address and result (C2).

    Raises RefusedByRule while a notice of a vulnerable person is unread (C8) and where nobody may be
    contacted any more; BadInput (``field``) for a channel that is not cleared, or without a result.
    """
    if not result:
        raise BadInput("Say what came of it.", field="result", paragraph="JFS 3.13")
    with workspace.changing(ATTEMPT, case_id=case_id) as change:
        said = _called(workspace, FactKind.CONTACT_ATTEMPTED, call, {"result": result})
        attempt = facts.write(change, workspace, case_id, said)
    return _told(attempt.id, case_id, change, ATTEMPT)


def reach(workspace: Workspace, case_id: UUID, call: Call, booking: Booking | None = None) -> Outcome[UUID]:
    """Record that the person was reached and is who they say, with the meeting booked in the same call.

    Both or neither are kept (T6). Where it is not certain who it was, use :func:`doubted`. Raises what
    :func:`log_attempt` and :func:`book` raise.
    """
    with workspace.changing(REACH, case_id=case_id) as change:
        said = _called(workspace, FactKind.CONTACTED, call, {"identity": CONFIRMED})
        contact = facts.write(change, workspace, case_id, said)
        if booking is not None:
            _book(change, workspace, case_id, booking, said, about=contact.id)
    return _told(contact.id, case_id, change, REACH)


def doubted(workspace: Workspace, case_id: UUID, call: Call, doubt: str) -> Outcome[UUID]:
    """Somebody answered, but it is not certain who: an attempt, and a doubt for the Work Coach (C8, I8)."""
    if not doubt.strip():
        raise BadInput("Say what does not fit.", field="doubt", paragraph="JFS 3.26")
    with workspace.changing(DOUBT, case_id=case_id) as change:
        said = _called(workspace, FactKind.CONTACT_ATTEMPTED, call, {"result": SOMEONE_ELSE})
        attempt = facts.write(change, workspace, case_id, said)
        raised = WhatHappened(
            FactKind.IDENTITY_DOUBTED, said.on, said.at, about=attempt.id, detail={"doubt": doubt.strip()}
        )
        facts.write(change, workspace, case_id, raised)
    return _told(attempt.id, case_id, change, DOUBT)


def book(workspace: Workspace, case_id: UUID, booking: Booking) -> Outcome[UUID]:
    """Book the initial meeting, or book it anew (T6, T10).

    Raises BadInput with the field: ``rebooking_reason`` for another day, or one after the last day for
    the meeting, without a reason; ``booked_for`` for a day that is over; the key of a question that is
    not answered (C4, C5).
    """
    with workspace.changing(BOOK, case_id=case_id) as change:
        made = _book(
            change, workspace, case_id, booking, _now(workspace, FactKind.MEETING_BOOKED), about=None
        )
    return _told(made, case_id, change, BOOK)


def tell_jobcentre_appointment(
    workspace: Workspace, case_id: UUID, on: date, at: time | None, what: str = ""
) -> Outcome[tuple[Clash, ...]]:
    """Note an appointment with the Jobcentre, so that nothing is booked over it; what is booked over it
    already comes back (C9)."""
    kind = FactKind.JOBCENTRE_APPOINTMENT_TOLD
    programme = workspace.programme_of(case_id)
    named = programme.fact_kinds[kind].dates
    detail = {named: on.isoformat(), "time": f"{at:%H:%M}" if at else "", "what": what.strip()}
    with workspace.changing(TELL_JOBCENTRE, case_id=case_id) as change:
        said = _now(workspace, kind, {key: value for key, value in detail.items() if value})
        told = facts.write(change, workspace, case_id, said)
        found = clashes(case_facts.load(change.db, case_id), programme, workspace.now())
    over = tuple(one for one in found if one.appointment.id == told.id)
    return Outcome(over, _TOLD, frozenset({case_id}), change.change_id, TELL_JOBCENTRE.label)


def weigh_clash(workspace: Workspace, case_id: UUID, clash: Clash, reason: str) -> Outcome[UUID]:
    """Note why a booking over an appointment with the Jobcentre may stand (C9).

    Raises BadInput (``reason``) without one, NotFound where there is no such clash any more.
    """
    reason = told_why(reason, "Say why it does not matter.", paragraph="JFS 1.22")
    with workspace.changing(WEIGH_CLASH, case_id=case_id) as change:
        known = case_facts.load(change.db, case_id)
        if clash not in clashes(known, workspace.programmes.of(known), workspace.now()):
            raise NotFound("These do not clash any more.")
        detail = {BOOKING: str(clash.booking), WHY: reason}
        said = _now(workspace, FactKind.JOBCENTRE_CLASH_WEIGHED, detail)
        weighed = facts.write(change, workspace, case_id, replace(said, about=clash.appointment.id))
    return _told(weighed.id, case_id, change, WEIGH_CLASH)


def tell_conditions(workspace: Workspace, case_id: UUID) -> Outcome[UUID]:
    """Note that the person was told that benefit conditions go on during the programme (C9)."""
    with workspace.changing(TELL_CONDITIONS, case_id=case_id) as change:
        told = facts.write(change, workspace, case_id, _now(workspace, FactKind.CONDITIONALITY_TOLD))
    return _told(told.id, case_id, change, TELL_CONDITIONS)


def _book(
    change: Change,
    workspace: Workspace,
    case_id: UUID,
    booking: Booking,
    call: WhatHappened,
    *,
    about: UUID | None,
) -> UUID:
    answers = {key: value for key, value in booking.answers.items() if value}
    answers |= {BOOKED_FOR: booking.on.isoformat(), BOOKED_AT: f"{booking.at:%H:%M}"}
    if booking.reason.strip():
        answers[REASON] = booking.reason.strip()
    said = WhatHappened(
        FactKind.MEETING_BOOKED, call.on, call.at, channel=call.channel, about=about, detail=answers
    )
    made = facts.write(change, workspace, case_id, said)
    _keep_email(change, case_id, answers.get("email", ""))
    return made.id


def _keep_email(change: Change, case_id: UUID, email: str) -> None:
    """An address that the person gives where none was known stands with the person from now on (C5)."""
    if not email:
        return
    checked = checks.email(email)
    if checked.problem:
        raise BadInput(f"This cannot be kept: {checked.problem}.", field="email")
    person = change.db.get_one(Participant, case_of(change.db, case_id).participant_id)
    if not person.email:
        person.email = checked.value or ""


def _called(workspace: Workspace, kind: FactKind, call: Call, detail: dict[str, str]) -> WhatHappened:
    now = _now(workspace, kind)
    used = {"detail_used": call.detail_used.strip()} if call.detail_used.strip() else {}
    return WhatHappened(
        kind,
        call.on or now.on,
        call.at if call.on or call.at else now.at,
        channel=call.channel,
        note=call.note,
        detail=used | detail,
        late_reason=call.late_reason,
    )


def _now(workspace: Workspace, kind: FactKind, detail: Mapping[str, str] | None = None) -> WhatHappened:
    local = workspace.now().astimezone(LONDON)
    return WhatHappened(kind, local.date(), local.time().replace(microsecond=0), detail=detail or {})


def _told(value: UUID, case_id: UUID, change: Change, verb: Verb) -> Outcome[UUID]:
    return Outcome(value, _TOLD, frozenset({case_id}), change.change_id, verb.label)
