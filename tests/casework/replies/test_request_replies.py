"""A Jobcentre's request brought in among the replies is known as one and logged from there (X4, JFS 5.05)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.evidence import evidence
from jfs_desktop.casework.evidence.evidence import Opens
from jfs_desktop.casework.evidence.evidence_pack import PackWish, export
from jfs_desktop.casework.office import staff
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.replies import replies, request_replies
from jfs_desktop.casework.replies.reply_views import ReplyState, ReplyView
from jfs_desktop.casework.replies.request_mail import RequestFile
from jfs_desktop.casework.requests import jobcentre_request_views, jobcentre_requests
from jfs_desktop.errors import RefusedByRule
from jfs_desktop.mail.letter import Part
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.programme.roles import Role
from jfs_desktop.rules.replies.reply_kinds import ReplyKind
from tests.casework.conftest import Office
from tests.casework.replies.test_came_by_mail import ITEMS, WORD, as_eml, as_msg, as_word, ended
from tests.casework.replies.test_replies import bring
from tests.casework.requests.test_jobcentre_requests import NI, form

TEXT = "\n".join(f"{name}: {value}" for name, value in ITEMS)


@pytest.fixture
def case_id(office: Office) -> UUID:
    made = office.started(ni_number=NI)
    office.on(date(2021, 6, 4), "10:00")
    return made


def brought(office: Office, folder: Path, content: bytes) -> ReplyView:
    (found,) = bring(office, folder, content).new
    return found


def read(office: Office, reply_id: UUID) -> RequestFile:
    return ended(request_replies.read(office.workspace, reply_id))


@pytest.mark.parametrize(
    "content",
    [
        as_eml(TEXT),
        as_eml(TEXT).replace(b"Subject: JFSPRO1", b"Subject: A request"),
        as_eml("Please see the form.", Part("JFSPRO1.docx", WORD, as_word())),
        as_msg("Please see the form."),
    ],
    ids=["by its title", "by its items", "by the form in it", "from Outlook"],
)
def test_x4_it_is_told_apart_read_and_logged_with_the_message(
    office: Office, case_id: UUID, tmp_path: Path, content: bytes
) -> None:
    """The five working days run from the date on it, not from the day on which somebody finds it."""
    found = brought(office, tmp_path, content)
    assert (found.kind, found.why, found.case_id) == (
        ReplyKind.REQUEST,
        ("A Jobcentre asks for a JFAP by it.",),
        None,
    )
    came = read(office, found.id)
    assert "workcoach@jobcentre.example" in came.text
    request_id = request_replies.log(office.workspace, found.id, form()).value
    (request,) = jobcentre_request_views.every(office.workspace)
    assert (request.id, request.case_id, request.requested_on) == (request_id, case_id, date(2021, 6, 3))
    assert any(one.kind == K.JFAP_REQUESTED for one in facts.of_case(office.workspace, case_id))
    (kept,) = attachments.of_case(office.workspace, case_id)
    assert (kept.id, kept.purpose, kept.about) == (found.attachment_id, "jobcentre_request", request_id)
    lines = evidence.of_case(office.workspace, case_id).lines
    assert [one.class_key for one in lines if one.id in (kept.id, found.id)] == ["jobcentre"]


def test_x4_x7_once_logged_it_is_seen_with_the_requests_alone(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    """One that asks for post is the nominated officer's, so that no shelf shows it either."""
    found = brought(office, tmp_path, as_eml(TEXT))
    by_post = form(return_address="1 Mill Lane\nLeeds LS1 1AA")
    request_replies.log(office.workspace, found.id, by_post)
    assert replies.listed(office.workspace, tuple(ReplyState)) == ()
    assert replies.how_many(office.workspace, tuple(ReplyState)) == 0
    assert attachments.of_case(office.workspace, case_id) == (), "no case is marked by it"
    with pytest.raises(RefusedByRule, match="logged as a Jobcentre's request"):
        replies.take_up(office.workspace, found.id)
    with pytest.raises(RefusedByRule, match="decided already"):
        request_replies.log(office.workspace, found.id, form())
    again = bring(office, tmp_path, as_eml(TEXT))
    assert (again.new, again.known) == ((), 1)
    ws, adviser = office.workspace, office.workspace.me.id
    officer = staff.add(ws, name="Nomi Officer", role=Role.NOMINATED_OFFICER, prap_role=True).value
    staff.work_as(ws, officer.id)
    (request,) = jobcentre_request_views.every(ws)
    jobcentre_requests.match(ws, request.id, case_id)
    (file,) = attachments.of_case(ws, case_id)
    staff.work_as(ws, adviser)
    assert attachments.of_case(ws, case_id) == (), "nor does the evidence of the case"
    lines = evidence.of_case(ws, case_id).lines
    assert not [one for one in lines if one.opens in (Opens.FILE, Opens.REPLY)]
    with pytest.raises(RefusedByRule, match="asks for post"):
        attachments.content(ws, file.id)
    export(ws, case_id, tmp_path / "pack", PackWish())
    packed = b"".join(one.read_bytes() for one in (tmp_path / "pack").rglob("*") if one.is_file())
    assert b"workcoach@jobcentre.example" not in packed and b"Mill Lane" not in packed


def test_x4_a_message_that_speaks_of_something_else_is_no_request(office: Office, tmp_path: Path) -> None:
    found = brought(
        office, tmp_path, as_eml("Hello.\nParticipant name: Priya Nair").replace(b"JFSPRO1", b"Hi")
    )
    assert found.kind is ReplyKind.UNRELATED


def test_x4_the_report_of_what_was_brought_in_names_it(office: Office, tmp_path: Path) -> None:
    report = bring(office, tmp_path, as_eml(TEXT))
    assert "1 request of a Jobcentre" in report.text
