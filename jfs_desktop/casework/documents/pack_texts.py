"""The provider's own text of the induction pack: written, approved, published in versions (I15, JFS 3.20)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from jfs_desktop.casework.desk import drafts
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents.template_publishing import may_publish
from jfs_desktop.casework.documents.voluntary_wording import refuse_threats
from jfs_desktop.documents.papers.template import printable
from jfs_desktop.documents.wording import shipped_wording
from jfs_desktop.errors import BadInput, RefusedByRule
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.induction_pack import PackVersion
from jfs_desktop.records.staff import Staff
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.programme_lists import Choice
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.store.unit_of_work import Verb

PUBLISH = Verb("pack_texts.publish", "")
"""Not undone: a pack that went out names its version. Another version takes its place."""

PARAGRAPH: Final = "JFS 3.20"
FOR_YOU: Final = "for_you"
"""The section that is written for each person, or marked as not needed (AMB-76)."""
CONTACT: Final = "contact"
"""The section that says how the person reaches the provider."""
_LEAST: Final = 40
"""Letters and figures: fewer say nothing that somebody could go by."""
_WAY: Final = re.compile(r"[\w.+-]+@[\w-]+\.\w+|\+?\d(?:[ ()-]{0,2}\d){7,}")
"""An e-mail address, or a telephone number as people write it."""
_OWNER: Final = "induction-pack"

Texts = Mapping[DocumentLanguage, Mapping[str, str]]
"""By language and section."""


@dataclass(frozen=True, slots=True, repr=False)
class PackText(Discreet):
    """One published version. ``texts`` hold only the languages in which it was written."""

    id: UUID
    number: int
    texts: Texts = field(repr=False)
    approved_by: str
    published_at: datetime
    published_by: str


@dataclass(frozen=True, slots=True, repr=False)
class PackShelf(Discreet):
    """What the page of the pack shows: its sections, the text being worked on, and what was published,
    the newest first and in force."""

    sections: tuple[Choice, ...]
    working: Texts
    saved_at: datetime | None
    versions: tuple[PackText, ...]
    may_publish: bool

    @property
    def in_force(self) -> PackText | None:
        """The version that goes out now."""
        return self.versions[0] if self.versions else None


def sections_of(programme: Programme) -> tuple[Choice, ...]:
    """Every section that a pack has to hold, the person's own last."""
    asks = programme.fact_kinds[FactKind.PACK_SENT].asks
    return next(question.choices for question in asks if question.key == "sections")


def shelf(workspace: Workspace) -> PackShelf:
    """The pack as it stands."""
    draft = drafts.read(workspace, _OWNER)
    with workspace.reading() as db:
        versions = tuple(_view(db, row) for row in _rows(db))
    working = _unpacked(draft.body) if draft else (versions[0].texts if versions else {})
    return PackShelf(
        _written_by_provider(workspace.programme),
        working,
        draft.saved_at if draft else None,
        versions,
        may_publish(workspace),
    )


def in_force(db: Session) -> PackText | None:
    """The newest version, within a transaction that is open; None before the first."""
    row = next(iter(_rows(db)), None)
    return _view(db, row) if row is not None else None


def ways_in(text: str) -> tuple[str, ...]:
    """The telephone numbers and e-mail addresses that a text names."""
    return tuple(_WAY.findall(text))


def save_working(workspace: Workspace, texts: Texts) -> datetime:
    """Keep what is being written, as a draft."""
    body = {f"{language.value}.{key}": text for language, own in texts.items() for key, text in own.items()}
    return drafts.save_draft(workspace, _OWNER, body)


def starting_texts() -> Texts:
    """A wording to start from; nobody's procedure until it is made one's own."""
    return shipped_wording.pack_sections()


def publish(workspace: Workspace, texts: Texts, approved_by: str) -> Outcome[PackText]:
    """Put a version in force. It has every section in English; in Welsh it has all or none. Each says
    something of what it is there for.

    Raises BadInput (``field`` 'en.complaints' and the like, or 'approved_by'), RefusedByRule for who may
    not.
    """
    if not may_publish(workspace):
        raise RefusedByRule(
            "The induction pack is kept by head office: an analyst or an administrator.",
            remedy="Ask one of them, or change who works here in Settings.",
        )
    sections = _written_by_provider(workspace.programme)
    written = {
        language: own
        for language in DocumentLanguage
        if (own := _written(texts.get(language, {}), sections, language)) is not None
    }
    for language, own in written.items():
        for key, text in own.items():
            refuse_threats(workspace.programme, text, f"{language.value}.{key}")
    if sum(letter.isalpha() for letter in approved_by) < 2:
        raise BadInput("Say who approved this version.", field="approved_by", paragraph=PARAGRAPH)
    with workspace.changing(PUBLISH) as change:
        newest = next(iter(_rows(change.db)), None)
        row = PackVersion(
            id=workspace.new_key(),
            number=newest.number + 1 if newest is not None else 1,
            texts={language.value: own for language, own in written.items()},
            approved_by=approved_by.strip(),
            published_at=change.at,
            published_by=workspace.me.id,
        )
        change.db.add(row)
        drafts.drop(change, _OWNER)
        change.db.flush()
        view = _view(change.db, row)
    return Outcome(view, Changed.SETTINGS | Changed.DOCUMENTS, change_id=change.change_id)


def _written_by_provider(programme: Programme) -> tuple[Choice, ...]:
    return tuple(one for one in sections_of(programme) if one.key != FOR_YOU)


def _written(
    own: Mapping[str, str], sections: tuple[Choice, ...], language: DocumentLanguage
) -> dict[str, str] | None:
    """The text of each section; None for a translation that was not begun."""
    clean = {one.key: printable(own.get(one.key, "")).strip() for one in sections}
    if language is not DocumentLanguage.ENGLISH and not any(clean.values()):
        return None
    for one in sections:
        gap, remedy = _gap(one.key, clean[one.key], language)
        if gap:
            raise BadInput(
                f"The section '{one.name}' {gap}.",
                field=f"{language.value}.{one.key}",
                remedy=remedy,
                paragraph=PARAGRAPH,
            )
    return clean


def _gap(key: str, text: str, language: DocumentLanguage) -> tuple[str, str]:
    """What a section lacks and what to do, empty where it lacks nothing."""
    if not text:
        gap = "is empty" if language is DocumentLanguage.ENGLISH else "has no Welsh wording yet"
        return gap, "Every pack holds all of its sections."
    if sum(map(str.isalnum, text)) < _LEAST:
        return (
            "is too short to tell anybody anything",
            "Say it in a sentence or two, or begin with our wording.",
        )
    if not re.search(shipped_wording.pack_words(language, key), text, re.IGNORECASE):
        return (
            "does not say what it is there for",
            "Look at our wording for it, and say the same in your words.",
        )
    return "", ""


def _rows(db: Session) -> list[PackVersion]:
    return list(db.scalars(select(PackVersion).order_by(PackVersion.number.desc())))


def _view(db: Session, row: PackVersion) -> PackText:
    return PackText(
        row.id,
        row.number,
        {DocumentLanguage(language): dict(own) for language, own in row.texts.items()},
        row.approved_by,
        row.published_at,
        db.get_one(Staff, row.published_by).name,
    )


def _unpacked(body: Mapping[str, str]) -> Texts:
    found: dict[DocumentLanguage, dict[str, str]] = {}
    for name, text in body.items():
        language, _, key = name.partition(".")
        found.setdefault(DocumentLanguage(language), {})[key] = text
    return found
