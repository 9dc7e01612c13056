"""Two texts with a little form compared: word by word as they read, and by what became bold or ceased to be.

The marks of rules/writing/rich_text.py are never told: nobody who compares two plans reads asterisks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from jfs_desktop.rules.writing.rich_text import told_lines
from jfs_desktop.rules.writing.word_runs import Run, RunKind, runs_between


def rich_runs_between(older: str, newer: str) -> tuple[Run, ...]:
    """The runs that lead from one text to the other, as both read. Words of which only the look changed
    went out in the one look and came in in the other."""
    was, now = _letters(older), _letters(newer)
    found: list[Run] = []
    at = to = 0
    for run in runs_between(was[0], now[0]):
        size = len(run.text)
        gone = was[1][at : at + size] if run.kind is not RunKind.ADDED else now[1][to : to + size]
        come = now[1][to : to + size] if run.kind is not RunKind.REMOVED else gone
        at += size * (run.kind is not RunKind.ADDED)
        to += size * (run.kind is not RunKind.REMOVED)
        found += _looked(run, gone, come)
    return tuple(found)


def _letters(text: str) -> tuple[str, list[bool]]:
    """The text as it reads, and of each letter whether it is bold."""
    told, bold = "", []
    for place, line in enumerate(told_lines(text)):
        if place:
            told += "\n"
            bold.append(False)
        for span in line:
            told += span.text
            bold += [span.bold] * len(span.text)
    return told, bold


def _looked(run: Run, gone: list[bool], come: list[bool]) -> Iterator[Run]:
    for (before, after), alike in groupby(zip(gone, come, run.text, strict=True), key=lambda one: one[:2]):
        text = "".join(letter for _, _, letter in alike)
        if before != after:
            yield Run(RunKind.REMOVED, text, before)
            yield Run(RunKind.ADDED, text, after)
        else:
            yield replace(run, text=text, bold=after)
