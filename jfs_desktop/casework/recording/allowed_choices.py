"""What the form 'Record what happened' offers to the person at this computer: an entry on PRaP that they have
no right to mark says so (W14, JFS 6.14)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office import prap_right
from jfs_desktop.casework.recording.fact_choices import FactChoice
from jfs_desktop.casework.recording.record_offers import RecordOffer


def allowed(workspace: Workspace, case_id: UUID, choices: Iterable[FactChoice]) -> tuple[FactChoice, ...]:
    """The same choices, those that may be recorded first. Raises NotFound."""
    programme = workspace.programme_of(case_id)
    told = []
    for choice in choices:
        against = None if choice.refused else prap_right.refusal(workspace, programme, choice.kind)
        told.append(replace(choice, refused=f"{against.text} ({against.paragraph})") if against else choice)
    return tuple(sorted(told, key=lambda choice: bool(choice.refused)))


def offered(workspace: Workspace, offer: RecordOffer) -> RecordOffer:
    """The same offer with its choices as they are :func:`allowed`."""
    return replace(offer, choices=allowed(workspace, offer.case_id, offer.choices))
