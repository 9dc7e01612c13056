"""The tables of a template: one that lists rows under the names of its columns, or one that sets labels
beside their values, as forms do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from lxml import etree

from jfs_desktop.documents.marks.template_findings import Finding, Place, Severity, quoted
from jfs_desktop.documents.marks.template_marks import MARK
from jfs_desktop.documents.marks.template_reading import Para
from jfs_desktop.documents.word.word_names import Element, W, inside, local, value
from jfs_desktop.documents.word.word_package import safe_parser

_LOOP: Final = re.compile(r"\{%-?tr\s+for\b")
_FIELD: Final = re.compile(r"\{\{")
_BLANK: Final = " \t\n\u00a0_.…·:☐□"
"""What stands where somebody is to write by hand."""
_BORDERS: Final = ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV")


def unmarked(content: bytes) -> Iterator[Finding]:
    """Tables without a marked header row: to be mended where they list rows, advice where labels stand
    beside their values or a table only lays out the page."""
    root = etree.fromstring(content, safe_parser())
    for number, table in enumerate(root.iter(W + "tbl"), 1):
        rows = [row for row in inside(table) if local(row) == "tr"]
        if len(rows) < 2 or max(len(_cells(row)) for row in rows) < 2:
            continue
        mark = rows[0].find(f"{W}trPr/{W}tblHeader")
        if mark is None or value(mark) in ("0", "false"):
            near = " ".join(map(_text, _cells(rows[0])))
            place = Place("text", 0, (number, 1, 1), quoted(near))
            yield _of_list(number, place) if _lists(table, rows) else _of_form(number, place)


def fixed_rows(paragraphs: Sequence[Para]) -> Iterator[Finding]:
    """Rows of a fixed height with something that is filled in: advice, placed at its first field."""
    told: set[Element] = set()
    for para in paragraphs:
        row = next(para.element.iterancestors(W + "tr"), None)
        if row is None or row in told or not _FIELD.search(para.text):
            continue
        if value(row.find(f"{W}trPr/{W}trHeight"), "hRule") == "exact":
            told.add(row)
            yield Finding(
                "fixed-row",
                Severity.ADVICE,
                "This row has a fixed height, and Word cuts off what does not fit in it.",
                "Choose ‘At least’ as its height (Table Layout, Properties, Row), so that it grows.",
                para.place,
            )


def _of_list(number: int, place: Place) -> Finding:
    return Finding(
        "no-header-row",
        Severity.MEND,
        f"Table {number} does not say which row names its columns.",
        "Choose its first row and tick ‘Repeat Header Rows’ (Table Layout).",
        place,
    )


def _of_form(number: int, place: Place) -> Finding:
    return Finding(
        "label-table",
        Severity.ADVICE,
        f"Table {number} sets labels beside their values, and no row of it names columns.",
        "It may stay so where DWP's form has it; else a line ‘Label: value’ for each is read aloud better.",
        place,
    )


def _lists(table: Element, rows: Sequence[Element]) -> bool:
    """Whether each row below the first is one of many alike."""
    if any(map(_is_loop, rows)):
        return True
    first = next((row for row in rows if len(_cells(row)) > 1), None)
    if first is None or _has_no_lines(table):
        return False
    told, *others = [_text(cell) for cell in _cells(first)]
    beside = any(_is_value(text) for text in others)
    # 'Name | …' or 'Name: …' begins a form; words alone in every cell, or no word at all, a list.
    return not ((_words(told) and beside) or (_words(told) and _is_mixed(told)))


def _cells(row: Element) -> list[Element]:
    return [cell for cell in inside(row) if local(cell) == "tc"]


def _is_loop(row: Element) -> bool:
    return _LOOP.search(_text(row)) is not None


def _text(element: Element) -> str:
    return "".join(text.text or "" for text in element.iter(W + "t"))


def _words(text: str) -> str:
    """What stands there besides marks and room to write."""
    return MARK.sub("", text).strip(_BLANK)


def _is_mixed(text: str) -> bool:
    return MARK.search(text) is not None


def _is_value(text: str) -> bool:
    return _is_mixed(text) or not _words(text)


def _has_no_lines(table: Element) -> bool:
    """Whether it was told to draw none: then it lays out the page."""
    borders = table.find(f"{W}tblPr/{W}tblBorders")
    drawn = [value(edge) for edge in (() if borders is None else borders) if local(edge) in _BORDERS]
    return bool(drawn) and all(said in ("none", "nil") for said in drawn)
