"""Replies: brought in as files, matched, and made evidence by the adviser alone (I17, I18, AMB-13)."""

from __future__ import annotations

from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, select

from jfs_desktop.casework.cases import history
from jfs_desktop.casework.contact import initial_meeting
from jfs_desktop.casework.documents import attachments, papers_out
from jfs_desktop.casework.documents.papers_out import PaperOut, Stands
from jfs_desktop.casework.evidence import start_evidence
from jfs_desktop.casework.outbox import mail_account, outbox, outbox_overview
from jfs_desktop.casework.outbox.message_views import MessageView, NewMessage
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.replies import (
    answered_mail,
    confirmed_sendings,
    replies,
    reply_files,
    returned_mail,
)
from jfs_desktop.casework.replies.reply_files import ImportReport
from jfs_desktop.casework.replies.reply_views import ReplyState, ReplyView
from jfs_desktop.casework.today import cockpit, putting_off
from jfs_desktop.documents.files.file_kinds import FileKind
from jfs_desktop.errors import BadInput, NotFound, RefusedByRule
from jfs_desktop.mail.delivery import Delivery
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.message import Message
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.mail.outbox import MessageState
from jfs_desktop.rules.replies.reply_kinds import Paper, ReplyKind
from tests.answers import said_with
from tests.casework.conftest import MET, Office
from tests.casework.mailed import OWN, SERVER
from tests.casework.outbox.test_outbox import TAKEN
from tests.casework.replies.test_came_by_mail import LINES as FORM_LINES
from tests.mail.made_msg import BODY, HEADS, SENDER_ADDRESS, SUBJECT, hung_on, made_msg

SENT_TO = "Priya Nair"
RETURNED = {"From": "MAILER-DAEMON@mx.example.org", "Subject": "Undelivered mail"}
BOTH = "Hi Rosa, I have got the pack and the plan, thank you. Priya"


@pytest.fixture
def case_id(office: Office) -> UUID:
    """Somebody who was met on 26 May; the meeting's day is over."""
    made = office.met(email=OWN)
    office.record(made, K.VOLUNTEER_CONFIRMED)
    office.record(made, K.JFAP_AGREED)
    mail_account.put(office.workspace, SERVER)
    return made


def send(
    office: Office, case_id: UUID, purpose: str, delivery: Delivery = TAKEN, version: str = ""
) -> MessageView:
    """A message that the mail server has taken."""
    told = dict(said_with(office.workspace.programme, K.PACK_SENT, {})[0]) if purpose == "pack" else {}
    told |= {"version": version} if version else {}
    new = NewMessage(purpose, case_id, OWN, SENT_TO, f"Your {purpose}", "Dear Priya", details=told)
    queued = outbox.queue(office.workspace, new).value
    office.clock.at += timedelta(seconds=30)
    assert outbox.begin_next(office.workspace).value is not None
    sent = outbox.end(office.workspace, queued.id, delivery).value
    assert sent.fact_id is not None, sent.note
    return sent


def reply(message: MessageView | None, text: str, at: datetime, **heads: str) -> bytes:
    """A reply as a mail program saves it."""
    made = EmailMessage()
    given = {"From": f"{SENT_TO} <{OWN}>", "To": "office@provider.example"} | heads
    given.setdefault("Date", at.strftime("%a, %d %b %Y %H:%M:%S +0000"))
    if message is not None:
        given.setdefault("In-Reply-To", message.message_id)
        given.setdefault("Subject", f"Re: {message.subject} [{message.reference}]")
    for name, value in given.items():
        made[name] = value
    made["Message-ID"] = f"<{abs(hash((text, at, *heads.values())))}@example.org>"
    plain, _, html = text.partition("<p>")
    made.set_content(plain)
    if html:
        made.add_alternative(html, subtype="html")
    return bytes(made)


def bring(office: Office, folder: Path, *contents: bytes) -> ImportReport:
    """Bring messages in as files."""
    paths = []
    for number, content in enumerate(contents):
        paths.append(folder / f"{number}.eml")
        paths[-1].write_bytes(content)
    return through(reply_files.import_files(office.workspace, paths)).value


def through(work: Generator[Any, None, Outcome[ImportReport]]) -> Outcome[ImportReport]:
    while True:
        try:
            next(work)
        except StopIteration as end:
            found: Outcome[ImportReport] = end.value
            return found


def confirmed(office: Office, case_id: UUID) -> dict[str, FactView]:
    kinds = (K.PACK_ACKNOWLEDGED, K.JFAP_ACKNOWLEDGED)
    found = facts.of_case(office.workspace, case_id)
    return {one.kind: one for one in found if one.kind in kinds and not one.withdrawn_reason}


def papers_out_in(office: Office, case_id: UUID) -> tuple[PaperOut, ...]:
    with office.workspace.reading() as db:
        return papers_out.of_case(db, case_id)


def one_reply(office: Office, folder: Path, case_id: UUID, text: str, **heads: str) -> ReplyView:
    """A reply to the pack and the plan that were sent, an hour later."""
    send(office, case_id, "pack")
    plan = send(office, case_id, "draft_jfap")
    office.clock.at += timedelta(hours=1)
    (found,) = bring(office, folder, reply(plan, text, office.clock.at, **heads)).new
    return found


def test_a_reply_waits_with_every_reason_and_is_kept_as_it_came(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    """I17, I18: nothing is accepted by itself."""
    found = one_reply(office, tmp_path, case_id, "I have got the plan, thanks")
    assert (found.state, found.kind, found.case_id) == (
        ReplyState.WAITING,
        ReplyKind.ACKNOWLEDGES,
        case_id,
    )
    assert found.proves == {Paper.PLAN}
    assert found.answers is not None and found.answers.purpose_name == "Draft JFAP"
    assert "It is an answer to that message." in found.why and len(found.why) >= 4
    assert confirmed(office, case_id) == {}
    kept = next(one for one in attachments.of_case(office.workspace, case_id) if one.purpose == "reply")
    assert (kept.kind, kept.about, kept.retention_class) == (
        FileKind.EMAIL,
        found.id,
        "start_communications",
    )
    assert attachments.content(office.workspace, kept.id) == (tmp_path / "0.eml").read_bytes()
    sealed = b"".join(
        file.read_bytes() for file in office.folder.rglob("*") if file.is_file() and file.suffix != ".lock"
    )
    assert b"I have got the plan" not in sealed


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Yes {adviser} got them", ReplyKind.ACKNOWLEDGES),
        ("Priya here, both received", ReplyKind.ACKNOWLEDGES),
        ("Both received.\n\nPriya", ReplyKind.ACKNOWLEDGES),
        ("Both received.\n\nAnn Nair", ReplyKind.UNCLEAR),
        ("Priya Nair", ReplyKind.UNCLEAR),
        ("I have received both.<p>The plan did not come.", ReplyKind.UNCLEAR),
    ],
)
def test_a_reply_is_read_by_the_names_of_the_case_and_of_who_works_here(
    office: Office, case_id: UUID, tmp_path: Path, text: str, kind: ReplyKind
) -> None:
    """I17: also where the adviser says which message it answers, and for papers that went by hand."""
    said = text.format(adviser=office.workspace.me.name.split()[0])
    found = one_reply(office, tmp_path, case_id, said)
    assert found.kind is kind
    assert found.answers is not None
    for message_id in (found.answers.id, None):
        assert replies.attach_to(office.workspace, found.id, case_id, message_id).value.kind is kind


def test_both_papers_are_confirmed_each_by_an_entry_of_its_own(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    """I17: channel, day and time of the reply, their words, and the reply as evidence of each."""
    found = one_reply(office, tmp_path, case_id, f"{BOTH}\n\nOn Wednesday Rosa wrote:\n> Your plan")
    office.clock.at += timedelta(days=1)
    outcome = replies.accept(office.workspace, found.id, [Paper.PACK, Paper.PLAN])
    assert outcome.value.state is ReplyState.ACCEPTED
    assert outcome.value.confirmed == {Paper.PACK, Paper.PLAN}
    assert Changed.CLOCKS in outcome.changed
    entries = confirmed(office, case_id)
    assert len(entries) == 2
    for entry in entries.values():
        assert (entry.channel, entry.at, entry.detail["words"]) == ("email", found.written_at, BOTH)
        assert (entry.on, entry.detail["reply_sha256"]) == (MET[1], found.sha256)
    view = initial_meeting.read(office.workspace, case_id)
    assert [len(view.proofs(kind)) for kind in (K.PACK_ACKNOWLEDGED, K.JFAP_ACKNOWLEDGED)] == [1, 1]
    file = start_evidence.export(office.workspace, case_id, tmp_path / "evidence.zip").value
    assert b"0.eml" in file.read_bytes()


def test_what_confirms_comes_first_and_every_reply_that_waits_is_counted(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    """I17, I18: of fifty replies the adviser sees those first that only want a yes."""
    found = one_reply(office, tmp_path, case_id, BOTH)
    office.clock.at += timedelta(minutes=10)
    (later,) = bring(office, tmp_path, reply(None, "When do we meet?", office.clock.at)).new
    assert [one.id for one in replies.listed(office.workspace)] == [found.id, later.id]
    assert outbox_overview.to_decide(office.workspace) == (2, 0)
    replies.accept(office.workspace, found.id, [Paper.PACK])
    assert outbox_overview.to_decide(office.workspace) == (1, 0)
    assert outbox_overview.overview(office.workspace).replies == 1
    assert [one.id for one in replies.listed(office.workspace, tuple(ReplyState))] == [later.id, found.id]


def test_each_sending_of_a_changed_plan_is_confirmed_by_a_reply_of_its_own(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    """I17, P9: never twice by one reply or for one sending, and not before another version went."""
    ws = office.workspace
    first = one_reply(office, tmp_path, case_id, BOTH)
    replies.accept(ws, first.id, [Paper.PACK, Paper.PLAN])
    (again,) = bring(office, tmp_path, reply(None, "both here", office.clock.at, Subject="[x]")).new
    replies.attach_to(ws, again.id, case_id)
    assert "already recorded" in replies.offer(ws, again.id).refused[Paper.PLAN]
    changed = send(office, case_id, "draft_jfap", version="2")
    office.clock.at += timedelta(hours=1)
    assert first.answers is not None
    held = next(one for one in outbox.listed(ws, (MessageState.SENT,)) if one.id == first.answers.id)
    (late,) = bring(office, tmp_path, reply(held, "I have got the plan, Rosa", office.clock.at)).new
    assert replies.offer(ws, late.id).refused[Paper.PLAN] == confirmed_sendings.OF_THE_SAME
    with pytest.raises(RefusedByRule, match="confirmed already"):
        replies.accept(ws, late.id, [Paper.PLAN])
    (own,) = bring(office, tmp_path, reply(changed, "I have got the new plan", office.clock.at)).new
    assert Paper.PLAN not in replies.offer(ws, own.id).refused
    replies.accept(ws, own.id, [Paper.PLAN])
    kinds = [one.kind for one in facts.of_case(ws, case_id)]
    assert (kinds.count(K.JFAP_ACKNOWLEDGED), kinds.count(K.PACK_ACKNOWLEDGED)) == (2, 1)
    with pytest.raises(RefusedByRule, match="This reply confirms it already"):
        replies.accept(ws, own.id, [Paper.PLAN])


def test_a_changed_plan_that_came_back_is_told_though_the_one_before_it_was_confirmed(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    """I18: its receipt says nothing of what went later."""
    first = one_reply(office, tmp_path, case_id, BOTH)
    replies.accept(office.workspace, first.id, [Paper.PACK, Paper.PLAN])
    changed = send(office, case_id, "draft_jfap", version="2")
    bring(office, tmp_path, reply(changed, "No such user", office.clock.at, **RETURNED))
    assert [one.message_id for one in papers_out_in(office, case_id)] == [changed.id]


def test_accepting_is_undone_whole(office: Office, case_id: UUID, tmp_path: Path) -> None:
    found = one_reply(office, tmp_path, case_id, BOTH)
    outcome = replies.accept(office.workspace, found.id, [Paper.PACK, Paper.PLAN])
    assert outcome.change_id is not None and outcome.label
    history.undo(office.workspace, outcome.change_id)
    assert confirmed(office, case_id) == {}
    assert [one.id for one in replies.listed(office.workspace)] == [found.id]


def test_a_wrong_acceptance_is_corrected_with_a_reason(office: Office, case_id: UUID, tmp_path: Path) -> None:
    found = one_reply(office, tmp_path, case_id, BOTH)
    replies.accept(office.workspace, found.id, [Paper.PACK])
    with pytest.raises(RefusedByRule, match="rests on this reply"):
        replies.take_up(office.workspace, found.id)
    (entry,) = confirmed(office, case_id).values()
    facts.withdraw(office.workspace, entry.id, "It was about another pack")
    assert replies.take_up(office.workspace, found.id).value.state is ReplyState.WAITING


def test_the_other_paper_may_be_confirmed_later_by_the_same_reply(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    found = one_reply(office, tmp_path, case_id, BOTH)
    replies.accept(office.workspace, found.id, [Paper.PACK])
    assert replies.accept(office.workspace, found.id, [Paper.PLAN]).value.confirmed == set(Paper)


@pytest.mark.parametrize(
    ("text", "heads", "kind"),
    [
        ("I am out of office until Monday", {"Auto-Submitted": "auto-replied"}, ReplyKind.AUTOMATIC),
        (BOTH, {"From": "Owen Pugh <owen@example.org>"}, ReplyKind.WRONG_PERSON),
        ("Thanks!", {}, ReplyKind.THANKS),
        ("There was nothing attached", {}, ReplyKind.NOT_RECEIVED),
        ("What do I have to do with these?", {}, ReplyKind.ASKS),
        ("See you on Friday", {}, ReplyKind.UNCLEAR),
        (
            "Your message could not be delivered",
            {"From": "MAILER-DAEMON@mx.example.org", "Subject": "Undelivered mail"},
            ReplyKind.BOUNCE,
        ),
    ],
)
def test_what_confirms_nothing_counts_only_with_a_reason_that_is_kept(  # noqa: PLR0917 - each is a fixture or a case
    office: Office, case_id: UUID, tmp_path: Path, text: str, heads: dict[str, str], kind: ReplyKind
) -> None:
    """I17, I18: never by itself, and never by one click."""
    found = one_reply(office, tmp_path, case_id, text, **heads)
    assert (found.kind, found.case_id, found.proves) == (kind, case_id, frozenset())
    assert replies.offer(office.workspace, found.id).asks_reason
    with pytest.raises(BadInput) as refused:
        replies.accept(office.workspace, found.id, [Paper.PACK], reason="  ")
    assert refused.value.field == "reason"
    assert confirmed(office, case_id) == {}
    done = replies.accept(office.workspace, found.id, [Paper.PACK], reason="She told me on the telephone")
    assert done.value.settled_reason == "She told me on the telephone"
    (entry,) = confirmed(office, case_id).values()
    assert "She told me on the telephone" in entry.note


def test_a_message_that_came_back_says_so(office: Office, case_id: UUID, tmp_path: Path) -> None:
    """I18: it stays sent, for the server took it, and says that nobody has it."""
    report_on = one_reply(office, tmp_path, case_id, "No such user", **RETURNED)
    assert report_on.answers is not None
    message = next(one for one in outbox.listed(office.workspace) if one.id == report_on.answers.id)
    assert message.state is MessageState.SENT
    assert message.failure.startswith("It came back: ")


def test_a_report_of_another_message_is_set_right_with_the_reason(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    """I18: it is moved to the message that it is of, or said to be of none here; both are undone."""
    ws, report = office.workspace, one_reply(office, tmp_path, case_id, "No such user", **RETURNED)
    pack, plan = sorted(outbox.listed(ws), key=lambda one: one.made_at)

    def back() -> list[str]:
        with ws.reading() as db:
            stands = {one.message_id for one in papers_out.of_case(db, case_id)}
        told = {one.id: one.failure for one in outbox.listed(ws)}
        return [one.purpose for one in (pack, plan) if one.id in stands and told[one.id]]

    assert back() == ["draft_jfap"]
    replies.attach_to(ws, report.id, case_id, pack.id)
    assert back() == ["pack"]
    with pytest.raises(BadInput) as refused:
        returned_mail.not_of_this(ws, report.id, " ")
    assert refused.value.field == "reason"
    replies.set_aside(ws, report.id, "Seen")  # as one that came back: it stays so
    assert back() == ["pack"]
    done = returned_mail.not_of_this(ws, report.id, "It names a letter of last month")
    assert (done.value.state, done.value.answers) == (ReplyState.SET_ASIDE, None)
    assert done.value.settled_reason == "It names a letter of last month" and back() == []
    with pytest.raises(RefusedByRule):
        returned_mail.not_of_this(ws, report.id, "Again")
    assert done.change_id is not None
    history.undo(ws, done.change_id)
    assert back() == ["pack"]


@pytest.mark.parametrize("given_back", ["message/rfc822", "text/rfc822-headers"])
def test_a_servers_report_is_known_by_the_message_that_it_gives_back(
    office: Office, case_id: UUID, tmp_path: Path, given_back: str
) -> None:
    """As most servers write it: no thread, no reference, and the message below."""
    sent = send(office, case_id, "pack")
    report = (
        "From: MAILER-DAEMON@mx.example.org\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nNo such user here.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\n"
        f"Action: failed\r\n\r\n--b\r\nContent-Type: {given_back}\r\n\r\n"
        f"From: office@provider.example\r\nMessage-ID: {sent.message_id}\r\nSubject: x\r\n\r\nDear\r\n"
        "--b--\r\n"
    ).encode()
    (found,) = bring(office, tmp_path, report).new
    assert (found.kind, found.case_id) == (ReplyKind.BOUNCE, case_id)
    message = next(one for one in outbox.listed(office.workspace) if one.id == sent.id)
    assert message.failure.startswith("It came back: ")


@pytest.mark.parametrize(("action", "kind"), [("delayed", "delayed"), ("delivered", "delivered")])
def test_a_servers_warning_or_receipt_is_no_return_and_no_confirmation(
    office: Office, case_id: UUID, tmp_path: Path, action: str, kind: str
) -> None:
    """I17, I18: what is still on its way, or in the mailbox, did not come back; nor says anybody that they
    have it."""
    sent = send(office, case_id, "pack")
    report = (
        "From: MAILER-DAEMON@mx.example.org\r\nSubject: Delivery Status Notification\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n'
        f"In-Reply-To: {sent.message_id}\r\n\r\n--b\r\n\r\nI have received both documents.\r\n"
        f"--b\r\nContent-Type: message/delivery-status\r\n\r\nAction: {action}\r\n\r\n--b--\r\n"
    ).encode()
    (found,) = bring(office, tmp_path, report).new
    assert (found.kind, found.proves, found.case_id) == (ReplyKind(kind), frozenset(), case_id)
    again = replies.attach_to(office.workspace, found.id, case_id, sent.id).value
    assert again.kind is found.kind, "whosever it is"
    with pytest.raises(BadInput, match="mail server's"):
        replies.accept(office.workspace, found.id, [Paper.PACK])
    (message,) = outbox.listed(office.workspace)
    assert (message.state, message.failure) == (MessageState.SENT, "")


def test_a_warning_in_plain_words_leaves_the_message_as_sent_and_tells_of_it(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    """I18: only late; the report that comes when the server gives up says that it came back."""
    sent = send(office, case_id, "pack")
    late = {"From": "Mailer-Daemon@mx.example.org", "Subject": "Warning: message 1kz delayed 24 hours"}
    said = "The message has not yet been delivered. No action is required on your part."
    (found,) = bring(office, tmp_path, reply(sent, said, office.clock.at, **late)).new
    assert (found.kind, found.case_id) == (ReplyKind.DELAYED, case_id)
    (message,) = outbox.listed(office.workspace)
    assert (message.state, message.failure) == (MessageState.SENT, "")
    assert message.note.startswith("A mail server says that it is still on its way (brought in ")
    assert [one.stands for one in papers_out_in(office, case_id)] == []
    office.clock.at += timedelta(days=2)
    bring(office, tmp_path, reply(sent, "No such user", office.clock.at, **RETURNED))
    assert [one.stands for one in papers_out_in(office, case_id)] == [Stands.CAME_BACK]


def test_today_asks_about_each_reply_that_waits(office: Office, case_id: UUID, tmp_path: Path) -> None:
    """I17: by its case, and those that are nobody's in one row; gone once it is decided."""
    found = one_reply(office, tmp_path, case_id, "No such user", **RETURNED)
    bring(office, tmp_path, reply(None, "Hello", office.clock.at, From="who@example.net", Subject="hi"))
    asked = [one for one in cockpit.cockpit(office.workspace).todos if one.kind == putting_off.REPLY]
    assert {(one.case_id, one.what) for one in asked} == {
        (case_id, "A message came back undelivered: send it another way"),
        (None, "Say whose 1 reply is"),
    }
    replies.set_aside(office.workspace, found.id, "Sent again to the right address")
    left = [one for one in cockpit.cockpit(office.workspace).todos if one.kind == putting_off.REPLY]
    assert [one.case_id for one in left] == [None]


def test_the_same_message_twice_changes_nothing(office: Office, case_id: UUID, tmp_path: Path) -> None:
    sent = send(office, case_id, "pack")
    content = reply(sent, BOTH, office.clock.at)
    bring(office, tmp_path, content)
    before = office.entries()
    report = bring(office, tmp_path, content, content.replace(b"To: office", b"To:  office"))
    assert (report.new, report.known, office.entries()) == ((), 2, before)
    assert "2 here already" in report.text


def test_what_matches_nothing_is_nobodys_until_the_adviser_says_whose(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    """I18: sent from another address and about nothing that went from here."""
    send(office, case_id, "pack")
    plan = send(office, case_id, "draft_jfap")
    office.clock.at += timedelta(minutes=5)
    mine = reply(None, BOTH, office.clock.at, From="Priya <p@home.example>", Subject="hello")
    (found,) = bring(office, tmp_path, mine).new
    assert (found.kind, found.case_id) == (ReplyKind.UNRELATED, None)
    with pytest.raises(RefusedByRule, match="Nobody knows yet"):
        replies.accept(office.workspace, found.id, [Paper.PACK])
    other = office.referred(first_name="Owen")
    with pytest.raises(NotFound):
        replies.attach_to(office.workspace, found.id, other, plan.id)
    assert replies.answerable(office.workspace, case_id)[0].id == plan.id
    outcome = replies.attach_to(office.workspace, found.id, case_id, plan.id)
    assert (outcome.value.kind, outcome.value.case_id) == (ReplyKind.WRONG_PERSON, case_id)
    assert outcome.value.why[0].endswith("chose whose it is.")
    assert any(one.purpose == "reply" for one in attachments.of_case(office.workspace, case_id))
    assert outcome.change_id is not None
    history.undo(office.workspace, outcome.change_id)
    assert [one.case_id for one in replies.listed(office.workspace)] == [None]


def test_a_reply_to_papers_that_went_without_the_outbox(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    """AMB-80: the entry says where they went."""
    office.record(case_id, K.PACK_SENT, channel="email", detail={"sent_to": OWN})
    (found,) = bring(office, tmp_path, reply(None, "I got the pack", office.clock.at, Subject="pack")).new
    assert found.case_id is None
    mine = replies.attach_to(office.workspace, found.id, case_id).value
    assert (mine.kind, mine.proves, mine.answers) == (ReplyKind.ACKNOWLEDGES, {Paper.PACK}, None)
    offer = replies.offer(office.workspace, mine.id)
    assert list(offer.refused) == [Paper.PLAN], "the draft was not sent"
    with pytest.raises(RefusedByRule):
        replies.accept(office.workspace, mine.id, [Paper.PLAN])
    assert replies.accept(office.workspace, mine.id, [Paper.PACK]).value.confirmed == {Paper.PACK}


def test_it_is_set_aside_with_a_reason_and_taken_up_again(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    found = one_reply(office, tmp_path, case_id, "When is the next meeting?")
    with pytest.raises(BadInput):
        replies.set_aside(office.workspace, found.id, " ")
    aside = replies.set_aside(office.workspace, found.id, "A question, answered by telephone").value
    assert (aside.state, aside.settled_reason) == (
        ReplyState.SET_ASIDE,
        "A question, answered by telephone",
    )
    assert replies.listed(office.workspace) == ()
    with pytest.raises(RefusedByRule, match="decided already"):
        replies.accept(office.workspace, found.id, [Paper.PACK])
    replies.take_up(office.workspace, found.id)
    assert len(replies.listed(office.workspace, case_id=case_id)) == 1


def test_a_late_reply_asks_why_it_is_late(office: Office, case_id: UUID, tmp_path: Path) -> None:
    """I17, AMB-13: the start stands; a reply after the PRaP deadline wants its reason."""
    send(office, case_id, "pack")
    plan = send(office, case_id, "draft_jfap")
    office.clock.at = datetime(2021, 6, 4, 9, tzinfo=UTC)
    (found,) = bring(office, tmp_path, reply(plan, BOTH, office.clock.at)).new
    with pytest.raises(BadInput) as refused:
        replies.accept(office.workspace, found.id, set(Paper))
    assert refused.value.field == "late_reason"
    replies.accept(office.workspace, found.id, set(Paper), late_reason="She was in hospital")
    assert len(confirmed(office, case_id)) == 2


def test_a_clock_that_is_ahead_makes_no_entry_of_the_future(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    sent = send(office, case_id, "pack")
    ahead = office.clock.at + timedelta(days=2)
    (found,) = bring(office, tmp_path, reply(sent, "I got the pack", ahead)).new
    replies.accept(office.workspace, found.id, [Paper.PACK])
    (entry,) = confirmed(office, case_id).values()
    assert entry.at is not None and entry.at <= office.clock.at


def test_many_files_come_in_and_those_that_are_none_are_named(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    sent = send(office, case_id, "pack")
    good = [reply(sent, f"I got the pack {number}", office.clock.at) for number in range(3)]
    report = bring(office, tmp_path, good[0], b"MZ\x90 a program", b"", good[1], good[2])
    assert [name for name, _ in report.refused] == ["1.eml", "2.eml"]
    assert all("was not read as a message" in why for _, why in report.refused)
    assert (len(report.new), report.matched, report.done) == (3, 3, 5)
    assert report.text == "3 messages brought in, 3 matched to a case, 2 not read."
    absent = through(reply_files.import_files(office.workspace, [tmp_path / "gone.eml"])).value
    assert "could not be read" in absent.refused[0][1]


def test_an_import_that_is_stopped_keeps_what_it_has(office: Office, case_id: UUID, tmp_path: Path) -> None:
    sent = send(office, case_id, "pack")
    paths = []
    for number in range(4):
        paths.append(tmp_path / f"{number}.eml")
        paths[-1].write_bytes(reply(sent, f"I got the pack {number}", office.clock.at))
    work = reply_files.import_files(office.workspace, paths)
    while next(work).done < 2:
        pass
    with pytest.raises(StopIteration) as end:
        work.throw(GeneratorExit())
    report = end.value.value.value
    assert (len(report.new), report.done, report.total) == (2, 2, 4)
    assert "Stopped after 2 of 4." in report.text
    assert len(replies.listed(office.workspace)) == 2
    files = reply_files.read_files(paths)
    first = next(one for one in files if one is not None)
    for path in paths[1:3]:
        path.unlink()
    rest = [one for one in files if one is not None]
    told = [one.name if isinstance(one, reply_files.ReplyFile) else "" for one in (first, *rest)]
    assert told == [path.name for path in paths], (
        "the next ones were being read already, and their order holds"
    )


def test_i17_a_reply_that_somebody_passes_on_as_a_file_is_read(
    office: Office, case_id: UUID, tmp_path: Path
) -> None:
    """Kept whole as it came, read as what hangs on it, also where its title bears the reference; of two
    nobody knows which is meant."""
    sent = send(office, case_id, "pack")
    inner = message_from_bytes(reply(sent, "I got the pack, thanks", office.clock.at), policy=default)
    other = message_from_bytes(reply(sent, "I never got it", office.clock.at), policy=default)

    def passed_on(*held: Any) -> bytes:
        outer = EmailMessage()
        outer["From"] = "reception@provider.example"
        outer["Subject"] = f"FW: {sent.subject} [{sent.reference}]" if len(held) == 1 else "FW: reply"
        outer["Message-ID"] = f"<passed-{len(held)}@provider.example>"
        outer.set_content("See attached.")
        for one in held:
            outer.add_attachment(one)
        return bytes(outer)

    whole = passed_on(inner)
    (found,) = bring(office, tmp_path, whole).new
    assert (found.kind, found.case_id, found.proves) == (ReplyKind.ACKNOWLEDGES, case_id, {Paper.PACK})
    assert OWN in found.sender and found.words == "I got the pack, thanks"
    assert found.why[0] == "It hangs as a file on a message from reception@provider.example."
    assert attachments.content(office.workspace, found.attachment_id) == whole
    replies.accept(office.workspace, found.id, [Paper.PACK])
    (entry,) = [one for one in facts.of_case(office.workspace, case_id) if one.kind == K.PACK_ACKNOWLEDGED]
    assert entry.note == found.why[0], "whoever opens the file finds another message around it"
    assert not bring(office, tmp_path, reply(sent, "I got the pack, thanks", office.clock.at)).new, "known"
    (both,) = bring(office, tmp_path, passed_on(inner, other)).new
    assert (both.kind, both.case_id) == (ReplyKind.UNRELATED, None)
    asked = message_from_bytes(
        reply(None, FORM_LINES, office.clock.at, From="coach@jobcentre.example"), policy=default
    )
    (request,) = bring(office, tmp_path, passed_on(asked)).new
    assert request.kind is ReplyKind.REQUEST and request.why[0] == found.why[0]
    own = EmailMessage()
    own["From"], own["Subject"], own["Message-ID"] = OWN, "your mail", "<own@example.org>"
    own.set_content("I have received the pack, thank you.")
    ours = EmailMessage()
    ours["From"], ours["Subject"], ours["Message-ID"] = (
        "office@provider.example",
        sent.subject,
        sent.message_id,
    )
    ours.set_content(sent.body)
    own.add_attachment(ours)
    (told,) = bring(office, tmp_path, bytes(own)).new
    assert (told.kind, told.words) == (ReplyKind.ACKNOWLEDGES, "I have received the pack, thank you.")
    words = "Yes, I have received the pack"
    heads = f"From: {OWN}\nMessage-ID: <in@example.org>\nIn-Reply-To: {sent.message_id}\n"
    within = hung_on({SUBJECT: "Re: your pack", BODY: words, HEADS: heads})
    note = {SUBJECT: "FW: your pack", BODY: "See the message", SENDER_ADDRESS: "reception@provider.example"}
    (saved,) = bring(office, tmp_path, made_msg(note, files=[within])).new
    assert (saved.kind, saved.words, saved.attached) == (ReplyKind.ACKNOWLEDGES, words, ())
    assert saved.why[0] == found.why[0], "Outlook saves the message within in a folder of its own"


def test_a_large_message_is_read_in_short_steps_too(office: Office, case_id: UUID, tmp_path: Path) -> None:
    """More than a pipe holds at once."""
    made = EmailMessage()
    made["From"], made["Subject"] = OWN, "hello"
    made.set_content("I have got the pack")
    made.add_attachment(b"x" * 2**21, maintype="image", subtype="png", filename="photo.png")
    (found,) = bring(office, tmp_path, bytes(made)).new
    assert (found.words, found.attached) == ("I have got the pack", ("photo.png",))


def test_a_file_taken_back_proves_nothing(office: Office, case_id: UUID, tmp_path: Path) -> None:
    found = one_reply(office, tmp_path, case_id, BOTH)
    attachments.take_back(office.workspace, found.attachment_id, "It was another person's")
    with pytest.raises(NotFound, match="taken back"):
        replies.accept(office.workspace, found.id, [Paper.PACK])


def test_a_known_sender_is_proposed_and_nothing_more(office: Office, case_id: UUID, tmp_path: Path) -> None:
    """I17: a message that answers nothing here may still be of the person whose address it comes from."""
    content = reply(None, "Hello", office.clock.at, From=f"P <{OWN.upper()}>", Subject="A question")
    strange = reply(None, "Hello", office.clock.at, From="other@example.net", Subject="A question")
    known, unknown = bring(office, tmp_path, content, strange).new
    assert (known.case_id, known.likely_case_id, known.likely_name) == (None, case_id, SENT_TO)
    assert (unknown.likely_case_id, unknown.likely_name) == (None, "")
    replies.attach_to(office.workspace, known.id, case_id)
    assert replies.offer(office.workspace, known.id).reply.likely_case_id is None


def test_what_a_reply_may_answer_is_asked_for_at_once_however_much_went_out(
    office: Office, case_id: UUID
) -> None:
    """Five hundred replies to five hundred messages: none asks for the names one by one."""
    send(office, case_id, "pack")
    send(office, case_id, "draft_jfap")
    asked: list[str] = []
    with office.workspace.reading() as db:
        rows = db.scalars(select(Message).order_by(Message.made_at)).all()
        event.listen(
            office.workspace.vault.engine, "before_cursor_execute", lambda *said: asked.append(said[2])
        )
        one, both = answered_mail.outgoing(db, rows[:1]), len(asked)
        many = answered_mail.outgoing(db, rows)
    assert many[:1] == one and [each.names.own for each in many] == [SENT_TO, SENT_TO]
    assert len(asked) == 2 * both
