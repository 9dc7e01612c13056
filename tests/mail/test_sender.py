"""Whom a message is from: the address that a mail program would show, whatever is typed as the name (I17)."""

from __future__ import annotations

import pytest

from jfs_desktop.mail.received import read_message
from tests.mail.made_msg import BODY, HEADS, SENDER_ADDRESS, SENDER_NAME, SUBJECT, made_msg

OWN, OTHER = "priya.nair@example.org", "evil@x.example"

HEADS_AND_SENDERS = (
    (f"{OWN} <{OTHER}>", (OWN, OTHER)),
    (f"{OWN} via Forms <{OTHER}>", (f"{OWN} via Forms", OTHER)),
    (f'"{OWN}" <{OTHER}>', (OWN, OTHER)),
    (f'"Priya <{OWN}>" <{OTHER}>', (f"Priya <{OWN}>", OTHER)),
    (f"=?utf-8?q?Priya_=3C{OWN.replace('@', '=40')}=3E?= <{OTHER}>", (f"Priya <{OWN}>", OTHER)),
    (f"Priya Nair <{OWN}>", ("Priya Nair", OWN)),
    (f"Nair, Priya <{OWN}>", ("Nair, Priya", OWN)),
    (f'"Nair, Priya" <{OWN}> (at home)', ("Nair, Priya", OWN)),
    (f"=?utf-8?q?Priya_N=C3=A2ir?=\r\n <{OWN}>", ("Priya Nâir", OWN)),
    (f"{OWN} (Priya Nair)", ("", OWN)),
    (OWN, ("", OWN)),
    ("MAILER-DAEMON (Mail Delivery System)", ("", "MAILER-DAEMON")),
)
NOBODYS = (
    f"<{OWN}> {OTHER}",
    f"{OWN}, {OTHER}",
    f"Priya <{OWN}>, Somebody <{OTHER}>",
    f"<{OWN}> <{OTHER}>",
    f"{OWN} via Forms",
)


def _eml(*heads: str) -> bytes:
    told = "".join(f"From: {head}\r\n" for head in heads)
    return f"{told}Message-ID: <1@x.example>\r\n\r\nI have received both documents.\r\n".encode()


def _msg(head: str) -> bytes:
    heads = f"From: {head}\r\nMessage-ID: <1@x.example>\r\n"
    return made_msg({SUBJECT: "Re: plan", BODY: "I have received both documents.", HEADS: heads})


@pytest.mark.parametrize(("head", "sender"), HEADS_AND_SENDERS)
def test_i17_the_sender_is_the_address_in_brackets_and_never_one_typed_as_a_name(
    head: str, sender: tuple[str, str]
) -> None:
    found = read_message(_eml(head))
    assert (found.from_name, found.from_address) == sender


@pytest.mark.parametrize("head", NOBODYS)
def test_i17_where_it_cannot_be_told_who_sent_it_nobody_did(head: str) -> None:
    """All that stands there is shown as it is."""
    found = read_message(_eml(head))
    assert (found.from_name, found.from_address) == (head, "")


def test_i17_two_heads_that_name_two_senders_name_none() -> None:
    assert read_message(_eml(OWN, OTHER)).from_address == ""
    assert read_message(_eml(OWN, f"Priya <{OWN}>")).from_address == OWN


@pytest.mark.parametrize("head", [f"{OWN} <{OTHER}>", f"{OWN} via Forms <{OTHER}>"])
def test_i17_the_same_holds_for_what_outlook_keeps(head: str) -> None:
    assert read_message(_msg(head)).from_address == OTHER
    plain = made_msg({SUBJECT: "Re", BODY: "Yes", SENDER_NAME: OWN, SENDER_ADDRESS: OTHER})
    found = read_message(plain)
    assert (found.from_name, found.from_address) == (OWN, OTHER)
