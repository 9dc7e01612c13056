"""Channels are cleared by the provider itself, and by nothing that came with the program (I2, JFS 3.18)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from jfs_desktop.casework.cases import history
from jfs_desktop.casework.circumstances import fast_track
from jfs_desktop.casework.contact import contact_view
from jfs_desktop.casework.desk.workspace import Workspace, open_workspace
from jfs_desktop.casework.office import channel_clearances, first_run
from jfs_desktop.casework.office.channel_clearances import ChannelStanding
from jfs_desktop.casework.recording import fact_choices, facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.errors import BadInput, RefusedByRule, UndoRefused
from jfs_desktop.records.journal import JournalEntry
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.store.vault import Vault
from tests.answers import ANSWERS
from tests.casework.conftest import CHEAP, PASSPHRASE, Office, SetClock

K = FactKind
SAID: dict[str, Any] = {
    "approved_on": date(2021, 6, 1),
    "approved_by": " R. Secure ",
    "security_ref": "SEC-7",
}


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Office]:
    """An office as the first run leaves it."""
    clock = SetClock(datetime(2021, 6, 4, 8, 0, tzinfo=UTC))
    vault, _ = Vault.create(tmp_path / "vault", PASSPHRASE, clock=clock, cost=CHEAP)
    made = first_run.begin(vault, clock, first_run.FirstRun("Northgate Skills", "R. Khan", prap_role=True))
    office = Office(made, clock, tmp_path / "vault")
    yield office
    office.workspace.close()


def cleared(workspace: Workspace) -> dict[str, ChannelStanding]:
    return {one.key: one for one in channel_clearances.standings(workspace) if one.clearance}


def accepted(office: Office) -> UUID:
    case_id = office.referred()
    office.record(case_id, K.ACKNOWLEDGED)
    return case_id


def test_i2_nothing_is_cleared_before_the_provider_says_so(fresh: Office) -> None:
    """The profile names the channels and clears none; the refusal says where to enter it."""
    assert cleared(fresh.workspace) == {} and len(channel_clearances.standings(fresh.workspace)) == 7
    case_id = accepted(fresh)
    with pytest.raises(BadInput) as refused:
        fresh.record(case_id, K.CONTACT_ATTEMPTED)
    assert (refused.value.field, refused.value.paragraph) == ("channel", "JFS 3.18")
    assert "Settings, Channels" in refused.value.sentence
    (choice,) = fact_choices.of_kinds(fresh.workspace, case_id, [K.CONTACT_ATTEMPTED])
    assert choice.channels == () and "Settings, Channels" in choice.refused
    told = contact_view.contact_view(fresh.workspace, case_id).refused
    assert "Settings, Channels" in told[K.CONTACTED]
    with pytest.raises(BadInput) as session:
        sessions.start(
            fresh.workspace,
            case_id,
            kind=sessions.SessionKind.INITIAL_MEETING,
            channel="video",
            booked_until=None,
            at=fresh.clock.now(),
        )
    assert "Settings, Channels" in session.value.sentence


def test_i2_one_entry_clears_all_of_them_and_a_restart_keeps_it(fresh: Office) -> None:
    """First run stays easy: every channel in one step, written into the journal."""
    keys = [one.key for one in channel_clearances.standings(fresh.workspace)]
    outcome = channel_clearances.clear(fresh.workspace, keys, **SAID)
    assert outcome.value == 7
    office = fresh
    case_id = accepted(office)
    office.record(case_id, K.CONTACT_ATTEMPTED)
    with office.workspace.reading() as db:
        verbs = {entry.verb for entry in db.query(JournalEntry)}
    assert "channel_clearances.clear" in verbs
    office.workspace.close()
    vault = Vault.open(office.folder, passphrase=PASSPHRASE, clock=office.clock)
    office.workspace = open_workspace(vault, office.clock)
    given = cleared(office.workspace)["video"].clearance
    assert given is not None
    assert (given.approved_on, given.approved_by, given.security_ref) == (
        date(2021, 6, 1),
        "R. Secure",
        "SEC-7",
    )
    assert "video" in office.workspace.programme_of(case_id).channels_for("session")


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        ("approved_on", {"approved_on": None}),
        ("approved_on", {"approved_on": date(2021, 6, 5)}),
        ("approved_by", {"approved_by": "  "}),
        ("security_ref", {"security_ref": ""}),
    ],
)
def test_i2_a_clearance_is_whole_or_none(fresh: Office, lacking: str, said: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as refused:
        channel_clearances.clear(fresh.workspace, ["video"], **(SAID | said))
    assert (refused.value.field, refused.value.paragraph) == (lacking, "JFS 3.18")
    assert cleared(fresh.workspace) == {}
    with pytest.raises(BadInput) as unknown:
        channel_clearances.clear(fresh.workspace, ["pigeon"], **SAID)
    assert unknown.value.field == "channels"


def test_i2_a_channel_by_itself_and_out_of_use_again(fresh: Office) -> None:
    """What was recorded stays; from then on the channel cannot be chosen, and each is named."""
    workspace = fresh.workspace
    outcome = channel_clearances.clear(workspace, ["telephone"], **SAID)
    assert outcome.change_id is not None and not outcome.label
    with pytest.raises(UndoRefused):
        history.undo(workspace, outcome.change_id)
    case_id = accepted(fresh)
    fresh.record(case_id, K.CONTACT_ATTEMPTED, channel="telephone")
    with pytest.raises(BadInput) as other:
        fresh.record(case_id, K.CONTACT_ATTEMPTED, channel="text")
    assert "'Text message' is not cleared" in other.value.sentence
    with pytest.raises(BadInput):
        channel_clearances.take_back(workspace, "telephone", " ")
    channel_clearances.take_back(workspace, "telephone", "The contract with the carrier ended")
    with pytest.raises(BadInput):
        fresh.record(case_id, K.CONTACT_ATTEMPTED, channel="telephone")
    with pytest.raises(RefusedByRule):
        channel_clearances.take_back(workspace, "telephone", "Again")
    assert any(one.kind == K.CONTACT_ATTEMPTED for one in facts.of_case(workspace, case_id))


def test_g2_the_district_lead_never_waits_for_a_clearance(fresh: Office) -> None:
    """AMB-59: whoever is at risk is looked after first; the way of ringing is kept all the same."""
    case_id = accepted(fresh)
    fresh.record(case_id, K.SAFEGUARDING_NOTICED)
    assert "telephone" in fast_track.page(fresh.workspace, case_id).channels
    reached = WhatHappened(
        K.DISTRICT_LEAD_REACHED,
        fresh.workspace.today(),
        time(8, 30),
        channel="telephone",
        detail=ANSWERS[K.DISTRICT_LEAD_REACHED],
    )
    assert facts.record(fresh.workspace, case_id, reached).value.channel == "telephone"
