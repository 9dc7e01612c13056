"""`jfs report referrals`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from jfs_desktop.cli.opening import on_caseload
from jfs_desktop.cli.printing import Json, print_json, print_table

if TYPE_CHECKING:
    from jfs_desktop.casework.desk.workspace import Workspace


@on_caseload
def referrals(workspace: Workspace, *, as_json: Json = False) -> None:
    """Acknowledgements in time, rejections, exceptions, doubts accepted, and people handed back."""
    from dataclasses import asdict

    from jfs_desktop.casework.referrals import referral_reports as catalogue
    from jfs_desktop.casework.referrals.referral_sheets import sheets

    report = catalogue.referrals(workspace)
    if as_json:
        print_json(asdict(report))
        return
    for sheet in sheets(report):
        typer.echo(f"{sheet.title}: {len(sheet.lines) or 'none'}")
        if sheet.lines:
            headings = ("Name", *sheet.headings) if sheet.by_person else sheet.headings
            print_table(
                headings,
                [(line.name, *line.cells) if sheet.by_person else line.cells for line in sheet.lines],
            )
