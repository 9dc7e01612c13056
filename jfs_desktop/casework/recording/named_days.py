"""Days that an entry names beside its own: whether they fit the case and one another (M7, X8, W7, G2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from jfs_desktop.errors import BadInput
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.journey.absence import BACK, BACK_ON, MOVES_ON, OUTSIDE, WHERE
from jfs_desktop.rules.journey.contact import booked_day
from jfs_desktop.rules.journey.ends import DIED, DIED_ON, DIED_ON_REASON, last_engaged
from jfs_desktop.rules.programme.fixed_choices import REASON
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.questions import NO
from jfs_desktop.rules.writing.reasons import says_why
from jfs_desktop.rules.writing.wording import long_day

NAMING = (
    FactKind.MOVED,
    FactKind.ABSENCE_REVIEWED,
    FactKind.DEATH_LEARNED,
    FactKind.ENDED_EARLY,
    FactKind.DNS_KEYED,
)
FOUND_ON = "found_on"
_MOVE = "JFS 4.22"
_DEATH = "JFS 5.11"
_ERROR = "JFS 3.32"


def refuse(
    programme: Programme,
    last_day: date | None,
    known: CaseFacts,
    kind: FactKind,
    on: date,
    *,
    detail: Mapping[str, str],
) -> None:
    """Raise BadInput for a move, a return, a death, an end by it or an error before the meeting whose day
    cannot be right; ``last_day`` is the last working day of provision, None before the start."""
    if kind is FactKind.MOVED:
        _refuse_departure(last_day, on, detail)
        _refuse_return(_day(detail, MOVES_ON), detail)
    elif kind is FactKind.ABSENCE_REVIEWED:
        moved = known.last(FactKind.MOVED)
        _refuse_return(_day(moved.detail, MOVES_ON) if moved is not None else None, detail)
        _refuse_passed_return(on, detail)
    elif kind is FactKind.DEATH_LEARNED:
        _refuse_death(programme, known, on, detail)
    elif kind is FactKind.ENDED_EARLY and detail.get(REASON) == DIED:
        _refuse_end_before_death(known, on)
    elif kind is FactKind.DNS_KEYED:
        _refuse_late_error(known, on, detail)


def _refuse_late_error(known: CaseFacts, on: date, detail: Mapping[str, str]) -> None:
    """An error is a Did Not Start only where it was found before the day of the meeting (W7, AMB-12)."""
    found = _day(detail, FOUND_ON)
    if found is None:
        return
    if found > on:
        raise BadInput("This lies after the day on which it was keyed.", field=FOUND_ON, paragraph=_ERROR)
    booked = known.last(FactKind.MEETING_BOOKED)
    meets = booked_day(booked.detail) if booked is not None else None
    if meets is not None and found >= meets:
        raise BadInput(
            f"The meeting was booked for {long_day(meets)}. An error found then or later is no Did Not "
            "Start: key Did Not Attend if nobody came.",
            field=FOUND_ON,
            paragraph=_ERROR,
        )


def _refuse_departure(last_day: date | None, on: date, detail: Mapping[str, str]) -> None:
    """A departure lies within a year, and one out of the nations before provision is over anyway."""
    leaves = _day(detail, MOVES_ON)
    if leaves is None:
        return
    if not _year_before(on) <= leaves <= _year_after(on):
        raise BadInput(
            f"{long_day(leaves)} is more than a year from the day on which this was known. Check the year.",
            field=MOVES_ON,
            paragraph=_MOVE,
        )
    outside = detail.get(WHERE) == OUTSIDE
    if outside and last_day is not None and leaves > max(last_day, on):
        raise BadInput(
            f"Provision is over by then: its last working day is {long_day(last_day)}. "
            "Note this as a change of circumstances.",
            field=MOVES_ON,
            paragraph=_MOVE,
        )


def _refuse_return(leaves: date | None, detail: Mapping[str, str]) -> None:
    back_on = _day(detail, BACK_ON)
    if back_on is not None and leaves is not None and back_on < leaves:
        raise BadInput(
            f"Nobody is back before they left, on {long_day(leaves)}.", field=BACK_ON, paragraph=_MOVE
        )


def _refuse_passed_return(on: date, detail: Mapping[str, str]) -> None:
    back_on = _day(detail, BACK_ON)
    if back_on is not None and detail.get(BACK) == NO and back_on < on:
        raise BadInput(
            "This day has passed. Say that they are back, or when they are expected now.",
            field=BACK_ON,
            paragraph=_MOVE,
        )


def _refuse_death(programme: Programme, known: CaseFacts, on: date, detail: Mapping[str, str]) -> None:
    """A death lies after what the person was last seen or heard at, or it is said why not."""
    died_on = _day(detail, DIED_ON)
    if died_on is None:
        return
    if died_on > on:
        raise BadInput(
            f"This lies after the day on which we learned of it, {long_day(on)}.",
            field=DIED_ON,
            paragraph=_DEATH,
        )
    met = last_engaged(known, programme, on)
    if met is not None and met.on > died_on and not says_why(detail.get(DIED_ON_REASON, "")):
        name = programme.fact_kinds[met.kind].name
        raise BadInput(
            f"The record shows '{name}' on {long_day(met.on)}, after this day. "
            "Put the day right, or say why it stands.",
            field=DIED_ON_REASON,
            paragraph=_DEATH,
        )


def _refuse_end_before_death(known: CaseFacts, on: date) -> None:
    """Nobody's provision ended by a death that was still to come."""
    death = known.last(FactKind.DEATH_LEARNED)
    died_on = _day(death.detail, DIED_ON) if death is not None else None
    if died_on is not None and on < died_on:
        raise BadInput(
            f"This lies before the day of death, {long_day(died_on)}.", field="on", paragraph=_DEATH
        )


def _year_before(day: date) -> date:
    return date(day.year - 1, day.month, 1)


def _year_after(day: date) -> date:
    return date(day.year + 1, day.month, 28)


def _day(detail: Mapping[str, str], key: str) -> date | None:
    said = detail.get(key, "")
    return date.fromisoformat(said) if said else None
