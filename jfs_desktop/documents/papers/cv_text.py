"""A CV as plain text: for a form that takes no file, and for who reads with the ears (V1).

Sections stand in capitals, an empty line parts what belongs apart, points begin with '- ', and a line that
goes on is indented. No word is ever split, so a very long one stands out over the edge.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jfs_desktop.documents.papers.cv import fields
from jfs_desktop.documents.wording.labels import Labels, labels_in
from jfs_desktop.rules.cv.cv import CvContent
from jfs_desktop.rules.cv.cv_styles import CvStyle

WIDTH = 76
_LISTED = re.compile(r"- |[1-9][0-9]{0,2}\. ")


def render_text(content: CvContent, style: CvStyle) -> str:
    """The CV as text, lines of at most 76 letters, with a line end at the end."""
    told, words = fields(content, style), labels_in(content.language)
    head = [line for text in (told["name"], told["target_job"], *told["contacts"]) for line in _line(text)]
    blocks = ["\n".join(head)] if head else []
    for section in told["sections"]:
        inner = ["\n".join(lines) for lines in _blocks(section, words) if lines]
        blocks.append("\n\n".join(["\n".join([section["title"].upper(), inner[0]]), *inner[1:]]))
    return "\n\n".join(blocks) + "\n"


def _blocks(section: Mapping[str, Any], words: Labels) -> Iterator[list[str]]:
    """The blocks of a section, between which an empty line stands."""
    kind = section["kind"]
    if kind == "profile":
        yield from _paragraphs(section["lines"])
    elif kind == "skills":
        yield [
            line
            for row in section["rows"]
            for line in _point(": ".join(text for text in (row["name"], row["evidence"]) if text))
        ]
    elif kind in ("work", "volunteering"):
        for row in section["rows"]:
            proud = f"{words.of('cv', 'achievement')}: {row['achievement']}"
            points = [*row["duties"], *([proud] if row["achievement"] else [])]
            yield [*_line(row["heading"]), *_line(row["line"]), *_points(points)]
    elif kind == "education":
        for row in section["rows"]:
            yield [*_line(row["heading"]), *_line(row["line"]), *_points(row["notes"])]
    elif kind == "references":
        for row in section["rows"]:
            yield [*_line(row["name"]), *_line(row["line"])]
        yield _line(section["on_request"])
    else:
        yield _points(section["rows"])


def _paragraphs(texts: Iterable[str]) -> Iterator[list[str]]:
    """Each paragraph a block, and the lines of a list together one."""
    block: list[str] = []
    before = False
    for text in texts:
        listed = bool(_LISTED.match(text))
        if block and not (listed and before):
            yield block
            block = []
        block += _wrapped(text, "", "  " if listed else "")
        before = listed
    yield block


def _points(texts: list[str]) -> list[str]:
    return [line for text in texts for line in _point(text)]


def _point(text: str) -> list[str]:
    return _wrapped(text, "- ", "  ")


def _line(text: str) -> list[str]:
    return _wrapped(text, "", "    ")


def _wrapped(text: str, first: str, further: str) -> list[str]:
    if not text:
        return []
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=further,
        break_long_words=False,
        break_on_hyphens=False,
    )
