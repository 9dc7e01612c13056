"""Rich text on its way into a Word template: bold, links and lists as Word has them, in any paragraph.

A template says '{{ line }}' and no more. The text that is filled in carries signs of its own, which no typed
text can hold (they are taken out of it), and the finished paragraphs are made from them: bold runs, link
fields, list paragraphs. What the template says of letters and paragraphs stays. Words in another language
than the document's carry which one it is, for whoever hears it read aloud.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from jfs_desktop.rules.writing.rich_text import (
    Line,
    LineKind,
    Span,
    numbers_of,
    parse,
    plain_lines,
    shown_address,
    write,
)

BOLD, THIN, LINK, LINKED, UNLINK = "\uf7e0", "\uf7e1", "\uf7e2", "\uf7e3", "\uf7e4"
BULLET, FIRST, NEXT = "\uf7e5", "\uf7e6", "\uf7e7"
ENGLISH, WELSH, OWN = "\uf7e8", "\uf7e9", "\uf7ea"
SPOKEN = {"en": ENGLISH, "cy": WELSH}
"""The sign before words in a language, by its key; behind them stands OWN."""
SIGNS = BOLD + THIN + LINK + LINKED + UNLINK + BULLET + FIRST + NEXT + ENGLISH + WELSH + OWN
LIST_SIGNS = BULLET + FIRST + NEXT
_WITHOUT = str.maketrans("", "", SIGNS)


def without_signs(text: str) -> str:
    """Text that cannot be taken for signs."""
    return text.translate(_WITHOUT)


def in_language(text: str, language: str) -> str:
    """The text with the signs of a language ('en', 'cy'); as it is where none is named."""
    return f"{SPOKEN[language]}{text}{OWN}" if language and text else text


class SignedText(str):
    """A value of a template that carries signs: where a template works on it as text it is plain."""

    signed: str

    def __new__(cls, signed: str) -> SignedText:
        made = super().__new__(cls, without_signs(signed))
        made.signed = signed
        return made


class RichLines(SignedText):
    """Lines of rich text as one value of a template."""

    def __new__(cls, lines: Iterable[tuple[Line, int]]) -> RichLines:
        given = tuple(lines)
        text = without_signs("\n".join(plain_lines(write(line for line, _ in given))))
        made = str.__new__(cls, text)
        made.signed = "\n".join(_signed(line, number) for line, number in given)
        return made


def rich_lines(text: str) -> list[RichLines]:
    """The lines of a text, one value each, empty ones left out."""
    return marked_lines(without_signs(text))


def marked_lines(text: str) -> list[RichLines]:
    """The same of a text in which signs of languages stand already, and no others."""
    return [RichLines([pair]) for pair in _filled(text)]


def rich_points(texts: Iterable[str]) -> list[RichLines]:
    """Lines as they stand in a list of the template's own: bullets and numbers typed before them go."""
    text = without_signs("\n".join(texts))
    return [RichLines([(Line(line.spans), 0)]) for line, _ in _filled(text)]


def marked_block(text: str) -> RichLines:
    """The lines of a text as one value, empty ones left out; of signs it holds those of languages alone."""
    return RichLines(_filled(text))


def _filled(text: str) -> list[tuple[Line, int]]:
    pairs = numbers_of(parse(text))
    return [(_trimmed(line), number) for line, number in pairs if without_signs(line.text).strip()]


def _trimmed(line: Line) -> Line:
    spans = list(line.spans)
    spans[0] = Span(spans[0].text.lstrip(), spans[0].bold, spans[0].link)
    spans[-1] = Span(spans[-1].text.rstrip(), spans[-1].bold, spans[-1].link)
    return Line(tuple(span for span in spans if span.text), line.kind)


def _signed(line: Line, number: int) -> str:
    begun = {LineKind.BULLET: BULLET, LineKind.NUMBER: FIRST if number == 1 else NEXT}.get(line.kind, "")
    links = groupby(line.spans, key=lambda span: span.link)
    return begun + "".join(_signed_stretch(link, tuple(spans)) for link, spans in links)


def _signed_stretch(link: str, spans: tuple[Span, ...]) -> str:
    """Words of one link, with the address behind them, since paper leads nowhere; or of none."""
    text = "".join(f"{BOLD}{span.text}{THIN}" if span.bold else span.text for span in spans)
    if not link:
        return text
    shown = shown_address(link, "".join(span.text for span in spans))
    return f"{LINK}{link}{LINKED}{text}{UNLINK}" + (f" ({shown})" if shown else "")
