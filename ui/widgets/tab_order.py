"""The way of the Tab key through the parts of a page whose rows come and go: each part in turn."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def keep_in_order(parts: Iterable[QWidget]) -> None:
    """Let Tab walk ``parts`` one after the other, and within each the order in which it was built.

    Qt puts a widget that is made later at the end of the window's order, wherever
    it stands; a list read anew would come after everything else. A part that knows
    a better order than that of its building (a table whose rows move) has ``stops()``.
    """
    stops = [stop for part in parts for stop in _stops(part)]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def _stops(part: QWidget) -> list[QWidget]:
    own = getattr(part, "stops", None)
    if own is not None:
        return [stop for stop in own() if _takes_tab(stop)]
    found = [part] if _takes_tab(part) else []
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    for child in part.findChildren(QWidget, options=direct):
        if not child.isWindow():
            found += _stops(child)
    return found


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
