"""From row to row of a list by the arrow keys, and Enter for what has the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget

from ui.widgets.clock_chip import ClockChip
from ui.widgets.section_list import RowWidget, SectionList
from ui.widgets.shortcuts import ACT, ROW_ABOVE, ROW_BELOW


class RowKeys(QObject):
    """Binds the keys for a list in a scroll area. Without a focus in the list, arrows begin at the top."""

    def __init__(self, rows: SectionList, area: QScrollArea) -> None:
        super().__init__(area)
        self._rows, self._area = rows, area
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        ROW_BELOW.bind(area, lambda: self.step(1), inside)
        ROW_ABOVE.bind(area, lambda: self.step(-1), inside)
        ACT.bind(area, self.act, inside)
        area.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab goes to its rows
        area.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows go down the list from the start: it takes the focus where no field has it yet, and from
        the button that stood there while it had no rows."""
        if event.type() is QEvent.Type.Show and watched is self._area:
            focus: QWidget | None = QApplication.focusWidget()
            if focus is None or focus.isAncestorOf(self._area) or self._stands_beside(focus):
                self._area.setFocus()
        return False

    def _stands_beside(self, focus: QWidget) -> bool:
        page = self._area.parentWidget()
        return isinstance(focus, QPushButton) and page is not None and page.isAncestorOf(focus)

    def current(self) -> RowWidget | None:
        """The row that has the focus."""
        focus: QWidget | None = QApplication.focusWidget()
        while focus is not None and not isinstance(focus, RowWidget):
            focus = focus.parentWidget()
        return focus if isinstance(focus, RowWidget) and self._rows.isAncestorOf(focus) else None

    @property
    def key(self) -> object:
        """The key of that row; None where no row has the focus."""
        row = self.current()
        return row.row.key if row is not None else None

    def stay_on(self, key: object) -> None:
        """Give the focus back to the row of this key, unless another row or a dialog has it."""
        place = self._rows.place_of(key) if key is not None and self.current() is None else -1
        if place >= 0 and QApplication.activeModalWidget() is None:
            self.go_to(place)

    def step(self, by: int) -> None:
        """Go to a row further down, or up."""
        now = self.current()
        self.go_to(0 if now is None else max(self._rows.place_of(now.row.key) + by, 0))

    def go_to(self, place: int) -> None:
        """Put the focus on the button of a row, or of the last one, and the row into sight."""
        row = self._rows.row_at(place)
        if row is None:
            return
        (row.action or row.name).setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._area.ensureWidgetVisible(row, 0, 40)

    def act(self) -> None:
        """Press what has the focus: the action, the name or the explanation of a row."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QPushButton):
            focus.click()
        elif isinstance(focus, ClockChip):
            focus.chosen.emit()
