"""Tables with a row of titles on the page of a PDF: which words stand in which column, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from jfs_desktop.documents.cv_pdf.cv_pdf_joins import joined_text
from jfs_desktop.documents.cv_pdf.cv_pdf_margin import Run
from jfs_desktop.documents.cv_terms.cv_labels import OF_TIME, Tells, is_title_row, kind_of_first, tells
from jfs_desktop.documents.cv_terms.cv_titles import title_of
from jfs_desktop.rules.cv.cv_dates import find_span

_OFF: Final = 4
"""Points by which what stands in a column may begin before its title."""
_PADDING: Final = 12
"""Points between the text of a cell and that of the one beside it, at most."""
_NEAR: Final = 1.6
"""Sizes of the letters, from one base line to the next in a cell."""
_MOST_BROKEN: Final = 3
"""Lines over which the titles of a table are broken."""
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


@dataclass(slots=True)
class _Table:
    """The table that is read: its titles, and of its last row the cells and what stands below in them."""

    titles: Sequence[Run] = ()
    cells: _Cells = field(default_factory=dict)
    below: list[tuple[int, Run]] = field(default_factory=list)

    def told(self) -> Iterator[tuple[list[Run], tuple[str, ...]]]:
        """The last row, with a blank run for each empty cell, and its further lines."""
        if self.cells:
            some = next(iter(self.cells.values()))
            alone = [all(column != at for column, _ in self.below) for at in range(len(self.titles))]
            yield (
                [
                    self.cells.get(at) or replace(some, text="", left=title.left, right=title.left)
                    for at, title in enumerate(self.titles)
                ],
                tuple(
                    kind_of_first(tells(title.text), alone=alone[at]) for at, title in enumerate(self.titles)
                ),
            )
        for at, run in self.below:
            yield [run], (tells(self.titles[at].text)[-1],)
        self.cells, self.below = {}, []

    def go_on(self, cells: _Cells) -> None:
        """Puts more lines to the last row; of a cell that tells two things they stand by themselves."""
        for at, run in cells.items():
            above = self.cells.get(at)
            of_two = len(tells(self.titles[at].text)) > 1
            if above and of_two and not (run.text[0].islower() and all(one != at for one, _ in self.below)):
                self.below.append((at, run))
            elif above and self._is_paragraph(at, above, run):
                self.cells[at] = _joined(replace(above, text=f"{above.text},"), run)
            else:
                self.cells[at] = _joined(above, run)

    def _is_paragraph(self, at: int, above: Run, run: Run) -> bool:
        """Whether a line begins anew in its cell, such as the town below a house: its first word would have
        had room in the line above."""
        if OF_TIME.issuperset(tells(self.titles[at].text)) or at + 1 == len(self.titles):
            return False
        first = run.text.split(" ", 1)[0]
        width = (run.right - run.left) / max(len(run.text), 1) * (len(first) + 2)
        begins = run.text[0].isupper() and above.text[-1].isalnum()
        return begins and above.right + width < self.titles[at + 1].left - _PADDING


def with_columns(rows: Sequence[list[Run]]) -> Iterator[tuple[list[Run], tuple[str, ...]]]:
    """Each row, below titles with a blank run for each empty cell; and what its cells are, empty for a row of
    no such table. What was broken in its cell is put together again."""
    table = _Table()
    of_titles, above = 0, rows[0][0].base if rows else 0.0
    for at, row in enumerate(rows):
        gap, above = above - row[0].base, row[0].base
        if of_titles:
            of_titles -= 1  # in the lines of the titles above
            continue
        cells = _below(row, table.titles)
        named, of_titles = _titles(rows[at : at + _MOST_BROKEN])
        if named:
            yield from table.told()
            table = _Table(named)
            yield named, (Tells.LABEL,) * len(named)
        elif cells is None or (len(row) == 1 and title_of(row[0].text)):
            yield from table.told()
            table = _Table()
            yield row, ()
        elif table.cells and _goes_on(table, cells, gap):
            table.go_on(cells)
        else:
            yield from table.told()
            table.cells = cells
    yield from table.told()


def _titles(rows: Sequence[list[Run]]) -> tuple[list[Run], int]:
    """The titles with which the first of some rows begins, and over how many more rows they were broken; none
    where it tells of no columns."""
    best: list[Run] = []
    known = further = 0
    so_far = list(rows[0])
    for count, row in enumerate(rows):
        if count:
            at = [_index(run, so_far) for run in row]
            if None in at:
                break
            so_far = [
                _joined(title, row[at.index(place)]) if place in at else title
                for place, title in enumerate(so_far)
            ]
        labels = sum(bool(tells(run.text)) for run in so_far)
        if labels > known and is_title_row([run.text for run in so_far]):
            best, known, further = so_far, labels, count
    return best, further


def _index(run: Run, titles: Sequence[Run]) -> int | None:
    """Which title a run goes on with: the one that begins where it does."""
    return next((at for at, title in enumerate(titles) if abs(title.left - run.left) <= _OFF), None)


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


def _goes_on(table: _Table, cells: _Cells, gap: float) -> bool:
    """Whether a line is only more of the row above: one cell goes on, a time that was broken, or lines near
    below a job, of which each has a time."""
    if len(cells) == 1 or any(_in_midst(table.cells.get(at), run) for at, run in cells.items()):
        return True
    kinds = [set(tells(title.text)) for title in table.titles]
    timed = {at for at, told in enumerate(kinds) if told and told <= OF_TIME}
    of_job = any(told & {Tells.ROLE, Tells.EMPLOYER} for told in kinds)
    near = gap < _NEAR * next(iter(cells.values())).size
    if timed and of_job and near and not timed.intersection(cells):
        return True
    return any(
        at in table.cells and _is_broken_time(table.cells[at].text, run.text)
        for at, run in cells.items()
        if at in timed
    )


def _in_midst(above: Run | None, run: Run) -> bool:
    """Whether a cell cannot have ended where its line does: 'Zespół Szkół,' above 'Kraków'."""
    return above is not None and (above.text.endswith(",") or run.text.startswith("("))


def _is_broken_time(above: str, below: str) -> bool:
    whole, alone = find_span(f"{above} {below}"), find_span(above)
    return whole is not None and not whole.single and (alone is None or alone.single)


def _joined(above: Run | None, run: Run) -> Run:
    return (
        replace(above, text=joined_text(above.text, run.text), right=max(above.right, run.right))
        if above
        else run
    )
