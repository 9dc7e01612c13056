"""Shows the CV that somebody had from memory alone; that it was looked at is recorded (V2, I6)."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QWidget

from jfs_desktop.casework.cv import cv_files, cv_help
from jfs_desktop.casework.cv.cv_views import ExistingCv
from jfs_desktop.documents.cv_word.cv_import_text import decoded
from jfs_desktop.documents.files.file_kinds import FileKind
from jfs_desktop.documents.pdf.left_out import AS_IT_CAME
from jfs_desktop.errors import UserError
from jfs_desktop.rules.writing.wording import day_and_time
from ui.shell.context import Context
from ui.widgets.dialog import Dialog
from ui.widgets.pdf_view import PdfView
from ui.widgets.text import by_letters, label


class ExistingCvDialog(Dialog):
    """Pages of a PDF, a Word document set on pages, a picture, or a text: a JSON Resume file is one too."""

    def __init__(self, context: Context, existing: ExistingCv, parent: QWidget | None) -> None:
        super().__init__("The CV that they had", "", parent, width=760)
        self._context = context
        self._existing = existing
        self.body.setText(f"{existing.name} · kept on {day_and_time(existing.kept_at)}")
        self.body.show()
        self.pages = PdfView(context)
        self.pages.setMinimumHeight(by_letters(420))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setMinimumHeight(by_letters(420))
        self.text.hide()
        self.picture = label("", "soft")
        self.picture.setObjectName("picture")
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area = QScrollArea()
        self.area.setMinimumHeight(by_letters(420))
        self.area.setWidget(self.picture)
        self.area.setWidgetResizable(True)
        self.area.hide()
        self.content.addWidget(self.area, 1)
        self.content.addWidget(self.pages, 1)
        self.content.addWidget(self.text, 1)
        self.content.addWidget(
            label("That you looked at this is recorded with your name and the time.", "small")
        )
        self.add_cancel("Close")
        context.tasks.locking.connect(self.discard)
        self._ask()

    @classmethod
    def show_one(cls, context: Context, existing: ExistingCv, parent: QWidget | None) -> ExistingCvDialog:
        """Open it; its content comes as soon as it is read."""
        dialog = cls(context, existing, parent)
        dialog.open()
        return dialog

    def _ask(self) -> None:
        workspace, key = self._context.workspace, self._existing.id
        self._context.tasks.write(
            lambda: cv_help.look_at(workspace, key), owner=self, done=self._came, failed=self.show_error
        )

    def _came(self, found: tuple[FileKind, bytes]) -> None:
        kind, content = found
        if kind in (FileKind.JSON, FileKind.TEXT):
            self.pages.hide()
            self.text.setPlainText(decoded(content) or "")
            self.text.show()
        elif kind is FileKind.PDF:
            self.pages.show_pdf(content, self._existing.name)
        elif kind.is_picture:
            self._draw(content)
        else:
            made_at: datetime = self._context.clock.now()
            self._context.tasks.read(
                lambda: cv_files.pdf_of(content, made_at),
                owner=self,
                done=lambda made: self.pages.show_pdf(
                    made.content, self._existing.name, made.left_out, AS_IT_CAME
                ),
                failed=self._unset,
            )

    def _draw(self, content: bytes) -> None:
        """A picture of a CV, as wide as the window."""
        drawn = QPixmap.fromImage(QImage.fromData(content))
        wide = min(drawn.width(), self.area.viewport().width())
        self.picture.setPixmap(drawn.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation))
        self.picture.setAccessibleName(f"Picture of {self._existing.name}")
        self.pages.hide()
        self.area.show()

    def _unset(self, error: UserError) -> None:
        self.pages.hide()
        self.show_error(error)
