"""When the records of a closed case may be disposed of, and until when they are kept (P13, T32, JFS 1.33)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office import contract_frame
from jfs_desktop.rules.evidence.told_details import APPROVED_BY
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.programme.fixed_choices import Refusal
from jfs_desktop.rules.writing.wording import long_day

PARAGRAPH = "JFS 1.33"
JFAP_PARAGRAPH = "JFS 4.09"
ENDS_ON = "ends_on"
UNKNOWN = (
    "Nobody has entered the Records Retention End Date. Enter it under Settings, Contract; until then every"
    " record is kept."
)


def refusal(db: Session, on: date) -> Refusal | None:
    """Why no disposal may be approved on that day: the contract's Records Retention End Date is not known,
    or the day to which records are kept is not past."""
    if retention_ends(db) is None:
        return Refusal(UNKNOWN, PARAGRAPH)
    kept = kept_to(db)
    if kept is not None and on <= kept:
        return Refusal(f"Every record is kept until {long_day(kept)}, and may go only after that.", PARAGRAPH)
    return None


def kept_to(db: Session) -> date | None:
    """The last day on which every record is kept: the Records Retention End Date, and never before the last
    day for referrals or the last start (P13). Of several days the latest counts (AMB-53). None while the
    first is not known."""
    ends = retention_ends(db)
    if ends is None:
        return None
    last = case_facts.of_contract(db).last(FactKind.LAST_START)
    known = [ends, contract_frame.last_referral_day(db), last.on if last is not None else None]
    return max(day for day in known if day is not None)


def kept_until(workspace: Workspace, case_id: UUID) -> str:
    """The same in a sentence, for whoever looks at a document or at the end of a case; or who approved that
    the records of the case go (D4). Raises NotFound."""
    with workspace.reading() as db:
        approved = case_facts.load(db, case_id).last(FactKind.DISPOSAL_APPROVED)
        kept = kept_to(db)
    if approved is not None:
        by = approved.detail.get(APPROVED_BY, "")
        return f"Disposal was approved by {by} on {long_day(approved.on)} ({PARAGRAPH})."
    if kept is None:
        return f"{UNKNOWN} ({PARAGRAPH}, 4.09)"
    return (
        f"Kept while they are on provision and at least until {long_day(kept)}; it may go only after that,"
        f" once that is approved ({PARAGRAPH}, 4.09)."
    )


def retention_ends(db: Session) -> date | None:
    """The latest Records Retention End Date that was entered, or None."""
    known = case_facts.of_contract(db)
    days = [fact.detail.get(ENDS_ON, "") for fact in known.of(FactKind.RETENTION_END_SET)]
    return max((date.fromisoformat(day) for day in days if day), default=None)
