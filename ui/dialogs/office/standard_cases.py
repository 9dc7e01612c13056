"""The cases that one standard counts, month by month: what can be saved, what is missed, what is met."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from uuid import UUID

from PySide6.QtWidgets import QWidget

from jfs_desktop.rules.contract.standards import Tally
from jfs_desktop.rules.writing.wording import MONTHS, weekday_day
from ui.widgets.dialog import Dialog
from ui.widgets.section_list import ListRow, SectionList


class StandardCases(Dialog):
    """One list a standing of each month told, the earliest month first; a name opens its case."""

    def __init__(
        self,
        tallies: Sequence[Tally],
        names: Mapping[UUID, str],
        open_case: Callable[[UUID, str], None],
        parent: QWidget | None,
    ) -> None:
        standard = tallies[0].standard
        super().__init__(standard.name, f"{standard.text} · {standard.paragraph}", parent, width=560)
        self._open_case = open_case
        self.list = SectionList()
        self.list.set_sections([section for tally in tallies for section in _sections(tally, names)])
        area = self.list.scrolled()
        area.setMinimumHeight(280)
        self.content.addWidget(area, 1)
        self.list.nameRequested.connect(self._open)
        self.add_verb("Close", "plain", self.accept, default=True)

    def _open(self, key: object) -> None:
        self.accept()
        if isinstance(key, UUID):
            self._open_case(key, "")


def _sections(tally: Tally, names: Mapping[UUID, str]) -> Iterator[tuple[str, list[ListRow]]]:
    """What one month holds, under headings that name it."""
    month = MONTHS[tally.month.month - 1]

    def rows(kind: str, words: Mapping[UUID, str]) -> list[ListRow]:
        return [
            ListRow(case_id, said, kind, names.get(case_id, ""), "", "", "", compact=True)
            for case_id, said in words.items()
        ]

    soon = {one.case_id: weekday_day(one.due) for one in tally.soon}
    later = {one.case_id: weekday_day(one.due) for one in tally.open if one.case_id not in soon}
    yield f"{month}: can be saved, due in two working days", rows("today", soon)
    yield f"{month}: still open", rows("soon", later)
    yield f"{month}: missed", rows("late", dict.fromkeys(tally.missed, "Missed"))
    yield "Late from an earlier month", rows("late", dict.fromkeys(tally.waiting, "Late"))
    yield f"{month}: met", rows("good", dict.fromkeys(tally.met, "Met"))
