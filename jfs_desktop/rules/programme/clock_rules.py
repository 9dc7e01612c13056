"""What a programme profile says about one clock, and about what may be recorded when.

There are no expressions: a clock starts, stops and lapses on facts from the closed
list of :class:`~jfs_desktop.rules.facts.facts.FactKind`, and is counted in one of a few ways.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.programme.questions import Question


class Unit(StrEnum):
    """The ways in which a clock is counted (REQUIREMENTS, 'How to read this')."""

    WORKING_DAYS = "working_days"  # the event is day 0; a negative number counts back
    WORKING_DAYS_DAY_ONE = "working_days_day_one"  # the event is day 1
    CALENDAR_DAYS = "calendar_days"  # the event is day 0
    HOURS = "hours"  # elapsed, weekends and holidays included
    DAY_OF_NEXT_MONTH = "day_of_next_month"
    WEEKDAY_AFTER_BIRTHDAY = "weekday_after_birthday"  # first such weekday of the month, after an age
    UNTIL_STOPPED = "until_stopped"  # runs without a due day


class Roll(StrEnum):
    """What happens to a day of the month, or one counted in calendar days, that is not worked."""

    STAYS = "stays"
    FORWARD = "forward"
    BACK = "back"


class Scope(StrEnum):
    """Whose clock it is."""

    CASE = "case"
    CONTRACT = "contract"


@dataclass(frozen=True, slots=True)
class Count:
    """How many, of which unit. ``age``, ``month`` and ``weekday`` (1 Monday to 7 Sunday) serve
    WEEKDAY_AFTER_BIRTHDAY, where ``number`` shifts the result by calendar days."""

    unit: Unit
    number: int = 0
    roll: Roll = Roll.STAYS
    age: int = 0
    month: int = 0
    weekday: int = 0


@dataclass(frozen=True, slots=True)
class Limit:
    """A second count: the clock is due at the earlier of the two. It runs from the same event,
    or from the first fact of the kind ``counted_from``."""

    count: Count
    counted_from: FactKind | None = None


@dataclass(frozen=True, slots=True)
class ClockRule:
    """One clock of the catalogue (DESIGN 3.2).

    It starts on the first fact of ``starts`` (on each of them, if ``repeats``;
    once for each fact of ``subjects`` and on the first start that follows it, if
    those are given) and is counted from that fact's day: from the day named
    ``dated_by`` in its detail where there is one, or from the first fact of
    ``counted_from``. It is met by the first fact of ``stops`` (by one of each, if
    ``needs_all``), and no longer needed after one of ``lapses`` or of its phase, nor where one of
    ``ruled_out_by`` is recorded at all, be it of a day before the start.

    ``action`` is the text of the button that meets it, ``action_when_missed`` the
    one that is left, and ``name_when_missed`` the duty, when missing it has brought
    the case to the stage ``ends_as`` (on the due day itself, if ``ends_on_due_day``),
    which only ``settled_by`` averts where it differs from ``stops``. ``family`` names
    clocks that are one duty.
    One with ``subjects`` that does not repeat runs once, from the first start after the first of them that
    nothing took back since (``rules/facts/declarations.py``).
    One ``turned_by`` another clock runs for times away (``rules/clocks/times_away.py``): from the first fact
    of ``subjects``, or of the other clock's starts, to the first of ``stops``; only for those that are a
    disengagement, by a fact of ``subjects`` or because the other clock was missed.
    ``milestone`` clocks mark a day and ask for nothing. One that ``may_wait`` has a day which the
    contract does not name, and may be put off by the adviser, by the ``longest_wait`` at a time where it has
    one. What is to be done ``at_once`` is owed from its first minute. Nothing meets a clock while that
    ``after`` which it comes is open. ``target`` and ``warning`` are derived earlier dates. ``listed`` is
    false for a rule that can be asked for but never runs on this programme, and for one whose switch
    ``off_with``, a name of the settings, is on.
    """

    id: str
    name: str
    paragraph: str
    requirement: str
    phase: str
    starts: tuple[FactKind, ...]
    count: Count
    scope: Scope = Scope.CASE
    family: str = ""
    action: str = ""
    action_when_missed: str = ""
    name_when_missed: str = ""
    repeats: bool = False
    subjects: tuple[FactKind, ...] = ()
    turned_by: str = ""
    dated_by: str = ""
    counted_from: FactKind | None = None
    stops: tuple[FactKind, ...] = ()
    needs_all: bool = False
    lapses: tuple[FactKind, ...] = ()
    ruled_out_by: tuple[FactKind, ...] = ()
    earlier_of: Limit | None = None
    target: Count | None = None
    target_time: time | None = None
    warning: Count | None = None
    ends_as: Stage | None = None
    ends_on_due_day: bool = False
    settled_by: tuple[FactKind, ...] = ()
    after: str = ""
    actionable: bool = True
    milestone: bool = False
    may_wait: bool = False
    at_once: bool = False
    longest_wait: Count | None = None
    listed: bool = True
    off_with: str = ""
    note: str = ""

    def name_on(self, today: date, due: date | None) -> str:
        """What is to be done on a day, while it is open and due on ``due``."""
        if (
            self.name_when_missed
            and due is not None
            and (today > due or (self.ends_on_due_day and today == due))
        ):
            return self.name_when_missed
        return self.name


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the journey; its clocks are no longer needed once one of these facts is
    recorded or the case has ended by itself in one of these stages."""

    key: str
    closed_by: tuple[FactKind, ...] = ()
    closed_in: tuple[Stage, ...] = ()


@dataclass(frozen=True, slots=True)
class FactRule:
    """What a kind of fact is called, and how it may be recorded.

    ``past`` completes 'when …' ('the referral was made'). ``repeats`` lets it be
    recorded more than once, ``repeats_for`` once for each fact of those kinds that is recorded by its day;
    ``any_time`` lets it lie before the referral.
    ``keyed_on_prap`` asks for the PRaP right, by ``right_paragraph``; what ``goes_out``
    has left the house: neither is ever undone. What ``must_arrive`` counts for nothing once the message
    that it stands for came back. ``code_list``
    names the fixed choices that go with it: 'end_codes', 'cancellation' or the
    like. ``dates`` names a day in its detail. ``asks`` are the other questions that
    go with it. ``channel_use`` names the use ('contact', 'session', 'document') of the
    channel that must be said with it; ``any_channel`` takes one that nobody has cleared too, where a life
    may be at risk. ``automatic`` facts are written by the product
    itself and never offered to a person. What is ``never_shared`` stands on the case and in the
    journal, and in nothing that leaves the house. ``group`` is the heading under which it is offered on a
    case; without one it is offered only to meet a clock. What was done stands in the JFAP under the
    plan's ``heading``, or under that which the answer to the question ``heading_by`` names (P4, P6).
    The time of day is asked for too where a paragraph, ``timed_by``, wants it. It answers a fact of the
    kinds that it ``follows``, and so cannot have come before that on one day.
    """

    kind: FactKind
    name: str
    past: str
    repeats: bool = False
    repeats_for: tuple[FactKind, ...] = ()
    any_time: bool = False
    keyed_on_prap: bool = False
    goes_out: bool = False
    must_arrive: bool = False
    right_paragraph: str = ""
    code_list: str = ""
    dates: str = ""
    asks: tuple[Question, ...] = ()
    channel_use: str = ""
    any_channel: bool = False
    automatic: bool = False
    group: str = ""
    never_shared: bool = False
    heading: str = ""
    heading_by: str = ""
    timed_by: str = ""
    follows: tuple[FactKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A fact that was recorded with one of these answers to one of its questions."""

    fact: FactKind
    key: str
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guard:
    """When the facts of ``facts`` may not be recorded; the first guard that bites is told.

    It bites unless one of ``needs`` and one of ``needs_said`` is recorded (``needs`` after the
    last of ``since``, if any of those is) and the newest of its kind says ``needs_said_last``, or if one of
    ``unless`` or ``barred_by`` is, or the newest of its kind says ``barred_by_last``; after a day that a fact
    of ``closed_after`` names; while the last of ``unsettled`` has no ``settled_by`` after it; in a stage
    outside ``only_in`` or one of ``never_in``; before ``after_clock``'s due day is over (or has come, if
    ``on_its_day``), but never beyond the last weekday before that of ``open_before``, which would leave no
    day for it; once
    that of ``until_clock`` has come, whatever ended that clock; or while fewer than the figure
    ``at_least`` of the minimums of ``counting`` are recorded, on as many days if ``on_different_days``; or
    once as many as ``at_most`` of ``facts`` are recorded, on whatever days. Of
    ``counting`` only what came after the last of ``since`` counts, for the clock too. A stage is
    taken as at the day of the fact, and so is what is recorded, unless ``whenever``: then what came later
    counts too. With ``in_order`` what was recorded later on the same day counts for nothing, as far as times
    of day are known; with ``ends_in_order`` no end counts that came later on that day, by its time or by when
    it was recorded. It bites too while each meeting that stands booked by a fact of ``not_before`` still
    lies ahead, and where none stands booked by a fact of ``booked``.

    It holds only for the choices of ``only_for``, if given. A reason listed in
    ``excused_by``, a fact of ``excused_by_facts`` that nothing took back since or an answer to the question
    ``excused_by_answer`` lets the fact pass, and so does what was ``excused_by_said``; so does a message on
    its way that becomes one of ``needs`` by going, which stands under ``excused_by_message`` in the entry;
    with ``excused_when_stopped`` so does the Work Coach's word that it does not go on, while that stands.
    With ``though_returned`` one of ``needs`` that came back will do: what is to be recorded answers it.
    """

    facts: tuple[FactKind, ...]
    text: str
    paragraph: str
    needs: tuple[FactKind, ...] = ()
    though_returned: bool = False
    needs_said: tuple[Said, ...] = ()
    needs_said_last: tuple[Said, ...] = ()
    since: tuple[FactKind, ...] = ()
    unless: tuple[FactKind, ...] = ()
    barred_by: tuple[Said, ...] = ()
    barred_by_last: tuple[Said, ...] = ()
    closed_after: tuple[Said, ...] = ()
    unsettled: tuple[FactKind, ...] = ()
    settled_by: tuple[FactKind, ...] = ()
    whenever: bool = False
    in_order: bool = False
    ends_in_order: bool = False
    not_before: tuple[FactKind, ...] = ()
    booked: tuple[FactKind, ...] = ()
    only_in: tuple[Stage, ...] = ()
    never_in: tuple[Stage, ...] = ()
    after_clock: str = ""
    open_before: str = ""
    until_clock: str = ""
    on_its_day: bool = False
    at_least: str = ""
    at_most: int = 0
    counting: tuple[FactKind, ...] = ()
    on_different_days: bool = False
    only_for: tuple[str, ...] = ()
    excused_by: tuple[str, ...] = ()
    excused_by_facts: tuple[FactKind, ...] = ()
    excused_by_said: tuple[Said, ...] = ()
    excused_by_answer: str = ""
    excused_by_message: str = ""
    excused_when_stopped: bool = False
