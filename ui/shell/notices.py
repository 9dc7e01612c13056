"""Desktop notifications that name nobody: '2 things are due within the hour'."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from jfs_desktop.rules.writing.wording import counted
from ui.shell.context import Context

if TYPE_CHECKING:  # neither is needed for the first paint
    from PySide6.QtWidgets import QSystemTrayIcon, QWidget

    from jfs_desktop.casework.today.due_soon import DueSoon

LOOK_MS = 5 * 60 * 1000
SHOWN_MS = 15_000
TITLE = "JFS Desktop"


NO_TRAY = (
    "This desktop has no system tray, so no notification can be shown here: look at Today, and at the"
    " figures on the rail."
)


def can_be_shown() -> bool:
    """Whether this desktop shows notifications, as far as it says so now."""
    from PySide6.QtWidgets import QSystemTrayIcon

    return QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()


class Bell(Protocol):
    """Shows one line on the desktop; ``pressed`` is called when the person chooses it."""

    def ring(self, text: str, pressed: Callable[[], None]) -> None: ...


class TrayBell:
    """The system's own notifications, where it has any. Its icon stands in the tray only meanwhile."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._icon: QSystemTrayIcon | None = None

    def ring(self, text: str, pressed: Callable[[], None]) -> None:
        """Show a line, or do nothing where the system shows none."""
        if not can_be_shown():
            return
        from PySide6.QtWidgets import QSystemTrayIcon

        if self._icon is None:
            self._icon = QSystemTrayIcon(self._window.windowIcon(), self._window)
            self._icon.messageClicked.connect(pressed)
            self._icon.activated.connect(lambda _: pressed())
        self._icon.show()
        self._icon.showMessage(TITLE, text, self._window.windowIcon(), SHOWN_MS)
        QTimer.singleShot(SHOWN_MS, self._icon, self._icon.hide)


class Notices(QObject):
    """Looks every few minutes, and rings once for each thing. Nothing rings while the vault is locked or
    ``set_shared(True)`` says that others see the screen. ``chosen`` asks for Today."""

    chosen = Signal()

    def __init__(self, context: Context, bell: Bell, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._bell = bell
        self._told: set[str] = set()
        self._shared = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def set_shared(self, shared: bool) -> None:
        """Whether somebody else sees the screen."""
        self._shared = shared

    def look(self) -> None:
        """Ask what is due within the hour."""
        if self._context.tasks.held or self._shared:
            return
        from jfs_desktop.casework.today.due_soon import within_the_hour

        workspace = self._context.workspace
        self._context.tasks.read(lambda: within_the_hour(workspace), owner=self, done=self._tell)

    def _tell(self, found: DueSoon) -> None:
        fresh = found.keys - self._told
        if found.quiet or self._shared or not fresh:
            return
        self._told |= fresh
        number = len(found.keys)
        verb = "is" if number == 1 else "are"
        self._bell.ring(f"{counted(number, 'thing')} {verb} due within the hour", self.chosen.emit)
