"""Opening head office's vault, and the archive that goes with it, for one command."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from jfs_desktop.cli.opening import PassphraseFile, VaultPath, opened

Database = Annotated[
    str,
    typer.Option("--database", help="PostgreSQL, where what devices send is kept: postgresql+psycopg://…"),
]
PasswordFile = Annotated[
    Path | None,
    typer.Option("--database-password-file", help="A file whose first line is the database's password."),
]
OutFolder = Annotated[Path | None, typer.Option("--out", help="The folder to write to.")]


def on_archive(command: Callable[..., None]) -> Callable[..., None]:
    """A command that takes the opened archive first, as one whose options say which vault and database.

    The options ``--vault``, ``--passphrase-file``, ``--database`` and ``--database-password-file`` stand once
    here instead of in each command.
    """

    def opening(
        *own: Any,
        url: Database = "",
        password_file: PasswordFile = None,
        vault: VaultPath = None,
        passphrase_file: PassphraseFile = None,
        **own_options: Any,
    ) -> None:
        from jfs_desktop.head_office import archive, database, enrolment

        password = database.read_password(password_file)
        with opened(vault, passphrase_file) as workspace:
            enrolment.own_keys(workspace)
            found = archive.opened(workspace, url, password)
            try:
                command(found, *own, **own_options)
            finally:
                found.close()

    _say_options(opening, command)
    return opening


def _say_options(opening: Callable[..., None], command: Callable[..., None]) -> None:
    """Give the new command the options of both, as the command line reads them from a function."""
    _, *own = _typed(command)
    said = [*own, *(one for one in _typed(opening) if one.kind is one.KEYWORD_ONLY)]
    opening.__name__, opening.__doc__ = command.__name__, command.__doc__
    opening.__signature__ = inspect.Signature(said)  # type: ignore[attr-defined]
    opening.__annotations__ = {one.name: one.annotation for one in said}


def _typed(function: Callable[..., None]) -> list[inspect.Parameter]:
    """A function's parameters with their types instead of the names of these."""
    names = function.__globals__ | {"Archive": object}
    types = get_type_hints(function, names, include_extras=True)
    parameters = inspect.signature(function).parameters.values()
    return [one.replace(annotation=types[one.name]) for one in parameters]
