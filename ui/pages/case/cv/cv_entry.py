"""One entry of a CV as a card: its fields, its handle, and kind words about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from jfs_desktop.rules.cv.cv import Contact, ContactKind, Entry, Section, kind_told
from jfs_desktop.rules.cv.cv_hints import Hint, HintKind
from ui.pages.case.cv.cv_boxes import MonthBox, make_box, show_value, value_of
from ui.pages.case.cv.cv_fields import FIELDS, NOUNS, Field, Form
from ui.pages.case.sheet.movable_row import MovableRow
from ui.widgets.buttons import button
from ui.widgets.text import label
from ui.widgets.text_area import TextArea


class EntryCard(MovableRow):
    """``asked(card, 'remove')`` beside what every row asks for, ``explainAsked(hint)`` for a gap."""

    explainAsked = Signal(object)

    def __init__(self, section: Section | None, shown: Entry, parent: QWidget | None = None) -> None:
        super().__init__(NOUNS[section], f"cv-{shown.id}", "remove", parent)
        self._section = section
        self._shown = shown
        self._boxes: dict[Field, QWidget] = {}
        self._hints: tuple[Hint, ...] = ()
        self.add_verb(f"&Remove this {NOUNS[section]}", "remove")
        self._assemble()
        self.set_entry(shown)

    @property
    def key(self) -> UUID:
        """The entry's id."""
        return self._shown.id

    def stops(self) -> tuple[QWidget, ...]:
        """The fields in the order in which Tab walks them, then what can be done."""
        return (*self._boxes.values(), *self._told.findChildren(QWidget), self.more)

    def first_box(self) -> QWidget:
        """Where the caret goes first."""
        boxes = list(self._boxes.values())
        return boxes[1] if isinstance(boxes[0], QComboBox) else boxes[0]

    def entry(self) -> Entry:
        """The entry as it stands on the screen."""
        values: dict[str, Any] = {field.name: value_of(field, box) for field, box in self._boxes.items()}
        return replace(self._shown, **values)

    def months(self) -> tuple[MonthBox, ...]:
        """Its boxes for dates."""
        return tuple(box for box in self._boxes.values() if isinstance(box, MonthBox))

    def set_entry(self, shown: Entry) -> None:
        """Show another state of it; fields that stand already are not touched."""
        self._shown = shown
        for field, box in self._boxes.items():
            show_value(field, box, getattr(shown, field.name))
        self._free_end()

    def titles(self) -> dict[QWidget, str]:
        return {box: field.title for field, box in self._boxes.items()}

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """Say kind words below the fields; a gap can be explained with one press."""
        if tuple(hints) == self._hints:
            return
        self._hints = tuple(hints)
        while self._told_rows.count():
            item = self._told_rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for hint in hints:
            self._told_rows.addWidget(self._hint_row(hint))
        self._told.setVisible(bool(hints))

    def _hint_row(self, hint: Hint) -> QWidget:
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(6, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label(hint.text, "soft", wrap=True), 1)
        if hint.kind is HintKind.GAP:
            row.addWidget(
                button(
                    "Explain this gap",
                    "plain",
                    lambda: self.explainAsked.emit(hint),
                    name=f"explain-{self.key}",
                    tip="Puts a line there, with these months",
                ),
                0,
                Qt.AlignmentFlag.AlignTop,
            )
        return held

    def _assemble(self) -> None:
        top = Qt.AlignmentFlag.AlignTop
        rows = QVBoxLayout()
        rows.setSpacing(0)
        for fields in FIELDS[self._section]:
            row = QHBoxLayout()
            row.setSpacing(4)
            boxed = any(field.form in (Form.TICK, Form.CONTACT) for field in fields)
            side = Qt.AlignmentFlag.AlignVCenter if boxed else top
            for field in fields:
                box = self._boxes[field] = make_box(field, f"cv-{self.key}-{field.name}")
                if field.form in (Form.TICK, Form.CONTACT):
                    box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
                    row.addWidget(box, 0, side)
                else:
                    row.addWidget(box, field.wide, side)
                self._listen(box)
            rows.addLayout(row)
        self._told = QWidget()
        self._told_rows = QVBoxLayout(self._told)
        self._told_rows.setContentsMargins(0, 2, 0, 4)
        self._told_rows.setSpacing(4)
        self._told.hide()
        self._note = label("", "error", wrap=True)
        self._note.hide()
        rows.addWidget(self._note)
        rows.addWidget(self._told)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(8, 5, 4, 5)
        whole.setSpacing(4)
        whole.addWidget(self.handle, 0, top)
        whole.addLayout(rows, 1)
        whole.addWidget(self.more, 0, top)

    def _listen(self, box: QWidget) -> None:
        if isinstance(box, TextArea | MonthBox):
            box.edited.connect(self.edited)
            box.left.connect(self._left_box)
        if isinstance(box, MonthBox):
            box.refused.connect(self._refuse)
        elif isinstance(box, QCheckBox):
            box.clicked.connect(lambda _: self._ticked())
        elif isinstance(box, QComboBox):
            box.activated.connect(lambda _: self._ticked())

    def _left_box(self) -> None:
        shown = self.entry()
        told = kind_told(shown.text) if isinstance(shown, Contact) else None
        if isinstance(shown, Contact) and told and shown.kind is ContactKind.TELEPHONE:
            self.set_entry(replace(shown, kind=told))  # which a new line begins as, and an address never is
            self.edited.emit()
        self.left.emit()

    def _ticked(self) -> None:
        self._free_end()
        self.edited.emit()
        self.left.emit()

    def _free_end(self) -> None:
        """Who is still there has no end to fill in."""
        by_name = {field.name: box for field, box in self._boxes.items()}
        ongoing, ended = by_name.get("ongoing"), by_name.get("ended")
        if isinstance(ongoing, QCheckBox) and isinstance(ended, MonthBox):
            ended.setEnabled(not ongoing.isChecked())

    def _refuse(self, text: str) -> None:
        self._note.setText(text)
        self._note.setVisible(bool(text))
