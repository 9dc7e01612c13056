"""A narrow column of a page that belongs, line by line, to the wide one beside it: dates, or section titles.

Dates that were broken over several lines are put together there, a title stands above what it is beside, and
a place below the dates stands behind the employer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from jfs_desktop.documents.cv_terms.cv_labels import OF_TIME, tells
from jfs_desktop.documents.cv_terms.cv_lines import trimmed
from jfs_desktop.documents.cv_terms.cv_titles import title_of
from jfs_desktop.rules.cv.cv_dates import find_span, tells_only_time

_OFF: Final = 3
"""Points by which the base lines of two sizes of letters may differ on one line."""
_NEAR: Final = 2.6
"""Sizes of the letters, from one base line to the next of the same text."""
_MOST_BROKEN: Final = 3
_LONGEST_PLACE: Final = 30


@dataclass(frozen=True, slots=True)
class Run:
    """Letters side by side: from ``left`` to ``right`` in points, on the base line ``base`` (upwards)."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool


def is_margin(side: Sequence[Run], other: Sequence[Run]) -> bool:
    """Whether one side only says when, or of what, the other side tells."""
    near = {round(run.base) + step for run in other for step in range(-_OFF, _OFF + 1)}
    whole = whole_runs(side)  # a time may stand in three lines: 'Mar 2019', 'to', 'now'
    dates = [run for run in whole if tells_only_time(run.text)]
    others = [run for run in whole if not (title_of(run.text) or tells(run.text))]
    if len(dates) > 1 and _leads(dates, others, near, 2):
        return True
    titles = [run for run in whole if title_of(run.text) or tells(run.text)]
    if len(titles) < 2 or any(title_of(run.text) for run in other) or side[0].left > other[0].left:
        return False
    return _leads(titles, whole, near, 1.25)


def _leads(small: Sequence[Run], side: Sequence[Run], near: set[int], most: float) -> bool:
    """Whether small texts stand beside a line each, and little else stands in their column that does."""
    lefts = {round(run.left / 3) for run in small}
    rights = {round(run.right / 3) for run in small}
    column = [
        run
        for run in side
        if round(run.base) in near and (round(run.left / 3) in lefts or round(run.right / 3) in rights)
    ]
    beside = [run for run in small if round(run.base) in near]
    # The second halves of dates stand beside nothing where the text beside them is short.
    whole = [run for run in whole_runs(small) if round(run.base) in near]
    return len(whole) * 5 >= len(whole_runs(small)) * 4 and len(beside) * most > len(column)


def in_line(side: Sequence[Run], other: Sequence[Run]) -> list[Run]:
    """Both sides of a margin, each line of it on the base line of what it belongs to."""
    placed = list(other)
    above: Run | None = None
    whole = whole_runs(side)
    told = {one for run in whole for one in tells(run.text)}
    is_form = len(told) > 2 and bool(told & OF_TIME)
    titles_stand_out = any(run.bold for run in whole if title_of(run.text))
    for run in whole:
        is_place = above is not None and _is_place(run, above)
        low = [one for one in other if one.base < above.base - _OFF] if is_place and above else other
        fellow = min(low or other, key=lambda one: abs(one.base - run.base))
        beside = abs(fellow.base - run.base) <= max(_OFF, (0.8 if is_place else 0.4) * fellow.size)
        label = tells(run.text) and (is_form or (titles_stand_out and not run.bold))
        if beside and title_of(run.text) and not label:
            placed.append(replace(run, base=max(run.base, fellow.base) + 2))
        elif beside and (tells_only_time(run.text) or tells(run.text)):
            placed.append(replace(run, base=fellow.base))
        elif beside and is_place:
            end = max(one.right for one in other if abs(one.base - fellow.base) < 1)
            placed.append(replace(run, base=fellow.base, left=end + 20, right=end + 20))
        else:
            placed.append(run)
        above = run
    return placed


def _is_place(run: Run, above: Run) -> bool:
    """'Bangor' below the dates of a job."""
    below = 0 < above.base - run.base < _NEAR * run.size
    named = run.text[:1].isupper() and not any(map(str.isdigit, run.text)) and len(run.text) <= _LONGEST_PLACE
    return below and named and tells_only_time(above.text)


def whole_runs(runs: Iterable[Run]) -> list[Run]:
    """The runs of one column from top to bottom; what was broken over several lines is one."""
    found: list[Run] = []
    left = sorted(runs, key=lambda run: (-run.base, run.left))
    while left:
        count = next((n for n in range(min(_MOST_BROKEN, len(left)), 1, -1) if _are_one(left[:n])), 1)
        first, text = left[0], " ".join(run.text for run in left[:count])
        found.append(replace(first, text=text, right=max(run.right for run in left[:count])))
        del left[:count]
    return found


def _are_one(runs: Sequence[Run]) -> bool:
    for above, below in pairwise(runs):
        apart = above.base - below.base
        aligned = abs(above.left - below.left) <= 3 * above.size or abs(above.right - below.right) <= _OFF
        if not aligned or not 1 < apart < _NEAR * above.size:
            return False
    text = " ".join(run.text for run in runs)
    if title_of(text) or tells(text):
        return runs[0].bold == runs[-1].bold and abs(runs[0].size - runs[-1].size) < 0.6
    if not tells_only_time(text) or tells(runs[0].text) or tells(runs[-1].text):
        return False  # 'From' above a date is the title of its column; 'to' between two is none
    span, alone = find_span(text), find_span(runs[0].text)
    whole = span is not None and not span.single and not trimmed(text[: span.start] + text[span.end :])
    return whole and (alone is None or alone.single)
