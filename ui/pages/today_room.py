"""How much of Today is in sight at once, and so how small its rows have to be."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QScrollArea

from ui.widgets.text import by_letters

_HEADING = 30  # pixels
_LARGE, _TWO_LINES, _COMPACT = 68, 37, 21  # pixels of a row of each look
_BARE, _MOST_AIR = 19, 4  # pixels of a row in two columns, and above and below it
_TWO_COLUMNS = 760  # with less room than this beside one another, columns would cut what is to be done


def height_of(rows: int) -> int:
    """How many pixels so many rows have under a heading, as large as they like."""
    return by_letters(_HEADING + rows * _LARGE)


@dataclass(frozen=True, slots=True)
class Room:
    """How many rows under one heading are in sight: as large as they like, of one line each, and of two
    lines each; and whether two columns of rows of one line have the width."""

    large: int
    compact: int
    columns: bool = True
    two_lines: int = 0

    def air(self, rows: int) -> int:
        """How many pixels above and below them so many rows have under one another, all in sight."""
        return max(0, min(_MOST_AIR, (self.compact * _COMPACT // max(rows, 1) - _BARE) // 2))


def room_in(area: QScrollArea, height: int, less: int = 0) -> Room:
    """The room of a list; ``height`` in pixels counts where the list is not shown yet. ``less`` is what
    another part is going to take of it."""
    high = (area.height() if area.isVisible() else height) - by_letters(_HEADING) - less
    return Room(
        max(high // by_letters(_LARGE), 0),
        max(high // by_letters(_COMPACT), 0),
        area.width() >= by_letters(_TWO_COLUMNS),
        max(high // by_letters(_TWO_LINES), 0),
    )
