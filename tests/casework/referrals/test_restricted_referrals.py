"""Restricted referrals reach the nominated officer and nobody else (G3, G4)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from jfs_desktop.casework.cases import history, undo_stack
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.referrals import referrals, restricted_referrals
from jfs_desktop.casework.referrals.referrals import ReferralForm
from jfs_desktop.casework.today import loose_ends
from jfs_desktop.errors import BadInput, UndoRefused
from jfs_desktop.records.referral import RestrictedReferral


def test_g3_a_restricted_referral_waits_until_the_officer_has_it(workspace: Workspace) -> None:
    form = ReferralForm(prap_reference="PRP-7001", last_name="Whitlock", mappa="yes")
    with pytest.raises(BadInput) as refused:
        referrals.add(workspace, form)
    assert refused.value.field == "mappa"
    (row,) = restricted_referrals.of_vault(workspace)
    assert (row.reference, row.field, row.told_at) == ("PRP-7001", "mappa", None)

    outcome = restricted_referrals.hand_over(workspace, [row.id])

    assert outcome.value == 1
    (handed,) = restricted_referrals.of_vault(workspace)
    assert (handed.told_at, handed.told_by) == (workspace.now(), workspace.me.name)
    assert restricted_referrals.hand_over(workspace, [row.id]).value == 0


def test_g4_a_hand_over_has_gone_out_and_is_not_undone(workspace: Workspace) -> None:
    with pytest.raises(BadInput):
        referrals.add(workspace, ReferralForm(prap_reference="PRP-7002", last_name="Whitlock", scr="y"))
    (row,) = restricted_referrals.of_vault(workspace)
    outcome = restricted_referrals.hand_over(workspace, [row.id])
    assert outcome.change_id is not None and not outcome.label
    with pytest.raises(UndoRefused):
        history.undo(workspace, outcome.change_id)
    assert undo_stack.read(workspace).undo is None
    assert restricted_referrals.of_vault(workspace)[0].told_at == workspace.now()


def test_r2_the_days_to_answer_count_from_the_receipt(workspace: Workspace) -> None:
    """G3: one that came in days ago lapses tonight, whenever it was typed in or imported here."""
    today = workspace.today()
    before = today - timedelta(days=1)  # a Thursday
    for number, on in ((1, today), (2, before), (3, date(2199, 1, 1))):
        form = ReferralForm(
            prap_reference=f"PRP-700{number}", received_at=f"{on.isoformat()} 10:00", mappa="yes"
        )
        referrals.keep_for_officer(workspace, form)
    with workspace.reading() as db:
        kept = dict(
            db.execute(select(RestrictedReferral.prap_reference, RestrictedReferral.received_on)).all()
        )
        (told,) = loose_ends.in_the_vault(db, workspace, workspace.today()).of_no_case
    assert kept == {"PRP-7001": today, "PRP-7002": before, "PRP-7003": None}
    assert told.due == today and told.why.startswith("received on ")
