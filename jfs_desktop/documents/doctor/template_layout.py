"""What of Word's own in a template would go out with every document, or shuts readers out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from lxml import etree

from jfs_desktop.documents.doctor.template_places import Places
from jfs_desktop.documents.doctor.template_tables import fixed_rows, unmarked
from jfs_desktop.documents.marks.template_findings import Finding, Place, Severity
from jfs_desktop.documents.marks.template_reading import MAIN, Para
from jfs_desktop.documents.page.walked import A4, PAGE_TURNED, Paragraph, Walked
from jfs_desktop.documents.walk.word_parts import WordParts
from jfs_desktop.documents.walk.word_styles import Styles
from jfs_desktop.documents.word.word_names import WP, A, Element, V, W, flat, is_on, local, merged, value

_TRACKED: Final = frozenset(
    {"ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "numberingChange"}
    | {"tblPrChange", "tblPrExChange", "tblGridChange", "trPrChange", "tcPrChange"}
    | {"cellIns", "cellDel", "cellMerge"}
)
_HOLDERS: Final = ("tc", "tr", "tbl")
_COMMENTED: Final = ("commentReference", "commentRangeStart")
_PRINTED_FROM: Final = 14.0
"""Points from the edge of the paper: office printers leave some 4 mm blank."""
_TOLD_ALREADY: Final = (
    "tracked change",
    "comment",
    "hidden",
    "alternative",
    "description",
    "fixed height",
    "keeps current",
)
_KEPT: Final = (
    "drawing",
    "pict",
    "object",
    "br",
    "sectPr",
    "fldChar",
    "fldSimple",
    "oMath",
    "footnoteReference",
)
_DATE: Final = re.compile(r"(?<!REF)(?:^|\s)(?:(?:SAVE|PRINT|CREATE)?DATE|TIME)(?:\s|$)", re.IGNORECASE)
_MERGE: Final = re.compile(r"MERGEFIELD\s+\"?([\w ]+)", re.IGNORECASE)


def as_it_stands(
    parts: Mapping[str, bytes], read: Mapping[str, Sequence[Para]], wanted: str
) -> Iterator[Finding]:
    """All of that which is found before anything is filled in; ``wanted`` is the language."""
    styles = _styles(parts)
    for paragraphs in read.values():
        yield from left_in_the_file(paragraphs, styles)
        yield from fixed_rows(paragraphs)
        yield from tracked_around(paragraphs)
    yield from for_every_reader(parts, read)
    yield from language(parts, wanted)
    yield from _shut(parts)


def left_in_the_file(paragraphs: Iterable[Para], styles: Styles) -> Iterator[Finding]:
    """Tracked changes, comments, hidden text and fields of another mail merge."""
    for para in paragraphs:
        names = {local(element) for element in para.element.iter() if isinstance(element.tag, str)}
        if names & _TRACKED:
            yield _tracked(para.place)
        if names & set(_COMMENTED):
            yield _mend(
                "comment",
                "A comment is left here, and it would go out with every document.",
                "Delete all comments in Word (Review, Delete).",
                para.place,
            )
        if _hides(para, styles):
            yield _mend(
                "hidden-text",
                "Hidden text stands here: the PDF leaves it out, and a Word file gives it away.",
                "Take it out, or show it (Font, Hidden; of its style too).",
                para.place,
            )
        for name in _merge_fields(para.element):
            yield _mend(
                "merge-field",
                f"‘{name}’ is a field of Word's mail merge, which is not filled here.",
                f"Write {{{{ {re.sub(r'[^a-z0-9]+', '_', name.lower()).strip('_')} }}}} as text instead.",
                para.place,
            )
        if any(_DATE.search(code) for code in _codes(para.element)):
            yield _mend(
                "date-field",
                "Word puts another date here whenever a document is opened; a PDF keeps that of this file.",
                "Write {{ printed }} as text instead, or take it out.",
                para.place,
            )


def _hides(para: Para, styles: Styles) -> bool:
    """Whether any of its text is hidden: by its own settings, or by a style that it or a run of it has."""
    if any(value(mark) not in ("0", "false") for mark in para.element.iter(W + "vanish")):
        return True
    style = value(para.element.find(f"{W}pPr/{W}pStyle")) or styles.usual("paragraph")
    plain = merged(styles.plain_run, styles.run(style))
    runs = (run for run in para.element.iter(W + "r") if any(text.text for text in run.iter(W + "t")))
    return any(is_on(styles.said_of(plain, flat(run.find(W + "rPr"))), "vanish") for run in runs)


def tracked_around(paragraphs: Sequence[Para]) -> Iterator[Finding]:
    """Tracked changes of one part that stand in no paragraph: those of tables, rows, cells and the page.

    One finding for each table, row or cell, placed at its first paragraph.
    """
    root = paragraphs[0].element.getroottree().getroot()
    told: set[Element] = set()
    for element in root.iter(etree.Element):
        above = list(element.iterancestors())
        if local(element) not in _TRACKED or any(local(one) == "p" for one in above):
            continue
        holder = next((one for one in above if local(one) in _HOLDERS), root)
        if holder not in told:
            told.add(holder)
            within = (para.place for para in paragraphs if holder in para.element.iterancestors())
            yield _tracked(next(within, Place(paragraphs[0].place.part)) if holder is not root else Place())


def for_every_reader(parts: Mapping[str, bytes], read: Mapping[str, Sequence[Para]]) -> Iterator[Finding]:
    """Pictures without words, tables without a header row, and empty paragraphs."""
    for name, paragraphs in read.items():
        for para in paragraphs:
            yield from _pictures(para)
        if name == MAIN:
            yield from unmarked(parts[name])
            yield from _empty(paragraphs)


def pictures(read: Mapping[str, Sequence[Para]]) -> tuple[str, ...]:
    """The words of every picture, in all parts; empty for one that has none."""
    found = []
    for para in (para for paragraphs in read.values() for para in paragraphs):
        for drawn in para.element.iter(W + "drawing", W + "pict"):
            if next(drawn.iter(A + "blip", V + "imagedata"), None) is not None:
                found.append(next((text for text in _alt_texts(drawn) if text.strip()), ""))
    return tuple(found)


def headings(walked: Walked, places: Places) -> Iterator[Finding]:
    """Headings of a filled sample that skip a level, or none at all."""
    last = 0
    for para in walked.paragraphs():
        if not para.level or not para.text.strip():
            continue
        if para.level > last + 1:
            wanted = f"Heading {last + 1}"
            yield _mend(
                "heading-skipped",
                f"A heading of level {para.level} follows one of level {last}."
                if last
                else f"The first heading is of level {para.level}.",
                f"Give it the style ‘{wanted}’, so that it can be found by ear.",
                places.of(para),
            )
        last = para.level
    if not last:
        yield _mend(
            "no-heading",
            "The document has no heading, so nobody can find their way in it by ear.",
            "Give its title the style ‘Heading 1’ and its sections ‘Heading 2’.",
            Place(),
        )


def language(parts: Mapping[str, bytes], wanted: str) -> Iterator[Finding]:
    """The language in which the file's text is marked, where it is none or another one."""
    said = _said_language(parts)
    if not said:
        yield _mend(
            "no-language",
            "The document does not say in which language it is.",
            "Mark all its text in Word (Review, Language, Set Proofing Language).",
            Place(),
        )
    elif not said.lower().startswith(wanted):
        yield _mend(
            "other-language",
            f"The document is marked as ‘{said}’ and is kept as one in ‘{wanted}’.",
            "Mark its text in its own language in Word, or choose the other language here.",
            Place(),
        )
    elif said.lower() == "en-us":
        yield Finding(
            "american",
            Severity.ADVICE,
            "The document is marked as American English.",
            "Mark all its text as English (United Kingdom), so that it is read aloud as it should be.",
        )


PORTRAIT: Final = (
    "Choose Portrait in Word (Layout, Orientation), unless a wide table needs it: a letter or a plan is read "
    "and filed upright"
)


def page(walked: Walked, places: Places) -> Iterator[Finding]:
    """Paper of another size than the printer's, and what the PDF cannot carry."""
    sides = sorted((walked.sheet.width, walked.sheet.height))
    if any(abs(side - wanted) > 3 for side, wanted in zip(sides, A4, strict=True)):
        yield Finding(
            "not-a4",
            Severity.ADVICE,
            "The page is not A4.",
            "Choose A4 in Word (Layout, Size), so that it prints on every office's paper.",
        )
    if walked.sheet.width > walked.sheet.height:
        yield Finding("turned", Severity.ADVICE, "The page lies on its side (landscape).", f"{PORTRAIT}.")
    near = next((one for one in walked.blocks if isinstance(one, Paragraph) and _at_edge(one, walked)), None)
    if near is not None:
        yield Finding(
            "at-edge",
            Severity.ADVICE,
            "Words stand nearer to the edge of the paper than most printers print.",
            "Make the margins 1 cm or more (Layout, Margins), and the indent no less than nothing.",
            places.of(near),
        )
    for note in walked.not_carried:
        if note.what == PAGE_TURNED:
            yield Finding(
                "turned",
                Severity.ADVICE,
                "Some pages lie on their side (landscape) and some do not.",
                f"{PORTRAIT}. The PDF sets all pages like the last.",
                places.of(note),
            )
            continue
        if any(word in note.what for word in _TOLD_ALREADY):
            continue
        yield Finding(
            "not-carried",
            Severity.ADVICE,
            f"The PDF cannot show {note.what} as it stands in Word.",
            "Look at the sample: if it does not do, use plain paragraphs, lists and tables instead.",
            places.of(note),
        )


def _at_edge(para: Paragraph, walked: Walked) -> bool:
    _, right, _, left = walked.sheet.margins
    begins = left + para.manner.left + min(para.manner.first, 0.0)
    return bool(para.text.strip()) and min(begins, right + para.manner.right) < _PRINTED_FROM


def _shut(parts: Mapping[str, bytes]) -> Iterator[Finding]:
    settings = WordParts(parts).tree("word/settings.xml")
    shut = None if settings is None else settings.find(W + "documentProtection")
    if shut is not None and value(shut, "enforcement") in ("1", "true", "on"):
        yield Finding(
            "protected",
            Severity.ADVICE,
            "The file is protected against changes, and so is every Word file that is made of it.",
            "Take it off in Word (Review, Restrict Editing, Stop Protection), unless you want it.",
        )


def _tracked(place: Place) -> Finding:
    return _mend(
        "tracked-change",
        "A tracked change is left here, and it would go out with every document.",
        "Accept or reject all changes in Word (Review, Accept), and switch tracking off.",
        place,
    )


def _mend(key: str, text: str, remedy: str, place: Place) -> Finding:
    return Finding(key, Severity.MEND, text, remedy, place)


def _codes(element: Element) -> list[str]:
    """What the fields of Word in a paragraph do."""
    written = "".join(piece.text or "" for piece in element.iter(W + "instrText"))
    return [written, *(value(simple, "instr") for simple in element.iter(W + "fldSimple"))]


def _merge_fields(element: Element) -> Iterator[str]:
    for code in _codes(element):
        yield from (name.strip() for name in _MERGE.findall(code))


def _pictures(para: Para) -> Iterator[Finding]:
    for drawn in para.element.iter(W + "drawing", W + "pict"):
        said = _alt_texts(drawn)
        holds_text = next(drawn.iter(W + "txbxContent"), None) is not None
        decorative = any(
            local(mark) == "decorative" and mark.get("val") in ("1", "true")
            for mark in drawn.iter(etree.Element)
        )
        if said and not any(text.strip() for text in said) and not decorative and not holds_text:
            yield _mend(
                "no-alt-text",
                "A picture here has no words for somebody who cannot see it.",
                "Say what it shows (right click, Edit Alt Text), or mark it as decorative.",
                para.place,
            )


def _alt_texts(drawn: Element) -> list[str]:
    said = [str(one.get("descr") or one.get("title") or "") for one in drawn.iter(WP + "docPr")]
    return said + [str(one.get("alt") or "") for one in drawn.iter(V + "shape", V + "rect")]


def _empty(paragraphs: Sequence[Para]) -> Iterator[Finding]:
    for para in paragraphs[:-1]:
        if para.text.strip() or para.place.cell is not None:
            continue
        if any(local(element) in _KEPT for element in para.element.iter() if isinstance(element.tag, str)):
            continue
        yield Finding(
            "empty-paragraph",
            Severity.ADVICE,
            "An empty paragraph makes room here; it is read aloud as ‘blank’.",
            "Take it out and give the paragraph above it space after it.",
            para.place,
        )


def _styles(parts: Mapping[str, bytes]) -> Styles:
    word = WordParts(parts)
    return Styles(word.tree("word/styles.xml"), word.tree("word/theme/theme1.xml"))


def _said_language(parts: Mapping[str, bytes]) -> str:
    word, styles = WordParts(parts), _styles(parts)
    usual = styles.run(styles.usual("paragraph")).get("lang/val", "")
    settings = word.tree("word/settings.xml")
    themed = value(None if settings is None else settings.find(W + "themeFontLang"))
    return usual or styles.plain_run.get("lang/val", "") or themed
