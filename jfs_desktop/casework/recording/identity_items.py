"""What a confirmation of identity may rest on: what the records hold, and a picture only where it is kept
(I4 to I6, JFS 3.22 to 3.25)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.errors import BadInput
from jfs_desktop.records.case import Case
from jfs_desktop.records.participant import Participant
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.questions import Question, chosen

ITEMS: Final = ("matched", "not_matched")
"""The questions whose answers are items that somebody was asked for."""
PICTURE: Final = "picture"
_EVIDENCE_TYPE: Final = "evidence_type"


def not_held(db: Session, case_id: UUID) -> tuple[str, ...]:
    """The items that nobody can match, since the records do not hold them: the number 'where held', the
    address (I4)."""
    wanted = (Participant.ni_number, Participant.address, Participant.postcode)
    row = db.execute(
        select(*wanted).join(Case, Case.participant_id == Participant.id).where(Case.id == case_id)
    )
    number, address, postcode = row.one()
    held = {"ni_number": number or "", "address": f"{address or ''}{postcode or ''}".strip()}
    return tuple(key for key, there in held.items() if not there)


def refuse_not_held(
    db: Session, programme: Programme, case_id: UUID, kind: FactKind, detail: Mapping[str, str]
) -> None:
    """Raise BadInput (``matched`` or ``not_matched``) for an item that the records do not hold."""
    if kind is not FactKind.IDENTITY_CONFIRMED:
        return
    lacking = not_held(db, case_id)
    for ask, key in _said(programme, detail):
        if key in lacking:
            name = next(one.name for one in ask.choices if one.key == key)
            raise BadInput(
                f"{name}: the records do not hold it, so nobody can compare it.",
                field=ask.key,
                paragraph=ask.paragraph,
                remedy="Enter it under the person first, or choose what was compared.",
            )


def refuse_unkept(kind: FactKind, detail: Mapping[str, str], *, kept: bool) -> None:
    """Raise BadInput (``evidence_type``) for a picture named as evidence that is not kept with it (I5)."""
    if kind is FactKind.IDENTITY_CONFIRMED and detail.get(_EVIDENCE_TYPE) == PICTURE and not kept:
        raise BadInput(
            "Add the picture in the initial meeting, or choose what else the evidence is.",
            field=_EVIDENCE_TYPE,
            paragraph="JFS 3.25",
        )


def _said(programme: Programme, detail: Mapping[str, str]) -> Iterator[tuple[Question, str]]:
    for ask in programme.fact_kinds[FactKind.IDENTITY_CONFIRMED].asks:
        if ask.key in ITEMS:
            yield from ((ask, key) for key in chosen(detail.get(ask.key, "")))
