"""`jfs head-office verify|backup`: whether what came is sound, and copies of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jfs_desktop.cli.archive_opening import on_archive
from jfs_desktop.cli.opening import damage_as_a_check
from jfs_desktop.cli.printing import Json, print_checks, print_json

if TYPE_CHECKING:
    from jfs_desktop.head_office.archive import Archive


@damage_as_a_check
@on_archive
def verify(
    archive: Archive,
    *,
    bring_back: Annotated[
        Path | None,
        typer.Option(help="Bring missing attachments back first, from beside the backups in this folder."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Check the vault, the journals that devices sent, and every attachment."""
    from jfs_desktop.head_office import soundness

    if bring_back is not None:
        soundness.bring_back(archive, bring_back)
    report = soundness.verify(archive)
    print_checks(report.checks, as_json=as_json)


@on_archive
def backup(
    archive: Archive,
    *,
    out: Annotated[
        Path | None, typer.Option("--out", help="The file to write; otherwise in the vault's backup folder.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Write a verified copy of the vault with all attachments. PostgreSQL is backed up by its own tools."""
    from jfs_desktop.head_office import soundness

    made = soundness.back_up(archive, out)
    if as_json:
        print_json({"file": str(made)})
    else:
        typer.echo(f"Written and checked: {made}")
