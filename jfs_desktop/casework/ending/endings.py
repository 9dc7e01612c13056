"""Where a case stands on its way to an end: what the 'Ending' tab shows (X2, X10, X16, AMB-07, AMB-16)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.ending import early_ends
from jfs_desktop.casework.ending.early_ends import EarlyReason
from jfs_desktop.casework.ending.ending_papers import (
    EndingPapers,
    call_notice,
    error_after_start,
    survey_standing,
)
from jfs_desktop.casework.office import disposal
from jfs_desktop.casework.recording import completion, post_refusals
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.records.views import TimeTotal
from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.clocks.clocks import ClockReading, clocks_for
from jfs_desktop.rules.facts.facts import CaseFacts, Fact, FactKind
from jfs_desktop.rules.facts.stages import Stage, is_open, is_served
from jfs_desktop.rules.journey.ends import code_of_completion, has_died, last_engaged
from jfs_desktop.rules.journey.journey import refusal, stage_of, start_date
from jfs_desktop.rules.meetings.initial_meeting import papers_missing
from jfs_desktop.rules.plan.completion import CompletionTest, completed_on
from jfs_desktop.rules.prap.prap_entries import open_entries
from jfs_desktop.rules.prap.prap_standing import auto_end_day
from jfs_desktop.rules.programme.fixed_choices import END_CODE, END_DATE, LAST_ENGAGED, REASON, Refusal
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.discreet import Discreet

KEY_END = "key_end"
ASK_SURVEY = "ask_survey"
AUTO_END = "prap_auto_end"


@dataclass(frozen=True, slots=True)
class ProvisionDays:
    """The days of a started case. ``last_day`` is the earlier of the last working day of provision,
    ``working_last_day``, and the day before PRaP ends the case (AMB-07); ``days_left`` counts the
    working days to it as its clock does, today not among them, and is negative once it has passed."""

    started_on: date
    day: int
    of: int
    working_last_day: date
    last_day: date
    auto_end_on: date
    days_left: int

    @property
    def cut_by_prap(self) -> bool:
        """Whether PRaP's own end leaves less than the working days of provision."""
        return self.last_day < self.working_last_day


@dataclass(frozen=True, slots=True)
class RecordedEnd:
    """The end that is recorded: the fact's name, its day, the reason, and the entry that PRaP gets."""

    kind: FactKind
    on: date
    reason: str
    code: int | None
    code_name: str
    last_engaged_on: date | None
    last_engaged_reason: str
    end_date: date
    keyed_on: date | None
    auto_end_on: date | None = None
    """When PRaP ends the case by itself, as long as this is not keyed (X16)."""
    seen_on: date | None = None
    """When somebody saw that PRaP had ended it by itself before it was keyed (W11)."""

    def overtaken(self, today: date) -> bool:
        """Whether PRaP has ended the case by itself meanwhile, and nobody has confirmed it."""
        return self.seen_on is None and self.auto_end_on is not None and self.auto_end_on <= today


@dataclass(frozen=True, slots=True, repr=False)
class Ending(Discreet):
    """Everything that the 'Ending' tab shows of one case."""

    case_id: UUID
    stage: Stage
    today: date
    tests: tuple[CompletionTest, ...]
    completed_on: date | None
    time: TimeTotal
    days: ProvisionDays | None
    completing_code: int
    completing_name: str
    engaged_on: date | None
    engaged_name: str
    finalising: Refusal | None
    """Why finalising cannot begin now; None if it can."""
    support: Refusal | None
    """Why support cannot be taken up again now."""
    completing: Refusal | None
    """Why the case cannot be completed now."""
    reasons: tuple[EarlyReason, ...]
    end: RecordedEnd | None
    died: bool
    died_on: date | None
    key_clock: ClockReading | None
    auto_clock: ClockReading | None
    survey_clock: ClockReading | None
    papers: EndingPapers
    records: str = ""
    """Until when the records are kept (P13)."""
    start_lacks: tuple[str, ...] = ()
    """What is missing of the papers that prove the start, by name (I17, AMB-13)."""

    @property
    def late(self) -> bool:
        """Whether completing now misses the last working day (AMB-30)."""
        return bool(self.completed_on and self.days and self.completed_on > self.days.working_last_day)

    @property
    def open(self) -> bool:
        """Whether the journey goes on."""
        return is_open(self.stage)

    @property
    def served(self) -> bool:
        """Whether the service goes on; not while a cancellation is under way (JFS 3.37)."""
        return is_served(self.stage)

    def proposal(self) -> Mapping[str, str]:
        """The answers proposed for the entry on PRaP, as the fact 'end_keyed' asks for them."""
        if self.end is None:
            return {}
        said = {END_DATE: self.end.end_date.isoformat()}
        if self.end.code is not None:
            said[END_CODE] = str(self.end.code)
        if self.end.last_engaged_on is not None:
            said[LAST_ENGAGED] = self.end.last_engaged_on.isoformat()
        return said


def told(workspace: Workspace, case_id: UUID) -> Ending:
    """The same as :func:`of_case` with until when the records are kept."""
    return replace(of_case(workspace, case_id), records=disposal.kept_until(workspace, case_id))


def of_case(workspace: Workspace, case_id: UUID) -> Ending:
    """The way to the end of one case. Raises NotFound."""
    today = workspace.today()
    with workspace.reading() as db:
        known = case_facts.load(db, case_id)
        tests = completion.tests_of(db, workspace, known)
        against = completion.refusal_of_completion(db, workspace, known)
        not_final = completion.refusal_of_finalising(db, known)
    programme = workspace.programmes.of(known)
    clocks = clocks_for(known, programme, workspace.calendar, today, now=workspace.now(), explain=False)
    readings = {one.id: one for one in clocks}
    stage, met_on = stage_of(known, programme, workspace.calendar, today), completed_on(tests)
    code = code_of_completion(programme)
    engaged = last_engaged(known, programme, met_on or today)
    return Ending(
        case_id=case_id,
        stage=stage,
        today=today,
        tests=tests,
        completed_on=met_on,
        time=sessions.total(workspace, case_id),
        days=_days(workspace, known, programme, readings),
        completing_code=code.code,
        completing_name=code.name,
        engaged_on=engaged.on if engaged else None,
        engaged_name=programme.fact_kinds[engaged.kind].name if engaged else "",
        finalising=_refused(workspace, known, programme, FactKind.FINALISING_BEGUN, today) or not_final,
        support=_refused(workspace, known, programme, FactKind.FINALISING_PAUSED, today),
        completing=against or _refused_completion(workspace, known, programme, stage, met_on),
        reasons=early_ends.reasons(workspace, case_id),
        end=_end(known, programme, workspace.calendar),
        died=has_died(known),
        died_on=_died_on(known),
        key_clock=readings.get(KEY_END),
        auto_clock=readings.get(AUTO_END),
        survey_clock=readings.get(ASK_SURVEY),
        papers=_papers(workspace, known, programme, clocks),
        start_lacks=tuple(programme.fact_kinds[kind].name for kind in papers_missing(known)),
    )


def _refused_completion(
    workspace: Workspace, known: CaseFacts, programme: Programme, stage: Stage, met_on: date | None
) -> Refusal | None:
    """Why the journey does not take a completion, though every test is met."""
    if met_on is None or stage is Stage.STARTED:
        return None
    then = stage_of(known.until(met_on), programme, workspace.calendar, met_on)
    if then is Stage.STARTED:  # finalising begins with it
        return None
    return _refused(workspace, known, programme, FactKind.COMPLETED, met_on)


def _refused(
    workspace: Workspace, known: CaseFacts, programme: Programme, kind: FactKind, on: date
) -> Refusal | None:
    return refusal(kind, known, programme, workspace.calendar, today=workspace.today(), on=on)


def _days(
    workspace: Workspace, known: CaseFacts, programme: Programme, readings: Mapping[str, ClockReading]
) -> ProvisionDays | None:
    started, calendar, today = start_date(known), workspace.calendar, workspace.today()
    due = {key: readings[key].due for key in _ENDS if key in readings}
    working, last, auto = (due.get(key) for key in _ENDS)
    if started is None or working is None or last is None or auto is None:
        return None
    left = calendar.count_between(today, last) if today <= last else -1
    return ProvisionDays(
        started,
        calendar.count_between(started, today),
        programme.minimums.provision_working_days,
        working,
        last,
        auto,
        left,
    )


def _died_on(known: CaseFacts) -> date | None:
    learned = known.last(FactKind.DEATH_LEARNED)
    return learned.on if learned is not None else None


def _papers(
    workspace: Workspace, known: CaseFacts, programme: Programme, clocks: tuple[ClockReading, ...]
) -> EndingPapers:
    not_asked = _refused(workspace, known, programme, FactKind.SURVEY_ASKED, workspace.today())
    not_told = _refused(workspace, known, programme, FactKind.EXPERIENCE_CALL_TOLD, workspace.today())
    entries = open_entries(known, clocks, programme, workspace.calendar, workspace.now())
    with workspace.reading() as db:
        survey = survey_standing(db, known, programme, not_asked)
        error = error_after_start(db, known, programme, entries)
        notice = call_notice(db, known, not_told)
    said = post_refusals.last_of(known)
    refused = (said.on, said.detail.get(post_refusals.POST_WORDS, "")) if said is not None else None
    return EndingPapers(known.has(FactKind.START_KEYED), error, survey, notice, refused)


_ENDS = ("maximum_provision", "effective_last_day", AUTO_END)


def _end(known: CaseFacts, programme: Programme, calendar: WorkingDays) -> RecordedEnd | None:
    end = known.last(FactKind.COMPLETED, FactKind.ENDED_EARLY)
    if end is None:
        return None
    code = int(end.detail.get(END_CODE) or _usual_code(end, programme))
    named = programme.end_code(code) if code else None
    keyed, seen = known.last(FactKind.END_KEYED), known.last(FactKind.AUTO_END_SEEN)
    reason = next((one.name for one in programme.early_reasons if one.key == end.detail.get(REASON)), "")
    engaged = _day(end.detail.get(LAST_ENGAGED, ""))
    shown = last_engaged(known, programme, end.on)
    return RecordedEnd(
        end.kind,
        end.on,
        reason,
        code or None,
        named.name if named else "",
        engaged or (shown.on if shown else None),
        end.detail.get("last_engaged_reason", ""),
        _day(end.detail.get(END_DATE, "")) or end.on,
        keyed.on if keyed else None,
        auto_end_day(known, programme, calendar),
        seen.on if seen else None,
    )


def _usual_code(end: Fact, programme: Programme) -> int:
    if end.kind is FactKind.COMPLETED:
        return code_of_completion(programme).code
    reason = end.detail.get(REASON, "")
    return next((code.code for code in programme.end_codes if reason in code.reasons), 0)


def _day(said: str) -> date | None:
    return date.fromisoformat(said) if said else None
