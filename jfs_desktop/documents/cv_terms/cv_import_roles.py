"""Which part of the head of an entry is the title, the employer and the place, and what labels say of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from uuid import UUID

from jfs_desktop.documents.cv_terms.cv_lines import Sheet
from jfs_desktop.documents.cv_terms.cv_titles import folded
from jfs_desktop.documents.cv_terms.cv_words import (
    COMPANY_END,
    EMPLOYER_WORDS,
    LABELS,
    TITLE_WORDS,
    role_labelled,
)
from jfs_desktop.rules.cv.cv import Section


def with_labels(text: str, parts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """A label in a cell of its own goes with what stands beside it; alone it is none."""
    joined: list[tuple[int, int]] = []
    begin: int | None = None
    for start, end in parts:
        if LABELS.fullmatch(text, start, end):
            begin = start if begin is None else begin
        else:
            joined.append((start if begin is None else begin, end))
            begin = None
    return joined


def roles(texts: Sequence[str], houses: Collection[str] = ()) -> tuple[int | None, int | None, int | None]:
    """Which part is the title, the employer and the place; ``houses`` are known employers, folded."""
    if not texts:
        return None, None, None
    named = {role_labelled(text): at for at, text in reversed(list(enumerate(texts)))}
    if "title" in named or "employer" in named:
        bare = (at for at, text in enumerate(texts) if not role_labelled(text))
        title, employer = (named[one] if one in named else next(bare, None) for one in ("title", "employer"))
        return title, employer, named.get("place", next(bare, None))
    if "place" in named and len(texts) > 1:
        place = named["place"]
        others = [at for at in range(len(texts)) if at != place]
        title, employer, _ = roles([texts[at] for at in others], houses)
        return (
            None if title is None else others[title],
            None if employer is None else others[employer],
            place,
        )
    if len(texts) == 1:
        is_employer = EMPLOYER_WORDS.search(texts[0]) and not TITLE_WORDS.search(texts[0])
        is_employer = is_employer or folded(texts[0]) in houses
        return (None, 0, None) if is_employer else (0, None, None)

    def sure(place: int) -> int:
        if folded(texts[place]) == "self employed" or folded(texts[place]) in houses:
            return -1
        title, employer = TITLE_WORDS.search(texts[place]), EMPLOYER_WORDS.search(texts[place])
        return bool(title) - bool(employer)

    first_is_employer = sure(0) < sure(1)
    title, employer = (1, 0) if first_is_employer else (0, 1)
    if len(texts) > 2 and first_is_employer and sure(2) > sure(1):
        return 2, 0, 1
    return title, employer, 2 if len(texts) > 2 else None


def take_labelled(
    sheet: Sheet, part: tuple[int, tuple[int, int]], name: str, section: Section, key: UUID
) -> str:
    """Takes a part as a field; 'Employer:' before it is a label."""
    at, (start, end) = part
    label = LABELS.match(sheet.lines[at].text, start, end)
    if label:
        sheet.take(at, (start, label.end()), "label", section, key)
        start = label.end()
    return sheet.take(at, (start, end), name, section, key)


def without_place(employer: str) -> tuple[str, str]:
    """'Northern Foods Ltd, Leeds' as employer and place."""
    head, comma, tail = employer.rpartition(", ")
    looks = tail[:1].isupper() and len(tail.split()) <= 3 and not re.search(r"\d|&|\band\b", tail)
    is_house = EMPLOYER_WORDS.search(tail) and not EMPLOYER_WORDS.search(head)  # 'Ward 7, Ysbyty Gwynedd'
    if comma and looks and not is_house and not COMPANY_END.search(tail) and ", " not in head:
        return head, tail
    return employer, ""
