"""What the heartbeats of a session vouch for, and the stretches between them that have to be asked about.

A beat reads two clocks. The wall clock may be set by anybody. The steady one only counts on, but whether
it counts while the computer sleeps depends on the system, and it means nothing in another process.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from jfs_desktop.clock import london_day
from jfs_desktop.rules.meetings.session_time import Stretch

BEAT_EVERY_S = 15
"""Seconds between two heartbeats of a running session."""

LONGEST_SILENCE_S = 45
"""Seconds between two beats, on either clock, above which the adviser is asked."""

APART_S = 5
"""Seconds by which the two clocks may differ over a gap, or the wall clock be nudged backwards, before a
clock counts as changed."""

LONGEST_BY_ENTER_S = 2 * 3600
"""Longer stretches are never what a mere Enter counts, though they surely passed."""


class GapCause(StrEnum):
    """What the two clocks say about a gap; it words the question, never its answer."""

    RESTART = "restart"
    """Another process: only the wall clock can be read across it."""
    SILENCE = "silence"
    """Both clocks say the same: sleep, a lock, or a program that stood still."""
    AHEAD = "ahead"
    """The wall clock went further: sleep in which the other stood still, or a clock put forward."""
    SET_BACK = "set_back"
    """The wall clock went less far, or backwards: somebody set it."""


@dataclass(frozen=True, slots=True)
class Beat:
    """One heartbeat on both clocks. ``monotonic`` is in seconds of the process ``process_key``."""

    wall: datetime
    monotonic: float
    process_key: str
    unsaved: bool = False
    """Whether beats before it could not be kept, as on a full disk."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Two beats in a row that do not vouch for the time between them.

    The wall clock stood at ``started_at`` and then at ``ended_at``, which may lie earlier. ``steady`` is
    what the other clock counted, in seconds; None across two processes. ``locked`` says that the window
    was locked meanwhile, ``unsaved`` that no beat could be kept; they explain nothing about the clocks.
    """

    started_at: datetime
    ended_at: datetime
    steady: float | None
    locked: bool = False
    unsaved: bool = False

    @property
    def on_the_wall(self) -> float:
        """Seconds that the wall clock moved by; below none where it was set back far enough."""
        return (self.ended_at - self.started_at).total_seconds()

    @property
    def most(self) -> float:
        """The most seconds that can have passed, as far as the clocks know."""
        if cause_of(self) in (GapCause.RESTART, GapCause.AHEAD):
            return self.on_the_wall
        return self.steady or 0.0

    @property
    def least(self) -> float:
        """The seconds that surely passed: what the steady clock counted, where it can be read."""
        return self.most if self.steady is None else min(self.steady, self.most)

    @property
    def set_back_by(self) -> float:
        """How far the wall clock was set back, as far as can be told; 0 where it was not."""
        return self.least - self.on_the_wall if cause_of(self) is GapCause.SET_BACK else 0.0

    @property
    def sure(self) -> bool:
        """Whether the steady clock saw ``least`` pass, and that is no longer than a mere Enter may count."""
        return self.steady is not None and self.least <= LONGEST_BY_ENTER_S

    @property
    def over_night(self) -> bool:
        """Whether it reaches into another Europe/London day: nobody was with somebody all of that time."""
        whole = self.stretch(self.most)
        return london_day(whole.start) != london_day(whole.end)

    def stretch(self, seconds: float) -> Stretch:
        """Its first ``seconds``, by the clock as it was; where that was set back, as it now is."""
        begin = self.started_at
        if cause_of(self) is GapCause.SET_BACK:
            begin = self.ended_at - timedelta(seconds=self.most)
        return Stretch(begin, begin + timedelta(seconds=seconds))


def find_gap(last: Beat, new: Beat, *, locked: bool = False) -> Gap | None:
    """What has to be asked about between two beats, or None when they vouch for all of it.

    Two beats of different processes always leave a question. Within one process there is a gap when
    either clock moved more than ``LONGEST_SILENCE_S``, or the wall clock ran backwards by more than
    ``APART_S``. A beat noted before the last one and only written after it leaves none.
    """
    wall = (new.wall - last.wall).total_seconds()
    if new.process_key != last.process_key:
        return Gap(last.wall, new.wall, None, locked, new.unsaved)
    steady = new.monotonic - last.monotonic
    if steady < 0 or (-APART_S <= wall <= LONGEST_SILENCE_S and steady <= LONGEST_SILENCE_S):
        return None
    return Gap(last.wall, new.wall, steady, locked, new.unsaved)


def cause_of(gap: Gap) -> GapCause:
    """What the two clocks say about a gap, held against each other."""
    if gap.steady is None:
        return GapCause.SET_BACK if gap.on_the_wall < 0 else GapCause.RESTART
    ahead = gap.on_the_wall - gap.steady
    if abs(ahead) <= APART_S:
        return GapCause.SILENCE
    return GapCause.AHEAD if ahead > 0 else GapCause.SET_BACK


def measured(begin: Beat, end: Beat) -> float:
    """Seconds of an unbroken stretch between two beats: by the steady clock, else by the wall clock."""
    if begin.process_key == end.process_key:
        return max(0.0, end.monotonic - begin.monotonic)
    return max(0.0, (end.wall - begin.wall).total_seconds())


def fresh_seconds(now: datetime, last_beat: datetime) -> float:
    """How much may be shown as counted since the last beat: all while it is fresh, else nothing."""
    since = (now - last_beat).total_seconds()
    return since if 0 <= since <= LONGEST_SILENCE_S else 0.0
