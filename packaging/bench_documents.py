"""A plan of three pages as a Word file: ours beside a bare docxtpl render and save of the same template."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from docxtpl import DocxTemplate

from jfs_desktop.documents.plan import PlanDocument, fields, render
from jfs_desktop.paths import resource
from jfs_desktop.rules.plan import Activity, HeadingEntry, Objective, PlanContent
from measurement import Measurement, median_ms

REPEATS = 15
BATCH = 200
SOME_WORDS = "Read the person specification line by line and wrote one example for each point. " * 2
KEYS = ("job_seeking", "cv", "mock_interview", "job_matching", "sector_advice")


def three_pages() -> PlanDocument:
    """A made-up plan with twelve objectives, five headings and nine activities."""
    made_at = datetime(2021, 6, 14, 9, 0, tzinfo=UTC)
    objectives = tuple(
        Objective(
            UUID(int=number),
            f"Objective {number} of the plan",
            "Apply to the three employers chosen together, one a day",
            "Three confirmations kept",
            "participant",
            date(2021, 6, 1) + timedelta(number),
        )
        for number in range(1, 13)
    )
    activities = tuple(
        Activity(UUID(int=number), made_at + timedelta(number), "1-2-1 session", SOME_WORDS, "Rukhsana Khan")
        for number in range(20, 29)
    )
    headings = tuple(HeadingEntry(key, text=SOME_WORDS) for key in KEYS)
    return PlanDocument(
        service="Job Finding Support",
        title="Job Finding Action Plan",
        provider="Northgate Skills",
        participant="Priya Nair",
        first_name="Priya",
        adviser="Rukhsana Khan",
        content=PlanContent(objectives, headings, activities, SOME_WORDS, SOME_WORDS),
        headings={key: key.replace("_", " ").capitalize() for key in KEYS},
        made_at=made_at,
        version=3,
        version_made_at=made_at,
    )


def measure() -> Iterator[Measurement]:
    """One export, and a batch of them, each beside docxtpl."""
    document = three_pages()
    path = resource("documents", "jfap.docx")

    def bare() -> None:
        filled = DocxTemplate(path)
        filled.render(fields(document), autoescape=True)
        filled.save(io.BytesIO())

    floor = median_ms(bare, REPEATS)
    yield Measurement(
        "JFAP of three pages to DOCX, to docxtpl",
        1,
        median_ms(lambda: render(document), REPEATS),
        floor,
        most_ratio=1.3,
    )

    def batch() -> None:
        for _ in range(BATCH):
            render(document)

    yield Measurement(
        "The same in a batch, to docxtpl", BATCH, median_ms(batch, 1), floor * BATCH, most_ratio=1.3
    )
