"""Jobs, courses and certificates that stand in a form or below the titles of a table, read by its labels.

What a label says is believed; what no label names, or has no place on a CV of ours, is left to the adviser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from jfs_desktop.documents.cv_terms.cv_import_roles import roles, without_place
from jfs_desktop.documents.cv_terms.cv_labels import NAMES, OF_HOUSE, OF_TIME, Tells
from jfs_desktop.documents.cv_terms.cv_lines import Sheet, parts_of, trimmed
from jfs_desktop.documents.cv_terms.cv_titles import OtherTitle
from jfs_desktop.rules.cv.cv import (
    Certificate,
    Course,
    Language,
    Licence,
    MonthYear,
    Position,
    Referee,
    Section,
    Skill,
)
from jfs_desktop.rules.cv.cv_dates import find_span, is_time, tells_present

NewKey = Callable[[], UUID]
Stretch = tuple[int, tuple[int, int]]
_READ_BY_LINE: Final = frozenset({Section.PROFILE, Section.LANGUAGES, Section.LICENCES, Section.INTERESTS})
_NAMED_BY_LABEL: Final = frozenset({Tells.MOTHER_TONGUE, Tells.LICENCE, Tells.SKILL})
_NEVER_NEW: Final = frozenset({Tells.LABEL, Tells.OTHER})
"""What begins no further entry when it comes again: 'Salary', then 'Reason for leaving'."""
_NAME: Final = (Tells.ROLE, Tells.QUALIFICATION, Tells.SUBJECT)


@dataclass(slots=True)
class _Entry:
    """What the labels of one entry name, in the order of the lines, each with its own label."""

    told: list[tuple[str, Stretch, str]] = field(default_factory=list)

    def of(self, *kinds: str) -> list[Stretch]:
        """The stretches of some kinds."""
        return [stretch for kind, stretch, _ in self.told if kind in kinds]

    def labelled(self, *kinds: str) -> list[tuple[Stretch, str]]:
        """The stretches of some kinds, each with its label."""
        return [(stretch, label) for kind, stretch, label in self.told if kind in kinds]


@dataclass(frozen=True, slots=True)
class _Time:
    began: MonthYear | None = None
    ended: MonthYear | None = None
    ongoing: bool = False


def positions_of_form(
    sheet: Sheet, lines: Sequence[int], section: Section, new_key: NewKey
) -> Iterator[Position]:
    """The jobs or voluntary roles of these lines, all of which stand in a form."""
    for entry in _entries(sheet, lines):
        taking = _Taking(sheet, section, new_key())
        time = taking.time(entry)
        title, employer, place = taking.heads(entry)
        title = ", ".join([*filter(None, [title]), *taking.all(entry.of(Tells.ROLE), "title")])
        employer = ", ".join([*filter(None, [employer]), *taking.all(entry.of(*OF_HOUSE), "employer")])
        place = ", ".join([*filter(None, [place]), *taking.all(entry.of(Tells.PLACE), "place")])
        if not place:
            employer, place = without_place(employer)
        duties = taking.points(entry.labelled(Tells.DUTIES), "duties")
        if taking.took:
            yield Position(taking.key, title, employer, place, time.began, time.ended, time.ongoing, duties)


def courses_of_form(sheet: Sheet, lines: Sequence[int], new_key: NewKey) -> Iterator[Course]:
    """The times at school of these lines, all of which stand in a form."""
    for entry in _entries(sheet, lines):
        taking = _Taking(sheet, Section.EDUCATION, new_key())
        time = taking.time(entry)
        name = ", ".join(taking.all(entry.of(*_NAME), "qualification"))
        school = ", ".join(taking.all(entry.of(*OF_HOUSE, Tells.PLACE), "school"))
        grade = ", ".join(taking.all(entry.of(Tells.GRADE), "grade"))
        notes = (
            *taking.points(entry.labelled(Tells.DUTIES), "notes"),
            *taking.points(entry.labelled(Tells.LEVEL, Tells.EXPIRES), "notes", named=True),
        )
        if taking.took:
            yield Course(taking.key, name, school, grade, time.began, time.ended, time.ongoing, notes)


def certificates_of_form(sheet: Sheet, lines: Sequence[int], new_key: NewKey) -> Iterator[Certificate]:
    """The certificates of these lines, all of which stand in a form."""
    for entry in _entries(sheet, lines):
        taking = _Taking(sheet, Section.TRAINING, new_key())
        time = taking.time(entry, "gained")
        told = taking.all(entry.of(*_NAME), "name")
        told += taking.points(entry.labelled(Tells.LEVEL, Tells.GRADE, Tells.EXPIRES), "name", named=True)
        provider = ", ".join(taking.all(entry.of(*OF_HOUSE, Tells.PLACE), "provider"))
        if taking.took:
            yield Certificate(taking.key, ", ".join(told), provider, time.ended or time.began)


def referees_of_form(sheet: Sheet, lines: Sequence[int], new_key: NewKey) -> Iterator[Referee]:
    """Those who speak for the person, of lines all of which stand in a form."""
    for entry in _entries(sheet, lines):
        taking = _Taking(sheet, Section.REFERENCES, new_key())
        name = " ".join(taking.all(entry.of(*NAMES), "name"))
        role = ", ".join(taking.all(entry.of(Tells.ROLE), "role"))
        house = ", ".join(taking.all(entry.of(*OF_HOUSE, Tells.PLACE), "organisation"))
        contact = ", ".join(taking.all(entry.of(Tells.REACH), "contact"))
        if taking.took:
            yield Referee(taking.key, name, role, house, contact)


def skill_of_form(sheet: Sheet, at: int, key: UUID) -> Skill:
    """A skill whose name stands as a label before what shows it."""
    name, told = _pair(sheet, at, Section.SKILLS, key, ("name", "evidence"))
    return Skill(key, name, told)


def licence_of_form(sheet: Sheet, at: int, key: UUID) -> Licence:
    """A licence whose name stands as a label before what it covers."""
    return Licence(key, *_pair(sheet, at, Section.LICENCES, key, ("name", "detail")))


def language_of_form(sheet: Sheet, at: int, key: UUID) -> Language:
    """A language before which stands how well it is spoken."""
    level, name = _pair(sheet, at, Section.LANGUAGES, key, ("level", "name"))
    return Language(key, name, level)


def put_label_aside(sheet: Sheet, at: int, part: Section | OtherTitle | None) -> None:
    """Where a list or text is read line by line, a label is none of it, unless it names what is told."""
    kinds = sheet.lines[at].columns
    if part in _READ_BY_LINE and kinds[0] == Tells.LABEL and not _NAMED_BY_LABEL.intersection(kinds):
        _, (_, end) = sheet.cells(at)[0]
        sheet.put_label_aside(at, end, Section(part))


def take_labels(sheet: Sheet) -> None:
    """Takes each label of a form whose words were understood, or that stands for none."""
    for at, line in enumerate(sheet.lines):
        cells = sheet.cells(at) if line.columns else []
        for place, (kind, stretch) in enumerate(cells):
            behind = cells[place + 1 :][:1]
            for_none = not behind or behind[0][0] == Tells.LABEL
            if kind == Tells.LABEL and (for_none or not _is_free(sheet, at, behind[0][1])):
                for start, end in sheet.free(at):
                    if start < stretch[1] and stretch[0] < end:
                        sheet.take(at, (max(start, stretch[0]), min(end, stretch[1])), "label")


def _is_free(sheet: Sheet, at: int, stretch: tuple[int, int]) -> bool:
    return any(start < stretch[1] and stretch[0] < end for start, end in sheet.free(at))


def _entries(sheet: Sheet, lines: Sequence[int]) -> Iterator[_Entry]:
    """Below titles each row is an entry; in a form one begins where a label comes again, or the first one
    of the form."""
    entry = _Entry()
    opener, above = "", -1
    for at in lines:
        cells = sheet.cells(at)
        labelled, begins = cells[0][0] == Tells.LABEL, sheet.lines[at].begins
        opener, above = "" if begins or at != above + 1 else opener, at
        named = {kind for kind, _ in cells if kind not in _NEVER_NEW} if labelled else set()
        opener = opener or next((kind for kind, _ in cells[1:] if named), "")
        before = {opener, *(kind for kind, _, _ in entry.told)}
        if entry.told and ((begins and not labelled) or named & before):
            yield entry
            entry = _Entry()
        titles = _titles_above(sheet, at) if begins and not labelled else []
        label = ""
        for place, (kind, (start, end)) in enumerate(cells):
            label = titles[place] if place < len(titles) else label
            if kind == Tells.LABEL:
                label = trimmed(sheet.lines[at].text[start:end])
            elif trimmed(sheet.lines[at].text[start:end]):
                entry.told.append((kind, (at, (max(start, sheet.rest(at)[0]), end)), label))
    if entry.told:
        yield entry


def _titles_above(sheet: Sheet, at: int) -> list[str]:
    """The titles of the columns in which a row stands."""
    for above in range(at - 1, -1, -1):
        if not sheet.lines[above].columns:
            break
        if set(sheet.lines[above].columns) == {Tells.LABEL}:
            return [trimmed(text) for text in sheet.lines[above].text.split("\t")]
    return []


def _pair(sheet: Sheet, at: int, section: Section, key: UUID, names: tuple[str, str]) -> tuple[str, str]:
    """A label, and what stands behind it, each taken as a field."""
    _, (start, end) = sheet.cells(at)[0]
    begin = max(start, sheet.rest(at)[0])
    label = sheet.take(at, (begin, end), names[0], section, key)
    return label, sheet.take_whole(at, (end, sheet.rest(at)[1]), names[1], section, key)


class _Taking:
    """Takes the words of one entry off the sheet; ``took`` says whether there were any."""

    def __init__(self, sheet: Sheet, section: Section, key: UUID) -> None:
        self.key = key
        self.took = False
        self._sheet = sheet
        self._section = section

    def time(self, entry: _Entry, name: str = "dates") -> _Time:
        """From when to when it was, by one label or by two."""
        began = ended = None
        ongoing = False
        for kind, (at, (start, end)), _ in entry.told:
            text = self._sheet.lines[at].text[start:end]
            span = find_span(text) if kind in OF_TIME else None
            if span is None:
                if kind in (Tells.TIME, Tells.ENDED) and tells_present(text):
                    ongoing = True
                    self._take((at, (start, end)), name)
                continue
            self._take((at, (start + span.start, start + span.end)), name)
            if kind is not Tells.ENDED:
                began = began or span.began
            if kind != Tells.BEGAN or not span.single:
                ended, ongoing = ended or span.ended, ongoing or span.ongoing
        return _Time(began, ended, ongoing)

    def heads(self, entry: _Entry) -> tuple[str, str, str]:
        """Title, employer and place where one label stands for title and employer."""
        told = ["", "", ""]
        for at, stretch in entry.of(Tells.HEAD):
            parts = parts_of(self._sheet.lines[at].text, [stretch])
            if len(parts) == 1:
                parts = _between_commas(self._sheet.lines[at].text, parts[0])
            texts = [self._sheet.lines[at].text[start:end] for start, end in parts]
            for place, (index, name) in enumerate(
                zip(roles(texts), ("title", "employer", "place"), strict=True)
            ):
                if index is not None and not told[place]:
                    told[place] = self._take((at, parts[index]), name)
        return told[0], told[1], told[2]

    def all(self, stretches: Sequence[Stretch], name: str) -> list[str]:
        """The words of stretches as a field; a time is no title, school or name."""
        return [self._take(one, name) for one in stretches if not self._tells_time(one)]

    def points(
        self, told: Sequence[tuple[Stretch, str]], name: str, *, named: bool = False
    ) -> tuple[str, ...]:
        """The lines of a field of several; one that was only broken goes on with the one above. ``named``:
        with the label before it, without which nobody knows what is meant."""
        found: list[str] = []
        for (at, stretch), label in told:
            self._take((at, stretch), name)
            text = " ".join(self._sheet.lines[at].text[slice(*stretch)].split())
            if found and text[0].islower() and not re.search(r"[.;:!?]$", found[-1]):
                found[-1] += f" {text}"
            else:
                found.append(f"{label}: {text}" if named and label else text)
        return tuple(found)

    def _tells_time(self, stretch: Stretch) -> bool:
        at, (start, end) = stretch
        return is_time(self._sheet.lines[at].text[start:end])

    def _take(self, stretch: Stretch, name: str) -> str:
        at, (start, end) = stretch
        self.took = True
        return self._sheet.take(at, (start, end), name, self._section, self.key)


def _between_commas(text: str, stretch: tuple[int, int]) -> list[tuple[int, int]]:
    parts, begin = [], stretch[0]
    for gap in re.finditer(r",\s+", text[: stretch[1]]):
        if gap.start() >= begin:
            parts.append((begin, gap.start()))
            begin = gap.end()
    return [*parts, (begin, stretch[1])]
