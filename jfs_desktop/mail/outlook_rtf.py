"""The text of an Outlook message that stands in compressed RTF alone (MS-OXRTFCP, MS-OXRTFEX).

Where Outlook has put the HTML of the message into it, that HTML is given back; else its words, without what
is hidden, struck out or deleted: nobody sees it, or it was taken back.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

MOST: Final = 4_000_000
"""Bytes of RTF that are read; a reply has some thousands."""
_DEEPEST: Final = 200
_BEGINS: Final = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor "
    rb"MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0" + b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
"""What every such stream takes for written before its first byte."""
_COMPRESSED, _PLAIN = b"LZFu", b"MELA"
_TOKEN: Final = re.compile(
    rb"\\'(?P<byte>[0-9A-Fa-f]{2})|\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?|\\(?P<sign>[^A-Za-z])"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+",
    re.DOTALL,
)
_UNSEEN: Final = frozenset({"v", "strike", "striked", "deleted"})
_ELSEWHERE: Final = frozenset(
    {"fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "mhtmltag", "fldinst"}
)
_SIGNS: Final = {
    "par": "\n", "line": "\n", "row": "\n", "tab": "\t", "cell": "\t", "emdash": "—", "endash": "–",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
}  # fmt: skip


def read(compressed: bytes) -> tuple[str, bool]:
    """The text, and whether it is HTML. Raises ValueError for what is damaged."""
    rtf = _expanded(compressed)
    is_html = rb"\fromhtml1" in rtf[:2000]
    said = "".join(_words(rtf, is_html=is_html))  # signs beyond the first 65,536 stand there in two halves
    return said.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"), is_html


def _expanded(content: bytes) -> bytes:
    if len(content) < 16:
        raise ValueError("no head")
    _, size, kind, _ = struct.unpack("<II4sI", content[:16])
    if kind == _PLAIN:
        return content[16 : 16 + min(size, MOST)]
    if kind != _COMPRESSED:
        raise ValueError("neither of the two forms")
    held, at = bytearray(_BEGINS), 16
    while at < len(content) and len(held) < MOST:
        flags, at = content[at], at + 1
        for bit in range(8):
            if not flags & (1 << bit):
                held += content[at : at + 1]
                at += 1
                continue
            if at + 2 > len(content):
                raise ValueError("cut off")
            token, at = int.from_bytes(content[at : at + 2], "big"), at + 2
            place, length = token >> 4, (token & 15) + 2
            if place == len(held) % 4096:
                return bytes(held[len(_BEGINS) :])
            _repeat(held, place, length)
    return bytes(held[len(_BEGINS) :])


def _repeat(held: bytearray, place: int, length: int) -> None:
    """Write once more what stands at that place of the last 4096 bytes, also where it runs into itself."""
    back = (len(held) - place - 1) % 4096 + 1
    if back > len(held):
        raise ValueError("nothing there")
    for _ in range(length):
        held.append(held[-back])


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds between two braces."""

    left_out: bool = False
    unseen: frozenset[str] = field(default_factory=frozenset)
    skips: int = 1
    """Letters that follow one in Unicode, for readers that know none."""


def _words(rtf: bytes, *, is_html: bool) -> Iterator[str]:
    """The text of the groups that are shown; of HTML within RTF its tags, and nothing that is RTF's alone."""
    groups, code_page, skip, starred = [_Group()], _code_page(rtf), 0, False
    for found in _TOKEN.finditer(rtf):
        here = groups[-1]
        if brace := found["brace"]:
            skip, starred = 0, False
            if brace == b"{":
                if len(groups) > _DEEPEST:
                    raise ValueError("too deep")
                groups.append(here)
            elif len(groups) > 1:
                groups.pop()
            continue
        if found["sign"] == b"*":
            starred = True
            continue
        word = (found["word"] or b"").decode()
        number = int(found["number"]) if found["number"] else None
        if word:
            groups[-1] = _turned(here, word, number, starred=starred, is_html=is_html)
            starred = False
        said = _said(found, word, number, code_page)
        if not said:
            continue
        if skip and word != "u":
            dropped = min(skip, len(said))
            skip, said = skip - dropped, said[dropped:]
        if word == "u":
            skip = here.skips
        if said and not (here.left_out or here.unseen):
            yield said


def _turned(here: _Group, word: str, number: int | None, *, starred: bool, is_html: bool) -> _Group:
    """What holds from such a word on."""
    if is_html and word == "htmltag":
        return replace(here, left_out=False)
    if word == "htmlrtf" or (word in _UNSEEN and not is_html):
        seen = here.unseen - {word}
        return replace(here, unseen=seen if number == 0 else seen | {word})
    if starred or word in _ELSEWHERE:
        return replace(here, left_out=True)
    if word == "uc":
        return replace(here, skips=max(0, number if number is not None else 1))
    return replace(here, unseen=here.unseen - _UNSEEN) if word == "plain" else here


def _said(found: re.Match[bytes], word: str, number: int | None, code_page: str) -> str:
    if found["text"]:
        return found["text"].decode(code_page, "replace")
    if found["byte"]:
        return bytes([int(found["byte"], 16)]).decode(code_page, "replace")
    if found["sign"]:
        return {b"~": "\xa0", b"_": "-", b"\n": "\n", b"\r": "\n"}.get(
            found["sign"], found["sign"].decode("latin-1") if found["sign"] in b"\\{}" else ""
        )
    if word == "u" and number is not None:
        return chr(number % 0x10000)
    return _SIGNS.get(word, "")


def _code_page(rtf: bytes) -> str:
    named = re.search(rb"\\ansicpg(\d{3,5})", rtf[:2000])
    page = f"cp{named[1].decode()}" if named else "cp1252"
    try:
        b"".decode(page)
    except LookupError:
        return "cp1252"
    return page
