"""The adviser's day: what is late, due and coming, what moved by itself, and what can still be saved."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, cast
from uuid import UUID

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.casework.cases.in_hand import InHand
from jfs_desktop.casework.office import standards
from jfs_desktop.casework.office.standards import MonthStanding
from jfs_desktop.casework.today import agenda, moves_told
from jfs_desktop.casework.today import cockpit as catalogue
from jfs_desktop.casework.today.agenda import AgendaLine
from jfs_desktop.casework.today.cockpit import Cockpit, Todo
from jfs_desktop.casework.today.moves_told import ToldMove
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.rules.writing.wording import full_day
from ui.dialogs.office.channels_notice import ChannelsNotice
from ui.pages.list_again import ListAgain
from ui.pages.page import Page
from ui.pages.today_detail import RowDetail
from ui.pages.today_empty import TodayEmpty
from ui.pages.today_filter import FilterField
from ui.pages.today_fit import NOTHING, Fit, Fitted
from ui.pages.today_group import GroupButton
from ui.pages.today_in_hand import InHandLine
from ui.pages.today_keys import RowVerbs, TodayKeys, row_menu
from ui.pages.today_moves import FoldedMoves
from ui.pages.today_notes import ChecksNote, ImportNote, SilenceNote, WaitingNote, cut_off, refused
from ui.pages.today_notices import Notices
from ui.pages.today_room import GAP, ListRoom
from ui.pages.today_rows import in_full, matches, move_rows, summary
from ui.shell import figures
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.shell.turning import Turning
from ui.widgets.buttons import button
from ui.widgets.card import PageHead
from ui.widgets.explanation import ExplanationPopover
from ui.widgets.line_note import LineNote
from ui.widgets.section_list import SectionList
from ui.widgets.shortcuts import FILTER, REFRESH
from ui.widgets.text import by_letters

_ASIDE_FROM, _ASIDE_FROM_DENSE = 1170, 1300  # with less room than this the list has it all: no why is cut
_SIDE, _AROUND = 24, 22 + 2 * GAP  # pixels: the page's edges; and between its parts, too


class TodayPage(Page):
    """Each row explains its date and leads to the one action that meets it."""

    cares = Changed.CASES | Changed.CLOCKS | Changed.STAFF | Changed.SESSIONS | Changed.GROUPS | Changed.MAIL

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._items: dict[int, Todo] = {}
        self._moves: dict[UUID, ToldMove] = {}
        self._found: Cockpit | None = None
        self._shown = NOTHING
        self._acted = -1
        self.head = PageHead("Today")
        self.list = SectionList()
        self.aside: Any = None  # made once the list stands, so that the first paint does not wait for it
        settings = partial(self.pageRequested.emit, "settings")
        self.calendar_note = LineNote("Open Settings", settings)  # while there is time left (W17)
        self.checks = ChecksNote(context, settings)
        self.silence = SilenceNote(context, partial(self.pageRequested.emit, "sync"))
        self.waiting = WaitingNote(context, partial(self.pageRequested.emit, "outbox"))
        self.cut_off, self.refused = ImportNote(context, cut_off), ImportNote(context, refused)
        self.notes = (self.cut_off, self.refused, self.checks, self.silence, self.waiting)
        self.channels = ChannelsNotice(context)
        self.folded_moves = FoldedMoves()
        self.in_hand = InHandLine()
        self.detail = RowDetail(lambda row: in_full(row.row, self._covered(row.row.key)))
        self.empty = TodayEmpty(self.context)
        self._turning = Turning(context.clock, self)  # a booked time comes, or hours run out (M1)
        self._assemble()
        self._fit = Fit(ListRoom(self, self.area, self.detail), self.detail, self.folded_moves)
        self.list_again = ListAgain(self, self.list, self.filter)
        self.keys = TodayKeys(self.list, self.area, RowVerbs(self.say_why_late, self.put_off, self.have_read))
        self._connect()

    def load(self) -> None:
        workspace, tasks = self.context.workspace, self.context.tasks
        ahead = workspace.programme.settings.calendar_warning_days
        self.channels.watch("contact", "session")
        # Before the list, which cannot be counted any more in the calendar's last days.
        self.calendar_note.show_words(workspace.calendar.runs_short(workspace.today(), ahead))
        tasks.read(lambda: catalogue.cockpit(workspace), owner=self, done=self._take)

    def clear(self) -> None:
        self._items, self._moves, self._found, self._shown, self._acted = {}, {}, None, NOTHING, -1
        self._turning.wait(None)
        self._fit.room.forget()
        self.detail.begin(False)
        self.list.set_sections(())
        self.filter.setText("")  # which leaves nothing to undo, as clear() would
        if self.aside is not None:
            self.aside.clear()

    @property
    def items(self) -> Mapping[int, Todo]:
        """What is shown, by the key of its row."""
        return self._items

    @property
    def moves(self) -> Mapping[UUID, ToldMove]:
        """What moved by itself and was not read yet, by its note."""
        return self._moves

    @property
    def grouped_by(self) -> str:
        """'day', 'person' or 'kind': how the rows are put under headings, remembered."""
        return self.group.way

    def group_by(self, way: str) -> None:
        """Put the rows under other headings."""
        self.group.choose(way)

    def say_why_late(self, key: object) -> None:
        """Ask for the reason of the first late thing of a row that has none yet."""
        from ui.pages import today_verbs

        if today_verbs.say_why_late(self.context, self._covered(key), self.window()):
            self._note_place(key)

    def put_off(self, key: object) -> None:
        """Ask until when; a date of the contract is refused in words."""
        from ui.pages import today_verbs

        todo = self._items.get(key) if isinstance(key, int) else None
        if todo is not None and today_verbs.put_off(self.context, todo, self.window()):
            self._note_place(key)

    def have_read(self, key: object) -> None:
        """Note that a move by itself was read; it is not told again."""
        todo = self._items.get(key) if isinstance(key, int) else None
        move = self._moves.get(cast(UUID, key)) if todo is None else todo.move
        if move is None:
            return
        self._note_place(key)
        workspace, fact_id = self.context.workspace, move.fact_id
        self.context.tasks.write(lambda: moves_told.see(workspace, fact_id), owner=self, done=self._read_it)

    def _assemble(self) -> None:
        self.filter = FilterField()
        self.hidden = button("", "quiet", self._list_put_off, name="put-off-list")
        self.hidden.hide()
        self.group = GroupButton(self.context.preferences)
        for row, widget in (
            (self.head.verbs, self.filter),
            (self.head.verbs, self.folded_moves),
            (self.head.more, self.hidden),
            (self.head.more, self.group),
        ):
            row.addWidget(widget)
        self.area = self.first = self.list.scrolled()
        self._body = QHBoxLayout()
        self._body.setSpacing(14)
        self._body.addWidget(self.area, 1)
        self._body.addWidget(self.empty, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, 14, _SIDE, 8)
        column.setSpacing(GAP)
        self.notices = Notices((self.channels, *self.notes, self.calendar_note))
        column.addWidget(self.head)
        column.addWidget(self.notices)
        column.addLayout(self._body, 1)
        column.addWidget(self.detail)
        column.addWidget(self.in_hand)
        self.empty.hide()

    def _connect(self) -> None:
        self._fit.room.changed.connect(self._refit)
        self.group.chosen.connect(self._build)
        self.folded_moves.turned.connect(self._build)
        self.in_hand.turned.connect(self._turn_in_hand)
        self.list.actionRequested.connect(self._act)
        self.list.explainRequested.connect(self._explain)
        self.list.nameRequested.connect(self._open_case)
        self.list.secondRequested.connect(self.have_read)
        self.list.menuRequested.connect(self._more)
        self.filter.textChanged.connect(lambda _: self._build())
        self.filter.returnPressed.connect(lambda: self.keys.step(1))
        self._turning.came.connect(self.mark_stale)
        self.list.rowPointed.connect(self.detail.tell)
        self.detail.follow(self.keys)
        REFRESH.bind(self, self.mark_stale)
        FILTER.bind(self, self.filter.setFocus)
        self.empty.caseloadRequested.connect(partial(self.pageRequested.emit, "caseload"))

    def _take(self, found: Cockpit) -> None:
        """The list stands first; what goes beside it follows."""
        self._show(found)
        workspace, tasks = self.context.workspace, self.context.tasks
        if tasks.held:
            return
        for note in self.notes:
            note.refresh()

        def beside() -> tuple[tuple[AgendaLine, ...], MonthStanding]:
            return agenda.agenda(workspace), standards.this_month(workspace)

        tasks.read(beside, owner=self, done=lambda found: self._show_beside(*found))

    def _show(self, found: Cockpit) -> None:
        here = self._items.get(key) if isinstance(key := self.keys.key, int) else None
        self._found = found
        self._items = dict(enumerate(found.todos))
        self._moves = {move.fact_id: move for move in found.moves}
        self.head.title.setText(f"Today, {full_day(found.day)}")
        self.head.sub.setText(summary(found))
        self.hidden.setText(f"Put off: {found.put_off:,}")
        self.hidden.setVisible(bool(found.put_off))
        self.in_hand.show_cases(found.in_hand)
        self._build()
        if here is not None:  # rows may have come before it by themselves
            self.keys.stay_on(next((key for key, one in self._items.items() if one.same_as(here)), None))
        self.rows_came()
        self._turning.wait(found.turns_at)
        self.tell_figure(figures.of_today(found))

    def _build(self) -> None:
        if self._found is None:
            return
        bar = self.area.verticalScrollBar()
        place, acted, self._acted = bar.value(), self._acted, -1
        anything = bool(self._items or self._moves or self.in_hand.asked_for)
        focus: QWidget | None = self.focusWidget()
        if not anything and focus is not None and (focus is self.area or self.area.isAncestorOf(focus)):
            self.setFocus()  # Qt itself would go on to the filter
        self.area.setVisible(anything)
        self.empty.setVisible(not anything)
        if not anything:
            self.empty.refresh()
        words, self._shown = self.filter.text(), self._fitted()
        self.detail.begin(self._shown.cut)
        self._show_aside()
        moves = self.folded_moves.section(self._shown.moves, fits=self._shown.fit, filtered=bool(words))
        self.list.set_sections([*moves, *self._shown.due, self.in_hand.section(words)])
        if place:
            self.list.finish()
            QTimer.singleShot(0, self.list, lambda: bar.setValue(place))
        if acted >= 0 and QApplication.activeModalWidget() is None:
            self.keys.go_to(acted)  # the next thing to do, without reaching for the mouse

    def _fitted(self) -> Fitted:
        words, moves = self.filter.text(), move_rows(self._moves.values(), self._items.values())
        shown = [(key, todo) for key, todo in self._items.items() if matches(todo, words)]
        return self._fit.of(self.grouped_by, shown, moves, filtered=bool(words))

    def _refit(self) -> None:
        """Rows may be larger in another room, or have to be smaller."""
        if self._found is not None and self.isVisible() and self._fitted() != self._shown:
            here = self.keys.key
            self._build()
            self.keys.stay_on(here)

    def _show_beside(self, lines: tuple[AgendaLine, ...], month: MonthStanding) -> None:
        if self.aside is None:
            from ui.pages.today_aside import Aside

            self.aside = Aside(self.head.verbs)
            self._body.addWidget(self.aside)
            self.aside.caseRequested.connect(self.caseRequested)
            self.aside.engagementRequested.connect(self._engage)
        self._show_aside()
        self.aside.show_day(lines, month)
        self._turning.wait_no_longer_than(agenda.turns_at(lines, self.context.clock.now()))

    def _show_aside(self) -> None:
        least = by_letters(_ASIDE_FROM_DENSE if self._shown.dense else _ASIDE_FROM)
        if self.aside is not None:
            self.aside.stand(beside=self.width() >= least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_aside()
        room = QSize(self.width() - 2 * _SIDE, self.height() - self.head.sizeHint().height() - _AROUND)
        self.notices.fit(room)

    def _turn_in_hand(self) -> None:
        self._build()
        first = next((row for row in self.list.rows if isinstance(row.row.key, InHand)), None)
        if first is not None:  # once it has its place
            room = self.area.height() // 2
            QTimer.singleShot(0, first, lambda: self.area.ensureWidgetVisible(first, 0, room))

    def _covered(self, key: object) -> list[Todo]:
        """What a row stands for: one thing, or all that is late of one person."""
        row = self.list.row_of(key)
        keys = row.row.covers if row is not None else ()
        return [self._items[one] for one in keys if one in self._items]

    def _note_place(self, key: object) -> None:
        self._acted = self.list.place_of(key)

    def _act(self, key: object) -> None:
        from ui.pages import today_places

        self._note_place(key)
        if isinstance(key, UUID):
            items, case = self._items.values(), self.caseRequested.emit
            today_places.follow(self.context, self._moves[key], items, case, self.window())
        elif isinstance(key, InHand):
            self._open_case(key)
        else:
            todo = self._items[cast(int, key)]
            today_places.lead(self.context, todo, self.caseRequested.emit, self.window())

    def _engage(self, line: AgendaLine) -> None:
        from ui.pages import today_places

        today_places.lead_to_engagement(line, self.caseRequested.emit, self.pageRequested.emit)

    def _more(self, key: object, at: QWidget) -> None:
        from ui.pages import today_verbs

        todo = self._items[cast(int, key)]
        besides = today_verbs.besides(self.context, todo, self.window())
        row_menu(todo, key, self.keys.verbs, self._open_case, at, besides=besides)

    def _read_it(self, outcome: Outcome[UUID]) -> None:
        tell_with_undo(self.context, outcome, "Noted as read.")

    def _list_put_off(self) -> None:
        from ui.dialogs.questions.put_off import PutOffList

        PutOffList.ask(self.context, self.window())

    def _explain(self, key: object, chip: QWidget) -> None:
        found: Any = self._moves.get(key) if isinstance(key, UUID) else self._items.get(cast(int, key))
        if isinstance(key, InHand):
            self._open_case(key)
        elif found is not None and found.clock is not None:
            ExplanationPopover.open_at(chip, found.clock)

    def _open_case(self, key: object) -> None:
        found = key if isinstance(key, InHand) else self._moves[key] if isinstance(key, UUID) else None
        case_id = (found or self._items[cast(int, key)]).case_id
        if case_id is not None:
            self.caseRequested.emit(case_id, "")
        else:
            self._act(key)
