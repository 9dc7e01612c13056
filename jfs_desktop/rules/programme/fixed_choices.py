"""The fixed choices that go with a fact: end codes and reasons (X8, X12, W4, W5, R4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.programme_lists import Choice, EndCode

REASON = "reason"
END_CODE = "end_code"
ADVICE = "advice_reference"
LAST_ENGAGED = "last_engaged_on"
END_DATE = "end_date"

END_CODES = "end_codes"
EARLY_REASONS = "early_reasons"
REJECTION_REASONS = "rejection_reasons"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something may not be recorded, and where that is written; ``missing`` are the facts of which one
    has to be recorded first, where it is that; ``unless`` is the question whose answer would let it pass."""

    text: str
    paragraph: str
    missing: tuple[FactKind, ...] = ()
    unless: str = ""


def reasons_for(kind: FactKind, programme: Programme) -> tuple[Choice, ...]:
    """The fixed reasons of which one must go with the fact; empty where there are none."""
    listed = programme.fact_kinds[kind].code_list
    if listed == EARLY_REASONS:
        return programme.early_reasons
    if listed == REJECTION_REASONS:
        return programme.rejection_reasons
    return next((known.reasons for known in programme.cancellation_reasons if known.key == listed), ())


def refused_choice(
    kind: FactKind, facts: CaseFacts, programme: Programme, detail: Mapping[str, str]
) -> Refusal | None:
    """Why the choices in ``detail`` cannot stand with the fact, or None if they can."""
    if programme.fact_kinds[kind].code_list == END_CODES:
        return _refused_code(facts, programme, detail)
    reasons = reasons_for(kind, programme)
    if reasons and detail.get(REASON) not in {reason.key for reason in reasons}:
        return Refusal("Choose one of the fixed reasons.", _paragraph(kind, programme), unless=REASON)
    return None


def _refused_code(facts: CaseFacts, programme: Programme, detail: Mapping[str, str]) -> Refusal | None:
    said = detail.get(END_CODE, "")
    code = programme.end_code(int(said)) if said.isdecimal() else None
    if code is None:
        return Refusal("Choose one of the PRaP end codes.", programme.end_codes[0].paragraph, unless=END_CODE)
    if not code.by_hand:
        return _other_code(f"PRaP sets {_named(code)} by itself; it is never keyed by hand.", code)
    if code.needs_advice and not detail.get(ADVICE, "").strip():
        return Refusal(
            f"{_named(code)} is only for cases on which DWP has advised; give the advice reference.",
            code.paragraph,
            unless=ADVICE,
        )
    if code.completes and not facts.has(FactKind.COMPLETED):
        return _other_code(f"{_named(code)} is for completers; record the completion first.", code)
    return _other_reason(code, facts) or _engaged_outside(code, facts, detail)


def _other_reason(code: EndCode, facts: CaseFacts) -> Refusal | None:
    ended = facts.last(FactKind.ENDED_EARLY)
    if not code.reasons or (ended is not None and ended.detail.get(REASON) in code.reasons):
        return None
    return _other_code(f"{_named(code)} does not go with how this case ended.", code)


def _engaged_outside(code: EndCode, facts: CaseFacts, detail: Mapping[str, str]) -> Refusal | None:
    """The last engaged day never lies before the meeting that started provision, nor behind the end date
    (X13)."""
    end, begun = (
        facts.last(FactKind.COMPLETED, FactKind.ENDED_EARLY),
        facts.first(FactKind.INITIAL_MEETING_HELD),
    )
    said = detail.get(END_DATE) or (end.on.isoformat() if end is not None else "")
    try:
        engaged = date.fromisoformat(detail.get(LAST_ENGAGED, ""))
        if begun is not None and engaged < begun.on:
            return _other_day("The last engaged day cannot lie before the start.", code)
        after = bool(said) and engaged > date.fromisoformat(said)
    except ValueError:  # a day that cannot be read is told beside its own question
        return None
    return _other_day("The last engaged day cannot lie after the end date.", code) if after else None


def _other_code(text: str, code: EndCode) -> Refusal:
    return Refusal(text, code.paragraph, unless=END_CODE)


def _other_day(text: str, code: EndCode) -> Refusal:
    return Refusal(text, code.paragraph, unless=LAST_ENGAGED)


def _named(code: EndCode) -> str:
    return f"Code {code.code}, {code.name},"


def _paragraph(kind: FactKind, programme: Programme) -> str:
    """The paragraph of the list that the fact's reason comes from."""
    listed = programme.fact_kinds[kind].code_list
    for known in programme.cancellation_reasons:
        if known.key == listed:
            return known.paragraph
    return (
        programme.settings.early_reasons_paragraph
        if listed == EARLY_REASONS
        else (programme.settings.rejection_reasons_paragraph)
    )
