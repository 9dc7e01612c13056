"""A person's induction pack: assembled from the version in force, and that it went out (I14, I15, AMB-76)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import drafts
from jfs_desktop.casework.desk.known_cases import case_of, name_of
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import (
    case_papers,
    issued_documents,
    older_wording,
    pack_texts,
    sent_moments,
    wording_blocks,
)
from jfs_desktop.casework.documents.case_papers import FilledPaper
from jfs_desktop.casework.documents.document_views import digests_of
from jfs_desktop.casework.documents.issued_documents import NewIssue
from jfs_desktop.casework.documents.pack_texts import FOR_YOU, PARAGRAPH
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.clock import london_day
from jfs_desktop.documents.papers import induction_pack
from jfs_desktop.documents.papers.induction_pack import PackText
from jfs_desktop.documents.papers.paper import Issuer
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.document import Document
from jfs_desktop.records.participant import Participant
from jfs_desktop.rules.person.document_language import DocumentLanguage, MissingTranslation
from jfs_desktop.rules.programme.questions import written
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.store.unit_of_work import Verb

SEND = Verb("induction_packs.send", "")
"""What has gone out is taken back with a reason, never undone."""
STANDARD = ("privacy_notice", "conditionality")
"""The standard texts of a pack, by key, in the order in which ``documents`` takes them."""
_TOLD = Changed.CASES | Changed.CLOCKS | Changed.HISTORY | Changed.DOCUMENTS


@dataclass(frozen=True, slots=True, repr=False)
class PackForCase(Discreet):
    """What would go to a person now. ``refused`` says why none can, '' where one can."""

    language: DocumentLanguage
    version: int | None
    approved_by: str
    published_at: datetime | None
    known: dict[str, str] = field(repr=False)
    """Answers that follow from the version: what it is, who approved it, what it holds."""
    refused: str = ""
    older: str = ""
    """What is told of its standard texts that are older than their English; '' where none is."""


def offer(workspace: Workspace, case_id: UUID) -> PackForCase:
    """The version in force, in the language of the person's documents. Raises NotFound."""
    with workspace.reading() as db:
        to = case_papers.recipient_in(db, case_id)
        held, issuer = pack_texts.in_force(db), case_papers.issuer_in(db, workspace, case_id)
        try:
            _text(db, held, to.language, "")
            refuse_without_contact(issuer, held, to.language)
        except (RefusedByRule, MissingTranslation, BadInput) as problem:
            return PackForCase(to.language, None, "", None, {}, problem.sentence)
        older = older_wording.told(db, to.language, STANDARD)
    if held is None:
        return PackForCase(to.language, None, "", None, {})
    known = _known(workspace, held)
    return PackForCase(to.language, held.number, held.approved_by, held.published_at, known, older=older)


def assemble(workspace: Workspace, case_id: UUID, insert: str = "") -> FilledPaper:
    """The pack of one person, with what is written for them alone.

    Raises RefusedByRule while none is published, MissingTranslation where it has no text in the person's
    language, BadInput (``provider_telephone``) where it names no way to reach the office, TemplateProblem,
    NotFound.
    """
    with workspace.reading() as db:
        to, issuer = case_papers.recipient_in(db, case_id), case_papers.issuer_in(db, workspace, case_id)
        held = pack_texts.in_force(db)
        text = _text(db, held, to.language, insert)
        refuse_without_contact(issuer, held, to.language)
        person = db.get_one(Participant, case_of(db, case_id).participant_id)
        greeted = person.first_name or person.name
        made = induction_pack.pack(to, issuer, workspace.now(), text, first_name=greeted)
        used = (wording_blocks.block_in(db, key, to.language.value).offered for key in STANDARD)
        made = replace(made, wording=tuple(used))
    return case_papers.fill(workspace, made)


def send(workspace: Workspace, case_id: UUID, happened: WhatHappened) -> Outcome[UUID]:
    """Record that the pack in force went out: the exact copy is kept, with to whom and how it went.

    The fact carries the version, its sections, who approved it, and what was written for this person or that
    nothing was needed. Raises as :func:`assemble` and :func:`facts.record`.
    """
    insert = happened.detail.get("insert_text", "") if happened.detail.get("insert") == "added" else ""
    filled = assemble(workspace, case_id, insert)
    with workspace.changing(SEND, case_id=case_id) as change:
        held = pack_texts.in_force(change.db)
        if held is None:
            raise none_published()
        to = happened.detail.get("sent_to", "").strip() or name_of(change.db, case_id)
        new = filled.document(str(held.number))
        row = issued_documents.freeze_in(change, workspace, case_id, new)
        said = {**happened.detail, **said_of(workspace, held, row)}
        fact_id = facts.write(change, workspace, case_id, replace(happened, detail=said)).id
        since = held.published_at
        at = sent_moments.moment_of(workspace, happened.on, happened.at, since)
        issue = NewIssue(happened.channel, to, at, fact_id=fact_id)
        issued_documents.issue_in(change, workspace, row.id, issue, since)
        drafts.drop(change, drafts.of_meeting(case_id))
    return Outcome(fact_id, _TOLD, frozenset({case_id}), change.change_id, besides=new.left_out)


def said_of(workspace: Workspace, held: pack_texts.PackText, row: Document) -> dict[str, str]:
    """What the fact of a sending says of the pack that went: its version, who approved it, which bytes."""
    return {**_known(workspace, held), "language": row.language, **digests_of(row)}


def _text(db: Session, held: pack_texts.PackText | None, language: DocumentLanguage, insert: str) -> PackText:
    if held is None:
        raise none_published()
    own = held.texts.get(language)
    if own is None:
        raise MissingTranslation("The induction pack", language)
    return PackText(
        str(held.number),
        london_day(held.published_at),
        own,
        insert,
        *(wording_blocks.block_in(db, key, language.value).lines for key in STANDARD),
    )


def refuse_without_contact(
    issuer: Issuer, held: pack_texts.PackText | None, language: DocumentLanguage
) -> None:
    """Raise BadInput where neither the settings nor the provider's own words say how to reach it."""
    own = held.texts.get(language, {}).get(pack_texts.CONTACT, "") if held is not None else ""
    case_papers.refuse_without_contact(
        issuer, pack_texts.ways_in(own), what="induction pack", paragraph=PARAGRAPH
    )


def none_published() -> RefusedByRule:
    """That no pack is there to be sent."""
    return RefusedByRule(
        "No induction pack is published yet.",
        paragraph=PARAGRAPH,
        remedy="Write and publish it in Settings, or say below what the pack that you sent yourself holds.",
    )


def _known(workspace: Workspace, held: pack_texts.PackText) -> dict[str, str]:
    sections = [one.key for one in pack_texts.sections_of(workspace.programme)]
    return {
        "version": str(held.number),
        "approved_by": held.approved_by,
        "sections": written(
            [key for key in sections if key == FOR_YOU or key in held.texts[DocumentLanguage.ENGLISH]]
        ),
    }
