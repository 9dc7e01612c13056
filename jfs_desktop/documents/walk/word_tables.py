"""The tables of a Word document, with merged cells, header rows and what their style gives them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from jfs_desktop.documents.page.walked import ROW_CUT, Align, Block, Cell, Edges, Line, Row, Table
from jfs_desktop.documents.walk.word_heights import is_cut
from jfs_desktop.documents.walk.word_parts import Notes
from jfs_desktop.documents.walk.word_styles import Styles, edges, line
from jfs_desktop.documents.word.word_names import (
    Element,
    Properties,
    W,
    colour,
    flat,
    inside,
    is_on,
    local,
    merged,
    number,
    points,
    value,
)

ReadBlocks = Callable[[Element, Properties, Properties], tuple[Block, ...]]
"""The blocks in an element, given the run and paragraph properties that the table's style adds."""

_SIDES: Final = ("top", "right", "bottom", "left")
_CELL_GAP: Final = {"top": 0.0, "right": 5.4, "bottom": 0.0, "left": 5.4}
_MOST_COLUMNS: Final = 63
"""As many as Word itself allows."""
_LOOKS: Final = {
    "firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200,
    "noVBand": 0x400,
}  # fmt: skip
_LEVEL: Final = "lrTb"
_UPRIGHT: Final = {"center": "horizon", "bottom": "bottom"}


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell of Word: where it begins and how many columns it takes."""

    element: Element
    at: int
    across: int
    joins: str
    """'restart' where cells below join it, 'continue' where it joins the one above."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the tables of one part share. ``outdent`` is whether the text of a table, not its rule, stands at
    the margin (before 2013)."""

    styles: Styles
    read: ReadBlocks
    notes: Notes
    outdent: bool


class TableReader:
    """Reads one table, which has ``room`` points from margin to margin."""

    def __init__(self, element: Element, around: Surroundings, room: float) -> None:
        styles = around.styles
        self._element = element
        self._read = around.read
        self._notes = around.notes
        self._room = room
        self._outdent = around.outdent
        own = element.find(W + "tblPr")
        self._style = value(None if own is None else own.find(W + "tblStyle")) or styles.usual("table")
        self._chain = styles.chain(self._style)
        self._said = merged(*(flat(step.find(W + "tblPr")) for step in self._chain), flat(own))
        self._known: dict[tuple[str, ...], Properties] = {}
        self._look = self._looks(None if own is None else own.find(W + "tblLook"))

    def read(self) -> Table:
        rows = [child for child in _through(self._element) if local(child) == "tr"]
        places = _joined([_places(row) for row in rows])
        widths = self._widths(places)
        made = tuple(self._row(row, at, places, widths) for at, row in enumerate(rows))
        indent = points(self._said.get("tblInd/w"))
        if self._outdent:
            indent -= self._gap("left")
        headers = 0
        while headers < len(rows) and is_on(flat(rows[headers].find(W + "trPr")), "tblHeader"):
            headers += 1
        align = {"center": Align.CENTRE, "right": Align.RIGHT, "end": Align.RIGHT}.get(
            self._said.get("jc/val", ""), Align.LEFT
        )
        says = self._said.get("tblDescription/val", "") or self._said.get("tblCaption/val", "")
        return Table(widths, made, headers, align, indent, says)

    def _looks(self, element: Element | None) -> dict[str, bool]:
        if element is None:
            return {name: name in ("firstRow", "firstColumn", "noVBand") for name in _LOOKS}
        try:
            bits = int(value(element) or "0", 16)
        except ValueError:
            bits = 0
        found = {}
        for name, bit in _LOOKS.items():
            said = value(element, name)
            found[name] = said in ("1", "true", "on") if said else bool(bits & bit)
        return found

    def _widths(self, places: list[list[_Place]]) -> tuple[float, ...]:
        grid = self._element.find(W + "tblGrid")
        widths = [
            points(value(column, "w")) for column in ([] if grid is None else grid.findall(W + "gridCol"))
        ]
        columns = max((place.at + place.across for row in places for place in row), default=1)
        columns = min(max(columns, 1), _MOST_COLUMNS)
        widths = (widths + [0.0] * columns)[:columns]
        for row in places:
            for place in row:
                properties = flat(place.element.find(W + "tcPr"))
                known = place.across == 1 and place.at < columns and properties.get("tcW/type") == "dxa"
                if known and widths[place.at] <= 0:
                    widths[place.at] = points(properties.get("tcW/w"))
        if min(widths) <= 0:
            left = max(self._room - sum(widths), 10.0 * columns)
            widths = [width or left / widths.count(0.0) for width in widths]
        share = 0.0
        if self._said.get("tblW/type") == "pct":
            said = self._said.get("tblW/w", "")
            share = number(said.rstrip("%")) / (100 if said.endswith("%") else 5000)
        scale = share * self._room / sum(widths) if 0.05 < share <= 1.5 else 1.0
        return tuple(width * scale for width in widths)

    def _row(self, element: Element, at: int, places: list[list[_Place]], widths: tuple[float, ...]) -> Row:
        columns = len(widths)
        properties = flat(element.find(W + "trPr"))
        cells = []
        for place in places[at]:
            if place.joins == "continue":
                continue
            if place.at < columns:
                cells.append((place.at, self._cell(place, at, places, widths)))
                self._note_cut(*cells[-1], properties, widths)
        least = points(properties.get("trHeight/val"))
        return Row(tuple(cells), is_on(properties, "cantSplit"), max(0.0, min(least, 800.0)))

    def _note_cut(self, at: int, cell: Cell, row: Properties, widths: tuple[float, ...]) -> None:
        exact = cell.down == 1 and row.get("trHeight/hRule") == "exact"
        wide = sum(widths[at : at + cell.across])
        if exact and is_cut(cell, wide, points(row.get("trHeight/val"))):
            self._notes.add(ROW_CUT)

    def _cell(self, place: _Place, at: int, places: list[list[_Place]], widths: tuple[float, ...]) -> Cell:
        columns = len(widths)
        down = 1
        while place.joins == "restart" and at + down < len(places):
            below = _above(place, places[at + down])
            if below is None or below.joins != "continue":
                break
            down += 1
        kinds = self._kinds(at, place.at, len(places), columns)
        said = self._conditional(kinds, "tcPr")
        said = merged(said, flat(place.element.find(W + "tcPr")))
        across = max(1, min(place.across, columns - place.at))
        last_row, last_column = at + down >= len(places), place.at + across >= columns
        blocks = self._read(place.element, self._conditional(kinds, "rPr"), self._conditional(kinds, "pPr"))
        for extra in range(1, down):
            below = _above(place, places[at + extra])
            if below is not None and any(text.text for text in below.element.iter(W + "t")):
                blocks += self._read(below.element, {}, {})
        if said.get("textDirection/val", _LEVEL) not in (_LEVEL, "lr"):
            self._notes.add("words that run upwards or downwards in a cell (they are set level)")
        top, right, bottom, left = (points(said.get(f"tcMar/{side}/w"), self._gap(side)) for side in _SIDES)
        return Cell(
            blocks=blocks,
            across=across,
            down=down,
            ground=colour(said.get("shd/fill")) or colour(self._said.get("shd/fill")),
            edges=self._edges(said, at == 0, place.at == 0, last_row, last_column),
            inset=(top, right, bottom, left),
            upright=_UPRIGHT.get(said.get("vAlign/val", ""), "top"),
        )

    def _gap(self, side: str) -> float:
        return points(self._said.get(f"tblCellMar/{side}/w"), _CELL_GAP[side])

    def _kinds(self, row: int, column: int, rows: int, columns: int) -> list[str]:
        """The parts of the style that a cell belongs to, the weakest first."""
        look = self._look
        kinds = ["wholeTable"]
        first = int(look["firstRow"])
        if not look["noHBand"] and row >= first:
            kinds.append("band1Horz" if (row - first) % 2 == 0 else "band2Horz")
        if look["firstColumn"] and column == 0:
            kinds.append("firstCol")
        if look["lastColumn"] and column == columns - 1:
            kinds.append("lastCol")
        if look["firstRow"] and row == 0:
            kinds.append("firstRow")
        if look["lastRow"] and row == rows - 1:
            kinds.append("lastRow")
        return kinds

    def _conditional(self, kinds: list[str], properties: str) -> Properties:
        key = (properties, *kinds)
        if key not in self._known:
            found = [flat(step.find(W + properties)) for step in self._chain]
            for kind in kinds:
                for step in self._chain:
                    for part in step.findall(W + "tblStylePr"):
                        if value(part, "type") == kind:
                            found.append(flat(part.find(W + properties)))
            self._known[key] = merged(*found)
        return self._known[key]

    def _edges(self, said: Properties, first: bool, left: bool, last: bool, right: bool) -> Edges:
        own = edges(said, "tcBorders")

        def of_table(side: str, *, outer: bool, between: str) -> Line | None:
            return line(self._said, f"tblBorders/{side if outer else between}")

        def either(side: str, mine: Line | None, shared: Line | None) -> Line | None:
            # 'nil' in the cell takes the table's rule away.
            return mine if f"tcBorders/{side}/val" in said else shared

        return Edges(
            top=either("top", own.top, of_table("top", outer=first, between="insideH")),
            right=either("right", own.right, of_table("right", outer=right, between="insideV")),
            bottom=either("bottom", own.bottom, of_table("bottom", outer=last, between="insideH")),
            left=either("left", own.left, of_table("left", outer=left, between="insideV")),
        )


def _through(element: Element) -> list[Element]:
    """The children, those of content controls and custom marks in their place."""
    found = []
    for child in inside(element):
        if local(child) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            found += _through(child)
        else:
            found.append(child)
    return found


def _places(row: Element) -> list[_Place]:
    before = flat(row.find(W + "trPr"))
    at = max(0, int(number(before.get("gridBefore/val"))))
    found = []
    for cell in _through(row):
        if local(cell) != "tc":
            continue
        properties = cell.find(W + "tcPr")
        said = flat(properties)
        across = max(1, min(int(number(said.get("gridSpan/val"), 1)), _MOST_COLUMNS))
        joined = None if properties is None else properties.find(W + "vMerge")
        joins = "" if joined is None else value(joined) or "continue"
        found.append(_Place(cell, at, across, joins))
        at += across
    return found


def _joined(rows: list[list[_Place]]) -> list[list[_Place]]:
    """The rows with each cell that says it joins the one above, where none does, as the first of its own."""
    found: list[list[_Place]] = []
    for row in rows:
        above = found[-1] if found else []
        found.append(
            [
                replace(place, joins="restart")
                if place.joins == "continue" and _above(place, above) is None
                else place
                for place in row
            ]
        )
    return found


def _above(place: _Place, row: list[_Place]) -> _Place | None:
    """The cell of another row that takes the same columns and may join it."""
    return next(
        (other for other in row if (other.at, other.across) == (place.at, place.across) and other.joins), None
    )
