"""Sending through a real server on this machine: encrypted or not at all, to one recipient, and every ending
told apart (D3, I16, DESIGN 7)."""

from __future__ import annotations

import socket
import ssl
import time
from base64 import b64encode
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from jfs_desktop.mail import certificate_faults
from jfs_desktop.mail.compose import compose
from jfs_desktop.mail.delivery import Account, Delivery, Ending, Security, SignIn, Step
from jfs_desktop.mail.letter import Letter, Mailbox, Part
from jfs_desktop.mail.smtp import deliver, try_out
from jfs_desktop.rules.mail.outbox import answered
from tests.mail.certificates import ELSEWHERE, Issuer
from tests.mail.conftest import StartServer, account_of
from tests.mail.loopback import SECRET, USER, Behaviour, Loopback

TO = "rhys.penhale@example.org"
SOON = 20.0
"""Seconds: the servers here answer at once, or break off; and the machine may be busy."""


def _letter(to: str = TO, text: str = "Helo Siân.\n.\n.. a line with dots\n") -> EmailMessage:
    parts = (Part("Pecyn sefydlu Siân.pdf", "application/pdf", bytes(range(256)) * 300),)
    at = datetime(2021, 6, 4, 9, 0, tzinfo=UTC)
    sender = Mailbox(USER, "Carys Llŷr")
    return compose(
        Letter(sender, Mailbox(to, "Rhys, Penhale"), "Eich cynllun", text, "<a@b.example>", at, parts)
    )


def _delivered(server: Loopback, trust: ssl.SSLContext, **changes: object) -> Delivery:
    account = account_of(server, **changes)  # type: ignore[arg-type]
    return deliver(account, SECRET, _letter(), trust=trust, patience=SOON)


def _keeps_the_secret(server: Loopback, *deliveries: Delivery) -> None:
    """Nothing of it went before the encryption, nor comes back in words."""
    forms = [SECRET.encode(), b64encode(SECRET.encode()), b64encode(f"\0{USER}\0{SECRET}".encode()), b"AUTH"]
    assert not any(form in server.heard.plain for form in forms)
    for one in deliveries:
        assert SECRET not in one.words + one.answer + repr(one)


def test_whom_the_computer_trusts_is_trusted(
    started: StartServer, issuer: Issuer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DESIGN 7: an office's own authority, made as plainly as here, under every Python."""
    account = account_of(started())
    stranger = Issuer().root(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(stranger))
    refused = deliver(account, SECRET, _letter(), patience=SOON)
    assert (refused.ending, refused.step) == (Ending.REFUSED, Step.SECURE)
    monkeypatch.setenv("SSL_CERT_FILE", str(issuer.root(tmp_path)))
    assert deliver(account, SECRET, _letter(), patience=SOON).ending is Ending.TAKEN


@pytest.mark.parametrize("security", list(Security))
@pytest.mark.parametrize(
    ("way", "sign_in"),
    [("PLAIN", SignIn.PASSWORD), ("LOGIN", SignIn.PASSWORD), ("XOAUTH2", SignIn.TOKEN), ("", SignIn.NONE)],
)
def test_it_arrives_byte_for_byte_at_one_recipient(
    started: StartServer, trust: ssl.SSLContext, security: Security, way: str, sign_in: SignIn
) -> None:
    server = started(Behaviour(auth=(way,)), security=security)
    message = _letter()
    account = account_of(server, security=security, sign_in=sign_in)
    found = deliver(account, SECRET, message, trust=trust, patience=SOON)
    assert (found.ending, found.step, found.answer) == (
        Ending.TAKEN, Step.HAND_OVER, "250 2.0.0 taken as 4711",
    )  # fmt: skip
    assert server.heard.messages == [(USER, [TO], message.as_bytes())]
    assert server.heard.signed_in == ([way] if way else [])
    assert server.heard.encrypted
    assert server.heard.plain.split(b"\r\n")[1:] in ([], [b"STARTTLS", b""])
    _keeps_the_secret(server, found)


def test_every_step_is_tried_and_nothing_is_sent(started: StartServer, trust: ssl.SSLContext) -> None:
    server = started()
    found = try_out(account_of(server), SECRET, trust=trust, patience=SOON)
    assert [one.step for one in found] == [Step.FIND, Step.CONNECT, Step.SECURE, Step.SIGN_IN]
    assert {one.ending for one in found} == {Ending.TAKEN}
    assert server.heard.messages == []
    assert b"MAIL" not in server.heard.encrypted


def test_without_encryption_nothing_is_said(started: StartServer, trust: ssl.SSLContext) -> None:
    server = started(certificate=None)
    found = _delivered(server, trust)
    assert (found.ending, found.step) == (Ending.REFUSED, Step.SECURE)
    assert "no encryption" in found.words
    assert server.heard.encrypted == b""
    assert b"MAIL" not in server.heard.plain
    _keeps_the_secret(server, found)


@pytest.mark.parametrize(
    ("answer", "ending"), [("454 not now", Ending.PUT_OFF), ("502 never", Ending.PUT_OFF)]
)
def test_encryption_that_is_offered_and_not_given(
    started: StartServer, trust: ssl.SSLContext, answer: str, ending: Ending
) -> None:
    server = started(Behaviour(says={"STARTTLS": answer}))
    found = _delivered(server, trust)
    assert (found.ending, found.step, found.answer) == (ending, Step.SECURE, answer)
    _keeps_the_secret(server, found)


FAULTS = {
    "run out": "certificate has run out",
    "another name": "certificate is made out to another name",
    "another authority": "authority that this computer does not know",
}


@pytest.mark.parametrize("security", list(Security))
@pytest.mark.parametrize("fault", FAULTS)
def test_a_certificate_that_is_not_the_servers(
    started: StartServer, issuer: Issuer, tmp_path: Path, security: Security, fault: str
) -> None:
    certificate = {
        "run out": lambda: issuer.server(tmp_path, days_left=-1),
        "another name": lambda: issuer.server(tmp_path, ELSEWHERE),
        "another authority": lambda: Issuer().server(tmp_path),
    }[fault]()
    server = started(certificate=certificate, security=security)
    found = _delivered(server, issuer.trust(), security=security)
    assert (found.ending, found.step) == (Ending.REFUSED, Step.SECURE)
    assert FAULTS[fault] in found.words
    assert answered(found.answer).startswith("The system says: ")
    assert server.heard.encrypted == b""
    _keeps_the_secret(server, found)
    steps = try_out(account_of(server, security=security), SECRET, trust=issuer.trust(), patience=SOON)
    assert [one.ending for one in steps] == [Ending.TAKEN, Ending.TAKEN, Ending.REFUSED]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (0x800B0101, "run out"),
        (0x800B0109 - 2**32, "does not know"),
        (-67602, "another name"),
        (-67843, "does not know"),
        (0, "does not pass the check"),
    ],
)
def test_every_system_has_figures_of_its_own_for_a_certificate(code: int, told: str) -> None:
    """Windows and macOS check by themselves, and call the fault their own way."""
    assert told in certificate_faults.words(code)


def test_the_system_trusts_no_server_of_a_test(started: StartServer) -> None:
    """Without a word the certificates of the system count."""
    found = deliver(account_of(started()), SECRET, _letter(), patience=SOON)
    assert (found.ending, found.step) == (Ending.REFUSED, Step.SECURE)


def test_the_other_kind_of_encryption(started: StartServer, trust: ssl.SSLContext) -> None:
    server = started(security=Security.STARTTLS)
    found = _delivered(server, trust, security=Security.TLS)
    assert (found.ending, found.step) == (Ending.REFUSED, Step.SECURE)
    assert "other kind" in found.words


@pytest.mark.parametrize("way", ["PLAIN", "LOGIN", "XOAUTH2"])
def test_a_wrong_secret(started: StartServer, trust: ssl.SSLContext, way: str) -> None:
    server = started(Behaviour(auth=(way,)))
    account = account_of(server, sign_in=SignIn.TOKEN if way == "XOAUTH2" else SignIn.PASSWORD)
    found = deliver(account, "wrong", _letter(), trust=trust, patience=SOON)
    assert (found.ending, found.step) == (Ending.REFUSED, Step.SIGN_IN)
    assert found.answer.startswith("535")
    assert server.heard.messages == []
    assert try_out(account, "wrong", trust=trust, patience=SOON)[-1] == found


def test_a_way_of_signing_in_that_is_not_offered(started: StartServer, trust: ssl.SSLContext) -> None:
    for auth, sign_in in ((("PLAIN",), SignIn.TOKEN), (("XOAUTH2",), SignIn.PASSWORD), ((), SignIn.PASSWORD)):
        server = started(Behaviour(auth=auth))
        found = _delivered(server, trust, sign_in=sign_in)
        assert (found.ending, found.step) == (Ending.REFUSED, Step.SIGN_IN)
        assert "does not offer" in found.words
        assert b"AUTH" not in server.heard.encrypted


@pytest.mark.parametrize("answer", ["454 too busy", f"535 unknown: {SECRET}"])
def test_a_server_that_does_not_sign_in(started: StartServer, trust: ssl.SSLContext, answer: str) -> None:
    server = started(Behaviour(says={"AUTH": answer}))
    found = _delivered(server, trust)
    assert found.ending is (Ending.PUT_OFF if answer[0] == "4" else Ending.REFUSED)
    assert found.step is Step.SIGN_IN
    _keeps_the_secret(server, found)


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "DOT"])
@pytest.mark.parametrize(("code", "ending"), [("451", Ending.PUT_OFF), ("552", Ending.REFUSED)])
def test_what_the_server_refuses(
    started: StartServer, trust: ssl.SSLContext, step: str, code: str, ending: Ending
) -> None:
    server = started(Behaviour(says={step: f"{code} 5.7.1 no, thank you"}))
    found = _delivered(server, trust)
    of_sender = step == "MAIL"
    assert (found.ending, found.step) == (ending, Step.SIGN_IN if of_sender else Step.HAND_OVER)
    assert found.is_of_route == of_sender, "whoever signed in may not write as this sender, now or ever"
    assert found.answer == f"{code} 5.7.1 no, thank you"
    now = " just now." if ending is Ending.PUT_OFF else "."
    told = {"MAIL": f"from this sender{now}", "RCPT": f"to this address{now}"}
    assert told.get(step, "take the message") in found.words
    _keeps_the_secret(server, found)


def test_a_server_that_agrees_before_it_has_the_message_took_none(
    started: StartServer, trust: ssl.SSLContext
) -> None:
    """DESIGN 7: nothing is called sent without proof."""
    server = started(Behaviour(says={"DATA": "250 ok"}))
    found = _delivered(server, trust)
    assert (found.ending, found.answer, server.heard.messages) == (Ending.REFUSED, "250 ok", [])


@pytest.mark.parametrize("says", ["garbage", "150 hm", "354 once more"])
@pytest.mark.parametrize(
    ("at", "ended"),
    [
        ("GREETING", (Ending.PUT_OFF, Step.CONNECT)),
        ("MAIL", (Ending.PUT_OFF, Step.SIGN_IN)),
        ("RCPT", (Ending.PUT_OFF, Step.HAND_OVER)),
        ("DATA", (Ending.PUT_OFF, Step.HAND_OVER)),
        ("DOT", (Ending.UNKNOWN, Step.HAND_OVER)),
    ],
)
def test_what_is_no_answer_of_a_mail_server_ends_the_try_and_nothing_else(
    started: StartServer, trust: ssl.SSLContext, at: str, ended: tuple[Ending, Step], says: str
) -> None:
    """I18: something stands between, or it is no mail server at all."""
    if (at, says) == ("DATA", "354 once more"):
        return  # there it is the answer
    found = deliver(
        account_of(started(Behaviour(says={at: says}))), SECRET, _letter(), trust=trust, patience=SOON
    )
    assert (found.ending, found.step) == ended
    assert found.answer in ("What came back is no answer of a mail server.", "354 once more")


def test_a_server_that_lets_nobody_in_does_answer(started: StartServer, trust: ssl.SSLContext) -> None:
    found = _delivered(started(Behaviour(says={"GREETING": "554 no service"})), trust)
    assert (found.ending, found.step, found.answer) == (Ending.PUT_OFF, Step.CONNECT, "554 no service")
    assert "does not answer" not in found.words


@pytest.mark.parametrize(
    ("drops", "step", "ending"),
    [
        ("STARTTLS", Step.SECURE, Ending.PUT_OFF),
        ("AUTH", Step.SIGN_IN, Ending.PUT_OFF),
        ("MAIL", Step.SIGN_IN, Ending.PUT_OFF),
        ("RCPT", Step.HAND_OVER, Ending.PUT_OFF),
        ("DATA", Step.HAND_OVER, Ending.PUT_OFF),
        ("MID", Step.HAND_OVER, Ending.UNKNOWN),
        ("DOT", Step.HAND_OVER, Ending.UNKNOWN),
    ],
)
def test_a_connection_that_breaks(
    started: StartServer, trust: ssl.SSLContext, drops: str, step: Step, ending: Ending
) -> None:
    """Only what was on its way may have been taken."""
    server = started(Behaviour(drops=drops))
    found = _delivered(server, trust)
    assert (found.ending, found.step) == (ending, step)
    assert len(server.heard.messages) == (drops == "DOT")
    assert ("may have been taken" in found.words) == (ending is Ending.UNKNOWN)
    _keeps_the_secret(server, found)


@pytest.mark.parametrize(
    ("slow", "step", "ending"),
    [
        ("AUTH", Step.SIGN_IN, Ending.PUT_OFF),
        ("RCPT", Step.HAND_OVER, Ending.PUT_OFF),
    ],
)
def test_a_server_that_does_not_answer_in_time(
    started: StartServer, trust: ssl.SSLContext, slow: str, step: Step, ending: Ending
) -> None:
    server = started(Behaviour(slow={slow: 60}))
    began = time.monotonic()
    found = deliver(account_of(server), SECRET, _letter(), trust=trust, patience=1)
    assert (found.ending, found.step) == (ending, step)
    assert time.monotonic() - began < 30


def test_a_slow_server_is_waited_for(started: StartServer, trust: ssl.SSLContext) -> None:
    """Longest once it has the whole message: it looks through it, and it may have come by a slow line."""
    server = started(Behaviour(slow={"AUTH": 0.2, "RCPT": 0.2, "DOT": 1.2}))
    found = deliver(account_of(server), SECRET, _letter(), trust=trust, patience=1)
    assert found.ending is Ending.TAKEN


@pytest.mark.parametrize("security", list(Security))
def test_a_server_that_took_the_message_is_not_waited_for_at_the_goodbye(
    started: StartServer, trust: ssl.SSLContext, security: Security
) -> None:
    """I18: the proof is in hand, and whoever closes the window now is not asked whether it went."""
    server = started(Behaviour(slow={"QUIT": 60}), security=security)
    began = time.monotonic()
    found = _delivered(server, trust, security=security)
    assert (found.ending, found.answer) == (Ending.TAKEN, "250 2.0.0 taken as 4711")
    assert time.monotonic() - began < SOON / 2


def test_a_place_where_no_mail_server_is(trust: ssl.SSLContext) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        for security in Security:
            account = Account("127.0.0.1", port, security, SignIn.NONE)
            found = deliver(account, "", _letter(), trust=trust, patience=SOON)
            assert (found.ending, found.step) == (Ending.PUT_OFF, Step.CONNECT)
            assert str(port) in found.words
            assert found.answer and "Errno" not in found.answer
            assert answered(found.answer).startswith("The system says: "), "no server answered"


@pytest.mark.parametrize("host", ["no-such-server.invalid", "a..b", "x" * 70 + ".example", "nul\0here"])
def test_a_server_that_nobody_knows(trust: ssl.SSLContext, host: str) -> None:
    account = Account(host, 587, Security.STARTTLS, SignIn.NONE)
    found = deliver(account, "", _letter(), trust=trust, patience=SOON)
    assert (found.ending, found.step) == (Ending.PUT_OFF, Step.FIND)
    assert try_out(account, "", trust=trust) == (found,)


def test_an_address_with_letters_beyond_ascii(started: StartServer, trust: ssl.SSLContext) -> None:
    server = started()
    message = _letter("siân@example.org")
    found = deliver(account_of(server), SECRET, message, trust=trust, patience=SOON)
    assert found.ending is Ending.TAKEN
    assert server.heard.messages == [(USER, ["siân@example.org"], message.as_bytes())]
