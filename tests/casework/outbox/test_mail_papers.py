"""What goes to DWP, and the survey, as messages: the Jobcentre's JFAP, PRaP14, JFS07 and the survey
(X4 to X7, W8, M10, Q6, Q7, D3, AMB-25 to AMB-27, AMB-39)."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from jfs_desktop.casework.agreement import plan_sending
from jfs_desktop.casework.contact.case_contact import ContactDetails, change_contact
from jfs_desktop.casework.desk import clocks, restricted_cases, settings
from jfs_desktop.casework.desk.long_jobs import finish
from jfs_desktop.casework.desk.redating import redate
from jfs_desktop.casework.desk.workspace import open_workspace
from jfs_desktop.casework.documents import issued_documents, wording_blocks
from jfs_desktop.casework.documents.issued_documents import NewIssue
from jfs_desktop.casework.documents.paper_sources import Typed
from jfs_desktop.casework.ending import early_ends
from jfs_desktop.casework.ending.early_ends import EarlyEnd
from jfs_desktop.casework.evidence import case_documents, evidence, hand_issues
from jfs_desktop.casework.evidence.document_lines import Source
from jfs_desktop.casework.office import staff
from jfs_desktop.casework.outbox import mail_account, mail_offers, outbox, outbox_decisions
from jfs_desktop.casework.outbox.mail_account import MailAccount, Route
from jfs_desktop.casework.outbox.mail_offers import MailAbout, MailOffer, TypedMail
from jfs_desktop.casework.outbox.message_views import MessageView
from jfs_desktop.casework.outbox.outbox_decisions import Went
from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.replies import returned_mail
from jfs_desktop.casework.requests import jobcentre_answers, jobcentre_requests
from jfs_desktop.casework.requests.jobcentre_request_views import RequestState
from jfs_desktop.casework.today import cockpit
from jfs_desktop.documents.cv_pdf.cv_import_pdf import pdf_lines
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.mail.delivery import Delivery, Ending, Step
from jfs_desktop.records.case import CaseSummary
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.mail.outbox import MessageState
from jfs_desktop.rules.mail.recipients import Weight
from jfs_desktop.rules.programme.roles import Role
from tests.casework.conftest import Office
from tests.casework.replies.test_replies import RETURNED, bring, reply
from tests.casework.requests.test_jobcentre_answers import FRIDAY, TO, asked_in_the_middle, asked_of_completer
from tests.casework.requests.test_jobcentre_requests import NI, logged, seen

OWN = "priya.nair@example.org"
INBOX = "changes@dwp.example"
TAKEN = Delivery(Ending.TAKEN, Step.HAND_OVER, "The server took the message.", "250 OK")


def open_for_mail(office: Office) -> None:
    office_account = MailAccount(
        Route.SERVER,
        host="smtp.example.org",
        user="office",
        sender_address="office@provider.example",
        dwp_addresses=(TO, "other@jobcentre.example"),
    )
    mail_account.put(office.workspace, office_account)
    settings.put(office.workspace, settings.JFS07_INBOX, INBOX)


def typed(made: MailOffer, **said: Any) -> TypedMail:
    return replace(TypedMail(made.to_address, made.subject, made.body), **said)


def queued(office: Office, case_id: UUID, what: str, about: MailAbout | None = None) -> MessageView:
    made = mail_offers.offer(office.workspace, case_id, what, about)
    return mail_offers.queue(office.workspace, case_id, what, typed(made), about).value


def went(office: Office, message: MessageView) -> MessageView:
    office.clock.at += timedelta(seconds=30)
    sending = outbox.begin_next(office.workspace).value
    assert sending is not None and sending.id == message.id
    return outbox.end(office.workspace, message.id, TAKEN).value


def fact(office: Office, case_id: UUID, kind: K) -> FactView | None:
    return next((one for one in facts.of_case(office.workspace, case_id) if one.kind == kind), None)


def test_x6_the_jfap_goes_to_the_return_address_stamped_and_the_days_are_counted(office: Office) -> None:
    """JFS 5.03, 5.07, AMB-27: from the date of request on the form to the server's answer."""
    case_id, request_id = asked_of_completer(office)
    open_for_mail(office)
    about = MailAbout(request_id)
    with pytest.raises(RefusedByRule, match="Look the JFAP through"):
        mail_offers.offer(office.workspace, case_id, "jcp_jfap", about)
    office.on(date(2021, 6, 7), "11:20")
    jobcentre_answers.check(office.workspace, request_id)
    made = mail_offers.offer(office.workspace, case_id, "jcp_jfap", about)
    assert (made.to_address, made.against) == (TO, ())
    assert made.papers == ("Job Finding Action Plan, version 1, issued 7 June 2021",)
    assert "Priya" not in made.subject + made.body and NI not in made.body, "nothing of the person (AMB-39)"
    message = mail_offers.queue(office.workspace, case_id, "jcp_jfap", typed(made), about).value
    assert seen(office, request_id).state is RequestState.OPEN, "it has not gone"
    (part,) = message.parts
    kept = issued_documents.content(office.workspace, part.document_id, "pdf")
    lines = " ".join(line.text.replace("\xa0", " ") for line in pdf_lines(kept, "x.pdf")[0])
    assert "Requested 3 June 2021, issued 7 June 2021" in lines
    assert went(office, message).note == ""
    request = seen(office, request_id)
    assert request.state is RequestState.ANSWERED
    (answer,) = request.answers
    assert (answer.sent_to, answer.sha256, answer.version) == (TO, part.sha256, 1)
    assert (answer.days_taken, answer.late, answer.issued_on) == (2, False, date(2021, 6, 7))


def test_amb_26_one_that_is_not_final_goes_marked_and_the_final_one_follows(office: Office) -> None:
    case_id, request_id = asked_in_the_middle(office)
    open_for_mail(office)
    jobcentre_answers.check(office.workspace, request_id)
    about = MailAbout(request_id)
    made = mail_offers.offer(office.workspace, case_id, "jcp_jfap", about)
    assert "not final yet" in made.body
    went(office, mail_offers.queue(office.workspace, case_id, "jcp_jfap", typed(made), about).value)
    assert seen(office, request_id).state is RequestState.FINAL_AWAITED


def test_x6_what_waits_in_the_outbox_is_not_sent_again(office: Office) -> None:
    case_id, request_id = asked_in_the_middle(office)
    open_for_mail(office)
    jobcentre_answers.check(office.workspace, request_id)
    about = MailAbout(request_id)
    message = queued(office, case_id, "jcp_jfap", about)
    assert seen(office, request_id).on_its_way
    with pytest.raises(RefusedByRule, match="outbox already"):
        mail_offers.offer(office.workspace, case_id, "jcp_jfap", about)
    outbox.take_back(office.workspace, message.id)
    assert not seen(office, request_id).on_its_way
    assert mail_offers.offer(office.workspace, case_id, "jcp_jfap", about).to_address == TO
    assert list(outbox_decisions.ways_out(office.workspace, case_id, "jcp_jfap")) == ["email"]
    hand = Went("email", office.clock.at, "It is in the sent folder of my mail program")
    by_post = replace(hand, channel="letter")
    with pytest.raises(BadInput, match="goes by e-mail") as refused:
        outbox_decisions.went_by_hand(office.workspace, message.id, by_post)
    assert (refused.value.field, refused.value.paragraph) == ("channel", "JFS 5.07"), "D3, AMB-27"
    office.clock.at += timedelta(days=1)
    with pytest.raises(BadInput, match="another date of issue") as refused:
        outbox_decisions.went_by_hand(office.workspace, message.id, replace(hand, at=office.clock.at))
    assert (refused.value.field, refused.value.paragraph) == ("on", "JFS 5.03"), "P12"
    outbox_decisions.went_by_hand(office.workspace, message.id, hand)
    assert [(one.on, one.issued_on) for one in seen(office, request_id).answers] == [(FRIDAY, FRIDAY)]


def test_x7_of_a_restricted_case_nothing_goes_by_e_mail(office: Office) -> None:
    """JFS 5.05: the form asks for post, so post it is, with tracking; not even PRaP14 or the survey goes."""
    case_id, request_id = asked_in_the_middle(office)
    open_for_mail(office)
    me = office.workspace.me
    staff.change(office.workspace, me.id, name=me.name, role=Role.NOMINATED_OFFICER, prap_role=True)
    office.workspace = open_workspace(office.workspace.vault, office.clock)
    restricted = logged(office, requested_on=date(2021, 6, 2), return_address="1 High Street, Leeds").id
    if seen(office, restricted).case_id is None:
        jobcentre_requests.match(office.workspace, restricted, case_id)
    for request in (request_id, restricted):
        jobcentre_answers.check(office.workspace, request)
        made = mail_offers.offer(office.workspace, case_id, "jcp_jfap", MailAbout(request))
        assert made.against[0].weight is Weight.REFUSE and "restricted" in made.against[0].text
        with pytest.raises(RefusedByRule, match="restricted"):
            mail_offers.queue(office.workspace, case_id, "jcp_jfap", typed(made), MailAbout(request))
    office.record(case_id, K.FINALISING_BEGUN)
    survey = mail_offers.offer(office.workspace, case_id, "survey")
    with pytest.raises(RefusedByRule, match="restricted"):
        mail_offers.queue(office.workspace, case_id, "survey", typed(survey))
    assert outbox.listed(office.workspace) == ()


def test_x7_one_that_waits_for_the_officer_shuts_e_mail_from_its_first_moment(office: Office) -> None:
    """JFS 5.05: whose it is the officer says later, and may never be able to; the NI number says it at once.
    What waited in the outbox is held back, by hand the post alone is left, and it has a tracking number."""
    case_id, _ = asked_of_completer(office)
    ws = office.workspace
    open_for_mail(office)
    change_contact(ws, case_id, ContactDetails("", OWN, "", "", None, vulnerable=False, contact_notes=""))
    waits = queued(office, case_id, "survey")
    issued_documents.freeze(ws, case_id, issued_documents.NewDocument(kind="cv", pdf=b"%PDF-1.7 the CV"))
    before = ws.now()
    office.clock.at += timedelta(minutes=5)
    assert seen(office, logged(office, return_address="1 High Street, Leeds").id).case_id is None
    assert outbox.begin_next(ws).value is None
    (held,) = outbox.listed(ws)
    assert (held.id, held.state) == (waits.id, MessageState.FAILED) and "restricted" in held.failure
    for again in (outbox_decisions.send_again, outbox_decisions.open_as_draft):
        with pytest.raises(RefusedByRule, match="restricted"):
            again(ws, waits.id)
    assert set(outbox_decisions.ways_out(ws, case_id, "draft_jfap")) == {"letter"}
    assert set(outbox_decisions.ways_out(ws, case_id, "jfs07")) == {"letter"}
    assert set(plan_sending.offer(ws, case_id).channels) == {"letter"}
    (line,) = [one for one in case_documents.of_case(ws, case_id) if one.source is Source.KEPT]
    assert set(hand_issues.ways_out(ws, line).channels) == {"letter"}
    hand = Went("email", ws.now(), "It stands in my sent messages")
    with pytest.raises(RefusedByRule, match="post"):
        outbox_decisions.went_by_hand(ws, waits.id, hand)
    with pytest.raises(RefusedByRule, match="post"):
        hand_issues.record(ws, line, NewIssue("text", OWN, ws.now()))
    with pytest.raises(BadInput, match="tracking number") as asked:
        outbox_decisions.went_by_hand(ws, waits.id, replace(hand, channel="letter"))
    assert asked.value.field == "note"
    hand_issues.record(ws, line, NewIssue("email", OWN, before))
    went_by = replace(hand, channel="letter", note="Tracked 24, AB 123 456")
    assert outbox_decisions.went_by_hand(ws, waits.id, went_by).value.channel == "letter"
    by_post = plan_sending.SentPlan(
        "letter", "1 Mill Lane", ws.today(), message=plan_sending.offer(ws, case_id).message.text
    )
    with pytest.raises(BadInput, match="tracking number"):
        plan_sending.send(ws, case_id, by_post)
    plan_sending.send(ws, case_id, replace(by_post, proof="Tracked 24, AB 123 789"))
    no_number = [
        office.referred(ni_number="", first_name=name, last_name="Nair") for name in ("Priya", "Asha")
    ]
    with ws.reading() as db:
        assert [restricted_cases.since(db, one) is not None for one in no_number] == [True, False]


def test_q5_a_late_answer_says_why_before_it_is_queued(office: Office) -> None:
    case_id, request_id = asked_of_completer(office)
    open_for_mail(office)
    office.on(date(2021, 6, 11), "09:00")
    jobcentre_answers.check(office.workspace, request_id)
    about = MailAbout(request_id)
    made = mail_offers.offer(office.workspace, case_id, "jcp_jfap", about)
    with pytest.raises(BadInput) as refused:
        mail_offers.queue(office.workspace, case_id, "jcp_jfap", typed(made), about)
    assert refused.value.field == "late_reason"
    assert outbox.listed(office.workspace) == ()
    mail = typed(made, late_reason="The mailbox was down.")
    sent = went(office, mail_offers.queue(office.workspace, case_id, "jcp_jfap", mail, about).value)
    assert sent.note == ""
    said = fact(office, case_id, K.JFAP_SENT_TO_JOBCENTRE)
    assert said is not None and (said.late_reason, said.detail["days_taken"]) == (
        "The mailbox was down.",
        "6",
    )


def test_x6_the_date_of_issue_is_the_day_on_which_it_goes(office: Office) -> None:
    """JFS 5.03: queued before midnight without a network, taken by the server the next day."""
    case_id, request_id = asked_of_completer(office)
    open_for_mail(office)
    office.on(date(2021, 6, 7), "23:50")
    jobcentre_answers.check(office.workspace, request_id)
    message = queued(office, case_id, "jcp_jfap", MailAbout(request_id))
    office.on(date(2021, 6, 8), "00:10")
    sent = went(office, message)
    (part,) = sent.parts
    kept = issued_documents.content(office.workspace, part.document_id, "pdf")
    lines = " ".join(line.text.replace("\xa0", " ") for line in pdf_lines(kept, "x.pdf")[0])
    assert "Requested 3 June 2021, issued 8 June 2021" in lines
    (answer,) = seen(office, request_id).answers
    assert (answer.issued_on, answer.sha256) == (date(2021, 6, 8), hashlib.sha256(kept).hexdigest())


def test_x6_a_plan_that_was_changed_while_it_waited_is_looked_through_first(office: Office) -> None:
    case_id, request_id = asked_in_the_middle(office)
    open_for_mail(office)
    jobcentre_answers.check(office.workspace, request_id)
    queued(office, case_id, "jcp_jfap", MailAbout(request_id))
    content = plans.open_plan(office.workspace, case_id).content
    office.clock.at += timedelta(days=1)
    plans.save_draft(office.workspace, case_id, replace(content, next_steps="Half a senten"))
    assert outbox.begin_next(office.workspace).value is None
    (message,) = outbox.listed(office.workspace)
    assert message.state is MessageState.FAILED and "changed while this waited" in message.failure
    assert plans.open_plan(office.workspace, case_id).draft is not None, "nothing was settled"


def test_x6_one_that_waited_over_its_last_day_says_so_by_itself(office: Office) -> None:
    """The office had no network: the fifth working day after 3 June is the 10th."""
    case_id, request_id = asked_of_completer(office)
    open_for_mail(office)
    office.on(date(2021, 6, 10), "16:00")
    jobcentre_answers.check(office.workspace, request_id)
    message = queued(office, case_id, "jcp_jfap", MailAbout(request_id))
    office.on(date(2021, 6, 11), "08:00")
    assert went(office, message).note == ""
    said = fact(office, case_id, K.JFAP_SENT_TO_JOBCENTRE)
    assert said is not None and said.late_reason == "It waited in the outbox since 10 June 2021, 16:00."


def test_d3_dwp_has_its_own_addresses_and_no_other(office: Office) -> None:
    case_id, request_id = asked_in_the_middle(office)
    open_for_mail(office)
    jobcentre_answers.check(office.workspace, request_id)
    about = MailAbout(request_id)
    made = mail_offers.offer(office.workspace, case_id, "jcp_jfap", about)
    for other in ("somebody.else@example.org", INBOX, OWN):
        with pytest.raises(RefusedByRule, match="neither one of DWP's addresses"):
            mail_offers.queue(office.workspace, case_id, "jcp_jfap", typed(made, to_address=other), about)
    assert outbox.listed(office.workspace) == ()


def test_x6_each_request_has_its_own_return_address(office: Office) -> None:
    case_id, first = asked_in_the_middle(office)
    open_for_mail(office)
    second = logged(office, requested_on=date(2021, 6, 4), return_email="other@jobcentre.example").id
    jobcentre_answers.check(office.workspace, first)
    made = mail_offers.offer(office.workspace, case_id, "jcp_jfap", MailAbout(first))
    assert made.to_address == TO and made.against == ()
    jobcentre_answers.check(office.workspace, second)
    made = mail_offers.offer(office.workspace, case_id, "jcp_jfap", MailAbout(second))
    assert made.to_address == "other@jobcentre.example" and made.against == ()


def in_error(office: Office) -> UUID:
    case_id = office.started()
    office.record(case_id, K.ERROR_FOUND_AFTER_START, detail={"error": "duplicate", "explanation": "Twice."})
    open_for_mail(office)
    return case_id


def test_w8_prap14_goes_to_posts_one_address_only_after_an_error_was_found(office: Office) -> None:
    started = office.started()
    open_for_mail(office)
    with pytest.raises(RefusedByRule, match="record the error first"):
        mail_offers.offer(office.workspace, started, "prap14")
    office.record(started, K.ERROR_FOUND_AFTER_START, detail={"error": "duplicate", "explanation": "Twice."})
    made = mail_offers.offer(office.workspace, started, "prap14")
    assert (made.to_address, made.against) == ("PRAP.SUPPORT@DWP.GOV.UK", ())
    with pytest.raises(RefusedByRule):
        mail_offers.queue(office.workspace, started, "prap14", typed(made, to_address=INBOX))
    about = MailAbout(paper=Typed(other_reference="PR-77777"))
    message = mail_offers.queue(office.workspace, started, "prap14", typed(made), about).value
    assert fact(office, started, K.PRAP14_SENT) is None
    (part,) = message.parts
    kept = issued_documents.content(office.workspace, part.document_id, "pdf")
    assert "PR-77777" in " ".join(line.text for line in pdf_lines(kept, "x.pdf")[0])
    assert went(office, message).note == ""
    said = fact(office, started, K.PRAP14_SENT)
    assert said is not None and said.detail["sent_to"] == "PRAP.SUPPORT@DWP.GOV.UK"


def test_m10_jfs07_goes_to_the_inbox_in_settings_and_waits_for_nothing(office: Office) -> None:
    case_id = office.started()
    open_for_mail(office)
    about = MailAbout(paper=Typed(change="Moved to another district", effect="Goes on by video"))
    made = mail_offers.offer(office.workspace, case_id, "jfs07", about)
    assert made.to_address == INBOX
    message = mail_offers.queue(office.workspace, case_id, "jfs07", typed(made), about).value
    with pytest.raises(RefusedByRule, match="outbox already"):
        mail_offers.offer(office.workspace, case_id, "jfs07", about)
    another = MailAbout(paper=Typed(change="A partner moved in"))
    second = queued(office, case_id, "jfs07", another)
    assert went(office, message).note == ""
    outbox.take_back(office.workspace, second.id)
    said = fact(office, case_id, K.JFS07_SENT)
    assert said is not None and said.detail["to_inbox"] == INBOX and "content" not in said.detail
    (document,) = (
        one
        for one in issued_documents.of_case(office.workspace, case_id)
        if one.kind == "jfs07" and one.issues
    )
    assert [(one.to, one.proof) for one in document.issues] == [(INBOX, "250 OK")]


def test_m10_without_an_inbox_the_address_is_asked_for(office: Office) -> None:
    case_id = office.started()
    account = MailAccount(
        Route.SERVER, host="smtp.example.org", user="o", sender_address="o@provider.example"
    )
    mail_account.put(office.workspace, account)
    made = mail_offers.offer(office.workspace, case_id, "jfs07", MailAbout(paper=Typed(change="Moved")))
    assert made.to_address == "" and [one.weight for one in made.against] == [Weight.REFUSE]
    mail_account.put(office.workspace, replace(account, dwp_addresses=(INBOX,)))
    made = mail_offers.offer(office.workspace, case_id, "jfs07", MailAbout(paper=Typed(change="Moved")))
    assert (made.to_address, made.against) == (INBOX, ())


def test_q6_q7_the_survey_asks_with_the_four_answers_and_the_why(office: Office) -> None:
    case_id = office.started(email=OWN)
    office.finalised(case_id)
    open_for_mail(office)
    made = mail_offers.offer(office.workspace, case_id, "survey")
    survey = office.workspace.programme.survey
    for words in (survey.question, survey.follow_up, *(f"[ ] {one}" for one in survey.answers)):
        assert words in made.body
    assert (made.papers, made.to_address) == ((), OWN)
    message = mail_offers.queue(office.workspace, case_id, "survey", typed(made)).value
    assert (message.parts, fact(office, case_id, K.SURVEY_ASKED)) == ((), None)
    assert went(office, message).note == ""
    said = fact(office, case_id, K.SURVEY_ASKED)
    assert said is not None and said.channel == "email"
    assert said.detail["question_version"] == survey.version


def test_q6_the_survey_is_chased_once_and_never_after_an_answer_or_a_death(office: Office) -> None:
    case_id = office.finalised(office.started(email=OWN))
    open_for_mail(office)
    went(office, queued(office, case_id, "survey"))
    chase = mail_offers.offer(office.workspace, case_id, "survey")
    assert "once more" in chase.body
    sent = went(office, queued(office, case_id, "survey"))
    assert sent.state is MessageState.SENT and sent.note == ""
    with pytest.raises(RefusedByRule, match="asked once more"):
        mail_offers.offer(office.workspace, case_id, "survey")
    with pytest.raises(RefusedByRule, match="asked once more"):
        office.record(case_id, K.SURVEY_ASKED, channel="telephone")
    other = office.started(email="sam@example.org", ni_number="AB123456C")
    office.record(other, K.DEATH_LEARNED, detail={"told_by": "A sister"})
    with pytest.raises(RefusedByRule, match="has died"):
        mail_offers.offer(office.workspace, other, "survey")


def test_q6_a_chase_that_still_waits_does_not_go_once_they_answered(office: Office) -> None:
    case_id = office.finalised(office.started(email=OWN))
    open_for_mail(office)
    office.record(case_id, K.SURVEY_ASKED, channel="telephone")
    waits = queued(office, case_id, "survey")
    office.record(case_id, K.SURVEY_ANSWERED, detail={"way": "email", "answer": "very_satisfied"})
    office.clock.at += timedelta(minutes=1)
    assert outbox.begin_next(office.workspace).value is None
    (message,) = outbox.listed(office.workspace)
    assert message.id == waits.id and "answered already" in message.failure


def test_x14_the_exit_message_tells_that_dwp_may_ring_and_which_version_said_so(office: Office) -> None:
    """AMB-28, JFS 5.20: not without the reminder; what it becomes is the notice before an early end."""
    ws, case_id = office.workspace, office.started(email=OWN)
    open_for_mail(office)
    call = wording_blocks.block(ws, "call_reminder")
    made = mail_offers.offer(ws, case_id, "exit")
    assert (made.papers, made.to_address) == ((), OWN) and call.text in made.body
    with pytest.raises(BadInput, match="Reminder of a call from DWP") as refused:
        mail_offers.queue(ws, case_id, "exit", typed(made, body=made.body.replace(call.text, "")))
    assert refused.value.field == "message"
    message = queued(office, case_id, "exit")
    assert early_ends.offer(ws, case_id).notice_out == f"In the outbox: it goes to {OWN}."
    assert went(office, message).note == ""
    said = fact(office, case_id, K.EXPERIENCE_CALL_TOLD)
    assert said is not None and (said.channel, said.detail["notice_version"]) == ("email", call.version)
    found = early_ends.offer(ws, case_id)
    assert (found.told_on, found.notice_out) == (ws.today(), "")
    (line,) = [one for one in evidence.of_case(ws, case_id).lines if one.id == said.id]
    assert f"Version of the notice: {call.version}" in line.details


def test_x14_a_message_on_its_way_is_the_notice_of_an_end_and_counts_when_it_goes(office: Office) -> None:
    """AMB-28: nobody is told twice; one that is taken back leaves the notice to be given."""
    ws, gone, lost = (
        office.workspace,
        office.started(email=OWN),
        office.started(email="sam@example.org", ni_number="AB123456C"),
    )
    open_for_mail(office)
    waits = {case_id: queued(office, case_id, "exit") for case_id in (gone, lost)}

    def todo(case_id: UUID) -> list[str]:
        return [one.todo for one in evidence.of_case(ws, case_id).missing if one.key == "call_notice"]

    for case_id, message in waits.items():
        assert early_ends.offer(ws, case_id).notice_waits
        left = EarlyEnd("left", ws.today(), withdrew="Has had enough of forms", identity="confirmed")
        early_ends.end_early(ws, case_id, left)
        ended = fact(office, case_id, K.ENDED_EARLY)
        assert ended is not None and ended.detail["call_message"] == str(message.id)
        assert todo(case_id) == [f"In the outbox: it goes to {message.to_address}."]
    outbox.take_back(ws, waits[lost].id)
    assert went(office, waits[gone]).note == "" and fact(office, gone, K.EXPERIENCE_CALL_TOLD)
    assert (todo(gone), todo(lost)) == ([], ["Tell them, and record it."])


def test_x14_nobody_says_themselves_that_a_message_is_on_its_way(office: Office) -> None:
    case_id = office.started(email=OWN)
    said = {"reason": "left", "call_not_told_reason": "", "call_message": "yes"}
    office.record(case_id, K.WITHDREW)
    with pytest.raises(RefusedByRule, match="Tell the person that DWP may ring"):
        office.record(case_id, K.ENDED_EARLY, detail=said)


def test_what_came_back_neither_told_nor_asked_anybody(office: Office, tmp_path: Path) -> None:
    """X14, Q6: the notice is still to be given, and the survey is asked for the first time; a report that
    was of another message lets the asking count."""
    ws, case_id = office.workspace, office.started(email=OWN)
    open_for_mail(office)

    def lost(what: str) -> UUID:
        sent = went(office, queued(office, case_id, what))
        (report,) = bring(
            office, tmp_path, reply(sent, f"No such user: {what}", office.clock.at, **RETURNED)
        ).new
        return report.id

    def asked() -> tuple[bool, list[str]]:
        """Whether the first asking is owed, and what Today says of the survey."""
        listed = {one.id for one in clocks.of_case(ws, case_id) if one.is_open}
        rows = [one.what for one in cockpit.cockpit(ws).todos if one.case_id == case_id]
        return "ask_survey" in listed, [one for one in rows if "survey once more" in one]

    lost("exit")
    told = fact(office, case_id, K.EXPERIENCE_CALL_TOLD)
    assert told is not None and "Came back undelivered" in told.note, "it went"
    found = early_ends.offer(ws, case_id)
    assert found.told_on is None and "came back undelivered" in found.notice_out
    office.finalised(case_id)
    office.record(case_id, K.COMPLETED)
    office.record(case_id, K.END_KEYED, detail={"end_code": "39"})
    report = lost("survey")
    assert "once more" not in mail_offers.offer(ws, case_id, "survey").body
    office.on(date(2021, 6, 14), "10:00")
    assert asked() == (True, [])
    finish(redate(ws))  # as each day begins
    with ws.reading() as db:
        assert db.get_one(CaseSummary, case_id).next_clock == "ask_survey"
    returned_mail.not_of_this(ws, report, "It names a letter of last month")
    assert asked() == (False, ["Ask for the satisfaction survey once more"])
    assert "once more" in mail_offers.offer(ws, case_id, "survey").body


def test_x14_a_notice_by_telephone_names_its_version_too(office: Office) -> None:
    case_id = office.started()
    told = office.record(case_id, K.EXPERIENCE_CALL_TOLD)
    assert told.detail["notice_version"] == wording_blocks.block(office.workspace, "call_reminder").version


def test_q7_it_does_not_go_without_its_question(office: Office) -> None:
    case_id = office.started(email=OWN)
    office.finalised(case_id)
    open_for_mail(office)
    made = mail_offers.offer(office.workspace, case_id, "survey")
    survey = office.workspace.programme.survey
    for lost in (survey.question, survey.answers[0], survey.follow_up):
        with pytest.raises(BadInput, match="lacks") as refused:
            body = made.body.replace(lost, "")
            mail_offers.queue(office.workspace, case_id, "survey", typed(made, body=body))
        assert refused.value.field == "body"
    assert outbox.listed(office.workspace) == ()


def test_d3_an_address_that_a_form_names_elsewhere_than_at_dwp_is_asked_about_once(office: Office) -> None:
    """Anybody can write a form: one near DWP's own place, and one of a private person."""
    case_id, _ = asked_in_the_middle(office)
    open_for_mail(office)

    def named(email: str, day: int) -> MailAbout:
        request = logged(office, requested_on=date(2021, 6, day), return_email=email).id
        if seen(office, request).case_id is None:
            jobcentre_requests.match(office.workspace, request, case_id)
        jobcentre_answers.check(office.workspace, request)
        return MailAbout(request)

    for place, words in (("dwp-gov.uk", "almost at dwp.gov.uk"), ("gmail.com", "not at dwp.gov.uk")):
        about = named(f"coach@{place}", 2)
        made = mail_offers.offer(office.workspace, case_id, "jcp_jfap", about)
        assert [one.weight for one in made.against] == [Weight.ASK] and words in made.against[0].text
        with pytest.raises(RefusedByRule, match="Ring the Jobcentre"):
            mail_offers.queue(office.workspace, case_id, "jcp_jfap", typed(made), about)
    sure = typed(made, confirmed=tuple(one.words for one in made.against))
    went(office, mail_offers.queue(office.workspace, case_id, "jcp_jfap", sure, about).value)
    real = named("coach@leeds.dwp.gov.uk", 4)
    assert mail_offers.offer(office.workspace, case_id, "jcp_jfap", real).against == ()


def test_q7_a_link_takes_the_place_of_the_form(office: Office) -> None:
    case_id = office.finalised(office.started(email=OWN))
    open_for_mail(office)
    for wrong in (
        "not a link",
        "javascript:alert(1)",
        "https://survey.example/ x",
        "https://a:b@survey.example",
    ):
        with pytest.raises(BadInput, match="it is not the address of a page") as refused:
            settings.put(office.workspace, settings.SURVEY_LINK, wrong)
        assert refused.value.field == settings.SURVEY_LINK.key
    settings.put(office.workspace, settings.SURVEY_LINK, "https://survey.provider.example/jfs")
    made = mail_offers.offer(office.workspace, case_id, "survey")
    assert "https://survey.provider.example/jfs" in made.body and "[ ]" not in made.body
    settings.put(office.workspace, settings.SURVEY_LINK, " ")
    assert "[ ]" in mail_offers.offer(office.workspace, case_id, "survey").body, "it is taken away again"


def test_q7_the_survey_comes_in_their_language(office: Office) -> None:
    case_id = office.finalised(office.started(email=OWN))
    office.record(case_id, K.DOCUMENT_LANGUAGE_CHOSEN, detail={"language": "cy"})
    open_for_mail(office)
    made = mail_offers.offer(office.workspace, case_id, "survey")
    assert "[ ] Bodlon iawn" in made.body and made.body.startswith("Annwyl Priya")
