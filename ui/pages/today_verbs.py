"""What a row on Today offers beside its action: say why it is late, and put it off."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.today.cockpit import Todo, When
from ui.dialogs.questions.late_reason import LateReasonDialog
from ui.dialogs.questions.put_off import PutOffDialog
from ui.dialogs.recording.record import ACKNOWLEDGED_ON, ask_acknowledged
from ui.shell.context import Context

ANSWERED = "acknowledge_referral"
"""The clock that ends a case by itself where the referral was not answered."""


def say_why_late(context: Context, todos: Sequence[Todo], parent: QWidget) -> bool:
    """Ask for the reason of the first late one that has none yet; whether anything was asked."""
    late = [one for one in todos if one.when is When.LATE and one.clock is not None]
    if not late:
        context.say.news("Only something late takes a reason.", level="info")
        return False
    LateReasonDialog.ask(context, next((one for one in late if not one.because), late[0]), parent)
    return True


def besides(context: Context, todo: Todo, parent: QWidget) -> tuple[tuple[str, Callable[[], None]], ...]:
    """What only some rows offer: a referral that lapsed here may have been answered on PRaP in time (R3)."""
    case_id = todo.case_id
    if case_id is None or todo.clock is None or todo.clock.id != ANSWERED or todo.when is not When.LATE:
        return ()
    return ((ACKNOWLEDGED_ON, lambda: ask_acknowledged(context, case_id, parent)),)


def put_off(context: Context, todo: Todo, parent: QWidget) -> bool:
    """Ask until when; a date of the contract is refused in words. Whether anything was asked."""
    if todo.no_delay:
        remedy = " Say why it is late instead." if todo.clock and todo.when is When.LATE else ""
        context.say.news(f"{todo.no_delay}{remedy}", level="info")
        return False
    PutOffDialog.ask(context, todo, parent)
    return True
