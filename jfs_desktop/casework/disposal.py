"""When the records of a closed case may be disposed of (T32, JFS 1.33)."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from jfs_desktop.casework import case_facts
from jfs_desktop.rules.facts import FactKind
from jfs_desktop.rules.fixed_choices import Refusal
from jfs_desktop.rules.wording import long_day

PARAGRAPH = "JFS 1.33"
ENDS_ON = "ends_on"


def refusal(db: Session, on: date) -> Refusal | None:
    """Why no disposal may be approved on that day: the contract's Records Retention End Date is not known,
    or not past. Where several were entered, nothing goes before the latest of them (AMB-53)."""
    ends = retention_ends(db)
    if ends is None:
        return Refusal(
            "Nobody has entered the Records Retention End Date. Enter it under Settings, Contract; until "
            "then every record is kept.",
            PARAGRAPH,
        )
    if on <= ends:
        return Refusal(f"Every record is kept until {long_day(ends)}, and may go only after that.", PARAGRAPH)
    return None


def retention_ends(db: Session) -> date | None:
    """The latest Records Retention End Date that was entered, or None."""
    known = case_facts.of_contract(db)
    days = [fact.detail.get(ENDS_ON, "") for fact in known.of(FactKind.RETENTION_END_SET)]
    return max((date.fromisoformat(day) for day in days if day), default=None)
