"""A comparison of two plans as a page of text: by marks and words, not by colour alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from uuid import UUID

from PySide6.QtGui import (
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLength,
    QTextTableFormat,
)

from jfs_desktop.rules.plan.plan_difference import FieldDifference, PlanDifference, RowDifference, RowKind
from jfs_desktop.rules.writing.word_runs import Run, RunKind
from ui.shell.theme import Theme
from ui.widgets.plan_statuses import ADVISER, HEADING, PARTICIPANT, PROGRESS

FIELDS = {
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
ADDED, REMOVED = ("⟨+ ", "⟩"), ("⟨− ", "⟩")
AnyRow = RowDifference[UUID] | RowDifference[str]
KINDS = {RowKind.ADDED: "added", RowKind.REMOVED: "removed", RowKind.CHANGED: "changed", RowKind.SAME: ""}
_CHOICES: dict[str, str] = {
    **{status.value: words for status, (words, _) in PROGRESS.items()},
    **{status.value: words for status, (words, _) in HEADING.items()},
}


class DifferenceSheet:
    """Writes a comparison into a document: a heading for each part, each row beside what became of it."""

    def __init__(self, theme: Theme, titles: Mapping[str, str], first_name: str) -> None:
        self._theme = theme
        self._titles = titles
        self._owners = {PARTICIPANT: first_name or "Participant", ADVISER: "Adviser"}
        self.lines: list[str] = []
        """The same, as lines to be read aloud."""

    def write(self, document: QTextDocument, difference: PlanDifference, *, only_changes: bool) -> None:
        """Fill ``document``; with ``only_changes`` what stayed the same is left out."""
        document.clear()
        document.setDefaultFont(self._theme.font())
        self.lines = []
        cursor = QTextCursor(document)
        parts: tuple[tuple[str, Sequence[tuple[str, AnyRow]]], ...] = (
            ("Objectives and actions", [(_objective_name(row), row) for row in difference.objectives]),
            (
                "What was worked on",
                [(self._titles.get(row.key, row.key), row) for row in difference.headings],
            ),
            ("Record of activities", [("Activity", row) for row in difference.activities]),
        )
        for title, rows in parts:
            shown = [
                (name, row) for name, row in rows if row.differs or (not only_changes and _says(row.fields))
            ]
            self._part(
                cursor, title, [(name, _told(row), row.fields, row.kind) for name, row in shown], only_changes
            )
        for title, field in (
            ("Further support", difference.further_support),
            ("Next steps", difference.next_steps),
        ):
            if field.changed or (field.runs and not only_changes):
                told = "changed" if field.changed else ""
                self._part(cursor, title, [("", told, (field,), RowKind.CHANGED)], only_changes)

    def _part(
        self,
        cursor: QTextCursor,
        title: str,
        rows: Sequence[tuple[str, str, tuple[FieldDifference, ...], RowKind]],
        only_changes: bool,
    ) -> None:
        if not rows:
            return
        cursor.movePosition(QTextCursor.MoveOperation.End)
        heading = QTextBlockFormat()
        heading.setHeadingLevel(2)
        heading.setBottomMargin(4)
        if self.lines:
            heading.setTopMargin(14)
            cursor.insertBlock(heading)
        else:
            cursor.setBlockFormat(heading)
        cursor.insertText(title, self._format(scale=1.1, bold=True))
        self.lines.append(f"{title}.")
        table = cursor.insertTable(len(rows), 2, self._table())
        for place, (name, told, fields, kind) in enumerate(rows):
            side = table.cellAt(place, 0).firstCursorPosition()
            side.insertText(name or told.capitalize(), self._format(bold=True))
            if name and told:
                side.insertBlock()
                side.insertText(told, self._format(scale=0.9, soft=True))
            inside = table.cellAt(place, 1).firstCursorPosition()
            self._fields(inside, fields, only_changes and kind in (RowKind.CHANGED, RowKind.SAME))
            self.lines.append(
                " ".join(part for part in (f"{name or title}:", told, self._aloud(fields)) if part)
            )

    def _fields(self, cursor: QTextCursor, fields: Iterable[FieldDifference], changed_only: bool) -> None:
        first = True
        for field in fields:
            if not field.runs or (changed_only and not field.changed and field.name != "objective"):
                continue
            if not first:
                cursor.insertBlock()
            first = False
            if FIELDS.get(field.name):
                cursor.insertText(f"{FIELDS[field.name]}: ", self._format(scale=0.9, soft=True))
            for kind, alike in groupby(field.runs, key=lambda run: run.kind):
                self._runs(
                    cursor, kind, [replace(run, text=self._words(field.name, run.text)) for run in alike]
                )

    def _runs(self, cursor: QTextCursor, kind: RunKind, runs: Sequence[Run]) -> None:
        """What came in or went out, however it looks, between one pair of marks."""
        if kind is RunKind.SAME:
            for run in runs:
                cursor.insertText(run.text, self._format(bold=run.bold))
            return
        added = kind is RunKind.ADDED
        before, after = ADDED if added else REMOVED
        look = self._format()
        look.setForeground(self._theme.colour("good_text" if added else "danger_text"))
        look.setBackground(self._theme.colour("good_soft" if added else "danger_soft"))
        plain = QTextCharFormat(look)
        look.setFontUnderline(added)
        look.setFontStrikeOut(not added)
        cursor.insertText(before, plain)
        for run in runs:
            look.setFontWeight(QFont.Weight.DemiBold if run.bold else QFont.Weight.Normal)
            cursor.insertText(run.text, look)
        cursor.insertText(after, plain)

    def _words(self, name: str, text: str) -> str:
        if name == "owner":
            return self._owners.get(text, text)
        return _CHOICES.get(text, text) if name == "status" else text

    def _aloud(self, fields: Iterable[FieldDifference]) -> str:
        said: list[str] = []
        for field in fields:
            runs = [
                f"{run.kind.value}{' in bold' if run.bold else ''}: "
                f"{self._words(field.name, run.text).strip()}"
                for run in field.runs
                if run.kind is not RunKind.SAME and run.text.strip()
            ]
            if runs:
                said.append(f"{FIELDS.get(field.name) or 'Text'}, {', '.join(runs)}.")
        return " ".join(said)

    def _format(self, *, scale: float = 1.0, bold: bool = False, soft: bool = False) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFont(self._theme.font(scale=scale, bold=bold))
        made.setFontWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        made.setForeground(self._theme.colour("text_soft" if soft else "text"))
        return made

    def _table(self) -> QTextTableFormat:
        made = QTextTableFormat()
        made.setBorderCollapse(True)
        made.setBorder(0.5)
        made.setBorderBrush(self._theme.colour("line"))
        made.setCellPadding(6)
        made.setColumnWidthConstraints(
            [
                QTextLength(QTextLength.Type.PercentageLength, 26),
                QTextLength(QTextLength.Type.PercentageLength, 74),
            ]
        )
        made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        return made


def _objective_name(row: RowDifference[UUID]) -> str:
    return f"Objective {row.place_after or row.place_before}"


def _told(row: AnyRow) -> str:
    parts = [KINDS[row.kind]]
    if row.moved:
        parts.append(f"moved from row {row.place_before} to {row.place_after}")
    return ", ".join(part for part in parts if part)


def _says(fields: Iterable[FieldDifference]) -> bool:
    """Whether a row that stayed the same has anything to say: an untouched heading has not."""
    return any(field.runs and field.name != "status" for field in fields)
