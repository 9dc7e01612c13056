"""Settings: reusable wording and the own dictionary."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.dialogs.writing.own_wording import OwnWordsDialog, WordingList
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.shortcuts import LETTERS, MISSPELT, SNIPPETS
from ui.widgets.text import label


class WritingCard(Card):
    """Leads to the list of wording and to the dictionary."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Writing", parent)
        self._context = context
        self.wording = button("Wording…", "plain", self._ask_wording, name="settings-wording")
        self.words = button("My dictionary…", "plain", self._ask_words, name="settings-words")
        self.verbs.addWidget(self.words)
        self.verbs.addWidget(self.wording)
        told = (
            f"In any text, {SNIPPETS.words()} puts in reusable wording, {LETTERS.words()} a special letter "
            f"such as ŵ, and {MISSPELT.words()} goes to the next word that may be misspelt."
        )
        self.body.addWidget(label(told, "soft", wrap=True))

    def _ask_wording(self) -> None:
        WordingList.ask(self._context, self.window())

    def _ask_words(self) -> None:
        OwnWordsDialog.ask(self._context, self.window())
