"""The notices above Today's list: they stand open, or fold into one line where they would leave the list
no room for its rows, as with large letters or in a low window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jfs_desktop.rules.writing.wording import counted
from ui.pages.today_room import GAP, height_of
from ui.widgets.line_note import LineNote

ROWS_LEFT = 3
"""So many rows, as large as they like, the list keeps below the notices, or they fold."""


class Notices(QWidget):
    """Holds the notices one below the other; takes no room while none has anything to say."""

    def __init__(self, notes: Sequence[LineNote], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes = tuple(notes)
        self._room = QSize()
        self._open = False
        self.line = LineNote("Show", self._turn)
        self.line.setObjectName("folded-notices")
        self._opened = QWidget()
        for holder, parts in ((self._opened, self._notes), (self, (self.line, self._opened))):
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(GAP)
            for part in parts:
                column.addWidget(part)
        for note in self._notes:
            note.told.connect(self._stand)
        self._stand()

    @property
    def folded(self) -> bool:
        """Whether a line stands for the notices."""
        return bool(self.line.words.text()) and not self._open

    def fit(self, room: QSize) -> None:
        """Stand in this room, in pixels, of whose height the list below has its part."""
        if room != self._room:
            self._room = room
            self._stand()

    def _turn(self) -> None:
        self._open = not self._open
        self._stand()
        self.line.way.setFocus()

    def _stand(self) -> None:
        told = [note for note in self._notes if note.words.text()]
        needed = sum(note.heightForWidth(self._room.width()) for note in told) + GAP * len(told)
        one_line = self.line.sizeHint().height() + GAP
        crowded = self._room.isValid() and self._room.height() - needed < height_of(ROWS_LEFT)
        folds = crowded and needed > one_line
        self._open = self._open and folds
        self.line.show_words(f"{counted(len(told), 'thing')} to see" if folds else "")
        self.line.way.setText("Fold" if self._open else "Show")
        self._opened.setVisible(bool(told) and (self._open or not folds))
        self.setVisible(bool(told))
