"""Cells of a table whose words go on in the next line."""

from __future__ import annotations

import re

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.widgets.text import PLACE_TO_BREAK, by_letters

Index = QModelIndex | QPersistentModelIndex
_PADDING = 10  # of every cell, in the style sheet
_LONG_WORD = re.compile(r"\S{20,}")
_STEP = 2


class WrappedCells(QStyledItemDelegate):
    """Also a word that is wider than its column, such as a name without a blank, goes on in the next line.

    Qt counts the lines as if the padding of the style sheet were room for letters.
    """

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.text = _LONG_WORD.sub(_broken, option.text)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        within = QStyleOptionViewItem(option)
        room, padding = within.rect, by_letters(_PADDING)
        if room.width() > padding:
            room.setWidth(room.width() - padding)
            within.rect = room
        return super().sizeHint(within, index)


def _broken(word: re.Match[str]) -> str:
    said = word.group()
    return PLACE_TO_BREAK.join(said[at : at + _STEP] for at in range(0, len(said), _STEP))
