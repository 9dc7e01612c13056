"""One page of a PDF on its desk: white paper in either look, and what draws it needs of the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QWidget

from jfs_desktop.errors import UserError
from jfs_desktop.rules.writing.discreet import Discreet
from ui.widgets.shortcuts import FIT_WIDTH, LARGER, SMALLER

T = TypeVar("T")


class Jobs(Protocol):
    """Runs jobs beside the window; ``locking`` comes when the vault is about to lock."""

    @property
    def locking(self) -> Any: ...

    def read(
        self,
        job: Callable[[], T],
        *,
        owner: QObject,
        done: Callable[[T], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
    ) -> None: ...


class Colours(Protocol):
    """The colours of the look by role; ``changed`` comes with another look."""

    @property
    def changed(self) -> Any: ...

    def colour(self, role: str) -> QColor: ...


class Surroundings(Protocol):
    """What the view needs of the window."""

    @property
    def tasks(self) -> Jobs: ...

    @property
    def theme(self) -> Colours: ...


@dataclass(frozen=True, slots=True, repr=False)
class Drawn(Discreet):
    """A page as it was drawn, and its text."""

    image: QImage
    text: str


class Sheet(QWidget):
    """One page: white until it is drawn, with a thin line around it. Its text is what is read out."""

    def __init__(self, number: int, count: int, context: Surroundings, parent: QWidget) -> None:
        super().__init__(parent)
        self.number = number
        self.drawn_at = 0
        """The width in pixels of the screen for which it was drawn, 0 while it is not."""
        self.asked_at = 0
        self._context = context
        self._image = QImage()
        self.setAccessibleName(f"Page {number} of {count}")

    @property
    def image(self) -> QImage:
        return self._image

    def show_drawn(self, drawn: Drawn, width: int) -> None:
        self._image, self.drawn_at = drawn.image, width
        self.setAccessibleDescription(drawn.text)
        self.update()

    def let_go(self) -> None:
        self._image = QImage()
        self.drawn_at = self.asked_at = 0
        self.setAccessibleDescription("")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))  # paper, in either look
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.rect(), self._image)
        painter.setPen(QPen(self._context.theme.colour("line_strong")))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class Desk(QWidget):
    """What the pages lie on."""

    def __init__(self, context: Surroundings) -> None:
        super().__init__()
        self._context = context

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), self._context.theme.colour("neutral_soft"))


class Scroll(QScrollArea):
    """Scrolls by keys, and hands on those that change the size."""

    sized = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, key = self.verticalScrollBar(), event.key()
        for keys, asked in ((LARGER, "larger"), (SMALLER, "smaller"), (FIT_WIDTH, "fit")):
            if keys.pressed(event):
                self.sized.emit(asked)
                return
        if key == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)
