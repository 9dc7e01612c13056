"""What unlock, first run and recovery code share: a card in the middle of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from jfs_desktop.errors import UserError
from ui.shell.theme import icon_file
from ui.widgets.text import by_letters, label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

NO_FOCUS = 0  # Qt.FocusPolicy.NoFocus, as a number for the first paint (see ui.widgets.text)


class Face(QFrame):
    """A brand line over a card; ``body`` is the card's column, ``error`` its error line."""

    def __init__(self, title: str, text: str, *, width: int = 440) -> None:
        super().__init__()
        self.setProperty("role", "ground")
        self.title = label(title, "title", wrap=True)
        self.text = label(text, "soft", wrap=True)
        self.error = label("", "error", wrap=True)
        self.error.setObjectName("face-error")
        self.error.hide()
        card = QFrame()
        card.setProperty("role", "card")
        card.setFixedWidth(by_letters(width))
        self.body = QVBoxLayout(card)
        self.body.setContentsMargins(28, 24, 28, 24)
        self.body.setSpacing(10)
        self.body.addWidget(self.title)
        self.body.addWidget(self.text)
        self.body.addWidget(self.error)
        self._assemble(card, width)

    def show_error(self, error: UserError | str) -> None:
        """Show one plain sentence, or take it away with ''."""
        self.error.setText(error.sentence if isinstance(error, UserError) else error)
        self.error.setVisible(bool(self.error.text()))

    def fail(self, error: UserError) -> None:
        """Say why the vault did not open."""
        self.show_error(error)

    def set_session_line(self, text: str) -> None:
        """Show how long the running session has lasted; only the lock screen does."""

    def _assemble(self, card: QFrame, width: int) -> None:
        inner = QWidget()
        inner.setProperty("role", "plainground")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        column.addStretch(2)
        # Rows with stretches, not an alignment: aligned items get their height for the wrong width.
        for widget in (_brand(width), card):
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(widget)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(3)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setProperty("focusPolicy", NO_FOCUS)
        area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)


class FieldColumn(QWidget):
    """Fields below one another, each under its name."""

    def __init__(self, *fields: tuple[str, QLineEdit]) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        for words, field in fields:
            heading = label(words, "strong")
            heading.setBuddy(field)
            field.setAccessibleName(words)
            self.column.addWidget(heading)
            self.column.addWidget(field)


class PassphraseEdit(QLineEdit):
    """A field that shows dots; ``capsChanged(bool)`` when the caps lock seems to be on."""

    capsChanged = Signal(bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(1024)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from PySide6.QtCore import Qt

        typed = event.text()
        if typed.isalpha() and typed.upper() != typed.lower():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.capsChanged.emit(typed.isupper() != shifted)
        super().keyPressEvent(event)

    def take(self) -> str:
        """The passphrase typed; the field is emptied."""
        typed = self.text()
        self.setText("")  # unlike clear(), this lets the steps of undoing go
        return typed


def _brand(width: int) -> QWidget:
    block = QWidget()
    block.setFixedWidth(by_letters(width))
    row = QHBoxLayout(block)
    row.setContentsMargins(4, 0, 0, 0)
    row.setSpacing(12)
    mark = label("")
    # Drawn beforehand from app.svg, in two sizes: to draw it now would hold up the first paint.
    mark.setPixmap(QPixmap(str(icon_file("app").with_suffix(".png"))))
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label("JFS Desktop", "heading"))
    words.addWidget(label("Job Finding Support, on an encrypted store of your own", "soft"))
    row.addWidget(mark)
    row.addLayout(words, 1)
    return block
