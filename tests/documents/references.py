"""Reference documents: every part of every finished document in a form that people can read and compare.

A folder a document in tests/documents/reference, one text file a part, and ``parts.txt``, which lists the
parts in the order of the package. What several documents share stands once, in ``shared``. XML is canonical,
a tag a line; anything else is kept as its hash. With ``--update-references``, test_references.py writes them
anew.
"""

from __future__ import annotations

import difflib
import hashlib
import io
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

KEPT = Path(__file__).with_name("reference")
LIST, SHARED = "parts.txt", "shared"
MOST_LINES = 60
"""Of a difference that is shown: the rest is counted."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a package: its name and what it says."""

    name: str
    text: str

    @property
    def shared_as(self) -> str:
        """What it is called where it stands for several documents."""
        digest = hashlib.sha256(self.text.encode()).hexdigest()[:10]
        return f"{self.name.replace('/', '.')}.{digest}.txt"


def parts_of(docx: bytes) -> tuple[Part, ...]:
    """The parts of a document, in the order of its package."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return tuple(Part(name, _readable(name, package.read(name))) for name in package.namelist())


def _readable(name: str, content: bytes) -> str:
    if not name.endswith((".xml", ".rels")):
        return f"sha256 {hashlib.sha256(content).hexdigest()}, {len(content)} bytes\n"
    # In canonical XML a text holds no '<', so that this breaks between tags alone and loses nothing.
    return ElementTree.canonicalize(content.decode("utf-8")).replace("><", ">\n<") + "\n"


def kept(name: str) -> tuple[Part, ...] | None:
    """The reference of a document; None where there is none yet."""
    listed = KEPT / name / LIST
    if not listed.is_file():
        return None
    return tuple(_kept(name, line) for line in listed.read_text("utf-8").splitlines())


def _kept(name: str, line: str) -> Part:
    part, _, where = line.partition("  ")
    return Part(part, (KEPT / (where or f"{name}/{part}.txt")).read_text("utf-8"))


def differences(documents: Mapping[str, tuple[Part, ...]]) -> str:
    """What documents say otherwise than their references, part by part, as a person reads it; '' for none.
    What several of them have in common is told once."""
    told: dict[tuple[str, str], list[str]] = {}
    for name, made in documents.items():
        for part, text in _differences(kept(name), made):
            told.setdefault((part, text), []).append(name)
    return "\n".join(f"{part} of {', '.join(names)}:\n{text}" for (part, text), names in told.items())


def _differences(known: tuple[Part, ...] | None, made: tuple[Part, ...]) -> Iterator[tuple[str, str]]:
    if known is None:
        yield "Every part", "there is no reference yet"
        return
    before, now = {one.name: one.text for one in known}, {one.name: one.text for one in made}
    yield from ((part, "it is gone") for part in before if part not in now)
    yield from ((part, "it is new") for part in now if part not in before)
    if set(before) == set(now) and list(before) != list(now):
        yield "The package", f"its parts stand in another order: {', '.join(now)}"
    for part, text in now.items():
        if before.get(part, text) != text:
            yield part, _difference(before[part], text)


def _difference(before: str, now: str) -> str:
    sides = before.splitlines(), now.splitlines()
    lines = list(difflib.unified_diff(*sides, "reference", "made now", n=2, lineterm=""))
    more = len(lines) - MOST_LINES
    return "\n".join([*lines[:MOST_LINES], *([f"… and {more} lines more"] if more > 0 else [])])


def update(documents: Mapping[str, tuple[Part, ...]]) -> None:
    """Write the references of all documents anew, and take away those of documents that are no more."""
    shutil.rmtree(KEPT, ignore_errors=True)
    times = Counter(one for parts in documents.values() for one in parts)
    for name, parts in documents.items():
        lines = []
        for one in parts:
            where = f"{SHARED}/{one.shared_as}" if times[one] > 1 else f"{name}/{one.name}.txt"
            lines.append(f"{one.name}  {where}" if times[one] > 1 else one.name)
            _write(KEPT / where, one.text)
        _write(KEPT / name / LIST, "".join(f"{line}\n" for line in lines))


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
