"""The place of the timer bar at the right of the top bar."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets.text import label


class TimerSlot(QWidget):
    """What the frame asks of a timer bar; this one says that no session runs.

    ``elapsedChanged(text)`` reaches the lock screen, which shows it without a
    name. ``locking`` is called before the vault closes and ``unlocked`` after
    it is open again. ``wrapUpComing()`` asks every page to write what is being
    typed, before the wrap-up of a session is read.
    """

    caseRequested = Signal(object, str)
    wrapUpComing = Signal()
    elapsedChanged = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.case_id: UUID | None = None
        """Whose session runs or is paused."""
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.idle_label = label("No session running", "soft")
        self.row.addWidget(self.idle_label)

    @property
    def call_running(self) -> bool:
        """Whether a session by telephone or video runs: the idle lock then waits longer."""
        return False

    def fit(self, room: int) -> None:
        """Take at most ``room`` pixels of the top bar, if a shorter form does it."""

    def start_session(self, case_id: UUID, kind: str) -> None:
        """Ask for what a session needs and start it."""

    def stop(self) -> None:
        """End the session that runs."""

    def load(self) -> None:
        """Look for a running session, at the start and after an unlock."""

    def locking(self) -> None:
        """Stop writing beats and let go of names."""

    def unlocked(self) -> None:
        """Ask about the time that passed while locked."""
        self.load()
