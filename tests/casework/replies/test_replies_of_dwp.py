"""What DWP answers to a message that went there: a notice, never the participant's word (I17, I18, W8)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from jfs_desktop.casework.documents.paper_sources import Typed
from jfs_desktop.casework.outbox import outbox
from jfs_desktop.casework.outbox.mail_offers import MailAbout
from jfs_desktop.casework.outbox.message_views import MessageView, NewMessage
from jfs_desktop.casework.replies import replies
from jfs_desktop.casework.replies.reply_views import ReplyView
from jfs_desktop.errors import BadInput
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.mail.outbox import MessageState
from jfs_desktop.rules.replies.reply_kinds import Paper, ReplyKind
from jfs_desktop.rules.replies.reply_match import BEST
from tests.casework.conftest import Office
from tests.casework.mailed import OWN
from tests.casework.outbox.test_mail_papers import INBOX, open_for_mail, queued, went
from tests.casework.replies.test_replies import bring, confirmed, reply, send

POST = "PRAP.SUPPORT@DWP.GOV.UK"
CAME = "I have received both documents, thank you."


def answered(office: Office, folder: Path, message: MessageView, text: str, sender: str) -> ReplyView:
    office.clock.at += timedelta(hours=1)
    (found,) = bring(office, folder, reply(message, text, office.clock.at, From=sender)).new
    return found


@pytest.fixture
def met(office: Office) -> UUID:
    """Somebody who has both papers and has not said so."""
    case_id = office.met(email=OWN)
    for kind in (K.VOLUNTEER_CONFIRMED, K.JFAP_AGREED):
        office.record(case_id, kind)
    open_for_mail(office)
    for purpose in ("pack", "draft_jfap"):
        send(office, case_id, purpose)
    return case_id


def test_i17_dwps_answer_to_jfs07_confirms_neither_pack_nor_plan(
    office: Office, met: UUID, tmp_path: Path
) -> None:
    """Nor does it once it is attached to the case, and in whatever words it says that something came."""
    about = MailAbout(paper=Typed(change="Moved to Leeds."))
    message = went(office, queued(office, met, "jfs07", about))
    found = answered(office, tmp_path, message, CAME, INBOX)
    assert (found.kind, found.proves, found.case_id) == (ReplyKind.NOTICE, frozenset(), met)
    assert "It answers a message to DWP: the participant did not write it." in found.why
    with pytest.raises(BadInput, match="from DWP") as refused:
        replies.accept(office.workspace, found.id, [Paper.PACK, Paper.PLAN])
    assert (refused.value.field, confirmed(office, met)) == ("reason", {})
    again = replies.attach_to(office.workspace, found.id, met, message.id).value
    assert again.kind is ReplyKind.NOTICE


def test_w8_posts_answer_to_a_prap14_sent_from_here_is_posts(office: Office, tmp_path: Path) -> None:
    """AMB-36: the 24 hours run on it; it is known in the thread as without one."""
    started = office.started(email=OWN)
    open_for_mail(office)
    office.record(started, K.ERROR_FOUND_AFTER_START, detail={"error": "duplicate", "explanation": "Twice."})
    message = went(
        office, queued(office, started, "prap14", MailAbout(paper=Typed(other_reference="PR-77777")))
    )
    text = "The referral can now be cancelled. Please key it within 24 hours."
    found = answered(office, tmp_path, message, text, POST)
    assert (found.kind, found.case_id, found.score) == (ReplyKind.NOTICE, started, BEST)
    assert found.why[-1] == "It comes from POST."
    again = replies.attach_to(office.workspace, found.id, started, None).value
    assert (again.kind, again.why[-1]) == (ReplyKind.NOTICE, "It comes from POST.")


def test_i17_what_answers_a_letter_asks_for_a_reason_before_it_confirms_a_paper(
    office: Office, met: UUID, tmp_path: Path
) -> None:
    """What came was the letter; the adviser may know better, and says why."""
    letter = NewMessage("letter", met, OWN, "Priya Nair", "About us", "Dear Priya")
    message = outbox.queue(office.workspace, letter).value
    found = answered(office, tmp_path, went(office, message), CAME, OWN)
    assert (found.kind, found.proves) == (ReplyKind.UNCLEAR, frozenset())
    asked = replies.offer(office.workspace, found.id).asks_reason
    assert asked == "What it answers carried neither the induction pack nor the draft JFAP."
    with pytest.raises(BadInput) as refused:
        replies.accept(office.workspace, found.id, [Paper.PACK])
    assert refused.value.field == "reason"
    replies.accept(office.workspace, found.id, [Paper.PACK], reason="She names the pack's pages in it.")
    assert list(confirmed(office, met)) == [K.PACK_ACKNOWLEDGED]


def test_i18_a_plain_report_with_the_reference_tells_that_the_message_came_back(
    office: Office, met: UUID, tmp_path: Path
) -> None:
    """As Outlook keeps it: without a thread and without the parts of a report."""
    letter = NewMessage("letter", met, OWN, "Priya Nair", "About us", "Dear Priya")
    message = went(office, outbox.queue(office.workspace, letter).value)
    heads = {
        "From": "postmaster@mx.example.org",
        "Subject": f"Undeliverable: About us [{message.reference}]",
    }
    office.clock.at += timedelta(hours=1)
    (found,) = bring(office, tmp_path, reply(None, "550 no such user", office.clock.at, **heads)).new
    assert found.kind is ReplyKind.BOUNCE
    assert found.answers is not None and found.answers.id == message.id
    back = next(one for one in outbox.listed(office.workspace) if one.id == message.id)
    assert (back.state, back.failure[:12]) == (MessageState.SENT, "It came back")
