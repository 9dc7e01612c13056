"""What is missing in the form 'Record what happened', or cannot be read, before the store is asked."""

from __future__ import annotations

from datetime import date

from jfs_desktop.casework.recording.fact_choices import FactChoice
from jfs_desktop.rules.writing.wording import STILL_TO_COME, full_day
from ui.widgets.form_kit import FormKit

_DAYS_IN_THE_PAST = frozenset({"requested_on"})
Notes = dict[str, tuple[str, str]]
"""A text and its level beside each field, as ``FormKit.set_notes`` takes them."""
NOBODY: Notes = {"by": ("Nobody entered here has the PRaP right; give it under Settings, Staff.", "error")}
"""What stands where none of the staff may do it."""


def faults(form: FormKit, choice: FactChoice, standing: Notes, today: date) -> Notes:
    """Told beside its field; ``standing`` is what stands there anyhow. ``today`` is the Europe/London day."""
    values, notes = form.values(), dict(standing)
    notes |= {name: note for name, note in form.date_problems().items() if name != "day" or choice.day_key}
    if values["on"] is None:
        notes.setdefault("on", ("Type the day it happened.", "error"))
    elif values["on"] > today:
        return notes | {"on": (STILL_TO_COME, "error")}
    if choice.day_key and values["day"] is None:
        notes.setdefault("day", ("Type this day.", "error"))
    elif choice.day_key in _DAYS_IN_THE_PAST and values["day"] > today:
        notes["day"] = (STILL_TO_COME, "error")
    if choice.choices and not values["detail"]:
        notes["detail"] = ("Choose one of these.", "error")
    if choice.channel_needed and not values["channel"]:
        notes["channel"] = ("Say how it was done.", "error")
    if not form.field("advice").isHidden() and not values["advice"].strip():
        notes["advice"] = ("This code needs the reference of DWP's advice.", "error")
    if not form.field("late_reason").isHidden() and not values["late_reason"].strip():
        notes["late_reason"] = ("Say why it is late.", "error")
    return notes


def only_in_time(choice: FactChoice) -> str:
    """What is said of something that would have kept the case from moving on by itself."""
    if choice.only_until is None:
        return ""
    until = full_day(choice.only_until)
    return f"The case moved on as this was not recorded. Say on which day it was done: {until} or before."
