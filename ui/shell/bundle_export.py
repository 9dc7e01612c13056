"""One bundle for head office, taken through its steps on the threads that they belong to (D11).

Only short steps are on the writer's thread: the bundle is made on the one for long looks, and goes to its
folder on the one that nobody waits for. So a slow stick holds up no save.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from jfs_desktop.outcome import Changed, Outcome

if TYPE_CHECKING:  # the store's words load behind the first face
    from jfs_desktop.casework.sync.sync_bundles import BundleView, Export
    from jfs_desktop.errors import UserError
    from ui.shell.tasks import Tasks


class BundleExport(QObject):
    """Calls ``done`` with what was written, or ``failed`` once nothing is left of it."""

    def __init__(
        self,
        export: Export,
        tasks: Tasks,
        *,
        done: Callable[[Outcome[BundleView | None]], None],
        failed: Callable[[UserError], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._export, self._tasks = export, tasks
        self._done, self._failed = done, failed

    def start(self) -> None:
        """Take the first step; each takes the next one."""
        self._tasks.write(self._export.begin, owner=self, done=self._begun, failed=self._failed)

    def cancel(self) -> None:
        """Stop it wherever it is; what is half is taken away."""
        self._export.watch.stop = True

    def clear(self, then: Callable[[], None]) -> None:
        """Take away what a lock left half, and forget it; ``then`` is called once that is done."""
        self.cancel()
        self._drop(then)

    def _begun(self, newer: bool) -> None:
        if newer:
            self._tasks.behind(self._export.seal, owner=self, done=self._carry, failed=self._give_up)
        else:
            self._done(Outcome(None, Changed.NOTHING))

    def _carry(self, _: None) -> None:
        self._tasks.carry(self._export.carry, owner=self, done=self._record, failed=self._give_up)

    def _record(self, _: None) -> None:
        self._tasks.write(self._export.record, owner=self, done=self._put_in_place, failed=self._give_up)

    def _put_in_place(self, _: None) -> None:
        self._tasks.carry(self._export.put_in_place, owner=self, done=self._end, failed=self._give_up)

    def _end(self, _: None) -> None:
        self._tasks.write(self._export.end, owner=self, done=self._done, failed=self._failed)

    def _give_up(self, error: UserError) -> None:
        self._drop(lambda: self._failed(error))

    def _drop(self, then: Callable[[], None]) -> None:
        """The half file goes first, on its own thread; only then is it known what the vault may forget."""
        forget = self._export.forget

        def removed(_: None) -> None:
            self._tasks.write(forget, owner=self, done=lambda _: then(), failed=lambda _: then())

        self._tasks.carry(self._export.remove_files, owner=self, done=removed)
