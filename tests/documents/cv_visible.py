"""Whether a person sees what the readers of a finished CV find: nothing pale, hidden, covered, printed over
something else, or off the page (V1). Nothing of what wrote the CV is used.

Word is judged by what its styles come to for each run. A PDF is judged by the colour that it names for each
letter, and by the ink on a drawn page where that letter should stand.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pypdfium2
from pdfminer.layout import LTChar, LTContainer
from pdfplumber.page import Page

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEAST_CONTRAST = 4.5
LEAST_HALF_POINTS = 17
_SCALE = 1.5
_PALE = 190
"""A thin stroke in small letters comes out greyer than its ink; paler than this there is none."""
_PAGE_NUMBER = re.compile(r"(?:.+, page|Page|.+, tudalen|Tudalen) [0-9]+ (?:of|o) [0-9]+")


class Letter(NamedTuple):
    """Where a letter stands, in points from the top left of its page; ``colour`` as the PDF names it, and the
    ``mark`` of its page under which it is written."""

    page: int
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    colour: tuple[float, ...]
    mark: int | None

    @property
    def tagged(self) -> bool:
        """Whether it belongs to what is read aloud."""
        return self.mark is not None


def letters_of(page: Page) -> Iterator[Letter]:
    """The letters of a page in the order in which they are written: as pdfminer places them, since
    pdfplumber's own table of all that is known of each takes longer than the rest of the reading."""
    to_do: list[Any] = [page.layout]
    while to_do:
        one = to_do.pop()
        if isinstance(one, LTChar):
            colour = one.graphicstate.ncolor
            yield Letter(
                page.page_number, one.get_text(), one.x0, page.height - one.y1, one.x1, page.height - one.y0,
                tuple(colour if isinstance(colour, tuple) else (colour,)), one.mcid,
            )  # fmt: skip
        elif isinstance(one, LTContainer):
            to_do += reversed(list(one))


# A PDF.


def faults_of_pdf(content: bytes, letters: Sequence[Letter]) -> list[str]:
    """What a person would not see of these letters, in a few words each."""
    found = [
        f"pale: {colour}" for colour in {one.colour for one in letters} if _contrast(colour) < LEAST_CONTRAST
    ]
    with pypdfium2.PdfDocument(content) as pdf:
        for number, page in enumerate(pdf, start=1):
            own = [one for one in letters if one.page == number]
            words = list(_words(own))
            found += _untagged(words)
            found += _without_ink(page, words)
            found += _over_one_another(words)
    return found


def _words(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    """Letters that stand side by side, without a blank between them."""
    word: list[Letter] = []
    for one in letters:
        beside = word and abs(one.x0 - word[-1].x1) < 1.5 and abs(one.bottom - word[-1].bottom) < 0.5
        if word and (one.text.isspace() or not beside or one.tagged is not word[-1].tagged):
            yield word
            word = []
        if not one.text.isspace():
            word.append(one)
    if word:
        yield word


def _untagged(words: Sequence[list[Letter]]) -> list[str]:
    """Beside what is read aloud there is the number of the page alone."""
    text = " ".join(_text(word) for word in words if not word[0].tagged)
    return [f"not read aloud: {text}"] if text and not _PAGE_NUMBER.fullmatch(text) else []


def _without_ink(page: pypdfium2.PdfPage, words: Iterable[list[Letter]]) -> Iterator[str]:
    drawn = page.render(scale=_SCALE, grayscale=True).to_pil()
    ink = drawn.point([255 if grey < _PALE else 0 for grey in range(256)])
    for word in words:
        left, right = (round(edge * _SCALE) for edge in (word[0].x0, word[-1].x1))
        top, bottom = (round(edge * _SCALE) for edge in (word[0].top, word[0].bottom))
        if left < 0 or top < 0 or right > drawn.width + 1 or bottom > drawn.height + 1:
            yield f"off the page: {_text(word)}"
            continue
        columns = ink.crop((left, top, right + 1, bottom + 1)).getprojection()[0]
        for one in word:
            start, end = int(one.x0 * _SCALE) - left, int(one.x1 * _SCALE) - left + 1
            if one.text.isalnum() and not any(columns[max(start, 0) : end + 1]):
                yield f"without ink: {one.text} of {_text(word)}"


def _over_one_another(words: Sequence[list[Letter]]) -> Iterator[str]:
    """Two words whose cores share a place, or letters of one word that do."""
    for word in words:
        for one, after in pairwise(word):
            if after.x0 < one.x0 + 0.4 * (one.x1 - one.x0):
                yield f"over one another: {one.text}{after.text} in {_text(word)}"
    cores = sorted((_core(word), _text(word)) for word in words)
    for place, ((_, left, bottom, right), text) in enumerate(cores):
        for (other_top, other_left, _, other_right), other in cores[place + 1 :]:
            if other_top >= bottom:
                break
            if other_left < right and left < other_right:
                yield f"over one another: {text}, {other}"


def _core(word: list[Letter]) -> tuple[float, float, float, float]:
    """The middle of a word: the lines above and below reach into its outer parts."""
    first, last = word[0], word[-1]
    high, wide = first.bottom - first.top, last.x1 - first.x0
    return (first.top + 0.3 * high, first.x0 + 0.1 * wide, first.bottom - 0.3 * high, last.x1 - 0.1 * wide)


def _text(word: Iterable[Letter]) -> str:
    return "".join(one.text for one in word)


def _contrast(colour: Sequence[float]) -> float:
    """Against white paper, of grey, red-green-blue or four inks between 0 and 1 (WCAG 2.1, 1.4.3)."""
    if len(colour) == 4:
        *inks, black = colour
        colour = [(1 - ink) * (1 - black) for ink in inks]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour if len(colour) == 3 else [colour[0]] * 3)
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


# A Word file.

Looks = dict[str, Mapping[str, str]]
_ELSEWHERE = ("txbxContent", "framePr", "pict", "drawing", "del", "moveFrom", "object")
_HIDDEN = ("vanish", "specVanish", "webHidden")


def faults_of_word(content: bytes) -> list[str]:
    """What a person would not see of its text, in a few words each."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        styles = ElementTree.fromstring(package.read("word/styles.xml"))  # noqa: S314  (written here)
        body = ElementTree.fromstring(package.read("word/document.xml"))  # noqa: S314
    named = {style.get(f"{W}styleId", ""): style for style in styles.iter(f"{W}style")}
    usual = _looks(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
    found = [
        f"not in the line of the text: {tag}" for tag in _ELSEWHERE if body.find(f".//{W}{tag}") is not None
    ]
    for paragraph in body.iter(f"{W}p"):
        chosen = paragraph.find(f"{W}pPr/{W}pStyle")
        below = usual | _of_style(named, "Normal" if chosen is None else chosen.get(f"{W}val", ""))
        spacing = _spacing(named, paragraph)
        if spacing.get(f"{W}lineRule") == "exact":
            found.append("lines of one height: they cut or cover what is higher")
        for run in paragraph.iter(f"{W}r"):
            own = run.find(f"{W}rPr")
            style = own.find(f"{W}rStyle") if own is not None else None
            above = _of_style(named, style.get(f"{W}val", "")) if style is not None else {}
            text = "".join(piece.text or "" for piece in run.iter(f"{W}t"))
            found += [
                f"{fault}: {text}" for fault in _faults_of_run(below | above | _looks(own)) if text.strip()
            ]
    return found


def _faults_of_run(looks: Looks) -> Iterator[str]:
    for hidden in _HIDDEN:
        if hidden in looks and looks[hidden].get(f"{W}val", "true") not in ("0", "false", "off"):
            yield "hidden"
    colour = looks.get("color", {}).get(f"{W}val", "auto")
    if (
        colour != "auto"
        and _contrast([int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]) < LEAST_CONTRAST
    ):
        yield f"pale ({colour})"
    if int(looks.get("sz", {}).get(f"{W}val", "20")) < LEAST_HALF_POINTS:
        yield "too small"
    if {"shd", "highlight"} & set(looks):
        yield "on a ground of its own"
    if int(looks.get("spacing", {}).get(f"{W}val", "0")) < 0 or "w" in looks or "position" in looks:
        yield "squeezed or moved"


def _looks(properties: ElementTree.Element | None) -> Looks:
    """By the name of the property, without its namespace."""
    return {} if properties is None else {one.tag.removeprefix(W): one.attrib for one in properties}


def _of_style(named: Mapping[str, ElementTree.Element], key: str) -> Looks:
    """What a style and those it rests on say about letters."""
    style = named.get(key)
    if style is None:
        return {}
    base = style.find(f"{W}basedOn")
    below = _of_style(named, base.get(f"{W}val", "")) if base is not None else {}
    return below | _looks(style.find(f"{W}rPr"))


def _spacing(named: Mapping[str, ElementTree.Element], paragraph: ElementTree.Element) -> Mapping[str, str]:
    chosen = paragraph.find(f"{W}pPr/{W}pStyle")
    style = named.get(chosen.get(f"{W}val", "")) if chosen is not None else None
    for source in (paragraph, style):
        spacing = source.find(f"{W}pPr/{W}spacing") if source is not None else None
        if spacing is not None:
            return spacing.attrib
    return {}
