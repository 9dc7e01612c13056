"""Carries what waits in the outbox, one message at a time, on a thread of its own (DESIGN 7).

The vault knows of a try before it begins and of its end as soon as there is one. The window never waits.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from jfs_desktop.outcome import Changed, Outcome

if TYPE_CHECKING:
    from types import ModuleType

    from jfs_desktop.casework.outbox.message_views import MessageView
    from jfs_desktop.casework.outbox.outbox import Sending
    from jfs_desktop.errors import UserError
    from jfs_desktop.mail.delivery import Delivery
    from ui.shell.context import Context
    from ui.shell.frame import Frame
    from ui.shell.network_back import NetworkBack

SHORTEST_WAIT_MS, LONGEST_WAIT_MS = 20, 60 * 1000
"""While something waits the clock is looked at this often at least: a computer may sleep meanwhile."""
CLOSING_MS = 5000
"""So long the window waits, as it closes, for a message that is just being sent."""
TELL_EVERY_MS = 500
"""While many messages go, the screens hear of them this often: each would read its rows anew every time."""


class Postman(QObject):
    """Begins with ``start``, once nobody waits for the window any more; ``unlocked`` after each lock.
    News of it leads to the page of the ``frame`` where messages are decided about. ``due`` is when the next
    that waits may go, ``shut`` whether the last one found the way shut that all go. ``all_out`` comes when
    none waits any more, ``stayed`` when one did not go, or there is something to say of it."""

    all_out = Signal()
    stayed = Signal()

    def __init__(self, context: Context, frame: Frame) -> None:
        super().__init__(frame)
        self._context, self._frame = context, frame
        self._out: UUID | None = None
        self._came: Delivery | None = None
        self._noting = self._started = self._closing = False
        self._owed: Outcome[Any] | None = None
        self.due: datetime | None = None
        self.shut = False
        self._since = QElapsedTimer()
        self.network: NetworkBack | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        context.hub.changed.connect(self._hear)

    @property
    def is_out(self) -> bool:
        """Whether a message is being sent just now."""
        return self._out is not None

    def start(self) -> None:
        """Tell of what a crash or a shut-down left in mid-send, then carry what waits."""
        if self._started:
            return
        self._started = True
        workspace = self._context.workspace
        self._context.tasks.write(
            lambda: _turns().interrupted(workspace), owner=self, done=self._tell_interrupted
        )

    def unlocked(self) -> None:
        """Note what came of a message while the vault was locked, and go on."""
        if not self._started:
            return
        if self._out is None:
            self._let_wait_again()
        else:
            self.look()

    def closing(self) -> None:
        """Wait a moment for the end of a try, so that it need not be asked about at the next start."""
        self._closing = True
        self._timer.stop()
        if (self._out is not None or self._noting) and not self._context.tasks.held:
            self._context.tasks.wait_idle(CLOSING_MS)

    def look(self) -> None:
        """Begin what may go now, and wait for what may go later."""
        if not self._started or self._closing or self._context.tasks.held:
            return
        if self._out is not None:
            if self._came is not None:
                self._note(self._out, self._came)
            return
        workspace = self._context.workspace
        self._context.tasks.read(lambda: _turns().next_due(workspace), owner=self, done=self._wait_for)

    def _tell_interrupted(self, outcome: Outcome[int]) -> None:
        self._context.hub.tell(outcome, self)
        if outcome.value:
            stopped = "A message was being sent when the program stopped: it may have gone."
            self._say(" ".join(outcome.besides) or stopped, "Decide")
        self.look()

    def _heard(self, outcome: Outcome[Any]) -> None:
        self._context.hub.tell(outcome, self)
        self.look()

    def _let_wait_again(self) -> None:
        """A try that was begun as the vault locked, or as the window closed, and never carried out."""
        workspace = self._context.workspace
        self._context.tasks.write(lambda: _turns().never_left(workspace), owner=self, done=self._heard)

    def _hear(self, outcome: Outcome[Any], initiator: QObject | None) -> None:
        if outcome.changed & Changed.MAIL and initiator is not self:
            self.look()

    def _wait_for(self, due: datetime | None) -> None:
        self._timer.stop()
        self.due = due
        if due is None and self._out is None:
            self.all_out.emit()
        if due is None or due > self._context.clock.now():
            self._tell_owed()
        if due is None or self._out is not None or self._closing:
            return
        wait = (due - self._context.clock.now()).total_seconds() * 1000
        if wait <= 0:
            self._begin()
        else:
            self._timer.start(int(min(max(wait + 1, SHORTEST_WAIT_MS), LONGEST_WAIT_MS)))

    def _begin(self) -> None:
        workspace = self._context.workspace
        if not self._noting:
            self._noting = True  # one at a time: nothing else begins before this is answered
            self._context.tasks.write(
                lambda: _verbs().begin_next(workspace),
                owner=self,
                done=self._begun,
                failed=self._not_begun,
                late=self._not_begun,
            )

    def _not_begun(self, error: UserError | None) -> None:
        """The vault took it not, as with a full disk, or locked meanwhile; ``unlocked`` goes on then."""
        self._noting = False
        if error is not None:
            self._context.say.problem(error)

    def _begun(self, outcome: Outcome[Sending | None]) -> None:
        self._noting = False
        self._tell(outcome)
        if outcome.value is None:
            if outcome.changed:
                self.stayed.emit()
                self._say("A message was held back: it did not go.", "Decide")
                self.look()
        elif self._closing:
            self._let_wait_again()
        else:
            self._carry(outcome.value)

    def _carry(self, sending: Sending) -> None:
        self._out, self._came = sending.id, None
        clock = self._context.clock

        def go() -> Delivery:
            from jfs_desktop.casework.outbox.carrying import carry

            self._came = carry(sending, clock)  # kept here too: an answer that comes while locked is dropped
            return self._came

        self._context.tasks.post(go, owner=self, done=partial(self._note, sending.id))

    def _note(self, message_id: UUID, delivery: Delivery) -> None:
        """Write down what came of a try, once: the answer may reach the window twice, around an unlock."""
        if self._noting or self._out != message_id:
            return
        workspace, self._noting = self._context.workspace, True
        self._context.tasks.write(
            lambda: _verbs().end(workspace, message_id, delivery),
            owner=self,
            done=partial(self._ended, delivery),
            failed=self._not_noted,
            late=self._noted_late,
        )

    def _ended(self, delivery: Delivery, outcome: Outcome[MessageView]) -> None:
        self._out, self._came, self._noting = None, None, False
        self._tell(outcome)
        self._tell_end(outcome.value)
        self.shut = delivery.is_of_route
        if self.shut:
            self._tell_of_route(" ".join(outcome.besides), delivery)
        self.look()

    def _not_noted(self, error: UserError) -> None:
        """The vault took it not, as with a full disk. What came of the try is kept and noted later: without
        it the message would have to be asked about, or go twice."""
        self._noting = False
        self._context.say.problem(error)
        if not self._closing:
            self._timer.start(LONGEST_WAIT_MS)

    def _noted_late(self, error: UserError | None) -> None:
        """The vault was locked while it was noted; where it was not, ``unlocked`` notes it again."""
        self._noting = False
        if error is None:
            self._out = self._came = None

    def _tell(self, outcome: Outcome[Any]) -> None:
        """Let the screens hear of a change: at once, or with the next ones while many messages go."""
        before, cases = self._owed, outcome.case_ids
        if before is not None:
            cases = before.case_ids | cases if before.case_ids and cases else frozenset()
            outcome = Outcome(None, before.changed | outcome.changed, cases)
        self._owed = outcome
        if not self._since.isValid() or self._since.elapsed() >= TELL_EVERY_MS:
            self._tell_owed()

    def _tell_owed(self) -> None:
        owed, self._owed = self._owed, None
        if owed is not None:
            self._since.start()
            self._context.hub.tell(owed, self)

    def _tell_end(self, message: MessageView) -> None:
        """Say what the adviser should know now. A second vain try for the same reason is no news."""
        from jfs_desktop.rules.mail.outbox import ASKS, MessageState

        if message.state is not MessageState.OPENED and (message.failure or message.note):
            self.stayed.emit()
        if message.state in ASKS:
            self._say(message.failure, "Decide")
        elif message.state is MessageState.SENT and message.note:
            self._say(message.note, "Look at it")
        elif message.failure and message.tries == 1:
            self._wait_for_network()
            self._again_by_itself(message.failure)

    def _tell_of_route(self, news: str, delivery: Delivery) -> None:
        """Of the way that is shut for all messages the adviser hears once."""
        from jfs_desktop.mail.delivery import Ending

        if delivery.ending is Ending.PUT_OFF:
            self._wait_for_network()
            if news:
                self._again_by_itself(news)
        elif news:
            self._say(f"{news} What waits goes once that is right.", "E-mail settings", "settings")

    def _again_by_itself(self, why: str) -> None:
        self._context.say.news(f"{why} It is tried again by itself.", level="info")

    def _wait_for_network(self) -> None:
        """From the first message on that could not go: once there is a network again nothing waits."""
        from ui.shell.network_back import NetworkBack

        if self.network is None:
            self.network = NetworkBack(self)
            self.network.came_back.connect(self._try_now)

    def _try_now(self) -> None:
        from jfs_desktop.casework.outbox import outbox_decisions

        if not self._context.tasks.held:
            workspace = self._context.workspace
            self._context.tasks.write(
                lambda: outbox_decisions.try_now(workspace), owner=self, done=self._heard
            )

    def _say(self, text: str, action: str, page: str = "outbox") -> None:
        self._context.say.news(text, action, lambda: self._frame.show_page(page), level="problem")


def _verbs() -> ModuleType:
    """The verbs of the outbox, loaded by the first job that needs them, so never on the window's thread."""
    from jfs_desktop.casework.outbox import outbox

    return outbox


def _turns() -> ModuleType:
    """What is asked while nothing waits, which needs no more than that."""
    from jfs_desktop.casework.outbox import outbox_turns

    return outbox_turns
