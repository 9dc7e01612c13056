"""What a widget is, in the words of the style sheet: 'primary', 'title', 'pill-late', ..."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget a role of the sheet, also after it has been shown."""
    before = widget.property("role")
    widget.setProperty("role", role)
    if before == role or (before is None and widget.parentWidget() is None):
        return  # as it is, or just made: the sheet sees to it as the widget is shown
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
