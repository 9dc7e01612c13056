"""The one caseload of the window, which the finder and the caseload page share."""

from __future__ import annotations

import threading
from collections.abc import Generator
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from jfs_desktop.outcome import Changed, Outcome
from ui.shell.hub import ChangeHub
from ui.shell.tasks import Tasks

if TYPE_CHECKING:  # loaded with the first search
    from jfs_desktop.casework.cases.caseload import Caseload, Sort
    from jfs_desktop.casework.desk.workspace import Workspace

CARES = Changed.CASES | Changed.CLOCKS | Changed.SESSIONS | Changed.STAFF


class CaseloadDesk(QObject):
    """Hands out the caseload brought up to date with every change told so far.

    ``now`` and ``prepare`` run on the reader thread, which alone touches the caseload.
    """

    def __init__(
        self, workspace: Workspace, tasks: Tasks, hub: ChangeHub, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tasks = tasks
        self._caseload: Caseload | None = None
        self._guard = threading.Lock()
        self._behind: frozenset[UUID] | None = frozenset()
        """The cases that have changed since the caseload was read; None for any of them."""
        hub.changed.connect(self._hear)

    def now(self) -> Caseload:
        """The caseload as it stands: read at the first call, then line by line what has changed."""
        from jfs_desktop.casework.cases.caseload import Caseload

        with self._guard:
            behind, self._behind = self._behind, frozenset()
            caseload = self._caseload
        if caseload is None:
            caseload = Caseload(self._workspace)
            with self._guard:
                if not self._tasks.held:  # locked meanwhile: no name stays in memory
                    self._caseload = caseload
        elif behind is None or behind:
            caseload.refresh(behind or ())
        return caseload

    def prepare(self) -> Generator[Sort, None, None]:
        """Work out every order ahead of the first click on its heading, one a step."""
        yield from self.now().prepare()

    def clear(self) -> None:
        """Forget every name; called when the vault has begun to lock."""
        with self._guard:
            self._caseload = None

    def _hear(self, outcome: Outcome[object], _: object) -> None:
        if outcome.changed & CARES:
            with self._guard:
                if self._behind is not None and outcome.case_ids:
                    self._behind |= outcome.case_ids
                else:
                    self._behind = None
