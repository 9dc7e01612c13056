"""The message that the JFAP goes out with: filled from the template in use, in the person's language, and
what may not be left out of it (X3, I16, B3, JFS 3.19, 4.08, 5.20)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import case_facts
from jfs_desktop.casework.desk.appointments import next_agreed
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import case_papers, older_wording, wording_blocks
from jfs_desktop.casework.documents.wording_blocks import Block
from jfs_desktop.documents.papers import letters
from jfs_desktop.documents.papers.letters import Meeting
from jfs_desktop.documents.papers.paper import Paper
from jfs_desktop.errors import BadInput
from jfs_desktop.rules.person.document_language import DocumentLanguage, chosen
from jfs_desktop.rules.writing.discreet import Discreet

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
    older: str = ""
    """What is told of its standard texts that are older than their English; '' where none is."""


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
    # The message goes by e-mail, where the home address would be told to whoever else reads it.
    to = replace(case_papers.recipient_in(db, case_id, language), address="")
    issuer = case_papers.issuer_in(db, workspace, case_id)
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
    used = (call, query) if final else (query,)
    older = older_wording.told(db, language, (one.key for one in used))
    return replace(_message(workspace, letter, needed, used), older=older)


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
    filled = case_papers.fill(workspace, letter)
    versions = [f"{letter.kind} {filled.template_version}", *(f"{one.key} {one.version}" for one in used)]
    return CoveringMessage(
        f"{filled.title} ({letter.issuer.service})",
        filled.text(),
        ", ".join(versions),
        needed.paragraph,
        {needed.name: " ".join(needed.lines)},
    )


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
