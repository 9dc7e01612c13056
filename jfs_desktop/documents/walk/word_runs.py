"""What stands inside a paragraph of Word: text and its faces, links, numbers of pages, pictures, breaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from jfs_desktop.documents.page.walked import Face, Inline, Number, PageBreak, PageNumber, Picture, Run
from jfs_desktop.documents.walk import word_pictures
from jfs_desktop.documents.walk.word_parts import Notes, WordParts
from jfs_desktop.documents.walk.word_styles import Styles
from jfs_desktop.documents.walk.word_symbols import UNKNOWN, is_symbol_font, sign
from jfs_desktop.documents.word.word_form_fields import shown_in
from jfs_desktop.documents.word.word_names import (
    Element,
    M,
    Properties,
    R,
    W,
    flat,
    inside,
    is_on,
    local,
    number,
    points,
    value,
)

_SILENT: Final = frozenset(
    {"pPr", "rPr", "bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd",
     "lastRenderedPageBreak", "commentRangeStart", "commentRangeEnd", "moveFromRangeStart",
     "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "sdtPr", "sdtEndPr", "smartTagPr",
     "customXmlPr", "annotationRef", "footnoteRef", "endnoteRef", "separator", "continuationSeparator",
     "instrText", "delInstrText", "fldData"}
)  # fmt: skip
_THROUGH: Final = frozenset({"smartTag", "customXml", "sdt", "sdtContent", "bdo", "dir", "rubyBase"})
_DRAWN: Final = ("drawing", "pict", "object")
_NUMBERS: Final = {"PAGE": Number.PAGE, "NUMPAGES": Number.PAGES, "SECTIONPAGES": Number.PAGES}
_LINKED: Final = ("http://", "https://", "mailto:", "tel:")
_KEPT_FIELDS: Final = {
    "TOC": "a table of contents (it stands as Word last wrote it)",
    "DATE": "a date that Word keeps current (it stands as Word last wrote it)",
    "TIME": "a time that Word keeps current (it stands as Word last wrote it)",
    "FORMTEXT": "a box to fill in (what stands in it is carried)",
    "FORMDROPDOWN": "a list to choose from (what is chosen is carried)",
}


@dataclass(slots=True)
class Line:
    """What one paragraph holds, in order, and the boxes of text that hang on it."""

    pieces: list[Inline | PageBreak] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes_below: list[tuple[str, str]] = field(default_factory=list)
    """Footnotes and endnotes that are pointed to: kind and identifier."""


@dataclass(slots=True)
class _Field:
    code: str = ""
    shows: bool = False
    number: Number | None = None
    link: str = ""
    chosen: str = ""
    """The box or the choice that a field of a form shows."""


_CLOSEST, _WIDEST = -0.5, 2.0
"""Points between letters, beside those of the font: nearer ones run into one another."""
_STRETCHED, _RAISED = 10, 3
"""In hundredths of the width of letters, and in half points."""


class Runs:
    """Reads the paragraphs of one part."""

    def __init__(self, parts: WordParts, part: str, styles: Styles, notes: Notes, language: str) -> None:
        self._parts = parts
        self._part = part
        self._styles = styles
        self._notes = notes
        self._language = language.partition("-")[0]
        self._fields: list[_Field] = []

    def read(self, paragraph: Element, plain: Properties) -> Line:
        """``plain`` are the run properties of the paragraph's style."""
        line = Line()
        self._children(paragraph, plain, "", line)
        return line

    def _children(self, parent: Element, plain: Properties, link: str, line: Line) -> None:
        for child in inside(parent):
            self._child(child, plain, link, line)

    def _child(self, child: Element, plain: Properties, link: str, line: Line) -> None:
        name = local(child)
        if name in _SILENT:
            return
        if child.tag == W + "r":
            self._run(child, plain, link, line)
        elif child.tag == W + "t":
            line.pieces.append(Run(child.text or "", self._face(plain, {}), link))
        elif name == "hyperlink":
            self._children(child, plain, self._address(child) or link, line)
        elif name == "fldSimple":
            self._simple_field(child, plain, link, line)
        elif name in _THROUGH:
            self._children(child, plain, link, line)
        elif name in ("ins", "moveTo"):
            self._notes.add("a tracked change that was put in (it is carried as if accepted)")
            self._children(child, plain, link, line)
        elif name in ("del", "moveFrom"):
            self._notes.add("a tracked change that was taken out (it is left out)")
        elif child.tag.startswith(M):
            self._formula(child, plain, line)
        else:
            self._notes.unknown(name)
            self._children(child, plain, link, line)

    def _address(self, hyperlink: Element) -> str:
        pointer = self._parts.pointers(self._part).get(str(hyperlink.get(R + "id") or ""))
        if pointer is None:
            self._notes.add("a link to a place in the document (its text is carried)")
            return ""
        if not pointer.target.lower().startswith(_LINKED):
            self._notes.add(
                "a link to something that is no web page, e-mail or telephone (its text is carried)"
            )
            return ""
        return pointer.target

    def _simple_field(self, child: Element, plain: Properties, link: str, line: Line) -> None:
        number = self._begun_field(value(child, "instr")).number
        if number is None:
            self._children(child, plain, link, line)
            return
        properties = next((flat(run.find(W + "rPr")) for run in child.iter(W + "r")), {})
        line.pieces.append(PageNumber(number, self._face(plain, properties)))

    def _begun_field(self, code: str, chosen: str = "") -> _Field:
        words = code.split()
        kind = words[0].upper() if words else ""
        found = _Field(code, True, _NUMBERS.get(kind), chosen=chosen)
        if kind == "HYPERLINK" and len(words) > 1:
            address = words[1].strip('"“”')
            found.link = address if address.lower().startswith(_LINKED) else ""
        if kind in _KEPT_FIELDS:
            self._notes.add(_KEPT_FIELDS[kind])
        return found

    def _face(self, plain: Properties, said: Properties) -> Face:
        return self._styles.face(self._styles.said_of(plain, said))

    def _run(self, run: Element, plain: Properties, link: str, line: Line) -> None:
        own = flat(run.find(W + "rPr"))
        said = self._styles.said_of(plain, own)
        face, hidden = self._styles.face(said), is_on(said, "vanish")
        language = own.get("lang/val", "")
        if language.partition("-")[0] == self._language:
            language = ""
        for child in inside(run):
            if self._field_mark(child, face, line):
                continue
            if any(not f.shows or f.number or f.chosen for f in self._fields):
                continue
            text = self._text(child, face.font)
            if hidden:
                if text or local(child) in _DRAWN:
                    self._notes.add("hidden text (it is left out)")
            elif text:
                self._note_of_look(said, text)
                shown = text.upper() if face.capitals else text
                address = link or next((f.link for f in reversed(self._fields) if f.link), "")
                line.pieces.append(Run(shown, face, address, language))
            else:
                self._thing(child, plain, link, line)

    def _note_of_look(self, said: Properties, text: str) -> None:
        """What Word does with the letters themselves, where a reader sees it."""
        apart, wide = points(said.get("spacing/val")), number(said.get("w/val"), 100)
        if not text.strip():
            return
        if apart < _CLOSEST or apart > _WIDEST:
            self._notes.add("letters set closer together or wider apart (they stand as usual)")
        if wide and abs(wide - 100) > _STRETCHED:
            self._notes.add("letters squeezed or stretched (they stand as usual)")
        if abs(number(said.get("position/val"))) > _RAISED:
            self._notes.add("letters raised or lowered (they stand on the line)")

    def _field_mark(self, child: Element, face: Face, line: Line) -> bool:
        """Whether it is part of a field's own writing, which is followed here."""
        if child.tag == W + "instrText":
            if self._fields:
                self._fields[-1].code += child.text or ""
            return True
        if child.tag != W + "fldChar":
            return False
        kind = value(child, "fldCharType")
        if kind == "begin":
            self._fields.append(_Field(chosen=shown_in(child)))
        elif kind == "separate" and self._fields:
            self._fields[-1] = self._begun_field(self._fields[-1].code, self._fields[-1].chosen)
            self._print_value(self._fields[-1], face, line)
        elif kind == "end" and self._fields:
            last = self._fields.pop()
            if not last.shows:
                self._print_value(self._begun_field(last.code, last.chosen), face, line)
        return True

    def _print_value(self, field_: _Field, face: Face, line: Line) -> None:
        if field_.number is not None:
            line.pieces.append(PageNumber(field_.number, face))
        elif field_.chosen:
            line.pieces.append(Run(field_.chosen, face))

    def _text(self, child: Element, font: str) -> str:
        name = local(child)
        if name == "t":
            return self._signs(child.text or "", font) if is_symbol_font(font) else child.text or ""
        if name == "sym":
            return self._symbol(child)
        if name == "br" and value(child, "type") in ("", "textWrapping"):
            return "\n"
        return {"tab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}.get(name, "")

    def _symbol(self, child: Element) -> str:
        try:
            letter = chr(int(value(child, "char"), 16))
        except (ValueError, OverflowError):
            return ""
        font = value(child, "font")
        if letter > "\u00ff" and not "\ue000" <= letter <= "\uf8ff":
            return letter
        return self._signs(letter, font)

    def _signs(self, letters: str, font: str) -> str:
        """What a reader sees of letters of a symbol font."""
        shown = ""
        for letter in letters:
            known = letter if letter.isspace() or "\u0100" <= letter < "\ue000" else sign(letter, font)
            if not known:
                self._notes.add(f"a sign of the font {font or 'for symbols'} (a dot stands for it)")
            shown += known or UNKNOWN
        return shown

    def _thing(self, child: Element, plain: Properties, link: str, line: Line) -> None:
        name = local(child)
        if name in _SILENT or name in ("t", "tab", "cr"):
            return
        if name == "br":
            if value(child, "type") == "column":
                self._notes.add("the start of a new column")
            line.pieces.append(PageBreak())
        elif name in _DRAWN:
            self._drawing(name, child, line)
        elif name in ("footnoteReference", "endnoteReference"):
            self._pointed(name, child, plain, line)
        elif name == "commentReference":
            self._notes.add("a comment")
        elif name in (
            "ptab",
            "pgNum",
            "dayLong",
            "dayShort",
            "monthLong",
            "monthShort",
            "yearLong",
            "yearShort",
        ):
            if name != "ptab":
                self._notes.add("a part of a date that Word keeps current (a gap stands for it)")
            line.pieces.append(Run("\t", self._face(plain, {})))
        elif child.tag == W + "r":
            self._run(child, plain, link, line)
        elif name == "contentPart":
            self._notes.add("what was written or drawn by hand")
        elif name != "delText":
            self._notes.unknown(name)
            self._children(child, plain, link, line)

    def _drawing(self, name: str, child: Element, line: Line) -> None:
        read: Callable[..., object] = word_pictures.drawn if name == "drawing" else word_pictures.old_drawn
        if name == "object":
            self._notes.add("an object of another program (its picture is carried)")
        found = read(child, self._part, self._parts, self._notes)
        if isinstance(found, Picture):
            line.pieces.append(found)
        for box in child.iter(W + "txbxContent"):
            self._notes.add("a box of text (its text follows the paragraph)")
            line.boxes.append(box)

    def _pointed(self, name: str, child: Element, plain: Properties, line: Line) -> None:
        kind = name.removesuffix("Reference")
        line.notes_below.append((kind, value(child, "id")))
        mark = Run(f"[{value(child, 'id')}]", replace(self._face(plain, {}), raised=1))
        line.pieces.append(mark)

    def _formula(self, child: Element, plain: Properties, line: Line) -> None:
        self._notes.add("a formula (its letters are carried in one line)")
        text = "".join(piece.text or "" for piece in child.iter(M + "t"))
        if text:
            line.pieces.append(Run(text, self._face(plain, {})))
