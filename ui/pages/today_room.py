"""How much of Today is in sight at once, and so how small its rows have to be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.pages.page import Page
from ui.widgets.text import by_letters

GAP = 8  # pixels between the list and what stands below it
_AROUND = 180  # pixels of the page around the list
_STANDS_MS = 120  # so long a size has to stand: a window is drawn through many
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


class _FirstNews(Enum):
    TO_COME = auto()
    STANDS = auto()
    LEFT = auto()


class ListRoom(QObject):
    """The room of the list in ``area``, and of the ``foot`` below it. The first news, which comes as the rows
    are seen for the first time, has its part of it until it leaves. Later news has none: it would make rows
    smaller and large again under the eyes of their reader. ``changed`` tells that the page has come to stand
    at another size."""

    changed = Signal()

    def __init__(self, page: Page, area: QScrollArea, foot: QWidget) -> None:
        super().__init__(page)
        self._page, self._area, self._foot = page, area, foot
        self._first_news = _FirstNews.TO_COME
        self._stands = QTimer(self)
        self._stands.setSingleShot(True)
        self._stands.setInterval(_STANDS_MS)
        self._stands.timeout.connect(self._stand)
        page.installEventFilter(self)

    def eventFilter(self, page: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._stands.start()
        return False

    def forget(self) -> None:
        """The next rows are seen for the first time."""
        self._first_news = _FirstNews.TO_COME

    def less(self, taken: int) -> Room:
        """What is left where so many pixels are taken."""
        high = self._height() - by_letters(_HEADING) - taken
        return Room(
            max(high // by_letters(_LARGE), 0),
            max(high // by_letters(_COMPACT), 0),
            self._area.width() >= by_letters(_TWO_COLUMNS),
            max(high // by_letters(_TWO_LINES), 0),
        )

    def _stand(self) -> None:
        if self._page.lent():
            if self._first_news is _FirstNews.TO_COME:
                self._first_news = _FirstNews.STANDS
        elif self._first_news is _FirstNews.STANDS:
            self._first_news = _FirstNews.LEFT
        self.changed.emit()

    def _height(self) -> int:
        if not self._area.isVisible():
            return self._page.height() - _AROUND
        foot = self._foot.height() + GAP if self._foot.isVisible() else 0
        news = self._page.lent() if self._first_news is _FirstNews.LEFT else 0
        return self._area.height() + foot + news
