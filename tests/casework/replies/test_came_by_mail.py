"""What comes by e-mail: a JFSPRO1 in a message or a form, notices of change, POST's answer, each kept whole
with what it was recorded as (X4, M8, W8, AMB-36, JFS 3.38, 4.25, 5.05)."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Generator
from datetime import UTC, date, datetime, time
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, TypeVar

import pypdfium2
import pytest

from jfs_desktop.casework.desk import clocks
from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.replies import came_by_mail, request_mail
from jfs_desktop.casework.replies.reply_files import ReplyFile
from jfs_desktop.casework.replies.request_mail import RequestFile
from jfs_desktop.casework.requests import jobcentre_requests, request_form
from jfs_desktop.documents.pdf import typeset
from jfs_desktop.errors import UserError
from jfs_desktop.mail.compose import compose
from jfs_desktop.mail.letter import Letter, Mailbox, Part
from jfs_desktop.rules.facts.facts import FactKind as K
from tests.casework.conftest import Office
from tests.casework.requests.test_jobcentre_requests import NI, form, seen
from tests.documents.blank_word import blank_word
from tests.mail.made_msg import BODY, FILE_CONTENT, FILE_NAME, FILE_TYPE, HEADS, SUBJECT, made_msg

T = TypeVar("T")
AT = datetime(2021, 6, 4, 8, 12, tzinfo=UTC)
FRIDAY = date(2021, 6, 4)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ITEMS = (
    ("Date of request", "3 June 2021"),
    ("Return email address", "workcoach@jobcentre.example"),
    ("Return postal address (if required, e.g. MAPPA/SCR)", "N/A"),
    ("Participant name", "Priya Nair"),
    ("Participant NINo", "JK 12 34 56 A"),
    ("Provision end date", "24 June 2021"),
    ("Participant owning jobcentre", "Harbourside Jobcentre"),
)
SIX = {
    "requested_on": "2021-06-03",
    "return_email": "workcoach@jobcentre.example",
    "participant_name": "Priya Nair",
    "ni_number": "JK123456A",
    "provision_ended_on": "2021-06-24",
    "jobcentre": "Harbourside Jobcentre",
}


def as_word(ni_number: str = "JK 12 34 56 A") -> bytes:
    made = blank_word()
    made.add_heading("JFSPRO1", 1)
    table = made.add_table(rows=0, cols=2)
    for name, value in ITEMS:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = name, ni_number if name == "Participant NINo" else value
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def as_pdf() -> bytes:
    return typeset.pdf_of_word(as_word(), AT).content


def as_eml(text: str, *parts: Part) -> bytes:
    sender, to = Mailbox("coach@jobcentre.example", "Work Coach"), Mailbox("jfap@northgate.example", "")
    return compose(Letter(sender, to, "JFSPRO1", text, "<1@j.example>", AT, parts)).as_bytes()


def passed_on(content: bytes) -> bytes:
    """That message as a file on one of a colleague, as mail programs pass a message on whole."""
    outer = EmailMessage()
    outer["From"], outer["To"], outer["Subject"] = "reception@northgate.example", "me@northgate.example", "FW"
    outer.set_content("See the message.")
    outer.add_attachment(message_from_bytes(content, policy=default))
    return bytes(outer)


def as_msg(text: str) -> bytes:
    heads = (
        "From: Work Coach <coach@jobcentre.example>\nTo: jfap@northgate.example\nSubject: JFSPRO1\n"
        "Date: Fri, 4 Jun 2021 09:12:00 +0100\nMessage-ID: <2@j.example>\n"
    )
    files = [{FILE_NAME: "JFSPRO1.docx", FILE_TYPE: WORD, FILE_CONTENT: as_word()}]
    return made_msg({SUBJECT: "JFSPRO1", BODY: text, HEADS: heads}, [], files)


def ended(steps: Generator[Any, None, T]) -> T:
    while True:
        try:
            next(steps)
        except StopIteration as stopped:
            return stopped.value


def read(folder: Path, name: str, content: bytes) -> RequestFile:
    path = folder / name
    path.write_bytes(content)
    return ended(request_mail.read(path, FRIDAY))


LINES = "\n".join(f"{name}: {value}" for name, value in ITEMS)


@pytest.mark.parametrize(
    ("name", "content", "found_in"),
    [
        ("a.eml", as_eml(LINES), ""),
        ("b.eml", as_eml("Please see the form.", Part("JFSPRO1.docx", WORD, as_word())), "JFSPRO1.docx"),
        ("c.eml", as_eml("See form.", Part("JFSPRO1.pdf", "application/pdf", as_pdf())), "JFSPRO1.pdf"),
        ("d.msg", as_msg("See the form."), "JFSPRO1.docx"),
        ("i.eml", as_eml("See the form.", Part("form", WORD, as_word())), "form"),
        ("g.eml", passed_on(as_eml(LINES)), ""),
        ("h.eml", passed_on(as_eml("See.", Part("JFSPRO1.docx", WORD, as_word()))), "JFSPRO1.docx"),
        ("e.docx", as_word(), ""),
        ("f.pdf", as_pdf(), ""),
    ],
)
def test_x4_all_items_are_read_however_the_form_came(
    tmp_path: Path, name: str, content: bytes, found_in: str
) -> None:
    came = read(tmp_path, name, content)
    found = request_form.paste(came.text, FRIDAY)
    assert (found.values, found.missing, found.doubtful, came.found_in) == (SIX, (), {}, found_in)
    if name.endswith((".eml", ".msg")):
        assert (came.arrived, came.mailbox) == (AT, "jfap@northgate.example")


def test_x4_a_table_in_html_is_read_where_the_plain_text_beside_it_parts_nothing(tmp_path: Path) -> None:
    """Mail programs write a table into plain text each in its own way."""
    mail = message_from_bytes(as_eml("\n".join(f"*{name}* {value}" for name, value in ITEMS)), policy=default)
    rows = "".join(f"<tr><td><b>{name}</b></td><td>{value}</td></tr>" for name, value in ITEMS)
    mail.add_alternative(f"<p>Good morning</p><table>{rows}</table>", subtype="html")
    found = request_form.paste(read(tmp_path, "a.eml", mail.as_bytes()).text, FRIDAY)
    assert (found.values, found.missing, found.doubtful) == (SIX, (), {})


def test_x4_x7_a_form_that_a_browser_printed_is_read_with_labels_that_break(tmp_path: Path) -> None:
    """It parts a word wherever letters are moved together, and its narrow column breaks every label."""
    printed = Path(__file__).parent.parent.parent / "example_files" / "jfspro1-printed.pdf"
    found = request_form.paste(read(tmp_path, "a.pdf", printed.read_bytes()).text, FRIDAY)
    posted = {"return_address": "Restricted team\nPO Box 12\nHarbourside HB1 2CD"}
    assert (found.values, found.missing, found.doubtful) == (SIX | posted, (), {})


@pytest.mark.parametrize(
    ("name", "more"),
    [
        (
            "centred",
            {
                "return_email": "workcoach.harbourside.team@jobcentre.example",
                "return_address": "Restricted team\nPO Box 12\nHarbourside HB1\n2CD",
            },
        ),
        ("heads", {}),
    ],
)
def test_x4_x7_what_stands_in_a_ruled_cell_of_a_pdf_belongs_together(
    tmp_path: Path, name: str, more: dict[str, str]
) -> None:
    """Labels in the middle of high cells, an e-mail address over three lines, labels above their values."""
    printed = Path(__file__).parent.parent.parent / "example_files" / f"jfspro1-{name}.pdf"
    found = request_form.paste(read(tmp_path, "a.pdf", printed.read_bytes()).text, FRIDAY)
    assert (found.values, found.missing, found.doubtful) == (SIX | more, (), {})


def test_x4_a_form_that_cannot_be_read_is_told_and_the_message_still_counts(tmp_path: Path) -> None:
    broken = Part("JFSPRO1.docx", WORD, b"PK\x03\x04 broken")
    came = read(tmp_path, "a.eml", as_eml(LINES, broken))
    assert came.found_in == "" and len(came.problems) == 1
    with pytest.raises(UserError):
        read(tmp_path, "x.pdf", b"MZ no pdf at all")


def test_x4_a_file_of_a_kind_that_is_not_read_is_told_where_the_items_are_missing(tmp_path: Path) -> None:
    """Not a signature's picture, and nothing where the items stand elsewhere."""
    old, logo = Part("JFSPRO1.doc", "application/msword", b"old"), Part("image001.png", "image/png", b"PNG")
    (told,) = read(tmp_path, "a.eml", as_eml("See it.", old, logo)).problems
    assert told.startswith("'JFSPRO1.doc' was not looked into")
    (told,) = read(tmp_path, "b.eml", as_eml("See.", Part("jfspro1.jpg", "image/jpeg", b"JPG"))).problems
    assert "'jfspro1.jpg'" in told
    assert read(tmp_path, "c.eml", as_eml(LINES, old, logo)).problems == ()


def test_x4_a_second_form_in_one_message_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    """Each person has a request and a clock of their own; a form that came twice is one request."""
    forms = [as_word(), as_word(), as_word("AB123456C"), as_word("AB123456D")]
    parts = [Part(f"{number}.docx", WORD, held) for number, held in enumerate(forms)]
    told = read(tmp_path, "a.eml", as_eml("See the forms.", *parts))
    assert told.found_in == "0.docx" and len(told.problems) == 2
    assert "first 3 forms" in told.problems[0] and "'2.docx' asks for somebody else" in told.problems[1]
    assert read(tmp_path, "b.eml", as_eml("See the forms.", *parts[:2])).problems == ()


def test_x4_a_form_that_was_scanned_says_that_it_is_to_be_typed(tmp_path: Path) -> None:
    """Neither by itself nor within a message does it look as if there were nothing to read."""
    pages = pypdfium2.PdfDocument.new()
    pages.new_page(595, 842)
    held = io.BytesIO()
    pages.save(held)
    alone = read(tmp_path, "scan.pdf", held.getvalue())
    within = read(tmp_path, "a.eml", as_eml("See it.", Part("scan.pdf", "application/pdf", held.getvalue())))
    assert alone.problems == within.problems and "'scan.pdf' holds no words" in alone.problems[0]


def test_x4_what_it_came_as_is_kept_with_the_request_and_then_with_its_case(
    office: Office, tmp_path: Path
) -> None:
    case_id = office.started(ni_number=NI)
    office.on(FRIDAY, "10:00")
    content = as_eml(LINES)
    came = read(tmp_path, "a.eml", content)
    wrong = form(ni_number="", left_out="No number")
    request_id = jobcentre_requests.log(office.workspace, wrong, came.evidence).value
    assert attachments.of_case(office.workspace, case_id) == ()
    jobcentre_requests.match(office.workspace, request_id, case_id, "Rang the Jobcentre")
    (kept,) = attachments.of_case(office.workspace, case_id)
    assert (kept.purpose, kept.about) == ("jobcentre_request", request_id)
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    assert attachments.content(office.workspace, kept.id) == content
    jobcentre_requests.take_back(office.workspace, request_id, "Another person")
    assert attachments.of_case(office.workspace, case_id) == ()
    assert seen(office, request_id).case_id is None


def came(folder: Path, text: str) -> ReplyFile:
    path = folder / "notice.eml"
    path.write_bytes(as_eml(text))
    return ended(came_by_mail.read(path))


def test_m8_a_notice_is_logged_with_its_message_and_considered_within_a_day(
    office: Office, tmp_path: Path
) -> None:
    """One that names another person is asked about first."""
    case_id = office.started(ni_number=NI)
    office.on(FRIDAY, "10:00")
    for told, asks in (
        (f"CEPD1 of {NI[:2]} {NI[2:8]} {NI[8:]}", 0),
        ("CEPD1 of ZY 98 76 54 A", 1),
        ("CEPD1", 0),
    ):
        for kind in (K.CHANGE_NOTICE_RECEIVED, K.POST_CONFIRMED):
            doubts = came_by_mail.proposed(office.workspace, case_id, kind, came(tmp_path, told)).doubts
            assert sum("another NI number" in one for one in doubts) == asks
    detail = {"form": "cepd1", "mailbox": "jfap@northgate.example", "what": "Has found work"}
    happened = WhatHappened(K.CHANGE_NOTICE_RECEIVED, FRIDAY, time(9, 12), detail=detail)
    outcome = came_by_mail.record(office.workspace, case_id, happened, came(tmp_path, "CEPD1"))
    assert outcome.label == "", "what is kept is not undone"
    (kept,) = attachments.of_case(office.workspace, case_id, about=outcome.value.id)
    assert kept.purpose == "change_notice"
    clock = next(
        one for one in clocks.of_case(office.workspace, case_id) if one.id == "consider_change_notice"
    )
    assert clock.due == date(2021, 6, 7)
    office.record(case_id, K.CHANGE_NOTICE_CONSIDERED, detail={"action": "Ends with work"})
    office.record(case_id, K.CHANGE_NOTICE_CLOSED)
    readings = clocks.of_case(office.workspace, case_id)
    assert next(one for one in readings if one.id == "consider_change_notice").state.value == "met"


def test_w8_amb_36_posts_message_starts_the_24_hours_at_its_own_time(office: Office, tmp_path: Path) -> None:
    """Over the weekend, as they are counted: from Friday to Saturday (AMB-36)."""
    case_id = office.started()
    office.on(FRIDAY, "09:00")
    office.record(case_id, K.ERROR_FOUND_AFTER_START, detail={"error": "duplicate", "explanation": "Twice"})
    office.record(case_id, K.PRAP14_SENT)
    office.on(FRIDAY, "11:00")
    file = came(tmp_path, "The referral can be cancelled.")
    assert file.said.at == AT
    agreed = {"post_answer": "cancel"}
    happened = WhatHappened(K.POST_CONFIRMED, FRIDAY, time(9, 12), channel="email", detail=agreed)
    outcome = came_by_mail.record(office.workspace, case_id, happened, file)
    (kept,) = attachments.of_case(office.workspace, case_id, about=outcome.value.id)
    assert kept.purpose == "post_reply"
    readings = clocks.of_case(office.workspace, case_id)
    clock = next(one for one in readings if one.id == "cancel_after_post_confirmation")
    assert clock.due_at == datetime(2021, 6, 5, 8, 12, tzinfo=UTC)
