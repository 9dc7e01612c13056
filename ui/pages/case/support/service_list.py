"""The minimum service as a checklist: what was offered, taken up, delivered or declined (S13)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from jfs_desktop.rules.plan.minimum_service import ServiceStanding, ServiceState
from jfs_desktop.rules.writing.wording import near_day
from ui.widgets.buttons import button
from ui.widgets.pill import Pill
from ui.widgets.text import by_letters, label

WHAT, STATE, OFFER, GIVE = range(4)
UPPER, LOWER = (WHAT, STATE), (OFFER, GIVE)  # the columns of the two lines of a part where room is short
ROW_HEIGHT, GAP = 30, 12
STATES: Mapping[ServiceState, tuple[str, str]] = {
    ServiceState.NOT_OFFERED: ("Not offered yet", "today"),
    ServiceState.OFFERED: ("Offered", "accent"),
    ServiceState.ACCEPTED: ("Accepted", "accent"),
    ServiceState.DECLINED: ("Declined", "neutral"),
    ServiceState.NOT_APPROPRIATE: ("Not appropriate", "neutral"),
    ServiceState.DELIVERED: ("Delivered", "good"),
}


class ServiceList(QWidget):
    """One row a part. ``offerRequested(key)`` records an offer, ``recordRequested(key)`` what was done."""

    offerRequested = Signal(str)
    recordRequested = Signal(str)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._lines: list[dict[int, QWidget]] = []
        self._folded = False
        self.offers: dict[str, QPushButton] = {}
        self.records: dict[str, QPushButton] = {}
        self.states: dict[str, Pill] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(WHAT, 1)

    def set_items(
        self, items: Collection[ServiceStanding], *, offered: Collection[str], given: Collection[str]
    ) -> None:
        """Show these; ``offered`` and ``given`` are the parts for which a button may stand."""
        for widget in (part for line in self._lines for part in line.values()):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._lines, self.offers, self.records, self.states = [], {}, {}, {}
        for item in items:
            self._lines.append({})
            self._row(item, offer=item.key in offered, give=item.key in given)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """As wide as the wider of the two lines that a part takes where there is no room for one."""
        return QSize(max(self._needed(*UPPER), self._needed(*LOWER)), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_narrow() is not self._folded:
            self._arrange()

    def _is_narrow(self) -> bool:
        return self.width() < self._needed(*UPPER, *LOWER)

    def _needed(self, *columns: int) -> int:
        """How wide these columns are side by side."""
        widths = [
            max((line[column].minimumSizeHint().width() for line in self._lines if column in line), default=0)
            for column in columns
        ]
        return sum(widths) + GAP * (len(columns) - 1)

    def _arrange(self) -> None:
        """A part in one line, or what is to press below what it is."""
        self._folded = folded = self._is_narrow()
        for row, line in enumerate(self._lines):
            for column, part in line.items():
                below = folded and column in LOWER
                place = (2 * row + 1, column - LOWER[0]) if below else (2 * row, column)
                self._grid.addWidget(part, *place, Qt.AlignmentFlag.AlignVCenter)
            self._grid.setRowMinimumHeight(2 * row, by_letters(ROW_HEIGHT))

    def _row(self, item: ServiceStanding, *, offer: bool, give: bool) -> None:
        name = label(item.name, "strong")
        name.setToolTip(item.paragraph)
        state = Pill(*STATES[item.state])
        self.states[item.key] = state
        self._place(_above(name, _words(item, self._today())), WHAT)
        self._place(state, STATE)
        if offer and item.state is not ServiceState.DELIVERED:
            self.offers[item.key] = self._button("Note an offer…", item, OFFER)
        if give:
            self.records[item.key] = self._button("Record…", item, GIVE)

    def _button(self, text: str, item: ServiceStanding, column: int) -> QPushButton:
        tells, name = (self.offerRequested, "offered") if column == OFFER else (self.recordRequested, "given")
        made = button(text, "quiet", partial(tells.emit, item.key), name=f"{name}-{item.key}")
        made.setAccessibleDescription(item.name)
        self._place(made, column)
        return made

    def _place(self, part: QWidget, column: int) -> None:
        part.setParent(self)
        self._lines[-1][column] = part
        part.show()


def _above(name: QWidget, words: str) -> QWidget:
    """A name, and below it what is to be said of it."""
    held = QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    column.addWidget(name)
    if words:
        column.addWidget(label(words, "soft", wrap=True))
    return held


def _words(item: ServiceStanding, today: date) -> str:
    if item.state in {ServiceState.DECLINED, ServiceState.NOT_APPROPRIATE}:
        return f"Why: {item.reason}" if item.reason else ""
    parts = []
    if item.wanted > 1:
        parts.append(f"{item.done} so far" if item.done > item.wanted else f"{item.done} of {item.wanted}")
    if item.delivered_on is not None:
        parts.append(near_day(item.delivered_on, today))
    elif item.offered_on is not None:
        parts.append(f"offered {near_day(item.offered_on, today)}")
    return " · ".join(parts)
