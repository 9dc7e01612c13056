"""What stood in a list of rows as the vault locked: the words that filtered it and the row in focus."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.widgets.section_list import RowWidget, SectionList


class ListAgain:
    """Knows a row by whose it is and what it says: after a night it has another place."""

    def __init__(self, page: QWidget, rows: SectionList, words: QLineEdit | None = None) -> None:
        self._page, self._rows, self._words = page, rows, words
        self._wanted: list[str] = []

    def chosen(self) -> dict[str, Any]:
        """The words, and the row that has the focus on this page while the page is in front."""
        return {"words": self._words.text() if self._words is not None else "", "row": self._row()}

    def choose_again(self, chosen: Mapping[str, Any]) -> None:
        """Put the words back, and wait for the row."""
        self._wanted = chosen["row"]
        if self._words is not None:
            self._words.setText(chosen["words"])

    def rows_came(self) -> None:
        """Give the focus to the row waited for, where it still is; called when the rows were read."""
        wanted, self._wanted = self._wanted, []
        if not wanted or not self._page.isVisible():
            return
        place = self._rows.place_where(lambda row: [row.name, row.what] == wanted)
        row = self._rows.row_at(place) if place >= 0 else None
        if row is not None:
            (row.action or row.name).setFocus()

    def _row(self) -> list[str]:
        inside: QWidget | None = self._page.focusWidget() if self._page.isVisible() else None
        while inside is not None and not isinstance(inside, RowWidget):
            inside = inside.parentWidget()
        if inside is None or not self._rows.isAncestorOf(inside):
            return []
        return [inside.row.name, inside.row.what]
