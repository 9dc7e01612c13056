"""`jfs prap`: what is to be keyed on PRaP, and until when (W1 to W14)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from jfs_desktop.cli.opening import on_caseload
from jfs_desktop.cli.printing import Json, print_json, print_table

if TYPE_CHECKING:
    from jfs_desktop.casework.desk.workspace import Workspace


@on_caseload
def prap(
    workspace: Workspace,
    as_json: Json = False,
    keyed: Annotated[
        bool, typer.Option("--keyed", help="Also what was keyed, with or without proof.")
    ] = False,
) -> None:
    """Every entry to key on PRaP, the most urgent first."""
    from jfs_desktop.casework.prap import prap as catalogue

    found = catalogue.worklist(workspace)
    lines = [*found.to_key, *(found.keyed if keyed else ())]
    if as_json:
        print_json([catalogue.line_json(line) for line in lines])
        return
    print_table(
        ("State", "Due", "Last safe day", "Who", "Reference", "Entry", "Handed to"),
        [
            (
                line.entry.state,
                line.entry.due,
                line.entry.last_safe_on or "",
                line.name,
                line.reference,
                line.entry.rule.name,
                line.entry.hand_over.to_name if line.entry.hand_over else "",
            )
            for line in lines
        ],
    )
