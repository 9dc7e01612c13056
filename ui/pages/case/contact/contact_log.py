"""The log of contact, newest first: what was tried, by whom, with which result and evidence (C2, C7)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.casework.contact.contact_view import LogLine
from ui.pages.case.contact.contact_words import more_of, title_of, when_of
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.rows import Rows
from ui.widgets.text import by_letters, label

DAY_WIDTH = 150
NOTHING = "Nobody has tried to reach this person yet. The first attempt you log stands here."


class ContactLog(Card):
    """``evidenceRequested(line)`` adds evidence, ``pictureRequested(attachment)`` shows some,
    ``backRequested(line)`` takes an entry back."""

    evidenceRequested = Signal(object)
    pictureRequested = Signal(object)
    backRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Log of contact", parent)
        self._rows = Rows()
        self.body.addLayout(self._rows)
        self.rows: list[LogRow] = []

    def show_log(self, lines: Sequence[LogLine]) -> None:
        """Show other entries."""
        column = self._rows.anew()
        self.rows = [LogRow(line, self, first=index == 0) for index, line in enumerate(lines)]
        for row in self.rows:
            column.addWidget(row)
        if not lines:
            column.addWidget(label(NOTHING, "soft", wrap=True))


class LogRow(QFrame):
    """One entry."""

    def __init__(self, line: LogLine, log: ContactLog, *, first: bool) -> None:
        super().__init__()
        self.line = line
        self.setProperty("role", "row-first" if first else "row")
        title, taken_back = title_of(line), bool(line.fact.withdrawn_reason)
        self.setAccessibleName(f"{title}. {when_of(line)}." + (" Taken back." if taken_back else ""))
        heading = label(title, "soft" if taken_back else "strong", wrap=True)
        if taken_back:
            font = heading.font()
            font.setStrikeOut(True)
            heading.setFont(font)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(heading)
        for told in more_of(line):
            words.addWidget(label(told, "soft", wrap=True))
        if line.evidence:
            words.addLayout(_pictures(line, log))
        self.add = button(
            "Add evidence…", "link", lambda: log.evidenceRequested.emit(line), name="add-evidence"
        )
        self.add.setAccessibleName(f"Add evidence: {title}, {when_of(line)}")
        self.back = button("Take back…", "link", lambda: log.backRequested.emit(line), name="take-back")
        self.back.setAccessibleName(f"Take back: {title}, {when_of(line)}")
        day = label(when_of(line), "soft")
        day.setMinimumWidth(by_letters(DAY_WIDTH))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 7, 0, 7)
        row.setSpacing(12)
        row.addWidget(day, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        for verb in (self.add, self.back):
            row.addWidget(verb, 0, Qt.AlignmentFlag.AlignTop)
            if taken_back:
                verb.hide()


def _pictures(line: LogLine, log: ContactLog) -> QHBoxLayout:
    """A link for each piece of evidence that still stands."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for kept in line.evidence:
        if kept.taken_back:
            continue
        shown = button(kept.name, "link", partial(log.pictureRequested.emit, kept), name="evidence")
        shown.setAccessibleName(f"Show the evidence {kept.name}")
        row.addWidget(shown)
    row.addStretch(1)
    return row
