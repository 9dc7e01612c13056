"""Carries files of replies into the vault behind the window, with progress and a way to stop (I18)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Changed, Outcome

if TYPE_CHECKING:  # what reads messages comes with the first of them
    from jfs_desktop.casework.replies.reply_files import ImportProgress, ImportReport
    from ui.shell.context import Context
    from ui.shell.lane import Steps

LOCKED = "The window was locked meanwhile. What was brought in before is here; bring in the rest again."


class ReplyImport(QObject):
    """``moved(done, total)`` as it goes on, ``ended(words)`` with what came of it, ``failed(error)`` where
    the vault took no more, ``refused(files)`` each file that was not kept, with why. What was brought in
    stays."""

    moved = Signal(int, int)
    ended = Signal(str)
    refused = Signal(object)
    failed = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._steps: Steps | None = None
        context.tasks.locking.connect(self._locked)

    @property
    def running(self) -> bool:
        return self._steps is not None

    def begin(self, paths: Sequence[Path]) -> None:
        """Bring files in; nothing while others are still coming in."""
        if self._steps is not None or not paths:
            return
        from jfs_desktop.casework.replies import reply_files

        workspace = self._context.workspace
        self.moved.emit(0, len(paths))
        self._steps = self._context.tasks.steps(
            lambda: reply_files.import_files(workspace, paths),
            owner=self,
            progress=self._progress,
            done=self._done,
            failed=self._failed,
            stopped=self._stopped,
        )

    def stop(self) -> None:
        """Stop after the message that is just being brought in."""
        if self._steps is not None:
            self._steps.cancel()

    def _progress(self, progress: ImportProgress) -> None:
        if self._steps is not None:
            self.moved.emit(progress.done, progress.total)

    def _done(self, outcome: Outcome[ImportReport]) -> None:
        self._steps = None
        self._context.hub.tell(outcome)
        report = outcome.value
        self.refused.emit(report.refused)
        self.ended.emit(report.text)

    def _stopped(self) -> None:
        """Before the first of them."""
        if self._steps is not None:
            self._steps = None
            self.ended.emit("")

    def _failed(self, error: UserError) -> None:
        self._steps = None
        told = Changed.MAIL | Changed.EVIDENCE | Changed.HISTORY | Changed.CASES
        self._context.hub.tell(Outcome(None, told))
        self.failed.emit(error)

    def _locked(self) -> None:
        """Its answer does not come through a lock."""
        if self._steps is not None:
            self._steps = None
            self.ended.emit(LOCKED)
