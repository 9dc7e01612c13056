"""Long names and words on the printed page, by text and place: no name is cut in two where a line of its own
would hold it, and nothing runs into the column beside it or off the paper (P2, P5)."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from uuid import uuid4

import docx
import pypdfium2
import pytest

from jfs_desktop.documents.papers import cv, forms, paper, plan
from jfs_desktop.documents.pdf import proof_sheet
from jfs_desktop.documents.pdf.typeset import pdf_of_word
from jfs_desktop.documents.samples import paper_samples
from jfs_desktop.documents.samples.template_fields import kinds
from jfs_desktop.documents.samples.template_samples import MADE_AT, cv_content, plan_content, plan_document
from jfs_desktop.documents.word.word_names import W
from jfs_desktop.rules.cv.cv import Contact, ContactKind
from jfs_desktop.rules.cv.cv_styles import CvStyle
from jfs_desktop.rules.person.document_language import DocumentLanguage

ANGHARAD = "Gwenllian Angharad Mererid Llywelyn-Prytherch-Cadwaladr ap Rhydderch-Wynne"
MORAG = "Mòrag Anna NicDhòmhnaill-MacIlleBhràigh"
# pypdfium2 reads a hyphen at which a line ends as U+0002.
NAMES = {
    "Gwenllian Angharad Llywelyn-Prytherch": ["Gwenllian", "Angharad", "Llywelyn-Prytherch"],
    MORAG: ["Mòrag Anna", "NicDhòmhnaill", "MacIlleBhràigh"],
    "Bartholomew Featherstonehaugh": ["Bartholomew", "Featherstonehaugh"],
    "Eilidh NicGilleChonnich": ["Eilidh", "NicGilleChonnich"],
}
LONG_WORD = ("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 3)[:120]
JOBCENTRE = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch and Menai Bridge Jobcentre Plus"
RIGHT_EDGE = 544
"""Of the text on the page, in points."""
HEADS = {
    DocumentLanguage.ENGLISH: ("Who", "By when", "Next steps"),
    DocumentLanguage.WELSH: ("Pwy", "Erbyn pryd", "Y camau nesaf"),
}
"""Of the column, of the one beside it, and of what comes below the table."""


def place_of(page: pypdfium2.PdfTextPage, words: str) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of the first place where these words stand."""
    found = page.search(words, match_case=True, match_whole_word=True).get_next()
    assert found is not None, words
    boxes = [page.get_charbox(at) for at in range(found[0], found[0] + found[1])]
    return (
        min(box[0] for box in boxes), min(box[1] for box in boxes),
        max(box[2] for box in boxes), max(box[3] for box in boxes),
    )  # fmt: skip


@pytest.mark.parametrize("language", DocumentLanguage)
@pytest.mark.parametrize("name", NAMES)
def test_p5_who_does_it_is_named_without_a_cut_beside_a_word_of_120_letters(
    name: str, language: DocumentLanguage
) -> None:
    content = plan_content(language)
    first = replace(content.objectives[0], objective=LONG_WORD, measure=LONG_WORD)
    whole = replace(
        plan_document("Job Finding Support", kinds()["jfap"].name, "Northgate Skills", language),
        participant=name,
        content=replace(content, objectives=(first,)),
    )
    with pypdfium2.PdfDocument(pdf_of_word(plan.render(whole), MADE_AT).content) as pdf:
        page = pdf[0].get_textpage()
        (left, bottom, _, _), (after, *_), (*_, end) = (place_of(page, head) for head in HEADS[language])
        read = page.get_text_bounded(left - 1, end + 1, after - 1, bottom - 1)
    lines = [line.strip() for line in re.split("\r\n|\x02", read) if line.strip()]
    assert lines == NAMES[name], "nor does a letter of the word beside it stand there"


@pytest.mark.parametrize("language", DocumentLanguage)
@pytest.mark.parametrize(
    "name", ["Priya Nair", "Gwenllian Angharad Mererid Llywelyn-Prytherch-Cadwaladr", ANGHARAD]
)
def test_p2_the_number_of_the_page_stands_whole_at_the_right_edge(
    name: str, language: DocumentLanguage
) -> None:
    """Beside a long name in the footer too, in the last line or in one of its own; below the body as ever."""
    whole = plan_document("Job Finding Support", kinds()["jfap"].name, "Northgate Skills", language)
    made = pdf_of_word(plan.render(replace(whole, participant=name)), MADE_AT)
    said = {DocumentLanguage.ENGLISH: "Page 1 of {}", DocumentLanguage.WELSH: "Tudalen 1 o {}"}[language]
    with pypdfium2.PdfDocument(made.content) as pdf:
        page = pdf[0].get_textpage()
        left, bottom, right, top = place_of(page, said.format(len(pdf)).replace(" ", "\u00a0"))
        beside = page.get_text_bounded(left - 3, top, left - 1, bottom).strip()
    assert right == pytest.approx(RIGHT_EDGE, abs=1) and not beside, "a gap stands before it"


@pytest.mark.parametrize("kind", paper_samples.FOR_DWP)
def test_a_long_name_and_jobcentre_stay_on_the_paper_of_a_form(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = replace(paper_samples.PERSON, name=MORAG, jobcentre=JOBCENTRE)
    monkeypatch.setattr(paper_samples, "PERSON", person)
    assert kind in (forms.JFS07, forms.PRAP14)
    made = pdf_of_word(paper.render(paper_samples.PAPERS[kind]()), MADE_AT)
    with pypdfium2.PdfDocument(made.content) as pdf:
        page = pdf[0].get_textpage()
        text = " ".join(page.get_text_range().split())
        right = max(page.get_charbox(at)[2] for at in range(page.count_chars()))
        width = pdf[0].get_width()
    assert MORAG in text and JOBCENTRE in text and right < width - 40


def test_i18_an_address_on_a_certificate_has_no_blank_that_it_never_had() -> None:
    """P9, I18: what proves something says each address, Message-ID and name to the letter, a hash in
    one line. Whoever hears the page is told the column of each value."""
    address = f"cefnogaeth-dod-o-hyd-i-swydd.gwenllian.{'a' * 20}@hyfforddiant.sgiliau.gogledd.cymru.example"
    told = (("To", address), ("Jobcentre", JOBCENTRE), ("SHA-256", "ab" * 32), ("By", MORAG))
    made = proof_sheet.pages("Certificate", "-", (proof_sheet.Section("Sent", told),), MADE_AT, "-")
    with pypdfium2.PdfDocument(made.content) as pdf:
        page = pdf[0].get_textpage()
        text = page.get_text_range()
        right = max(page.get_charbox(at)[2] for at in range(page.count_chars()))
        width = pdf[0].get_width()
    assert address in text.replace("\r\n", "") and right < width - 40
    assert JOBCENTRE in " ".join(text.split()) and "ab" * 32 in text and MORAG in text
    assert made.content.count(b"/S/TH") == len(("/THead", "/TH", "/TH"))


@pytest.mark.parametrize(
    "given", ["Fionnlagh Seumas", "Alasdair Dòmhnall Iain", "Gilleasbuig Raghnall Ruairidh"]
)
def test_v1_a_gaelic_name_is_not_parted_behind_its_letter_and_reads_as_it_is_written(given: str) -> None:
    """At the head of a CV, in Word and in the PDF: 'Mac an t-Saoir' with any given names before it. An
    address keeps the hyphen that it is typed with."""
    name = f"{given} Mac an t-Saoir nan h-Eilean"
    contact = Contact(uuid4(), ContactKind.EMAIL, "T-Saoir@example.org")
    link = Contact(uuid4(), ContactKind.LINK, "e-saoir.example.org")
    whole = replace(cv_content(), name=name, contacts=(contact, link), target_job="Gweinyddu e-bost")
    made = cv.render(cv.CvDocument(whole, CvStyle.COMBINED, MADE_AT))
    first, job, *others = docx.Document(io.BytesIO(made)).paragraphs
    assert first.text == name and len(first._p.findall(f".//{W}noBreakHyphen")) == 2
    assert job.text == "Gweinyddu e-bost" and len(job._p.findall(f".//{W}noBreakHyphen")) == 1
    assert not [one for other in others for one in other._p.iter(f"{W}noBreakHyphen")]
    with pypdfium2.PdfDocument(pdf_of_word(made, MADE_AT, "CV").content) as pdf:
        text = pdf[0].get_textpage().get_text_range()
    assert name in " ".join(text.replace("\ufffe", "\x02").split()), "no hyphen ends a line (U+0002)"
    assert "T-Saoir@example.org" in text
