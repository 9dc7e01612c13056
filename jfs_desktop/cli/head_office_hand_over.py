"""`jfs head-office countersigner|hand-over`: the devices go to other keys, and two people sign for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jfs_desktop.cli.archive_opening import OutFolder, on_archive
from jfs_desktop.cli.printing import Json, print_json

if TYPE_CHECKING:
    from jfs_desktop.head_office.archive import Archive


@on_archive
def countersigner(
    archive: Archive,
    device: Annotated[str, typer.Argument(help="Its id, or the end of it as its files are named.")],
    *,
    remove: Annotated[bool, typer.Option("--remove", help="It countersigns no longer.")] = False,
    as_json: Json = False,
) -> None:
    """Name a device that countersigns a change of head office's keys. Cards written from then on say so."""
    from jfs_desktop.head_office import devices

    row = devices.named(archive, device)
    devices.name_countersigner(archive, row.id, countersigns=not remove)
    if as_json:
        print_json({"device": row.id, "countersigns": not remove})
    elif remove:
        typer.echo(f"{row.name} countersigns no longer.")
    else:
        typer.echo(
            f"{row.name} countersigns. Send every device a new card and a code: it enrols again with it."
        )


@on_archive
def hand_over(
    archive: Archive,
    card: Annotated[Path, typer.Argument(help="The card of that head office, or a newer one of this.")],
    *,
    reason: Annotated[str, typer.Option(help="Why; it stands in every device's history.")],
    out: OutFolder = None,
    as_json: Json = False,
) -> None:
    """Sign that the devices go to another head office; somebody who countersigns then signs it, too."""
    from jfs_desktop.head_office.hand_over import hand_over as sign

    path = sign(archive, card, reason, out or Path.cwd())
    if as_json:
        print_json({"file": str(path)})
    else:
        typer.echo(f"Signed first: {path}\nNow somebody who countersigns: `jfs sync countersign` or Sync.")
