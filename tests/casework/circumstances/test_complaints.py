"""The complaints register (D6)."""

from __future__ import annotations

from datetime import date

import pytest

from jfs_desktop.casework.circumstances import complaints
from jfs_desktop.casework.desk import settings
from jfs_desktop.errors import RefusedByRule
from jfs_desktop.rules.facts.facts import FactKind as K
from tests.casework.conftest import Office


def test_a_complaint_goes_from_raised_to_settled(office: Office) -> None:
    """D6: raised, steps, escalated, settled; afterwards it takes no more."""
    office.on(date(2021, 6, 1))
    case_id = office.referred()
    raised = office.record(case_id, K.COMPLAINT_RAISED, detail={"taken_by": "Rosa Khan"})
    office.record(case_id, K.COMPLAINT_STEP_TAKEN)
    office.record(case_id, K.COMPLAINT_ESCALATED)
    office.on(date(2021, 6, 3))
    office.record(case_id, K.COMPLAINT_SETTLED, about=raised.id)
    (found,) = complaints.register(office.workspace).complaints
    assert (found.name, found.handler, found.steps, found.escalated_to) == (
        "Priya Nair", "Rosa Khan", 2, "Harbourside Jobcentre",
    )  # fmt: skip
    assert (found.open, found.settled_on, found.late) == (False, date(2021, 6, 3), False)
    with pytest.raises(RefusedByRule):
        office.record(case_id, K.COMPLAINT_STEP_TAKEN)


def test_day_limits_are_the_providers_own(office: Office) -> None:
    """D6: none by default; derived from the settings."""
    office.on(date(2021, 5, 24))
    office.record(office.referred(), K.COMPLAINT_RAISED)
    office.on(date(2021, 6, 4))
    (found,) = complaints.register(office.workspace).complaints
    assert (found.answer_due, found.settle_due, found.late) == (None, None, False)
    settings.put(office.workspace, settings.COMPLAINT_ANSWER_DAYS, 2)
    settings.put(office.workspace, settings.COMPLAINT_SETTLE_DAYS, 20)
    (found,) = complaints.register(office.workspace).complaints
    assert (found.answer_due, found.settle_due, found.late) == (date(2021, 5, 26), date(2021, 6, 22), True)


def test_open_and_settled_are_reported_by_month(office: Office) -> None:
    """D6: report."""
    office.on(date(2021, 4, 20))
    first = office.referred()
    raised = office.record(first, K.COMPLAINT_RAISED)
    office.on(date(2021, 5, 18))
    office.record(office.referred(), K.COMPLAINT_RAISED)
    office.on(date(2021, 6, 1))
    office.record(first, K.COMPLAINT_SETTLED, about=raised.id)
    register = complaints.register(office.workspace)
    assert [(one.first.month, one.raised, one.settled, one.open_at_end) for one in register.months] == [
        (6, 0, 1, 1), (5, 1, 0, 2), (4, 1, 0, 1),
    ]  # fmt: skip
    assert (register.open, [one.open for one in register.complaints]) == (1, [True, False])
