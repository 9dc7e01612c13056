"""What a file really is, told by its first bytes never by its name, and how large a picture says it is."""

from __future__ import annotations

from enum import StrEnum


class FileKind(StrEnum):
    """The kinds of file that may be taken in, by media type."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    PDF = "application/pdf"
    WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    JSON = "application/json"
    TEXT = "text/plain"
    EMAIL = "message/rfc822"
    OUTLOOK = "application/vnd.ms-outlook"

    @property
    def is_picture(self) -> bool:
        return self.value.startswith("image/")


HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"})
_PNG = b"\x89PNG\r\n\x1a\n"
_ANIMATED = 0x02
"""The flag of a WEBP's extended header that says that it moves."""


def kind_of(content: bytes) -> FileKind | None:
    """The kind of a file, None for any other."""
    if content.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if content.startswith(_PNG):
        return FileKind.PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return FileKind.WEBP
    return FileKind.PDF if content.startswith(b"%PDF-") else None


def is_heic(content: bytes) -> bool:
    """Whether it is the kind of picture that some telephones make and this program cannot read."""
    return content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS


def stated_size(kind: FileKind, content: bytes) -> tuple[int, int] | None:
    """Width and height as the head of a PNG or WEBP says, before anything of it is decoded.

    None where it does not say: a JPEG says it further on, where its reader finds it without decoding.
    """
    if kind is FileKind.PNG and content[12:16] == b"IHDR" and len(content) >= 24:
        return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    if kind is FileKind.WEBP and len(content) >= 30:
        return _webp_size(content)
    return None


def _webp_size(content: bytes) -> tuple[int, int] | None:
    form = content[12:16]
    if form == b"VP8X":
        return _little(content, 24, 3) + 1, _little(content, 27, 3) + 1
    if form == b"VP8 ":
        return _little(content, 26, 2) & 0x3FFF, _little(content, 28, 2) & 0x3FFF
    if form == b"VP8L":
        packed = _little(content, 21, 4)
        return (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
    return None


def moves(kind: FileKind, content: bytes) -> bool:
    """Whether a PNG or WEBP holds more than one picture."""
    if kind is FileKind.PNG:
        # The chunk that announces the frames stands before the first pixels.
        return b"acTL" in content[: content.find(b"IDAT") + 1]
    return kind is FileKind.WEBP and content[12:16] == b"VP8X" and bool(content[20] & _ANIMATED)


def _little(content: bytes, start: int, length: int) -> int:
    return int.from_bytes(content[start : start + length], "little")
