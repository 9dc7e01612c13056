"""The journey of a case as a row of cells: referred, acknowledged, contacted, ... ended."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from jfs_desktop.records.views import JourneyStep
from ui.widgets.buttons import Button, button
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

    Cells that would be cut off in one row stand in two, and in more where letters are large. Folded, one row
    shows those that tell most: what is late, where the case stands, what comes next and what was last; a
    button unfolds the others.
    """

    stepChosen = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "journey")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(1, 1, 1, 1)
        self._grid.setSpacing(0)
        self._stands: tuple[int, tuple[StepCell, ...]] = (0, ())
        self._folded = self._opened = False
        self.cells: list[StepCell] = []
        self.more = button("", "quiet", self._turn, name="journey-more")
        self.more.hide()

    def set_steps(self, steps: Sequence[JourneyStep]) -> None:
        """Show other steps; who stood on one stands on it again. The same steps stay as they are."""
        if [cell.step for cell in self.cells] == list(steps):
            return
        stood = next((cell.step.title for cell in self.cells if cell.hasFocus()), "")
        for cell in self.cells:
            self._grid.removeWidget(cell)
            cell.deleteLater()
        self.cells = [StepCell(step, self) for step in steps]
        for cell in self.cells:
            cell.clicked.connect(lambda _=False, which=cell: self._chosen(which))
            cell.installEventFilter(self)
        self._stands = (0, ())
        self._arrange()
        for cell in self._told():
            if cell.step.title == stood:
                self._stand_on(cell)
                cell.show()  # what is still hidden takes no focus
                cell.setFocus()

    def set_folded(self, folded: bool) -> None:
        """Whether one row has to do until somebody asks for all."""
        if folded != self._folded:
            self._folded, self._opened = folded, False
            self._arrange()

    @property
    def shown(self) -> tuple[StepCell, ...]:
        """The cells that are seen, in their order."""
        return self._stands[1]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys walk; what the mouse pressed is the stop from now on."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, StepCell):
            self._stand_on(watched)
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        step = STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        told = self._told()
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

    def _told(self) -> list[StepCell]:
        """The cells seen that explain a date."""
        return [cell for cell in self.shown if cell.step.clock_id]

    def _arrange(self) -> None:
        every = tuple(self.cells)
        few = self._telling() if self._folded else every
        shown = every if self._opened else few
        number = len(shown)
        ways = [-(-number // rows) for rows in range(1, MOST_ROWS + 1)]
        fitting = (one for one in ways if sum(_weights(shown, one)) <= self.width())
        across = next(fitting, ways[-1]) if len(shown) == len(every) else number
        if (across, shown) == self._stands:
            return
        self._stands = (across, shown)
        self._place(shown, across)
        self.more.setVisible(len(few) < len(every))
        self.more.setText("Fewer" if self._opened else f"All {len(every)}")
        self.more.setAccessibleName("Fewer steps of the journey" if self._opened else "The whole journey")
        told = self._told()
        for cell in [cell for cell in told if cell.step.state in _AT] or told:
            self._stand_on(cell)
            break

    def _place(self, shown: Sequence[StepCell], across: int) -> None:
        for cell in (*self.cells, self.more):
            self._grid.removeWidget(cell)
            cell.setVisible(cell in shown)
        for index, cell in enumerate(shown):
            row, column = divmod(index, across)
            self._grid.addWidget(cell, row, column)
            edges = ("below" if column else "corner") if row else ("" if column else "left")
            dress(cell, "edge", edges)
        self._grid.addWidget(self.more, 0, across)
        weights = _weights(shown, across)
        for column in range(self._grid.columnCount()):  # what has more to say gets more room
            self._grid.setColumnStretch(column, weights[column] if column < across else 0)

    def _telling(self) -> tuple[StepCell, ...]:
        """As many cells as fit one row, the most telling first chosen; all of them where they fit."""
        room = self.width()
        if sum(cell.weight for cell in self.cells) <= room:
            return tuple(self.cells)
        room -= self.more.sizeHint().width()
        taken: set[int] = set()
        for place in self._most_telling_first():
            room -= self.cells[place].weight
            if room < 0 and taken:
                break
            taken.add(place)
        return tuple(self.cells[place] for place in sorted(taken))

    def _most_telling_first(self) -> list[int]:
        states = [cell.step.state for cell in self.cells]
        ahead = [place for place, state in enumerate(states) if state == "ahead"]
        done = [place for place, state in enumerate(states) if state == "done"]
        urgent = [place for place, state in enumerate(states) if state in _AT]
        told = [*urgent, *ahead[:1], *done[-1:], *ahead[1:], *reversed(done[:-1])]
        return [*told, *(place for place in range(len(states)) if place not in told)]

    def _turn(self) -> None:
        self._opened = not self._opened
        self._arrange()

    def _chosen(self, cell: StepCell) -> None:
        if cell.step.clock_id:
            self.stepChosen.emit(cell.step.clock_id, cell)


def _weights(cells: Sequence[StepCell], across: int) -> list[int]:
    """How wide each column is with so many cells in a row."""
    return [max(cell.weight for cell in cells[column::across]) for column in range(across)]
