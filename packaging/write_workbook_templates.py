"""Writes the workbook of the Monthly Performance Return that ships with the product.

Run ``python packaging/write_workbook_templates.py`` after changing a text. It stands in until head office has
published DWP's own workbook in Templates; the tabs are those that the programme's profile names.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from jfs_desktop.documents.word.properties import Properties, app_xml, core_xml
from jfs_desktop.documents.word.word_package import packed
from jfs_desktop.store.profiles import load_programme

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "resources" / "documents" / "mpr.xlsx"
TEXTS = HERE / "workbook_templates" / "mpr.txt"
RETURN = "clerical_mi"
FONT, INK = "Liberation Sans", "1F2937"
MADE_AT = datetime(2021, 6, 1, tzinfo=UTC)
HEADER = PatternFill("solid", fgColor="E8EBEF")
RULE = Side(style="thin", color="8A8F98")


def main() -> int:
    """Write it."""
    programme = load_programme("jfs-2021")
    titles = next(one.parts for one in programme.returns if one.id == RETURN)
    TARGET.write_bytes(made(titles, programme.name))
    return 0


def made(titles: Sequence[str], service: str) -> bytes:
    """The workbook: one tab a section of the texts."""
    book = Workbook()
    book.remove(book.worksheets[0])
    texts = sections(TEXTS.read_text("utf-8").replace("{service}", service))
    if list(texts) != list(titles):
        raise SystemExit(f"The texts have {list(texts)}, and the profile {list(titles)}.")
    for title, lines in texts.items():
        _tab(book.create_sheet(title), lines)
    held = io.BytesIO()
    book.save(held)
    return _alike(held.getvalue(), service)


def sections(text: str) -> dict[str, list[str]]:
    """The lines of each tab by its title."""
    found = {}
    for part in text.split("=== ")[1:]:
        title, *lines = part.splitlines()
        found[title.strip()] = [line for line in lines if line.strip()]
    return found


def _tab(sheet: Worksheet, lines: Sequence[str]) -> None:
    """``# `` a heading, ``| a | -`` a row of a table with an empty cell, the first its header; all else is a
    paragraph."""
    widths: dict[int, int] = {}
    in_table = False
    for number, line in enumerate(lines, 1):
        mark, _, text = line.partition(" ")
        if mark == "|":
            cells = ["" if one.strip() == "-" else one.strip() for one in text.split(" | ")]
            for at, said in enumerate(cells, 1):
                _cell(sheet, number, at, said, header=not in_table)
                widths[at] = max(widths.get(at, 0), len(said))
            if not in_table and not sheet.freeze_panes and number == 1:
                sheet.freeze_panes = f"A{number + 1}"
            in_table = True
            continue
        in_table = False
        cell = sheet.cell(number, 1, text if mark == "#" else line)
        cell.font = Font(FONT, size=16 if mark == "#" else 11, bold=mark == "#", color=INK)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for at, longest in widths.items():
        sheet.column_dimensions["ABCDEFGH"[at - 1]].width = min(max(longest + 4, 14), 90)
    if not widths:
        sheet.column_dimensions["A"].width = 100
    sheet.sheet_view.showGridLines = bool(sheet.freeze_panes)
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if len(widths) > 3 else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if sheet.oddFooter is not None and sheet.oddFooter.center is not None:
        sheet.oddFooter.center.text = "&A, page &P of &N"


def _cell(sheet: Worksheet, row: int, column: int, text: str, *, header: bool) -> None:
    cell = sheet.cell(row, column, text or None)
    cell.font = Font(FONT, size=11, bold=header, color=INK)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.border = Border(RULE, RULE, RULE, RULE)
    if header:
        cell.fill = HEADER


def _alike(content: bytes, service: str) -> bytes:
    """The same bytes on every computer and on every day, and nothing of the computer in them."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    said = Properties(f"Monthly Performance Return, {service}", service, MADE_AT)
    parts["docProps/core.xml"], parts["docProps/app.xml"] = core_xml(said), app_xml(said)
    return packed(parts)


if __name__ == "__main__":
    sys.exit(main())
