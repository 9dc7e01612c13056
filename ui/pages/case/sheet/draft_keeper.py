"""Keeps what is typed into the JFAP or the CV: a draft within a second, one settled change when it rests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from ui.shell.context import Context

if TYPE_CHECKING:
    from jfs_desktop.casework.desk.workspace import Workspace

PAUSE_MS = 600
"""After the last key: the draft is in the vault within a second of it."""
LONGEST_MS = 3_000
"""Of typing without a pause before a draft is written all the same."""
QUIET_MS = 60_000
"""Without a key before an edit settles by itself."""
AGAIN_MS = 5_000
"""Until a draft that could not be written is tried again."""


class DraftKeeper(QObject):
    """Writes drafts and settles, one at a time; of waiting drafts only the newest is written.

    ``read`` gives the content as it stands on the screen; it is asked only when
    something is written, never at a key. ``saved(when)`` follows each write,
    ``settled(outcome, sent)`` each settling, ``failed(error)`` a write that failed.
    ``keep`` and ``make_own`` are the verbs of what is edited.
    """

    saved = Signal(object)
    settled = Signal(object, object)
    failed = Signal(object)

    def __init__(
        self,
        context: Context,
        read: Callable[[], Any],
        parent: QObject,
        keep: Callable[[Workspace, UUID, Any], datetime],
        make_own: Callable[[Workspace, UUID, Any], Outcome[Any]],
    ) -> None:
        super().__init__(parent)
        self._keep, self._make_own = keep, make_own
        self._context = context
        self._read = read
        self._case_id: UUID | None = None
        self._typed = False
        self._unsettled = False
        self._writing = False
        self._turn = 0
        self._settling: set[int] = set()
        self._after: list[Callable[[], None]] = []
        self._pause = self._timer(PAUSE_MS, self.save)
        self._longest = self._timer(LONGEST_MS, self.save)
        self._quiet = self._timer(QUIET_MS, self.rest)

    @property
    def unsettled(self) -> bool:
        """Whether something was typed that the journal does not know yet."""
        return self._unsettled

    @property
    def at_rest(self) -> bool:
        """Whether all that was typed is in the vault, as a draft or settled."""
        return not (self._typed or self._writing)

    def open(self, case_id: UUID | None, *, unsettled: bool = False) -> None:
        """Keep what is typed for another case from now on; ``None`` for none."""
        self._case_id = case_id
        self._turn += 1
        self._typed = self._writing = False
        self._unsettled = unsettled
        self._settling.clear()
        self._after.clear()
        for timer in (self._pause, self._longest, self._quiet):
            timer.stop()

    def note(self) -> None:
        """Something was typed."""
        self._typed = self._unsettled = True
        self._pause.start(PAUSE_MS)
        self._quiet.start()
        if not self._longest.isActive():
            self._longest.start()

    def save(self) -> None:
        """Write the draft now, or as soon as the last write is done."""
        self._longest.stop()
        case_id = self._case_id
        if case_id is None or self._writing or not self._typed or self._context.tasks.held:
            return
        content, turn = self._read(), self._begin()
        self._context.tasks.write(
            self._context.last_words.job(self._what(case_id), self._keep, case_id, content),
            owner=self,
            done=lambda at: self._saved(turn, at),
            failed=lambda error: self._failed(turn, error),
        )

    def rest(self) -> None:
        """Settle because the person has paused, or left a field."""
        self.settle()

    def settle(self, then: Callable[[], None] | None = None) -> None:
        """Make what is typed the case's own; ``then`` is called once it is, or at once where it is already.

        It does not wait for a draft or a settling under way: the writer takes them in turn.
        """
        case_id = self._case_id
        if case_id is None or not self._unsettled or self._context.tasks.held:
            if then is not None and not self._context.tasks.held:
                then()
            return
        content, turn = self._read(), self._begin()
        self._unsettled = False
        self._quiet.stop()
        self._settling.add(turn)
        if then is not None:
            self._after.append(then)
        self._context.tasks.write(
            self._context.last_words.job(self._what(case_id), self._make_own, case_id, content),
            owner=self,
            done=lambda outcome: self._settled(turn, outcome, content),
            failed=lambda error: self._failed(turn, error),
        )

    def look(self, then: Callable[[], None]) -> None:
        """Settle for ``then``, which reads it: it waits for what is being settled already, too, as by
        the field that the press on a button left."""
        if self._settling and not self._unsettled and not self._context.tasks.held:
            self._after.append(then)
        else:
            self.settle(then)

    def _what(self, case_id: UUID) -> str:
        return f"{self._keep.__module__}:{case_id}"

    def _begin(self) -> int:
        self._pause.stop()
        self._longest.stop()
        self._typed = False
        self._writing = True
        self._turn += 1
        return self._turn

    def _saved(self, turn: int, at: datetime) -> None:
        if turn == self._turn:
            self._writing = False
            self.saved.emit(at)
            self._go_on()

    def _settled(self, turn: int, outcome: Outcome[Any], sent: Any) -> None:
        self._settling.discard(turn)
        if outcome.value.case_id != self._case_id:
            return
        if turn == self._turn:
            self._writing = False
            self.saved.emit(self._context.clock.now())
        self.settled.emit(outcome, sent)
        if not self._settling:
            waiting, self._after = self._after, []
            for then in waiting:
                then()
        self._go_on()

    def _failed(self, turn: int, error: UserError) -> None:
        self._settling.discard(turn)
        if not self._settling:
            self._after.clear()
        if turn != self._turn:
            return
        self._writing = False
        self._typed = self._unsettled = True
        self._pause.start(AGAIN_MS)
        self.failed.emit(error)

    def _go_on(self) -> None:
        if self._typed and not self._writing and not self._pause.isActive():
            self.save()

    def _timer(self, wait: int, act: Callable[[], None]) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(wait)
        made.timeout.connect(act)
        return made
