"""How messages leave this office: the route, the mail server and DWP's addresses (D3, DESIGN 7).

The password or token is none of it: that stands in the system's keyring.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Final

from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.errors import BadInput
from jfs_desktop.mail.delivery import Account, Security, SignIn
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.setting import Setting
from jfs_desktop.rules.person import checks
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.store.unit_of_work import Verb

CHANGE = Verb("mail_account.put", "change how messages leave")
KEY: Final = "mail_account"
LONGEST_GRACE: Final = 120
"""Seconds."""
LARGEST: Final = 50
"""Megabytes up to which a message may be let go unasked."""


class Route(StrEnum):
    """By which way a message leaves."""

    NONE = "none"
    """Not chosen yet: messages wait, or go by hand."""
    SERVER = "server"
    DRAFT = "draft"
    FOLDER = "folder"
    HAND = "hand"

    @property
    def sends(self) -> bool:
        """Whether messages go by themselves by it."""
        return self in (Route.SERVER, Route.FOLDER)


ROUTE_NAMES: Final = {
    Route.NONE: "Not chosen yet",
    Route.SERVER: "A mail server (SMTP)",
    Route.DRAFT: "A draft in my own mail program",
    Route.FOLDER: "A folder that another program sends from",
    Route.HAND: "By hand, and I record it",
}


@dataclass(frozen=True, slots=True, repr=False)
class MailAccount(Discreet):
    """The route and what it needs. ``grace_seconds`` is how long a message can be taken back;
    ``dwp_addresses`` are those that may be written to without a request that names them; ``ask_above_mb`` the
    megabytes of attachments above which it is asked whether the recipient's server takes them."""

    route: Route = Route.NONE
    host: str = ""
    port: int = 587
    security: Security = Security.STARTTLS
    sign_in: SignIn = SignIn.PASSWORD
    user: str = ""
    sender_address: str = ""
    sender_name: str = ""
    folder: str = ""
    grace_seconds: int = 10
    dwp_addresses: tuple[str, ...] = ()
    ask_above_mb: int = 10

    @property
    def sends(self) -> bool:
        """Whether messages go by themselves."""
        return self.route.sends

    @property
    def takes_messages(self) -> bool:
        """Whether what is composed can be put into the outbox: it goes by itself, or is opened as a draft."""
        return self.sends or self.route is Route.DRAFT

    @property
    def server(self) -> Account:
        """As the sending takes it."""
        return Account(self.host, self.port, self.security, self.sign_in, self.user)


def in_force(db: Session) -> MailAccount:
    """The account within a transaction that is open."""
    row = db.get(Setting, KEY)
    return MailAccount() if row is None else _read(row.value)


def get(workspace: Workspace) -> MailAccount:
    """The account in force."""
    with workspace.reading() as db:
        return in_force(db)


def is_chosen(workspace: Workspace) -> bool:
    """Whether somebody has said how messages leave."""
    return get(workspace).route is not Route.NONE


def put(workspace: Workspace, account: MailAccount) -> Outcome[MailAccount]:
    """Change how messages leave. Raises BadInput as :func:`checked` does."""
    clean = checked(account)
    with workspace.changing(CHANGE) as change:
        written = asdict(clean) | {"dwp_addresses": list(clean.dwp_addresses)}
        row = change.db.get(Setting, KEY)
        if row is None:
            change.db.add(Setting(key=KEY, value=written))
        elif row.value != written:
            row.value = written
    return Outcome(clean, Changed.SETTINGS | Changed.MAIL, change_id=change.change_id, label=CHANGE.label)


def checked(account: MailAccount) -> MailAccount:
    """The account as it is kept. Raises BadInput (``sender_address``, ``host``, ``port``, ``user``,
    ``folder``, ``grace_seconds``, ``ask_above_mb``, ``dwp_addresses``) for what the route needs and has
    not."""
    if account.route not in (Route.NONE, Route.HAND) or account.sender_address:
        account = replace(account, sender_address=_address(account.sender_address, "sender_address"))
    if account.route is Route.SERVER:
        if not account.host.strip() or any(sign.isspace() for sign in account.host.strip()):
            raise BadInput("Type the mail server's name, such as smtp.example.org.", field="host")
        if not 1 <= account.port <= 65535:
            raise BadInput(
                "A port is a number from 1 to 65535.", field="port", remedy="Usual are 587 and 465."
            )
        if account.sign_in is not SignIn.NONE and not account.user.strip():
            raise BadInput("Type the user name that the server knows.", field="user")
    if account.route is Route.FOLDER and not account.folder:
        raise BadInput("Choose the folder.", field="folder")
    if not 0 <= account.grace_seconds <= LONGEST_GRACE:
        raise BadInput(f"It must be between 0 and {LONGEST_GRACE} seconds.", field="grace_seconds")
    if not 1 <= account.ask_above_mb <= LARGEST:
        raise BadInput(f"It must be between 1 and {LARGEST} MB.", field="ask_above_mb")
    addresses = tuple(_address(one, "dwp_addresses") for one in account.dwp_addresses if one.strip())
    return replace(account, host=account.host.strip(), user=account.user.strip(), dwp_addresses=addresses)


def _address(typed: str, field: str) -> str:
    read = checks.email(typed)
    if not read.value:
        raise BadInput(
            f"'{typed}' is no e-mail address." if typed.strip() else "Type the address.",
            field=field,
            remedy="It looks like name@example.org.",
        )
    return read.value


def _read(value: dict[str, Any]) -> MailAccount:
    known = {name: value[name] for name in MailAccount.__dataclass_fields__ if name in value}
    return MailAccount(
        **known
        | {
            "route": Route(value["route"]),
            "security": Security(value["security"]),
            "sign_in": SignIn(value["sign_in"]),
            "dwp_addresses": tuple(value["dwp_addresses"]),
        }
    )
