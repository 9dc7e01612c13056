"""News inside the window: one line, one action, never in the way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.buttons import button
from ui.widgets.roles import set_role
from ui.widgets.text import label

GOOD_NEWS_MS = 8000
LETTER_MS = 90
"""Of a longer line: so that a slow reader comes to its end."""


class Banner(QFrame):
    """Hidden until ``tell``. Good news leaves by itself, a problem stays until it is closed."""

    changed = Signal()
    """What it offers is another thing now, or nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._act: Callable[[], None] | None = None
        self._ends = False
        self._title = label("", "strong")
        self._text = label("", wrap=True)
        self._action = button("", "plain", self._do, name="banner-action")
        self._close = button("Close", "quiet", self.hide, name="banner-close")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._title)
        words.addWidget(self._text)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 7, 8, 7)
        row.addLayout(words, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        """The line now shown."""
        return self._text.text()

    @property
    def takes_back(self) -> bool:
        """Whether its action takes something back that can be taken back only while it stands."""
        return self._ends and self._act is not None and not self.isHidden()

    def act(self) -> None:
        """Do what is offered, as its button does."""
        self._do()

    def tell(
        self,
        text: str,
        level: str = "good",
        *,
        title: str = "",
        action: str = "",
        act: Callable[[], None] | None = None,
        lasts: float = 0.0,
    ) -> None:
        """Show a line at level 'good', 'info' or 'problem', for ``lasts`` seconds where they are given."""
        set_role(self, f"banner-{level}")
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._text.setText(text)
        self._act, self._ends = act, bool(lasts)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._timer.stop()
        if lasts:
            self._timer.start(int(lasts * 1000))
        elif level != "problem":
            self._timer.start(max(GOOD_NEWS_MS, len(text) * LETTER_MS))
        self.setAccessibleName(f"{title}: {text}" if title else text)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        self.changed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.changed.emit()

    def _do(self) -> None:
        act, self._act = self._act, None
        self.hide()
        if act is not None:
            act()
