"""The standard texts as they come with the program: version 1 of each block, and a wording to start from for
each section of the induction pack (B3, I15)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from jfs_desktop.paths import resource
from jfs_desktop.rules.person.document_language import DocumentLanguage


@cache
def blocks() -> Mapping[str, Mapping[str, Any]]:
    """What wording.toml says of each block, by key: 'name', 'paragraph', and its text by language."""
    with resource("documents", "wording.toml").open("rb") as file:
        return {said["key"]: said for said in tomllib.load(file)["blocks"]}


def name_of(key: str) -> str:
    """What a block is called; one that is no longer there by its key."""
    known = blocks().get(key)
    return str(known["name"]) if known is not None else key


@cache
def pack_sections() -> Mapping[DocumentLanguage, Mapping[str, str]]:
    """The text of each section that the provider writes, by language and key."""
    return {
        language: {key: text.strip() for key, text in _pack()[language.value].items()}
        for language in DocumentLanguage
    }


def pack_words(language: DocumentLanguage, key: str) -> str:
    """The pattern of words of which a section of the pack holds one, whoever writes it; '' where any do."""
    return str(_pack()["words"][language.value].get(key, ""))


@cache
def _pack() -> Mapping[str, Any]:
    with resource("documents", "induction-pack.toml").open("rb") as file:
        return tomllib.load(file)


def lines(key: str, language: DocumentLanguage) -> list[str]:
    """The paragraphs of a block. Raises KeyError where it does not come in that language."""
    text: str = blocks()[key][language.value]
    return [line.strip() for line in text.splitlines() if line.strip()]
