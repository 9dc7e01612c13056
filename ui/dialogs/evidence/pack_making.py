"""An evidence pack while it is made: how far it is, and a way to stop it (I18, MI12)."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path

from PySide6.QtWidgets import QProgressBar, QWidget

from jfs_desktop.casework.evidence.pack_writing import PackProgress
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from ui.shell.context import Context
from ui.shell.file_written import tell_written
from ui.shell.placed_steps import PlacedSteps
from ui.widgets.dialog import Dialog

TITLE = "The evidence pack is being made"
TEXT = "Every file of the case is read and written. If you stop, nothing is left."
STOPPED = "Stopped: no evidence pack was made."
LOCKED = "The window was locked meanwhile. Look whether the pack is there, and make it anew if it is not."
PARTS = 1000


class PackMakingDialog(Dialog):
    """It opens as the work begins and goes by itself; leaving it by any way stops the work."""

    def __init__(
        self,
        context: Context,
        work: Callable[[], Generator[PackProgress, None, Outcome[Path]]],
        parent: QWidget,
    ) -> None:
        super().__init__(TITLE, TEXT, parent)
        self._context = context
        self.bar = QProgressBar()
        self.bar.setRange(0, PARTS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress")
        self.content.addWidget(self.bar)
        self.stop = self.add_verb("Stop", "plain", self.reject)
        self.stop.setObjectName("pack-stop")
        self._steps: PlacedSteps | None = PlacedSteps(
            work,
            context.tasks,
            progress=self._progress,
            done=self._done,
            failed=self._failed,
            stopped=self._stopped,
            parent=self,
        )
        self._steps.start()

    def reject(self) -> None:
        """Stop after the step that is just done; the dialog goes once nothing is left of the work."""
        if self._steps is None:
            super().reject()
            return
        self._steps.cancel()
        self.stop.setEnabled(False)

    def come_back(self) -> None:
        """A lock stops the work, or keeps its answer from coming."""
        super().come_back()
        if self._steps is not None:
            self._leave()
            self._context.say.news(LOCKED, level="problem")

    def _progress(self, progress: PackProgress) -> None:
        self.bar.setValue(int(progress.part * PARTS))

    def _done(self, outcome: Outcome[Path]) -> None:
        self._leave()
        tell_written(self._context, outcome)

    def _failed(self, error: UserError) -> None:
        self._leave()
        self._context.say.problem(error)

    def _stopped(self) -> None:
        self._leave()
        self._context.say.news(STOPPED)

    def _leave(self) -> None:
        self._steps = None
        self.accept()
