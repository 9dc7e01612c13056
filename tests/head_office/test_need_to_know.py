"""What the nominated officer alone may read does not go with the ordinary bundles (G3, G4, X7)."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from jfs_desktop.casework import referrals, verification
from jfs_desktop.casework.referral_form import ReferralForm
from jfs_desktop.errors import BadInput
from jfs_desktop.records.journal import JournalEntry
from jfs_desktop.store.journal import verify_chain
from tests.casework.test_jobcentre_requests import logged
from tests.head_office.conftest import Exchange

ADDRESS = "MAPPA desk, 14 Zwinger Street, Leeds"


@pytest.fixture(params=["exchange", "on_postgres"])
def restricted(request: pytest.FixtureRequest) -> Exchange:
    """With a referral that was set aside, a request that asks for post, and one that does not."""
    made: Exchange = request.getfixturevalue(request.param)
    form = ReferralForm(prap_reference="PRP-CANARY-7", last_name="Whitlock", mappa="yes")
    with pytest.raises(BadInput):
        referrals.add(made.device, form)
    said = {"requested_on": date(2021, 6, 2)}
    logged(made.office, participant_name="Zebedee Canary", return_address=ADDRESS, **said)
    logged(made.office, participant_name="Petra Ordinary", **said)
    return made


def test_g3_nothing_of_a_restricted_person_stands_in_the_bundle(restricted: Exchange) -> None:
    made = restricted.export()
    clear = restricted.opened(made.path)
    assert b"Petra Ordinary" in clear and b'"restricted_referral"' in clear
    for canary in (b"PRP-CANARY-7", b"Zebedee", b"Zwinger", b'"mappa"'):
        assert canary not in clear
    restricted.take_in(made.path)
    with restricted.archive.reading() as db:
        held = {row.table: row for row in db.scalars(select(JournalEntry)) if row.content is None}
        assert set(held) == {"restricted_referral", "jobcentre_request"}
        assert all(row.salt is None for row in held.values())  # or what it says could be guessed at
        assert verify_chain(db).ok


def test_g3_the_device_keeps_what_it_held_back(restricted: Exchange) -> None:
    restricted.settle()
    restricted.office.referred()
    restricted.settle()
    restricted.take_in(restricted.export(all_again=True).path)
    with restricted.device.reading() as db:
        said = [row.content for row in db.scalars(select(JournalEntry))]
    assert all(said) and any(b"PRP-CANARY-7" in one for one in said if one)
    assert verification.verify(restricted.device).ok
