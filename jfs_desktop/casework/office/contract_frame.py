"""The contract's dates as they are kept, for every rule that asks for one (E11)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from jfs_desktop.records.setting import Setting

FRAME = "contract_frame"
START, REFERRAL_END, EXTENSION_END = "contract_start", "referral_end_date", "extension_end_date"


def kept(db: Session) -> Mapping[str, object]:
    """The dates by name, as text."""
    row = db.get(Setting, FRAME)
    return row.value if row is not None else {}


def day(held: Mapping[str, object], name: str) -> date | None:
    """One of them; None while nobody has said it."""
    value = held.get(name)
    return date.fromisoformat(str(value)) if value else None


def last_referral_day(db: Session) -> date | None:
    """The last day for referrals: the extension's, where there is one; None while nobody has said it."""
    held = kept(db)
    return day(held, EXTENSION_END) or day(held, REFERRAL_END)
