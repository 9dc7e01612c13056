"""Kind hints on a CV: what a recruiter may ask about, and what does not belong on one.

A hint is an offer, never a fault of the person's, and hinders nothing. It names the entry that it is about,
and speaks to the adviser, of the person as "they": the two write the CV together.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from jfs_desktop.rules.cv.cv import (
    Contact,
    ContactKind,
    Course,
    CvContent,
    MonthYear,
    Position,
    Section,
    every_entry,
    says_something,
)
from jfs_desktop.rules.cv.cv_in_line import Swapped, swapped
from jfs_desktop.rules.cv.cv_order import is_newest_first
from jfs_desktop.rules.cv.cv_personal import personal_details_in, playful_address
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import counted

SHORTEST_GAP = 3
"""Months between two things told; a shorter one is how people change jobs."""
LONGEST_PROFILE = 90
"""Words."""
MOST_PAGES = 2
LONGEST_COURSE = 60
"""Months; the end of a course may lie so far ahead."""
_KINDLY = (
    "Many CVs have such a time. If they like, one line says it: caring for family, illness and recovery, "
    "study, travel, volunteering, looking for work."
)
"""What is said of the newest gap, which stands first on the page, and not again of each."""
_PRINTED = {
    Swapped.STROKE: "‘|’ parts the details in a line of a CV, so the one here is printed as ‘/’.",
    Swapped.COLON: "A colon parts a name from what is told of it, so the one here is printed as a dash. What "
    "stands behind it can go into the next field.",
}
_SMALL_WORDS = {"and", "the", "for", "with", "a", "an", "of", "in", "or", "to", "job", "work", "role", "any"}


class HintKind(StrEnum):
    """What a hint is about."""

    GAP = "gap"
    NO_DATES = "no_dates"
    DATES_REVERSED = "dates_reversed"
    STILL_TO_COME = "still_to_come"
    NOT_NEWEST_FIRST = "not_newest_first"
    NO_EVIDENCE = "no_evidence"
    PRINTED_OTHERWISE = "printed_otherwise"
    NO_NAME = "no_name"
    NO_CONTACT = "no_contact"
    NO_PROFILE = "no_profile"
    LONG_PROFILE = "long_profile"
    PERSONAL_DETAIL = "personal_detail"
    PLAYFUL_EMAIL = "playful_email"
    TARGET_UNMENTIONED = "target_unmentioned"
    TOO_MANY_PAGES = "too_many_pages"


@dataclass(frozen=True, slots=True, repr=False)
class Hint(Discreet):
    """One hint: the text in plain words, the section (None for the head or the whole) and the entry.

    ``months`` is the length of a gap, ``began`` and ``ended`` its first and last month (no last one where it
    goes on); otherwise they are None.
    """

    kind: HintKind
    text: str
    section: Section | None = None
    entry_id: UUID | None = None
    months: int | None = None
    began: MonthYear | None = None
    ended: MonthYear | None = None


def hints(
    content: CvContent,
    *,
    today: date,
    pages: int | None = None,
    one_page: bool = False,
    unreadable: Collection[UUID] = (),
) -> tuple[Hint, ...]:
    """Every hint, in the order of the CV. ``pages`` is the length of the printed CV where it is known;
    ``one_page`` says that its style is made for no more.

    ``unreadable`` names entries with a date on the screen that could not be read: such a date may fill any
    gap, so that of gaps and of the order of the jobs nothing is said until it can.
    """
    return (
        *_of_head(content),
        *_of_profile(content),
        *_of_target(content),
        *_of_skills(content),
        *_of_dates(content, today, unreadable),
        *(() if unreadable else _of_gaps(content, today)),
        *(() if unreadable else _of_order(content)),
        *_of_signs(content),
        *_of_personal_details(content),
        *_of_length(pages, one_page=one_page),
    )


def _of_head(content: CvContent) -> Iterator[Hint]:
    if not content.name.strip():
        yield Hint(HintKind.NO_NAME, "Put the name at the top, as it should stand on the CV.")
    shown = [row for row in content.contacts if row.shown and row.text.strip()]
    if not any(row.kind in (ContactKind.TELEPHONE, ContactKind.EMAIL) for row in shown):
        yield Hint(
            HintKind.NO_CONTACT, "An employer needs a telephone number or an e-mail address to say yes."
        )
    for row in shown:
        if row.kind is ContactKind.EMAIL and playful_address(row.text, content.name):
            yield Hint(
                HintKind.PLAYFUL_EMAIL,
                "This e-mail address may raise a smile. A plain one with their name, kept for applications, "
                "reads better.",
                entry_id=row.id,
            )


def _of_profile(content: CvContent) -> Iterator[Hint]:
    words = len(content.profile.split())
    if not words:
        yield Hint(
            HintKind.NO_PROFILE,
            "Two or three sentences about them at the top help: what they do, what they are good at, what "
            "they look for.",
            Section.PROFILE,
        )
    elif words > LONGEST_PROFILE:
        yield Hint(
            HintKind.LONG_PROFILE,
            f"The profile has {words} words. Most recruiters read about {LONGEST_PROFILE}; the rest can "
            "stand with the jobs and skills.",
            Section.PROFILE,
        )


def _of_target(content: CvContent) -> Iterator[Hint]:
    wanted = _stems(content.target_job)
    if not wanted:
        return
    told = _stems(" ".join([content.profile, *(f"{row.name} {row.evidence}" for row in content.skills)]))
    told |= _stems(" ".join(row.title for row in (*content.work, *content.volunteering)))
    if not wanted & told:
        yield Hint(
            HintKind.TARGET_UNMENTIONED,
            f"'{content.target_job.strip()}' is the job they are looking for, but the profile and skills do "
            "not mention it yet.",
            Section.PROFILE,
        )


def _stems(text: str) -> set[str]:
    """Words worth comparing, cut short so that 'driving' meets 'driver'."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return {word[:4] for word in words if len(word) > 1 and word not in _SMALL_WORDS}


def _of_skills(content: CvContent) -> Iterator[Hint]:
    for skill in content.skills:
        if skill.name.strip() and not skill.evidence.strip():
            yield Hint(
                HintKind.NO_EVIDENCE,
                "Where did they show this? One example, from work, home or volunteering, makes it count.",
                Section.SKILLS,
                skill.id,
            )


def _dated(content: CvContent) -> Iterator[tuple[Section, Position | Course]]:
    for section, entry in every_entry(content):
        if section and isinstance(entry, Position | Course) and says_something(entry):
            yield section, entry


def _of_dates(content: CvContent, today: date, unreadable: Collection[UUID]) -> Iterator[Hint]:
    now = MonthYear(today.year, today.month)
    for section, entry in _dated(content):
        if entry.id in unreadable:
            continue
        if entry.began is None and entry.ended is None:
            if section is not Section.EDUCATION:
                yield Hint(
                    HintKind.NO_DATES, "From when to when, roughly? A year is enough.", section, entry.id
                )
            continue
        if entry.began and entry.ended and not entry.ongoing and _first(entry.began) > _last(entry.ended):
            yield Hint(
                HintKind.DATES_REVERSED,
                "The end lies before the beginning; have the two changed places?",
                section,
                entry.id,
            )
        elif entry.began and _first(entry.began) > _first(now):
            yield Hint(HintKind.STILL_TO_COME, "This begins in the future; is that meant?", section, entry.id)
        elif entry.ended and not entry.ongoing and _first(entry.ended) > _first(now) + _ahead(section):
            yield Hint(HintKind.STILL_TO_COME, "This ends in the future; is that meant?", section, entry.id)


def _ahead(section: Section) -> int:
    """Months by which an end may lie ahead without a word: a course tells when it will be done."""
    return LONGEST_COURSE if section is Section.EDUCATION else 0


def _of_order(content: CvContent) -> Iterator[Hint]:
    if not is_newest_first(content.work):
        yield Hint(HintKind.NOT_NEWEST_FIRST, "These jobs are not newest first.", Section.WORK)


def _first(moment: MonthYear) -> int:
    return moment.year * 12 + (moment.month or 1) - 1


def _last(moment: MonthYear) -> int:
    return moment.year * 12 + (moment.month or 12) - 1


def _of_gaps(content: CvContent, today: date) -> Iterator[Hint]:
    """Months that nothing covers, seen kindly: a year alone counts from its first to its last month."""
    this_month = today.year * 12 + today.month - 1
    spans: list[tuple[int, int, Section, UUID]] = []
    for section, entry in _dated(content):
        begins = entry.began or entry.ended
        ends = entry.ended or entry.began
        if begins is None or ends is None:
            continue
        last = this_month if entry.ongoing else _last(ends)
        if _first(begins) <= last:
            spans.append((_first(begins), last, section, entry.id))
    if not any(section is Section.WORK for _, _, section, _ in spans):
        return
    gaps = list(_between(sorted(spans, key=lambda span: span[:2]), this_month))
    yield from gaps[:-1]
    for gap in gaps[-1:]:
        yield replace(gap, text=f"{gap.text} {_KINDLY}")


def _between(spans: Sequence[tuple[int, int, Section, UUID]], this_month: int) -> Iterator[Hint]:
    covered, latest = spans[0][1], spans[0]
    worked = spans[0][2] is Section.WORK
    for span in spans:
        begins, ends, section, entry_id = span
        missing = begins - covered - 1
        # What lies before the first job is school and youth, and nobody asks.
        if worked and missing >= SHORTEST_GAP:
            yield _gap(missing, covered + 1, begins - 1, section, entry_id)
        worked = worked or section is Section.WORK
        if ends >= covered:
            covered, latest = ends, span
    missing = this_month - covered
    if missing >= SHORTEST_GAP:
        yield _gap(missing, covered + 1, None, latest[2], latest[3])


def _gap(months: int, begins: int, ends: int | None, section: Section, entry_id: UUID) -> Hint:
    since = MonthYear(begins // 12, begins % 12 + 1)
    until = MonthYear(ends // 12, ends % 12 + 1) if ends is not None else None
    if until is None:
        when = f"Since {since.written}"
    elif since == until:
        when = f"In {since.written}"
    else:
        when = f"From {since.written} to {until.written}"
    long = counted(months, "month") if months < 24 else f"about {counted(months // 12, 'year')}"
    return Hint(
        HintKind.GAP,
        f"{when} nothing is told ({long}).",
        section,
        entry_id,
        months,
        since,
        until,
    )


def _of_signs(content: CvContent) -> Iterator[Hint]:
    for section, entry in every_entry(content):
        if isinstance(entry, Contact) and not entry.shown:
            continue
        for which in swapped(entry):
            yield Hint(HintKind.PRINTED_OTHERWISE, _PRINTED[which], section, entry.id)


def _of_personal_details(content: CvContent) -> Iterator[Hint]:
    for what in personal_details_in(content.profile):
        yield _personal(what, Section.PROFILE, None)
    for section, entry in every_entry(content):
        if isinstance(entry, Contact) and not entry.shown:
            continue
        for what in personal_details_in(_words_of(entry)):
            yield _personal(what, section, entry.id)


def _personal(what: str, section: Section | None, entry_id: UUID | None) -> Hint:
    return Hint(
        HintKind.PERSONAL_DETAIL,
        f"This looks like {what}. An employer does not need it on a CV, and they are safer without it.",
        section,
        entry_id,
    )


def _words_of(entry: object) -> str:
    """Every text of an entry, a line each."""
    values = [getattr(entry, name) for name in getattr(entry, "__slots__", ())]
    texts = [value for value in values if isinstance(value, str)]
    return "\n".join([*texts, *(line for value in values if isinstance(value, tuple) for line in value)])


def _of_length(pages: int | None, *, one_page: bool) -> Iterator[Hint]:
    if one_page and pages is not None and pages > 1:
        yield Hint(
            HintKind.TOO_MANY_PAGES,
            f"This style is made for one page, and the CV has {pages}. Leave out what the job does not ask "
            "for, or choose another style.",
        )
    elif pages is not None and pages > MOST_PAGES:
        yield Hint(
            HintKind.TOO_MANY_PAGES,
            f"The CV has {pages} pages. {MOST_PAGES} are read with more care; older jobs can be told in "
            "a line.",
        )
