"""What was typed into a JFAP, set among the words of its document in the language that it is in.

Titles, labels and days are in the document's language; what was typed is in the adviser's. Where they differ
its runs say so, so that a screen reader reads each aloud as it should (JFS 3.19).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from jfs_desktop.documents.papers.template import printable
from jfs_desktop.documents.wording.labels import Labels, labels_in
from jfs_desktop.documents.wording.record_sentences import in_way, said_again, way_again
from jfs_desktop.documents.wording.rich_lines import (
    RichLines,
    SignedText,
    in_language,
    marked_block,
    marked_lines,
    without_signs,
)
from jfs_desktop.rules.person.document_language import WELSH_MONTHS, DocumentLanguage
from jfs_desktop.rules.plan.plan import PlanContent
from jfs_desktop.rules.writing.wording import MONTHS, SHORT_MONTHS

_NOTED = re.compile(rf"(\d{{1,2}}) ({'|'.join(SHORT_MONTHS)}): (.+)")
_LONG_DAY = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")
_LISTED = re.compile(r"(- |[1-9][0-9]{0,2}\. )?(.*)")


class TypedText:
    """Sets typed texts. ``words`` are those of the document, ``written_in`` is the language of what was
    typed; ``said`` its key where it is another than the document's, else ''."""

    def __init__(self, words: Labels, written_in: DocumentLanguage) -> None:
        self._words = words
        self.said = "" if written_in is words.language else written_in.value

    def lines(self, text: str) -> list[RichLines]:
        """The paragraphs of a text, with its bold words, lists and links; empty lines are left out."""
        return marked_lines(self._each(text, self._line))

    def cell(self, text: str) -> SignedText:
        """A text for a table's cell, one line each, without empty lines."""
        kept = [line.strip() for line in without_signs(printable(text)).split("\n")]
        return SignedText(self._mark("\n".join(line for line in kept if line)))

    def name(self, text: str) -> str:
        """What the programme calls so, in the document's language, or else the text as it was typed."""
        return self._words.known(text) or self.cell(text)

    def within(self, text: str) -> str:
        """A typed text to be put into a line of the document's own; the line becomes a SignedText."""
        return self._words.known(text) or self._mark(without_signs(printable(text)))

    def recorded(self, text: str) -> RichLines:
        """An entry of the record: questions in the document's language, the answers as they were typed."""
        return marked_block(self.told_in_record(text))

    def told_in_record(self, text: str) -> str:
        """The same before it is set."""
        return self._each(text, lambda line: self._recorded(line.strip()))

    def noted(self, text: str) -> list[RichLines]:
        """What stands under a heading. What a recorded fact wrote there ('3 June: Topic: ...; ...') has its
        day and its questions in the document's language."""
        return marked_lines(self.told_under_heading(text))

    def told_under_heading(self, text: str) -> str:
        """The same before it is set."""
        return self._each(text, self._under_heading)

    def _each(self, text: str, one: Callable[[str], str]) -> str:
        return "\n".join(one(line) for line in without_signs(printable(text)).split("\n"))

    def _mark(self, text: str) -> str:
        return in_language(text, self.said)

    def _line(self, line: str) -> str:
        """A bullet or number stands before the sign, so that it is still read as one."""
        found = _LISTED.fullmatch(line) if self.said else None
        return f"{found[1] or ''}{self._mark(found[2].strip())}" if found else line

    def way(self, told: str) -> str:
        """How somebody agreed, within a sentence: 'by video call' for 'Video call'."""
        return in_way(self._words, told) or way_again(self._words, told) or self.within(told)

    def _recorded(self, line: str) -> str:
        told = said_again(line, self._words, self._answer)
        if told:
            return told
        question, colon, answer = line.partition(": ")
        asked = self._asked(question) if colon else ""
        return f"{asked}: {self._words.known(answer) or self._mark(answer)}" if asked else self._line(line)

    def _answer(self, text: str) -> str:
        """An answer within a sentence of ours; a day and a way to meet are ours too."""
        return way_again(self._words, text) or self._day(text) or self._mark(text)

    def _day(self, text: str) -> str:
        found = _LONG_DAY.fullmatch(text)
        if found is None or self._words.language is DocumentLanguage.ENGLISH:
            return found[0] if found else ""
        return f"{found[1]} {WELSH_MONTHS[MONTHS.index(found[2])]} {found[3]}"

    def _asked(self, question: str) -> str:
        """A question of the programme in the document's language; '' for words that were typed."""
        if self._words.language is DocumentLanguage.WELSH:
            return self._words.known(question) or ""
        named = self.said and labels_in(DocumentLanguage.WELSH).known(question)
        return question if named else ""

    def _under_heading(self, line: str) -> str:
        found = _NOTED.fullmatch(line)
        if found is None:
            return self._line(line)
        month = found[2]
        if self._words.language is DocumentLanguage.WELSH:
            month = WELSH_MONTHS[SHORT_MONTHS.index(month)]
        told = said_again(found[3], self._words, self._answer)
        return f"{found[1]} {month}: {told or '; '.join(map(self._recorded, found[3].split('; ')))}"


def in_words(words: Labels, content: PlanContent) -> PlanContent:
    """A plan with what the program itself wrote into it in the language of a document; what was typed stays
    as it was typed."""
    if words.language is DocumentLanguage.ENGLISH:
        return content
    plain = TypedText(words, words.language)
    return replace(
        content,
        headings=tuple(replace(row, text=plain.told_under_heading(row.text)) for row in content.headings),
        activities=tuple(
            replace(row, kind=words.known(row.kind) or row.kind, text=plain.told_in_record(row.text))
            for row in content.activities
        ),
    )
