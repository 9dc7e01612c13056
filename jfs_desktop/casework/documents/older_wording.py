"""Standard texts whose English was rewritten after them: told wherever a document is made with one, never
mixed in silently (B3, JFS 3.19). Nothing of Word is read here: the plan of a case asks on each opening."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.documents.wording import shipped_wording
from jfs_desktop.records.template import WordingBlock
from jfs_desktop.rules.person.document_language import DocumentLanguage

FIRST: Final = "en"
"""The language in which a text is written before it is translated."""
HOW_TO_QUERY, HOW_TO_QUERY_CLOSED = "how_to_query", "how_to_query_closed"
"""How a plan is questioned while it is written, and once it is final or was kept at an early end (P8)."""


def told(db: Session, language: DocumentLanguage, keys: Iterable[str]) -> str:
    """What whoever makes a document with these texts is told of those that are older than their English;
    '' where none is."""
    if language.value == FIRST:
        return ""
    older = [
        f"‘{shipped_wording.name_of(key)}’"
        for key in dict.fromkeys(keys)
        if is_older(db, key, language.value, newest(db, key, language.value))
    ]
    if not older:
        return ""
    are, them = ("is", "it") if len(older) == 1 else ("are", "them")
    return (
        f"The {language.called} of {' and '.join(older)} {are} older than the English, which was rewritten"
        f" since: ask head office to rewrite {them} too."
    )


def is_older(db: Session, key: str, language: str, row: WordingBlock | None) -> bool:
    """Whether the English was rewritten after a translation, whose newest version ``row`` is; the texts that
    are shipped belong together."""
    english = newest(db, key, FIRST)
    if language == FIRST or english is None:
        return False
    return row is None or row.written_at < english.written_at


def newest(db: Session, key: str, language: str) -> WordingBlock | None:
    """The newest version that head office wrote; None where the shipped one is in use."""
    return db.scalars(
        select(WordingBlock)
        .where(WordingBlock.key == key, WordingBlock.language == language)
        .order_by(WordingBlock.number.desc())
        .limit(1)
    ).first()
