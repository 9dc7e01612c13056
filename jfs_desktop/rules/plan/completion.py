"""The completion list: the tests a completer must meet, and what is missing (JFS 5.02, X2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.plan.plan_state import refused_by_queries
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.wording import hours_and_minutes


@dataclass(frozen=True, slots=True)
class SupportTime:
    """Counted 1-2-1 minutes of a case, and the day on which they came to the programme's minimum."""

    minutes: int
    enough_on: date | None = None


@dataclass(frozen=True, slots=True)
class CompletionTest:
    """One test of the list. ``met_on`` is the day it was met, None while it is not; ``missing``
    says what is to be done, and ``meets`` which facts would do it."""

    key: str
    name: str
    paragraph: str
    met: bool
    met_on: date | None
    missing: str
    meets: tuple[FactKind, ...]


@dataclass(frozen=True, slots=True)
class _ByFact:
    meets: tuple[FactKind, ...]
    missing: str
    again_after_support: bool = False
    """Whether it is asked anew once support was taken up again while finalising (T23)."""


_BY_FACT: Mapping[str, _ByFact] = {
    "group_session": _ByFact(
        (FactKind.GROUP_ATTENDED, FactKind.GROUP_NOT_APPROPRIATE),
        "Record the group session attended, or why there was none.",
    ),
    "cv": _ByFact((FactKind.CV_AGREED,), "Agree the CV as final."),
    "jfap_final": _ByFact(  # final is agreed with no query open (P8, JFS 4.08)
        (FactKind.JFAP_FINALISED,), "Agree the final JFAP, with summary and next steps.", True
    ),
    "jfap_copy_given": _ByFact(
        (FactKind.FINAL_JFAP_SENT,), "Give the participant a copy of the final JFAP.", True
    ),
}
_MINUTES, _FINAL, _COPY = "one_to_one_minutes", "jfap_final", "jfap_copy_given"


def completion_list(facts: CaseFacts, time: SupportTime, programme: Programme) -> tuple[CompletionTest, ...]:
    """Every test in the profile's order. Raises KeyError for a test that nothing here can tell."""
    return tuple(
        _test(item.key, facts, time, programme)(item.name, item.paragraph) for item in programme.completion
    )


def completed_on(tests: tuple[CompletionTest, ...]) -> date | None:
    """The day the last test was met; None while one is open (X2)."""
    days = [test.met_on for test in tests if test.met_on is not None]
    return max(days) if days and all(test.met for test in tests) else None


def _since_support_went_on(facts: CaseFacts) -> CaseFacts:
    """The facts after the last return to support; queries mean that nothing was final (JFS 4.08)."""
    places = [place for place, fact in enumerate(facts.facts) if fact.kind is FactKind.FINALISING_PAUSED]
    return replace(facts, facts=facts.facts[places[-1] + 1 :]) if places else facts


def _since_agreed(facts: CaseFacts) -> CaseFacts:
    """The facts from the day on which the JFAP was agreed last: a copy of an earlier one is not its copy."""
    agreed = facts.last(FactKind.JFAP_FINALISED)
    if agreed is None:
        return facts
    return replace(facts, facts=tuple(fact for fact in facts.facts if fact.on >= agreed.on))


def _test(
    key: str, facts: CaseFacts, time: SupportTime, programme: Programme
) -> Callable[[str, str], CompletionTest]:
    if key == _MINUTES:
        left = programme.minimums.one_to_one_minutes - time.minutes
        missing = f"{hours_and_minutes(left)} of 1-2-1 support are still to come." if left > 0 else ""
        return lambda name, paragraph: CompletionTest(
            key, name, paragraph, left <= 0, time.enough_on if left <= 0 else None, missing, ()
        )
    if key == _FINAL and (queries := refused_by_queries(facts)) is not None:
        return lambda name, paragraph: CompletionTest(
            key, name, paragraph, False, None, queries.text, (FactKind.JFAP_QUERY_SETTLED,)
        )
    by = _BY_FACT[key]
    known = _since_support_went_on(facts) if by.again_after_support else facts
    done = (_since_agreed(known) if key == _COPY else known).first(*by.meets)
    return lambda name, paragraph: CompletionTest(
        key,
        name,
        paragraph,
        done is not None,
        done.on if done else None,
        "" if done else by.missing,
        by.meets,
    )
