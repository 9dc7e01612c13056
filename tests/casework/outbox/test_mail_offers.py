"""The pack and the plan as messages: what would go, what is frozen, what stands on the case once it went
(I14, I16, P9, P11, X3)."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from jfs_desktop.casework.agreement import plan_finalising
from jfs_desktop.casework.agreement.plan_finalising import Agreement
from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.documents import issued_documents, pack_texts
from jfs_desktop.casework.documents.pack_texts import starting_texts
from jfs_desktop.casework.evidence import evidence
from jfs_desktop.casework.evidence.evidence import Opens
from jfs_desktop.casework.office import staff
from jfs_desktop.casework.outbox import mail_account, mail_offers, outbox
from jfs_desktop.casework.outbox.mail_account import MailAccount, Route
from jfs_desktop.casework.outbox.mail_offers import MailOffer, TypedMail
from jfs_desktop.casework.outbox.message_views import MessageView
from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.recording import facts
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.mail.delivery import Delivery, Ending, Step
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.mail.outbox import MessageState
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.plan.plan import Objective
from jfs_desktop.rules.programme.roles import Role
from tests.casework.conftest import Office

OWN = "priya.nair@example.org"
TAKEN = Delivery(Ending.TAKEN, Step.HAND_OVER, "The server took the message.", "250 OK")


@pytest.fixture(autouse=True)
def account(office: Office) -> None:
    me = office.workspace.me
    staff.change(office.workspace, me.id, name=me.name, role=Role.ANALYST, prap_role=True)
    settings.put(office.workspace, settings.PROVIDER_TELEPHONE, "01632 960100")
    office_account = MailAccount(
        Route.SERVER, host="smtp.example.org", user="office", sender_address="office@provider.example"
    )
    mail_account.put(office.workspace, office_account)


def typed(made: MailOffer, **said: object) -> TypedMail:
    return replace(TypedMail(made.to_address, made.subject, made.body), **said)  # type: ignore[arg-type]


def went(office: Office, message: MessageView) -> MessageView:
    office.clock.at += timedelta(seconds=30)
    sending = outbox.begin_next(office.workspace).value
    assert sending is not None and sending.id == message.id
    return outbox.end(office.workspace, message.id, TAKEN).value


def fact(office: Office, case_id: UUID, kind: FactKind) -> FactView | None:
    return next((one for one in facts.of_case(office.workspace, case_id) if one.kind == kind), None)


def hashes_of(office: Office, case_id: UUID, entry: str) -> set[str]:
    """The hashes that stand beside the entries of that name, as an auditor reads them (I14, I18)."""
    lines = evidence.of_case(office.workspace, case_id).lines
    held = [one.digests for one in lines if (one.title, one.opens) == (entry, Opens.ENTRY)]
    return {digest for digests in held for _, digest in digests}


def test_i14_the_pack_goes_with_what_is_written_for_this_person(office: Office) -> None:
    case_id = office.met(email=OWN)
    with pytest.raises(RefusedByRule, match="published"):
        mail_offers.offer(office.workspace, case_id, "pack")
    pack_texts.publish(
        office.workspace,
        {DocumentLanguage.ENGLISH: starting_texts()[DocumentLanguage.ENGLISH]},
        "Ceri Vaughan",
    )
    made = mail_offers.offer(office.workspace, case_id, "pack")
    assert (made.to_address, made.against, made.papers) == (OWN, (), ("Induction pack, version 1",))
    assert made.body.startswith("Dear Priya\n\nHere is your induction pack")
    message = mail_offers.queue(
        office.workspace, case_id, "pack", typed(made, insert="Ramp at the side")
    ).value
    assert fact(office, case_id, FactKind.PACK_SENT) is None, "it has not gone"
    (part,) = message.parts
    kept = issued_documents.content(office.workspace, part.document_id, "pdf")
    assert (part.form, part.sha256) == ("pdf", hashlib.sha256(kept).hexdigest())
    sent = went(office, message)
    assert (sent.state, sent.note) == (MessageState.SENT, "")
    said = fact(office, case_id, FactKind.PACK_SENT)
    assert said is not None
    assert (said.detail["insert_text"], said.detail["approved_by"]) == ("Ramp at the side", "Ceri Vaughan")
    (document,) = issued_documents.of_case(office.workspace, case_id)
    assert [(one.to, one.proof) for one in document.issues] == [(OWN, "250 OK")]
    assert hashes_of(office, case_id, "Induction pack sent") == {part.sha256}, "and not that of the Word file"


def planned(office: Office) -> UUID:
    case_id = office.started(email=OWN)
    office.supported(case_id)
    aim = Objective(uuid4(), "Find work", "Apply", "Two a week", target_on=date(2021, 6, 2))
    before = plans.open_plan(office.workspace, case_id).content
    plans.settle(office.workspace, case_id, replace(before, objectives=(aim,), next_steps="Go on."))
    return case_id


def test_i16_the_draft_goes_with_how_to_question_it(office: Office) -> None:
    case_id = planned(office)
    with pytest.raises(RefusedByRule, match="no version"):
        mail_offers.offer(office.workspace, case_id, "jfap")
    plans.make_version(office.workspace, case_id, summary="", agreed_how="by video")
    made = mail_offers.offer(office.workspace, case_id, "jfap")
    assert (made.purpose, made.papers) == ("draft_jfap", ("Draft Job Finding Action Plan, version 1",))
    with pytest.raises(BadInput, match="lacks"):
        mail_offers.queue(office.workspace, case_id, "jfap", typed(made, body="Here it is."))
    assert outbox.listed(office.workspace) == ()
    message = mail_offers.queue(office.workspace, case_id, "jfap", typed(made)).value
    assert went(office, message).note == ""
    said = fact(office, case_id, FactKind.DRAFT_JFAP_SENT)
    assert said is not None and said.detail["version"] == "1"
    assert hashes_of(office, case_id, "Draft JFAP sent") == {message.parts[0].sha256}


def test_p11_x3_the_final_plan_goes_with_the_reminder_and_counts_from_the_servers_answer(
    office: Office,
) -> None:
    case_id = planned(office)
    plan_finalising.finalise(office.workspace, case_id, Agreement("Video call", "Five sessions."))
    made = mail_offers.offer(office.workspace, case_id, "jfap")
    assert made.purpose == "final_jfap" and "may ring you" in made.body
    message = mail_offers.queue(office.workspace, case_id, "jfap", typed(made)).value
    assert fact(office, case_id, FactKind.FINAL_JFAP_SENT) is None
    assert went(office, message).note == ""
    said = fact(office, case_id, FactKind.FINAL_JFAP_SENT)
    assert said is not None and said.detail["call_reminder"] == "yes"
    lock = plans.open_plan(office.workspace, case_id).lock
    assert lock is not None and lock.sent_on == office.workspace.today()


def test_a_message_that_the_journey_no_longer_allows_says_what_to_record(office: Office) -> None:
    """It went: that stays true, and the adviser is told (I18)."""
    case_id = planned(office)
    plans.make_version(office.workspace, case_id, summary="", agreed_how="by video")
    made = mail_offers.offer(office.workspace, case_id, "jfap")
    message = mail_offers.queue(office.workspace, case_id, "jfap", typed(made)).value
    office.clock.at += timedelta(seconds=30)
    outbox.begin_next(office.workspace)
    office.record(case_id, FactKind.DEATH_LEARNED, detail={"told_by": "A sister", "died_on": "2021-05-26"})
    sent = outbox.end(office.workspace, message.id, TAKEN).value
    assert sent.state is MessageState.SENT
    assert "could not take it by itself" in sent.note
    assert fact(office, case_id, FactKind.DRAFT_JFAP_SENT) is not None, "the one of the start"
