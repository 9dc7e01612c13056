"""`jfs head-office`: its vault, the devices it enrols, and what they send."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jfs_desktop.cli.archive_opening import Database, OutFolder, PasswordFile, on_archive
from jfs_desktop.cli.opening import PassphraseFile, passphrase
from jfs_desktop.cli.printing import Json, print_json
from jfs_desktop.clock import SystemClock
from jfs_desktop.errors import BadInput, UserError

if TYPE_CHECKING:
    from jfs_desktop.head_office.archive import Archive
    from jfs_desktop.head_office.devices import DeviceRow
    from jfs_desktop.head_office.intake import Taken

app = typer.Typer(help="Head office: enrol devices, take in what they send.", no_args_is_help=True)


@app.command("init")
def init(
    path: Annotated[Path, typer.Argument(help="The folder of head office's own vault.")],
    *,
    provider: Annotated[str, typer.Option(help="The provider's name.")],
    name: Annotated[str, typer.Option(help="The name of who works here.")],
    url: Database = "",
    password_file: PasswordFile = None,
    passphrase_file: PassphraseFile = None,
    as_json: Json = False,
) -> None:
    """Make head office's encrypted vault. The recovery code is printed once: keep it apart.

    With --database what devices send is kept on PostgreSQL; the keys and attachments stay in the vault.
    """
    from jfs_desktop.casework.office.first_run import FirstRun
    from jfs_desktop.head_office import archive, database
    from jfs_desktop.head_office.enrolment import set_up

    for said, option in ((provider, "--provider"), (name, "--name")):
        if not said.strip():
            raise BadInput(f"{option} is empty.", field=option, remedy="Type a name.")
    password = database.read_password(password_file)
    if url:
        archive.refuse_unfit(url, password)
    secret = passphrase(passphrase_file, twice=True)
    workspace, recovery_code = set_up(path, secret, FirstRun(provider, name), clock=SystemClock())
    try:
        if url:
            archive.begin(workspace, url, password).close()
    finally:
        workspace.close()
    if as_json:
        print_json({"vault": str(path), "recovery_code": recovery_code})
    else:
        typer.echo(
            f"Head office's vault is made: {path}\nRecovery code, shown only now: {recovery_code}\n"
            "It can read what every device sends: keep this folder and its backups on a protected computer."
        )


@app.command("enrol")
@on_archive
def enrol(
    archive: Archive,
    *,
    out: OutFolder = None,
    as_json: Json = False,
) -> None:
    """Give out a code for one more device, and write the card that goes with it."""
    from jfs_desktop.clock import london_day
    from jfs_desktop.head_office.enrolment import give_code
    from jfs_desktop.rules.writing.wording import long_day

    given = give_code(archive.workspace, out or Path.cwd(), archive)
    until = long_day(london_day(given.valid_until))
    if as_json:
        print_json(
            {
                "code": given.code,
                "card": str(given.card),
                "fingerprint": given.fingerprint,
                "valid_until": given.valid_until,
            }
        )
        return
    typer.echo(
        f"Code for one device, until {until}: {given.code}\nCard: {given.card}\n"
        f"Fingerprint: {given.fingerprint}\nSend the card by any way, and the code by another."
    )


@app.command("intake")
@on_archive
def intake(
    archive: Archive,
    paths: Annotated[list[Path], typer.Argument(help="Bundles, or folders that hold them.")],
    *,
    out: Annotated[
        Path | None, typer.Option("--out", help="The folder for receipts; otherwise beside each bundle.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Check bundles, store what is new and write receipts. What is refused changes nothing."""
    from jfs_desktop.head_office.intake import NothingNew, take_in

    found = list(_bundles(paths))
    single = len(paths) == 1 and not paths[0].is_dir()
    taken: list[Taken] = []
    already: list[str] = []
    refused: list[dict[str, str]] = []
    for path in found:
        try:
            taken.append(take_in(archive.workspace, path, out or path.parent, archive))
        except UserError as error:
            if single:
                raise
            if isinstance(error, NothingNew):
                already.append(path.name)
            else:
                refused.append({"file": path.name, "reason": error.sentence})
    _tell(taken, already, refused, as_json=as_json)
    if refused:
        raise typer.Exit(1)


def _bundles(paths: list[Path]) -> Iterator[Path]:
    """The files named, and those in folders, in the order of their names: a device's by number."""
    from jfs_desktop.casework.sync.sync_bundles import SUFFIX

    for path in paths:
        if path.is_dir():
            yield from sorted(path.glob(f"*{SUFFIX}"))
        else:
            yield path


def _tell(taken: list[Taken], already: list[str], refused: list[dict[str, str]], *, as_json: bool) -> None:
    if as_json:
        print_json({"taken": [_row(item) for item in taken], "already": already, "refused": refused})
        return
    for item in taken:
        typer.echo(f"{item.device}: no. {item.number} is in, up to entry {item.last_entry:,}. {item.receipt}")
    if already:
        typer.echo(f"In already: {len(already)}.")
    for row in refused:
        typer.echo(f"{row['file']}: {row['reason']}", err=True)
    if not taken and not already and not refused:
        typer.echo("There is no bundle.")


def _row(item: Taken) -> dict[str, Any]:
    return {
        "device": item.device_id,
        "name": item.device,
        "number": item.number,
        "entries": item.entries,
        "last_entry": item.last_entry,
        "attachments": item.attachments,
        "missing": item.missing,
        "taken_at": item.taken_at,
        "receipt": str(item.receipt),
    }


@app.command("receipts")
@on_archive
def receipts(
    archive: Archive,
    *,
    out: OutFolder = None,
    as_json: Json = False,
) -> None:
    """Write the receipt of every device's last bundle once more."""
    from jfs_desktop.head_office.intake import write_receipts

    written = write_receipts(archive.workspace, out or Path.cwd(), archive)
    if as_json:
        print_json({"receipts": [str(path) for path in written]})
    else:
        typer.echo("\n".join(str(path) for path in written) or "No device has sent anything yet.")


@app.command("devices")
@on_archive
def devices(
    archive: Archive,
    *,
    late: Annotated[
        bool,
        typer.Option("--late", help="Those alone that sent nothing for over a working day; 1 if any."),
    ] = False,
    as_json: Json = False,
) -> None:
    """The devices that are enrolled, and since when nothing has come from each."""
    from jfs_desktop.head_office.devices import every

    rows = [row for row in every(archive) if row.is_late or not late]
    if as_json:
        print_json([_device(row) for row in rows])
    else:
        for row in rows:
            second = "; countersigns" if row.countersigns else ""
            typer.echo(f"{row.short}  {row.name}: {_standing(row)}{second}")
        if not rows:
            typer.echo("No device is late." if late else "No device is enrolled yet.")
    if late and rows:
        raise typer.Exit(1)


def _device(row: DeviceRow) -> dict[str, Any]:
    return {
        "device": row.id,
        "name": row.name,
        "enrolled_at": row.enrolled_at,
        "withdrawn_at": row.withdrawn_at,
        "number": row.number,
        "taken_at": row.taken_at,
        "working_days": row.days,
        "late": row.is_late,
        "countersigns": row.countersigns,
    }


def _standing(row: DeviceRow) -> str:
    from jfs_desktop.rules.writing.wording import counted, day_and_time

    if row.withdrawn_at is not None:
        return f"withdrawn, {day_and_time(row.withdrawn_at)}"
    if row.taken_at is None:
        return f"enrolled {day_and_time(row.enrolled_at)}, and nothing has come"
    gone = f", {counted(row.days, 'working day')} ago" if row.is_late else ""
    return f"no. {row.number}, {day_and_time(row.taken_at)}{gone}"


@app.command("withdraw")
@on_archive
def withdraw(
    archive: Archive,
    device: Annotated[str, typer.Argument(help="Its id, or the end of it as its files are named.")],
    *,
    reason: Annotated[str, typer.Option(help="Why: lost, stolen, given back.")],
    as_json: Json = False,
) -> None:
    """Take nothing more from a device. It may come back with a new code, and new keys if it has them."""
    from jfs_desktop.head_office import devices as known

    row = known.named(archive, device)
    known.withdraw(archive, row.id, reason)
    if as_json:
        print_json({"device": row.id, "withdrawn": True})
    else:
        typer.echo(f"{row.name} is withdrawn: nothing more is taken from it.")
