"""The rows of Today as large as there is room for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ui.pages.today_detail import RowDetail
from ui.pages.today_moves import FoldedMoves
from ui.pages.today_room import GAP, ListRoom
from ui.pages.today_rows import Numbered, Section, is_compact, sections
from ui.widgets.section_list import ListRow


class Fitted(NamedTuple):
    """The moves, and whether they ``fit`` above the list; what is due under its headings, and whether any of
    its rows have a line each, and so their why in the line at the foot."""

    moves: Sequence[ListRow]
    fit: bool
    due: Sequence[Section]
    cut: bool

    @property
    def dense(self) -> bool:
        """Whether any rows stand in two columns."""
        return any(row.dense for _, rows in self.due for row in rows)


NOTHING = Fitted((), True, (), False)


class Fit:
    """Fits rows into the ``room`` of the list. The ``foot`` has its part of it where rows are cut; open
    ``moves`` have theirs where that makes no row smaller."""

    def __init__(self, room: ListRoom, foot: RowDetail, moves: FoldedMoves) -> None:
        self.room, self._foot, self._moves = room, foot, moves

    def of(self, way: str, items: Sequence[Numbered], moves: Sequence[ListRow], *, filtered: bool) -> Fitted:
        """These rows, grouped this way; moves are not shown in a list that is ``filtered``."""
        made = dict[int, ListRow]()
        above = 0 if filtered else self._moves.height_above(moves)
        due = sections(way, items, self.room.less(above), made)
        fits = not above or not is_compact(due)
        if not fits:
            due = sections(way, items, self.room.less(0), made)
        cut = is_compact(due)
        if cut:
            due = sections(way, items, self.room.less(self._foot.kept + GAP), made)
        return Fitted(moves, fits, due, cut)
