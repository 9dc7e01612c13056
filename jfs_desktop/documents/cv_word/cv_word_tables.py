"""The lines of a table in a CV that comes as a Word document, read by its titles where it has any."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from lxml import etree

from jfs_desktop.documents.cv_terms.cv_labels import (
    OF_ONE_SECTION,
    OF_TIME,
    Tells,
    is_title_row,
    kind_of_first,
    tells,
)
from jfs_desktop.documents.cv_terms.cv_lines import SourceLine, trimmed
from jfs_desktop.documents.cv_terms.cv_titles import title_of
from jfs_desktop.rules.cv.cv_dates import find_span, tells_only_time

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Reader: TypeAlias = Callable[[Iterable[etree._Element]], Iterator[SourceLine]]


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell, from which column of the table it begins, over how many it goes, and its lines with words."""

    element: etree._Element
    column: int
    width: int
    lines: list[SourceLine]

    @property
    def text(self) -> str:
        return " ".join(line.text.strip() for line in self.lines)


def lines_of_table(table: etree._Element, read: Reader) -> Iterator[SourceLine]:
    """Row by row, by the titles of the columns where a row tells them, or by the labels at the left."""
    rows = [_cells(row, read) for row in table.iter(f"{_W}tr") if _is_of(row, table)]
    by_labels = _is_form(rows)
    titles: list[_Cell] = []
    begins = True
    for cells in rows:
        filled = [cell for cell in cells if cell.lines]
        if is_title_row(cell.text for cell in filled):
            titles = filled
            yield _title_row(filled)
        elif titles and not (len(filled) == 1 and title_of(filled[0].text)):
            yield from _of_titled(cells, titles)
        else:
            titles = []
            told = tells(filled[0].text) if len(filled) > 1 else ()
            labelled = bool(told) and (by_labels or OF_ONE_SECTION.issuperset(told))
            yield from _of_form(filled, begins=begins) if labelled else _of_row(cells, read)
            begins = begins and not labelled


def _is_of(row: etree._Element, table: etree._Element) -> bool:
    """A row of a table within a cell comes with that cell."""
    return row.getparent() is table or next(row.iterancestors(f"{_W}tbl")) is table


def _cells(row: etree._Element, read: Reader) -> list[_Cell]:
    found: list[_Cell] = []
    column = 0
    for cell in row.iter(f"{_W}tc"):
        if next(cell.iterancestors(f"{_W}tr")) is row:
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            told = "" if span is None else str(span.get(f"{_W}val", ""))
            width = int(told) if told.isdecimal() and 0 < int(told) < 100 else 1
            lines = [line for line in read([cell]) if line.text.strip()]
            found.append(_Cell(cell, column, width, lines))
            column += width
    return found


def _is_form(rows: Iterable[list[_Cell]]) -> bool:
    """Whether the texts at the left are labels of what stands beside them, among them when something was."""
    labels = {
        one
        for cells in rows
        if len(filled := [cell for cell in cells if cell.lines]) > 1 and tells(filled[0].text)
        for cell in filled
        for one in tells(cell.text)
    }
    return len(labels) > 2 and bool(labels & OF_TIME)


def _title_row(filled: list[_Cell]) -> SourceLine:
    return replace(_beside([_flat(_row_of(cell)) for cell in filled]), columns=(Tells.LABEL,) * len(filled))


def _of_titled(cells: list[_Cell], titles: list[_Cell]) -> Iterator[SourceLine]:
    """A row below the titles of its columns: a line of the first words of each cell, an empty cell kept, and
    the further lines of each by themselves."""
    within = {_title_over(cell, titles): cell for cell in reversed(cells) if cell.lines}
    if not within:
        return
    if len(within) == 1 and max(cell.width for cell in cells if cell.lines) > 1:
        # What goes over the whole width below an entry tells more of it.
        for line in next(iter(within.values())).lines:
            yield replace(line, columns=(Tells.DUTIES,))
        return
    parts = [(_kinds(title), _told(within.get(at))) for at, title in enumerate(titles)]
    first = next(lines[0] for _, lines in parts if lines)
    yield replace(
        _flat(first),
        text="\t".join(_flat(lines[0]).text if lines else "" for _, lines in parts),
        columns=tuple(kind_of_first(kinds, alone=len(lines) < 2) for kinds, lines in parts),
        begins=True,
    )
    for kinds, lines in parts:
        yield from (replace(line, columns=(_kind_of_more(kinds),)) for line in lines[1:])
    strange = [cell for cell in cells if cell.lines and within.get(_title_over(cell, titles)) is not cell]
    for cell in strange:
        yield from (replace(line, columns=("",)) for line in cell.lines)


def _title_over(cell: _Cell, titles: list[_Cell]) -> int:
    """Below which title a cell stands."""
    return max((at for at, title in enumerate(titles) if title.column <= cell.column), default=0)


def _kinds(title: _Cell) -> tuple[Tells, ...]:
    return tells(title.text)


def _told(cell: _Cell | None) -> list[SourceLine]:
    return _dates_joined(cell.lines) if cell else []


def _kind_of_more(kinds: tuple[Tells, ...]) -> str:
    return kinds[-1] if kinds else ""


def _of_form(filled: list[_Cell], *, begins: bool) -> Iterator[SourceLine]:
    """A row of a form: a label, what it stands for, and perhaps another of both."""
    told = [[_row_of(cell)] if tells(cell.text) else _dates_joined(cell.lines) for cell in filled]
    yield replace(_beside([_flat(lines[0]) for lines in told]), begins=begins)
    for lines in told:
        yield from (replace(line, columns=(Tells.MORE,)) for line in lines[1:])


def _row_of(cell: _Cell) -> SourceLine:
    return replace(cell.lines[0], text=cell.text, bullet=False)


def _flat(line: SourceLine) -> SourceLine:
    """Without tabs of its own, where tabs keep the cells of a row apart."""
    return replace(line, text=" ".join(line.text.split()), bullet=False)


def _of_row(cells: list[_Cell], read: Reader) -> Iterator[SourceLine]:
    """A row of short cells is one line, and a date beside a text stands with its first line."""
    if len(cells) == 2 and (beside := _line_by_line([cell.element for cell in cells], read)):
        yield from beside
        return
    filled = [_dates_joined(cell.lines) for cell in cells if cell.lines]
    if len(filled) > 1 and len(filled[0]) == 1 and title_of(filled[0][0].text):
        for lines in filled:
            yield from lines
    elif len(filled) > 1 and all(len(lines) == 1 and not lines[0].bullet for lines in filled):
        yield _beside([lines[0] for lines in filled])
    elif (
        len(filled) == 2
        and len(filled[0]) == 1
        and find_span(filled[0][0].text)
        and len(filled[0][0].text) < 40
    ):
        yield _beside([filled[1][0], filled[0][0]])
        yield from filled[1][1:]
    else:
        for lines in filled:
            yield from lines


def _line_by_line(cells: list[etree._Element], read: Reader) -> list[SourceLine]:
    """A cell of several times beside one of texts, blank lines between so that each stands beside its own;
    nothing where it is not so."""
    times, texts = ([list(read([block])) for block in cell] for cell in cells)
    told = [line for lines in times for line in lines]
    if (
        len(told) < 2
        or not all(tells_only_time(line.text) for line in told)
        or find_span(told[1].text) is None
    ):
        return []
    if any(lines and not (texts[at : at + 1] and texts[at]) for at, lines in enumerate(times)):
        return []
    found = []
    for at, lines in enumerate(texts):
        beside = times[at] if at < len(times) else []
        found += [_beside([lines[0], *beside]), *lines[1:]] if beside else lines
    return found


def _dates_joined(lines: list[SourceLine]) -> list[SourceLine]:
    """The lines of a cell; a time that was broken over several is one."""
    whole = " ".join(line.text.strip() for line in lines)
    span = find_span(whole) if 1 < len(lines) <= 4 and len(whole) < 40 else None
    alone = span is not None and not span.single and not trimmed(whole[: span.start] + whole[span.end :])
    return [replace(lines[0], text=whole)] if alone else lines


def _beside(lines: list[SourceLine]) -> SourceLine:
    return replace(lines[0], text="\t".join(line.text for line in lines))
