"""What a pack of evidence holds, told before it becomes pages and files (I18, MI12)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Final

from jfs_desktop.rules.writing.discreet import Discreet

INDEX: Final = "index.html"
MISSING: Final = "missing.html"
SUMS: Final = "SHA256SUMS"
"""In the form that `sha256sum -c` reads."""


@dataclass(frozen=True, slots=True, repr=False)
class PackFile(Discreet):
    """One file: its ``path`` in the pack, cleaned already, and what it is called on the page."""

    path: str
    label: str
    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True, repr=False)
class PackDigest(Discreet):
    """The hash of a file that stands behind another piece: what it is called, and its ``path`` in the pack,
    '' where it is not there."""

    told: str
    sha256: str
    path: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class PackRow(Discreet):
    """One piece of evidence; ``digests`` are of files that it names and another piece holds."""

    title: str
    when: str
    who: str
    state: str
    details: tuple[str, ...] = ()
    files: tuple[PackFile, ...] = ()
    digests: tuple[PackDigest, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class PackSection(Discreet):
    """One class of evidence."""

    key: str
    name: str
    paragraph: str
    rows: tuple[PackRow, ...]


@dataclass(frozen=True, slots=True, repr=False)
class PackGap(Discreet):
    """Something that is not there, in plain words with what to do."""

    name: str
    text: str
    todo: str
    paragraph: str


@dataclass(frozen=True, slots=True, repr=False)
class PackLog(Discreet):
    """A log as a table: a page to read and a file for a spreadsheet. ``told`` says what it holds."""

    key: str
    title: str
    told: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shown: tuple[int, ...]
    """Which columns the page shows; the file has all."""


@dataclass(frozen=True, slots=True, repr=False)
class Pack(Discreet):
    """Everything of a pack. ``who`` are names and values of its head; ``left_out`` says, a sentence each,
    what of the case is not in it; ``made`` who made it and when."""

    programme: str
    title: str
    made: str
    who: tuple[tuple[str, str], ...]
    sections: tuple[PackSection, ...]
    gaps: tuple[PackGap, ...]
    left_out: tuple[str, ...]
    logs: tuple[PackLog, ...]

    @property
    def files(self) -> tuple[PackFile, ...]:
        """The files of every section."""
        return tuple(file for section in self.sections for row in section.rows for file in row.files)
