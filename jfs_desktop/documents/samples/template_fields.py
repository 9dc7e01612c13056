"""What a template may ask for: the fields, lists and required parts of each kind of document.

The fields are derived from a filled sample of invented people, so that what a template is checked against
is what it will be filled with. The kinds and what the guidance asks of each stand in
resources/documents/templates.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from typing import Any

from jfs_desktop.paths import resource
from jfs_desktop.rules.person.document_language import DocumentLanguage

LANGUAGES: Mapping[str, str] = {"en": "English", "cy": "Welsh"}
"""By the key under which a participant's choice is kept."""
WORD, WORKBOOK = "docx", "xlsx"


class Holds(Enum):
    """What stands in a field."""

    TEXT = "text"
    LINES = "lines"
    """Texts, one after the other."""
    ROWS = "rows"
    """Rows with fields of their own."""
    GROUP = "group"
    """Fields of its own."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name, what it holds, the fields inside it, and what stands in the sample."""

    name: str
    holds: Holds
    inner: Mapping[str, Field] = field(default_factory=dict)
    example: str = ""
    or_text: bool = False
    """Whether some of its rows are plain text, as in the sections of a CV."""


@dataclass(frozen=True, slots=True)
class RequiredPart:
    """Something that the guidance wants in every such document; see templates.toml."""

    name: str
    paragraph: str
    fields: tuple[str, ...] = ()
    """All of them, inner ones as 'objectives.measure'."""
    either: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    """A pattern by language."""
    section: bool = False


@dataclass(frozen=True, slots=True)
class TemplateKind:
    """A kind of document that is filled from a Word template, or a workbook that DWP issues.

    ``public`` says that it goes out under the service's name (JFS 1.38), ``by_dwp`` that DWP issues its
    layout (JFS 4.10); ``languages`` are the keys of those in which it is made: what goes to DWP is in
    English alone.
    """

    key: str
    name: str
    paragraph: str
    public: bool = False
    by_dwp: bool = False
    languages: tuple[str, ...] = tuple(LANGUAGES)
    parts: tuple[RequiredPart, ...] = ()
    sample: Mapping[str, Any] = field(default_factory=dict, repr=False)
    form: str = WORD
    """The ending of the file: 'docx' or 'xlsx'."""
    of_return: str = ""
    """For a workbook, the return of the programme's profile whose tabs it has."""

    @property
    def is_workbook(self) -> bool:
        """Whether it is a spreadsheet, of which nothing is filled in by name."""
        return self.form == WORKBOOK

    @property
    def fields(self) -> Mapping[str, Field]:
        """By name, as a template may ask for them."""
        return shape_of(self.sample)

    def shipped(self, language: str) -> str:
        """The name of the file in resources/documents that is in use until another is published."""
        return f"{self.key.replace('_', '-')}{'' if language == 'en' else f'.{language}'}.{self.form}"

    def filled(self, service: str, provider: str, language: str = "en") -> dict[str, Any]:
        """The sample in a language, issued by this provider."""
        from jfs_desktop.documents.samples.template_samples import SAMPLES  # with them comes Word

        made = SAMPLES.get(self.key) if language != "en" else None
        whole = {**self.sample, **(made(self.name, DocumentLanguage(language)) if made else {})}
        given = {"service": service, "provider": provider}
        return {**whole, **{name: text for name, text in given.items() if name in whole}}

    def bare(self, service: str, provider: str) -> dict[str, Any]:
        """The same of somebody of whom nothing is known yet: every list and text is empty."""
        kept = {name: self.filled(service, provider)[name] for name in ALWAYS if name in self.sample}
        return {**_emptied(self.sample), **kept}


ALWAYS = ("service", "provider", "title")
"""Never empty in any document."""


@cache
def kinds() -> Mapping[str, TemplateKind]:
    """Every kind by its key, in the order in which they are listed."""
    with resource("documents", "templates.toml").open("rb") as file:
        listed = tomllib.load(file)["kinds"]
    return {said["key"]: _kind(said) for said in listed}


def shape_of(sample: Mapping[str, Any]) -> dict[str, Field]:
    """The fields that a filled sample shows."""
    return {name: _field(name, value) for name, value in sample.items()}


def field_lines(kind: TemplateKind) -> tuple[str, ...]:
    """The fields as they are typed into Word, one a line, each with what the sample says."""
    lines: list[str] = []
    for one in kind.fields.values():
        lines += _lines(one, one.name, "")
    return tuple(lines)


def _kind(said: Mapping[str, Any]) -> TemplateKind:
    from jfs_desktop.documents.samples.template_samples import SAMPLES  # with them comes Word

    made = SAMPLES.get(said["key"])
    return TemplateKind(
        key=said["key"],
        name=said["name"],
        paragraph=said["paragraph"],
        public=said.get("public", False),
        by_dwp=said.get("by_dwp", False),
        languages=tuple(said.get("languages", LANGUAGES)),
        parts=tuple(_part(part) for part in said.get("parts", ())),
        sample={**(made(said["name"], DocumentLanguage.ENGLISH) if made else {}), **said.get("sample", {})},
        form=said.get("form", WORD),
        of_return=said.get("of_return", ""),
    )


def _part(said: Mapping[str, Any]) -> RequiredPart:
    return RequiredPart(
        said["name"],
        said["paragraph"],
        tuple(said.get("fields", ())),
        tuple(said.get("either", ())),
        said.get("words", {}),
        said.get("section", False),
    )


def _field(name: str, value: Any) -> Field:
    if isinstance(value, Mapping):
        return Field(name, Holds.GROUP, shape_of(value))
    if isinstance(value, list | tuple):
        rows = [row for row in value if isinstance(row, Mapping)]
        if rows:
            return Field(name, Holds.ROWS, _union(rows))
        return Field(name, Holds.LINES, example=str(value[0]) if value else "")
    return Field(name, Holds.TEXT, example=str(value))


def _union(rows: Iterable[Mapping[str, Any]]) -> dict[str, Field]:
    """Rows may differ, as the sections of a CV do: the first that has a field in full tells its shape."""
    found: dict[str, Field] = {}
    for row in rows:
        for name, said in shape_of(row).items():
            known = found.get(name)
            if known is None:
                found[name] = said
            elif Holds.ROWS in (known.holds, said.holds):
                mixed = known.or_text or said.or_text or known.holds is not said.holds
                found[name] = Field(name, Holds.ROWS, {**said.inner, **known.inner}, or_text=mixed)
    return found


def _emptied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _emptied(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return []
    return "" if isinstance(value, str) else value


def _lines(one: Field, path: str, indent: str) -> list[str]:
    if one.holds is Holds.TEXT:
        return [f"{indent}{{{{ {path} }}}}\t{' '.join(one.example.split())}".rstrip()]
    if one.holds is Holds.GROUP:
        return [
            line for inner in one.inner.values() for line in _lines(inner, f"{path}.{inner.name}", indent)
        ]
    row = "line" if one.holds is Holds.LINES else "row"
    begin = f"{indent}{{%p for {row} in {path} %}}"
    if one.holds is Holds.LINES:
        inside = [f"{indent}    {{{{ line }}}}\t{' '.join(one.example.split())}".rstrip()]
    else:
        deeper = indent + "    "
        inside = [text for inner in one.inner.values() for text in _lines(inner, f"row.{inner.name}", deeper)]
    if one.or_text:
        inside.insert(0, f"{indent}    {{# in some of them a row is plain text #}}")
    return [begin, *inside, f"{indent}{{%p endfor %}}"]
