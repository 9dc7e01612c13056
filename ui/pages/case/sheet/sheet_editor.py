"""What the editors of the plan and the CV have in common: one long sheet, one bar, undo by name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui.pages.case.sheet.plan_undo import Deeds
from ui.widgets.rich_text_bar import RichTextBar

EDGE = 32  # how near to the edge a dragged row scrolls the sheet
_LINES = 20  # it asks for no more height than so many have, and takes what there is
_UNDO, _REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo


class SheetEditor(QScrollArea):
    """``edited()`` at each change by the person, ``left()`` when a field is left or a row was changed.

    Ctrl+Z and Ctrl+Shift+Z belong to the text with the focus while it has something to undo, then to the
    rows. Subclasses fill ``column``.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, deeds: Deeds, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deeds = deeds
        self._shown_now = False
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._held = QWidget()
        self._held.setProperty("role", "plainground")
        self.column = QVBoxLayout(self._held)
        self.column.setContentsMargins(15, 10, 12, 16)
        self.bar = RichTextBar(self)
        self.setWidget(self._held)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._ours(event)
        ):
            event.accept()  # else the menu would take it
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._ours(event):
            if event.matches(_UNDO):
                self._deeds.undo()
            else:
                self._deeds.redo()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Low enough that a line of its head, which comes for a while, does not make the page scroll."""
        hint = super().sizeHint()
        return QSize(hint.width(), min(hint.height(), _LINES * self.fontMetrics().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bar.stand_above(self)

    def follow(self, part: QWidget, y: int) -> None:
        """Keep the place in sight to which a row of a part is dragged."""
        self.ensureVisible(0, part.mapTo(self._held, QPoint(0, y)).y(), 0, EDGE)

    @contextmanager
    def showing(self) -> Iterator[None]:
        """What changes meanwhile was not changed by the person."""
        self._shown_now = True
        try:
            yield
        finally:
            self._shown_now = False

    def tell(self) -> None:
        """The person has changed something."""
        if not self._shown_now:
            self.edited.emit()

    def tell_left(self) -> None:
        """The person has left a field."""
        if not self._shown_now:
            self.left.emit()

    def _ours(self, event: QKeyEvent) -> bool:
        """Both keys are the editor's as long as something was done in it."""
        deeds = bool(self._deeds.undo_name or self._deeds.redo_name)
        return deeds and (event.matches(_UNDO) or event.matches(_REDO))
