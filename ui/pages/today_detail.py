"""At the foot of a full Today: the row that has the focus, or the mouse over it, in full."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from ui.widgets.row_keys import RowKeys
from ui.widgets.section_list import RowWidget
from ui.widgets.text import PLAIN_TEXT

HINT = "Go to a row with the arrow keys or the mouse: it is told here in full."
_LINES = 2


class RowDetail(QLabel):
    """Stands from the moment that rows are cut until the next reading, so that no row slips away below it
    while somebody points at it. ``words(row)`` tells a row in full."""

    def __init__(self, words: Callable[[RowWidget], str], parent: QWidget | None = None) -> None:
        super().__init__(HINT, parent)
        self._words = words
        self._keys: RowKeys | None = None
        self.setProperty("textFormat", PLAIN_TEXT)
        self.setProperty("role", "soft")
        self.setObjectName("row-detail")
        self.setWordWrap(True)
        self.hide()

    def follow(self, keys: RowKeys) -> None:
        """Tell the row that has the focus, from now on."""
        self._keys = keys
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focused)

    @property
    def kept(self) -> int:
        """How many pixels of the list's room are kept for it, whatever it tells now."""
        return _LINES * self.fontMetrics().lineSpacing()

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, self.kept))

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(QSize(0, self.kept))

    def begin(self, cut: bool) -> None:
        """Other rows are shown: nothing is told of the last ones, and the place is free unless rows are
        cut from the start."""
        self._say(HINT)
        self.setVisible(cut)

    def tell(self, row: RowWidget) -> None:
        """Tell this row where it is cut or others are."""
        if self.isVisible() or row.is_cut:
            self._say(self._words(row))
            self.show()

    def _focused(self, *_: object) -> None:
        row = self._keys.current() if self._keys is not None and self.window().isVisible() else None
        if row is not None:
            self.tell(row)

    def _say(self, words: str) -> None:
        self.setText(words)
        self.setAccessibleName(words)
