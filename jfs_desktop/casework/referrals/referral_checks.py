"""Search for duplicates of a referral that is in, and keep what was found (R5, T4): by itself as it comes
in, and again before the start is keyed. What somebody has to look at waits for a decision."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts, duplicate_hits
from jfs_desktop.casework.desk.duplicate_hits import (
    DECISION,
    DUPLICATE,
    EARLIER,
    FOUND,
    NONE,
    DuplicateSearch,
)
from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording import facts, rejections
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.clock import LONDON, london_day
from jfs_desktop.errors import BadInput
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.store.unit_of_work import Change, Verb

SEARCH = Verb("referral_checks.search", "record the search for duplicates")
PARAGRAPH = "JFS 3.37"
SEARCHES = (FactKind.DUPLICATES_SEARCHED, FactKind.DUPLICATES_FOUND)


def search(workspace: Workspace, case_id: UUID) -> DuplicateSearch:
    """Look for the case's NI number, name with date of birth and PRaP reference among all other cases,
    however they are spelt. Nothing is written. Raises NotFound."""
    with workspace.reading() as db:
        return _search(db, workspace, case_id)


def first_searches(
    change: Change, workspace: Workspace, case_ids: Collection[UUID], *, doubled: bool = False
) -> list[CaseFact]:
    """The search of each referral just taken in, as the fact that keeps it; a ``doubled`` one is decided.

    A clean one stands by itself, as do closed referrals of the very same participant (R9). Other hits
    are kept as found, and bar the acceptance until somebody says what they are (T4).
    """
    found = duplicate_hits.search(change.db, workspace, case_ids)
    decided = {key: DUPLICATE if doubled and one.hits else one.proposed for key, one in found.items()}
    return [
        CaseFact(
            id=workspace.new_key(),
            case_id=case_id,
            kind=FactKind.DUPLICATES_SEARCHED if decided[case_id] else FactKind.DUPLICATES_FOUND,
            happened_on=london_day(change.at),
            happened_at=None,  # so that it stands before an acceptance of the same day without a time
            by_staff_id=workspace.me.id,
            channel="",
            note="",
            about_id=None,
            detail=one.kept | ({DECISION: decided[case_id]} if decided[case_id] else {}),
            late_reason="",
            recorded_at=change.at,
            withdrawn_at=None,
            withdrawn_reason="",
        )
        for case_id, one in found.items()
    ]


def search_anew(
    change: Change, workspace: Workspace, case_id: UUID, reason: str, *, same_person: bool
) -> None:
    """Take the searches of a case back with the reason, and search by itself once more, in an open change.
    What somebody said of the very same cases still holds, if it is still the ``same_person``."""
    standing = change.db.scalars(
        select(CaseFact)
        .where(CaseFact.case_id == case_id, CaseFact.kind.in_(SEARCHES), CaseFact.withdrawn_at.is_(None))
        .order_by(CaseFact.happened_on, CaseFact.recorded_at)
    ).all()
    said: dict[str, str] = {}
    for fact in standing:
        fact.withdrawn_at, fact.withdrawn_reason = change.at, reason
        said = dict(fact.detail) if DECISION in fact.detail and same_person else said
    change.db.flush()
    (found,) = first_searches(change, workspace, [case_id])
    if DECISION not in found.detail and said.get(FOUND) == found.detail[FOUND]:
        found.kind = FactKind.DUPLICATES_SEARCHED
        found.detail = found.detail | {DECISION: said[DECISION]}
    change.db.add(found)


def record_search(workspace: Workspace, case_id: UUID, decision: str = "") -> Outcome[FactView]:
    """Search, and keep what was compared and found with what it means.

    Without hits that decides itself. Raises BadInput ('decision') where something was found and
    nobody has said what it is, or where the decision does not go with what was found.
    """
    with workspace.changing(SEARCH, case_id=case_id) as change:
        found = _search(change.db, workspace, case_id)
        decided = _decided(found, decision)
        moment = workspace.now()
        happened = WhatHappened(
            FactKind.DUPLICATES_SEARCHED,
            london_day(moment),
            moment.astimezone(LONDON).time().replace(second=0, microsecond=0),
            detail=found.kept | {DECISION: decided},
        )
        fact = facts.write(change, workspace, case_id, happened)
        view = facts.view_of(change.db, workspace.programmes.of_case(change.db, case_id), fact)
    return Outcome(view, facts.RECORDED, frozenset({case_id}), change.change_id, SEARCH.label)


def last_search(workspace: Workspace, case_id: UUID) -> FactView | None:
    """The newest search kept on the case; one of kind DUPLICATES_FOUND waits for a decision."""
    newest = (
        select(CaseFact)
        .where(
            CaseFact.case_id == case_id,
            CaseFact.kind.in_(SEARCHES),
            CaseFact.withdrawn_at.is_(None),
        )
        .order_by(CaseFact.happened_on.desc(), CaseFact.happened_at.desc(), CaseFact.recorded_at.desc())
        .limit(1)
    )
    with workspace.reading() as db:
        fact = db.scalar(newest)
        return facts.view_of(db, workspace.programmes.of_case(db, case_id), fact) if fact else None


def needed_before_start(workspace: Workspace, case_id: UUID) -> bool:
    """Whether a search is still owed before the start may be keyed: none since the referral was accepted,
    or since the meeting was booked."""
    with workspace.reading() as db:
        known = case_facts.load(db, case_id)
    kept = known.last(FactKind.DUPLICATES_SEARCHED)
    before = known.last(FactKind.ACKNOWLEDGED, FactKind.MEETING_BOOKED)
    if kept is None:
        return True
    return before is not None and known.facts.index(kept) < known.facts.index(before)


def needed_before_acceptance(workspace: Workspace, case_id: UUID) -> bool:
    """Whether no search is kept, the newest one waits for somebody to say what it found, or a new one would
    find more (R5, T4)."""
    kept = last_search(workspace, case_id)
    if kept is None or kept.kind == FactKind.DUPLICATES_FOUND:
        return True
    with workspace.reading() as db:
        return rejections.came_since(db, workspace, case_facts.load(db, case_id))


def _decided(found: DuplicateSearch, decision: str) -> str:
    if not found.hits:
        return NONE
    if not decision or decision == NONE:
        raise BadInput(
            "Say what the cases found are before the search is kept.", field=DECISION, paragraph=PARAGRAPH
        )
    if decision == EARLIER and any(hit.open for hit in found.hits):
        raise BadInput(
            "One of the cases found is still open, so they are not all closed earlier referrals.",
            field=DECISION,
            paragraph=PARAGRAPH,
        )
    return decision


def _search(db: Session, workspace: Workspace, case_id: UUID) -> DuplicateSearch:
    case_of(db, case_id)
    return duplicate_hits.search(db, workspace, [case_id])[case_id]
