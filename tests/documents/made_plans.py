"""A JFAP as a document, for tests that care for what stands in it and not for whom it is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from jfs_desktop.documents.papers.plan import PlanDocument
from jfs_desktop.rules.plan.plan import PlanContent

MADE = datetime(2021, 6, 4, 9, 0, tzinfo=UTC)


def plan_of(content: PlanContent, **said: Any) -> PlanDocument:
    """One with that content, of Mòrag NicDhòmhnaill unless told otherwise."""
    values: dict[str, Any] = {
        "service": "Job Finding Support",
        "title": "Job Finding Action Plan",
        "provider": "Northgate Skills",
        "participant": "Mòrag NicDhòmhnaill",
        "first_name": "Mòrag",
        "adviser": "Rukhsana Khan",
        "headings": {"cv": "CV"},
        "made_at": MADE,
    }
    return PlanDocument(content=content, **(values | said))
