"""The plan as a Word file, read back by means of its own (P2, P5 to P8, B1, B2)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import docx
import pdfplumber
import pypdf
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.documents.page.walked import Run
from jfs_desktop.documents.papers.plan import PlanDocument, fields, file_name, render
from jfs_desktop.documents.papers.plan_typed import TypedText
from jfs_desktop.documents.pdf.typeset import typeset
from jfs_desktop.documents.walk.walker import walk
from jfs_desktop.documents.wording.hard_spaces import HARD_SPACE, kept_together
from jfs_desktop.documents.wording.labels import labels_in
from jfs_desktop.documents.wording.record_sentences import said_again, sentence
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.mail.jfap_request import JfapState
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.plan.plan import (
    Activity,
    HeadingEntry,
    HeadingStatus,
    Objective,
    ObjectiveStatus,
    PlanContent,
)
from jfs_desktop.rules.programme.questions import NO, YES, AnswerKind
from jfs_desktop.store.profiles import load_programme
from tests.documents.made_plans import plan_of

HEADINGS = {"job_seeking": "Job seeking and applications", "cv": "CV", "mock_interview": "Mock interview"}
TODAY = datetime(2021, 6, 4, 9, 0, tzinfo=UTC)
SERVICE, TITLE = "Job Finding Support", "Job Finding Action Plan"
FULL = PlanDocument(
    service=SERVICE,
    title=TITLE,
    provider="Northgate Skills",
    participant="Priya Nair",
    first_name="Priya",
    adviser="Rukhsana Khan",
    headings=HEADINGS,
    made_at=TODAY,
    reference="PR-00481",
    initial_meeting_on=date(2021, 5, 26),
    last_day=date(2021, 6, 24),
    version=3,
    version_made_at=datetime(2021, 6, 1, 9, 0, tzinfo=UTC),
    agreed_at=datetime(2021, 6, 1, 9, 0, tzinfo=UTC),
    agreed_how="by video",
    how_to_query=("Tell Rukhsana Khan what is wrong.", "Say which part you mean."),
    content=PlanContent(
        objectives=(
            Objective(
                UUID(int=1),
                "Two applications a week",
                "Apply to the clinic",
                "Confirmations kept",
                "participant",
                date(2021, 6, 8),
                ObjectiveStatus.DOING,
            ),
            Objective(
                UUID(int=2),
                "Interview confidence",
                "Mock interview",
                "Three answers rehearsed",
                "adviser",
                date(2021, 6, 10),
                ObjectiveStatus.TO_DO,
            ),
            Objective(
                UUID(int=3),
                "Know the sector",
                "Visit the college",
                "Two job titles found",
                "Mair at the college",
                None,
                ObjectiveStatus.DROPPED,
            ),
        ),
        headings=(
            HeadingEntry("mock_interview", HeadingStatus.DECLINED, "Not now"),
            HeadingEntry("cv", HeadingStatus.DONE, "Rewritten.\n\nOne page."),
        ),
        activities=(
            Activity(UUID(int=4), TODAY, "1-2-1 session", "CV\nReworked the profile", "Rukhsana Khan"),
        ),
        further_support="Money advice service",
        next_steps="Send the application.\nChase it by telephone.",
    ),
)
EMPTY = replace(
    FULL, content=PlanContent(), version=None, version_made_at=None, agreed_at=None, agreed_how=""
)


def read(document: PlanDocument) -> Document:
    return docx.Document(io.BytesIO(render(document)))


def headings(opened: Document) -> list[tuple[int, str]]:
    found = []
    for paragraph in opened.paragraphs:
        level = re.fullmatch(r"[Hh]eading (\d)", paragraph.style.name if paragraph.style else "")
        if level:
            found.append((int(level[1]), paragraph.text))
    return found


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name).decode("utf-8") for name in package.namelist()}


def all_text(opened: Document) -> str:
    """Everything a reader sees in the body, in order."""
    return "\n".join(
        "".join(node.text or "" for node in paragraph.iter(qn("w:t"))).replace(HARD_SPACE, " ")
        for paragraph in opened.element.body.iter(qn("w:p"))
    )


def rows(table: Table) -> list[list[str]]:
    return [[cell.text.replace(HARD_SPACE, " ") for cell in row.cells] for row in table.rows]


def test_who_agreed_what_by_when_can_be_read() -> None:
    """P5: each objective with its action, measure, owner, date and progress."""
    assert rows(read(FULL).tables[0]) == [
        ["Objective and action", "How we will know", "Who", "By when", "Progress"],
        [
            "1. Two applications a week\nApply to the clinic",
            "Confirmations kept",
            "Priya Nair",
            "8 June 2021",
            "Doing",
        ],
        [
            "2. Interview confidence\nMock interview",
            "Three answers rehearsed",
            "Rukhsana Khan",
            "10 June 2021",
            "To do",
        ],
        [
            "3. Know the sector\nVisit the college",
            "Two job titles found",
            "Mair at the college",
            "No date agreed yet",
            "No longer planned",
        ],
    ]
    details = [
        item.text.replace(HARD_SPACE, " ")
        for item in read(FULL).paragraphs
        if item.style and item.style.name == "Detail"
    ]
    assert details == [
        "Participant\tPriya Nair",
        "Reference\tPR-00481",
        "Adviser\tRukhsana Khan",
        "Initial meeting\t26 May 2021",  # JFS 3.29
        "Last day\t24 June 2021",
        "Version\tVersion 3, 1 June 2021. Printed 4 June 2021",
        "Agreed\tPriya Nair and Rukhsana Khan, 1 June 2021, by video",
    ]


def test_p6_what_a_session_worked_on_is_not_called_uncovered() -> None:
    """P4, P6: the paper does not contradict its own record of activities."""
    worked = Activity(UUID(int=4), TODAY, "1-2-1 session", "CV, Mock interview\nx", session_id=UUID(int=9))
    plain = replace(FULL, content=replace(FULL.content, headings=(), activities=(replace(worked, text=""),)))
    told = replace(plain, content=replace(plain.content, activities=(worked,)))
    left, still = (fields(one)["not_covered"].split(", ") for one in (plain, told))
    assert set(left) - set(still) == {"CV", "Mock interview"}


def test_headings_are_real_and_in_order() -> None:
    """P6: those with something under them; no level is skipped."""
    found = headings(read(FULL))
    assert found == [
        (1, "Job Finding Action Plan"),
        (2, "What we agreed"),
        (2, "Next steps"),
        (2, "Further support"),
        (2, "Support so far"),
        (3, "CV"),
        (3, "Mock interview"),
        (2, "Record of activities"),
        (2, "Questions or changes"),
    ]
    text = all_text(read(FULL))
    assert "Not covered yet: Job seeking and applications." in text
    assert "Offered and declined." in text


def test_tables_have_header_rows_that_repeat_and_rows_that_hold_together() -> None:
    for table in read(FULL).tables:
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in others)
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
        assert len({len(row) for row in rows(table)}) == 1


def test_a_day_does_not_break_over_two_lines() -> None:
    """The day stays with its month and a number with what it counts, in both languages."""
    for language, day in zip(DocumentLanguage, ("1 June 2021", "1 Mehefin 2021"), strict=True):
        printed = "".join(item.text for item in read(replace(FULL, language=language)).paragraphs)
        assert day.replace(" ", HARD_SPACE, 1) in printed and day not in printed
    assert kept_together("4 hours, 20 working days, 3 cats") == "4\u00a0hours, 20\u00a0working days, 3 cats"


def test_the_language_is_british_english() -> None:
    opened = read(FULL)
    held = parts(render(FULL))
    languages = set(re.findall(r'<w:lang [^>]*w:val="([^"]+)"', "".join(held.values())))
    assert languages == {"en-GB"}
    assert opened.core_properties.language == "en-GB"


@pytest.mark.parametrize("document", [FULL, EMPTY])
def test_no_empty_paragraph_makes_space(document: PlanDocument) -> None:
    for paragraph in read(document).element.body.iter(qn("w:p")):
        assert "".join(node.text or "" for node in paragraph.iter(qn("w:t"))).strip()


def test_the_brand_stands_in_the_body_and_on_every_page() -> None:
    """B1: in full, prominent, delivered by the provider, and not merely in a footer."""
    opened = read(FULL)
    assert opened.paragraphs[0].text == "Job Finding Support, delivered by Northgate Skills"
    size = opened.paragraphs[0].style.font.size  # type: ignore[union-attr]
    assert size is not None
    assert size.pt >= 14
    header = "".join(item.text for item in opened.sections[0].header.paragraphs)
    assert header == "Job Finding Support, delivered by Northgate Skills"
    assert not any("JFS" in text for _, text in headings(opened))
    assert "JFS Desktop" not in "".join(parts(render(FULL)).values())


def test_the_file_names_the_provider_and_no_machine() -> None:
    """B2: the title holds the full name; the author is the provider."""
    held = read(FULL).core_properties
    assert held.title == "Job Finding Action Plan, Job Finding Support, delivered by Northgate Skills"
    assert (held.author, held.last_modified_by) == ("Northgate Skills", "Northgate Skills")
    assert held.created is not None
    assert held.created.date() == date(2021, 6, 4)
    app = parts(render(FULL))["docProps/app.xml"]
    assert "<ns0:Company" in app or "<Company" in app
    assert "Macintosh" not in app


def test_pages_are_a4_and_numbered() -> None:
    opened = read(FULL)
    section = opened.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)  # type: ignore[union-attr]
    for footer in (section.footer, section.first_page_footer):
        text = footer._element.xml
        assert " PAGE " in text
        assert " NUMPAGES " in text
        assert footer.paragraphs[0].text.startswith("Job Finding Action Plan for Priya Nair, version 3")


def test_an_empty_plan_says_so() -> None:
    opened = read(EMPTY)
    text = all_text(opened)
    assert opened.tables == []
    assert "No objectives are written down yet." in text
    assert "Not agreed yet" in text
    assert "First draft. Printed 4 June 2021" in text
    assert "Further support" not in text
    assert "Not covered yet: Job seeking and applications, CV, Mock interview." in text


def test_a_plan_that_has_moved_on_says_what_was_agreed_and_what_not() -> None:
    text = all_text(read(replace(FULL, changed_since=True)))
    assert "Draft after version 3. Printed 4 June 2021" in text
    assert "Version 3: Priya Nair and Rukhsana Khan, 1 June 2021, by video." in text
    assert "The changes since then are not agreed yet." in text


def test_how_to_question_the_plan_is_said() -> None:
    """P8, JFS 4.08; I12: who may receive it."""
    text = all_text(read(FULL))
    assert "Tell Rukhsana Khan" in text
    assert "Say which part you mean" in text
    assert "If your Jobcentre asks for it" in text


@pytest.mark.parametrize(("language", "day"), [("en", "3 June 2021"), ("cy", "3 Mehefin 2021")])
def test_p14_the_last_day_of_an_early_completer_is_the_day_on_which_support_ended(
    language: str, day: str
) -> None:
    """AMB-23: and not the day on which it would have ended."""
    ended = plan_of(
        PlanContent(),
        last_day=date(2021, 6, 17),
        ended_on=date(2021, 6, 3),
        standing=JfapState.EARLY_COMPLETER,
        language=DocumentLanguage(language),
    )
    assert fields(ended)["last_day"] == day


@pytest.mark.parametrize("language", list(DocumentLanguage))
@pytest.mark.parametrize("standing", [JfapState.FINAL, JfapState.EARLY_COMPLETER])
def test_a_plan_that_is_closed_does_not_talk_like_a_draft(
    language: DocumentLanguage, standing: JfapState
) -> None:
    """P10, AMB-23: the wording follows the state, in both languages."""
    closed = replace(
        EMPTY, language=language, standing=standing, closed=True, adviser="", last_day=None, version=4
    )
    draft, text = all_text(read(replace(closed, closed=False))), all_text(read(closed))
    for told in (" yet", "Support so far") if language is DocumentLanguage.ENGLISH else (" eto", "hyd yma"):
        assert told in draft and told not in text, told
    before = replace(closed, agreed_at=TODAY, agreed_how="Video call", agreed_version=3)
    assert "3: Priya Nair, 4 " in all_text(read(before))
    same = all_text(read(replace(before, agreed_version=4)))
    assert "3: Priya Nair" not in same
    assert ("by video call" if language is DocumentLanguage.ENGLISH else "drwy alwad fideo") in same


HOSTILE = "{{ 7*7 }} {% raw %} {_{ x }_} </w:t><w:p> & <b> \"'&amp; {{ ''.__class__ }}"


def placed(text: str) -> PlanDocument:
    """The same text in every place where somebody may type."""
    row = Objective(UUID(int=1), text, text, text, text)
    line = Activity(UUID(int=2), TODAY, text, text, text)
    content = PlanContent((row,), (HeadingEntry("cv", text=text),), (line,), text, text)
    return replace(
        FULL,
        provider=text,
        participant=text,
        first_name=text,
        adviser=text,
        reference=text,
        agreed_how=text,
        content=content,
    )


def test_hostile_text_is_printed_as_it_is() -> None:
    """Template marks, markup and control characters are text, wherever they stand."""
    opened = read(placed(HOSTILE))
    assert all_text(opened).count(HOSTILE) >= 14
    assert rows(opened.tables[0])[1][1:3] == [HOSTILE, HOSTILE]
    assert HOSTILE in opened.core_properties.title
    assert "49" not in all_text(opened)


def test_characters_that_no_word_file_holds_are_left_out() -> None:
    text = "a\x00b\x07c\ud800d\ufffee\x0bf"
    opened = read(placed(text))
    assert rows(opened.tables[0])[1][1] == "abcde\nf"


@given(st.text(max_size=80))
def test_any_text_makes_a_file_that_opens(text: str) -> None:
    opened = read(placed(text))
    assert len(opened.tables) == 2


def test_lines_become_paragraphs_and_line_breaks() -> None:
    opened = read(FULL)
    texts = [paragraph.text for paragraph in opened.paragraphs]
    at = texts.index("Send the application.")
    assert texts[at + 1] == "Chase it by telephone."
    assert rows(opened.tables[1])[1] == [
        "4 June 2021",
        "1-2-1 session\nCV\nReworked the profile",
        "Rukhsana Khan",
    ]


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert render(FULL) == render(FULL)


def test_every_field_of_the_template_is_known_and_each_is_used() -> None:
    source = "".join(
        text
        for name, text in parts(template_bytes()).items()
        if re.match(r"word/(document|header|footer)", name)
    )
    plain = re.sub(r"<[^>]+>", "", source)
    for name in set(fields(FULL)) - {
        "service",
        "printed",
        "version_line",
        "not_covered",
        "adviser_or_yours",
        "first_name",
    }:
        assert re.search(rf"\b{name}\b", plain), name


def template_bytes() -> bytes:
    from jfs_desktop.paths import resource

    return resource("documents", "jfap.docx").read_bytes()


def texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)


def test_nothing_of_the_plan_is_lost_on_the_way() -> None:
    """P4: all activity, advice and support that was recorded stands in the document."""
    text = all_text(read(FULL)).replace("\n", "")
    for said in texts_of([fields(FULL)[name] for name in ("objectives", "headings", "activities")]):
        assert said.replace("\n", "") in text


@pytest.mark.parametrize(
    ("reference", "version", "moved_on", "name"),
    [
        ("PR-1", 2, False, "Job Finding Support - Job Finding Action Plan - PR-1 - version 2.docx"),
        ("PR-1", 2, True, "Job Finding Support - Job Finding Action Plan - PR-1 - draft.docx"),
        ("../a:b", None, False, "Job Finding Support - Job Finding Action Plan - a-b - draft.docx"),
    ],
)
def test_the_file_name_holds_the_full_name(
    reference: str, version: int | None, moved_on: bool, name: str
) -> None:
    """AMB-56: no acronym, no person."""
    assert file_name(SERVICE, TITLE, reference, version, changed_since=moved_on) == name


def test_what_a_fact_wrote_under_a_heading_is_welsh_in_a_welsh_plan() -> None:
    """Its day and its question; what was typed stays (P6)."""
    noted = HeadingEntry(
        "cv",
        HeadingStatus.DONE,
        "3 June: you took part in a group session: Applying online.\nLiked it\n3 June: hers",
    )
    content = replace(FULL.content, headings=(noted,))
    said = {
        one: all_text(read(replace(FULL, content=content, language=one, agreed_how="")))
        for one in DocumentLanguage
    }
    assert "3 Mehefin: cymeroch ran mewn sesiwn grŵp: Applying online." in said[DocumentLanguage.WELSH]
    assert "3 June: you took part in a group session: Applying online." in said[DocumentLanguage.ENGLISH]
    assert "3 June" not in said[DocumentLanguage.WELSH]


def test_each_sentence_of_the_record_is_there_in_both_languages_and_is_found_again() -> None:
    """P4, P6: by its English, with what was typed into it; nothing stands for an answer that is missing."""
    english, welsh = (labels_in(one) for one in DocumentLanguage)
    said = english.groups["record"]
    assert set(said) == set(welsh.groups["record"])
    for key, pattern in said.items():
        gaps = re.findall(r"\{(\w+)\}", pattern)
        assert sorted(gaps) == sorted(re.findall(r"\{(\w+)\}", welsh.groups["record"][key]))
        kind, *chosen = key.split(".")
        for answers in ({name: f"any {name}." for name in gaps}, dict.fromkeys(_needed(pattern), "a. b")):
            told = sentence(kind, chosen, answers)
            assert told.endswith(".") and not set("[]{}") & set(told) and ".." not in told
            assert said_again(told, english, str) == told
            again = said_again(f"{told[0].lower()}{told[1:]}", welsh, lambda text: f"<{text}>")
            assert again[:1].islower() and again.count("<") == len(answers), key
    assert said_again("We agreed your CV together " + "a" * 300_000, welsh, str) == ""
    told = "We agreed your CV together by telephone."
    assert TypedText(welsh, DocumentLanguage.ENGLISH).told_in_record(told).endswith("dros y ffôn.")


def _needed(pattern: str) -> list[str]:
    return re.findall(r"\{(\w+)\}", re.sub(r"\[[^\]]*\]", "", pattern))


def test_every_fact_that_stands_under_a_heading_has_its_sentence() -> None:
    """P6: with every choice that can be made of it."""
    english = labels_in(DocumentLanguage.ENGLISH).groups
    for rule in load_programme("jfs-2021").fact_kinds.values():
        if not (rule.heading or rule.heading_by):
            continue
        first = next((one for one in rule.asks if one.kind is AnswerKind.CHOICE and one.required), None)
        taken = [one.key for one in first.choices if one.key not in first.refused_answers] if first else [""]
        both = [(YES, "accepted"), (NO, "declined")] if rule.kind is FactKind.CV_HELP_OFFERED else []
        wholes = both or [(one, other) for one in taken for other in (YES, NO, "national", "local")]
        assert any(sentence(rule.kind.value, chosen, {}) for chosen in wholes), rule.kind
        if not both:
            for one in taken:
                assert any(sentence(rule.kind.value, whole, {}) for whole in wholes if whole[0] == one), one
        assert all(f"under.{one.key}" in english["record"] for one in rule.asks if one.heading)


def spoken(document: PlanDocument) -> dict[str, str]:
    """What is said in another language than the document's, by its words."""
    walked = walk(render(document))
    runs = (run for paragraph in walked.paragraphs() for run in paragraph.inlines if isinstance(run, Run))
    return {run.text.strip(): run.language for run in runs if run.language}


def test_what_was_typed_is_said_in_the_language_that_it_is_in() -> None:
    """P1, JFS 3.19: a Welsh plan of English texts says so to the eye and to a screen reader, word by word."""
    noted = HeadingEntry(
        "cv",
        HeadingStatus.DONE,
        "3 June: you took part in a group session: Applying online.\nLiked it\n- **two** pages",
    )
    own = replace(FULL.content, headings=(noted,))
    welsh = replace(FULL, content=own, language=DocumentLanguage.WELSH, agreed_how="on the doorstep")
    said = spoken(welsh)
    assert set(said.values()) == {"en-GB"}
    for typed in (
        "Two applications a week", "Apply to the clinic", "Confirmations kept", "Chase it by telephone.",
        "Money advice service", "Applying online", "Liked it", "two", "pages", "Reworked the profile",
        "on the doorstep",
    ):  # fmt: skip
        assert typed in said, typed
    for told in ("grŵp", "3 Mehefin", "Sesiwn un-i-un", "Priya Nair", "8 Mehefin 2021"):
        assert not any(told in text for text in said), told
    assert "mae'r hyn a ysgrifennwyd gyda chi yn Saesneg" in all_text(read(welsh))
    pages = typeset(walk(render(welsh)), TODAY).content
    assert pypdf.PdfReader(io.BytesIO(pages)).trailer["/Root"]["/Lang"].startswith("cy")
    with pdfplumber.open(io.BytesIO(pages)) as opened:
        assert "en-GB" in str(opened.structure_tree)


def test_where_all_of_it_is_in_one_language_nothing_is_told() -> None:
    """And English words in an English plan, or Welsh ones in a Welsh plan, carry no mark."""
    for language in DocumentLanguage:
        document = replace(
            FULL, language=language, content=replace(FULL.content, written_in=language), agreed_how=""
        )
        assert spoken(document) == {} and fields(document)["language_note"] == ""
    other = replace(FULL, content=replace(FULL.content, written_in=DocumentLanguage.WELSH))
    assert set(spoken(other).values()) == {"cy-GB"}
    assert fields(other)["language_note"].endswith("is in Welsh")


def test_signs_of_a_language_that_are_typed_are_no_signs() -> None:
    """Whatever is pasted in stays text."""
    pasted = "\uf7e9Mae\uf7ea hi \uf7e8"
    document = replace(FULL, content=PlanContent(next_steps=pasted))
    assert spoken(document) == {} and "Mae hi" in all_text(read(document))


@pytest.mark.parametrize("language", list(DocumentLanguage))
def test_p6_the_last_line_under_a_heading_never_stands_alone_on_a_page(language: DocumentLanguage) -> None:
    content = PlanContent(headings=(HeadingEntry("cv", HeadingStatus.DONE, "First.\nSecond.\nThird."),))
    document = replace(FULL, content=content, headings={"cv": "CV"}, language=language)
    lines = [
        one for one in walk(render(document)).paragraphs() if one.text in {"First.", "Second.", "Third."}
    ]
    assert [(one.text, one.manner.keep_next) for one in lines] == [
        ("First.", False),
        ("Second.", True),
        ("Third.", False),
    ]
