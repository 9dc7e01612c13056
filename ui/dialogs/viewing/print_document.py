"""Prints a PDF on one of the computer's printers: page by page, drawn beside the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.desk.leaving_file import ToPrinter, printed
from jfs_desktop.documents.files import preview
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Changed, Outcome
from ui.shell.context import Context
from ui.shell.telling import with_left_out

DOTS_PER_INCH: Final = 300
"""Fine enough for small print, and about 26 MB for a sheet of A4 in memory, one at a time."""


class PagePrinting(QObject):
    """One PDF on its way to a printer. It holds one page at a time, and nothing once it has ended.

    In black and white each page is drawn in greys beforehand, so that no printer makes dots of a colour.
    """

    def __init__(
        self, context: Context, content: bytes, name: str, printer: QPrinter, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._content = content
        self._name = name
        self._printer = printer
        self._painter = QPainter()
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._left: list[int] = []
        context.tasks.locking.connect(self._stop)

    def begin(self) -> None:
        """Print the pages that the printer's settings ask for."""
        content = self._content
        self._context.tasks.read(
            lambda: preview.page_sizes(content), owner=self, done=self._start, failed=self._fail
        )

    def _start(self, sizes: tuple[tuple[float, float], ...]) -> None:
        self._sizes = sizes
        self._left = pages_asked(self._printer, len(sizes))
        self._printer.setFullPage(True)
        if not self._left or not self._painter.begin(self._printer):
            self._fail(
                UserError(
                    "The printer could not be reached.", remedy="Look whether it is on, then try again."
                )
            )
            return
        self._next()

    def _next(self) -> None:
        if not self._left:
            self._end()
            self._context.say.news(f"{self._name} was sent to the printer.")
            return
        number = self._left.pop(0)
        content, grey = self._content, self._printer.colorMode() == QPrinter.ColorMode.GrayScale
        width = max(1, round(self._sizes[number - 1][0] / 72 * DOTS_PER_INCH))

        def draw() -> QImage:
            page = preview.page_image(content, number, width)
            image = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB888)
            return image.convertToFormat(QImage.Format.Format_Grayscale8) if grey else image.copy()

        self._context.tasks.read(
            draw, owner=self, done=lambda image: self._put(number, image), failed=self._fail
        )

    def _put(self, number: int, image: QImage) -> None:
        if not self._painter.isActive():
            return
        self._painter.drawImage(self._room(number), image)
        if self._left and not self._printer.newPage():
            self._fail(UserError("The printer stopped.", remedy="Look at the printer, then print again."))
            return
        self._next()

    def _room(self, number: int) -> QRect:
        """The page at its own size, made smaller where the paper is."""
        wide, high = (side / 72 * self._printer.resolution() for side in self._sizes[number - 1])
        paper = self._printer.paperRect(QPrinter.Unit.DevicePixel)
        scale = min(1.0, paper.width() / wide, paper.height() / high)
        size = QSizeF(wide * scale, high * scale)
        corner = QPoint(
            round((paper.width() - size.width()) / 2), round((paper.height() - size.height()) / 2)
        )
        return QRectF(corner, size).toRect()

    def _fail(self, error: UserError) -> None:
        self._end()
        self._context.say.problem(error)

    def _stop(self) -> None:
        """The vault locks: what has not reached the printer does not reach it any more."""
        if self._painter.isActive():
            self._printer.abort()
        self._end()

    def _end(self) -> None:
        if self._painter.isActive():
            self._painter.end()
        self._content, self._left = b"", []
        self.deleteLater()


def print_made(context: Context, make: Callable[[], ToPrinter], name: str, owner: QWidget) -> None:
    """Make the pages of a document and ask for a printer. ``name`` is what the person is told was printed."""

    def ask(paper: ToPrinter) -> None:
        # Text that was still a draft is settled for it, and a kept file was opened.
        context.hub.tell(Outcome(None, Changed.HISTORY, frozenset({paper.case_id})))
        print_document(context, paper, name, owner.window())

    context.tasks.write(make, owner=owner, done=ask, failed=context.say.problem)


def print_document(context: Context, paper: ToPrinter, name: str, parent: QWidget) -> QPrintDialog:
    """Ask for a printer and print a PDF on it, once it is recorded that it goes there; the printer's own list
    names no file, for it may be read by others. What the PDF does not show as Word does is told first."""
    if paper.left_out:
        context.say.news(with_left_out("Before you print:", paper.left_out), level="info")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setDocName("Document")
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("Print")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, on=True)
    workspace = context.workspace

    def begin(outcome: Outcome[None]) -> None:
        context.hub.tell(outcome)
        PagePrinting(context, paper.content, name, printer, parent).begin()

    def record() -> None:
        job = partial(printed, workspace, paper)
        context.tasks.write(job, owner=parent, done=begin, failed=context.say.problem)

    dialog.accepted.connect(record)
    context.tasks.locking.connect(dialog.reject)
    dialog.show()
    return dialog


def pages_asked(printer: QPrinter, count: int) -> list[int]:
    """The pages that the settings of a printer ask for, of so many."""
    first, last = 1, count
    if printer.printRange() == QPrinter.PrintRange.PageRange and printer.fromPage():
        first, last = printer.fromPage(), min(count, printer.toPage() or count)
    pages = list(range(max(1, first), last + 1))
    return pages[::-1] if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst else pages
