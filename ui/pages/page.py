"""What every page of the left rail has in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QScrollArea, QTextEdit, QWidget

from ui.pages.list_again import ListAgain
from ui.pages.reloading import Reloading
from ui.shell.figures import Figure

Chosen = Mapping[str, Any]
"""What somebody has chosen to see, as JSON carries it: words, filters, the row that is chosen."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the person was: the object name of the field, and the caret in it. Holds no text."""

    field: str = ""
    caret: int = 0
    extra: tuple[str, ...] = ()


class Page(Reloading):
    """A page that reloads when something it cares about has changed.

    A subclass builds its widgets in its constructor, which must be quick and read nothing.

    ``caseRequested(case_id, tab)`` asks for a case page (tab '' for the last
    one), ``startSessionRequested(case_id, kind)`` the timer bar for a session and
    ``stopSessionRequested()`` for its end,
    ``pageRequested(key)`` asks for another page, ``fieldRequested(key, name)`` for a field of it,
    ``badgeChanged(text, urgent)`` tells its figure in the left rail,
    ``savedChanged(text)`` the left end of the status bar ('Saved 14:02:10').
    """

    caseRequested = Signal(object, str)
    startSessionRequested = Signal(object, str)
    stopSessionRequested = Signal()
    pageRequested = Signal(str)
    fieldRequested = Signal(str, str)
    badgeChanged = Signal(str, bool)
    savedChanged = Signal(str)

    list_again: ListAgain | None = None
    """Keeps the row and the words of a list over a lock, on a page that is one."""

    lent: Callable[[], int] = staticmethod(lambda: 0)
    """How many pixels of its height news has that will leave again."""

    first: QWidget | None = None
    """What takes the focus as the page is asked for: where its keys work. Without it, the page itself: Tab
    begins at its top, Enter presses nothing, and no field is stood in that is still to be filled."""

    def take_focus(self) -> None:
        """Let the keys of the page work at once."""
        if self.first is not None and self.first.isVisible():
            self.first.setFocus()
        else:
            self.setFocus()

    @property
    def case_id(self) -> UUID | None:
        """The case shown; None on a page that shows nobody, or several people."""
        return None

    def clear(self) -> None:
        """Let go of every row and text shown; called when the vault locks."""

    def open_case(self, case_id: UUID, tab: str) -> None:
        """Show a case; only the case page does."""

    def tell_figure(self, figure: Figure) -> None:
        """Let a figure stand beside the page's name in the rail."""
        self.badgeChanged.emit(figure.text, figure.urgent)

    def save_drafts(self) -> None:
        """Write half-typed text as encrypted drafts with ``context.tasks.write``, before a lock."""

    def chosen(self) -> Chosen:
        """What the person has chosen to see here. It may name somebody: while the vault is locked it is kept
        sealed, and ``clear`` leaves nothing of it."""
        return self.list_again.chosen() if self.list_again is not None else {}

    def choose_again(self, chosen: Chosen) -> None:
        """Choose the same after an unlock, before anything is read."""
        if self.list_again is not None:
            self.list_again.choose_again(chosen)

    def rows_came(self) -> None:
        """The rows of the page's list were read and stand."""
        if self.list_again is not None:
            self.list_again.rows_came()

    def remember(self) -> Place:
        """Where the person is on this page, kept in memory while the vault is locked."""
        return place_in(self)

    def restore(self, place: Place) -> None:
        """Go back to ``place`` after an unlock. Pages whose text arrives later call it again then."""
        put_back(self, place)


def place_in(whole: QWidget) -> Place:
    """The field with the focus inside ``whole``, and its caret."""
    focus: QWidget | None = whole.focusWidget()
    if focus is None or not focus.objectName():  # None when nothing inside has the focus
        return Place()
    if isinstance(focus, QLineEdit):
        return Place(focus.objectName(), focus.cursorPosition())
    if isinstance(focus, QPlainTextEdit | QTextEdit):
        return Place(focus.objectName(), focus.textCursor().position())
    return Place(focus.objectName())


def put_back(whole: QWidget, place: Place) -> None:
    """Put focus and caret back to ``place`` inside ``whole``, where its field is there."""
    field = whole.findChild(QWidget, place.field) if place.field else None
    if not isinstance(field, QWidget):
        return
    field.setFocus()
    if isinstance(field, QLineEdit):
        field.setCursorPosition(place.caret)
    elif isinstance(field, QPlainTextEdit | QTextEdit):
        cursor = field.textCursor()
        cursor.setPosition(min(place.caret, len(field.toPlainText())))
        field.setTextCursor(cursor)
    _InView(field)


class _InView(QObject):
    """Keeps a field in view while what stands above it is still being laid out; then it goes."""

    SETTLES_MS = 1000

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._field = field
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._bring)
        above = field.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.verticalScrollBar().rangeChanged.connect(self._moved)
            above = above.parentWidget()
        self._soon.start()
        QTimer.singleShot(self.SETTLES_MS, self, self.deleteLater)

    def _moved(self, *_: int) -> None:
        self._soon.start()

    def _bring(self) -> None:
        if self._field.window().focusWidget() is not self._field:  # the window itself may wake up later
            return
        above = self._field.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(self._field)
            above = above.parentWidget()
