"""What the check of a template found, as a list that is read from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from jfs_desktop.documents.marks.template_findings import Examination, Finding, NameCheck, Severity
from jfs_desktop.rules.writing.wording import counted
from ui.widgets.pill import Pill
from ui.widgets.text import label

WORDS = {
    Severity.REFUSED: ("Refused", "late"),
    Severity.MEND: ("To mend", "today"),
    Severity.ADVICE: ("Advice", "neutral"),
}
WHOLE = "The whole document"
CHECKED = {
    "passed": ("Passed", "good"),
    "failed": ("Failed", "late"),
    "ask": ("Look yourself", "today"),
    "confirmed": ("Confirmed", "good"),
    "not needed": ("Not needed", "neutral"),
}


class FindingList(QScrollArea):
    """The findings, the heavy ones first, then the six checks of the name and the logo."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findings")
        self.setAccessibleName("What the check found")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_examination(self, seen: Examination) -> None:
        """Show what was found."""
        held = QWidget()
        held.setProperty("role", "plainground")
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        for finding in seen.findings:
            column.addWidget(_finding(finding))
        if not seen.findings:
            column.addWidget(label("Nothing to mend and no advice.", "strong", wrap=True))
        if seen.checks:
            column.addWidget(label("Name and logo (JFS 1.38)", "section"))
            for check in seen.checks:
                column.addWidget(_check(check))
        column.addStretch(1)
        self.setWidget(held)


def summary(seen: Examination) -> str:
    """'2 things to mend, 1 piece of advice.'"""
    refused, mend, advice = (len(seen.of(severity)) for severity in Severity)
    parts = []
    if refused:
        parts.append("It is refused" if not seen.taken else "It cannot be filled")
    if mend:
        parts.append(f"{counted(mend, 'thing')} to mend")
    if advice:
        parts.append(f"{counted(advice, 'piece')} of advice")
    if not parts:
        parts.append("It passed every check")
    return ", ".join(parts) + "."


def as_text(seen: Examination) -> str:
    """The findings to be sent to whoever edits the file."""
    lines = [f"{seen.name}: {summary(seen)}"]
    for one in seen.findings:
        where = f" {one.place.words or WHOLE}."
        source = f" ({one.paragraph})" if one.paragraph else ""
        lines.append(f"- {WORDS[one.severity][0]}: {one.text}{source}{where} {one.remedy}")
    return "\n".join(lines)


def _finding(one: Finding) -> QWidget:
    words, kind = WORDS[one.severity]
    source = f" ({one.paragraph})" if one.paragraph else ""
    texts: Sequence[tuple[str, str]] = (
        (f"{one.text}{source}", "strong"),
        (one.place.words or WHOLE, "soft"),
        (one.remedy, ""),
    )
    return _row(Pill(words, kind), texts)


def _check(check: NameCheck) -> QWidget:
    words, kind = CHECKED[check.state]
    said = f"{check.text}: {check.said}" if check.said else check.text
    return _row(Pill(words, kind), ((said, ""),))


def _row(pill: Pill, texts: Sequence[tuple[str, str]]) -> QWidget:
    row = QWidget()
    beside = QHBoxLayout(row)
    beside.setContentsMargins(0, 0, 0, 0)
    beside.setSpacing(10)
    pill.setMinimumWidth(92)
    beside.addWidget(pill, 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(2)
    shown = [(text, role) for text, role in texts if text]
    for text, role in shown:
        made = label(text, role, wrap=True)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(made)
    beside.addLayout(column, 1)
    row.setAccessibleName(". ".join([pill.accessibleName(), *(text for text, _ in shown)]))
    return row
