"""What the forms of a session ask in the same words: why by telephone, and whether that day is one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QLineEdit

from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.programme.programme_lists import Channel
from jfs_desktop.rules.writing.wording import weekday_day
from ui.widgets.form_kit import FormKit

REASON = "channel_reason"


def add_reason(form: FormKit, *, span: int) -> None:
    """Add the field for why it was the telephone, not shown yet (S12)."""
    form.add(REASON, "Why by telephone", QLineEdit(), span=span)
    form.set_shown(REASON, False)


def ask_reason(form: FormKit, channels: Sequence[Channel], chosen: str) -> None:
    """Show that field for a channel of which the programme asks why."""
    channel = next((one for one in channels if one.key == chosen), None)
    asked = channel is not None and channel.needs_reason
    if channel is not None and asked:
        form.set_title(REASON, f"Why by {channel.name.lower()}")
    form.set_shown(REASON, asked)


def reason_of(form: FormKit, channels: Sequence[Channel], chosen: str) -> str:
    """What was answered, where it was asked."""
    asked = any(one.key == chosen and one.needs_reason for one in channels)
    return str(form.value(REASON)).strip() if asked else ""


def rest_day_note(calendar: WorkingDays, day: date | None) -> str:
    """A word for an appointment on a day on which most do not work; '' for a working day."""
    if day is None:
        return ""
    reason = calendar.reason(day)
    return f"{weekday_day(day)} is no working day: {reason}. You may keep it." if reason else ""
