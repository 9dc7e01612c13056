"""What the check of a template found, in words for whoever edits it in Word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from jfs_desktop.rules.writing.discreet import Discreet

LONGEST_NEAR: Final = 70


class Severity(StrEnum):
    """How much a finding weighs."""

    REFUSED = "refused"
    """The file is not taken, or cannot be filled at all."""
    MEND = "mend"
    """It cannot be published before this is mended."""
    ADVICE = "advice"
    """It can be published; somebody would be better served without it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the file: ``part`` is 'text', 'header', 'footer' or 'notes'; ``paragraph`` counts from 1 in
    that part, those in tables too; ``cell`` is table, row and column from 1. ``near`` quotes it."""

    part: str = "text"
    paragraph: int = 0
    cell: tuple[int, int, int] | None = None
    near: str = ""

    @property
    def words(self) -> str:
        """'Paragraph 14' or 'Table 1, row 3, column 2'; empty for the file as a whole."""
        if self.part in ("header", "footer"):
            where = f"{self.part.capitalize()}, paragraph {self.paragraph}"
        elif self.cell is not None:
            where = "Table {}, row {}, column {}".format(*self.cell)
        elif self.paragraph:
            where = f"Paragraph {self.paragraph}" if self.part == "text" else f"Note {self.paragraph}"
        else:
            return f"Near ‘{self.near}’" if self.near else ""
        return f"{where}, near ‘{self.near}’" if self.near else where


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: what it is in a plain sentence, what to do, and the paragraph that asks for it.

    ``key`` names the sort of finding ('unknown-field'), ``guess`` what was probably meant.
    """

    key: str
    severity: Severity
    text: str
    remedy: str
    place: Place = Place()
    paragraph: str = ""
    guess: str = ""


@dataclass(frozen=True, slots=True)
class NameCheck:
    """One of the six checks of the name and the logo (JFS 1.38). ``state`` is 'passed', 'failed', 'ask'
    (only a person can tell), 'confirmed' (a person has) or 'not needed'."""

    key: str
    text: str
    state: str
    said: str = ""

    @property
    def failed(self) -> bool:
        return self.state == "failed"

    def as_kept(self) -> dict[str, Any]:
        """As it stands in the record."""
        return {"key": self.key, "text": self.text, "state": self.state, "said": self.said}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> NameCheck:
        """From the record."""
        return cls(kept["key"], kept["text"], kept["state"], kept.get("said", ""))


@dataclass(frozen=True, slots=True, repr=False)
class Examination(Discreet):
    """The whole check of one file. ``sample`` is the template filled for an invented person, empty where it
    cannot be filled; ``asked`` are the fields that it uses."""

    kind: str
    language: str
    name: str
    sha256: str
    findings: tuple[Finding, ...] = ()
    checks: tuple[NameCheck, ...] = ()
    asked: tuple[str, ...] = ()
    sample: bytes = field(default=b"", repr=False)

    @property
    def taken(self) -> bool:
        """Whether the file may come into the library at all."""
        return not any(one.key == "file" for one in self.findings)

    @property
    def sound(self) -> bool:
        """Whether nothing stands against publishing it, but for what only a person can tell."""
        return not any(one.severity is not Severity.ADVICE for one in self.findings) and not any(
            check.failed for check in self.checks
        )

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """Those of one weight."""
        return tuple(one for one in self.findings if one.severity is severity)


def quoted(text: str) -> str:
    """A piece of a document as a finding quotes it."""
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST_NEAR else plain[: LONGEST_NEAR - 1].rstrip() + "…"
