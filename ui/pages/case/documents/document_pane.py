"""The pages of the document chosen, or what is said in their place (P9, I6)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.pdf_view import PdfView
from ui.widgets.text import label

ASK_FIRST = (
    "What was brought in is shown when you ask for it: that you looked at it is recorded with your name and"
    " the time."
)


class DocumentPane(QStackedWidget):
    """``showRequested()`` when what waits to be asked for is wanted."""

    showRequested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = PdfView(context)
        self.told = label("", "soft", wrap=True)
        self.told.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.show_it = button("&Show it", "plain", self.showRequested.emit, name="document-show")
        held = QWidget()
        column = QVBoxLayout(held)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(self.told)
        column.addWidget(self.show_it, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.addWidget(self.pages)
        self.addWidget(held)

    def tell(self, text: str, *, may_ask: bool = False) -> None:
        """Say something in place of the pages; '' shows the pages."""
        self.told.setText(text)
        self.show_it.setVisible(may_ask)
        self.setCurrentIndex(1 if text else 0)
