"""By which way somebody agreed to be reached: proposed first in every later contact (I9, JFS 3.19)."""

from __future__ import annotations

from uuid import UUID

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording.circumstance_gates import agreed_ways
from jfs_desktop.rules.facts.facts import CaseFacts
from jfs_desktop.rules.programme.programme import Programme


def first_cleared(known: CaseFacts, programme: Programme, use: str) -> str:
    """The agreed channel, else the one agreed for when that fails, if it is cleared for this use; '' where
    nothing is agreed or none of it serves."""
    cleared = programme.channels_for(use)
    return next((way for way in agreed_ways(known) if way in cleared), "")


def of_case(workspace: Workspace, case_id: UUID, use: str) -> str:
    """The same for a case. Raises NotFound."""
    with workspace.reading() as db:
        known = case_facts.load(db, case_id)
    return first_cleared(known, workspace.programmes.of(known), use)
