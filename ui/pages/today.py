"""What is due: late, today, and in the next five working days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import cast

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea, QVBoxLayout, QWidget

from jfs_desktop.casework import staff_checks
from jfs_desktop.casework import worklist as catalogue
from jfs_desktop.casework.worklist import WorkItem, Worklist
from jfs_desktop.outcome import Changed
from jfs_desktop.rules.clocks import ClockState
from jfs_desktop.rules.contact import CONTACT_CLOCK
from jfs_desktop.rules.wording import counted, full_day, short_day, time_of_day, weekday_day
from ui.dialogs.prap_entry import meet
from ui.pages.fast_track_notice import FastTrackNotice
from ui.pages.page import Page
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.card import PageHead
from ui.widgets.clock_chip import chip_words
from ui.widgets.empty_state import EmptyState
from ui.widgets.explanation import ExplanationPopover
from ui.widgets.line_note import LineNote
from ui.widgets.section_list import ListRow, SectionList
from ui.widgets.shortcuts import REFRESH

BY_DAY, BY_PERSON, BY_KIND = "day", "person", "kind"
GROUPS: Mapping[str, str] = {BY_DAY: "due date", BY_PERSON: "participant", BY_KIND: "kind of action"}
CONTACT_TAB = "contact"
MEETING_TAB = "meeting"
LED_BY_THE_MEETING = frozenset({"hold_initial_meeting", "chase_acknowledgement"})
"""What the initial meeting's own page leads through."""
_GROUPED_BY = "today/grouped_by"

Numbered = tuple[int, WorkItem]
Section = tuple[str, list[ListRow]]


class TodayPage(Page):
    """The adviser's day. Each row explains its date and leads to the one action that meets it."""

    cares = Changed.CASES | Changed.CLOCKS | Changed.STAFF

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._items: dict[int, WorkItem] = {}
        self._work: Worklist | None = None
        self._acted = -1
        self.head = PageHead("Today")
        self.list = SectionList()
        self.calendar_note = LineNote("Open Settings", lambda: self.pageRequested.emit("settings"))
        """Says that the working-day calendar runs out, while there is time left (W17)."""
        self.empty = EmptyState(
            "Nothing is due",
            "No deadline falls on or before the next five working days. New referrals appear here at once.",
            "Open the caseload",
        )
        self._assemble()
        self._connect()

    def load(self) -> None:
        self.fast_track.refresh()
        workspace = self.context.workspace
        self.context.tasks.read(
            lambda: staff_checks.mine(workspace), owner=self, done=lambda me: self.checks.show_words(me.problem)
        )
        ahead = workspace.programme.settings.calendar_warning_days
        # Before the list, which cannot be counted any more in the calendar's last days.
        self.calendar_note.show_words(workspace.calendar.runs_short(workspace.today(), ahead))
        self.context.tasks.read(lambda: catalogue.worklist(workspace), owner=self, done=self._show)

    def clear(self) -> None:
        self.fast_track.clear()
        self._items, self._work, self._acted = {}, None, -1
        self.list.set_sections(())

    @property
    def items(self) -> Mapping[int, WorkItem]:
        """What is shown, by the key of its row."""
        return self._items

    @property
    def grouped_by(self) -> str:
        """'day', 'person' or 'kind': how the rows are put under headings, remembered."""
        kept = self.context.preferences.text(_GROUPED_BY, BY_DAY)
        return kept if kept in GROUPS else BY_DAY

    def group_by(self, way: str) -> None:
        """Put the rows under other headings."""
        self.context.preferences.put(_GROUPED_BY, way)
        self.group.setText(f"Group by: {GROUPS[way]}")
        if self._work is not None:
            self._build(self._work)

    def _assemble(self) -> None:
        self.group = button(f"Group by: {GROUPS[self.grouped_by]}", "plain", name="group-by")
        self.group.setProperty("menu", "true")
        self.group.setMenu(self._menu())
        self.head.verbs.addWidget(self.group)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 12)
        column.setSpacing(12)
        column.addWidget(self.head)
        self.fast_track = FastTrackNotice(self.context, everybody=True)
        self.checks = LineNote("Open Settings", lambda: self.pageRequested.emit("settings"))
        column.addWidget(self.fast_track)
        column.addWidget(self.checks)
        column.addWidget(self.calendar_note)
        column.addWidget(self.area, 1)
        column.addWidget(self.empty, 1)
        self.empty.hide()

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        ways = QActionGroup(menu)
        for way, words in GROUPS.items():
            made = QAction(words.capitalize(), ways)
            made.setCheckable(True)
            made.setChecked(way == self.grouped_by)
            made.triggered.connect(lambda _=False, chosen=way: self.group_by(chosen))
            menu.addAction(made)
        return menu

    def _connect(self) -> None:
        self.list.actionRequested.connect(self._act)
        self.list.explainRequested.connect(self._explain)
        self.list.nameRequested.connect(self._open_case)
        REFRESH.bind(self, self.mark_stale)
        self.empty.actionRequested.connect(lambda _: self.pageRequested.emit("caseload"))

    def _show(self, work: Worklist) -> None:
        self._work = work
        self._items = dict(enumerate(work))
        self.head.title.setText(f"Today, {full_day(work.day)}")
        self.head.sub.setText(_summary(work))
        self.empty.setVisible(not self._items)
        self.area.setVisible(bool(self._items))
        self._build(work)
        due = len(work.late) + len(work.today)
        self.badgeChanged.emit(str(due) if due else "", bool(work.late))

    def _build(self, work: Worklist) -> None:
        bar = self.area.verticalScrollBar()
        place, acted, self._acted = bar.value(), self._acted, -1
        self.list.set_sections(_SECTIONS[self.grouped_by](tuple(self._items.items()), work))
        if place:
            self.list.finish()
            QTimer.singleShot(0, self.list, lambda: bar.setValue(place))
        if acted >= 0 and self.list.rows and QApplication.activeModalWidget() is None:
            row = self.list.rows[min(acted, len(self.list.rows) - 1)]
            (row.action or row.name).setFocus()  # the next thing to do, without reaching for the mouse

    def _act(self, key: object) -> None:
        item = self._items[cast(int, key)]
        if item.clock.id in LED_BY_THE_MEETING:
            self.caseRequested.emit(item.case_id, MEETING_TAB)
            return
        if item.clock.id == CONTACT_CLOCK:
            self.caseRequested.emit(item.case_id, CONTACT_TAB)
            return
        self._acted = next((place for place, row in enumerate(self.list.rows) if row.row.key == key), -1)
        meet(self.context, item.case_id, item.clock, self.window())

    def _explain(self, key: object, chip: QWidget) -> None:
        ExplanationPopover.open_at(chip, self._items[cast(int, key)].clock)

    def _open_case(self, key: object) -> None:
        self.caseRequested.emit(self._items[cast(int, key)].case_id, "")


def _by_day(items: Iterable[Numbered], work: Worklist) -> list[Section]:
    rows = dict(items)
    sections, number = [], 0
    for title, group in (
        ("Overdue", work.late),
        ("Today", work.today),
        ("Next five working days", work.coming),
    ):
        numbers = range(number, number + len(group))
        sections.append((title, [_row(one, rows[one]) for one in numbers]))
        number += len(group)
    return sections


def _by_person(items: Iterable[Numbered], _: Worklist) -> list[Section]:
    """Under each name, the one with the most urgent action first."""
    return _under(items, lambda item: (item.name, str(item.case_id)))


def _by_kind(items: Iterable[Numbered], _: Worklist) -> list[Section]:
    return _under(items, lambda item: (item.clock.name, ""))


def _under(items: Iterable[Numbered], heading: Callable[[WorkItem], tuple[str, str]]) -> list[Section]:
    sections: dict[tuple[str, str], list[ListRow]] = {}
    for number, item in items:
        sections.setdefault(heading(item), []).append(_row(number, item))
    return [(title, rows) for (title, _), rows in sections.items()]


_SECTIONS: Mapping[str, Callable[[tuple[Numbered, ...], Worklist], list[Section]]] = {
    BY_DAY: _by_day,
    BY_PERSON: _by_person,
    BY_KIND: _by_kind,
}


def _summary(work: Worklist) -> str:
    parts = [f"{counted(len(work.late) + len(work.today), 'action')} due"]
    if work.late:
        parts.append(f"{len(work.late)} overdue")
    parts.append(f"next working day {full_day(work.next_working_day).rsplit(' ', 1)[0]}")
    return " · ".join(parts)


def _row(key: int, item: WorkItem) -> ListRow:
    words, kind = chip_words(item.clock)
    if kind == "soon" and item.clock.due is not None:
        words = weekday_day(item.clock.due)
    return ListRow(
        key,
        words,
        kind,
        item.name,
        item.context,
        item.clock.name,
        _why(item),
        item.clock.action,
        item.clock.state is ClockState.LATE,
    )


def _why(item: WorkItem) -> str:
    """How it is counted, later limits of the same duty, and where it is written."""
    clock = item.clock
    parts = [clock.explanation.brief] if clock.explanation and clock.explanation.brief else []
    if clock.due is not None and clock.due_at is not None:
        parts.append(f"by {time_of_day(clock.due_at)} on {short_day(clock.due)}")
    parts += [f"{later.name}: {short_day(later.due)}" for later in item.also if later.due]
    parts.append(clock.paragraph)
    return " · ".join(parts)
