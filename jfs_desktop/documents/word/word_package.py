"""The one door through which a Word file from outside comes in (SECURITY 4, malicious DOCX and zip bomb).

Nothing is written to a disk, no address is followed, and no name inside the file is used as a path. What
passes has been inflated within limits, holds no macros and no document type definition, and every XML part
of it has been read once by a parser that opens nothing.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from lxml import etree

from jfs_desktop.documents.files import word_refusals as refusals
from jfs_desktop.documents.files.word_refusals import WordFileRefused, shown
from jfs_desktop.documents.word import word_elsewhere
from jfs_desktop.documents.word.word_main import TwoTexts, under_usual_name
from jfs_desktop.rules.writing.discreet import Discreet

MOST_BYTES: Final = 50 * 1024 * 1024
"""Of the file as it comes."""
MOST_ENTRIES: Final = 2_000
MOST_INFLATED: Final = 100_000_000
"""Bytes of all entries together, counted while they are inflated and not as the file says."""
MOST_RATIO: Final = 100
RATIO_COUNTS_FROM: Final = 256 * 1024
"""A smaller entry does no harm, however well it is packed."""
MOST_XML: Final = 40_000_000
"""Bytes of all XML parts together: the document of 300 pages has some 10 million."""
MOST_TAGS: Final = 1_000_000
MOST_ATTRIBUTES: Final = 1_500_000
"""What a parser makes of a tag or an attribute takes some twenty times the room it takes in the file."""

_TYPES: Final = "[Content_Types].xml"
_MAIN_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}.main+xml"
_DOCUMENT_TYPE: Final = _MAIN_TYPE.format("document")
_TEMPLATE_TYPE: Final = _MAIN_TYPE.format("template")
_LONGEST_DIRECTORY: Final = MOST_ENTRIES * 300
_END: Final = b"PK\x05\x06"
_END_LENGTH: Final = 22
_FAR_END: Final = b"PK\x06\x07"
_FAR_END_LENGTH: Final = 20
_LOCKED: Final = 0x1
_CHUNK: Final = 256 * 1024
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_ENCODING: Final = re.compile(rb"encoding\s*=\s*['\"]([^'\"]*)")
_WRITTEN_AT: Final = (2021, 1, 1, 0, 0, 0)
_BROKEN = (
    zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, struct.error,
    zlib.error, UnicodeError, IndexError, KeyError, OverflowError,
)  # fmt: skip
"""What the readers of zip files raise on damaged ones."""


class Elsewhere(Enum):
    """What becomes of whatever a file fetches from elsewhere or carries of another program.

    Addresses that a reader may click on stay either way: nothing here follows them.
    """

    DROP = "drop"
    """Left out, and named in ``WordPackage.dropped``: for a CV that is only read."""
    REFUSE = "refuse"
    """The file is refused: for a template that goes out again to others."""


@dataclass(frozen=True, slots=True, repr=False)
class WordPackage(Discreet):
    """The parts of a Word file by name ('word/document.xml'), in the order of the file.

    ``dropped`` names in a person's words what was left out of it.
    """

    name: str
    parts: Mapping[str, bytes] = field(repr=False)
    dropped: tuple[str, ...] = ()

    def packed(self) -> bytes:
        """The .docx of these parts; the same parts give the same bytes."""
        return packed(self.parts)


def open_word(content: bytes, name: str = "", *, elsewhere: Elsewhere = Elsewhere.DROP) -> WordPackage:
    """The parts of a .docx, checked. ``name`` is the file's name for the sentence of a refusal.

    Raises WordFileRefused, in one plain sentence with what to do: for what is no Word document (.doc, .rtf,
    .odt, PDF and others are named), is locked with a password, damaged or cut off, too large in any
    respect, or holds macros or a document type definition; and, with ``Elsewhere.REFUSE``, for what
    fetches anything from elsewhere or carries an object of another program.
    """
    if len(content) > MOST_BYTES:
        raise refusals.too_large(name, f"larger than {MOST_BYTES // 1024**2} MB")
    refusals.refuse_stranger(content, name)
    parts = _with_text(_inflated(content, name), name)
    refusals.refuse_other_zip(parts, name)
    _refuse_macros(parts, name)
    _refuse_xml(parts, name)
    parts = _as_document(parts)
    if elsewhere is Elsewhere.REFUSE:
        found = word_elsewhere.found_in(parts)
        if found:
            raise refusals.fetches(name, found[0])
        return WordPackage(name, parts)
    kept, dropped = word_elsewhere.without(parts)
    return WordPackage(name, kept, dropped)


def as_document(content: bytes, name: str = "") -> bytes:
    """A file that Word keeps as a template of its own (.dotx) as a document; any other to the byte.

    Raises WordFileRefused as :func:`open_word` does.
    """
    parts = _inflated(content, name)
    changed = _as_document(parts)
    return content if changed is parts else packed(changed)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A zip file of the parts under a fixed time, so that the same parts give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in parts.items():
            entry = zipfile.ZipInfo(part, _WRITTEN_AT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    return out.getvalue()


def safe_parser() -> etree.XMLParser:
    """A parser that opens nothing, replaces no entity, and gives up on trees too deep or text too long."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _inflated(content: bytes, name: str) -> dict[str, bytes]:
    _refuse_directory(content, name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            if len(entries) > MOST_ENTRIES:
                raise refusals.too_large(name, f"made of more than {MOST_ENTRIES:,} pieces")
            return _read(package, entries, len(content), name)
    except _BROKEN:
        raise refusals.damaged(name) from None


def _with_text(parts: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    try:
        return under_usual_name(parts)
    except TwoTexts:
        raise refusals.damaged(name) from None


def _refuse_directory(content: bytes, name: str) -> None:
    """The list of entries is measured before anything is made of it: its reader believes every line."""
    end = len(content) - _END_LENGTH
    if content[end : end + 4] != _END or content[-2:] != b"\0\0":
        end = content.rfind(_END, max(0, len(content) - _END_LENGTH - 0xFFFF))
    if end < 0 or len(content) < end + _END_LENGTH:
        raise refusals.damaged(name)
    (length,) = struct.unpack_from("<I", content, end + 12)
    far = content[max(0, end - _FAR_END_LENGTH) : end].startswith(_FAR_END)
    if far or length > _LONGEST_DIRECTORY:
        raise refusals.too_large(name, f"made of more than {MOST_ENTRIES:,} pieces")


def _read(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo], size: int, name: str) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    seen: set[str] = set()
    left = MOST_INFLATED
    for entry in entries:
        if entry.is_dir():
            continue
        if entry.flag_bits & _LOCKED:
            raise refusals.locked(shown(name))
        if entry.filename.lower() in seen or not _fit_for_a_name(entry.filename):
            raise refusals.damaged(name)
        seen.add(entry.filename.lower())
        read = _entry(package, entry, left, name)
        left -= len(read)
        inflated = MOST_INFLATED - left
        # Entries may lie over one another in the file, so the whole is measured as well.
        if inflated > RATIO_COUNTS_FROM and inflated > MOST_RATIO * size:
            raise refusals.too_large(name, "packed so tightly that it may be a trap")
        parts[entry.filename] = read
    return parts


def _entry(package: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int, name: str) -> bytes:
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refusals.damaged(name)
    read = bytearray()
    with package.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            read += chunk
            if len(read) > left:
                raise refusals.too_large(name, f"larger than {MOST_INFLATED // 10**6} MB once unpacked")
            if len(read) > RATIO_COUNTS_FROM and len(read) > MOST_RATIO * entry.compress_size:
                raise refusals.too_large(name, "packed so tightly that it may be a trap")
    if len(read) != entry.file_size:
        raise refusals.damaged(name)
    return bytes(read)


def _fit_for_a_name(part: str) -> bool:
    """Whether a part is called as parts are: never used as a path here, but others may."""
    steps = part.split("/")
    return part.isprintable() and not set(part) & set('\\:*?"<>|') and not {"", ".", ".."} & set(steps)


def _refuse_macros(parts: Mapping[str, bytes], name: str) -> None:
    files = {part.rpartition("/")[2].lower() for part in parts}
    if {"vbaproject.bin", "vbadata.xml"} & files:
        raise refusals.macros(name)
    types = parts[_TYPES].lower()
    if b"macroenabled" in types or b"vbaproject" in types:
        raise refusals.macros(name)


def _refuse_xml(parts: Mapping[str, bytes], name: str) -> None:
    written = {part: _as_utf_8(content, name) for part, content in parts.items() if is_xml(part)}
    if sum(map(len, written.values())) > MOST_XML:
        raise refusals.too_large(name, "longer than any document a person reads")
    for mark, most in ((b"<", MOST_TAGS), (b"=", MOST_ATTRIBUTES)):
        if sum(content.count(mark) for content in written.values()) > most:
            raise refusals.too_large(name, "longer than any document a person reads")
    for part, content in written.items():
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise refusals.hidden_definitions(name)
        try:
            etree.fromstring(parts[part], safe_parser())
        except (etree.XMLSyntaxError, ValueError):
            raise refusals.damaged(name) from None


def _as_document(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The same parts under the type of a document: other programs open no .dotx, and Word opens none that
    is called .docx."""
    types = etree.fromstring(parts[_TYPES], safe_parser())
    told = [entry for entry in types if entry.get("ContentType") == _TEMPLATE_TYPE]
    if not told:
        return parts
    for entry in told:
        entry.set("ContentType", _DOCUMENT_TYPE)
    rewritten: bytes = etree.tostring(types, xml_declaration=True, encoding="UTF-8", standalone=True)
    return {**parts, _TYPES: rewritten}


def is_xml(part: str) -> bool:
    """Whether a part is written in XML, by its name."""
    return part.lower().endswith((".xml", ".rels"))


def _as_utf_8(content: bytes, name: str) -> bytes:
    """For looking only. A part may be written in UTF-8 or UTF-16 and in nothing else (ECMA-376 part 2)."""
    if content.startswith(_UTF_16):
        try:
            return content.decode("utf-16").encode()
        except UnicodeError:
            raise refusals.damaged(name) from None
    head = content[:200].lower()
    said = _ENCODING.search(head)
    if b"\0" in head or (said and said[1] not in (b"utf-8", b"us-ascii")):
        raise refusals.damaged(name)
    return content


__all__ = [
    "Elsewhere",
    "WordFileRefused",
    "WordPackage",
    "as_document",
    "is_xml",
    "open_word",
    "packed",
    "safe_parser",
]
