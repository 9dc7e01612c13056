"""The check of a Word template: each mistake is named with its place, what to do, and the paragraph that
asks for it (P2, B1, I15, X3; FIELD-NOTES 17: forty broken templates and more)."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from docx.shared import Pt

from jfs_desktop.documents.doctor.template_doctor import examine
from jfs_desktop.documents.marks.template_findings import Examination, Severity
from jfs_desktop.documents.papers.template import TemplateProblem, WordTemplate
from jfs_desktop.documents.pdf.typeset import pdf_of_word
from jfs_desktop.documents.samples import paper_samples
from jfs_desktop.documents.samples.template_fields import LANGUAGES, field_lines, kinds, shape_of
from jfs_desktop.documents.walk.walker import walk
from jfs_desktop.documents.wording import shipped_wording
from jfs_desktop.documents.wording.hard_spaces import HARD_SPACE
from jfs_desktop.documents.wording.labels import labels_in
from jfs_desktop.paths import resource
from jfs_desktop.rules.person.document_language import DocumentLanguage
from tests.documents import made_templates as made
from tests.documents.made_hostile import TEMPLATES
from tests.documents.made_templates import (
    Change,
    in_cell,
    in_footer,
    in_header,
    instead,
    saved,
    says,
    without,
)

AT = datetime(2021, 6, 4, 9, 30, tzinfo=UTC)
SERVICE, PROVIDER = "Job Finding Support", "Northgate Skills"


def checked(content: bytes, kind: str = "jfap", language: str = "en", name: str = "own.docx") -> Examination:
    return examine(content, name, kinds()[kind], language, service=SERVICE, provider=PROVIDER, at=AT)


def told(seen: Examination) -> list[tuple[str, str]]:
    return [(one.key, one.place.words) for one in seen.findings]


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("jfap", saved(made.jfap())),
        ("induction_pack", saved(made.pack())),
        (
            "final_jfap_message",
            saved(made.message("{%p for line in call_reminder %}", "{{ line }}", "{%p endfor %}")),
        ),
    ],
)
def test_b1_a_providers_own_template_passes_and_shows_a_filled_sample(kind: str, content: bytes) -> None:
    seen = checked(content, kind)
    assert told(seen) == []
    assert seen.sound
    assert len(seen.checks) == 6
    assert {check.state for check in seen.checks} <= {"passed", "not needed"}
    texts = [paragraph.text for paragraph in docx.Document(io.BytesIO(seen.sample)).paragraphs]
    assert f"{SERVICE}, delivered by {PROVIDER}" in texts
    assert not [text for text in texts if "{" in text]
    assert pdf_of_word(seen.sample, AT).content.startswith(b"%PDF-")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", [key for key, kind in kinds().items() if not kind.is_workbook])
def test_what_is_shipped_passes_its_own_check(key: str, language: str) -> None:
    path = resource("documents", kinds()[key].shipped(language))
    if not path.is_file():
        assert language != "en", "every kind has a template in English"
        return
    assert told(checked(path.read_bytes(), key, language, path.name)) == []


def test_b3_the_sample_of_a_welsh_template_is_a_welsh_paper_of_the_same_fields() -> None:
    """What head office looks at reads as what somebody would get: the shipped wording, in their language."""
    for key in ("induction_pack", "first_contact_letter", "jfap", "survey"):
        kind = kinds()[key]
        path = resource("documents", kind.shipped("cy"))
        seen = checked(path.read_bytes(), key, "cy", path.name)
        said = "\n".join(one.text for one in walk(seen.sample).paragraphs())
        block = "how_to_query" if key == "jfap" else "conditionality"
        standing = shipped_wording.lines(block, DocumentLanguage.WELSH)[0]
        asked = labels_in(DocumentLanguage.WELSH).name(paper_samples.ANSWERED.question)
        assert (asked if key == "survey" else standing) in said.replace(HARD_SPACE, " ")
        assert "Mehefin 2021" in said and "June" not in said
        assert shape_of(kind.filled(SERVICE, PROVIDER, "cy")).keys() == kind.fields.keys()


BROKEN: dict[str, tuple[Change, str, str, str]] = {
    # name: (what is done to a good JFAP, the finding, where, what was meant or what to write)
    "a misspelt field": (says("Dear {{ participent }}"), "unknown-field", "Paragraph 44", "participant"),
    "a field with a blank": (says("Hello {{ first name }}!"), "unknown-field", "Hello", "first_name"),
    "a field that is nowhere": (says("{{ shoe_size }}"), "unknown-field", "Paragraph 44", "list of fields"),
    "an unknown field in the header": (in_header("{{ servce }}"), "unknown-field", "Header", "service"),
    "an unknown field in the footer": (in_footer("{{ versoin }}"), "unknown-field", "Footer", "version"),
    "a field in curly quotation marks": (
        says("Dear {{ ‘participant’ }}"), "quoted-field", "Paragraph 44", "without the quotation marks",
    ),
    "a field in quotation marks": (says("{{ 'adviser' }}"), "quoted-field", "44", "{{ adviser }}"),
    "words in quotation marks": (says("{{ 'Yours' }}"), "quoted-text", "Paragraph 44", "plain text"),
    "a letter of a text": (says("{{ participant[0] }}"), "indexed-text", "Paragraph 44", "{{ participant }}"),
    "white on white": (made.coloured("FFFFFF"), "pale-text", "Paragraph 44", "darker"),
    "letters of two points": (made.sized(2), "tiny-text", "Paragraph 44", "8 points or more"),
    "letters a little too small": (made.sized(7.5), "tiny-text", "Paragraph 44", "8 points or more"),
    "a misspelt field of a row": (
        in_cell(2, 0, "{{ row.objectve }}"), "unknown-inner", "Table 1, row 3, column 1", "objective",
    ),
    "a field of a text": (says("{{ title.short }}"), "unknown-inner", "Paragraph 44", "Take it out"),
    "a mark in pieces that look different": (
        made.in_pieces("Dear {{ first", "_name }}", bold=1), "split-mark", "Dear", "in one go",
    ),
    "a mark over two paragraphs": (says("Dear {{ first\n_name }}"), "over-paragraphs", "44", "one paragraph"),
    "a mark without an end": (says("Dear {{ first_name"), "not-closed", "Paragraph 44", "}}"),
    "an end without a mark": (says("Dear first_name }}"), "not-opened", "Paragraph 44", "{{"),
    "a mark with the other end": (says("Dear {{ first_name %}"), "mixed-ends", "Paragraph 44", "}}"),
    "one pair of braces": (says("Dear {first_name}"), "single-braces", "Paragraph 44", "{{ first_name }}"),
    "braces with a blank": (says("Dear { {first_name} }"), "single-braces", "44", "{{ first_name }}"),
    "a field without a name": (says("Dear {{ }}"), "empty-field", "Paragraph 44", "Type its name"),
    "a loop that is not closed": (
        says("{%p for line in jobcentre %}\n{{ line }}"), "for-not-closed", "Paragraph 44", "endfor",
    ),
    "a condition that is not closed": (says("{%p if standing %}"), "if-not-closed", "44", "endif"),
    "a list joined as if of lines": (
        says("{{ objectives|join(', ') }}"), "list-not-looped", "Paragraph 44", "for row in objectives",
    ),
    "a list in capitals": (says("{{ objectives|upper }}"), "list-not-looped", "44", "for row in objectives"),
    "a list with a text for none": (
        says("{{ objectives|default('none') }}"), "list-printed", "44", "for row in objectives",
    ),
    "the first of a list": (says("{{ next_steps|first }}"), "list-not-looped", "44", "row in next_steps"),
    "something that a loop does not have": (
        says("{%p for row in objectives %}\n{{ loop.count }}\n{%p endfor %}"), "unknown-inner", "45", "out",
    ),
    "two fields in one mark": (says("{{ participant, adviser }}"), "several-fields", "44", "mark for each"),
    "a word of the template language": (says("{{ none }}"), "unknown-field", "44", "list of fields"),
    "a question that is printed": (says("{{ not standing }}"), "answer-printed", "44", "{% if … %}"),
    "a question behind a filter": (says("{{ (version == title)|upper }}"), "answer-printed", "44", "{% if"),
    "whether it is the last": (
        says("{%p for row in objectives %}\n{{ loop.last }}\n{%p endfor %}"), "answer-printed", "45", "{% if",
    ),
    "the loop itself": (
        says("{%p for row in objectives %}\n{{ loop }}\n{%p endfor %}"), "unknown-field", "45", "list of",
    ),
    "a list or else a text": (says("{{ title and objectives or version }}"), "list-printed", "44", "for row"),
    "a list where a condition says so": (
        says("{{ version if standing else next_steps }}"), "list-printed", "44", "for row in next_steps",
    ),
    "nothing where a condition says so": (
        says("{{ none if next_steps else version }}"), "unknown-field", "44", "list of fields",
    ),
    "a brace too many": (says("{{ participant }}}"), "stray-brace", "44", "Take it out"),
    "wide braces": (says("｛｛ participant ｝｝"), "single-braces", "44", "{{ participant }}"),
    "a field in square brackets": (says("[participant]"), "other-marks", "44", "{{ participant }}"),
    "a field between percent signs": (says("%participant%"), "other-marks", "44", "{{ participant }}"),
    "a second else": (
        says("{% if standing %}a{% else %}b{% else %}c{% endif %}"), "after-else", "44", "Take one of them",
    ),
    "a loop and a condition that cross": (
        says("{%p for line in jobcentre %}\n{%p if standing %}\n{%p endfor %}\n{%p endif %}"),
        "crossed", "Paragraph 46", "first",
    ),
    "a loop out of a content control": (
        lambda document: (
            made.in_control("{%p for row in objectives %}")(document),
            says("{%p endfor %}")(document),
        ),
        "crossed-frame",
        "Paragraph 45",
        "Remove Content Control",
    ),
    "a loop that names no list": (
        says("{%p for row of objectives %}\n{%p endfor %}"), "bad-loop", "Paragraph 44", "row in objectives",
    ),
    "a loop over an unknown list": (
        says("{%p for row in objectivs %}\n{{ row.by }}\n{%p endfor %}"), "unknown-field", "44", "objectives",
    ),
    "a loop over a text": (
        says("{%p for x in title %}\n{{ x }}\n{%p endfor %}"), "loop-over-text", "44", "{{ title }}",
    ),
    "a list that is printed": (says("{{ objectives }}"), "list-printed", "Paragraph 44", "{%p for row in"),
    "a row that is printed": (
        says("{%p for row in objectives %}\n{{ row }}\n{%p endfor %}"), "list-printed", "45", "one of its",
    ),
    "a list without a loop": (says("{{ objectives.by }}"), "list-not-looped", "44", "{%p for row in"),
    "a row by its number": (says("{{ objectives[0].by }}"), "list-not-looped", "44", "{%p for row in"),
    "words beside a mark of a paragraph": (
        says("Jobcentre: {%p if standing %}\n{%p endif %}"), "lost-beside", "44", "paragraph of its own",
    ),
    "a mark of a row outside a table": (
        says("{%tr for row in objectives %}\n{%tr endfor %}"), "row-outside-table", "44", "{%p for row in",
    ),
    "words beside a mark of a row": (in_cell(1, 3, "By"), "lost-beside", "Table 1, row 2", "row of its own"),
    "a loop from one cell to another": (
        lambda doc: (in_cell(2, 0, "{% for row in objectives %}")(doc), in_cell(2, 3, "{% endfor %}")(doc)),
        "crossed-frame", "Table 1, row 3, column 4", "{%tr",
    ),
    "a condition from the text into a table": (made.over_table, "crossed", "Table 1, row 3", "first"),
    "a loop of rows closed as one of paragraphs": (
        in_cell(3, 0, "{%p endfor %}"), "other-prefix", "Table 1, row 4", "{%tr",
    ),
    "a mark of another language": (says("{% include 'x' %}"), "unknown-word", "Paragraph 44", "Take it out"),
    "a misspelt word": (says("{%p fro line in jobcentre %}"), "unknown-word", "Paragraph 44", "for"),
    "a blank before the p": (says("{% p if standing %}"), "unknown-word", "44", "{%p if standing %}"),
    **{
        what: (says(text), "beyond-fields", "Paragraph 44", "Take it out")
        for what, text in {
            "which of two texts is more": "{%p if version > 2 %}\nLate.\n{%p endif %}",
            "which is more, asked of some": "{% if first_name == 'Ffion' and version > 2 %}Late.{% endif %}",
            "a question that no text answers": "{% if version is divisibleby 2 %}Even.{% endif %}",
            "what a number holds": "{% if version in 3 %}It is.{% endif %}",
            "a way into the program": "{{ title.__class__ }}",
            "a call": "{{ title.upper() }}",
        }.items()
    },
    **{
        f"‘{text}’ alone": (says(text), "not-opened", "Paragraph 44", "begins")
        for text in ("{%p endfor %}", "{% endif %}", "{% else %}")
    },
    "an unknown filter": (says("{{ title|uper }}"), "unknown-filter", "Paragraph 44", "upper"),
    "a field of Word's mail merge": (made.merge_field, "merge-field", "Paragraph 44", "{{ first_name }}"),
    "a date of Word's own": (
        lambda document: document.add_paragraph("On ")._p.append(made.field('DATE \\@ "d MMMM"', "3 May")),
        "date-field",
        "Paragraph 44",
        "{{ printed }}",
    ),
    "a tracked insertion": (made.wrapped("w:ins"), "tracked-change", "Paragraph 44", "Accept"),
    "a tracked deletion": (made.wrapped("w:del"), "tracked-change", "Paragraph 44", "Accept"),
    "a tracked table": (made.tracked("w:tblPrChange"), "tracked-change", "Table 1, row 1", "Accept"),
    "a tracked row": (made.tracked("w:ins"), "tracked-change", "Table 1, row 2, column 1", "Accept"),
    "a tracked cell": (made.tracked("w:tcPrChange"), "tracked-change", "Table 1, row 2, column 1", "Accept"),
    "a tracked page": (made.tracked("w:sectPrChange"), "tracked-change", "", "Accept"),
    "a comment": (made.commented, "comment", "Paragraph 44", "Delete all comments"),
    "hidden text": (made.hidden, "hidden-text", "Paragraph 44", "Take it out"),
    "a picture without words": (made.picture(""), "no-alt-text", "Paragraph 44", "Alt Text"),
    "a table without a header row": (made.no_header_row, "no-header-row", "Table 1, row 1", "Repeat Header"),
    "a heading too deep": (
        says("#### Small print"), "heading-skipped", "Paragraph 44, near ‘Small print’", "Heading 3",
    ),
    "no heading at all": (made.no_headings, "no-heading", "", "Heading 1"),
    "no language": (made.marked_as(None), "no-language", "", "Proofing"),
    "another language": (made.marked_as("fr-FR"), "other-language", "", "own language"),
    "American English": (made.marked_as("en-US"), "american", "", "United Kingdom"),
    "an empty paragraph for room": (says("\nEnd."), "empty-paragraph", "Paragraph 44", "space after"),
    "chevrons": (says("Dear «first name»,"), "placeholder", "Paragraph 44", "list of fields"),
    "double angles": (says("Ring <<telephone>>."), "placeholder", "Paragraph 44", "list of fields"),
    "something to insert": (says("Ring [insert number]."), "placeholder", "near ‘Ring [", "take it out"),
    "a thing in brackets": (in_footer("{{ version }} [Our name]"), "placeholder", "Footer", "take it out"),
    "something to insert in Welsh": (says("Ffoniwch [nodwch y rhif]."), "placeholder", "44", "take it out"),
    "to be confirmed": (says("Open from 9 to TBC."), "placeholder", "Paragraph 44", "take it out"),
    "a misspelt field in the words of a picture": (
        made.picture("Photo of {{ participent }}"), "unknown-field", "near ‘Photo of", "participant",
    ),
    "a field in the address of a link": (
        made.linked("https://x.example.org/%7B%7B%20version%20%7D%7D"), "mark-in-link", "44", "as text",
    ),
    "only crosses": (says("Ring 01632 XXXX."), "placeholder", "Paragraph 44", "take it out"),
    "a date of crosses": (says("Since XX/XX/2021"), "placeholder", "Paragraph 44", "take it out"),
    "filling text": (says("Lorem ipsum dolor."), "placeholder", "Paragraph 44", "take it out"),
    "a prompt typed over": (
        says("Click or tap here to enter text."), "placeholder", "Paragraph 44", "take it out",
    ),
    "a cell to be confirmed": (in_cell(0, 3, "To be confirmed"), "placeholder", "column 4", "take it out"),
    "a content control": (
        made.prompting("Click or tap here to enter text."), "empty-control", "Paragraph 44", "Developer",
    ),
    "a content control of whole paragraphs": (
        made.prompting("Rhowch destun", block=True, alias="Office"), "empty-control", "44", "Developer",
    ),
    "paper of another size": (made.letter_paper, "not-a4", "", "A4"),
    "a page on its side": (made.turned, "turned", "", "Portrait"),
    "one page on its side": (made.turned_first, "turned", "", "like the last"),
    "what the PDF cannot carry": (made.two_columns, "not-carried", "", "sample"),
    "a shape that the PDF cannot carry": (made.drawn_shape, "not-carried", "Paragraph 44", "sample"),
}  # fmt: skip
OF_THE_WHOLE = {
    "part-missing", "no-heading", "no-language", "other-language", "american", "not-a4", "turned",
    "not-filled",
}  # fmt: skip
OF_THE_PAGE = {"a tracked page", "what the PDF cannot carry"}
"""Every other finding names the paragraph, or the cell of a table."""
ADVICE = {
    "split-mark", "american", "empty-paragraph", "not-a4", "not-carried", "placeholder", "empty-control",
    "quoted-text", "turned", "other-marks",
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_p2_each_mistake_is_named_with_its_place_and_what_to_do(name: str) -> None:
    change, key, where, remedy = BROKEN[name]
    document = made.jfap()
    change(document)
    seen = checked(saved(document))
    found = [one for one in seen.findings if one.key == key]
    assert found, told(seen)
    assert where in found[0].place.words
    assert remedy in found[0].remedy
    assert found[0].text.endswith(".")
    assert found[0].severity is (Severity.ADVICE if key in ADVICE else Severity.MEND)
    assert seen.sound is (key in ADVICE)
    assert {one.key for one in seen.findings} <= {key, "part-missing"} | ALSO.get(name, set())
    placed = [one for one in seen.findings if one.key not in OF_THE_WHOLE and name not in OF_THE_PAGE]
    assert all(one.place.paragraph or one.place.cell for one in placed), told(seen)


ALSO = {
    "a mark over two paragraphs": {"not-filled"},
    "a loop from one cell to another": {"unknown-inner", "unknown-field"},
    "no heading at all": {"part-missing"},
    "a list that is printed": {"list-printed"},
    "a misspelt word": {"unknown-word"},
}

NAMED: dict[str, tuple[Change, str, str, str]] = {
    "nowhere": (instead(made.NAME_LINE, "Our plan"), "name-missing", "", "full_name"),
    "late": (
        lambda doc: (instead(made.NAME_LINE, "From us")(doc), says("Thank you from {{ service }}.")(doc)),
        "name-missing", "Paragraph 44, near ‘Thank you", "full_name",
    ),
    "in small letters": (made.small_name, "name-missing", "Paragraph 1, near ‘Job Finding", "full_name"),
    "white on white": (made.pale_name("FFFFFF"), "name-missing", "Paragraph 1", "full_name"),
    "pale": (made.pale_name("F0F0F0"), "name-missing", "Paragraph 1", "full_name"),
    "the acronym in other letters": (
        instead("What we agreed", "Your Jfs plan"), "acronym-in-title", "Your Jfs plan", "no_acronym",
    ),
    "the acronym with points": (
        instead("What we agreed", "Your J.F.S. plan"), "acronym-in-title", "Your J.F.S.", "no_acronym",
    ),
    "only in the footer": (
        lambda doc: (instead("{{ service }}, delivered by", "From")(doc), in_footer(made.NAME_LINE)(doc)),
        "name-in-footer", "Footer, paragraph 1", "not_only_footer",
    ),
    "not delivered by": (instead(", delivered by", " and"), "not-delivered-by", "Northgate", "delivered_by"),
    "delivered by another": (
        instead("{{ provider }}", "Southgate"), "not-delivered-by", "Southgate", "delivered_by",
    ),
    "the acronym in a heading": (
        instead("What we agreed", "Your JFS plan"), "acronym-in-title", "Paragraph 8, near ‘Your JFS plan’",
        "no_acronym",
    ),
    "the acronym in large letters": (
        made.large_line("MY JFS PLAN"), "acronym-in-title", "Paragraph 1, near ‘MY JFS PLAN’", "no_acronym",
    ),
    "struck out": (made.struck_name, "name-missing", "Paragraph 1", "full_name"),
    "the acronym in the header": (in_header("JFS plan"), "acronym-in-title", "JFS plan", "no_acronym"),
}  # fmt: skip


@pytest.mark.parametrize("name", NAMED)
def test_b1_the_name_stands_in_full_prominent_and_delivered_by_the_provider(name: str) -> None:
    change, key, near, check = NAMED[name]
    document = made.jfap()
    change(document)
    seen = checked(saved(document))
    found = [one for one in seen.findings if one.key == key]
    assert [one.paragraph for one in found] == ["JFS 1.38"], told(seen)
    assert near in found[0].place.words
    assert check in {one.key for one in seen.checks if one.failed}
    assert not seen.sound


def test_p2_a_forgotten_placeholder_is_found_under_its_heading_and_only_once() -> None:
    document = made.jfap()
    says("## Where we are\nOur office: [insert address], open TBC")(document)
    made.prompting("Choose an item.", alias="Office")(document)
    found = [one for one in checked(saved(document)).findings if one.severity is Severity.ADVICE]
    assert [one.key for one in found] == ["placeholder", "placeholder", "empty-control"]
    assert all("under ‘Where we are’" in one.text for one in found)
    assert ["[insert address]" in found[0].text, "TBC" in found[1].text, "‘Office’" in found[2].text] == [
        True
    ] * 3


@pytest.mark.parametrize(
    "text",
    [
        "Write to us <help@northgate.example> or ring 01632 960100 [free].",
        "As she said: ‘I added [my new] address […] and went to the door [no date]’.",
        "[ ] Yes  [x] No  [1]  [see page 2]  [Choosing work]  (enter by the side door)",
        "Size XXXL, year XXX, 5 < 6 and 7 > 3, the TBCC course, a type of work to be confirmed by us",
        "Signed ………………  ____________ I’w gadarnhau gan eich cynghorydd. What do you enjoy???",
        "{{ first_name }} {# TBC, [insert name] #} insert your card, add [2]",
    ],
)
def test_p2_ordinary_words_are_no_placeholders(text: str) -> None:
    document = made.jfap()
    says(text)(document)
    assert told(checked(saved(document))) == []


FORMS: dict[str, Change] = {
    "labels and fields": made.table(("Name", "{{ participant }}"), ("First met", "{{ initial_meeting }}")),
    "labels and room to write": made.table(("Signed", "………"), ("On", "")),
    "labels in pairs": made.table(
        ("Name", "{{ participant }}", "Adviser", "{{ adviser }}"), ("Signed", "", "On", "")
    ),
    "label and field in one cell": made.table(
        ("Name: {{ participant }}", "With: {{ adviser }}"), ("Signed", "On")
    ),
    "a title above": made.table(("About you",), ("Name", "{{ participant }}"), ("Signed", "")),
    "words set side by side": made.table(("Northgate Skills", "4 June"), ("Bangor", "Page 1"), lines=False),
}
LISTS: dict[str, Change] = {
    "a loop of rows": made.table(
        ("Day", "What"), ("{%tr for row in activities %}", ""), ("{{ row.date }}", "{{ row.text }}"),
        ("{%tr endfor %}", ""),
    ),
    "names of columns above room to write": made.table(("Action", "By whom"), ("", ""), ("", "")),
    "names of columns above fields": made.table(("Topic", "Told"), ("Adviser", "{{ adviser }}")),
    "names of columns beside an empty corner": made.table(("", "Monday", "Tuesday"), ("Morning", "", "")),
    "a loop without lines": made.table(
        ("Day", "What"), ("{%tr for row in activities %}", ""), ("{{ row.date }}", "{{ row.text }}"),
        ("{%tr endfor %}", ""), lines=False,
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", ["jfap", "jfs07"])
def test_p2_labels_beside_values_are_advice_and_a_list_without_its_header_row_is_not(kind: str) -> None:
    """The forms of DWP have such tables (JFS 4.10, 4.27): nobody may change them, and they work."""
    marked = made.form if kind == "jfs07" else made.jfap
    for shapes, key, weight in (
        (FORMS, "label-table", Severity.ADVICE),
        (LISTS, "no-header-row", Severity.MEND),
    ):
        for name, change in shapes.items():
            document = marked()
            change(document)
            seen = checked(saved(document), kind)
            found = [one for one in seen.findings if one.key in ("label-table", "no-header-row")]
            assert [(one.key, one.severity) for one in found] == [(key, weight)], (name, told(seen))
            assert ", row 1, column 1" in found[0].place.words
            assert kind == "jfs07" or seen.sound is (weight is Severity.ADVICE)


def test_b1_the_acronym_may_stand_in_the_body() -> None:
    document = made.jfap()
    says("JFS ends after 20 working days.")(document)
    assert checked(saved(document)).sound


@pytest.mark.parametrize(
    ("alt", "asked"), [("DWP logo", {"beside_branding", "dwp_logo"}), ("Our mark", {"beside_branding"})]
)
def test_b1_only_a_person_can_tell_whether_a_logo_is_the_right_one(alt: str, asked: set[str]) -> None:
    document = made.jfap()
    made.picture(alt)(document)
    seen = checked(saved(document))
    assert {check.key for check in seen.checks if check.state == "ask"} == asked


PARTS = {
    "JFS 4.03": without("{{ participant }}"),
    "JFS 3.29": instead(" First met on {{ initial_meeting }}.", ""),
    "JFS 4.05": in_cell(2, 1, "We will see"),
    "JFS 4.06": without("heading.", "{%p for heading", "line in heading"),
    "JFS 4.07": without("line in next_steps", "line in further_support"),
    "JFS 4.08": without("Questions or changes", "Tell your adviser"),
    "JFS 4.09": without("agreed_line"),
    "JFS 5.02": instead("{% for line in summary %} {{ line }}{% endfor %}", ""),
    "JFS 5.03": without("line in jobcentre", "Jobcentre:"),
    "JFS 5.12": instead(" {{ standing }}", ""),
    "JFS 4.04": in_footer("{{ title }}"),
}


def test_p1_a_plan_says_when_it_was_written_in_another_language_than_it_goes_out() -> None:
    """Two languages are never mixed in silence."""
    document = made.jfap()
    instead(" {{ language_note }}", "")(document)
    (found,) = checked(saved(document)).findings
    assert (found.key, found.paragraph) == ("part-missing", "JFS 4.03") and "‘language_note’" in found.remedy


@pytest.mark.parametrize("paragraph", PARTS)
def test_p2_each_part_of_the_jfap_is_asked_for_by_its_paragraph(paragraph: str) -> None:
    document = made.jfap()
    PARTS[paragraph](document)
    seen = checked(saved(document))
    found = [one for one in seen.findings if one.key == "part-missing"]
    assert paragraph in {one.paragraph for one in found}
    assert not seen.sound


@pytest.mark.parametrize("section", ["complaints", "duties", "contact", "expectations", "person"])
def test_i15_a_pack_without_one_of_its_five_sections_does_not_pass(section: str) -> None:
    seen = checked(saved(made.pack(section)), "induction_pack")
    assert [(one.key, one.paragraph) for one in seen.findings] == [("part-missing", "JFS 3.20")]
    assert not seen.sound


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("", False),
        ("We keep your details safe.", False),
        ("Your Jobcentre gets a copy of your plan if it asks.", True),
        ("What we keep may be shared with DWP.", True),
    ],
)
def test_d10_a_pack_says_who_may_receive_what_is_kept(text: str, passes: bool) -> None:
    document = made.pack("receivers")
    made.lines(document, *filter(None, [text]))
    seen = checked(saved(document), "induction_pack")
    assert seen.sound is passes
    assert [one.paragraph for one in seen.findings] == ([] if passes else ["JFS 3.19"])


def test_i15_a_heading_without_a_word_below_it_is_no_section() -> None:
    document = made.pack()
    without("Write to the director")(document)
    assert told(checked(saved(document), "induction_pack")) == [("part-missing", "")]


@pytest.mark.parametrize(
    "texts",
    [
        ("## Complaints", "### How to complain", "Write to the director."),
        ("## Complaints, in short", "## How to complain", "Write to the director."),
    ],
)
def test_i15_words_below_an_inner_or_a_later_heading_are_a_section(texts: tuple[str, ...]) -> None:
    document = made.pack("complaints")
    made.lines(document, *texts)
    assert told(checked(saved(document), "induction_pack")) == []


@pytest.mark.parametrize("text", ["", "We may ring you.", "DWP will never call you.", "DWP may call you."])
def test_x3_a_covering_message_without_the_reminder_of_a_call_does_not_pass(text: str) -> None:
    seen = checked(saved(made.message(text or "Here is your plan.")), "final_jfap_message")
    assert [(one.key, one.paragraph) for one in seen.findings] == [("part-missing", "JFS 5.20")]


@pytest.mark.parametrize(
    "text", ["{{ call_reminder }}", "{%p for line in call_reminder %}\n{{ line }}\n{%p endfor %}"]
)
def test_x3_the_reminder_may_come_from_the_standard_wording(text: str) -> None:
    seen = checked(saved(made.message(*text.split("\n"))), "final_jfap_message")
    assert not [one for one in seen.findings if one.key == "part-missing"]


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_hostile_file_is_refused_in_one_plain_sentence(name: str) -> None:
    make, words = TEMPLATES[name]
    seen = checked(make())
    assert [one.key for one in seen.findings] == ["file"]
    only = seen.findings[0]
    assert words in only.text
    assert only.text.count(". ") == 0
    assert only.remedy
    assert (seen.taken, seen.sound, seen.sample) == (False, False, b"")


@pytest.mark.parametrize(
    "text",
    [
        "{{ 'a' * 1000000000 }}",
        "{% set x = 2 ** 99999999 %}",
        "{{ title|center(100000000) }}",
        "{% for x in range(100000) %}{% for y in range(100000) %}x{% endfor %}{% endfor %}",
        "{% for a in objectives %}" * 9 + "x" + "{% endfor %}" * 9,
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{{ " + "(" * 3000 + "title" + ")" * 3000 + " }}",
        "{{ lipsum(100000) }}",
        "{% include 'x' %}",
        "{{ ''.__class__.__mro__ }}",
    ],
)
@pytest.mark.parametrize("place", ["text", "alternative text"])
def test_what_would_reckon_or_run_for_ever_is_never_run(text: str, place: str) -> None:
    """Also where nobody reads it: the words of a picture."""
    document = made.jfap()
    (says(text) if place == "text" else made.picture(text))(document)
    seen = checked(saved(document))
    assert not seen.sound
    assert seen.sample == b""
    with pytest.raises(TemplateProblem) as refused:
        WordTemplate(saved(document), "own.docx")
    assert "\n" not in refused.value.text


def test_many_mistakes_of_one_sort_are_counted() -> None:
    document = made.jfap()
    says("\n".join(f"{{{{ nothing_{number} }}}}" for number in range(40)))(document)
    seen = checked(saved(document))
    assert sum(one.key == "unknown-field" for one in seen.findings) == 12
    assert [one.text for one in seen.findings if one.key == "more-unknown-field"] == [
        "The same stands in 28 more places."
    ]


def test_an_unknown_field_stays_in_the_sample_as_it_was_typed() -> None:
    document = made.jfap()
    says("Dear {{ nickname }}")(document)
    sample = docx.Document(io.BytesIO(checked(saved(document)).sample))
    assert "Dear {{ nickname }}" in [paragraph.text for paragraph in sample.paragraphs]


def test_the_list_of_fields_can_be_typed_into_word_as_it_stands() -> None:
    """A paragraph each, and nothing is wrong with them; in a CV each sort of section has rows of its own."""
    for key, kind in kinds().items():
        if kind.is_workbook:
            continue
        document = made.blank()
        name = [made.NAME_LINE] if kind.public else []
        made.lines(
            document,
            *name,
            "# Sample",
            *(line.partition("\t")[0].strip() for line in field_lines(kind)),
        )
        keys = {one.key for one in checked(saved(document), key).findings}
        assert keys <= {"part-missing"} | ({"not-filled"} if key.startswith("cv-") else set()), (
            key,
            told(checked(saved(document), key)),
        )


def test_a_shipped_file_is_what_the_program_reads() -> None:
    assert Path(resource("documents", kinds()["jfap"].shipped("en"))).name == "jfap.docx"
    assert kinds()["induction_pack"].shipped("cy") == "induction-pack.cy.docx"


def test_p2_a_template_of_another_kind_is_told_as_such_first() -> None:
    first = checked(resource("documents", "induction-pack.docx").read_bytes()).findings[0]
    assert first.key == "other-kind" and "‘Induction pack’" in first.text


@pytest.mark.parametrize("points", [8, 9, 40])
def test_b1_letters_of_eight_points_can_be_read(points: float) -> None:
    document = made.jfap()
    made.sized(points)(document)
    assert told(checked(saved(document))) == []


def test_b1_tiny_letters_are_found_in_a_footer_and_in_a_cell() -> None:
    document = made.jfap()
    document.sections[0].footer.paragraphs[0].add_run(" Terms apply.").font.size = Pt(2)
    document.tables[0].rows[0].cells[0].paragraphs[0].runs[0].font.size = Pt(1)
    found = [one.place.words for one in checked(saved(document)).findings if one.key == "tiny-text"]
    assert len(found) == 2 and "Table 1, row 1, column 1" in found[0] and "Footer" in found[1]


def test_b1_light_letters_on_a_dark_ground_can_be_read() -> None:
    document = made.jfap()
    made.coloured("FFFFFF", ground="0B5F58")(document)
    assert told(checked(saved(document))) == []
