"""Word templates: read once, filled many times.

A template is a Word file that head office edits in Word; its fields are those of
docxtpl ('{{ name }}', '{%p if … %}', '{%tr for … %}'). It is filled in a sandbox:
a template can read what it is given and nothing else. What is filled in is text
and stays text, whatever it looks like.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from copy import copy
from functools import lru_cache
from pathlib import Path
from typing import Any

from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError, Undefined
from markupsafe import Markup, escape

from jfs_desktop.documents.papers.template_sandbox import compiled
from jfs_desktop.documents.word.emptied import emptied
from jfs_desktop.documents.word.properties import Properties, app_xml, core_xml
from jfs_desktop.documents.word.word_package import Elsewhere, WordFileRefused, open_word, packed
from jfs_desktop.documents.word.word_traces import without_traces
from jfs_desktop.documents.wording.hard_spaces import hold_letters
from jfs_desktop.documents.wording.rich_lines import SignedText, without_signs
from jfs_desktop.documents.wording.rich_runs import NUMBERING, RichRuns, with_numbering
from jfs_desktop.errors import UserError
from jfs_desktop.rules.writing.typed import clean

_FILLED = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_MAIN = "word/document.xml"
_NEW_LINE = Markup('</w:t><w:br/><w:t xml:space="preserve">')
_TAB = Markup('</w:t><w:tab/><w:t xml:space="preserve">')


class TemplateProblem(UserError):
    """A Word template cannot be read or filled."""

    default_title = "The template cannot be used"


def printable(text: str) -> str:
    """Text as a Word file can hold it: line ends alike, characters that XML has no place for left out."""
    return clean(text)


def _as_text(value: object) -> Markup:
    """What stands in the document for a value, with line breaks and tabs as Word writes them."""
    text = value.signed if isinstance(value, SignedText) else without_signs(str(value))
    safe = escape(printable(text))
    return safe.replace("\n", _NEW_LINE).replace("\t", _TAB)


class WordTemplate:
    """One template, parsed and compiled. Raises TemplateProblem when it cannot be.

    ``unknown`` is what becomes of a field that there is not; by default filling is refused. ``decided`` is
    how every condition turns out, to see what a document is without them. ``parts`` are the content's, where
    it was opened and checked already (``word_package.open_word``).
    """

    def __init__(
        self,
        content: bytes,
        name: str,
        *,
        unknown: type[Undefined] = StrictUndefined,
        decided: bool | None = None,
        parts: Mapping[str, bytes] | None = None,
    ) -> None:
        self.name = name
        self._unknown, self._decided = unknown, decided
        self.sha256 = hashlib.sha256(content).hexdigest()
        self._parts = without_traces(_opened(content, name) if parts is None else parts)
        self._compiled = self._compile_parts()

    def refusing(self) -> WordTemplate:
        """The same template, which is not filled where it asks for a field that there is not."""
        same = copy(self)
        same._unknown = StrictUndefined
        same._compiled = same._compile_parts()
        return same

    def fill(self, fields: Mapping[str, Any], properties: Properties) -> bytes:
        """The finished .docx. Raises TemplateProblem for a field that the template asks for in vain."""
        return self._packed(fields, properties, {})

    def paper(self, fields: Mapping[str, Any], properties: Properties) -> bytes:
        """The same with an empty body: its styles and page, its header and footer filled, for a document that
        is put together piece by piece. Raises TemplateProblem as :meth:`fill` does."""
        return self._packed(fields, properties, {_MAIN: emptied(self._parts[_MAIN])})

    def _packed(self, fields: Mapping[str, Any], properties: Properties, given: Mapping[str, bytes]) -> bytes:
        rich = RichRuns(self._parts.get(NUMBERING))
        filled = {
            part: given.get(part) or self._filled(template, fields, rich)
            for part, template in self._compiled.items()
        }
        filled["docProps/core.xml"] = core_xml(properties)
        filled["docProps/app.xml"] = app_xml(properties)
        parts = {part: filled.get(part, data) for part, data in self._parts.items()}
        return packed(with_numbering(parts, rich.numbering()) if rich.lists else parts)

    def _compile_parts(self) -> dict[str, Template]:
        return {part: self._compile(data) for part, data in self._parts.items() if _FILLED.fullmatch(part)}

    def _compile(self, data: bytes) -> Template:
        try:
            word = DocxTemplate(None)
            source = word.patch_xml(word.xml_to_string(parse_xml(data)))
            return compiled(source, self._unknown, _as_text, decided=self._decided)
        except (SyntaxError, TemplateError) as problem:
            raise self._problem(problem) from problem

    def _filled(self, template: Template, fields: Mapping[str, Any], rich: RichRuns) -> bytes:
        try:
            filled = template.render(fields)
        except (
            TemplateError,
            TypeError,
            ValueError,
        ) as problem:  # the last two: a question without an answer
            raise self._problem(problem) from problem
        try:
            # Parsed again, so that crossed tags are found here and not by the reader's Word.
            tree = parse_xml(filled)
            rich.expand(tree)
            hold_letters(tree)
            data: bytes = serialize_part_xml(tree)
        except SyntaxError as problem:  # the XML parser's
            raise self._problem(problem) from problem
        return data

    def _problem(self, problem: Exception) -> TemplateProblem:
        # The message of a parser may quote what was filled in; that of the template language quotes
        # the template alone.
        said = f": {(problem.message or '').rstrip('.')}" if isinstance(problem, TemplateError) else ""
        return TemplateProblem(
            f"The template '{self.name}' has a mistake{said}.",
            remedy="Ask head office for a corrected one.",
        )


def _opened(content: bytes, name: str) -> Mapping[str, bytes]:
    try:
        return open_word(content, name, elsewhere=Elsewhere.REFUSE).parts
    except WordFileRefused as refused:
        raise TemplateProblem(refused.text, remedy=refused.remedy) from refused


def load_template(path: Path) -> WordTemplate:
    """The template in a file, compiled once for as long as the file stays as it is."""
    try:
        found = path.stat()
        return _loaded(path, found.st_mtime_ns, found.st_size)
    except OSError as problem:
        raise TemplateProblem(
            f"The template '{path.name}' cannot be read.", remedy="Install the program again."
        ) from problem


@lru_cache(maxsize=8)
def _loaded(path: Path, changed_at: int, size: int) -> WordTemplate:
    return WordTemplate(path.read_bytes(), path.name)
