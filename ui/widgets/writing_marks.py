"""What is drawn into a text and is no part of it: lines below misspelt words, the colour of links."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextBlock, QTextCharFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from jfs_desktop.documents.wording.spelling import Speller
from ui.widgets.rich_document import fragments


class WritingMarks(QSyntaxHighlighter):
    """Goes over the lines that change and no others. The word at the caret is spared while it is typed."""

    def __init__(self, editor: QTextEdit | QPlainTextEdit) -> None:
        super().__init__(editor.document())
        self._editor = editor
        self._speller: Speller | None = None
        self._wrong, self._link = QColor(), QColor()
        self._spared: QTextBlock | None = None
        editor.cursorPositionChanged.connect(self._look_again)

    def look(self, speller: Speller | None, wrong: QColor, link: QColor) -> None:
        """Mark by this speller, or with None only the links, in these colours."""
        self._speller, self._wrong, self._link = speller, wrong, link
        with self._quietly():
            self.rehighlight()
            QCoreApplication.sendPostedEvents(self)  # Qt asks a new one to look once more, later and aloud

    def highlightBlock(self, text: str) -> None:
        block = self.currentBlock()
        if isinstance(self._editor, QTextEdit) and self._link.isValid():
            self._mark_links(block)
        if self._speller is None or not text:
            return
        caret = self._editor.textCursor()
        typing = self._editor.hasFocus() and not caret.hasSelection() and caret.block() == block
        at = caret.positionInBlock() if typing else -1
        for begin, size in self._speller.wrong_in(text):
            if at == begin + size:
                self._spared = block
                continue
            form = QTextCharFormat(self.format(begin))
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
            form.setUnderlineColor(self._wrong)
            self.setFormat(begin, size, form)

    def _mark_links(self, block: QTextBlock) -> None:
        for fragment in fragments(block):
            if fragment.charFormat().isAnchor():
                form = QTextCharFormat()
                form.setForeground(self._link)
                self.setFormat(fragment.position() - block.position(), fragment.length(), form)

    def _look_again(self) -> None:
        """The caret has left a word that was spared while it was typed."""
        block, self._spared = self._spared, None
        if block is not None and block.isValid():
            with self._quietly():
                self.rehighlightBlock(block)

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """Drawing is no edit: the text must not tell of it."""
        quiet = self._editor.blockSignals(True)
        try:
            yield
        finally:
            self._editor.blockSignals(quiet)
