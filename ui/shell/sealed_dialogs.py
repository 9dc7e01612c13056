"""Open dialogs while the vault is locked: everything in them is taken out and sealed with the vault's key.

The dialogs themselves stay, hidden and empty, with all their connections. Whatever
shows or holds text is taken: fields, labels, choices, tables, and what a dialog
keeps in its own attributes. So this holds for every dialog without its doing.
"""

from __future__ import annotations

import io
import logging
import pickle
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, time
from enum import Enum
from pathlib import Path
from types import FunctionType, MethodType
from typing import Any

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from ui.shell.context import Context
from ui.widgets.record_table import RecordModel

log = logging.getLogger(__name__)

TEXTS = ("text", "html", "plainText", "toolTip", "accessibleName", "accessibleDescription")
OURS = "ui.dialogs."
Caret = tuple[int, int]
NOT_DATA = (FunctionType, MethodType, Context)


@dataclass(slots=True)
class Paper:
    """What was taken out of one widget."""

    place: int
    texts: dict[str, str] = field(default_factory=dict)
    items: list[str] = field(default_factory=list)
    rows: tuple[Any, ...] = ()
    row: int = -1
    caret: Caret | None = None
    held: dict[str, Any] = field(default_factory=dict)


class SealedDialogs:
    """Takes dialogs' contents out at the lock and puts them back after the unlock."""

    def __init__(self) -> None:
        self._sealed = b""
        self._dialogs: list[tuple[QDialog, QWidget | None, Caret | None]] = []
        self._widgets: list[QWidget] = []
        self._left: list[object] = []
        self._timers: list[QTimer] = []

    def put_away(self, dialogs: Iterable[QDialog], seal: Callable[[bytes], bytes]) -> None:
        """Empty hidden dialogs; what was in them is kept sealed."""
        for dialog in dialogs:
            focus: QWidget | None = dialog.focusWidget()
            self._dialogs.append((dialog, focus, _caret(focus)))
            self._timers += [timer for timer in dialog.findChildren(QTimer) if timer.isActive()]
            inside = [one for one in dialog.findChildren(QWidget) if not _in_spin_box(one)]
            self._widgets += [dialog, *inside]
        for timer in self._timers:
            timer.stop()
        papers = [_read(place, widget) for place, widget in enumerate(self._widgets)]
        written = io.BytesIO()
        _Writer(written, self._left).dump(papers)
        self._sealed = seal(written.getvalue())
        for paper, widget in zip(papers, self._widgets, strict=True):
            _blank(paper, widget)

    def take_out(self, unseal: Callable[[bytes], bytes]) -> None:
        """Fill the dialogs that still are there, as they were."""
        if self._sealed:
            papers = _Reader(io.BytesIO(unseal(self._sealed)), self._left).load()
            for paper in papers:
                widget = self._widgets[paper.place]
                if shiboken6.isValid(widget):
                    _fill(paper, widget)
            for timer in self._timers:
                if shiboken6.isValid(timer):
                    timer.start()
        self._sealed = b""
        self._widgets, self._left, self._timers = [], [], []

    def show(self) -> tuple[QDialog, ...]:
        """Show the dialogs that still are there, each with its focus; returns them."""
        dialogs, self._dialogs = self._dialogs, []
        shown = []
        for dialog, focus, caret in dialogs:
            if not shiboken6.isValid(dialog):  # hiding a file chooser ends it for good
                continue
            dialog.show()
            if focus is not None and shiboken6.isValid(focus):
                focus.setFocus()
                if caret is not None:  # being shown, a dialog chooses all of its first field's text
                    _put_caret(focus, *caret)
            shown.append(dialog)
        return tuple(shown)


class _Writer(pickle.Pickler):
    """Leaves in place what is no data: widgets, services, functions."""

    def __init__(self, file: io.BytesIO, left: list[object]) -> None:
        super().__init__(file, protocol=pickle.HIGHEST_PROTOCOL)
        self._left = left

    def persistent_id(self, thing: object) -> int | None:
        if isinstance(thing, (shiboken6.Shiboken.Object, *NOT_DATA)):
            self._left.append(thing)
            return len(self._left) - 1
        return None


class _Reader(pickle.Unpickler):
    """Reads what this process wrote a while ago, sealed meanwhile with the vault's key."""

    def __init__(self, file: io.BytesIO, left: list[object]) -> None:
        super().__init__(file)
        self._left = left

    def persistent_load(self, number: int) -> object:
        return self._left[number]


def _in_spin_box(widget: QWidget) -> bool:
    return isinstance(widget.parentWidget(), QAbstractSpinBox)


def _read(place: int, widget: QWidget) -> Paper:
    """What a widget shows and holds."""
    paper = Paper(place)
    for name in TEXTS:
        known = widget.metaObject().indexOfProperty(name)
        if known < 0 or not widget.metaObject().property(known).isWritable():
            continue
        text = widget.property(name)
        if isinstance(text, str) and text and not (name == "plainText" and "html" in paper.texts):
            paper.texts[name] = text
    paper.caret = _caret(widget)
    if isinstance(widget, QComboBox):
        paper.items = [widget.itemText(index) for index in range(widget.count())]
    elif isinstance(widget, QAbstractItemView):
        model = widget.model()
        paper.rows = model.rows if isinstance(model, RecordModel) else ()
        paper.row = widget.currentIndex().row()
    if type(widget).__module__.startswith(OURS):
        paper.held = {name: value for name, value in vars(widget).items() if _says(value)}
    return paper


def _blank(paper: Paper, widget: QWidget) -> None:
    quiet = widget.blockSignals(True)
    for index in range(len(paper.items)):
        widget.setItemText(index, "")  # type: ignore[attr-defined]  # only choices have items
    for name in paper.texts:
        widget.setProperty(name, "")  # of a field this empties its undo steps, too
    if isinstance(widget, QLineEdit):
        widget.setText("")
    widget.blockSignals(quiet)
    if paper.rows and isinstance(widget, QAbstractItemView):
        widget.model().set_rows(())  # type: ignore[attr-defined]  # only record models have rows here
    for name in paper.held:
        delattr(widget, name)


def _fill(paper: Paper, widget: QWidget) -> None:
    for name, value in paper.held.items():
        setattr(widget, name, value)
    quiet = widget.blockSignals(True)
    for index, text in enumerate(paper.items):
        widget.setItemText(index, text)  # type: ignore[attr-defined]  # only choices have items
    for name, text in paper.texts.items():
        widget.setProperty(name, text)
    if paper.caret is not None:
        _put_caret(widget, *paper.caret)
    widget.blockSignals(quiet)
    if paper.rows and isinstance(widget, QAbstractItemView):
        widget.model().set_rows(paper.rows)  # type: ignore[attr-defined]  # as above
        widget.setCurrentIndex(widget.model().index(paper.row, 0))


def _caret(widget: QWidget | None) -> Caret | None:
    """Where a choice of text begins and where the caret stands in a field; None for all else."""
    if isinstance(widget, QLineEdit):
        position, start = widget.cursorPosition(), widget.selectionStart()
        if start < 0:
            return position, position
        return (start if position != start else widget.selectionEnd()), position
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return widget.textCursor().anchor(), widget.textCursor().position()
    return None


def _put_caret(widget: QWidget, anchor: int, position: int) -> None:
    if isinstance(widget, QLineEdit):
        widget.setCursorPosition(position)
        if anchor != position:
            widget.setSelection(anchor, position - anchor)
    elif isinstance(widget, QPlainTextEdit | QTextEdit):
        cursor = widget.textCursor()
        cursor.setPosition(anchor)
        cursor.setPosition(position, cursor.MoveMode.KeepAnchor)
        widget.setTextCursor(cursor)


def _says(value: object) -> bool:
    """Whether anything that could tell of a person is in a value: text, a day, a file's name."""
    if isinstance(value, (Enum, type, shiboken6.Shiboken.Object, *NOT_DATA)):
        return False
    if isinstance(value, str | bytes | date | time | Path):
        return bool(value)
    if isinstance(value, Mapping):
        return any(_says(one) for pair in value.items() for one in pair)
    if isinstance(value, list | tuple | set | frozenset):
        return any(_says(one) for one in value)
    if is_dataclass(value):
        return any(_says(getattr(value, one.name)) for one in fields(value))
    ours = type(value).__module__.startswith("ui.") and hasattr(value, "__dict__")
    return ours and any(_says(one) for one in vars(value).values())
