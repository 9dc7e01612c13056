"""What cameras write beside the pixels: how the picture was held is read, all the rest is left out.

Read here and not by the picture library, whose reader of these notes knows far more kinds than needed,
and warns and logs about what it finds in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

UPRIGHT = 1
_EXIF = b"Exif\x00\x00"
_ORIENTATION = 0x0112
_START_OF_SCAN = 0xDA
_NEEDED = frozenset({0xE0, 0xEE})
"""Of a JPEG's application segments those that say how its colours are meant."""
_NOTES = frozenset({*range(0xE0, 0xEF + 1), 0xFE}) - _NEEDED


def without_notes(jpeg: bytes) -> tuple[bytes, int]:
    """A JPEG without its application segments and comments, and how it was held (1 to 8, EXIF's count)."""
    kept, held = [b"\xff\xd8"], UPRIGHT
    for marker, segment in _segments(jpeg):
        if marker not in _NOTES:
            kept.append(segment)
        elif segment[4:10] == _EXIF:
            held = orientation(segment[4:])
    return b"".join(kept), held


def _segments(jpeg: bytes) -> Iterator[tuple[int, bytes]]:
    """Each segment with its marker up to the pixels, which come as one with all that follows them."""
    place = 2
    while True:
        place = jpeg.find(b"\xff", place)
        if place < 0 or place + 4 > len(jpeg):
            return
        marker = jpeg[place + 1]
        if marker in (0x00, 0x01, 0xFF) or 0xD0 <= marker <= 0xD9:  # filling, or markers without a body
            place += 1 if marker == 0xFF else 2
            continue
        if marker == _START_OF_SCAN:
            yield marker, jpeg[place:]
            return
        end = place + 2 + int.from_bytes(jpeg[place + 2 : place + 4], "big")
        yield marker, jpeg[place:end]
        place = end


def orientation(exif: bytes) -> int:
    """How a picture was held by its EXIF block; upright where the block is damaged or does not say."""
    tiff = exif.removeprefix(_EXIF)
    if tiff[:2] not in (b"II", b"MM"):
        return UPRIGHT
    order: Literal["little", "big"] = "little" if tiff[:2] == b"II" else "big"

    def number(start: int, length: int) -> int:
        return int.from_bytes(tiff[start : start + length], order)

    first = number(4, 4)
    for entry in range(min(number(first, 2), len(tiff) // 12)):
        start = first + 2 + 12 * entry
        if number(start, 2) == _ORIENTATION:
            held = number(start + 8, 2)
            return held if 1 <= held <= 8 else UPRIGHT
    return UPRIGHT
