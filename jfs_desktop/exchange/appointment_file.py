"""A calendar file (.ics) of one appointment, with nothing in it that names or describes anybody (C3).

RFC 5545. Times are written in UTC, which every calendar turns into the computer's own.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from jfs_desktop.clock import LONDON


def written(service: str, uid: UUID, on: date, at: time | None, minutes: int, *, stamp: datetime) -> bytes:
    """The file of an appointment on a Europe/London day, or of the whole day where no time is known.

    ``service`` is the programme's name and stands in the title; ``uid`` lets a calendar know the same
    appointment again; ``stamp`` is when this was written, aware.
    """
    from icalendar import Calendar, Event

    event = Event()
    event.add("uid", f"{uid}@jfs-desktop")
    event.add("dtstamp", stamp.astimezone(UTC).replace(microsecond=0))
    event.add("summary", title(service))
    event.add("class", "PRIVATE")
    if at is None:
        event.add("dtstart", on)
        event.add("dtend", on + timedelta(days=1))
    else:
        begins = datetime.combine(on, at, LONDON).astimezone(UTC)
        event.add("dtstart", begins)
        event.add("dtend", begins + timedelta(minutes=minutes))
    calendar = Calendar()
    calendar.add("prodid", "-//JFS Desktop//Appointment//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def title(service: str) -> str:
    """What the appointment is called: 'Job Finding Support appointment'."""
    return f"{service} appointment"


def file_name(service: str, on: date) -> str:
    """A name for the file with the day and no person's."""
    return f"{title(service)} {on.isoformat()}.ics"
