"""The steps to a mail server, one line each: done, failed with the reason, or not come to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jfs_desktop.rules.mail.outbox import answered
from ui.widgets.text import label

if TYPE_CHECKING:
    from jfs_desktop.mail.delivery import Delivery

GOES_ON: Final = "Testing the connection …"


class ConnectionSteps(QWidget):
    """``wait`` says that it is being tried, ``tell`` what came of it, ``clear`` lets it go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.hide()

    def wait(self) -> None:
        self._show([(GOES_ON, "soft")])

    def tell(self, steps: Sequence[Delivery]) -> None:
        """Each step that went well, and the one that did not with the server's own answer."""
        from jfs_desktop.mail.delivery import STEP_NAMES, Ending

        lines = []
        for one in steps:
            good = one.ending is Ending.TAKEN
            lines.append((f"{'✓' if good else '✗'} {STEP_NAMES[one.step]}", "strong" if good else "error"))
            if not good:
                lines.append((one.words, "error"))
            if one.answer:
                lines.append((answered(one.answer), "soft"))
        if all(one.ending is Ending.TAKEN for one in steps):
            lines.append(("Messages can go this way. Nothing was sent.", "soft"))
        self._show(lines)

    def clear(self) -> None:
        self._show([])

    def words(self) -> list[str]:
        """What is shown, line by line."""
        return [one.accessibleName() for one in self._lines]

    def _show(self, lines: Sequence[tuple[str, str]]) -> None:
        for old in self._lines:
            old.hide()
            old.deleteLater()
        self._lines = []
        for text, role in lines:
            made = label(text, role, wrap=True)
            made.setAccessibleName(text)
            self._column.addWidget(made)
            self._lines.append(made)
        self.setVisible(bool(lines))
        self.setAccessibleName(". ".join(text for text, _ in lines))
        if lines:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
