"""Buttons by role."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QToolButton, QWidget

from ui.widgets.roles import dress

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QKeyEvent
    from PySide6.QtWidgets import QMenu


def pressed_by_enter(made: QAbstractButton, event: QKeyEvent) -> bool:
    """Press a button with Enter as with the space bar. What is one of several answers, or on and off, leaves
    the key in a form to the button that saves it."""
    from PySide6.QtCore import Qt  # the first paint waits for neither
    from PySide6.QtWidgets import QDialog

    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not plain:
        return False
    if made.isCheckable() and isinstance(made.window(), QDialog):
        return False
    if not event.isAutoRepeat():
        made.click()
    return True


class Button(QPushButton):
    """A button that Enter presses, with room for the arrow of a menu."""

    def setMenu(self, menu: QMenu) -> None:
        super().setMenu(menu)
        dress(self, "menu", "true")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)


class ToolButton(QToolButton):
    """A small button with a drawing or a menu, that Enter presses."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)


class LinkButton(Button):
    """Reads like a link; it takes its cursor as the mouse comes, for the first paint does without."""

    def enterEvent(self, event: QEnterEvent) -> None:
        from PySide6.QtCore import Qt

        self.setCursor(Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)


class ChipButton(Button):
    """As wide as it is once pressed, when its words are bold: they are never cut, and nothing moves."""

    def sizeHint(self) -> QSize:
        hint, bold = super().sizeHint(), QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        more = QFontMetrics(bold).horizontalAdvance(self.text())
        hint.setWidth(hint.width() + max(0, more - self.fontMetrics().horizontalAdvance(self.text())))
        return hint


_KINDS: Mapping[str, type[Button]] = {"link": LinkButton, "name": LinkButton, "chip": ChipButton}


def bar(made: QPushButton, why: str) -> None:
    """Switch a button off and say on it why; '' switches it on."""
    made.setEnabled(not why)
    made.setToolTip(why)
    made.setAccessibleDescription(why)


def button(
    text: str,
    role: str = "plain",
    clicked: Callable[[], object] | None = None,
    *,
    tip: str = "",
    name: str = "",
    parent: QWidget | None = None,
) -> QPushButton:
    """A button: 'primary' (one a row), 'plain', 'quiet', 'danger', 'link' or 'name'.

    ``name`` is the object name, by which tests and the lock find it.
    """
    kind = _KINDS.get(role, Button)
    made = kind(parent)
    made.setText(text)  # not with the parent: to tell a text from an icon Qt would load every icon's enums
    made.setProperty("role", role)
    made.setAutoDefault(False)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    made.setToolTip(tip)
    if name:
        made.setObjectName(name)
    if clicked is not None:
        made.clicked.connect(lambda _=False: clicked())  # the callback does not take Qt's 'checked'
    return made


def chip(text: str, *, checked: bool = False, parent: QWidget | None = None) -> QPushButton:
    """A small button that stays pressed: one choice out of several."""
    made = button(text, "chip", parent=parent)
    made.setCheckable(True)
    made.setChecked(checked)
    return made
