"""The lines of a CV that comes as plain text, typed in an editor or copied out of a letter."""

from __future__ import annotations

import re
from typing import Final

from jfs_desktop.documents.cv_terms.cv_lines import BULLETS, COLUMN, Look, SourceLine
from jfs_desktop.documents.cv_terms.cv_titles import label_of, title_of
from jfs_desktop.documents.files.file_kinds import is_heic, kind_of
from jfs_desktop.documents.files.word_refusals import WordFileRefused, refuse_stranger, shown, stranger

MOST_LETTERS: Final = 200_000
_WIDE: Final = 50
"""Letters from which on the longest line tells that lines were broken where they were full."""
_OF_LETTER: Final = 62
_ALIKE: Final = 12
"""Letters by which lines that were broken alike differ."""
_NO_LETTER: Final = re.compile(r"[\x00-\x08\x0e-\x1f]")
_PICTURES: Final = (b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_MARKED: Final = re.compile(rf"\s*(?:[{re.escape(BULLETS)}]|\d{{1,2}}[.)])\s")


def text_lines(content: bytes, name: str) -> tuple[list[SourceLine], tuple[str, ...]]:
    """The lines, each with what was only broken off it, and nothing besides.

    Raises WordFileRefused in one plain sentence for what is no text: a picture, a program, another format.
    """
    _refuse_others(content, name)
    told = decoded(content)
    if told is None:
        raise WordFileRefused(
            f"{shown(name)} is neither a Word document nor a PDF nor a text.",
            remedy="Open it in the program that made it, save it as Word or PDF, then choose that file.",
        )
    if len(told) > MOST_LETTERS:
        raise WordFileRefused(
            f"{shown(name)} is longer than any CV.", remedy="Bring in the CV alone, without annexes."
        )
    rows = [_row(row) for row in told.splitlines()]
    full = _where_full([len(row) for row in rows if len(row) <= 120 and " " in row.strip()])
    lines: list[SourceLine] = []
    above = ""
    for number, row in enumerate(rows, 1):
        if above and row.strip() and _goes_on(lines[-1].text, above, row, full):
            before = lines.pop()
            gap = "" if above.endswith("-") and row.strip()[:1].islower() else " "
            lines.append(_line(f"{before.text}{gap}{row.strip()}", before.place))
        elif row.strip():
            lines.append(_line(row, f"line {number}"))
        above = row
    return lines, ()


def _where_full(lengths: list[int]) -> int:
    """How long a line is that was broken since it was full; 0 where none was: one line alone that is longer
    than the others, and not as long as a line of a letter, tells nothing."""
    full = max(lengths, default=0)
    alike = sum(length > full - _ALIKE for length in lengths)
    return full if full >= _OF_LETTER or alike > 1 else 0


def _row(row: str) -> str:
    """A line as it was typed; blanks by which words stand below one another are a tab."""
    typed = row.expandtabs(4) if row.startswith("\t") else row
    return COLUMN.sub("\t", typed.rstrip())


def _line(text: str, place: str) -> SourceLine:
    return SourceLine(text, place, look=Look(capitals=text.isupper()))


def _goes_on(so_far: str, above: str, row: str, full: int) -> bool:
    """Whether a line is only the rest of the one above, which was full."""
    if "\t" in row.strip():
        return False  # of several columns
    if _MARKED.match(row) or title_of(row.strip()) or title_of(so_far.strip()) or label_of(row, None):
        return False
    indented = len(row) - len(row.lstrip()) > len(above) - len(above.lstrip())
    hangs = indented and (bool(_MARKED.match(so_far)) or len(above) > _WIDE)
    first = row.split(maxsplit=1)[0]
    was_full = full >= _WIDE and len(above) + 1 + len(first) > full
    return was_full and (hangs or len(row) - len(row.lstrip()) == len(above) - len(above.lstrip()))


def decoded(content: bytes) -> str | None:
    """The text in UTF-8 or UTF-16, else in the code page of Windows; None for what is none."""
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            told = content.decode("utf-16")
        else:
            told = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            told = content.decode("cp1252")
        except UnicodeDecodeError:
            return None
    return told if told.strip() and not _NO_LETTER.search(told) else None


def _refuse_others(content: bytes, name: str) -> None:
    kind = kind_of(content)
    if (kind is not None and kind.is_picture) or is_heic(content) or content.startswith(_PICTURES):
        raise WordFileRefused(
            f"{shown(name)} is a picture, in which no words can be read.",
            remedy="Bring in the Word file, or keep the picture as it came and type the CV in.",
        )
    if not content.strip():
        raise WordFileRefused(f"{shown(name)} is empty.", remedy="Choose another file.")
    if stranger(content):
        refuse_stranger(content, name)
