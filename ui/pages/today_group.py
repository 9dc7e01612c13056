"""The button on Today that says under which headings the rows stand."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from ui.pages.today_rows import BY_DAY, GROUPS
from ui.shell.preferences import Preferences
from ui.widgets.buttons import Button

_KEPT = "today/grouped_by"


class GroupButton(Button):
    """Its menu offers the ways; the one chosen is remembered and told by ``chosen``."""

    chosen = Signal()

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.setObjectName("group-by")
        self.setAutoDefault(False)
        menu = QMenu(self)
        ways = QActionGroup(menu)
        for way, words in GROUPS.items():
            made = QAction(words.capitalize(), ways)
            made.setCheckable(True)
            made.setChecked(way == self.way)
            made.triggered.connect(lambda _=False, one=way: self.choose(one))
            menu.addAction(made)
        self.setMenu(menu)
        self._show()

    @property
    def way(self) -> str:
        """'day', 'person' or 'kind'."""
        kept = self._preferences.text(_KEPT, BY_DAY)
        return kept if kept in GROUPS else BY_DAY

    def choose(self, way: str) -> None:
        """Take another way."""
        self._preferences.put(_KEPT, way)
        self._show()
        self.chosen.emit()

    def _show(self) -> None:
        self.setText(f"Group by: {GROUPS[self.way]}")
