"""How far somebody's CV has come (JFS 4.11 to 4.15): none or one that they had, a draft, the final one;
beside it, help that was declined."""

from __future__ import annotations

from enum import StrEnum

from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.programme.questions import YES

ANSWER, EXISTING, REASON = "answer", "existing", "declined_reason"
"""The questions of the offer, by their keys in the profile."""
DECLINED = "declined"


class CvState(StrEnum):
    """Where the CV of one case stands."""

    NONE = "none"
    EXISTING = "existing"
    DRAFT = "draft"
    DECLINED = "declined"
    FINAL = "final"


WORDS = {
    CvState.NONE: "No CV yet",
    CvState.EXISTING: "Has a CV",
    CvState.DRAFT: "CV in hand",
    CvState.DECLINED: "CV help declined",
    CvState.FINAL: "CV final",
}


def state_of(facts: CaseFacts) -> CvState:
    """Where it stands by the facts; declining counts until help is taken up after all."""
    if facts.has(FactKind.CV_AGREED):
        return CvState.FINAL
    state = CvState.NONE
    for fact in facts.of(FactKind.CV_BEGUN, FactKind.CV_BROUGHT_IN, FactKind.CV_HELP_OFFERED):
        if fact.kind is FactKind.CV_BEGUN:
            state = CvState.DRAFT
        elif fact.kind is FactKind.CV_HELP_OFFERED and fact.detail.get(ANSWER) == DECLINED:
            state = CvState.DECLINED
        elif state in (CvState.NONE, CvState.DECLINED):
            begun, has_one = facts.has(FactKind.CV_BEGUN), _has_one(fact)
            state = CvState.DRAFT if begun else CvState.EXISTING if has_one else CvState.NONE
    return state


def declined(facts: CaseFacts) -> Fact | None:
    """The refusal that stands, with its reason; None where help was never declined or is accepted since."""
    last = facts.last(FactKind.CV_HELP_OFFERED)
    return last if last is not None and last.detail.get(ANSWER) == DECLINED else None


def _has_one(fact: Fact) -> bool:
    return fact.kind is FactKind.CV_BROUGHT_IN or fact.detail.get(EXISTING) == YES
