"""What a field holds, by its kind: read, written, and heard of when it changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from ui.widgets.chip_choice import ChipChoice
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.text_area import TextArea


def change_of(field: QWidget) -> SignalInstance | None:
    """What a field tells at every change; None for what is no field."""
    found = field.edit if isinstance(field, DateField) else field
    for kind, signal in _TOLD.items():
        if isinstance(found, kind):
            return cast(SignalInstance, getattr(found, signal))
    return None


_TOLD: Mapping[type[QWidget], str] = {
    QComboBox: "currentIndexChanged",
    ChipChoice: "changed",
    QCheckBox: "toggled",
    QSpinBox: "valueChanged",
    QLineEdit: "textChanged",
    QPlainTextEdit: "textChanged",
    TextArea: "textChanged",
}


def read_field(field: QWidget) -> Any:
    """The value of a field, by its kind."""
    if isinstance(field, QComboBox):
        return field.currentText() if field.isEditable() else field.currentData()
    for kind, read in _READERS.items():
        if isinstance(field, kind):
            return read(field)
    raise TypeError(type(field).__name__)


_READERS: Mapping[type[QWidget], Callable[[Any], Any]] = {
    DateField: DateField.value,
    TimeField: TimeField.value,
    QLineEdit: QLineEdit.text,
    QPlainTextEdit: QPlainTextEdit.toPlainText,
    TextArea: lambda area: area.text(),  # with bold and lists where it is one of rich text
    QCheckBox: QCheckBox.isChecked,
    QSpinBox: QSpinBox.value,
    ChipChoice: ChipChoice.chosen,
}
"""A time field is a line of text too, and comes before it."""


def write_field(field: QWidget, value: Any) -> None:
    """Show a value in a field, by its kind."""
    if isinstance(field, DateField | TimeField):
        field.set_value(value)
    elif isinstance(field, QLineEdit):
        field.setText(value or "")
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(value or "")
    elif isinstance(field, TextArea):
        field.set_text(value or "")
    elif isinstance(field, QComboBox):
        if field.isEditable():
            field.setCurrentText(value or "")
        else:
            field.setCurrentIndex(place_of(field, value))
    elif isinstance(field, QCheckBox):
        field.setChecked(bool(value))
    elif isinstance(field, QSpinBox):
        field.setValue(int(value or 0))
    elif isinstance(field, ChipChoice):
        field.set_chosen(value or ())
    else:
        raise TypeError(type(field).__name__)


def place_of(field: QComboBox, value: Any) -> int:
    """Where a value stands; Qt's own search holds two equal Python values for two different ones."""
    return next((index for index in range(field.count()) if field.itemData(index) == value), 0)
