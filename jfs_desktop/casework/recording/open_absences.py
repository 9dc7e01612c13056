"""The weekly question how long an absence will last goes with the move that it was asked of (M7, AMB-55)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select

from jfs_desktop.records.case import CaseFact
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.store.unit_of_work import Change

OVERTAKEN = "A later move or absence was recorded."


def overtake(change: Change, moved: CaseFact) -> None:
    """A move settles the question of every earlier one: where somebody is now is what counts."""
    if moved.kind != FactKind.MOVED:
        return
    for asked in _questions(change, moved):
        if asked.withdrawn_at is None and asked.happened_on <= moved.happened_on:
            asked.withdrawn_at, asked.withdrawn_reason = change.at, OVERTAKEN
    change.db.flush()


def take_back(change: Change, told: CaseFact, reason: str) -> None:
    """With a move or an answer that is taken back goes the question that it left open; the one that it had
    overtaken is asked again."""
    if told.kind not in (FactKind.MOVED, FactKind.ABSENCE_REVIEWED):
        return
    for asked in _questions(change, told):
        if asked.about_id == told.id and asked.withdrawn_at is None:
            asked.withdrawn_at, asked.withdrawn_reason = change.at, reason
        elif asked.withdrawn_reason == OVERTAKEN and _same(asked.withdrawn_at, told.recorded_at):
            asked.withdrawn_at, asked.withdrawn_reason = None, ""


def _questions(change: Change, told: CaseFact) -> Iterator[CaseFact]:
    asked = CaseFact.kind == FactKind.ABSENCE_LEFT_OPEN.value
    yield from change.db.scalars(select(CaseFact).where(CaseFact.case_id == told.case_id, asked)).all()


def _same(one: datetime | None, other: datetime) -> bool:
    return one is not None and one == other
