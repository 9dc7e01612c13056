"""Loops and conditions of a template: opened, closed, nested, and what they and the fields ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from jfs_desktop.documents.marks.template_expressions import (
    Problem,
    Reading,
    Reference,
    guess_of,
    read_expression,
)
from jfs_desktop.documents.marks.template_findings import Finding, Severity
from jfs_desktop.documents.marks.template_marks import Mark
from jfs_desktop.documents.marks.template_printed import wrongly_printed
from jfs_desktop.documents.marks.template_reading import Para
from jfs_desktop.documents.samples.template_fields import Field, Holds
from jfs_desktop.documents.word.word_names import W

_FOR: Final = re.compile(r"for\s+([A-Za-z_]\w*)\s+in\s+(.+)", re.DOTALL)
_WORDS: Final = ("for", "endfor", "if", "elif", "else", "endif")
_WITHIN: Final = {"p": "paragraph", "tr": "table row", "tc": "table cell"}
_LOOP: Final = {"loop": None}


@dataclass(slots=True)
class _Block:
    word: str
    mark: Mark
    scope: Mapping[str, Reference | None] = field(default_factory=dict)
    otherwise: bool = False
    """Whether its 'else' was there."""


@dataclass(slots=True)
class Asked:
    """What a template prints or loops over ('objectives.measure'), and what is wrong with how it asks."""

    fields: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


def ask(marks: Sequence[Mark], paragraphs: Sequence[Para], fields: Mapping[str, Field]) -> Asked:
    """Reads the marks of one part in their order."""
    reader = _Blocks(fields)
    for mark in marks:
        reader.take(mark)
    reader.end()
    asked = reader.asked
    for mark in marks:
        asked.findings += _lost_beside(mark, paragraphs)
    return asked


class _Blocks:
    def __init__(self, fields: Mapping[str, Field]) -> None:
        self.asked = Asked()
        self._fields = fields
        self._open: list[_Block] = []

    def take(self, mark: Mark) -> None:
        if mark.sign == "{{":
            self._field(mark)
            return
        word, _, rest = mark.text.partition(" ")
        if word == "for":
            self._for(mark)
        elif word in ("if", "elif"):
            self._read(mark, rest)
            if word == "if":
                self._open.append(_Block("if", mark))
            elif not any(block.word == "if" for block in self._open):
                self._tell(mark, "not-opened", f"‘{mark.written}’ stands outside any condition.", _BEFORE)
            else:
                self._last_branch(mark)
        elif word == "else":
            if not self._open:
                self._tell(mark, "not-opened", f"‘{mark.written}’ stands outside any condition.", _BEFORE)
            self._last_branch(mark)
        elif word in ("endif", "endfor"):
            self._close(mark, word.removeprefix("end"))
        else:
            self._unknown_word(mark, word)

    def _last_branch(self, mark: Mark) -> None:
        """Behind '{% else %}' a condition has no further branch."""
        if self._open and self._open[-1].otherwise:
            told = f"‘{mark.written}’ comes after the ‘else’ of the same condition."
            self._tell(mark, "after-else", told, "Take one of them out, or close the condition before it.")
        elif self._open:
            self._open[-1].otherwise = mark.text == "else"

    def end(self) -> None:
        """Tells of what is still open."""
        for block in self._open:
            what = "loop" if block.word == "for" else "condition"
            wanted = f"{{%{block.mark.prefix} end{block.word} %}}"
            self._tell(
                block.mark,
                f"{block.word}-not-closed",
                f"The {what} ‘{block.mark.written}’ is opened here and never closed.",
                f"Write {wanted} where it ends.",
            )

    def _for(self, mark: Mark) -> None:
        found = _FOR.fullmatch(mark.text)
        scope: dict[str, Reference | None] = dict(_LOOP)
        if found is None:
            self._tell(
                mark,
                "bad-loop",
                f"The loop ‘{mark.written}’ does not say what it goes through.",
                "Write it as {%p for row in objectives %}.",
            )
        else:
            over = self._read(mark, found[2]).found
            scope[found[1]] = over.item if over is not None else None
            if over is not None and over.field.holds in (Holds.TEXT, Holds.GROUP):
                self._tell(
                    mark,
                    "loop-over-text",
                    f"‘{over.path}’ is one text and no list, so nothing can go through it.",
                    f"Write {{{{ {over.path} }}}} instead of the loop.",
                )
            elif over is not None:
                self.asked.fields.add(over.path)
        self._open.append(_Block("for", mark, scope))

    def _field(self, mark: Mark) -> None:
        if mark.prefix:
            self._tell(
                mark,
                "bad-field",
                f"‘{mark.written}’ asks for a field in a way that is not filled here.",
                f"Write {{{{ {mark.text} }}}}.",
            )
        reading = self._read(mark, mark.text)
        self.asked.fields.update(reading.named)  # behind a filter too
        self._tell_of(mark, wrongly_printed(mark.text, self._fields, self._scopes))

    def _close(self, mark: Mark, word: str) -> None:
        what = "loop" if word == "for" else "condition"
        if not any(block.word == word for block in self._open):
            self._tell(
                mark, "not-opened", f"‘{mark.written}’ closes a {what} that was never opened.", _BEFORE
            )
            return
        last = self._open[-1]
        if last.word != word:
            self._tell(
                mark,
                "crossed",
                f"‘{mark.written}’ comes before the end of ‘{last.mark.written}’, which was opened inside.",
                f"Close ‘{last.mark.written}’ first.",
            )
            at = max(place for place, block in enumerate(self._open) if block.word == word)
            del self._open[at]
            return
        self._open.pop()
        self._same_frame(last.mark, mark)

    def _same_frame(self, opened: Mark, closed: Mark) -> None:
        if opened.prefix != closed.prefix:
            self._tell(
                closed,
                "other-prefix",
                f"‘{opened.written}’ and ‘{closed.written}’ do not go together.",
                f"Write both with the same sign, as {{%{opened.prefix or closed.prefix} … %}}.",
            )
        elif opened.prefix == "tr":
            if opened.para.table != closed.para.table:
                self._tell(closed, "crossed-frame", f"‘{opened.written}’ was opened in another table.", _SAME)
        elif opened.prefix != "tc" and opened.para.frame != closed.para.frame:
            self._tell(
                closed,
                "crossed-frame",
                f"‘{opened.written}’ was opened outside this cell or text box.",
                "Open and close it in the same cell; for whole rows write {%tr … %} in rows of its own.",
            )
        elif _controls(opened) != _controls(closed):
            self._tell(
                closed,
                "crossed-frame",
                f"‘{opened.written}’ was opened on the other side of the edge of a content control.",
                "Take the control off in Word (right click, Remove Content Control), or put both into it.",
            )
        elif not opened.prefix and opened.para.place.paragraph != closed.para.place.paragraph:
            self._tell(
                opened,
                "needs-prefix",
                f"‘{opened.written}’ goes over several paragraphs, which leaves empty lines behind.",
                f"Write {{%p {opened.text} %}} and {{%p {closed.text} %}} in paragraphs of their own.",
                severity=Severity.ADVICE,
            )

    def _read(self, mark: Mark, text: str) -> Reading:
        reading = read_expression(text, self._fields, self._scopes)
        self._tell_of(mark, reading.problems)
        return reading

    @property
    def _scopes(self) -> list[Mapping[str, Reference | None]]:
        return [block.scope for block in self._open]

    def _tell_of(self, mark: Mark, problems: Iterable[Problem]) -> None:
        for problem in problems:
            weight = Severity.ADVICE if problem.advice else Severity.MEND
            self.asked.findings.append(
                Finding(problem.key, weight, problem.text, problem.remedy, mark.place, guess=problem.guess)
            )

    def _unknown_word(self, mark: Mark, word: str) -> None:
        guess = guess_of(word, _WORDS)
        rest = mark.text.partition(" ")[2]
        if word in _WITHIN and rest.partition(" ")[0] in _WORDS:
            self._tell(
                mark,
                "unknown-word",
                f"‘{mark.written}’ has a blank before its ‘{word}’.",
                f"Write {{%{word} {rest} %}}, without a blank behind the ‘%’.",
                guess=f"{{%{word} {rest} %}}",
            )
            return
        self._tell(
            mark,
            "unknown-word",
            f"‘{mark.written}’ is neither a loop nor a condition.",
            f"Write ‘{guess}’ if that is meant."
            if guess
            else "Take it out: only for, if, elif and else are read.",
            guess=guess,
        )

    def _tell(self, mark: Mark, key: str, text: str, remedy: str, **more: Any) -> None:
        said = {"severity": Severity.MEND, **more}
        self.asked.findings.append(Finding(key, text=text, remedy=remedy, place=mark.place, **said))


def _controls(mark: Mark) -> int:
    """In how many content controls around it its paragraph stands."""
    return sum(1 for _ in mark.para.element.iterancestors(W + "sdt"))


_BEFORE = "Write where it begins, or take this out."
_SAME = "Open and close it in the same table."


def _lost_beside(mark: Mark, paragraphs: Sequence[Para]) -> Iterator[Finding]:
    """What stands beside a mark that takes a whole paragraph or row for itself is left out."""
    if mark.sign != "{%" or mark.prefix not in _WITHIN:
        return
    whole = _WITHIN[mark.prefix]
    if mark.prefix in ("tr", "tc") and mark.para.row is None:
        yield Finding(
            "row-outside-table",
            Severity.MEND,
            f"‘{mark.written}’ is meant for a {whole}, and no table stands here.",
            f"Write {{%p {mark.text} %}}, or put it into a row of a table.",
            mark.place,
        )
        return
    same = [mark.para]
    if mark.prefix == "tr":
        same = [para for para in paragraphs if para.row == mark.para.row]
    elif mark.prefix == "tc":
        same = [para for para in paragraphs if para.frame == mark.para.frame]
    text = "".join(para.text for para in same)
    beside = text.replace(mark.para.text[mark.start : mark.end], "", 1).strip()
    if beside:
        yield Finding(
            "lost-beside",
            Severity.MEND,
            f"‘{mark.written}’ takes its whole {whole}, so ‘{beside[:40]}’ beside it would be left out.",
            f"Put the mark into a {whole} of its own.",
            mark.place,
        )
