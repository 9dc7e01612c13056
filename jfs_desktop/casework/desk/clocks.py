"""Every clock of a case, and of the contract, read from the one catalogue."""

from __future__ import annotations

from uuid import UUID

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.rules.clocks.clocks import ClockReading, clocks_for, contract_clocks_for


def of_case(workspace: Workspace, case_id: UUID) -> tuple[ClockReading, ...]:
    """All clocks of one case with their explanations. Raises NotFound."""
    with workspace.reading() as db:
        facts = case_facts.load(db, case_id)
    programme = workspace.programmes.of(facts)
    return clocks_for(facts, programme, workspace.calendar, workspace.today(), now=workspace.now())


def of_contract(workspace: Workspace) -> tuple[ClockReading, ...]:
    """The clocks of the contract: returns, reviews, samples, service end, retention."""
    with workspace.reading() as db:
        facts = case_facts.of_contract(db)
    return contract_clocks_for(
        facts, workspace.programme, workspace.calendar, workspace.today(), now=workspace.now()
    )
