"""One made-up person's story, told through the product's verbs as the clock moves on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from jfs_desktop.casework.demo import completer, papers, requests
from jfs_desktop.casework.demo.moving_clock import MovingClock
from jfs_desktop.casework.demo.people import InventedPerson
from jfs_desktop.casework.demo.plan_writer import PlanWriter
from jfs_desktop.casework.demo.stories import MEETING, REFERRED, REFERRED_AGAIN, SESSION, Step
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.office import staff
from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.prap import prap_keying
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.recording.session_identity import CONFIRMED
from jfs_desktop.casework.referrals import referrals
from jfs_desktop.casework.referrals.referral_form import ReferralForm
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.casework.sessions.sessions import ManualSession, SessionKind, WrapUp
from jfs_desktop.clock import LONDON, london_day
from jfs_desktop.errors import BadInput
from jfs_desktop.records.views import StaffView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.meetings.session_beats import LONGEST_SILENCE_S
from jfs_desktop.rules.prap.prap_entries import ENTRY, TO_WHOM

_LATE_REASONS = (
    "Participant was away with family and could not be reached",
    "Adviser on sick leave; picked up by the team afterwards",
    "PRaP was not available that afternoon",
    "Details on the referral were wrong and had to be asked for",
)
_BEGINNING: tuple[tuple[FactKind, str, Mapping[str, str]], ...] = (
    (FactKind.INITIAL_MEETING_BEGUN, "video", {}),
    (
        FactKind.IDENTITY_CONFIRMED,
        "",
        {"matched": "full_name,ni_number", "method": "spoken", "evidence_type": "details"},
    ),
    (FactKind.VOLUNTEER_CONFIRMED, "", {"source": "meeting"}),
)
_SCRIPT: tuple[tuple[int, FactKind, Mapping[str, str]], ...] = (
    (4, FactKind.PACK_DISCUSSED, {}),
    (9, FactKind.OFFER_EXPLAINED, {"one_to_one": "accepted", "group": "accepted", "limit_told": "yes"}),
    (14, FactKind.NEEDS_AGREED, {"needs": "A CV that fits the work they look for, and where to look."}),
    (19, FactKind.SHARING_TOLD, {}),
    (22, FactKind.COMMUNICATION_AGREED, {"preferred": "video", "fallback": "telephone"}),
)
"""What is gone through in an initial meeting, with the minutes after it began."""
_FIRST_CALLS = frozenset({FactKind.CONTACT_ATTEMPTED, FactKind.CONTACTED})
_ANSWERS = {
    FactKind.MISSED_MEETING_EXPLAINED: FactKind.MEETING_MISSED,
    FactKind.DISTRICT_LEAD_REACHED: FactKind.SAFEGUARDING_NOTICED,
}
"""What a step is about."""
_BY_HAND = "It was held in the meeting room, away from this computer"


class Telling:
    """Plays the steps of one person. A ``timed`` person's sessions are run by the timer, with its
    heartbeats; the others' are entered by hand afterwards."""

    def __init__(
        self,
        workspace: Workspace,
        clock: MovingClock,
        person: InventedPerson,
        *,
        number: int,
        adviser: StaffView,
        writer: PlanWriter,
        rounds: int,
    ) -> None:
        self._workspace = workspace
        self._clock = clock
        self._person = person
        self._number = number
        self._adviser = adviser
        self._writer = writer
        self._rounds = rounds
        self._completes = rounds >= 4
        self._round = 0
        self._case_id: UUID | None = None
        self._last: dict[FactKind, UUID] = {}

    def play(self, step: Step) -> None:
        """Let one step happen."""
        self._workspace.me = self._adviser
        if step.what in (REFERRED, REFERRED_AGAIN):
            self._refer(step)
        elif step.what in (MEETING, SESSION):
            self._hold(step)
        else:
            self._record(step)

    @property
    def case_id(self) -> UUID:
        """The case, once the referral has come."""
        if self._case_id is None:
            raise ValueError("a story begins with its referral")
        return self._case_id

    def _refer(self, step: Step) -> None:
        person = self._person
        made_on = london_day(step.at)
        form = ReferralForm(
            prap_reference=f"PRP-{41000 + self._number * 7 + (step.what == REFERRED_AGAIN)}",
            referral_made_on=made_on,
            received_at=step.at.astimezone(LONDON).strftime("%Y-%m-%d %H:%M"),
            first_name=person.first_name,
            last_name=person.last_name,
            date_of_birth=person.date_of_birth,
            ni_number=person.ni_number,
            address=person.address,
            postcode=person.postcode,
            nation=person.nation,
            telephone=person.telephone,
            email=person.email,
            benefit=person.benefit,
            claim_start_date=made_on - timedelta(days=person.claim_days),
            work_coach=person.work_coach,
            jobcentre=person.jobcentre,
            vulnerable=person.vulnerable,
            notes=person.notes,
        )
        self._case_id = referrals.add(self._workspace, form).value

    def _record(self, step: Step) -> None:
        kind = FactKind(step.what)
        if kind in _FIRST_CALLS and self._person.vulnerable and FactKind.VULNERABILITY_SEEN not in self._last:
            self._record(Step(step.at, FactKind.VULNERABILITY_SEEN.value))
        if kind is FactKind.JFAP_REQUESTED:
            self._last[kind] = requests.ask(self._workspace, self.case_id, self._person, step.at, step.detail)
            return
        if kind is FactKind.JFAP_SENT_TO_JOBCENTRE:
            asked = self._last[FactKind.JFAP_REQUESTED]
            self._last[kind] = requests.answer(self._workspace, asked, step.at, self._late_reason())
            return
        if kind in papers.KINDS:
            self._last[kind] = papers.write(self._workspace, self.case_id, step, self._late_reason())
            return
        if self._completes and kind is FactKind.CV_AGREED:
            completer.agree_cv(self._workspace, self.case_id, self._person.email)
            return
        if kind is FactKind.ENTRY_HANDED_OVER:
            self._last[kind] = self._hand_over(step)
            return
        about = _ANSWERS.get(kind)
        happened = WhatHappened(
            kind,
            on=london_day(step.at),
            at=step.at.astimezone(LONDON).time(),
            channel=step.channel,
            note=step.note,
            about=self._last.get(about) if about else None,
            detail=step.detail,
        )
        if kind is FactKind.PACK_SENT:
            to = self._person.email
            self._last[kind] = completer.send_pack(self._workspace, self.case_id, happened, to)
            return
        self._last[kind] = self._happen(happened)
        if self._completes and kind is FactKind.MEETING_BOOKED:
            completer.confirm_appointment(self._workspace, self.case_id, self._person.email)

    def _hand_over(self, step: Step) -> UUID:
        """An entry on PRaP for a colleague to key: the one named first, unless that is the adviser."""
        others = [one for one in staff.all_staff(self._workspace) if one.prap_role and one != self._adviser]
        to = min(others, key=lambda one: one.name != step.detail[TO_WHOM])
        return prap_keying.hand_over(
            self._workspace, self.case_id, step.detail[ENTRY], to.id, step.note
        ).value

    def _happen(self, happened: WhatHappened) -> UUID:
        """Record it, with a reason where it comes too late."""
        try:
            return facts.record(self._workspace, self.case_id, happened).value.id
        except BadInput as asked:
            if asked.field != "late_reason":
                raise
            late = replace(happened, late_reason=self._late_reason())
            return facts.record(self._workspace, self.case_id, late).value.id

    def _late_reason(self) -> str:
        return _LATE_REASONS[self._number % len(_LATE_REASONS)]

    def _hold(self, step: Step) -> None:
        """A meeting or session: its time, the plan brought up to date in it, its wrap-up and, where the
        story says so, the plan frozen as a version."""
        initial = step.what == MEETING
        if self._person.timed:  # the clock may have gone on while another's session was entered
            step = replace(step, at=max(step.at, self._clock.now()))
        if initial:
            for begun, channel, detail in _BEGINNING:
                if begun is FactKind.INITIAL_MEETING_BEGUN and self._person.timed:
                    continue  # the timer begins the meeting
                self._record(Step(step.at, begun.value, channel=channel, detail=detail))
            if not self._person.timed:
                for at, what, said in _script(step):
                    self._clock.move_to(at)
                    self._record(Step(at, what.value, detail=said))
        kind = SessionKind.INITIAL_MEETING if initial else SessionKind.ONE_TO_ONE
        self._round = 0 if initial else self._round + 1
        if initial:  # the first JFAP comes about in the meeting
            self._bring_plan_up_to_date()
        session_id = self._run_timer(step, kind) if self._person.timed else self._enter_by_hand(step, kind)
        if step.freeze:
            plans.make_version(
                self._workspace,
                self.case_id,
                summary=self._writer.summary(self._round),
                session_id=session_id,
                agreed_how="Video call",
            )
        if self._completes and self._round == 2:
            completer.begin_cv(self._workspace, self.case_id, self._writer.theme, session_id)

    def _bring_plan_up_to_date(self) -> None:
        before = plans.open_plan(self._workspace, self.case_id).content
        last = self._completes and self._round == self._rounds
        content = self._writer.content(before, self._round, self._workspace.new_key, last)
        plans.settle(self._workspace, self.case_id, content)

    def _words(self, kind: SessionKind) -> tuple[str, str]:
        """Notes and summary of the wrap-up."""
        if kind is SessionKind.INITIAL_MEETING:
            return self._writer.aim(), "First objectives agreed."
        return self._writer.note(self._round), "Objectives and next steps brought up to date."

    def _run_timer(self, step: Step, kind: SessionKind) -> UUID:
        """Start, a heartbeat as seldom as leaves no question, stop and wrap up."""
        workspace, clock = self._workspace, self._clock
        booked_until = step.at + timedelta(minutes=step.minutes)
        session = sessions.start(
            workspace,
            self.case_id,
            kind=kind,
            channel=step.channel,
            booked_until=booked_until,
            identity=CONFIRMED,
            at=clock.now(),
        ).value
        for at, what, said in _script(step) if kind is SessionKind.INITIAL_MEETING else ():
            self._beat_until(session.id, at)
            self._record(Step(at, what.value, detail=said))
        self._beat_until(session.id, booked_until)
        if kind is SessionKind.ONE_TO_ONE:
            self._bring_plan_up_to_date()
        notes, summary = self._words(kind)
        wrap_up = WrapUp(notes=notes, plan_changed=True, plan_summary=summary)
        try:
            sessions.stop(workspace, session.id, at=clock.now(), wrap_up=wrap_up)
        except BadInput as asked:
            if asked.field != "late_reason":
                raise
            late = WrapUp(
                notes=notes, plan_changed=True, plan_summary=summary, late_reason=self._late_reason()
            )
            sessions.stop(workspace, session.id, at=clock.now(), wrap_up=late)
        return session.id

    def _beat_until(self, session_id: UUID, moment: datetime) -> None:
        """Let the timer run."""
        while (left := (moment - self._clock.now()).total_seconds()) > 0:
            self._clock.pass_by(min(left, LONGEST_SILENCE_S))
            wall, monotonic = self._clock.now(), self._clock.monotonic()
            sessions.beat(self._workspace, session_id, wall=wall, monotonic=monotonic)

    def _enter_by_hand(self, step: Step, kind: SessionKind) -> UUID:
        notes, summary = self._words(kind)
        self._clock.move_to(step.at + timedelta(minutes=step.minutes))
        if kind is SessionKind.ONE_TO_ONE:
            self._bring_plan_up_to_date()

        def entered(late_reason: str = "") -> UUID:
            given = ManualSession(
                kind,
                step.channel,
                step.at,
                step.minutes,
                _BY_HAND,
                notes=notes,
                plan_changed=True,
                plan_summary=summary,
                late_reason=late_reason,
                identity=CONFIRMED,
            )
            return sessions.add_manual(self._workspace, self.case_id, given).value.id

        try:
            return entered()
        except BadInput as asked:
            if asked.field != "late_reason":
                raise
            return entered(self._late_reason())


def _script(step: Step) -> Iterator[tuple[datetime, FactKind, Mapping[str, str]]]:
    """What is gone through in the meeting of that step, each at its moment."""
    return ((step.at + timedelta(minutes=after), kind, said) for after, kind, said in _SCRIPT)
