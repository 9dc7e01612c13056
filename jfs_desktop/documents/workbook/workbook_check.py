"""The check of a workbook template that was dropped in: are DWP's tabs there, shown, and do the instructions
say something (MI2, JFS 8.02 to 8.06)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from jfs_desktop.documents.marks.template_findings import Examination, Finding, Place, Severity, quoted
from jfs_desktop.documents.samples.template_fields import TemplateKind
from jfs_desktop.documents.workbook.workbook import Tab, WorkbookRefused, tabs_of

_AS_DWP_HAS_IT = "Take the workbook as DWP issues it; where DWP has changed its tabs, the programme's profile"
_PROFILE = f"{_AS_DWP_HAS_IT} says so first."


def examine(
    content: bytes, name: str, kind: TemplateKind, language: str, tabs: Sequence[str], *, before: bytes = b""
) -> Examination:
    """The check of a workbook. ``tabs`` are the titles that the return has, in their order; the first holds
    DWP's instructions, which are compared with those of ``before``, the one published before it. Nothing is
    filled in: ``sample`` is the workbook itself."""
    whole = Examination(kind.key, language, name, hashlib.sha256(content).hexdigest(), sample=content)
    try:
        found = tabs_of(content, name)
    except WorkbookRefused as refused:
        return refused_file(whole, refused.text, refused.remedy)
    findings = [*_missing(found, tabs), *_not_asked(found, tabs), *_unseen(found, tabs)]
    findings += [*_silent(found, tabs, kind), *_out_of_order(found, tabs)]
    if before:
        findings += _other_words(found, tabs_of(before), tabs)
    order = (Severity.MEND, Severity.ADVICE)
    return Examination(
        whole.kind,
        language,
        name,
        whole.sha256,
        tuple(sorted(findings, key=lambda one: order.index(one.severity))),
        sample=content,
    )


def refused_file(seen: Examination, text: str, remedy: str) -> Examination:
    """A file that cannot come into the library at all."""
    finding = Finding("file", Severity.REFUSED, text, remedy)
    return Examination(seen.kind, seen.language, seen.name, seen.sha256, (finding,))


def _missing(found: Sequence[Tab], tabs: Sequence[str]) -> Iterator[Finding]:
    titles = [tab.title for tab in found]
    for wanted in (one for one in tabs if one not in titles):
        near = get_close_matches(wanted.casefold(), [one.strip().casefold() for one in titles], 1, 0.7)
        guess = next((one for one in titles if near and one.strip().casefold() == near[0]), "")
        said = f" The tab ‘{quoted(guess)}’ is probably meant." if guess and guess not in tabs else ""
        yield Finding(
            "tab-missing",
            Severity.MEND,
            f"The tab ‘{wanted}’ is missing.{said}",
            f"Give it this name exactly. {_PROFILE}",
            paragraph="JFS 8.02",
            guess=guess,
        )


def _not_asked(found: Sequence[Tab], tabs: Sequence[str]) -> Iterator[Finding]:
    for tab in found:
        if tab.title not in tabs:
            yield Finding(
                "tab-too-many",
                Severity.MEND,
                f"The return has {len(tabs)} tabs, and ‘{quoted(tab.title)}’ is none of them.",
                f"Take it out. {_PROFILE}",
                _at(tab),
                "JFS 8.02",
            )


def _unseen(found: Sequence[Tab], tabs: Sequence[str]) -> Iterator[Finding]:
    for tab in found:
        if tab.title in tabs and tab.hidden:
            yield Finding(
                "tab-hidden",
                Severity.MEND,
                f"The tab ‘{tab.title}’ is hidden, so that nobody sees what stands in it.",
                "Show it in Excel: a right click on any tab, Unhide.",
                _at(tab),
                "JFS 8.02",
            )


def _silent(found: Sequence[Tab], tabs: Sequence[str], kind: TemplateKind) -> Iterator[Finding]:
    for tab in found:
        if tab.title not in tabs or not tab.empty:
            continue
        first = tab.title == tabs[0]
        yield Finding(
            "tab-empty",
            Severity.MEND if first else Severity.ADVICE,
            f"The tab ‘{tab.title}’ is empty.",
            "DWP's summary of its user guide stands there, word for word."
            if first
            else "Its columns are those of DWP's workbook.",
            _at(tab),
            "JFS 8.03" if first else kind.paragraph,
        )


def _out_of_order(found: Sequence[Tab], tabs: Sequence[str]) -> Iterator[Finding]:
    there = [tab.title for tab in found if tab.title in tabs]
    if there != [title for title in tabs if title in there]:
        yield Finding(
            "tab-order",
            Severity.ADVICE,
            "The tabs stand in another order than in DWP's workbook.",
            f"It has {', '.join(tabs)}.",
            paragraph="JFS 8.02",
        )


def _other_words(found: Sequence[Tab], before: Sequence[Tab], tabs: Sequence[str]) -> Iterator[Finding]:
    said, was = ([tab for tab in each if tab.title == tabs[0]] for each in (found, before))
    if said and was and said[0].rows != was[0].rows:
        yield Finding(
            "instructions-differ",
            Severity.ADVICE,
            f"‘{tabs[0]}’ says something else than in the workbook that is in use.",
            "It carries DWP's own words: if DWP has not issued new ones, take DWP's file again.",
            _at(said[0]),
            "JFS 8.03",
        )


def _at(tab: Tab) -> Place:
    return Place(near=quoted(tab.title))
