"""How somebody wants to be reached stands where the case opens."""

from __future__ import annotations

from jfs_desktop.casework import referrals
from tests.ui.case.case_desk import Desk, a_referral


def test_what_the_referral_says_of_their_wishes_stands_in_the_head(desk: Desk) -> None:
    """Until the adviser notes something of their own."""
    form = a_referral("PR-9", "Ada", "Bell", ni_number="AB123458D", notes="Prefers video, evenings")
    case_id = referrals.add(desk.workspace, form).value
    assert "Prefers video, evenings" in desk.open(case_id=case_id).head.line.text()
