"""What may become of a message, and when it is tried again (I18, DESIGN 7)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jfs_desktop.errors import RefusedByRule
from jfs_desktop.rules.mail import outbox
from jfs_desktop.rules.mail.outbox import ASKS, GONE, MOVES, NAMES, MessageState

NOW = datetime(2021, 6, 4, 9, 0, tzinfo=UTC)


def test_every_state_has_its_moves_and_its_name() -> None:
    assert set(MOVES) == set(NAMES) == set(MessageState)


@pytest.mark.parametrize("now", sorted(GONE))
@pytest.mark.parametrize("then", list(MessageState))
def test_what_went_never_changes_again(now: MessageState, then: MessageState) -> None:
    with pytest.raises(RefusedByRule):
        outbox.refuse_move(now, then)


def test_only_what_is_being_sent_becomes_sent() -> None:
    """Never 'sent' without the server's answer, nor by a click (I18)."""
    assert [now for now in MessageState if MessageState.SENT in MOVES[now]] == [MessageState.SENDING]


def test_a_message_caught_in_mid_send_goes_out_again_only_by_the_advisers_word() -> None:
    assert MessageState.UNCERTAIN in MOVES[MessageState.SENDING]
    assert MessageState.SENDING not in MOVES[MessageState.UNCERTAIN]
    assert MOVES[MessageState.UNCERTAIN] >= {MessageState.QUEUED, MessageState.BY_HAND}
    assert MessageState.UNCERTAIN in ASKS


@given(st.lists(st.sampled_from(list(MessageState)), max_size=12))
def test_no_walk_leaves_the_outbox_with_two_ends(wishes: list[MessageState]) -> None:
    state, ends = MessageState.DRAFT, 0
    for wish in wishes:
        try:
            outbox.refuse_move(state, wish)
        except RefusedByRule:
            continue
        state = wish
        ends += wish in GONE
    assert ends <= 1
    assert ends == (state in GONE)


def test_pauses_grow_and_then_stay() -> None:
    waits = [outbox.next_try(tries, NOW) - NOW for tries in range(1, 12)]
    assert waits[0] == timedelta(minutes=1)
    assert waits == sorted(waits)
    assert waits[-1] == waits[-2] == timedelta(hours=1)
    assert not outbox.is_hopeless(NOW, 40, NOW + timedelta(hours=47))
    assert outbox.is_hopeless(NOW, 40, NOW + timedelta(hours=48))
    assert not outbox.is_hopeless(NOW, 2, NOW + timedelta(hours=48)), "it waited for a network till now"
