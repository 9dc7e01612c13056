"""The menu of a text: words that may be meant first, then what every text has, then wording and letters."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QFont, QTextCursor
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QTextEdit

from jfs_desktop.documents.wording.spelling import Speller
from jfs_desktop.rules.writing.rich_text import LineKind
from ui.widgets.rich_text import RichTextArea
from ui.widgets.shortcuts import BOLD, BULLETS, LETTERS, LINK, NUMBERS, SNIPPETS, Keys

Editor = QTextEdit | QPlainTextEdit


class Desk(Protocol):
    """What the menu asks for (ui.shell.writing)."""

    @property
    def speller(self) -> Speller | None: ...

    @property
    def why_not(self) -> str: ...

    def ask_wording(self) -> None: ...

    def ask_letter(self) -> None: ...

    def ask_link(self) -> None: ...

    def add_own(self, word: str) -> None: ...

    def ignore(self, word: str) -> None: ...


def next_wrong(editor: Editor, speller: Speller) -> QTextCursor | None:
    """The next word behind the caret that may be misspelt, chosen; from the top again behind the last."""
    caret = editor.textCursor()
    first = block = editor.document().findBlock(caret.selectionEnd())
    after = caret.selectionEnd() - first.position()
    for _ in range(editor.document().blockCount() + 1):
        for begin, size in speller.wrong_in(block.text()):
            if block != first or begin >= after:
                return _chosen(editor, block.position() + begin, size)
        block = block.next() if block.next().isValid() else editor.document().begin()
        after = 0 if block == first else after
    return None


def wrong_at(cursor: QTextCursor, speller: Speller) -> tuple[int, int] | None:
    """The misspelt word that a cursor stands in or behind: its first letter in the text and its length."""
    block = cursor.block()
    at = cursor.position() - block.position()
    for begin, size in speller.wrong_in(block.text()):
        if begin <= at <= begin + size:
            return block.position() + begin, size
    return None


class SpellingMenu:
    """Made for one opening."""

    def __init__(self, desk: Desk, editor: Editor) -> None:
        self._desk, self._editor = desk, editor

    def open_for(self, event: QContextMenuEvent) -> None:
        """Where the mouse asked, or at the caret for the keyboard."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.open_at_caret()
            return
        here = self._editor.viewport().mapFromGlobal(event.globalPos())
        self._open(self._editor.cursorForPosition(here), event.globalPos())

    def open_at_caret(self) -> None:
        """Below the caret."""
        below = self._editor.cursorRect().bottomLeft()
        self._open(self._editor.textCursor(), self._editor.viewport().mapToGlobal(below))

    def _open(self, cursor: QTextCursor, place: QPoint) -> None:
        menu = self._editor.createStandardContextMenu()
        menu.setObjectName("text-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_words(menu, cursor)
        menu.addSeparator()
        if isinstance(self._editor, RichTextArea):
            self._add_forms(menu, self._editor)
        self._add(menu, "Reusable &wording…", SNIPPETS).triggered.connect(self._desk.ask_wording)
        self._add(menu, "Special &letter…", LETTERS).triggered.connect(self._desk.ask_letter)
        menu.popup(place)
        first = next((one for one in menu.actions() if one.isEnabled() and not one.isSeparator()), None)
        if first is not None:
            menu.setActiveAction(first)

    def _add_words(self, menu: QMenu, cursor: QTextCursor) -> None:
        top = menu.actions()[0]
        speller = self._desk.speller
        if speller is None:
            if self._desk.why_not:
                told = QAction(self._desk.why_not, menu)
                told.setEnabled(False)
                menu.insertAction(top, told)
                menu.insertSeparator(top)
            return
        found = wrong_at(cursor, speller)
        if found is None:
            return
        chosen = _chosen(self._editor, *found)
        word = chosen.selectedText()
        suggested = speller.suggestions(word)
        made = [QAction(one.replace("&", "&&"), menu) for one in suggested]
        for action, one in zip(made, suggested, strict=True):
            face = action.font()
            face.setWeight(QFont.Weight.DemiBold)
            action.setFont(face)
            action.triggered.connect(partial(self._replace, chosen, one))
        if not made:
            none = QAction("No word is like it", menu)
            none.setEnabled(False)
            made.append(none)
        own = QAction("&Add to my dictionary", menu)
        own.triggered.connect(partial(self._desk.add_own, word))
        passed = QAction("&Ignore it here", menu)
        passed.triggered.connect(partial(self._desk.ignore, word))
        menu.insertActions(top, [*made, own, passed])
        menu.insertSeparator(own)
        menu.insertSeparator(top)

    def _add_forms(self, menu: QMenu, editor: RichTextArea) -> None:
        for text, keys, act in (
            ("&Bold", BOLD, editor.toggle_bold),
            ("List with b&ullets", BULLETS, partial(editor.toggle_list, LineKind.BULLET)),
            ("List with &numbers", NUMBERS, partial(editor.toggle_list, LineKind.NUMBER)),
            ("Lin&k…", LINK, self._desk.ask_link),
        ):
            self._add(menu, text, keys).triggered.connect(lambda _=False, act=act: act())
        menu.addSeparator()

    def _add(self, menu: QMenu, text: str, keys: Keys) -> QAction:
        """An entry that names its keys; they are bound elsewhere."""
        return menu.addAction(f"{text}\t{keys.words()}")

    def _replace(self, chosen: QTextCursor, word: str) -> None:
        chosen.insertText(word)
        self._editor.setTextCursor(chosen)
        self._editor.setFocus()


def _chosen(editor: Editor, begin: int, size: int) -> QTextCursor:
    cursor = QTextCursor(editor.document())
    cursor.setPosition(begin)
    cursor.setPosition(begin + size, QTextCursor.MoveMode.KeepAnchor)
    return cursor
