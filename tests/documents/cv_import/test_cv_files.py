"""Which files are taken as an existing CV: one locked only against printing, plain text in any writing; every
other is refused in a sentence that says what to do (V2)."""

from __future__ import annotations

import io
import zipfile
from uuid import uuid4

import pypdf
import pytest
from docx.oxml import OxmlElement

from jfs_desktop.casework.cv.cv_reading import read_existing
from jfs_desktop.documents.cv_import.cv_import import read_cv
from jfs_desktop.documents.cv_terms.cv_language import language_of
from jfs_desktop.documents.files.file_kinds import FileKind
from jfs_desktop.documents.papers.cv_text import render_text
from jfs_desktop.errors import UserError
from jfs_desktop.rules.cv.cv_styles import CvStyle, as_shown
from jfs_desktop.rules.person.document_language import DocumentLanguage
from tests.documents import made_old_cvs as made
from tests.documents import made_word as word
from tests.documents.blank_word import blank_word
from tests.documents.cv_words_kept import accounted, held, lost
from tests.documents.made_cv_layouts import LAYOUTS
from tests.documents.made_cvs import made_cv

TYPED = """CURRICULUM VITAE

Siân Prŷs
07700 900123

Work history

2018 – 2021   Carer, Plas Menai
* Washed and dressed the residents, wrote notes every day, and saw to it that
  their medicines were taken on time
* Cooked

Interests
Canu
"""


def locked(content: bytes, opens_with: str, algorithm: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    writer.encrypt(opens_with, "owner", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"])
def test_a_pdf_that_anybody_may_open_is_read(algorithm: str) -> None:
    """V2: only printing and copying are forbidden."""
    content = made.typeset(made.WELSH)
    read = read_cv(locked(content, "", algorithm), "cv.pdf", uuid4)
    assert [line.text for line in read.lines] == [
        line.text for line in read_cv(content, "cv.pdf", uuid4).lines
    ]
    with pytest.raises(UserError, match="protected with a password") as refused:
        read_cv(locked(content, "secret", algorithm), "cv.pdf", uuid4)
    assert refused.value.text.count(".pdf") == 1 and refused.value.remedy


def test_a_bomb_behind_such_a_lock_is_refused() -> None:
    """V2: measured once the lock is off; objects that cannot be measured before are few."""
    bomb = locked(made.plain_pdf(b" " * 60_000_000), "", "AES-256")
    with pytest.raises(UserError, match="trap"):
        read_cv(bomb, "cv.pdf", uuid4)
    hidden = made.plain_pdf(b"BT ET", trailer=b"/Encrypt 3 0 R")
    many = b"9 0 obj << /Type /ObjStm /N 1 /First 4 /Length 200000 >>\nstream\n" + bytes(200_000)
    with pytest.raises(UserError, match="trap"):
        read_cv(hidden[:-5] + many + b"\nendstream endobj\n%%EOF", "cv.pdf", uuid4)


@pytest.mark.parametrize("writing", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_in_any_writing(writing: str) -> None:
    content = TYPED.replace("ŷ", "y" if writing == "cp1252" else "ŷ").encode(writing)
    read = read_existing(content.replace(b"\n", b"\r\n") if writing != "utf-16" else content, "cv.txt", uuid4)
    assert read.file.kind is FileKind.TEXT and read.form == "plain text"
    assert read.content.name.startswith("Siân Pr") and not read.unread
    (job,) = read.content.work
    assert (job.title, job.employer) == ("Carer", "Plas Menai")
    assert job.duties == (
        "Washed and dressed the residents, wrote notes every day, and saw to it that their medicines were "
        "taken on time",
        "Cooked",
    )


@pytest.mark.parametrize("seed", range(0, 40, 3))
def test_our_own_text_comes_back_whole(seed: int) -> None:
    style = CvStyle.CHRONOLOGICAL
    cv = as_shown(made_cv(seed), style)
    read = read_cv(render_text(made_cv(seed), style).encode(), "cv.txt", uuid4)
    got = read.content
    assert (got.name, got.profile) == (cv.name, cv.profile) and not read.unread
    assert [(row.title, row.employer, row.place, row.duties) for row in got.work] == [
        (row.title, row.employer, row.place, row.duties) for row in cv.work
    ]
    assert [row.contact for row in got.references] == [row.contact for row in cv.references]
    assert accounted(read) == held(read) and not lost(read)


def _zip(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "."), content)
    return out.getvalue()


REFUSED = {
    "cv.rtf": (b"{\\rtf1 hello}", "Rich Text", "Word"),
    "cv.odt": (_zip(mimetype=b"application/vnd.oasis.opendocument.text"), "OpenDocument", "Word"),
    "cv.pages": (_zip(**{"Index/Document__iwa": b"x"}), "Pages", "Export it"),
    "cv.doc": (word.ole("WordDocument"), r"old Word file \(\.doc\)", "Word"),
    "cv.png": (b"\x89PNG\r\n\x1a\n" + bytes(40), "a picture", "type the CV in"),
    "cv.jpg": (b"\xff\xd8\xff\xe0" + bytes(40), "a picture", "type the CV in"),
    "cv.heic": (b"\0\0\0\x18ftypheic" + bytes(40), "a picture", "type the CV in"),
    "cv.tif": (b"II*\x00" + bytes(40), "a picture", "type the CV in"),
    "cv.html": (b"<!DOCTYPE html><p>hello", "web page", "Word"),
    "blank.txt": (b"", "empty", "another file"),
    "spaces.txt": (b" \r\n\n", "empty", "another file"),
    "odd.txt": (b"Jo\x00Bloggs\x01" * 30, "neither", "Word"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_every_other_file_is_refused_with_what_to_do(name: str) -> None:
    """V2: by what it is, never by its name."""
    content, said, remedy = REFUSED[name]
    with pytest.raises(UserError, match=said) as refused:
        read_existing(content, name, uuid4)
    told = refused.value
    assert f"'{name}'" in told.text and told.text.endswith(".") and told.text.count(". ") == 0
    assert remedy in told.remedy


def test_what_a_line_was_taken_for_is_said_once() -> None:
    """V2: not its section before each field."""
    rows = read_existing(made.typeset(made.WELSH), "cv.pdf", uuid4).lines
    told = next(row.understood for row in rows if "Cogydd" in row.text)
    assert told == "Work history: dates, job title, employer"


def test_a_half_understood_line_is_told_once() -> None:
    """V2: what was understood in one row, the rest in another, and no word in both."""
    content = made.typeset(LAYOUTS["dates at the right"])
    rows = [row for row in read_existing(content, "cv.pdf", uuid4).lines if row.place == "page 1, line 2"]
    assert [(row.text, bool(row.understood)) for row in rows] == [
        ("karen@example.org · 07700 900666", True),
        ("· Chester", False),
    ]


@pytest.mark.parametrize(
    ("source", "language"),
    [
        (made.TWO_COLUMNS, DocumentLanguage.ENGLISH),
        (made.WELSH, DocumentLanguage.WELSH),
        (LAYOUTS["a column and dates, in Welsh"], DocumentLanguage.WELSH),
        (LAYOUTS["places below the dates"], DocumentLanguage.ENGLISH),
    ],
)
def test_a_cv_says_in_which_language_it_is(source: str, language: DocumentLanguage) -> None:
    """V2, B1."""
    assert read_cv(made.typeset(source), "cv.pdf", uuid4).content.language is language


def test_names_of_places_make_no_cv_welsh() -> None:
    told = ["Coleg Menai", "Ysgol Morgan Llwyd", "Work history", "Cook at the Ysbyty Gwynedd in Bangor"]
    assert language_of(told) is DocumentLanguage.ENGLISH
    assert language_of([]) is DocumentLanguage.ENGLISH
    basics = b'{"basics": {"summary": "Rwyf wedi gweithio gyda phobl yn yr ysbyty."}}'
    assert read_existing(basics, "cv.json", uuid4).content.language is DocumentLanguage.WELSH


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"{}", "cv.json"),
        (b"[]", "cv.json"),
        (b"null", "cv.json"),
        ('{"basics":{}}'.encode("utf-16"), "cv.json"),
    ],
)
def test_a_file_with_nothing_in_it_is_no_cv(content: bytes, name: str) -> None:
    """V2: it would empty the editor, and the JFAP would say that they gave us the CV they have."""
    with pytest.raises(UserError) as refused:
        read_existing(content, name, uuid4)
    assert refused.value.remedy


def test_v2_columns_of_blanks_in_a_text_or_word_file_are_rows() -> None:
    typed = "Sam Lee\n\nWORK\n\nDriver              Greenline           2015-2019\n"
    typed += "Cook                Cafe                2010-2012\n"
    document, kept = blank_word(), io.BytesIO()
    for line in typed.splitlines():
        document.add_paragraph(line)
    document.save(kept)
    for content, name in ((typed.encode(), "cv.txt"), (kept.getvalue(), "cv.docx")):
        read = read_cv(content, name, uuid4)
        jobs = [(job.title, job.employer) for job in read.content.work]
        assert jobs == [("Driver", "Greenline"), ("Cook", "Cafe")] and not read.unread
        assert accounted(read) == held(read) and not lost(read)


def test_v2_blanks_and_words_without_end_are_read_in_no_time() -> None:
    """Sixty thousand blanks that do not break stood for a column, and took minutes."""
    for inner in ("\xa0" * 60_000, "A " * 10_000):
        text = f"Ann Lee\nReferences\nMr Poole{inner}Manager\nLanguages\nWelsh{inner}fluent\n"
        assert "Poole" in " ".join(line.text for line in read_cv(text.encode(), "cv.txt", uuid4).lines)


def test_v2_one_line_of_a_text_that_is_longer_than_the_others_was_not_broken() -> None:
    head = "06/2018 to date: Cleaner, ISS Facility Services, Bangor"
    typed = f"Ann Lee\nWork history\n{head}\nCleaning of offices\n"
    (job,) = read_cv(typed.encode(), "cv.txt", uuid4).content.work
    assert (job.employer, job.duties) == ("ISS Facility Services", ("Cleaning of offices",))


def test_v2_hidden_words_and_prompts_of_a_form_are_left_out_and_named() -> None:
    made_word = blank_word()
    made_word.add_heading("Sam Lee", 0)
    line = made_word.add_paragraph("Driver, Greenline, 2015 - 2019")
    line.add_run(" was sacked").font.hidden = True
    prompt = made_word.add_paragraph("[Company name]")._p
    control = OxmlElement("w:sdt")
    control.append(OxmlElement("w:sdtPr"))
    control[0].append(OxmlElement("w:showingPlcHdr"))
    control.append(OxmlElement("w:sdtContent"))
    prompt.addprevious(control)
    control[1].append(prompt)
    out = io.BytesIO()
    made_word.save(out)
    read = read_cv(out.getvalue(), "cv.docx", uuid4)
    assert [one.text for one in read.lines] == ["Sam Lee", "Driver, Greenline, 2015 - 2019"]
    assert read.besides == ("words that are hidden", "prompts of a form that were not filled in")


@pytest.mark.parametrize("kind", ["own style of a paragraph", "style it is based on", "style of letters"])
def test_v2_words_that_a_style_hides_are_left_out_and_named(kind: str) -> None:
    """As Word shows it: hidden by the style, unless the words say themselves that they are to be seen."""
    made_word = blank_word()
    made_word.add_heading("Sam Lee", 0)
    of_letters = kind == "style of letters"
    unseen = made_word.styles.add_style("Ghost", 2 if of_letters else 1)
    unseen.font.hidden = True
    if kind == "style it is based on":
        below = made_word.styles.add_style("Ghost below", 1)
        below.base_style, unseen = unseen, below
    line = made_word.add_paragraph("Driver, Greenline, 2015 - 2019")
    hides = line if of_letters else made_word.add_paragraph("", style=unseen)
    hides.add_run(" was sacked", unseen if of_letters else None)
    shown = hides.add_run(" Licence: B", unseen if of_letters else None)
    shown.font.hidden = False
    out = io.BytesIO()
    made_word.save(out)
    read = read_cv(out.getvalue(), "cv.docx", uuid4)
    told = " ".join(" ".join(one.text.split()) for one in read.lines)
    assert told == "Sam Lee Driver, Greenline, 2015 - 2019 Licence: B"
    assert read.besides == ("words that are hidden",)


def test_v2_an_empty_page_is_no_picture_of_a_cv() -> None:
    with pytest.raises(UserError) as refused:
        read_cv(made.typeset("#page[]"), "cv.pdf", uuid4)
    assert refused.value.text == "'cv.pdf' is empty."
