"""What goes with a message, as its pages, before it is put into the outbox (I14, I16, X3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import case_papers, issued_documents
from jfs_desktop.casework.documents.issued_documents import NewDocument
from jfs_desktop.casework.outbox import mail_offers, mail_papers
from jfs_desktop.casework.outbox.mail_purposes import FOR_JOBCENTRE
from jfs_desktop.casework.outbox.offered_mail import MailOffer, TypedMail
from jfs_desktop.casework.plan import plan_export, plan_keeping, plans
from jfs_desktop.casework.requests import jobcentre_answers
from jfs_desktop.errors import NotFound
from jfs_desktop.records.message import MessagePart
from jfs_desktop.records.views import PlanView
from jfs_desktop.rules.writing.discreet import Discreet


@dataclass(frozen=True, slots=True, repr=False)
class PaperShown(Discreet):
    """One paper as a PDF, by the name that stands in the offer."""

    name: str
    content: bytes = field(repr=False)


def pages(workspace: Workspace, made: MailOffer, typed: TypedMail) -> PaperShown | None:
    """The paper as it would go now, with what was typed for this person; of a message that is being changed
    the one that was frozen. None where nothing goes with it.

    Raises what ``mail_offers.queue`` raises for a paper that cannot be made.
    """
    if not made.papers:
        return None
    if made.changes is not None:
        return _frozen(workspace, made.changes)
    maker = mail_offers.maker_of(mail_offers.what_of(made.purpose))
    filled = maker.ready(workspace, made, typed)
    if made.details.get("version") and filled is None:
        return PaperShown(made.papers[0], _plan(workspace, made).pdf)
    content = b""
    if isinstance(filled, case_papers.FilledPaper):
        content = filled.pdf().content
    elif isinstance(filled, mail_papers.Issued):
        content = filled.pages.content
    return PaperShown(made.papers[0], content) if content else None


def sizes(workspace: Workspace, made: MailOffer, typed: TypedMail) -> tuple[int, ...]:
    """The bytes of each paper as it would go now, in the order of their names in the offer; nothing is
    written for it. Raises as :func:`pages` does."""
    if not made.papers:
        return ()
    if made.changes is not None:
        with workspace.reading() as db:
            wanted = select(MessagePart.size).where(MessagePart.message_id == made.changes)
            return tuple(db.scalars(wanted.order_by(MessagePart.position)))
    if made.purpose == FOR_JOBCENTRE and made.about.request_id is not None:
        wished = jobcentre_answers.to_issue(workspace, made.about.request_id, workspace.today())
        paper = plan_export.paper_of(workspace, _view(workspace, made), wished.version, wished.answers)
        return (len(paper.pdf().content),)
    filled = mail_offers.maker_of(mail_offers.what_of(made.purpose)).ready(workspace, made, typed)
    if isinstance(filled, case_papers.FilledPaper):
        return (len(filled.pdf().content),)
    plan = _plan(workspace, made)
    return (len(plan.pdf or plan.docx),)


def _plan(workspace: Workspace, made: MailOffer) -> NewDocument:
    return plan_keeping.paper_of(workspace, _view(workspace, made), int(made.details["version"]))


def _view(workspace: Workspace, made: MailOffer) -> PlanView:
    with workspace.reading() as db:
        return plans.view_in(db, workspace, made.case_id)


def _frozen(workspace: Workspace, message_id: UUID) -> PaperShown:
    with workspace.reading() as db:
        wanted = select(MessagePart).where(MessagePart.message_id == message_id, MessagePart.form == "pdf")
        part = db.scalars(wanted.order_by(MessagePart.position)).first()
        if part is None:
            raise NotFound("Nothing goes with this message that can be shown here.")
        name, document_id = part.name, part.document_id
    return PaperShown(name, issued_documents.content(workspace, document_id, "pdf"))
