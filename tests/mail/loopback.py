"""A mail server on this machine that writes down every byte it is told, and answers as a test wants it."""

from __future__ import annotations

import asyncio
import ssl
import threading
from base64 import b64decode
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

PATIENCE = 120
"""Seconds, for a test that fails."""
USER, SECRET = "carys@provider.example", "tŷ-bach-£7-xyzzy"


@dataclass
class Behaviour:
    """``says``: at a step ('GREETING', 'MAIL', 'RCPT', 'DATA', 'AUTH', 'STARTTLS') this answer instead of its
    own. ``drops``: where it breaks the connection, beside these steps 'MID' in the middle of the message.
    ``slow``: seconds before an answer at a step. ``waits``: what it waits for, with the whole message in its
    hands, before it says that it took it."""

    says: dict[str, str] = field(default_factory=dict)
    drops: str = ""
    slow: dict[str, float] = field(default_factory=dict)
    auth: tuple[str, ...] = ("PLAIN", "LOGIN")
    waits: threading.Event | None = None


@dataclass
class Heard:
    """What came over the wire, as it was carried and as it was read."""

    plain: bytearray = field(default_factory=bytearray)
    encrypted: bytearray = field(default_factory=bytearray)
    messages: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    """Sender, recipients, content."""
    signed_in: list[str] = field(default_factory=list)
    tries: int = 0
    """How often somebody wanted to sign in."""


class _Server(SMTP):
    def __init__(self, hooks: _Hooks, **settings: Any) -> None:
        self.hooks = hooks
        super().__init__(hooks, **settings)

    def data_received(self, data: bytes) -> None:
        transport = self.transport
        if transport is not None and transport.get_extra_info("sslcontext") is not None:
            self.hooks.heard.encrypted += data
        else:
            self.hooks.heard.plain += data
        if self.hooks.behaviour.drops == "MID" and self.hooks.in_message:
            self.transport.abort()
            return
        super().data_received(data)

    async def push(self, status: Any) -> None:
        """What it says; at the door what a test wants it to."""
        greets = isinstance(status, str) and status.startswith(f"220 {self.hostname}")
        await super().push(self.hooks.behaviour.says.get("GREETING", status) if greets else status)

    async def smtp_STARTTLS(self, arg: str) -> None:
        said = await self.hooks.at("STARTTLS", self)
        if said:
            await self.push(said)
        else:
            await super().smtp_STARTTLS(arg)

    async def smtp_AUTH(self, arg: str) -> None:
        self.hooks.heard.tries += 1
        said = await self.hooks.at("AUTH", self)
        if said:
            await self.push(said)
        else:
            await super().smtp_AUTH(arg)

    async def smtp_DATA(self, arg: str) -> None:
        said = await self.hooks.at("DATA", self)
        if said:
            await self.push(said)
        else:
            self.hooks.in_message = True
            await super().smtp_DATA(arg)

    async def smtp_QUIT(self, arg: str) -> None:
        await self.hooks.at("QUIT", self)
        await super().smtp_QUIT(arg)


class _Hooks:
    def __init__(self, behaviour: Behaviour) -> None:
        self.behaviour, self.heard, self.in_message = behaviour, Heard(), False

    async def at(self, step: str, server: SMTP) -> str:
        await asyncio.sleep(self.behaviour.slow.get(step, 0))
        if self.behaviour.drops == step and server.transport is not None:
            server.transport.abort()
        return self.behaviour.says.get(step, "")

    async def handle_MAIL(
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        said = await self.at("MAIL", server)
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return said or "250 OK"

    async def handle_RCPT(
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        said = await self.at("RCPT", server)
        if not said:
            envelope.rcpt_tos.append(address)
        return said or "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        content = envelope.original_content or b""
        self.heard.messages.append((envelope.mail_from or "", list(envelope.rcpt_tos), content))
        if self.behaviour.waits is not None:
            await asyncio.to_thread(self.behaviour.waits.wait, PATIENCE)
        said = await self.at("DOT", server)
        return said or "250 2.0.0 taken as 4711"

    async def auth_XOAUTH2(self, _server: SMTP, args: list[str]) -> AuthResult:
        said = b64decode(args[1]).decode()
        good = said == f"user={USER}\x01auth=Bearer {SECRET}\x01\x01"
        if good:
            self.heard.signed_in.append("XOAUTH2")
        return AuthResult(success=good, handled=False)


class Loopback(Controller):
    """The server while a test runs. ``certificate`` None: it cannot encrypt at all."""

    def __init__(self, behaviour: Behaviour, certificate: ssl.SSLContext | None, *, at_once: bool) -> None:
        self.hooks = _Hooks(behaviour)
        self.certificate, self.at_once = certificate, at_once
        super().__init__(
            self.hooks, "127.0.0.1", 0, ssl_context=certificate if at_once else None, ready_timeout=PATIENCE
        )

    @property
    def heard(self) -> Heard:
        """What it was told until now."""
        return self.hooks.heard

    def _trigger_server(self) -> None:
        """The library calls at its own port once it runs; which one that is the system chose."""
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()

    def factory(self) -> SMTP:
        """The library asks for one a connection."""
        return _Server(
            self.hooks,
            tls_context=None if self.at_once else self.certificate,
            authenticator=self._known,
            auth_required=False,
            auth_require_tls=False,
            auth_exclude_mechanism=[
                one for one in ("PLAIN", "LOGIN", "XOAUTH2") if one not in self.hooks.behaviour.auth
            ],
            enable_SMTPUTF8=True,
            decode_data=False,
            loop=self.loop,
        )

    def _known(
        self, _server: SMTP, _session: Session, _envelope: Envelope, way: str, said: Any
    ) -> AuthResult:
        good = isinstance(said, LoginPassword) and (said.login, said.password) == (
            USER.encode(),
            SECRET.encode(),
        )
        if good:
            self.heard.signed_in.append(way)
        return AuthResult(success=good, handled=False)
