"""How a case should stand on PRaP by what was ticked here and by what PRaP does by itself (W10, X16)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.clocks.clocks import clock_day
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.journey.journey import stage_of
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.discreet import Discreet

_STATUSES = (
    FactKind.ACKNOWLEDGED,
    FactKind.REJECTED,
    FactKind.START_KEYED,
    FactKind.DNA_KEYED,
    FactKind.DNS_KEYED,
    FactKind.NO_CONTACT_KEYED,
    FactKind.END_KEYED,
    FactKind.AUTO_END_SEEN,
    FactKind.CANCELLATION_KEYED,
)
_KEPT_FROM_ENDING = (
    FactKind.END_KEYED,
    FactKind.DNA_KEYED,
    FactKind.DNS_KEYED,
    FactKind.NO_CONTACT_KEYED,
    FactKind.PRAP14_SENT,
    FactKind.CANCELLATION_KEYED,
)
_BY_ITSELF = frozenset({Stage.LAPSED, Stage.AUTO_DNA})


@dataclass(frozen=True, slots=True, repr=False)
class Standing(Discreet):
    """``status`` is the last that was ticked here, ``by_itself`` where the case came to without. PRaP ended
    it on ``auto_end_on`` with ``auto_end_code``; ``confirmed`` says that somebody saw that."""

    facts: CaseFacts
    status: FactKind | None
    by_itself: Stage | None = None
    auto_end_on: date | None = None
    auto_end_code: str = ""

    @property
    def confirmed(self) -> bool:
        """Whether the automatic end was seen on PRaP and recorded."""
        return self.facts.has(FactKind.AUTO_END_SEEN)


def standing_of(facts: CaseFacts, programme: Programme, calendar: WorkingDays, today: date) -> Standing:
    """How a case should stand on PRaP on that day."""
    kept = tuple(fact for fact in facts.facts if fact.kind is not FactKind.DISPOSAL_APPROVED)
    stage = stage_of(replace(facts, facts=kept), programme, calendar, today)
    last = facts.last(*_STATUSES)
    ends_on = auto_end_day(facts, programme, calendar)
    return Standing(
        facts,
        last.kind if last else None,
        stage if stage in _BY_ITSELF else None,
        ends_on if ends_on is not None and ends_on <= today else None,
        next((str(one.code) for one in programme.end_codes if not one.by_hand), ""),
    )


def auto_end_day(facts: CaseFacts, programme: Programme, calendar: WorkingDays) -> date | None:
    """The day on which PRaP ends a started case by itself, whatever was recorded but not keyed here; None
    where nothing was started on PRaP, or where its end or its cancellation was keyed (JFS 5.08)."""
    rule = programme.prap.entry_of(FactKind.AUTO_END_SEEN)
    if rule is None or not facts.has(FactKind.START_KEYED) or facts.has(*_KEPT_FROM_ENDING):
        return None
    return clock_day(rule.clocks[0], facts, programme, calendar)
