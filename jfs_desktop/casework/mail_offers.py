"""The papers of a case as messages: what would go now, and how it is put into the outbox (I14, I16, P11, X3).

The document is frozen as it is queued, so that what goes is what was looked at, to the byte.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.orm import Session

from jfs_desktop.casework import (
    case_papers,
    covering_messages,
    drafts,
    induction_packs,
    issued_documents,
    mail_account,
    mail_guards,
    outbox,
    pack_texts,
    plan_keeping,
    plan_sending,
    plans,
    wording_blocks,
)
from jfs_desktop.casework.document_views import DocumentState
from jfs_desktop.casework.known_cases import case_of
from jfs_desktop.casework.mail_purposes import LATE_REASON
from jfs_desktop.casework.message_views import MessageView, NewMessage, NewPart, views_of
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.document import Document
from jfs_desktop.records.participant import Participant
from jfs_desktop.rules.discreet import Discreet
from jfs_desktop.rules.document_language import DocumentLanguage
from jfs_desktop.rules.recipients import Finding
from jfs_desktop.store.unit_of_work import Change

PACK, PLAN, COVER = "pack", "jfap", "pack_cover"
"""What can be offered, and the standard text that goes with a pack."""
_THANKS: Mapping[DocumentLanguage, tuple[str, str, str]] = {
    DocumentLanguage.ENGLISH: ("Dear {name}", "With best wishes", "Your induction pack ({service})"),
    DocumentLanguage.WELSH: ("Annwyl {name}", "Gyda dymuniadau gorau", "Eich pecyn sefydlu ({service})"),
}


@dataclass(frozen=True, slots=True, repr=False)
class MailOffer(Discreet):
    """A message as it would go now. ``papers`` are the names of what is attached, with their version;
    ``must`` the paragraphs, by name, that it may not go without; ``against`` what speaks against it."""

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


@dataclass(frozen=True, slots=True, repr=False)
class TypedMail(Discreet):
    """What the adviser made of an offer. ``insert`` stands in the pack of this person alone."""

    to_address: str
    subject: str
    body: str = field(repr=False)
    insert: str = field(default="", repr=False)
    late_reason: str = ""
    sure: bool = False


def offer(workspace: Workspace, case_id: UUID, what: str) -> MailOffer:
    """The message that would go now: 'pack', or 'jfap' for the draft or the final plan.

    Raises RefusedByRule where there is nothing to send, NotFound, MissingTranslation, TemplateProblem.
    """
    with workspace.reading() as db:
        return _MAKERS[what](db, workspace, case_id)


def queue(workspace: Workspace, case_id: UUID, what: str, typed: TypedMail) -> Outcome[MessageView]:
    """Freeze what goes and put the message into the outbox.

    Raises what :func:`offer` and ``outbox.queue`` raise, BadInput (``message``) for words that lack a
    paragraph they may not go without.
    """
    made = offer(workspace, case_id, what)
    keep = _KEEPERS[what]
    pack = induction_packs.assemble(workspace, case_id, typed.insert) if what == PACK else None
    with workspace.changing(outbox.QUEUE, case_id=case_id) as change:
        kept, details = keep(change, workspace, made, typed, pack)
        if typed.late_reason.strip():
            details[LATE_REASON] = typed.late_reason.strip()
        form = "pdf" if kept.pdf_id is not None else "docx"
        new = NewMessage(
            made.purpose,
            case_id,
            typed.to_address,
            made.to_name,
            typed.subject,
            typed.body,
            made.body_version,
            made.language.value,
            details,
            (NewPart(kept.id, form, f"{kept.title}.{form}"),),
            typed.sure,
        )
        row = outbox.queue_in(change, workspace, new)
        (view,) = views_of(change.db, [row])
    told = Changed.MAIL | Changed.DOCUMENTS | Changed.HISTORY
    return Outcome(view, told, frozenset({case_id}), change.change_id)


def _pack(db: Session, workspace: Workspace, case_id: UUID) -> MailOffer:
    to, issuer = case_papers.recipient_in(db, case_id), case_papers.issuer_in(db, workspace, case_id)
    held = pack_texts.in_force(db)
    if held is None:
        raise induction_packs.none_published()
    cover = wording_blocks.block_in(db, COVER, to.language.value)
    person = db.get_one(Participant, case_of(db, case_id).participant_id)
    dear, wishes, subject = _THANKS[to.language]
    lines = [dear.format(name=person.first_name), *cover.lines, wishes]
    signed = "\n".join(one for one in (issuer.adviser, issuer.provider) if one)
    return _offer(
        db,
        case_id,
        PACK,
        subject.format(service=issuer.service),
        "\n\n".join([*lines, signed]),
        f"{COVER} {cover.version}",
        to.language,
        (f"Induction pack, version {held.number}",),
    )


def _plan(db: Session, workspace: Workspace, case_id: UUID) -> MailOffer:
    view = plans.view_in(db, workspace, case_id)
    number, final = plan_sending.what_goes(view.lock, view.versions[0].number if view.versions else 0)
    message = covering_messages.in_words(db, workspace, case_id, final=final, version=number)
    named = f"{'Final' if final else 'Draft'} Job Finding Action Plan, version {number}"
    purpose = "final_jfap" if final else "draft_jfap"
    language = case_papers.recipient_in(db, case_id).language
    return _offer(
        db,
        case_id,
        purpose,
        message.subject,
        message.text,
        message.version,
        language,
        (named,),
        message.must,
    )


def _offer(  # noqa: PLR0917 - one message by its parts
    db: Session,
    case_id: UUID,
    purpose: str,
    subject: str,
    body: str,
    version: str,
    language: DocumentLanguage,
    papers: tuple[str, ...],
    must: Mapping[str, str] | None = None,
) -> MailOffer:
    person = db.get_one(Participant, case_of(db, case_id).participant_id)
    name = f"{person.first_name} {person.last_name}"
    account = mail_account.in_force(db)
    wish = NewMessage(purpose, case_id, person.email, name, subject, body)
    return MailOffer(
        case_id,
        purpose,
        person.email,
        name,
        subject,
        body,
        version,
        language,
        papers,
        mail_guards.found(db, wish),
        account.grace_seconds,
        account.sends,
        must or {},
    )


def _keep_pack(
    change: Change,
    workspace: Workspace,
    made: MailOffer,
    typed: TypedMail,
    pack: case_papers.FilledPaper | None,
) -> tuple[Document, dict[str, str]]:
    held = pack_texts.in_force(change.db)
    if held is None or pack is None:
        raise induction_packs.none_published()
    row = issued_documents.freeze_in(change, workspace, made.case_id, pack.document(str(held.number)))
    drafts.drop(change, drafts.of_meeting(made.case_id))
    own = {"insert": "added", "insert_text": typed.insert.strip()} if typed.insert.strip() else {}
    return row, {"insert": "none_needed", **own, **induction_packs.said_of(workspace, held, row)}


def _keep_plan(
    change: Change,
    workspace: Workspace,
    made: MailOffer,
    typed: TypedMail,
    _: case_papers.FilledPaper | None,
) -> tuple[Document, dict[str, str]]:
    view = plans.view_in(change.db, workspace, made.case_id)
    number, final = plan_sending.what_goes(view.lock, view.versions[0].number if view.versions else 0)
    message = covering_messages.in_words(change.db, workspace, made.case_id, final=final, version=number)
    covering_messages.refuse_without(message, typed.body)
    state = DocumentState.FINAL if final else DocumentState.DRAFT
    row = plan_keeping.keep_in(change, workspace, made.case_id, state)
    return row, plan_sending.said_of(row, number, message, final=final)


_MAKERS: Mapping[str, Callable[[Session, Workspace, UUID], MailOffer]] = {PACK: _pack, PLAN: _plan}
_KEEPERS: Mapping[str, Callable[..., tuple[Document, dict[str, str]]]] = {PACK: _keep_pack, PLAN: _keep_plan}
