"""Help while writing, for whatever text has the caret: spelling, reusable wording, special letters, links.

It follows the focus, so that the texts themselves know nothing of it. The dictionary is loaded behind the
window when the first text takes the caret, never before.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any
from uuid import UUID

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from jfs_desktop.casework.cases import writing_help
from jfs_desktop.casework.cases.writing_help import WritingHelp
from jfs_desktop.documents.wording import spelling
from jfs_desktop.documents.wording.spelling import Speller, SpellingAbsent
from jfs_desktop.outcome import Changed, Outcome
from ui.dialogs.writing.letters import LettersDialog
from ui.dialogs.writing.link import LinkDialog
from ui.pages.page import Page
from ui.shell.context import Context
from ui.shell.frame import Frame
from ui.shell.putting_wording import ask_wording
from ui.shell.spelling_menu import SpellingMenu, next_wrong
from ui.widgets.rich_text import RichTextArea
from ui.widgets.rich_text_bar import RichTextBar
from ui.widgets.shortcuts import LETTERS, MISSPELT, SNIPPETS
from ui.widgets.writing_marks import WritingMarks

Editor = QTextEdit | QPlainTextEdit
LETS_FOCUS_SETTLE = 30  # ms: a row of fields that is tabbed through is not looked at field by field


class WritingDesk(QObject):
    """Serves one window and its dialogs. ``speller`` is None until a text was entered, or where spelling
    is not looked at; ``why_not`` then says why."""

    def __init__(self, context: Context, frame: Frame, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._frame = context, frame
        self._field: QWidget | None = None
        self._book: Speller | None = None
        self._help: WritingHelp | None = None
        self._help_for: UUID | None = None
        self._absent = ""
        self._asked = False
        self._soon = QTimer(self, singleShot=True, interval=LETS_FOCUS_SETTLE)
        self._soon.timeout.connect(self._look)
        QApplication.instance().focusChanged.connect(self.follow)  # type: ignore[union-attr]
        context.tasks.locking.connect(self.forget)
        context.hub.changed.connect(self._hear)
        context.theme.changed.connect(self._mark)

    @property
    def speller(self) -> Speller | None:
        """What looks at the spelling now."""
        return self._book if self._help is not None and not self.why_not else None

    @property
    def why_not(self) -> str:
        """Why nothing is underlined; '' where spelling is looked at, or is just being made ready."""
        return (self._help.why_not if self._help else "") or self._absent

    def forget(self) -> None:
        """Let every word go that tells of a person: the vault is locked."""
        self._help = self._help_for = None
        self._asked = False
        if self._book is not None:
            self._book.forget()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) and isinstance(event, QKeyEvent):
            return self._key(event, pressed=kind is QEvent.Type.KeyPress)
        editor = self._editor()
        if kind is QEvent.Type.ContextMenu and isinstance(event, QContextMenuEvent) and editor is not None:
            SpellingMenu(self, editor).open_for(event)
            return True
        return False

    def ask_letter(self) -> None:
        """Let a special letter be picked for the field with the caret."""
        field = self._field
        if field is None:
            return

        def put(letter: str) -> None:
            if not shiboken6.isValid(field):
                return
            field.setFocus()
            if isinstance(field, QLineEdit):
                field.insert(letter)
            elif isinstance(field, QTextEdit | QPlainTextEdit):
                field.insertPlainText(letter)

        LettersDialog.ask(put, field.window())

    def ask_wording(self) -> None:
        """Let reusable wording be picked for the text with the caret."""
        editor = self._editor()
        if editor is not None:
            ask_wording(self._context, editor, self._case_of(editor))

    def ask_link(self) -> None:
        """Let a link be put into the rich text with the caret."""
        editor = self._editor()
        if isinstance(editor, RichTextArea):
            area = editor

            def put(words: str, to: str) -> None:
                if shiboken6.isValid(area):
                    area.setFocus()
                    area.set_link(words, to)

            LinkDialog.ask(*area.link_at_caret(), put, area.window())

    def go_to_wrong(self) -> None:
        """Choose the next word that may be misspelt and offer words for it."""
        editor = self._editor()
        if editor is None:
            return
        if self.speller is None:
            if self.why_not:
                self._context.say.news(self.why_not)
            return
        found = next_wrong(editor, self.speller)
        if found is None:
            self._context.say.news("No word here looks misspelt.")
            return
        editor.setTextCursor(found)
        SpellingMenu(self, editor).open_at_caret()

    def add_own(self, word: str) -> None:
        """Put a word into the own dictionary."""
        from jfs_desktop.casework.cases import own_words

        workspace, hub = self._context.workspace, self._context.hub
        self._context.tasks.write(lambda: own_words.add(workspace, word), owner=self, done=hub.tell)

    def ignore(self, word: str) -> None:
        """Take a word as right until the window is locked."""
        if self._book is not None:
            self._book.ignore(word)
            self._mark()

    def _editor(self) -> Editor | None:
        field = self._field
        alive = field is not None and shiboken6.isValid(field)
        return field if alive and isinstance(field, QTextEdit | QPlainTextEdit) else None

    def _key(self, event: QKeyEvent, *, pressed: bool) -> bool:
        keys = {SNIPPETS: self.ask_wording, LETTERS: self.ask_letter, MISSPELT: self.go_to_wrong}
        act = next((act for one, act in keys.items() if one.pressed(event)), None)
        if act is None or (act != self.ask_letter and self._editor() is None):
            return False
        event.accept()
        if pressed:
            act()
        return True

    def follow(self, _: QWidget | None, new: QWidget | None) -> None:
        """Serve the field that has the caret now; anything else that takes the focus ends the help."""
        if self._context.tasks.held or new is self._field or not self._is_ours(new):
            return
        self._let_go()
        if isinstance(new, QLineEdit) and new.echoMode() is QLineEdit.EchoMode.Normal:
            self._take(new)
        elif isinstance(new, QTextEdit | QPlainTextEdit) and not new.isReadOnly():
            self._take(new)
            new.viewport().installEventFilter(self)
            if isinstance(new, RichTextArea):
                new.linkAsked.connect(self.ask_link)
            self._soon.start()
        self._serve_bars(new)

    def _is_ours(self, widget: QWidget | None) -> bool:
        """Whether a widget stands in this window or in a dialog over it."""
        while widget is not None and widget.window() is not self._frame.window():
            widget = widget.window().parentWidget()
        return widget is not None

    def _take(self, field: QWidget) -> None:
        self._field = field
        field.installEventFilter(self)

    def _let_go(self) -> None:
        field, self._field = self._field, None
        if field is None or not shiboken6.isValid(field):
            return
        field.removeEventFilter(self)
        if isinstance(field, QTextEdit | QPlainTextEdit):
            field.viewport().removeEventFilter(self)
        if isinstance(field, RichTextArea):
            field.linkAsked.disconnect(self.ask_link)

    def _serve_bars(self, new: QWidget | None) -> None:
        if new is None:
            return
        for bar in new.window().findChildren(RichTextBar):
            if bar.property("served") is None:
                bar.setProperty("served", True)
                bar.wordingAsked.connect(self.ask_wording)
                bar.letterAsked.connect(self.ask_letter)
            bar.set_editor(new if isinstance(new, RichTextArea) else None)

    def _look(self) -> None:
        """Make ready what the text with the caret needs."""
        editor = self._editor()
        if editor is None or self._context.tasks.held:
            return
        case_id, workspace = self._case_of(editor), self._context.workspace
        if self._help is not None and self._help_for == case_id:
            self._mark()
            return
        self._context.tasks.read(
            lambda: writing_help.read(workspace, case_id),
            owner=self,
            done=lambda found: self._helped(found, case_id),
        )

    def _helped(self, found: WritingHelp, case_id: UUID | None) -> None:
        self._help, self._help_for = found, case_id
        if self._book is None and not found.why_not and not self._absent:
            if not self._asked:
                self._asked = True
                self._context.tasks.steps(_load, owner=self, done=self._loaded, write=False)
            return
        self._mark()

    def _loaded(self, found: Speller | str) -> None:
        if isinstance(found, Speller):
            self._book = found
        else:
            self._absent = found
        self._mark()

    def _mark(self) -> None:
        editor, speller = self._editor(), self.speller
        if editor is None or self._help is None:
            return
        if speller is not None:
            speller.set_own(self._help.own)
            speller.set_names(self._help.names)
        colour = self._context.theme.colour
        marks = editor.document().findChild(WritingMarks) or WritingMarks(editor)
        marks.look(speller, colour("danger"), colour("link"))

    def _hear(self, outcome: Outcome[Any], _: QObject | None) -> None:
        if outcome.changed & (Changed.SETTINGS | Changed.CASES | Changed.CV | Changed.PLAN):
            self._help = None
            self._soon.start()

    def _case_of(self, widget: QWidget) -> UUID | None:
        above: QWidget | None = widget
        while above is not None:
            if isinstance(above, Page):
                return above.case_id
            above = above.parentWidget()
        return self._frame.case_in_front()


def _load() -> Generator[None, None, Speller | str]:
    try:
        return (yield from spelling.load())
    except SpellingAbsent as absent:
        return str(absent)
