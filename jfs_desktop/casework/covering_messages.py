"""The message that the JFAP goes out with: filled from the template in use, in the person's language, and
what may not be left out of it (X3, I16, B3, JFS 3.19, 4.08, 5.20)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from jfs_desktop.casework import case_facts, settings, templates, wording_blocks
from jfs_desktop.casework.appointments import next_agreed
from jfs_desktop.casework.known_cases import case_of, name_of
from jfs_desktop.casework.wording_blocks import Block
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.documents import letters, paper
from jfs_desktop.documents.letters import Meeting, Recipient
from jfs_desktop.documents.paper import Issuer, Paper
from jfs_desktop.documents.walker import walk
from jfs_desktop.errors import BadInput
from jfs_desktop.records.referral import Referral
from jfs_desktop.records.staff import Staff
from jfs_desktop.rules.discreet import Discreet
from jfs_desktop.rules.document_language import DocumentLanguage, chosen

CALL = "call_reminder"


@dataclass(frozen=True, slots=True, repr=False)
class CoveringMessage(Discreet):
    """A message ready to go. ``must`` are the paragraphs, by name, that it may not go without; ``version``
    names the template and the wording it came from."""

    subject: str
    text: str
    version: str
    paragraph: str
    must: Mapping[str, str]


def in_words(
    db: Session, workspace: Workspace, case_id: UUID, *, final: bool, version: int
) -> CoveringMessage:
    """The message that goes with the final JFAP, or with the draft, within a transaction that is open.

    Raises MissingTranslation, TemplateProblem where head office's template is at fault.
    """
    known = case_facts.load(db, case_id)
    language = chosen(known) or DocumentLanguage.ENGLISH
    call = wording_blocks.block_in(db, CALL, language.value)
    query = wording_blocks.how_to_query_in(db, language.value, closed=final)
    to, issuer = _recipient(db, case_id, language), _issuer(db, workspace, case_id)
    if final:
        letter = letters.final_plan(
            to, issuer, workspace.now(), version=version, call_reminder=call.lines, how_to_query=query.lines
        )
        needed = call
    else:
        agreed = next_agreed(known, workspace.programmes.of(known))
        coming = agreed is not None and agreed.on >= workspace.today()
        letter = letters.draft_plan(
            to,
            issuer,
            workspace.now(),
            version=version,
            how_to_query=query.lines,
            next_meeting=Meeting(agreed.on, agreed.at) if agreed is not None and coming else None,
        )
        needed = query
    return _message(workspace, letter, needed, (call, query) if final else (query,))


def refuse_without(message: CoveringMessage, text: str) -> None:
    """Raise BadInput (``message``) where the text lacks a paragraph that it may not go without."""
    said = _plain(text)
    for name, paragraph in message.must.items():
        if _plain(paragraph) not in said:
            raise BadInput(
                f"The message lacks '{name}'.",
                field="message",
                remedy="Keep that paragraph as it stands.",
                paragraph=message.paragraph,
            )


def _message(workspace: Workspace, letter: Paper, needed: Block, used: tuple[Block, ...]) -> CoveringMessage:
    using = templates.in_use(workspace, letter.kind, letter.language.value)
    lines = [
        line.text.replace("\t", ": ") for line in walk(paper.render(letter, using.template)).paragraphs()
    ]
    versions = [f"{letter.kind} {using.version}", *(f"{one.key} {one.version}" for one in used)]
    return CoveringMessage(
        f"{letter.words.name(letter.title)} ({letter.issuer.service})",
        "\n\n".join(line.strip() for line in lines if line.strip()),
        ", ".join(versions),
        needed.paragraph,
        {needed.name: " ".join(needed.lines)},
    )


def _recipient(db: Session, case_id: UUID, language: DocumentLanguage) -> Recipient:
    referral = db.get_one(Referral, case_of(db, case_id).referral_id)
    return Recipient(name_of(db, case_id), referral.prap_reference, language)


def _issuer(db: Session, workspace: Workspace, case_id: UUID) -> Issuer:
    case = case_of(db, case_id)
    adviser = db.get(Staff, case.adviser_id) if case.adviser_id else None
    return Issuer(
        workspace.programmes.of_case(db, case_id).name,
        settings.value_in(db, settings.PROVIDER_NAME),
        adviser.name if adviser is not None else "",
    )


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
