"""Words for sessions: what was timed, how long, how it stands, and what a stretch was."""

from __future__ import annotations

from datetime import datetime

from jfs_desktop.clock import london_day
from jfs_desktop.records.views import GapView, SegmentView, SessionView
from jfs_desktop.rules.meetings.session_beats import LONGEST_SILENCE_S, GapCause, cause_of
from jfs_desktop.rules.meetings.session_kinds import SegmentKind, SessionKind, SessionState
from jfs_desktop.rules.meetings.session_time import Stretch, shared_seconds, whole_minutes, whole_seconds
from jfs_desktop.rules.writing.wording import counted, day_and_time, time_of_day

KINDS = {SessionKind.ONE_TO_ONE.value: "1-2-1", SessionKind.INITIAL_MEETING.value: "Initial meeting"}
ANSWERS = {
    "work": "counted as work",
    "clock": "the clock was put forward; what the computer counted is work",
    "break": "a break",
    "ended": "the session had ended",
}
_STRETCHES = {SegmentKind.WORK.value: "Together", SegmentKind.BREAK.value: "Break"}
_ORIGINS = {"timer": "timed", "gap": "answered", "manual": "entered by hand"}
_NOT_RUNNING = "The program was not running"
_STOOD_STILL = "The computer slept or the program stood still"
_LOCKED = "The window was locked"
_UNSAVED = "The disk was full or did not answer, so nothing could be saved"


def elapsed_seconds(session: SessionView, now: datetime) -> int:
    """Counted seconds up to ``now``, from the stored stretches of work: nothing is added up on the way."""
    return whole_seconds(_so_far(part, now) for part in session.segments if part.kind == SegmentKind.WORK)


def _so_far(part: SegmentView, now: datetime) -> float:
    if part.ended_at is not None:
        return max(0.0, part.seconds - part.elsewhere)
    length = max(0.0, (now - part.started_at).total_seconds())
    return length - shared_seconds(Stretch(part.started_at, now), part.taken) if length else 0.0


def kept_seconds(session: SessionView, until: datetime) -> tuple[int, int]:
    """Counted seconds up to ``until`` that the vault has or takes without a question, and those that the
    adviser is asked about: its beats were not kept, as on a full disk."""
    begun = (until - gap.started_at for gap in open_gaps(session) if past_the_stop(gap, until))
    whole = elapsed_seconds(session, until) + whole_seconds(one.total_seconds() for one in begun)
    open_part = next((part for part in session.segments if part.ended_at is None), None)
    if open_part is None or open_part.kind != SegmentKind.WORK or open_part.kept_until is None:
        return whole, 0
    if (until - open_part.kept_until).total_seconds() <= LONGEST_SILENCE_S:
        return whole, 0
    kept = elapsed_seconds(session, open_part.kept_until)
    return kept, whole - kept


def past_the_stop(asked: GapView, until: datetime) -> bool:
    """Whether a silence began so shortly before the stop that it is no question of the time before it."""
    before = (until - asked.started_at).total_seconds()
    return asked.ended_at > until and 0 < before <= LONGEST_SILENCE_S


def elsewhere_line(session: SessionView) -> str:
    """What does not count because it lies in the time of another session (S2); empty where nothing does."""
    lost = whole_minutes(session.counted_seconds + session.elsewhere_seconds) - session.recorded_minutes
    if lost < 1 or session.corrections:
        return ""
    lie = "lies" if lost == 1 else "lie"
    return f"{counted(lost, 'minute')} {lie} in the time of another session of yours and did not count"


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


def span(start: datetime, end: datetime) -> str:
    """'10:02 to 10:14', with days where they differ."""
    if london_day(start) == london_day(end):
        return f"{time_of_day(start)} to {time_of_day(end)}"
    return f"{day_and_time(start)} to {day_and_time(end)}"


def gap_line(asked: GapView) -> str:
    """'The window was locked, 10:02 to 10:14 (12 minutes)'; where the two clocks disagree, what both say."""
    gap = asked.gap
    cause, steady = cause_of(gap), length(gap.steady or 0)
    when = span(gap.started_at, gap.ended_at)
    why = _LOCKED if gap.locked else _UNSAVED if gap.unsaved else _STOOD_STILL
    if cause is GapCause.SILENCE:
        return f"{why}, {when} ({length(gap.most)})"
    if cause is GapCause.RESTART:
        return f"{_NOT_RUNNING}, {when} ({length(gap.most)})"
    if cause is GapCause.AHEAD:
        known = f"{why}, " if gap.locked or gap.unsaved else ""
        return (
            f"{known}{when}: the clock moved by {length(gap.on_the_wall)},"
            f" this computer counted {steady}; either it slept, or its clock was put forward"
        )
    back = f"The clock was set back by {length(gap.set_back_by)}, {when}"
    if gap.steady is None:
        return f"{back}, while the program was not running; how long that was cannot be told"
    return f"{back}; {steady} passed meanwhile"


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
