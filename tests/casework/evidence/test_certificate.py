"""The certificate of a document: sent, its hash, the reply, its hash, chained (I14, I16 to I18, P9)."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pypdf
import pytest

from jfs_desktop.casework.documents import issued_documents
from jfs_desktop.casework.evidence import certificate, certificate_words, evidence
from jfs_desktop.casework.outbox import mail_account, outbox, outbox_decisions
from jfs_desktop.casework.outbox.message_views import MessageView, NewMessage, NewPart
from jfs_desktop.casework.outbox.outbox_decisions import Went
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.replies import replies
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.mail.delivery import Delivery, Ending, Step
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.replies.reply_kinds import Paper
from tests.casework.conftest import Office
from tests.casework.mailed import OWN, SERVER
from tests.casework.outbox.test_outbox import TAKEN
from tests.casework.replies.test_replies import RETURNED, bring, reply, send

PDF = b"%PDF-1.7 the plan"
WHOLE = b"From: office@provider.example\r\n\r\nDear Priya\r\n"
WORDS = "I have got the plan, thank you"


@pytest.fixture
def case_id(office: Office) -> UUID:
    made = office.met(email=OWN)
    office.record(made, K.VOLUNTEER_CONFIRMED)
    office.record(made, K.JFAP_AGREED)
    mail_account.put(office.workspace, SERVER)
    return made


@pytest.fixture
def plan(office: Office, case_id: UUID) -> UUID:
    """The draft JFAP, kept."""
    return issued_documents.freeze(
        office.workspace, case_id, issued_documents.NewDocument(kind="jfap", pdf=PDF, version="1")
    ).value.id


def sent(office: Office, case_id: UUID, plan: UUID, version: str = "1") -> MessageView:
    part = NewPart(plan, "pdf", "Plan.pdf")
    new = NewMessage("draft_jfap", case_id, OWN, "Priya Nair", "Your plan", "Dear Priya", parts=(part,))
    new = replace(new, details={"version": version})
    queued = outbox.queue(office.workspace, new).value
    office.clock.at += timedelta(seconds=30)
    outbox.begin_next(office.workspace)
    return outbox.end(office.workspace, queued.id, replace(TAKEN, handed=WHOLE)).value


def test_it_holds_both_hashes_and_the_entries_that_chain_them(
    office: Office, case_id: UUID, plan: UUID, tmp_path: Path
) -> None:
    """I18, P9: what went, to the byte, with the server's answer; what came back, to the byte."""
    message = sent(office, case_id, plan)
    office.clock.at += timedelta(hours=1)
    (came,) = bring(office, tmp_path, reply(message, WORDS, office.clock.at)).new
    before = certificate.of_document(office.workspace, plan)
    assert (before.received, [one.id for one in before.others]) == (False, [came.id])
    replies.accept(office.workspace, came.id, [Paper.PLAN])
    found = certificate.of_document(office.workspace, plan)
    (sending,) = found.sendings
    assert sending.message is not None
    assert sending.message.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (sending.issue.to, sending.issue.proof) == (OWN, "250 OK id=1")
    assert sending.message.message_id == message.message_id
    said = next(one for one in certificate_words.sections(found) if one.title == "Sent").lines
    assert dict(said)["By"].endswith("taken by the mail server"), "nobody had to record it"
    assert dict(said)["Route"] == "A mail server (SMTP), smtp.example.org"
    assert dict(said)["From"] == SERVER.sender_address
    assert dict(said)["SHA-256, message"] == hashlib.sha256(WHOLE).hexdigest()
    (confirmed,) = found.confirmations
    assert confirmed.reply is not None and found.others == ()
    assert confirmed.reply.sha256 == hashlib.sha256((tmp_path / "0.eml").read_bytes()).hexdigest()
    assert (confirmed.words, confirmed.by) == (WORDS, office.workspace.me.name)
    assert found.chain.ok and found.end is not None
    assert {one.what for one in found.entries} == {
        "The document, with its hash",
        "That it went, and to whom",
        "The message, and what the server answered",
        "That its receipt was confirmed",
        "The reply, with its hash",
    }
    assert all(len(one.digest) == 64 and one.number <= found.end.number for one in found.entries)


def test_it_is_saved_as_a_pdf_and_a_copy_is_kept(
    office: Office, case_id: UUID, plan: UUID, tmp_path: Path
) -> None:
    message = sent(office, case_id, plan)
    (came,) = bring(office, tmp_path, reply(message, WORDS, office.clock.at)).new
    replies.accept(office.workspace, came.id, [Paper.PLAN])
    found = certificate.of_document(office.workspace, plan)
    pages = certificate_words.pages_of(found).content
    with pytest.raises(BadInput):
        certificate.export(office.workspace, found, pages, tmp_path / "certificate.txt")
    file = certificate.export(office.workspace, found, pages, tmp_path / "certificate.pdf").value
    text = "".join(page.extract_text() for page in pypdf.PdfReader(file).pages)
    for digest in (hashlib.sha256(PDF).hexdigest(), came.sha256, found.entries[0].digest):
        assert digest in text.split(), "it is copied without a gap"
    words = "".join(text.split())
    for said in ("its receipt was confirmed", "250 OK id=1", WORDS, "none missing or altered"):
        assert "".join(said.split()) in words
    (kept,) = issued_documents.of_case(office.workspace, case_id, kind="certificate")
    assert (kept.pdf_sha256, kept.retention_class) == (
        hashlib.sha256(pages).hexdigest(),
        "start_communications",
    )


def test_a_reply_by_telephone_stands_on_it_with_who_took_it(
    office: Office, case_id: UUID, plan: UUID
) -> None:
    """AMB-80: the words, the time and the adviser."""
    sent(office, case_id, plan)
    said = {"words": "Yes, the plan is here", "identity": "confirmed"}
    entry = office.record(case_id, K.JFAP_ACKNOWLEDGED, channel="telephone", detail=said)
    (confirmed,) = certificate.of_document(office.workspace, plan).confirmations
    assert (confirmed.words, confirmed.channel_name, confirmed.reply) == (
        "Yes, the plan is here",
        "Telephone",
        None,
    )
    facts.withdraw(office.workspace, entry.id, "It was another call")
    found = certificate.of_document(office.workspace, plan)
    assert not found.received
    told = [line for one in certificate_words.sections(found) for line in one.lines]
    assert ("Taken back", "It was another call") in told
    assert ("So far", certificate_words.NOT_RECEIVED) in told


def test_a_confirmation_counts_for_the_sending_that_it_answers_and_never_for_a_later_one(
    office: Office, case_id: UUID, plan: UUID, tmp_path: Path
) -> None:
    """I17, P9: no page says of a changed plan that it was received because the one before it was."""
    first = sent(office, case_id, plan)
    office.clock.at += timedelta(minutes=5)
    said = {"words": "Yes, the plan is here", "identity": "confirmed"}
    called = office.record(case_id, K.JFAP_ACKNOWLEDGED, channel="telephone", detail=said)
    office.clock.at += timedelta(minutes=5)
    changed = issued_documents.freeze(
        office.workspace, case_id, issued_documents.NewDocument(kind="jfap", pdf=PDF + b" 2", version="2")
    ).value.id
    sent(office, case_id, changed, "2")
    found = certificate.of_document(office.workspace, changed)
    assert not found.received and [one.words for one in found.elsewhere] == ["Yes, the plan is here"]
    facts.withdraw(office.workspace, called.id, "They wrote it, too")
    office.clock.at += timedelta(minutes=5)
    (came,) = bring(office, tmp_path, reply(first, WORDS, office.clock.at)).new
    replies.accept(office.workspace, came.id, [Paper.PLAN])
    found = certificate.of_document(office.workspace, changed)
    assert not found.received, "it answers the message before it"
    assert [one.reply is None for one in found.elsewhere] == [True, False]
    assert found.others == ()
    told = [line for one in certificate_words.sections(found) for line in one.lines]
    assert ("So far", certificate_words.NOT_RECEIVED) in told
    assert len([value for name, value in told if name == "Confirms" and "another copy" in value]) == 2
    assert len(certificate.of_document(office.workspace, plan).confirmations) == 2
    (written,) = [one for one in found.elsewhere if one.reply is not None]
    facts.withdraw(office.workspace, written.fact_id, "It was about the plan before it")
    office.record(case_id, K.JFAP_ACKNOWLEDGED, channel="telephone", detail=said)
    assert certificate.of_document(office.workspace, changed).received
    assert len(certificate.of_document(office.workspace, plan).confirmations) == 2


def test_a_copy_that_went_on_a_later_day_is_not_confirmed_by_what_was_said_before(
    office: Office, case_id: UUID, plan: UUID
) -> None:
    """I17, P9: also where its going was recorded with the entry of an earlier sending."""
    entry = office.record(case_id, K.DRAFT_JFAP_SENT, channel="email", detail={"sent_to": OWN})
    said = {"words": "Yes, the plan is here", "identity": "confirmed"}
    office.record(case_id, K.JFAP_ACKNOWLEDGED, channel="telephone", detail=said)
    office.clock.at += timedelta(days=1)
    issue = issued_documents.NewIssue("email", OWN, office.clock.at, fact_id=entry.id)
    issued_documents.issued(office.workspace, plan, issue)
    found = certificate.of_document(office.workspace, plan)
    assert not found.received and len(found.elsewhere) == 1


def test_a_reply_to_the_pack_that_confirms_both_counts_for_the_plan_that_had_gone(
    office: Office, case_id: UUID, plan: UUID, tmp_path: Path
) -> None:
    """I17: one reply may confirm both papers, whichever of the two messages it answers."""
    sent(office, case_id, plan)
    pack = send(office, case_id, "pack")
    (came,) = bring(office, tmp_path, reply(pack, "I have got both", office.clock.at)).new
    replies.accept(office.workspace, came.id, [Paper.PACK, Paper.PLAN])
    (confirmed,) = certificate.of_document(office.workspace, plan).confirmations
    assert confirmed.reply is not None and confirmed.reply.id == came.id


def test_its_first_sentence_says_what_came_back(
    office: Office, case_id: UUID, plan: UUID, tmp_path: Path
) -> None:
    """I18: whoever reads no further does not take what came back for what arrived."""
    first = sent(office, case_id, plan)
    told = certificate_words.told(certificate.of_document(office.workspace, plan))
    assert told.endswith("The document went out once, and its receipt is not confirmed.")
    bring(office, tmp_path, reply(first, "No such user", office.clock.at, **RETURNED))
    told = certificate_words.told(certificate.of_document(office.workspace, plan))
    assert told.endswith("went out once, came back undelivered once, and its receipt is not confirmed.")


def test_nothing_is_certified_of_what_never_went(office: Office, case_id: UUID, plan: UUID) -> None:
    found = certificate.of_document(office.workspace, plan)
    with pytest.raises(RefusedByRule):
        certificate.export(office.workspace, found, b"%PDF-", Path("never.pdf"))


def test_what_a_server_said_of_a_try_proves_nothing_of_what_went_by_hand(
    office: Office, case_id: UUID, plan: UUID
) -> None:
    """I18: neither the certificate nor the evidence takes a refusal for the answer to what went."""
    part = NewPart(plan, "pdf", "Plan.pdf")
    new = NewMessage("draft_jfap", case_id, OWN, "Priya Nair", "Your plan", "Dear Priya", parts=(part,))
    queued = outbox.queue(office.workspace, new).value
    office.clock.at += timedelta(seconds=30)
    outbox.begin_next(office.workspace)
    refused = Delivery(Ending.REFUSED, Step.HAND_OVER, "The server refused it.", "550 No")
    outbox.end(office.workspace, queued.id, refused)
    went = Went("text", office.clock.at, "She read it to me")
    outbox_decisions.went_by_hand(office.workspace, queued.id, went)
    (sending,) = certificate.of_document(office.workspace, plan).sendings
    assert sending.issue.proof == ""
    lines = evidence.of_case(office.workspace, case_id).lines
    (out,) = [one for one in lines if one.title.startswith("Message out")]
    assert "An earlier try failed. The server answered: 550 No" in out.details
