"""Buttons by role."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent


class LinkButton(QPushButton):
    """Reads like a link; it takes its cursor as the mouse comes, for the first paint does without."""

    def enterEvent(self, event: QEnterEvent) -> None:
        from PySide6.QtCore import Qt

        self.setCursor(Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)


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
    made = LinkButton(text, parent) if role in ("link", "name") else QPushButton(text, parent)
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
