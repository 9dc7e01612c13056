"""Facts of made-up cases, written shortly."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from uuid import UUID

from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind, Nation
from jfs_desktop.store.profiles import load_calendar, load_programme

CALENDAR = load_calendar()
PROGRAMME = load_programme("jfs-2021")
CASE = UUID(int=1)


def fact(
    kind: FactKind, on: str, *, number: int = 0, at: str = "", about: Fact | None = None, **detail: str
) -> Fact:
    """One fact; its id follows from kind, day and ``number``, so that a failing test repeats."""
    day = date.fromisoformat(on)
    seed = list(FactKind).index(kind) * 10**9 + day.toordinal() * 1000 + number
    instant = datetime.combine(day, time.fromisoformat(at), UTC) if at else None
    return Fact(UUID(int=seed), kind, day, instant, about.id if about else None, detail)


def case(*facts: Fact, nation: Nation | None = Nation.ENGLAND) -> CaseFacts:
    """A case with these facts, in the order of their days."""
    return CaseFacts(CASE, nation, tuple(sorted(facts, key=lambda one: one.on)))


def referred(on: str = "2021-07-07") -> tuple[Fact, ...]:
    """A referral made and received on one day (EX01: Wednesday 7 July 2021)."""
    return fact(FactKind.REFERRAL_MADE, on), fact(FactKind.REFERRAL_RECEIVED, on)


def accepted() -> tuple[Fact, ...]:
    """EX01, accepted on the last day for it."""
    return (*referred(), fact(FactKind.ACKNOWLEDGED, "2021-07-08"))


def started() -> tuple[Fact, ...]:
    """EX01, started on 14 July with everything sent, keyed the day after."""
    return (
        *accepted(),
        fact(FactKind.CONTACTED, "2021-07-09"),
        fact(FactKind.MEETING_BOOKED, "2021-07-09"),
        fact(FactKind.PACK_SENT, "2021-07-14"),
        fact(FactKind.IDENTITY_CONFIRMED, "2021-07-14"),
        fact(FactKind.VOLUNTEER_CONFIRMED, "2021-07-14"),
        fact(FactKind.INITIAL_MEETING_HELD, "2021-07-14"),
        fact(FactKind.DRAFT_JFAP_SENT, "2021-07-14"),
        fact(FactKind.DUPLICATES_SEARCHED, "2021-07-15"),
        fact(FactKind.START_KEYED, "2021-07-15"),
    )
