"""Timed sessions: segments as they happen, the last heartbeat, gaps and corrections."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, Float, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from jfs_desktop.records.base import Base, Keyed
from jfs_desktop.rules.meetings.session_kinds import SegmentKind, SessionKind


class TimedSession(Keyed, Base):
    """One session with one participant (S1, S2, S4)."""

    __tablename__ = "timed_session"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id"), index=True)
    adviser_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    kind: Mapped[str] = mapped_column(default=SessionKind.ONE_TO_ONE)
    channel: Mapped[str]
    """'video', 'telephone' or 'online_chat' (S12); never face to face."""
    channel_reason: Mapped[str] = mapped_column(Text, default="")
    """Why it was that channel, where the programme asks (S12)."""
    state: Mapped[str]
    started_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None]
    booked_until: Mapped[datetime | None]
    manual: Mapped[bool] = mapped_column(default=False)
    manual_reason: Mapped[str] = mapped_column(Text, default="")
    corrected_minutes: Mapped[int | None]
    """The last correction, if any; the segments stay as recorded."""
    notes: Mapped[str] = mapped_column(Text, default="")
    plan_changed: Mapped[bool | None]
    """Whether the JFAP was updated in it; empty until wrapped up (P3)."""
    no_change_reason: Mapped[str] = mapped_column(Text, default="")
    to_send: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    """What was promised, by name, and the ISO day on which it went; empty while it is owed."""


class SessionSegment(Keyed, Base):
    """A stretch of a session in UTC; open while ``ended_at`` is empty."""

    __tablename__ = "session_segment"

    session_id: Mapped[UUID] = mapped_column(ForeignKey("timed_session.id"), index=True)
    number: Mapped[int]
    """Its place in the session in the order of what happened, which no change of a clock moves. What a
    question was answered with bears the number of the stretch that follows it."""
    kind: Mapped[str] = mapped_column(default=SegmentKind.WORK)
    started_at: Mapped[datetime] = mapped_column(index=True)
    """Indexed: overlaps with the adviser's other sessions are looked up by time (S2)."""
    ended_at: Mapped[datetime | None]
    origin: Mapped[str] = mapped_column(default="timer")
    """'timer', 'gap' (an answered question) or 'manual'."""
    seconds: Mapped[float] = mapped_column(Float, default=0.0)
    """How long it was, by the steady clock where that could be read; 0 while it is open."""
    elsewhere_s: Mapped[float] = mapped_column(Float, default=0.0)
    """Seconds of it that lie in the time of the adviser's other sessions, as those stood when it was
    written: it yields to them, and they never to it (S2)."""
    device_id: Mapped[UUID]
    """Where it was written: sessions of two devices do not know of each other at that moment."""
    steady_from: Mapped[float] = mapped_column(Float, default=0.0)
    """The steady clock of ``process_key`` as it began."""
    process_key: Mapped[str] = mapped_column(default="")
    """Empty unless the timer wrote it."""


class SessionGap(Keyed, Base):
    """A stretch that the clocks cannot vouch for, until the adviser says what it was."""

    __tablename__ = "session_gap"

    session_id: Mapped[UUID] = mapped_column(ForeignKey("timed_session.id"), index=True)
    number: Mapped[int]
    """The number of the stretch that follows it."""
    started_at: Mapped[datetime]
    """The wall clock at the last good beat."""
    ended_at: Mapped[datetime]
    """The wall clock at the next beat; before ``started_at`` where it was set back that far."""
    cause: Mapped[str]
    """'restart', 'silence', 'ahead' or 'set_back': what the two clocks say, held against each other."""
    steady_s: Mapped[float | None] = mapped_column(Float)
    """Seconds that the steady clock counted; empty across two processes."""
    locked: Mapped[bool] = mapped_column(default=False)
    """Whether the window was locked meanwhile."""
    unsaved: Mapped[bool] = mapped_column(default=False)
    """Whether beats were read meanwhile that could not be kept, as on a full disk."""
    answer: Mapped[str | None]
    """'work', 'clock' (work as long as the steady clock counted), 'break' or 'ended'."""
    answered_at: Mapped[datetime | None]


class SessionCorrection(Keyed, Base):
    """A later change of a session's minutes, with its reason; the original stays."""

    __tablename__ = "session_correction"

    session_id: Mapped[UUID] = mapped_column(ForeignKey("timed_session.id"), index=True)
    minutes_before: Mapped[int]
    minutes_after: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    corrected_at: Mapped[datetime]
    by_staff_id: Mapped[UUID]


class SessionHeartbeat(Base):
    """The last beat of a running session on both clocks; overwritten, never journaled."""

    __tablename__ = "session_heartbeat"
    journaled = False

    session_id: Mapped[UUID] = mapped_column(ForeignKey("timed_session.id"), primary_key=True)
    wall: Mapped[datetime]
    monotonic: Mapped[float] = mapped_column(Float)
    """Seconds of the process named in ``process_key``; meaningless in another."""
    process_key: Mapped[str]
