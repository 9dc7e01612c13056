"""How contact, bookings and their days are worded on the contact tab and in the head of a case."""

from __future__ import annotations

from jfs_desktop.casework.contact.contact_view import ContactView, LogLine, Notice
from jfs_desktop.records.views import AppointmentView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.journey.contact import BOOKED_AT, BOOKED_FOR, REASON, booked_day
from jfs_desktop.rules.writing.wording import day_and_time, long_day, time_of_day, weekday_day


def booking_line(agreed: AppointmentView) -> str:
    """'Initial meeting Tue 8 June, 10:00'."""
    at = f", {agreed.at}" if agreed.at else ""
    return f"{agreed.what or 'Next appointment'} {weekday_day(agreed.on)}{at}"


def wishes_of(view: ContactView) -> str:
    """How somebody wants to be reached, and what they need, a line each; '' where nothing is known."""
    wishes = [f"Wants to be reached: {view.preferred}"] if view.preferred else []
    return "\n".join([*wishes, *(f"Needs: {need}" for need in view.needs if need)])


def when_of(line: LogLine) -> str:
    """'19 May 2021, 10:30', or the day alone."""
    fact = line.fact
    at = f", {time_of_day(fact.at)}" if fact.at is not None else ""
    return f"{long_day(fact.on)}{at}"


def title_of(line: LogLine) -> str:
    """'Attempt 2: no answer'; 'Initial meeting booked for Wed 26 May, 10:00'."""
    fact = line.fact
    if fact.kind == FactKind.MEETING_BOOKED:
        on = booked_day(fact.detail)
        at = fact.detail.get(BOOKED_AT, "")
        if on is not None:
            return f"{fact.name} for {weekday_day(on)}{f', {at}' if at else ''}"
    name = f"Attempt {line.number}" if line.number else fact.name
    return f"{name}: {line.result[:1].lower()}{line.result[1:]}" if line.result else name


def more_of(line: LogLine) -> tuple[str, ...]:
    """How and by whom, the note, and the reasons given."""
    fact = line.fact
    how = " · ".join(part for part in (fact.channel, line.used, fact.by) if part)
    told = (
        ("", how),
        ("", fact.note),
        ("Does not fit: ", fact.detail.get("doubt", "")),
        ("Why this day: ", fact.detail.get(REASON, "") if BOOKED_FOR in fact.detail else ""),
        ("Late because: ", fact.late_reason),
        ("Taken back: ", fact.withdrawn_reason),
    )
    return tuple(f"{title}{text.strip()}" for title, text in told if text.strip())


def notice_line(notice: Notice) -> str:
    """Who told of it and when, and who read it."""
    by = f" by {notice.by}" if notice.by else " by the Jobcentre"
    read = ""
    if notice.seen_at is not None:
        read = f" Read by {notice.seen_by} on {day_and_time(notice.seen_at)}."
    return f"Told on {long_day(notice.told_on)}{by}.{read}"
