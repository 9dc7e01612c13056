"""Every table in one place, for migrations and for the first opening of a vault."""

from __future__ import annotations

from sqlalchemy import MetaData

from jfs_desktop.records import (  # noqa: F401  (each import declares its tables)
    attachment,
    calendar,
    call_summary,
    case,
    cv,
    document,
    draft,
    group_session,
    induction_pack,
    jobcentre_request,
    journal,
    message,
    participant,
    plan,
    programme,
    referral,
    session,
    setting,
    staff,
    staff_check,
    sync,
    template,
    writing,
)
from jfs_desktop.records.base import Base

metadata: MetaData = Base.metadata
