"""A row of the plan or the CV that is moved by its handle, by keys and by its menu."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QMenu, QToolButton, QWidget

from ui.pages.case.sheet.plan_drag import DragHandle
from ui.widgets.buttons import ToolButton
from ui.widgets.roles import set_role
from ui.widgets.shortcuts import MOVE_DOWN, MOVE_UP
from ui.widgets.text import by_letters

NUMBER, MENU = 28, 30
"""Widths of the handle with the row's number, and of the menu's button, at the usual letters."""


class MovableRow(QFrame):
    """``edited()`` at each key, ``left()`` when a field is left, ``asked(row, what)`` for 'up', 'down' and
    what its menu adds, ``pulled(row, y)`` and ``dropped(row, y)`` of its handle.

    ``noun`` is what one row is called ('objective'), ``name`` begins the names of its fields, and ``gone``
    says what taking it away is called ('Delete')."""

    under_titles = False
    """Whether titles of its columns stand above the first row, with a line below them."""

    edited = Signal()
    left = Signal()
    asked = Signal(object, str)
    pulled = Signal(object, int)
    dropped = Signal(object, int)

    def __init__(self, noun: str, name: str, gone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._noun = noun
        self.setProperty("role", "row")
        self.handle = DragHandle()
        self.handle.setFixedWidth(by_letters(NUMBER))
        self.handle.pulled.connect(lambda y: self.pulled.emit(self, y))
        self.handle.dropped.connect(lambda y: self.dropped.emit(self, y))
        self.more = ToolButton()
        self.more.setObjectName(f"{name}-more")
        self.more.setText("⋯")
        self.more.setFixedWidth(by_letters(MENU))
        self.more.setAccessibleName(f"Move or {gone} this {noun}")
        self.more.setToolTip(f"Move or {gone} ({MOVE_UP.words()}, {MOVE_DOWN.words()})")
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setProperty("role", "more")
        self.menu = QMenu(self.more)
        self._up = self.add_verb(f"Move &up\t{MOVE_UP.words()}", "up")
        self._down = self.add_verb(f"Move &down\t{MOVE_DOWN.words()}", "down")
        self.menu.addSeparator()
        self.more.setMenu(self.menu)

    def add_verb(self, text: str, what: str) -> QAction:
        """One more entry of the menu, which is asked for as ``what``."""
        action = self.menu.addAction(text)
        action.triggered.connect(lambda: self.asked.emit(self, what))
        return action

    def set_place(self, place: int, count: int) -> None:
        """Number the row, from 1, of ``count``."""
        self.handle.setText(str(place))
        self.setAccessibleName(f"{self._noun.capitalize()} {place} of {count}")
        set_role(self, "row" if place > 1 or self.under_titles else "row-first")
        for box, title in self.titles().items():
            box.setAccessibleName(f"{self._noun.capitalize()} {place}: {title}")
        self._up.setEnabled(place > 1)
        self._down.setEnabled(place < count)

    def titles(self) -> dict[QWidget, str]:
        """Its fields, each with what it is called."""
        return {}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        for keys, what in ((MOVE_UP, "up"), (MOVE_DOWN, "down")):
            if keys.pressed(event):
                self.asked.emit(self, what)
                return
        super().keyPressEvent(event)
