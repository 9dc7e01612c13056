"""A CV is the person's own document: their name, no service, no adviser, and easy for any reader (V1, V2)."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from uuid import UUID

import pytest

from jfs_desktop.documents.papers.cv import CvDocument, file_name, render, section_title
from jfs_desktop.documents.papers.cv_text import render_text
from jfs_desktop.documents.pdf.typeset import pdf_of_word
from jfs_desktop.documents.samples.template_samples import cv_content
from jfs_desktop.documents.walk.walker import walk
from jfs_desktop.documents.wording.labels import labels_in
from jfs_desktop.rules.cv.cv import (
    TITLES,
    Course,
    CvContent,
    MonthYear,
    Position,
    Section,
    Skill,
    span_written,
)
from jfs_desktop.rules.cv.cv_styles import CvStyle
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.writing.wording import MONTHS
from tests.documents.cv_readers import blocks_of_pdf, blocks_of_word
from tests.documents.made_cvs import made_cv

NOW = datetime(2021, 6, 4, 9, 0, tzinfo=UTC)
EVERY_STYLE = pytest.mark.parametrize("style", CvStyle)


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


@EVERY_STYLE
def test_it_names_the_person_and_nobody_else(style: CvStyle) -> None:
    cv = made_cv(7)
    said = parts(render(CvDocument(cv, style, NOW)))
    core = said["docProps/core.xml"]
    assert f">{cv.name}<" in core.replace("&#39;", "'")
    assert f"Curriculum vitae of {cv.name}" in core
    assert "<Company>" not in said["docProps/app.xml"]
    assert "Company" not in said["docProps/app.xml"]
    for text in said.values():
        assert not re.search(r"JFS|Job Finding|Jobcentre|DWP", text)
    assert "01978 999999" not in said["word/document.xml"], "a hidden contact line stays hidden"


@EVERY_STYLE
def test_its_headings_stand_in_order_and_its_language_is_told(style: CvStyle) -> None:
    content = render(CvDocument(made_cv(5), style, NOW))
    said = parts(content)
    levels = [int(role[1]) for role, _ in blocks_of_word(content) if role.startswith("H")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert 'w:val="en-GB"' in said["word/styles.xml"]
    assert not any(name.startswith("word/header") for name in said), "recruiters' systems pass headers over"


@EVERY_STYLE
def test_its_colours_stand_out_from_white_paper(style: CvStyle) -> None:
    """7 to 1, so that one black-and-white printer does (WCAG 1.4.6)."""

    def light(colour: str) -> float:
        values = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        linear = [v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in values]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    styles = parts(render(CvDocument(made_cv(5), style, NOW)))["word/styles.xml"]
    colours = set(re.findall(r'<w:color w:val="([0-9A-F]{6})"', styles))
    assert colours
    for colour in colours:
        assert 1.05 / (light(colour) + 0.05) >= 7, colour


@EVERY_STYLE
def test_an_empty_cv_is_an_empty_page_and_no_mistake(style: CvStyle) -> None:
    render(CvDocument(CvContent(), style, NOW))
    assert render_text(CvContent(), style) == "\n"


def test_an_ordinary_short_cv_fits_one_page() -> None:
    for seed in range(1, 60):
        cv = made_cv(seed)
        if len(cv.work) <= 5:
            pdf = pdf_of_word(render(CvDocument(cv, CvStyle.SHORT, NOW)), NOW)
            assert blocks_of_pdf(pdf.content)[1] == 1, seed


@pytest.mark.parametrize("language", DocumentLanguage)
@pytest.mark.parametrize("style", CvStyle)
def test_the_specimen_fits_one_page_in_every_style(style: CvStyle, language: DocumentLanguage) -> None:
    """JFS 4.12: no short section stands alone on a second page."""
    cv = replace(cv_content(), language=language)
    assert blocks_of_pdf(pdf_of_word(render(CvDocument(cv, style, NOW)), NOW).content)[1] == 1


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Siân Prŷs", "Siân Prŷs - CV.docx"),
        ("../../x: <y>", "x y - CV.docx"),
        ("", "CV.docx"),
        ("D'Arcy-Smith", "D'Arcy-Smith - CV.docx"),
    ],
)
def test_the_file_is_called_by_the_person_alone(name: str, file: str) -> None:
    assert file_name(replace(CvContent(), name=name)) == file


def test_what_looks_like_a_mark_of_a_template_stays_text() -> None:
    cv = replace(made_cv(3), name="{{ name }} <b>&", profile="{% if x %}\x00")
    blocks = blocks_of_word(render(CvDocument(cv, CvStyle.COMBINED, NOW)))
    assert blocks[0] == ("H1", "{{ name }} <b>&")
    assert ("P", "{% if x %}") in blocks


@EVERY_STYLE
def test_a_welsh_cv_has_welsh_titles_months_and_language(style: CvStyle) -> None:
    """V1: a CV is in the language that the person wants; no English label stands in it."""
    whole = replace(cv_content(), references=(), references_on_request=True)
    cv = replace(whole, language=DocumentLanguage.WELSH)
    content = render(CvDocument(cv, style, NOW))
    walked = walk(content)
    told = "\n".join(paragraph.text for paragraph in walked.paragraphs())
    assert walked.language == "cy-GB" and ">cy-GB<" in parts(content)["docProps/core.xml"]
    headings = {paragraph.text for paragraph in walked.paragraphs() if paragraph.level}
    assert {"Hanes gwaith", "Addysg", "Geirdaon"} <= headings and not headings & set(TITLES.values())
    assert "Mae geirdaon ar gael ar gais." in told
    assert not re.search(rf"\b({'|'.join(MONTHS)}) \d{{4}}|\bto present\b|\bAchievement:|\bGrade:", told)
    assert "PROFFIL" in render_text(cv, style) and "PROFILE" not in render_text(cv, style)
    assert "tudalen" in parts(content)["word/footer1.xml"]


def test_spans_in_welsh() -> None:
    """A dash stands between two months: behind a word the second would change its first letter."""
    march, june, welsh = MonthYear(2019, 3), MonthYear(2020, 6), DocumentLanguage.WELSH
    assert span_written(march, june, ongoing=False, language=welsh) == "Mawrth 2019 – Mehefin 2020"
    assert span_written(MonthYear(2017), None, ongoing=True, language=welsh) == "2017 – presennol"
    assert span_written(march, None, ongoing=False, language=welsh) == "Mawrth 2019 –"
    assert span_written(None, june, ongoing=False, language=welsh) == "– Mehefin 2020"
    assert span_written(None, None, ongoing=False, language=welsh) == ""


@pytest.mark.parametrize("language", DocumentLanguage)
def test_of_a_course_whose_end_alone_is_known_the_year_stands_alone(language: DocumentLanguage) -> None:
    course = Course(UUID(int=1), "NVQ Level 2 Care", "Coleg Menai", ended=MonthYear(2019))
    told = render_text(CvContent(name="Jo", education=(course,), language=language), CvStyle.COMBINED)
    assert re.search(r"Coleg Menai \| 2019$", told, re.MULTILINE)


@EVERY_STYLE
def test_v1_an_entry_that_is_half_filled_prints_what_is_there_and_nothing_else(style: CvStyle) -> None:
    """No label without what it labels, no stroke without two sides, no empty paragraph."""
    one, when = UUID(int=1), MonthYear(2016, 3)
    job = Position(one, began=when, duties=("Swept",))
    half = CvContent(
        name="Jo",
        work=(job, Position(one, duties=("Mopped",)), Position(one, title="Cook", ended=when)),
        education=(Course(one, notes=("**Card** shown",)), Course(one, grade="B")),
        skills=(Skill(one, evidence="Counted stock"),),
    )
    told = [one.text.strip() for one in walk(render(CvDocument(half, style, NOW))).paragraphs()]
    assert all(told) and not [text for text in told if text.startswith("|")]
    assert [text for text in told if "Grade" in text] == ["Grade: B"]
    assert "Counted stock" in told and ("Card shown" in told) is (style is not CvStyle.SHORT)
    assert [line for line in render_text(half, style).splitlines() if "Grade" in line] == ["Grade: B"]


def test_the_editor_and_the_english_cv_call_a_section_alike() -> None:
    words = labels_in(DocumentLanguage.ENGLISH)
    assert {section: section_title(section, words) for section in Section} == TITLES
