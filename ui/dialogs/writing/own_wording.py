"""Reusable wording and the own dictionary, looked through and changed (Settings)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QPushButton, QWidget

from jfs_desktop.casework.cases import own_words, snippets
from jfs_desktop.casework.cases.snippets import Wording
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.writing.fill_ins import KNOWN
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo, with_unshown
from ui.widgets.buttons import button
from ui.widgets.dialog import Dialog
from ui.widgets.form_dialog import FormDialog
from ui.widgets.form_kit import FormKit, choice
from ui.widgets.rich_text import RichTextArea
from ui.widgets.rich_text_bar import RichTextBar
from ui.widgets.text import by_letters

TITLE, SECTOR, HEADING, LANGUAGE, TEXT = "title", "sector", "heading", "language", "text"
LANGUAGES = {"en": "English", "cy": "Welsh"}
PLACES = {
    "": "Anywhere",
    "next_steps": "Next steps",
    "further_support": "Further support",
    "profile": "Profile of a CV",
    "duties": "Duties in a CV",
}
EVERY_CASE = "In braces stands what a case fills in: " + ", ".join(f"{{{one}}}" for one in KNOWN) + "."


class WordingList(Dialog):
    """All wording, narrowed by typing; what came with the program is marked."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Reusable wording", EVERY_CASE, parent, width=640)
        self._context = context
        self._every: tuple[Wording, ...] = ()
        self._hits: tuple[Wording, ...] = ()
        self.typed = QLineEdit()
        self.typed.setAccessibleName("Find wording")
        self.typed.setPlaceholderText("Words of the title, the sector or the text")
        self.typed.textChanged.connect(self._narrow)
        self.list = QListWidget()
        self.list.setAccessibleName("Wording")
        self.list.setMinimumHeight(by_letters(260))
        self.list.itemActivated.connect(lambda _: self._change())
        self.list.currentRowChanged.connect(self._allow)
        self.new = button("New…", "plain", lambda: self._edit(None), name="wording-new")
        self.change = button("Change…", "plain", self._change, name="wording-change")
        self.remove = button("Remove", "plain", self._remove, name="wording-remove")
        for part in (self.typed, self.list):
            self.content.addWidget(part)
        self.content.addLayout(_row(self.new, self.change, self.remove))
        self.add_verb("Close", "primary", self.accept)
        context.hub.changed.connect(lambda *_: self.load())
        self.load()

    @classmethod
    def ask(cls, context: Context, parent: QWidget | None) -> WordingList:
        """Open it over ``parent``."""
        dialog = cls(context, parent)
        dialog.open()
        return dialog

    def load(self) -> None:
        """Read all wording anew."""
        workspace = self._context.workspace
        if not self._context.tasks.held:
            self._context.tasks.read(lambda: snippets.every(workspace), owner=self, done=self._take)

    def _take(self, found: tuple[Wording, ...]) -> None:
        self._every = found
        self._narrow(self.typed.text())

    def _narrow(self, typed: str) -> None:
        row = max(0, self.list.currentRow())
        self._hits = snippets.found(self._every, typed)
        names = snippets.sectors()
        self.list.clear()
        for one in self._hits:
            marks = [names.get(one.sector, one.sector), "shipped" if one.shipped else "own"]
            marks += ["Welsh"] if one.language == "cy" else []
            self.list.addItem(f"{one.title}  ·  {'  ·  '.join(marks)}")
        self.list.setCurrentRow(min(row, len(self._hits) - 1))
        self._allow()

    def _allow(self) -> None:
        chosen = 0 <= self.list.currentRow() < len(self._hits)
        self.change.setEnabled(chosen)
        self.remove.setEnabled(chosen)

    def _change(self) -> None:
        if 0 <= self.list.currentRow() < len(self._hits):
            self._edit(self._hits[self.list.currentRow()])

    def _edit(self, before: Wording | None) -> None:
        WordingForm.ask(self._context, before, self)

    def _remove(self) -> None:
        one, workspace = self._hits[self.list.currentRow()], self._context.workspace
        self._context.tasks.write(
            lambda: snippets.remove(workspace, one),
            owner=self,
            done=lambda outcome: tell_with_undo(self._context, outcome, f"'{one.title}' was removed."),
            failed=self.show_error,
        )


class WordingForm(FormDialog):
    """One piece of wording, new or changed."""

    def __init__(self, context: Context, before: Wording | None, parent: QWidget | None = None) -> None:
        title = "New wording" if before is None else "Change the wording"
        super().__init__(title, EVERY_CASE, parent, width=600)
        self._context, self._former = context, before
        self._began = before or Wording("", "")
        headings = {one.key: one.title for one in context.workspace.programme.plan_headings}
        self.form = FormKit(columns=2)
        self.form.add(TITLE, "Title", QLineEdit(), span=2)
        self.sector = self.form.add(SECTOR, "Sector", choice(snippets.sectors(), editable=True))
        self.form.add(HEADING, "Offered first in", choice({**PLACES, **headings}))
        self.form.add(LANGUAGE, "Language", choice(LANGUAGES))
        self.text = RichTextArea("wording-text", "Wording", lines=6)
        self.bar = RichTextBar()
        self.content.addWidget(self.form)
        self.content.addWidget(self.bar)
        self.content.addWidget(self.text)
        for key in (TITLE, SECTOR, HEADING, LANGUAGE):
            value = getattr(self._began, key)
            self.form.set_value(key, snippets.sectors().get(value, value) if key == SECTOR else value)
        self.text.set_text(self._began.text)
        self.add_cancel()
        self.save = self.add_verb("Save", "primary", self._save, default=True)
        self.form.field(TITLE).setFocus()

    @classmethod
    def ask(cls, context: Context, before: Wording | None, parent: QWidget | None) -> WordingForm:
        """Open it over ``parent``; None for a new piece."""
        dialog = cls(context, before, parent)
        dialog.open()
        return dialog

    def dirty(self) -> bool:
        return self._wording() != self._began

    def _wording(self) -> Wording:
        typed = self.sector.currentText().strip()
        keys = {name: key for key, name in snippets.sectors().items()}
        return replace(
            self._began,
            title=self.form.value(TITLE),
            sector=keys.get(typed, typed),
            heading=self.form.value(HEADING),
            language=self.form.value(LANGUAGE),
            text=self.text.text(),
        )

    def _save(self) -> None:
        if not self.save.isEnabled():
            return
        self.set_busy(True)
        wording, before, workspace = self._wording(), self._former, self._context.workspace

        def keep() -> Outcome[Wording]:
            if before is None:
                return snippets.add(workspace, wording)
            return snippets.change(workspace, before, wording)

        self._context.tasks.write(keep, owner=self, done=self._kept, failed=self._refused)

    def _kept(self, outcome: Outcome[Wording]) -> None:
        typed = self._wording()
        told = with_unshown(f"'{outcome.value.title}' is kept.", typed.title, typed.sector, typed.text)
        tell_with_undo(self._context, outcome, told)
        self.accept()


class OwnWordsDialog(Dialog):
    """The own dictionary: a word is typed in or taken out, for good."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            "My dictionary",
            "Words that are right here. They stay in this vault, encrypted.",
            parent,
            width=440,
        )
        self._context = context
        self.form = FormKit()
        self.word = self.form.add("word", "New word", QLineEdit())
        self.list = QListWidget()
        self.list.setAccessibleName("Words of the dictionary")
        self.list.setMinimumHeight(by_letters(200))
        self.remove = remove = button("Take out", "plain", self._remove, name="own-word-remove")
        self.list.currentRowChanged.connect(lambda row: remove.setEnabled(row >= 0))
        self.remove.setEnabled(False)
        self.content.addWidget(self.form)
        self.content.addWidget(self.list)
        self.content.addLayout(_row(self.remove))
        self.add_verb("Close", "plain", self.accept)
        self.add_verb("Add the word", "primary", self._add, default=True)
        self.load()
        self.word.setFocus()

    @classmethod
    def ask(cls, context: Context, parent: QWidget | None) -> OwnWordsDialog:
        """Open it over ``parent``."""
        dialog = cls(context, parent)
        dialog.open()
        return dialog

    def load(self) -> None:
        """Read the words anew."""
        workspace = self._context.workspace
        self._context.tasks.read(lambda: own_words.every(workspace), owner=self, done=self._show)

    def _show(self, words: tuple[str, ...]) -> None:
        self.list.clear()
        self.list.addItems(list(words))

    def _add(self) -> None:
        word, workspace = self.word.text(), self._context.workspace
        self._write(lambda: own_words.add(workspace, word))

    def _remove(self) -> None:
        item, workspace = self.list.currentItem(), self._context.workspace
        word = item.text()
        self._write(lambda: own_words.remove(workspace, word))

    def _write(self, verb: Callable[[], Outcome[str]]) -> None:
        self._context.tasks.write(
            verb, owner=self, done=self._done, failed=lambda error: self.show_refusal(error, self.form)
        )

    def _done(self, outcome: Outcome[str]) -> None:
        self._context.hub.tell(outcome, self)
        self.form.set_notes({})
        self.word.clear()
        self.load()


def _row(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    for one in buttons:
        row.addWidget(one)
    row.addStretch(1)
    return row
