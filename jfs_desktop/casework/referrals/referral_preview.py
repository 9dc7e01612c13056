"""What would become of each row of a file of referrals, before anything is written (R1, R4, R5)."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as attribute
from pathlib import Path
from typing import Literal

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office import contract
from jfs_desktop.casework.referrals.arriving_lapsed import Arrivals
from jfs_desktop.casework.referrals.doubled_referrals import may_take_in
from jfs_desktop.casework.referrals.duplicates import Finding, KnownReferrals
from jfs_desktop.casework.referrals.referral_form import (
    CleanReferral,
    FieldNote,
    FormChecks,
    ReferralForm,
    Restricted,
    field_title,
    restricted_field,
    restricted_note,
    restricted_of,
    restricted_reference,
    restriction_unclear,
)
from jfs_desktop.exchange import referral_file
from jfs_desktop.exchange.referral_file import RawRow, ReadProgress
from jfs_desktop.rules.person.checks import line

_ROWS_A_STEP = 50

Verdict = Literal["accepted", "duplicate", "refused"]


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """What would become of one row. ``row`` is the row as a spreadsheet shows it.

    ``field`` and ``reason`` say why it is not accepted; ``warnings`` are advice.
    A restricted row has no name here.
    """

    row: int
    name: str = attribute(repr=False)
    reference: str = attribute(repr=False)
    verdict: Verdict
    field: str = ""
    reason: str = ""
    warnings: tuple[FieldNote, ...] = ()
    same_as_row: int | None = None
    """The earlier row of this file that a duplicate repeats."""
    lapsed: bool = False
    """Whether its acknowledgement day was over before it came in (R3)."""
    typed: Mapping[str, str] | None = attribute(default=None, repr=False)
    """What a refused row says, as the form for a new referral takes it, to be mended there (R1)."""

    @property
    def why(self) -> str:
        """The whole reason, or the advice, in plain words: 'NI number: …; Date of birth: …'."""
        if self.reason:
            return f"{field_title(self.field)}: {self.reason}"
        return "; ".join(note_in_words(note) for note in self.warnings)


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """Every row judged, before anything is written."""

    rows: tuple[PreviewRow, ...] = attribute(repr=False)
    extra_columns: tuple[str, ...]
    ready: tuple[tuple[int, CleanReferral], ...] = attribute(repr=False)
    restricted: tuple[Restricted, ...] = attribute(repr=False)
    """The rows for the nominated officer."""
    missing_columns: tuple[str, ...] = ()
    """Columns that the file does without; they are read as empty."""
    doubled: tuple[tuple[int, CleanReferral], ...] = attribute(default=(), repr=False)
    """Rows of people whose case is open here: they may be taken in to be rejected on PRaP (R4)."""

    def of(self, verdict: Verdict) -> tuple[PreviewRow, ...]:
        """The rows judged so."""
        return tuple(row for row in self.rows if row.verdict == verdict)

    def taken_in(self, number: int) -> ImportPreview:
        """The preview after a refused row was mended in the form and came in from there."""
        known: Verdict = "duplicate"
        rows = (
            replace(row, verdict=known, field="prap_reference", reason="typed in from here", typed=None)
            if row.row == number
            else row
            for row in self.rows
        )
        return replace(self, rows=tuple(rows))


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
    restricted: list[Restricted] = []
    doubled: list[tuple[int, CleanReferral]] = []
    for number, raw in enumerate(content.rows, start=1):
        judged, clean = _judge(raw, checks, known)
        late = arrivals.note(clean) if clean is not None and judged.verdict == "accepted" else None
        rows.append(replace(judged, warnings=(late, *judged.warnings), lapsed=True) if late else judged)
        if clean is not None:
            known.add(clean, raw.number, lapsed_on=arrivals.lapsed_on(clean) if late else None)
            (ready if judged.verdict == "accepted" else doubled).append((raw.number, clean))
        elif aside := restricted_of(ReferralForm(**raw.values), raw.number, workspace.today()):
            restricted.append(aside)
        if number % _ROWS_A_STEP == 0:
            yield ReadProgress(number, number / len(content.rows))
    found = tuple(rows), content.extra_columns, tuple(ready), tuple(restricted)
    return ImportPreview(*found, content.missing_columns, tuple(doubled))


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

    def refused(field_name: str, reason: str) -> tuple[PreviewRow, None]:
        typed = None if restriction_unclear(form) else checks.as_typed(form)
        return PreviewRow(raw.number, name, reference, "refused", field_name, reason, typed=typed), None

    if raw.fault:
        return refused(raw.field, raw.fault)
    examined = checks.examine(form)
    if examined.clean is None:
        first, *others = [note for note in examined.notes if note.level == "error"]
        reason = "; ".join((_with_source(first), *map(note_in_words, others)))
        return refused(first.field, reason)
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
