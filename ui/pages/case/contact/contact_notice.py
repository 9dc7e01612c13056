"""The notice that a person is vulnerable: on top of everything until somebody has read it (C8, G1)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.casework.contact.contact_view import Notice
from ui.pages.case.contact.contact_words import notice_line
from ui.widgets.buttons import button
from ui.widgets.text import label

UNREAD = "⚑ The Jobcentre gave notice that this person is vulnerable. Read this before the first call."


class NoticeCard(QFrame):
    """``readRequested()``: somebody says that they have read it. Once read it stands in the case's head."""

    readRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self.title = label(UNREAD, "strong", wrap=True)
        self.text = label("", wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.read = button("I have read this", "primary", self.readRequested.emit, name="notice-read")
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(self.title)
        words.addWidget(self.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 12, 10)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(self.read, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_notices(self, unread: Sequence[Notice]) -> None:
        """Show what nobody has read yet, or nothing."""
        lines = []
        for notice in unread:
            lines += [notice.nature, notice.adaptations, f"{notice_line(notice)} (JFS 3.04)"]
        self.text.setText("\n".join(line for line in lines if line.strip()))
        self.setAccessibleName(f"{UNREAD} {self.text.text()}" if unread else "")
        self.setVisible(bool(unread))
