"""What a template says of the service: its name in full (JFS 1.38), and that taking part is no duty."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from jfs_desktop.documents.doctor.template_contrast import is_readable, on_ground
from jfs_desktop.documents.doctor.template_everybody import Ways
from jfs_desktop.documents.doctor.template_places import Places
from jfs_desktop.documents.marks.template_findings import Finding, NameCheck, Place, Severity, quoted
from jfs_desktop.documents.page.walked import Block, Paragraph, Picture, Run, Walked, paragraphs_of
from jfs_desktop.rules.writing.voluntary import Voluntary

NAMING: Final = "JFS 1.38"
_FIRST: Final = 5
"""Paragraphs at the top of the text that everybody sees first."""
_SMALLEST: Final = 9.0
"""Points: smaller letters are not prominent."""
_LARGER: Final = 1.4
_FEW: Final = 12
"""How much larger than the text the letters of a title are, and how many words one has at the most."""
_DELIVERED: Final = {
    "en": r"delivered\s+by",
    "cy": r"(?:a\s+)?(?:ddarperir|gyflwynir|ddarparwyd|cyflwynir|darperir)\s+gan",
}
_DWP_LOGO: Final = re.compile(r"\bDWP\b|Department for Work|Adran Gwaith", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Names:
    """Of whose service the document speaks, in which language, and the words of its pictures."""

    service: str
    provider: str
    language: str
    pictures: Sequence[str] = ()

    @property
    def line(self) -> str:
        """A pattern of the line that says by whom the service is delivered."""
        delivered = _DELIVERED.get(self.language, _DELIVERED["en"])
        service, provider = _field_or("service", self.service), _field_or("provider", self.provider)
        return rf"{service}[\s,:.–-]*{delivered}\s+{provider}"


def naming(walked: Walked, names: Names) -> tuple[NameCheck, ...]:
    """The six checks of JFS 1.38 on a filled sample."""
    service, pictures = names.service, names.pictures
    seen, name = _seen_first(walked), _field_or("service", service)
    prominent = _holds(seen, name)
    return (
        _check("full_name", f"‘{service}’ stands in full where everybody sees it first", prominent),
        _check("delivered_by", "It is shown as delivered by the provider", _holds(seen, names.line)),
        _check("not_only_footer", "The name is not merely in a footer", not _only_in_footer(walked, service)),
        NameCheck(
            "beside_branding", "Beside a logo the name stays prominent", "ask" if pictures else "not needed"
        ),
        _check("no_acronym", "No title uses the acronym", not _acronym_in_titles(walked, service)),
        NameCheck(
            "dwp_logo", "A DWP logo is the right one", "ask" if _bears_dwp_logo(pictures) else "not needed"
        ),
    )


def naming_findings(
    walked: Walked, checks: Sequence[NameCheck], places: Places, names: Names
) -> Iterator[Finding]:
    """What the failed checks mean for whoever edits the file."""
    service, provider = names.service, names.provider
    failed = {check.key for check in checks if check.failed}
    line = f"{service}, delivered by {{{{ provider }}}}"
    if "full_name" in failed:
        key, text, found = _where_instead(walked, service)
        yield _finding(
            key,
            text,
            f"Write ‘{line}’ at the top of the first page.",
            places.of(found) if found is not None else Place(),
        )
    if "delivered_by" in failed and "full_name" not in failed:
        named = next((para for para, _ in _first(walked) if service in para.text), None)
        yield _finding(
            "not-delivered-by",
            f"The document does not say that the service is delivered by {provider}.",
            f"Write ‘{line}’ in one line.",
            places.of(named) if named is not None else Place(),
        )
    for title in _acronym_in_titles(walked, service):
        yield _finding(
            "acronym-in-title",
            f"The title ‘{quoted(title.text)}’ uses the acronym {acronym(service)}.",
            "Write the name in full there; further down the acronym may stand.",
            places.of(title),
        )


def named_for_some(walked: Walked, places: Places, names: Names, ways: Ways) -> Iterator[Finding]:
    """A finding where a condition decides whether the name stands there, and who delivers the service."""
    checks = (one for way in ways.without(names.line) for one in naming(way, names))
    if any(one.failed for one in checks if one.key in ("full_name", "delivered_by")):
        found = next((para for para in walked.paragraphs() if names.service in para.text), None)
        yield _finding(
            "name-conditional",
            "A condition decides whether the document bears the name of the service and who delivers it.",
            "Take the line with the name out of the condition.",
            places.of(found) if found is not None else Place(),
        )


def threats(walked: Walked, places: Places, voluntary: Voluntary) -> Iterator[Finding]:
    """A finding for each paragraph that makes taking part sound like a duty, or threatens (E1)."""
    for para in paragraphs_of(_heads(walked) + walked.blocks + _feet(walked)):
        for word in voluntary.threats_in(para.text):
            yield Finding(
                "threatens",
                Severity.MEND,
                f"‘{word}’ does not belong here: taking part is voluntary.",
                "Say it without that word.",
                places.of(para),
                voluntary.paragraph,
            )


def acronym(service: str) -> str:
    """The first letters of the service's name."""
    return "".join(word[0] for word in service.split())


def _finding(key: str, text: str, remedy: str, place: Place) -> Finding:
    return Finding(key, Severity.MEND, text, remedy, place, NAMING)


def _check(key: str, text: str, passed: bool) -> NameCheck:
    return NameCheck(key, text, "passed" if passed else "failed")


def _holds(texts: Sequence[str], pattern: str) -> bool:
    return any(re.search(pattern, " ".join(text.split()), re.IGNORECASE) for text in texts)


def _field_or(field: str, words: str) -> str:
    """A pattern for the words, or for the field where the sample could not be filled."""
    return rf"(?:{re.escape(words)}|\{{\{{\s*{field}\s*\}}\}})"


def _where_instead(walked: Walked, service: str) -> tuple[str, str, Paragraph | None]:
    """The finding's key, where the name stands that nobody sees first, and the paragraph with it."""
    name, sheet = _field_or("service", service), walked.sheet

    def holding(blocks: tuple[Block, ...]) -> Paragraph | None:
        return next((para for para in paragraphs_of(blocks) if _holds([para.text], name)), None)

    if found := holding(_heads(walked) + walked.blocks):
        late = "it comes late, in small letters or too pale"
        return "name-missing", f"‘{service}’ is not prominent: {late}.", found
    if found := holding(sheet.header):
        return "name-missing", f"‘{service}’ stands only at the head of the pages after the first.", found
    if found := holding(_feet(walked)):
        return "name-in-footer", f"‘{service}’ stands only in a footer.", found
    return "name-missing", f"‘{service}’ is nowhere in full.", None


def _only_in_footer(walked: Walked, service: str) -> bool:
    name = _field_or("service", service)
    elsewhere = [*_texts(walked.blocks), *_seen_first(walked), *_texts(walked.sheet.header)]
    return _holds(_texts(_feet(walked)), name) and not _holds(elsewhere, name)


def _heads(walked: Walked) -> tuple[Block, ...]:
    """What stands at the head of the first page."""
    return walked.sheet.first_header if walked.sheet.own_first else walked.sheet.header


def _feet(walked: Walked) -> tuple[Block, ...]:
    return walked.sheet.footer + walked.sheet.first_footer


def _texts(blocks: tuple[Block, ...]) -> list[str]:
    return [para.text for para in paragraphs_of(blocks)]


def _seen_first(walked: Walked) -> list[str]:
    """Headings, the first lines, the head of the first page, and what the pictures there say."""
    first = _first(walked)
    return [
        *(_seen(para, ground) for para, ground in first),
        *(picture.alt for para, _ in first for picture in _shown_in(para)),
        *(_seen(para, ground) for para, ground in on_ground(walked.blocks) if para.level),
    ]


def _first(walked: Walked) -> list[tuple[Paragraph, str]]:
    """The head of the first page and the first paragraphs of the text, each with the ground behind it."""
    body = [pair for pair in on_ground(walked.blocks) if pair[0].text.strip() or _shown_in(pair[0])]
    return [*on_ground(_heads(walked)), *body[:_FIRST]]


def _seen(para: Paragraph, ground: str) -> str:
    """What of a paragraph is large enough, is not struck out, and stands out from what is behind it."""
    return "".join(
        piece.text
        for piece in para.inlines
        if isinstance(piece, Run)
        and piece.face.size >= _SMALLEST
        and not piece.face.struck
        and is_readable(piece, para, ground)
    )


def _shown_in(para: Paragraph) -> list[Picture]:
    return [piece for piece in para.inlines if isinstance(piece, Picture)]


def _bears_dwp_logo(pictures: Sequence[str]) -> bool:
    """Whether a picture says that it is DWP's logo, or does not say what it is."""
    return any(_DWP_LOGO.search(words) or not words for words in pictures)


def _acronym_in_titles(walked: Walked, service: str) -> list[Paragraph]:
    letters = r"\.?".join(map(re.escape, acronym(service)))
    short = re.compile(rf"(?<!\w){letters}(?!\w)", re.IGNORECASE)
    usual = _usual_size(walked)
    titles = [para for para in walked.paragraphs() if para.level or _is_title(para, usual)]
    return [title for title in [*titles, *paragraphs_of(_heads(walked))] if short.search(title.text)]


def _is_title(para: Paragraph, usual: float) -> bool:
    """By its style, or by its looks: a few words in much larger letters than the text."""
    if para.manner.style.lower() in ("title", "subtitle"):
        return True
    sizes = [piece.face.size for piece in para.inlines if isinstance(piece, Run) and piece.text.strip()]
    return bool(sizes) and min(sizes) >= usual * _LARGER and len(para.text.split()) <= _FEW


def _usual_size(walked: Walked) -> float:
    """The size in points of most letters."""
    letters: Counter[float] = Counter()
    for para in walked.paragraphs():
        for piece in para.inlines:
            if isinstance(piece, Run):
                letters[piece.face.size] += len(piece.text.strip())
    return letters.most_common(1)[0][0] if letters else 0.0
