"""What a window does a moment later, at once."""

from __future__ import annotations

from PySide6.QtCore import QTimer


def come(*timers: QTimer) -> None:
    """Let the time come for which these wait."""
    for timer in timers:
        if timer.isActive():
            timer.stop()
            timer.timeout.emit()
