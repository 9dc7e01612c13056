"""The papers of a case as messages: what would go now, and how it is put into the outbox (I14, I16, P11, X3).

The document is frozen as it is queued, so that what goes is what was looked at, to the byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from jfs_desktop.casework.agreement import plan_sending
from jfs_desktop.casework.contact import induction_packs
from jfs_desktop.casework.desk import drafts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import (
    case_papers,
    covering_messages,
    issued_documents,
    older_wording,
    pack_texts,
    wording_blocks,
)
from jfs_desktop.casework.documents.document_views import DocumentState
from jfs_desktop.casework.outbox import held_up, mail_papers, mail_purposes, offered_mail, outbox
from jfs_desktop.casework.outbox.mail_papers import CHANGE_NOTICE, START_ERROR
from jfs_desktop.casework.outbox.mail_purposes import EXIT, FOR_JOBCENTRE, LATE_REASON, SURVEY
from jfs_desktop.casework.outbox.message_views import MessageView, NewMessage, NewPart, views_of
from jfs_desktop.casework.outbox.offered_mail import (
    Kept,
    MailAbout,
    MailOffer,
    Maker,
    TypedMail,
    Words,
    drawn_up,
)
from jfs_desktop.casework.plan import plan_keeping, plans
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.store.unit_of_work import Change

__all__ = [
    "ANEW",
    "CHANGE_NOTICE",
    "FOR_JOBCENTRE",
    "PACK",
    "PLAN",
    "START_ERROR",
    "SURVEY",
    "MailAbout",
    "MailOffer",
    "TypedMail",
    "offer",
    "queue",
    "what_of",
]

PACK, PLAN, COVER = "pack", "jfap", "pack_cover"
"""What can be offered, beside what ``mail_papers`` makes, and the standard text that goes with a pack."""
_SUBJECT: Mapping[DocumentLanguage, str] = {
    DocumentLanguage.ENGLISH: "Your induction pack ({service})",
    DocumentLanguage.WELSH: "Eich pecyn cynefino ({service})",
}


ANEW = frozenset({"pack", "draft_jfap", "final_jfap", START_ERROR, SURVEY, EXIT})
"""The purposes whose messages can be offered again from the case alone."""


def what_of(purpose: str) -> str:
    """Which of the offers makes a message of that purpose."""
    return PLAN if purpose in ("draft_jfap", "final_jfap") else purpose


def maker_of(what: str) -> Maker:
    """How one of the offers is made."""
    return _MAKERS[what]


def offer(workspace: Workspace, case_id: UUID, what: str, about: MailAbout | None = None) -> MailOffer:
    """The message that would go now: 'pack', 'jfap' for the draft or the final plan, or one of those that
    ``mail_papers`` makes, with what it is about.

    Raises RefusedByRule where there is nothing to send or the case does not allow it, NotFound,
    MissingTranslation, TemplateProblem.
    """
    with workspace.reading() as db:
        made = _MAKERS[what].offer(db, workspace, case_id, about or MailAbout())
        offered_mail.refuse_out_of_turn(db, workspace, made)
        late = mail_purposes.late_now(db, workspace, case_id, made.purpose, made.details)
        why = held_up.failing_in(db) if made.sends else ""
    return replace(made, late=late, held_up=why)


def queue(
    workspace: Workspace, case_id: UUID, what: str, typed: TypedMail, about: MailAbout | None = None
) -> Outcome[MessageView]:
    """Freeze what goes and put the message into the outbox.

    Raises what :func:`offer` and ``outbox.queue`` raise, BadInput (``message``) for words that lack a
    paragraph they may not go without, (``late_reason``) where a duty is late that the message meets.
    """
    made, maker = offer(workspace, case_id, what, about), _MAKERS[what]
    filled = maker.ready(workspace, made, typed)
    with workspace.changing(outbox.QUEUE, case_id=case_id) as change:
        kept, said = maker.keep(change, workspace, made, typed, filled)
        details = {**made.details, **said}
        if typed.late_reason.strip():
            details[LATE_REASON] = typed.late_reason.strip()
        parts: tuple[NewPart, ...] = ()
        if kept is not None:
            form = "pdf" if kept.pdf_id is not None else "docx"
            parts = (NewPart(kept.id, form, f"{kept.title}.{form}"),)
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
            parts,
            typed.confirmed,
        )
        row = outbox.queue_in(change, workspace, new)
        mail_purposes.refuse_late(change.db, workspace, row, change.at)
        (view,) = views_of(change.db, [row])
    told = Changed.MAIL | Changed.DOCUMENTS | Changed.HISTORY
    return Outcome(view, told, frozenset({case_id}), change.change_id)


def _pack(db: Session, workspace: Workspace, case_id: UUID, _: MailAbout) -> MailOffer:
    to, issuer = case_papers.recipient_in(db, case_id), case_papers.issuer_in(db, workspace, case_id)
    held = pack_texts.in_force(db)
    if held is None:
        raise induction_packs.none_published()
    induction_packs.refuse_without_contact(issuer, held, to.language)
    cover = wording_blocks.block_in(db, COVER, to.language.value)
    words = Words(
        _SUBJECT[to.language].format(service=issuer.service),
        offered_mail.greeted(to, issuer, cover.lines),
        f"{COVER} {cover.version}",
        to.language,
        older=older_wording.told(db, to.language, (COVER, *induction_packs.STANDARD)),
    )
    return drawn_up(
        db, workspace, case_id, PACK, words=words, papers=(f"Induction pack, version {held.number}",)
    )


def _plan(db: Session, workspace: Workspace, case_id: UUID, _: MailAbout) -> MailOffer:
    view = plans.view_in(db, workspace, case_id)
    number, final = plan_sending.what_goes(view.lock, view.versions[0].number if view.versions else 0)
    message = covering_messages.in_words(db, workspace, case_id, final=final, version=number)
    named = f"{'Final' if final else 'Draft'} Job Finding Action Plan, version {number}"
    purpose = "final_jfap" if final else "draft_jfap"
    language = case_papers.recipient_in(db, case_id).language
    words = Words(message.subject, message.text, message.version, language, message.must, message.older)
    return drawn_up(
        db, workspace, case_id, purpose, words=words, papers=(named,), details={"version": str(number)}
    )


def _fill_pack(workspace: Workspace, made: MailOffer, typed: TypedMail) -> case_papers.FilledPaper:
    return induction_packs.assemble(workspace, made.case_id, typed.insert)


def _fill_nothing(_: Workspace, __: MailOffer, ___: TypedMail) -> None:
    """The plan is filled as it is frozen."""


def _keep_pack(
    change: Change, workspace: Workspace, made: MailOffer, typed: TypedMail, pack: case_papers.FilledPaper
) -> Kept:
    held = pack_texts.in_force(change.db)
    if held is None:
        raise induction_packs.none_published()
    row = issued_documents.freeze_in(change, workspace, made.case_id, pack.document(str(held.number)))
    drafts.drop(change, drafts.of_meeting(made.case_id))
    own = {"insert": "added", "insert_text": typed.insert.strip()} if typed.insert.strip() else {}
    return row, {"insert": "none_needed", **own, **induction_packs.said_of(workspace, held, row)}


def _keep_plan(change: Change, workspace: Workspace, made: MailOffer, typed: TypedMail, _: Any) -> Kept:
    view = plans.view_in(change.db, workspace, made.case_id)
    number, final = plan_sending.what_goes(view.lock, view.versions[0].number if view.versions else 0)
    message = covering_messages.in_words(change.db, workspace, made.case_id, final=final, version=number)
    covering_messages.refuse_without(message, typed.body)
    state = DocumentState.FINAL if final else DocumentState.DRAFT
    row = plan_keeping.keep_in(change, workspace, made.case_id, state)
    return row, plan_sending.said_of(row, number, message, final=final)


_MAKERS: Mapping[str, Maker] = {
    PACK: Maker(_pack, _fill_pack, _keep_pack),
    PLAN: Maker(_plan, _fill_nothing, _keep_plan),
    **mail_papers.MAKERS,
}
