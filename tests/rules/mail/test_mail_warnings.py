"""What a mail server writes in plain words of a message that is late, or that came back (I18)."""

from __future__ import annotations

import pytest

from jfs_desktop.rules.mail.mail_warnings import is_late, is_one
from jfs_desktop.rules.replies.reply_kinds import ReplyKind
from jfs_desktop.rules.replies.reply_match import Reply, match

LATE = (
    ("Delayed Mail (still being retried)", "Your message could not be delivered for more than 1 hour."),
    ("Warning: message 1kz delayed 24 hours", "No action is required on your part."),
    ("Warning: could not send message for past 4 hours", "This is a warning message only."),
    ("Delivery delayed: Your induction pack", "Delivery to these recipients has been delayed."),
    ("Delivery Status Notification (Delay)", "You will be notified if the delivery fails permanently."),
    ("Mail delivery status", "The server did not answer. Delivery will be retried until Monday."),
    ("Mail System", "The mail system will continue to try to deliver your message."),
    ("Mail System", "It is still in the queue. You do not need to resend it."),
)
BACK = (
    ("Undelivered Mail Returned to Sender", "The server was tried for five days."),
    ("Delivery Status Notification (Failure)", "After a delay of five days it was given up."),
    ("Mail delivery failed: returning message to sender", "retry timeout exceeded, delayed too long"),
    ("failure notice", "I've given up. Sorry it didn't work out."),
    ("Undeliverable: Your induction pack", "Delivery was delayed and then failed."),
    ("Returned mail: see transcript for details", "User unknown"),
    ("Mail System", "It will not be retried."),
)


@pytest.mark.parametrize(("subject", "text"), LATE)
def test_what_is_only_late_did_not_come_back(subject: str, text: str) -> None:
    found = match(Reply("MAILER-DAEMON@mx.example.org", subject, text=text), [])
    assert (found.kind, is_late(subject, text)) == (ReplyKind.DELAYED, True)


@pytest.mark.parametrize(("subject", "text"), BACK)
def test_what_a_server_gave_up_came_back(subject: str, text: str) -> None:
    found = match(Reply("postmaster@mx.example.org", subject, text=text), [])
    assert (found.kind, is_late(subject, text)) == (ReplyKind.BOUNCE, False)


@pytest.mark.parametrize("subject", ["Re: Your induction pack", "Train delayed", "My delayed reply", ""])
def test_what_a_person_calls_delayed_is_no_servers_warning(subject: str) -> None:
    assert not is_one(subject)
