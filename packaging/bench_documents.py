"""A plan and a CV of three pages: ours beside a bare docxtpl render and save of the same template; as PDF, in
a preview, in the window while somebody types, and in a batch of a thousand."""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from uuid import UUID

from docxtpl import DocxTemplate

import bench_vaults
from bench_caseload import probe
from jfs_desktop.documents.files import preview
from jfs_desktop.documents.papers import cv
from jfs_desktop.documents.papers.cv import CvDocument
from jfs_desktop.documents.papers.plan import PlanDocument, fields, render
from jfs_desktop.documents.pdf.typeset import pdf_of_word
from jfs_desktop.documents.samples.template_samples import MADE_AT, cv_content
from jfs_desktop.documents.wording import spelling
from jfs_desktop.paths import resource
from jfs_desktop.rules.cv.cv_styles import CvStyle, StyledCv
from jfs_desktop.rules.plan.plan import Activity, HeadingEntry, Objective, PlanContent
from made_clock import BenchClock
from measurement import Measurement, median_ms, p95

REPEATS = 15
BATCH = 200
PDFS = 1_000
SCREEN = 900
"""Pixels: the width of a page in a preview beside an editor."""
MEGABYTE = 1024
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
    """One export, and a batch of them, each beside docxtpl; then as PDF and on the screen."""
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
    yield from _cv()
    yield from _pdfs()


def three_page_cv() -> StyledCv:
    """A made-up CV with ten posts, each with its duties."""
    sheet, post = cv_content(), cv_content().work[0]
    duties = tuple(SOME_WORDS.strip() for _ in range(3))
    posts = tuple(
        replace(post, id=UUID(int=number), title=f"Post {number}", duties=duties) for number in range(10)
    )
    return StyledCv(replace(sheet, work=posts), CvStyle.CHRONOLOGICAL)


def _cv() -> Iterator[Measurement]:
    """A CV to DOCX beside docxtpl, and what its preview shows after a key: made, set on pages and drawn."""
    sheet, count = three_page_cv(), iter(range(1_000_000))
    path = resource("documents", f"cv-{sheet.style.value}.docx")

    def bare() -> None:
        filled = DocxTemplate(path)
        filled.render(cv.fields(sheet.content, sheet.style), autoescape=True)
        filled.save(io.BytesIO())

    def made() -> bytes:
        typed = replace(sheet.content, profile=f"{SOME_WORDS}{next(count)}")
        return cv.render(CvDocument(typed, sheet.style, MADE_AT))

    def refreshed() -> None:
        pdf = pdf_of_word(made(), MADE_AT).content
        preview.page_sizes(pdf)
        preview.page_image(pdf, 1, SCREEN)

    pages = len(preview.page_sizes(pdf_of_word(made(), MADE_AT).content))
    yield Measurement(
        f"CV of {pages} pages to DOCX, to docxtpl",
        1,
        median_ms(made, REPEATS),
        median_ms(bare, REPEATS),
        most_ratio=1.3,
    )
    alone = median_ms(refreshed, REPEATS)
    yield Measurement(f"Preview of a CV of {pages} pages, made and drawn", 1, alone)
    yield from _window(alone)


def _window(floor: float) -> Iterator[Measurement]:
    """The CV tab of the real window, the keys typed and the page painted; the floor is the page made and
    drawn without any window."""
    with tempfile.TemporaryDirectory(prefix="jfs-bench-") as spare:
        folder = Path(spare) / "vault"
        bench_vaults.make(folder, 40, BenchClock()).close()
        found = probe("cv", folder)
    keys, pages = found["key"], found["refresh"]
    yield Measurement("CV tab: from a key to its letter painted, p95", len(keys), p95(keys), most=16)
    words = "CV tab: from the last key to the page painted"
    yield Measurement(words, len(pages), median(pages), floor, most=150)
    yield Measurement("the same, p95", len(pages), p95(pages))
    slices = list(_slices())
    yield Measurement("longest slice of the dictionary, which stops keys", len(slices), max(slices), most=16)


def _slices() -> Iterator[float]:
    """How long each slice takes: the library lets no other thread run meanwhile."""
    steps = spelling.load()
    start = time.perf_counter()
    for _ in steps:
        yield (time.perf_counter() - start) * 1000
        start = time.perf_counter()


def _pdfs() -> Iterator[Measurement]:
    """The PDF of three pages, each another one, beside the DOCX that it is made from."""
    document = three_pages()
    count = iter(range(1_000_000))

    def another() -> bytes:
        return render(replace(document, reference=f"JFS-{next(count)}", first_name=f"Name{next(count)}"))

    floor = median_ms(another, REPEATS)
    yield Measurement(
        "JFAP of three pages to DOCX and PDF, to the DOCX alone",
        1,
        median_ms(lambda: pdf_of_word(another(), document.made_at), REPEATS),
        floor,
        most=150,
    )
    made = pdf_of_word(another(), document.made_at).content
    yield Measurement(
        "A page of it drawn for the screen",
        1,
        median_ms(lambda: preview.page_image(made, 2, SCREEN), REPEATS),
    )
    if sys.platform != "linux":
        return
    for _ in range(PDFS // 10):
        pdf_of_word(another(), document.made_at)
    for what, make in (("PDFs", lambda: pdf_of_word(another(), document.made_at)), ("Word files", another)):
        before = _resident()
        for _ in range(PDFS):
            make()
        yield Measurement(
            f"Memory that a batch of {what} adds", PDFS, _resident() - before, unit="MB", most=40
        )


def _resident() -> float:
    """Megabytes of this process in memory now."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / MEGABYTE
