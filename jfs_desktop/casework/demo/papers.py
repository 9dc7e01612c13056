"""The JFAPs of the demo on paper: the draft that is sent, the final one, its sending, queries about one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from jfs_desktop.casework.agreement import plan_finalising, plan_queries, plan_sending
from jfs_desktop.casework.agreement.plan_finalising import Agreement
from jfs_desktop.casework.agreement.plan_queries import RaisedQuery
from jfs_desktop.casework.agreement.plan_sending import SentPlan
from jfs_desktop.casework.cases import cases
from jfs_desktop.casework.contact import meeting_verbs
from jfs_desktop.casework.demo.stories import Step
from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.clock import LONDON, london_day
from jfs_desktop.errors import BadInput
from jfs_desktop.rules.facts.facts import FactKind

T = TypeVar("T")
KINDS = frozenset(
    {
        FactKind.DRAFT_JFAP_SENT,
        FactKind.JFAP_FINALISED,
        FactKind.FINAL_JFAP_SENT,
        FactKind.JFAP_QUERIED,
        FactKind.JFAP_QUERY_SETTLED,
    }
)
_PROOF = "Sent items of the team's mailbox"


def write(workspace: Workspace, case_id: UUID, step: Step, late_reason: str) -> UUID:
    """Let one of these steps happen by the verb that is made for it; returns the fact on the case."""
    kind = FactKind(step.what)
    {
        FactKind.DRAFT_JFAP_SENT: _draft,
        FactKind.JFAP_FINALISED: _finalise,
        FactKind.FINAL_JFAP_SENT: _send,
        FactKind.JFAP_QUERIED: _ask,
        FactKind.JFAP_QUERY_SETTLED: _settle,
    }[kind](workspace, case_id, step, late_reason)
    with workspace.reading() as db:
        told = case_facts.load(db, case_id).last(kind)
    if told is None:
        raise ValueError("a step of the demo leaves its fact")
    return told.id


def _draft(workspace: Workspace, case_id: UUID, step: Step, late_reason: str) -> None:
    now = workspace.now().astimezone(LONDON)
    to = cases.case_view(workspace, case_id).email if step.channel == "email" else ""
    happened = WhatHappened(
        FactKind.DRAFT_JFAP_SENT,
        now.date(),
        now.time(),
        channel=step.channel,
        note=step.note,
        detail={**step.detail, **({"sent_to": to} if to else {})},
    )
    meeting_verbs.send_draft(workspace, case_id, happened)


def _finalise(workspace: Workspace, case_id: UUID, step: Step, late_reason: str) -> None:
    now = plan_finalising.standing(workspace, case_id)
    if now.lacks or not plans.open_plan(workspace, case_id).versions:
        raise ValueError(f"a plan of the demo lacks something: {[one.key for one in now.lacks]}")
    _with_reason(
        lambda reason: plan_finalising.finalise(
            workspace, case_id, Agreement("Video call", now.summary, late_reason=reason)
        ),
        late_reason,
    )


def _send(workspace: Workspace, case_id: UUID, step: Step, late_reason: str) -> None:
    offer = plan_sending.offer(workspace, case_id)
    to = offer.places.get(step.channel) or offer.name

    def send(reason: str) -> object:
        now = workspace.now().astimezone(LONDON)
        sent = SentPlan(
            step.channel, to, now.date(), now.time(), offer.message.text, _PROOF, late_reason=reason
        )
        return plan_sending.send(workspace, case_id, sent)

    _with_reason(send, late_reason)


def _ask(workspace: Workspace, case_id: UUID, step: Step, late_reason: str) -> None:
    at = step.at.astimezone(LONDON).time()
    who = step.detail.get("identity", "")
    query = RaisedQuery(step.detail["query"], step.channel, london_day(step.at), at, identity=who)
    plan_queries.raise_query(workspace, case_id, query)


def _settle(workspace: Workspace, case_id: UUID, step: Step, late_reason: str) -> None:
    happened = WhatHappened(FactKind.JFAP_QUERY_SETTLED, london_day(step.at), detail=step.detail)
    facts.record(workspace, case_id, happened)


def _with_reason(act: Callable[[str], T], late_reason: str) -> T:
    try:
        return act("")
    except BadInput as asked:
        if asked.field != "late_reason":
            raise
        return act(late_reason)
