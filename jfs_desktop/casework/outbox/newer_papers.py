"""Whether a message that was put by carries a paper of which there is a newer one by now (P9, I16)."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jfs_desktop.casework.documents import pack_texts
from jfs_desktop.casework.documents.message_purposes import PURPOSES
from jfs_desktop.records.message import Message
from jfs_desktop.records.plan import Plan, PlanVersion
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.mail.recipients import Finding, Weight


def found(db: Session, message: Message) -> tuple[Finding, ...]:
    """What is asked of such a message before it goes; nothing where its paper is the newest."""
    carried, purpose = message.details.get("version", ""), PURPOSES.get(message.purpose)
    if purpose is None or not carried.isdigit():
        return ()
    newest = 0
    if purpose.fact is FactKind.DRAFT_JFAP_SENT:
        of_plan = select(func.max(PlanVersion.number)).join(Plan, Plan.id == PlanVersion.plan_id)
        newest = db.scalar(of_plan.where(Plan.case_id == message.case_id)) or 0
    elif purpose.fact is FactKind.PACK_SENT:
        held = pack_texts.in_force(db)
        newest = held.number if held is not None else 0
    if newest <= int(carried):
        return ()
    text = f"This message carries version {carried}, and version {newest} stands by now."
    return (Finding(Weight.ASK, text, "To send the newer one, write a new message instead."),)
