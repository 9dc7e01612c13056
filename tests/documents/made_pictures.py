"""Pictures made for tests, with everything in them that must not stay: place, camera, names, a profile."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from PIL.TiffImagePlugin import IFDRational

CANARY = b"CANARY-OF-THE-CAMERA"
_ORIENTATION, _MODEL, _GPS = 0x0112, 0x0110, 0x8825


def scene(width: int = 320, height: int = 200, mode: str = "RGB") -> Image.Image:
    """Left half red, right half blue, with a white strip along the top: tells how it is turned."""
    image = Image.new("RGB", (width, height), (200, 30, 30))
    image.paste((30, 30, 200), (width // 2, 0, width, height))
    image.paste((255, 255, 255), (0, 0, width, height // 10))
    return image.convert(mode)


def exif(orientation: int = 1) -> bytes:
    """What a telephone writes: how it was held, its model, and where it was."""
    tags = Image.Exif()
    tags[_ORIENTATION] = orientation
    tags[_MODEL] = CANARY.decode()
    degrees = (IFDRational(51), IFDRational(28), IFDRational(38))
    tags.get_ifd(_GPS).update({1: "N", 2: degrees, 3: "W", 4: degrees, 29: CANARY.decode()})
    return tags.tobytes()


def written(image: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def jpeg(width: int = 320, height: int = 200, *, orientation: int = 1, mode: str = "RGB") -> bytes:
    """A JPEG with EXIF, a profile and a comment."""
    image = scene(width, height, mode)
    return written(image, "JPEG", exif=exif(orientation), icc_profile=CANARY * 4, comment=CANARY, quality=92)


def png(width: int = 320, height: int = 200, *, mode: str = "RGB") -> bytes:
    """A PNG with text chunks and EXIF."""
    said = PngInfo()
    said.add_text("Author", CANARY.decode())
    said.add_itxt("Comment", CANARY.decode(), zip=False)
    return written(scene(width, height, mode), "PNG", pnginfo=said, exif=exif(), icc_profile=CANARY * 4)


def webp(width: int = 320, height: int = 200) -> bytes:
    return written(scene(width, height), "WEBP", exif=exif(), icc_profile=CANARY * 4, lossless=True)


def moving(form: str) -> bytes:
    """Two frames."""
    return written(scene(), form, save_all=True, append_images=[scene().rotate(180)], duration=100)


def stated_png(width: int, height: int) -> bytes:
    """A whole small file that says it is as large as that: a bomb where its reader believes it."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def stated_webp(width: int, height: int) -> bytes:
    """A WEBP whose extended header says that size."""
    whole = bytearray(webp())
    whole[24:27], whole[27:30] = (width - 1).to_bytes(3, "little"), (height - 1).to_bytes(3, "little")
    return bytes(whole)


def stated_jpeg(width: int, height: int) -> bytes:
    """A JPEG whose frame says that size."""
    whole = bytearray(written(scene(), "JPEG"))
    frame = whole.index(b"\xff\xc0")
    whole[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(whole)
