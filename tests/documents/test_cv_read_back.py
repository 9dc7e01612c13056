"""What is written in a CV can be read out of it again, field by field, by readers that share nothing with
what wrote it: 200 CVs in five styles, each as Word, PDF and plain text (V1)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from jfs_desktop.documents.cv import CvDocument, render
from jfs_desktop.documents.cv_text import render_text
from jfs_desktop.documents.typeset import pdf_of_word
from jfs_desktop.rules.cv import Course, CvContent, MonthYear, Position, Skill
from jfs_desktop.rules.cv_styles import CvStyle
from tests.documents.cv_readers import Blocks, blocks_of_pdf, blocks_of_text, blocks_of_word
from tests.documents.made_cvs import made_cv

NOW = datetime(2021, 6, 4, 9, 0, tzinfo=UTC)
SEEDS = range(200)
STYLES = list(CvStyle)
TITLES = {
    "profile": "profile", "key skills": "skills", "work history": "work", "education": "education",
    "training and certificates": "training", "volunteering": "volunteering", "languages": "languages",
    "licences": "licences", "interests": "interests", "references": "references",
}  # fmt: skip
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December"]  # fmt: skip
Told = dict[str, Any]


def style_of(seed: int) -> CvStyle:
    """Each style meets the long CVs, the empty ones and all kinds between."""
    return STYLES[(seed + seed // 5) % len(STYLES)]


BATCHES = [[seed for seed in SEEDS if seed // 20 == batch] for batch in range(10)]


# What should stand there, said anew.


def moment(at: MonthYear) -> str:
    return f"{MONTHS[at.month - 1]} {at.year}" if at.month else str(at.year)


def span(row: Position | Course) -> str:
    assert row.began is not None
    if row.ongoing:
        return f"{moment(row.began)} to present"
    assert row.ended is not None
    return f"{moment(row.began)} to {moment(row.ended)}" if row.began != row.ended else moment(row.began)


def expected(cv: CvContent, style: CvStyle) -> Told:
    short, by_skills = style is CvStyle.SHORT, style is CvStyle.SKILLS
    told: Told = {
        "name": cv.name,
        "target": cv.target_job,
        "contacts": [row.text for row in cv.contacts if row.shown],
        "profile": cv.profile.split("\n"),
        "skills": [(row.name, "" if short else row.evidence) for row in cv.skills],
        "work": [
            position(row, [] if by_skills else row.duties[:2] if short else row.duties, not by_skills)
            if not short or place < 3
            else position(row, [], False)
            for place, row in enumerate(cv.work)
        ],
        "education": [course(row, not short) for row in cv.education],
        "training": [
            (row.name, row.provider, moment(row.gained) if row.gained else "") for row in cv.training
        ],
        "volunteering": [position(row, [] if short else row.duties, not short) for row in cv.volunteering],
        "languages": [(row.name, row.level) for row in cv.languages],
        "licences": [(row.name, row.detail) for row in cv.licences],
        "interests": [] if short else [row.text for row in cv.interests],
        "references": [(row.name, row.role, row.organisation, row.contact) for row in cv.references]
        or (["References are available on request."] if cv.references_on_request else []),
    }
    return {name: value for name, value in told.items() if value}


def position(row: Position, duties: Any, achievement: bool) -> Told:
    achieved = row.achievement if achievement else ""
    return {
        "head": (row.title, row.employer, row.place, span(row)),
        "points": [*duties],
        "achieved": achieved,
    }


def course(row: Course, notes: bool) -> Told:
    head = (row.qualification, row.school, row.grade, span(row))
    return {"head": head, "points": [*row.notes] if notes else [], "achieved": ""}


# What is found there.


def found_in(blocks: Blocks) -> Told:
    told: Told = {"name": blocks[0][1]}
    section = "head"
    for role, text in blocks[1:]:
        if role == "H2":
            section = TITLES[text.lower()]
            told[section] = []
        elif section == "head":
            if sum(mark.isdigit() for mark in text) > 2 or "@" in text or "://" in text:
                told.setdefault("contacts", []).extend(text.split(" | "))
            else:
                told["target"] = text
        else:
            put(told[section], section, role, text)
    return {name: settled(name, value) for name, value in told.items()}


def put(rows: list[Any], section: str, role: str, text: str) -> None:
    if section in ("work", "volunteering", "education"):
        put_dated(rows, role, text)
    elif section == "skills" and role == "H3":
        rows.append((text, ""))
    elif (
        section == "skills"
        and rows
        and role == "LI"
        and rows[-1][1] == ""
        and ": " not in text
        and text.endswith(".")
    ):
        rows[-1] = (rows[-1][0], text)  # evidence below the name of a skill
    elif section == "skills" and role == "P":
        rows.extend((name, "") for name in text.split(" | "))
    elif section == "skills":
        name, _, evidence = text.partition(": ")
        rows.append((name, evidence))
    elif section in ("languages", "licences"):
        rows.extend(tuple(([*item.split(": "), ""])[:2]) for item in text.split(" | "))
    elif section in ("training", "references") and " | " in text:
        put_parts(rows, section, text)
    else:
        rows.append((text, "", "") if section == "training" else text)


def put_parts(rows: list[Any], section: str, text: str) -> None:
    parts = text.split(" | ")
    if section == "references":
        rows.append(tuple(parts) if len(parts) == 4 else (rows.pop(), *parts))
        return
    when = parts.pop() if is_time(parts[-1]) else ""
    rows.append((parts[0], parts[1] if len(parts) > 1 else "", when))


def put_dated(rows: list[Any], role: str, text: str) -> None:
    if role == "LI":
        achieved = text.startswith("Achievement: ")
        if achieved:
            rows[-1]["achieved"] = text.removeprefix("Achievement: ")
        else:
            rows[-1]["points"].append(text)
    elif " | " not in text:
        rows.append({"parts": [text], "points": [], "achieved": ""})
    elif is_time(text) and rows and len(rows[-1]["parts"]) == 1 and not rows[-1]["points"]:
        rows[-1]["parts"] += text.split(" | ")
    else:
        rows.append({"parts": text.split(" | "), "points": [], "achieved": ""})


def is_time(text: str) -> bool:
    words = text.split()
    return words[-1] == "present" or (words[-1].isdigit() and len(words[-1]) == 4)


def settled(name: str, value: Any) -> Any:
    if name not in ("work", "volunteering", "education"):
        return value
    rows = []
    for row in value:
        first, second, *third, when = row["parts"]
        middle = third[0].removeprefix("Grade: ") if third else ""
        rows.append(
            {"head": (first, second, middle, when), "points": row["points"], "achieved": row["achieved"]}
        )
    return rows


@pytest.mark.parametrize("seeds", BATCHES, ids=lambda seeds: f"from {seeds[0]}")
def test_every_field_comes_back_from_word(seeds: list[int]) -> None:
    for seed in seeds:
        cv, style = made_cv(seed), style_of(seed)
        found = found_in(blocks_of_word(render(CvDocument(cv, style, NOW))))
        assert found == expected(cv, style), (seed, style)


@pytest.mark.parametrize("seeds", BATCHES, ids=lambda seeds: f"from {seeds[0]}")
def test_every_field_comes_back_from_plain_text(seeds: list[int]) -> None:
    for seed in seeds:
        cv, style = made_cv(seed), style_of(seed)
        text = render_text(cv, style)
        for line in text.split("\n"):
            assert len(line) <= 76 or " " not in line.strip().removeprefix("- "), "a long word stands alone"
        assert found_in(blocks_of_text(text)) == expected(cv, style), (seed, style)


@pytest.mark.parametrize("seeds", BATCHES, ids=lambda seeds: f"from {seeds[0]}")
def test_every_field_comes_back_from_pdf(seeds: list[int]) -> None:
    for seed in seeds:
        cv, style = made_cv(seed), style_of(seed)
        pdf = pdf_of_word(render(CvDocument(cv, style, NOW)), NOW)
        assert pdf.not_carried == ()
        blocks, pages = blocks_of_pdf(pdf.content)
        assert found_in(blocks) == expected(cv, style), (seed, style)
        assert pages <= 5


def test_the_seeds_hold_what_makes_cvs_hard() -> None:
    """Gaps, twelve jobs, Welsh and Polish names, skills without evidence, in every style."""
    made = [(made_cv(seed), style_of(seed)) for seed in SEEDS]
    for style in STYLES:
        own = [cv for cv, chosen in made if chosen is style]
        assert len(own) == 40
        assert any(len(cv.work) == 12 for cv in own)
        assert any(not cv.work for cv in own)
        assert any("ŵ" in cv.name or "ŷ" in cv.name for cv in own)
        assert any("Ł" in cv.name or "ł" in cv.name for cv in own)
        assert any(isinstance(row, Skill) and not row.evidence for cv in own for row in cv.skills)
