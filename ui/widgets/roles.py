"""What a widget is and how it stands, in the words of the style sheet: 'primary', 'title', 'error', ..."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QWidget


def set_role(widget: QWidget, role: str) -> None:
    """What it is: 'pill-late', 'title'."""
    dress(widget, "role", role)


def set_state(widget: QWidget, state: str) -> None:
    """How it stands: 'error', 'warning', 'over' while something is held over it; '' as usual."""
    dress(widget, "state", state)


def dress(widget: QWidget, name: str, word: str) -> None:
    """Give a widget a word that the sheet looks for, also after it has been shown."""
    before = widget.property(name)
    if (before or "") == word:
        return
    widget.setProperty(name, word)
    if before is None and widget.parentWidget() is None:
        return  # just made: the sheet sees to it as the widget is shown
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    if isinstance(widget, QLabel):  # else it keeps the room that the former word left around the text
        QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
