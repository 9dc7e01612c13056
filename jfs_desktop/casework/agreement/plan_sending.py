"""The JFAP on its way to the participant: the draft of the start and the final one, each with its covering
message; the exact copy, the route, to whom, when and the proof are kept (I16, X3, P9, P11).

What has gone out is recorded here by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from jfs_desktop.casework.cases import cases
from jfs_desktop.casework.desk import case_facts, restricted_cases
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import covering_messages, document_views, issued_documents, sent_moments
from jfs_desktop.casework.documents.covering_messages import CoveringMessage
from jfs_desktop.casework.documents.document_views import DocumentState, DocumentView, digests_of
from jfs_desktop.casework.documents.issued_documents import NewIssue
from jfs_desktop.casework.plan import plan_keeping, plans
from jfs_desktop.casework.recording import agreed_way, facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.document import Document
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.plan.plan_language import told
from jfs_desktop.rules.plan.plan_state import PlanLock, PlanStep
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.store.unit_of_work import Change, Verb

SEND = Verb("plan_sending.send", "")
"""What has gone out is taken back with a reason, never undone."""

_TOLD = Changed.PLAN | Changed.CASES | Changed.CLOCKS | Changed.HISTORY | Changed.DOCUMENTS


@dataclass(frozen=True, slots=True, repr=False)
class SentPlan(Discreet):
    """One sending: by which channel, to which address, when (``at`` the London time of day), with which
    words, and what proves it."""

    channel: str
    to: str
    on: date
    at: time | None = None
    message: str = ""
    proof: str = ""
    note: str = ""
    late_reason: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class SendingOffer(Discreet):
    """What the form proposes: which version goes, the message, the channels by key and where each leads."""

    case_id: UUID
    name: str
    final: bool
    version: int
    message: CoveringMessage
    channels: Mapping[str, str]
    places: Mapping[str, str]
    preferred: str
    """The channel that they agreed to, as far as it may carry documents; '' where none is (I9)."""
    document: DocumentView | None
    """What is kept of it already; what is not is kept with the sending."""
    language: str = ""
    """What is in another language than it goes out in, and which standard texts are older than their English;
    '' where nothing is."""


def offer(workspace: Workspace, case_id: UUID) -> SendingOffer:
    """What the sending of the plan asks for now. Raises RefusedByRule where there is nothing to send,
    NotFound, MissingTranslation."""
    case = cases.case_view(workspace, case_id)
    with workspace.reading() as db:
        view = plans.view_in(db, workspace, case_id)
        known = case_facts.load(db, case_id)
        number, final = what_goes(view.lock, view.versions[0].number if view.versions else 0)
        state = DocumentState.FINAL if final else DocumentState.DRAFT
        row = plan_keeping.kept(db, view, number, state)
        shown = document_views.views_of(db, workspace, [row])[0] if row is not None else None
        message = covering_messages.in_words(db, workspace, case_id, final=final, version=number)
        sent = next((one.content for one in view.versions if one.number == number), view.content)
        programme = workspace.programmes.of(known)
        channels = restricted_cases.ways_left(db, case_id, programme.channels_for("document"))
    return SendingOffer(
        case_id,
        view.name,
        final,
        number,
        message,
        channels,
        {
            "email": case.email,
            "text": case.telephone,
            "letter": ", ".join(part for part in (case.address, case.postcode) if part),
        },
        agreed if (agreed := agreed_way.first_cleared(known, programme, "document")) in channels else "",
        shown,
        f"{told(sent, view.goes_out_in)} {message.older}".strip(),
    )


def send(workspace: Workspace, case_id: UUID, sent: SentPlan) -> Outcome[DocumentView]:
    """Record that the plan went to the participant: the final one where it is final, else the newest version.

    Raises RefusedByRule where there is nothing to send or the journey does not allow it, BadInput
    (``channel``, ``sent_to``, ``on``, ``message`` without the wording it needs, ``note`` without the tracking
    number of a restricted case, ``late_reason``), NotFound.
    """
    if not sent.to.strip():
        raise BadInput("Say where it went.", field="sent_to", paragraph="JFS 4.04")
    with workspace.changing(SEND, case_id=case_id) as change:
        view = plans.view_in(change.db, workspace, case_id)
        number, final = what_goes(view.lock, view.versions[0].number if view.versions else 0)
        message = covering_messages.in_words(change.db, workspace, case_id, final=final, version=number)
        covering_messages.refuse_without(message, sent.message)
        state = DocumentState.FINAL if final else DocumentState.DRAFT
        row = plan_keeping.keep_in(change, workspace, case_id, state)
        kind = FactKind.FINAL_JFAP_SENT if final else FactKind.DRAFT_JFAP_SENT
        happened = WhatHappened(
            kind,
            sent.on,
            sent.at,
            channel=sent.channel,
            note=sent.note or sent.proof,
            detail={"sent_to": sent.to.strip(), **said_of(row, number, message, final=final)},
            late_reason=sent.late_reason,
        )
        issue(
            change,
            workspace,
            row,
            facts.write(change, workspace, case_id, happened).id,
            sent,
            message_version=message.version,
        )
        document_id = row.id
    kept = issued_documents.one(workspace, document_id)
    return Outcome(kept, _TOLD, frozenset({case_id}), change.change_id)


def issue(
    change: Change,
    workspace: Workspace,
    row: Document,
    fact_id: UUID,
    sent: SentPlan,
    *,
    message_version: str = "",
) -> None:
    """Note the sending on the document that went, within an open change."""
    shown = plan_keeping.shown_since(change.db, row)
    moment = sent_moments.moment_of(workspace, sent.on, sent.at, shown)
    new = NewIssue(
        sent.channel,
        sent.to,
        moment,
        sent.note,
        sent.message,
        message_version,
        sent.proof,
        fact_id,
    )
    issued_documents.issue_in(change, workspace, row.id, new, shown)


def what_goes(lock: PlanLock | None, newest: int) -> tuple[int, bool]:
    """The version that goes, and whether it is the final one. Raises RefusedByRule where none may."""
    if lock is not None and lock.step is not PlanStep.FROZEN:
        return lock.version or newest, True
    if lock is not None or not newest:
        raise RefusedByRule(
            "The JFAP has no version that could go to the participant."
            if lock is None
            else "Provision ended early: the JFAP is kept as it stood, and no final one goes out.",
            paragraph="JFS 4.04" if lock is None else "JFS 5.12",
        )
    return newest, False


def said_of(row: Document, version: int, message: CoveringMessage, *, final: bool) -> dict[str, str]:
    """What the fact of a sending says besides to whom: which version, with which message, which bytes."""
    said = {"version": str(version), "message_version": message.version}
    return said | ({"call_reminder": "yes"} if final else {}) | digests_of(row)
