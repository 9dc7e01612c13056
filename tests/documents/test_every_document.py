"""Every kind of document that the program makes, as Word and as PDF, checked for everybody who reads it:
headings, header rows, language, alternative text, contrast, A4, title, and no machine in the metadata (B1,
B2, V1). A kind that is added is checked without being named here."""

from __future__ import annotations

import io
import re
import socket
import zipfile
from functools import cache
from getpass import getuser
from itertools import pairwise
from xml.etree import ElementTree

import pdfplumber
import pypdf
import pytest

from jfs_desktop.documents.pdf.typeset import pdf_of_word
from jfs_desktop.documents.samples.specimens import COMPARISON, Specimen, specimens
from jfs_desktop.documents.samples.template_fields import LANGUAGES, kinds
from jfs_desktop.documents.samples.template_samples import MADE_AT, PARTICIPANT
from jfs_desktop.paths import resource
from jfs_desktop.store.profiles import load_programme
from tests.documents.pdf_tags import tags

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SERVICE, PROVIDER = "Job Finding Support", "Northgate Skills"
TAGS = {"en": "en-GB", "cy": "cy-GB"}
A4 = (595.3, 841.9)
WORD_KINDS = [kind for kind in kinds().values() if not kind.is_workbook]
"""A workbook goes out as DWP made it: tests/documents/workbook/test_workbook.py."""


@cache
def every() -> dict[str, Specimen]:
    return {one.name: one for one in specimens(load_programme("jfs-2021"), PROVIDER)}


@cache
def pdf_of(name: str) -> bytes:
    made = pdf_of_word(every()[name].docx, MADE_AT)
    assert made.not_carried == (), f"{name}: {[one.what for one in made.not_carried]}"
    return made.content


@cache
def word_parts(name: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(every()[name].docx)) as package:
        return {part: package.read(part) for part in package.namelist()}


def xml(name: str, part: str = "word/document.xml") -> ElementTree.Element:
    return ElementTree.fromstring(word_parts(name)[part])  # noqa: S314 - written by ourselves


def words_of(element: ElementTree.Element) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def style_of(paragraph: ElementTree.Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val", "")


def in_order(levels: list[int]) -> bool:
    return levels[:1] == [1] and levels.count(1) == 1 and all(b <= a + 1 for a, b in pairwise(levels))


EVERY = pytest.mark.parametrize("name", sorted(every()))


def test_no_kind_and_no_shipped_template_is_left_out() -> None:
    """What is listed, what is shipped and what is checked here are the same."""
    listed = {
        f"{kind.key}.{language}": kind.shipped(language)
        for kind in WORD_KINDS
        for language in LANGUAGES
        if resource("documents", kind.shipped(language)).is_file()
    }
    shipped = {path.name for path in resource("documents").glob("*.docx")}
    assert set(listed.values()) == shipped
    assert set(every()) == {*listed, *(f"{COMPARISON}.{language}" for language in LANGUAGES)}
    assert {kind.key for kind in WORD_KINDS} == {name.rpartition(".")[0] for name in listed}


@EVERY
def test_headings_come_in_order_and_nothing_is_spaced_by_empty_lines(name: str) -> None:
    found = [(style_of(one), words_of(one)) for one in xml(name).iter(f"{W}p")]
    titles = {"Title": 1} | {f"Heading{level}": level for level in range(1, 7)}
    levels = [titles[style] for style, _ in found if style in titles]
    assert in_order(levels), levels
    drawn = [bool(list(one.iter(f"{W}drawing"))) for one in xml(name).iter(f"{W}p")]
    assert all(words.strip() or picture for (_, words), picture in zip(found, drawn, strict=True))
    for edge in (part for part in word_parts(name) if re.fullmatch(r"word/(header|footer)\d\.xml", part)):
        lines = [words_of(one).strip() for one in xml(name, edge).iter(f"{W}p")]
        assert lines == [""] or all(lines), "an edge that says nothing has its one line"
    for paragraph in xml(name).iter(f"{W}p"):
        assert not re.search(r"\s{3}|^\s", words_of(paragraph)), "spaces place nothing"
        breaks = [node.tag.removeprefix(W) for node in paragraph.iter() if node.tag in (f"{W}br", f"{W}t")]
        assert not breaks or breaks[-1] == "t", "no line break ends a paragraph"


@EVERY
def test_no_letter_is_too_small_to_read(name: str) -> None:
    """At least 8 points, in every style that is used and on every edge of the page."""
    sizes = {
        int(one.get(f"{W}val", ""))
        for part in word_parts(name)
        if part.startswith("word/") and part.endswith(".xml")
        for one in xml(name, part).iter(f"{W}sz")
    }
    assert sizes and min(sizes) >= 16, "half points"


@EVERY
def test_every_table_has_its_header_row_and_every_picture_its_words(name: str) -> None:
    for table in xml(name).iter(f"{W}tbl"):
        marks = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.findall(f"{W}tr")]
        assert marks[0] and not any(marks[1:]), marks
        told = table.find(f"{W}tblPr/{W}tblDescription")
        assert told is not None and told.get(f"{W}val", "").strip(), "what the table holds"
    for part, content in word_parts(name).items():
        if part.startswith("word/") and part.endswith(".xml"):
            for element in ElementTree.fromstring(content).iter():  # noqa: S314 - written by ourselves
                if element.tag.endswith("}docPr"):
                    assert element.get("descr", "").strip(), part


@EVERY
def test_the_language_is_told(name: str) -> None:
    language = TAGS[every()[name].language.value]
    said = {one.get(f"{W}val") for one in xml(name, "word/styles.xml").iter(f"{W}lang")}
    assert language in said
    assert f">{language}<" in word_parts(name)["docProps/core.xml"].decode()
    assert pypdf.PdfReader(io.BytesIO(pdf_of(name))).trailer["/Root"]["/Lang"] == language


@EVERY
def test_colours_stand_out_from_white_paper_and_on_a_grey_printer(name: str) -> None:
    """At least 4.5 to 1 for what is read (WCAG 1.4.3), measured in the light that black and white keeps."""

    def light(colour: str) -> float:
        values = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        linear = [v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in values]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    text = "".join(word_parts(name)[part].decode() for part in word_parts(name) if part.endswith(".xml"))
    colours = set(re.findall(r'<w:color w:val="([0-9A-Fa-f]{6})"', text))
    grounds = {"FFFFFF", *re.findall(r'<w:shd [^>]*w:fill="([0-9A-Fa-f]{6})"', text)}
    assert colours
    for colour in colours - {"FFFFFF"}:
        for ground in grounds:
            dark, bright = sorted((light(colour), light(ground)))
            assert (bright + 0.05) / (dark + 0.05) >= 4.5, (colour, ground)


@EVERY
def test_it_is_a4_with_page_numbers_and_a_title(name: str) -> None:
    size = next(iter(xml(name).iter(f"{W}pgSz")))
    assert (size.get(f"{W}w"), size.get(f"{W}h")) in {("11906", "16838"), ("11907", "16840")}
    with pdfplumber.open(io.BytesIO(pdf_of(name))) as made:
        for page in made.pages:
            assert page.width == pytest.approx(A4[0], abs=1) and page.height == pytest.approx(A4[1], abs=1)
        last = made.pages[-1].extract_text()
        if not every()[name].own:
            assert re.search(rf"\b{len(made.pages)}\b", last.splitlines()[-1]), last.splitlines()[-1]


@EVERY
def test_its_title_and_nothing_of_the_computer_stands_in_the_properties(name: str) -> None:
    """B2: the title names the service in full; a CV names its person alone (V1)."""
    specimen, facts = every()[name], pypdf.PdfReader(io.BytesIO(pdf_of(name))).metadata
    properties = b"".join(word_parts(name)[part] for part in word_parts(name) if part.startswith("docProps"))
    core = properties.decode()
    assert (
        facts is not None and facts.title and facts.title in core.replace("&#39;", "'").replace("&amp;", "&")
    )
    assert facts.creation_date == MADE_AT
    known = {socket.gethostname(), getuser(), "python-docx", "docxtpl", "Microsoft", "LibreOffice"}
    for word in known:
        assert word not in core and word not in str(dict(facts))
    if specimen.own:
        assert PARTICIPANT in facts.title and facts.author == PARTICIPANT
        assert SERVICE not in core and PROVIDER not in core
    else:
        assert SERVICE in facts.title and PROVIDER in facts.title and facts.author == PROVIDER
        assert "JFS" not in facts.title.replace("JFS07", ""), "the full name, not the acronym (JFS 1.38)"


@EVERY
def test_the_service_is_named_in_full_at_the_head_and_never_on_a_cv(name: str) -> None:
    """B1, B2: 'Job Finding Support, delivered by' the provider, on every page."""
    specimen = every()[name]
    with pdfplumber.open(io.BytesIO(pdf_of(name))) as made:
        texts = [page.extract_text() for page in made.pages]
    if specimen.own:
        assert not any(SERVICE in text or PROVIDER in text for text in texts)
        return
    assert all(SERVICE in text for text in texts)
    assert re.search(rf"{SERVICE}.*{PROVIDER}", "\n".join(texts[0].splitlines()[:3]), re.DOTALL)


@EVERY
def test_the_pdf_is_tagged_as_the_word_file_is_built(name: str) -> None:
    """PDF/UA-1: marked, titled, headings and header cells as in Word, nothing empty."""
    content = pdf_of(name)
    root = pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value and root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert re.search(rb"<pdfuaid:part>1</pdfuaid:part>", root["/Metadata"].get_data())
    found = list(tags(content))
    kinds_found = [kind for kind, _ in found]
    assert in_order([int(kind[2]) for kind in kinds_found if re.fullmatch(r"/H[1-6]", kind)])
    tables = len(list(xml(name).iter(f"{W}tbl")))
    assert kinds_found.count("/Table") == tables == kinds_found.count("/THead")
    assert all(element.get("/Alt") for kind, element in found if kind == "/Figure")
    assert not [kind for kind, element in found if re.fullmatch(r"/P|/H\d", kind) and "/K" not in element]


@EVERY
def test_every_word_of_the_word_file_is_on_the_pages(name: str) -> None:
    """What leaves as PDF says what leaves as Word."""
    pages = pypdf.PdfReader(io.BytesIO(pdf_of(name))).pages
    read = re.sub(r"[\s\u00ad-]", "", "".join(page.extract_text() for page in pages))
    for paragraph in xml(name).iter(f"{W}p"):
        for word in words_of(paragraph).split():
            assert re.sub(r"[\s\u00ad-]", "", word) in read, word
