"""What shows that No Contact, Did Not Attend or Did Not Start was right, as the case holds it (C7, JFS 3.16).

Whoever keys such an outcome says what shows it; here each thing said is looked for among what the
vault keeps, and the records found are named with the outcome, so that an audit can open them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.errors import BadInput
from jfs_desktop.records.attachment import Attachment
from jfs_desktop.records.case import CaseFact
from jfs_desktop.rules.facts.facts import CaseFacts
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.questions import chosen

EVIDENCE, HELD = "evidence", "evidence_held"
"""Keys of the outcome's detail: what is said to show it, and the ids of the records that do."""

_PURPOSE = "contact_evidence"
_BY_FACT: Mapping[str, tuple[K, ...]] = {
    "log": (K.CONTACT_ATTEMPTED, K.CONTACTED),
    "record": (K.INITIAL_MEETING_BEGUN, K.INITIAL_MEETING_HELD, K.INITIAL_MEETING_MISSED),
    "told": (K.WITHDREW, K.CHANGE_NOTICED, K.BENEFIT_CHANGE_NOTICED, K.JOB_STARTED),
    "death": (K.DEATH_LEARNED,),
    "referral": (K.REFERRAL_RECEIVED,),
}
_SPOKEN = (K.CONTACT_ATTEMPTED, K.CONTACTED, K.INITIAL_MEETING_MISSED)
"""Entries whose note holds what the person said."""
_BY_FILE = frozenset({"texts", "emails", "letters"})


def with_what_is_held(
    db: Session, programme: Programme, known: CaseFacts, kind: K, detail: Mapping[str, Any], *, note: str
) -> Mapping[str, Any]:
    """The answers to an outcome, with the records that prove it. Other facts pass as they are.

    Raises BadInput where something is said to show it that the case does not hold.
    """
    asked = next((one for one in programme.fact_kinds[kind].asks if one.key == EVIDENCE), None)
    said = chosen(str(detail.get(EVIDENCE, "")))
    if asked is None or not said:
        return detail
    names = {choice.key: choice.name for choice in asked.choices}
    held: list[UUID] = []
    for key in said:
        found = list(_held(db, known, key))
        if not found and not (key == "told" and note.strip()):
            raise BadInput(
                f"'{names.get(key, key)}' is not on this case yet. "
                "Record or keep it there first, or choose what the case holds.",
                field=EVIDENCE,
                paragraph=asked.paragraph,
            )
        held += found
    return {**detail, HELD: " ".join(str(one) for one in dict.fromkeys(held))}


def _held(db: Session, known: CaseFacts, key: str) -> Iterator[UUID]:
    """The records of a case that are such a thing."""
    yield from (fact.id for fact in known.of(*_BY_FACT.get(key, ())))
    if key == "told":
        spoken = [fact.id for fact in known.of(*_SPOKEN)]
        yield from db.scalars(select(CaseFact.id).where(CaseFact.id.in_(spoken), CaseFact.note != ""))
    if key in _BY_FILE:
        yield from db.scalars(
            select(Attachment.id).where(
                Attachment.case_id == known.case_id,
                Attachment.purpose == _PURPOSE,
                Attachment.removed_at.is_(None),
            )
        )
