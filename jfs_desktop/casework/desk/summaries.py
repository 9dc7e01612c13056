"""The caseload's stored lines: worked out from the facts in the same transaction
that changes them, and from nothing else (DESIGN 3.2)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import cast
from uuid import UUID

import orjson
from sqlalchemy import (
    BindParameter,
    String,
    Table,
    Update,
    bindparam,
    delete,
    insert,
    select,
    type_coerce,
    update,
)
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts, session_counting
from jfs_desktop.casework.desk.standings import OF_THESE_KEYS, Standings
from jfs_desktop.records.case import Case, CaseSummary
from jfs_desktop.records.participant import Participant
from jfs_desktop.records.referral import Referral
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.cv import cv_progress
from jfs_desktop.rules.journey.standing import Standing, next_clock, standing_of
from jfs_desktop.rules.person.folding import folded
from jfs_desktop.rules.person.same_person import name_key
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.wording import whole_name

__all__ = ["READ_FROM", "Redating", "next_clock", "refresh", "stale"]

_BATCH = 500

_LINES = cast(Table, CaseSummary.__table__)
_STANDING = (CaseSummary.stage, CaseSummary.open, CaseSummary.next_clock, CaseSummary.next_due)
_KEY = type_coerce(CaseSummary.case_id, String)


def _move(part: slice) -> tuple[slice, list[str], Update]:
    """The columns of a standing that move together, their names, and what moves them."""
    names = [column.key for column in _STANDING][part]
    # A key is a bound name of its own, since the statement sets columns by theirs.
    move = update(_LINES).where(CaseSummary.case_id == bindparam("key"))
    return part, names, move.values({name: bindparam(name) for name in names})


_MOVES = (_move(slice(0, 2)), _move(slice(2, 4)))
"""The stage, and what is next. Most lines that move come to another due day at the stage they were at,
whose index is then left alone."""

_OF_THESE: BindParameter[list[UUID]] = bindparam("cases", expanding=True)
_CLEAR = delete(_LINES).where(_LINES.c.case_id.in_(_OF_THESE))
_WRITE = insert(_LINES)
_PEOPLE = (
    select(
        Case.id,
        Case.adviser_id,
        Participant.first_name,
        Participant.last_name,
        Participant.ni_number,
        Referral.prap_reference,
        Referral.jobcentre,
    )
    .join(Participant, Participant.id == Case.participant_id)
    .join(Referral, Referral.id == Case.referral_id)
    .where(Case.id.in_(_OF_THESE))
)

_KNOWN = select(_KEY, *_STANDING).where(_KEY.in_(OF_THESE_KEYS))
_DATE = (
    update(_LINES)
    .where(_KEY.in_(OF_THESE_KEYS))
    .values(computed_on=bindparam("today"), calendar=bindparam("stamp"))
)

READ_FROM = frozenset(
    {
        "case",
        "case_fact",
        "participant",
        "referral",
        "timed_session",
        "session_segment",
        "session_gap",
        "session_correction",
    }
)
"""The tables that a line is worked out from; a change of others alone leaves it as it is."""


def refresh(
    db: Session,
    case_ids: Collection[UUID],
    programmes: Mapping[str, Programme],
    calendar: WorkingDays,
    today: date,
) -> None:
    """Write the lines of the given cases anew, within the transaction that is open. ``programmes`` are
    those of the vault by their stored key: each case goes by its own."""
    wanted = list(case_ids)
    for begin in range(0, len(wanted), _BATCH):
        batch = wanted[begin : begin + _BATCH]
        lines = list(_lines(db, batch, programmes, calendar, today))
        connection = db.connection()
        connection.execute(_CLEAR, {"cases": batch})
        if lines:
            connection.execute(_WRITE, lines)


class Redating:
    """Brings lines to another day, or to another calendar, where no record changed, batch after batch.

    Only the stage and what is next can have moved: names and minutes stay, and a line that says the
    same as before is not written again.
    """

    def __init__(self, programmes: Mapping[str, Programme], calendar: WorkingDays, today: date) -> None:
        self._by = programmes, calendar, today
        self._standings = Standings(programmes, calendar, today)
        self._columns: dict[Standing, tuple[object, ...]] = {}

    def batch(self, db: Session, case_ids: Sequence[UUID]) -> list[UUID]:
        """Bring up to some thousand cases there, within the transaction that is open. Returns those that
        moved, the ones without a line yet among them."""
        connection = db.connection()
        keys = {case_id.hex: case_id for case_id in case_ids}
        these = {"keys": orjson.dumps(list(keys)).decode()}
        before = {key: tuple(standing) for key, *standing in connection.execute(_KNOWN, these).fetchall()}
        now = self._standings.of(db, list(before))
        written = {key: self._written(now[key]) for key in before}
        moved = [key for key, stood in before.items() if written[key] != stood]
        for part, names, move in _MOVES:
            rows = [
                {"key": keys[key], **dict(zip(names, written[key][part], strict=True))}
                for key in moved
                if written[key][part] != before[key][part]
            ]
            if rows:
                connection.execute(move, rows)
        unwritten = [case_id for key, case_id in keys.items() if key not in before]
        refresh(db, unwritten, *self._by)
        _, calendar, today = self._by
        connection.execute(_DATE, these | {"today": today, "stamp": calendar.stamp})
        return [keys[key] for key in moved] + unwritten

    def _written(self, standing: Standing) -> tuple[object, ...]:
        if standing not in self._columns:
            self._columns[standing] = tuple(_standing_columns(standing).values())
        return self._columns[standing]


def stale(db: Session, today: date, calendar: WorkingDays) -> Sequence[UUID]:
    """Cases whose line was never worked out, or with another calendar, or on another day that may have
    said something else.

    A case that has ended with nothing left to do stands as it did however many days pass, so its line
    keeps its older day. Another calendar asks for every case, those among them.
    """
    moving = CaseSummary.open | CaseSummary.next_clock.is_not(None) | (CaseSummary.computed_on > today)
    query = (
        select(Case.id)
        .outerjoin(CaseSummary, CaseSummary.case_id == Case.id)
        .where(
            CaseSummary.computed_on.is_(None)
            | (CaseSummary.calendar != calendar.stamp)
            | ((CaseSummary.computed_on != today) & moving)
        )
    )
    return db.scalars(query).all()


def _lines(
    db: Session,
    case_ids: list[UUID],
    programmes: Mapping[str, Programme],
    calendar: WorkingDays,
    today: date,
) -> Iterator[dict[str, object]]:
    facts = case_facts.load_many(db, case_ids)
    minutes = session_counting.minutes_of_cases(db, case_ids)
    for row in db.execute(_PEOPLE, {"cases": case_ids}):
        known = facts[row.id]
        standing = standing_of(known, programmes[known.programme], calendar, today)
        yield {
            "case_id": row.id,
            "folded": _searched(
                row.first_name, row.last_name, row.ni_number or "", row.prap_reference, row.jobcentre
            ),
            "surname_key": folded(f"{row.last_name} {row.first_name}"),
            "name_key": name_key(whole_name(row.first_name, row.last_name)),
            "adviser_id": row.adviser_id,
            "minutes": minutes.get(row.id, 0),
            "cv": cv_progress.state_of(known).value,
            "computed_on": today,
            "calendar": calendar.stamp,
            **_standing_columns(standing),
        }


def _searched(first_name: str, last_name: str, ni_number: str, reference: str, jobcentre: str) -> str:
    """What a search looks through; the reference also as one word, since it is typed with and without
    its hyphens and spaces."""
    said = folded(f"{first_name} {last_name} {ni_number} {reference} {jobcentre}")
    together = "".join(sign for sign in folded(reference) if sign.isalnum())
    return said if together in said else f"{said} {together}"


def _standing_columns(standing: Standing) -> dict[str, object]:
    """The columns of ``_STANDING``, in their order."""
    return {
        "stage": standing.stage.value,
        "open": standing.open,
        "next_clock": standing.next_clock,
        "next_due": standing.next_due,
    }
