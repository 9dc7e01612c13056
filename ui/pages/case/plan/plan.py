"""The JFAP tab: the plan is written here while talking, and is never lost (P1, P3, P5 to P7, P15)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QWidget

from jfs_desktop.casework.plan import plans
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.views import PlanView
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.plan.plan import PlanContent
from jfs_desktop.rules.writing.wording import time_of_day
from ui.dialogs.plan.compare_versions import CompareVersions
from ui.dialogs.plan.make_version import MakeVersionDialog
from ui.dialogs.questions.where_to_save import WORD, SaveAs
from ui.pages.case.frame.side import stand
from ui.pages.case.frame.tab import CaseNow, CaseTab
from ui.pages.case.objectives.plan_editor import PlanEditor
from ui.pages.case.objectives.plan_objective_row import Reading
from ui.pages.case.plan import plan_export_ask
from ui.pages.case.plan.plan_ending import PlanEnding
from ui.pages.case.plan.plan_head import PlanHead, why_not_agreed
from ui.pages.case.plan.plan_live import LiveActivity
from ui.pages.case.plan.plan_locked import LockedPlan
from ui.pages.case.plan.plan_merge import merge
from ui.pages.case.plan.plan_read import PlanRead, read_plan
from ui.pages.case.plan.plan_side import PlanSide
from ui.pages.case.sheet.draft_keeper import DraftKeeper
from ui.pages.case.sheet.plan_undo import Deeds
from ui.pages.page import Place
from ui.shell.context import Context
from ui.shell.own_undo import OwnUndo
from ui.widgets.card import SheetCard
from ui.widgets.shortcuts import ADD_OBJECTIVE

CARD_LINES = 20  # what the plan shows at once where its cards stand below it
SIDE_LINES = 14


class PlanTab(CaseTab):
    """Writes a draft within a second of the last key; settles when a field is left, after a minute
    of quiet, and before anything reads the plan. ``export()`` is what the case page asks for."""

    cares = (
        Changed.PLAN
        | Changed.CASES
        | Changed.CLOCKS
        | Changed.SESSIONS
        | Changed.DOCUMENTS
        | Changed.TEMPLATES
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._read: PlanRead | None = None
        self._first_name = ""
        self._ended = False
        self._refused = ""
        self._died = False
        self._place: Place | None = None
        self._waiting: Callable[[], None] | None = None
        self.deeds = Deeds(self)
        self.editor = PlanEditor(self.deeds, context.workspace.new_key, context.clock.now)
        self.keeper = DraftKeeper(context, self.editor.content, self, plans.save_draft, plans.settle)
        self.live = LiveActivity(context)
        self.editor.activities.put_first(self.live)
        self.locked = LockedPlan(context.theme)
        self.head = PlanHead(self.deeds)
        self.side = PlanSide()
        self.ending = PlanEnding(context, self)
        self._assemble()
        self._connect()
        self.clear()

    def read_case(self, case: CaseNow) -> None:
        self._first_name = case.view.first_name
        self._ended, self._died = not case.view.served, case.died
        self._refused = why_not_agreed(case)
        self.side.show_time(case.view.time, ended=not case.view.open, running=case.running)
        self._allow_agreeing()
        if self._read is not None:
            self._show_around()
            self._show_content(self.editor.content())

    def load(self) -> None:
        self.keeper.settle(self._ask)

    def hear(self, outcome: Outcome[Any], initiator: QObject | None) -> None:
        if initiator is not self and outcome.changed & Changed.SESSIONS:
            self.keeper.settle()
        super().hear(outcome, initiator)

    def clear(self) -> None:
        self._read = None
        self._place = None
        self._waiting = None
        self.keeper.open(None)
        self.live.clear()
        self.ending.show_read(None)
        self.locked.clear()
        self.sheet.setCurrentWidget(self.editor)
        self.editor.show_content(PlanContent(), (), None)
        self.deeds.clear()
        self.side.clear()
        self.head.clear()
        self.editor.setEnabled(False)

    def save_drafts(self) -> None:
        self.live.keep()
        self.keeper.settle()

    def restore(self, place: Place) -> None:
        if self._read is None:
            self._place = place  # the fields come with the rows
            return
        super().restore(place)

    def export(self, version: int | None = None) -> None:
        """Ask where the document goes, settle, and write it: as it stands, or a frozen version."""
        if (read := self._read) is None:
            self._waiting = lambda: self.export(version)
            return
        if read.view.lock is not None:
            version = version or read.view.lock.version or None

        def go(file: Path, wish: SaveAs) -> None:
            self._export_to(file, version, wish)

        plan_export_ask.ask(self.context, self._now_view(), version, self.window(), go=go)

    def go_on(self) -> None:
        if self._read is None:
            self._waiting = self.go_on
        elif not self._is_locked():
            self.editor.go_to_gap()

    @property
    def own_undo(self) -> OwnUndo:
        return self.deeds

    def print_shown(self) -> None:
        if self._read is not None:
            case_id = self._read.view.case_id
            self.keeper.look(lambda: plan_export_ask.print_plan(self.context, case_id, self))

    def agree(self) -> None:
        """Freeze the plan as the next version; what P5 asks for must be there."""
        if self._refused or self._is_locked() or self.objectives_missing():
            return
        self.keeper.settle(self._ask_agreed)

    def objectives_missing(self) -> bool:
        """Mark what the plan still needs before it can be agreed (JFS 4.05); whether anything."""
        return self.editor.objectives.show_missing(self.editor.content())

    def compare(self, older: int | None = None) -> None:
        """Show what changed since a version; where none is named, since the one before what is shown."""
        view = self._now_view() if self._read is not None else None
        if view is not None and (older := older or view.before) is not None:
            CompareVersions.ask(self.context, view, self._titles(), self.window(), older=older)

    def open_version(self, number: int) -> None:
        """Show a frozen version as it was."""
        if self._read is not None:
            view = self._now_view()
            CompareVersions.ask(self.context, view, self._titles(), self.window(), older=number, newer=number)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.keeper.settle()

    def set_narrow(self, narrow: bool) -> None:
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)
        self._card.setMinimumHeight(self.fontMetrics().height() * CARD_LINES if narrow else 0)
        stand(self.side, below=narrow)
        self.side.setMinimumHeight(self.fontMetrics().height() * SIDE_LINES if narrow else 0)

    def _assemble(self) -> None:
        self.sheet = QStackedWidget()
        for part in (self.editor, self.locked):
            self.sheet.addWidget(part)
        self._card = SheetCard(self.head, self.sheet)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        self._row.addWidget(self._card, 1)
        self._row.addWidget(self.side)

    def _connect(self) -> None:
        self.editor.edited.connect(self._typed)
        self.editor.left.connect(self.keeper.rest)
        self.keeper.saved.connect(self._saved)
        self.keeper.settled.connect(self._settled)
        self.keeper.failed.connect(self._not_saved)
        self.live.saved.connect(self._saved)
        self.head.compareRequested.connect(self.compare)
        self.head.exportRequested.connect(self.export)
        self.head.agreeRequested.connect(self.agree)
        self.head.discardRequested.connect(self._discard)
        self.head.keepRequested.connect(self.keeper.settle)
        self.side.openRequested.connect(self.open_version)
        self.side.compareRequested.connect(self.compare)
        self.side.exportRequested.connect(self.export)
        self.ending.connect_to(self.side, self.keeper.look)
        ADD_OBJECTIVE.bind(self, self.editor.objectives.add)

    def _ask(self) -> None:
        case_id, workspace, turn = self.case_id, self.context.workspace, self.live.turn
        if case_id is not None:
            self.context.tasks.read(
                lambda: read_plan(workspace, case_id), owner=self, done=lambda read: self._show(read, turn)
            )

    def _show(self, read: PlanRead, turn: int) -> None:
        view, before = read.view, self._read
        if view.case_id != self.case_id:
            return
        self._read = read
        self.live.show_live(read.live, turn)
        self.editor.activities.arrange()
        if before is None:
            self._show_first(view)
        else:
            if view.content != before.view.content:
                self.deeds.clear()
            self._show_content(merge(before.view.content, self.editor.content(), view.content))
        self._show_around()
        place, self._place = self._place, None
        if place is not None:
            super().restore(place)
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def _show_first(self, view: PlanView) -> None:
        self.keeper.open(view.case_id, unsettled=view.draft is not None)
        self._show_content(view.draft or view.content)
        self.editor.setEnabled(True)
        if view.draft is not None and view.draft_saved_at is not None:
            self.head.show_restored(view.draft_saved_at, self.context.clock.now())

    def _show_content(self, content: PlanContent) -> None:
        read = self._read
        if read is not None:
            self.editor.activities.adviser = self.context.workspace.me.name
            first_name = self._first_name or read.view.name.split(" ")[0]
            reading = Reading(
                first_name,
                read.today,
                read.calendar,
                read.view.last_day,
                read.view.goes_out_in,
                read.view.older,
            )
            self.editor.show_content(content, read.headings, reading)

    def _show_around(self) -> None:
        if (read := self._read) is None:
            return
        view = read.view
        self.head.show_plan(self._now_view())
        self.head.export.setEnabled(bool(view.versions) or not self._refused)
        self._allow_agreeing()
        self._show_lock(read)
        self.ending.show_read(read)
        self.side.show_days(view.last_day, read.today, read.calendar, ended=self._ended)
        self.side.show_standing(view, read.standing, ended=self._ended, died=self._died)
        self.side.show_versions(view.versions)

    def _is_locked(self) -> bool:
        return self._read is not None and self._read.view.lock is not None

    def _allow_agreeing(self) -> None:
        read, locked = self._read, self._is_locked()
        first = read is None or read.standing.stage is not Stage.FINALISING
        allowed = read is not None and not self._refused and not locked
        self.head.allow_agreeing(allowed, refused=self._refused, first=first)
        self.head.agree.setVisible(not locked)

    def _show_lock(self, read: PlanRead) -> None:
        """A locked plan stands in the place of the editor, to be read."""
        lock = read.view.lock
        if lock is not None:
            self.locked.show_plan(read.view, lock, read.titles)
        self.sheet.setCurrentWidget(self.editor if lock is None else self.locked)

    def _typed(self) -> None:
        self.keeper.note()
        self.head.say_saved("Saving…")

    def _saved(self, at: datetime) -> None:
        self.savedChanged.emit(f"Saved {time_of_day(at)}")
        if self.keeper.at_rest:
            self.head.say_saved(f"✓ Saved {time_of_day(at)}")
        if self._read is not None:
            self.head.show_plan(self._now_view())

    def _not_saved(self, error: UserError) -> None:
        self.head.say_saved("Not saved yet: it is tried again.", trouble=True)
        self.savedChanged.emit("Not saved yet")
        self.context.say.problem(error)

    def _settled(self, outcome: Outcome[PlanView], sent: PlanContent) -> None:
        if self._read is None:
            return
        self.head.show_restored(None)  # what came back is kept by now: there is no draft to discard
        view, mine = outcome.value, self.editor.content()
        self._read = replace(self._read, view=view)
        merged = merge(sent, mine, view.content)
        if merged != mine:
            self._show_content(merged)
        self.head.show_plan(self._now_view())
        self.context.hub.tell(outcome, self)

    def _discard(self) -> None:
        if self._read is not None:
            self.head.show_restored(None)
            self._show_content(self._read.view.content)
            self.deeds.clear()
            self.keeper.note()
            self.keeper.settle()

    def _export_to(self, file: Path, version: int | None, wish: SaveAs = WORD) -> None:
        case_id = self.case_id
        if case_id is not None:
            self.keeper.settle(
                lambda: plan_export_ask.write(self.context, case_id, file, wish, version, owner=self)
            )

    def _ask_agreed(self) -> None:
        if (read := self._read) is not None:
            MakeVersionDialog.ask(self.context, self._now_view(), read.channels, self.window())

    def _now_view(self) -> PlanView:
        assert self._read is not None  # noqa: S101 (its buttons are off until then)
        return replace(self._read.view, content=self.editor.content(), draft=None)

    def _titles(self) -> dict[str, str]:
        return self._read.titles if self._read else {}
