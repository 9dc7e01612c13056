"""Special letters and signs, found by the plain letter they are like."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from jfs_desktop.rules.person.folding import folded
from ui.widgets.buttons import button
from ui.widgets.dialog import Dialog
from ui.widgets.text import label

GROUPS: tuple[tuple[str, str], ...] = (
    ("Welsh", "âêîôûŵŷÂÊÎÔÛŴŶáéíóúẃýàèìòùẁỳäëïöüẅÿ"),
    ("Gaelic and Irish", "àèìòùÀÈÌÒÙáéíóúÁÉÍÓÚ"),
    ("Other names", "ąćęłńóśźżçñãõåæøœßščžřěůğşıțșđðþ"),
    ("Signs", "£€’‘“”–—…•½¼¾°²©®✓"),
)
A_ROW = 14
NAMES = {"’": "apostrophe", "–": "dash", "…": "dots", "•": "bullet", "✓": "tick", "°": "degrees"}


class LettersDialog(Dialog):
    """Typing a plain letter leaves those like it; Enter takes the first."""

    def __init__(self, put: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__("Special letters", "Type the plain letter, such as w for ŵ.", parent, width=480)
        self._put = put
        self.typed = QLineEdit()
        self.typed.setObjectName("letter-like")
        self.typed.setAccessibleName("The plain letter")
        self.typed.textChanged.connect(self._narrow)
        self.content.addWidget(self.typed)
        self.groups: list[tuple[QWidget, list[QPushButton]]] = [self._group(*one) for one in GROUPS]
        self.add_cancel()
        self.take = self.add_verb("Put it in", "primary", self._take_first, default=True)
        self.take.setEnabled(False)
        self.typed.setFocus()

    @classmethod
    def ask(cls, put: Callable[[str], None], parent: QWidget | None) -> LettersDialog:
        """Open it over ``parent``; ``put(letter)`` follows."""
        dialog = cls(put, parent)
        dialog.open()
        return dialog

    def shown(self) -> list[str]:
        """The letters that are like what is typed, in order."""
        return [one.text() for _, made in self.groups for one in made if one.isVisibleTo(self)]

    def _group(self, title: str, letters: str) -> tuple[QWidget, list[QPushButton]]:
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(title, "small"))
        keys = QWidget()
        grid = QGridLayout(keys)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        grid.setColumnStretch(A_ROW, 1)
        made = []
        for place, letter in enumerate(letters):
            one = button(letter, "chip", partial(self._choose, letter))
            one.setAccessibleName(NAMES.get(letter, unicodedata.name(letter, letter).lower()))
            one.setToolTip(one.accessibleName())
            grid.addWidget(one, place // A_ROW, place % A_ROW)
            made.append(one)
        column.addWidget(keys)
        self.content.addWidget(held)
        return held, made

    def _narrow(self, typed: str) -> None:
        wanted = folded(typed)
        exact = typed.strip().isupper()
        for held, made in self.groups:
            for one in made:
                like = folded(one.text()).startswith(wanted) if wanted else not typed.strip()
                one.setVisible(like and (not exact or one.text().isupper()))
            held.setVisible(any(not one.isHidden() for one in made))
        self.take.setEnabled(bool(typed.strip()) and bool(self.shown()))

    def _take_first(self) -> None:
        found = self.shown()
        if found:
            self._choose(found[0])

    def _choose(self, letter: str) -> None:
        self.accept()
        self._put(letter)
