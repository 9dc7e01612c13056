"""A move or absence, with the new address and nation in the same step (M7, JFS 4.22)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.errors import BadInput
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.participant import Participant
from jfs_desktop.rules.facts.facts import FactKind, Nation
from jfs_desktop.rules.journey.absence import MOVES_ON, NEW_ADDRESS, NEW_NATION, NEW_POSTCODE
from jfs_desktop.rules.person import checks
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.store.unit_of_work import Verb

RECORD = Verb("moves.record", "record the move")
NATION_BEFORE = "nation_before"
"""Kept with the move, by code or '': a referral is weighed by where somebody lived then (AMB-41)."""


@dataclass(frozen=True, slots=True, repr=False)
class NewHome(Discreet):
    """Where somebody lives from now on. ``nation`` None is 'not known'."""

    address: str
    postcode: str
    nation: Nation | None


def record(
    workspace: Workspace, case_id: UUID, happened: WhatHappened, home: NewHome | None = None
) -> Outcome[UUID]:
    """Record a move and, where one is given, the new address, postcode and nation with it: at once, or kept
    with the move until its day comes (:mod:`~jfs_desktop.casework.circumstances.homes_to_come`).

    The entry's id comes back.
    Clocks are worked out anew in the same transaction. Raises BadInput (``field``) for an address
    that cannot be one, RefusedByRule, NotFound.
    """
    if happened.kind is not FactKind.MOVED:
        raise BadInput("This is no move.", field="where")
    with workspace.changing(RECORD, case_id=case_id) as change:
        person = change.db.get_one(Participant, case_of(change.db, case_id).participant_id)
        if home is not None:
            home = NewHome(
                _sound("address", checks.passage(home.address)),
                _sound("postcode", checks.postcode(home.postcode)),
                home.nation,
            )
            told = {NATION_BEFORE: person.nation or ""}
            if lies_ahead(happened.detail, workspace.today()):
                told |= _kept(home)
            else:
                person.address, person.postcode = home.address, home.postcode
                person.nation = home.nation.value if home.nation else None
            happened = replace(happened, detail={**happened.detail, **told})
        fact_id = facts.write(change, workspace, case_id, happened).id
    changed = Changed.CASES | Changed.CLOCKS | Changed.HISTORY
    return Outcome(fact_id, changed, frozenset({case_id}), change.change_id, RECORD.label)


def lies_ahead(detail: Mapping[str, str], today: date) -> bool:
    """Whether a move is still to come, so that letters go to the present address until then."""
    return detail.get(MOVES_ON, "") > today.isoformat()


def _kept(home: NewHome) -> dict[str, str]:
    nation = home.nation.value if home.nation else ""
    return {NEW_ADDRESS: home.address, NEW_POSTCODE: home.postcode, NEW_NATION: nation}


def _sound(field: str, checked: checks.Checked[str]) -> str:
    if checked.problem:
        raise BadInput(f"This cannot be kept: {checked.problem}.", field=field)
    return checked.value or ""
