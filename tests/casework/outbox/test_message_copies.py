"""What went is kept byte for byte and stands in the evidence pack; nothing is made up (I18, MI12)."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from jfs_desktop.casework.documents import attachments
from jfs_desktop.casework.evidence import evidence, evidence_pack, start_evidence
from jfs_desktop.casework.evidence.evidence import EvidenceLine, State
from jfs_desktop.casework.outbox import mail_account, outbox, outbox_decisions
from jfs_desktop.casework.outbox.carrying import carry
from jfs_desktop.casework.outbox.mail_account import MailAccount, Route
from jfs_desktop.casework.outbox.message_views import MessageView, NewMessage
from jfs_desktop.casework.outbox.outbox_decisions import Went
from jfs_desktop.mail.delivery import Delivery
from tests.casework.conftest import Office
from tests.casework.evidence.test_evidence_pack import page, sums, whole
from tests.casework.mailed import OWN, SERVER
from tests.casework.outbox.test_outbox import REFUSED, TAKEN, UNKNOWN, sent_again_once_sure, wait
from tests.casework.replies.test_replies import send

HANDED = b"From: office@provider.example\r\nTo: priya.nair@example.org\r\n\r\nas it went\r\n"


@pytest.fixture
def case_id(office: Office) -> UUID:
    made = office.met(email=OWN)
    mail_account.put(office.workspace, SERVER)
    return made


def letter_to(office: Office, case_id: UUID, delivery: Delivery | None) -> MessageView:
    """A letter put into the outbox, and what came of its first try."""
    new = NewMessage("letter", case_id, OWN, "Priya Nair", "About us", "Dear Priya")
    queued = outbox.queue(office.workspace, new).value
    wait(office, seconds=30)
    if delivery is None:
        return queued
    assert outbox.begin_next(office.workspace).value is not None
    return outbox.end(office.workspace, queued.id, delivery).value


def packed(office: Office, case_id: UUID, folder: Path) -> dict[str, bytes]:
    """The pack, its pages as their words."""
    held = whole(evidence_pack.export(office.workspace, case_id, folder / "pack").value)
    return {path: page(one).words.encode() if path.endswith(".html") else one for path, one in held.items()}


def message_line(office: Office, case_id: UUID) -> EvidenceLine:
    (line,) = evidence.of_case(office.workspace, case_id).of_class("messages")
    return line


def mails(held: dict[str, bytes]) -> list[bytes]:
    return [content for path, content in sorted(held.items()) if path.endswith(".eml")]


def test_the_bytes_that_the_server_took_stand_in_the_pack_whatever_is_changed_since(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    """I18, MI12: byte for byte with their hash, encrypted meanwhile, no evidence that anybody could erase."""
    letter_to(office, case_id, replace(TAKEN, handed=HANDED))
    mail_account.put(office.workspace, replace(SERVER, sender_address="other@provider.example"))
    assert not [one for one in office.workspace.vault.folder.rglob("*") if _holds(one, b"as it went")]
    assert attachments.of_case(office.workspace, case_id) == ()
    line = message_line(office, case_id)
    digest = hashlib.sha256(HANDED).hexdigest()
    assert line.state is State.THERE and ("The whole message", digest) in line.digests
    held = packed(office, case_id, tmp_path)
    assert mails(held) == [HANDED] and digest in sums(held).values()
    assert b"byte for byte as the server took it" in held["index.html"]
    assert b"composed anew" not in held["index.html"] + held["missing.html"]


def test_what_went_before_bytes_were_kept_is_said_to_be_composed_anew(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    """I18: in the index and on the page of what is missing."""
    letter_to(office, case_id, TAKEN)
    held = packed(office, case_id, tmp_path)
    assert len(mails(held)) == 1
    assert b"composed anew: the bytes that went were not kept" in held["index.html"]
    assert b"were not kept: the e-mail here is composed anew" in held["missing.html"]


def test_a_paper_sent_by_letter_is_a_page_and_never_an_e_mail(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    """I18, JFS 3.19: on the adviser's word, by its own channel and with a state of its own."""
    queued = letter_to(office, case_id, None)
    went = Went("letter", office.clock.at, "Posted at the counter")
    outbox_decisions.went_by_hand(office.workspace, queued.id, went)
    assert message_line(office, case_id).state is State.BY_HAND
    held = packed(office, case_id, tmp_path)
    assert mails(held) == [] and b"Sent by hand" in held["index.html"]
    (told,) = [content.decode("utf-8-sig") for path, content in held.items() if path.endswith(".txt")]
    assert "It is no e-mail" in told and "How it went: Letter" in told and "Posted at the counter" in told
    assert "Dear Priya" in told


def test_what_a_server_refused_is_not_there(office: Office, case_id: UUID, tmp_path: Path) -> None:
    """I18: its state, its page with the reason, and a line among what is missing."""
    letter_to(office, case_id, REFUSED)
    assert message_line(office, case_id).state is State.NOT_SENT
    held = packed(office, case_id, tmp_path)
    assert mails(held) == [] and b"was not sent" in held["missing.html"]
    assert any(b"does not take messages" in one for path, one in held.items() if path.endswith(".txt"))


def test_each_try_that_may_have_been_taken_keeps_its_own_bytes(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    """I18: the one that broke off in the middle, and the one that the server took afterwards."""
    sent = letter_to(office, case_id, replace(UNKNOWN, handed=b"the first try"))
    assert message_line(office, case_id).state is State.PERHAPS
    sent_again_once_sure(office, sent.id)
    assert outbox.begin_next(office.workspace).value is not None
    outbox.end(office.workspace, sent.id, replace(TAKEN, handed=HANDED))
    held = packed(office, case_id, tmp_path)
    assert mails(held) == [b"the first try", HANDED]
    assert b"as it was being handed over" in held["index.html"]


def test_what_lies_in_the_folder_of_another_program_is_what_is_kept(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    """I18: carried for real; given to another program, which is no proof that it went."""
    folder = tmp_path / "out"
    folder.mkdir()
    mail_account.put(
        office.workspace, MailAccount(Route.FOLDER, folder=str(folder), sender_address="office@p.example")
    )
    queued = letter_to(office, case_id, None)
    sending = outbox.begin_next(office.workspace).value
    assert sending is not None
    outbox.end(office.workspace, queued.id, carry(sending, office.clock))
    (file,) = folder.iterdir()
    held = packed(office, case_id, tmp_path)
    assert mails(held) == [file.read_bytes()] and message_line(office, case_id).state is State.GIVEN
    assert b"In another program" in held["index.html"]
    by_word = Went("email", office.clock.now(), "The other program shows it as sent")
    went = outbox_decisions.went_by_hand(office.workspace, queued.id, by_word).value
    assert went.failure == "" and message_line(office, case_id).state is State.BY_HAND, "it did not come back"


def test_the_evidence_of_a_start_has_the_message_as_it_went(office: Office, tmp_path: Path) -> None:
    """I14, I18, JFS 3.29: the same bytes as in the pack, listed with their hash."""
    made = office.met(email=OWN)
    mail_account.put(office.workspace, SERVER)
    pack = send(office, made, "pack", replace(TAKEN, handed=HANDED))
    assert pack.fact_id is not None
    file = start_evidence.export(office.workspace, made, tmp_path / "start.zip").value
    with zipfile.ZipFile(file) as archive:
        assert archive.read("1 - Message out, Induction pack.eml") == HANDED
        assert hashlib.sha256(HANDED).hexdigest() in archive.read("SHA256SUMS").decode()


def _holds(file: Path, words: bytes) -> bool:
    return file.is_file() and words in file.read_bytes()
