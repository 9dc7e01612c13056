"""What the form 'Record what happened' asks with: the facts to choose from, who may have done it, and what is
known already."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from jfs_desktop.casework.desk import case_facts, clocks
from jfs_desktop.casework.desk.known_cases import name_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office import staff, staff_checks
from jfs_desktop.casework.recording import proposed_answers
from jfs_desktop.casework.recording.fact_choices import FactChoice, for_case, for_clock, of_kinds
from jfs_desktop.records.views import StaffView
from jfs_desktop.rules.clocks.clocks import ClockReading
from jfs_desktop.rules.clocks.lateness import reason_for
from jfs_desktop.rules.clocks.next_duty import next_kinds
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.journey.journey import refusal
from jfs_desktop.rules.writing.discreet import Discreet


@dataclass(frozen=True, slots=True, repr=False)
class RecordOffer(Discreet):
    """All that the form 'Record what happened' asks with: the facts to choose from, who may
    have done it, and by which channels. ``clock`` is the clock to be met, or None."""

    case_id: UUID
    name: str
    clock: ClockReading | None
    choices: tuple[FactChoice, ...]
    staff: tuple[StaffView, ...]
    me: UUID
    minimums: Mapping[str, int]
    """Figures that some questions ask for at least."""
    late_because: str = ""
    """The reason for lateness given on Today already; '' without one."""
    proposed: Mapping[str, str] = field(default_factory=dict)
    """Answers that stand already, by the key of their question (:mod:`proposed_answers`)."""
    every: bool = False
    """Whether it is all that may be recorded on the case, not only what was asked for."""
    first: FactKind | None = None
    """What is proposed to have happened, where that can be told: what the next duty asks or waits for."""
    places: Mapping[str, str] = field(default_factory=dict)
    """The person's own number or address, by the channel that uses it (C2)."""

    @property
    def open_choice(self) -> bool:
        """Whether nothing is proposed of all that may be recorded on the case: the person has to choose."""
        return self.clock is None and self.first is None and self.every

    def as_shared(self) -> RecordOffer:
        """What of it the person may see on a shared screen."""
        return replace(self, choices=tuple(one for one in self.choices if not one.never_shared))


def offer(
    workspace: Workspace,
    case_id: UUID,
    clock_id: str | None = None,
    subject: UUID | None = None,
    kinds: Collection[FactKind] = (),
) -> RecordOffer:
    """What may be recorded to meet one clock, or, with no clock, on the case at all; only these
    ``kinds``, if some are named. Raises NotFound, and RefusedByRule without the staff check that the provider
    asks for (G5)."""
    staff_checks.require_for(workspace, kinds)
    readings = clocks.of_case(workspace, case_id)
    reading = next((one for one in readings if one.id == clock_id and one.subject in (subject, None)), None)
    with workspace.reading() as db:
        name = name_of(db, case_id)
        known = case_facts.load(db, case_id)
        places = proposed_answers.places(db, case_id)
    choices = _offered(workspace, case_id, clock_id, subject, kinds)
    may = {one.kind for one in choices if not one.refused}
    every = reading is None and not kinds
    return RecordOffer(
        case_id,
        name,
        reading,
        choices,
        tuple(one for one in staff.all_staff(workspace) if one.active),
        workspace.me.id,
        workspace.programme_of(case_id).minimum_figures,
        reason_for(known, reading.id, reading.subject) if reading is not None else "",
        proposed_answers.of_case(workspace, case_id),
        every,
        _proposed(workspace, known, readings, may) if every else None,
        places,
    )


def _proposed(
    workspace: Workspace, known: CaseFacts, readings: Collection[ClockReading], may: Collection[FactKind]
) -> FactKind | None:
    """What is proposed to have happened on a case: what the next duty asks for, or else what that still
    waits for; never another end of that duty, which a hurried Enter would make evidence."""
    wanted = next(iter(next_kinds(readings)), None)
    if wanted is None or wanted in may:
        return wanted
    programme, today = workspace.programmes.of(known), workspace.today()
    against = refusal(wanted, known, programme, workspace.calendar, today=today, on=today, at=workspace.now())
    return next((kind for kind in against.missing if kind in may), None) if against else None


def _offered(
    workspace: Workspace,
    case_id: UUID,
    clock_id: str | None,
    subject: UUID | None,
    kinds: Collection[FactKind],
) -> tuple[FactChoice, ...]:
    if kinds:
        return of_kinds(workspace, case_id, kinds)
    return for_clock(workspace, case_id, clock_id, subject) if clock_id else for_case(workspace, case_id)
