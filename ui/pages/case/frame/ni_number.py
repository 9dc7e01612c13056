"""An NI number that stays masked until it is asked for."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets.buttons import button
from ui.widgets.ni_words import masked, spaced
from ui.widgets.secret_clipboard import copy_secret
from ui.widgets.text import label

SHOWN_MS = 30_000
CLIPBOARD_MS = 30_000


class NiNumber(QWidget):
    """Shows the number for ``shown_ms`` after 'Show', then hides it; 'Copy' is there while it shows.

    A copied number leaves the clipboard after ``clipboard_ms``, unless something
    else has been copied meanwhile.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        shown_ms: int = SHOWN_MS,
        clipboard_ms: int = CLIPBOARD_MS,
    ) -> None:
        super().__init__(parent)
        self._number = ""
        self._kept = False
        self._clipboard_ms = clipboard_ms
        self.words = label("", "soft")
        self.reveal = button("Show", "link", self._toggle, name="show-ni")
        self.copy = button("Copy", "link", self._copy, name="copy-ni", tip="Cleared again after 30 seconds")
        self._shown = QTimer(self)
        self._shown.setSingleShot(True)
        self._shown.setInterval(shown_ms)
        self._shown.timeout.connect(self.hide_number)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for widget in (self.words, self.reveal, self.copy):
            row.addWidget(widget)
        self.set_number("")

    def set_number(self, number: str) -> None:
        """Take another number, masked."""
        if number != self._number:
            self._number = number
            self.hide_number()
        self.reveal.setVisible(bool(number) and not self._kept)
        if not number:
            self.hide_number()

    def set_kept(self, kept: bool) -> None:
        """Whether it stays masked and cannot be shown."""
        self._kept = kept
        self.hide_number()
        self.reveal.setVisible(bool(self._number) and not kept)

    def hide_number(self) -> None:
        """Mask it again."""
        self._shown.stop()
        self.words.setText(f"NINo {masked(self._number)}")
        self.words.setAccessibleName("NI number, hidden" if self._number else "NI number not given")
        self.reveal.setText("Show")
        self.reveal.setAccessibleName("Show the NI number")
        self.copy.hide()

    def _toggle(self) -> None:
        if self._shown.isActive():
            self.hide_number()
            return
        self.words.setText(f"NINo {spaced(self._number)}")
        self.words.setAccessibleName(f"NI number {' '.join(self._number)}")
        self.reveal.setText("Hide")
        self.reveal.setAccessibleName("Hide the NI number")
        self.copy.show()
        self._shown.start()

    def _copy(self) -> None:
        copy_secret(self._number, self._clipboard_ms)
