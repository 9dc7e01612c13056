"""A message as it is offered before it goes: what it says, to whom, with what, and what speaks against it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.known_cases import case_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import papers_out
from jfs_desktop.casework.documents.paper_sources import Typed
from jfs_desktop.casework.outbox import mail_account, mail_guards, mail_purposes
from jfs_desktop.casework.outbox.message_views import NewMessage
from jfs_desktop.documents.papers.letters import Recipient
from jfs_desktop.documents.papers.paper import Issuer
from jfs_desktop.errors import BadInput
from jfs_desktop.records.document import Document
from jfs_desktop.records.participant import Participant
from jfs_desktop.rules.mail.recipients import Finding
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import whole_name
from jfs_desktop.store.unit_of_work import Change


@dataclass(frozen=True, slots=True, repr=False)
class MailAbout(Discreet):
    """What besides the case a message is about: the Jobcentre's request that it answers, or what was typed
    for the form that it carries."""

    request_id: UUID | None = None
    paper: Typed = field(default_factory=Typed)


@dataclass(frozen=True, slots=True, repr=False)
class MailOffer(Discreet):
    """A message as it would go now. ``papers`` are the names of what is attached, with their version;
    ``must`` the paragraphs, by name, that it may not go without; ``against`` what speaks against it;
    ``details`` what its fact will say; ``sends`` whether it can be put into the outbox here; ``late`` which
    duty it would meet too late now without anybody having said why, '' where nobody is to be asked;
    ``held_up`` why it would not go now but wait, '' where nothing is known against it; ``changes`` is
    the message of the outbox that it is, None for one that is yet to be made; ``older`` what is told of
    standard texts in it and its papers that are older than their English."""

    case_id: UUID
    purpose: str
    to_address: str
    to_name: str
    subject: str
    body: str = field(repr=False)
    body_version: str
    language: DocumentLanguage
    papers: tuple[str, ...]
    against: tuple[Finding, ...]
    grace_seconds: int
    sends: bool
    must: Mapping[str, str] = field(default_factory=dict)
    details: Mapping[str, str] = field(default_factory=dict, repr=False)
    about: MailAbout = field(default_factory=MailAbout)
    late: str = ""
    held_up: str = ""
    changes: UUID | None = None
    older: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class TypedMail(Discreet):
    """What the adviser made of an offer. ``insert`` stands in the pack of this person alone; ``confirmed``
    are the words of the findings that they said are right."""

    to_address: str
    subject: str
    body: str = field(repr=False)
    insert: str = field(default="", repr=False)
    late_reason: str = ""
    confirmed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Words(Discreet):
    """What a message says, and which version of the standard texts it says it in; ``older`` is told of those
    that are older than their English."""

    subject: str
    body: str = field(repr=False)
    version: str = ""
    language: DocumentLanguage = DocumentLanguage.ENGLISH
    must: Mapping[str, str] = field(default_factory=dict)
    older: str = ""


_GREETING: Final[Mapping[DocumentLanguage, tuple[str, str]]] = {
    DocumentLanguage.ENGLISH: ("Dear {name}", "With best wishes"),
    DocumentLanguage.WELSH: ("Annwyl {name}", "Gyda dymuniadau gorau"),
}
Kept = tuple[Document | None, dict[str, str]]
"""The document as it is frozen, None where none goes with it, and what the fact of the case will say."""


@dataclass(frozen=True, slots=True)
class Maker:
    """How one kind of message is made: ``offer`` draws it up; ``ready`` fills its paper outside of any
    transaction, for that takes time; ``keep`` freezes the paper as the message is queued."""

    offer: Callable[[Session, Workspace, UUID, MailAbout], MailOffer]
    ready: Callable[[Workspace, MailOffer, TypedMail], Any]
    keep: Callable[[Change, Workspace, MailOffer, TypedMail, Any], Kept]


def greeted(to: Recipient, issuer: Issuer, lines: Sequence[str]) -> str:
    """A message to a participant: a greeting by the first name, its paragraphs, and who writes."""
    dear, wishes = _GREETING[to.language]
    signed = "\n".join(one for one in (issuer.adviser, issuer.provider) if one)
    return "\n\n".join([dear.format(name=to.first_name or to.name), *lines, wishes, signed])


def drawn_up(
    db: Session,
    workspace: Workspace,
    case_id: UUID,
    purpose: str,
    *,
    words: Words,
    papers: tuple[str, ...] = (),
    to: tuple[str, str] | None = None,
    details: Mapping[str, str] | None = None,
    about: MailAbout | None = None,
) -> MailOffer:
    """The offer of these words, to an address and name, or else to the participant."""
    person = db.get_one(Participant, case_of(db, case_id).participant_id)
    address, name = to or (person.email, whole_name(person.first_name, person.last_name))
    account, said = mail_account.in_force(db), dict(details or {})
    wish = NewMessage(purpose, case_id, address, name, words.subject, words.body, details=said)
    return MailOffer(
        case_id,
        purpose,
        address,
        name,
        words.subject,
        words.body,
        words.version,
        words.language,
        papers,
        mail_guards.found(db, workspace, wish),
        account.grace_seconds,
        account.takes_messages,
        words.must,
        said,
        about or MailAbout(),
        older=words.older,
    )


def refuse_without(must: Mapping[str, str], body: str) -> None:
    """Raise BadInput (``message``) for words that lack a paragraph that they may not go without."""
    said = " ".join(body.split())
    for name, text in must.items():
        if " ".join(text.split()) not in said:
            raise BadInput(
                f"The message lacks '{name}'.", field="message", remedy="Keep that paragraph as it stands."
            )


def refuse_out_of_turn(db: Session, workspace: Workspace, made: MailOffer) -> None:
    """Raise RefusedByRule where the case does not allow what this is for, or the same is on its way already,
    before anybody writes it."""
    papers_out.refuse_twice(db, made.case_id, made.purpose, made.details)
    mail_purposes.refuse_out_of_turn(db, workspace, made.case_id, made.purpose, made.details)
