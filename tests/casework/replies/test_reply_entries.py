"""Messages on the shelf that are entries of their own: a notice from DWP, POST's answer, an answer to the
survey. They wait there while nobody knows whose they are (M8, W8, Q7, AMB-36)."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from jfs_desktop.casework.documents import attachments, papers_out
from jfs_desktop.casework.documents.papers_out import PaperOut
from jfs_desktop.casework.evidence import evidence
from jfs_desktop.casework.outbox import mail_account
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.replies import replies, reply_entries
from jfs_desktop.casework.replies.reply_views import ReplyState, ReplyView
from jfs_desktop.errors import RefusedByRule
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.replies.reply_kinds import ReplyKind
from tests.casework.conftest import Office
from tests.casework.mailed import OWN, SERVER
from tests.casework.outbox.test_mail_papers import open_for_mail, queued, went
from tests.casework.replies.test_replies import RETURNED, bring, reply

NOTICE = "Please see the attached CEPD1.\nParticipant NINo: {ni}\nHas found work at the harbour."


def brought(office: Office, folder: Path, content: bytes) -> ReplyView:
    (found,) = bring(office, folder, content).new
    return found


def said(office: Office, case_id: UUID, kind: K) -> FactView:
    return next(one for one in facts.of_case(office.workspace, case_id) if one.kind == kind)


def papers_out_of(office: Office, case_id: UUID) -> tuple[PaperOut, ...]:
    with office.workspace.reading() as db:
        return papers_out.of_case(db, case_id)


def recorded(office: Office, reply_id: UUID, kind: K, **answers: str) -> FactView:
    """The entry as the form proposes it, with what it does not propose typed."""
    _, file, proposed = reply_entries.read(office.workspace, reply_id, kind)
    at = file.said.at
    assert at is not None
    happened = WhatHappened(
        kind, at.date(), at.time(), channel="email", detail={**proposed.answers, **answers}
    )
    return reply_entries.record(office.workspace, reply_id, happened).value


def test_m8_a_notice_waits_until_somebody_says_whose_it_is(office: Office, tmp_path: Path) -> None:
    mail_account.put(office.workspace, SERVER)
    case_id = office.started(email=OWN)
    office.on(date(2021, 6, 4), "11:00")
    sent = {"From": "changes@dwp.example", "Subject": "Change of circumstances"}
    text = NOTICE.format(ni="JK 12 34 56 A")
    found = brought(office, tmp_path, reply(None, text, office.clock.at - timedelta(hours=1), **sent))
    assert (found.kind, found.case_id, found.why) == (
        ReplyKind.NOTICE,
        None,
        ("It names CEPD1, a form of DWP's.",),
    )
    assert [one.id for one in replies.listed(office.workspace)] == [found.id]
    with pytest.raises(RefusedByRule, match="Nobody knows"):
        recorded(office, found.id, K.CHANGE_NOTICE_RECEIVED)
    attached = replies.attach_to(office.workspace, found.id, case_id, None).value
    assert attached.kind is ReplyKind.NOTICE, "it answers nothing, whosever it is"
    fact = recorded(office, found.id, K.CHANGE_NOTICE_RECEIVED)
    assert fact.detail["form"] == "cepd1" and "Has found work" in fact.detail["what"]
    (kept,) = attachments.of_case(office.workspace, case_id, about=fact.id)
    assert (kept.purpose, kept.id) == ("change_notice", found.attachment_id)
    (view,) = replies.listed(office.workspace, tuple(ReplyState))
    assert (view.state, view.entry, view.confirmed) == (
        ReplyState.ACCEPTED,
        K.CHANGE_NOTICE_RECEIVED,
        frozenset(),
    )
    lines = evidence.of_case(office.workspace, case_id).lines
    assert [one.class_key for one in lines if one.id in (kept.id, found.id)] == ["circumstances"]
    with pytest.raises(RefusedByRule, match="entry of the case rests"):
        replies.take_up(office.workspace, found.id)
    facts.withdraw(office.workspace, fact.id, "It was somebody else's.")
    again = replies.take_up(office.workspace, found.id).value
    assert (again.state, again.entry) == (ReplyState.WAITING, None)
    assert attachments.of_case(office.workspace, case_id)[0].purpose == "reply"


def test_w8_posts_answer_is_known_by_its_address(office: Office, tmp_path: Path) -> None:
    mail_account.put(office.workspace, SERVER)
    case_id = office.started(email=OWN)
    office.on(date(2021, 6, 4), "09:00")
    office.record(case_id, K.ERROR_FOUND_AFTER_START, detail={"error": "duplicate", "explanation": "Twice"})
    office.record(case_id, K.PRAP14_SENT)
    office.on(date(2021, 6, 4), "11:00")
    sent = {"From": office.workspace.programme.prap.post_address.upper(), "Subject": "Your query"}
    found = brought(office, tmp_path, reply(None, "It can be cancelled.", office.clock.at, **sent))
    assert found.kind is ReplyKind.NOTICE
    replies.attach_to(office.workspace, found.id, case_id, None)
    recorded(office, found.id, K.POST_CONFIRMED, post_answer="cancel")
    assert said(office, case_id, K.POST_CONFIRMED).channel == "email"


def test_q7_an_answer_to_the_survey_is_stored_with_the_why(office: Office, tmp_path: Path) -> None:
    case_id = office.finalised(office.started(email=OWN))
    open_for_mail(office)
    message = went(office, queued(office, case_id, "survey"))
    marked = message.body.replace("[ ] Fairly satisfied", "[x] Fairly satisfied")
    quoted = "\n".join(f"> {line}" for line in marked.splitlines())
    office.clock.at += timedelta(hours=1)
    found = brought(
        office, tmp_path, reply(message, f"{quoted}\nThe sessions were too short.", office.clock.at)
    )
    assert found.case_id == case_id and found.answers_survey
    fact = recorded(office, found.id, K.SURVEY_ANSWERED)
    assert (fact.detail["answer"], fact.detail["reason"]) == (
        "fairly_satisfied",
        "The sessions were too short.",
    )
    assert fact.detail["question_version"] == office.workspace.programme.survey.version
    (view,) = replies.listed(office.workspace, (ReplyState.ACCEPTED,))
    assert view.entry is K.SURVEY_ANSWERED


def test_q7_an_answer_shows_that_it_was_asked_though_a_server_said_the_asking_came_back(
    office: Office, tmp_path: Path
) -> None:
    """Q6, Q7: nobody is asked anew who answers; nothing is left to be sent again."""
    case_id = office.finalised(office.started(email=OWN))
    open_for_mail(office)
    message = went(office, queued(office, case_id, "survey"))
    office.record(case_id, K.COMPLETED)
    brought(office, tmp_path, reply(message, "No such user", office.clock.at, **RETURNED))
    assert [one.message_id for one in papers_out_of(office, case_id)] == [message.id]
    marked = message.body.replace("[ ] Very satisfied", "[x] Very satisfied")
    quoted = "\n".join(f"> {line}" for line in marked.splitlines())
    office.clock.at += timedelta(hours=1)
    found = brought(office, tmp_path, reply(message, quoted, office.clock.at))
    offered, _, _ = reply_entries.read(office.workspace, found.id, K.SURVEY_ANSWERED)
    assert not any(one.refused for one in offered.choices)
    fact = recorded(office, found.id, K.SURVEY_ANSWERED)
    assert fact.detail["answer"] == "very_satisfied"
    assert fact.detail["question_version"] == office.workspace.programme.survey.version
    assert papers_out_of(office, case_id) == ()
    other = office.started(email="gwen@example.org", ni_number="AB 12 34 56 C")
    with pytest.raises(RefusedByRule, match="Record first that the person was asked"):
        office.record(other, K.SURVEY_ANSWERED, detail={"way": "email", "answer": "very_satisfied"})
