"""The check of a Word template that was dropped in, before anybody gets a document from it.

Everything that is wrong is told at once, each with its place, what to do about it, and the paragraph of the
guidance that asks for it; and the template is filled for an invented person, to be looked at.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from jinja2 import ChainableUndefined

from jfs_desktop.documents.doctor import template_layout as layout
from jfs_desktop.documents.doctor import template_wording as wording
from jfs_desktop.documents.doctor.template_contrast import pale, tiny
from jfs_desktop.documents.doctor.template_cv import left_out_of_cv
from jfs_desktop.documents.doctor.template_everybody import Ways, parts_of_some
from jfs_desktop.documents.doctor.template_hidden_marks import marks_in_links, with_pictures
from jfs_desktop.documents.doctor.template_leftovers import leftovers
from jfs_desktop.documents.doctor.template_parts import Shown, missing_parts
from jfs_desktop.documents.doctor.template_places import Places
from jfs_desktop.documents.files.word_refusals import shown as named
from jfs_desktop.documents.marks.template_blocks import ask
from jfs_desktop.documents.marks.template_findings import Examination, Finding, Severity
from jfs_desktop.documents.marks.template_marks import marks_of, stray_braces, unread_marks
from jfs_desktop.documents.marks.template_reading import Para, parts_read
from jfs_desktop.documents.page.walked import Walked
from jfs_desktop.documents.papers.template import TemplateProblem, WordTemplate
from jfs_desktop.documents.samples.template_fields import TemplateKind, kinds
from jfs_desktop.documents.walk.walker import walk
from jfs_desktop.documents.word.properties import Properties
from jfs_desktop.documents.word.word_names import W, value
from jfs_desktop.documents.word.word_package import Elsewhere, WordFileRefused, open_word, packed
from jfs_desktop.errors import UserError
from jfs_desktop.rules.writing.voluntary import NOTHING_BARRED, Voluntary

LARGEST = 10 * 1024 * 1024
"""Bytes: every document that is made of it is at least as large."""
MOST_PARAGRAPHS = 2_000
MOST_BREAKS = 60
"""What has more paragraphs or begun pages is no form or letter; a provider's whole pack has some twenty."""
_MOST_ALIKE = 12
"""Findings of one sort that are listed; the rest are counted."""
_CLEARLY = 3
"""Fields by which another kind must fit better before it is named."""
_NAMES = re.compile(r"[a-z_]\w*")
_ORDER = (Severity.REFUSED, Severity.MEND, Severity.ADVICE)


def examine(
    content: bytes,
    name: str,
    kind: TemplateKind,
    language: str,
    *,
    service: str,
    provider: str,
    at: datetime,
    voluntary: Voluntary = NOTHING_BARRED,
) -> Examination:
    """The check of a file for a kind of document in a language.

    ``service`` is the programme's name in full, ``provider`` the provider's; ``at`` goes into the sample;
    ``voluntary`` bars what sounds like a duty (E1). A file that cannot be taken gives one finding, 'file'.
    """
    seen = Examination(kind.key, language, name, hashlib.sha256(content).hexdigest())
    try:
        parts, read = _opened(content, name)
    except WordFileRefused as refused:
        return replace(seen, findings=(Finding("file", Severity.REFUSED, refused.text, refused.remedy),))
    asked, findings = _of_marks(read, kind)
    findings += layout.as_it_stands(parts, read, language)
    findings += [*leftovers(parts, read), *marks_in_links(parts, read)]
    fields = kind.filled(service, provider, language)
    loose = partial(WordTemplate, content, name, unknown=_AsItStands, parts=parts)
    sample, trouble = _filled(loose, kind, fields, at)
    findings += () if any(one.severity is Severity.MEND for one in findings) else trouble
    places = Places(parts, read)
    walked = _walked(places, name, fields, at)
    shown = Shown(walked, fields if sample else {}, asked)
    names = wording.Names(service, provider, language, layout.pictures(read))
    findings += [*missing_parts(kind, language, shown, read), *left_out_of_cv(kind.key, shown)]
    findings += [*_of_sample(walked, places), *wording.threats(walked, places, voluntary)]
    checks = wording.naming(walked, names) if kind.public else ()
    findings += wording.naming_findings(walked, checks, places, names) if checks else ()
    if sample and not any(one.severity is Severity.MEND for one in findings):
        ways = Ways(read, lambda way: _walked(places, name, fields, at, decided=way))
        findings += _for_some(kind, shown, places, names, ways)
    return replace(seen, findings=_listed(findings), checks=checks, asked=tuple(sorted(asked)), sample=sample)


def _for_some(
    kind: TemplateKind, shown: Shown, places: Places, names: wording.Names, ways: Ways
) -> Iterator[Finding]:
    """What some would get the document without."""
    yield from parts_of_some(kind, names.language, shown, ways)
    if kind.public:
        yield from wording.named_for_some(shown.walked, places, names, ways)


def _of_sample(walked: Walked, places: Places) -> Iterator[Finding]:
    """What its layout makes hard to find, to print or to read."""
    yield from layout.headings(walked, places)
    yield from layout.page(walked, places)
    yield from pale(walked, places)
    yield from tiny(walked, places)


def _opened(content: bytes, name: str) -> tuple[Mapping[str, bytes], Mapping[str, Sequence[Para]]]:
    """The parts and paragraphs of a file that can be taken. Raises WordFileRefused for any other."""
    if len(content) > LARGEST:
        raise WordFileRefused(
            f"The file is larger than {LARGEST // 1024**2} MB, and so would every document be.",
            remedy="Make its pictures smaller in Word (Picture Format, Compress Pictures).",
        )
    parts = open_word(content, name, elsewhere=Elsewhere.REFUSE).parts
    read = parts_read(parts)
    paragraphs = [para for found in read.values() for para in found]
    breaks = sum(value(mark, "type") == "page" for para in paragraphs for mark in para.element.iter(W + "br"))
    breaks += sum(1 for para in paragraphs for _ in para.element.iter(W + "lastRenderedPageBreak"))
    if len(paragraphs) > MOST_PARAGRAPHS or breaks > MOST_BREAKS:
        raise WordFileRefused(
            f"{named(name)} is longer than any form or letter.",
            remedy="Take out what is no part of the template, such as guidance notes and annexes.",
        )
    return parts, read


def _of_marks(read: Mapping[str, Sequence[Para]], kind: TemplateKind) -> tuple[set[str], list[Finding]]:
    asked: set[str] = set()
    findings: list[Finding] = []
    named: set[str] = set()
    for paragraphs in map(with_pictures, read.values()):
        marks, wrong = marks_of(paragraphs)
        named |= {word for mark in marks for word in _NAMES.findall(mark.text)}
        found = ask(marks, paragraphs, kind.fields)
        asked |= found.fields
        names = tuple(kind.fields)
        findings += [*wrong, *found.findings, *unread_marks(paragraphs, names), *stray_braces(paragraphs)]
    return asked, [*_of_another(named, kind), *findings]


def _of_another(named: set[str], kind: TemplateKind) -> Iterator[Finding]:
    """One finding that says it before all others, where the file is a template of another kind."""
    fitting = {one.key: len(named & one.fields.keys()) for one in kinds().values()}
    best = max(kinds().values(), key=lambda one: fitting[one.key])
    if fitting[best.key] >= fitting[kind.key] + _CLEARLY:
        yield Finding(
            "other-kind",
            Severity.REFUSED,
            f"This looks like a template for ‘{best.name}’, and not for ‘{kind.name}’.",
            f"Choose ‘{best.name}’ in the list on the left, and drop the file in there.",
        )


class _AsItStands(ChainableUndefined):
    """An unknown field stays in the sample as it was typed, so that it is seen there."""

    def __str__(self) -> str:
        return f"{{{{ {self._undefined_name} }}}}"


def _filled(
    made: Callable[[], WordTemplate], kind: TemplateKind, fields: Mapping[str, Any], at: datetime
) -> tuple[bytes, Sequence[Finding]]:
    """The sample, empty where it cannot be filled; and why, also where only a person of whom little is
    known yet gets no document."""
    service, provider = fields.get("service", ""), fields.get("provider", "")
    properties = Properties(f"{kind.name}, {service}, sample", provider, at)
    sample = b""
    try:
        loose = made()
        sample = loose.fill(fields, properties)
        template = loose.refusing()
        template.fill(fields, properties)
    except TemplateProblem as problem:
        return sample, [_not_filled(problem, "It cannot be filled.")]
    try:
        template.fill(kind.bare(service, provider), properties)
    except TemplateProblem as problem:
        return sample, [_not_filled(problem, "It cannot be filled for somebody of whom little is known yet.")]
    return sample, ()


def _walked(
    places: Places, name: str, fields: Mapping[str, Any], at: datetime, *, decided: bool | None = None
) -> Walked:
    """The sample, or the file itself where it cannot be filled; its paragraphs say where they come from."""
    content = packed(places.numbered)
    with suppress(TemplateProblem):
        template = WordTemplate(content, name, unknown=_AsItStands, decided=decided, parts=places.numbered)
        content = template.fill(fields, Properties(name, "", at))
    return walk(content, name)


def _not_filled(problem: UserError, what: str) -> Finding:
    told = problem.text.partition(" has a mistake")[2].strip(" :.")
    return Finding(
        "not-filled",
        Severity.REFUSED,
        f"{what} {told[:1].upper()}{told[1:]}{'.' if told else ''}".strip(),
        "Look for a loop or condition that begins in a table, a list or a text box and ends outside it.",
    )


def _listed(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The heavy ones first, each said once; of many alike the first ones, and how many more."""
    kept: list[Finding] = []
    for severity in _ORDER:
        counted: dict[str, int] = {}
        for finding in dict.fromkeys(one for one in findings if one.severity is severity):
            counted[finding.key] = counted.get(finding.key, 0) + 1
            if counted[finding.key] <= _MOST_ALIKE:
                kept.append(finding)
        for key, count in counted.items():
            if count > _MOST_ALIKE:
                kept.append(
                    Finding(
                        f"more-{key}",
                        severity,
                        f"The same stands in {count - _MOST_ALIKE:,} more places.",
                        "Mend those that are listed, then drop the file in again.",
                    )
                )
    return tuple(kept)
