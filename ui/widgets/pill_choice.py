"""A state that can be changed in place: a pill that opens its choices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from ui.widgets.pill import MARKS
from ui.widgets.roles import set_role


class PillChoice(QComboBox):
    """One of several states, each told by word, mark and colour. ``picked(before, after)``.

    ``states`` gives words and pill kind of each state. The wheel scrolls the
    page and never changes the state.
    """

    picked = Signal(object, object)

    def __init__(
        self, name: str, title: str, states: Mapping[Any, tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._states = dict(states)
        self._now = next(iter(self._states))
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for words, kind in self._states.values():
            self.addItem(MARKS.get(kind, "") + words)
        self._dress()
        self.currentIndexChanged.connect(self._take)

    def state(self) -> Any:
        """The state shown."""
        return self._now

    def set_state(self, state: Any) -> None:
        """Show another state without telling."""
        self._now = state
        self.blockSignals(True)
        self.setCurrentIndex(list(self._states).index(state))
        self.blockSignals(False)
        self._dress()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() == Qt.KeyboardModifier.AltModifier:
            event.ignore()  # Alt with an arrow moves the row; Space opens the choices
            return
        super().keyPressEvent(event)

    def _take(self, index: int) -> None:
        before, self._now = self._now, list(self._states)[index]
        self._dress()
        self.picked.emit(before, self._now)

    def _dress(self) -> None:
        set_role(self, f"pill-{self._states[self._now][1]}")
