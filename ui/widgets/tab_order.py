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
    One that hands the focus on to a field inside names that by ``hands_on_to()``: Tab
    comes to the field by way of it, and back into it where it was left behind.
    """
    stops = [stop for part in parts for stop in _stops(part)]
    handing_on = [(stop, field) for stop in stops if (field := _field_of(stop)) is not None]
    for stop, _ in handing_on:  # Qt would move all that lies between such a stop and its field
        stop.setFocusProxy(None)  # type: ignore[arg-type]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)
    for stop, field in handing_on:
        stop.setFocusProxy(field)


def _stops(part: QWidget) -> list[QWidget]:
    own = getattr(part, "stops", None)
    if own is not None:
        return [stop for stop in own() if _takes_tab(stop)]
    found = [part] if _takes_tab(part) or _field_of(part) is not None else []
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    for child in part.findChildren(QWidget, options=direct):
        if not child.isWindow():
            found += _stops(child)
    return found


def _field_of(widget: QWidget) -> QWidget | None:
    """What the widget, where it is in sight, hands the focus on to. Asking Qt for it would bind the
    life of one to the other."""
    named = getattr(widget, "hands_on_to", None)
    return named() if named is not None and widget.isVisible() else None


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
