"""Sending by a mail server: encrypted and checked or not at all, and what came of it told apart (DESIGN 7).

A server that took the message said so. Where the connection broke while the message was being handed over
nobody can know whether it was taken: that is told as it is, and never tried again by itself.
"""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from email.message import EmailMessage
from typing import Final

from jfs_desktop.mail import certificate_faults
from jfs_desktop.mail.compose import recipients
from jfs_desktop.mail.delivery import Account, Delivery, Ending, Security, SignIn, Step

PATIENCE: Final = 30.0
"""Seconds that any one answer of the server is waited for."""
_VERDICT: Final = 10
"""So many times as long for its answer to the whole message: the end of it may still be on a slow line, and
the server looks through it first (RFC 5321, 4.5.3.2)."""
_PARTING: Final = 2.0
"""Seconds for its answer to the goodbye, by which what became of the message is known."""
_LONGEST_ANSWER: Final = 1000
"""Letters of an answer that are kept."""
_LINE_BEGINS_WITH_DOT: Final = re.compile(rb"^\.", re.MULTILINE)


_BROKE: Final = "The connection broke while signing in."


class _Broken(Exception):
    """A try ended at a step."""

    def __init__(self, ending: Ending, step: Step, words: str, answer: str = "") -> None:
        super().__init__(step.value)
        self.delivery = Delivery(ending, step, words, answer)

    def without(self, secret: str) -> Delivery:
        """How it ended; a server that repeats what it was told never brings the secret back."""
        answer = self.delivery.answer
        return replace(self.delivery, answer=answer.replace(secret, "...") if secret else answer)


def deliver(
    account: Account,
    secret: str,
    message: EmailMessage,
    *,
    trust: ssl.SSLContext | None = None,
    patience: float = PATIENCE,
) -> Delivery:
    """Hand a message to the server; never raises for what a server or a network does. ``trust`` replaces the
    certificates of the system, for a server of one's own; ``patience`` in seconds for each answer."""
    try:
        with _signed_in(account, secret, trust, patience) as server:
            answer = _hand_over(server, message, patience * _VERDICT)
    except _Broken as broken:
        return broken.without(secret)
    return Delivery(Ending.TAKEN, Step.HAND_OVER, "The server took the message.", answer)


def try_out(
    account: Account, secret: str, *, trust: ssl.SSLContext | None = None, patience: float = PATIENCE
) -> tuple[Delivery, ...]:
    """Go every step but the last; each that went well, and the one that did not."""
    steps = [Step.FIND, Step.CONNECT, Step.SECURE, Step.SIGN_IN]
    try:
        with _signed_in(account, secret, trust, patience):
            pass
    except _Broken as broken:
        done = steps[: steps.index(broken.delivery.step)]
        return (*(Delivery(Ending.TAKEN, step) for step in done), broken.without(secret))
    return tuple(Delivery(Ending.TAKEN, step) for step in steps)


@contextmanager
def _signed_in(
    account: Account, secret: str, trust: ssl.SSLContext | None, patience: float
) -> Iterator[smtplib.SMTP]:
    server = _connected(account, trust or _system_trust(), patience)
    try:
        _sign_in(server, account, secret)
        yield server
    finally:
        _part(server, min(patience, _PARTING))


def _part(server: smtplib.SMTP, patience: float) -> None:
    """Say goodbye, and close whether it is answered or not."""
    with suppress(OSError, smtplib.SMTPException):
        if server.sock is not None:
            server.sock.settimeout(patience)
        server.quit()
    server.close()


def _system_trust() -> ssl.SSLContext:
    """Whom the computer trusts, an office's own authority among them. Python by itself finds nobody on macOS,
    looks in the wrong place where it was built for another Linux, and asks more of them since 3.13."""
    from truststore import SSLContext

    return SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _connected(account: Account, trust: ssl.SSLContext, patience: float) -> smtplib.SMTP:
    """The encrypted connection. Raises _Broken."""
    host, port = account.host, account.port
    try:
        socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError, OverflowError) as error:
        words = f"No server of the name '{host}' is known here. Check the name, and that there is a network."
        raise _Broken(Ending.PUT_OFF, Step.FIND, words) from error
    try:
        if account.security is Security.TLS:
            return smtplib.SMTP_SSL(host, port, timeout=patience, context=trust)
        server = smtplib.SMTP(host, port, timeout=patience)
    except ssl.SSLError as error:
        raise _not_secure(error) from error
    except smtplib.SMTPConnectError as error:
        words = f"The server answers on port {port}, and lets nobody in just now."
        raise _Broken(Ending.PUT_OFF, Step.CONNECT, words, _told(error)) from error
    except (OSError, smtplib.SMTPException) as error:
        words = f"The server does not answer on port {port}. Check the port, or try again later."
        raise _Broken(Ending.PUT_OFF, Step.CONNECT, words, _told(error)) from error
    try:
        _encrypt(server, trust)
    except _Broken:
        server.close()
        raise
    return server


def _encrypt(server: smtplib.SMTP, trust: ssl.SSLContext) -> None:
    """Raise _Broken where the connection does not become an encrypted one."""
    try:
        server.starttls(context=trust)
    except smtplib.SMTPNotSupportedError as error:
        words = "The server offers no encryption, so nothing is sent through it. Ask for its encrypted port."
        raise _Broken(Ending.REFUSED, Step.SECURE, words) from error
    except ssl.SSLError as error:
        raise _not_secure(error) from error
    except smtplib.SMTPResponseException as error:
        words = "The server does not encrypt the connection just now, so nothing was sent through it."
        raise _Broken(
            Ending.PUT_OFF, Step.SECURE, words, _answer(error.smtp_code, error.smtp_error)
        ) from error
    except (OSError, smtplib.SMTPException) as error:
        words = "The server broke off while the connection was being encrypted."
        raise _Broken(Ending.PUT_OFF, Step.SECURE, words, _told(error)) from error


def _not_secure(error: ssl.SSLError) -> _Broken:
    if isinstance(error, ssl.SSLCertVerificationError):
        code = getattr(error, "verify_code", 0)  # what truststore raises by itself may have none
        words = f"{certificate_faults.words(code)} Nothing was sent to the server."
        return _Broken(Ending.REFUSED, Step.SECURE, words, getattr(error, "verify_message", ""))
    if isinstance(error, (ssl.SSLEOFError, ssl.SSLZeroReturnError)):
        words = "The server broke off while the connection was being encrypted."
        return _Broken(Ending.PUT_OFF, Step.SECURE, words, str(error.reason or ""))
    words = "The server does not speak this kind of encryption on this port. Choose the other kind."
    return _Broken(Ending.REFUSED, Step.SECURE, words, str(error.reason or ""))


def _sign_in(server: smtplib.SMTP, account: Account, secret: str) -> None:
    if account.sign_in is SignIn.NONE:
        return
    try:
        server.ehlo_or_helo_if_needed()
        offered = server.esmtp_features.get("auth", "").upper().split()
        ways: dict[str, tuple[str, ...]]
        if account.sign_in is SignIn.TOKEN:
            ways = {"XOAUTH2": (f"user={account.user}\x01auth=Bearer {secret}\x01\x01",)}
        else:
            ways = {"PLAIN": (f"\0{account.user}\0{secret}",), "LOGIN": (account.user, secret)}
        way = next((one for one in ways if one in offered), "")
        if not way:
            words = "The server does not offer this way of signing in. Choose the other one."
            raise _Broken(Ending.REFUSED, Step.SIGN_IN, words)
        code, text = _proved(server, way, ways[way])
    except (OSError, smtplib.SMTPException) as error:
        raise _Broken(Ending.PUT_OFF, Step.SIGN_IN, _BROKE, _told(error)) from error
    if code in (235, 503):
        return
    later = 400 <= code < 500
    words = (
        "The server does not sign anybody in just now."
        if later
        else "The server does not know this user name with this password or token."
    )
    raise _Broken(Ending.PUT_OFF if later else Ending.REFUSED, Step.SIGN_IN, words, _answer(code, text))


def _proved(server: smtplib.SMTP, way: str, answers: tuple[str, ...]) -> tuple[int, bytes]:
    """Say who we are. The standard library's own way knows no letter beyond ASCII, and a '£' is common in
    British passwords; these are sent as UTF-8 (RFC 4616)."""
    coded = [b64encode(one.encode("utf-8", "surrogateescape")).decode("ascii") for one in answers]
    if len(coded) == 1:
        code, text = server.docmd("AUTH", f"{way} {coded[0]}")
        # What follows 334 tells more of a refusal: an empty line asks for the refusal itself.
        return server.docmd("") if code == 334 else (code, text)
    code, text = server.docmd("AUTH", way)
    for one in coded:
        if code != 334:
            break
        code, text = server.docmd(one)
    return code, text


def _hand_over(server: smtplib.SMTP, message: EmailMessage, patience: float) -> str:
    sender, to = message["From"].addresses[0].addr_spec, recipients(message)
    options = [] if (sender + "".join(to)).isascii() else ["SMTPUTF8", "BODY=8BITMIME"]
    _be_let_send(server, sender, options)
    try:
        for address in to:
            _take(server.rcpt(address), "The server does not take messages to this address")
        code, text = server.docmd("DATA")
        if code != 354:
            answer = _agreed((code, text), _NOT_TAKEN)
            # It agrees before it has the message: whatever that is, it is no proof.
            raise _Broken(Ending.REFUSED, Step.HAND_OVER, _NOT_TAKEN, answer)
    except (OSError, smtplib.SMTPException) as error:
        words = "The connection broke before the message was handed over."
        raise _Broken(Ending.PUT_OFF, Step.HAND_OVER, words, _told(error)) from error
    try:
        content = _LINE_BEGINS_WITH_DOT.sub(b"..", message.as_bytes())
        server.send(content + (b".\r\n" if content.endswith(b"\r\n") else b"\r\n.\r\n"))
        if server.sock is not None:
            server.sock.settimeout(patience)
        return _agreed(server.getreply(), _NOT_TAKEN)
    except (OSError, smtplib.SMTPException) as error:
        words = "The connection broke while the message was being handed over: it may have been taken."
        raise _Broken(Ending.UNKNOWN, Step.HAND_OVER, words, _told(error)) from error


def _be_let_send(server: smtplib.SMTP, sender: str, options: list[str]) -> None:
    """Raise _Broken where the server does not take this sender, now or ever: it knows nothing of the message
    yet, so that this belongs to signing in."""
    try:
        server.ehlo_or_helo_if_needed()
        _take(server.mail(sender, options), "The server does not take messages from this sender")
    except _Broken as broken:
        broken.delivery = replace(broken.delivery, step=Step.SIGN_IN)
        raise
    except smtplib.SMTPNotSupportedError as error:
        words = "The server cannot carry a message to an address with such letters."
        raise _Broken(Ending.REFUSED, Step.HAND_OVER, words) from error
    except (OSError, smtplib.SMTPException) as error:
        raise _Broken(Ending.PUT_OFF, Step.SIGN_IN, _BROKE, _told(error)) from error


_NOT_TAKEN: Final = "The server did not take the message."


def _take(said: tuple[int, bytes], words: str) -> None:
    """Raise _Broken where the server does not take somebody; what it puts off is so just now."""
    _agreed(said, f"{words}{' just now' if 400 <= said[0] < 500 else ''}.")


def _agreed(said: tuple[int, bytes], words: str) -> str:
    """The server's answer where it agrees. Raises _Broken: 4 at its head means later, 5 never; and what a
    broken connection raises where it is no answer of a mail server at all, or asks for more."""
    code, text = said
    if not (200 <= code < 300 or 400 <= code < 600):
        raise smtplib.SMTPResponseException(code, text)
    answer = _answer(code, text)
    if 200 <= code < 300:
        return answer
    ending = Ending.PUT_OFF if 400 <= code < 500 else Ending.REFUSED
    raise _Broken(ending, Step.HAND_OVER, words, answer)


def _answer(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(words.split())}"[:_LONGEST_ANSWER]


def _told(error: OSError) -> str:
    """What the server said before it broke off, behind its code; else what the system says."""
    if isinstance(error, smtplib.SMTPResponseException):
        if 200 <= error.smtp_code < 600:
            return _answer(error.smtp_code, error.smtp_error)
        return "What came back is no answer of a mail server."
    return error.strerror or str(error)
