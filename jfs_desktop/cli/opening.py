"""Opening a vault for one command: where it lies, and who says the passphrase."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jfs_desktop.cli.printing import print_checks
from jfs_desktop.cli.shared_options import with_options_of
from jfs_desktop.clock import Clock, ClockOnDay, SystemClock
from jfs_desktop.errors import BadInput, UserError, VaultDamaged

if TYPE_CHECKING:
    from jfs_desktop.casework.desk.workspace import Workspace

_LONGEST_LINE = 64 * 1024

VaultPath = Annotated[
    Path | None, typer.Option("--vault", envvar="JFS_VAULT", help="The folder of the vault.")
]
PassphraseFile = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        envvar="JFS_PASSPHRASE_FILE",
        help="A file whose first line is the passphrase; otherwise it is asked for.",
    ),
]
Today = Annotated[str | None, typer.Option("--today", help="Look as on this day (2021-06-04).")]


def on_vault(command: Callable[..., None]) -> Callable[..., None]:
    """A command that takes the workspace of the opened vault first, as one with the options that say which
    vault and how it is opened."""

    def opening(
        *own: Any, vault: VaultPath = None, passphrase_file: PassphraseFile = None, **own_options: Any
    ) -> None:
        with opened(vault, passphrase_file) as workspace:
            command(workspace, *own, **own_options)

    return with_options_of(opening, command)


def on_vault_as_of_a_day(command: Callable[..., None]) -> Callable[..., None]:
    """The same for a command that can look at the vault as on another day."""
    return _on_a_day(command, lambda _: None)


def on_caseload(command: Callable[..., None]) -> Callable[..., None]:
    """The same for a command that names people: not for somebody to whom the provider closes the caseload
    (G5)."""

    def refuse_closed(workspace: Workspace) -> None:
        from jfs_desktop.casework.office import staff_checks

        staff_checks.require(workspace)

    return _on_a_day(command, refuse_closed)


def _on_a_day(command: Callable[..., None], first: Callable[[Workspace], None]) -> Callable[..., None]:
    def opening(
        *own: Any,
        vault: VaultPath = None,
        passphrase_file: PassphraseFile = None,
        today: Today = None,
        **own_options: Any,
    ) -> None:
        with opened(vault, passphrase_file, today) as workspace:
            first(workspace)
            command(workspace, *own, **own_options)

    return with_options_of(opening, command)


def damage_as_a_check(opening: Callable[..., None]) -> Callable[..., None]:
    """The same command for a check of the vault: where it is too far gone to be opened, that is what the
    check found, and the exit status is 1."""

    @wraps(opening)
    def checked(*own: Any, as_json: bool = False, **options: Any) -> None:
        from jfs_desktop.store.verify import SENSELESS, failed

        try:
            opening(*own, as_json=as_json, **options)
        except (VaultDamaged, *SENSELESS) as error:
            print_checks((failed("opening", error),), as_json=as_json)

    return checked


@contextmanager
def opened(vault: Path | None, passphrase_file: Path | None, today: str | None = None) -> Iterator[Workspace]:
    """The workspace of the vault, closed afterwards. Raises UserError."""
    from jfs_desktop.casework.desk import unfinished_exports
    from jfs_desktop.casework.desk.workspace import open_workspace
    from jfs_desktop.store import trouble
    from jfs_desktop.store.vault import Vault

    folder = vault or _default_vault()
    clock = clock_for(today)
    # The vault keeps the true time, with which it signs its journal; only the looking is moved.
    box = Vault.open(folder, passphrase=passphrase_of(folder, passphrase_file), clock=SystemClock())
    try:
        with trouble.opening():
            workspace = open_workspace(box, clock)
            unfinished_exports.sweep(workspace)
        yield workspace
    finally:
        box.close()


def clock_for(today: str | None) -> Clock:
    """The computer's clock, or the same moved to another day."""
    return SystemClock() if today is None else ClockOnDay(day(today, "--today"))


def day(text: str, field: str) -> date:
    """An ISO day. Raises BadInput naming the option."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"{field}: '{text}' is not a day. Write it as 2021-06-04.", field=field) from error


def passphrase_of(folder: Path, file: Path | None) -> str:
    """The passphrase of a vault; nobody is asked for one where there is none. Raises VaultProblem."""
    from jfs_desktop.store.vault import Vault

    Vault.refuse_none(folder)
    return passphrase(file)


def passphrase(file: Path | None, *, twice: bool = False) -> str:
    """The passphrase from a file's first line, or asked for on the terminal."""
    if file is not None:
        try:
            with file.open(encoding="utf-8-sig") as lines:
                first = lines.readline(_LONGEST_LINE).rstrip("\n")
        except FileNotFoundError as error:
            raise UserError(
                f"There is no passphrase file {file}.", remedy="Check its name, or leave it out to be asked."
            ) from error
        except (OSError, UnicodeDecodeError) as error:
            raise UserError(
                f"The passphrase file cannot be read: {file}.", remedy="Save it as a text file in UTF-8."
            ) from error
        if not first:
            raise UserError(
                f"The passphrase file is empty: {file}.", remedy="Write the passphrase on its first line."
            )
        return first
    if not sys.stdin.isatty():
        raise UserError("No passphrase was given.", remedy="Name a file with --passphrase-file.")
    said = getpass.getpass("Passphrase: ")
    if twice and getpass.getpass("The same once more: ") != said:
        raise UserError("The two passphrases differ.", remedy="Try again.")
    return said


def _default_vault() -> Path:
    from jfs_desktop.paths import default_vault

    folder = default_vault()
    if not folder.is_dir():
        raise UserError("No vault was named.", remedy="Name its folder with --vault or JFS_VAULT.")
    return folder
