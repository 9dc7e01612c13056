"""Two texts compared word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
MOST_TOKENS = 4_000
"""Beyond this many tokens on a side the comparison goes by lines, then sees only the lines that
differ word by word: the work grows with the product of the lengths."""


class RunKind(StrEnum):
    """Whether a stretch of text stayed, came or went."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text. The SAME and REMOVED runs joined give the older text, the SAME and
    ADDED runs the newer one, to the last space. ``bold`` is told by rich_difference.py alone."""

    kind: RunKind
    text: str
    bold: bool = False


def runs_between(older: str, newer: str) -> tuple[Run, ...]:
    """The runs that lead from one text to the other; what is removed stands before what replaces it."""
    if older == newer:
        return (Run(RunKind.SAME, older),) if older else ()
    head = _shared_start(older, newer)
    tail = _shared_end(older[head:], newer[head:])
    was, now = older[head : len(older) - tail], newer[head : len(newer) - tail]
    found = [Run(RunKind.SAME, older[:head]), *_middle(was, now)]
    found.append(Run(RunKind.SAME, older[len(older) - tail :]))
    return tuple(_joined(found))


def _shared_start(older: str, newer: str) -> int:
    """Characters of whole tokens that both texts begin with."""
    at = 0
    for was, now in zip(_TOKEN.finditer(older), _TOKEN.finditer(newer), strict=False):
        if was.group() != now.group():
            break
        at = was.end()
    return at


def _shared_end(older: str, newer: str) -> int:
    was, now = _TOKEN.findall(older), _TOKEN.findall(newer)
    count = 0
    for old, new in zip(reversed(was), reversed(now), strict=False):
        if old != new:
            break
        count += len(old)
    return count


def _middle(was: str, now: str) -> Iterator[Run]:
    old, new = _TOKEN.findall(was), _TOKEN.findall(now)
    if max(len(old), len(new)) > MOST_TOKENS and "\n" in was + now:
        old, new = was.splitlines(keepends=True), now.splitlines(keepends=True)
        yield from _matched(old, new, deeper=True)
    elif max(len(old), len(new)) > MOST_TOKENS:
        yield Run(RunKind.REMOVED, was)
        yield Run(RunKind.ADDED, now)
    else:
        yield from _matched(old, new, deeper=False)


def _matched(old: list[str], new: list[str], *, deeper: bool) -> Iterator[Run]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        cut, put = "".join(old[start:end]), "".join(new[new_start:new_end])
        if tag == "equal":
            yield Run(RunKind.SAME, cut)
        elif deeper and tag == "replace" and len(_TOKEN.findall(cut + put)) <= MOST_TOKENS:
            yield from _middle(cut, put)
        else:
            yield Run(RunKind.REMOVED, cut)
            yield Run(RunKind.ADDED, put)


def _joined(found: list[Run]) -> Iterator[Run]:
    """Drops empty runs, makes neighbours of one kind into one, and lets a lone space between two
    changes change with them, so that a replaced phrase reads as one."""
    same = removed = added = ""
    for run in found:
        if run.kind is RunKind.SAME:
            same += run.text
            continue
        if not run.text:
            continue
        if same and (not (removed or added) or not same.isspace() or "\n" in same):
            yield from _told(removed, added, same)
            same = removed = added = ""
        if run.kind is RunKind.REMOVED:
            removed += same + run.text
            added += same
        else:
            added += same + run.text
            removed += same
        same = ""
    yield from _told(removed, added, same)


def _told(removed: str, added: str, same: str) -> Iterator[Run]:
    runs = (Run(RunKind.REMOVED, removed), Run(RunKind.ADDED, added), Run(RunKind.SAME, same))
    return (run for run in runs if run.text)
