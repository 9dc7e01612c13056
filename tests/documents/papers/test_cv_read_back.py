"""What is written in a CV can be read out of it again, field by field, by readers that share nothing with
what wrote it, and stands there for everybody to see: 200 CVs in five styles, each as Word, PDF and plain text
(V1)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pypdf
import pytest

from jfs_desktop.documents.papers.cv import CvDocument, render
from jfs_desktop.documents.papers.cv_text import render_text
from jfs_desktop.documents.pdf.typeset import pdf_of_word
from jfs_desktop.rules.cv.cv import Course, CvContent, MonthYear, Position, Skill
from jfs_desktop.rules.cv.cv_hints import HintKind, hints
from jfs_desktop.rules.cv.cv_styles import CvStyle
from jfs_desktop.rules.person.document_language import DocumentLanguage
from tests.documents.cv_readers import (
    Blocks,
    blocks_of_pdf,
    blocks_of_text,
    blocks_of_word,
    bold_in_word,
    links_of_word,
)
from tests.documents.cv_visible import faults_of_pdf, faults_of_word
from tests.documents.made_cvs import ENGLISH, WELSH, made_cv, marked

NOW = datetime(2021, 6, 4, 9, 0, tzinfo=UTC)
SEEDS = range(200)
STYLES = list(CvStyle)
TITLES = {
    "profile": "profile", "key skills": "skills", "work history": "work", "education": "education",
    "training and certificates": "training", "volunteering": "volunteering", "languages": "languages",
    "licences": "licences", "interests": "interests", "references": "references",
    "proffil": "profile", "sgiliau allweddol": "skills", "hanes gwaith": "work", "addysg": "education",
    "hyfforddiant a thystysgrifau": "training", "gwirfoddoli": "volunteering", "ieithoedd": "languages",
    "trwyddedau": "licences", "diddordebau": "interests", "geirdaon": "references",
}  # fmt: skip
MONTHS = {
    ENGLISH: ["January", "February", "March", "April", "May", "June", "July", "August", "September",
              "October", "November", "December"],
    WELSH: ["Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi",
            "Hydref", "Tachwedd", "Rhagfyr"],
}  # fmt: skip
ON_REQUEST = {
    ENGLISH: "References are available on request.",
    WELSH: "Mae geirdaon ar gael ar gais.",
}
MOMENT = rf"(?:(?:{'|'.join(MONTHS[ENGLISH] + MONTHS[WELSH])}) )?[0-9]{{4}}"
TIME = re.compile(rf"{MOMENT}(?: (?:to|–) (?:{MOMENT}|present|presennol))?")
Told = dict[str, Any]


def style_of(seed: int) -> CvStyle:
    """Each style meets the long CVs, the empty ones and all kinds between."""
    return STYLES[(seed + seed // 5) % len(STYLES)]


def cv_of(seed: int) -> CvContent:
    """The CV of a seed; every fourth has words in bold and links within its text."""
    made = made_cv(seed, hard=True)
    return marked(made) if seed % 4 == 1 else made


@cache
def word_of(seed: int) -> bytes:
    """The same as a Word file."""
    return render(CvDocument(cv_of(seed), style_of(seed), NOW))


BATCHES = [[seed for seed in SEEDS if seed // 20 == batch] for batch in range(10)]


# What should stand there, said anew.


def words(text: str) -> str:
    """A text without its marks; the address of a link is told behind it, for nothing on paper is clicked."""
    return re.sub(r"\[([^]]*)\]\((?:mailto:)?([^)]*)\)", r"\1 (\2)", text).replace("**", "")


def part(text: str) -> str:
    """A value among others in a line: an upright stroke of its own would part it, so it stands slanted."""
    return " ".join("/" if word == "|" else word for word in text.split())


def name(text: str) -> str:
    """A value from which a colon parts what is told of it: a colon of its own is a dash."""
    return re.sub(":? *$", "", part(text).replace(": ", " – "))


def moment(at: MonthYear, tongue: DocumentLanguage) -> str:
    return f"{MONTHS[tongue][at.month - 1]} {at.year}" if at.month else str(at.year)


def span(row: Position | Course, tongue: DocumentLanguage) -> str:
    assert row.began is not None
    to, now = ("–", "presennol") if tongue is WELSH else ("to", "present")
    if row.ongoing:
        return f"{moment(row.began, tongue)} {to} {now}"
    assert row.ended is not None
    if row.began == row.ended:
        return moment(row.began, tongue)
    return f"{moment(row.began, tongue)} {to} {moment(row.ended, tongue)}"


def expected(cv: CvContent, style: CvStyle) -> Told:
    def plain(lines: Iterable[str]) -> list[str]:
        return [words(line) for line in lines]

    short, by_skills, tongue = style is CvStyle.SHORT, style is CvStyle.SKILLS, cv.language
    found: Told = {
        "name": cv.name,
        "target": cv.target_job,
        "contacts": [part(row.text) for row in cv.contacts if row.shown],
        "profile": plain(cv.profile.split("\n")),
        "skills": [(name(row.name), "" if short else row.evidence) for row in cv.skills],
        "work": [
            position(
                row, tongue, plain([] if by_skills else row.duties[: 2 if short else None]), not by_skills
            )
            if not short or place < 3
            else position(row, tongue, [], False)
            for place, row in enumerate(cv.work)
        ],
        "education": [course(row, tongue, plain([] if short else row.notes)) for row in cv.education],
        "training": [
            (part(row.name), part(row.provider), moment(row.gained, tongue) if row.gained else "")
            for row in cv.training
        ],
        "volunteering": [
            position(row, tongue, plain([] if short else row.duties), not short) for row in cv.volunteering
        ],
        "languages": [(name(row.name), part(row.level)) for row in cv.languages],
        "licences": [(name(row.name), part(row.detail)) for row in cv.licences],
        "interests": [] if short else [row.text for row in cv.interests],
        "references": [
            tuple(map(part, (row.name, row.role, row.organisation, row.contact))) for row in cv.references
        ]
        or ([ON_REQUEST[tongue]] if cv.references_on_request else []),
    }
    return {name: value for name, value in found.items() if value}


def position(row: Position, tongue: DocumentLanguage, duties: Any, achievement: bool) -> Told:
    return {
        "head": (part(row.title), part(row.employer), part(row.place), span(row, tongue)),
        "points": [*duties],
        "achieved": row.achievement if achievement else "",
    }


def course(row: Course, tongue: DocumentLanguage, notes: list[str]) -> Told:
    head = (part(row.qualification), part(row.school), part(row.grade), span(row, tongue))
    return {"head": head, "points": notes, "achieved": ""}


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
    elif section == "skills":
        put_skill(rows, role, text)
    elif section in ("languages", "licences"):
        rows.extend((name, rest) for name, _, rest in (item.partition(": ") for item in text.split(" | ")))
    elif section in ("training", "references") and " | " in text:
        put_parts(rows, section, text)
    else:
        rows.append((text, "", "") if section == "training" else text)


def put_skill(rows: list[Any], role: str, text: str) -> None:
    """By its heading with the evidence below, by one line of names, or by 'name: evidence'."""
    if role == "H3":
        rows.append([text])
    elif role == "LI" and rows and isinstance(rows[-1], list):
        rows[-1].append(text)
    elif role == "P":
        rows.extend((name, "") for name in text.split(" | "))
    else:
        name, _, evidence = text.partition(": ")
        rows.append((name, evidence))


def put_parts(rows: list[Any], section: str, text: str) -> None:
    parts = text.split(" | ")
    if section == "references":
        rows.append(tuple(parts) if len(parts) == 4 else (rows.pop(), *parts))
        return
    when = parts.pop() if TIME.fullmatch(parts[-1]) else ""
    rows.append((parts[0], parts[1] if len(parts) > 1 else "", when))


def put_dated(rows: list[Any], role: str, text: str) -> None:
    if role == "LI":
        achieved = re.match("(?:Achievement|Cyflawniad): ", text)
        if achieved:
            rows[-1]["achieved"] = text[achieved.end() :]
        else:
            rows[-1]["points"].append(text)
        return
    parts = text.split(" | ")
    timed = TIME.fullmatch(parts[-1])
    if role != "H3" and timed and rows and len(rows[-1]["parts"]) == 1 and not rows[-1]["points"]:
        rows[-1]["parts"] += parts
    else:
        rows.append({"parts": parts, "points": [], "achieved": ""})


def settled(name: str, value: Any) -> Any:
    if name == "skills":
        return [(row[0], " ".join(row[1:])) for row in value]
    if name not in ("work", "volunteering", "education"):
        return value
    rows = []
    for row in value:
        first, second, *third, when = row["parts"]
        middle = re.sub("^(?:Grade|Gradd): ", "", third[0]) if third else ""
        rows.append(
            {"head": (first, second, middle, when), "points": row["points"], "achieved": row["achieved"]}
        )
    return rows


@pytest.mark.parametrize("seeds", BATCHES, ids=lambda seeds: f"from {seeds[0]}")
def test_every_field_comes_back_from_word(seeds: list[int]) -> None:
    for seed in seeds:
        cv, style = cv_of(seed), style_of(seed)
        word = word_of(seed)
        assert found_in(blocks_of_word(word)) == expected(cv, style), (seed, style)
        assert faults_of_word(word) == [], (seed, style)


@pytest.mark.parametrize("seeds", BATCHES, ids=lambda seeds: f"from {seeds[0]}")
def test_every_field_comes_back_from_plain_text(seeds: list[int]) -> None:
    for seed in seeds:
        cv, style = cv_of(seed), style_of(seed)
        text = render_text(cv, style)
        for line in text.split("\n"):
            assert len(line) <= 76 or " " not in line.strip().removeprefix("- "), "a long word stands alone"
        assert found_in(blocks_of_text(text)) == expected(cv, style), (seed, style)


@pytest.mark.parametrize("seeds", BATCHES, ids=lambda seeds: f"from {seeds[0]}")
def test_every_field_comes_back_from_pdf(seeds: list[int]) -> None:
    pages, hyphens = [], 0
    for seed in seeds:
        cv, style = cv_of(seed), style_of(seed)
        pdf = pdf_of_word(word_of(seed), NOW)
        assert pdf.not_carried == ()
        read = blocks_of_pdf(pdf.content)
        assert found_in(read.blocks) == expected(cv, style), (seed, style)
        assert faults_of_pdf(pdf.content, read.letters) == [], (seed, style)
        pages.append(read.pages)
        hyphens += read.hyphens
    assert 3 <= max(pages) <= 5, "in every batch a CV goes over three pages or more"
    assert hyphens > 5, "and words are broken at their hyphens, and found whole"


@pytest.mark.parametrize("seed", [1, 5, 9, 13, 17])
def test_bold_words_and_links_are_found_as_such(seed: int) -> None:
    """V1: in each style, beside the words that are found above."""
    cv, style = cv_of(seed), style_of(seed)
    bold = words_within(r"\*\*(.+?)\*\*", cv, style)
    leads = words_within(r"\]\((.+?)\)", cv, style)
    word = word_of(seed)
    assert bold and bold <= bold_in_word(word)
    assert leads and leads <= links_of_word(word)
    pdf = pypdf.PdfReader(io.BytesIO(pdf_of_word(word, NOW).content))
    marks = [mark.get_object() for page in pdf.pages for mark in page.get("/Annots", [])]
    assert leads <= {mark["/A"]["/URI"] for mark in marks if "/A" in mark}


def words_within(pattern: str, cv: CvContent, style: CvStyle) -> set[str]:
    """What of the marks stands on the CV in this style: in the profile, and in duties where any show."""
    duties = [line for row in cv.work for line in row.duties[:1]]
    shown = [cv.profile, *(() if style is CvStyle.SKILLS else duties[:1])]
    return {found for text in shown for found in re.findall(pattern, text)}


def test_the_seeds_hold_what_makes_cvs_hard() -> None:
    """V1: gaps, twelve jobs, Welsh and Polish names, texts in four tongues, both languages of documents,
    values that hold what parts values, skills without evidence, words with hyphens, bold words and links, in
    every style; that some go over three pages is seen where they are set."""
    made = [(cv_of(seed), style_of(seed)) for seed in SEEDS]
    for style in STYLES:
        own = [cv for cv, chosen in made if chosen is style]
        assert len(own) == 40
        assert any(len(cv.work) == 12 for cv in own)
        assert any(not cv.work for cv in own)
        assert any("ŵ" in cv.name or "ŷ" in cv.name for cv in own)
        assert any("Ł" in cv.name or "ł" in cv.name for cv in own)
        assert any(isinstance(row, Skill) and not row.evidence for cv in own for row in cv.skills)
        assert any("**" in cv.profile and "](https://" in cv.profile for cv in own)
        assert any("**" in line for cv in own for row in cv.work for line in row.duties)
        assert {cv.language for cv in own} == {ENGLISH, WELSH}
        assert {
            sign for sign in "ŵżòà" for cv in own for row in cv.work if sign in "".join(row.duties)
        } == set("ŵżòà"), "in each of the tongues"
        assert any(" | " in row.employer for cv in own for row in cv.work)
        assert any(": " in row.name and row.evidence for cv in own for row in cv.skills)
        assert any(hint.kind is HintKind.GAP for cv in own for hint in hints(cv, today=NOW.date()))
        assert all(re.search(r"\w-\w", cv.profile) for cv in own[:3])
