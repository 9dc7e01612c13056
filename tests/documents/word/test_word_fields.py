"""Fields and links of Word in a template: what only shows passes, all else is refused with its paragraph
(P2, B1, SECURITY 4)."""

from __future__ import annotations

import io
from html import escape

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from jfs_desktop.documents.papers.template import WordTemplate
from jfs_desktop.documents.pdf.typeset import typeset
from jfs_desktop.documents.walk.walker import walk
from jfs_desktop.documents.word.properties import Properties
from jfs_desktop.documents.word.word_package import Elsewhere, WordFileRefused, as_document, open_word
from tests.documents import made_templates as templates
from tests.documents import made_word as made
from tests.documents.doctor.test_template_doctor import checked
from tests.documents.made_plans import MADE

HARMFUL = [
    "DATABASE \\d \"c:\\x.mdb\"", 'DDEAUTO"c:\\windows\\cmd.exe" "/c calc"', "DDEAUTO c:\\x.exe",
    "RD c:\\x.docx",
    "AUTOTEXT Sign", "AUTOTEXTLIST x", "MACROBUTTON Run me", 'ASK who "Who are you?"', 'FILLIN "Your name?"',
    "PRINT 27", "USERNAME", "USERINITIALS", "USERADDRESS", "FILENAME \\p", "AUTHOR", "LASTSAVEDBY",
    "INCLUDETEXT c:\\x.docx", 'INCLUDEPICTURE "http://evil.example/x"', "LINK Excel.Sheet c:\\x.xlsx",
    "IMPORT c:\\x.png", "IF 1 = 1 a b", "SET a b", "QUOTE x", "= 1 + 1", "GOTOBUTTON x y", "EMBED Paint",
    'HYPERLINK "\\\\evil\\share\\x.exe"', 'HYPERLINK "ms-word:ofe|u|http://evil.example"', "HYPERLINK x.exe",
    'HYPERLINK "file:///c:/x.exe" \\o "https://www.gov.uk"', 'HYPERLINK "javascript:alert(1)"',
    'HYPERLINK "https://www.gov.uk" "file:///c:/x.exe"', 'HYPERLINK "https://evil.example/{{ participant }}"',
    "{{ participant }}",
]  # fmt: skip
HARMLESS = [
    " PAGE ", "NUMPAGES \\* MERGEFORMAT", "SECTIONPAGES", 'TOC \\o "1-3" \\h', 'STYLEREF "Heading 1"',
    "REF a \\h",
    "SEQ Table", "PAGEREF _Toc1 \\h", 'DATE \\@ "d MMMM yyyy"', "SAVEDATE", 'HYPERLINK \\l "_Toc1"', "page",
    'HYPERLINK "https://www.gov.uk/jobs"', 'HYPERLINK "mailto:a@b.example" \\o "Write to us"',
    'HYPERLINK "tel:01632960100"', "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN",
]  # fmt: skip


def simple(code: str) -> str:
    return f'<w:fldSimple w:instr="{escape(code)}"><w:r><w:t>x</w:t></w:r></w:fldSimple>'


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instructed(code: str) -> str:
    return f"<w:r><w:instrText>{escape(code)}</w:instrText></w:r>"


def in_pieces(code: str) -> str:
    half = len(code) // 2
    return mark("begin") + instructed(code[:half]) + instructed(code[half:]) + mark("end")


def over_paragraphs(code: str) -> str:
    half = len(code) // 2
    return mark("begin") + instructed(code[:half]) + "</w:p><w:p>" + instructed(code[half:]) + mark("end")


def refusal(content: bytes) -> str:
    with pytest.raises(WordFileRefused) as refused:
        open_word(content, "own.docx", elsewhere=Elsewhere.REFUSE)
    assert refused.value.text.count(". ") == 0 and refused.value.remedy
    return refused.value.text


@pytest.mark.parametrize("code", HARMFUL)
@pytest.mark.parametrize("written", [simple, in_pieces, over_paragraphs, instructed])
def test_p2_a_field_that_does_more_than_show_is_refused_with_its_paragraph(
    code: str, written: object
) -> None:
    assert callable(written)
    content = made.saying(made.paragraph("Dear Priya,") + f"<w:p>{written(code)}</w:p>")
    assert "paragraph 2)" in refusal(content)
    assert open_word(content).parts, "a CV that is only read is taken: nothing here runs a field"


@pytest.mark.parametrize("code", HARMLESS)
@pytest.mark.parametrize("written", [simple, in_pieces, over_paragraphs])
def test_p2_a_field_that_only_shows_passes(code: str, written: object) -> None:
    assert callable(written)
    assert open_word(made.saying(f"<w:p>{written(code)}</w:p>"), elsewhere=Elsewhere.REFUSE).parts


def of_form(code: str, said: str) -> str:
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{said}</w:ffData></w:fldChar></w:r>'
    return begin + instructed(code) + mark("separate") + mark("end")


@pytest.mark.parametrize(
    ("code", "said", "shown"),
    [
        ("FORMCHECKBOX", '<w:checkBox><w:default w:val="0"/></w:checkBox>', "\u2610"),
        ("FORMCHECKBOX", '<w:checkBox><w:default w:val="1"/></w:checkBox>', "\u2612"),
        ("FORMCHECKBOX", '<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>', "\u2612"),
        ("FORMCHECKBOX", '<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "\u2610"),
        ("FORMDROPDOWN", '<w:ddList><w:listEntry w:val="No"/></w:ddList>', "No"),
        (
            "FORMDROPDOWN",
            '<w:ddList><w:result w:val="1"/><w:listEntry w:val="No"/><w:listEntry w:val="Yes"/></w:ddList>',
            "Yes",
        ),
        ("FORMDROPDOWN", '<w:ddList><w:result w:val="7"/><w:listEntry w:val="No"/></w:ddList>', ""),
    ],
)
def test_p2_a_form_of_dwp_passes_and_its_boxes_stand_on_the_page(code: str, said: str, shown: str) -> None:
    content = made.saying(f"<w:p><w:r><w:t>Agreed: </w:t></w:r>{of_form(code, said)}</w:p>")
    assert open_word(content, elsewhere=Elsewhere.REFUSE).parts
    walked = walk(content)
    assert [para.text for para in walked.paragraphs()] == [f"Agreed: {shown}"]
    assert typeset(walked, MADE).not_carried == walked.not_carried


@pytest.mark.parametrize("name", ["entryMacro", "exitMacro"])
def test_p2_a_box_of_a_form_that_runs_a_macro_is_refused(name: str) -> None:
    box = of_form("FORMTEXT", f'<w:{name} w:val="Run"/>')
    assert "runs a macro (paragraph 1)" in refusal(made.saying(f"<w:p>{box}</w:p>"))


def test_p2_a_file_that_word_lets_nobody_change_is_told() -> None:
    document = templates.jfap()
    lock = OxmlElement("w:documentProtection")
    lock.set(qn("w:edit"), "readOnly")
    document.settings.element.append(lock)
    assert not checked(templates.saved(document)).findings, "it is not in force"
    lock.set(qn("w:enforcement"), "1")
    (only,) = checked(templates.saved(document)).findings
    assert (only.key, only.severity) == ("protected", "advice") and "Stop Protection" in only.remedy


def test_p2_a_field_whose_code_another_field_writes_is_refused() -> None:
    inner = mark("begin") + instructed("PAGE") + mark("end")
    outer = (
        mark("begin") + instructed('HYPERLINK "https://www.gov.uk/') + inner + instructed('"') + mark("end")
    )
    assert "code another field writes (paragraph 1)" in refusal(made.saying(f"<w:p>{outer}</w:p>"))


def test_p2_what_stands_in_the_result_of_a_table_of_contents_passes() -> None:
    inner = mark("begin") + instructed("PAGEREF _Toc1 \\h") + mark("separate") + mark("end")
    contents = mark("begin") + instructed("TOC \\o") + mark("separate") + inner + mark("end")
    assert open_word(made.saying(f"<w:p>{contents}</w:p>"), elsewhere=Elsewhere.REFUSE).parts


def test_p2_a_list_for_a_mail_merge_is_refused() -> None:
    settings = (
        f'<w:settings xmlns:w="{made.W}"><w:mailMerge><w:query w:val="SELECT 1"/></w:mailMerge></w:settings>'
    )
    content = made.with_parts(**{"word/settings.xml": settings.encode()})
    assert "mail merge" in refusal(content)


@pytest.mark.parametrize(
    "target", ["file:///c:/x.exe", "javascript:alert(1)", "\\\\evil\\x", "x.exe", "HTTPX://a"]
)
def test_p2_a_link_of_another_scheme_is_refused_with_its_paragraph(target: str) -> None:
    shown = "<w:r><w:t>Here</w:t></w:r>"
    link = f'<w:p/><w:p><w:hyperlink xmlns:r="{made.R}" r:id="rId99">{shown}</w:hyperlink></w:p>'
    assert "paragraph 2)" in refusal(made.related("hyperlink", target, body=link))


@pytest.mark.parametrize(
    "target", ["https://www.gov.uk/", "HTTP://www.gov.uk/", "mailto:a@b.example", "tel:999"]
)
def test_p2_a_link_to_a_page_an_address_or_a_number_passes(target: str) -> None:
    assert open_word(made.related("hyperlink", target), elsewhere=Elsewhere.REFUSE).parts


@pytest.mark.parametrize("said", ['href="file:///c:/x.exe"', 'src="http://evil.example/x.png"'])
def test_p2_an_older_drawing_leads_nowhere_either(said: str) -> None:
    shape = (
        f'<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" {said}/></w:pict></w:r></w:p>'
    )
    assert "paragraph 1)" in refusal(made.saying(shape))


def test_p2_the_check_of_a_template_tells_the_paragraph_of_a_field() -> None:
    document = templates.jfap()
    templates.in_footer("")(document)
    document.sections[0].footer.paragraphs[0]._p.append(templates.field("USERNAME"))
    (only,) = checked(templates.saved(document)).findings
    assert only.key == "file" and "‘USERNAME’, footer, paragraph 1" in only.text


def test_p2_a_template_of_words_own_becomes_a_document() -> None:
    content = templates.as_dotx(templates.saved(templates.jfap()))
    with pytest.raises(ValueError, match="not a Word file"):
        docx.Document(io.BytesIO(content))
    assert checked(content).sound
    kept = as_document(content)
    assert docx.Document(io.BytesIO(kept)).tables and as_document(kept) == kept
    filled = WordTemplate(templates.as_dotx(made.whole("Dear {{ name }}")), "own.dotx").fill(
        {"name": "Priya"}, Properties("Letter", "Northgate", MADE)
    )
    assert [one.text for one in docx.Document(io.BytesIO(filled)).paragraphs][-1] == "Dear Priya"
