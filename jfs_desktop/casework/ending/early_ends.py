"""Ending a case early: what each reason needs, what stands against it, and the one verb (X8 to X14)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.known_cases import name_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.ending.ending_papers import exit_message_out, told_of_call
from jfs_desktop.casework.ending.ends import (
    CHANGED,
    ENGAGED_REASON,
    Death,
    Engaged,
    engaged_detail,
    write_death,
)
from jfs_desktop.casework.recording import completion, facts, one_call, waiting_messages
from jfs_desktop.casework.recording.circumstance_gates import last_day_of
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.errors import BadInput
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.facts.declarations import declared_exit
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.journey.absence import Decision, absences
from jfs_desktop.rules.journey.ends import DIED, LEFT, MOVED, WORK, code_for, last_engaged
from jfs_desktop.rules.journey.guards import first_biting, guards_of
from jfs_desktop.rules.journey.journey import stage_of
from jfs_desktop.rules.journey.re_engagement import IDENTITY
from jfs_desktop.rules.programme.fixed_choices import END_CODE, END_DATE, REASON, Refusal
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.programme_lists import Choice
from jfs_desktop.rules.programme.questions import Question
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import long_day
from jfs_desktop.store.unit_of_work import Change, Verb

if TYPE_CHECKING:  # Word comes with the first document
    from jfs_desktop.casework.plan.plan_keeping import EarlyPaper

END_EARLY = Verb("early_ends.end_early", "")
"""It freezes the JFAP and may have told the participant something: it is corrected, never undone."""

NOT_TOLD = "call_not_told_reason"
_ANSWERED_IN_THE_FORM: Mapping[str, tuple[FactKind, ...]] = {
    LEFT: (FactKind.WITHDREW,),
    MOVED: (FactKind.MOVED,),
    DIED: (FactKind.DEATH_LEARNED,),
    WORK: (FactKind.JOB_STARTED,),
}
"""What the form itself records with a reason; a guard that asks for it is met by answering."""


@dataclass(frozen=True, slots=True)
class EarlyReason:
    """One of the fixed reasons: the code it proposes, what stands against it now, and what the form
    can still put right by itself (``answers`` the missing fact)."""

    key: str
    name: str
    note: str
    code: int | None
    code_name: str
    against: tuple[Refusal, ...]
    answers: FactKind | None = None
    otherwise: tuple[Refusal, ...] = ()
    """What stands against it as long as that fact is missing."""

    @property
    def open(self) -> bool:
        """Whether the case can be ended for this reason, perhaps after an answer in the form."""
        return not self.against


@dataclass(frozen=True, slots=True, repr=False)
class EarlyOffer(Discreet):
    """All that the form 'End early' asks with. ``told_on`` is the day on which the participant was told
    that DWP may ring; ``last_day`` the last working day, after which an end needs a reason why late.
    ``identity`` asks whether it is sure who it is, for their words and for a notice ``by_voice``; ``sure``
    is what was said of it in the same call already (C8, I3)."""

    case_id: UUID
    name: str
    reasons: tuple[EarlyReason, ...]
    channels: tuple[tuple[str, str], ...]
    move_asks: tuple[Question, ...]
    told_on: date | None
    engaged_on: date | None
    last_day: date | None
    identity: Question | None = None
    by_voice: tuple[str, ...] = ()
    sure: str = ""
    engaged_days: tuple[date, ...] = ()
    words_count: bool = False
    """Whether their own words, taken down with the end, are a two-way contact of that day (X13)."""
    notice_out: str = ""
    """Where the exit message is that tells them of DWP's call, while it has not arrived (X14)."""
    notice_waits: bool = False
    """Whether a message that tells them of it is on its way: then nobody has to tell them again."""
    died: bool = False
    """Whether it is known already that they died: that is the one reason left, and nobody tells it twice."""

    def shows_engaged(self, end: date | None, words: str) -> date | None:
        """The last engaged day that the record will show for an end of that day, with these words."""
        days = [day for day in self.engaged_days if end is None or day <= end]
        if end is not None and self.words_count and words.strip():
            days.append(end)
        return max(days, default=None)

    def met_after(self, day: date | None) -> bool:
        """Whether the record shows them engaged after that day."""
        return day is not None and self.engaged_on is not None and self.engaged_on > day


@dataclass(frozen=True, slots=True, repr=False)
class EarlyEnd(Discreet):
    """One early end. ``on`` is the early end date. ``said`` answers the questions of the reason;
    ``told_by`` is the channel by which the participant is told now that DWP may ring, else
    ``not_told_reason`` says why not (X14), unless a message that tells it is on its way. ``withdrew`` holds
    their words where they said that they no longer wish to take part. ``identity`` says whether it is sure
    who says so, or who was told by voice (I3)."""

    reason: str
    on: date
    engaged: Engaged = field(default_factory=Engaged)
    said: Mapping[str, str] = field(default_factory=dict)
    told_by: str = ""
    not_told_reason: str = ""
    withdrew: str = ""
    moved: Mapping[str, str] = field(default_factory=dict)
    job_started_on: date | None = None
    employer: str = ""
    death: Death | None = None
    late_reason: str = ""
    note: str = ""
    identity: str = ""


def reasons(workspace: Workspace, case_id: UUID) -> tuple[EarlyReason, ...]:
    """Every fixed reason with what stands against it today. Raises NotFound."""
    with workspace.reading() as db:
        known = case_facts.load(db, case_id)
        programme = workspace.programmes.of(known)
        refused = {
            choice.key: completion.refusal_of_early_end(db, workspace, known, {REASON: choice.key})
            for choice in programme.early_reasons
        }
    return tuple(
        _reason(workspace, known, programme, choice, refused[choice.key])
        for choice in programme.early_reasons
    )


def offer(workspace: Workspace, case_id: UUID) -> EarlyOffer:
    """What the form asks with today. Raises NotFound."""
    sure = one_call.proposed_identity(workspace, case_id)
    with workspace.reading() as db:
        known = case_facts.load(db, case_id)
        name, out, told = name_of(db, case_id), exit_message_out(db, known), told_of_call(db, known)
        programme = workspace.programmes.of(known)
        waits = waiting_messages.instead_of(db, known, programme, FactKind.ENDED_EARLY)
    out, today = next(iter(waits.values()), out), workspace.today()
    engaged = last_engaged(known, programme, today)
    moved = programme.fact_kinds[FactKind.MOVED].asks
    return EarlyOffer(
        case_id,
        name,
        reasons(workspace, case_id),
        tuple(programme.channels_for("contact").items()),
        () if known.has(FactKind.MOVED) else moved,
        told.on if told else None,
        engaged.on if engaged else None,
        last_day_of(programme, workspace.calendar, known),
        next((one for one in programme.fact_kinds[FactKind.WITHDREW].asks if one.key == IDENTITY), None),
        _by_voice(programme),
        sure.get(IDENTITY, ""),
        tuple(sorted({fact.on for fact in known.of(*programme.prap.engaged_by)})),
        FactKind.WITHDREW in programme.prap.engaged_by and declared_exit(known) is None,
        out.words if out is not None else "",
        bool(waits),
        known.has(FactKind.DEATH_LEARNED),
    )


@dataclass(frozen=True, slots=True, repr=False)
class EndedEarly(Discreet):
    """The early end date, and what was kept of the JFAP with it."""

    on: date
    paper: EarlyPaper


def end_early(workspace: Workspace, case_id: UUID, end: EarlyEnd) -> Outcome[EndedEarly]:
    """End the case for one of the fixed reasons, with all that belongs to it in one change: the facts
    the reason rests on, the notice that DWP may ring, the proposal for PRaP, the JFAP frozen as it
    stands (AMB-23).

    Raises RefusedByRule with the paragraph, BadInput (``field``) for an answer that is missing.
    """
    from jfs_desktop.casework.plan import plan_keeping

    with workspace.changing(END_EARLY, case_id=case_id) as change:
        known = case_facts.load(change.db, case_id)
        programme = workspace.programmes.of(known)
        _write_what_it_rests_on(change, workspace, case_id, known, end)
        if end.told_by and end.reason != DIED:
            said = _sure(end) if end.told_by in _by_voice(programme) else {}
            told = WhatHappened(FactKind.EXPERIENCE_CALL_TOLD, end.on, channel=end.told_by, detail=said)
            facts.write(change, workspace, case_id, told)
        happened = WhatHappened(
            FactKind.ENDED_EARLY,
            end.on,
            note=end.note,
            detail=_detail(case_facts.load(change.db, case_id), programme, end, workspace.today()),
            late_reason=end.late_reason,
        )
        facts.write(change, workspace, case_id, happened)
        ended = EndedEarly(end.on, plan_keeping.early_paper(change, workspace, case_id))
    return Outcome(ended, CHANGED, frozenset({case_id}), change.change_id)


def _reason(
    workspace: Workspace, known: CaseFacts, programme: Programme, choice: Choice, refused: Refusal | None
) -> EarlyReason:
    today = workspace.today()
    detail = {REASON: choice.key, NOT_TOLD: "-"}
    wanted = _ANSWERED_IN_THE_FORM.get(choice.key, ())
    stage = stage_of(known, programme, workspace.calendar, today)
    against: list[Refusal] = []
    otherwise: list[Refusal] = []
    for guard in guards_of(FactKind.ENDED_EARLY, known, programme, detail):
        bitten = first_biting((guard,), stage, known, programme, calendar=workspace.calendar, on=today)
        said = (one.fact for one in (*guard.needs_said, *guard.needs_said_last))
        asked_here = {*guard.needs, *guard.excused_by_facts, *said}
        if bitten is None:
            continue
        answerable = asked_here.intersection(wanted) and not _moved_inside(choice.key, known)
        (otherwise if answerable else against).append(bitten)
    if refused is not None:
        against.append(refused)
    if choice.key == MOVED and _short(workspace, known, programme):
        against.append(_SHORT_ABSENCE)
    code = code_for(choice.key, programme)
    missing = next((kind for kind in wanted if not _stands(kind, known)), None)
    return EarlyReason(
        choice.key,
        choice.name,
        choice.note,
        code.code if code else None,
        code.name if code else "",
        tuple(dict.fromkeys(against)),
        missing,
        tuple(dict.fromkeys(otherwise)),
    )


def _stands(kind: FactKind, known: CaseFacts) -> bool:
    """Whether the record holds what the form would ask for: of their word, one that is not taken back."""
    return declared_exit(known) is not None if kind is FactKind.WITHDREW else known.has(kind)


def _moved_inside(reason: str, known: CaseFacts) -> bool:
    """Whether the move that is recorded answers the question already, and wrongly."""
    return reason == MOVED and known.has(FactKind.MOVED)


_SHORT_ABSENCE = Refusal(
    "This absence is not known to be longer than the time left, so the case stays open.", "JFS 4.22"
)


def _short(workspace: Workspace, known: CaseFacts, programme: Programme) -> bool:
    moves = absences(known, last_day_of(programme, workspace.calendar, known))
    return bool(moves) and moves[-1].outside and moves[-1].decision is not Decision.ENDS


def _write_what_it_rests_on(
    change: Change, workspace: Workspace, case_id: UUID, known: CaseFacts, end: EarlyEnd
) -> None:
    if end.reason == LEFT and end.withdrew.strip() and declared_exit(known) is None:
        said = {"words": end.withdrew.strip()} | _sure(end)
        facts.write(change, workspace, case_id, WhatHappened(FactKind.WITHDREW, end.on, detail=said))
    elif end.reason == MOVED and end.moved:
        facts.write(change, workspace, case_id, WhatHappened(FactKind.MOVED, end.on, detail=end.moved))
    elif end.reason == WORK and not known.has(FactKind.JOB_STARTED):
        _write_job(change, workspace, case_id, end)
    elif end.reason == DIED and not known.has(FactKind.DEATH_LEARNED):
        if end.death is None:
            raise BadInput("Say who told us of the death.", field="told_by", paragraph="JFS 5.11")
        write_death(change, workspace, case_id, end.death)


def _sure(end: EarlyEnd) -> dict[str, str]:
    """The answer whether it is sure who it is, as far as it was given (I3)."""
    return {IDENTITY: end.identity} if end.identity else {}


def _by_voice(programme: Programme) -> tuple[str, ...]:
    """The channels by which the notice is a call, in which it has to be sure who it is (C8, I3)."""
    asks = programme.fact_kinds[FactKind.EXPERIENCE_CALL_TOLD].asks
    return next((one.only_if_answers for one in asks if one.key == IDENTITY), ())


def _write_job(change: Change, workspace: Workspace, case_id: UUID, end: EarlyEnd) -> None:
    if end.job_started_on is None:
        raise BadInput("Say on which day the job started.", field="job_started_on", paragraph="JFS 1.30")
    if end.job_started_on > workspace.today():
        raise BadInput(
            "The job has not started yet. Until then the case stays open.",
            field="job_started_on",
            paragraph="JFS 5.11",
        )
    said = {"employer": end.employer.strip()} if end.employer.strip() else {}
    facts.write(
        change, workspace, case_id, WhatHappened(FactKind.JOB_STARTED, end.job_started_on, detail=said)
    )


def _detail(known: CaseFacts, programme: Programme, end: EarlyEnd, today: date) -> dict[str, str]:
    _refuse_before_attendance(known, programme, end, today)
    code = code_for(end.reason, programme)
    detail = dict(end.said) | {REASON: end.reason, END_DATE: end.on.isoformat()}
    if code is not None:
        detail[END_CODE] = str(code.code)
    if end.not_told_reason.strip() and not end.told_by:
        detail[NOT_TOLD] = end.not_told_reason.strip()
    engaged = engaged_detail(known, programme, end.on, end.engaged)
    if end.engaged.reason.strip():
        engaged[ENGAGED_REASON] = end.engaged.reason.strip()
    return detail | engaged


def _refuse_before_attendance(known: CaseFacts, programme: Programme, end: EarlyEnd, today: date) -> None:
    """An end before a day on which the record shows them engaged says why (X9, X13); with a death the reason
    for its day says that already."""
    said = end.engaged.reason or (end.death.reason if end.death is not None else "")
    latest = last_engaged(known, programme, today)
    if latest is None or latest.on <= end.on or said.strip():
        return
    raise BadInput(
        f"The record shows '{programme.fact_kinds[latest.kind].name}' on {long_day(latest.on)}, after this "
        "end. Put the end date right, or say why it stands.",
        field=ENGAGED_REASON,
        paragraph="JFS 5.09",
    )
