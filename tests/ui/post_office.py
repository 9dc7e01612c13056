"""A desk whose messages go to a mail server on this machine, for tests of the outbox in the real window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, TypeVar
from uuid import UUID

from cryptography.hazmat.primitives.serialization import Encoding
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import issued_documents
from jfs_desktop.casework.outbox import mail_account, outbox
from jfs_desktop.casework.outbox.mail_account import MailAccount, Route
from jfs_desktop.casework.outbox.message_views import MessageView, NewMessage, NewPart
from jfs_desktop.mail import secrets
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.facts.facts import FactKind
from tests.mail.certificates import Issuer
from tests.mail.loopback import SECRET, USER, Loopback
from tests.ui.casemaker import MEETING, MET, CaseMaker
from ui.dialogs.vault.unlock import UnlockFace
from ui.shell.postman import Postman
from ui.shell.shell import Shell

OWN = "priya.nair@example.org"
OFFICE = "office@northgate.example"
PDF = b"%PDF-1.7\n" + b"the plan\n" * 400
T = TypeVar("T")


class MemoryRing(KeyringBackend):
    """The system's keyring, in memory."""

    priority = 9.0

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.held.pop((service, username), None) is None:
            raise PasswordDeleteError


def pem_of(issuer: Issuer) -> bytes:
    """What stands in the file that SSL_CERT_FILE names."""
    return issuer.certificate.public_bytes(Encoding.PEM)


def account_at(port: int, **said: Any) -> MailAccount:
    """The office's account at a server on this machine."""
    values: dict[str, Any] = {
        "host": "127.0.0.1",
        "port": port,
        "user": USER,
        "sender_address": OFFICE,
        "sender_name": "Northgate Skills",
    }
    return MailAccount(Route.SERVER, **(values | said))


def take_account(workspace: Workspace, account: MailAccount) -> None:
    """Settle how messages leave, with the password in the keyring."""
    mail_account.put(workspace, account)
    secrets.keep(account.server, SECRET)


def agreed(maker: CaseMaker, **said: Any) -> UUID:
    """A case whose JFAP is agreed and whose draft was not sent yet."""
    case_id = maker.accepted(**({"email": OWN} | said))
    for kind in MEETING[: MEETING.index(FactKind.DRAFT_JFAP_SENT)]:
        maker.record(case_id, kind, MET)
    return case_id


def plan_for(workspace: Workspace, case_id: UUID, **said: Any) -> NewMessage:
    """The draft JFAP as a message, its PDF kept as it goes."""
    kept = issued_documents.freeze(
        workspace, case_id, issued_documents.NewDocument(kind="jfap", pdf=PDF)
    ).value
    part = NewPart(kept.id, "pdf", "Job Finding Action Plan.pdf")
    values: dict[str, Any] = {
        "purpose": "draft_jfap",
        "case_id": case_id,
        "to_address": OWN,
        "to_name": "Priya Nair",
        "subject": "Your plan",
        "body": "Dear Priya,\n\nhere is the plan that we made today.",
        "parts": (part,),
    }
    return NewMessage(**(values | said))


class PostRoom:
    """The window, its postman, and short ways to use them."""

    def __init__(self, shell: Shell, clock: Any, settle: Callable[[Shell], None], case_id: UUID) -> None:
        self.shell, self.clock, self.case_id, self._settle = shell, clock, case_id, settle
        self.news: list[str] = []
        shell.say.newsSaid.connect(lambda news: self.news.append(news.text))

    @property
    def workspace(self) -> Workspace:
        return self.shell.context.workspace

    @property
    def postman(self) -> Postman:
        settling = self.shell.inside.settling
        assert settling is not None
        assert settling.postman is not None
        return settling.postman

    def settle(self) -> None:
        self._settle(self.shell)

    def do(self, verb: Callable[[Workspace], Outcome[T]]) -> T:
        """Run a verb as the window does: every screen hears of it, and so does the postman."""
        made: list[T] = []

        def done(outcome: Outcome[T]) -> None:
            made.append(outcome.value)
            self.shell.hub.tell(outcome)

        workspace = self.workspace
        self.shell.tasks.write(lambda: verb(workspace), owner=self.shell, done=done)
        self.settle()
        return made[0]

    def queue(self, **said: Any) -> MessageView:
        """The draft JFAP put into the outbox."""
        new = plan_for(self.workspace, self.case_id, **said)
        return self.do(lambda workspace: outbox.queue(workspace, new))

    def wait(self, **time: float) -> None:
        """Time passes, and the postman looks as he does when his own time is up. Somebody is there all the
        while: to the keeper of the lock a clock that leaps is a machine that slept, and it looks on its own
        time, sooner or later than the test comes on."""
        self.shell.keeper.stop()
        passed = timedelta(**time)
        self.clock.wall += passed
        self.clock.seconds += passed.total_seconds()
        self.postman.look()
        self.settle()

    def unlock(self, passphrase: str) -> None:
        """Unlock the window that is locked."""
        face = self.shell.door.face
        assert isinstance(face, UnlockFace)
        face.unlockRequested.emit(passphrase)
        self.settle()

    def messages(self) -> tuple[MessageView, ...]:
        return outbox.listed(self.workspace)

    def message(self) -> MessageView:
        (one,) = self.messages()
        return one


def heard(server: Loopback) -> list[EmailMessage]:
    """The messages that a server was given, as they are read there."""
    read = [message_from_bytes(content, policy=default) for _, _, content in server.heard.messages]
    assert all(isinstance(one, EmailMessage) for one in read)
    return [one for one in read if isinstance(one, EmailMessage)]
