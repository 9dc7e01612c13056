"""Labels by role, and a label that shortens its text and tells it in full on hover.

The unlock window is made of these. Until it is painted nothing may touch ``PySide6.QtCore.Qt``
(its 130 enum classes take 10 ms to make) or ``QStyle`` (4 ms), so their values stand here as numbers;
``QKeySequence`` and ``QPainter`` (1.5 ms) are asked for where they are used.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPaintEvent, QResizeEvent

PLAIN_TEXT = 0  # Qt.TextFormat.PlainText
LEFT_AND_MIDDLE = 0x01 | 0x80  # Qt.AlignmentFlag.AlignLeft | AlignVCenter
_UNBROKEN = re.compile(r"\S{60,}")
PLACE_TO_BREAK = "\u200b"  # has no width
_STEP = 4
USUAL_HEIGHT = 18  # pixels: a line of 10 points on the three systems has 16 to 18


def label(text: str, role: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """A plain-text label. Roles: title, heading, section, strong, soft, small, big, error, warning, code."""
    made = WrappingLabel(parent) if wrap else QLabel(parent)
    made.setProperty("textFormat", PLAIN_TEXT)
    made.setWordWrap(wrap)
    made.setText(text)
    if role:
        made.setProperty("role", role)
    return made


class WrappingLabel(QLabel):
    """Also a word that no line can hold goes on in the next. What is read back or copied is what was said,
    without the places to break."""

    def setText(self, text: str) -> None:
        super().setText(self.parted(text))

    def text(self) -> str:
        return super().text().replace(PLACE_TO_BREAK, "")

    def parted(self, text: str) -> str:
        """The text with places of no width at which a long word may break."""
        return _UNBROKEN.sub(_broken, text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from PySide6.QtGui import QKeySequence

        if self.hasSelectedText() and event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Copy, and nothing else: Qt's own menu would copy the places to break as well."""
        if not self.hasSelectedText():
            super().contextMenuEvent(event)
            return
        from PySide6.QtWidgets import QMenu

        menu = QMenu(self)
        menu.addAction("Copy", self.copy)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def copy(self) -> None:
        """Put what is selected on the clipboard."""
        QGuiApplication.clipboard().setText(self.selectedText().replace(PLACE_TO_BREAK, ""))


def _broken(word: re.Match[str]) -> str:
    """A word that no line can hold, with places at which it may go on in the next."""
    said = word.group()
    return PLACE_TO_BREAK.join(said[at : at + _STEP] for at in range(0, len(said), _STEP))


def by_letters(width: int) -> int:
    """A width in pixels that is right for letters of the usual size, for the letters now in use."""
    height = QFontMetrics(QGuiApplication.font()).height()
    return width if height <= USUAL_HEIGHT else width * height // USUAL_HEIGHT


class ElidedLabel(QLabel):
    """One line that ends in '…' where it does not fit, with the whole text as its tooltip.

    With ``keep_end`` what stands at the end stays: the words after the last ' · ' are whole and those before
    them end in '…'; without such a dot, as in the name of a file, it is shortened in the middle.
    """

    _most = 1

    def __init__(
        self, text: str = "", role: str = "", parent: QWidget | None = None, *, keep_end: bool = False
    ) -> None:
        super().__init__(parent)
        self._keep_end = keep_end
        self._measured: tuple[str, int] | None = None
        self._worked_out: tuple[tuple[str, int, int], str] | None = None
        self.setProperty("textFormat", PLAIN_TEXT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if role:
            self.setProperty("role", role)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._set_tip()

    def changeEvent(self, event: QEvent) -> None:
        self._measured = self._worked_out = None  # with another font all is of another width
        super().changeEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(20, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_tip()

    def paintEvent(self, event: QPaintEvent) -> None:
        from PySide6.QtGui import QPainter

        painter = QPainter(self)
        self.drawFrame(painter)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), LEFT_AND_MIDDLE, self.shown())

    def shown(self) -> str:
        """The text as far as there is room for it."""
        room = (self.text(), self.contentsRect().width(), self._most)
        if self._worked_out is None or self._worked_out[0] != room:
            self._worked_out = room, self._shortened()
        return self._worked_out[1]

    def _shortened(self) -> str:
        return self.text() if self._fits() else self._cut(self.text())

    def _cut(self, text: str) -> str:
        from PySide6.QtCore import Qt

        metrics, room = self.fontMetrics(), self.contentsRect().width()
        if not self._keep_end:
            return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        head, dot, tail = text.rpartition(" · ")
        left = room - metrics.horizontalAdvance(dot + tail)
        if dot and left > metrics.horizontalAdvance("…"):
            return metrics.elidedText(head, Qt.TextElideMode.ElideRight, left) + dot + tail
        return metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room)

    def _fits(self) -> bool:
        text = self.text()
        if self._measured is None or self._measured[0] != text:
            self._measured = text, self.fontMetrics().horizontalAdvance(text)
        return self._measured[1] <= self.contentsRect().width()

    def _set_tip(self) -> None:
        self.setToolTip("" if self._fits() else self.text())


class TwoLineLabel(ElidedLabel):
    """Takes a second line where one is not enough, and ends in '…' only where two are not."""

    _most = 2

    def set_most(self, lines: int) -> None:
        """Take no more lines than this, 1 or more."""
        self._most = lines
        self._take_room()

    def setText(self, text: str) -> None:
        super().setText(text)
        self._take_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._take_room()
        super().resizeEvent(event)

    def _take_room(self) -> None:
        more = self._most > 1 and not self._fits()
        lines = max(self.shown().count("\n") + 1, 2) if more else 0
        before, height = self.minimumHeight(), lines * self.fontMetrics().lineSpacing()
        self.setMinimumHeight(height)
        if height < before:
            self.setIndent(self.indent())  # else Qt keeps the hint that it worked out with the greater one
        self._set_tip()
        self.update()

    def _shortened(self) -> str:
        """Each line broken at the last blank that leaves room, with two words or more after it; with one
        where only that lets all of it be read."""
        room, measure = self.contentsRect().width(), self.fontMetrics().horizontalAdvance
        if self._fits() or self._most == 1:
            return super()._shortened()
        lines: list[str] = []
        rest = self.text()
        while len(lines) + 1 < self._most and (not lines or measure(rest) > room):
            words = rest.split(" ")
            count = next((n for n in range(len(words) - 2, 0, -1) if measure(" ".join(words[:n])) <= room), 0)
            last = len(words) - 1
            if last and not self._keep_end and (not count or measure(" ".join(words[count:])) > room):
                whole = measure(" ".join(words[:last])) <= room and measure(words[last]) <= room
                count = last if whole else count
            if not count:
                break
            lines.append(" ".join(words[:count]))
            rest = " ".join(words[count:]).removeprefix("· ")
        return "\n".join([*lines, self._cut(rest)])

    def _set_tip(self) -> None:
        self.setToolTip(self.text() if "…" in self.shown() else "")


class AddressLabel(TwoLineLabel):
    """An e-mail address; where one line has no room for it, it is broken before its '@', for who reads half
    of an address does not know who gets the message."""

    def _shortened(self) -> str:
        name, at, place = self.text().rpartition("@")
        if self._fits() or not at:
            return super()._shortened()
        return f"{self._cut(name)}\n{self._cut(at + place)}"
