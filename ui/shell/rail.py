"""The left rail: one entry a page that works, with a figure where it has one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.shell.entries import Command
from ui.shell.icons import icon
from ui.shell.theme import Theme
from ui.widgets.buttons import Button, button
from ui.widgets.roles import set_role
from ui.widgets.text import by_letters, label

WIDTH = 200
BADGE_GAP, LEAST_BADGE = 4, 34


class RailEntry(Button):
    """A page's name, its drawing, and the figure at its right."""

    def __init__(
        self, key: str, title: str, drawing: str, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, parent)
        self.key = key
        self._drawing = drawing
        self._theme = theme
        self.setCheckable(True)
        self.setProperty("role", "rail")
        self.setObjectName(f"rail-{key}")
        self.badge: QLabel = label("", "badge")
        self.badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.badge.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 10, 0)
        row.addStretch(1)
        row.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignVCenter)
        self.paint_icon()
        theme.changed.connect(self.paint_icon)
        self.toggled.connect(self.paint_icon)

    def sizeHint(self) -> QSize:
        """Room for the name and a figure beside it, also while there is none: the pages must not be
        pushed aside by a figure that comes."""
        own, figure = super().sizeHint(), max(self.badge.sizeHint().width(), by_letters(LEAST_BADGE))
        return QSize(own.width() + figure + by_letters(BADGE_GAP), own.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paint_icon(self) -> None:
        """Tint the drawing by the state and the theme."""
        role = "accent_soft_text" if self.isChecked() else "text_soft"
        self.setIcon(icon(self._drawing, self._theme.colour(role), size=by_letters(16)))
        self.setIconSize(QSize(by_letters(16), by_letters(16)))

    def set_badge(self, text: str, urgent: bool) -> None:
        self.badge.setText(text)
        self.badge.setVisible(bool(text))
        set_role(self.badge, "badge-urgent" if urgent else "badge")
        self.updateGeometry()
        self.setAccessibleName(f"{self.text()}, {text}" if text else self.text())


class Rail(QFrame):
    """``chosen(key)``, ``shareRequested()``; Up and Down walk through the entries."""

    chosen = Signal(str)
    shareRequested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self.setAccessibleName("Pages")
        self._theme = theme
        self._group = QButtonGroup(self)
        self.entries: dict[str, RailEntry] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 10, 8, 10)
        self._column.addStrut(by_letters(WIDTH) - 16)  # a longer name with its figure may be wider
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self.share = button("", "plain", self.shareRequested.emit, name="rail-share")
        self.share.setCheckable(True)
        self._stand_at_foot(self.share)
        self.show_shared(False)

    def add(self, key: str, title: str, drawing: str) -> None:
        entry = RailEntry(key, title, drawing, self._theme, self)
        entry.clicked.connect(lambda: self.chosen.emit(key))
        self._group.addButton(entry)
        self._column.insertWidget(len(self.entries), entry)
        self.entries[key] = entry

    def show_chosen(self, key: str) -> None:
        """Mark the entry of the page in front; none for a page without an entry."""
        if key in self.entries:
            self.entries[key].setChecked(True)
            return
        self._group.setExclusive(False)  # or the entry chosen last would stay marked
        for entry in self.entries.values():
            entry.setChecked(False)
        self._group.setExclusive(True)

    def add_verbs(self, commands: Sequence[Command], run: Callable[[Command], None]) -> None:
        """Add a button at the foot for each command that has words there: it is there on every page."""
        for one in commands:
            if one.foot:
                keys = QKeySequence(one.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
                tip = f"{one.text.replace('&', '')} ({keys})"
                self._stand_at_foot(button(one.foot, "plain", partial(run, one), tip=tip, name="rail-verb"))

    def show_shared(self, on: bool) -> None:
        """Say at the foot whether the screen is shared."""
        self.share.setChecked(on)
        self.share.setText("▣ Stop sharing" if on else "Share screen")
        what = (
            "Show everybody again" if on else "Show only the person you help, to share your screen with them"
        )
        self.share.setToolTip(f"{what} (Ctrl+Shift+S)")

    def set_badge(self, key: str, text: str, urgent: bool) -> None:
        if key in self.entries:
            self.entries[key].set_badge(text, urgent)

    def _stand_at_foot(self, foot: QPushButton) -> None:
        """All as wide as the rail, one below the other."""
        foot.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._column.addSpacing(4)
        self._column.addWidget(foot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
            return
        super().keyPressEvent(event)
