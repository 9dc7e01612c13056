"""A text box with bold, lists and links that drops in where a plain one stood.

What it gives and takes is the text of ``rules.rich_text``, so that drafts, the journal and comparisons
know no difference. What is pasted is cleaned, and what was left out is said.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from jfs_desktop.rules.writing import pasted_text
from jfs_desktop.rules.writing.rich_text import Line, LineKind, parse, plain, write
from ui.widgets import rich_document
from ui.widgets.rich_document import char_format, is_bold, kind_of
from ui.widgets.shortcuts import BOLD, BULLETS, LINK, NUMBERS
from ui.widgets.text_area import TextArea

INDENT = 18  # pixels from the edge to the words of a list
_AUTO = {"-": LineKind.BULLET, "*": LineKind.BULLET, "•": LineKind.BULLET, "1.": LineKind.NUMBER}


class RichTextArea(TextArea):
    """``said(words)`` tells what a paste left out; ``linkAsked()`` that the person wants a link."""

    said = Signal(str)
    linkAsked = Signal()

    def __init__(
        self,
        name: str,
        title: str,
        *,
        hint: str = "",
        lines: int = 1,
        role: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, title, hint=hint, lines=lines, role=role, parent=parent)
        self.setAcceptRichText(True)  # what comes in is cleaned by insertFromMimeData
        self.document().setIndentWidth(INDENT)
        self.document().clearUndoRedoStacks()
        self._stood = ""
        self._touched = False
        self.textChanged.connect(self._touch)

    def text(self) -> str:
        """What stands in it; a text that nobody touched is given back to the letter."""
        if not self._touched:
            return self._stood
        return write(rich_document.read(self.document()))

    def set_text(self, text: str) -> None:
        """Show another text without telling; a text that stands already keeps caret and undo."""
        if text == self.text():
            return
        place = self.textCursor().position()
        self._quiet = True
        document = self.document()
        document.setUndoRedoEnabled(False)
        self.clear()
        rich_document.put(QTextCursor(document), parse(text) if text else ())
        document.setUndoRedoEnabled(True)
        self._quiet = False
        self._stood, self._touched = text, False
        cursor = self.textCursor()
        cursor.setPosition(min(place, document.characterCount() - 1))
        self.setTextCursor(cursor)

    def take(self, text: str) -> None:
        """Put a text in as if it were typed: it can be undone, and is told."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        rich_document.put(cursor, parse(text))

    def insert_lines(self, lines: Sequence[Line]) -> None:
        """Put lines in at the caret, in place of what is chosen."""
        cursor = self.textCursor()
        rich_document.put(cursor, lines)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def bold(self) -> bool:
        """Whether what is typed next, or what is chosen, is bold."""
        return is_bold(self.currentCharFormat())

    def toggle_bold(self) -> None:
        """Make what is chosen bold, or no longer; without a choice what is typed next."""
        form = char_format(bold=True)
        if self.bold():
            form.setFontWeight(self.font().weight())
        self.mergeCurrentCharFormat(form)

    def kind(self) -> LineKind:
        """The kind of the line with the caret."""
        return kind_of(self.textCursor().block())

    def toggle_list(self, kind: LineKind) -> None:
        """Make the lines chosen a list of this kind, or plain lines where they are one."""
        cursor = self.textCursor()
        wanted = LineKind.PLAIN if self.kind() is kind else kind
        block = self.document().findBlock(cursor.selectionStart())
        last = self.document().findBlock(cursor.selectionEnd()).blockNumber()
        cursor.beginEditBlock()
        while block.isValid() and block.blockNumber() <= last:
            rich_document.set_kind(QTextCursor(block), wanted)
            block = block.next()
        cursor.endEditBlock()

    def link_at_caret(self) -> tuple[str, str]:
        """The words and the address of the link with the caret in it, or the words chosen and ''."""
        cursor = self._whole_link()
        form = cursor.charFormat()
        return cursor.selectedText(), form.anchorHref() if form.isAnchor() else ""

    def set_link(self, words: str, to: str) -> None:
        """Put a link in place of the one at the caret or of what is chosen; without ``to`` only words."""
        cursor = self._whole_link()
        bold = is_bold(cursor.charFormat())
        cursor.insertText(words, char_format(bold=bold, link=to))
        cursor.setCharFormat(char_format(bold=bold))
        self.setTextCursor(cursor)
        self.setCurrentCharFormat(char_format(bold=bold))

    def event(self, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and any(keys.pressed(event) for keys in (BOLD, BULLETS, NUMBERS, LINK))
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (self.isReadOnly() or self._formed(event) or self._in_list(event)):
            self._end_link(event)
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        to = self.anchorAt(event.position().toPoint())
        if to and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            QDesktopServices.openUrl(QUrl(to))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasHtml() or source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        pasted = (
            pasted_text.of_html(source.html()) if source.hasHtml() else pasted_text.of_text(source.text())
        )
        if pasted.lines:
            self.insert_lines(pasted.lines)
        self.said.emit(pasted.told)

    def createMimeDataFromSelection(self) -> QMimeData:
        html = super().createMimeDataFromSelection().html()
        made = QMimeData()
        made.setHtml(html)
        made.setText(plain(write(pasted_text.of_html(html).lines)))
        return made

    def loadResource(self, type: int, name: QUrl | str) -> object:
        """Nothing is ever fetched for a text."""
        return None

    def _touch(self) -> None:
        self._touched = True

    def _formed(self, event: QKeyEvent) -> bool:
        """Whether it was a key for a form."""
        if BOLD.pressed(event):
            self.toggle_bold()
        elif BULLETS.pressed(event):
            self.toggle_list(LineKind.BULLET)
        elif NUMBERS.pressed(event):
            self.toggle_list(LineKind.NUMBER)
        elif LINK.pressed(event):
            self.linkAsked.emit()
        else:
            return False
        return True

    def _in_list(self, event: QKeyEvent) -> bool:
        """Whether a key began, went on with or ended a list."""
        cursor, key = self.textCursor(), event.key()
        if cursor.hasSelection():
            return False
        listed = self.kind() is not LineKind.PLAIN
        entered = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not cursor.block().text()
        if listed and (entered or (key == Qt.Key.Key_Backspace and cursor.atBlockStart())):
            rich_document.set_kind(cursor, LineKind.PLAIN)
            return True
        return event.text() == " " and not listed and self._begin_list(cursor)

    def _begin_list(self, cursor: QTextCursor) -> bool:
        typed = cursor.block().text()[: cursor.positionInBlock()]
        kind = _AUTO.get(typed)
        if kind is None:
            return False
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        rich_document.set_kind(cursor, kind)
        cursor.endEditBlock()
        return True

    def _end_link(self, event: QKeyEvent) -> None:
        """What is typed behind a link, or right before it, is no part of it."""
        cursor = self.textCursor()
        here = cursor.charFormat()
        if not event.text().isprintable() or not here.isAnchor() or cursor.hasSelection():
            return
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
        after = cursor.charFormat()
        if cursor.atBlockStart() or after.anchorHref() != here.anchorHref() or cursor.atEnd():
            self.setCurrentCharFormat(char_format(bold=is_bold(here)))

    def _whole_link(self) -> QTextCursor:
        """What is chosen, or the whole link with the caret in it."""
        cursor = self.textCursor()
        form = cursor.charFormat()
        if cursor.hasSelection() or not form.isAnchor():
            return cursor
        for fragment in rich_document.fragments(cursor.block()):
            begin, end = fragment.position(), fragment.position() + fragment.length()
            if begin <= cursor.position() <= end and fragment.charFormat().anchorHref() == form.anchorHref():
                cursor.setPosition(begin)
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                break
        return cursor
