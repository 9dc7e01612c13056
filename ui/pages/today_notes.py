"""The lines above Today's list that read for themselves whether they have something to say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from jfs_desktop.casework import staff_checks, sync_schedule
from jfs_desktop.outcome import Changed, Outcome
from ui.shell.context import Context
from ui.widgets.line_note import LineNote


class ChecksNote(LineNote):
    """What is wrong with the staff checks of whoever works here; leads to Settings."""

    def __init__(self, context: Context, open_settings: Callable[[], object]) -> None:
        super().__init__("Open Settings", open_settings)
        self._context = context

    def refresh(self) -> None:
        """Read how it stands now."""
        workspace = self._context.workspace
        self._context.tasks.read(
            lambda: staff_checks.mine(workspace),
            owner=self,
            done=lambda found: self.show_words(found.problem),
        )


class SilenceNote(LineNote):
    """That head office has had nothing for more than one working day (D11); leads to the Sync page."""

    def __init__(self, context: Context, open_sync: Callable[[], object]) -> None:
        super().__init__("Open Sync", open_sync)
        self._context = context
        context.hub.changed.connect(self._hear)

    def refresh(self) -> None:
        """Read how it stands now."""
        workspace = self._context.workspace
        if not self._context.tasks.held:
            self._context.tasks.read(
                lambda: sync_schedule.silence(workspace),
                owner=self,
                done=lambda found: self.show_words(found.words),
            )

    def _hear(self, outcome: Outcome[Any], _: QObject | None) -> None:
        if outcome.changed & Changed.SETTINGS:  # a receipt came, which changes nothing else of Today
            self.refresh()


class CutOffNote(LineNote):
    """That an import of referrals was cut off with the program, until it is dismissed or imported again."""

    def __init__(self, context: Context) -> None:
        super().__init__("Dismiss", self._dismiss)
        self._context = context

    def refresh(self) -> None:
        """Read whether one was."""
        workspace = self._context.workspace

        def read() -> str:
            from jfs_desktop.casework import cut_off_import  # it is not needed before Today stands

            left = cut_off_import.found(workspace)
            return left.words if left is not None else ""

        if not self._context.tasks.held:
            self._context.tasks.read(read, owner=self, done=self.show_words)

    def _dismiss(self) -> None:
        from jfs_desktop.casework import cut_off_import

        workspace = self._context.workspace
        self._context.tasks.write(
            lambda: cut_off_import.dismiss(workspace), owner=self, done=lambda _: self.refresh()
        )


class RefusedNote(LineNote):
    """Which rows an import of referrals refused, until they are taken in after all or dismissed (R1)."""

    def __init__(self, context: Context) -> None:
        super().__init__("Dismiss", self._dismiss)
        self._context = context

    def refresh(self) -> None:
        """Read which are left."""
        workspace = self._context.workspace

        def read() -> str:
            from jfs_desktop.casework import refused_rows  # it is not needed before Today stands

            return refused_rows.told(workspace)

        if not self._context.tasks.held:
            self._context.tasks.read(read, owner=self, done=self.show_words)

    def _dismiss(self) -> None:
        from jfs_desktop.casework import refused_rows

        workspace = self._context.workspace
        self._context.tasks.write(
            lambda: refused_rows.dismiss(workspace), owner=self, done=lambda _: self.refresh()
        )


class WaitingNote(LineNote):
    """That messages wait which cannot go now, and why (I18); leads to the Outbox."""

    def __init__(self, context: Context, open_outbox: Callable[[], object]) -> None:
        super().__init__("Open the outbox", open_outbox)
        self._context = context
        context.hub.changed.connect(self._hear)

    def refresh(self) -> None:
        """Read how it stands now."""
        workspace = self._context.workspace

        def read() -> str:
            from jfs_desktop.casework import held_up  # it is not needed before Today stands

            return held_up.told(workspace)

        if not self._context.tasks.held:
            self._context.tasks.read(read, owner=self, done=self.show_words)

    def _hear(self, outcome: Outcome[Any], _: QObject | None) -> None:
        page = self.parentWidget()
        if outcome.changed & (Changed.MAIL | Changed.SETTINGS) and page is not None and page.isVisible():
            self.refresh()
