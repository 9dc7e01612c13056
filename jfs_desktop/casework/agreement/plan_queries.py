"""Queries of the participant about the JFAP: logged, answered, settled (P8, JFS 4.08, T23)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.journey.journey import stage_of
from jfs_desktop.rules.journey.re_engagement import IDENTITY
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.store.unit_of_work import Verb

RAISE = Verb("plan_queries.raise_query", "log the query")
SETTLE = Verb("plan_queries.settle", "settle the query")

_TOLD = Changed.PLAN | Changed.CASES | Changed.CLOCKS | Changed.HISTORY


@dataclass(frozen=True, slots=True, repr=False)
class RaisedQuery(Discreet):
    """What the participant asks or wants to be different, by which channel, and when; ``at`` is the London
    time of day where it is known. ``identity`` says in a call that it was sure who it is (I3)."""

    text: str
    channel: str
    on: date
    at: time | None = None
    note: str = ""
    identity: str = ""


def raise_query(workspace: Workspace, case_id: UUID, query: RaisedQuery) -> Outcome[UUID]:
    """Log a query; nothing is made final while it is open. Where finalising had begun, the case goes back to
    support with it (T23), and a final JFAP can be written in again.

    Returns the query's id. Raises BadInput (``query``, ``channel``, ``identity``, ``on``), RefusedByRule,
    NotFound.
    """
    with workspace.changing(RAISE, case_id=case_id) as change:
        known = case_facts.load(change.db, case_id)
        said = {"query": query.text.strip()} | ({IDENTITY: query.identity} if query.identity else {})
        happened = WhatHappened(
            FactKind.JFAP_QUERIED, query.on, query.at, channel=query.channel, note=query.note, detail=said
        )
        row = facts.write(change, workspace, case_id, happened)
        if takes_back_to_support(workspace, known):
            back = WhatHappened(FactKind.FINALISING_PAUSED, workspace.today(), about=row.id)
            facts.write(change, workspace, case_id, back)
        query_id = row.id
    return Outcome(query_id, _TOLD, frozenset({case_id}), change.change_id, RAISE.label)


def settle(
    workspace: Workspace, case_id: UUID, query_id: UUID, answer: str, *, plan_changed: bool
) -> Outcome[UUID]:
    """Settle a query with the answer that the participant is content with.

    Raises BadInput (``answer``), RefusedByRule where it is settled already, NotFound.
    """
    detail: Mapping[str, str] = {"answer": answer.strip(), "plan_changed": "yes" if plan_changed else "no"}
    with workspace.changing(SETTLE, case_id=case_id) as change:
        happened = WhatHappened(FactKind.JFAP_QUERY_SETTLED, workspace.today(), about=query_id, detail=detail)
        fact_id = facts.write(change, workspace, case_id, happened).id
    return Outcome(fact_id, _TOLD, frozenset({case_id}), change.change_id, SETTLE.label)


def takes_back_to_support(workspace: Workspace, known: CaseFacts) -> bool:
    """Whether a query now takes the case back from finalising to support (T23)."""
    programme = workspace.programmes.of(known)
    return stage_of(known, programme, workspace.calendar, workspace.today()) is Stage.FINALISING
