"""When something went out by hand: its day and its time."""

from __future__ import annotations

from datetime import datetime, time

from jfs_desktop.clock import LONDON
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.form_kit import FormKit


def ask_when(form: FormKit, now: datetime) -> None:
    """Ask for both; an instant is proposed, as it is in London."""
    here = now.astimezone(LONDON)
    form.add("on", "On which day", DateField(here.date(), here.date()))
    form.add("at", "At what time", TimeField())
    form.set_value("at", here.time().replace(second=0, microsecond=0))


def when_told(form: FormKit) -> datetime | None:
    """What was typed, noon where no time was; None where the day or another date cannot be read, which is
    then marked."""
    values, unread = form.values(), form.date_problems()
    if not unread and values["on"] is None:
        unread = {"on": ("Say on which day.", "error")}
    form.set_notes(unread)
    if unread:
        form.focus_first_note()
        return None
    return datetime.combine(values["on"], values["at"] or time(12), LONDON)
