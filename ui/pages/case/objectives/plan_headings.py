"""What was worked on, under each heading of the programme, with its state (P6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.rules.plan.plan import HeadingEntry, HeadingStatus
from jfs_desktop.rules.programme.programme_lists import PlanHeading
from ui.pages.case.sheet.plan_undo import Deed, Deeds
from ui.widgets.pill_choice import PillChoice
from ui.widgets.plan_statuses import HEADING
from ui.widgets.rich_text import RichTextArea
from ui.widgets.text import label

TITLE_WIDTH, STATE_WIDTH = 168, 116


class HeadingRow(QFrame):
    """One heading: title, text with the programme's question as its hint, state."""

    def __init__(self, key: str, title: str, prompt: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.title = label(title, "strong", wrap=True)
        self.text = RichTextArea(f"heading-{key}", title, hint=prompt, role="cell")
        self.status = PillChoice(f"heading-{key}-status", f"{title}: state", HEADING)
        self.setAccessibleName(title)
        self.title.setFixedWidth(TITLE_WIDTH)
        self.title.setContentsMargins(4, 6, 0, 4)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(6)
        row.addWidget(self.title, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1, Qt.AlignmentFlag.AlignTop)
        state = QVBoxLayout()
        state.addWidget(self.status, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        state.addSpacing(0)
        row.addLayout(state)
        state.addStretch(1)
        self.status.setMinimumWidth(STATE_WIDTH)

    def entry(self) -> HeadingEntry:
        """The heading as it stands on the screen."""
        return HeadingEntry(self.key, self.status.state(), self.text.text())


class HeadingsEditor(QFrame):
    """All headings. ``edited()`` at each change, ``settled()`` when a field is left or a state changed."""

    edited = Signal()
    settled = Signal()

    def __init__(self, deeds: Deeds, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deeds = deeds
        self.rows: dict[str, HeadingRow] = {}
        self.setProperty("role", "sheet")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)

    def entries(self) -> tuple[HeadingEntry, ...]:
        """Every heading as it stands on the screen."""
        return tuple(row.entry() for row in self.rows.values())

    def show_entries(self, shown: Sequence[HeadingEntry], headings: Sequence[PlanHeading]) -> None:
        """Show these; a heading that the programme no longer has keeps its key as title."""
        wanted = {heading.key: (heading.title, heading.prompt) for heading in headings}
        wanted.update({one.key: (one.key, "") for one in shown if one.key not in wanted})
        if list(wanted) != list(self.rows):
            self._build(wanted)
        found = {one.key: one for one in shown}
        for key, row in self.rows.items():
            entry = found.get(key, HeadingEntry(key))
            row.text.set_text(entry.text)
            if row.status.state() is not entry.status:
                row.status.set_state(entry.status)

    def _build(self, wanted: dict[str, tuple[str, str]]) -> None:
        for row in self.rows.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = {}
        for key, (title, prompt) in wanted.items():
            row = HeadingRow(key, title, prompt)
            row.setProperty("role", "row" if self.rows else "row-first")
            row.text.edited.connect(self.edited)
            row.text.left.connect(self.settled)
            row.status.picked.connect(partial(self._picked, row))
            self._column.addWidget(row)
            self.rows[key] = row

    def _picked(self, row: HeadingRow, before: HeadingStatus, after: HeadingStatus) -> None:
        self._deeds.add(
            Deed("change of heading", self._setter(row.key, before), self._setter(row.key, after))
        )
        self._changed()

    def _setter(self, key: str, status: HeadingStatus) -> Callable[[], None]:
        def put() -> None:
            if key in self.rows:
                self.rows[key].status.set_state(status)
                self._changed()

        return put

    def _changed(self) -> None:
        self.edited.emit()
        self.settled.emit()
