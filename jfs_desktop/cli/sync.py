"""`jfs sync`: the device's side of the exchange with head office."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jfs_desktop.cli.opening import on_vault
from jfs_desktop.cli.printing import Json, print_json
from jfs_desktop.errors import BadInput

if TYPE_CHECKING:
    from jfs_desktop.casework.desk.workspace import Workspace
    from jfs_desktop.casework.sync.sync import SyncStanding

app = typer.Typer(help="Exchange with head office.", no_args_is_help=True)


@app.command("enrol")
@on_vault
def enrol(
    workspace: Workspace,
    card: Annotated[Path, typer.Argument(help="The card that head office sent.")],
    *,
    code: Annotated[str | None, typer.Option("--code", help="The code; otherwise it is asked for.")] = None,
    new_keys: Annotated[
        bool,
        typer.Option("--new-keys", help="Make this vault's keys anew, the old ones being withdrawn."),
    ] = False,
    as_json: Json = False,
) -> None:
    """Enrol this vault with head office, by its card and the code it gave you."""
    from jfs_desktop.casework.sync.sync import enrol as enrol_with

    typed = code or _asked()
    _tell(enrol_with(workspace, card, typed, new_keys=new_keys).value, as_json=as_json)


def _asked() -> str:
    if not sys.stdin.isatty():
        raise BadInput("No code was given.", field="--code", remedy="Give it with --code.")
    typed: str = typer.prompt("Code")
    return typed


@app.command("export")
@on_vault
def export(
    workspace: Workspace,
    *,
    out: Annotated[Path, typer.Option("--out", help="The folder to write the bundle to.")],
    everything: Annotated[
        bool, typer.Option("--all", help="Everything again, not only what head office has not confirmed.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Write what head office has not confirmed yet as one signed and encrypted bundle."""
    from jfs_desktop.casework.sync.sync_bundles import export as export_to
    from jfs_desktop.rules.writing.wording import counted

    done = export_to(workspace, out, all_again=everything)
    made = done.value
    if as_json:
        answer: dict[str, object] = {"file": None, "number": None, "entries": 0, "attachments": 0}
        if made is not None:
            answer |= {
                "file": str(made.path), "number": made.number, "entries": made.entries,
                "attachments": made.attachments, "bytes": made.size,
            }  # fmt: skip
        print_json(answer | ({"missing": list(done.besides)} if done.besides else {}))
        return
    if made is None:
        typer.echo("Head office has everything already; nothing was written.")
        return
    entries, files = counted(made.entries, "entry", "entries"), counted(made.attachments, "attachment")
    typer.echo(f"No. {made.number}, {entries} and {files}: {made.path}")
    for line in done.besides:
        typer.echo(line)


@app.command("receive")
@on_vault
def receive(
    workspace: Workspace,
    file: Annotated[Path, typer.Argument(help="The receipt that head office sent.")],
    *,
    as_json: Json = False,
) -> None:
    """Read head office's receipt."""
    from jfs_desktop.casework.sync.sync import receive as read

    done = read(workspace, file)
    _tell(done.value, as_json=as_json)
    if done.besides and not as_json:
        typer.echo("\n".join(done.besides))


@app.command("countersign")
@on_vault
def countersign(
    workspace: Workspace,
    file: Annotated[Path, typer.Argument(help="The change that head office signed.")],
    *,
    as_json: Json = False,
) -> None:
    """Sign a change of head office second, in the file itself."""
    from jfs_desktop.casework.sync.head_office_changes import countersign as sign

    name = sign(workspace, file).value
    if as_json:
        print_json({"file": str(file), "head_office": name})
    else:
        typer.echo(f"Signed by two now: {file}. The devices take it with a code of {name}.")


@app.command("change-head-office")
@on_vault
def change_head_office(
    workspace: Workspace,
    file: Annotated[Path, typer.Argument(help="The change that two people signed.")],
    *,
    code: Annotated[str | None, typer.Option("--code", help="The new head office's code.")] = None,
    as_json: Json = False,
) -> None:
    """Send to another head office from now on, everything anew."""
    from jfs_desktop.casework.sync.head_office_changes import take

    typed = code or _asked()
    _tell(take(workspace, file, typed).value, as_json=as_json)


@app.command("status")
@on_vault
def status(workspace: Workspace, *, as_json: Json = False) -> None:
    """What head office has, and what waits."""
    from jfs_desktop.casework.sync.sync import standing

    _tell(standing(workspace), as_json=as_json)


def _tell(now: SyncStanding, *, as_json: bool) -> None:
    from jfs_desktop.casework.sync.sync import told

    if not as_json:
        typer.echo(told(now))
        return
    print_json(
        {
            "head_office": now.head_office or None,
            "fingerprint": now.fingerprint or None,
            "made": now.made,
            "made_at": now.made_at,
            "confirmed": now.confirmed,
            "confirmed_at": now.confirmed_at,
            "entries_waiting": now.waiting,
            "must_enrol": now.must_enrol,
        }
    )
