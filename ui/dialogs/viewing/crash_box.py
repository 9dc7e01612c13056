"""Shows the report of a bug, which the person reads before it goes anywhere."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.widgets.dialog import Dialog


class CrashBox(Dialog):
    """Shows the report; nothing is sent anywhere."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(
            "Something went wrong in the program",
            "What was saved is safe. The report below holds no personal data; read it, and copy it "
            "to your support if you want to.",
            parent,
            width=620,
        )
        text = QPlainTextEdit(report)
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName("Report")
        text.setMinimumHeight(200)
        self.content.addWidget(text)
        self.add_verb("Copy report", "plain", lambda: QGuiApplication.clipboard().setText(report))
        self.add_verb("Carry on", "primary", self.accept, default=True)
