"""The transitions of a case, as data: REQUIREMENTS, 'State machine', T1 to T32.

Each row says which fact, or which day passing by itself, takes a case from which stages to
which. What else must hold is the profile's list of guards (``rules/journey/guards.py``); the flags
of a start are its papers and whether it is keyed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.facts.stages import Stage, is_open

BEFORE_MEETING = frozenset({Stage.ACCEPTED, Stage.BOOKED})
ON_PROVISION = frozenset({Stage.STARTED, Stage.DISENGAGED, Stage.FINALISING})
ENDABLE = ON_PROVISION | {Stage.TIME_EXPIRED}
ENDED = frozenset(stage for stage in Stage if not is_open(stage))


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table. ``by`` is the fact that makes it; None for a day that passes.

    ``keyed`` is set where the start must be keyed on PRaP (True) or must not be (False).
    """

    row: str
    out_of: frozenset[Stage]
    to: Stage
    by: FactKind | None
    paragraph: str
    keyed: bool | None = None


def _row(
    row: str,
    out_of: frozenset[Stage] | Stage,
    to: Stage,
    by: FactKind | None,
    paragraph: str,
    *,
    keyed: bool | None = None,
) -> Transition:
    stages = frozenset({out_of}) if isinstance(out_of, Stage) else out_of
    return Transition(row, stages, to, by, paragraph, keyed)


TRANSITIONS: tuple[Transition, ...] = (
    _row("T3", Stage.RECEIVED, Stage.REJECTED, FactKind.REJECTED, "JFS 3.36"),
    _row("T4", Stage.RECEIVED, Stage.ACCEPTED, FactKind.ACKNOWLEDGED, "JFS 3.07"),
    _row("T5", Stage.RECEIVED, Stage.LAPSED, None, "JFS 3.08"),
    _row("T6", Stage.ACCEPTED, Stage.BOOKED, FactKind.MEETING_BOOKED, "JFS 3.14"),
    _row("T7", Stage.ACCEPTED, Stage.NO_CONTACT, FactKind.NO_CONTACT_KEYED, "JFS 3.15"),
    _row("T8", BEFORE_MEETING, Stage.DNA, FactKind.DNA_KEYED, "JFS 3.33"),
    # By a strict reading (AMB-57); a day turns before what is recorded on it, an acceptance among that.
    _row("T8", BEFORE_MEETING | {Stage.RECEIVED}, Stage.DNA, None, "JFS 3.33"),
    _row("T9", BEFORE_MEETING, Stage.DNS, FactKind.DNS_KEYED, "JFS 3.32"),
    _row("T10", Stage.BOOKED, Stage.BOOKED, FactKind.MEETING_BOOKED, "JFS 3.33"),
    _row("T11", BEFORE_MEETING, Stage.MEETING_HELD, FactKind.INITIAL_MEETING_HELD, "JFS 3.17"),
    _row("T12", Stage.MEETING_HELD, Stage.DNS, FactKind.DNS_KEYED, "JFS 3.31"),
    # A start that the Work Coach stopped before it was on PRaP is none (I8, JFS 3.26).
    _row("T12", ON_PROVISION, Stage.DNS, FactKind.DNS_KEYED, "JFS 3.31", keyed=False),
    # T13, MEETING_HELD to STARTED, follows when every paper of the start is there: START_NEEDS below.
    _row("T16", BEFORE_MEETING | {Stage.MEETING_HELD, Stage.DNA}, Stage.AUTO_DNA, None, "JFS 3.40"),
    _row("T16", ENDABLE, Stage.AUTO_DNA, None, "JFS 3.40", keyed=False),
    _row("T17", Stage.STARTED, Stage.DISENGAGED, FactKind.DISENGAGED, "JFS 4.18"),
    _row("T17", Stage.STARTED, Stage.DISENGAGED, None, "JFS 4.17"),
    _row("T18", Stage.DISENGAGED, Stage.STARTED, FactKind.RE_ENGAGED, "JFS 4.19"),
    _row("T18", Stage.DISENGAGED, Stage.STARTED, FactKind.MISSED_MEETING_EXPLAINED, "JFS 4.19"),
    _row("T18", Stage.DISENGAGED, Stage.STARTED, FactKind.SESSION_HELD, "JFS 4.19"),
    _row("T18", Stage.DISENGAGED, Stage.STARTED, FactKind.GROUP_ATTENDED, "JFS 4.19"),
    _row("T18", Stage.DISENGAGED, Stage.STARTED, FactKind.CONTACTED, "JFS 4.19"),
    _row("T19", ENDABLE, Stage.EARLY_COMPLETER, FactKind.ENDED_EARLY, "JFS 5.11"),
    # T20, T21 and T26 are the same move, told apart by the reason and its guards.
    _row("T22", Stage.STARTED, Stage.FINALISING, FactKind.FINALISING_BEGUN, "JFS 4.08"),
    _row("T23", Stage.FINALISING, Stage.STARTED, FactKind.FINALISING_PAUSED, "JFS 4.08"),
    _row("T24", Stage.FINALISING, Stage.COMPLETER, FactKind.COMPLETED, "JFS 5.02"),
    _row("T25", ON_PROVISION, Stage.TIME_EXPIRED, None, "JFS 4.18"),
    _row("T27", Stage.TIME_EXPIRED, Stage.COMPLETER, FactKind.COMPLETED, "JFS 5.02"),
    _row("T28", ENDABLE, Stage.AUTO_ENDED, None, "JFS 5.08", keyed=True),
    _row("T28", ENDABLE, Stage.AUTO_ENDED, FactKind.AUTO_END_SEEN, "JFS 5.08", keyed=True),
    _row("T29", ENDABLE, Stage.CANCEL_PENDING, FactKind.PRAP14_SENT, "JFS 3.37", keyed=True),
    _row("T30", Stage.CANCEL_PENDING, Stage.CANCELLED, FactKind.CANCELLATION_KEYED, "JFS 3.38"),
    _row("T32", ENDED, Stage.ARCHIVED, FactKind.DISPOSAL_APPROVED, "JFS 1.33"),
)
"""T1 and T2 are the case being made; T14 and T15 change the flags of a start, not the stage;
T31 is another case."""

START_NEEDS: tuple[frozenset[FactKind], ...] = (
    frozenset({FactKind.VOLUNTEER_CONFIRMED}),
    frozenset({FactKind.JFAP_AGREED, FactKind.DRAFT_JFAP_SENT}),
    frozenset({FactKind.PACK_SENT}),
)
"""A start is made once one of each is recorded at an attended meeting, keyed or not (JFS 3.19, T13);
a draft that went out was agreed."""

BY_FACT: Mapping[str, tuple[Transition, ...]] = {
    kind: tuple(row for row in TRANSITIONS if row.by is kind)
    for kind in FactKind
    if any(row.by is kind for row in TRANSITIONS)
}

BY_ITSELF: Mapping[Stage, tuple[Transition, ...]] = {
    stage: tuple(row for row in TRANSITIONS if row.by is None and row.to is stage)
    for stage in Stage
    if any(row.by is None and row.to is stage for row in TRANSITIONS)
}
