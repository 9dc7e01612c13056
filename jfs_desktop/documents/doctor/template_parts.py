"""The parts that the guidance wants in a document: each has to stand in the filled sample.

That a field is named somewhere in the file is not enough: a condition may leave it out, or a style hide it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

from jfs_desktop.documents.marks.template_findings import Finding, Place, Severity
from jfs_desktop.documents.marks.template_marks import MARK
from jfs_desktop.documents.marks.template_reading import Para
from jfs_desktop.documents.page.walked import Paragraph, Walked, paragraphs_of
from jfs_desktop.documents.samples.template_fields import RequiredPart, TemplateKind
from jfs_desktop.documents.wording.rich_lines import without_signs


class Shown:
    """What a sample shows that was filled with ``fields``; those are empty where it could not be filled.
    ``asked`` are the fields that the template names."""

    def __init__(self, walked: Walked, fields: Mapping[str, Any], asked: Iterable[str] = ()) -> None:
        sheet, self.walked = walked.sheet, walked
        around = sheet.header + sheet.first_header + sheet.footer + sheet.first_footer
        self.paragraphs = tuple(walked.paragraphs())
        self._text = _plain(" ".join(para.text for para in (*self.paragraphs, *paragraphs_of(around))))
        self._fields, self.asked = fields, frozenset(asked)

    def says(self, name: str) -> bool:
        """Whether a field ('agreed_line', 'objectives.measure') stands there, in any of its rows."""
        return not self._fields or any(line in self._text for line in _lines(self._fields, name.split(".")))

    def holds(self, words: str) -> bool:
        """Whether these words stand in it."""
        return not self._fields or _plain(words) in self._text


def missing_parts(
    kind: TemplateKind, language: str, shown: Shown, read: Mapping[str, Sequence[Para]]
) -> Iterator[Finding]:
    """A finding for each part that the guidance wants and that is not there."""
    for part in kind.parts:
        if by_fields(part, shown) or by_words(part, language, shown):
            continue
        fields = part.fields or part.either
        unseen = [name for name in fields if name in shown.asked and not shown.says(name)]
        yield Finding(
            "part-missing",
            Severity.MEND,
            f"The document lacks {part.name}.",
            _how_seen(unseen) if unseen else _how(part, [name for name in fields if name not in shown.asked]),
            _place_of(unseen[0], read) if unseen else Place(),
            part.paragraph,
        )


def by_fields(part: RequiredPart, shown: Shown) -> bool:
    """Whether a part stands there as its fields."""
    there = {name for name in (*part.fields, *part.either) if name in shown.asked and shown.says(name)}
    return bool(part.fields and there.issuperset(part.fields)) or not there.isdisjoint(part.either)


def by_words(part: RequiredPart, language: str, shown: Shown) -> bool:
    """Whether it stands there in words of the template's own."""
    pattern = part.words.get(language, "")
    if not pattern:
        return False
    if not part.section:
        return any(re.search(pattern, para.text, re.IGNORECASE | re.DOTALL) for para in shown.paragraphs)
    return any(
        para.level
        and re.search(pattern, para.text, re.IGNORECASE)
        and _has_text(para.level, shown.paragraphs[at + 1 :])
        for at, para in enumerate(shown.paragraphs)
    )


def _has_text(level: int, below: Sequence[Paragraph]) -> bool:
    """Whether words stand below a heading of that level, under headings inside it too."""
    inner = takewhile(lambda para: not para.level or para.level > level, below)
    return any(not para.level and para.text.strip() for para in inner)


def _how(part: RequiredPart, lacks: Sequence[str]) -> str:
    fields = named(lacks)
    if part.fields or not part.words:
        return f"Put in {fields} from the list of fields."
    where = "a heading for it with your own words below it" if part.section else "a sentence that says so"
    return f"Put in {where}, or {fields} from the list of fields." if fields else f"Put in {where}."


def _how_seen(unseen: Sequence[str]) -> str:
    it = them(unseen)
    return f"The file has {named(unseen)}, but the sample does not show {it}: take out what leaves {it} out."


def them(fields: Sequence[str]) -> str:
    """The word for them."""
    return "it" if len(fields) == 1 else "them"


def named(fields: Sequence[str]) -> str:
    """Fields as a finding names them."""
    return ", ".join(f"‘{name}’" for name in fields)


def _place_of(field: str, read: Mapping[str, Sequence[Para]]) -> Place:
    """Where the template writes a field, or goes through it, or else only asks for it."""
    name = re.compile(rf"\b{re.escape(field.rpartition('.')[2])}\b")
    found = [
        (mark[0].startswith("{%") and " for " not in mark[0], at, para.at(mark.start(), mark.end()))
        for at, para in enumerate(para for paragraphs in read.values() for para in paragraphs)
        for mark in MARK.finditer(para.text)
        if name.search(mark[0])
    ]
    return min(found, key=lambda one: one[:2])[2] if found else Place()


def _lines(value: Any, path: Sequence[str]) -> Iterator[str]:
    """Each line of a field of the sample, as it is compared."""
    if isinstance(value, list):
        for one in value:
            yield from _lines(one, path)
    elif path and isinstance(value, Mapping):
        yield from _lines(value.get(path[0], ""), path[1:])
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _lines(inner, path)
    else:
        yield from filter(None, map(_plain, without_signs(str(value)).splitlines()))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
