"""What a workbook must pass before it is opened: an .xlsx file is a ZIP archive of
XML, and both can be made to fill the memory of whoever opens them."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from jfs_desktop.errors import BadInput

MOST_ENTRIES = 2_000
MOST_INFLATED = 100 * 1024 * 1024
"""Bytes of all entries together, counted while inflating and not as the file claims."""
HIGHEST_RATIO = 100
_RATIO_MATTERS_FROM = 1024 * 1024
_CHUNK = 256 * 1024
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_LONGEST_DECLARATION = max(len(mark) for mark in _DECLARATIONS)
_SAVE_AGAIN = "Open it in a spreadsheet program, save it again as .xlsx or CSV, and import that."


def guard(file: Path | IO[bytes]) -> Iterator[None]:
    """Inflate the whole archive once and throw the bytes away, a chunk a step.

    Raises BadInput, in one plain sentence, for an archive that is damaged, is
    no workbook, holds too many entries, inflates beyond the limits, lies about
    its sizes, or declares XML entities.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _refuse_by_directory(entries)
            inflated = 0
            for entry in entries:
                for size in _inflate(archive, entry):
                    inflated += size
                    if inflated > MOST_INFLATED:
                        raise _too_large()
                    yield
            packed = sum(entry.compress_size for entry in entries)
            if inflated > _RATIO_MATTERS_FROM and inflated > HIGHEST_RATIO * max(packed, 1):
                raise _too_large()
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        ValueError,
        OverflowError,
    ) as error:
        raise BadInput("This workbook is damaged and cannot be read.", remedy=_SAVE_AGAIN) from error


def _refuse_by_directory(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise BadInput(f"This workbook holds more than {MOST_ENTRIES:,} parts.", remedy=_SAVE_AGAIN)
    names = [entry.filename for entry in entries]
    if "xl/workbook.xml" not in names:
        raise BadInput(
            "This file is not an Excel workbook.", remedy="Save it as .xlsx or CSV, and import that."
        )
    if len(set(names)) != len(names) or any(entry.compress_type not in _METHODS for entry in entries):
        raise BadInput("This workbook is packed in an unusual way.", remedy=_SAVE_AGAIN)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise BadInput("This workbook is encrypted.", remedy="Save it without a password, and import that.")
    if sum(entry.file_size for entry in entries) > MOST_INFLATED:
        raise _too_large()


def _inflate(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[int]:
    """Sizes of the entry's inflated chunks; refuses a bomb and declared entities on the way."""
    seen = 0
    tail = b""
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            seen += len(chunk)
            if seen > _RATIO_MATTERS_FROM and seen > HIGHEST_RATIO * max(entry.compress_size, 1):
                raise _too_large()
            # Blank bytes are taken out so that UTF-16 hides nothing.
            plain = tail + chunk.replace(b"\0", b"")
            if any(mark in plain for mark in _DECLARATIONS):
                raise BadInput(
                    "This workbook declares XML entities, which no spreadsheet does.", remedy=_SAVE_AGAIN
                )
            tail = plain[-_LONGEST_DECLARATION:]
            yield len(chunk)
    if seen != entry.file_size:
        raise zipfile.BadZipFile


def _too_large() -> BadInput:
    return BadInput(
        f"This workbook unpacks to over {MOST_INFLATED // (1024 * 1024)} MB, or to far more than its size.",
        remedy=_SAVE_AGAIN,
    )
