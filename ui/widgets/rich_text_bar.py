"""The buttons of rich text: one bar for all the texts of a page, for the one with the caret."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QWidget

from jfs_desktop.rules.writing.rich_text import LineKind
from ui.widgets.buttons import button
from ui.widgets.rich_text import RichTextArea
from ui.widgets.shortcuts import BOLD, BULLETS, LETTERS, LINK, NUMBERS, SNIPPETS, Keys
from ui.widgets.text import ElidedLabel


class RichTextBar(QWidget):
    """Takes no focus, so that the caret stays. ``wordingAsked()`` and ``letterAsked()`` are for the window.

    What a paste left out is said beside the buttons.
    """

    wordingAsked = Signal()
    letterAsked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rich-text-bar")
        self._editor: RichTextArea | None = None
        self.bold = self._button("B", "Bold", BOLD, lambda: self._do(RichTextArea.toggle_bold))
        self.bullets = self._button(
            "• List", "List with bullets", BULLETS, lambda: self._list(LineKind.BULLET)
        )
        self.numbers = self._button(
            "1. List", "List with numbers", NUMBERS, lambda: self._list(LineKind.NUMBER)
        )
        self.link = self._button("Link", "Link", LINK, lambda: self._do(lambda on: on.linkAsked.emit()))
        self.wording = self._button("Wording…", "Reusable wording", SNIPPETS, self.wordingAsked.emit)
        self.letters = self._button("ŵ…", "Special letters", LETTERS, self.letterAsked.emit)
        self.said = ElidedLabel("", "small")
        self.said.setObjectName("rich-text-said")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 12, 2)
        row.setSpacing(2)
        face = self.bold.font()
        face.setWeight(QFont.Weight.DemiBold)
        self.bold.setFont(face)
        for made in self._buttons():
            row.addWidget(made)
        row.addWidget(self.said, 1)
        self.set_editor(None)

    def stand_above(self, area: QScrollArea) -> None:
        """Stand at the top of an area that is its parent, which scrolls below it."""
        high = self.sizeHint().height()
        area.setViewportMargins(0, high, 0, 0)
        self.setGeometry(0, 0, area.width(), high)

    def set_editor(self, editor: RichTextArea | None) -> None:
        """Let the buttons do their work in this text; with None they rest."""
        if editor is self._editor and editor is not None:
            return
        before, self._editor = self._editor, editor
        if before is not None and shiboken6.isValid(before):
            before.cursorPositionChanged.disconnect(self._show)
            before.currentCharFormatChanged.disconnect(self._show)
            before.textChanged.disconnect(self._show)
            before.said.disconnect(self.said.setText)
        self.said.setText("")
        if editor is not None:
            editor.cursorPositionChanged.connect(self._show)
            editor.currentCharFormatChanged.connect(self._show)
            editor.textChanged.connect(self._show)
            editor.said.connect(self.said.setText)
        for made in self._buttons():
            made.setEnabled(editor is not None)
        self._show()

    def _buttons(self) -> tuple[QPushButton, ...]:
        return self.bold, self.bullets, self.numbers, self.link, self.wording, self.letters

    def _button(self, text: str, what: str, keys: Keys, act: Callable[[], object]) -> QPushButton:
        made = button(text, "quiet", act, tip=f"{what} ({keys.words()})")
        made.setAccessibleName(what)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setCheckable(keys in (BOLD, BULLETS, NUMBERS))
        return made

    def _do(self, act: Callable[[RichTextArea], object]) -> None:
        if self._editor is not None and shiboken6.isValid(self._editor):
            act(self._editor)
            self._show()

    def _list(self, kind: LineKind) -> None:
        self._do(lambda editor: editor.toggle_list(kind))

    def _show(self, *_: object) -> None:
        editor = self._editor if self._editor is not None and shiboken6.isValid(self._editor) else None
        self.bold.setChecked(editor is not None and editor.bold())
        self.bullets.setChecked(editor is not None and editor.kind() is LineKind.BULLET)
        self.numbers.setChecked(editor is not None and editor.kind() is LineKind.NUMBER)
