"""Pack, letters, forms and survey in both languages, read back by means of their own (B1, B2, I15, W8)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import docx
import pdfplumber
import pytest
from docx.document import Document

from jfs_desktop.documents.page.walked import Listing, Run
from jfs_desktop.documents.papers import forms, induction_pack
from jfs_desktop.documents.papers.forms import EXPLAINED, SurveyAnswer
from jfs_desktop.documents.papers.letters import Letter, Recipient
from jfs_desktop.documents.papers.paper import Paper, file_name, render
from jfs_desktop.documents.pdf.typeset import pdf_of_word
from jfs_desktop.documents.samples import paper_samples
from jfs_desktop.documents.samples.paper_samples import FOR_DWP, PAPERS
from jfs_desktop.documents.samples.template_fields import kinds
from jfs_desktop.documents.walk.walker import walk
from jfs_desktop.documents.wording import shipped_wording
from jfs_desktop.documents.wording.labels import labels_in
from jfs_desktop.paths import resource
from jfs_desktop.rules.person.document_language import DocumentLanguage, MissingTranslation
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.questions import AnswerKind
from jfs_desktop.store.profiles import load_programme

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ENGLISH, WELSH = DocumentLanguage.ENGLISH, DocumentLanguage.WELSH
EVERY = [(kind, ENGLISH) for kind in PAPERS] + [(kind, WELSH) for kind in PAPERS if kind not in FOR_DWP]
ENGLISH_LABELS = re.compile(
    r"\b(the|your|you|with|and|please|date|time|adviser|participant|reference|version|page|dear|sincerely|"
    r"what|how|answer|answers|question|told|signed|filled|contact|complaint|expect|receive|voluntary|"
    r"Monday|Tuesday|Friday|January|March|May|June|July|not|yet|not known|chosen)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def programme() -> Programme:
    return load_programme("jfs-2021")


def paper_of(kind: str, language: DocumentLanguage, programme: Programme) -> Paper:
    made = (
        PAPERS[kind](language) if kind != forms.SURVEY else paper_samples.survey(language, asked(programme))
    )
    return replace(made, issuer=replace(made.issuer, service=programme.name))


def asked(programme: Programme) -> SurveyAnswer:
    said = programme.survey
    return replace(
        paper_samples.ANSWERED,
        version=said.version,
        question=said.question,
        answers=said.answers,
        follow_up=said.follow_up,
        answer=said.answers[1],
    )


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def trees(content: bytes) -> Iterator[ElementTree.Element]:
    """The text, headers and footers, read by a parser that shares no code with the writer."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if re.fullmatch(r"word/(document|header\d|footer\d)\.xml", name):
                yield ElementTree.fromstring(package.read(name))  # noqa: S314 - written by ourselves


def paragraph_texts(content: bytes) -> list[str]:
    return [
        "".join(node.text or "" for node in para.iter(f"{W}t"))
        for tree in trees(content)
        for para in tree.iter(f"{W}p")
    ]


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_each_paper_is_accessible_and_filled(
    kind: str, language: DocumentLanguage, programme: Programme
) -> None:
    """B1, B2 and issue of accessibility: real headings in order, header rows, language, nothing left open."""
    content = render(paper_of(kind, language, programme))
    read = opened(content)
    levels = [
        int(para.style.name[-1])
        for para in read.paragraphs
        if para.style is not None and para.style.name.lower().startswith("heading")
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for table in read.tables:
        marks = [
            row._tr.trPr is not None and row._tr.trPr.find(f"{W}tblHeader") is not None for row in table.rows
        ]
        assert marks == [True, *([False] * (len(marks) - 1))]
        assert len(marks) > 1
    body = next(tree for tree in trees(content) if tree.tag == f"{W}document")
    for para in body.iter(f"{W}p"):
        assert "".join(node.text or "" for node in para.iter(f"{W}t")).strip(), "an empty paragraph"
    whole = "\n".join(paragraph_texts(content))
    assert not re.search(r"[{}]|None|\bStrictUndefined", whole)
    assert read.core_properties.language == language.tag
    assert read.styles.element.find(f".//{W}lang").get(f"{W}val") == language.tag
    size = read.sections[0]
    assert (round(size.page_width.mm), round(size.page_height.mm)) == (210, 297)


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_the_service_is_named_in_full_and_first(
    kind: str, language: DocumentLanguage, programme: Programme
) -> None:
    """B1, B2, AMB-56: 'Job Finding Support, delivered by' and the provider, in the text and in the title."""
    paper = paper_of(kind, language, programme)
    content = render(paper)
    by = "delivered by" if language is ENGLISH else "a ddarperir gan"
    read = opened(content)
    assert read.paragraphs[0].text == f"Job Finding Support, {by} Northgate Skills"
    title = read.core_properties.title
    assert title.endswith(f"Job Finding Support, {by} Northgate Skills")
    assert not re.search(r"\bJFS\b", read.paragraphs[1].text)
    assert read.core_properties.author == "Northgate Skills"
    name = file_name(paper)
    assert name.startswith("Job Finding Support - ")
    assert "Llywelyn" not in name


@pytest.mark.parametrize("kind", [kind for kind in PAPERS if kind not in FOR_DWP])
def test_no_english_label_stands_in_a_welsh_paper(kind: str, programme: Programme) -> None:
    content = render(paper_of(kind, WELSH, programme))
    for text in paragraph_texts(content):
        left = text
        for typed in ("Job Finding Support", "Northgate Skills"):
            left = left.replace(typed, "")
        assert not ENGLISH_LABELS.search(left), text


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_the_page_setter_carries_every_part(
    kind: str, language: DocumentLanguage, programme: Programme
) -> None:
    walked = walk(render(paper_of(kind, language, programme)), kind)
    assert walked.not_carried == ()
    assert walked.language == language.tag


@pytest.mark.parametrize("kind", [kind for kind in PAPERS if kind not in FOR_DWP])
def test_both_languages_ask_for_the_same_fields(kind: str) -> None:
    def asked_for(language: DocumentLanguage) -> set[str]:
        ending = "" if language is ENGLISH else ".cy"
        content = resource("documents", f"{kind.replace('_', '-')}{ending}.docx").read_bytes()
        return set(re.findall(r"\{[{%][^{}]*[}%]\}", "\n".join(paragraph_texts(content))))

    assert asked_for(ENGLISH) == asked_for(WELSH)


def test_the_template_check_knows_every_field(programme: Programme) -> None:
    """Each kind of paper is declared with the fields that it is filled with."""
    for kind in PAPERS:
        assert set(PAPERS[kind](ENGLISH).filled()) == set(kinds()[kind].fields)


def test_a_question_without_welsh_is_told_and_not_mixed_in() -> None:
    """Q11: DWP may change its questions; until their Welsh is known none is issued in Welsh."""
    with pytest.raises(MissingTranslation) as refused:
        render(paper_samples.survey(WELSH, replace(paper_samples.ANSWERED, question="How was it?")))
    assert "has no Welsh wording yet" in refused.value.text
    assert refused.value.part == "How was it?"


def test_what_the_programme_names_has_a_welsh_wording(programme: Programme) -> None:
    """Every name that the shipped profile puts into a participant's document."""
    words = labels_in(WELSH)
    said = [heading.title for heading in programme.plan_headings]
    said += [programme.document_name(key) for key in ("jfap", "induction_pack", "survey", "cv")]
    said += [channel.name for channel in programme.channels]
    said += [channel.name for channel in programme.survey.channels]
    for rule in programme.fact_kinds.values():
        if rule.heading or rule.heading_by:
            asks = [q for q in rule.asks if q.key != rule.heading_by and q.kind is not AnswerKind.WORDS]
            said += [rule.name, *(q.text for q in asks)]
            said += [choice.name for q in rule.asks for choice in q.choices]
    assert [name for name in said if words.known(name) is None] == []


def test_the_same_labels_stand_in_both_languages() -> None:
    english, welsh = labels_in(ENGLISH).groups, labels_in(WELSH).groups
    for group, labels in english.items():
        assert set(labels) == set(welsh[group])
        for key, text in labels.items():
            assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", welsh[group][key])), key


def test_the_pack_has_its_five_sections(programme: Programme) -> None:
    """I15, D10, AMB-76: complaints, data protection with who may receive it, contact, expectations, and what
    is for this person, or that nothing is."""
    pack = paper_samples.pack()
    headings = [
        para.text for para in opened(render(pack)).paragraphs if para.style.name.startswith("Heading")
    ]
    assert headings == [
        "Induction pack",
        "How to contact us",
        "What we expect of each other",
        "Your benefit",
        "If you have a complaint",
        "Data protection: what we keep about you",
        "Who may receive it",
        "For you in particular",
    ]
    bare = replace(pack, fields={**pack.fields, "for_you": []})
    assert any("nothing more" in text for text in paragraph_texts(render(bare)))


def test_the_final_message_carries_the_call_reminder() -> None:
    """X3, JFS 5.20."""
    final = paper_samples.letter(Letter.FINAL_JFAP)
    reminded = replace(final, fields={**final.fields, "call_reminder": ["DWP may ring you."]})
    texts = paragraph_texts(render(reminded))
    assert texts[texts.index("A call from DWP") + 1] == "DWP may ring you."


def test_the_sheet_shows_each_point_that_was_told() -> None:
    """O7, I5.13: a point that was not told says so, and to the person themselves."""
    sheet = paper_samples.signpost()
    told = {**dict.fromkeys(EXPLAINED, "4 June 2021"), "sharing": "Not yet"}
    rows = opened(render(replace(sheet, fields={**sheet.fields, "told": told}))).tables[0].rows
    assert ["Your details go to DWP", "Not yet"] in [[cell.text for cell in row.cells] for row in rows]


OF_THEM = {
    ENGLISH: r"\b(the person|the participant|they|them|their|theirs|he|she|his|her|standard wording)\b",
    WELSH: r"\b(y person|y cyfranogwr|iddynt|ganddynt|arnynt hwy|eu geiriau|geiriad safonol)\b",
}


@pytest.mark.parametrize(
    ("kind", "language"), [one for one in EVERY if one[0] in {forms.IPESSO1, forms.SURVEY}]
)
def test_a_paper_for_somebody_speaks_to_them_alone(
    kind: str, language: DocumentLanguage, programme: Programme
) -> None:
    """O7, Q7: 'you' from the first line to the last, never 'the person' or 'their' besides."""
    said = "\n".join(line.text for line in walk(render(paper_of(kind, language, programme))).paragraphs())
    assert re.findall(OF_THEM[language], said, re.IGNORECASE) == []
    assert re.search(r"\byour?\b" if language is ENGLISH else r"\b(eich|chi)\b", said, re.IGNORECASE)


@pytest.mark.parametrize("language", (ENGLISH, WELSH))
def test_b3_a_sample_carries_the_standard_wording_as_it_comes(language: DocumentLanguage) -> None:
    """What is shown of a template reads as a paper that somebody would get, block for block."""
    carried = {
        induction_pack.KIND: ("privacy_notice", "conditionality"),
        Letter.FIRST_CONTACT: ("conditionality",),
        Letter.DRAFT_JFAP: ("how_to_query",),
        Letter.FINAL_JFAP: ("call_reminder", "how_to_query_closed"),
        Letter.MISSED: ("conditionality",),
    }
    for kind, keys in carried.items():
        said = [line.text for line in walk(render(PAPERS[kind](language))).paragraphs()]
        for line in (line for key in keys for line in shipped_wording.lines(key, language)):
            assert line in said, kind
    pack = [line.text for line in walk(render(PAPERS[induction_pack.KIND](language))).paragraphs()]
    for text in shipped_wording.pack_sections()[language].values():
        assert set(text.splitlines()) <= set(pack)


def test_i15_the_provider_s_own_text_has_bold_and_lists() -> None:
    pack, at = PAPERS[induction_pack.KIND](ENGLISH), paper_samples.MADE_AT
    own = {**shipped_wording.pack_sections()[ENGLISH], "contact": "Ring **us**\n- by noon\n- or later"}
    text = induction_pack.PackText("2", at.date(), own, "1. First\n2. Then")
    made = walk(render(induction_pack.pack(Recipient("Ann Lee"), pack.issuer, at, text, first_name="Ann")))
    lists = [one for one in made.blocks if isinstance(one, Listing)]
    told = [[(item.marker, item.paragraph.text) for item in one.items] for one in lists]
    assert told == [[("•", "by noon"), ("•", "or later")], [("1.", "First"), ("2.", "Then")]]
    line = next(one for one in made.paragraphs() if one.text == "Ring us")
    runs = [run for run in line.inlines if isinstance(run, Run)]
    assert [(run.text, run.face.bold) for run in runs] == [("Ring ", False), ("us", True)]


@pytest.mark.parametrize("times", (1, 40))
def test_i15_what_is_kept_about_somebody_stands_on_one_page_of_the_pack(times: int) -> None:
    """Not torn over two pages, which would leave the last one nearly empty; however long a text is, the pages
    are made."""
    pack = PAPERS[induction_pack.KIND](ENGLISH)
    told = [*pack.fields["data_protection"]] * times
    content = render(replace(pack, fields={**pack.fields, "data_protection": told}))
    with pdfplumber.open(io.BytesIO(pdf_of_word(content, paper_samples.MADE_AT).content)) as pdf:
        pages = [page.extract_text() for page in pdf.pages]
    assert "If you have a complaint" in pages[0]
    assert "Data protection: what we keep" in pages[1] and "put right what is wrong" in pages[1]
    assert sum(text.count("put right what is wrong") for text in pages) == times
    assert times > 1 or (len(pages) == 2 and "Who may receive it" in pages[1])
