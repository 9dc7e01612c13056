"""What may be recorded on a case now, or to meet a clock of it, with the fixed choices of each fact."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts, earlier_cases
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office import disposal, prap_right
from jfs_desktop.casework.office.channel_clearances import nothing_to_choose
from jfs_desktop.casework.recording import (
    agreed_way,
    identity_items,
    moments,
    rejections,
    session_way,
)
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.journey.averting import last_day_in_time
from jfs_desktop.rules.journey.guards import out_of_place
from jfs_desktop.rules.journey.journey import refusal, stage_of
from jfs_desktop.rules.programme.clock_rules import FactRule
from jfs_desktop.rules.programme.fixed_choices import ADVICE, END_CODE, REASON, Refusal, reasons_for
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.programme_lists import Choice
from jfs_desktop.rules.programme.questions import YES, Question

_DECIDED = (FactKind.ACKNOWLEDGED, FactKind.REJECTED)
_OF_A_RE_REFERRAL = frozenset({FactKind.RE_REFERRAL_WEIGHED, FactKind.EARLIER_END_CHECKED})
_WITH_THEIR_OWN_FORM = frozenset(
    {
        FactKind.ADVISER_CHANGED,
        FactKind.ENTRY_HANDED_OVER,
        FactKind.ENTRY_TAKEN_OVER,
        FactKind.ENTRY_PROVED,
        FactKind.ENTRY_RECONCILED,
    }
)
"""What only its own verb records whole: the new adviser is named, the entry on PRaP is pointed at."""
_WITH_OTHERS = (FactKind.WORK_COACH_CONSULTED, FactKind.DISTRICT_LEAD_REACHED)
"""What is said to somebody else than the person, whose way of keeping in touch says nothing here."""


@dataclass(frozen=True, slots=True)
class FactChoice:
    """One thing that may be recorded.

    ``choices`` is a fixed list kept under ``detail_key``; ``day_key`` names a day
    kept in the detail, such as the date printed on a request. ``refused`` says why
    it may not be recorded now, with the paragraph; empty when it may.
    """

    kind: FactKind
    name: str
    keyed_on_prap: bool
    detail_key: str = ""
    choices: tuple[Choice, ...] = ()
    advised: frozenset[str] = frozenset()
    """Keys of ``choices`` that need a DWP advice reference."""
    day_key: str = ""
    group: str = ""
    asks: tuple[Question, ...] = ()
    channels: tuple[tuple[str, str], ...] = ()
    """Keys and names of the channels it may have been done by."""
    channel_needed: bool = False
    agreed: str = ""
    """The channel that the person agreed to be reached by, where it is one of these (I9)."""
    refused: str = ""
    lacks_channel: bool = False
    """Whether it is refused for nothing else than that no channel is cleared for it (I2)."""
    never_shared: bool = False
    """Whether nobody but the adviser may see it (G2)."""
    not_now: Mapping[str, str] = field(default_factory=dict)
    """Why some of ``choices`` cannot stand on the case as it is, by their keys, whatever else is answered."""
    only_until: date | None = None
    """The last day for which it may be recorded, where the case moved on by itself since (T5, T16)."""
    right_needed: bool = False
    """Whether only somebody with the PRaP right can have done it (W14)."""


def for_clock(
    workspace: Workspace, case_id: UUID, clock_id: str, subject: UUID | None = None
) -> tuple[FactChoice, ...]:
    """The facts that meet a clock of the case, those allowed now first."""
    return _choices(workspace, case_id, workspace.programme_of(case_id).clock(clock_id).stops, subject)


def for_case(workspace: Workspace, case_id: UUID) -> tuple[FactChoice, ...]:
    """Everything that may be recorded on the case now, in the order of the journey."""
    programme = workspace.programme_of(case_id)
    rules = [rule for rule in programme.facts if rule.group and not rule.automatic]
    groups = list(dict.fromkeys(rule.group for rule in rules))  # each heading stands once
    kinds = [rule.kind for rule in sorted(rules, key=lambda rule: groups.index(rule.group))]
    kinds = [kind for kind in kinds if kind not in _WITH_THEIR_OWN_FORM]
    return tuple(choice for choice in _choices(workspace, case_id, kinds) if not choice.refused)


def of_kinds(workspace: Workspace, case_id: UUID, kinds: Collection[FactKind]) -> tuple[FactChoice, ...]:
    """What may be recorded of these kinds, those allowed now first."""
    return _choices(workspace, case_id, kinds)


def barred(workspace: Workspace, case_id: UUID) -> Mapping[FactKind, str]:
    """What does not belong to the stage of the case, by its kind, each with why."""
    with workspace.reading() as db:
        known = case_facts.load(db, case_id)
    programme = workspace.programmes.of(known)
    stage = stage_of(known, programme, workspace.calendar, workspace.today())
    told = {kind: out_of_place(kind, stage, known, programme) for kind in programme.fact_kinds}
    return {kind: f"{one.text} ({one.paragraph})" for kind, one in told.items() if one is not None}


def _choices(
    workspace: Workspace, case_id: UUID, kinds: Collection[FactKind], about: UUID | None = None
) -> tuple[FactChoice, ...]:
    with workspace.reading() as db:
        known = case_facts.load(db, case_id)
        against = {
            **_not_again(db, workspace, known, kinds),
            FactKind.DISPOSAL_APPROVED: disposal.refusal(db, workspace.today()),
            FactKind.ACKNOWLEDGED: _not_to_accept(db, workspace, known),
        }
        who = FactKind.IDENTITY_CONFIRMED in kinds
        lacking = identity_items.not_held(db, case_id) if who else ()
        way = session_way.now(db, known) if who else ""
    made = [_choice(workspace, known, kind, about) for kind in kinds]
    made = [_as_it_can_be(_refused_besides(one, against.get(one.kind)), lacking, way) for one in made]
    return tuple(sorted(made, key=lambda choice: bool(choice.refused)))


def _choice(workspace: Workspace, known: CaseFacts, kind: FactKind, about: UUID | None) -> FactChoice:
    programme, today = workspace.programmes.of(known), workspace.today()
    rule = programme.fact_kinds[kind]
    on, at = moments.of_its_session(known, about, today, workspace.now())
    against = refusal(kind, known, programme, workspace.calendar, today=today, on=on, at=at)
    in_time = last_day_in_time(kind, known, programme, workspace.calendar, today) if against else None
    refused = f"{against.text} ({against.paragraph})" if against and in_time is None else ""
    channels = programme.channels_of(rule)
    lacking = bool(rule.channel_use and not channels and not refused)
    if lacking:
        refused = nothing_to_choose(programme, rule.channel_use)
    choices, advised = _listed(programme, rule)
    not_now = {} if against is not None else _not_now(workspace, known, programme, rule, choices)
    if not_now and len(not_now) == len(choices):
        refused = refused or next(iter(not_now.values()))
    return FactChoice(
        kind,
        rule.name,
        rule.keyed_on_prap,
        END_CODE if rule.code_list == "end_codes" else REASON if choices else "",
        choices,
        advised,
        rule.dates,
        rule.group,
        programme.asks_of(rule),
        tuple(channels.items()),
        bool(rule.channel_use),
        _agreed(known, programme, rule),
        refused,
        lacking,
        rule.never_shared,
        not_now,
        in_time,
        prap_right.asked_for(programme, kind),
    )


def _not_now(
    workspace: Workspace,
    known: CaseFacts,
    programme: Programme,
    rule: FactRule,
    choices: Collection[Choice],
) -> dict[str, str]:
    """Why fixed choices cannot stand, of those that no other answer would let pass."""
    today = workspace.today()
    key = END_CODE if rule.code_list == "end_codes" else REASON
    others = {
        guard.excused_by_answer: YES
        for guard in programme.guards
        if guard.excused_by_answer and rule.kind in guard.facts
    }
    found = {}
    for one in choices:
        said = others | {ADVICE: YES, key: one.key}
        against = refusal(
            rule.kind,
            known,
            programme,
            workspace.calendar,
            today=today,
            on=today,
            detail=said,
            at=workspace.now(),
        )
        if against is not None:
            found[one.key] = f"{against.text} ({against.paragraph})"
    return found


def _agreed(known: CaseFacts, programme: Programme, rule: FactRule) -> str:
    if not rule.channel_use or rule.kind in _WITH_OTHERS:
        return ""
    if rule.kind is FactKind.INITIAL_MEETING_BEGUN:
        return session_way.of_initial_meeting(known, programme)
    return agreed_way.first_cleared(known, programme, rule.channel_use)


def _not_to_accept(db: Session, workspace: Workspace, known: CaseFacts) -> Refusal | None:
    return None if known.has(*_DECIDED) else rejections.against_acceptance(db, workspace, known)


def _not_again(
    db: Session, workspace: Workspace, known: CaseFacts, kinds: Collection[FactKind]
) -> dict[FactKind, Refusal | None]:
    asked = _OF_A_RE_REFERRAL.intersection(kinds)
    return dict.fromkeys(asked, earlier_cases.not_again(db, workspace, known)) if asked else {}


def _refused_besides(choice: FactChoice, against: Refusal | None) -> FactChoice:
    """What lies outside the case's own facts: a disposal is no choice while the records are kept (T32), an
    acceptance none while PRaP holds the earlier case open or somebody alike has come in (R5, R8), and what
    belongs to a re-referral none on a first referral (R9)."""
    if choice.refused or against is None:
        return choice
    return replace(choice, refused=f"{against.text} ({against.paragraph})")


def _as_it_can_be(choice: FactChoice, lacking: Collection[str], way: str) -> FactChoice:
    """Nobody can match an item of identity that the records do not hold (I4), nor see a face on the telephone
    (I5)."""
    if choice.kind is not FactKind.IDENTITY_CONFIRMED:
        return choice
    asks = tuple(
        replace(ask, closed=tuple(lacking)) if ask.key in identity_items.ITEMS else ask for ask in choice.asks
    )
    return replace(choice, asks=session_way.without_other_ways(asks, way))


def _listed(programme: Programme, rule: FactRule) -> tuple[tuple[Choice, ...], frozenset[str]]:
    if rule.code_list == "end_codes":
        by_hand = [code for code in programme.end_codes if code.by_hand]
        choices = tuple(Choice(str(code.code), f"{code.code} {code.name}", code.note) for code in by_hand)
        return choices, frozenset(str(code.code) for code in by_hand if code.needs_advice)
    return reasons_for(rule.kind, programme), frozenset()
