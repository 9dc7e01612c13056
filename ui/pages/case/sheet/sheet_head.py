"""What the heads of the plan's and the CV's card have in common: saved when, undo by name, what came back."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from jfs_desktop.clock import london_day
from jfs_desktop.rules.writing.wording import day_and_time, time_of_day
from ui.pages.case.sheet.plan_undo import Deeds
from ui.widgets.buttons import button
from ui.widgets.roles import set_role
from ui.widgets.shortcuts import NATIVE
from ui.widgets.text import label


class SheetHead(QWidget):
    """``discardRequested()`` and ``keepRequested()`` answer the line about what was typed before.

    ``what`` begins the names of its buttons: 'plan', 'cv'."""

    discardRequested = Signal()
    keepRequested = Signal()

    def __init__(self, what: str, deeds: Deeds, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what = what
        self._deeds = deeds
        self.state = label("", "soft")
        self.saved = label("", "soft")
        self.saved.setObjectName(f"{what}-saved")
        keys = QKeySequence.StandardKey
        self.undo = button("", "link", deeds.undo, name=f"{what}-undo", tip=_key(keys.Undo))
        self.redo = button("", "link", deeds.redo, name=f"{what}-redo", tip=_key(keys.Redo))
        self.restored = label("", wrap=True)
        self.notice = self._make_notice()
        deeds.changed.connect(self._show_deeds)
        self._show_deeds()

    def say_saved(self, text: str, *, trouble: bool = False) -> None:
        """Say when it was saved, or why not."""
        role = "error" if trouble else "soft"
        if self.saved.property("role") != role:
            set_role(self.saved, role)
        if self.saved.text() != text:
            self.saved.setText(text)

    def show_restored(self, saved_at: datetime | None, now: datetime | None = None) -> None:
        """Say that what was typed before has come back, and of when it is; None hides the line."""
        self.notice.setVisible(saved_at is not None)
        if saved_at is not None:
            same_day = now is not None and london_day(saved_at) == london_day(now)
            when = time_of_day(saved_at) if same_day else day_and_time(saved_at)
            self.restored.setText(f"Restored what you were typing at {when}.")
            self.say_saved(f"✓ Saved {when}")

    def _show_deeds(self) -> None:
        for made, word, name in (
            (self.undo, "Undo", self._deeds.undo_name),
            (self.redo, "Redo", self._deeds.redo_name),
        ):
            made.setText(f"{word} {name}")
            made.setVisible(bool(name))

    def _make_notice(self) -> QFrame:
        notice = QFrame()
        notice.setProperty("role", "banner-info")
        inside = QHBoxLayout(notice)
        inside.setContentsMargins(12, 4, 6, 4)
        inside.addWidget(self.restored, 1)
        for words, asked, name in (
            ("Discard it", self.discardRequested, "discard"),
            ("Keep it", self.keepRequested, "keep"),
        ):
            inside.addWidget(button(words, "quiet", asked.emit, name=f"{self._what}-{name}"))
        notice.hide()
        return notice


def _key(standard: QKeySequence.StandardKey) -> str:
    return QKeySequence(standard).toString(NATIVE)
