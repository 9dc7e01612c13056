"""The cases that one standard counts this month: what can be saved, what is missed, what is met."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from PySide6.QtWidgets import QScrollArea, QWidget

from jfs_desktop.rules.standards import Tally
from jfs_desktop.rules.wording import weekday_day
from ui.widgets.dialog import Dialog
from ui.widgets.section_list import ListRow, SectionList


class StandardCases(Dialog):
    """One list a standing; a name opens its case."""

    def __init__(
        self,
        tally: Tally,
        names: Mapping[UUID, str],
        open_case: Callable[[UUID, str], None],
        parent: QWidget | None,
    ) -> None:
        standard = tally.standard
        super().__init__(standard.name, f"{standard.text} · {standard.paragraph}", parent, width=560)
        self._open_case = open_case
        self.list = SectionList()

        def rows(kind: str, words: Mapping[UUID, str]) -> list[ListRow]:
            return [
                ListRow(case_id, said, kind, names.get(case_id, ""), "", "", "", compact=True)
                for case_id, said in words.items()
            ]

        soon = {one.case_id: weekday_day(one.due) for one in tally.soon}
        later = {one.case_id: weekday_day(one.due) for one in tally.open if one.case_id not in soon}
        self.list.set_sections(
            (
                ("Can be saved, due in two working days", rows("today", soon)),
                ("Still open", rows("soon", later)),
                ("Missed", rows("late", dict.fromkeys(tally.missed, "Missed"))),
                ("Late from an earlier month", rows("late", dict.fromkeys(tally.waiting, "Late"))),
                ("Met", rows("good", dict.fromkeys(tally.met, "Met"))),
            )
        )
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(self.list)
        area.setMinimumHeight(280)
        self.content.addWidget(area, 1)
        self.list.nameRequested.connect(self._open)
        self.add_verb("Close", "plain", self.accept, default=True)

    def _open(self, key: object) -> None:
        self.accept()
        if isinstance(key, UUID):
            self._open_case(key, "")
