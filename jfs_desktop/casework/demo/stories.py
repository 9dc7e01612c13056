"""What happens to the made-up people, step by step, on days counted back from the demo's today."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from jfs_desktop.clock import LONDON
from jfs_desktop.paths import resource
from jfs_desktop.rules.calendar.working_days import WorkingDays

REFERRED, MEETING, SESSION = "referred", "meeting", "session"
REFERRED_AGAIN = "referred_again"
"""A new referral of the same person, with a case of its own."""
LEAVING = frozenset({"completed", "ended_early", "disengaged"})
"""With these nobody comes to a group session any more."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is recorded: when, what, and the words and choices that go with it.

    ``what`` is a kind of fact, or one of REFERRED, MEETING and SESSION; ``freeze`` says whether the
    plan becomes a version after a meeting.
    """

    at: datetime
    what: str
    note: str = ""
    channel: str = ""
    minutes: int = 0
    freeze: bool = True
    detail: Mapping[str, str] = field(default_factory=dict)


_ACCEPTED = {"proof": "Confirmation shown by PRaP"}
_BOOKED_HOW = {"method": "video", "has_email": "yes", "it_access": "full"}

_USUAL: tuple[tuple[int, str, str, str, str, Mapping[str, str]], ...] = (
    (0, "09:55", "pack_sent", "email", "", {
        "version": "1", "approved_by": "Ceri Vaughan, head of service",
        "sections": "contact,expectations,complaints,data_protection,for_you", "insert": "none_needed",
    }),
    (0, "10:36", "jfap_agreed", "", "", {}),
    (0, "11:10", "draft_jfap_sent", "email", "", {}),
    (0, "16:40", "pack_acknowledged", "text", "", {"words": "Got it, thank you."}),
    (1, "09:20", "jfap_acknowledged", "text", "", {"words": "The plan came, thanks."}),
    (1, "10:25", "duplicates_searched", "", "", {
        "criteria": "ni_number,name_and_birth,reference", "hits": "0", "decision": "none",
    }),
    (1, "10:30", "start_keyed", "", "", {"proof": "Confirmation shown by PRaP"}),
)  # fmt: skip
"""What usually follows an initial meeting: days after it, time, what, channel, note and answers."""

_FINAL: tuple[tuple[int, str, str, str, Mapping[str, str]], ...] = (
    (
        -1,
        "15:30",
        "group_attended",
        "",
        {
            "identity": "confirmed",
            "topic": "Applying online",
            "feedback": "Two new ideas for searching.",
        },
    ),
    (0, "08:50", "finalising_begun", "", {}),
    (0, "09:00", "cv_agreed", "", {"how": "improved"}),
    (0, "09:10", "jfap_finalised", "", {"summary": "yes", "next_steps": "yes"}),
    (0, "09:20", "final_jfap_sent", "email", {"call_reminder": "yes"}),
)
"""How the last papers of a completer are agreed and sent, all on one day; the group came the day before."""


class Story:
    """One story of the file. It can be told some working days earlier than it stands there."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self._told = told

    @property
    def key(self) -> str:
        """Its name in the file."""
        return str(self._told["key"])

    @property
    def may_shift(self) -> int:
        """Working days by which it may be told earlier."""
        return int(self._told.get("shift", 0))

    def steps(self, today: date, calendar: WorkingDays, shift: int = 0) -> tuple[Step, ...]:
        """Everything that happens, in order of time."""
        return tuple(sorted(self._steps(_Days(today, calendar, shift)), key=lambda step: step.at))

    def _steps(self, days: _Days) -> Iterator[Step]:
        told = self._told
        referred, met = told["referred"], told.get("met")
        yield Step(days.at(referred, "09:12"), REFERRED)
        accepted = told.get("accepted", referred if met is not None else None)
        contacted = told.get("contacted", referred + 2 if met is not None else None)
        booked_for = told.get("booked_for", met)
        if accepted is not None:
            yield Step(days.at(accepted, "09:58"), "acknowledged", detail=_ACCEPTED)
        if contacted is not None:
            yield from self._reached(days, contacted, booked_for)
        if met is not None:
            yield from self._met(days, met)
        if "finalised" in told:
            for after, clock_time, what, channel, detail in _FINAL:
                yield Step(days.at(told["finalised"] + after, clock_time), what, "", channel, detail=detail)
        for place, (day, clock_time, minutes) in enumerate(told.get("sessions", ())):
            freeze = place < told["versions"] if "versions" in told else place % 2 == 1
            yield Step(days.at(day, clock_time), SESSION, minutes=minutes, channel="video", freeze=freeze)
        for day, clock_time, what, *more in told.get("steps", ()):
            said = more[0] if more else {}
            detail = {key: days.in_detail(value) for key, value in said.get("detail", {}).items()}
            moment = days.at(day, clock_time)
            yield Step(moment, what, said.get("note", ""), said.get("channel", ""), detail=detail)

    def _reached(self, days: _Days, contacted: int, booked_for: int) -> Iterator[Step]:
        first_try = max(contacted - 1, self._told["referred"])
        if first_try < contacted:
            said = {"result": "message_left"}
            yield Step(days.at(first_try, "10:15"), "contact_attempted", "", "telephone", detail=said)
        yield Step(
            days.at(contacted, "14:20"),
            "contacted",
            "Reached at the second try.",
            "telephone",
            detail={"identity": "confirmed"},
        )
        detail = {
            "booked_for": days.in_detail(f"@{booked_for}"),
            "booked_at": self._told.get("booked_at", "10:00"),
            **_BOOKED_HOW,
        }
        yield Step(days.at(contacted, "14:25"), "meeting_booked", "By video.", "telephone", detail=detail)

    def _met(self, days: _Days, met: int) -> Iterator[Step]:
        left_out = self._told.get("leave_out", ())
        yield Step(days.at(met, "10:00"), MEETING, minutes=30, channel="video", freeze="plan" not in left_out)
        for after, clock_time, what, channel, note, detail in _USUAL:
            if what not in left_out:
                yield Step(days.at(met + after, clock_time), what, note, channel, detail=detail)


@dataclass(frozen=True, slots=True)
class _Days:
    today: date
    calendar: WorkingDays
    shift: int

    def day(self, offset: int) -> date:
        return self.calendar.add(self.today, offset - self.shift) if offset - self.shift else self.today

    def at(self, offset: int, clock_time: str) -> datetime:
        return datetime.combine(self.day(offset), time.fromisoformat(clock_time), LONDON)

    def in_detail(self, value: str) -> str:
        return self.day(int(value[1:])).isoformat() if value.startswith("@") else value


def all_stories() -> tuple[Story, ...]:
    """Every story of the file, those of the cast first."""
    with resource("demo", "stories.toml").open("rb") as file:
        return tuple(Story(told) for told in tomllib.load(file)["stories"])
