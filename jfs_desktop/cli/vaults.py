"""`jfs vault`, `jfs demo` and `jfs verify`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jfs_desktop.cli.opening import PassphraseFile, damage_as_a_check, day, on_vault, passphrase
from jfs_desktop.cli.printing import Json, print_checks, print_json
from jfs_desktop.clock import SystemClock
from jfs_desktop.errors import BadInput, UserError

if TYPE_CHECKING:
    from jfs_desktop.casework.workspace import Workspace

app = typer.Typer(help="Make a vault, or change its passphrase.", no_args_is_help=True)

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
    from jfs_desktop.casework.first_run import FirstRun, begin
    from jfs_desktop.store.vault import Vault

    answers = FirstRun(_filled(provider, "--provider"), _filled(name, "--name"), _role(role), prap)
    clock = SystemClock()
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
    from jfs_desktop.rules.roles import Role

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

    old = passphrase(passphrase_file)
    vault = Vault.open(path, passphrase=old, clock=SystemClock())
    try:
        vault.change_passphrase(old, passphrase(new_passphrase_file, twice=True))
    finally:
        vault.close()
    if as_json:
        print_json({"vault": str(path), "changed": True})
    else:
        typer.echo("The passphrase is changed.")


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
    from jfs_desktop.rules.wording import counted

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
    from jfs_desktop.casework.verification import verify as check_all

    report = check_all(workspace)
    print_checks(report.checks, as_json=as_json)
