"""What is due: late, today, and in the next five working days."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from jfs_desktop.casework import worklist as catalogue
from jfs_desktop.casework.worklist import WorkItem, Worklist
from jfs_desktop.outcome import Changed
from jfs_desktop.rules.wording import counted, full_day, short_day, time_of_day
from ui.dialogs.record import RecordDialog
from ui.pages.page import Page
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.card import PageHead
from ui.widgets.clock_chip import chip_words
from ui.widgets.empty_state import EmptyState
from ui.widgets.explanation import ExplanationPopover
from ui.widgets.section_list import ListRow, SectionList


class TodayPage(Page):
    """The adviser's day. Each row explains its date and leads to the one action that meets it."""

    cares = Changed.CASES | Changed.CLOCKS

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._items: dict[int, WorkItem] = {}
        self._anything = False
        self.head = PageHead("Today")
        self.list = SectionList()
        self.empty = EmptyState(
            "Nothing is due",
            "No deadline falls on or before the next five working days. New referrals appear here at once.",
            "Open the caseload",
        )
        self._assemble()
        self._connect()

    def load(self) -> None:
        workspace = self.context.workspace
        self.context.tasks.read(lambda: catalogue.worklist(workspace), owner=self, done=self._show)

    def clear(self) -> None:
        self._items = {}
        self.list.set_sections(())

    def _assemble(self) -> None:
        self.again = button("Refresh", "plain", self.mark_stale, tip="Read the list again (F5)")
        self.again.setShortcut("F5")
        self.head.verbs.addWidget(self.again)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 12)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addWidget(self.area, 1)
        column.addWidget(self.empty, 1)
        self.empty.hide()

    def _connect(self) -> None:
        self.list.actionRequested.connect(self._act)
        self.list.explainRequested.connect(self._explain)
        self.list.nameRequested.connect(self._open_case)
        self.empty.actionRequested.connect(lambda: self.pageRequested.emit("caseload"))

    def _show(self, work: Worklist) -> None:
        self._items = dict(enumerate(work))
        numbers = {id(item): number for number, item in self._items.items()}
        self.head.title.setText(f"Today, {full_day(work.day)}")
        self.head.sub.setText(_summary(work))
        self.list.set_sections(
            [
                (title, [_row(numbers[id(item)], item, primary) for item in items])
                for title, items, primary in (
                    ("Overdue", work.late, True),
                    ("Today", work.today, False),
                    ("Next five working days", work.coming, False),
                )
            ]
        )
        self.empty.setVisible(not self._items)
        self.area.setVisible(bool(self._items))
        due = len(work.late) + len(work.today)
        self.badgeChanged.emit(str(due) if due else "", bool(work.late))

    def _act(self, key: object) -> None:
        item = self._items[cast(int, key)]
        RecordDialog.ask(self.context, item.case_id, self.window(), clock=item.clock)

    def _explain(self, key: object, chip: QWidget) -> None:
        ExplanationPopover.open_at(chip, self._items[cast(int, key)].clock)

    def _open_case(self, key: object) -> None:
        self.caseRequested.emit(self._items[cast(int, key)].case_id, "")


def _summary(work: Worklist) -> str:
    due = len(work.late) + len(work.today)
    parts = [f"{counted(due, 'action')} due"]
    if work.late:
        parts.append(f"{len(work.late)} overdue")
    if work.coming:
        parts.append(f"{len(work.coming)} in the next five working days")
    parts.append(f"next working day {full_day(work.next_working_day).rsplit(' ', 1)[0]}")
    return " · ".join(parts)


def _row(key: int, item: WorkItem, primary: bool) -> ListRow:
    words, kind = chip_words(item.clock)
    return ListRow(
        key,
        words,
        kind,
        item.name,
        item.context,
        item.clock.name,
        _why(item),
        item.clock.action,
        primary,
    )


def _why(item: WorkItem) -> str:
    clock = item.clock
    parts = [clock.explanation.sentence] if clock.explanation else []
    if clock.due is not None and clock.due_at is not None:
        parts.append(f"by {time_of_day(clock.due_at)} on {short_day(clock.due)}")
    parts += [f"{later.name.lower()}: {short_day(later.due)}" for later in item.also if later.due]
    parts.append(clock.paragraph)
    return " · ".join(parts)
