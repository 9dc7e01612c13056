"""The journey of a case as a row of cells: referred, acknowledged, contacted, ... ended."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from jfs_desktop.records.views import JourneyStep
from ui.widgets.buttons import Button
from ui.widgets.chip_choice import STEPS
from ui.widgets.roles import dress
from ui.widgets.text import ElidedLabel

MOST_ROWS = 4
_AT = ("late", "now")
SPOKEN = {"done": "done", "now": "now", "late": "late", "ahead": "to come", "not_needed": "not needed"}


class StepCell(Button):
    """One cell: what it is, and when; a click asks for the explanation of its clock."""

    def __init__(self, step: JourneyStep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = step
        self.setProperty("role", f"step-{step.state}")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{step.title}: {step.text}, {SPOKEN.get(step.state, step.state)}")
        mark = {"done": "✓ ", "late": "▲ "}.get(step.state, "")
        title, text = ElidedLabel(mark + step.title, "soft"), ElidedLabel(step.text, "strong")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 7, 6, 8)
        column.setSpacing(1)
        for words in (title, text):
            words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(words)
            words.ensurePolished()
        self.setToolTip(
            f"{step.title}: {step.text}" + (". Press to explain the date." if step.clock_id else "")
        )
        if not step.clock_id:  # nothing to explain, so nothing to press
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        widest = max(words.fontMetrics().horizontalAdvance(words.text()) for words in (title, text))
        self.weight = max(60, widest + 22)
        self._height = title.sizeHint().height() + text.sizeHint().height() + 18

    def sizeHint(self) -> QSize:
        return QSize(110, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self._height)


class JourneyStrip(QFrame):
    """``stepChosen(clock_id, cell)`` when a cell with a clock is pressed. One stop of the Tab key, at the
    step that the case is at; arrow keys walk to the others that explain a date.

    Cells that would be cut off in one row stand in two, and in more where letters are large.
    """

    stepChosen = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "journey")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(1, 1, 1, 1)
        self._grid.setSpacing(0)
        self._across = 0
        self.cells: list[StepCell] = []

    def set_steps(self, steps: Sequence[JourneyStep]) -> None:
        """Show other steps; who stood on one stands on it again."""
        stood = next((cell.step.title for cell in self.cells if cell.hasFocus()), "")
        for cell in self.cells:
            self._grid.removeWidget(cell)
            cell.deleteLater()
        self.cells = [StepCell(step, self) for step in steps]
        for cell in self.cells:
            cell.clicked.connect(lambda _=False, which=cell: self._chosen(which))
            cell.installEventFilter(self)
        self._across = 0
        self._arrange()
        told = [cell for cell in self.cells if cell.step.clock_id]
        again = [cell for cell in told if cell.step.title == stood]
        for cell in again or [cell for cell in told if cell.step.state in _AT] or told:
            self._stand_on(cell)
            break
        for cell in again:
            cell.show()  # what is still hidden takes no focus
            cell.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys walk; what the mouse pressed is the stop from now on."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, StepCell):
            self._stand_on(watched)
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        step = STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        told = [cell for cell in self.cells if cell.step.clock_id]
        at = next((place for place, cell in enumerate(told) if cell is watched), 0)
        if 0 <= at + step < len(told):
            told[at + step].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _stand_on(self, stop: StepCell) -> None:
        """Tab comes to this cell and to no other."""
        for cell in self.cells:
            if cell.step.clock_id:
                only = cell is stop
                cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if only else Qt.FocusPolicy.ClickFocus)

    def _arrange(self) -> None:
        number = len(self.cells)
        ways = [-(-number // rows) for rows in range(1, MOST_ROWS + 1)]
        across = next((one for one in ways if sum(self._weights(one)) <= self.width()), ways[-1])
        if across == self._across:
            return
        self._across = across
        for index, cell in enumerate(self.cells):
            row, column = divmod(index, across)
            self._grid.addWidget(cell, row, column)
            edges = ("below" if column else "corner") if row else ("" if column else "left")
            dress(cell, "edge", edges)
        weights = self._weights(across)
        for column in range(self._grid.columnCount()):  # what has more to say gets more room
            self._grid.setColumnStretch(column, weights[column] if column < across else 0)

    def _weights(self, across: int) -> list[int]:
        """How wide each column is with so many cells in a row."""
        return [max(cell.weight for cell in self.cells[column::across]) for column in range(across)]

    def _chosen(self, cell: StepCell) -> None:
        if cell.step.clock_id:
            self.stepChosen.emit(cell.step.clock_id, cell)
