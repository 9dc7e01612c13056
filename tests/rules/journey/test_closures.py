"""What may close a case that has started: nothing but the ends of the table (X1, JFS 5.01, 5.08)."""

from __future__ import annotations

from datetime import date

import pytest

from jfs_desktop.rules.facts.facts import Fact, FactKind
from jfs_desktop.rules.facts.transitions import TRANSITIONS
from jfs_desktop.rules.journey.journey import Stage, is_open, refusal
from tests.answers import ANSWERS
from tests.rules.journey.test_journey import DISENGAGED, EXPIRING, FINALISING, POSTED, TRIED, UNKEYED, stage
from tests.rules.made_facts import CALENDAR, PROGRAMME, case, fact, started

ENDS = {
    FactKind.COMPLETED: Stage.COMPLETER,
    FactKind.ENDED_EARLY: Stage.EARLY_COMPLETER,
    FactKind.AUTO_END_SEEN: Stage.AUTO_ENDED,
    FactKind.CANCELLATION_KEYED: Stage.CANCELLED,
}
"""Completer, Early Completer, PRaP's own end, and a cancellation that POST has confirmed."""
REASONS = ("left", "work", "moved", "died", "absent", "ill", "error", "ineligible", "duplicate")


@pytest.mark.parametrize(
    ("facts", "day"),
    [
        (started(), "2021-07-20"),
        (UNKEYED, "2021-07-20"),
        (DISENGAGED, "2021-07-27"),
        (TRIED, "2021-08-02"),
        (FINALISING, "2021-07-27"),
        (EXPIRING, "2021-11-30"),
        (POSTED, "2021-07-21"),
    ],
)
def test_x1_only_its_ends_close_a_started_case(facts: tuple[Fact, ...], day: str) -> None:
    """X1: whatever else the guards let through leaves the case open."""
    today = date.fromisoformat(day)
    assert is_open(stage(day, *facts))
    for kind in FactKind:
        for reason in REASONS:
            detail = dict(ANSWERS.get(kind, {})) | {"reason": reason}
            if refusal(kind, case(*facts), PROGRAMME, CALENDAR, today=today, on=today, detail=detail):
                continue
            after = stage(day, *facts, fact(kind, day, number=90, **detail))
            assert is_open(after) or after is ENDS.get(kind), (kind, reason)


def test_x1_the_table_knows_no_other_closure() -> None:
    """X1: of provision, by a fact or by a day, to what is closed; and a start that the Work Coach stopped
    before it was on PRaP, which is none (I8)."""
    provision = {Stage.STARTED, Stage.DISENGAGED, Stage.FINALISING, Stage.TIME_EXPIRED, Stage.CANCEL_PENDING}
    closing = {(row.by, row.to) for row in TRANSITIONS if row.out_of & provision and not is_open(row.to)}
    stopped = {(row.by, row.to) for row in TRANSITIONS if row.by is FactKind.DNS_KEYED and row.keyed is False}
    assert closing == {*ENDS.items(), *stopped, (None, Stage.AUTO_ENDED), (None, Stage.AUTO_DNA)}
