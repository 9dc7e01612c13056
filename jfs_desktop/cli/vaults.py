"""`jfs vault`, `jfs demo` and `jfs verify`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jfs_desktop.cli.opening import (
    PassphraseFile,
    damage_as_a_check,
    day,
    on_vault,
    passphrase,
    passphrase_of,
)
from jfs_desktop.cli.printing import Json, print_checks, print_json
from jfs_desktop.clock import SystemClock
from jfs_desktop.errors import BadInput, UserError

if TYPE_CHECKING:
    from jfs_desktop.casework.desk.workspace import Workspace

app = typer.Typer(
    help="Make a vault, change its passphrase, back it up or put a backup back.", no_args_is_help=True
)

Folder = Annotated[Path, typer.Argument(help="The folder of the vault.")]


@app.command("create")
def create(
    path: Folder,
    *,
    provider: Annotated[str, typer.Option(help="The provider's name, as documents show it.")],
    name: Annotated[str, typer.Option(help="The name of the adviser who works here.")],
    role: Annotated[
        str, typer.Option(help="adviser, nominated_officer, analyst, administrator.")
    ] = "adviser",
    prap: Annotated[bool, typer.Option("--prap", help="The adviser may key on PRaP.")] = False,
    passphrase_file: PassphraseFile = None,
    as_json: Json = False,
) -> None:
    """Make an encrypted vault. The recovery code is printed once: keep it apart from the computer."""
    from jfs_desktop.casework.office.first_run import FirstRun, begin
    from jfs_desktop.store.vault import Vault

    answers = FirstRun(_filled(provider, "--provider"), _filled(name, "--name"), _role(role), prap)
    clock = SystemClock()
    Vault.refuse_taken(path)  # before a passphrase is thought up for it
    vault, recovery_code = Vault.create(path, passphrase(passphrase_file, twice=True), clock=clock)
    try:
        begin(vault, clock, answers)
    except UserError as error:  # the vault is there all the same, and nobody would know its code
        raise UserError(
            f"The vault is made, with recovery code {recovery_code}, but nobody is entered in it yet: "
            f"{error.text}",
            remedy="Open it in the window to finish.",
        ) from error
    finally:
        vault.close()
    if as_json:
        print_json({"vault": str(path), "recovery_code": recovery_code})
    else:
        typer.echo(f"The vault is made: {path}\nRecovery code, shown only now: {recovery_code}")


def _filled(text: str, option: str) -> str:
    if not text.strip():
        raise BadInput(f"{option} is empty.", field=option, remedy="Type a name.")
    return text


def _role(text: str) -> str:
    from jfs_desktop.rules.programme.roles import Role

    known = [role.value for role in Role]
    if text not in known:
        raise BadInput(f"There is no role '{text}'.", field="--role", remedy=f"Use {', '.join(known)}.")
    return text


@app.command("change-passphrase")
def change_passphrase(
    path: Folder,
    new_passphrase_file: Annotated[Path | None, typer.Option(help="A file with the new passphrase.")] = None,
    passphrase_file: PassphraseFile = None,
    as_json: Json = False,
) -> None:
    """Change the passphrase; nothing is encrypted anew."""
    from jfs_desktop.store.vault import Vault

    old = passphrase_of(path, passphrase_file)
    vault = Vault.open(path, passphrase=old, clock=SystemClock())
    try:
        vault.change_passphrase(old, passphrase(new_passphrase_file, twice=True))
    finally:
        vault.close()
    if as_json:
        print_json({"vault": str(path), "changed": True})
    else:
        typer.echo("The passphrase is changed.")


@app.command("backup")
def backup(
    path: Folder,
    *,
    out: Annotated[
        Path | None, typer.Option("--out", help="The file to write; otherwise in the vault's backup folder.")
    ] = None,
    passphrase_file: PassphraseFile = None,
    as_json: Json = False,
) -> None:
    """Write a verified copy of the vault, with its attachments beside it."""
    from jfs_desktop.store.vault import Vault

    vault = Vault.open(path, passphrase=passphrase_of(path, passphrase_file), clock=SystemClock())
    try:
        made = vault.back_up(out)
    finally:
        vault.close()
    if as_json:
        print_json({"vault": str(path), "file": str(made)})
    else:
        typer.echo(f"Written and checked: {made}")


@app.command("backups")
def backups(path: Folder, *, as_json: Json = False) -> None:
    """List the backups in the vault's own folder, the newest first; last what was put aside."""
    from jfs_desktop.rules.writing.wording import day_and_time
    from jfs_desktop.store import backup as copies
    from jfs_desktop.store.vault import Vault

    Vault.refuse_none(path)
    found = copies.listed(path)
    if as_json:
        print_json([{"file": str(one.path), "made_at": one.made_at, "why": one.why} for one in found])
        return
    for one in found:
        typer.echo(f"{day_and_time(one.made_at)}{f' ({one.why})' if one.why else ''}: {one.path}")
    if not found:
        typer.echo("There is no backup in this vault's folder.")


@app.command("restore")
def restore(
    path: Folder,
    backup: Annotated[Path, typer.Argument(help="The backup; `jfs vault backups` lists them.")],
    *,
    passphrase_file: PassphraseFile = None,
    as_json: Json = False,
) -> None:
    """Put a backup in the place of the vault's database, damaged or not; what stands there is kept."""
    from jfs_desktop.store.vault import Vault

    kept = Vault.restore(path, backup, passphrase=passphrase_of(path, passphrase_file), clock=SystemClock())
    if as_json:
        print_json({"vault": str(path), "restored": str(backup), "kept": str(kept)})
        return
    typer.echo(
        f"Put back: {backup}\nWhat stood there is kept: {kept}\n"
        "What was to be sent when the backup was made may have gone since: the outbox asks about it. Where "
        "the vault is enrolled with head office, enrol it again with a new code."
    )


def demo(
    path: Folder,
    *,
    participants: Annotated[int, typer.Option(min=1, max=2000, help="How many people to make up.")] = 40,
    today: Annotated[str, typer.Option(help="The day the demo stands on.")] = "2021-06-04",
    seed: Annotated[int, typer.Option(help="The same seed makes the same people.")] = 1,
    passphrase_file: PassphraseFile = None,
    as_json: Json = False,
) -> None:
    """Make a vault of made-up people, by the product's own verbs under a moved clock."""
    from jfs_desktop.casework.demo import DEMO_PASSPHRASE, make
    from jfs_desktop.rules.writing.wording import counted

    said = passphrase(passphrase_file) if passphrase_file else DEMO_PASSPHRASE
    made = make(path, participants=participants, today=day(today, "--today"), seed=seed, passphrase=said)
    answer = {"vault": str(path), "participants": made, "today": today, "seed": seed}
    if as_json:
        print_json(answer)
    else:
        people = counted(made, "made-up person stands", "made-up people stand")
        known = "" if passphrase_file else f" The passphrase is: {DEMO_PASSPHRASE}"
        typer.echo(f"{people} in {path} as on {today}.{known}")


@damage_as_a_check
@on_vault
def verify(workspace: Workspace, *, as_json: Json = False) -> None:
    """Check the whole vault: pages, journal chain, attachments, and every stored due date."""
    from jfs_desktop.casework.desk.verification import verify as check_all

    report = check_all(workspace)
    print_checks(report.checks, as_json=as_json)
