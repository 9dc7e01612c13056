"""`jfs report sessions` and `jfs report offers`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jfs_desktop.cli.opening import on_caseload
from jfs_desktop.cli.printing import Json, print_json, print_table

if TYPE_CHECKING:
    from jfs_desktop.casework.cases.reports import SessionReport
    from jfs_desktop.casework.desk.workspace import Workspace

app = typer.Typer(help="Reports over the caseload.", no_args_is_help=True)

CsvFile = Annotated[
    Path | None, typer.Option("--csv", help="Write a CSV file for a spreadsheet, without names.")
]


@app.callback()
def reports() -> None:
    """Reports over the caseload."""


@app.command("sessions")
@on_caseload
def sessions(
    workspace: Workspace,
    csv_file: CsvFile = None,
    as_json: Json = False,
) -> None:
    """Number and length of meetings, and support given, per person and in all (JFS 7.32)."""
    from dataclasses import asdict

    from jfs_desktop.casework.cases import reports as catalogue

    report = catalogue.sessions(workspace)
    if csv_file is not None:
        catalogue.save(csv_file, catalogue.sessions_csv(report))
    if as_json:
        lines = [asdict(line) for line in report.lines]
        print_json(
            {
                "people": lines,
                "meetings": report.meetings,
                "minutes": report.minutes,
                "support": report.support,
            }
        )
    elif csv_file is not None:
        typer.echo(f"Written: {csv_file}")
    else:
        _print_meetings(report)


@app.command("offers")
@on_caseload
def offers(
    workspace: Workspace,
    csv_file: CsvFile = None,
    as_json: Json = False,
) -> None:
    """What of the minimum service open cases were not offered yet (JFS 1.31)."""
    from dataclasses import asdict

    from jfs_desktop.casework.cases import reports as catalogue
    from jfs_desktop.casework.desk.long_jobs import finish
    from jfs_desktop.casework.desk.redating import redate

    finish(redate(workspace))
    lines = catalogue.not_yet_offered(workspace)
    if csv_file is not None:
        catalogue.save(csv_file, catalogue.offers_csv(lines))
    if as_json:
        print_json([asdict(line) for line in lines])
    elif csv_file is not None:
        typer.echo(f"Written: {csv_file}")
    else:
        print_table(
            ("Name", "Reference", "Stage", "Not offered yet"),
            [(line.name, line.reference, line.stage_name, "; ".join(line.not_offered)) for line in lines],
        )


def _print_meetings(report: SessionReport) -> None:
    from jfs_desktop.casework.cases.reports import counted_words
    from jfs_desktop.rules.writing.wording import counted

    print_table(
        ("Name", "Reference", "Initial", "1-2-1", "Minutes", "Channels", "Groups", "Support"),
        [
            (
                line.name,
                line.reference,
                line.initial_meetings,
                line.sessions,
                line.minutes,
                counted_words(line.channels),
                line.groups,
                counted_words(line.support),
            )
            for line in report.lines
        ],
    )
    meetings, minutes = counted(report.meetings, "meeting"), counted(report.minutes, "minute")
    typer.echo(f"In all: {meetings}, {minutes}, {counted(report.support, 'activity', 'activities')}.")
