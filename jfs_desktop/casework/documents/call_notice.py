"""Which version of the notice that DWP may ring after provision somebody was told (X14, JFS 5.20)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy.orm import Session

from jfs_desktop.rules.facts.facts import CaseFacts, FactKind
from jfs_desktop.rules.person.document_language import DocumentLanguage, chosen

CALL: Final = "call_reminder"
"""The standard text that is the notice."""
VERSION: Final = "notice_version"
"""In the detail of the fact: which version of it."""


def with_version(
    db: Session, known: CaseFacts, kind: FactKind, detail: Mapping[str, Any]
) -> Mapping[str, Any]:
    """The answers of an entry that the person was told, with the version of the notice that is in force in
    their language; other facts, and one that names its version, pass as they are."""
    if kind is not FactKind.EXPERIENCE_CALL_TOLD or detail.get(VERSION):
        return detail
    from jfs_desktop.casework.documents import wording_blocks  # Word comes with the first standard text

    language = chosen(known) or DocumentLanguage.ENGLISH
    return {**detail, VERSION: wording_blocks.block_in(db, CALL, language.value).version}
