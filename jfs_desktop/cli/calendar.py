"""`jfs calendar show` and `jfs calendar adopt`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jfs_desktop.cli.opening import on_vault_as_of_a_day
from jfs_desktop.cli.printing import Json, print_json, print_table

if TYPE_CHECKING:
    from jfs_desktop.casework.desk.workspace import Workspace
    from jfs_desktop.casework.office.calendars import CalendarPreview, CalendarStanding, MovedRow

app = typer.Typer(help="The working-day calendar, and newer ones.", no_args_is_help=True)


@app.command("show")
@on_vault_as_of_a_day
def show(workspace: Workspace, *, as_json: Json = False) -> None:
    """The calendar in use, how far it reaches, and which dates newer ones moved."""
    from dataclasses import asdict

    from jfs_desktop.casework.office import calendars

    known, rows = calendars.standing(workspace), calendars.moved(workspace)
    ahead = workspace.programme.settings.calendar_warning_days
    warning = workspace.calendar.runs_short(workspace.today(), ahead)
    if as_json:
        print_json({**asdict(known), "warning": warning, "moved": _moved(rows)})
        return
    print_table(("What", "Is"), _standing(known))
    if warning:
        typer.echo(warning)
    _print_moved(rows)


@app.command("adopt")
@on_vault_as_of_a_day
def adopt(
    workspace: Workspace,
    file: Annotated[Path, typer.Argument(help="The calendar's JSON file.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would move; write nothing.")] = False,
    accept_unsigned: Annotated[
        str,
        typer.Option(metavar="SHA256", help="Of a file without a signature: its hash, which you compared."),
    ] = "",
    as_json: Json = False,
) -> None:
    """Adopt a newer calendar: which holidays come or go, and which due dates move."""
    from jfs_desktop.casework.desk.long_jobs import finish
    from jfs_desktop.casework.office import calendars
    from jfs_desktop.rules.writing.wording import counted, long_day

    seen, day = finish(calendars.preview(workspace, file)), workspace.today()
    if not dry_run:
        finish(calendars.take_up(workspace, seen, confirmed=accept_unsigned))
    if as_json:
        print_json(_report(seen, adopted=not dry_run))
        return
    typer.echo(f"Calendar {seen.version} {'would be' if dry_run else 'is'} adopted.")
    for one in seen.holidays:
        typer.echo(f"{'New' if one.comes else 'Gone'}: {one.day}, {one.name}, {one.where}")
    cases, dates = counted(seen.cases, "open case"), counted(len(seen.moved), "due date")
    typer.echo(
        f"As on {long_day(day)}: {cases} looked at, {dates} {'moves' if len(seen.moved) == 1 else 'move'}."
    )
    _print_moved(seen.moved)


def _standing(known: CalendarStanding) -> list[tuple[str, str]]:
    from jfs_desktop.casework.office.calendars import ORIGINS
    from jfs_desktop.rules.writing.wording import day_and_time, long_day

    by = f" by {known.loaded_by}" if known.loaded_by else ""
    return [
        ("Version", known.version),
        ("Covers", f"{long_day(known.first)} to {long_day(known.last)}"),
        ("Source", known.source),
        ("Believed", ORIGINS[known.origin]),
        ("SHA-256", known.sha256 or "none"),
        ("In use since", f"{day_and_time(known.loaded_at)}{by}"),
        ("Publisher's key", known.publisher or "none entered"),
        ("Dates moved", f"{known.moved} by this one, {known.moved_ever} by all"),
        ("Cases to be dated", "some, at the next start of the window" if known.waiting else "none"),
    ]


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
