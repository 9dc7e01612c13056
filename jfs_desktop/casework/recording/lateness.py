"""Say why something is late while it is still to be done; asked once, and kept with the later entry."""

from __future__ import annotations

from uuid import UUID

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import RECORDED, WhatHappened
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.clocks.clocks import ClockState, clocks_for
from jfs_desktop.rules.clocks.lateness import BECAUSE, CLOCK
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.writing.reasons import says_why
from jfs_desktop.store.unit_of_work import Verb

EXPLAIN = Verb("lateness.explain", "give the reason for lateness")


def explain(
    workspace: Workspace, case_id: UUID, clock_id: str, subject: UUID | None, because: str
) -> Outcome[str]:
    """Keep the reason why a late clock is late. The item stays until it is done (DESIGN 3.2).

    Raises BadInput (``late_because``) without a reason, RefusedByRule where the clock is not late.
    """
    if not says_why(because):
        raise BadInput("Say why it is late.", field=BECAUSE, paragraph="JFS 7.04")
    with workspace.changing(EXPLAIN, case_id=case_id) as change:
        known = case_facts.load(change.db, case_id)
        programme = workspace.programmes.of(known)
        today, now = workspace.today(), workspace.now()
        readings = clocks_for(known, programme, workspace.calendar, today, now=now, explain=False)
        late = any(
            (reading.id, reading.subject) == (clock_id, subject) and reading.state is ClockState.LATE
            for reading in readings
        )
        if not late:
            raise RefusedByRule("This is not late.", remedy="Read Today anew; it may be done already.")
        detail = {CLOCK: clock_id, BECAUSE: because.strip()}
        said = WhatHappened(FactKind.LATENESS_EXPLAINED, today, about=subject, detail=detail)
        facts.write(change, workspace, case_id, said)
    return Outcome(because.strip(), RECORDED, frozenset({case_id}), change.change_id, EXPLAIN.label)
