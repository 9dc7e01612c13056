"""The marks of a template, '{{ … }}' and '{% … %}', found in its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from jfs_desktop.documents.marks.template_findings import Finding, Place, Severity
from jfs_desktop.documents.marks.template_reading import Para

MARK: Final = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}")
"""A whole mark. It never looks past the next brace, so that no text makes it slow."""
_EDGES: Final = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_CLOSES: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}
_PREFIX: Final = re.compile(r"[-+]?(tr|tc|p|r)\s+(.*)", re.DOTALL)
_SINGLE: Final = re.compile(
    r"(?<![{%#])\{ ?\{?\s*([A-Za-z_][\w. ]{1,40}?)\s*\}? ?\}(?![}%#])"
    r"|｛{1,2}\s*([A-Za-z_][\w. ]{1,40}?)\s*｝{1,2}"
)
_OTHER: Final = re.compile(r"(?<![<\w])(?:\[([a-z]\w{2,39})\]|<([a-z]\w{2,39})>|%([a-z]\w{2,39})%)(?![>\w])")
_UNREAD: Final = (
    ("single-braces", Severity.MEND, _SINGLE, "with two braces on each side and nothing between them."),
    ("other-marks", Severity.ADVICE, _OTHER, "if the field is meant."),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark. ``sign`` is '{{' or '{%', ``prefix`` 'p', 'tr', 'tc', 'r' or empty, ``text`` what it says."""

    sign: str
    prefix: str
    text: str
    para: Para
    start: int
    end: int

    @property
    def place(self) -> Place:
        return self.para.at(self.start, self.end)

    @property
    def written(self) -> str:
        """As it stands in the document."""
        return " ".join(self.para.text[self.start : self.end].split())


def marks_of(paragraphs: Sequence[Para]) -> tuple[list[Mark], list[Finding]]:
    """The whole marks in order, and what is wrong with how they are written."""
    marks: list[Mark] = []
    findings: list[Finding] = []
    for at, para in enumerate(paragraphs):
        carried = at > 0 and _left_open(paragraphs[at - 1].text)
        for mark in _in_paragraph(para, paragraphs[at + 1 :], findings, carried=carried):
            marks.append(mark)
            if para.is_split(mark.start, mark.end):
                findings.append(
                    Finding(
                        "split-mark",
                        Severity.ADVICE,
                        f"Word has cut ‘{mark.written}’ into pieces that look different.",
                        "Type it anew in one go, so that what is filled in looks as you mean it.",
                        mark.place,
                    )
                )
    return marks, findings


def stray_braces(paragraphs: Sequence[Para]) -> Iterator[Finding]:
    """A brace too many beside a mark, which stays in the document."""
    for para in paragraphs:
        for found in MARK.finditer(para.text):
            if para.text[: found.start()].endswith("{") or para.text[found.end() :].startswith("}"):
                yield Finding(
                    "stray-brace",
                    Severity.MEND,
                    f"A brace too many stands beside ‘{found[0]}’, and is printed.",
                    "Take it out.",
                    para.at(found.start(), found.end()),
                )


def unread_marks(paragraphs: Sequence[Para], known: Sequence[str]) -> Iterator[Finding]:
    """Names of fields in one pair of braces, or in the brackets of other programs: they stay as they are."""
    names = {name.lower() for name in known}
    for para in paragraphs:
        for key, severity, pattern, remedy in _UNREAD:
            for found in pattern.finditer(para.text):
                name = re.sub(r"\s+", "_", next(filter(None, found.groups())).strip().lower())
                if name in names and not found[0].startswith("{{"):
                    yield Finding(
                        key,
                        severity,
                        f"‘{found[0]}’ is not read as a field: it stays as it is.",
                        f"Write {{{{ {name} }}}} {remedy}",
                        para.at(found.start(), found.end()),
                        guess=name,
                    )


def _left_open(text: str) -> bool:
    edges = [found[0] for found in _EDGES.finditer(text)]
    return bool(edges) and edges[-1] in _CLOSES


def _in_paragraph(
    para: Para, after: Sequence[Para], findings: list[Finding], *, carried: bool
) -> Iterator[Mark]:
    opened: re.Match[str] | None = None
    for edge in _EDGES.finditer(para.text):
        if edge[0] in _CLOSES:
            if opened is not None:
                findings.append(_not_closed(para, opened, ()))
            opened = edge
        elif opened is not None and edge[0] == _CLOSES[opened[0]]:
            if opened[0] != "{#":
                yield _mark(para, opened, edge)
            opened = None
        elif opened is not None:
            findings.append(_mixed(para, opened, edge))
            opened = None
        elif not carried:
            findings.append(_not_opened(para, edge))
        carried = False
    if opened is not None:
        findings.append(_not_closed(para, opened, after))


def _mark(para: Para, opened: re.Match[str], closed: re.Match[str]) -> Mark:
    inner = para.text[opened.end() : closed.start()]
    prefixed = _PREFIX.fullmatch(inner)
    prefix, text = (prefixed[1], prefixed[2]) if prefixed else ("", inner)
    return Mark(opened[0], prefix, text.strip(" -+\t\n"), para, opened.start(), closed.end())


def _not_closed(para: Para, opened: re.Match[str], after: Sequence[Para]) -> Finding:
    wanted = _CLOSES[opened[0]]
    following = next((one for one in after if one.text.strip()), None)
    edge = _EDGES.search(following.text) if following is not None else None
    place = para.at(opened.start(), len(para.text))
    if edge is not None and edge[0] == wanted:
        return Finding(
            "over-paragraphs",
            Severity.MEND,
            f"A mark begins with ‘{opened[0]}’ in this paragraph and ends in the next one.",
            "Type it anew within one paragraph.",
            place,
        )
    return Finding(
        "not-closed",
        Severity.MEND,
        f"A mark begins here with ‘{opened[0]}’ and has no ‘{wanted}’.",
        f"Type ‘{wanted}’ behind it.",
        place,
    )


def _not_opened(para: Para, edge: re.Match[str]) -> Finding:
    begins = next(sign for sign, closes in _CLOSES.items() if closes == edge[0])
    return Finding(
        "not-opened",
        Severity.MEND,
        f"‘{edge[0]}’ stands here without a ‘{begins}’ before it.",
        f"Type ‘{begins}’ where the mark begins, or take the end out.",
        para.at(edge.start(), edge.end()),
    )


def _mixed(para: Para, opened: re.Match[str], edge: re.Match[str]) -> Finding:
    return Finding(
        "mixed-ends",
        Severity.MEND,
        f"A mark begins with ‘{opened[0]}’ and ends with ‘{edge[0]}’.",
        f"End it with ‘{_CLOSES[opened[0]]}’.",
        para.at(opened.start(), edge.end()),
    )
