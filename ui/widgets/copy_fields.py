"""Fields of another program, each ready to be copied there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from jfs_desktop.rules.prap.prap_values import FieldValue
from ui.widgets.buttons import button
from ui.widgets.ni_words import masked, spaced
from ui.widgets.secret_clipboard import copy_secret
from ui.widgets.shortcuts import COPY_NEXT
from ui.widgets.text import label

CLIPBOARD_MS = 60_000
NOT_KNOWN = "not known yet"


class CopyFields(QWidget):
    """One row a field: its name, what goes there, and 'Copy'. A key copies them one after the other.

    What is copied leaves the clipboard after ``clipboard_ms``; the NI number stays masked until it is
    asked for (with ``keep_masked``: for good), and is copied whole. ``copied(text)`` says which field it was.
    """

    copied = Signal(str)

    def __init__(
        self, parent: QWidget | None = None, *, clipboard_ms: int = CLIPBOARD_MS, keep_masked: bool = False
    ) -> None:
        super().__init__(parent)
        self._clipboard_ms = clipboard_ms
        self._keep_masked = keep_masked
        self._fields: tuple[FieldValue, ...] = ()
        self._done: set[str] = set()
        self._shown: set[str] = set()
        self._values: dict[str, QLabel] = {}
        self.buttons: dict[str, QPushButton] = {}
        self._toggles: dict[str, QPushButton] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        COPY_NEXT.bind(self, self.copy_next)

    def set_fields(self, fields: Sequence[FieldValue]) -> None:
        """Show these; where the rows are the same, only what stands in them changes."""
        before = tuple((one.key, one.text, one.secret) for one in self._fields)
        self._fields = tuple(fields)
        if before != tuple((one.key, one.text, one.secret) for one in fields):
            self._build()
        for one in self._fields:
            self._show(one)

    def value(self, key: str) -> str:
        """What stands in a row, as it is shown."""
        return self._values[key].text()

    def copy_next(self) -> None:
        """Copy the next field that is known, and begin anew after the last."""
        known = [one for one in self._fields if one.value]
        waiting = [one for one in known if one.key not in self._done]
        if not waiting:
            self._done.clear()
            waiting = known
        if waiting:
            self._copy(waiting[0].key)

    def _build(self) -> None:
        for row in range(self._grid.rowCount()):
            for column in range(self._grid.columnCount()):
                item = self._grid.itemAtPosition(row, column)
                widget = item.widget() if item is not None else None
                if widget is not None:
                    self._grid.removeWidget(widget)
                    widget.hide()
                    widget.deleteLater()
        self._values, self.buttons, self._toggles = {}, {}, {}
        self._done, self._shown = set(), set()
        for place, one in enumerate(self._fields):
            row = 2 * place
            self._grid.addWidget(label(one.text, "small"), row, 0, Qt.AlignmentFlag.AlignBottom)
            value = label("", "strong", wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._values[one.key] = value
            self._grid.addWidget(value, row + 1, 0)
            if one.secret and not self._keep_masked:
                show = button("Show", "link", partial(self._toggle, one.key), name=f"show-{one.key}")
                self._toggles[one.key] = show
                self._grid.addWidget(show, row, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)
            copy = button("Copy", "plain", partial(self._copy, one.key), name=f"copy-{one.key}")
            copy.setAccessibleName(f"Copy: {one.text}")
            self.buttons[one.key] = copy
            self._grid.addWidget(copy, row, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
            self._grid.setRowMinimumHeight(row, 24)  # nearer to its own value than to the one above

    def _show(self, one: FieldValue) -> None:
        text = one.value
        if one.secret and text:
            text = spaced(text) if one.key in self._shown else masked(text)
        self._values[one.key].setText(text or NOT_KNOWN)
        done = one.key in self._done
        if one.key in self._toggles:
            self._toggles[one.key].setVisible(bool(one.value))  # what is not known is nothing to show
        copy = self.buttons[one.key]
        copy.setEnabled(bool(one.value))
        copy.setText("Copied" if done else "Copy")

    def _toggle(self, key: str) -> None:
        self._shown ^= {key}
        for one in self._fields:
            self._show(one)
        self._toggles[key].setText("Hide" if key in self._shown else "Show")

    def _copy(self, key: str) -> None:
        one = next(one for one in self._fields if one.key == key)
        copy_secret(one.value, self._clipboard_ms)
        self._done.add(key)
        self._show(one)
        self.copied.emit(one.text)
