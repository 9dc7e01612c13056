"""Finalising begins only with no activity open (T22, JFS 4.08)."""

from __future__ import annotations

from datetime import date

import pytest

from jfs_desktop.casework import cases, sessions
from jfs_desktop.casework.sessions import WrapUp
from jfs_desktop.errors import RefusedByRule
from jfs_desktop.rules.facts import FactKind as K
from tests.casework.conftest import Office


def test_t22_not_while_a_session_runs_or_has_no_wrap_up(office: Office) -> None:
    case_id, clock = office.started(), office.clock
    office.on(date(2021, 5, 27))
    timed = sessions.start(
        office.workspace, case_id, channel="video", identity="confirmed", at=clock.now()
    ).value
    for _ in range(2):
        with pytest.raises(RefusedByRule, match="still open") as refused:
            office.record(case_id, K.FINALISING_BEGUN)
        assert refused.value.paragraph == "JFS 4.08"
        if sessions.one(office.workspace, timed.id).state == "running":
            clock.pass_by(30)
            sessions.stop(office.workspace, timed.id, at=clock.now())
    sessions.wrap_up(office.workspace, timed.id, WrapUp(no_change_reason="Nothing new", late_reason="x"))
    office.record(case_id, K.FINALISING_BEGUN)
    assert cases.case_view(office.workspace, case_id).stage == "finalising"
