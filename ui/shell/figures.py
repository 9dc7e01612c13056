"""The figures beside the names of the pages in the rail: what each counts, and what keeps them right.

A page in front tells its own figure with its rows. For every other, opened before or not, it is counted
here, so that nothing is made or kept in memory for a figure alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from datetime import datetime

    from jfs_desktop.casework.desk.workspace import Workspace
    from jfs_desktop.casework.outbox.message_views import MessageView
    from jfs_desktop.casework.requests.jobcentre_request_views import RequestView
    from jfs_desktop.casework.sessions.group_views import GroupView
    from jfs_desktop.casework.sync.sync_schedule import Silence
    from jfs_desktop.casework.today.cockpit import Cockpit

    Counting = Generator[None, None, "Figure"]


class Figure(NamedTuple):
    """What stands in the rail beside the name of a page: '' for nothing. It holds ``until`` a moment at
    which it becomes another by itself, where such a moment is known."""

    text: str
    urgent: bool = False
    until: datetime | None = None


def today(workspace: Workspace) -> Counting:
    """What is late or due today."""
    from jfs_desktop.casework.today import cockpit

    yield
    return of_today(cockpit.cockpit(workspace))


def of_today(found: Cockpit) -> Figure:
    """The same from the rows of the page."""
    from jfs_desktop.casework.today.cockpit import When

    late = len(found.of(When.LATE))
    figure = _number(late + len(found.of(When.TODAY)), urgent=bool(late))
    return figure._replace(until=found.turns_at)


def caseload(workspace: Workspace) -> Counting:
    """How many people there are."""
    from jfs_desktop.casework.cases.caseload import how_many

    yield
    return of_caseload(how_many(workspace))


def of_caseload(total: int) -> Figure:
    """The same where they are counted already."""
    return _number(total)


def prap(workspace: Workspace) -> Counting:
    """What is to be keyed now (W1)."""
    from jfs_desktop.casework.prap import prap as worklist

    return of_prap(*(yield from worklist.count(workspace)))


def of_prap(late: int, now: int) -> Figure:
    """The same from what is overdue and what is to be keyed, those among them."""
    return _number(now, urgent=bool(late))


def group_sessions(workspace: Workspace) -> Counting:
    """The group sessions whose attendance is to be settled (S5)."""
    from jfs_desktop.casework.sessions import group_views

    yield
    return of_groups(group_views.all_groups(workspace))


def of_groups(found: Iterable[GroupView]) -> Figure:
    """The same from the rows of the page; the next one that begins makes it one more."""
    from jfs_desktop.casework.sessions.group_views import GroupState

    groups = list(found)
    owed = _number(sum(one.state is GroupState.TO_CLOSE for one in groups))
    begins = (one.starts_at for one in groups if one.state is GroupState.PLANNED)
    return owed._replace(until=min(begins, default=None))


def jobcentre_requests(workspace: Workspace) -> Counting:
    """The requests of the Jobcentre that are to be seen to (X4)."""
    from jfs_desktop.casework.requests import request_rows

    yield
    if not request_rows.are_there(workspace):
        return _number(0)
    from jfs_desktop.casework.requests import jobcentre_request_views

    yield
    return of_requests(jobcentre_request_views.every(workspace))


def of_requests(found: Iterable[RequestView]) -> Figure:
    """The same from the rows of the page."""
    from jfs_desktop.casework.requests.jobcentre_request_views import to_do_and_late

    to_do, late = to_do_and_late(found)
    return _number(to_do, urgent=bool(late))


def outbox(workspace: Workspace) -> Counting:
    """The messages that ask the adviser something, and the replies that wait (I17, I18)."""
    from jfs_desktop.casework.outbox import outbox_overview

    yield
    asks, urgent = outbox_overview.to_decide(workspace)
    return _number(asks, urgent=bool(urgent))


def of_outbox(found: Iterable[MessageView], returned: int, replies: int) -> Figure:
    """The same from the rows of the page; ``returned`` is how many came back, ``replies`` how many wait."""
    from jfs_desktop.casework.outbox.outbox_overview import URGENT
    from jfs_desktop.rules.mail.outbox import ASKS

    states = [one.state for one in found]
    asks = sum(one in ASKS for one in states) + returned
    return _number(asks + replies, urgent=bool(returned) or any(one in URGENT for one in states))


def sync(workspace: Workspace) -> Counting:
    """The working days for which head office has had nothing, where they are too many (D11)."""
    from jfs_desktop.casework.sync import sync_schedule

    yield
    return of_sync(sync_schedule.silence(workspace))


def of_sync(found: Silence) -> Figure:
    """The same where it is known already."""
    from jfs_desktop.rules.writing.wording import counted

    words = counted(found.days, "day") if found.days else ""
    return Figure(words, bool(words), found.until)


def _number(count: int, *, urgent: bool = False) -> Figure:
    return Figure(f"{count:,}" if count else "", urgent)
