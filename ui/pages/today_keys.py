"""The keyboard on Today: from row to row, and one key for each thing that a row can do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QScrollArea, QWidget

from jfs_desktop.casework.today.cockpit import Todo, When
from ui.pages.today_rows import READ
from ui.widgets.row_keys import RowKeys
from ui.widgets.section_list import SectionList
from ui.widgets.shortcuts import HAVE_READ, PUT_OFF, SAY_WHY_LATE


@dataclass(frozen=True, slots=True)
class RowVerbs:
    """What the keys do with the key of the row that has the focus."""

    say_why_late: Callable[[object], None]
    put_off: Callable[[object], None]
    have_read: Callable[[object], None]


def row_menu(
    todo: Todo,
    key: object,
    verbs: RowVerbs,
    open_case: Callable[[object], None],
    at: QWidget,
    *,
    besides: Sequence[tuple[str, Callable[[], None]]] = (),
) -> None:
    """The same by mouse, below the button of a row, with what else this one row offers."""
    menu = QMenu(at)
    menu.addAction("Open the case", lambda: open_case(key))
    if todo.when is When.LATE and todo.clock is not None:
        menu.addAction(f"Say why it is late…\t{SAY_WHY_LATE.words()}", lambda: verbs.say_why_late(key))
    if todo.move is not None:
        menu.addAction(f"{READ}\t{HAVE_READ.words()}", lambda: verbs.have_read(key))
    for words, act in besides:
        menu.addAction(words, act)
    menu.addAction(f"Put off…\t{PUT_OFF.words()}", lambda: verbs.put_off(key))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at.mapToGlobal(QPoint(0, at.height())))


class TodayKeys(RowKeys):
    """The arrows and Enter, and what else a row of Today does by a key."""

    def __init__(self, rows: SectionList, area: QScrollArea, verbs: RowVerbs) -> None:
        super().__init__(rows, area)
        self.verbs = verbs
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        SAY_WHY_LATE.bind(area, lambda: self._with_row(verbs.say_why_late), inside)
        PUT_OFF.bind(area, lambda: self._with_row(verbs.put_off), inside)
        HAVE_READ.bind(area, lambda: self._with_row(verbs.have_read), inside)

    def _with_row(self, act: Callable[[object], None]) -> None:
        row = self.current()
        if row is not None:
            act(row.row.key)
