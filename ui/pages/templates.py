"""Templates: what every kind of document is made of, what arrived, and the standard wording (P2, B1, B3).

It is a page of its own, reached from Settings, the File menu and Ctrl+K: head office alone works here, and
seldom, so that it has no place in the rail.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from jfs_desktop.casework.documents import template_publishing, templates, wording_blocks
from jfs_desktop.casework.documents.templates import Shelf, TemplateState
from jfs_desktop.casework.documents.wording_blocks import Block
from jfs_desktop.documents.samples.template_fields import LANGUAGES
from jfs_desktop.outcome import Changed
from ui.pages.page import Page
from ui.pages.template_shelf import ShelfCard
from ui.pages.wording_card import WordingCard
from ui.shell.context import Context
from ui.widgets.buttons import button, chip
from ui.widgets.card import PageHead
from ui.widgets.record_table import Column, RecordModel, RecordTable
from ui.widgets.scrolled import scrolled
from ui.widgets.text import by_letters, label


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of document with its shelf in each language in which it is made."""

    shelves: tuple[Shelf, ...]

    @property
    def kind(self) -> str:
        """Its key."""
        return self.shelves[0].kind

    def in_use(self, language: str) -> str:
        """'Version 2', and how many that arrived wait to be published; '–' where it is not made in it."""
        shelf = next((one for one in self.shelves if one.language == language), None)
        if shelf is None:
            return "–"
        used = "None yet"
        if shelf.version:
            built_in = shelf.since is None
            used = shelf.version.partition(" ")[0].capitalize() if built_in else f"Version {shelf.version}"
        waiting = sum(one.state is TemplateState.ARRIVED for one in shelf.templates)
        return f"{used}, {waiting} waiting" if waiting else used


def _version(row: Block) -> str:
    """'Built-in 1', or that the English was rewritten after it."""
    return NEWER if row.behind else row.version.capitalize() or "None yet"


KINDS: tuple[Column[KindRow], ...] = (
    Column("name", "Document", lambda row: row.shelves[0].name, 280),
    *(Column(key, name, partial(KindRow.in_use, language=key), 86) for key, name in LANGUAGES.items()),
)
BLOCKS: tuple[Column[Block], ...] = (
    Column("name", "Standard wording", lambda row: row.name, 244),
    Column("language", "Language", lambda row: LANGUAGES[row.language], 76),
    Column("version", "Version", _version, 100),
)
NEWER = "English newer"
WIDEST_LIST, WIDEST_NAME, LEAST_CARD = 620, 410, 260
ONLY_HEAD_OFFICE = (
    "Templates and wording are kept by head office: an analyst or an administrator. You can look at "
    "everything here."
)


class TemplatesPage(Page):
    """Kinds of document on the left, the chosen one on the right; the same for the wording."""

    cares = Changed.TEMPLATES | Changed.STAFF | Changed.SETTINGS

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.head = PageHead("Templates")
        self.kinds = RecordModel[KindRow](KINDS, self)
        self.table = self._made_table("template-kinds", "Kinds of document", self.kinds, KINDS)
        self.shelf = ShelfCard(context)
        self.blocks = RecordModel[Block](BLOCKS, self)
        self.wording_table = self._made_table("wording-blocks", "Standard wording", self.blocks, BLOCKS)
        self.wording = WordingCard(context)
        self.note = label(ONLY_HEAD_OFFICE, "warning", wrap=True)
        self._assemble()
        self.table.selectionModel().currentRowChanged.connect(self._choose_shelf)
        self.wording_table.selectionModel().currentRowChanged.connect(self._choose_block)

    def load(self) -> None:
        workspace = self.context.workspace
        self.context.tasks.read(
            lambda: (templates.shelves(workspace), wording_blocks.blocks(workspace)),
            owner=self,
            done=lambda found: self._show(*found),
        )

    def clear(self) -> None:
        self.kinds.set_rows(())
        self.blocks.set_rows(())
        self.shelf.show_kind((), may=False)
        self.wording.show_block(None, may=False)

    def show_part(self, part: int) -> None:
        """0 for the templates, 1 for the wording."""
        self.parts.setCurrentIndex(part)
        for at, made in enumerate(self.chips):
            made.setChecked(at == part)

    def choose(self, kind: str, language: str = "en") -> None:
        """Show one kind of document."""
        for at, row in enumerate(self.kinds.rows):
            if row.kind == kind:
                self.show_part(0)
                self.table.selectRow(at)
                self.shelf.show_kind(row.shelves, may=self._may(), language=language)

    def _made_table(
        self, key: str, title: str, model: RecordModel[Any], columns: Sequence[Column[Any]]
    ) -> RecordTable:
        table = RecordTable(key, self.context.preferences)
        table.take(model, [column.width for column in columns], sorting=False)
        table.setAccessibleName(title)
        return table

    def _assemble(self) -> None:
        self.chips = [chip("Templates", checked=True), chip("Standard wording")]
        for at, made in enumerate(self.chips):
            made.clicked.connect(lambda _=False, part=at: self.show_part(part))
            self.head.verbs.addWidget(made)
        self.head.verbs.addWidget(
            button("Settings", "quiet", lambda: self.pageRequested.emit("settings"), name="to-settings")
        )
        self.head.sub.setText("Files that every document is made of; what was issued keeps its own")
        self.parts = QStackedWidget()
        self.parts.addWidget(_beside(self.table, self.shelf))
        self.parts.addWidget(_beside(self.wording_table, self.wording))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 12)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addWidget(self.note)
        column.addWidget(self.parts, 1)

    def _show(self, shelves: tuple[Shelf, ...], blocks: tuple[Block, ...]) -> None:
        self.note.setVisible(not self._may())
        at, where = max(0, self.table.currentIndex().row()), max(0, self.wording_table.currentIndex().row())
        rows = [KindRow(tuple(made)) for _, made in groupby(shelves, key=lambda one: one.kind)]
        self.kinds.set_rows(rows)
        self.blocks.set_rows(blocks)
        self.table.fit()
        self.wording_table.fit(widest=WIDEST_NAME)
        self.table.selectRow(min(at, len(rows) - 1))
        self.wording_table.selectRow(min(where, len(blocks) - 1))

    def _choose_shelf(self, index: QModelIndex, _: QModelIndex) -> None:
        row = self.kinds.row_at(index)
        self.shelf.show_kind(row.shelves if row else (), may=self._may())

    def _choose_block(self, index: QModelIndex, _: QModelIndex) -> None:
        row = self.blocks.row_at(index)
        self.wording.show_block(row, may=self._may())

    def _may(self) -> bool:
        return template_publishing.may_publish(self.context.workspace)


def _beside(table: QWidget, card: QWidget) -> QWidget:
    held = QWidget()
    held.setProperty("role", "plainground")
    area = scrolled(card)
    area.setMinimumWidth(by_letters(LEAST_CARD))  # it never scrolls sideways
    row = QHBoxLayout(held)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(14)
    table.setMaximumWidth(by_letters(WIDEST_LIST))  # of a wide window the card has more use
    row.addWidget(table, 5)
    row.addWidget(area, 3)
    return held
