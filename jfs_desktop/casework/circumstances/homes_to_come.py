"""New homes that were told of before the day of the move: until then letters and the case keep the present
one (M7, JFS 4.22)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.participant import Participant
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.journey.absence import MOVES_ON, NEW_ADDRESS, NEW_NATION, NEW_POSTCODE, TAKEN_UP
from jfs_desktop.store.unit_of_work import Verb

TAKE_UP = Verb("homes_to_come.take_up", "")
_LONGEST_AHEAD = timedelta(days=400)
"""A move lies within a year of the day on which it was known; older entries are not looked through."""


def take_up(workspace: Workspace) -> Outcome[int]:
    """Make the homes whose day has come the people's own, the earliest move first; how many cases had one.

    Run at the start and at midnight. One that was recorded and taken back is not among them.
    """
    today = workspace.today()
    with workspace.reading() as db:
        if not list(_come(db, today)):
            return Outcome(0, Changed.NOTHING)
    with workspace.changing(TAKE_UP) as change:
        moves = sorted(_come(change.db, today), key=lambda move: (move.detail[MOVES_ON], move.recorded_at))
        case_ids = {move.case_id for move in moves if move.case_id is not None}
        for move in moves:
            if move.case_id is None:
                continue
            person = change.db.get_one(Participant, case_of(change.db, move.case_id).participant_id)
            person.address, person.postcode = move.detail[NEW_ADDRESS], move.detail[NEW_POSTCODE]
            person.nation = move.detail[NEW_NATION] or None
            move.detail = {**move.detail, TAKEN_UP: today.isoformat()}
        change.case_ids |= case_ids
    changed = Changed.CASES | Changed.CLOCKS | Changed.HISTORY
    return Outcome(len(case_ids), changed, frozenset(case_ids))


def _come(db: Session, today: date) -> Iterator[CaseFact]:
    moves = db.scalars(
        select(CaseFact).where(
            CaseFact.kind == FactKind.MOVED.value,
            CaseFact.happened_on >= today - _LONGEST_AHEAD,
            CaseFact.withdrawn_at.is_(None),
        )
    )
    for move in moves:
        waits = NEW_ADDRESS in move.detail and TAKEN_UP not in move.detail
        if waits and move.detail.get(MOVES_ON, "") <= today.isoformat():
            yield move
