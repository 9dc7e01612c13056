"""`jfs export jfap`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jfs_desktop.cli.cases import CaseId, find_case
from jfs_desktop.cli.opening import PassphraseFile, Today, VaultPath, opened
from jfs_desktop.cli.printing import Json, print_json
from jfs_desktop.errors import BadInput

app = typer.Typer(help="Make documents.", no_args_is_help=True)


@app.callback()
def exports() -> None:
    """Make documents."""


@app.command("jfap")
def jfap(
    case_id: CaseId,
    *,
    out: Annotated[Path, typer.Option("--out", help="The Word file to write.")],
    number: Annotated[
        int | None, typer.Option("--number", help="A frozen version; otherwise as it stands.")
    ] = None,
    vault: VaultPath = None,
    passphrase_file: PassphraseFile = None,
    today: Today = None,
    as_json: Json = False,
) -> None:
    """The Job Finding Action Plan as an accessible Word document."""
    from jfs_desktop.casework.demo import is_demo
    from jfs_desktop.casework.plan_export import export_docx

    with opened(vault, passphrase_file, today) as workspace:
        if today is not None and not is_demo(workspace):
            raise BadInput(
                "--today works with a demo vault only: an export is written into the journal with its day.",
                field="--today",
                remedy="Leave it out.",
            )
        written = export_docx(workspace, find_case(workspace, case_id), out, version=number).value
    if as_json:
        print_json({"file": str(written)})
    else:
        typer.echo(f"Written: {written}")
