"""The way of the Tab key through the parts of a page whose rows are made anew: each part in turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def step_on(page: QWidget, parts: Sequence[QWidget], *, forward: bool) -> bool:
    """Move the keyboard on from where it is, part by part; behind the last one it leaves the page.

    Qt puts whatever is made later at the end of its own order, wherever it stands.
    """
    here: object = page.focusWidget()
    if not isinstance(here, QWidget):  # nothing within has the keyboard
        return False
    chain = [widget for widget in _chain(here) if _takes(widget)]
    inside = [widget for part in parts for widget in _as_made(page, part)]
    if here not in inside:
        return False
    place = inside.index(here) + (1 if forward else -1)
    if 0 <= place < len(inside):
        _focus(inside[place], forward=forward)
        return True
    outside = [widget for widget in chain if not page.isAncestorOf(widget)]
    if outside:
        _focus(outside[0 if forward else -1], forward=forward)
    return bool(outside)


def _as_made(page: QWidget, part: QWidget) -> list[QWidget]:
    return [
        widget for widget in _chain(page) if _takes(widget) and (widget is part or part.isAncestorOf(widget))
    ]


def _chain(first: QWidget) -> Iterator[QWidget]:
    """Every other widget of the window, in Qt's order from ``first``."""
    widget = first.nextInFocusChain()
    while widget is not None and widget is not first:
        yield widget
        widget = widget.nextInFocusChain()


def _takes(widget: QWidget) -> bool:
    by_tab = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    return by_tab and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None


def _focus(widget: QWidget, *, forward: bool) -> None:
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    widget.setFocus(reason)
