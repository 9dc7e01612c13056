"""What an entry's own answers say that a line about it must tell (T28, X8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from jfs_desktop.rules.facts.facts import CAME_BACK, POST_REFUSED, FactKind
from jfs_desktop.rules.journey.ends import DIED_ON, TOLD_BY
from jfs_desktop.rules.meetings.jobcentre_clashes import REASON
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.questions import NO, YES
from jfs_desktop.rules.writing.wording import long_day

CAME_FROM, WENT_TO, CHANGE_REASON, AGREED = "from", "to", "change_reason", "agreed"
"""Keys of a change of the adviser: the names of both, why, and whether the participant agreed (S4)."""
QUERY, ANSWER, PLAN_CHANGED = "query", "answer", "plan_changed"
"""Keys of a query about the JFAP, and of its answer (P8)."""
APPROVED_BY = "approved_by"
"""Under which key a disposal says who approved it (D4)."""
STAGE = "stage"
"""Under which key a move that came by itself says to which stage."""
TELLS: Mapping[FactKind, frozenset[str]] = {
    FactKind.JFAP_QUERIED: frozenset({QUERY}),
    FactKind.JFAP_QUERY_SETTLED: frozenset({ANSWER, PLAN_CHANGED}),
    FactKind.JOBCENTRE_CLASH_WEIGHED: frozenset({REASON}),
    FactKind.MOVED_BY_ITSELF: frozenset({STAGE}),
    FactKind.DEATH_LEARNED: frozenset({DIED_ON, TOLD_BY}),
    FactKind.DISPOSAL_APPROVED: frozenset({APPROVED_BY}),
    FactKind.ADVISER_CHANGED: frozenset({CAME_FROM, WENT_TO, CHANGE_REASON, AGREED}),
}
"""The answers that the line itself tells."""


_ITS_OWN_WORDS: Mapping[FactKind, str] = {
    FactKind.JFAP_QUERIED: QUERY,
    FactKind.JOBCENTRE_CLASH_WEIGHED: REASON,
}
"""Under which key a kind keeps the words that the line tells as they stand."""


def note_of(kind: FactKind, detail: Mapping[str, str], programme: Programme, note: str) -> str:
    """The entry's note, after what its answers tell, and whether its message came back or POST refused it."""
    back = "Came back undelivered" if CAME_BACK in detail else ""
    if POST_REFUSED in detail and kind is not FactKind.POST_CONFIRMED:
        back = "Refused by POST"
    return ". ".join(part for part in (back, told(kind, detail, programme), note) if part)


def told(kind: FactKind, detail: Mapping[str, str], programme: Programme) -> str:
    """The stage that a case moved to by itself, the day of a death and who told of it, or both advisers of a
    change with its reason; what was queried about the JFAP and what was answered; why a clash stands; who
    approved a disposal; else ''."""
    if kind in _ITS_OWN_WORDS:
        return detail.get(_ITS_OWN_WORDS[kind], "")
    if kind is FactKind.MOVED_BY_ITSELF:
        return f"now: {programme.stage_names.get(detail.get(STAGE, ''), '')}"
    made = _MADE_OF_ANSWERS.get(kind)
    return made(detail) if made is not None else ""


def _query_settled(detail: Mapping[str, str]) -> str:
    changed = {YES: "the JFAP was changed after it", NO: "the JFAP stayed as it was"}
    return f"{detail.get(ANSWER, '')} ({changed.get(detail.get(PLAN_CHANGED, ''), changed[NO])})"


def _death(detail: Mapping[str, str]) -> str:
    day = detail.get(DIED_ON, "")
    died = f"died {long_day(date.fromisoformat(day))}" if day else ""
    by = f"told by {detail[TOLD_BY]}" if detail.get(TOLD_BY) else ""
    return ", ".join(part for part in (died, by) if part)


def _disposal(detail: Mapping[str, str]) -> str:
    return f"by {detail[APPROVED_BY]}" if detail.get(APPROVED_BY) else ""


def _adviser_changed(detail: Mapping[str, str]) -> str:
    named = bool(detail.get(CAME_FROM) and detail.get(WENT_TO))
    agreed = {YES: "agreed with them", NO: "not agreed with them"}
    parts = (
        f"from {detail[CAME_FROM]} to {detail[WENT_TO]}" if named else "",
        detail.get(CHANGE_REASON, ""),
        agreed.get(detail.get(AGREED, ""), ""),
    )
    return ", ".join(part for part in parts if part)


_MADE_OF_ANSWERS: Mapping[FactKind, Callable[[Mapping[str, str]], str]] = {
    FactKind.JFAP_QUERY_SETTLED: _query_settled,
    FactKind.DEATH_LEARNED: _death,
    FactKind.DISPOSAL_APPROVED: _disposal,
    FactKind.ADVISER_CHANGED: _adviser_changed,
}
