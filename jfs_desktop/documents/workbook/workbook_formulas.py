"""The formulas and links of a workbook: what reckons passes, what reaches outside is told with tab and cell.

A formula may run a program, fetch a page or read another file, and the functions that do are not all known:
so those that reckon are listed, and not those that are refused.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any, Final

from lxml import etree

from jfs_desktop.documents.word.word_fields import may_be_clicked, quoted
from jfs_desktop.documents.word.word_package import safe_parser

_NEWER: Final = frozenset(
    {"AGGREGATE", "CEILING.MATH", "CONCAT", "DAYS", "FILTER", "FLOOR.MATH", "IFNA", "IFS", "ISFORMULA"}
    | {"ISOWEEKNUM", "LET", "MAXIFS", "MINIFS", "MODE.SNGL", "NUMBERVALUE", "PERCENTILE.INC", "RANK.AVG"}
    | {"RANK.EQ", "SEQUENCE", "SHEET", "SHEETS", "SORT", "STDEV.P", "STDEV.S", "SWITCH", "TEXTJOIN"}
    | {"UNIQUE", "VAR.P", "VAR.S", "XLOOKUP", "XMATCH", "XOR"}
)
"""What reckons and is younger than the list of openpyxl."""
_REACHING: Final = frozenset(
    {"CALL", "REGISTER.ID", "RTD", "SQL.REQUEST", "INFO", "CELL", "INDIRECT", "EVALUATE", "CUBEVALUE"}
    | {"CUBEMEMBER", "CUBEMEMBERPROPERTY", "CUBEKPIMEMBER", "CUBERANKEDMEMBER", "CUBESET", "CUBESETCOUNT"}
)
"""What stands in that list and does more than reckon."""
_LINK: Final = "HYPERLINK"
_TEXT: Final = re.compile(r'"(?:[^"]|"")*"')
_SHEET_NAME: Final = re.compile(r"'(?:[^']|'')*'")
_CALLED: Final = re.compile(r"([A-Za-z_][\w.]*)\s*\(")
_ANOTHER_FILE: Final = re.compile(r"\[[^\[\]]*\][^\[\](),;]*!")
_LINKS: Final = re.compile(r"HYPERLINK\s*\(", re.IGNORECASE)
_PLAIN_LINK: Final = re.compile(r'HYPERLINK\s*\(\s*"([^"]*)"\s*[,)]', re.IGNORECASE)
_FORMULAS: Final = frozenset({"f", "formula", "formula1", "formula2", "definedName", "oldFormula"})
_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def reaching(content: bytes) -> Iterator[str]:
    """Where something reaches outside and what it is: 'tab ‘Staffing’, cell B2: ‘WEBSERVICE(…’'.

    Raises what the readers of zip files and XML raise on damaged ones.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        tabs = _tabs(package)
        for part in package.namelist():
            named = f"tab ‘{quoted(tabs[part])}’" if part in tabs else f"part ‘{posixpath.basename(part)}’"
            if part.lower().endswith(".xml") and part.startswith("xl/"):
                links = _outside(package, part)
                yield from (f"{named}, {told}" for told in _in_part(package.read(part), links))
            elif part.lower().endswith(".rels"):
                yield from (f"{named}: ‘{quoted(address)}’" for address in _fetched(package.read(part)))


def is_harmful(formula: str) -> bool:
    """Whether a formula, with or without '=', may do more than reckon inside its workbook."""
    bare = _TEXT.sub('""', formula)
    if "|" in bare or "\\" in bare or "://" in bare or _ANOTHER_FILE.search(bare.replace("'", "")):
        return True
    called = [name.upper() for name in _CALLED.findall(_SHEET_NAME.sub("", bare))]
    known = _reckoning()
    for name in called:
        if name.removeprefix("_XLFN.").removeprefix("_XLWS.") not in known | {_LINK}:
            return True
    plain = _PLAIN_LINK.findall(formula)
    return len(plain) != len(_LINKS.findall(bare)) or not all(map(may_be_clicked, plain))


def _reckoning() -> frozenset[str]:
    from openpyxl.utils import FORMULAE  # it comes with the first workbook

    return (frozenset(FORMULAE) | _NEWER) - _REACHING - {_LINK}


def _in_part(content: bytes, links: Mapping[str, str]) -> Iterator[str]:
    cell = ""
    source = io.BytesIO(content)
    reading = etree.iterparse(
        source, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
    )
    for event, element in reading:
        name = etree.QName(element).localname
        if event == "start":
            cell = str(element.get("r") or "") if name == "c" else cell
            continue
        if name in _FORMULAS and element.text and is_harmful(element.text):
            yield f"{_place(element, name, cell)}: ‘{quoted(element.text)}’"
        elif name == "hyperlink" and not may_be_clicked(links.get(str(element.get(_ID)), "#")):
            yield f"cell {element.get('ref')}: ‘{quoted(links[str(element.get(_ID))])}’"
        if name in ("row", "hyperlink"):
            element.clear()


def _place(element: Any, name: str, cell: str) -> str:
    if name == "definedName":
        return f"the name ‘{quoted(str(element.get('name')))}’"
    if name == "f" and cell:
        return f"cell {cell}"
    ranges = (str(one.get("sqref")) for one in element.iterancestors() if one.get("sqref"))
    return f"cells {next(ranges, '')}".strip()


def _relations(content: bytes) -> Iterator[tuple[str, str, str, bool]]:
    for one in etree.fromstring(content, safe_parser()):
        kind = str(one.get("Type", "")).rpartition("/")[2]
        outside = one.get("TargetMode") == "External"
        yield str(one.get("Id", "")), kind, str(one.get("Target", "")), outside


def _outside(package: zipfile.ZipFile, part: str) -> dict[str, str]:
    folder, _, file = part.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels"
    if relations not in package.namelist():
        return {}
    return {key: target for key, _, target, outside in _relations(package.read(relations)) if outside}


def _fetched(content: bytes) -> Iterator[str]:
    for _, kind, target, outside in _relations(content):
        if outside and kind != "hyperlink":
            yield target


def _tabs(package: zipfile.ZipFile) -> dict[str, str]:
    """The titles of the tabs by the part that each stands in."""
    names = package.namelist()
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return {}
    parts = {
        key: posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
        for key, _, target, _ in _relations(package.read("xl/_rels/workbook.xml.rels"))
    }
    book = etree.fromstring(package.read("xl/workbook.xml"), safe_parser())
    sheets = (one for one in book.iter(etree.Element) if etree.QName(one).localname == "sheet")
    return {parts.get(str(one.get(_ID)), ""): str(one.get("name")) for one in sheets}
