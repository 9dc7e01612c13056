"""How answers are printed: JSON for programs, plain tables for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import orjson
import typer

if TYPE_CHECKING:
    from jfs_desktop.store.verify import Check

Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]


def print_json(value: Any) -> None:
    """One JSON value on standard output."""
    typer.echo(orjson.dumps(value, default=_plain, option=orjson.OPT_INDENT_2).decode())


def print_table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table that fits the terminal, or tab-separated lines where there is none."""
    from rich.console import Console
    from rich.table import Table

    console = Console()
    if not console.is_terminal:
        for row in (headings, *rows):
            typer.echo("\t".join("" if cell is None else str(cell) for cell in row))
        return
    table = Table(*headings)
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    console.print(table)


def print_checks(checks: Sequence[Check], *, as_json: bool) -> None:
    """Print what each check of a vault found; the exit status is 1 where one failed."""
    ok = all(check.ok for check in checks)
    if as_json:
        print_json({"ok": ok, "checks": [asdict(check) for check in checks]})
    else:
        print_table(
            ("Check", "Result", "What was seen"),
            [(check.name, "ok" if check.ok else "FAILED", check.text) for check in checks],
        )
    if not ok:
        raise typer.Exit(1)


def _plain(value: object) -> object:
    if isinstance(value, UUID | date | datetime):
        return str(value)
    if isinstance(value, frozenset | set | tuple):
        return list(value)
    raise TypeError(type(value).__name__)
