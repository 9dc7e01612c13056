"""Jobs newest first, as recruiters read them (JFS 4.12)."""

from __future__ import annotations

from collections.abc import Sequence

from jfs_desktop.rules.cv.cv import MonthYear, Position

_NOW = 12 * 10_000
"""A month behind every other: that of a job which goes on."""


def is_newest_first(jobs: Sequence[Position]) -> bool:
    """Whether no job stands before one that began only after it had ended. Jobs beside one another stand in
    whatever order the person likes, and those without dates hinder nothing."""
    dated = [span for job in jobs if (span := _span(job))]
    earliest_end = None
    for first, last in dated:
        if earliest_end is not None and first > earliest_end:
            return False
        earliest_end = last if earliest_end is None else min(earliest_end, last)
    return True


def newest_first(jobs: Sequence[Position]) -> tuple[Position, ...]:
    """The jobs in that order; as they stand where they are in it. One without dates stays behind the one
    before it."""
    if is_newest_first(jobs):
        return tuple(jobs)
    keyed: list[tuple[tuple[int, int], Position]] = []
    latest = (_NOW, _NOW)
    for job in jobs:
        span = _span(job)
        latest = (span[1], span[0]) if span else latest
        keyed.append((latest, job))
    return tuple(job for _, job in sorted(keyed, key=lambda one: one[0], reverse=True))


def _span(job: Position) -> tuple[int, int] | None:
    """Its first and last month, counted from the year 0; None without any date."""
    if job.began is None and job.ended is None:
        return (_NOW, _NOW) if job.ongoing else None
    told = [moment for moment in (job.began, job.ended) if moment]
    firsts = [_month(moment, 1) for moment in told]
    lasts = [_month(moment, 12) for moment in told]
    return min(firsts), _NOW if job.ongoing else max(lasts)


def _month(moment: MonthYear, of_a_year: int) -> int:
    return moment.year * 12 + (moment.month or of_a_year) - 1
