"""Which version of each standard text a document carried, as it is kept with the document (B3, P9)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CarriedWording:
    """One standard text in one version: ``key`` of the text, ``version`` 'built-in 1' or a number,
    ``sha256`` of its words, by which it is told that they are still the same. ``text`` are those words, where
    they are at hand."""

    key: str
    version: str
    sha256: str
    text: str = field(default="", repr=False, compare=False)

    @classmethod
    def of(cls, key: str, version: str, text: str) -> CarriedWording:
        """That of a text at hand."""
        return cls(key, version, hashlib.sha256(text.encode()).hexdigest(), text)


def written(carried: Iterable[CarriedWording]) -> str:
    """As it is kept: a line each."""
    return "\n".join(f"{one.key}\t{one.version}\t{one.sha256}" for one in carried)


def read(kept: str) -> tuple[CarriedWording, ...]:
    """What is kept, without the words themselves."""
    return tuple(CarriedWording(*line.split("\t")) for line in kept.splitlines())


def standing_in(texts: Iterable[str], offered: Iterable[CarriedWording]) -> tuple[CarriedWording, ...]:
    """Those whose every line stands in the paragraphs of a document, each once: a template may leave one out.
    Which blank parts two words makes no difference."""
    said = "\n".join(_plain(text) for text in texts)
    return tuple(
        one
        for one in dict.fromkeys(offered)
        if one.text.strip() and all(_plain(line) in said for line in one.text.splitlines())
    )


def _plain(text: str) -> str:
    return " ".join(text.split())
