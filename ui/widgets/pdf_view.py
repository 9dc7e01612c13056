"""The pages of a PDF, drawn beside the window's thread, with the name of the file that they are of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from jfs_desktop.documents.files import preview
from jfs_desktop.errors import UserError
from ui.widgets.buttons import button
from ui.widgets.folding import Sides
from ui.widgets.left_out import LeftOutNote
from ui.widgets.pdf_sheet import Desk, Drawn, Scroll, Sheet, Surroundings
from ui.widgets.text import ElidedLabel, by_letters, label

PIXELS_A_POINT: Final = 96 / 72
STEPS: Final = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
"""How many times its own size a page is shown."""
_GAP: Final = 14
_NAME: Final = 190
_BESIDE: Final = 16
_KEPT: Final = 8
"""Pages whose pictures are kept above and below what is seen: each takes some 3 MB."""
_READING: Final = "Reading…"


class PdfView(QWidget):
    """Shows a PDF from memory alone. ``shown`` comes when a file is ready, ``refused`` with the reason when
    it cannot be shown. When another takes its place, the old pages stay until the new are drawn, and the
    place in them too. It lets go of everything when the vault locks.
    """

    shown = Signal()
    refused = Signal(object)

    def __init__(self, context: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._content = b""
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._sheets: list[Sheet] = []
        self._factor: float | None = None
        self._asked = 0
        self.file = ElidedLabel("", "strong", keep_end=True)
        self.file.setObjectName("pdf-file")
        self.place = label("", "soft")
        self.place.setObjectName("pdf-place")
        self.trouble = label("", "soft", wrap=True)  # a sentence would widen the line of the buttons
        self.trouble.hide()
        self.smaller = button("−", "plain", lambda: self.resize_pages("smaller"), tip="Smaller (Ctrl+−)")
        self.larger = button("+", "plain", lambda: self.resize_pages("larger"), tip="Larger (Ctrl++)")
        self.fit = button("Fit width", "plain", lambda: self.resize_pages("fit"), tip="Fit width (Ctrl+0)")
        self.smaller.setAccessibleName("Smaller")
        self.larger.setAccessibleName("Larger")
        self.left_out = LeftOutNote()
        self.desk = Desk(context)
        self.area = self._make_area()
        self._lay_out()
        context.tasks.locking.connect(self.let_go)
        context.theme.changed.connect(self.desk.update)

    def _make_area(self) -> Scroll:
        area = Scroll()
        area.setWidget(self.desk)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName("Pages")
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        # Always there, so that fitting the width does not change it.
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        area.setMinimumSize(QSize(240, 200))
        area.sized.connect(self.resize_pages)
        area.verticalScrollBar().valueChanged.connect(lambda _: self._look())
        return area

    def _lay_out(self) -> None:
        name, verbs = QHBoxLayout(), QHBoxLayout()
        verbs.setSpacing(8)
        self.file.setMinimumWidth(by_letters(_NAME))  # with less it has a line of its own
        name.addWidget(self.file)
        for widget in (self.place, self.smaller, self.larger, self.fit):
            verbs.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Sides(name, verbs))
        column.addWidget(self.trouble)
        column.addWidget(self.left_out)
        column.addWidget(self.area, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._set_verbs()

    @property
    def page_count(self) -> int:
        return len(self._sheets)

    def show_pdf(self, content: bytes, name: str, left_out: Sequence[str] = (), remedy: str = "") -> None:
        """Show a PDF under the name of its file; ``left_out`` is what it does not show as its Word file
        does, and ``remedy`` what to do about it."""
        self._asked += 1
        asked = self._asked
        if not self._sheets:
            self.place.setText(_READING)
            self._tell("")
        self._context.tasks.read(
            lambda: preview.page_sizes(content),
            owner=self,
            done=lambda sizes: self._take(asked, content, name, sizes, (left_out, remedy)),
            failed=lambda error: self._refuse(asked, name, error),
        )

    def let_go(self) -> None:
        """Nothing of the file stays: its pages, its text and its name."""
        self._asked += 1
        self._content, self._sizes = b"", ()
        self._drop_sheets(0)
        self.left_out.show_things((), "")
        self.file.setText("")
        self.place.setText("")
        self._tell("")
        self._set_verbs()

    def resize_pages(self, how: str) -> None:
        """'larger', 'smaller' or 'fit': the width of the room."""
        now = self._factor if self._factor is not None else self._fitting()
        if how == "fit":
            self._factor = None
        elif how == "larger":
            self._factor = next((step for step in STEPS if step > now + 0.01), STEPS[-1])
        else:
            self._factor = next((step for step in reversed(STEPS) if step < now - 0.01), STEPS[0])
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._look()

    def _refuse(self, asked: int, name: str, error: UserError) -> None:
        if asked != self._asked:
            return
        self.let_go()
        self.file.setText(name)
        self._tell(error.sentence)
        self.refused.emit(error)

    def _tell(self, trouble: str) -> None:
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))

    def _take(
        self,
        asked: int,
        content: bytes,
        name: str,
        sizes: tuple[tuple[float, float], ...],
        told: tuple[Sequence[str], str],
    ) -> None:
        if asked != self._asked:  # another came meanwhile
            return
        self._content, self._sizes = content, sizes
        self.file.setText(name)
        self.left_out.show_things(*told)
        self._drop_sheets(len(sizes))
        for number in range(len(self._sheets) + 1, len(sizes) + 1):
            sheet = Sheet(number, len(sizes), self._context, self.desk)
            sheet.show()
            self._sheets.append(sheet)
        for sheet in self._sheets:
            sheet.drawn_at = sheet.asked_at = 0  # its old picture stays until the new one comes
            sheet.setAccessibleName(f"Page {sheet.number} of {len(sizes)}")
        self._set_verbs()
        self._arrange()
        self.shown.emit()

    def _drop_sheets(self, keep: int) -> None:
        for sheet in self._sheets[keep:]:
            sheet.let_go()
            sheet.hide()
            sheet.deleteLater()
        del self._sheets[keep:]

    def _set_verbs(self) -> None:
        for verb in (self.smaller, self.larger, self.fit):
            verb.setEnabled(bool(self._sheets))

    def _fitting(self) -> float:
        widest = max((width for width, _ in self._sizes), default=595.0) * PIXELS_A_POINT
        return max(0.1, (self.area.viewport().width() - 2 * _BESIDE) / widest)

    def _arrange(self) -> None:
        """Lay the pages below one another, the page that is looked at staying where it is."""
        bar = self.area.verticalScrollBar()
        share = bar.value() / max(1, self.desk.height())
        factor = (self._factor if self._factor is not None else self._fitting()) * PIXELS_A_POINT
        room = self.area.viewport().width()
        sizes = [(round(wide * factor), round(high * factor)) for wide, high in self._sizes]
        whole = max([room, *(wide + 2 * _BESIDE for wide, _ in sizes)])
        top = _GAP
        for sheet, (wide, high) in zip(self._sheets, sizes, strict=True):
            sheet.setGeometry((whole - wide) // 2, top, wide, high)
            top += high + _GAP
        self.desk.resize(whole, max(top, self.area.viewport().height()))
        bar.setValue(round(share * self.desk.height()))
        self._look()

    def _look(self) -> None:
        """Ask for the pages that are seen, let go of those far away, and say where this is."""
        if not self._sheets:
            return
        seen = QRect(
            0, self.area.verticalScrollBar().value(), self.desk.width(), self.area.viewport().height()
        )
        near = [at for at, sheet in enumerate(self._sheets) if sheet.geometry().intersects(seen)] or [0]
        middle = next(
            (at for at in near if self._sheets[at].geometry().bottom() >= seen.center().y()), near[-1]
        )
        self.place.setText(f"Page {middle + 1} of {len(self._sheets)}")
        for at, sheet in enumerate(self._sheets):
            if near[0] - 1 <= at <= near[-1] + 1:
                self._ask(sheet)
            elif not near[0] - _KEPT <= at <= near[-1] + _KEPT:
                sheet.let_go()

    def _ask(self, sheet: Sheet) -> None:
        ratio = self.devicePixelRatioF()
        width = round(sheet.width() * ratio)
        if width < 1 or width in (sheet.drawn_at, sheet.asked_at):
            return
        sheet.asked_at = width
        content, number, asked = self._content, sheet.number, self._asked

        def draw() -> Drawn:
            page = preview.page_image(content, number, width)
            image = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB888)
            return Drawn(image.copy(), preview.page_text(content, number))

        def done(drawn: Drawn) -> None:
            # Asked again at another width, or of another file, meanwhile: that answer is on its way.
            if asked == self._asked and sheet in self._sheets and sheet.asked_at == width:
                sheet.show_drawn(drawn, width)

        self._context.tasks.read(
            draw, owner=self, done=done, failed=lambda error: self._refuse(asked, self.file.text(), error)
        )
