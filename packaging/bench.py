"""Measures what PERFORMANCE asks for: each value beside a floor of the same run.

``python3 packaging/dev.py bench [NAME ...]`` runs the files ``bench_NAME.py`` of this
folder, or those named. Each has ``measure()``, which yields Measurements.
Times differ from machine to machine, so the ratio is what counts.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from measurement import Measurement
from trouble import Trouble

HEAD = ("what", "n", "value", "floor", "ratio", "goal", "met")


def names() -> list[str]:
    """The measurements there are, by the names of their files."""
    return sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))


def chosen(words: list[str]) -> list[str]:
    """The measurements asked for; all of them where none is named."""
    unknown = [word for word in words if word not in names()]
    if unknown:
        raise Trouble(f"There is no measurement '{unknown[0]}': choose among {', '.join(names())}.")
    return words or names()


def line(cells: tuple[str, ...]) -> str:
    """One row of the table."""
    widths = (52, 9, 12, 12, 7, 22, 3)
    texts = [
        cell.ljust(width) if place in (0, 5, 6) else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return "  ".join(texts).rstrip()


def main(words: list[str]) -> int:
    """Prints the table row by row; goals that are missed are shown and do not fail the run."""
    try:
        wanted = chosen(words)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 2
    print(line(HEAD), flush=True)
    rows: list[Measurement] = []
    for name in wanted:
        for row in importlib.import_module(f"bench_{name}").measure():
            rows.append(row)
            print(line(row.cells()), flush=True)
    missed = [row for row in rows if row.met is False]
    print(f"\n{len(rows)} measured, {len(missed)} goals missed")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
