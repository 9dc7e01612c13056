"""The strip of eight cells above a case: what is done, what is now, what lies ahead."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from jfs_desktop.records.views import JourneyStep
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.clocks.clocks import ClockReading, ClockState
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.journey.journey import Stage, is_open, start_date
from jfs_desktop.rules.journey.provision_day import provision_day
from jfs_desktop.rules.prap.prap_standing import auto_end_day
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.wording import near_day

_OUTCOME_KEYED = (
    FactKind.START_KEYED,
    FactKind.DNA_KEYED,
    FactKind.DNS_KEYED,
    FactKind.NO_CONTACT_KEYED,
)
_CLOCKED = (
    ("acknowledged", "Acknowledged", "acknowledge_referral", (FactKind.ACKNOWLEDGED, FactKind.REJECTED)),
    ("contacted", "Contacted", "contact_participant", (FactKind.CONTACTED,)),
    ("initial_meeting", "Initial meeting", "hold_initial_meeting", (FactKind.INITIAL_MEETING_HELD,)),
    ("prap_outcome", "Outcome on PRaP", "record_prap_outcome", _OUTCOME_KEYED),
)


def journey_strip(
    facts: CaseFacts,
    readings: Collection[ClockReading],
    stage: Stage,
    *,
    programme: Programme,
    calendar: WorkingDays,
    today: date,
) -> tuple[JourneyStep, ...]:
    """The cells in the order of the journey; the first that is not done is 'now' (or 'late')."""
    by_id = {reading.id: reading for reading in readings}
    made = facts.first(FactKind.REFERRAL_MADE)
    steps = [JourneyStep("referred", "Referred", near_day(made.on, today) if made else "", "done")]
    for key, title, clock_id, kinds in _CLOCKED:
        step = _clocked_step(key, title, by_id.get(clock_id), facts.first(*kinds), today)
        steps.append(step if is_open(stage) else _when_over(step, stage))
    steps.append(_provision_step(facts, stage, programme, calendar, today))
    steps.append(_final_step(facts, by_id.get("effective_last_day"), today))
    ends_on = auto_end_day(facts, programme, calendar)
    steps.append(_end_step(facts, stage, by_id.get("prap_auto_end"), ends_on, today))
    return _with_now(steps, is_open(stage))


def _clocked_step(
    key: str, title: str, clock: ClockReading | None, met: Fact | None, today: date
) -> JourneyStep:
    clock_id = clock.id if clock else None
    if met is not None:
        word = "rejected " if met.kind is FactKind.REJECTED else ""
        late = ", late" if clock is not None and clock.state is ClockState.MET_LATE else ""
        return JourneyStep(key, title, f"{word}{near_day(met.on, today)}{late}", "done", clock_id)
    if clock is not None and clock.met_on is not None:  # by another fact that says as much
        return JourneyStep(key, title, near_day(clock.met_on, today), "done", clock_id)
    if clock is None or clock.state in (ClockState.NOT_NEEDED, ClockState.NOT_STARTED) or clock.due is None:
        return JourneyStep(key, title, "not needed", "not_needed", clock_id)
    state = "late" if clock.state is ClockState.LATE else "ahead"
    wording = "was due" if state == "late" else "by"
    return JourneyStep(key, title, f"{wording} {near_day(clock.due, today)}", state, clock_id)


def _when_over(step: JourneyStep, stage: Stage) -> JourneyStep:
    """A step of a case that has ended: nothing lies ahead any more; what was missed stays said."""
    if step.key == "prap_outcome" and stage is Stage.AUTO_DNA and step.state != "done":
        return replace(step, text="by PRaP itself", state="not_needed")
    return replace(step, text="–", state="not_needed") if step.state == "ahead" else step


def _provision_step(
    facts: CaseFacts, stage: Stage, programme: Programme, calendar: WorkingDays, today: date
) -> JourneyStep:
    key, title, clock_id = "provision", "On provision", "expected_completion"
    day = provision_day(facts, stage, programme, calendar, today)
    if day is None and start_date(facts) is None:
        if is_open(stage):
            return JourneyStep(key, title, "after the meeting", "ahead", clock_id)
        return JourneyStep(key, title, "not begun", "not_needed", clock_id)
    if day is None:  # closed by PRaP before a start was keyed (AMB-81)
        return JourneyStep(key, title, "–", "not_needed", clock_id)
    if day.over:
        return JourneyStep(key, title, str(day), "done", clock_id)
    aim = programme.minimums.expected_working_days
    return JourneyStep(key, title, f"{day} · aim {aim}", "ahead", clock_id)


def _final_step(facts: CaseFacts, clock: ClockReading | None, today: date) -> JourneyStep:
    end = facts.last(FactKind.COMPLETED, FactKind.ENDED_EARLY)
    title, clock_id = "Final JFAP and CV", "effective_last_day"
    if end is not None:
        word = "completed" if end.kind is FactKind.COMPLETED else "ended early"
        return JourneyStep("final", title, f"{word} {near_day(end.on, today)}", "done", clock_id)
    if clock is None or clock.due is None or clock.state is ClockState.NOT_NEEDED:
        return JourneyStep("final", title, "–", "not_needed", clock_id)
    late = clock.state is ClockState.LATE
    words = f"{'was due' if late else 'by'} {near_day(clock.due, today)}"
    return JourneyStep("final", title, words, "late" if late else "ahead", clock_id)


def _end_step(
    facts: CaseFacts, stage: Stage, clock: ClockReading | None, ends_on: date | None, today: date
) -> JourneyStep:
    """``ends_on`` is when PRaP ends it by itself as long as nothing is keyed, recorded or not (X16)."""
    keyed = facts.last(FactKind.END_KEYED, FactKind.AUTO_END_SEEN)
    if keyed is not None:
        return JourneyStep("end", "End on PRaP", near_day(keyed.on, today), "done", "prap_auto_end")
    if clock is None or clock.due is None or clock.state is ClockState.NOT_NEEDED:
        if ends_on is not None and stage is not Stage.ARCHIVED:
            state = "late" if ends_on <= today else "ahead"
            return JourneyStep("end", "PRaP auto end", near_day(ends_on, today), state, "key_end")
        return JourneyStep("end", "PRaP auto end", "–", "not_needed", "prap_auto_end")
    over = "done" if stage is Stage.AUTO_ENDED else "ahead"
    state = "late" if clock.state is ClockState.LATE else over
    return JourneyStep("end", "PRaP auto end", near_day(clock.due, today), state, "prap_auto_end")


def _with_now(steps: list[JourneyStep], open_case: bool) -> tuple[JourneyStep, ...]:
    """Mark the first open cell as where the person stands."""
    if not open_case:
        return tuple(steps)
    for place, step in enumerate(steps):
        if step.state == "ahead":
            steps[place] = JourneyStep(step.key, step.title, step.text, "now", step.clock_id)
            break
        if step.state == "late":
            break
    return tuple(steps)
