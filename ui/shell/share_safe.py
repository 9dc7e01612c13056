"""Carries out the share-safe switch: whom it leaves in view, what falls silent, which windows stay out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from ui.shell.context import Context

if TYPE_CHECKING:  # none of these is needed before the vault is open
    from collections.abc import Callable
    from uuid import UUID

    from PySide6.QtGui import QWindow

    from ui.shell.capture import Capture
    from ui.shell.frame import Frame
    from ui.shell.menus import Menus
    from ui.shell.notices import Notices


class ShareSafe(QObject):
    """``toggle`` leaves in view the person of the running session, else the case in front, else nobody.

    While the screen is shared every other window of ours is kept out of capture, where the system can
    do that: a dialog or list that pops up belongs to the adviser.
    """

    def __init__(
        self, context: Context, frame: Frame, menus: Menus, notices: Notices, capture: Capture
    ) -> None:
        super().__init__(frame)
        self._context = context
        self._frame = frame
        self._menus = menus
        self._notices = notices
        self._capture = capture
        sharing = context.sharing
        sharing.changed.connect(self._follow)
        sharing.stopAsked.connect(self._ask_stop)
        menus.share.triggered.connect(self.toggle)
        frame.rail.shareRequested.connect(self.toggle)
        frame.strip.stopRequested.connect(sharing.end)
        frame.cover.stopRequested.connect(sharing.end)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._window_came)

    def toggle(self) -> None:
        """Begin to share safely, or stop."""
        sharing, frame = self._context.sharing, self._frame
        if sharing.on:
            sharing.end()
            return
        in_front = frame.case_in_front()
        case_id = frame.top.timer.case_id or in_front
        sharing.begin(case_id)
        if case_id is not None and in_front is not None and case_id != in_front:
            frame.open_case(case_id)
        self.read_name()

    def read_name(self) -> None:
        """Ask whose case is shown; at the start, and after an unlock."""
        case_id, workspace = self._context.sharing.case_id, self._context.workspace
        if case_id is None or self._context.tasks.held:
            return

        def read() -> str:
            from jfs_desktop.casework.desk.known_cases import name_of

            with workspace.reading() as db:
                return name_of(db, case_id)

        self._context.tasks.read(
            read, owner=self, done=lambda name: self._context.sharing.take_name(case_id, name)
        )

    def forget_name(self) -> None:
        """Let go of the name; called when the vault locks."""
        case_id: UUID | None = self._context.sharing.case_id
        if case_id is not None:
            self._context.sharing.take_name(case_id, "")

    def _follow(self) -> None:
        on = self._context.sharing.on
        self._notices.set_shared(on)
        self._menus.share.setChecked(on)
        for window in QGuiApplication.topLevelWindows():
            self._keep_out(window, on)

    def _window_came(self, window: QWindow | None) -> None:
        if window is not None and self._context.sharing.on:
            self._keep_out(window, True)

    def _keep_out(self, window: QWindow, hidden: bool) -> None:
        if window is not self._frame.window().windowHandle() and window.isVisible():
            self._capture.keep_out(int(window.winId()), hidden)

    def _ask_stop(self, act: Callable[[], object]) -> None:
        def answer(yes: bool) -> None:
            if yes:
                self._context.sharing.end()
                act()

        self._context.say.ask(
            "You are sharing your screen",
            "What you asked for is not for the person who sees it. Stop sharing in your call first.",
            "Stop sharing and go on",
            "Keep sharing",
            answer,
        )
