"""A question with few answers, as chips: all of them are seen, and one press answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ui.widgets.buttons import chip
from ui.widgets.flow import Flow

STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class ChipChoice(QWidget):
    """One stop of the Tab key; arrow keys walk, Space or a click takes or leaves an answer.

    With ``several`` any number may be taken, otherwise taking one leaves the others.
    ``changed`` tells another choice.
    """

    changed = Signal()

    def __init__(
        self, options: Sequence[tuple[str, str]], *, several: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._several = several
        self.keys: list[str] = []
        self.chips: list[QPushButton] = []
        self._flow = Flow(self, keep_free=True)
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other answers; none of them is taken."""
        self.setFocusProxy(None)  # type: ignore[arg-type]
        for old in self.chips:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.keys = [key for key, _ in options]
        self.chips = [chip(words) for _, words in options]
        for made, (_, words) in zip(self.chips, options, strict=True):
            made.setAccessibleName(words)
            made.installEventFilter(self)
            made.clicked.connect(lambda _checked=False, pressed=made: self._pressed(pressed))
            self._flow.addWidget(made)
        if self.chips:
            self._stand_on(0)

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other answers where they are others than now; those taken stay taken."""
        if [key for key, _ in options] == self.keys:
            return
        taken = self.chosen()
        self.set_options(options)
        self.set_chosen(taken)

    def chosen(self) -> tuple[str, ...]:
        """The keys taken, in their order."""
        return tuple(key for key, made in zip(self.keys, self.chips, strict=True) if made.isChecked())

    def set_chosen(self, keys: Sequence[str]) -> None:
        """Take these and no others, without telling; a key that is no answer is left out. Tab comes to the
        first taken, for Space on another would change the answer."""
        for key, made in zip(self.keys, self.chips, strict=True):
            made.setChecked(key in keys)
        taken = next((number for number, made in enumerate(self.chips) if made.isChecked()), None)
        if taken is not None and not any(made.hasFocus() for made in self.chips):
            self._stand_on(taken)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        for made in self.chips:
            made.setAccessibleDescription(name)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Polish):
            self.setMinimumHeight(self._flow.height_at(self.width()))
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:  # as a press of the mouse brings it
            self._stand_on(next(place for place, made in enumerate(self.chips) if made is watched))
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        step = STEPS.get(Qt.Key(event.key()))
        if step is None:
            return False
        at = next((number for number, made in enumerate(self.chips) if made is watched), 0)
        if 0 <= at + step < len(self.chips):
            self._stand_on(at + step).setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _pressed(self, pressed: QPushButton) -> None:
        if not self._several and pressed.isChecked():
            for made in self.chips:
                made.setChecked(made is pressed)
        self.changed.emit()

    def _stand_on(self, index: int) -> QPushButton:
        """Tab comes to this chip and to no other."""
        for number, made in enumerate(self.chips):
            here = number == index
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self.chips[index])
        return self.chips[index]
