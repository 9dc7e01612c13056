"""What every paper to or about a person shares: who issues it, how it is called, how to reach the office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from jfs_desktop.clock import london_day
from jfs_desktop.documents.papers.template import WordTemplate, load_template, printable
from jfs_desktop.documents.word.properties import Properties
from jfs_desktop.documents.wording.labels import Labels, labels_in
from jfs_desktop.paths import resource
from jfs_desktop.rules.person.document_language import DocumentLanguage, long_day
from jfs_desktop.rules.writing.carried_wording import CarriedWording
from jfs_desktop.rules.writing.discreet import Discreet


@dataclass(frozen=True, slots=True, repr=False)
class Issuer(Discreet):
    """Who issues a paper and how that office is reached. ``service`` is the programme's name in full (B1)."""

    service: str
    provider: str
    adviser: str = ""
    telephone: str = ""
    email: str = ""

    def contact(self, words: Labels) -> list[str]:
        """One line for the adviser and each way to reach the office."""
        told = (
            ("contact_adviser", "adviser", self.adviser),
            ("contact_telephone", "telephone", self.telephone),
            ("contact_email", "email", self.email),
        )
        return [words.of("paper", key, **{name: value}) for key, name, value in told if value]


@dataclass(frozen=True, slots=True, repr=False)
class Paper(Discreet):
    """A paper before it is filled in: ``title`` in English, by which its Welsh is found; ``fields`` are those
    that only this kind has."""

    kind: str
    title: str
    issuer: Issuer = field(repr=False)
    participant: str = field(repr=False)
    made_at: datetime
    language: DocumentLanguage = DocumentLanguage.ENGLISH
    reference: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict, repr=False)
    wording: tuple[CarriedWording, ...] = ()
    """The standard texts among the fields, in the versions that were in use."""

    @property
    def words(self) -> Labels:
        """The labels of its language."""
        return labels_in(self.language)

    def filled(self) -> dict[str, Any]:
        """Every field that its template may use. Raises MissingTranslation."""
        words, issuer = self.words, self.issuer
        return {
            "title": words.name(self.title),
            "service": issuer.service,
            "provider": issuer.provider,
            "participant": self.participant,
            "adviser": issuer.adviser,
            "adviser_or_team": issuer.adviser or words.of("paper", "our_team", provider=issuer.provider),
            "reference": self.reference,
            "printed": long_day(london_day(self.made_at), self.language),
            "contact": issuer.contact(words),
            **self.fields,
        }


def render(paper: Paper, using: WordTemplate | None = None) -> bytes:
    """The finished .docx. Raises TemplateProblem when the template is at fault, and MissingTranslation."""
    filled = paper.filled()
    provider = printable(paper.issuer.provider)
    title = paper.words.of(
        "paper", "delivered_by", title=filled["title"], service=paper.issuer.service, provider=provider
    )
    properties = Properties(title, provider, paper.made_at, paper.language.tag)
    return (using or load_template(shipped(paper.kind, paper.language))).fill(filled, properties)


def shipped(kind: str, language: DocumentLanguage) -> Path:
    """The template that comes with the program."""
    ending = "" if language is DocumentLanguage.ENGLISH else f".{language.value}"
    return resource("documents", f"{kind.replace('_', '-')}{ending}.docx")


def file_name(paper: Paper) -> str:
    """A name for the file, with the full names and no person's (AMB-56)."""
    safe = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in paper.reference)
    parts = (paper.issuer.service, paper.words.name(paper.title), safe.strip("-"))
    return " - ".join(part for part in parts if part) + ".docx"


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a typed text; empty lines are left out."""
    return [line.strip() for line in printable(text).split("\n") if line.strip()]
