"""The way of the Tab key through a window: as the eye reads, whatever was made or moved when.

Qt keeps one ring of widgets in the order of their making. Rows read anew would come after everything
else, and a field inside another one would lead astray, so the window looks afresh at each press.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget


def go(window: QWidget, forward: bool) -> bool:
    """Put the focus on the next stop of ``window``, or the one before; after the last comes the first.

    A window calls it in its ``focusNextPrevChild``. A part that knows a better order than that of the
    eye has ``stops()``.
    """
    order = list(_in_sight(window))
    here: QWidget | None = window.focusWidget()  # though another window may be in front
    at = next((place for place, one in enumerate(order) if one is here), None)
    if forward and (here is None or not here.isVisible() or not here.isEnabled()) and _caught(here, window):
        return True
    if at is None:
        if forward and _stay_near(here, window):
            return True
        ahead = order if forward else order[::-1]
    else:
        ahead = order[at + 1 :] + order[:at] if forward else order[:at][::-1] + order[at + 1 :][::-1]
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    for stop in ahead:
        if not takes_tab(stop):
            continue
        stop.setFocus(reason)
        if window.focusWidget() is not here:  # else it is a part of where the focus is already
            reveal(stop)
            return True
    return False


def enter(part: QWidget) -> bool:
    """Put the focus on the first stop of a part, as its key asks for; what stands there is not marked to be
    typed over."""
    for stop in stops_of(part):
        stop.setFocus(Qt.FocusReason.OtherFocusReason)
        reveal(stop)
        return True
    return False


def stops_of(part: QWidget) -> list[QWidget]:
    """Where Tab stops in a part, in its order."""
    return [one for one in _in_sight(part) if takes_tab(one)]


def takes_tab(widget: QWidget) -> bool:
    """Whether Tab may stop at a widget."""
    return bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value) and widget.isEnabled()


def as_read(widgets: Sequence[QWidget]) -> list[QWidget]:
    """Brothers and sisters from the top left to the bottom right: band by band, in each column by column."""
    found: list[QWidget] = []
    for band in _cut(widgets, across=True):
        columns = _cut(band, across=False)
        for column in columns:
            found += column if len(columns) == 1 else as_read(column)
    return found


def _cut(widgets: Sequence[QWidget], *, across: bool) -> list[list[QWidget]]:
    """Groups with free room between them, from the top (``across``) or from the left."""
    spans = []
    for place, one in enumerate(widgets):
        shape = one.geometry()
        begin, size = (shape.top(), shape.height()) if across else (shape.left(), shape.width())
        spans.append((begin, place, begin + size))
    groups: list[list[QWidget]] = []
    reached = 0
    for begin, place, end in sorted(spans):
        if groups and begin < reached:
            groups[-1].append(widgets[place])
            reached = max(reached, end)
        else:
            groups.append([widgets[place]])
            reached = end
    return groups


def _in_sight(part: QWidget) -> Iterator[QWidget]:
    """A part and everything in it that is shown, each before what stands in it."""
    if not part.isVisible():
        return
    yield part
    own = getattr(part, "stops", None)
    if own is not None:
        for stop in own():
            yield from _in_sight(stop)
        return
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    children = part.findChildren(QWidget, options=direct)
    for child in as_read([one for one in children if not one.isWindow() and not one.isHidden()]):
        yield from _in_sight(child)


def _caught(gone: QWidget | None, window: QWidget) -> bool:
    """The window with pages knows which part of it is worked in."""
    catch = getattr(window, "catch_focus", None)
    return catch is not None and bool(catch(gone))


def _stay_near(gone: QWidget | None, window: QWidget) -> bool:
    """As what has the focus is hidden, go on in what is left around it, not at the top of the window."""
    around: QWidget | None = gone if gone is None else gone.parentWidget()
    while around is not None and around is not window:
        if around.isVisible() and enter(around):
            return True
        around = around.parentWidget()
    return False


def reveal(stop: QWidget) -> None:
    """Bring what has the focus into sight in every area it lies in."""
    around = stop.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(stop)
        around = None if around.isWindow() else around.parentWidget()
