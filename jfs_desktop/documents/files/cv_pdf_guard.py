"""Before a PDF from outside is read: is it one, can it be read, and does it unpack within limits?

Pictures are blanked, for only the words are read. Every other packed stream is unpacked here by pieces that
are counted and thrown away, so that a small file which swells to gigabytes is refused before anything is made
of it: a reader spends its time by what a page says to be drawn, and cannot be interrupted.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from jfs_desktop.documents.files.word_refusals import shown
from jfs_desktop.errors import UserError

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_PAGES: Final = 20
MOST_UNPACKED: Final = 4 * 1024 * 1024
"""Of all streams but pictures together; a CV of three pages with its fonts has some 300,000."""
MOST_STREAMS: Final = 5_000
_MOST_HIDDEN: Final = 128 * 1024
"""Packed bytes of objects in a locked file, which are unpacked before they can be measured: to 130 MB at the
worst, and in a CV to a few hundred thousand."""
_CHUNK: Final = 64 * 1024
_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_PICTURE: Final = re.compile(rb"/Subtype\s*/Image\b")
_NAME_ESCAPE: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_CALL: Final = re.compile(rb"\bDo\b")
_MOST_DRAWN: Final = 64 * 1024 * 1024
_LOOSE_PACKING: Final = (
    b"/LZW", b"/RunLengthDecode", b"/RL", b"/ASCII85Decode", b"/A85", b"/ASCIIHexDecode", b"/AHx", b"/Brotli",
)  # fmt: skip
_MOST_LOOSE: Final = 16 * 1024
"""Bytes of a stream in a packing that is not counted here; such a one swells up to 2,700 times."""


class PdfRefused(UserError):
    """A PDF is not taken as a CV: the text says why, the remedy what to do."""

    default_title = "This file cannot be taken"


def checked_pdf(content: bytes, name: str, *, largest: int = MOST_BYTES, most: int = MOST_UNPACKED) -> bytes:
    """The file with its pictures blanked, every byte else at its place. ``largest`` are its bytes as it
    comes, ``most`` those of all else that is packed in it.

    Raises PdfRefused in one plain sentence for what is no PDF, locked, or swells beyond all bounds.
    """
    cleaned = _measured(content, name, largest, most)
    if is_locked(content):
        raise locked(name)
    return cleaned


def _measured(content: bytes, name: str, largest: int, most: int, most_hidden: int | None = None) -> bytes:
    """The same of a file that may be locked, where only the streams that are not locked can be unpacked;
    ``most_hidden`` are the bytes of streams of objects that it may hold, which cannot."""
    if len(content) > largest:
        raise too_large(name, f"larger than {largest // 1024**2} MB")
    if b"%PDF-" not in content[:1024]:
        raise damaged(name)
    cleaned = bytearray(content)
    left, streams, blanked, place = most, 0, 0, 0
    drawn = _Drawn()
    while found := _STREAM.search(content, place):
        streams += 1
        ends = content.find(b"endstream", found.end())
        ends = len(content) if ends < 0 else ends
        # All that stands between two streams, since a dictionary may be as long as it likes.
        words = _plain_names(content[place : found.start()])
        if _PICTURE.search(words.rpartition(b"endobj")[2]):
            cleaned[found.end() : ends] = bytes(ends - found.end())
            blanked += ends - found.end()
        else:
            if most_hidden is not None and b"/First" in words:
                most_hidden -= ends - found.end()
            left -= _unpacked(memoryview(content)[found.end() : ends], words, left, drawn, name)
        if left < 0 or (most_hidden or 0) < 0 or streams > MOST_STREAMS:
            raise trap(name)
        place = ends
    if len(content) - blanked > 2 * most or drawn.work() > _MOST_DRAWN:
        raise trap(name)
    return bytes(cleaned)


def is_locked(content: bytes) -> bool:
    """Whether a PDF says that it is encrypted, be it only against printing or copying."""
    return bool(re.search(rb"/Encrypt\b", _plain_names(content)))


def unlocked(content: bytes, name: str) -> bytes:
    """A PDF without its lock, where anybody may open it and only printing or copying is forbidden: reading
    it for the person whose CV it is goes no further than they may.

    Raises PdfRefused where a password is asked for, and as :func:`checked_pdf` before anything is unpacked.
    """
    cleaned = _measured(content, name, MOST_BYTES, MOST_UNPACKED, _MOST_HIDDEN)
    try:
        document = pypdfium2.PdfDocument(cleaned)
    except pypdfium2.PdfiumError:
        raise locked(name) from None
    out = io.BytesIO()
    try:
        document.save(out, flags=pdfium.FPDF_REMOVE_SECURITY)
    except pypdfium2.PdfiumError:
        raise locked(name) from None
    finally:
        document.close()
    return out.getvalue()


class _Drawn:
    """How much a page draws at the worst: forms within forms multiply what stands in them."""

    def __init__(self) -> None:
        self._most_on_page = 0
        self._within_forms = 1
        self._form_bytes = 0

    def add(self, calls: int, size: int, is_form: bool) -> None:
        if is_form:
            self._within_forms = min(self._within_forms * (calls + 1), _MOST_DRAWN)
            self._form_bytes += size
        else:
            self._most_on_page = max(self._most_on_page, calls)

    def work(self) -> int:
        """Bytes of drawing orders, as if every form called every other."""
        return self._most_on_page * self._within_forms * self._form_bytes


def _unpacked(stream: memoryview, words: bytes, most: int, drawn: _Drawn, name: str) -> int:
    """Bytes that a stream swells to, at most a little over ``most``; packed twice counts twice.

    ``words`` are what stands before it, its dictionary among them.
    """
    is_form = b"/Form" in words
    loose = any(packing in words for packing in _LOOSE_PACKING)
    if (loose and (is_form or len(stream) > _MOST_LOOSE)) or (is_form and b"/Predictor" in words):
        raise trap(name)
    layers = sum(words.count(b"/Fl" + end) for end in (b"ateDecode", b" ", b"]", b"/"))
    total, calls = 0, 0
    first = zlib.decompressobj()
    try:
        for chunk in _chunks(first, stream):
            total += len(chunk)
            calls += len(_CALL.findall(chunk))
            if layers > 1:
                # Packed twice, or several dictionaries before one stream: both are measured.
                total += _swollen(chunk, most)
            if total > most:
                break
    except zlib.error:
        if not total:  # not packed at all
            plain = bytes(stream)
            total, calls = len(plain), len(_CALL.findall(plain))
    drawn.add(calls, total, is_form)
    return total


def _chunks(packed: zlib._Decompress, stream: memoryview) -> Iterator[bytes]:
    for at in range(0, len(stream), _CHUNK):
        piece = bytes(stream[at : at + _CHUNK])
        while piece and not packed.eof:
            yield packed.decompress(piece, _CHUNK)
            piece = packed.unconsumed_tail


def _swollen(chunk: bytes, most: int) -> int:
    """What the beginning of an unpacked stream would swell to if it were packed once more."""
    try:
        return len(zlib.decompressobj().decompress(chunk, most + 1))
    except zlib.error:
        return 0


def _plain_names(content: bytes) -> bytes:
    """Names may be spelt with signs, '/#45ncrypt'."""
    if b"#" not in content:
        return content
    return _NAME_ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), content)


def locked(name: str) -> PdfRefused:
    return PdfRefused(
        f"{shown(name)} is protected with a password.",
        remedy="Ask them to save it without the password, or bring in the Word file.",
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


def empty(name: str) -> PdfRefused:
    return PdfRefused(f"{shown(name)} is empty.", remedy="Choose another file.")


def scanned(name: str) -> PdfRefused:
    return PdfRefused(
        f"{shown(name)} is a picture of a CV: it holds no text that can be read.",
        remedy="Bring in the Word file, or keep the picture as it came and type the CV in.",
    )
