"""The CV beside its editor as it will be printed: the PDF itself, made anew as soon as the keys rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jfs_desktop.casework.cv import cv_files
from jfs_desktop.errors import UserError
from jfs_desktop.rules.cv.cv_styles import StyledCv
from ui.shell.context import Context
from ui.shell.telling import remedy_for
from ui.widgets.pdf_view import PdfView
from ui.widgets.text import label

if TYPE_CHECKING:
    from jfs_desktop.documents.pdf.typeset import Pages


class CvPreview(QWidget):
    """Made beside the window's thread, and only while it can be seen. While one is being made, of those
    that are asked for only the newest is made after it. ``shown(pages)`` when a new one stands there."""

    shown = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._wanted: StyledCv | None = None
        self._making: StyledCv | None = None
        self._made: StyledCv | None = None
        self._turn = 0
        self.view = PdfView(context)
        self.trouble = label("", "error", wrap=True)
        self.trouble.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.trouble)
        column.addWidget(self.view, 1)
        self.view.shown.connect(lambda: self.shown.emit(self.view.page_count))
        context.tasks.locking.connect(self.clear)

    @property
    def up_to_date(self) -> bool:
        """Whether what was asked for last is what stands there."""
        return self._wanted is None or self._wanted == self._made

    def want(self, sheet: StyledCv) -> None:
        """Show this CV as soon as no other is asked for."""
        self._wanted = sheet
        if self.isVisible():
            self._make()

    def clear(self) -> None:
        """Let go of it all."""
        self._turn += 1
        self._wanted = self._making = self._made = None
        self.view.let_go()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]  # a QShowEvent
        if not self.up_to_date:
            self._make()

    def _make(self) -> None:
        sheet = self._wanted
        if sheet is None or self._making is not None or sheet == self._made or self._context.tasks.held:
            return
        self._making, turn, made_at = sheet, self._turn, self._context.clock.now()
        workspace = self._context.workspace
        self._context.tasks.read(
            lambda: cv_files.preview(workspace, sheet, made_at),
            owner=self,
            done=lambda made: self._show(turn, sheet, made),
            failed=lambda error: self._fail(turn, sheet, error),
        )

    def _show(self, turn: int, sheet: StyledCv, made: Pages) -> None:
        if turn != self._turn:
            return
        self.trouble.hide()
        self._making, self._made = None, sheet
        if sheet == self._wanted or not self.view.page_count:
            name, missing = cv_files.preview_name(sheet), made.left_out
            self.view.show_pdf(made.content, name, missing, remedy_for(missing))
        self._make()

    def _fail(self, turn: int, sheet: StyledCv, error: UserError) -> None:
        if turn != self._turn:
            return
        self._making, self._made = None, sheet
        self.trouble.setText(error.sentence)
        self.trouble.show()
        self._make()
