"""The CV's editor and its page: side by side where there is room, else one of the two."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from ui.shell.preferences import Preferences
from ui.widgets.text import by_letters

BESIDE = 860
"""Pixels at the usual letters from which both have room."""
SPLIT, PAGE = "cv/split", "cv/page"
HIDDEN = "hidden"
ALONE = 16  # pixels before a page that no handle parts from the edge


class CvSides(QSplitter):
    """What the person chose beside each other is remembered: how wide, and whether the page is wanted.

    ``turned(page, beside)``: whether the page is seen, and whether the editor is beside it."""

    turned = Signal(bool, bool)

    def __init__(self, editor: QWidget, page: QWidget, preferences: Preferences) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._editor, self._page, self._preferences = editor, page, preferences
        self._beside = preferences.text(PAGE) != HIDDEN
        self._alone = False
        self._roomy = True
        self.setChildrenCollapsible(False)
        self.setHandleWidth(12)
        self.addWidget(editor)
        self.addWidget(page)
        self.setStretchFactor(0, 5)
        self.setStretchFactor(1, 4)
        kept = preferences.state(SPLIT)
        if kept.isEmpty() or not self.restoreState(kept):
            self.setSizes([5_800, 4_200])
        self.splitterMoved.connect(lambda *_: preferences.put(SPLIT, self.saveState()))
        self._arrange()

    def sizeHint(self) -> QSize:
        """As high as there is room, and no reason for the case to scroll."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def set_room(self, width: int) -> None:
        """Take note of how many pixels there are for both."""
        roomy = width >= by_letters(BESIDE)
        if roomy != self._roomy:
            self._roomy = roomy
            self._arrange()

    def show_page(self, on: bool) -> None:
        """Show the page or not: beside the editor, or in its place."""
        if self._roomy:
            self._beside = on
            self._preferences.put(PAGE, "" if on else HIDDEN)
        else:
            self._alone = on
        self._arrange()

    def show_editor(self) -> None:
        """Bring the editor back where the page stands in its place."""
        if self._alone:
            self._alone = False
            self._arrange()

    def _arrange(self) -> None:
        page = self._beside if self._roomy else self._alone
        self._page.setContentsMargins(0 if self._roomy else ALONE, 8, 12, 12)
        self._page.setVisible(page)
        self._editor.setVisible(self._roomy or not page)
        self.turned.emit(page, self._roomy)
