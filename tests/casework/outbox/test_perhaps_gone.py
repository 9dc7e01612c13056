"""A message that perhaps went is asked about before it goes again, whatever was done with it since (I18)."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest

from jfs_desktop.casework.documents.message_purposes import GIVEN_AWAY_AT, PERHAPS_WENT_AT
from jfs_desktop.casework.outbox import mail_guards, outbox, outbox_decisions
from jfs_desktop.casework.outbox.message_views import MessageView
from jfs_desktop.casework.recording import facts
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.mail.outbox import MessageState
from tests.casework.conftest import Office
from tests.casework.outbox.test_outbox import REFUSED, TAKEN, UNKNOWN, draft, queued, wait

Again = Callable[[Office, UUID], object]


@pytest.fixture
def case_id(plan_to_send: UUID) -> UUID:
    return plan_to_send


def broken_off(office: Office, case: UUID) -> MessageView:
    """A message of whose first try nobody knows."""
    made = queued(office, case)
    wait(office, seconds=10)
    outbox.begin_next(office.workspace)
    return outbox.end(office.workspace, made.id, UNKNOWN).value


def given_away(office: Office, case: UUID) -> MessageView:
    """A message that another mail program has as a draft."""
    made = queued(office, case)
    outbox_decisions.open_as_draft(office.workspace, made.id)
    return made


def laid_aside_and_taken_up(office: Office, message_id: UUID) -> None:
    outbox_decisions.not_wanted(office.workspace, message_id)
    outbox.take_back(office.workspace, message_id)


@pytest.mark.parametrize(("made", "words"), [(broken_off, "gone already"), (given_away, "mail program")])
def test_i18_what_perhaps_went_is_asked_about_after_it_was_laid_aside_and_taken_up(
    office: Office,
    case_id: UUID,
    made: Callable[[Office, UUID], MessageView],
    words: str,
) -> None:
    """DESIGN 7: never twice silently; the question comes from the verb itself, and once it is answered the
    same is not asked again."""
    message = made(office, case_id)
    laid_aside_and_taken_up(office, message.id)
    with pytest.raises(mail_guards.AskFirst, match=words) as asked:
        outbox_decisions.send_again(office.workspace, message.id)
    assert asked.value.title == "Send it a second time?"
    assert outbox.listed(office.workspace)[0].state is MessageState.DRAFT
    sure = [one.words for one in asked.value.found]
    outbox_decisions.send_again(office.workspace, message.id, confirmed=sure)
    outbox.take_back(office.workspace, message.id)
    outbox_decisions.send_again(office.workspace, message.id)
    wait(office, seconds=10)
    assert outbox.begin_next(office.workspace).value is not None
    outbox.end(office.workspace, message.id, TAKEN)
    (sent,) = [
        one for one in facts.of_case(office.workspace, case_id) if one.kind == FactKind.DRAFT_JFAP_SENT
    ]
    asked_of = {PERHAPS_WENT_AT, GIVEN_AWAY_AT}
    assert not asked_of & set(sent.detail), "what is kept for the question is no part of the entry"


def test_i18_each_try_that_broke_off_is_asked_about_anew(office: Office, case_id: UUID) -> None:
    message = broken_off(office, case_id)
    for _ in range(2):
        with pytest.raises(mail_guards.AskFirst) as asked:
            outbox_decisions.send_again(office.workspace, message.id)
        wait(office, hours=1)
        sure = [one.words for one in asked.value.found]
        outbox_decisions.send_again(office.workspace, message.id, confirmed=sure)
        outbox.begin_next(office.workspace)
        outbox.end(office.workspace, message.id, UNKNOWN)


def test_i18_a_try_that_failed_for_certain_leaves_the_question_of_an_earlier_one(
    office: Office,
    case_id: UUID,
) -> None:
    """Another program is not given it unasked either."""
    message = broken_off(office, case_id)
    laid_aside_and_taken_up(office, message.id)
    with pytest.raises(mail_guards.AskFirst, match="gone already"):
        outbox_decisions.open_as_draft(office.workspace, message.id)


def test_i18_the_same_written_anew_is_asked_about_where_one_was_laid_aside_that_may_have_gone(
    office: Office,
    case_id: UUID,
) -> None:
    outbox_decisions.not_wanted(office.workspace, broken_off(office, case_id).id)
    with pytest.raises(mail_guards.AskFirst, match="laid aside in the outbox, and may have gone on"):
        queued(office, case_id)
    newer = draft(office, case_id, details={"version": "2"})
    assert outbox.queue(office.workspace, newer).value.state is MessageState.QUEUED


def test_i18_what_no_program_took_is_not_asked_about(office: Office, case_id: UUID) -> None:
    """It was given to nobody, and stands as a draft here again."""
    message = given_away(office, case_id)
    outbox.take_back(office.workspace, message.id)
    assert outbox_decisions.send_again(office.workspace, message.id).value.state is MessageState.QUEUED


def test_i18_what_a_server_refused_is_sent_again_unasked(office: Office, case_id: UUID) -> None:
    made = queued(office, case_id)
    wait(office, seconds=10)
    outbox.begin_next(office.workspace)
    outbox.end(office.workspace, made.id, REFUSED)
    laid_aside_and_taken_up(office, made.id)
    assert outbox_decisions.send_again(office.workspace, made.id).value.state is MessageState.QUEUED
