"""Group sessions: the list, and below it the chosen one with its attendance (S5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from jfs_desktop.casework.sessions import group_sessions, group_views
from jfs_desktop.casework.sessions.group_entries import LateReturn
from jfs_desktop.casework.sessions.group_sessions import Answer
from jfs_desktop.casework.sessions.group_views import GroupList, GroupSheet, GroupState, GroupView, PlaceView
from jfs_desktop.clock import london_day
from jfs_desktop.errors import BadInput, UserError
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.rules.writing.wording import counted, near_day, time_of_day
from ui.dialogs.groups.group_correct import CallOffDialog, CorrectPlaceDialog, LateReturnDialog
from ui.dialogs.groups.group_invite import InviteDialog
from ui.dialogs.groups.group_plan import GroupPlanDialog
from ui.dialogs.groups.group_tell import TellDialog
from ui.pages.group_sheet import GroupSheetCard
from ui.pages.page import Page
from ui.shell import figures
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.shell.turning import Turning
from ui.widgets.buttons import button
from ui.widgets.card import PageHead
from ui.widgets.empty_state import ListEmpty
from ui.widgets.group_words import STATES
from ui.widgets.record_table import Column, RecordModel, RecordTable
from ui.widgets.scrolled import scrolled
from ui.widgets.text import by_letters

WIDTHS = (170, 280, 160, 70, 70, 160)
ROWS_SHOWN, ROWS_BESIDE = 5, 2
_TALL = 850  # pixels from which an attendance leaves the list all its rows
_WIDEST = 420
"""So many group sessions are listed at most; fewer while the attendance of one is taken."""


class GroupSessionsPage(Page):
    """Plan, invite, tick, close: each row of the grid is saved as it is filled in."""

    cares = Changed.GROUPS | Changed.CASES

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._chosen: UUID | None = None
        self._writing = 0
        self._begins = Turning(context.clock, self)  # the next one does, and is to be settled
        self._begins.came.connect(self._look_again)
        self.head = PageHead("Group sessions")
        self.plan = button("Plan a group session…", "primary", self._plan, name="group-plan")
        self.head.verbs.addWidget(self.plan)
        self.records: RecordModel[GroupView] = RecordModel(_columns(self._today), self)
        self.table = RecordTable("groups", context.preferences)
        self.table.take(self.records, WIDTHS, sorting=False)
        self.table.set_low()
        self.table.setAccessibleName("Group sessions")
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.sheet = GroupSheetCard(context.preferences)
        self.empty = ListEmpty(
            "No group session yet",
            "Everybody is offered at least one. Plan it, invite participants, keep one attendance.",
            "Plan a group session…",
        )
        self._assemble()
        self._connect()

    def load(self) -> None:
        workspace, chosen = self.context.workspace, self._chosen
        self.context.tasks.read(lambda: group_views.listed(workspace, chosen), owner=self, done=self._show)

    def clear(self) -> None:
        self.records.set_rows(())
        self.sheet.clear()

    def save_drafts(self) -> None:
        self.sheet.grid.finish()

    def choose(self, group_id: UUID) -> None:
        """Show another group session."""
        if group_id != self._chosen:
            self.sheet.grid.finish()
            self._chosen = group_id
            self.mark_stale()

    def _assemble(self) -> None:
        self.card = QWidget()
        listed = QVBoxLayout(self.card)
        listed.setContentsMargins(0, 0, 0, 0)
        listed.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 8)
        column.setSpacing(10)
        column.addWidget(self.head)
        held = QWidget()
        held.setProperty("role", "plainground")
        inside = QVBoxLayout(held)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        inside.addWidget(self.card)
        inside.addWidget(self.sheet, 1)
        self.area = scrolled(held)
        column.addWidget(self.area, 1)
        column.addWidget(self.empty, 1)
        for part in (self.card, self.sheet, self.area, self.empty):
            part.hide()

    def _connect(self) -> None:
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._turned())
        self.table.opened.connect(lambda _: self.sheet.grid.setFocus())
        self.empty.actionRequested.connect(lambda _: self._plan())
        self.sheet.inviteRequested.connect(self._invite)
        self.sheet.changeRequested.connect(self._change)
        self.sheet.callOffRequested.connect(self._call_off)
        self.sheet.correctRequested.connect(self._correct)
        self.sheet.closeRequested.connect(self._close)
        self.sheet.tellRequested.connect(self._tell)
        self.sheet.typed.connect(self._keep)
        self.sheet.caseRequested.connect(lambda place: self.caseRequested.emit(place.case_id, "support"))

    def _show(self, found: GroupList) -> None:
        groups, sheet = found.groups, found.sheet
        self.empty.show_closed(found.closed)
        self._chosen = sheet.group.id if sheet is not None else None
        self.table.selectionModel().blockSignals(True)
        self.records.set_rows(groups)
        self.table.fit(widest=_WIDEST)
        place = next((at for at, one in enumerate(groups) if one.id == self._chosen), -1)
        if place >= 0:
            self.table.selectRow(place)
        self.table.selectionModel().blockSignals(False)
        taking = sheet is not None and sheet.group.state is GroupState.TO_CLOSE
        tall = self.height() >= by_letters(_TALL)
        shown = max(1, min(len(groups), ROWS_BESIDE if taking and not tall else ROWS_SHOWN))
        height = self.table.verticalHeader().defaultSectionSize() * shown
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(height + head + 2 * self.table.frameWidth() + 2)
        self.card.setVisible(bool(groups))
        self.sheet.setVisible(sheet is not None)
        self.area.setVisible(bool(groups))
        self.empty.setVisible(not groups)
        self.plan.setVisible(bool(groups))
        if sheet is not None:
            self.sheet.show_sheet(sheet, keep=bool(self._writing))
        owed = sum(one.state is GroupState.TO_CLOSE for one in groups)
        self.head.sub.setText(f"{counted(owed, 'attendance')} to settle" if owed else "")
        figure = figures.of_groups(groups)
        if not found.closed:
            self.tell_figure(figure)
        self._begins.wait(figure.until)

    def _look_again(self) -> None:
        """Read anew when a group session has begun, but never under the hands of whoever types."""
        if not self.context.tasks.held and not self.sheet.grid.is_typing:
            self.mark_stale()

    def _turned(self) -> None:
        rows = self.table.selectionModel().selectedRows()
        group = self.records.row_at(rows[0]) if rows else None
        if group is not None:
            self.choose(group.id)

    def _today(self) -> date:
        return london_day(self.context.clock.now())

    def _group(self) -> GroupView | None:
        return next((one for one in self.records.rows if one.id == self._chosen), None)

    def _plan(self) -> None:
        GroupPlanDialog.ask(self.context, self.window())

    def _invite(self) -> None:
        group = self._group()
        if group is not None:
            self.sheet.grid.finish()
            InviteDialog.ask(self.context, group, self.window())

    def _change(self) -> None:
        group = self._group()
        if group is not None:
            GroupPlanDialog.ask(self.context, self.window(), group)

    def _call_off(self) -> None:
        group = self._group()
        if group is not None:
            CallOffDialog(self.context, group, self.window()).open()

    def _tell(self) -> None:
        if self._chosen is not None:
            TellDialog.ask(self.context, self._chosen, self.window())

    def _correct(self, place: PlaceView) -> None:
        group = self._group()
        if group is not None:
            CorrectPlaceDialog(self.context, group, place, self.window()).open()

    def _keep(self, place: PlaceView) -> None:
        """Save one row; the grid itself is left alone while rows are on their way."""
        group_id = self._chosen
        if group_id is None:
            return
        self._writing += 1
        given = Answer(place.answer, place.words)
        what = f"group:{group_id}:{place.case_id}"
        self.context.tasks.write(
            self.context.last_words.job(what, group_sessions.answer, group_id, place.case_id, given),
            owner=self,
            done=self._kept,
            failed=self._not_kept,
        )

    def _kept(self, outcome: Outcome[GroupSheet]) -> None:
        self._writing -= 1
        self.context.hub.tell(outcome, self)
        if not self._writing:
            self.load()

    def _not_kept(self, error: UserError) -> None:
        self._writing -= 1
        self.context.say.problem(error)
        self.mark_stale()

    def _close(self, headcount: int, late: Mapping[UUID, str] | None = None) -> None:
        workspace, group_id = self.context.workspace, self._chosen
        if group_id is None:
            return
        self.sheet.show_error("")
        said = dict(late or {})

        def refused(error: UserError) -> None:
            self._not_closed(error)
            if isinstance(error, LateReturn):
                LateReturnDialog(
                    error, partial(self._explain, group_id, headcount, said), self.window()
                ).open()

        self.context.tasks.write(
            lambda: group_sessions.close(workspace, group_id, headcount, said),
            owner=self,
            done=self._closed,
            failed=refused,
        )

    def _explain(
        self, group_id: UUID, headcount: int, said: Mapping[UUID, str], case: UUID, why: str
    ) -> None:
        """Close it with one more reason; it asks on, person by person, until each return is explained."""
        if group_id == self._chosen:
            self._close(headcount, {**said, case: why})

    def _closed(self, outcome: Outcome[GroupSheet]) -> None:
        context = self.context
        came = counted(outcome.value.group.came, "participant")
        text = f"Closed: {came} came; it stands on each case and in each JFAP."
        tell_with_undo(context, outcome, text)

    def _not_closed(self, error: UserError) -> None:
        self.sheet.show_error(error.sentence)
        if isinstance(error, BadInput) and not self.sheet.grid.go_to(error.field):
            self.sheet.headcount.setFocus()


def _columns(today: Callable[[], date]) -> tuple[Column[GroupView], ...]:
    return (
        Column("when", "When", lambda row: _when(row, today()), WIDTHS[0], whole=True),
        Column("topic", "Topic", lambda row: row.topic, WIDTHS[1]),
        Column("led_by", "Led by", lambda row: row.led_by, WIDTHS[2]),
        Column("invited", "Invited", lambda row: str(row.invited), WIDTHS[3], right=True),
        Column("came", "Came", lambda row: str(row.came) if row.came else "", WIDTHS[4], right=True),
        Column("state", "State", lambda row: STATES[row.state][0], WIDTHS[5]),
    )


def _when(row: GroupView, today: date) -> str:
    return f"{near_day(london_day(row.starts_at), today)}, {time_of_day(row.starts_at)}"
