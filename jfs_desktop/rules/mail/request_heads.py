"""Values below a row of labels: which stands below which, where cells are empty or go over lines (X4).

Tables in Word files and mails lose their empty cells on the way, and a postal address takes several lines.
What does not come out by the kinds of the items is left to the person to type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

MOST_LINES = 8
"""That a cell of several lines has."""
Fits = Callable[[int, str], bool]
"""Whether a value can be that of the label at a place."""


def values_below(
    count: int, several: int | None, rows: Sequence[Sequence[str]], fits: Fits
) -> tuple[list[str], int]:
    """The value of each of ``count`` labels and how many ``rows`` below them hold these; no value where they
    cannot be told. The label at the place ``several`` may have none, or some lines."""
    if rows and len(rows[0]) == count and _fit(rows[0], fits):
        further = _alone(rows[1:]) if several == count - 1 else []
        *first, last = rows[0]
        return [*first, "\n".join((last, *further))], 1 + len(further)
    cells = [(cell, at) for at, row in enumerate(rows) for cell in row if cell]
    least = count if several is None else count - 1
    most = count if several is None else count - 1 + MOST_LINES
    for taken in range(max(least, 1), min(most, len(cells)) + 1):
        values = list(_dealt([cell for cell, _ in cells[:taken]], count, several))
        ends = cells[taken - 1][1]
        is_text = several != count - 1 and len(rows[ends]) == 1 < len(rows[0])  # below the table
        if not is_text and _fit(values, fits):
            return values, ends + 1
    return [], 0


def _alone(rows: Sequence[Sequence[str]]) -> list[str]:
    """The further lines of a last cell."""
    lines: list[str] = []
    for row in rows[: MOST_LINES - 1]:
        if len(row) != 1:
            break
        lines += row
    return lines


def _dealt(cells: Sequence[str], count: int, several: int | None) -> Iterator[str]:
    at = 0
    for place in range(count):
        lines = len(cells) - count + 1 if place == several else 1
        yield "\n".join(cells[at : at + lines])
        at += lines


def _fit(values: Sequence[str], fits: Fits) -> bool:
    return all(fits(place, value) for place, value in enumerate(values) if value)
