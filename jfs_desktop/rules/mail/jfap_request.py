"""Whether a JFAP that the Jobcentre asked for is complete and dated, and as what it goes (X5, JFS 5.06, 5.12,
AMB-26)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.person.folding import tokens
from jfs_desktop.rules.plan.plan import HeadingStatus, ObjectiveStatus, PlanContent
from jfs_desktop.rules.writing.wording import counted

_APART: Final = str.maketrans(",.()", "    ")
_TITLES: Final = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "sir", "dame"})


class JfapState(StrEnum):
    """As what the JFAP goes to the Jobcentre. Each is answered within the same days (AMB-26)."""

    FINAL = "final"
    NOT_FINAL = "not_final"
    """It goes as it stands, marked so, and the final one follows."""
    EARLY_COMPLETER = "early_completer"
    """No final one is needed; it goes as it was kept (JFS 5.12)."""


@dataclass(frozen=True, slots=True)
class JobcentreDates:
    """One request of the Jobcentre as it is noted on the JFAP (JFS 5.03): asked for on, issued on (None
    until it was sent)."""

    requested_on: date
    issued_on: date | None = None


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that a complete and dated JFAP has and this one has not; ``missing`` are the facts that have
    to be recorded first, where it is that."""

    key: str
    text: str
    paragraph: str
    missing: tuple[FactKind, ...] = ()


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """What is to be known of the versions: whether there is one, whether the newest was agreed, and
    whether the plan has moved on since."""

    any: bool = False
    agreed: bool = False
    moved_on: bool = False


def state_of_jfap(facts: CaseFacts) -> JfapState:
    """As what it goes now. A return to support means that nothing is final any more (T23)."""
    if facts.has(FactKind.ENDED_EARLY):
        return JfapState.EARLY_COMPLETER
    last = facts.last(FactKind.JFAP_FINALISED, FactKind.FINALISING_PAUSED)
    final = last is not None and last.kind is FactKind.JFAP_FINALISED
    return JfapState.FINAL if final else JfapState.NOT_FINAL


def requests_of(facts: CaseFacts) -> tuple[JobcentreDates, ...]:
    """Every request on the case, oldest first, with the day on which it was last answered."""
    return tuple(
        JobcentreDates(requested_on(asked), max(answered_on(facts, asked.id), default=None))
        for asked in facts.of(FactKind.JFAP_REQUESTED)
    )


def requested_on(asked: Fact) -> date:
    """The date of request on the form, by which the days count (AMB-27)."""
    said = asked.detail.get("requested_on", "")
    return date.fromisoformat(said) if said else asked.on


def answered_on(facts: CaseFacts, asked: UUID) -> tuple[date, ...]:
    """The days on which the JFAP was sent to answer one request."""
    return tuple(sent.on for sent in facts.of(FactKind.JFAP_SENT_TO_JOBCENTRE) if sent.about in (asked, None))


def lacks(
    content: PlanContent, titles: Mapping[str, str], versions: VersionFacts, state: JfapState
) -> tuple[Lack, ...]:
    """What is missing, in the order of the JFAP; ``titles`` are the profile's headings by key."""
    return tuple(_lacks(content, titles, versions, state))


def _lacks(
    content: PlanContent, titles: Mapping[str, str], versions: VersionFacts, state: JfapState
) -> Iterator[Lack]:
    standing = [row for row in content.objectives if row.status is not ObjectiveStatus.DROPPED]
    if not standing:
        yield Lack("objectives", "No objective is written down.", "JFS 4.05")
    vague = sum(not row.measure.strip() for row in standing)
    if vague:
        yield Lack(
            "measures", f"{counted(vague, 'objective')} without how it is known to be done.", "JFS 4.05"
        )
    undated = sum(row.target_on is None for row in standing)
    if undated:
        yield Lack(
            "target_dates", f"{counted(undated, 'objective')} without a date to reach it by.", "JFS 4.05"
        )
    if not content.next_steps.strip():
        yield Lack("next_steps", "No next steps are agreed.", "JFS 5.02")
    if not content.activities:
        yield Lack("activities", "The record of activities is empty, so there is no summary.", "JFS 5.02")
    covered = {
        row.key for row in content.headings if row.status is not HeadingStatus.OPEN or row.text.strip()
    }
    left = [title for key, title in titles.items() if key not in covered]
    if left:
        yield Lack("headings", f"Not covered yet: {', '.join(left)}.", "JFS 4.06")
    if not versions.any:
        yield Lack("dated", "It has no dated version.", "JFS 5.06")
    if state is JfapState.FINAL and versions.any and not (versions.agreed and not versions.moved_on):
        words = "changed since it was agreed" if versions.agreed else "not agreed as it stands"
        yield Lack("agreed", f"It is {words}.", "JFS 4.09")


def same_person(asked: str, known: str) -> bool:
    """Whether the name on a form is that of the participant: the same words, in any order and spelling
    of accents, with no middle name too much or too few; a title ('Ms') says nothing."""
    return _words(asked) == _words(known)


def _words(name: str) -> list[str]:
    words = tokens(name.translate(_APART))
    untitled = [one for one in words if one not in _TITLES]
    return sorted(untitled if len(untitled) > 1 else words)  # a name of two words may hold one that is none


def fits(started_on: date | None, ended_on: date | None, asked: date | None) -> int | None:
    """How many days a case's end lies from the provision end date on the form; None where that cannot be
    told, or the case began only after it. The smaller the better fit (R6)."""
    if asked is None or started_on is None or started_on > asked:
        return None
    return abs((ended_on or asked).toordinal() - asked.toordinal())
