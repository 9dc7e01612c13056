"""What came between a participant and the programme: missed meetings, time away, moves, changes,
notices and complaints, each with what was done about it and what may be done next (M1 to M11, D6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from jfs_desktop.casework.circumstances import circumstance_words
from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.circumstance_gates import agreed_ways, last_day_of
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.declarations import declared_exit
from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.facts.vulnerability import readings
from jfs_desktop.rules.journey.absence import Absence, absences
from jfs_desktop.rules.journey.bookings import Booking
from jfs_desktop.rules.journey.journey import refusal, stage_of
from jfs_desktop.rules.journey.re_engagement import Spell, spell_of
from jfs_desktop.rules.meetings.passed_meetings import bookings_of
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.discreet import Discreet

K = FactKind


@dataclass(frozen=True, slots=True)
class Step:
    """What may be recorded next at one entry. ``refused`` says why it may not be now."""

    kind: FactKind
    text: str
    refused: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Thread(Discreet):
    """One entry with what answered it, in the order it happened. ``mark`` is 'late', 'today', 'soon',
    'neutral' or 'good'; the first of ``steps`` is the one to take."""

    fact: FactView
    lines: tuple[str, ...]
    answers: tuple[tuple[FactView, tuple[str, ...]], ...]
    state: str
    mark: str
    steps: tuple[Step, ...] = ()

    @property
    def open(self) -> bool:
        """Whether something is left to do about it."""
        return self.mark != "good"


@dataclass(frozen=True, slots=True, repr=False)
class Circumstances(Discreet):
    """Everything that the tab of a case shows."""

    case_id: UUID
    today: date
    stage: Stage
    bookings: tuple[Booking, ...]
    missed: tuple[Thread, ...]
    spell: Spell | None
    agreed_ways: tuple[str, ...]
    """Names of the channels agreed with the participant, first choice first."""
    away_lines: tuple[str, ...]
    away_steps: tuple[Step, ...]
    away: tuple[Thread, ...]
    """Disengagements, attempts, returns and withdrawals, newest first."""
    moves: tuple[Thread, ...]
    changes: tuple[Thread, ...]
    notices: tuple[Thread, ...]
    complaints: tuple[Thread, ...]
    vulnerability: tuple[Thread, ...]
    """The Jobcentre's notices of a vulnerable person, with the procedure followed (G1)."""
    last_day: date | None
    started: bool
    new: Mapping[FactKind, Step]
    """What may be begun anew, by its kind."""


NEW: Mapping[FactKind, str] = {
    K.DISENGAGED: "Disengaged…",
    K.WITHDREW: "Wishes to leave…",
    K.CHANGE_NOTICED: "Add a change…",
    K.BENEFIT_CHANGE_NOTICED: "It affects benefits…",
    K.CHANGE_NOTICE_RECEIVED: "Notice received…",
    K.JFS07_SENT: "JFS07 sent…",
    K.COMPLAINT_RAISED: "Add a complaint…",
    K.MEETING_MISSED: "Missed a meeting…",
    K.VULNERABILITY_NOTICED: "Add a notice…",
}


OUTCOMES: Mapping[str, tuple[FactKind, str]] = {
    "before": (K.DNA_KEYED, "Did Not Attend…"),
    "at": (K.DNS_KEYED, "Did Not Start…"),
    "after": (K.ENDED_EARLY, "End provision…"),
}
"""What a change leads to by when it was learned: before the meeting, at it, or on provision (M11)."""


def of_case(workspace: Workspace, case_id: UUID) -> Circumstances:
    """The circumstances of a case. Raises NotFound."""
    with workspace.reading() as db:
        known = case_facts.load(db, case_id)
    told = _Told(workspace, known, facts.of_case(workspace, case_id))
    spell = spell_of(known, told.programme, workspace.calendar, told.today)
    last_day = last_day_of(told.programme, workspace.calendar, known)
    names = told.programme.channels_for("")
    stage = stage_of(known, told.programme, workspace.calendar, told.today)
    return Circumstances(
        case_id,
        told.today,
        stage,
        bookings_of(known, told.programme, told.today),
        told.missed(spell),
        spell,
        tuple(names.get(way, way) for way in agreed_ways(known)),
        circumstance_words.away_lines(spell, told.today) if spell else (),
        told.away_steps(spell, stage),
        told.plain(K.DISENGAGED, K.RE_CONTACT_ATTEMPTED, K.RE_ENGAGED, K.WITHDREW),
        told.moves(absences(known, last_day, told.today)),
        told.changes(),
        told.notices(),
        told.complaints(),
        told.vulnerability(),
        last_day,
        known.has(K.INITIAL_MEETING_HELD),
        {kind: told.step(kind, text) for kind, text in NEW.items()},
    )


class _Told:
    """The facts of one case in words, with what may be recorded next."""

    def __init__(self, workspace: Workspace, known: CaseFacts, views: Sequence[FactView]) -> None:
        self.workspace = workspace
        self.known = known
        self.programme: Programme = workspace.programmes.of(known)
        self.today = workspace.today()
        self.views = [view for view in views if not view.withdrawn_reason]

    def step(self, kind: FactKind, text: str) -> Step:
        """A step with why it may not be taken."""
        against = refusal(
            kind, self.known, self.programme, self.workspace.calendar, today=self.today, on=self.today
        )
        return Step(kind, text, f"{against.text} ({against.paragraph})" if against else "")

    def plain(self, *kinds: FactKind) -> tuple[Thread, ...]:
        """Entries that nothing answers one by one."""
        return tuple(self._thread(view, "", "good") for view in self._of(*kinds))

    def missed(self, spell: Spell | None) -> tuple[Thread, ...]:
        found = []
        for view in self._of(K.MEETING_MISSED):
            explained = self._answers(view, K.MISSED_MEETING_EXPLAINED)
            open_now = spell is not None and spell.begins.id == view.id and not explained
            if not open_now or spell is None:
                state = "Explained" if explained else "Settled"
                later = () if explained else (self.step(K.MISSED_MEETING_EXPLAINED, "Explained…"),)
                allowed = tuple(step for step in later if not step.refused)
                found.append(self._thread(view, state, "good", allowed, explained))
                continue
            state, mark = circumstance_words.missed_state(spell, self.today)
            steps = (
                self.step(K.RE_CONTACT_ATTEMPTED, "Record attempt…"),
                self.step(K.MISSED_MEETING_EXPLAINED, "Explained…"),
            )
            found.append(self._thread(view, state, mark, steps, explained))
        return tuple(found)

    def away_steps(self, spell: Spell | None, stage: Stage) -> tuple[Step, ...]:
        """What comes next for somebody who is away, the thing to do first."""
        withdrew = self.step(K.ENDED_EARLY, "End provision…")
        if declared_exit(self.known) is not None and not withdrew.refused:
            stays = self.step(K.RE_ENGAGED, "Stays after all…")
            return (withdrew,) if stays.refused else (withdrew, stays)
        if spell is None or stage not in (Stage.STARTED, Stage.DISENGAGED, Stage.TIME_EXPIRED):
            return ()
        steps = [
            self.step(K.RE_CONTACT_ATTEMPTED, "Record attempt…"),
            self.step(K.RE_ENGAGED, "Back in contact…"),
        ]
        if spell.may_leave(self.today):
            steps.insert(0, withdrew)
        return tuple(step for step in steps if not step.refused)

    def moves(self, found: Iterable[Absence]) -> tuple[Thread, ...]:
        by_id = {one.moved.id: one for one in found}
        threads = []
        for view in self._of(K.MOVED):
            absence = by_id[view.id]
            state, mark = circumstance_words.move_state(absence)
            newest = absence is list(by_id.values())[-1]
            steps = circumstance_words.move_steps(absence) if newest else ()
            allowed = tuple(self.step(kind, text) for kind, text in steps)
            reviews = [v for v in self.views if absence.outside and v.kind == K.ABSENCE_REVIEWED]
            answers = [v for v in reviews if newest] if reviews else []
            extra = circumstance_words.move_lines(absence)
            threads.append(self._thread(view, state, mark, allowed, answers, extra=extra))
        return tuple(threads)

    def changes(self) -> tuple[Thread, ...]:
        threads = []
        for view in self._of(K.CHANGE_NOTICED, K.BENEFIT_CHANGE_NOTICED):
            reminded = self._answers(view, K.DUTY_REMINDED)
            closed = self._answers(view, K.CHANGE_CLOSED)
            needs = view.kind == K.BENEFIT_CHANGE_NOTICED and not reminded
            answers = [*reminded, *closed]
            if closed:
                threads.append(self._thread(view, "Closed", "good", (), answers))
            elif needs:
                steps = (self.step(K.DUTY_REMINDED, "Record reminder…"),)
                late = view.on < self.today
                state = "Reminder late" if late else "Remind today"
                threads.append(self._thread(view, state, "late" if late else "today", steps, answers))
            else:
                further = (self.step(K.CHANGE_CLOSED, "Close…"), *self._outcome(view))
                threads.append(self._thread(view, "Open", "neutral", further, answers))
        return tuple(threads)

    def _outcome(self, change: FactView) -> tuple[Step, ...]:
        """The outcome that a change leads to, by when it was learned, where it may be keyed now (M11)."""
        found = OUTCOMES.get(str(change.detail.get("learned", "")))
        step = self.step(*found) if found else None
        return (step,) if step is not None and not step.refused else ()

    def vulnerability(self) -> tuple[Thread, ...]:
        threads = []
        seen = {noticed.id: by for noticed, by in readings(self.known)}
        for view in self._of(K.VULNERABILITY_NOTICED):
            read = [one for one in self._of(K.VULNERABILITY_SEEN) if one.id == seen.get(view.id)]
            steps = (self.step(K.VULNERABILITY_SEEN, "Procedure…" if read else "Read it…"),)
            state, mark = ("Read", "neutral") if read else ("To read before contact", "today")
            threads.append(self._thread(view, state, mark, steps, read))
        return tuple(threads)

    def notices(self) -> tuple[Thread, ...]:
        threads = []
        for view in self._of(K.CHANGE_NOTICE_RECEIVED):
            considered = self._answers(view, K.CHANGE_NOTICE_CONSIDERED)
            closed = self._answers(view, K.CHANGE_NOTICE_CLOSED)
            answers = [*considered, *closed]
            if closed:
                threads.append(self._thread(view, "Closed", "good", (), answers))
            elif considered:
                steps = (self.step(K.CHANGE_NOTICE_CLOSED, "Close…"),)
                threads.append(self._thread(view, "Considered", "neutral", steps, answers))
            else:
                days = self.programme.minimums.change_notice_working_days
                late = self.today > self.workspace.calendar.add(view.on, days)
                steps = (self.step(K.CHANGE_NOTICE_CONSIDERED, "Consider…"),)
                state, mark = ("Not considered in time", "late") if late else ("To consider", "today")
                threads.append(self._thread(view, state, mark, steps, answers))
        return (*threads, *self.plain(K.JFS07_SENT))

    def complaints(self) -> tuple[Thread, ...]:
        threads = []
        for view in self._of(K.COMPLAINT_RAISED):
            steps_taken = self._answers(view, K.COMPLAINT_STEP_TAKEN, K.COMPLAINT_ESCALATED)
            settled = self._answers(view, K.COMPLAINT_SETTLED)
            answers = [*steps_taken, *settled]
            if settled:
                threads.append(self._thread(view, "Settled", "good", (), answers))
                continue
            escalated = any(one.kind == K.COMPLAINT_ESCALATED for one in steps_taken)
            steps = (
                self.step(K.COMPLAINT_STEP_TAKEN, "Step taken…"),
                self.step(K.COMPLAINT_ESCALATED, "Ask for advice…"),
                self.step(K.COMPLAINT_SETTLED, "Settled…"),
            )
            state = "Open, advice asked for" if escalated else "Open"
            threads.append(self._thread(view, state, "today", steps, answers))
        return tuple(threads)

    def _of(self, *kinds: FactKind) -> list[FactView]:
        return [view for view in self.views if view.kind in kinds]

    def _answers(self, asked: FactView, *kinds: FactKind) -> list[FactView]:
        """What was recorded about an entry, earliest first; an answer about nothing serves them all."""
        found = [
            view
            for view in self._of(*kinds)
            if view.about == asked.id or (view.about is None and view.on >= asked.on)
        ]
        return sorted(found, key=lambda view: view.recorded_at)

    def _thread(
        self,
        view: FactView,
        state: str,
        mark: str,
        steps: tuple[Step, ...] = (),
        answers: Sequence[FactView] = (),
        *,
        extra: tuple[str, ...] = (),
    ) -> Thread:
        return Thread(
            view,
            (*circumstance_words.told(view, self.programme), *extra),
            tuple((answer, circumstance_words.told(answer, self.programme)) for answer in answers),
            state,
            mark,
            steps,
        )
