"""Before a PDF from outside is read: is it one, can it be read, and does it unpack within limits?

Every packed stream is unpacked here by pieces that are counted and thrown away, so that a small file which
swells to gigabytes is refused before anything is made of it.
"""

from __future__ import annotations

import re
import zlib
from typing import Final

from jfs_desktop.documents.word_refusals import shown
from jfs_desktop.errors import UserError

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_PAGES: Final = 20
MOST_UNPACKED: Final = 48 * 1024 * 1024
"""Of all streams together; a CV with a large photograph has some 30 million."""
MOST_STREAMS: Final = 5_000
_CHUNK: Final = 64 * 1024
_STREAM: Final = re.compile(rb"stream\r?\n")
_NAME_ESCAPE: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_LONGEST_DICTIONARY: Final = 2048
_LOOSE_PACKING: Final = (b"/LZWDecode", b"/LZW", b"/RunLengthDecode", b"/JBIG2Decode", b"/BrotliDecode")
_MOST_LOOSE: Final = 16 * 1024
"""Bytes of a stream in a packing that is not counted here; such a one swells up to 2,700 times."""


class PdfRefused(UserError):
    """A PDF is not taken as a CV: the text says why, the remedy what to do."""

    default_title = "This file cannot be taken"


def check_pdf(content: bytes, name: str) -> None:
    """Raises PdfRefused in one plain sentence for what is no PDF, locked, or swells beyond all bounds."""
    if len(content) > MOST_BYTES:
        raise too_large(name, f"larger than {MOST_BYTES // 1024**2} MB")
    if b"%PDF-" not in content[:1024]:
        raise damaged(name)
    left, streams = MOST_UNPACKED, 0
    place = 0
    while found := _STREAM.search(content, place):
        streams += 1
        ends = content.find(b"endstream", found.end())
        ends = len(content) if ends < 0 else ends
        words = _plain_names(content[max(0, found.start() - _LONGEST_DICTIONARY) : found.start()])
        left -= _unpacked(memoryview(content)[found.end() : ends], words.rpartition(b"endobj")[2], left, name)
        if left < 0 or streams > MOST_STREAMS:
            raise trap(name)
        place = found.end()
    if re.search(rb"/Encrypt\b", _plain_names(content)):
        raise locked(name)


def _unpacked(stream: memoryview, words: bytes, most: int, name: str) -> int:
    """Bytes that a stream swells to, at most a little over ``most``; packed twice counts twice.

    ``words`` are what stands before it, its dictionary among them.
    """
    if any(packing in words for packing in _LOOSE_PACKING) and len(stream) > _MOST_LOOSE:
        raise trap(name)
    layers = words.count(b"/FlateDecode") + words.count(b"/Fl ") + words.count(b"/Fl]") + words.count(b"/Fl/")
    if layers > 2:
        raise trap(name)
    # What does not say how it is packed is tried all the same: a dictionary may stand elsewhere.
    first = zlib.decompressobj()
    second = zlib.decompressobj() if layers == 2 else None
    total = 0
    for at in range(0, len(stream), _CHUNK):
        piece = bytes(stream[at : at + _CHUNK])
        while piece and total <= most:
            try:
                out = first.decompress(piece, _CHUNK)
                total += len(out)
                if second is not None:
                    total += _counted(second, out, most - total)
            except zlib.error:
                return total
            piece = first.unconsumed_tail
    return total


def _counted(stream: zlib._Decompress, piece: bytes, most: int) -> int:
    total = 0
    while piece and total <= most:
        total += len(stream.decompress(piece, _CHUNK))
        piece = stream.unconsumed_tail
    return total


def _plain_names(content: bytes) -> bytes:
    """Names may be spelt with signs, '/#45ncrypt'."""
    if b"#" not in content:
        return content
    return _NAME_ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), content)


def locked(name: str) -> PdfRefused:
    return PdfRefused(
        f"{shown(name)} is protected with a password.",
        remedy="Save it without protection, or bring in the Word file.",
    )


def damaged(name: str) -> PdfRefused:
    return PdfRefused(
        f"{shown(name)} is damaged or is not a PDF.",
        remedy="Save it again as PDF, or bring in the Word file.",
    )


def too_large(name: str, what: str) -> PdfRefused:
    """``what`` follows 'is'."""
    return PdfRefused(
        f"{shown(name)} is {what}, so it is not read as a CV.",
        remedy="Bring in the CV alone, without annexes.",
    )


def trap(name: str) -> PdfRefused:
    return PdfRefused(
        f"{shown(name)} is packed so tightly that it may be a trap.",
        remedy="Ask whoever sent it to save it as PDF again, or bring in the Word file.",
    )


def scanned(name: str) -> PdfRefused:
    return PdfRefused(
        f"{shown(name)} is a picture of a CV: it holds no text that can be read.",
        remedy="Bring in the Word file, or type the CV in; the picture can be attached to the case.",
    )
