"""The sheet of keyboard shortcuts, and what this program is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from jfs_desktop import __version__
from ui.widgets.dialog import Dialog
from ui.widgets.text import label


class ShortcutSheet(Dialog):
    """Every action with a shortcut, in the order of the menus."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget) -> None:
        super().__init__("Keyboard shortcuts", parent=parent, width=420)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setColumnStretch(0, 1)
        native = QKeySequence.SequenceFormat.NativeText
        for row, action in enumerate(action for action in actions if not action.shortcut().isEmpty()):
            grid.addWidget(label(action.text().replace("&", "").rstrip("…")), row, 0)
            grid.addWidget(label(action.shortcut().toString(native), "key"), row, 1)
        self.content.addLayout(grid)
        self.add_verb("Close", "plain", self.accept, default=True)


class AboutBox(Dialog):
    """Name, version, and what it rests on."""

    def __init__(self, lines: Sequence[str], parent: QWidget) -> None:
        super().__init__("JFS Desktop", f"Version {__version__}", parent, width=420)
        for line in lines:
            self.content.addWidget(label(line, wrap=True))
        self.content.addWidget(
            label(
                "Built with Qt for Python (LGPL), SQLAlchemy and SQLCipher. Type: Inter (OFL).",
                "soft",
                wrap=True,
            )
        )
        self.add_verb("Close", "plain", self.accept, default=True)
