"""Settling a booking that lies over an appointment with the Jobcentre, and how it is said (C9; JFS 1.22)."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.meetings.jobcentre_clashes import Clash
from ui.pages.case.contact.contact_meeting import MeetingCard
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo


def tell(context: Context, outcome: Outcome[tuple[Clash, ...]]) -> None:
    """Say that an appointment with the Jobcentre is noted, and what is booked over it."""
    if not outcome.value:
        tell_with_undo(context, outcome, "The appointment is noted.")
        return
    booked = " and ".join(one.meeting for one in outcome.value)
    said = f"Noted. It clashes with the {booked}: agree another time, or say why it does not matter."
    tell_with_undo(context, outcome, said, "problem")


def move(context: Context, case_id: UUID | None, clash: Clash, meeting: MeetingCard) -> None:
    """Agree another time for what is booked."""
    if clash.kind is FactKind.MEETING_BOOKED:
        meeting.open()
    elif case_id is not None:
        from ui.dialogs.recording.record import RecordDialog

        RecordDialog.ask(context, case_id, meeting.window(), kinds=(clash.kind,), about=clash.booking)


def leave(context: Context, case_id: UUID | None, clash: Clash, parent: QWidget) -> None:
    """Say why both may stay as they are."""
    if case_id is not None:
        from ui.dialogs.circumstances.clash import ClashDialog

        ClashDialog.ask(context, case_id, clash, parent)
