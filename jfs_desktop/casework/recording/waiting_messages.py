"""What an entry may go by because a message with it is on its way, though it has not gone yet (X14)."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from jfs_desktop.casework.documents import papers_out
from jfs_desktop.casework.documents.papers_out import UNDER_WAY, PaperOut
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.programme.programme import Programme


def instead_of(db: Session, known: CaseFacts, programme: Programme, kind: FactKind) -> Mapping[str, PaperOut]:
    """The newest message on its way that an entry of that kind may go by, under the key of its answer."""
    guards = [one for one in programme.guards if one.excused_by_message and kind in one.facts]
    if not guards or known.case_id is None:
        return {}
    out = [one for one in papers_out.of_case(db, known.case_id) if one.stands in UNDER_WAY]
    found = {
        guard.excused_by_message: next((one for one in out if one.kind in guard.needs), None)
        for guard in guards
    }
    return {key: one for key, one in found.items() if one is not None}


def named(
    db: Session, known: CaseFacts, programme: Programme, kind: FactKind, detail: Mapping[str, str]
) -> dict[str, str]:
    """The answers of an entry, with the message that it goes by; nobody else says that there is one."""
    keys = {one.excused_by_message for one in programme.guards if kind in one.facts}
    own = {key: said for key, said in detail.items() if key not in keys}
    return own | {key: str(one.message_id) for key, one in instead_of(db, known, programme, kind).items()}
