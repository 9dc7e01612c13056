"""Take a file of referrals in: first a preview of every row, then whole rows in batches (R1, R4, R5)."""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeVar
from uuid import UUID

from jfs_desktop.casework import contract, cut_off_import
from jfs_desktop.casework.arriving_lapsed import Arrivals
from jfs_desktop.casework.doubled_referrals import may_take_in
from jfs_desktop.casework.duplicates import Finding, KnownPerson, KnownReferrals
from jfs_desktop.casework.referral_form import (
    CleanReferral,
    FieldNote,
    FormChecks,
    ReferralForm,
    field_title,
    restricted_field,
    restricted_note,
    restricted_reference,
)
from jfs_desktop.casework.referrals import set_aside, write
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.exchange import referral_file
from jfs_desktop.exchange.referral_file import RawRow, ReadProgress
from jfs_desktop.records.referral import ReferralSource
from jfs_desktop.rules.checks import line
from jfs_desktop.store.unit_of_work import Change, Verb

IMPORT = Verb("referrals.import", "import these referrals")
ROWS_A_COMMIT = 200
_ROWS_A_STEP = 50

P = TypeVar("P")
R = TypeVar("R")
Verdict = Literal["accepted", "duplicate", "refused"]


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """What would become of one row. ``row`` is the row as a spreadsheet shows it.

    ``field`` and ``reason`` say why it is not accepted; ``warnings`` are advice.
    A restricted row has no name here.
    """

    row: int
    name: str = field(repr=False)
    reference: str = field(repr=False)
    verdict: Verdict
    field: str = ""
    reason: str = ""
    warnings: tuple[FieldNote, ...] = ()
    same_as_row: int | None = None
    """The earlier row of this file that a duplicate repeats."""
    lapsed: bool = False
    """Whether its acknowledgement day was over before it came in (R3)."""

    @property
    def why(self) -> str:
        """The whole reason, or the advice, in plain words: 'NI number: …; Date of birth: …'."""
        if self.reason:
            return f"{field_title(self.field)}: {self.reason}"
        return "; ".join(note_in_words(note) for note in self.warnings)


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """Every row judged, before anything is written."""

    rows: tuple[PreviewRow, ...] = field(repr=False)
    extra_columns: tuple[str, ...]
    ready: tuple[tuple[int, CleanReferral], ...] = field(repr=False)
    restricted: tuple[tuple[int, str, str], ...] = field(repr=False)
    """Row, PRaP reference and field of the rows for the nominated officer; nothing else of them."""
    missing_columns: tuple[str, ...] = ()
    """Columns that the file does without; they are read as empty."""
    doubled: tuple[tuple[int, CleanReferral], ...] = field(default=(), repr=False)
    """Rows of people whose case is open here: they may be taken in to be rejected on PRaP (R4)."""

    def of(self, verdict: Verdict) -> tuple[PreviewRow, ...]:
        """The rows judged so."""
        return tuple(row for row in self.rows if row.verdict == verdict)


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """Rows written so far, of those accepted."""

    done: int
    total: int

    @property
    def if_stopped(self) -> str:
        """What to say when the import is cancelled here; whole rows are kept."""
        return f"Stopped after {self.done:,} of {self.total:,}; run it again for the rest."

    def if_failed(self, reason: str) -> str:
        """What to say when it cannot go on from here, for a reason that ends in what to do; whole rows are
        kept."""
        if not self.done:
            return f"None of the {self.total:,} rows was taken in. {reason}"
        came = f"Stopped after {self.done:,} of {self.total:,} rows, which are kept"
        return f"{came}. {reason.rstrip('.')}: run it again for the rest; no row is taken in twice."


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


def read_preview(workspace: Workspace, path: Path) -> Generator[ReadProgress, None, ImportPreview]:
    """Read and judge every row in small steps; nothing is written.

    A row marked MAPPA or SCR is refused before anything else of it is looked
    at. Raises BadInput when the file as a whole cannot be read.
    """
    content = yield from referral_file.read(path)
    with workspace.reading() as db:
        known = KnownReferrals.of_vault(db, workspace)
        last_day = contract.last_referral_day(db)
    first_day = workspace.calendar.first
    checks = FormChecks(workspace.programme, workspace.today(), last_day, first_day=first_day)
    arrivals = Arrivals(workspace.programme, workspace.calendar, workspace.today())
    rows: list[PreviewRow] = []
    ready: list[tuple[int, CleanReferral]] = []
    restricted: list[tuple[int, str, str]] = []
    doubled: list[tuple[int, CleanReferral]] = []
    for number, raw in enumerate(content.rows, start=1):
        judged, clean = _judge(raw, checks, known)
        late = arrivals.note(clean) if clean is not None and judged.verdict == "accepted" else None
        rows.append(replace(judged, warnings=(late, *judged.warnings), lapsed=True) if late else judged)
        if clean is not None:
            known.add(clean, raw.number)
            (ready if judged.verdict == "accepted" else doubled).append((raw.number, clean))
        elif field_name := restricted_field(ReferralForm(**raw.values)):
            restricted.append((raw.number, judged.reference, field_name))
        if number % _ROWS_A_STEP == 0:
            yield ReadProgress(number, number / len(content.rows))
    found = tuple(rows), content.extra_columns, tuple(ready), tuple(restricted)
    return ImportPreview(*found, content.missing_columns, tuple(doubled))


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
        set_aside(workspace, list(preview.restricted))
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
        for row, referral in batch:
            finding = known.search(referral)
            if finding.verdict == "new":
                known.add(referral, row)
                taken.append((referral, finding.person))
                rows.append(row)
            else:
                turned_away.append(TurnedAwayRow(row, referral.prap_reference, finding.field, finding.reason))
        case_ids = write(change, workspace, taken, ReferralSource.PRAP_FILE)
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


def _judge(raw: RawRow, checks: FormChecks, known: KnownReferrals) -> tuple[PreviewRow, CleanReferral | None]:
    form = ReferralForm(**raw.values)
    if restricted := restricted_field(form):
        note = restricted_note(restricted)
        reference = restricted_reference(form.prap_reference)
        return PreviewRow(raw.number, "", reference, "refused", restricted, _with_source(note)), None
    name = " ".join(
        part for cell in (form.first_name, form.last_name) if (part := line(cell, longest=100).value)
    )
    reference = restricted_reference(form.prap_reference)
    if raw.fault:
        return PreviewRow(raw.number, name, reference, "refused", raw.field, raw.fault), None
    examined = checks.examine(form)
    if examined.clean is None:
        first, *others = [note for note in examined.notes if note.level == "error"]
        reason = "; ".join((_with_source(first), *map(note_in_words, others)))
        return PreviewRow(raw.number, name, reference, "refused", first.field, reason), None
    return _against_known(raw.number, examined.clean, examined.notes, known.search(examined.clean))


def _against_known(
    row: int, clean: CleanReferral, notes: tuple[FieldNote, ...], finding: Finding
) -> tuple[PreviewRow, CleanReferral | None]:
    if finding.verdict == "new":
        warnings = (*notes, *finding.warnings)
        return PreviewRow(row, clean.name, clean.prap_reference, "accepted", warnings=warnings), clean
    return (
        PreviewRow(
            row,
            clean.name,
            clean.prap_reference,
            finding.verdict,
            finding.field,
            finding.reason,
            same_as_row=finding.row,
        ),
        clean if may_take_in(finding) else None,
    )


def note_in_words(note: FieldNote) -> str:
    """'NI number: referred before; … (JFS 5.17)'."""
    return f"{field_title(note.field)}: {_with_source(note)}"


def _with_source(note: FieldNote) -> str:
    return f"{note.text} ({note.paragraph})" if note.paragraph else note.text


def _turned_away(preview: ImportPreview, verdict: Verdict) -> tuple[TurnedAwayRow, ...]:
    return tuple(TurnedAwayRow(row.row, row.reference, row.field, row.reason) for row in preview.of(verdict))


def _away_json(one: TurnedAwayRow) -> dict[str, Any]:
    return {
        "row": one.row,
        "prap_reference": one.reference,
        "field": one.field,
        "reason": one.reason,
    }
