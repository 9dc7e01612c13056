"""A plan's content as JSON, for drafts and frozen versions.

::

    {"v": 1, "objectives": [{"id", "objective", "action", "measure", "owner", "target_on", "status"}],
     "headings": [{"key", "status", "text"}],
     "activities": [{"id", "at", "kind", "text", "adviser", "session_id", "fact_id"}],
     "further_support": text, "next_steps": text, "written_in": "en" or "cy"}

Ids, days and instants stand as text (instants in UTC, ISO 8601).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from jfs_desktop.errors import VaultProblem
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.plan.plan import (
    Activity,
    HeadingEntry,
    HeadingStatus,
    Objective,
    ObjectiveStatus,
    PlanContent,
)

FORM = 1


def encode(content: PlanContent) -> dict[str, Any]:
    """The content as JSON holds it."""
    return {
        "v": FORM,
        "objectives": [_objective_out(row) for row in content.objectives],
        "headings": [
            {"key": row.key, "status": row.status.value, "text": row.text} for row in content.headings
        ],
        "activities": [_activity_out(row) for row in content.activities],
        "further_support": content.further_support,
        "next_steps": content.next_steps,
        "written_in": content.written_in.value,
    }


def decode(body: Mapping[str, Any]) -> PlanContent:
    """Reads what :func:`encode` wrote. Raises VaultProblem for a form that this version does not know."""
    if body.get("v") != FORM:
        raise VaultProblem(
            "This plan was written by a newer version of the program.", remedy="Update, then open it again."
        )
    return PlanContent(
        objectives=tuple(_objective_in(row) for row in body["objectives"]),
        headings=tuple(
            HeadingEntry(row["key"], HeadingStatus(row["status"]), row["text"]) for row in body["headings"]
        ),
        activities=tuple(_activity_in(row) for row in body["activities"]),
        further_support=body["further_support"],
        next_steps=body["next_steps"],
        written_in=DocumentLanguage(body["written_in"]),
    )


def _objective_out(row: Objective) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "objective": row.objective,
        "action": row.action,
        "measure": row.measure,
        "owner": row.owner,
        "target_on": row.target_on.isoformat() if row.target_on else None,
        "status": row.status.value,
    }


def _objective_in(row: Mapping[str, Any]) -> Objective:
    return Objective(
        id=UUID(row["id"]),
        objective=row["objective"],
        action=row["action"],
        measure=row["measure"],
        owner=row["owner"],
        target_on=date.fromisoformat(row["target_on"]) if row["target_on"] else None,
        status=ObjectiveStatus(row["status"]),
    )


def _activity_out(row: Activity) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "at": row.at.astimezone(UTC).isoformat(),
        "kind": row.kind,
        "text": row.text,
        "adviser": row.adviser,
        "session_id": str(row.session_id) if row.session_id else None,
        "fact_id": str(row.fact_id) if row.fact_id else None,
    }


def _activity_in(row: Mapping[str, Any]) -> Activity:
    return Activity(
        id=UUID(row["id"]),
        at=datetime.fromisoformat(row["at"]),
        kind=row["kind"],
        text=row["text"],
        adviser=row["adviser"],
        session_id=UUID(row["session_id"]) if row["session_id"] else None,
        fact_id=UUID(row["fact_id"]) if row.get("fact_id") else None,
    )
