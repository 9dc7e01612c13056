"""Two states of a JFAP compared, as a Word document: what was added and removed is told in words and by
underline and strike-through, never by colour alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from jfs_desktop.clock import london_day
from jfs_desktop.documents.labels import labels_in
from jfs_desktop.documents.properties import Properties, app_xml, core_xml
from jfs_desktop.documents.template import printable
from jfs_desktop.documents.word_package import open_word, packed
from jfs_desktop.paths import resource
from jfs_desktop.rules.discreet import Discreet
from jfs_desktop.rules.document_language import DocumentLanguage
from jfs_desktop.rules.plan_difference import FieldDifference, PlanDifference, RowDifference, RowKind
from jfs_desktop.rules.word_runs import Run, RunKind
from jfs_desktop.rules.wording import long_day

_FIELD = re.compile(r"\{\{ (\w+) \}\}")
ADDED, REMOVED = "[added: ", "[removed: "
_FIELDS: Mapping[str, str] = {
    "objective": "Objective",
    "action": "Action agreed",
    "measure": "How we will know",
    "owner": "Who",
    "target_on": "By",
    "status": "Progress",
    "text": "",
    "at": "When",
    "kind": "Kind",
    "adviser": "Adviser",
}
_KINDS: Mapping[RowKind, str] = {
    RowKind.ADDED: "added",
    RowKind.REMOVED: "removed",
    RowKind.CHANGED: "changed",
    RowKind.SAME: "unchanged",
}
_WIDTHS = (2600, 7200)
"""Of the two columns, in twentieths of a point."""


@dataclass(frozen=True, slots=True, repr=False)
class ComparisonDocument(Discreet):
    """What the document says. ``older`` and ``newer`` name the two states ('version 2'); ``titles`` are those
    of the headings by key."""

    service: str
    title: str
    provider: str
    participant: str
    adviser: str
    older: str
    newer: str
    difference: PlanDifference = field(repr=False)
    titles: Mapping[str, str]
    made_at: datetime


def render(document: ComparisonDocument) -> bytes:
    """The finished .docx, in the styles of the plan."""
    word = _pattern(document)
    _head(word, document)
    for title, rows in _parts(document):
        _part(word, document, title, rows)
    if not document.difference.differs:
        word.add_paragraph("Nothing differs between these two.")
    _move_sheet_last(word)
    held = BytesIO()
    word.save(held)
    name = f"{document.title}: {document.older} compared with {document.newer}"
    properties = Properties(
        f"{name}, {document.service}, delivered by {printable(document.provider)}",
        printable(document.provider),
        document.made_at,
    )
    parts = dict(open_word(held.getvalue()).parts)
    parts["docProps/core.xml"], parts["docProps/app.xml"] = core_xml(properties), app_xml(properties)
    return packed(parts)


def file_name(service: str, title: str, reference: str, older: str, newer: str) -> str:
    """A name for the file, with the full names and no person's (AMB-56)."""
    safe = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in reference).strip("-")
    told = f"{older} compared with {newer}"
    return " - ".join(part for part in (service, title, safe, told) if part) + ".docx"


def _pattern(document: ComparisonDocument) -> Document:
    """The plan's own template, emptied: its styles, sheet, header and footer stay."""
    word = docx.Document(str(resource("documents", "jfap.docx")))
    for child in list(word.element.body):
        if child.tag != qn("w:sectPr"):
            word.element.body.remove(child)
    filled = {
        "title": document.title,
        "service": document.service,
        "provider": printable(document.provider),
        "participant": printable(document.participant),
        "version": f"{document.older} compared with {document.newer}",
    }
    for section in word.sections:
        edges = (section.header, section.footer, section.first_page_header, section.first_page_footer)
        for run in (run for edge in edges for paragraph in edge.paragraphs for run in paragraph.runs):
            if "{{" in run.text:  # a page number is a run too, and stays as it is
                run.text = _FIELD.sub(lambda asked: filled.get(asked[1], ""), run.text)
    return word


def _move_sheet_last(word: Document) -> None:
    body = word.element.body
    sheet = body.find(qn("w:sectPr"))
    if sheet is not None:
        body.remove(sheet)
        body.append(sheet)


def _head(word: Document, document: ComparisonDocument) -> None:
    brand = word.add_paragraph(style="Brand")
    brand.add_run(document.service).bold = True
    brand.add_run(f", delivered by {printable(document.provider)}")
    word.add_paragraph(f"{document.title}: what changed", "Heading 1")
    word.add_paragraph(
        f"For {printable(document.participant)}. From {document.older} to {document.newer}. "
        f"Printed {long_day(london_day(document.made_at))}.",
        "Lead",
    )
    key = word.add_paragraph("How to read it: ")
    _run(key, Run(RunKind.ADDED, "underlined words"))
    key.add_run(" came in, ")
    _run(key, Run(RunKind.REMOVED, "words struck through"))
    key.add_run(" went out.")
    summary = document.difference.summary()
    if summary:
        word.add_paragraph(f"{summary}.")


_Row = tuple[str, str, tuple[FieldDifference, ...]]


def _parts(document: ComparisonDocument) -> Iterator[tuple[str, list[_Row]]]:
    """Each part with its rows that differ: name, what became of it, its fields."""
    found = document.difference
    named = [(_place("Objective", row), row) for row in found.objectives]
    yield "What we agreed", [(name, _told(row), row.fields) for name, row in named if row.differs]
    headed = [(document.titles.get(row.key, row.key), row) for row in found.headings]
    yield "Support so far", [(name, _told(row), row.fields) for name, row in headed if row.differs]
    done = [(_place("Activity", row), row) for row in found.activities]
    yield "Record of activities", [(name, _told(row), row.fields) for name, row in done if row.differs]
    for title, one in (("Further support", found.further_support), ("Next steps", found.next_steps)):
        yield title, [(title, "changed", (one,))] if one.changed else []


def _part(word: Document, document: ComparisonDocument, title: str, rows: Sequence[_Row]) -> None:
    if not rows:
        return
    word.add_paragraph(title, "Heading 2")
    table = word.add_table(rows=1, cols=2)
    _dress(table, f"{title}: one row for each that changed, what became of it and its words.")
    for cell, text in zip(table.rows[0].cells, ("Part", "What changed"), strict=True):
        cell.paragraphs[0].style = "Table head"
        cell.paragraphs[0].add_run(text)
    for name, told, fields in rows:
        left, right = table.add_row().cells
        left.paragraphs[0].style = "Table text"
        left.paragraphs[0].add_run(printable(name), "Strong")
        left.add_paragraph(told, "Table text")
        _fields(right, document, fields)


def _fields(cell: _Cell, document: ComparisonDocument, fields: Sequence[FieldDifference]) -> None:
    first = True
    for one in fields:
        if not one.runs or not (one.changed or one.name == "objective"):
            continue
        paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
        paragraph.style, first = "Table text", False
        label = _FIELDS.get(one.name, "")
        if label:
            paragraph.add_run(f"{label}: ")
        for run in one.runs:
            _run(paragraph, Run(run.kind, _words(document, one.name, run.text)))


def _run(paragraph: Paragraph, run: Run) -> None:
    text = printable(run.text)
    if run.kind is RunKind.SAME or not text.strip():
        paragraph.add_run(text)
        return
    added, said = run.kind is RunKind.ADDED, text.strip()
    before, _, after = text.partition(said)
    paragraph.add_run(before + (ADDED if added else REMOVED))
    made = paragraph.add_run(said)
    made.font.underline, made.font.strike = (True, None) if added else (None, True)
    paragraph.add_run("]" + after)


def _words(document: ComparisonDocument, name: str, text: str) -> str:
    if name == "owner":
        people = {"participant": document.participant, "adviser": document.adviser or "Your adviser"}
        return people.get(text, text)
    if name != "status":
        return text
    words = labels_in(DocumentLanguage.ENGLISH)
    if text in {"to_do", "doing", "done", "dropped"}:
        return words.of("plan", text)
    return {"open": "Open", "declined": "Offered and declined", "not_needed": "Not needed"}.get(text, text)


def _place(what: str, row: RowDifference[UUID]) -> str:
    return f"{what} {row.place_after or row.place_before}"


def _told(row: RowDifference[Any]) -> str:
    kind = "" if row.moved and row.kind is RowKind.SAME else _KINDS[row.kind]
    moved = f"moved from place {row.place_before} to {row.place_after}" if row.moved else ""
    return ", ".join(part for part in (kind, moved) if part)


def _dress(table: Table, caption: str) -> None:
    """A table that reads aloud well: its first row is a header on every page, and it says what it holds."""
    table.style = "Plan table"
    properties = table._tbl.tblPr
    description = OxmlElement("w:tblDescription")
    description.set(qn("w:val"), caption)
    properties.append(description)
    header = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(header)
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = width * 635
