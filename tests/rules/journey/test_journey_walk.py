"""A walk through the journey at random: whatever the guards let through, a case only moves as the table
of REQUIREMENTS, 'State machine', says."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import chain

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from jfs_desktop.rules.clocks.clocks import clocks_for
from jfs_desktop.rules.facts.facts import Fact, FactKind
from jfs_desktop.rules.facts.transitions import BY_FACT, BY_ITSELF, START_NEEDS
from jfs_desktop.rules.journey.journey import Stage, is_open, refusal, stage_of
from jfs_desktop.rules.journey.re_engagement import BACK, spell_of
from jfs_desktop.rules.programme.fixed_choices import REASON
from tests.answers import ANSWERS
from tests.rules.journey.test_journey import EXPIRING
from tests.rules.made_facts import CALENDAR, PROGRAMME, case, fact, referred

TABLE = {
    "received": "rejected accepted lapsed",  # T3 to T5
    "accepted": "booked no_contact dna dns meeting_held auto_dna",  # T6 to T9, T11, T16
    "booked": "dna dns meeting_held auto_dna",  # T8 to T11, T16
    "meeting_held": "dns started auto_dna",  # T12, T13, T16
    "started": "disengaged early_completer finalising time_expired auto_ended cancel_pending auto_dna",
    "disengaged": "started early_completer time_expired auto_ended cancel_pending auto_dna",  # T18 to T29
    "finalising": "started early_completer completer time_expired auto_ended cancel_pending auto_dna",
    "time_expired": "early_completer completer auto_ended cancel_pending auto_dna",  # T26 to T29
    "cancel_pending": "cancelled",  # T30
}
"""The table's moves, written here a second time: what is not in it must not happen."""

PAIRS = {(Stage(out_of), Stage(to)) for out_of, every in TABLE.items() for to in every.split()}
PAIRS |= {(stage, Stage.ARCHIVED) for stage in Stage if not is_open(stage)}  # T32
IN_A_DAY = {*PAIRS, (Stage.ACCEPTED, Stage.STARTED), (Stage.BOOKED, Stage.STARTED)}
"""With a paper of the start recorded before the meeting, T13 follows T11 at once."""

NEW = referred("2021-10-25")
ACCEPTED = (*NEW, fact(FactKind.ACKNOWLEDGED, "2021-10-25"))

UNSEEN = {Stage.LAPSED, Stage.AUTO_DNA, Stage.AUTO_ENDED}
"""Ends that came by themselves: what was done in time may still be recorded late."""

LEADING = {FactKind.ACKNOWLEDGED, FactKind.IDENTITY_CONFIRMED, FactKind.INITIAL_MEETING_HELD}
TASKS = {FactKind.JFAP_REQUESTED, FactKind.SURVEY_ASKED, FactKind.COMPLAINT_RAISED}
ASKED_FOR = {
    kind for guard in PROGRAMME.guards for kind in (*guard.needs, *guard.settled_by, *guard.counting)
}
MOVING = sorted({*BY_FACT, *ASKED_FOR, *TASKS, *LEADING} - {fact.kind for fact in referred()})
TRIED = (*MOVING, *sorted({*LEADING, *chain(*START_NEEDS), FactKind.START_KEYED}) * 4)
"""What leads to a start is tried more often, so that most walks come to the stages behind it."""

AWAY = (*EXPIRING, fact(FactKind.MEETING_MISSED, "2021-11-03"))
"""Somebody who missed a meeting on the third day: whatever follows, they are away until they are back."""
WINDOW = PROGRAMME.clock("re_engagement_window_capped")

REASONS = ("absent", "ill", "work", "error", "ineligible", "left", "moved", "died", "duplicate")


class Walk(RuleBasedStateMachine):
    """A case to which days pass and facts come, of today or of some days ago."""

    def __init__(self) -> None:
        super().__init__()
        self.facts: tuple[Fact, ...] = NEW
        self.today = NEW[0].on

    @initialize(begun=st.sampled_from((NEW, ACCEPTED, EXPIRING, AWAY, AWAY)))
    def begins(self, begun: tuple[Fact, ...]) -> None:
        """Some walks begin after the start, so that all that follows it is walked too."""
        self.facts, self.today = case(*begun).facts, begun[-1].on

    def stage(self, *more: Fact) -> Stage:
        return stage_of(case(*self.facts, *more), PROGRAMME, CALENDAR, self.today)

    @rule(days=st.sampled_from((1, 1, 1, 2, 5)))
    def days_pass(self, days: int) -> None:
        """Only the moves that nobody records happen by themselves (T5, T16, T17, T25, T28)."""
        for _ in range(days):
            before = self.stage()
            self.today += timedelta(days=1)
            after = self.stage()
            if after is not before:
                assert (before, after) in PAIRS
                assert any(before in row.out_of for row in BY_ITSELF[after])

    @rule(data=st.data(), ago=st.sampled_from((0, 0, 0, 0, 1, 3)))
    def something_is_recorded(self, data: st.DataObject, ago: int) -> None:
        """One fact that the guards let through."""
        on = self.today - timedelta(days=ago)
        open_now = [kind for kind in TRIED if self._allowed(kind, on, None)]
        if not open_now:
            return
        kind = data.draw(st.sampled_from(open_now))
        detail = dict(ANSWERS.get(kind, {}))
        if PROGRAMME.fact_kinds[kind].code_list:
            detail |= {REASON: data.draw(st.sampled_from(REASONS))}
        if not self._allowed(kind, on, detail):
            return
        before = self.stage()
        new = fact(kind, on.isoformat(), number=len(self.facts), **detail)
        after = self.stage(new)
        self.facts = case(*self.facts, new).facts
        if ago == 0 and after is not before:
            assert (before, after) in IN_A_DAY, kind
        if not is_open(before) and before not in UNSEEN:
            assert after in {before, Stage.ARCHIVED}, kind

    @invariant()
    def who_disengaged_has_one_window_until_they_are_back(self) -> None:
        """M4, AMB-34, AMB-35, T17 to T19: a case that stands as disengaged has one time away for which the
        window runs, by itself or not, and from the attempt by which leaving unheard is judged; nobody who
        takes part has an open one."""
        known = case(*self.facts)
        readings = clocks_for(known, PROGRAMME, CALENDAR, self.today, explain=False)
        windows = [one for one in readings if one.rule is WINDOW and one.subject is not None]
        still = [one for one in windows if one.met_on is None]
        assert len(still) <= 1
        if self.stage() is Stage.DISENGAGED and not known.has(FactKind.WITHDREW):
            spell = spell_of(known, PROGRAMME, CALENDAR, self.today)
            assert spell is not None and len(still) == 1
            assert still[0].due == spell.window_ends
        if self.facts[-1].kind in BACK:
            assert not [one for one in still if one.is_open]

    def _allowed(self, kind: FactKind, on: date, detail: dict[str, str] | None) -> bool:
        return (
            refusal(kind, case(*self.facts), PROGRAMME, CALENDAR, today=self.today, on=on, detail=detail)
            is None
        )

    def teardown(self) -> None:
        """Told over from its first day, fact by fact, the case has gone only along the table."""
        told: tuple[Fact, ...] = ()
        left = list(self.facts)
        before, day = Stage.RECEIVED, self.facts[0].on
        while day <= self.today:
            steps = [told]
            while left and left[0].on <= day:
                told = (*told, left.pop(0))
                steps.append(told)
            for known in steps:
                after = stage_of(case(*known), PROGRAMME, CALENDAR, day) if known else before
                assert after is before or (before, after) in IN_A_DAY, (before, after, day)
                before = after
            day += timedelta(days=1)


Walk.TestCase.settings = settings(max_examples=80, stateful_step_count=50, deadline=None)
TestWalk = Walk.TestCase
