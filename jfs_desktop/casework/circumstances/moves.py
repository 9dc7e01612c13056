"""A move or absence, with the new address and nation in the same step (M7, JFS 4.22)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.errors import BadInput
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.participant import Participant
from jfs_desktop.rules.facts.facts import FactKind, Nation
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
    """Record a move and, where one is given, the new address, postcode and nation with it.

    The entry's id comes back.
    Clocks are worked out anew in the same transaction. Raises BadInput (``field``) for an address
    that cannot be one, RefusedByRule, NotFound.
    """
    if happened.kind is not FactKind.MOVED:
        raise BadInput("This is no move.", field="where")
    with workspace.changing(RECORD, case_id=case_id) as change:
        person = change.db.get_one(Participant, case_of(change.db, case_id).participant_id)
        if home is not None:
            happened = replace(happened, detail={**happened.detail, NATION_BEFORE: person.nation or ""})
        fact = facts.write(change, workspace, case_id, happened)
        if home is not None:
            person.address = _sound("address", checks.passage(home.address))
            person.postcode = _sound("postcode", checks.postcode(home.postcode))
            person.nation = home.nation.value if home.nation else None
        fact_id = fact.id
    changed = Changed.CASES | Changed.CLOCKS | Changed.HISTORY
    return Outcome(fact_id, changed, frozenset({case_id}), change.change_id, RECORD.label)


def _sound(field: str, checked: checks.Checked[str]) -> str:
    if checked.problem:
        raise BadInput(f"This cannot be kept: {checked.problem}.", field=field)
    return checked.value or ""
