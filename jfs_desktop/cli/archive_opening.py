"""Opening head office's vault, and the archive that goes with it, for one command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from jfs_desktop.cli.opening import PassphraseFile, VaultPath, opened
from jfs_desktop.cli.shared_options import with_options_of

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
    """A command that takes the opened archive first, as one with the options that say which vault and
    database."""

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

    return with_options_of(opening, command)
