"""The lines above Today's list that read for themselves whether they have something to say."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from PySide6.QtCore import QObject

from jfs_desktop.casework.office import staff_checks
from jfs_desktop.casework.sync import sync_schedule
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


class ImportNote(LineNote):
    """What an import of referrals left to be seen to, until it is done or dismissed (R1). ``about`` loads the
    module that knows: it is not needed before Today stands."""

    def __init__(self, context: Context, about: Callable[[], ModuleType]) -> None:
        super().__init__("Dismiss", self._dismiss)
        self._context, self._about = context, about

    def refresh(self) -> None:
        """Read whether anything is left."""
        workspace, about = self._context.workspace, self._about
        if not self._context.tasks.held:
            self._context.tasks.read(lambda: about().told(workspace), owner=self, done=self.show_words)

    def _dismiss(self) -> None:
        workspace, about = self._context.workspace, self._about
        self._context.tasks.write(
            lambda: about().dismiss(workspace), owner=self, done=lambda _: self.refresh()
        )


def cut_off() -> ModuleType:
    """That one was cut off with the program."""
    from jfs_desktop.casework.referrals import cut_off_import

    return cut_off_import


def refused() -> ModuleType:
    """Which rows one refused."""
    from jfs_desktop.casework.referrals import refused_rows

    return refused_rows


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
            from jfs_desktop.casework.outbox import held_up  # it is not needed before Today stands

            return held_up.told(workspace)

        if not self._context.tasks.held:
            self._context.tasks.read(read, owner=self, done=self.show_words)

    def _hear(self, outcome: Outcome[Any], _: QObject | None) -> None:
        page = self.parentWidget()
        if outcome.changed & (Changed.MAIL | Changed.SETTINGS) and page is not None and page.isVisible():
            self.refresh()
