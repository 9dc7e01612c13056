"""Pictures taken in as evidence: checked, turned upright, scaled down and written anew (I5 to I7).

Everything happens in memory: no temporary file is made. What comes out was drawn by this program from
the pixels alone, so that no place, device, date, profile or comment of the camera is left in it, and
nothing that was hidden in the file either.
"""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jfs_desktop.documents.files.camera_notes import orientation, without_notes
from jfs_desktop.documents.files.file_kinds import FileKind, is_heic, kind_of, moves, stated_size
from jfs_desktop.errors import BadInput
from jfs_desktop.rules.writing.discreet import Discreet

if TYPE_CHECKING:  # the library is loaded with the first picture
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

MOST_BYTES = 25 * 1024 * 1024
"""More than any telephone's picture of a document; what comes in is held in memory whole."""
MOST_PIXELS = 20_000_000
"""Decoded at once: 20 million pixels take 80 MB of memory (SECURITY 4, image decoders)."""
MOST_PIXELS_STATED = 50_000_000
"""Of a JPEG, which is decoded at a half, a quarter or an eighth of its size where it is larger: the
largest that telephones make unasked."""
LEAST_SIDE = 16
"""Nothing can be read on a smaller one."""
LONGEST_SIDE = 2400
"""A page of A4 at about 200 dots per inch: its small print can still be read, and the file stays near
one megabyte."""
QUALITY = 88
LARGEST_PNG = 3 * 1024 * 1024
"""A drawing or a screenshot is far smaller as PNG, which keeps its letters sharp; a photograph that
comes as PNG is not, and becomes a JPEG."""

_AGAIN = "Take or save it again as JPEG or PNG, then choose that file."
_READ_ERRORS = (
    OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, AttributeError,
    OverflowError, MemoryError, ZeroDivisionError, AssertionError, RecursionError, struct.error, zlib.error,
)  # fmt: skip
"""What the library's readers raise on damaged files, found by feeding them such."""


@dataclass(frozen=True, slots=True, repr=False)
class Picture(Discreet):
    """A picture as this program wrote it; width and height in pixels."""

    content: bytes
    kind: FileKind
    width: int
    height: int


def refuse_large(size: int) -> None:
    """Raises BadInput for a file of more than ``MOST_BYTES`` bytes: to be asked before it is read."""
    if size > MOST_BYTES:
        raise _bad(
            f"This file is larger than {MOST_BYTES // 1024**2} MB.",
            "Save the picture smaller, then choose it.",
        )


def read_file(path: Path) -> bytes:
    """The bytes of a file that somebody chose. Raises BadInput where it is too large or cannot be read."""
    try:
        refuse_large(path.stat().st_size)
        return path.read_bytes()
    except OSError:
        raise _bad(
            "This file could not be read.", "Look whether it is still there, or choose another."
        ) from None


def take_in(content: bytes) -> Picture:
    """A picture written anew from the bytes of a JPEG, PNG or WEBP file.

    Raises BadInput (``field`` 'picture'), each in one plain sentence: too large in bytes or pixels, empty,
    cut off or damaged, moving, or no picture of these kinds.
    """
    kind = checked_kind(content)
    if not kind.is_picture:
        raise _bad("This is a PDF and not a picture.", _AGAIN)
    _refuse_unfit(kind, content)
    try:
        return _written(_drawn(*_opened(kind, content)), keep_sharp=kind is FileKind.PNG)
    except _READ_ERRORS:
        raise _bad("This picture is damaged or cut off, so it cannot be read.", _AGAIN) from None


def checked_kind(content: bytes) -> FileKind:
    """What a file is. Raises BadInput for one that is empty, too large, or of no kind that is taken."""
    if not content:
        raise _bad("This file is empty.", "Choose another one.")
    refuse_large(len(content))
    kind = kind_of(content)
    if kind is not None:
        return kind
    if is_heic(content):
        raise _bad(
            "This is a HEIC picture, which this program cannot read.",
            "Let the telephone save it as JPEG ('most compatible'), or take a picture of the screen.",
        )
    raise _bad("This file is not a JPEG, PNG or WEBP picture.", _AGAIN)


def _refuse_unfit(kind: FileKind, content: bytes) -> None:
    """What the head of the file says, before any reader makes room for it."""
    size = stated_size(kind, content)
    if kind is FileKind.WEBP and size is None:
        raise _bad("This picture is damaged or cut off, so it cannot be read.", _AGAIN)
    if size is not None:
        _refuse_size(*size, MOST_PIXELS)
    if moves(kind, content):
        raise _bad("This picture moves; only a still picture can be kept.", _AGAIN)


def _refuse_size(width: int, height: int, most: int) -> None:
    if width * height > most:
        raise _bad(
            f"This picture has {width * height / 1e6:,.0f} million pixels; at most {most / 1e6:,.0f} million "
            "can be read.",
            "Save it smaller, or take it again with a lower resolution.",
        )
    if min(width, height) < LEAST_SIDE:
        raise _bad("This picture is too small to show anything.", _AGAIN)


def _opened(kind: FileKind, content: bytes) -> tuple[ImageFile, int]:
    """The picture, not decoded yet, and how it was held.

    The right reader itself is taken, so that none of the library's many others ever sees the bytes.
    """
    from PIL.JpegImagePlugin import JpegImageFile
    from PIL.PngImagePlugin import PngImageFile
    from PIL.WebPImagePlugin import WebPImageFile

    if kind is FileKind.JPEG:
        bare, held = without_notes(content)
        image: ImageFile = JpegImageFile(io.BytesIO(bare))
        _refuse_size(*image.size, MOST_PIXELS_STATED)
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    else:
        image = (PngImageFile if kind is FileKind.PNG else WebPImageFile)(io.BytesIO(content))
        held = orientation(image.info.get("exif", b""))
    _refuse_size(*image.size, MOST_PIXELS)
    return image, held


def _drawn(image: ImageFile, held: int) -> Image:
    """The pixels alone: upright, on white where they were see-through, no larger than needed."""
    from PIL import Image as images

    image.load()
    plain = _plain(image)
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE), images.Resampling.LANCZOS)
    turn = {
        2: images.Transpose.FLIP_LEFT_RIGHT,
        3: images.Transpose.ROTATE_180,
        4: images.Transpose.FLIP_TOP_BOTTOM,
        5: images.Transpose.TRANSPOSE,
        6: images.Transpose.ROTATE_270,
        7: images.Transpose.TRANSVERSE,
        8: images.Transpose.ROTATE_90,
    }.get(held)
    return plain if turn is None else plain.transpose(turn)


def _plain(image: Image) -> Image:
    """A new picture in grey or colour that carries nothing but pixels."""
    from PIL import Image as images

    if image.mode.startswith("I") or image.mode == "F":  # 16 bits a pixel, as some scanners write
        image = image.convert("I").point(lambda value: value * (1 / 256))
    if image.mode in ("1", "L", "I", "I;16"):
        return _bare(image.convert("L"))
    if "A" in image.getbands() or "transparency" in image.info:
        paper = images.new("RGB", image.size, "white")
        see_through = image.convert("RGBA")
        paper.paste(see_through, mask=see_through.getchannel("A"))
        return paper
    return _bare(image.convert("RGB"))


def _bare(image: Image) -> Image:
    """Its writer would put a profile or a comment that still hangs on the picture into the new file."""
    image.info = {}
    return image


def _written(image: Image, *, keep_sharp: bool) -> Picture:
    if keep_sharp:
        content = _saved(image, "PNG", optimize=False)
        if len(content) <= LARGEST_PNG:
            return Picture(content, FileKind.PNG, *image.size)
    content = _saved(image, "JPEG", quality=QUALITY, optimize=True)
    return Picture(content, FileKind.JPEG, *image.size)


def _saved(image: Image, form: str, **options: int) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def _bad(text: str, remedy: str) -> BadInput:
    return BadInput(text, field="picture", title="This file cannot be taken", remedy=remedy)
