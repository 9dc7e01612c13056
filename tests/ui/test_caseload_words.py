"""The words of a caseload row that do not need a window."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from jfs_desktop.records.views import CaseloadRow
from ui.pages.caseload_model import COLUMNS, shown

NEXT = next(number for number, column in enumerate(COLUMNS) if column.key == "next")


@pytest.mark.parametrize(
    ("open_case", "due", "words", "painted"),
    [
        (True, date(2021, 6, 8), "Key the end", True),
        (False, date(2021, 6, 8), "Key the end (after the end)", True),
        (False, None, "", False),
    ],
)
def test_an_ended_case_with_work_left_is_marked(
    open_case: bool, due: date | None, words: str, painted: bool
) -> None:
    row = CaseloadRow(
        case_id=UUID(int=1), name="Priya Nair", reference="PR-1", ni_number="", jobcentre="Harbourside",
        stage="completer", stage_name="Completer", next_clock="end" if due else None,
        next_clock_name="Key the end" if due else "", next_due=due, days_left=2 if due else None,
        minutes=240, adviser="Rosa Khan", open=open_case, referral_made_on=date(2021, 5, 18),
    )  # fmt: skip
    line = shown(row)
    assert (line.texts[NEXT], line.open) == (words, painted)
    assert not words or words in line.sentence
