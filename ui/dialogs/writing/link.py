"""Asks for the words and the address of a link."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from jfs_desktop.rules.writing.rich_text import address
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit

WORDS, ADDRESS = "words", "address"


class LinkDialog(Dialog):
    """Words and address; an address that is no web or e-mail address is refused beside its field."""

    def __init__(
        self, words: str, to: str, put: Callable[[str, str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__("Link", "A web page or an e-mail address.", parent, width=460)
        self._put, self._began = put, (words, to)
        self.form = FormKit()
        self.words = self.form.add(WORDS, "Words that show", QLineEdit(words))
        self.address = self.form.add(
            ADDRESS, "Address", QLineEdit(to), help="Such as www.gov.uk or name@example.org"
        )
        self.content.addWidget(self.form)
        if to:
            self.remove = self.add_verb("Remove the link", "plain", self._remove)
        self.add_cancel()
        self.add_verb("Put the link in", "primary", self._save, default=True)
        (self.address if words else self.words).setFocus()

    @classmethod
    def ask(cls, words: str, to: str, put: Callable[[str, str], None], parent: QWidget | None) -> LinkDialog:
        """Open it over ``parent``; ``put(words, address)`` follows, with '' for no link any more."""
        dialog = cls(words, to, put, parent)
        dialog.open()
        return dialog

    def dirty(self) -> bool:
        return (self.words.text(), self.address.text()) != self._began

    def _save(self) -> None:
        to = address(self.address.text())
        if not to:
            self.form.set_notes({ADDRESS: ("Type a web address or an e-mail address.", "error")})
            self.address.setFocus()
            return
        words = self.words.text().strip() or to.removeprefix("mailto:")
        self.accept()
        self._put(words, to)

    def _remove(self) -> None:
        words = self.words.text().strip() or self._began[0]
        self.accept()
        self._put(words, "")
