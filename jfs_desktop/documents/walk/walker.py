"""The walk over a Word document: headings, paragraphs, lists, tables, pictures, header and footer.

Nothing is dropped in silence. What the walk cannot carry as it stands is named, with the text around it,
and its own text is carried all the same; left out, and named, are only hidden text, what a tracked change
has taken out, and the wording of comments.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from jfs_desktop.documents.page.walked import (
    PAGE_TURNED,
    Block,
    Item,
    Listing,
    PageBreak,
    Paragraph,
    Run,
    Sheet,
    Walked,
)
from jfs_desktop.documents.walk.word_numbers import Mark, Numbers
from jfs_desktop.documents.walk.word_parts import Notes, WordParts
from jfs_desktop.documents.walk.word_runs import Line, Runs
from jfs_desktop.documents.walk.word_sheet import core_property, language_of, sheet_of
from jfs_desktop.documents.walk.word_styles import Styles, beyond, manner, tabs_in
from jfs_desktop.documents.walk.word_tables import Surroundings, TableReader
from jfs_desktop.documents.word.word_names import (
    SOURCE,
    Element,
    Properties,
    R,
    W,
    flat,
    inside,
    is_on,
    local,
    merged,
    number,
    value,
)
from jfs_desktop.documents.word.word_package import Elsewhere, open_word

MAIN = "word/document.xml"
_SILENT = frozenset(
    {"sectPr", "bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "commentRangeStart",
     "commentRangeEnd", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
     "tcPr", "sdtPr", "sdtEndPr", "customXmlPr"}
)  # fmt: skip
_THROUGH = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo"})
_MOST_DEEP = 12
_A_NOTE = {"footnote": "a footnote", "endnote": "an endnote"}
"""Tables in tables in tables: deeper ones are read as text one after the other."""


def walk(content: bytes, name: str = "") -> Walked:
    """A .docx walked through. Raises WordFileRefused as the door does (word_package)."""
    package = open_word(content, name, elsewhere=Elsewhere.DROP)
    return walk_parts(package.parts, package.dropped)


def walk_parts(found: Mapping[str, bytes], dropped: tuple[str, ...] = ()) -> Walked:
    """The same of parts that have come through the door; ``dropped`` is what it left out."""
    parts = WordParts(found)
    notes = Notes()
    for what in dropped:
        notes.add(what)
    styles = Styles(parts.tree("word/styles.xml"), parts.tree("word/theme/theme1.xml"))
    language = language_of(parts, styles)
    shared = _Shared(parts, styles, Numbers(parts.tree("word/numbering.xml")), notes, language)
    body = parts.tree(MAIN)
    inner = None if body is None else body.find(W + "body")
    if body is not None and body.find(W + "background") is not None:
        notes.add("a colour of the page (Word prints none)")
    section = None if inner is None else inner.find(W + "sectPr")
    sheet = sheet_of(section, notes)
    walk_body = _Walk(shared, MAIN, sheet.width - sheet.margins[1] - sheet.margins[3], section)
    blocks = () if inner is None else walk_body.blocks(inner, {}, {})
    return Walked(
        blocks=blocks + walk_body.notes_below(),
        sheet=_with_header(sheet, section, shared),
        title=core_property(parts, "title"),
        author=core_property(parts, "creator"),
        language=language,
        not_carried=tuple(notes.found),
    )


class _Shared:
    """What every part of one document shares."""

    def __init__(
        self, parts: WordParts, styles: Styles, numbers: Numbers, notes: Notes, language: str
    ) -> None:
        self.parts = parts
        self.styles = styles
        self.numbers = numbers
        self.notes = notes
        self.language = language
        settings = parts.tree("word/settings.xml")
        modes = [
            number(value(setting))
            for setting in (() if settings is None else settings.iter(W + "compatSetting"))
            if value(setting, "name") == "compatibilityMode"
        ]
        self.before_2013 = (modes[0] if modes else 12) < 15
        self.even_pages = settings is not None and settings.find(W + "evenAndOddHeaders") is not None


class _Walk:
    """The walk over one part."""

    def __init__(self, shared: _Shared, part: str, room: float, section: Element | None = None) -> None:
        self._shared = shared
        self._room = room
        self._section = section
        self._runs = Runs(shared.parts, part, shared.styles, shared.notes, shared.language)
        self._pointed: list[tuple[str, str]] = []
        self._deep = 0

    def blocks(self, parent: Element, runs: Properties, paragraphs: Properties) -> tuple[Block, ...]:
        """The blocks in an element; ``runs`` and ``paragraphs`` are what a table's style adds."""
        found: list[Block | Item] = []
        for child in inside(parent):
            self._block(child, runs, paragraphs, found)
        return _gathered(found)

    def notes_below(self) -> tuple[Block, ...]:
        """The footnotes and endnotes that were pointed to, one after the other."""
        found: list[Block] = []
        for kind, identifier in self._pointed:
            part = f"word/{kind}s.xml"
            tree = self._shared.parts.tree(part)
            self._shared.notes.add(f"the place of {_A_NOTE[kind]} (it stands at the end)")
            for note in () if tree is None else tree.findall(W + kind):
                if value(note, "id") == identifier:
                    below = _Walk(self._shared, part, self._room).blocks(note, {}, {})
                    found += _with_mark(f"[{identifier}] ", below)
        return tuple(found)

    def _block(
        self, child: Element, runs: Properties, paragraphs: Properties, found: list[Block | Item]
    ) -> None:
        name = local(child)
        if name == "p":
            found += self._paragraph(child, runs, paragraphs)
        elif name == "tbl":
            found += self._table(child)
        elif name in _THROUGH:
            found += self.blocks(child, runs, paragraphs)
        elif name in ("del", "moveFrom"):
            self._shared.notes.add("a tracked change that was taken out (it is left out)")
        elif name not in _SILENT:
            self._shared.notes.unknown(name)
            found += self.blocks(child, runs, paragraphs)

    def _table(self, element: Element) -> tuple[Block, ...]:
        self._deep += 1
        try:
            if self._deep > _MOST_DEEP:
                self._shared.notes.add("a table inside many others (its text is carried)")
                return tuple(
                    block
                    for cell in element.iter(W + "p")
                    for block in _gathered(self._paragraph(cell, {}, {}))
                )
            shared = self._shared
            around = Surroundings(shared.styles, self.blocks, shared.notes, outdent=shared.before_2013)
            table = TableReader(element, around, self._room).read()
            return (table,) if table.rows else ()
        finally:
            self._deep -= 1

    def _paragraph(self, element: Element, runs: Properties, paragraphs: Properties) -> list[Block | Item]:
        shared = self._shared
        shared.notes.near = "".join(text.text or "" for text in element.iter(W + "t")).strip()
        shared.notes.source = source = str(element.get(SOURCE) or "")
        own = element.find(W + "pPr")
        direct = flat(own)
        style = direct.get("pStyle/val", "") or shared.styles.usual("paragraph")
        of_style = shared.styles.paragraph(style)
        said = merged(shared.styles.plain_paragraph, paragraphs, of_style, direct)
        mark = self._mark(said, style)
        if mark is not None:
            # The list's own indents: stronger than a style where the paragraph itself names the list.
            indents = {key: said for key, said in mark.indents.items() if key.startswith("ind/")}
            layers = (of_style, indents) if "numPr/numId/val" in direct else (indents, of_style)
            said = merged(shared.styles.plain_paragraph, paragraphs, *layers, direct)
        plain = merged(shared.styles.plain_run, runs, shared.styles.run(style))
        line = self._runs.read(element, plain)
        tabs = {**shared.styles.tabs(style), **tabs_in(own)}
        face = shared.styles.face(merged(plain, {} if own is None else flat(own.find(W + "rPr"))))
        how = manner(said, tabs, face, style)
        sizes = [piece.face.size for piece in line.pieces if isinstance(piece, Run) and piece.text.strip()]
        for what in beyond(said, max(sizes, default=0.0)):
            shared.notes.add(what)
        level = self._level(said, style)
        made = self._pieces(line, Paragraph((), how, level, source))
        if mark is not None and mark.text:
            made = self._marked(made, mark, said, plain)
        return [*made, *self._after(element, line)]

    def _mark(self, said: Properties, style: str) -> Mark | None:
        listed = said.get("numPr/numId/val", "0")
        if listed == "0":
            return None
        depth = said.get("numPr/ilvl/val", "")
        at = int(number(depth)) if depth else self._shared.numbers.depth_of_style(style, listed)
        return self._shared.numbers.next(listed, at)

    def _level(self, said: Properties, style: str) -> int:
        """1 to 9 for a heading: by its outline level, or by the name that Word gives its style."""
        outline = said.get("outlineLvl/val", "")
        if outline.isdecimal():
            return int(outline) + 1 if int(outline) < 9 else 0
        name = self._shared.styles.name(style)
        if name == "title":
            return 1
        last = name.removeprefix("heading ")
        return int(last) if name.startswith("heading ") and last in set("123456789") else 0

    def _pieces(self, line: Line, whole: Paragraph) -> list[Block | Item]:
        """The paragraph, in pieces where a new page begins inside it; ``whole`` is it without its words."""
        found: list[Block | Item] = []
        gathered: list[Run | object] = []
        for piece in [*line.pieces, None]:
            if piece is None or isinstance(piece, PageBreak):
                if gathered or piece is None:
                    found.append(replace(whole, inlines=tuple(_joined(gathered))))  # type: ignore[arg-type]
                gathered = []
                if piece is not None:
                    found.append(piece)
            else:
                gathered.append(piece)
        last = found[-1]
        if len(found) > 1 and isinstance(last, Paragraph) and not last.inlines:
            found.pop()  # what follows a break at the end of a paragraph is the next paragraph
        return found

    def _marked(
        self, made: list[Block | Item], mark: Mark, said: Properties, plain: Properties
    ) -> list[Block | Item]:
        face = self._shared.styles.face(merged(plain, mark.face))
        for at, block in enumerate(made):
            if not isinstance(block, Paragraph):
                continue
            if block.level:
                numbered = (Run(f"{mark.text} ", face), *block.inlines)
                made[at] = replace(block, inlines=numbered)
            else:
                depth = max(0, int(number(said.get("numPr/ilvl/val"))))
                whose = int(number(said.get("numPr/numId/val")))
                made[at] = Item(mark.text, block, depth, mark.ordered, face, whose)
            break
        return made

    def _after(self, element: Element, line: Line) -> list[Block | Item]:
        found: list[Block | Item] = []
        for box in line.boxes:
            found += self.blocks(box, {}, {})
        self._pointed += line.notes_below
        section = element.find(f"{W}pPr/{W}sectPr")
        if section is not None:
            if value(section.find(W + "type")) != "continuous":
                found.append(PageBreak())
            one, other = sheet_of(section, self._shared.notes), sheet_of(self._section, Notes())
            if (one.width > one.height) != (other.width > other.height):
                self._shared.notes.add(PAGE_TURNED)
            elif (one.width, one.height, one.margins) != (other.width, other.height, other.margins):
                self._shared.notes.add("a section with a page layout of its own")
        return found


def _joined(pieces: list[Run | object]) -> list[object]:
    """Runs that look alike as one: Word cuts its text where it likes."""
    found: list[object] = []
    for piece in pieces:
        last = found[-1] if found else None
        if (
            isinstance(piece, Run)
            and isinstance(last, Run)
            and (piece.face, piece.link, piece.language) == (last.face, last.link, last.language)
        ):
            found[-1] = replace(last, text=last.text + piece.text)
        else:
            found.append(piece)
    return found


def _gathered(found: list[Block | Item]) -> tuple[Block, ...]:
    """Items that follow each other become one list."""
    blocks: list[Block] = []
    items: list[Item] = []
    for block in [*found, None]:
        if isinstance(block, Item):
            items.append(block)
            continue
        if items:
            blocks.append(Listing(tuple(items)))
            items = []
        if block is not None:
            blocks.append(block)
    return tuple(blocks)


def _with_mark(mark: str, blocks: tuple[Block, ...]) -> list[Block]:
    first, *rest = blocks or (Paragraph(()),)
    if isinstance(first, Paragraph):
        return [replace(first, inlines=(Run(mark, first.manner.plain), *first.inlines)), *rest]
    return [Paragraph((Run(mark),)), first, *rest]


def _with_header(sheet: Sheet, section: Element | None, shared: _Shared) -> Sheet:
    """The page with what stands on every page."""
    if section is None:
        return sheet
    room = sheet.width - sheet.margins[1] - sheet.margins[3]
    found: dict[str, tuple[Block, ...]] = {}
    pointers = shared.parts.pointers(MAIN)
    for reference in inside(section):
        kind = local(reference).removesuffix("Reference")
        pointer = pointers.get(str(reference.get(R + "id") or ""))
        if kind not in ("header", "footer") or pointer is None:
            continue
        tree = shared.parts.tree(pointer.target)
        if tree is not None:
            found[f"{kind} {value(reference, 'type')}"] = _Walk(shared, pointer.target, room).blocks(
                tree, {}, {}
            )
    if shared.even_pages and ("header even" in found or "footer even" in found):
        shared.notes.near = shared.notes.source = ""
        shared.notes.add("a header or footer of its own for even pages")
    return replace(
        sheet,
        header=found.get("header default", ()),
        footer=found.get("footer default", ()),
        own_first=is_on(flat(section), "titlePg"),
        first_header=found.get("header first", ()),
        first_footer=found.get("footer first", ()),
    )
