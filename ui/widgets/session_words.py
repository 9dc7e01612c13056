"""Words for sessions: what was timed, how long, how it stands, and what a stretch was."""

from __future__ import annotations

from datetime import datetime

from jfs_desktop.clock import london_day
from jfs_desktop.records.views import GapView, SessionView
from jfs_desktop.rules.session_kinds import SegmentKind, SessionKind, SessionState
from jfs_desktop.rules.session_time import GapCause, Stretch, counted_seconds
from jfs_desktop.rules.wording import counted, day_and_time, time_of_day

KINDS = {SessionKind.ONE_TO_ONE.value: "1-2-1", SessionKind.INITIAL_MEETING.value: "Initial meeting"}
ANSWERS = {"work": "counted as work", "break": "a break", "ended": "the session had ended"}
_STRETCHES = {SegmentKind.WORK.value: "Together", SegmentKind.BREAK.value: "Break"}
_ORIGINS = {"timer": "timed", "gap": "answered", "manual": "entered by hand"}
_CAUSES = {
    GapCause.RESTART.value: "The program was not running",
    GapCause.SLEEP.value: "The computer slept or the program stood still",
    GapCause.LOCKED.value: "The window was locked",
    GapCause.CLOCK_CHANGED.value: "The computer's clock was changed",
}


def elapsed_seconds(session: SessionView, now: datetime) -> int:
    """Counted seconds up to ``now``, from the stored stretches of work: nothing is added up on the way."""
    work = [
        Stretch(part.started_at, part.ended_at or now)
        for part in session.segments
        if part.kind == SegmentKind.WORK
    ]
    return counted_seconds(work)


def on_the_clock(seconds: int) -> str:
    """'00:42:17'."""
    hours, rest = divmod(max(0, seconds), 3600)
    return f"{hours:02d}:{rest // 60:02d}:{rest % 60:02d}"


def length(seconds: float) -> str:
    """'46 seconds', '12 minutes', '2 hours 5 minutes'; rounded down."""
    whole = max(0, int(seconds))
    if whole < 60:
        return counted(whole, "second")
    hours, minutes = divmod(whole // 60, 60)
    parts = [counted(hours, "hour")] if hours else []
    if minutes or not hours:
        parts.append(counted(minutes, "minute"))
    return " ".join(parts)


def gap_seconds(gap: GapView) -> float:
    """How long the stretch in question is, in seconds."""
    return (gap.ended_at - gap.started_at).total_seconds()


def span(start: datetime, end: datetime) -> str:
    """'10:02 to 10:14', with days where they differ."""
    if london_day(start) == london_day(end):
        return f"{time_of_day(start)} to {time_of_day(end)}"
    return f"{day_and_time(start)} to {day_and_time(end)}"


def gap_line(gap: GapView) -> str:
    """'The window was locked, 10:02 to 10:14 (12 minutes)'."""
    cause = _CAUSES.get(gap.cause, "Nothing vouches for this time")
    return f"{cause}, {span(gap.started_at, gap.ended_at)} ({length(gap_seconds(gap))})"


def stretch_line(kind: str, start: datetime, end: datetime | None, origin: str) -> str:
    """'10:00 to 10:20 · Together · timed'."""
    when = span(start, end) if end is not None else f"since {time_of_day(start)}"
    return f"{when} · {_STRETCHES.get(kind, kind)} · {_ORIGINS.get(origin, origin)}"


def open_gaps(session: SessionView) -> tuple[GapView, ...]:
    """The questions of a session that wait for an answer."""
    return tuple(gap for gap in session.gaps if gap.answer is None)


def owes_wrap_up(session: SessionView) -> bool:
    """Stopped, and its JFAP entry still to be written (P3)."""
    return session.state == SessionState.STOPPED and session.plan_changed is None


def plan_words(session: SessionView) -> str:
    """What the session did to the JFAP."""
    if session.plan_changed is None:
        return ""
    return "JFAP updated" if session.plan_changed else f"No change: {session.no_change_reason}"


def badges(session: SessionView) -> tuple[tuple[str, str], ...]:
    """What stands out about a session, as words and pill kinds."""
    found: list[tuple[str, str]] = []
    if session.state == SessionState.RUNNING:
        found.append(("Running", "accent"))
    if session.state == SessionState.PAUSED:
        found.append(("Paused", "accent"))
    if owes_wrap_up(session):
        found.append(("Wrap-up owed", "today"))
    if open_gaps(session):
        found.append(("Question open", "today"))
    if session.manual:
        found.append(("Manual", "neutral"))
    if session.corrections:
        found.append(("Corrected", "neutral"))
    return tuple(found)


def another_runs(session: SessionView) -> str:
    """Why no session is started beside one that is still open."""
    return (
        f"Your {KINDS.get(session.kind, session.kind)} with {session.name} is still open. A session has"
        " your undivided attention, so only one runs at a time. (JFS Annex 3, 1-2-1)"
    )
