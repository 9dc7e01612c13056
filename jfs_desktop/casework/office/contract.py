"""The contract's frame (E11): its dates as the contract's own terms give them, and the last start, from
which the service runs on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office import contract_frame, disposal
from jfs_desktop.casework.office.contract_frame import (
    EXTENSION_END,
    FRAME,
    REFERRAL_END,
    START,
    last_referral_day,
)
from jfs_desktop.errors import BadInput
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.case import CaseFact
from jfs_desktop.records.setting import Setting
from jfs_desktop.rules.clocks.clocks import contract_clocks_for, due
from jfs_desktop.rules.contract.contract_months import beyond_the_months
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.writing.wording import long_day
from jfs_desktop.store.unit_of_work import Change, Verb

__all__ = ["EXTENSION_END", "REFERRAL_END", "START", "ContractDates", "dates", "last_referral_day", "put"]

CHANGE = Verb("contract.put", "change the contract's dates")
RETENTION_END = "retention_end_date"
LAST_START, SOURCE = "last_start_date", "source_clause"
SERVICE_END, PRAP_END = "service_end", "prap_auto_end"
PARAGRAPH = "JFS 1.24"
_TITLES = {
    START: "The start of the contract",
    REFERRAL_END: "The last day for referrals",
    EXTENSION_END: "The last day of the extension",
    LAST_START: "The last start",
}


@dataclass(frozen=True, slots=True)
class ContractDates:
    """The frame as it stands. ``service_end`` follows from the last start; ``source_clause`` says where
    in the contract the dates are written."""

    contract_start: date | None = None
    referral_end_date: date | None = None
    extension_end_date: date | None = None
    last_start_date: date | None = None
    source_clause: str = ""
    service_end: date | None = None
    retention_end_date: date | None = None
    """The Records Retention End Date: no record goes before the day after it (JFS 1.33, T32)."""
    prap_closes_on: date | None = None
    """When PRaP ends the last case by itself: staff and accounts are kept until then (AMB-54)."""
    advice: tuple[str, ...] = ()
    """Where the dates go beyond the months that the guidance names; the contract decides."""

    @property
    def last_referral_day(self) -> date | None:
        """The last day on which a referral may be made: the extension's, where there is one."""
        return self.extension_end_date or self.referral_end_date


def dates(workspace: Workspace) -> ContractDates:
    """The contract's dates, and the day on which the service ends."""
    with workspace.reading() as db:
        kept = contract_frame.kept(db)
        known = case_facts.of_contract(db)
        kept_until = disposal.retention_ends(db)
    ends = _service_end(known, workspace)
    last = known.last(FactKind.LAST_START)
    programme = workspace.programme
    start, ended, extended = (contract_frame.day(kept, one) for one in (START, REFERRAL_END, EXTENSION_END))
    return ContractDates(
        start,
        ended,
        extended,
        last.on if last else None,
        str(kept.get(SOURCE, "")),
        ends,
        kept_until,
        due(PRAP_END, last.on, programme, workspace.calendar).due if last else None,
        tuple(beyond_the_months(programme.contract, start, ended, extended)),
    )


def put(workspace: Workspace, said: ContractDates) -> Outcome[ContractDates]:
    """Change the frame. The last start is kept as a fact of the contract; another day takes the earlier
    one back. Raises BadInput (``field``) where dates do not follow one another."""
    _check(said, workspace.today())
    kept = {
        name: value.isoformat()
        for name in (START, REFERRAL_END, EXTENSION_END)
        if (value := getattr(said, name)) is not None
    } | ({SOURCE: said.source_clause.strip()} if said.source_clause.strip() else {})
    with workspace.changing(CHANGE) as change:
        row = change.db.get(Setting, FRAME)
        if row is None:
            change.db.add(Setting(key=FRAME, value=kept))
        elif row.value != kept:
            row.value = kept
        _put_last_start(change, workspace, said.last_start_date)
        _put_retention_end(change, workspace, said.retention_end_date)
        change.db.flush()
        _refuse_short_keeping(change.db, workspace, said)
    told = Changed.SETTINGS | Changed.CLOCKS | Changed.CASES
    return Outcome(dates(workspace), told, change_id=change.change_id, label=CHANGE.label)


def _refuse_short_keeping(db: Session, workspace: Workspace, said: ContractDates) -> None:
    """The JFAPs are kept at least as long as the contract lasts (P13)."""
    kept_to = said.retention_end_date
    ends = (said.last_referral_day, _service_end(case_facts.of_contract(db), workspace))
    last = max((day for day in ends if day is not None), default=None)
    if kept_to is not None and last is not None and kept_to < last:
        raise BadInput(
            f"Records are kept at least as long as the contract lasts, until {long_day(last)}.",
            field=RETENTION_END,
            paragraph=disposal.JFAP_PARAGRAPH,
        )


def _service_end(known: CaseFacts, workspace: Workspace) -> date | None:
    readings = contract_clocks_for(known, workspace.programme, workspace.calendar, workspace.today())
    return next((one.due for one in readings if one.id == SERVICE_END), None)


def _put_last_start(change: Change, workspace: Workspace, day: date | None) -> None:
    _put_fact(change, workspace, FactKind.LAST_START, day, {})


def _put_retention_end(change: Change, workspace: Workspace, day: date | None) -> None:
    detail = {disposal.ENDS_ON: day.isoformat()} if day else {}
    _put_fact(change, workspace, FactKind.RETENTION_END_SET, workspace.today() if day else None, detail)


def _put_fact(
    change: Change, workspace: Workspace, kind: FactKind, day: date | None, detail: dict[str, str]
) -> None:
    """One such fact stands on the contract; another day, or another answer, takes the earlier one back."""
    standing = change.db.scalars(
        select(CaseFact).where(
            CaseFact.case_id.is_(None), CaseFact.kind == kind, CaseFact.withdrawn_at.is_(None)
        )
    ).all()
    if [dict(fact.detail) or fact.happened_on for fact in standing] == ([detail or day] if day else []):
        return
    for fact in standing:
        fact.withdrawn_at, fact.withdrawn_reason = change.at, "Another day was entered in Settings."
    if day is not None:
        change.db.add(
            CaseFact(
                id=workspace.new_key(),
                case_id=None,
                kind=kind.value,
                happened_on=day,
                happened_at=None,
                by_staff_id=workspace.me.id,
                channel="",
                note="",
                about_id=None,
                detail=detail,
                late_reason="",
                recorded_at=change.at,
            )
        )


def _check(said: ContractDates, today: date) -> None:
    order = [START, REFERRAL_END, EXTENSION_END]
    given = [(name, getattr(said, name)) for name in order if getattr(said, name) is not None]
    for (before, earlier), (after, later) in pairwise(given):
        if later <= earlier:
            raise BadInput(
                f"{_TITLES[after]} must come after {_TITLES[before].lower()}.",
                field=after,
                paragraph=PARAGRAPH,
            )
    if said.extension_end_date is not None and said.referral_end_date is None:
        raise BadInput("Enter the last day for referrals first.", field=REFERRAL_END, paragraph=PARAGRAPH)
    last = said.last_start_date
    if last is not None and last > today:
        raise BadInput("The last start is still to come.", field=LAST_START, paragraph=PARAGRAPH)
    if last is not None and said.contract_start is not None and last < said.contract_start:
        raise BadInput("The last start lies before the contract.", field=LAST_START, paragraph=PARAGRAPH)
