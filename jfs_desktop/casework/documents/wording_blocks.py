"""Standard wording that documents and messages carry, kept in versions (B3; used by X3, C9, P8, D10)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents.older_wording import (
    FIRST,
    HOW_TO_QUERY,
    HOW_TO_QUERY_CLOSED,
    is_older,
    newest,
)
from jfs_desktop.casework.documents.template_publishing import may_publish
from jfs_desktop.casework.documents.voluntary_wording import refuse_threats
from jfs_desktop.documents.papers.template import printable
from jfs_desktop.documents.samples.template_fields import LANGUAGES
from jfs_desktop.documents.walk.walker import walk
from jfs_desktop.documents.wording import shipped_wording
from jfs_desktop.errors import BadInput, NotFound, RefusedByRule
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.staff import Staff
from jfs_desktop.records.template import WordingBlock
from jfs_desktop.rules.person.document_language import DocumentLanguage, MissingTranslation
from jfs_desktop.rules.writing.carried_wording import CarriedWording, standing_in
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.store.unit_of_work import Change, Verb

REWRITE = Verb("wording_blocks.rewrite", "rewrite the standard wording")
TRANSLATION_STANDS: Final = "The English was rewritten, and this still says the same"
LONGEST: Final = 4_000
"""Letters: it stands in the middle of other texts."""


@dataclass(frozen=True, slots=True)
class Block:
    """A standard text in one language. ``version`` is 'built-in 1' or a number from 2; ``behind`` says that
    the English was rewritten after this text, its translation."""

    key: str
    name: str
    paragraph: str
    language: str
    version: str
    text: str = field(repr=False)
    behind: bool = False

    @property
    def lines(self) -> list[str]:
        """Its paragraphs, as templates take them."""
        return [line.strip() for line in self.text.split("\n") if line.strip()]

    @property
    def offered(self) -> CarriedWording:
        """As it is noted with a document that may carry it."""
        return CarriedWording.of(self.key, self.version, self.text)


@dataclass(frozen=True, slots=True, repr=False)
class BlockVersion(Discreet):
    """One version in a block's history; the shipped one has neither author nor time."""

    version: str
    text: str
    written_at: datetime | None = None
    written_by: str = ""
    reason: str = ""


def block(workspace: Workspace, key: str, language: str = "en") -> Block:
    """The newest version. Raises NotFound for an unknown block, MissingTranslation where it has no text in
    that language."""
    with workspace.reading() as db:
        return block_in(db, key, language)


def block_in(db: Session, key: str, language: str = "en") -> Block:
    """The same within a transaction that is open."""
    said = _declared(key)
    row = newest(db, key, language)
    if row is not None:
        return _block(said, language, str(row.number), row.text)
    text = _shipped(said, language)
    if not text:
        raise MissingTranslation(said["name"], DocumentLanguage(language))
    return _block(said, language, "built-in 1", text)


def how_to_query_in(db: Session, language: str, *, closed: bool) -> Block:
    """How a plan is questioned, while it is written or once it is ``closed``: final, or kept at an early end
    (P8, JFS 4.08). Raises MissingTranslation."""
    return block_in(db, HOW_TO_QUERY_CLOSED if closed else HOW_TO_QUERY, language)


def carried(docx: bytes, offered: Iterable[CarriedWording]) -> tuple[CarriedWording, ...]:
    """Those of the texts offered to a template that stand in the finished document (B3, P9)."""
    wanted = tuple(offered)
    return standing_in((line.text for line in walk(docx).paragraphs()), wanted) if wanted else ()


def blocks(workspace: Workspace) -> tuple[Block, ...]:
    """Every block in every language; one without a text has an empty version."""
    found = []
    with workspace.reading() as db:
        for said in shipped_wording.blocks().values():
            for language in LANGUAGES:
                row = newest(db, said["key"], language)
                text = row.text if row is not None else _shipped(said, language)
                version = str(row.number) if row is not None else "built-in 1" if text else ""
                behind = is_older(db, said["key"], language, row)
                found.append(replace(_block(said, language, version, text), behind=behind))
    return tuple(found)


def history(workspace: Workspace, key: str, language: str = "en") -> tuple[BlockVersion, ...]:
    """Every version, the newest first."""
    said = _declared(key)
    with workspace.reading() as db:
        rows = db.execute(
            select(WordingBlock, Staff.name)
            .join(Staff, Staff.id == WordingBlock.written_by)
            .where(WordingBlock.key == key, WordingBlock.language == language)
            .order_by(WordingBlock.number.desc())
        ).all()
    found = [BlockVersion(str(row.number), row.text, row.written_at, name, row.reason) for row, name in rows]
    shipped = _shipped(said, language)
    return (*found, BlockVersion("built-in 1", shipped)) if shipped else tuple(found)


def rewrite(
    workspace: Workspace, key: str, language: str, text: str, reason: str, *, translations_stand: bool = False
) -> Outcome[Block]:
    """A new version, in force at once for what is made from now on; what was issued keeps its own.

    ``translations_stand`` says of a new English text that its translations still say the same: each is kept
    under a version of its own that says so. Else they are ``behind``, until they are written anew or kept as
    they are.

    Raises BadInput for no text, one too long, one that leaves out what it has to tell, or none to say why,
    RefusedByRule for who may not.
    """
    said, reason = _declared(key), printable(reason).strip()
    clean = _checked(workspace, said, language, text, reason)
    with workspace.changing(REWRITE, reason=reason) as change:
        row = newest(change.db, key, language)
        before = row.text if row is not None else _shipped(said, language)
        if clean != before or is_older(change.db, key, language, row):
            row = _kept(change, workspace, row, WordingBlock(key=key, language=language, text=clean), reason)
            for other in _translations(change.db, said, language) if translations_stand else ():
                last = newest(change.db, key, other.language)
                same = WordingBlock(key=key, language=other.language, text=other.text)
                _kept(change, workspace, last, same, TRANSLATION_STANDS)
        version = str(row.number) if row is not None else "built-in 1"
    told = _block(said, language, version, clean)
    return Outcome(told, Changed.TEMPLATES | Changed.HISTORY, change_id=change.change_id, label=REWRITE.label)


def _checked(workspace: Workspace, said: Mapping[str, Any], language: str, text: str, reason: str) -> str:
    if not may_publish(workspace):
        raise RefusedByRule(
            "Standard wording is kept by head office: an analyst or an administrator.",
            remedy="Ask one of them, or change who works here in Settings.",
        )
    clean = "\n".join(" ".join(line.split()) for line in printable(text).split("\n") if line.strip())
    if language not in LANGUAGES:
        raise BadInput(f"Documents are not made in ‘{language}’.", field="language")
    if not clean:
        raise BadInput("The wording cannot be empty.", field="text", paragraph=said["paragraph"])
    if len(clean) > LONGEST:
        raise BadInput(f"Keep it below {LONGEST:,} letters.", field="text")
    refuse_threats(workspace.programme, clean, "text")
    _refuse_gaps(said, language, clean)
    if not reason:
        raise BadInput("Say why it is changed.", field="reason")
    return clean


def _refuse_gaps(said: Mapping[str, Any], language: str, clean: str) -> None:
    """What the guidance wants the text to tell stands in every version of it (D10)."""
    for wanted in said.get("must", ()):
        if not re.search(wanted[language], clean, re.IGNORECASE):
            raise BadInput(
                f"The wording does not say {wanted['name']}.",
                field="text",
                remedy="Say it in your own words, or keep the sentence that does.",
                paragraph=said["paragraph"],
            )
    for barred in said.get("must_not", ()):
        found = re.search(barred[language], clean, re.IGNORECASE)
        if found is not None:
            raise BadInput(
                f"‘{found[0]}’ says {barred['name']}.",
                field="text",
                remedy="Say who may receive it, and what for.",
                paragraph=said["paragraph"],
            )


def _kept(
    change: Change, workspace: Workspace, last: WordingBlock | None, row: WordingBlock, reason: str
) -> WordingBlock:
    row.id, row.number = workspace.new_key(), last.number + 1 if last is not None else 2
    row.reason, row.written_at, row.written_by = reason, change.at, workspace.me.id
    change.db.add(row)
    change.db.flush()
    return row


def _translations(db: Session, said: Mapping[str, Any], language: str) -> list[Block]:
    """Where the English is rewritten, its translations as they stand."""
    if language != FIRST:
        return []
    found = []
    for other in (one for one in LANGUAGES if one != FIRST):
        row = newest(db, said["key"], other)
        text = row.text if row is not None else _shipped(said, other)
        found += [_block(said, other, "", text)] if text else []
    return found


def _block(said: Mapping[str, Any], language: str, version: str, text: str) -> Block:
    return Block(said["key"], said["name"], said["paragraph"], language, version, text)


def _shipped(said: Mapping[str, Any], language: str) -> str:
    return str(said.get(language, "")).strip()


def _declared(key: str) -> Mapping[str, Any]:
    found = shipped_wording.blocks().get(key)
    if found is None:
        raise NotFound(f"There is no standard wording ‘{key}’.")
    return found
