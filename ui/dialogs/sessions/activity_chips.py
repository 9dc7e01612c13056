"""The activities of a session as chips: one stop of the Tab key, toggled by number, Space or click."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from ui.widgets.buttons import chip
from ui.widgets.shortcuts import ACTIVITIES

PER_ROW, ONE_ROW = 3, 4
"""Chips in a row of several rows, and the most that stand in a single one."""


class ActivityChips(QWidget):
    """Chips with their numbers. Arrow keys walk among them; 1 to 9 toggle one while the focus is here,
    Alt+1 to Alt+9 from ``anywhere`` in the dialog. ``changed`` tells another choice."""

    changed = Signal()

    def __init__(
        self,
        titles: Sequence[str],
        parent: QWidget | None = None,
        *,
        name: str = "What was done",
        anywhere: bool = True,
    ) -> None:
        super().__init__(parent)
        self._titles = tuple(titles)
        self._per_row = ONE_ROW if len(self._titles) <= ONE_ROW else PER_ROW
        self.chips = [chip(f"{number}  {title}") for number, title in enumerate(self._titles, 1)]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for index, (made, title) in enumerate(zip(self.chips, self._titles, strict=True)):
            made.setAccessibleName(title)
            made.setAccessibleDescription(f"Press {index + 1} to choose or leave out")
            made.installEventFilter(self)
            made.toggled.connect(lambda _: self.changed.emit())
            grid.addWidget(made, index // self._per_row, index % self._per_row, Qt.AlignmentFlag.AlignLeft)
        keys = ACTIVITIES.each() if anywhere else ()
        for made, title, key in zip(self.chips, self._titles, keys, strict=False):
            made.setToolTip(f"{title} ({key.words()})")
            key.bind(self, made.toggle)
        grid.setColumnStretch(self._per_row, 1)
        self.setAccessibleName(name)
        if self.chips:
            self._stand_on(0)

    def chosen(self) -> tuple[str, ...]:
        """The titles chosen, in their order."""
        return tuple(title for title, made in zip(self._titles, self.chips, strict=True) if made.isChecked())

    def set_chosen(self, titles: Sequence[str]) -> None:
        """Choose these titles and no others; a title that the programme no longer has is left out."""
        for title, made in zip(self._titles, self.chips, strict=True):
            made.setChecked(title in titles)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        index = event.key() - Qt.Key.Key_1
        if 0 <= index < min(9, len(self.chips)):
            self.chips[index].toggle()
            return True
        at = next((number for number, made in enumerate(self.chips) if made is watched), 0)
        key = Qt.Key(event.key())
        step = _ALONG.get(key, _ACROSS.get(key, 0) * self._per_row)
        if not step or not 0 <= at + step < len(self.chips):
            return bool(step)
        self._stand_on(at + step).setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _stand_on(self, index: int) -> QPushButton:
        """Tab comes to this chip and to no other."""
        for number, made in enumerate(self.chips):
            here = number == index
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self.chips[index])
        return self.chips[index]


_ALONG = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
_ACROSS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
