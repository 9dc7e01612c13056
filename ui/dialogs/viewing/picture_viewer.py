"""Shows one piece of evidence from memory alone; that it was looked at is recorded (I6, I7)."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.documents.attachments import AttachmentView
from jfs_desktop.documents.files.file_kinds import FileKind
from jfs_desktop.documents.pdf.left_out import AS_IT_CAME
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.rules.writing.wording import day_and_time
from ui.shell.context import Context
from ui.widgets.buttons import chip
from ui.widgets.dialog import Dialog
from ui.widgets.pdf_view import PdfView
from ui.widgets.text import label

SMALLEST = QSize(560, 360)
LEAST_PAGES = QSize(560, 520)
NOT_SHOWN = "This is no picture and no document. It is kept encrypted, but it cannot be shown here."
PAGES = (FileKind.PDF, FileKind.WORD)


class PictureViewer(Dialog):
    """One picture, fitted to the window or at its own size, or the pages of a PDF or a Word file. It closes
    when the vault locks."""

    def __init__(self, context: Context, view: AttachmentView, parent: QWidget | None) -> None:
        super().__init__("Evidence", "", parent, width=640)
        self._context = context
        self._view = view
        self._whole = QPixmap()
        self.heading.setText(view.purpose_name)  # the window's title names nobody
        self.body.setText(f"{view.name} · kept on {day_and_time(view.taken_at)} by {view.by}")
        self.body.show()
        self.picture = label("Reading…", "soft")
        self.picture.setObjectName("picture")
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setWordWrap(True)
        self.area = QScrollArea()
        self.area.setMinimumSize(SMALLEST)
        self.area.setWidget(self.picture)
        self.area.setWidgetResizable(True)
        self.full = chip("Own size")
        self.full.setObjectName("own-size")
        self.full.setEnabled(False)
        self.full.toggled.connect(lambda _: self._fit())
        self.pages = PdfView(context)
        self.pages.setVisible(view.kind in PAGES)
        self.area.setVisible(view.kind not in PAGES)
        self.full.setVisible(view.kind not in PAGES)
        if view.kind in PAGES:
            self.pages.setMinimumSize(LEAST_PAGES)
            self.pages.refused.connect(self._refused)
        self.content.addWidget(self.area, 1)
        self.content.addWidget(self.pages, 1)
        self.content.addWidget(
            label("That you looked at this is recorded with your name and the time.", "small")
        )
        self.verbs.insertWidget(0, self.full)
        self.close_verb = self.add_verb("Close", "primary", self.accept, default=True)
        self.close_verb.setFocus()
        context.tasks.locking.connect(self._let_go)

    @classmethod
    def ask(cls, context: Context, view: AttachmentView, parent: QWidget | None) -> PictureViewer:
        """Open the viewer over ``parent`` and read the picture or the pages into it."""
        dialog = cls(context, view, parent)
        dialog.open()
        dialog.read()
        return dialog

    def read(self) -> None:
        """Ask for the content; what cannot be shown is not asked for, so that no look is recorded."""
        if not (self._view.kind.is_picture or self._view.kind in PAGES):
            self.picture.setText(NOT_SHOWN)
            return
        workspace, attachment_id = self._context.workspace, self._view.id

        self._context.tasks.write(
            lambda: attachments.content(workspace, attachment_id),
            owner=self,
            done=self._lay_out if self._view.kind in PAGES else self._draw,
            failed=self._refused,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self, content: bytes) -> None:
        """A Word file becomes pages beside the window, and not in the writers' queue either."""
        view = self._view

        def made() -> tuple[bytes, tuple[str, ...]]:
            if view.kind is FileKind.PDF:
                return content, ()
            from jfs_desktop.documents.pdf.typeset import pdf_of_word  # the typesetter comes with the first

            pages = pdf_of_word(content, view.taken_at, view.purpose_name)
            return pages.content, pages.left_out

        self._context.tasks.read(made, owner=self, done=self._show_pages, failed=self._refused)

    def _show_pages(self, made: tuple[bytes, tuple[str, ...]]) -> None:
        content, missing = made
        self.pages.show_pdf(content, self._view.name, missing, AS_IT_CAME)
        self._tell_looked()

    def _draw(self, content: bytes) -> None:
        """Decode beside the window, and not in the writers' queue either."""
        self._context.tasks.read(lambda: QImage.fromData(content), owner=self, done=self._show)

    def _show(self, image: QImage) -> None:
        self._whole = QPixmap.fromImage(image)
        self.picture.setAccessibleName(f"{self._view.purpose_name}, {self._view.name}")
        self.full.setEnabled(True)
        self._fit()
        self._tell_looked()

    def _tell_looked(self) -> None:
        cases = frozenset() if self._view.case_id is None else frozenset({self._view.case_id})
        self._context.hub.tell(Outcome(None, Changed.HISTORY, cases))

    def _refused(self, error: UserError) -> None:
        self.picture.setText("")
        self.show_error(error)

    def _fit(self) -> None:
        if self._whole.isNull():
            return
        room = self.area.viewport().size()
        if self.full.isChecked():
            shown = self._whole
        else:
            shown = self._whole.scaled(
                room.boundedTo(self._whole.size()),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        self.area.setWidgetResizable(not self.full.isChecked())
        self.picture.setPixmap(shown)
        self.picture.setMinimumSize(shown.size() if self.full.isChecked() else QSize(1, 1))
        if self.full.isChecked():
            self.picture.resize(shown.size().expandedTo(room))

    def _let_go(self) -> None:
        """The vault locks: the picture goes now, and the viewer does not come back."""
        self._whole = QPixmap()
        self.picture.clear()
        self.pages.let_go()
        self.done(int(self.DialogCode.Rejected))
        self.deleteLater()
