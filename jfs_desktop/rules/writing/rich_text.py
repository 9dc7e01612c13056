"""Text with a little form: bold, bullets, numbers, links; kept as text that reads well without a program.

A line that begins with '- ' is a bullet, one with '1. ' a number (the next '2. ', and so on), '**words**' are
bold, '[words](https://…)' is a link to the web or an e-mail address. That is all, and it is a part of
CommonMark. What is kept is the text itself, so that it is compared, searched, journalled and exported as any
other. A text in which nothing of this stands is what it always was. Where marks are meant as plain signs an
invisible word joiner (U+2060) parts them, which nobody types.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from jfs_desktop.rules.writing.discreet import Discreet

PART = "\u2060"
_BREAKS = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_NUMBERED = re.compile(r"([1-9][0-9]{0,2})\. ")
_LIKE_NUMBER = re.compile(r"[0-9]+(?=\.)")
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s()\u2060]+", re.IGNORECASE)
_IN_BRACKETS = {"(": "%28", ")": "%29"}


class LineKind(StrEnum):
    """What a line is."""

    PLAIN = "plain"
    BULLET = "bullet"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, repr=False)
class Span(Discreet):
    """Text of one look. ``link`` is the address that it leads to, or empty."""

    text: str
    bold: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Line(Discreet):
    """One line. Numbers are counted when it is written: each from the number before it."""

    spans: tuple[Span, ...] = ()
    kind: LineKind = LineKind.PLAIN

    @property
    def text(self) -> str:
        """Its words, without marks."""
        return "".join(span.text for span in self.spans)


def address(typed: str) -> str:
    """The address of a link as it is kept: http, https or mailto; '' for anything else.

    A name such as 'www.gov.uk' gets 'https://' before it, and 'name@example.org' gets 'mailto:'.
    """
    found = typed.strip()
    if found.lower().startswith("www."):
        found = f"https://{found}"
    elif re.fullmatch(r"[^\s@:/()]+@[^\s@:/()]+\.[^\s@:/()]+", found):
        found = f"mailto:{found}"
    found = "".join(_IN_BRACKETS.get(letter, letter) for letter in found)
    return found if _ADDRESS.fullmatch(found) else ""


def parse(text: str) -> tuple[Line, ...]:
    """The lines of a text; '' has one empty line."""
    lines: list[Line] = []
    number = 0
    for raw in text.split("\n"):
        line = _line_of(raw, number)
        number = number + 1 if line.kind is LineKind.NUMBER else 0
        lines.append(line)
    return tuple(lines)


def write(lines: Iterable[Line]) -> str:
    """The text that :func:`parse` reads as these lines, tidied."""
    written: list[str] = []
    number = 0
    for given in lines:
        line = tidy(given)
        at = number + 1 if line.kind is LineKind.NUMBER else 0
        light = _begun(line.kind, at) + _marked(line.spans, parted=False)
        exact = _line_of(light, number) == line
        written.append(light if exact else _begun(line.kind, at) + _parted(line))
        number = at
    return "\n".join(written)


def tidy(line: Line) -> Line:
    """The line as it is kept: neighbours that look alike in one span, no bold blanks, no other links."""
    known = (
        Span(_clean(span.text), span.bold, span.link if _ADDRESS.fullmatch(span.link) else "")
        for span in line.spans
    )
    spans = [thin for span in _merged(known) for thin in _without_bold_blanks(span)]
    return Line(tuple(_merged(spans)), line.kind)


def plain(text: str) -> str:
    """The text for where only letters go: bold is lost, an address stands in brackets behind its link."""
    return "\n".join(plain_lines(text))


def plain_lines(text: str) -> tuple[str, ...]:
    """The same line by line."""
    return tuple("".join(span.text for span in line) for line in told_lines(text))


def told_lines(text: str) -> Iterator[tuple[Span, ...]]:
    """The same as spans that are bold or not: for where letters have a look, and no address leads on."""
    for line, number in numbers_of(parse(text)):
        begun = _begun(line.kind, number)
        yield (*((Span(begun),) if begun else ()), *_told(line.spans))


def shown_address(link: str, words: str) -> str:
    """The address of a link as it is told behind its words, for paper and for whoever hears it; '' where the
    words say it already."""
    shown = link.removeprefix("mailto:")
    return "" if _bare(link) in words.casefold() else shown


def _bare(link: str) -> str:
    """What somebody writes of an address at the least: 'gov.uk/jobs'."""
    return re.sub(r"^(mailto:|https?://(www\.)?)", "", link.casefold()).rstrip("/")


def words(text: str) -> str:
    """Only the words, for searching and counting."""
    return "\n".join(line.text for line in parse(text))


def numbers_of(lines: Iterable[Line]) -> Iterator[tuple[Line, int]]:
    """Each line with its number in its list, 0 where it has none."""
    number = 0
    for line in lines:
        number = number + 1 if line.kind is LineKind.NUMBER else 0
        yield line, number


def _line_of(raw: str, number: int) -> Line:
    if raw.startswith("- "):
        return Line(_spans(raw[2:]), LineKind.BULLET)
    found = _NUMBERED.match(raw)
    if found and int(found[1]) == number + 1:
        return Line(_spans(raw[found.end() :]), LineKind.NUMBER)
    return Line(_spans(raw))


def _spans(raw: str) -> tuple[Span, ...]:
    return tidy(Line(tuple(_read(raw, bold=False, link="")))).spans


def _read(raw: str, *, bold: bool, link: str) -> Iterator[Span]:
    """The spans of a stretch, left to right; what is no whole mark is text."""
    begun = at = 0
    while at < len(raw):
        end, inner, to = 0, "", ""
        if not bold and raw.startswith("**", at):
            end, inner = _bold_at(raw, at)
        elif not link and raw[at] == "[":
            end, inner, to = _link_at(raw, at)
        if not end:
            at += 1
            continue
        yield Span(raw[begun:at], bold, link)
        yield from _read(inner, bold=bold or not to, link=to or link)
        begun = at = end
    yield Span(raw[begun:], bold, link)


def _bold_at(raw: str, at: int) -> tuple[int, str]:
    """Where the bold words that begin here end, and the words; 0 where none do."""
    first = at + 2
    if first >= len(raw) or raw[first].isspace():
        return 0, ""
    end = raw.find("**", first + 1)
    while end > 0 and raw[end - 1].isspace():
        end = raw.find("**", end + 1)
    return (end + 2, raw[first:end]) if end > 0 else (0, "")


def _link_at(raw: str, at: int) -> tuple[int, str, str]:
    middle = raw.find("](", at + 1)
    found = _ADDRESS.match(raw, middle + 2) if middle > at + 1 else None
    if found is None or raw[found.end() : found.end() + 1] != ")" or raw[at + 1] == PART:
        return 0, "", ""
    return found.end() + 1, raw[at + 1 : middle], found[0]


def _clean(text: str) -> str:
    return _BREAKS.sub(" ", text.replace(PART, ""))


def _merged(spans: Iterable[Span]) -> list[Span]:
    filled = (span for span in spans if span.text)
    return [
        Span("".join(one.text for one in alike), bold, link)
        for (bold, link), alike in groupby(filled, key=lambda one: (one.bold, one.link))
    ]


def _without_bold_blanks(span: Span) -> Iterator[Span]:
    if not span.bold:
        yield span
        return
    core = span.text.strip()
    head, _, tail = span.text.partition(core) if core else (span.text, "", "")
    yield Span(head, False, span.link)
    yield Span(core, True, span.link)
    yield Span(tail, False, span.link)


def _begun(kind: LineKind, number: int) -> str:
    return {LineKind.BULLET: "- ", LineKind.NUMBER: f"{number}. "}.get(kind, "")


def _parted(line: Line) -> str:
    """The line with every sign that could be read as a mark parted."""
    text = _marked(line.spans, parted=True)
    if line.kind is not LineKind.PLAIN:
        return text
    if text.startswith("- "):
        return f"-{PART}{text[1:]}"
    found = _LIKE_NUMBER.match(text)
    return f"{found[0]}{PART}{text[found.end() :]}" if found else text


def _marked(spans: Iterable[Span], *, parted: bool) -> str:
    written = []
    for link, group in groupby(spans, key=lambda span: span.link):
        inner = "".join(_bold_marked(span, parted=parted) for span in group)
        written.append(f"[{inner}]({link})" if link else inner)
    return "".join(written)


def _bold_marked(span: Span, *, parted: bool) -> str:
    text = re.sub(r"([*\[\]])", rf"\1{PART}", span.text) if parted else span.text
    return f"**{text}**" if span.bold else text


def _told(spans: Iterable[Span]) -> Iterator[Span]:
    for link, group in groupby(spans, key=lambda span: span.link):
        inner = tuple(group)
        yield from (Span(span.text, span.bold) for span in inner)
        shown = shown_address(link, "".join(span.text for span in inner)) if link else ""
        if shown:
            yield Span(f" ({shown})")
