"""From runs of letters on a page to lines in the order in which a person reads them.

Columns are read one after the other where a gutter parts them; dates that stand at the edge of their line
stay with it. A line that was only broken because it was full is joined to the next.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from jfs_desktop.documents.cv_pdf.cv_pdf_dated import dated_table
from jfs_desktop.documents.cv_pdf.cv_pdf_forms import with_whole_cells
from jfs_desktop.documents.cv_pdf.cv_pdf_joins import is_broken_address, joined_text
from jfs_desktop.documents.cv_pdf.cv_pdf_margin import Run, in_line, is_margin
from jfs_desktop.documents.cv_pdf.cv_pdf_tables import is_titled, with_columns
from jfs_desktop.documents.cv_terms.cv_import_head import goes_on_below, is_way_to_reach
from jfs_desktop.documents.cv_terms.cv_labels import Tells, is_label, tells
from jfs_desktop.documents.cv_terms.cv_lines import BULLETS, Look, SourceLine
from jfs_desktop.documents.cv_terms.cv_titles import label_of, title_of
from jfs_desktop.rules.cv.cv_dates import find_span, is_time

_FEWEST_ROWS: Final = 3
_DEEPEST: Final = 6
_NARROW: Final = 22
"""Sizes of the letters: a column of less is one of single words."""
_FULL: Final = 0.7
"""Of the width of a page: to where a line without a column beside it goes at least before it is broken."""
_TIGHT: Final = 0.75
"""Of the distance between paragraphs: lines that stand nearer are of one."""
_SURELY, _ROUGHLY = 0.92, 1.1
"""Of the width that a first word has about: for less room than this it had none above."""
_NEXT: Final = 1.9
"""Sizes of the letters, from one base line to the next of the same paragraph."""
_SENTENCE: Final = 5
"""Words of a line from which on it is no item of a list."""
_MOST_GUTTERS: Final = 40
_BULLET_RUN: Final = re.compile(rf"[{re.escape(BULLETS)}\uf000-\uf0ff]")
_BULLETED: Final = re.compile(rf"[{re.escape(BULLETS)}\uf000-\uf0ff]\s")
_LEADS_ON: Final = re.compile(
    r"\b(?:A|AN|AND|AS|AT|FOR|FROM|IN|OF|ON|THE|TO|WITH|A[CG]|AR|GYDA|I|O|YN|Y|YR)$"
)


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a column as it stands on the page."""

    text: str
    left: float
    inner: float
    right: float
    base: float
    size: float
    bold: bool
    edge: float
    """The right edge of its column."""
    leading: float
    """From one base line of its column to the next, as a rule."""
    paragraph: float = 0
    """The least from the base line above to that of a line which certainly begins something; 0 unknown."""
    columns: tuple[str, ...] = ()
    beside: float | None = None
    """Where that begins for which the label before it stands."""
    last: float = 0
    """Where the last that stands in it begins."""

    @property
    def look(self) -> Look:
        return Look(0, self.size, self.bold, self.text.isupper())


def lines_of_page(runs: Sequence[Run], place: str, width: float = 0) -> list[SourceLine]:
    """The lines of one page, ``width`` points wide, in reading order, each named by the page and its number
    there."""
    joined: list[tuple[str, _Row]] = []
    for column in _columns(sorted(runs, key=lambda run: (-run.base, run.left)), 0):
        previous: _Row | None = None
        edge = _edge(column, runs, width)
        for row in _of_forms(_rows(_with_margins_in_line(column), edge)):
            so_far, first = joined[-1] if previous is not None else ("", row)
            if previous is not None and _goes_on(previous, row, so_far, under_way=first is not previous):
                joined[-1] = (joined_text(so_far, row.text), first)
            else:
                joined.append((row.text, row))
            previous = row
    return [
        SourceLine(
            text, f"{place}, line {number}", False, row.look, row.columns, len(row.columns) > 1, row.base
        )
        for number, (text, row) in enumerate(joined, 1)
    ]


def _of_forms(rows: Iterable[_Row]) -> Iterator[_Row]:
    """The rows of a column; one that stands below what a label stands for is more of it."""
    beside: float | None = None
    for row in rows:
        if "\t" in row.text or beside is None or row.columns:
            beside = row.beside
            yield row
        elif row.left > beside - 3 and not title_of(row.text):
            yield replace(row, columns=(Tells.MORE,), beside=beside)
        else:
            beside = None
            yield row


def _columns(runs: Sequence[Run], depth: int) -> Iterator[Sequence[Run]]:
    """The parts of a page that are read one after another."""
    table = dated_table(runs) if depth < _DEEPEST else None
    if table is not None:
        yield from _columns(table.above, depth + 1)
        for row in table.rows:
            yield from row
        yield from _columns(table.below, depth + 1)
        return
    gutter = _gutter(runs) if depth < _DEEPEST else None
    if gutter is None:
        if runs:
            yield runs
        return
    x, top, bottom = gutter
    above = [run for run in runs if run.base > top]
    below = [run for run in runs if run.base < bottom]
    within = [run for run in runs if bottom <= run.base <= top]
    yield from _columns(above, depth + 1)
    yield from _columns([run for run in within if run.left < x], depth + 1)
    yield from _columns([run for run in within if run.left >= x], depth + 1)
    yield from _columns(below, depth + 1)


def _gutter(runs: Sequence[Run]) -> tuple[float, float, float] | None:
    """Where a blank stripe parts two columns: its place, and the highest and lowest line beside it."""
    best: tuple[int, float, float, float] | None = None
    for x, left, right in _parted(runs):
        if min(_heights(left), _heights(right)) < _FEWEST_ROWS or _is_one_table(left, right):
            continue
        top = min(max(run.base for run in left), max(run.base for run in right))
        if top < max(min(run.base for run in left), min(run.base for run in right)):
            continue  # one stands above the other, and not beside it
        bases = [run.base for run in (*left, *right)]
        score = min(len(left), len(right))
        if best is None or score > best[0]:
            best = (score, x, max(bases), min(bases))
    return best[1:] if best else None


def _parted(runs: Sequence[Run]) -> Iterator[tuple[float, list[Run], list[Run]]]:
    """Every blank stripe before which and behind which something stands, where several lines begin."""
    starts = Counter(round(run.left / 3) * 3.0 for run in runs)
    lefts = [start for start, count in starts.items() if count >= _FEWEST_ROWS]
    for start in sorted(lefts)[:_MOST_GUTTERS]:
        x = start - 4
        for within in _uncrossed(runs, x):
            left = [run for run in within if run.right <= x]
            right = [run for run in within if run.left > x]
            if left and right and min(run.left for run in right) - max(run.right for run in left) >= 8:
                yield x, left, right


def _with_margins_in_line(column: Sequence[Run]) -> Sequence[Run]:
    """The runs of a column, dates and titles beside them on the line to which they belong."""
    for _, left, right in _parted(column):
        for side, other in ((left, right), (right, left)):
            if is_margin(side, other):
                within = {id(run) for run in (*left, *right)}
                placed = [*(run for run in column if id(run) not in within), *in_line(side, other)]
                return sorted(placed, key=lambda run: (-run.base, run.left))
    return column


def _bases(runs: Sequence[Run]) -> set[int]:
    """The base lines of runs, each with its nearest neighbours, to look others up by."""
    return {round(run.base) + step for run in runs for step in (-1, 0, 1)}


def _heights(runs: Sequence[Run]) -> int:
    return len({round(run.base) for run in runs})


def _uncrossed(runs: Sequence[Run], x: float) -> Iterator[list[Run]]:
    """Stretches of a page, from top to bottom, in which nothing lies across a vertical line."""
    current: list[Run] = []
    crossed = _bases([run for run in runs if run.left < x < run.right])
    for run in runs:
        if round(run.base) in crossed:
            if current:
                yield current
            current = []
        else:
            current.append(run)
    if current:
        yield current


def _is_one_table(left: Sequence[Run], right: Sequence[Run]) -> bool:
    """Whether two sides belong together line by line: dates at the edge, or bullets before their text."""
    for side, other in ((left, right), (right, left)):
        if is_margin(side, other) or is_titled(side, other):
            return True
        bases = _bases(other)
        beside = [run for run in side if round(run.base) in bases]
        small = [
            run
            for run in beside
            if find_span(run.text) or _BULLET_RUN.fullmatch(run.text) or is_label(run.text)
        ]
        aligned = _heights(beside) * 3 >= 2 * min(_heights(side), _heights(other))
        if _heights(small) * 2 > (_heights(beside) if aligned else _heights(side)):
            return True
    return False


def _edge(column: Sequence[Run], runs: Sequence[Run], width: float) -> float:
    """Where the lines of a column are full. Where nothing stands at the right of short lines, none is, unless
    sentences were broken there."""
    edge = max(run.right for run in column)
    beside = any(run.left > edge for run in runs)
    return edge if beside or _breaks_at(edge, column) else max(edge, _FULL * width)


def _breaks_at(edge: float, column: Sequence[Run]) -> bool:
    """Whether lines that go on in the midst of a sentence are all so long that the next word had no room."""
    words = [run for run in column if not _BULLET_RUN.fullmatch(run.text)]
    room = [
        edge - above.right < _first_word(below) * _ROUGHLY
        for above, below in pairwise(words)
        if below.text[0].islower() and 0 < above.base - below.base < _NEXT * above.size
        if len(above.text.split()) >= _SENTENCE
    ]
    return bool(room) and all(room)


def _rows(runs: Sequence[Run], edge: float) -> Iterator[_Row]:
    """The lines of one column; what stands far apart in one line is kept apart by a tab."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: -run.base):
        if rows and abs(rows[-1][0].base - run.base) < 1.5:
            rows[-1].append(run)
        else:
            rows.append([run])
    gaps = sorted(
        above[0].base - below[0].base
        for above, below in pairwise(rows)
        if abs(above[0].size - below[0].size) < 0.6
    )
    leading = gaps[len(gaps) // 4] if gaps else edge
    for row in rows:
        row.sort(key=lambda run: run.left)
    paragraph = _least_between_paragraphs(rows)
    for row, columns in with_columns(with_whole_cells(rows)):
        text = row[0].text
        for before, run in pairwise(row):
            text += (" " if _BULLET_RUN.fullmatch(before.text) else "\t") + run.text
        bulleted = len(row) > 1 and _BULLET_RUN.fullmatch(row[0].text)
        inner = row[1].left if bulleted else row[0].left
        beside = row[-1].left if len(row) > 1 and not columns and tells(row[-2].text) else None
        yield _Row(
            text,
            row[0].left,
            inner,
            row[-1].right,
            row[0].base,
            row[0].size,
            row[-1].bold,
            edge,
            leading,
            paragraph,
            columns,
            beside,
            row[-1].left,
        )


def _least_between_paragraphs(rows: Sequence[Sequence[Run]]) -> float:
    """From a base line to that of the next paragraph, told by the times on lines of their own."""
    gaps = [
        above[0].base - row[0].base for above, row in pairwise(rows) if len(row) == 1 and is_time(row[0].text)
    ]
    return min(gaps) if len(gaps) > 1 else 0


def _goes_on(above: _Row, row: _Row, so_far: str, *, under_way: bool) -> bool:
    """Whether a line is only the rest of the one above, which was full; ``so_far`` is the text that ends with
    it, in a point of a list or in a paragraph that is ``under_way``."""
    if row.columns == (Tells.MORE,) and "\t" in above.text and above.beside is not None:
        above = replace(above, text=above.text.rpartition("\t")[2], left=above.beside, inner=above.beside)
    elif row.columns != above.columns or len(row.columns) > 1:
        return False
    elif _is_shouted(above.text.rpartition("\t")[2]) and row.text.isupper():
        above = replace(above, text=above.text.rpartition("\t")[2], left=above.last, inner=above.last)
    apart = above.base - row.base > min(_NEXT * row.size, 1.18 * row.leading)
    if (
        apart
        or abs(above.size - row.size) > 0.6
        or _BULLETED.match(row.text)
        or "\t" in row.text + above.text
    ):
        return False
    if is_broken_address(above.text, row.text):
        return True
    if _stands_alone(above.text, row.text):
        return False
    in_bullet, in_address = bool(_BULLETED.match(so_far)), goes_on_below(so_far)
    leads_on = row.text.isupper() and _LEADS_ON.search(above.text)
    room = above.edge - above.right
    full = bool(leads_on) or room < _first_word(row) * (_ROUGHLY if in_address else _SURELY)
    if row.text[0].islower() and not re.search(r"[.!?:;]$", above.text):
        full = full or above.right - above.left > 0.6 * (above.edge - above.left)
    if above.bold != row.bold and not full:
        return False
    tight = above.base - row.base < _TIGHT * row.paragraph and above.bold == row.bold
    settled = in_bullet or in_address or under_way or tight
    if above.edge - above.left < _NARROW * above.size and not settled:
        # In a column of few words a line is soon full: 'Polish (native)' above 'English (good)'.
        in_midst = re.match(r"[^A-ZÀ-Ž]", row.text) or re.search(r"[,&–—-]$", above.text)
        full = full and bool(in_midst or (_is_shouted(above.text) and row.text.isupper()))
    starts_alike = abs(row.left - above.inner) < 3 or abs(row.left - above.left) < 3
    indented = in_bullet and row.left > above.left
    return full and (starts_alike or indented)


def _first_word(row: _Row | Run) -> float:
    """How wide its first word is with a blank before it, about, in points."""
    return (row.right - row.left) / max(len(row.text), 1) * (len(row.text.split(" ", 1)[0]) + 1)


def _is_shouted(text: str) -> bool:
    """Whether it is a title in capitals that may go on in the next line: long, or ending in the midst."""
    return text.isupper() and (len(text.split()) > 2 or bool(_LEADS_ON.search(text)))


def _stands_alone(above: str, below: str) -> bool:
    """Whether one of two lines is by its words a line of its own."""
    span = find_span(above)
    if span and span.end >= len(above.rstrip(" )")) and not re.match(r"[a-z–—-]", below):
        return True  # a line that ends with a time is the head of an entry
    if _is_shouted(above) and below[:1].isupper() and not below.isupper():
        return True  # a title in capitals is over
    titled = title_of(above) or title_of(below) or label_of(below, None)
    return bool(titled) or is_way_to_reach(above) or is_way_to_reach(below)
