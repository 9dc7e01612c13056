"""`jfs calendar show` and `jfs calendar adopt`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jfs_desktop.cli.opening import PassphraseFile, Today, VaultPath, opened
from jfs_desktop.cli.printing import Json, print_json, print_table

if TYPE_CHECKING:
    from jfs_desktop.casework.calendars import CalendarPreview, MovedRow

app = typer.Typer(help="The working-day calendar, and newer ones.", no_args_is_help=True)


@app.command("show")
def show(
    vault: VaultPath = None,
    passphrase_file: PassphraseFile = None,
    today: Today = None,
    as_json: Json = False,
) -> None:
    """The calendar in use, how far it reaches, and which dates newer ones moved."""
    from dataclasses import asdict

    from jfs_desktop.casework import calendars

    with opened(vault, passphrase_file, today) as workspace:
        known, rows = calendars.standing(workspace), calendars.moved(workspace)
        ahead = workspace.programme.settings.calendar_warning_days
        warning = workspace.calendar.runs_short(workspace.today(), ahead)
    if as_json:
        print_json({**asdict(known), "warning": warning, "moved": _moved(rows)})
        return
    print_table(
        ("What", "Is"),
        [(name.replace("_", " "), value) for name, value in asdict(known).items() if value != ""],
    )
    if warning:
        typer.echo(warning)
    _print_moved(rows)


@app.command("adopt")
def adopt(
    file: Annotated[Path, typer.Argument(help="The calendar's JSON file.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would move; write nothing.")] = False,
    accept_unsigned: Annotated[
        str,
        typer.Option(metavar="SHA256", help="Of a file without a signature: its hash, which you compared."),
    ] = "",
    vault: VaultPath = None,
    passphrase_file: PassphraseFile = None,
    today: Today = None,
    as_json: Json = False,
) -> None:
    """Adopt a newer calendar: which holidays come or go, and which due dates move."""
    from jfs_desktop.casework import calendars
    from jfs_desktop.casework.referral_import import finish

    with opened(vault, passphrase_file, today) as workspace:
        seen = finish(calendars.preview(workspace, file))
        if not dry_run:
            finish(calendars.take_up(workspace, seen, confirmed=accept_unsigned))
    if as_json:
        print_json(_report(seen, adopted=not dry_run))
        return
    typer.echo(f"Calendar {seen.version} {'would be' if dry_run else 'is'} adopted.")
    for one in seen.holidays:
        typer.echo(f"{'New' if one.comes else 'Gone'}: {one.day}, {one.name}, {one.where}")
    _print_moved(seen.moved)


def _report(seen: CalendarPreview, *, adopted: bool) -> dict[str, Any]:
    return {
        "version": seen.version,
        "source": seen.file.written.source,
        "sha256": seen.file.sha256,
        "signed_by": seen.signed_by,
        "adopted": adopted,
        "cases": seen.cases,
        "holidays": [
            {"date": one.day, "name": one.name, "nations": one.nations, "comes": one.comes}
            for one in seen.holidays
        ],
        "moved": _moved(seen.moved),
    }


def _moved(rows: Iterable[MovedRow]) -> list[dict[str, Any]]:
    return [
        {
            "case_id": row.case_id,
            "name": row.name,
            "reference": row.reference,
            "clock": row.clock,
            "before": row.before,
            "after": row.after,
            "late": row.late,
            "calendar": row.calendar,
        }
        for row in rows
    ]


def _print_moved(rows: tuple[MovedRow, ...]) -> None:
    if not rows:
        typer.echo("No due date of an open clock moved.")
        return
    print_table(
        ("Who", "Reference", "What", "From", "To", "Late"),
        [
            (row.name, row.reference, row.clock_name, row.before, row.after, "late" if row.late else "")
            for row in rows
        ],
    )
