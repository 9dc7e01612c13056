"""A month of a made-up office: three hundred referrals, six advisers, run day by day through the verbs,
with the bad luck and the haste of real life; no case ever stands where the state machine forbids it."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from jfs_desktop.casework.cases import automatic_moves
from jfs_desktop.casework.desk.case_facts import load
from jfs_desktop.casework.desk.long_jobs import finish
from jfs_desktop.casework.desk.redating import redate
from jfs_desktop.casework.office import staff
from jfs_desktop.casework.recording import completion, facts
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.records.case import CaseSummary
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.facts.stages import Stage, is_open
from jfs_desktop.rules.programme.roles import Role

FIRST_DAY = date(2021, 6, 1)
REFERRALS, ADVISERS = 300, 6
REFERRING_DAYS, LAST_DAYS = 30, 45
NAMES = ("Nair", "Llywelyn-Prytherch", "NicDhòmhnaill", "O’Brien", "Rossi", "Mac an t-Saoir", "Khan", "Cole")
LATE = "The office was short of people"

S = Stage
ON_PROVISION = (S.STARTED, S.DISENGAGED, S.FINALISING)
OPEN_AFTER_START = (*ON_PROVISION, S.TIME_EXPIRED)


def _moves(*rows: tuple[tuple[Stage, ...], Stage]) -> set[tuple[Stage, Stage]]:
    return {(stage, to) for out_of, to in rows for stage in out_of}


BY_ITSELF = _moves(
    ((S.RECEIVED,), S.LAPSED),  # T5
    ((S.ACCEPTED, S.BOOKED, S.MEETING_HELD, *OPEN_AFTER_START), S.AUTO_DNA),  # T16, and what follows T25
    ((S.STARTED,), S.DISENGAGED),  # T17
    (ON_PROVISION, S.TIME_EXPIRED),  # T25
    (OPEN_AFTER_START, S.AUTO_ENDED),  # T28
)
"""What days alone do: the rows of REQUIREMENTS, 'State machine', marked automatic, written out here so that
the product's own table is held to them."""
STEPS = BY_ITSELF | _moves(
    ((S.RECEIVED,), S.REJECTED),  # T3
    ((S.RECEIVED,), S.ACCEPTED),  # T4
    ((S.ACCEPTED,), S.BOOKED),  # T6
    ((S.ACCEPTED,), S.NO_CONTACT),  # T7
    ((S.ACCEPTED, S.BOOKED), S.DNA),  # T8
    ((S.ACCEPTED, S.BOOKED, S.MEETING_HELD), S.DNS),  # T9, T12
    ((S.ACCEPTED, S.BOOKED), S.MEETING_HELD),  # T11
    ((S.MEETING_HELD,), S.STARTED),  # T13
    ((S.STARTED,), S.DISENGAGED),  # T17
    ((S.DISENGAGED,), S.STARTED),  # T18
    (OPEN_AFTER_START, S.EARLY_COMPLETER),  # T19 to T21, T26
    ((S.STARTED,), S.FINALISING),  # T22
    ((S.FINALISING,), S.STARTED),  # T23
    ((S.FINALISING, S.TIME_EXPIRED), S.COMPLETER),  # T24, T27
    (OPEN_AFTER_START, S.CANCEL_PENDING),  # T29
    ((S.CANCEL_PENDING,), S.CANCELLED),  # T30
)
"""Every move of the matrix, T3 to T30."""
CALENDAR_DAYS = {S.AUTO_DNA: (K.REFERRAL_MADE, 31), S.AUTO_ENDED: (K.INITIAL_MEETING_HELD, 30)}
"""From what, and on which calendar day, PRaP moves a case by itself (T16, T28)."""
MISTAKES = (K.CONTACT_ATTEMPTED, K.CONTACTED, K.RE_CONTACT_ATTEMPTED, K.FINALISING_BEGUN, K.MEETING_MISSED)

MEETING = (K.IDENTITY_CONFIRMED, K.INITIAL_MEETING_HELD)
PAPERS = (K.VOLUNTEER_CONFIRMED, K.JFAP_AGREED, K.PACK_SENT, K.DRAFT_JFAP_SENT)
FINAL = (K.GROUP_ATTENDED, K.CV_AGREED, K.JFAP_FINALISED, K.FINAL_JFAP_SENT, K.COMPLETED)
CODES = {"completed": "39", "work": "1", "left": "36", "died": "43", "moved": "36"}


class MonthOfAnOffice:
    """The office with its dice. ``refused`` counts what the rules turned down on the way."""

    def __init__(self, office: Any, seed: int) -> None:
        self.office = office
        self.dice = Random(seed)
        self.stages: dict[UUID, Stage] = {}
        self.ends: dict[UUID, tuple[str, date]] = {}
        """What is still to be keyed: the end code, and the last day on which they took part."""
        self.refused: Counter[str] = Counter()
        self.moves: Counter[tuple[Stage, Stage]] = Counter()
        self.days: Counter[Stage] = Counter()
        self.handed_back: set[UUID] = set()
        self.start_keyed: set[UUID] = set()
        self.end_seen: set[UUID] = set()
        self.taken_back = 0
        self.again: list[UUID] = []
        self.people = [
            staff.add(
                office.workspace, name=f"Adviser {number}", role=Role.ADVISER, prap_role=number % 2 == 0
            ).value
            for number in range(ADVISERS)
        ]

    def run(self) -> None:
        left = REFERRALS
        for number in range(REFERRING_DAYS + LAST_DAYS):
            self.office.on(FIRST_DAY + timedelta(days=number), "06:00")
            self._turn_of_the_day()
            if number < REFERRING_DAYS:
                share = min(left, REFERRALS // REFERRING_DAYS)
                left -= share
                for _ in range(share):
                    self._refer()
            if self.office.workspace.calendar.is_working(self.office.workspace.today()):
                self._work()

    def _refer(self) -> None:
        self.office.on(self.office.workspace.today(), "08:30")
        nation = self.dice.choice(("ENG", "SCT", "WLS"))
        case_id = self.office.referred(nation=nation, last_name=NAMES[len(self.stages) % len(NAMES)])
        self.stages[case_id] = Stage.RECEIVED

    def _refer_again(self, before: UUID) -> None:
        """T31: the Jobcentre refers anew; that is another case, and the old one stays where it stands."""
        if len(self.again) < 5 and self.office.workspace.today() < FIRST_DAY + timedelta(days=REFERRING_DAYS):
            case_id = self.office.referred(last_name=NAMES[0])
            self.stages[case_id] = Stage.RECEIVED
            self.again.append(case_id)
            assert case_id != before and self._stored()[before] is self.stages[before]

    def _turn_of_the_day(self) -> None:
        finish(redate(self.office.workspace))
        automatic_moves.note(self.office.workspace)
        for case_id, stage in self._stored().items():
            before = self.stages.get(case_id, stage)
            assert stage is before or _reaches(before, stage), (before, stage)
            self.moves[before, stage] += stage is not before
            self.stages[case_id] = stage
            if stage is not before and stage in CALENDAR_DAYS:
                self._on_its_day(case_id, stage)

    def _on_its_day(self, case_id: UUID, stage: Stage) -> None:
        """T16, T28: on that very calendar day, counted here from what happened."""
        since, days = CALENDAR_DAYS[stage]
        with self.office.workspace.reading() as db:
            first = load(db, case_id).first(since)
        assert first is not None
        assert self.office.workspace.today() - first.on == timedelta(days=days), (stage, first.on)
        self.days[stage] += 1

    def _take_back(self, case_id: UUID) -> None:
        """A mistake is taken back with its reason; the case then stands where the rest leads, or nothing
        is taken back from a case that has ended."""
        if not is_open(self.stages[case_id]):
            return
        found = [one for one in facts.of_case(self.office.workspace, case_id) if not one.withdrawn_reason]
        wrong = next((one for one in found if one.kind in MISTAKES), None)
        if wrong is not None:
            facts.withdraw(self.office.workspace, wrong.id, "Recorded on the wrong case")
            self.taken_back += 1
            self.stages[case_id] = self._stored()[case_id]

    def _stored(self) -> dict[UUID, Stage]:
        with self.office.workspace.reading() as db:
            return {
                key: Stage(stage) for key, stage in db.execute(select(CaseSummary.case_id, CaseSummary.stage))
            }

    def _work(self) -> None:
        for number, (case_id, stage) in enumerate(list(self.stages.items())):
            self.office.workspace.me = self.people[number % ADVISERS]  # each case has its adviser
            self.office.on(self.office.workspace.today(), self.dice.choice(("10:15", "12:40", "16:20")))
            act = getattr(self, f"_when_{stage.value}", None)
            if act is not None:
                act(case_id)
            if self._chance(1):
                self._take_back(case_id)

    def _do(self, case_id: UUID, *kinds: K, **detail: str) -> bool:
        """Record these one after the other, as far as the rules go along."""
        keyed = self.office.workspace.programme.fact_kinds
        for kind in kinds:
            by = self.people[0].id if keyed[kind].keyed_on_prap else None
            try:
                self.office.record(case_id, kind, by=by, late_reason=LATE, detail=detail)
            except (RefusedByRule, BadInput) as refusal:
                self.refused[f"{kind.value}: {refusal.text}"] += 1
                return False
            self._look(case_id)
        return True

    def _look(self, case_id: UUID) -> None:
        with self.office.workspace.reading() as db:
            stage = Stage(db.scalar(select(CaseSummary.stage).where(CaseSummary.case_id == case_id)) or "")
        before = self.stages[case_id]
        assert stage is before or (before, stage) in STEPS, (before, stage)
        self.moves[before, stage] += stage is not before
        self.stages[case_id] = stage

    def _chance(self, percent: int) -> bool:
        return self.dice.randrange(100) < percent

    # What an adviser does with a case that stands there, some days more, some days less.

    def _when_received(self, case_id: UUID) -> None:
        if self._chance(70):
            self._do(case_id, K.REJECTED if self._chance(6) else K.ACKNOWLEDGED)

    def _when_accepted(self, case_id: UUID) -> None:
        if self._chance(45):
            self._do(case_id, K.CONTACT_ATTEMPTED)
        if self._chance(8):
            self._do(case_id, K.NO_CONTACT_KEYED)
        elif self._chance(25):
            day = self.office.workspace.calendar.add(self.office.workspace.today(), self.dice.randrange(1, 5))
            self._do(case_id, K.CONTACTED)
            self._do(case_id, K.MEETING_BOOKED, booked_for=day.isoformat())
        if self._chance(2):
            found_on = self.office.workspace.today().isoformat()
            self._do(case_id, K.DNS_KEYED, reason="error", error="Referred twice", found_on=found_on)

    def _when_booked(self, case_id: UUID) -> None:
        if self._chance(35):
            if self._do(case_id, *MEETING) and self._chance(85):
                self._do(case_id, *PAPERS)
        elif self._chance(12):
            told = {"told_beforehand": "Rang to say that they will not come"} if self._chance(30) else {}
            if self._do(case_id, K.INITIAL_MEETING_MISSED, **told):  # refused before its time (T8)
                self._do(case_id, K.DNA_KEYED, reason=self.dice.choice(("absent", "ill", "unwilling")))

    def _when_meeting_held(self, case_id: UUID) -> None:
        if self._chance(40):
            self._do(case_id, K.DNS_KEYED, reason=self.dice.choice(("work", "ill", "ineligible")))
        elif self._chance(50):
            self._do(case_id, *PAPERS)

    def _when_started(self, case_id: UUID) -> None:
        wanted = case_id not in self.start_keyed and self._chance(60)
        if wanted and self._do(case_id, K.DUPLICATES_SEARCHED, K.START_KEYED):
            self.start_keyed.add(case_id)
        happens = self.dice.randrange(100)
        if happens < 40:
            self._support(case_id)
        elif happens < 46:
            self._do(case_id, K.MEETING_MISSED)
        elif happens < 49:
            self._do(case_id, K.DISENGAGED)
        elif happens < 51:
            self._end(case_id, "work")
        elif happens < 52:
            self._do(case_id, K.MOVED, where="outside", moves_on="2021-06-20", longer_than_left="yes")
            self._end(case_id, "moved")
        elif happens < 53:
            self._end(case_id, "died")
        elif happens < 54:
            self._do(case_id, K.WITHDREW)
            self._end(case_id, "left")
        elif happens < 55:
            self._do(case_id, K.ERROR_FOUND_AFTER_START, K.PRAP14_SENT)
        if self.stages[case_id] is Stage.STARTED and self._chance(12):
            self._do(case_id, K.FINALISING_BEGUN)

    def _support(self, case_id: UUID) -> None:
        try:
            self.office.supported(case_id, self.dice.choice((45, 60, 75)))
        except (RefusedByRule, BadInput) as refusal:
            self.refused[refusal.text] += 1
        self._look(case_id)

    def _when_disengaged(self, case_id: UUID) -> None:
        if self._chance(60):
            self._do(case_id, K.RE_CONTACT_ATTEMPTED)
        if self._chance(15):
            self._do(case_id, K.RE_ENGAGED)
        elif self._chance(50):
            self._end(case_id, "left")

    def _when_finalising(self, case_id: UUID) -> None:
        if self._chance(70):
            self._support(case_id)
        if self._chance(10):
            self._do(case_id, K.FINALISING_PAUSED)
        elif self._chance(20) and self._do(case_id, *FINAL):
            self.ends[case_id] = (CODES["completed"], self.office.workspace.today())

    _when_time_expired = _when_disengaged

    def _end(self, case_id: UUID, reason: str) -> None:
        said = {"reason": reason, "no_more_support": "yes" if reason == "work" else ""}
        if self._do(case_id, K.ENDED_EARLY, **{key: value for key, value in said.items() if value}):
            self.ends[case_id] = (CODES[reason], self.office.workspace.today())

    def _when_completer(self, case_id: UUID) -> None:
        if case_id in self.ends and self._chance(70):
            code, last = self.ends.pop(case_id)
            self._do(case_id, K.END_KEYED, end_code=code, last_engaged_on=last.isoformat())

    _when_early_completer = _when_completer

    def _when_cancel_pending(self, case_id: UUID) -> None:
        if self._do(case_id, K.POST_CONFIRMED):
            self._do(case_id, K.CANCELLATION_KEYED)

    def _when_auto_ended(self, case_id: UUID) -> None:
        if case_id not in self.end_seen and self._do(case_id, K.AUTO_END_SEEN):
            self.end_seen.add(case_id)

    def _when_auto_dna(self, case_id: UUID) -> None:
        if case_id not in self.handed_back and self._do(case_id, K.HANDED_BACK):
            self.handed_back.add(case_id)
            self._refer_again(case_id)

    _when_lapsed = _when_auto_dna


def _reaches(before: Stage, after: Stage) -> bool:
    """Whether days alone lead there, one turning after another (T25 and T28 may fall on one day)."""
    seen, wave = {before}, {before}
    while wave:
        wave = {to for stage, to in BY_ITSELF if stage in wave} - seen
        seen |= wave
    return after in seen


@pytest.mark.timeout(900)  # a busy machine takes its time over 75 days
def test_a_month_of_an_office_never_leaves_the_state_machine(quick_office: Any) -> None:
    """T1 to T31 as they come, the 'not allowed' list among what was tried and refused."""
    office = quick_office
    month = MonthOfAnOffice(office, seed=20210601)
    month.run()
    assert len(month.stages) == REFERRALS + len(month.again) and month.again
    assert month.taken_back > 10
    assert min(month.days[stage] for stage in CALENDAR_DAYS) > 0
    reached = Counter(month.stages.values())
    for stage in (
        Stage.REJECTED, Stage.LAPSED, Stage.NO_CONTACT, Stage.DNA, Stage.DNS, Stage.AUTO_DNA, Stage.COMPLETER,
        Stage.EARLY_COMPLETER, Stage.AUTO_ENDED, Stage.CANCELLED,
    ):  # fmt: skip
        assert reached[stage] > 0, (stage, reached)
    assert month.moves[Stage.DISENGAGED, Stage.STARTED] > 0
    assert month.refused, "haste was never refused"
    _completers_are_completers(office, month)
    assert office.workspace.vault.verify().ok


def _completers_are_completers(office: Any, month: MonthOfAnOffice) -> None:
    """COMPLETER never without the five tests, 240 minutes among them; nobody keyed code 45."""
    keyed: Counter[str] = Counter()
    with office.workspace.reading() as db:
        for case_id, stage in month.stages.items():
            known = load(db, case_id)
            if stage is Stage.COMPLETER:
                assert all(test.met for test in completion.tests_of(db, office.workspace, known))
            keyed.update(fact.detail["end_code"] for fact in known.of(K.END_KEYED))
            if stage in (Stage.REJECTED, Stage.LAPSED):
                assert not known.has(K.INITIAL_MEETING_HELD, K.START_KEYED)
    assert set(CODES.values()) == set(keyed), keyed
