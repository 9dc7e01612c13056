"""The minimum service as a checklist: what was offered, taken up, delivered or declined (S13)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from jfs_desktop.rules.minimum_service import ServiceStanding, ServiceState
from jfs_desktop.rules.wording import near_day
from ui.widgets.buttons import button
from ui.widgets.pill import Pill
from ui.widgets.text import ElidedLabel, by_letters, label

OFFER, GIVE = 3, 4
ROW_HEIGHT = 30
STATES: Mapping[ServiceState, tuple[str, str]] = {
    ServiceState.NOT_OFFERED: ("Not offered yet", "today"),
    ServiceState.OFFERED: ("Offered", "accent"),
    ServiceState.ACCEPTED: ("Accepted", "accent"),
    ServiceState.DECLINED: ("Declined", "neutral"),
    ServiceState.DELIVERED: ("Delivered", "good"),
}


class ServiceList(QWidget):
    """One row a part. ``offerRequested(key)`` records an offer, ``recordRequested(key)`` what was done."""

    offerRequested = Signal(str)
    recordRequested = Signal(str)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._made: list[QWidget] = []
        self.offers: dict[str, QPushButton] = {}
        self.records: dict[str, QPushButton] = {}
        self.states: dict[str, Pill] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(2, 1)

    def set_items(
        self, items: Collection[ServiceStanding], *, offered: Collection[str], given: Collection[str]
    ) -> None:
        """Show these; ``offered`` and ``given`` are the parts for which a button may stand."""
        for widget in self._made:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._made, self.offers, self.records, self.states = [], {}, {}, {}
        for row, item in enumerate(items):
            self._grid.setRowMinimumHeight(row, by_letters(ROW_HEIGHT))
            self._row(row, item, offer=item.key in offered, give=item.key in given)

    def _row(self, row: int, item: ServiceStanding, *, offer: bool, give: bool) -> None:
        name = label(item.name, "strong")
        name.setToolTip(item.paragraph)
        state = Pill(*STATES[item.state])
        self.states[item.key] = state
        parts: list[QWidget] = [name, state, ElidedLabel(_words(item, self._today()), "soft")]
        for column, part in enumerate(parts):
            self._place(part, row, column)
        if offer and item.state is not ServiceState.DELIVERED:
            self.offers[item.key] = self._button("Note an offer…", item, row, OFFER)
        if give:
            self.records[item.key] = self._button("Record…", item, row, GIVE)

    def _button(self, text: str, item: ServiceStanding, row: int, column: int) -> QPushButton:
        tells, name = (self.offerRequested, "offered") if column == OFFER else (self.recordRequested, "given")
        made = button(text, "quiet", partial(tells.emit, item.key), name=f"{name}-{item.key}")
        made.setAccessibleDescription(item.name)
        self._place(made, row, column)
        return made

    def _place(self, part: QWidget, row: int, column: int) -> None:
        self._made.append(part)
        self._grid.addWidget(part, row, column, Qt.AlignmentFlag.AlignVCenter)
        part.show()


def _words(item: ServiceStanding, today: date) -> str:
    if item.state is ServiceState.DECLINED:
        return f"Why: {item.declined_reason}" if item.declined_reason else ""
    parts = []
    if item.wanted > 1:
        parts.append(f"{item.done} so far" if item.done > item.wanted else f"{item.done} of {item.wanted}")
    if item.delivered_on is not None:
        parts.append(near_day(item.delivered_on, today))
    elif item.offered_on is not None:
        parts.append(f"offered {near_day(item.offered_on, today)}")
    return " · ".join(parts)
