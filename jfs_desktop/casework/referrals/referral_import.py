"""Take the rows of a file of referrals in that were found good: whole rows, in batches (R1, R4, R5)."""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.referrals import cut_off_import
from jfs_desktop.casework.referrals.duplicates import KnownPerson, KnownReferrals
from jfs_desktop.casework.referrals.referral_form import CleanReferral
from jfs_desktop.casework.referrals.referral_preview import ImportPreview, Verdict
from jfs_desktop.casework.referrals.referrals import set_aside, write
from jfs_desktop.errors import StepNotSaved, UserError
from jfs_desktop.records.referral import ReferralSource
from jfs_desktop.store.unit_of_work import Change, Verb

IMPORT = Verb("referrals.import", "import these referrals")
ROWS_A_COMMIT = 200


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """Rows written so far, of those accepted."""

    done: int
    total: int

    @property
    def if_stopped(self) -> str:
        """What to say when the import is cancelled here; whole rows are kept."""
        return f"Stopped after {self.done:,} of {self.total:,}; run it again for the rest."

    def if_failed(self, error: UserError) -> str:
        """What to say when it cannot go on from here, why, and what to do; whole rows are kept."""
        came = f"None of the {self.total:,} rows was taken in"
        again = "import the file again"
        if self.done:
            came = f"Stopped after {self.done:,} of {self.total:,} rows, which are kept"
            again += " for the rest"
        if isinstance(error, StepNotSaved):
            return f"{came}. {error.title}. {error.and_then(again)}."
        return f"{came}. {error.sentence} Then {again}."


@dataclass(frozen=True, slots=True)
class AcceptedRow:
    """A row that became a case; no id yet where it was only previewed."""

    row: int
    reference: str = field(repr=False)
    case_id: UUID | None


@dataclass(frozen=True, slots=True)
class TurnedAwayRow:
    """A duplicate or refused row: the column at fault, and why."""

    row: int
    reference: str = field(repr=False)
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of each row. ``stopped`` says how far a cancelled import came."""

    accepted: tuple[AcceptedRow, ...]
    duplicates: tuple[TurnedAwayRow, ...]
    refused: tuple[TurnedAwayRow, ...]
    extra_columns: tuple[str, ...]
    done: int
    total: int
    stopped: str = ""
    missing_columns: tuple[str, ...] = ()


def run_import(
    workspace: Workspace, preview: ImportPreview, *, stop: Callable[[], bool] = lambda: False
) -> Generator[ImportProgress, None, ImportReport]:
    """Write the accepted rows, ROWS_A_COMMIT whole rows a commit.

    ``stop`` is asked between commits; closing the generator there keeps what
    is written, too. What came into the vault since the preview is found again,
    so that a row is never written twice.
    """
    total = len(preview.ready)
    accepted: list[AcceptedRow] = []
    late: list[TurnedAwayRow] = []
    done = 0
    if preview.restricted:
        set_aside(workspace, preview.restricted)
    yield ImportProgress(0, total)
    while done < total and not stop():
        batch = preview.ready[done : done + ROWS_A_COMMIT]
        done += len(batch)
        come = partial(cut_off_import.note, done=done, total=total, last=preview.ready[-1][1].prap_reference)
        with _collector_resting():
            _write_batch(workspace, batch, accepted, late, come)
        yield ImportProgress(done, total)
    return ImportReport(
        tuple(accepted),
        tuple(sorted((*_turned_away(preview, "duplicate"), *late), key=lambda one: one.row)),
        _turned_away(preview, "refused"),
        preview.extra_columns,
        done,
        total,
        ImportProgress(done, total).if_stopped if done < total else "",
        preview.missing_columns,
    )


@contextmanager
def _collector_resting() -> Iterator[None]:
    """A batch makes thousands of records at once, and each time Python would look through the whole
    preview for rings among them: an eighth of the time. It looks between batches instead."""
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()


def _write_batch(
    workspace: Workspace,
    batch: tuple[tuple[int, CleanReferral], ...],
    accepted: list[AcceptedRow],
    late: list[TurnedAwayRow],
    come: Callable[[Change], None],
) -> None:
    taken: list[tuple[CleanReferral, KnownPerson | None]] = []
    rows: list[int] = []
    turned_away: list[TurnedAwayRow] = []
    with workspace.changing(IMPORT) as change:
        referrals = [referral for _, referral in batch]
        known = KnownReferrals.like(change.db, workspace, referrals, namesakes=False)
        case_ids: list[UUID] = []
        for row, referral in batch:
            finding = known.search(referral)
            if finding.row is not None:  # of somebody in this batch, who lapsed: in the vault that is seen
                case_ids += write(change, workspace, taken[len(case_ids) :], ReferralSource.PRAP_FILE)
                known = KnownReferrals.like(change.db, workspace, referrals, namesakes=False)
                finding = known.search(referral)
            if finding.verdict == "new":
                known.add(referral, row)
                taken.append((referral, finding.person))
                rows.append(row)
            else:
                turned_away.append(TurnedAwayRow(row, referral.prap_reference, finding.field, finding.reason))
        case_ids += write(change, workspace, taken[len(case_ids) :], ReferralSource.PRAP_FILE)
        come(change)
    late.extend(turned_away)
    accepted.extend(
        AcceptedRow(row, referral.prap_reference, case_id)
        for row, (referral, _), case_id in zip(rows, taken, case_ids, strict=True)
    )


def would_do(preview: ImportPreview) -> ImportReport:
    """The report of an import that is only tried (`--dry-run`)."""
    ready = tuple(AcceptedRow(row, referral.prap_reference, None) for row, referral in preview.ready)
    return ImportReport(
        ready,
        _turned_away(preview, "duplicate"),
        _turned_away(preview, "refused"),
        preview.extra_columns,
        len(ready),
        len(ready),
        missing_columns=preview.missing_columns,
    )


def report_json(report: ImportReport) -> dict[str, Any]:
    """The report as `jfs import referrals --json` prints it."""
    return {
        "accepted": [
            {
                "row": one.row,
                "prap_reference": one.reference,
                "case_id": str(one.case_id) if one.case_id else None,
            }
            for one in report.accepted
        ],
        "duplicates": [_away_json(one) for one in report.duplicates],
        "refused": [_away_json(one) for one in report.refused],
        "extra_columns": list(report.extra_columns),
        "missing_columns": list(report.missing_columns),
        "stopped": report.stopped,
    }


def _turned_away(preview: ImportPreview, verdict: Verdict) -> tuple[TurnedAwayRow, ...]:
    return tuple(TurnedAwayRow(row.row, row.reference, row.field, row.reason) for row in preview.of(verdict))


def _away_json(one: TurnedAwayRow) -> dict[str, Any]:
    return {
        "row": one.row,
        "prap_reference": one.reference,
        "field": one.field,
        "reason": one.reason,
    }
