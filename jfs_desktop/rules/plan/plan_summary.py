"""A first wording of the summary of activities that a final JFAP carries (P11, JFS 5.02)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from jfs_desktop.clock import london_day
from jfs_desktop.rules.person.document_language import long_day
from jfs_desktop.rules.plan.plan import HeadingStatus, ObjectiveStatus, PlanContent


@dataclass(frozen=True, slots=True)
class SummaryWords:
    """The wording of a summary in a language: what stands between two days, before the headings and before
    the objectives, with their values in braces; ``name`` gives what the programme calls something, and
    ``times`` what was done so many times: '5 one-to-one sessions', 'a CV'."""

    span: str
    worked_on: str
    reached: str
    name: Callable[[str], str]
    times: Callable[[str, int], str]


def summary_of(content: PlanContent, titles: Mapping[str, str], words: SummaryWords) -> str:
    """What was done, told from the record of activities, the headings and the objectives, a line each, in
    the language of what was typed; '' where nothing was done. ``titles`` are those of the headings by key.
    The adviser goes on from there."""
    language = content.written_in
    told = []
    if content.activities:
        days = sorted(london_day(row.at) for row in content.activities)
        counts = Counter(row.kind for row in content.activities if row.kind)
        kinds = ", ".join(dict.fromkeys(words.times(kind, count) for kind, count in counts.items()))
        first, last = long_day(days[0], language), long_day(days[-1], language)
        span = first if first == last else words.span.format(first=first, last=last)
        told.append(f"{span}: {kinds}." if kinds else f"{span}.")
    done_in_sessions = named_in_sessions(content, titles)
    done = {row.key for row in content.headings if row.status is HeadingStatus.DONE} | done_in_sessions
    known = dict.fromkeys((*titles, *(row.key for row in content.headings)))
    worked = [words.name(titles.get(key, key)) for key in known if key in done]
    if worked:
        told.append(words.worked_on.format(titles=", ".join(worked)))
    agreed = [row for row in content.objectives if row.status is not ObjectiveStatus.DROPPED]
    reached = sum(row.status is ObjectiveStatus.DONE for row in agreed)
    if reached:
        told.append(words.reached.format(done=reached, all=len(agreed)))
    return "\n".join(told)


def named_in_sessions(content: PlanContent, titles: Mapping[str, str]) -> frozenset[str]:
    """The headings that the record of activities names as what was done in a session: they were worked on,
    whatever stands under them."""
    lines = [f", {row.text.partition(chr(10))[0]}, " for row in content.activities if row.session_id]
    return frozenset(key for key, title in titles.items() if any(f", {title}, " in line for line in lines))


def empty_headings(content: PlanContent, titles: Mapping[str, str]) -> tuple[str, ...]:
    """The titles of the headings under which nothing stands and that no session worked on (P6)."""
    covered = {
        row.key for row in content.headings if row.status is not HeadingStatus.OPEN or row.text.strip()
    } | named_in_sessions(content, titles)
    return tuple(title for key, title in titles.items() if key not in covered)
