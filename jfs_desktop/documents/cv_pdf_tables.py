"""Tables with a row of titles on the page of a PDF: which words stand in which column, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from jfs_desktop.documents.cv_labels import OF_TIME, Tells, is_title_row, tells
from jfs_desktop.documents.cv_pdf_margin import Run
from jfs_desktop.documents.cv_titles import title_of
from jfs_desktop.rules.cv_dates import find_span

_OFF: Final = 4
"""Points by which what stands in a column may begin before its title."""
_Cells = dict[int, Run]


def is_titled(left: Sequence[Run], right: Sequence[Run]) -> bool:
    """Whether a row of titles goes over both sides of a page, so that they are columns of one table."""
    labels = {round(run.base): run for run in left if tells(run.text)}
    return any(
        is_title_row((labels[base].text, run.text))
        for run in right
        for base in (round(run.base) + step for step in (-1, 0, 1))
        if base in labels
    )


def with_columns(rows: Sequence[list[Run]]) -> Iterator[tuple[list[Run], tuple[str, ...]]]:
    """Each row, below titles with a blank run for each empty cell; and what its cells are, empty for a row of
    no such table. What was broken in its cell is put together again."""
    titles: list[Run] = []
    waiting: _Cells = {}
    for row in rows:
        cells = _below(row, titles)
        if is_title_row([run.text for run in row]):
            yield from _told(waiting, titles)
            titles, waiting = row, {}
            yield row, (Tells.LABEL,) * len(row)
        elif cells is None or (len(row) == 1 and title_of(row[0].text)):
            yield from _told(waiting, titles)
            titles, waiting = [], {}
            yield row, ()
        elif waiting and _goes_on(waiting, cells, titles):
            more = {at: run for at, run in cells.items() if _is_of_two(titles[at]) and at in waiting}
            joined = {at: run for at, run in cells.items() if at not in more}
            waiting |= {at: _joined(waiting.get(at), run) for at, run in joined.items()}
            if more:
                yield from _told(waiting, titles)
                waiting = {}
                yield from (([run], (tells(titles[at].text)[-1],)) for at, run in more.items())
        else:
            yield from _told(waiting, titles)
            waiting = cells
    yield from _told(waiting, titles)


def _told(cells: _Cells, titles: Sequence[Run]) -> Iterator[tuple[list[Run], tuple[str, ...]]]:
    if cells:
        first = next(iter(cells.values()))
        runs = [
            cells.get(at) or replace(first, text="", left=title.left, right=title.left)
            for at, title in enumerate(titles)
        ]
        yield runs, tuple(next(iter(tells(title.text)), "") for title in titles)


def _below(row: Sequence[Run], titles: Sequence[Run]) -> _Cells | None:
    """Which words of a row stand below which title; None where they do not stand in columns."""
    cells: _Cells = {}
    for run in row:
        at = max((at for at, title in enumerate(titles) if title.left <= run.left + _OFF), default=-1)
        ends = titles[at + 1].left if at + 1 < len(titles) else run.right
        if at < 0 or at in cells or run.right > ends:
            return None
        cells[at] = run
    return cells or None


def _goes_on(above: _Cells, cells: _Cells, titles: Sequence[Run]) -> bool:
    """Whether a line is only more of the row above: one cell goes on, or a time that was broken."""
    if len(cells) == 1:
        return True
    return any(
        at in above and set(tells(titles[at].text)) <= OF_TIME and _is_broken_time(above[at].text, run.text)
        for at, run in cells.items()
    )


def _is_broken_time(above: str, below: str) -> bool:
    whole, alone = find_span(f"{above} {below}"), find_span(above)
    return whole is not None and not whole.single and (alone is None or alone.single)


def _is_of_two(title: Run) -> bool:
    return len(tells(title.text)) > 1


def _joined(above: Run | None, run: Run) -> Run:
    return (
        replace(above, text=f"{above.text} {run.text}", right=max(above.right, run.right)) if above else run
    )
