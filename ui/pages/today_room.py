"""How much of Today is in sight at once, and so how small its rows have to be."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QScrollArea

from ui.widgets.text import by_letters

_HEADING, _LARGE, _COMPACT = 30, 68, 21  # pixels of the heading of a section, and of a row of each look
_TWO_COLUMNS = 760  # with less room than this beside one another, columns would cut what is to be done


@dataclass(frozen=True, slots=True)
class Room:
    """How many rows under one heading are in sight: as large as they like, of one line each, and whether
    two columns of these have the width."""

    large: int
    compact: int
    columns: bool = True


def room_in(area: QScrollArea, height: int) -> Room:
    """The room of a list; ``height`` in pixels counts where the list is not shown yet."""
    high = (area.height() if area.isVisible() else height) - by_letters(_HEADING)
    return Room(
        max(high // by_letters(_LARGE), 0),
        max(high // by_letters(_COMPACT), 0),
        area.width() >= by_letters(_TWO_COLUMNS),
    )
