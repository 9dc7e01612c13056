"""The plan as it is locked: to be read, searched and copied, not written in (P10, P14)."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from jfs_desktop.casework.plan import plans
from jfs_desktop.records.views import PlanView
from jfs_desktop.rules.plan.plan import PlanContent
from jfs_desktop.rules.plan.plan_language import told
from jfs_desktop.rules.plan.plan_state import PlanLock, lock_words
from ui.dialogs.plan.difference_sheet import DifferenceSheet
from ui.shell.theme import Theme
from ui.widgets.text import label


class LockedPlan(QWidget):
    """Shows a frozen version whole, with why it is locked above it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[PlanContent, Mapping[str, str], str] | None = None
        notice = QFrame()
        notice.setProperty("role", "banner-info")
        self.words = label("", wrap=True)
        self.words.setObjectName("plan-locked")
        line = QHBoxLayout(notice)
        line.setContentsMargins(12, 6, 12, 6)
        line.addWidget(self.words, 1)
        self.text = QTextBrowser()
        self.text.setObjectName("plan-read-only")
        self.text.setAccessibleName("The plan, read only")
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 12, 12)
        column.setSpacing(8)
        column.addWidget(notice)
        column.addWidget(self.text, 1)
        theme.changed.connect(self._write)

    def show_plan(self, view: PlanView, lock: PlanLock, titles: Mapping[str, str]) -> None:
        """Show what is locked: its version, or the plan as it stands where none was made."""
        newest = next(iter(view.versions), None)
        shown = next((one for one in view.versions if one.number == lock.version), newest)
        other = told(shown.content if shown else view.content, view.goes_out_in)
        self.words.setText(
            f"{lock_words(lock)} It can be read, compared, exported and printed. {other} {view.older}".strip()
        )
        self._shown = (shown.content if shown else view.content, titles, view.name.split(" ")[0])
        self._write()

    def clear(self) -> None:
        """Show nobody's."""
        self._shown = None
        self.words.setText("")
        self.text.clear()

    def _write(self) -> None:
        if self._shown is None:
            return
        content, titles, first_name = self._shown
        sheet = DifferenceSheet(self._theme, titles, first_name)
        sheet.write(self.text.document(), plans.compare(content, content), only_changes=False)
        self.text.setAccessibleDescription(" ".join(sheet.lines))
        self.text.moveCursor(self.text.textCursor().MoveOperation.Start)
