"""Papers that go out as messages are not sent twice, nor recorded beside a message that is on its way
(I14, I16, I18, P9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from jfs_desktop.casework.agreement import plan_sending
from jfs_desktop.casework.agreement.plan_sending import SentPlan
from jfs_desktop.casework.contact import initial_meeting
from jfs_desktop.casework.documents import papers_out
from jfs_desktop.casework.documents.papers_out import Stands
from jfs_desktop.casework.evidence import case_documents, evidence
from jfs_desktop.casework.outbox import mail_guards, mail_offers, outbox, outbox_decisions, outbox_overview
from jfs_desktop.casework.outbox.mail_offers import MailAbout
from jfs_desktop.casework.plan import plans
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.replies import replies
from jfs_desktop.casework.requests import jobcentre_answers
from jfs_desktop.casework.today import cockpit, putting_off
from jfs_desktop.errors import RefusedByRule
from jfs_desktop.mail.delivery import Delivery
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.mail.outbox import MessageState
from tests.casework.conftest import Office
from tests.casework.outbox.test_mail_offers import account, planned, typed, went  # noqa: F401 - the fixture
from tests.casework.outbox.test_mail_papers import open_for_mail
from tests.casework.outbox.test_mail_papers import queued as queued_for
from tests.casework.outbox.test_outbox import REFUSED, UNKNOWN
from tests.casework.replies.test_replies import bring, reply, send
from tests.casework.requests.test_jobcentre_answers import asked_in_the_middle
from tests.casework.requests.test_jobcentre_requests import logged

RETURNED = {"From": "MAILER-DAEMON@mx.example.org", "Subject": "Undelivered mail"}


def with_draft(office: Office) -> UUID:
    case_id = planned(office)
    plans.make_version(office.workspace, case_id, summary="", agreed_how="by video")
    return case_id


def stands(office: Office, case_id: UUID) -> list[Stands]:
    with office.workspace.reading() as db:
        return [one.stands for one in papers_out.of_case(db, case_id)]


def test_i18_a_paper_that_is_on_its_way_is_not_sent_beside_itself(office: Office) -> None:
    case_id = with_draft(office)
    made = mail_offers.offer(office.workspace, case_id, "jfap")
    first = mail_offers.queue(office.workspace, case_id, "jfap", typed(made)).value
    assert stands(office, case_id) == [Stands.WAITS]
    with pytest.raises(RefusedByRule, match="in the outbox already"):
        mail_offers.queue(office.workspace, case_id, "jfap", typed(made))
    outbox.take_back(office.workspace, first.id)
    second = mail_offers.queue(office.workspace, case_id, "jfap", typed(made)).value
    with pytest.raises(RefusedByRule, match="in the outbox already"):
        outbox_decisions.send_again(office.workspace, first.id)
    assert went(office, second).state is MessageState.SENT
    assert stands(office, case_id) == []


def test_i18_after_it_went_a_second_time_is_asked_about_and_a_newer_version_is_not(office: Office) -> None:
    case_id = with_draft(office)
    made = mail_offers.offer(office.workspace, case_id, "jfap")
    went(office, mail_offers.queue(office.workspace, case_id, "jfap", typed(made)).value)
    again = mail_offers.offer(office.workspace, case_id, "jfap")
    assert again.against[0].text.startswith("Recorded already: ")
    with pytest.raises(mail_guards.AskFirst):
        mail_offers.queue(office.workspace, case_id, "jfap", typed(again))
    sure = typed(again, confirmed=tuple(one.words for one in again.against))
    mail_offers.queue(office.workspace, case_id, "jfap", sure)
    outbox.take_back(office.workspace, outbox.listed(office.workspace)[0].id)
    content = plans.open_plan(office.workspace, case_id).content
    plans.settle(office.workspace, case_id, replace(content, next_steps="Go on, and ring the agency."))
    plans.make_version(office.workspace, case_id, summary="Ring", agreed_how="by video")
    assert mail_offers.offer(office.workspace, case_id, "jfap").against == ()


def test_p9_an_old_draft_is_asked_about_once_there_is_a_newer_version(office: Office) -> None:
    case_id = with_draft(office)
    made = mail_offers.offer(office.workspace, case_id, "jfap")
    old = mail_offers.queue(office.workspace, case_id, "jfap", typed(made)).value
    outbox.take_back(office.workspace, old.id)
    content = plans.open_plan(office.workspace, case_id).content
    plans.settle(office.workspace, case_id, replace(content, next_steps="Go on, and ring the agency."))
    plans.make_version(office.workspace, case_id, summary="Ring", agreed_how="by video")
    with pytest.raises(mail_guards.AskFirst) as asked:
        outbox_decisions.send_again(office.workspace, old.id)
    (one,) = asked.value.found
    assert one.text == "This message carries version 1, and version 2 stands by now."
    outbox_decisions.send_again(office.workspace, old.id, confirmed=[one.words])
    assert stands(office, case_id) == [Stands.WAITS]


def test_i18_nothing_is_recorded_by_hand_beside_a_message_that_goes_by_itself(office: Office) -> None:
    """Both would count, and the e-mail would still go."""
    case_id = with_draft(office)
    made = mail_offers.offer(office.workspace, case_id, "jfap")
    message = mail_offers.queue(office.workspace, case_id, "jfap", typed(made)).value
    hand = SentPlan("text", "07700 900123", office.workspace.today(), None, made.body, "Seen on my phone")
    before = len(facts.of_case(office.workspace, case_id))
    with pytest.raises(RefusedByRule, match="in the outbox already"):
        plan_sending.send(office.workspace, case_id, hand)
    assert len(facts.of_case(office.workspace, case_id)) == before
    outbox.take_back(office.workspace, message.id)
    plan_sending.send(office.workspace, case_id, hand)
    with pytest.raises(mail_guards.AskFirst, match="Recorded already"):
        outbox_decisions.send_again(office.workspace, message.id)


def test_x6_of_two_requests_a_taken_back_answer_goes_to_its_own_and_is_dated_anew(office: Office) -> None:
    """JFS 5.03, 5.07: looked at again it still knows which request it answers."""
    case_id, first = asked_in_the_middle(office)
    open_for_mail(office)
    second = logged(office, requested_on=date(2021, 6, 4), return_email="other@jobcentre.example").id
    for one in (first, second):
        jobcentre_answers.check(office.workspace, one)
    message = queued_for(office, case_id, "jcp_jfap", MailAbout(first))
    outbox.take_back(office.workspace, message.id)
    office.clock.at += timedelta(days=1)
    outbox_decisions.send_again(office.workspace, message.id)
    assert went(office, message).note == ""
    sent = next(
        one for one in facts.of_case(office.workspace, case_id) if one.kind == K.JFAP_SENT_TO_JOBCENTRE
    )
    assert sent.detail["issued_on"] == office.workspace.today().isoformat()


def test_i18_what_came_back_stands_open_until_it_is_sent_again(office: Office, tmp_path: Path) -> None:
    case_id = office.met(email="priya.nair@example.org")
    for kind in (K.VOLUNTEER_CONFIRMED, K.JFAP_AGREED):
        office.record(case_id, kind)
    sent = send(office, case_id, "pack")
    bring(office, tmp_path, reply(sent, "No such user", office.clock.at, **RETURNED))
    with office.workspace.reading() as db:
        (paper,) = papers_out.of_case(db, case_id)
        assert (paper.stands, paper.fact_id) == (Stands.CAME_BACK, sent.fact_id)
        assert papers_out.came_back(db, case_id) == {sent.fact_id}
    view = initial_meeting.read(office.workspace, case_id)
    pack = next(one for one in view.evidence if one.kind is K.PACK_SENT)
    assert (pack.counts, pack.came_back) == (False, True)
    told = [one.text for one in evidence.of_case(office.workspace, case_id).missing]
    assert any(one.startswith("'Induction pack' of 26 May 2021 came back") for one in told)
    (waiting,) = replies.of_case(office.workspace, case_id)
    replies.set_aside(office.workspace, waiting.id, "The address was an old one")
    assert asked_today(office) == ["Send it again or another way: Induction pack, came back undelivered"]
    assert outbox_overview.overview(office.workspace).returned == {sent.id}
    assert outbox_overview.to_decide(office.workspace) == (1, 1)
    send(office, case_id, "pack")  # unasked: the first reached nobody
    assert (stands(office, case_id), asked_today(office)) == ([], [])
    assert outbox_overview.overview(office.workspace).returned == frozenset()
    assert outbox_overview.progress(office.workspace) == (0, 0, 2)
    after = initial_meeting.read(office.workspace, case_id)
    assert next(one for one in after.evidence if one.kind is K.PACK_SENT).counts


def asked_today(office: Office) -> list[str]:
    return [one.what for one in cockpit.cockpit(office.workspace).todos if one.kind == putting_off.MAIL]


@pytest.mark.parametrize(
    ("delivery", "asked"),
    [
        (REFUSED, ["Send it again or another way: Draft JFAP, not sent"]),
        (UNKNOWN, ["Say whether it went: Draft JFAP, perhaps sent"]),
    ],
)
def test_i18_today_has_a_row_for_each_message_to_decide(
    office: Office, delivery: Delivery, asked: list[str]
) -> None:
    case_id = with_draft(office)
    made = mail_offers.offer(office.workspace, case_id, "jfap")
    message = mail_offers.queue(office.workspace, case_id, "jfap", typed(made)).value
    assert asked_today(office) == []
    office.clock.at += timedelta(seconds=30)
    outbox.begin_next(office.workspace)
    outbox.end(office.workspace, message.id, delivery)
    assert asked_today(office) == asked
    outbox_decisions.not_wanted(office.workspace, message.id)
    assert asked_today(office) == []


def test_p9_the_paper_in_the_outbox_says_where_it_is(office: Office) -> None:
    case_id = with_draft(office)
    made = mail_offers.offer(office.workspace, case_id, "jfap")
    message = mail_offers.queue(office.workspace, case_id, "jfap", typed(made)).value
    (part,) = message.parts
    line = case_documents.one(office.workspace, case_id, part.document_id)
    assert line.out == f"In the outbox: it goes to {message.to_address}."
    assert initial_meeting.read(office.workspace, case_id).out[K.DRAFT_JFAP_SENT].stands is Stands.WAITS
    went(office, message)
    assert case_documents.one(office.workspace, case_id, part.document_id).out == ""
