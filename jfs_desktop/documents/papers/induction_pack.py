"""The induction pack: the provider's own text under the sections that the guidance wants (I15, JFS 3.20)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from jfs_desktop.documents.papers.letters import Recipient
from jfs_desktop.documents.papers.paper import Issuer, Paper
from jfs_desktop.documents.papers.template import printable
from jfs_desktop.documents.wording.labels import labels_in
from jfs_desktop.documents.wording.rich_lines import rich_lines
from jfs_desktop.rules.person.document_language import long_day
from jfs_desktop.rules.writing.discreet import Discreet

KIND = "induction_pack"
TITLE = "Induction pack"


@dataclass(frozen=True, slots=True, repr=False)
class PackText(Discreet):
    """The text of one version in one language, by section ('complaints', 'data_protection', 'contact',
    'expectations'), with the standard wording that goes with it and what is only for this person; both may
    have bold, lists and links (``rules.rich_text``)."""

    version: str
    published_on: date
    sections: Mapping[str, str] = field(repr=False)
    insert: str = field(default="", repr=False)
    privacy_notice: Sequence[str] = ()
    conditionality: Sequence[str] = ()


def pack(to: Recipient, issuer: Issuer, made_at: datetime, text: PackText, *, first_name: str) -> Paper:
    """The pack for one person."""
    version = labels_in(to.language).of(
        "paper", "pack_version", version=text.version, day=long_day(text.published_on, to.language)
    )
    own = {key: rich_lines(printable(words)) for key, words in text.sections.items()}
    fields = {
        **own,
        "first_name": first_name,
        "version": text.version,
        "version_line": version,
        "contact": [*own.get("contact", ()), *issuer.contact(labels_in(to.language))],
        "for_you": rich_lines(printable(text.insert)),
        "privacy_notice": list(text.privacy_notice),
        "conditionality": list(text.conditionality),
    }
    return Paper(KIND, TITLE, issuer, to.name, made_at, to.language, to.reference, fields)
