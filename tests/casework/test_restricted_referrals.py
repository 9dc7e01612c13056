"""Restricted referrals reach the nominated officer and nobody else (G3, G4)."""

from __future__ import annotations

import pytest

from jfs_desktop.casework import history, referrals, restricted_referrals, undo_stack
from jfs_desktop.casework.referrals import ReferralForm
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.errors import BadInput, UndoRefused


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
