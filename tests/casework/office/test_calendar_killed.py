"""A real process over a real vault, killed while it dates cases anew by a new calendar (W17)."""

from __future__ import annotations

import os
import random
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from jfs_desktop.casework.desk import verification
from jfs_desktop.casework.desk.redating import redate
from jfs_desktop.casework.desk.workspace import open_workspace
from jfs_desktop.casework.office import calendars
from jfs_desktop.records.case import CaseSummary
from jfs_desktop.store.vault import Vault
from tests.casework.conftest import PASSPHRASE, Office
from tests.casework.office.test_calendars import ex14, stored_due, told, without_the_funeral
from tests.exchange.made_calendars import table, written
from tests.store.jobs import Jobs, job_process, kill_after

CHILD = Path(__file__).with_name("kill_calendar.py")
CASES = 24

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked here to be killed")


def killed(jobs: Jobs, office: Office, file: str, chance: random.Random) -> list[str]:
    """Runs until some cases are done and a moment more, kills the process, and returns what it said."""
    process = jobs.begin(office.folder, office.clock.at.isoformat(), file)
    said = [jobs.line() for _ in range(chance.randint(2, 6))]
    kill_after(process, chance.random() * 0.01)
    said += jobs.rest()
    return [line.strip() for line in said if line.endswith("\n")]


def test_killed_in_mid_dating_it_is_finished_at_the_next_start(office: Office, tmp_path: Path) -> None:
    """Adopted at once or not at all; after each kill the next start goes on, and no date is told twice."""
    without_the_funeral(office)
    cases = [ex14(office, first_name=f"Person{number}") for number in range(CASES)]
    office.workspace.close()
    chance = random.Random(17)
    file = str(written(tmp_path, table("2028.3")))
    with job_process(CHILD) as jobs:
        for attempt in range(3):
            said = killed(jobs, office, file if attempt == 0 else "", chance)
            assert said[0] == "adopted"
            assert said[-1] != "through", "the child was through before it could be killed"

    vault = Vault.open(office.folder, passphrase=PASSPHRASE, clock=office.clock)
    office.workspace = open_workspace(vault, office.clock)
    assert office.workspace.calendar.version == "2028.3"
    with office.workspace.reading() as db:
        stamps = set(db.scalars(select(CaseSummary.calendar)))
    assert len(stamps) == 2, "some cases were dated anew, some were not yet"
    assert verification.verify(office.workspace).ok
    list(redate(office.workspace))
    assert set(stored_due(office.workspace).values()) == {date(2022, 9, 21)}
    rows = tuple(row for row in calendars.moved(office.workspace) if row.calendar == "2028.3")
    assert {row.case_id for row in rows} == set(cases)
    assert len(rows) == len(told(rows)) == len({row.clock for row in rows}) * CASES
    assert verification.verify(office.workspace).ok
