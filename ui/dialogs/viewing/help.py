"""The sheet of keyboard shortcuts, and what this program is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from jfs_desktop import __version__
from ui.widgets.dialog import Dialog
from ui.widgets.shortcuts import NATIVE, SHEET
from ui.widgets.text import by_letters, label

WIDTH = 900


class ShortcutSheet(Dialog):
    """Every shortcut there is, in two columns of like height; in one where letters are large."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget) -> None:
        super().__init__("Keyboard shortcuts", parent=parent, width=WIDTH)
        menus = [
            (action.iconText().rstrip("…"), _keys(action))  # 'Undo', whatever it would reverse now
            for action in actions
            if not action.shortcut().isEmpty()
        ]
        groups = [("From the menus", menus)]
        groups += [(title, [(line.what, line.words()) for line in lines]) for title, lines in SHEET]
        left, right = QVBoxLayout(), QVBoxLayout()
        used = {left: 0, right: 0}
        for title, rows in sorted(groups, key=lambda group: -len(group[1])):  # so both come out alike
            shorter = left if used[left] <= used[right] else right
            shorter.addLayout(_group(title, rows))
            used[shorter] += len(rows) + 1
        beside = by_letters(WIDTH) <= self._wide(WIDTH)
        columns = QBoxLayout(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        columns.setSpacing(40 if beside else 14)
        for column in (left, right):
            column.setSpacing(14)
            column.addStretch(1)
            columns.addLayout(column, 1)
        self.content.addLayout(columns)
        self.add_verb("Close", "plain", self.accept, default=True)


def _keys(action: QAction) -> str:
    return " or ".join(one.toString(NATIVE) for one in action.shortcuts())


def _group(title: str, lines: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    grid.addWidget(label(title, "section"), 0, 0, 1, 2)
    for row, (what, keys) in enumerate(lines, 1):
        grid.addWidget(label(what), row, 0)
        grid.addWidget(label(keys, "key"), row, 1, Qt.AlignmentFlag.AlignRight)
    return grid


class AboutBox(Dialog):
    """Name, version, and what it rests on."""

    def __init__(self, lines: Sequence[str], parent: QWidget) -> None:
        super().__init__("JFS Desktop", f"Version {__version__}", parent, width=420)
        for line in lines:
            self.content.addWidget(label(line, wrap=True))
        self.content.addWidget(
            label(
                "Built with Qt for Python (LGPL), SQLAlchemy and SQLCipher. Type: Inter (OFL). "
                "Spelling: Hunspell (MPL) with the en_GB dictionary (LGPL).",
                "soft",
                wrap=True,
            )
        )
        self.add_verb("Close", "plain", self.accept, default=True)
