"""Complaints that belong to no case: of a third party, or of somebody not known as a participant (D6,
JFS 1.39 to 1.41). They take the same steps, questions and limits as those on a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.documents.attachments import AttachmentView
from jfs_desktop.casework.recording import facts
from jfs_desktop.errors import BadInput, NotFound, RefusedByRule
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.journey.journey import unanswered
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import STILL_TO_COME
from jfs_desktop.store.unit_of_work import Verb

RECORD = Verb("complaints_outside.record", "record the complaint")
RECORD_FOR_GOOD = Verb("complaints_outside.record_for_good", "")
"""For advice that was asked for: it has gone out, and is taken back with a reason."""

PURPOSE = "complaint"
RAISED, SETTLED = FactKind.COMPLAINT_RAISED, FactKind.COMPLAINT_SETTLED
STEPS = (FactKind.COMPLAINT_STEP_TAKEN, FactKind.COMPLAINT_ESCALATED, SETTLED)


@dataclass(frozen=True, slots=True, repr=False)
class ComplaintThread(Discreet):
    """A complaint with what was done about it, in the order it happened."""

    raised: FactView
    answers: tuple[FactView, ...]
    letters: tuple[AttachmentView, ...] = ()
    """What came with it, newest first; without what was taken back."""

    @property
    def open(self) -> bool:
        """Whether it is not settled yet."""
        return all(one.kind != SETTLED for one in self.answers)


def record(
    workspace: Workspace,
    kind: FactKind,
    on: date,
    detail: Mapping[str, str],
    *,
    note: str = "",
    about: UUID | None = None,
) -> Outcome[FactView]:
    """Raise a complaint, or record a step in the one that it is ``about``.

    Raises BadInput (``field``) for an unanswered question or a day to come, NotFound for a complaint that
    is not there, RefusedByRule for one that is settled.
    """
    _refuse_unsaid(workspace, kind, on, detail)
    programme = workspace.programme
    verb = RECORD_FOR_GOOD if programme.fact_kinds[kind].goes_out else RECORD
    with workspace.changing(verb) as change:
        if kind is not RAISED:
            _refuse_settled(change.db, about)
        fact = CaseFact(
            id=workspace.new_key(),
            case_id=None,
            kind=kind.value,
            happened_on=on,
            happened_at=None,
            by_staff_id=workspace.me.id,
            channel="",
            note=note.strip(),
            about_id=None if kind is RAISED else about,
            detail=dict(detail),
            late_reason="",
            recorded_at=change.at,
        )
        change.db.add(fact)
        change.db.flush()
        view = facts.view_of(change.db, programme, fact)
    return Outcome(view, Changed.CASES | Changed.HISTORY, change_id=change.change_id, label=verb.label)


def thread(workspace: Workspace, complaint_id: UUID) -> ComplaintThread:
    """One of them as it stands. Raises NotFound."""
    with workspace.reading() as db:
        raised = _raised(db, complaint_id)
        rows = db.scalars(
            select(CaseFact)
            .where(CaseFact.about_id == complaint_id, CaseFact.withdrawn_at.is_(None))
            .order_by(CaseFact.happened_on, CaseFact.recorded_at)
        )
        programme = workspace.programme
        answers = tuple(facts.view_of(db, programme, one) for one in rows)
        view = facts.view_of(db, programme, raised)
    kept = attachments.of_purpose(workspace, PURPOSE)
    letters = tuple(one for one in kept if one.about == complaint_id and not one.taken_back)
    return ComplaintThread(view, answers, letters)


def _refuse_unsaid(workspace: Workspace, kind: FactKind, on: date, detail: Mapping[str, str]) -> None:
    if kind not in (RAISED, *STEPS):
        raise BadInput("Only a complaint may belong to no case.", field="kind", paragraph="JFS 1.39")
    if on > workspace.today():
        raise BadInput(STILL_TO_COME, field="on")
    for missing in unanswered(kind, workspace.programme, detail):
        raise BadInput(missing.text, field=missing.key, paragraph=missing.paragraph)


def _raised(db: Session, complaint_id: UUID | None) -> CaseFact:
    fact = db.get(CaseFact, complaint_id) if complaint_id is not None else None
    if fact is None or fact.case_id is not None or fact.kind != RAISED or fact.withdrawn_at is not None:
        raise NotFound("This complaint is not in the register any more.")
    return fact


def _refuse_settled(db: Session, complaint_id: UUID | None) -> None:
    raised = _raised(db, complaint_id)
    settled = select(CaseFact.id).where(
        CaseFact.about_id == raised.id, CaseFact.kind == SETTLED, CaseFact.withdrawn_at.is_(None)
    )
    if db.scalar(settled.limit(1)) is not None:
        raise RefusedByRule(
            "This complaint is settled already. Raise it anew if it goes on.", paragraph="JFS 1.40"
        )
