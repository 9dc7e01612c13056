"""`jfs import referrals`."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jfs_desktop.cli.opening import on_vault
from jfs_desktop.cli.printing import Json, print_json
from jfs_desktop.errors import UserError

if TYPE_CHECKING:
    from jfs_desktop.casework.desk.workspace import Workspace
    from jfs_desktop.casework.referrals.referral_import import ImportProgress, ImportReport
    from jfs_desktop.casework.referrals.referral_preview import ImportPreview

app = typer.Typer(help="Take files in.", no_args_is_help=True)


@app.callback()
def imports() -> None:
    """Take files in."""


@app.command("referrals")
@on_vault
def referrals(
    workspace: Workspace,
    file: Annotated[Path, typer.Argument(help="A CSV or XLSX file of referrals.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen; write nothing.")] = False,
    as_json: Json = False,
) -> None:
    """Import referrals: each row accepted, a duplicate, or refused with the field and the reason.

    Exit status 1 where a row was refused; the others are in all the same. Ctrl+C keeps whole rows and says
    how far it came.
    """
    from jfs_desktop.casework.referrals import referral_import

    preview = _previewed(workspace, file)
    report = referral_import.would_do(preview) if dry_run else _written(workspace, preview)
    if as_json:
        print_json(referral_import.report_json(report))
    else:
        _tell(preview, report)
    if report.stopped:
        raise UserError(report.stopped)
    if report.refused:
        raise typer.Exit(1)


def _tell(preview: ImportPreview, report: ImportReport) -> None:
    """Say what became of the rows, and of each that needs a look."""
    from jfs_desktop.casework.referrals.referral_form import field_title
    from jfs_desktop.casework.referrals.referral_preview import note_in_words
    from jfs_desktop.rules.writing.wording import counted

    accepted, known, refused_rows = len(report.accepted), len(report.duplicates), len(report.refused)
    typer.echo(f"{accepted:,} accepted, {counted(known, 'duplicate')}, {refused_rows:,} refused.")
    if late := sum(1 for row in preview.rows if row.lapsed):
        typer.echo(f"{late:,} of them {'arrives' if late == 1 else 'arrive'} lapsed.")
    if report.missing_columns:
        typer.echo(f"Columns not in this file: {', '.join(report.missing_columns)}.")
    if report.extra_columns:
        typer.echo(f"Columns not used: {', '.join(report.extra_columns)}.")
    for words, rows in (("refused", report.refused), ("duplicate", report.duplicates)):
        for row in rows:
            typer.echo(f"Row {row.row}, {words}: {field_title(row.field)}: {row.reason}")
    taken = {row.row for row in report.accepted}
    for judged in preview.rows:
        if judged.row in taken:
            for note in judged.warnings:
                typer.echo(f"Row {judged.row}, please note: {note_in_words(note)}")


def _previewed(workspace: Workspace, file: Path) -> ImportPreview:
    from jfs_desktop.casework.desk.long_jobs import finish
    from jfs_desktop.casework.referrals.referral_preview import read_preview

    try:
        return finish(read_preview(workspace, file))
    except KeyboardInterrupt:
        raise UserError("Stopped before anything was taken in.") from None


def _written(workspace: Workspace, preview: ImportPreview) -> ImportReport:
    """Write the accepted rows; Ctrl+C ends it after the rows that are being written. Raises UserError which
    says how far it came and what to do, as on a full disk: whole rows are kept."""
    from jfs_desktop.casework.referrals.referral_import import ImportProgress, run_import

    came = ImportProgress(0, len(preview.ready))
    with _interrupt_noted() as interrupted:
        steps = run_import(workspace, preview, stop=interrupted)
        while True:
            try:
                came = next(steps)
            except StopIteration as end:
                report: ImportReport = end.value
                return report
            except UserError as error:
                raise UserError(came.if_failed(error), title=error.title) from None
            _show(came)


@contextmanager
def _interrupt_noted() -> Iterator[Callable[[], bool]]:
    """Ctrl+C meanwhile breaks nothing off; whether it was pressed can be asked."""
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before or signal.default_int_handler)


def _show(came: ImportProgress) -> None:
    """How far it is, in one line that is written over, for somebody who watches."""
    if came.total and sys.stderr.isatty():
        end = "\n" if came.done == came.total else ""
        sys.stderr.write(f"\r{came.done:,} of {came.total:,} rows{end}")
        sys.stderr.flush()
