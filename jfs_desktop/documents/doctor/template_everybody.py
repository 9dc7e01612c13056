"""The parts that some would get and others not, since a condition decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from jfs_desktop.documents.doctor.template_parts import Shown, by_fields, by_words, named, them
from jfs_desktop.documents.marks.template_conditions import Printed, outside
from jfs_desktop.documents.marks.template_findings import Finding, Place, Severity
from jfs_desktop.documents.marks.template_marks import marks_of
from jfs_desktop.documents.marks.template_reading import Para
from jfs_desktop.documents.page.walked import Walked
from jfs_desktop.documents.samples.template_fields import RequiredPart, TemplateKind


class Ways:
    """The sample of a template with every condition met, and with none met; ``make`` fills it so."""

    def __init__(self, read: Mapping[str, Sequence[Para]], make: Callable[[bool], Walked]) -> None:
        self.read = read
        self._make = make
        free = (para for paragraphs in read.values() for para in outside(paragraphs))
        self._free = [para.text for para in free if para.place.part == "text"]

    def without(self, words: str = "") -> Sequence[Walked]:
        """Both of them; none where a paragraph in no condition fits the pattern ``words``, so that no
        condition can take them away."""
        held = words and any(re.search(words, text, re.IGNORECASE) for text in self._free)
        return () if held else self._both

    @cached_property
    def _both(self) -> Sequence[Walked]:
        return [self._make(way) for way in (True, False)]


def parts_of_some(kind: TemplateKind, language: str, shown: Shown, ways: Ways) -> Iterator[Finding]:
    """A finding for each part that is there, and of which something other than itself decides that."""
    printed = [Printed(marks_of(paragraphs)[0], kind.fields) for paragraphs in ways.read.values()]
    for part in kind.parts:
        if by_fields(part, shown):
            yield from _of_fields(part, shown, printed)
        elif by_words(part, language, shown):
            yield from _of_words(part, language, ways)


def _of_fields(part: RequiredPart, shown: Shown, printed: Sequence[Printed]) -> Iterator[Finding]:
    wanted = (*part.fields, *part.either)
    own = [name for name in wanted if name in shown.asked and shown.says(name)]
    told = [one.surely(wanted) for one in printed]
    left = [name for name in own if not any(name in one.printed for one in told)]
    decides = [one.decides[name] for name in left for one in told if name in one.decides]
    if not decides or (part.either and len(left) < len(own)):
        return
    yield Finding(
        "part-conditional",
        Severity.MEND,
        f"‘{decides[0].written}’ decides whether the document has {part.name}: some get it without.",
        f"Take {named(left)} out of that condition, or write {them(left)} in each of its branches.",
        decides[0].place,
        part.paragraph,
    )


def _of_words(part: RequiredPart, language: str, ways: Ways) -> Iterator[Finding]:
    wanted = part.words[language]
    samples = ways.without("" if part.section else wanted)
    if all(by_words(part, language, Shown(one, {})) for one in samples):
        return
    pattern = re.compile(wanted, re.IGNORECASE | re.DOTALL)
    found = ((para, pattern.search(para.text)) for paragraphs in ways.read.values() for para in paragraphs)
    yield Finding(
        "part-conditional",
        Severity.MEND,
        f"A condition decides whether the document has {part.name}: some get it without.",
        "Take it out of the condition, with the words that belong to it.",
        next((para.at(*words.span()) for para, words in found if words), Place()),
        part.paragraph,
    )
