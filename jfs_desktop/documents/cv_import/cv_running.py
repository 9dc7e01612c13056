"""What stands on page after page of a CV that comes as a PDF: running heads and feet, and page numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from jfs_desktop.documents.cv_terms.cv_lines import Sheet
from jfs_desktop.documents.cv_terms.cv_titles import title_of
from jfs_desktop.documents.cv_terms.cv_words import TITLE_WORDS
from jfs_desktop.rules.cv.cv_dates import find_span

_PAGE_MARK: Final = re.compile(
    r"(?P<head>[^\d@]{0,80}\b)?(?:page|tudalen)\s+\d+(?:\s*(?:of|o|/)\s*\d+)?|(?P<at>[1-9]\d?)\s*/\s*(?P<of>[1-9]\d?)",
    re.IGNORECASE,
)
PAGE_NUMBER: Final = re.compile(r"\s*\b(?:page|tudalen)\s+\d+(?:\s*(?:of|o|/)\s*\d+)?\s*$", re.IGNORECASE)
_PAGE: Final = re.compile(r"page (\d+), line \d+")
_EDGE: Final = 2
"""Lines at the top and at the foot of a page among which what stands on every page is looked for."""
_OFF: Final = 2
"""Points by which a head may stand higher on one page than on another."""


def is_page_mark(text: str) -> bool:
    """Whether a line only counts the pages: 'Page 2 of 3', 'Ann Lee, page 2', '2 / 3'."""
    found = _PAGE_MARK.fullmatch(text.strip())
    return bool(found and (found["at"] is None or int(found["at"]) <= int(found["of"])))


def is_running_head(text: str) -> bool:
    """Whether what was taken as the mark of a page has words of its own, so that it should be looked at."""
    return bool(re.search(r"[^\W\d_]{2}", text)) and not is_page_mark(text)


def running_lines(sheet: Sheet) -> Mapping[int, bool]:
    """The lines that stand at the edge of page after page, in the same place and reading alike but for the
    number of the page, and whether it is not for the first time. A time or a trade is never one."""
    pages: dict[int, list[int]] = {}
    for at, line in enumerate(sheet.lines):
        found = _PAGE.fullmatch(line.place)
        if found:
            pages.setdefault(int(found[1]), []).append(at)
    seen: list[tuple[int, int]] = []
    running: dict[int, bool] = {}
    for page, lines in pages.items():
        for at in _at_edge(lines):
            if sheet.is_bullet(at) or not _may_run(sheet.lines[at].text.strip()):
                continue
            first = next((one for one in seen if one[0] != page and _is_same(sheet, one, (page, at))), None)
            if first is None:
                seen.append((page, at))
            else:
                running.setdefault(first[1], False)
                running[at] = True
    return running


def _at_edge(lines: Sequence[int]) -> Sequence[int]:
    return tuple(dict.fromkeys((*lines[:_EDGE], *lines[-_EDGE:])))


def _may_run(text: str) -> bool:
    words = text.strip()
    return (
        len(words) > 3 and find_span(words) is None and not TITLE_WORDS.search(words) and not title_of(words)
    )


def _is_same(sheet: Sheet, first: tuple[int, int], later: tuple[int, int]) -> bool:
    """Whether two lines of two pages are the same head: no number differs but one that counts the pages."""
    above, below = (sheet.lines[at] for _, at in (first, later))
    if abs(above.height - below.height) > _OFF:
        return False
    parts, others = (re.split(r"(\d+)", " ".join(line.text.split())) for line in (above, below))
    if len(parts) != len(others):
        return False
    differing = [(one, two) for one, two in zip(parts, others, strict=True) if one != two]
    apart = later[0] - first[0]
    return len(differing) < 2 and all(
        one.isdecimal() and two.isdecimal() and int(two) - int(one) == apart for one, two in differing
    )
