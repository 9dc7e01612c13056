"""What the nominated officer alone may read does not go with the ordinary bundles (G3, G4, X7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from jfs_desktop.casework.cases import history
from jfs_desktop.casework.desk import verification
from jfs_desktop.casework.documents.attachments import CheckedFile, NewEvidence
from jfs_desktop.casework.office import staff
from jfs_desktop.casework.referrals import referrals
from jfs_desktop.casework.referrals.referral_form import ReferralForm
from jfs_desktop.casework.requests import jobcentre_answers, jobcentre_requests
from jfs_desktop.casework.requests.answer_routes import Route, Sending
from jfs_desktop.documents.files.file_kinds import FileKind
from jfs_desktop.errors import BadInput
from jfs_desktop.records.journal import JournalEntry
from jfs_desktop.rules.programme.roles import Role
from jfs_desktop.store.journal import verify_chain
from tests.casework.requests.test_jobcentre_answers import FRIDAY, asked_in_the_middle
from tests.casework.requests.test_jobcentre_requests import form, logged
from tests.head_office.conftest import Exchange

ADDRESS = "MAPPA desk, 14 Zwinger Street, Leeds"
CAME = b"Subject: JFSPRO1\r\n\r\nParticipant name: Zebedee Canary\r\n"


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
    for canary in (b"PRP-CANARY-7", b"Zebedee", b"Zwinger", b'mappa\\"'):
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


def test_x7_nor_the_file_that_it_came_as_its_mark_on_a_case_and_its_answer(
    exchange: Exchange, tmp_path: Path
) -> None:
    """The form's address is amended in; the officer matches it, and answers by post."""
    office, ws = exchange.office, exchange.device
    case_id, _ = asked_in_the_middle(office)
    came = NewEvidence("jobcentre_request", CheckedFile(CAME, FileKind.EMAIL), "Zebedee request.eml")
    said = form(participant_name="Zebedee Canary", ni_number="AB 12 34 56 C", requested_on=date(2021, 6, 2))
    request_id = jobcentre_requests.log(ws, said, came).value
    undone = jobcentre_requests.log(ws, replace(said, participant_name="Undone", return_address=ADDRESS))
    assert undone.change_id is not None
    history.undo(ws, undone.change_id)
    jobcentre_requests.amend(ws, request_id, replace(said, return_address=ADDRESS), "It stood on page 2")
    officer = staff.add(ws, name="Nomi Officer", role=Role.NOMINATED_OFFICER, prap_role=True).value
    staff.work_as(ws, officer.id)
    jobcentre_requests.match(ws, request_id, case_id, "The officer knows")
    jobcentre_answers.check(ws, request_id)
    jobcentre_answers.export(ws, request_id, tmp_path / "post.docx", FRIDAY)
    jobcentre_answers.send(
        ws, request_id, Sending(FRIDAY, None, ADDRESS, Route.POST, service="Tracked 24", tracking="ZZ1")
    )
    made = exchange.export()
    clear = exchange.opened(made.path)
    for canary in (b"Zebedee", b"Undone", b"Zwinger", b"Tracked 24", b"ZZ1", b"2021-06-02", b"page 2"):
        assert canary not in clear
    assert b"2021-06-03" in clear, "the mark of the request that asks for no post goes"
    exchange.take_in(made.path)
    with exchange.archive.reading() as db:
        held = {row.table for row in db.scalars(select(JournalEntry)) if row.content is None}
        assert held == {"jobcentre_request", "attachment", "case_fact", "document_issue"}
        assert verify_chain(db).ok
