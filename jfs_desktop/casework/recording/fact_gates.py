"""What keeps an entry from being made: the journey, a question without its answer, a clearance or a right
that is missing, or a test of completion that is not met. Each raises with the paragraph."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final, Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office import channel_clearances, disposal, prap_right
from jfs_desktop.casework.recording import completion, identity_items, meeting_gates, moments, receipts
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.records.staff import Staff
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.journey import bookings
from jfs_desktop.rules.journey.averting import in_time_until
from jfs_desktop.rules.journey.journey import refusal
from jfs_desktop.rules.journey.journey import unanswered as questions_unanswered
from jfs_desktop.rules.journey.order_of_day import (
    CLOCKS_APART,
    ENDED_AT,
    answered_too_early,
    came_before_acceptance,
)
from jfs_desktop.rules.plan.plan_state import refused_by_queries
from jfs_desktop.rules.prap.prap_entries import PROOF
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.questions import CHANNEL
from jfs_desktop.rules.writing.wording import long_day, time_of_day, weekday_day

_PAPERS: Final = frozenset({FactKind.PACK_SENT, FactKind.DRAFT_JFAP_SENT, FactKind.FINAL_JFAP_SENT})
"""The participant's own papers."""


class Happened(Protocol):
    """An entry that is to be made."""

    @property
    def kind(self) -> FactKind: ...
    @property
    def on(self) -> date: ...
    @property
    def at(self) -> time | None: ...
    @property
    def by(self) -> UUID | None: ...
    @property
    def channel(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def about(self) -> UUID | None: ...
    @property
    def detail(self) -> Mapping[str, str]: ...


def by_journey(workspace: Workspace, known: CaseFacts, happened: Happened, instant: datetime | None) -> None:
    """Where the case stands where such an entry is none, or the meeting's script does not take it yet."""
    at = moments.latest(workspace, happened.on, instant)
    on, at = moments.of_its_session(known, happened.about, happened.on, at)
    against = refusal(
        happened.kind,
        known,
        workspace.programmes.of(known),
        workspace.calendar,
        today=workspace.today(),
        on=on,
        detail=happened.detail,
        at=at,
    )
    if against is not None:
        raise RefusedByRule(against.text, paragraph=against.paragraph, field=against.unless)
    meeting_gates.refuse(
        workspace.programmes.of(known),
        workspace.calendar,
        workspace.today(),
        known,
        kind=happened.kind,
        detail=happened.detail,
        note=happened.note,
    )


def by_completion(db: Session, workspace: Workspace, known: CaseFacts, happened: Happened) -> None:
    against = None
    if happened.kind is FactKind.COMPLETED:
        against = completion.refusal_of_completion(db, workspace, known, happened.on)
    elif happened.kind is FactKind.ENDED_EARLY:
        against = completion.refusal_of_early_end(db, workspace, known, happened.detail)
    elif happened.kind is FactKind.FINALISING_BEGUN:
        against = completion.refusal_of_finalising(db, known)
    elif happened.kind is FactKind.JFAP_FINALISED:
        against = refused_by_queries(known)
    elif happened.kind is FactKind.DISPOSAL_APPROVED:
        against = disposal.refusal(db, happened.on)
    if against is not None:
        raise RefusedByRule(against.text, paragraph=against.paragraph)


def unanswered(programme: Programme, happened: Happened) -> None:
    rule = programme.fact_kinds[happened.kind]
    said = {**happened.detail, CHANNEL: happened.channel}
    for missing in questions_unanswered(happened.kind, programme, said):
        raise BadInput(missing.text, field=missing.key, paragraph=missing.paragraph)
    if rule.channel_use and happened.channel not in programme.channels_of(rule):
        against = channel_clearances.refused(programme, happened.channel, rule.channel_use)
        if against is not None:
            raise against


def out_of_order(
    programme: Programme, known: CaseFacts, happened: Happened, instant: datetime | None
) -> None:
    """Where the time cannot be: before what it answers, or after its own end (I1, I17, W8, G2)."""
    kind = happened.kind
    apart = CLOCKS_APART if kind in receipts.RECEIPTS else timedelta()
    first = answered_too_early(kind, known, programme, happened.on, instant, happened.about, apart)
    if first is not None and first.at is not None:
        raise BadInput(
            f"'{programme.fact_kinds[first.kind].name}' stands at {time_of_day(first.at)} on this day, and"
            " this cannot have come before it.",
            field="at",
            remedy="Put the time right, here or there.",
        )
    earlier = came_before_acceptance(kind, known, happened.on, instant)
    if earlier is not None:
        raise BadInput(
            f"'{programme.fact_kinds[earlier.kind].name}' stands on {long_day(earlier.on)}, and the referral"
            " was accepted before that.",
            field="on" if earlier.on < happened.on else "at",
            remedy="Put the day and the time right, here or there.",
        )
    ended = happened.detail.get(ENDED_AT, "")
    if ended and happened.at is not None and ended < f"{happened.at:%H:%M}":
        raise BadInput("This is before it began. Put the times right.", field=ENDED_AT)


def over_when_agreed(
    workspace: Workspace, programme: Programme, happened: Happened, instant: datetime | None
) -> None:
    """Where the meeting that it books was over on the day, or at the time, of the agreement (C3, M1)."""
    at = moments.latest(workspace, happened.on, instant)
    against = bookings.over_when_agreed(happened.kind, happened.detail, programme, happened.on, at)
    if against is not None:
        text, field = against
        said = "day on" if field == programme.fact_kinds[happened.kind].dates else "time at"
        raise BadInput(text, field=field, remedy=f"Put it right, or the {said} which it was agreed.")


def not_held(db: Session, programme: Programme, known: CaseFacts, happened: Happened) -> None:
    """Where an item of identity was matched that the records do not hold (I4)."""
    if known.case_id is not None:
        identity_items.refuse_not_held(db, programme, known.case_id, happened.kind, happened.detail)


def restricted(db: Session, workspace: Workspace, case_id: UUID, happened: Happened) -> None:
    """Where a paper of a restricted case would have gone by another way than the tracked post (X7)."""
    if happened.kind in _PAPERS:
        from jfs_desktop.casework.desk import restricted_cases  # no start needs it

        known = moments.instant(workspace, happened.on, happened.at)
        at = moments.latest(workspace, happened.on, known) or datetime.combine(happened.on, time.min, LONDON)
        restricted_cases.refuse_way(db, case_id, happened.channel, at, happened.note, field="note")


def unproved(happened: Happened) -> None:
    """Where what is typed, without a file, proves nothing: a receipt (I17), a picture (I5)."""
    receipts.refuse_noted(happened.kind, happened.channel, happened.at, happened.detail)
    identity_items.refuse_unkept(happened.kind, happened.detail, kept=False)


def keying_without_right(db: Session, workspace: Workspace, programme: Programme, happened: Happened) -> None:
    """Where whoever says so, or whoever is said to have keyed it, has no right to (W14)."""
    if (against := prap_right.refusal(workspace, programme, happened.kind)) is not None:
        raise BadInput(against.text, field="by", paragraph=against.paragraph)
    if not prap_right.asked_for(programme, happened.kind):
        return
    person = db.get(Staff, happened.by or workspace.me.id)
    if person is None or not person.prap_role:
        raise BadInput(
            "Only somebody with the PRaP right can have keyed this.",
            field="by",
            paragraph=programme.fact_kinds[happened.kind].right_paragraph,
            remedy="Choose who keyed it, or hand the entry over.",
        )


def keyed_in_time_unproved(workspace: Workspace, known: CaseFacts, happened: Happened) -> None:
    """Where an entry on PRaP would be late by now, or its case moved on by itself, and it is said to have
    been keyed in time: nothing else here shows that (R3, W6, W10, W16)."""
    programme = workspace.programmes.of(known)
    if not programme.fact_kinds[happened.kind].keyed_on_prap or happened.detail.get(PROOF, "").strip():
        return
    last = in_time_until(
        happened.kind, known, programme, workspace.calendar, today=workspace.today(), on=happened.on
    )
    if last is not None:
        raise BadInput(
            f"The last day for this was {weekday_day(last)}. Type what PRaP shows of its day, or where the"
            " picture of it is kept.",
            field=PROOF,
            paragraph="JFS 3.29",
        )
