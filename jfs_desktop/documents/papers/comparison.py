"""Two states of a JFAP compared, as a Word document on the paper of the template in use, in the person's
language: what was added and removed is told in words and by underline and strike-through, never by colour
alone (P9)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from io import BytesIO
from itertools import groupby
from typing import Any, Final
from uuid import UUID

import docx
from docx.document import Document
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from jfs_desktop.clock import london_day
from jfs_desktop.documents.papers import comparison_looks as looks
from jfs_desktop.documents.papers import plan as plan_document
from jfs_desktop.documents.papers.comparison_words import day_in_words
from jfs_desktop.documents.papers.plan import PlanDocument
from jfs_desktop.documents.papers.template import WordTemplate, printable
from jfs_desktop.documents.word.properties import Properties, app_xml, core_xml
from jfs_desktop.documents.word.word_package import open_word, packed
from jfs_desktop.documents.wording.hard_spaces import kept_together
from jfs_desktop.documents.wording.labels import Labels
from jfs_desktop.rules.person.document_language import long_day
from jfs_desktop.rules.plan.plan_difference import FieldDifference, PlanDifference, RowDifference, RowKind
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.word_runs import Run, RunKind

_GROUP: Final = "comparison"
_ASKED: Final = ("objective", "action", "measure", "owner", "target_on", "status", "at", "kind", "adviser")
"""Fields that stand with their name before them; a text stands alone."""
_TYPED: Final = frozenset({"objective", "action", "measure", "further_support", "next_steps"})
"""Fields that are typed from their first letter to their last."""
_DAYS: Final = frozenset({"target_on", "at"})


class Standing(StrEnum):
    """As what a state of the plan that is compared stands there."""

    OPEN = "open"
    """The plan as it stands, written in since."""
    KEPT = "kept"
    """A version that was kept and never agreed."""
    AGREED = "agreed"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class ComparedState:
    """One of the two: the ``number`` of a version, None for the plan as it stands; ``on`` is the day in
    Europe/London on which it was agreed or kept, or on which the plan stood so."""

    number: int | None
    on: date
    standing: Standing


@dataclass(frozen=True, slots=True, repr=False)
class ComparisonDocument(Discreet):
    """What the document says: ``plan`` whose it is and in which language, ``difference`` from the ``older``
    to the ``newer`` state."""

    plan: PlanDocument
    older: ComparedState
    newer: ComparedState
    difference: PlanDifference = field(repr=False)

    @property
    def words(self) -> Labels:
        """The words of its language."""
        return self.plan.labels

    def said(self, key: str, **values: object) -> str:
        """A label of comparisons. Raises MissingTranslation."""
        return self.words.of(_GROUP, key, **values)

    def state(self, one: ComparedState) -> str:
        """'version 2', 'the plan as it stands'."""
        if one.number is None:
            return self.said("as_it_stands")
        return self.words.of("plan", "version", number=one.number)

    def told(self, one: ComparedState) -> str:
        """'version 2, agreed on 28 May 2021.'"""
        state = self.state(one)
        if one.standing is Standing.FINAL:
            state = self.words.of("plan", "final_version", number=one.number)
        return self.said(f"state_{one.standing}", state=state, day=long_day(one.on, self.plan.language))

    @property
    def compared(self) -> str:
        """'version 2 compared with version 3'."""
        return self.said("compared", older=self.state(self.older), newer=self.state(self.newer))

    @property
    def brief(self) -> str:
        """The same as it stands at the foot of a page, where there is little room."""
        older, newer = self.older.number, self.newer.number
        if older is not None and newer is not None:
            return self.said("brief_both", older=older, newer=newer)
        return self.said("brief_now", older=older or newer)


def render(document: ComparisonDocument, using: WordTemplate | None = None) -> bytes:
    """The finished .docx, on the paper of the plan's template. Raises TemplateProblem, MissingTranslation."""
    plan, words = document.plan, document.words
    fields = plan_document.fields(plan)
    provider, compared = printable(plan.provider), document.compared
    name = f"{fields['title']}, {compared}"
    title = words.of("paper", "delivered_by", title=name, service=plan.service, provider=provider)
    properties = Properties(title, provider, plan.made_at, plan.language.tag)
    fields |= {"version": document.brief, "version_line": document.brief, "standing": ""}
    word = docx.Document(BytesIO((using or plan_document.template(plan.language)).paper(fields, properties)))
    _head(word, document, fields["title"])
    for name, rows in _parts(document):
        _part(word, document, name, rows)
    if not document.difference.differs:
        word.add_paragraph(document.said("nothing"))
    held = BytesIO()
    word.save(held)
    parts = dict(open_word(held.getvalue()).parts)
    parts["docProps/core.xml"], parts["docProps/app.xml"] = core_xml(properties), app_xml(properties)
    return packed(parts)


def file_name(service: str, title: str, reference: str, older: str, newer: str) -> str:
    """A name for the file, with the full names and no person's (AMB-56)."""
    safe = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in reference).strip("-")
    told = f"{older} compared with {newer}"
    return " - ".join(part for part in (service, title, safe, told) if part) + ".docx"


def _head(word: Document, document: ComparisonDocument, title: str) -> None:
    plan, said = document.plan, document.said
    brand = looks.paragraph(word, "", "Brand")
    brand.add_run(plan.service).bold = True
    brand.add_run(said("delivered_by", provider=printable(plan.provider)))
    looks.paragraph(word, said("heading", title=title), "Heading 1")
    lead = said(
        "lead",
        participant=printable(plan.participant),
        day=long_day(london_day(plan.made_at), plan.language),
    )
    looks.paragraph(word, kept_together(lead), "Lead")
    for name, one in (("before", document.older), ("after", document.newer)):
        line = word.add_paragraph()
        line.add_run(said(name)).bold = True
        line.add_run(kept_together(f" {document.told(one)}"))
    if plan.typed.said:
        line = word.add_paragraph()
        line.add_run(said("language")).bold = True
        line.add_run(f" {document.words.of('plan', 'typed_in_other')}.")
    key = word.add_paragraph(said("how_to_read"))
    _runs(key, document, [Run(RunKind.ADDED, said("key_added"))])
    key.add_run(said("key_between"))
    _runs(key, document, [Run(RunKind.REMOVED, said("key_removed"))])
    key.add_run(said("key_end"))
    summary = _summary(document)
    if summary:
        word.add_paragraph(summary)


def _summary(document: ComparisonDocument) -> str:
    """'Objectives: 1 added, 2 moved. Next steps: changed.'"""
    found, said = document.difference, document.said
    parts: list[str] = []
    for name, rows in (
        ("objectives", found.objectives),
        ("headings", found.headings),
        ("activities", found.activities),
    ):
        counts = {kind.value: sum(row.kind is kind for row in rows) for kind in _TOLD}
        counts["moved"] = sum(row.moved for row in rows)
        told = [said(f"n_{key}", number=number) for key, number in counts.items() if number]
        if told:
            parts.append(f"{said(name)}: {', '.join(told)}.")
    texts = (("further_support", found.further_support), ("next_steps", found.next_steps))
    parts += [f"{said(name)}: {said('changed')}." for name, one in texts if one.changed]
    return " ".join(parts)


_TOLD: Final = (RowKind.ADDED, RowKind.REMOVED, RowKind.CHANGED)
_Row = tuple[str, str, tuple[FieldDifference, ...]]


def _parts(document: ComparisonDocument) -> Iterator[tuple[str, list[_Row]]]:
    """Each part with its rows that differ: name, what became of it, its fields."""
    found, said = document.difference, document.said
    agreed = [row for row in found.objectives if row.differs]
    yield (
        said("agreed"),
        [(said("objective_row", number=_place(row)), _told(document, row), row.fields) for row in agreed],
    )
    covered = [row for row in found.headings if row.differs]
    yield (
        said("support"),
        [(_heading(document, row.key), _told(document, row), row.fields) for row in covered],
    )
    done = [row for row in found.activities if row.differs]
    yield (
        said("record"),
        [(said("activity_row", number=_place(row)), _told(document, row), row.fields) for row in done],
    )
    for name, one in (("further_support", found.further_support), ("next_steps", found.next_steps)):
        yield said(name), [(said(name), said("changed"), (one,))] if one.changed else []


def _heading(document: ComparisonDocument, key: str) -> str:
    title = document.plan.headings.get(key)
    return document.words.name(title) if title else key.replace("_", " ").capitalize()


def _part(word: Document, document: ComparisonDocument, title: str, rows: Sequence[_Row]) -> None:
    if not rows:
        return
    looks.paragraph(word, title, "Heading 2")
    table: Table = looks.table(word, document.said("table", title=title))
    for cell, key in zip(table.rows[0].cells, ("part", "what_changed"), strict=True):
        looks.dress(word, cell.paragraphs[0], "Table head", document.said(key))
    for name, told, fields in rows:
        left, right = looks.row(table)
        looks.dress(word, left.paragraphs[0], "Table text")
        left.paragraphs[0].add_run(printable(name)).bold = True
        looks.dress(word, left.add_paragraph(), "Table text", told)
        _fields(word, right, document, fields)


def _fields(
    word: Document, cell: _Cell, document: ComparisonDocument, fields: Sequence[FieldDifference]
) -> None:
    first = True
    for one in fields:
        if not one.runs or not (one.changed or one.name == "objective"):
            continue
        paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
        looks.dress(word, paragraph, "Table text")
        first = False
        if one.name in _ASKED:
            paragraph.add_run(f"{document.said(f'field_{one.name}')}: ")
        typed = document.plan.typed.said if one.name in _TYPED else ""
        for _, alike in groupby(one.runs, key=lambda run: run.kind):
            told = [
                replace(run, text=kept_together(printable(_words(document, one.name, run.text))))
                for run in alike
            ]
            if paragraph.text.endswith("]") and told[0].kind is not RunKind.SAME:
                _apart(paragraph, told)
            _runs(paragraph, document, told, typed)


def _apart(paragraph: Paragraph, runs: Sequence[Run]) -> None:
    """A blank between the mark before and the one that follows, where none stands there."""
    whole = "".join(run.text for run in runs)
    if whole.strip() and not whole[0].isspace():
        paragraph.add_run(" ")


def _runs(paragraph: Paragraph, document: ComparisonDocument, runs: Sequence[Run], typed: str = "") -> None:
    """Runs of one kind, however they look, between one pair of brackets; blanks stay outside them.

    ``typed`` is the language of words that were typed in another than the document's."""
    kind, whole = runs[0].kind, "".join(run.text for run in runs)
    changed = kind is not RunKind.SAME and bool(whole.strip())
    if changed:
        mark = document.said("mark_added" if kind is RunKind.ADDED else "mark_removed")
        in_bold = document.said("in_bold") if all(run.bold for run in runs if run.text.strip()) else ""
        paragraph.add_run(f"{whole[: len(whole) - len(whole.lstrip())]}[{mark}{in_bold}: ")
        runs = _trimmed(runs)
    for run in runs:
        made = paragraph.add_run(run.text)
        made.bold = True if run.bold else None
        looks.speak(made, typed)
        if changed:
            made.font.underline = True if kind is RunKind.ADDED else None
            made.font.strike = True if kind is RunKind.REMOVED else None
    if changed:
        paragraph.add_run("]" + whole[len(whole.rstrip()) :])


def _trimmed(runs: Sequence[Run]) -> list[Run]:
    """The same without blanks at either end."""
    told = list(runs)
    while not told[0].text.strip():
        del told[0]
    while not told[-1].text.strip():
        del told[-1]
    told[0] = replace(told[0], text=told[0].text.lstrip())
    told[-1] = replace(told[-1], text=told[-1].text.rstrip())
    return told


def _words(document: ComparisonDocument, name: str, text: str) -> str:
    """A value as the plan's document says it; what was typed stays as it was typed."""
    words, plan = document.words, document.plan
    if name == "owner":
        adviser = plan.adviser or words.of("plan", "your_adviser_alone")
        return {"participant": plan.participant, "adviser": adviser}.get(text, text)
    if name == "status":
        return _status(document, text)
    return day_in_words(words, text) if name in _DAYS else text


def _status(document: ComparisonDocument, key: str) -> str:
    """The state of an objective or a heading."""
    if key == "open":
        return document.said("heading_open")
    if key in ("declined", "not_needed"):
        return document.words.of("plan", f"heading_{key}").rstrip(".")
    return document.words.of("plan", key) if key in ("to_do", "doing", "done", "dropped") else key


def _place(row: RowDifference[UUID]) -> int | None:
    return row.place_after or row.place_before


def _told(document: ComparisonDocument, row: RowDifference[Any]) -> str:
    kind = "" if row.moved and row.kind is RowKind.SAME else document.said(row.kind.value)
    moved = document.said("moved", before=row.place_before, after=row.place_after) if row.moved else ""
    return ", ".join(part for part in (kind, moved) if part)
