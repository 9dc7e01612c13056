"""Placeholders in a template that somebody meant to fill in, and forgot: '«name»', '[insert date]', 'TBC'.

Only the template itself is read, never what is filled into it: a participant's own words may say anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from jfs_desktop.documents.marks.template_findings import Finding, Place, Severity, quoted
from jfs_desktop.documents.marks.template_marks import MARK
from jfs_desktop.documents.marks.template_reading import Para
from jfs_desktop.documents.walk.word_parts import WordParts
from jfs_desktop.documents.walk.word_styles import Styles
from jfs_desktop.documents.word.word_names import Element, W, value

_TOLD: Final = (
    r"insert|enter|type|add|fill in|complete|choose|select|delete as|put|replace|to be (?:confirmed|added)"
    r"|mewnosodwch|mewnosod|rhowch|nodwch|teipiwch|ychwanegwch|dewiswch|i['’]w (?:gadarnhau|ychwanegu)"
)
"""How a bracket begins that tells the writer what to do."""
_WANTED: Final = (
    r"name|date|day|time|address|number|telephone|phone|e-?mail|postcode|provider|company|adviser|logo"
    r"|signature|text|here|enw|dyddiad|amser|cyfeiriad|rhif|ffôn|e-?bost|cod post|darparwr|llofnod|testun|yma"
)
"""What a short bracket ends with that stands for something, as in '[provider name]', '[office address]'."""
_NOT_WANTED: Final = r"no|not|without|old|new|same|dim|heb"
"""What begins a bracket that says something after all, as in '[no date]'."""
_FORGOTTEN: Final = re.compile(
    "|".join(
        (
            r"«[^«»\n]{1,60}»",
            r"<<[^<>\n]{1,60}>>",
            rf"<(?:please )?(?:{_TOLD})\b[^<>\n]{{0,80}}>",
            rf"\[(?:please )?(?:{_TOLD})\b[^\[\]\n]{{0,120}}\]",
            rf"\[(?!(?:{_NOT_WANTED})\b)(?:[\w'’/-]+ ){{0,3}}(?:{_WANTED})\]",
            r"\(insert [^()\n]{1,80}\)",
            r"\bT\.?B\.?[CAD]\b\.?",
            r"(?<![^\W_])X{4,}(?![^\W_])",
            r"(?<!\w)X{2}[/.-]X{2}[/.-](?:X{2,4}|\d{2,4})(?!\w)",
            r"\blorem ipsum\b[^.\n]{0,30}",
            r"\bclick (?:or tap )?(?:here )?to (?:enter|add) (?:text|a date)\b\.?",
            r"\bclick or tap here to enter text\b\.?|\bclick here to enter text\b\.?",
            r"\bchoose an item\.",
        )
    ),
    re.IGNORECASE,
)
_WHOLE: Final = re.compile(
    r"(?:to be (?:confirmed|added|decided)|i['’]w gadarnhau|i['’]w ychwanegu|x{3,}|\?{2,})\.?", re.IGNORECASE
)
"""What is a placeholder only where nothing else stands in the paragraph or the cell."""
_UNPRINTED: Final = re.compile(rf"{MARK.pattern}|\{{#[^{{}}]*#\}}")
"""The marks, and remarks between them, of which nothing is printed."""
_MERGED: Final = re.compile(r"\bMERGEFIELD\b", re.IGNORECASE)


def leftovers(parts: Mapping[str, bytes], read: Mapping[str, Sequence[Para]]) -> Iterator[Finding]:
    """A finding for each placeholder, with the heading under which it stands."""
    word = WordParts(parts)
    styles = Styles(word.tree("word/styles.xml"), word.tree("word/theme/theme1.xml"))
    for paragraphs in read.values():
        under = ""
        told: set[Element] = set()
        for para in paragraphs:
            if _is_heading(para, styles) and para.text.strip():
                under = quoted(para.text)
            controls = [one for one in _prompting(para.element) if one not in told]
            told.update(controls)
            for control in controls:
                yield _of_control(control, para, under)
            if not controls and not any(one in told for one in para.element.iterancestors(W + "sdt")):
                yield from _typed(para, under)


def _typed(para: Para, under: str) -> Iterator[Finding]:
    text = _UNPRINTED.sub(lambda mark: " " * len(mark[0]), para.text)
    whole = _WHOLE.fullmatch(text.strip())
    if whole is not None:
        yield _finding(whole[0], para.place, under)
    merged = _is_merged(para.element)
    for found in _FORGOTTEN.finditer(text) if whole is None else ():
        if not (merged and found[0].startswith("«")):  # told as a field of Word's mail merge
            yield _finding(found[0], para.at(found.start(), found.end()), under)


def _finding(what: str, place: Place, under: str) -> Finding:
    return Finding(
        "placeholder",
        Severity.ADVICE,
        f"‘{quoted(what)}’ looks like something that was still to be filled in{_under(under, what)}.",
        "Write what belongs there, put in a field from the list of fields, or take it out: "
        "it goes out as it stands.",
        place,
    )


def _of_control(control: Element, para: Para, under: str) -> Finding:
    said = quoted("".join(piece.text or "" for piece in control.iter(W + "t")))
    named = value(next(control.iter(W + "alias"), None))
    which = f"‘{quoted(named)}’ of Word" if named else "of Word"
    showing = f" still shows ‘{said}’" if said else " is still empty"
    return Finding(
        "empty-control",
        Severity.ADVICE,
        f"A content control {which}{showing}{_under(under, said)}.",
        "Nobody is asked for it here. Take the control out (Developer, Delete), and write what belongs there "
        "or put in a field from the list of fields.",
        para.place,
    )


def _under(heading: str, what: str) -> str:
    return f", under ‘{heading}’" if heading and what not in heading else ""


def _prompting(element: Element) -> list[Element]:
    """The content controls in or around a paragraph that show their prompt and nothing else."""
    around = [*element.iter(W + "sdt"), *element.iterancestors(W + "sdt")]
    return [one for one in around if _shows_prompt(one)]


def _shows_prompt(control: Element) -> bool:
    mark = control.find(f"{W}sdtPr/{W}showingPlcHdr")
    return mark is not None and value(mark) not in ("0", "false", "off")


def _is_merged(element: Element) -> bool:
    codes = [piece.text or "" for piece in element.iter(W + "instrText")]
    codes += [value(simple, "instr") for simple in element.iter(W + "fldSimple")]
    return any(_MERGED.search(code) for code in codes)


def _is_heading(para: Para, styles: Styles) -> bool:
    style = value(para.element.find(f"{W}pPr/{W}pStyle"))
    name = styles.name(style) if style else ""
    return name == "title" or name.startswith("heading ")
