"""The eye of the read-back proof sees what it is there for, on CVs and pages spoilt on purpose (V1)."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pytest
import typst

from jfs_desktop.documents.papers.cv import CvDocument, render
from jfs_desktop.documents.pdf.typeset import pdf_of_word
from jfs_desktop.rules.cv.cv_styles import CvStyle
from tests.documents.cv_readers import blocks_of_pdf
from tests.documents.cv_visible import faults_of_pdf, faults_of_word
from tests.documents.made_cvs import made_cv

NOW = datetime(2021, 6, 4, 9, 0, tzinfo=UTC)


def spoilt(part: str, old: str, new: str) -> bytes:
    """A CV in Word, with one thing changed in one of its parts."""
    out = io.BytesIO()
    word = render(CvDocument(made_cv(1), CvStyle.COMBINED, NOW))
    with zipfile.ZipFile(io.BytesIO(word)) as source, zipfile.ZipFile(out, "w") as made:
        for name in source.namelist():
            content = source.read(name).decode() if name == f"word/{part}.xml" else source.read(name)
            if isinstance(content, str):
                assert old in content
                content = content.replace(old, new, 1)
            made.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("part", "old", "new", "told"),
    [
        ("document", '<w:rStyle w:val="Strong"/>', "<w:vanish/>", "hidden"),
        ("document", '<w:rStyle w:val="Strong"/>', '<w:color w:val="C8C8C8"/>', "pale (C8C8C8)"),
        ("document", '<w:rStyle w:val="Strong"/>', '<w:sz w:val="2"/>', "too small"),
        ("document", '<w:rStyle w:val="Strong"/>', '<w:spacing w:val="-300"/>', "squeezed or moved"),
        ("styles", 'w:color w:val="4A5560"', 'w:color w:val="FFFFFF"', "pale (FFFFFF)"),
        ("styles", 'w:before="0" w:after="50" w:line="250" w:lineRule="auto"',
         'w:before="0" w:after="50" w:line="20" w:lineRule="exact"', "lines of one height"),
    ],
    ids=["hidden", "pale", "tiny", "squeezed", "pale by its style", "lines on one another"],
)  # fmt: skip
def test_what_word_would_not_show_is_found(part: str, old: str, new: str, told: str) -> None:
    faults = faults_of_word(spoilt(part, old, new))
    assert faults and all(fault.startswith(told) for fault in faults)


def test_a_pale_word_is_found_on_paper_too() -> None:
    word = spoilt("styles", 'w:color w:val="4A5560"', 'w:color w:val="C8C8C8"')
    assert seen_in(pdf_of_word(word, NOW).content)[0].startswith("pale: ")


def seen_in(pdf: bytes) -> list[str]:
    return faults_of_pdf(pdf, blocks_of_pdf(pdf).letters)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("Care assistant in Bangor", ""),
        ('Care #box[Bangor#place(top + left, dx: -2pt, dy: -4pt, rect(width: 9pt, height: 14pt, fill: white))]',  # noqa: E501
         "without ink: B of Bangor"),
        ("#place(top + left)[Wrexham]#place(top + left, dx: 3pt, dy: 1pt)[Bangor]", "over one another: "),
        ("#text(tracking: -5pt)[Bangor]", "over one another: "),
        ("#text(fill: black.transparentize(95%))[Bangor]", "without ink: B of Bangor"),
        ("#text(fill: rgb(\"9aa0a6\"))[Bangor]", "pale: "),
        ("#place(top + left, dx: -400pt)[Bangor]", "off the page: Bangor"),
        ("Care #pdf.artifact[Bangor]", "not read aloud: Bangor"),
    ],
    ids=["as it should be", "covered", "overprinted", "squeezed", "see-through", "pale", "off the page",
         "for the eye alone"],
)  # fmt: skip
def test_what_paper_would_not_show_is_found(body: str, told: str) -> None:
    page = f'#set document(title: "A CV")\n#set text(lang: "en", size: 10pt)\n{body}\n'
    found = seen_in(typst.compile({"main.typ": page.encode()}, format="pdf", pdf_standards=["ua-1"]))
    assert found[0].startswith(told) if told else found == []
