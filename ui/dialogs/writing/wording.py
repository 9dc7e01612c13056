"""Reusable wording, picked by typing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from jfs_desktop.casework.cases import snippets
from jfs_desktop.casework.cases.snippets import Wording
from jfs_desktop.rules.writing.fill_ins import filled
from jfs_desktop.rules.writing.rich_text import plain
from ui.widgets.dialog import Dialog
from ui.widgets.text import by_letters, label

_STEPS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class WordingDialog(Dialog):
    """The list narrows while typing; Up and Down choose, Enter puts it in."""

    def __init__(
        self,
        wordings: Sequence[Wording],
        known: Mapping[str, str],
        heading: str,
        put: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Reusable wording", "", parent, width=620)
        self._wordings, self._known, self._heading, self._put = tuple(wordings), dict(known), heading, put
        self._hits: tuple[Wording, ...] = ()
        self.typed = QLineEdit()
        self.typed.setObjectName("wording-words")
        self.typed.setAccessibleName("Find wording")
        self.typed.setPlaceholderText("Words of the title, the sector or the text")
        self.typed.textChanged.connect(self._narrow)
        self.typed.installEventFilter(self)
        self.list = QListWidget()
        self.list.setObjectName("wording-list")
        self.list.setAccessibleName("Wording found")
        self.list.setMinimumHeight(by_letters(190))
        self.list.currentRowChanged.connect(self._show)
        self.list.itemActivated.connect(lambda _: self._take())
        self.preview = label("", "soft", wrap=True)
        self.preview.setObjectName("wording-preview")
        self.preview.setMinimumHeight(by_letters(90))
        self.preview.setAlignment(Qt.AlignmentFlag.AlignTop)
        for part in (self.typed, self.list, self.preview):
            self.content.addWidget(part)
        self.add_cancel()
        self.take = self.add_verb("Put it in", "primary", self._take, default=True)
        self._narrow("")
        self.typed.setFocus()

    @classmethod
    def ask(
        cls,
        wordings: Sequence[Wording],
        known: Mapping[str, str],
        heading: str,
        put: Callable[[str], None],
        parent: QWidget | None,
    ) -> WordingDialog:
        """Open it over ``parent``; ``put(text)`` follows with the fill-ins of the case filled in."""
        dialog = cls(wordings, known, heading, put, parent)
        dialog.open()
        return dialog

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in _STEPS
            and watched is self.typed
        ):
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _narrow(self, typed: str) -> None:
        self._hits = snippets.found(self._wordings, typed, self._heading)
        self.list.clear()
        names = snippets.sectors()
        for one in self._hits:
            self.list.addItem(QListWidgetItem(f"{one.title}  ·  {names.get(one.sector, one.sector)}"))
        self.list.setCurrentRow(0 if self._hits else -1)
        self.take.setEnabled(bool(self._hits))
        if not self._hits:
            self.preview.setText("Nothing is found. Wording is written and changed under Settings.")

    def _show(self, row: int) -> None:
        if 0 <= row < len(self._hits):
            self.preview.setText(plain(filled(self._hits[row].text, self._known)))

    def _take(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._hits):
            text = filled(self._hits[row].text, self._known)
            self.accept()
            self._put(text)
