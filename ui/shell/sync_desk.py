"""Sends to head office by itself, daily and as the window closes, and reads what head office answers (D11).

The folder is looked at and written to on a thread that nobody waits for; only where it answers is a bundle
made. One that is not there is told once, and tried again. A lock, too, gives up what is being written.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal

from jfs_desktop.outcome import Changed, Outcome
from ui.shell.bundle_export import BundleExport

if TYPE_CHECKING:  # the store's words load behind the first face
    from jfs_desktop.casework.desk.workspace import Workspace
    from jfs_desktop.casework.sync.bundle_making import Watch
    from jfs_desktop.casework.sync.sync_bundles import BundleView
    from jfs_desktop.casework.sync.sync_receipts import FolderLook, ReceiptsRead
    from jfs_desktop.casework.sync.sync_schedule import Schedule
    from jfs_desktop.clock import Clock
    from jfs_desktop.errors import UserError
    from ui.shell.hub import ChangeHub
    from ui.shell.say import Say
    from ui.shell.tasks import Tasks

LONGEST_WAIT_MS = 15 * 60 * 1000
"""The clock and the folder are looked at this often at least: a computer may sleep meanwhile."""
TELL_EVERY_MS = 200
CLOSING_MS, STOPPING_MS = 4000, 1000
"""So long the window waits, as it closes, for a bundle; and then for that to be given up."""
NOT_THERE = "The folder for head office's bundles is not there now. It is tried again by itself."


class SyncDesk(QObject):
    """Begins with ``start``, once nobody waits for the window any more; ``unlocked`` after each lock.

    ``progressed(words)`` tells how far an export is, '' at its end; ``troubled()`` that ``trouble`` changed.
    """

    progressed = Signal(str)
    troubled = Signal()

    def __init__(
        self, workspace: Workspace, tasks: Tasks, hub: ChangeHub, say: Say, *, clock: Clock, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workspace, self._tasks, self._hub, self._say = workspace, tasks, hub, say
        self._clock = clock
        self._schedule: Schedule | None = None
        self._watch: Watch | None = None
        self._export: BundleExport | None = None
        self._asked = self._started = self._closing = self._over = self._told = False
        self._tried: datetime | None = None
        self._not_before: datetime | None = None
        self._refused: frozenset[str] = frozenset()
        self.trouble = ""
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        self._teller = QTimer(self, interval=TELL_EVERY_MS)
        self._teller.timeout.connect(self._tell_progress)
        hub.changed.connect(self._hear)
        tasks.locking.connect(self.cancel)

    @property
    def is_running(self) -> bool:
        """Whether a bundle is being written."""
        return self._watch is not None

    def start(self) -> None:
        """Look for receipts and for an export that was missed, and wait for the next."""
        self._started = True
        self.look()

    def unlocked(self) -> None:
        """Go on after a lock, which ended what was being written."""
        if self._export is not None:
            self._export.clear(then=self._begin_anew)
        else:
            self._begin_anew()

    def _begin_anew(self) -> None:
        self._end()
        if self._started:
            self.look()

    def look(self) -> None:
        """Read the schedule, then see what is in the folder and whether an export is due."""
        if self._tasks.held or self._over or self.is_running:
            return
        workspace = self._workspace
        self._tasks.read(lambda: _schedule(workspace), owner=self, done=self._take)

    def export(self, folder: Path) -> None:
        """Write a bundle into a folder now, because somebody asked for it."""
        self._asked = True
        self._begin(folder)

    def cancel(self) -> None:
        """Give up the bundle that is being written."""
        if self._export is not None:
            self._export.cancel()

    def closing(self) -> None:
        """Write what is newer before the vault closes, and wait for it no longer than a moment."""
        schedule = self._schedule
        self._timer.stop()
        wanted = self._started and schedule is not None and schedule.is_ready and schedule.at_close
        if not self._tasks.held and (wanted or self.is_running):
            self._closing = True
            if not self.is_running:
                self.look()
            self._wait(CLOSING_MS)
            self.cancel()
            if self.is_running:
                self._wait(STOPPING_MS)
        self._closing, self._over = False, True

    def _wait(self, ms: int) -> None:
        """Let the window's loop turn until nothing is left to do, or the time is over."""
        loop = QEventLoop()

        def heard(words: str) -> None:
            if not words:
                loop.quit()

        self.progressed.connect(heard)
        QTimer.singleShot(ms, loop, loop.quit)
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        self.progressed.disconnect(heard)

    def _hear(self, outcome: Outcome[Any], initiator: QObject | None) -> None:
        if self._started and initiator is not self and outcome.changed & Changed.SETTINGS:
            self._not_before = None
            self.look()

    def _take(self, schedule: Schedule) -> None:
        self._schedule = schedule
        folder = schedule.folder
        if folder is None or not schedule.is_ready:
            self._set_trouble("")
            self._end()
            return
        seek = partial(_look_into, folder, schedule.device, schedule.confirmed)
        self._tasks.carry(seek, owner=self, done=partial(self._looked, schedule))

    def _looked(self, schedule: Schedule, found: FolderLook) -> None:
        if self._tasks.held or self._over:
            return
        if found.receipts:
            workspace, known = self._workspace, self._refused
            read = partial(_receive, workspace, found.receipts, known)
            self._tasks.write(read, owner=self, done=self._received)
        due = self._due(schedule)
        now = self._clock.now()
        if not found.there:
            self._missing(aloud=due is not None and due <= now)
        elif self._closing or (due is not None and due <= now and self._may_try(now)):
            self._begin(schedule.folder)
        else:
            if self.trouble == NOT_THERE:
                self._set_trouble("")
            self._wait_for(due)

    def _due(self, schedule: Schedule) -> datetime | None:
        from jfs_desktop.rules.contract.sync_times import next_export

        if not schedule.daily or schedule.last is None:
            return None
        last = max(schedule.last, self._tried) if self._tried else schedule.last
        return next_export(self._clock.now(), schedule.at, last)

    def _may_try(self, now: datetime) -> bool:
        return self._not_before is None or self._not_before <= now

    def _wait_for(self, due: datetime | None) -> None:
        left = (due - self._clock.now()) / timedelta(milliseconds=1) if due is not None else LONGEST_WAIT_MS
        if not self._closing:
            self._timer.start(int(min(max(left, 1000), LONGEST_WAIT_MS)))

    def _missing(self, *, aloud: bool) -> None:
        """Told in the banner once, and only where something should be written there now."""
        if aloud and not self._told and not self._closing:
            self._say.news(NOT_THERE, level="problem")
            self._told = True
        self._set_trouble(NOT_THERE)
        self._end()
        self._wait_for(None)

    def _begin(self, folder: Path | None) -> None:
        if folder is None or self.is_running or self._tasks.held:
            return
        from jfs_desktop.casework.sync.sync_bundles import Export

        made = Export(self._workspace, folder)
        self._watch = made.watch
        self._export = BundleExport(made, self._tasks, done=self._exported, failed=self._failed, parent=self)
        self._export.start()
        self._teller.start()
        self._tell_progress()

    def _exported(self, outcome: Outcome[BundleView | None]) -> None:
        asked, had_trouble, made = self._asked, bool(self.trouble), outcome.value
        self._tried, self._not_before = self._clock.now(), None
        self._set_trouble("")
        self._end()
        if self._over:
            return  # nobody looks any more, and the vault closes
        self._hub.tell(outcome, self)
        if made is not None and (asked or had_trouble or outcome.besides):
            entries = f"{made.entries:,} {'entry' if made.entries == 1 else 'entries'}"
            self._say.news(" ".join((f"No. {made.number} is written, {entries}.", *outcome.besides)))
        elif asked:
            self._say.news("Head office has everything already; nothing was written.")
        self.look()

    def _failed(self, error: UserError) -> None:
        from jfs_desktop.casework.sync.bundle_making import ExportStopped
        from jfs_desktop.rules.contract.sync_times import TRY_AGAIN

        asked, stopped = self._asked, isinstance(error, ExportStopped)
        again = not (asked or stopped)
        words = "" if stopped else error.sentence
        if asked or (words and words != self.trouble):
            self._say.problem(error)
        self._not_before = self._clock.now() + TRY_AGAIN
        if stopped:
            self._tried = self._clock.now()  # until the next day, or until somebody asks
        self._set_trouble(f"{words} It is tried again by itself." if again else "")
        self._end()
        self._wait_for(self._not_before)

    def _received(self, outcome: Outcome[ReceiptsRead]) -> None:
        read = outcome.value
        self._refused |= read.refused_files
        if self._closing or self._over:
            return
        self._hub.tell(outcome, self)
        for words in (*read.refused, *outcome.besides):
            self._say.news(words, level="problem")

    def _set_trouble(self, words: str) -> None:
        self._told = self._told and bool(words)
        if words != self.trouble:
            self.trouble = words
            self.troubled.emit()

    def _end(self) -> None:
        if self._export is not None:
            self._export.deleteLater()
        self._watch, self._export, self._asked = None, None, False
        self._teller.stop()
        if self._closing:
            self._closing, self._over = False, True
        self.progressed.emit("")

    def _tell_progress(self) -> None:
        watch = self._watch
        if watch is None:
            return
        if watch.size:
            copied, whole = watch.carried / 1024, watch.size / 1024
            self.progressed.emit(f"Copying into the folder: {copied:,.0f} of {whole:,.0f} KB.")
            return
        files = f", {watch.attachments:,} attachments" if watch.attachments else ""
        self.progressed.emit(f"Writing: {watch.entries:,} of {watch.of:,} entries{files}.")


def _schedule(workspace: Workspace) -> Schedule:
    from jfs_desktop.casework.sync import sync_schedule

    return sync_schedule.get(workspace)


def _look_into(folder: Path, device: str, after: int) -> FolderLook:
    from jfs_desktop.casework.sync import sync_receipts

    return sync_receipts.look_into(folder, device, after)


def _receive(
    workspace: Workspace, receipts: tuple[bytes, ...], known: frozenset[str]
) -> Outcome[ReceiptsRead]:
    from jfs_desktop.casework.sync import sync_receipts

    return sync_receipts.receive_found(workspace, receipts, known)
