"""The warning where a timer starts while the computer's clock stands before the end of the last session."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from jfs_desktop.casework.sessions import sessions
from jfs_desktop.rules.writing.wording import day_and_time
from ui.shell.context import Context
from ui.widgets.text import label


class ClockBehind(QWidget):
    """Hidden while all is well (S2)."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.words = label("", "warning", wrap=True)
        self.words.setObjectName("session-clock-behind")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.words)
        self.hide()

    def look(self) -> None:
        """Read until when the adviser's sessions reach."""
        workspace = self._context.workspace
        self._context.tasks.read(lambda: sessions.clock_behind(workspace), owner=self, done=self._tell)

    def _tell(self, taken_until: datetime | None) -> None:
        if taken_until is not None:
            self.words.setText(
                f"The computer's clock was set back: your last session reaches to "
                f"{day_and_time(taken_until)}. What is timed until then lies in its time and does not count; "
                "correct the minutes later, with a reason."
            )
        self.setVisible(taken_until is not None)
