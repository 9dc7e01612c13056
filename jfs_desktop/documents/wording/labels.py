"""The words that the program writes into documents, in the person's language; a gap is told, never filled."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from jfs_desktop.paths import resource
from jfs_desktop.rules.person.document_language import DocumentLanguage, MissingTranslation

_VOWELS = frozenset("aeiouwyâêîôûŵŷáéíóúäëïöü")


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one language: by group and key, and the names of the programme by their English."""

    language: DocumentLanguage
    groups: Mapping[str, Mapping[str, str]]

    def of(self, group: str, key: str, **values: object) -> str:
        """A label with its values put in. Raises MissingTranslation."""
        return self.pattern(group, key).format(**values)

    def pattern(self, group: str, key: str) -> str:
        """A label as it is written down, with its gaps. Raises MissingTranslation."""
        found = self.groups.get(group, {}).get(key)
        if found is None:
            raise MissingTranslation(f"{group}: {key.replace('_', ' ')}", self.language)
        return found

    def name(self, english: str) -> str:
        """What the programme calls something, in this language. Raises MissingTranslation."""
        found = self.known(english)
        if found is None:
            raise MissingTranslation(english, self.language)
        return found

    def known(self, english: str) -> str | None:
        """The same for a text that may have been typed; None where nothing of the programme is called so."""
        if self.language is DocumentLanguage.ENGLISH or not english:
            return english
        return self.groups.get("names", {}).get(english)

    def both(self, first: str, second: str) -> str:
        """'Priya Nair and Rosa Khan'; in Welsh the word differs before a vowel."""
        if self.language is DocumentLanguage.ENGLISH:
            return f"{first} and {second}"
        return f"{first} {'ac' if second[:1].lower() in _VOWELS else 'a'} {second}"


@cache
def labels_in(language: DocumentLanguage) -> Labels:
    """The labels of a language."""
    with resource("documents", "labels.toml").open("rb") as file:
        held = tomllib.load(file)
    return Labels(language, held.get(language.value, {}))
