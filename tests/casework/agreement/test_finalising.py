"""Finalising begins only with no activity open (T22, JFS 4.08)."""

from __future__ import annotations

from datetime import date

import pytest

from jfs_desktop.casework.cases import cases
from jfs_desktop.casework.ending import ends
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.casework.sessions.sessions import WrapUp
from jfs_desktop.casework.today import cockpit
from jfs_desktop.casework.today.putting_off import COMPLETE
from jfs_desktop.errors import RefusedByRule
from jfs_desktop.rules.facts.facts import FactKind as K
from tests.casework.conftest import Office
from tests.casework.made_stages import all_tests_met


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
    sessions.wrap_up(office.workspace, timed.id, WrapUp(no_change_reason="Nothing new", late_reason="Away"))
    office.record(case_id, K.FINALISING_BEGUN)
    assert cases.case_view(office.workspace, case_id).stage == "finalising"


def test_x2_a_case_with_every_test_met_leads_to_its_completion(office: Office) -> None:
    """X2, X16: else PRaP ends it by itself; due when the end would be keyed, and gone once recorded."""
    case_id = all_tests_met(office)

    def rows() -> list[cockpit.Todo]:
        return [one for one in cockpit.cockpit(office.workspace).todos if one.kind == COMPLETE]

    (row,) = rows()
    assert (row.case_id, row.due, row.action) == (case_id, date(2021, 6, 7), "Record the completion")
    assert "JFS 5.02" in row.why and row.no_delay
    office.on(date(2021, 6, 8))
    assert rows()[0].when is cockpit.When.LATE
    ends.complete(office.workspace, case_id)
    assert rows() == [] and cases.case_view(office.workspace, case_id).stage == "completer"
