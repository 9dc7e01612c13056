"""Which lines of a CV stand in a form: with a label before them, or below the titles of a table's columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from jfs_desktop.documents.cv_terms.cv_labels import (
    NAMES,
    OF_ONE_SECTION,
    OF_PERSON,
    OF_TIME,
    Tells,
    is_title_row,
    kind_of_first,
    tells,
)
from jfs_desktop.documents.cv_terms.cv_lines import SourceLine
from jfs_desktop.documents.cv_terms.cv_titles import OtherTitle
from jfs_desktop.rules.cv.cv import Section

_ANYWHERE: Final = OF_PERSON | OF_ONE_SECTION
"""What a label is taken for also where there is no form."""
_OF_REFEREE: Final = OF_TIME | frozenset(NAMES)
"""One of these is among the labels of every form that tells of a job, a school or a referee."""
_DATED: Final = (Section.WORK, Section.VOLUNTEERING, Section.EDUCATION, Section.TRAINING)
_SECTIONS: Final = {
    Tells.MOTHER_TONGUE: Section.LANGUAGES,
    Tells.LANGUAGE: Section.LANGUAGES,
    Tells.LICENCE: Section.LICENCES,
    Tells.SKILL: Section.SKILLS,
}
_OF_SCHOOL: Final = frozenset({Tells.SCHOOL, Tells.QUALIFICATION, Tells.SUBJECT, Tells.GRADE})
_OF_WORK: Final = frozenset({Tells.EMPLOYER, Tells.ROLE})


def with_columns(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """The lines, each of a form or table with what its labels say of it."""
    titled = list(_below_titles(lines))
    found = {at: columns for at, line in enumerate(titled) if (columns := _labelled(line))}
    has_form = _is_form(found.values(), OF_TIME)
    done: list[SourceLine] = []
    for labelled, stretch in groupby(
        enumerate(titled), key=lambda one: one[0] in found or one[1].columns == (Tells.MORE,)
    ):
        places = [at for at, _ in stretch]
        if not labelled:
            done += titled[places[0] : places[-1] + 1]
            continue
        is_form = has_form or _is_form((found[at] for at in places if at in found), _OF_REFEREE)
        last = ""
        for at in places:
            columns = found.get(at) or ((last,) if last not in ("", Tells.LABEL) else ())
            if at in found and not (is_form or _ANYWHERE.issuperset(set(columns) - {Tells.LABEL, ""})):
                columns = ()
            last = columns[-1] if columns else ""
            done.append(replace(titled[at], columns=columns))
    return done


def _is_form(found: Iterable[tuple[str, ...]], wanted: frozenset[Tells]) -> bool:
    """Whether labelled lines are of three kinds or more, one of them of those that are wanted."""
    told = {Tells(one) for columns in found for one in columns if one} - {Tells.LABEL}
    return len(told) > 2 and bool(told & wanted)


def _below_titles(lines: Sequence[SourceLine]) -> Iterator[SourceLine]:
    """The lines, those that stand in as many parts below the titles of columns with what these say."""
    kinds: tuple[str, ...] = ()
    for line in lines:
        parts = line.text.split("\t")
        if not line.columns and len(parts) > 1 and is_title_row(parts):
            kinds = tuple(kind_of_first(tells(part), alone=True) for part in parts)
            yield replace(line, columns=(Tells.LABEL,) * len(parts))
        elif kinds and not line.columns and len(parts) == len(kinds):
            yield replace(line, columns=kinds, begins=True)
        else:
            kinds = ()
            yield line


def _labelled(line: SourceLine) -> tuple[str, ...]:
    """What each part of a line is that begins with a label; nothing for another line."""
    parts = line.text.split("\t")
    if line.columns or len(parts) < 2 or not tells(parts[0]):
        return ()
    found: list[str] = []
    before: tuple[Tells, ...] = ()
    for part in parts:
        here = tells(part)
        found.append(Tells.LABEL if here else before[0] if before else "")
        before = here
    return tuple(found) if set(found) != {Tells.LABEL} else ()


def sections_told(lines: Sequence[SourceLine]) -> Mapping[int, Section]:
    """The section of each line whose form says by its labels to which it belongs, wherever it stands."""
    found: dict[int, Section] = {}
    for in_form, stretch in groupby(enumerate(lines), key=lambda one: bool(one[1].columns)):
        if not in_form:
            continue
        places = [at for at, _ in stretch]
        told = {Tells(one) for at in places for one in _said(lines[at]) if one}
        if told & OF_TIME and told & _OF_WORK and not told & {Tells.SCHOOL}:
            found |= dict.fromkeys(places, Section.WORK)
        elif told & _OF_SCHOOL and not told & _OF_WORK:
            found |= dict.fromkeys(places, Section.EDUCATION)
        for at in places:
            own = next((_SECTIONS[Tells(one)] for one in lines[at].columns if one in _SECTIONS), None)
            if own:
                found[at] = own
    return found


def _said(line: SourceLine) -> tuple[str, ...]:
    """What the parts of a line are; of a row of titles, what stands below them."""
    if set(line.columns) == {Tells.LABEL}:
        return tuple(one for part in line.text.split("\t") for one in tells(part))
    return line.columns


def section_of(current: Section | OtherTitle | None, told: Section | None) -> Section | OtherTitle | None:
    """To which part a line of a form belongs below a title: to that of the title where it is of the kind."""
    if told is None or (told in _DATED and current in _DATED):
        return current
    return told
