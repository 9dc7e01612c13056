"""What is known before a message leaves holds it back: it is not sent first and told afterwards (I2, AMB-28,
D3; JFS 3.18, 5.19)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from jfs_desktop.casework.office import channel_clearances
from jfs_desktop.casework.outbox import outbox, outbox_decisions
from jfs_desktop.casework.outbox.outbox_decisions import Went
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.rules.facts.facts import FactKind as K
from jfs_desktop.rules.mail.outbox import MessageState
from tests.casework.conftest import Office
from tests.casework.outbox.test_outbox import draft, queued, states


@pytest.fixture
def case_id(plan_to_send: UUID) -> UUID:
    return plan_to_send


def tried(office: Office) -> str:
    """Why nothing went as its time came."""
    office.clock.at += timedelta(minutes=1)
    assert outbox.begin_next(office.workspace).value is None
    (message,) = outbox.listed(office.workspace)
    assert message.state is MessageState.FAILED
    return message.failure


def test_i2_nothing_goes_by_e_mail_while_it_is_not_cleared(office: Office, case_id: UUID) -> None:
    """Not what is queued then, not what waited, and not what is sent again or opened as a draft."""
    waits = queued(office, case_id)
    channel_clearances.take_back(office.workspace, "email", "The security review has run out")
    with pytest.raises(channel_clearances.NotCleared):
        outbox.queue(office.workspace, draft(office, case_id, details={"version": "2"}))
    assert "'E-mail' is not cleared for use." in tried(office)
    for again in (outbox_decisions.send_again, outbox_decisions.open_as_draft):
        with pytest.raises(channel_clearances.NotCleared):
            again(office.workspace, waits.id)
    assert states(office) == [MessageState.FAILED]
    channel_clearances.clear(
        office.workspace,
        ["email"],
        approved_on=office.workspace.today(),
        approved_by="The provider",
        security_ref="SEC-2",
    )
    outbox_decisions.send_again(office.workspace, waits.id)
    assert outbox.begin_next(office.workspace).value is not None


def test_amb_28_no_letter_goes_to_somebody_who_has_died(office: Office, case_id: UUID) -> None:
    """JFS 5.19: what waits as the death is learned of stays, and nothing new is taken."""
    queued(office, case_id)
    office.record(case_id, K.DEATH_LEARNED, detail={"told_by": "A sister"})
    assert "died" in tried(office)
    with pytest.raises(RefusedByRule, match="has died"):
        outbox.queue(office.workspace, draft(office, case_id, details={"version": "2"}))


def test_q6_what_the_case_does_not_take_by_now_does_not_go_first(office: Office, case_id: UUID) -> None:
    """AMB-47: the survey goes with the exit, and this case is back in the middle of its support."""
    survey = draft(office, case_id, purpose="survey", parts=())
    outbox.queue(office.workspace, survey)
    assert "The survey belongs to the exit" in tried(office)


def test_i18_a_message_went_by_hand_neither_in_the_future_nor_before_it_was_written(
    office: Office, case_id: UUID
) -> None:
    message = queued(office, case_id)
    outbox.take_back(office.workspace, message.id)
    for wrong, words in ((timedelta(minutes=1), "in the future"), (timedelta(minutes=-1), "written later")):
        went = Went("letter", office.clock.at + wrong, "Posted at the counter")
        with pytest.raises(BadInput, match=words) as refused:
            outbox_decisions.went_by_hand(office.workspace, message.id, went)
        assert refused.value.field == "at"
    assert states(office) == [MessageState.DRAFT]
