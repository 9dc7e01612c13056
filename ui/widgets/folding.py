"""What stands side by side stands below where letters are large or the window is narrow."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QWidget

LEAST_LETTERS = 100


def fold(row: QBoxLayout, page: QWidget) -> None:
    """Lay the row out for the page's present width: in a row, or one part below the other.

    A row begins folded: unfolded it would widen the window before the page has its size.
    """
    narrow = page.width() < page.fontMetrics().averageCharWidth() * LEAST_LETTERS
    row.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
