"""How the messages of the outbox are told on the screen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from jfs_desktop.casework.outbox import mail_purposes
from jfs_desktop.casework.outbox.mail_account import Route
from jfs_desktop.casework.outbox.message_views import MessageView, PartView
from jfs_desktop.casework.outbox.outbox_overview import Overview
from jfs_desktop.clock import london_day
from jfs_desktop.rules.mail.outbox import ASKS, GONE, NAMES, MessageState, answered
from jfs_desktop.rules.writing.wording import counted, day_and_time, short_day, time_of_day
from ui.widgets.file_size import size_words
from ui.widgets.section_list import ListRow

Listed = tuple[tuple[str, tuple[ListRow, ...]], ...]

SECTIONS: Final[Sequence[tuple[str, frozenset[MessageState]]]] = (
    ("To decide", ASKS),
    ("Waiting", frozenset({MessageState.QUEUED, MessageState.SENDING})),
    ("Drafts", frozenset({MessageState.DRAFT})),
    ("Sent", frozenset({MessageState.SENT, MessageState.BY_HAND})),
    ("Not wanted", frozenset({MessageState.CANCELLED})),
)
DECIDE: Final = "Decide…"
ACTIONS: Final[Mapping[MessageState, str]] = {
    MessageState.FAILED: DECIDE,
    MessageState.UNCERTAIN: DECIDE,
    MessageState.OPENED: "It went…",
    MessageState.QUEUED: "Take back",
    MessageState.DRAFT: "Send",
    MessageState.SENT: "Show",
    MessageState.BY_HAND: "Show",
    MessageState.CANCELLED: "Show",
}
"""The one thing to do in a row."""
BY_ADVISER: Final[Mapping[Route, str]] = {Route.DRAFT: "Open as a draft…", Route.HAND: "It went…"}
"""The same of a message that waits, where the adviser sends it."""
_WAITS_FOR: Final[Mapping[Route, str]] = {
    Route.NONE: "It goes once a way is chosen by which messages leave",
    Route.DRAFT: "Open it as a draft, and send it in your own mail program",
    Route.HAND: "Send it by hand, and say here that it went",
}
_KINDS: Final[Mapping[MessageState, str]] = {
    MessageState.FAILED: "late",
    MessageState.UNCERTAIN: "late",
    MessageState.OPENED: "today",
    MessageState.SENDING: "accent",
    MessageState.SENT: "good",
    MessageState.BY_HAND: "good",
}


def sections(
    messages: Sequence[MessageView], returned: Collection[UUID]
) -> list[tuple[str, list[MessageView]]]:
    """The messages under their headings; one that came back is to be decided, though it went."""
    first = SECTIONS[0][0]
    return [
        (
            title,
            [one for one in messages if (title == first if one.id in returned else one.state in states)],
        )
        for title, states in SECTIONS
    ]


def listed(found: Overview, now: datetime) -> Listed:
    """The rows of the page under their headings."""
    way = found.account.route
    return tuple(
        (title, tuple(row(one, now, route=way, returned=one.id in found.returned) for one in held))
        for title, held in sections(found.messages, found.returned)
    )


def row(message: MessageView, now: datetime, *, route: Route, returned: bool = False) -> ListRow:
    """One row; ``route`` is the way by which messages leave, ``returned`` says that it came back and is to be
    decided."""
    action = DECIDE if returned else ACTIONS.get(message.state, "")
    if message.state in (MessageState.QUEUED, MessageState.DRAFT):
        action = BY_ADVISER.get(route, action)
    if message.state is MessageState.DRAFT and route is Route.NONE:
        action = "Show"
    return ListRow(
        message.id,
        _chip(message, now, route=route),
        _kind(message),
        message.case_name or message.to_name or message.to_address,
        message.to_address,
        _what(message),
        how_it_stands(message, now, route=route),
        action,
        primary=returned
        or message.state in ASKS
        or (message.state is MessageState.QUEUED and route in BY_ADVISER),
        menu=True,
    )


def _kind(message: MessageView) -> str:
    """The mark of its chip; one that came back is as urgent as one that did not go."""
    if message.state in GONE and message.failure:
        return "late"
    return _KINDS.get(message.state, "soon" if message.state is MessageState.QUEUED else "neutral")


def how_it_stands(message: MessageView, now: datetime, *, route: Route) -> str:
    """What became of it so far, in one line: the failure, the server's answer, the next try."""
    match message.state:
        case MessageState.SENT:
            proof = f"the server answered: {message.server_answer}" if message.server_answer else ""
            parts = [message.failure.rstrip("."), f"Sent {_moment(message.ended_at)}", proof, message.note]
        case MessageState.BY_HAND:
            went = f"Went {_moment(message.ended_at)}, on {message.by}'s word"
            parts = [message.failure.rstrip("."), went, message.note]
        case MessageState.QUEUED:
            parts = [message.failure.rstrip("."), _next(message, now, route=route)]
        case MessageState.OPENED:
            parts = ["Given to another program: say whether it went from there"]
        case MessageState.FAILED | MessageState.UNCERTAIN:
            parts = [f"{message.failure} {answered(message.server_answer)}".strip()]
        case _:
            parts = [f"Written {day_and_time(message.made_at)}", message.note]
    return " · ".join(part for part in parts if part)


def part_words(part: PartView) -> str:
    """'Job Finding Action Plan.pdf, version 2, kept 4 Jun 10:41, 120 KB'."""
    kept = f"kept {day_and_time(part.kept_at)}"
    return ", ".join(one for one in (part.name, part.version, kept, size_words(part.size)) if one)


def purpose_name(message: MessageView) -> str:
    """What it is for."""
    return mail_purposes.of(message.purpose).name


def progress_words(asks: int, waiting: int, gone: int) -> str:
    """The same while messages go."""
    decide = f"{counted(asks, 'message')} to decide · " if asks else ""
    return f"{decide}{waiting} waiting · {gone} sent"


def summary(messages: Sequence[MessageView], older: int, returned: Collection[UUID]) -> str:
    """The line below the title: how many ask something, wait and went."""
    number = {title: len(held) for title, held in sections(messages, returned)}
    parts = [
        f"{counted(number['To decide'], 'message')} to decide" if number["To decide"] else "",
        f"{number['Waiting']} waiting" if number["Waiting"] else "",
        f"{number['Sent']} sent" if number["Sent"] and not older else "",
        f"the newest {number['Sent'] + number['Not wanted']} of those settled are shown" if older else "",
    ]
    return " · ".join(part for part in parts if part)


def _chip(message: MessageView, now: datetime, *, route: Route) -> str:
    state, at = message.state, message.not_before
    if state is MessageState.QUEUED and route.sends and at is not None:
        return f"{'Next try' if message.pauses else 'Goes'} {_near(at, now)}"
    if state is MessageState.QUEUED:
        return "Waits"
    if state is MessageState.OPENED:
        return "To confirm"
    if state in GONE and message.ended_at is not None:
        if message.failure:
            return "Came back"
        sent = "Sent" if state is MessageState.SENT else "By hand"
        return f"{sent} {short_day(london_day(message.ended_at))}"
    return "Not wanted" if state is MessageState.CANCELLED else NAMES[state]


def _what(message: MessageView) -> str:
    files = ", ".join(
        f"{part.name} ({part.version})" if part.version else part.name for part in message.parts
    )
    said = f"{purpose_name(message)}: {message.subject}"
    return f"{said} · with {files}" if files else said


def _next(message: MessageView, now: datetime, *, route: Route) -> str:
    if route in _WAITS_FOR:
        return _WAITS_FOR[route]
    if message.not_before is None:
        return "Goes now"
    at = _near(message.not_before, now, seconds=not message.pauses)
    tried = f" · tried {counted(message.tries, 'time')}" if message.tries else ""
    return f"{'Tried again' if message.pauses else 'Goes'} at {at}{tried}"


def _near(at: datetime, now: datetime, *, seconds: bool = False) -> str:
    if london_day(at) != london_day(now):
        return day_and_time(at)
    return f"{time_of_day(at)}:{at.second:02}" if seconds else time_of_day(at)


def _moment(at: datetime | None) -> str:
    return day_and_time(at) if at is not None else ""
