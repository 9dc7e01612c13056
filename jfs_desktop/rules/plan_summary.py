"""A first wording of the summary of activities that a final JFAP carries (P11, JFS 5.02)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from jfs_desktop.clock import london_day
from jfs_desktop.rules.plan import HeadingStatus, ObjectiveStatus, PlanContent
from jfs_desktop.rules.wording import long_day


def summary_of(content: PlanContent, titles: Mapping[str, str]) -> str:
    """What was done, told from the record of activities, the headings and the objectives, a line each;
    '' where nothing was done. ``titles`` are those of the headings by key. The adviser goes on from there."""
    told = []
    if content.activities:
        days = sorted(london_day(row.at) for row in content.activities)
        counts = Counter(row.kind for row in content.activities if row.kind)
        kinds = ", ".join(f"{kind} ({count})" if count > 1 else kind for kind, count in counts.items())
        span = long_day(days[0]) if days[0] == days[-1] else f"{long_day(days[0])} to {long_day(days[-1])}"
        told.append(f"{span}: {kinds}.")
    worked = [titles.get(row.key, row.key) for row in content.headings if row.status is HeadingStatus.DONE]
    if worked:
        told.append(f"Worked on: {', '.join(worked)}.")
    agreed = [row for row in content.objectives if row.status is not ObjectiveStatus.DROPPED]
    done = sum(row.status is ObjectiveStatus.DONE for row in agreed)
    if done:
        told.append(f"Objectives reached: {done} of {len(agreed)}.")
    return "\n".join(told)


def empty_headings(content: PlanContent, titles: Mapping[str, str]) -> tuple[str, ...]:
    """The titles of the headings under which nothing stands (P6)."""
    covered = {
        row.key for row in content.headings if row.status is not HeadingStatus.OPEN or row.text.strip()
    }
    return tuple(title for key, title in titles.items() if key not in covered)
