"""What head office has and what waits, bundles out and receipts in (D11)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.sync import sync, sync_schedule
from jfs_desktop.casework.sync.bundles_made import FOLDER
from jfs_desktop.casework.sync.sync import RECEIPT_SUFFIX, SyncStanding
from jfs_desktop.casework.sync.sync_schedule import Schedule, Silence
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.rules.writing.wording import day_and_time
from ui.dialogs.office.enrol import EnrolDialog
from ui.dialogs.office.head_office_change import HeadOfficeChangeDialog
from ui.pages.page import Page
from ui.shell import figures
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.card import Card, PageHead
from ui.widgets.date_field import TimeField
from ui.widgets.empty_state import EmptyState
from ui.widgets.text import label

RECEIPTS = f"Receipts (*{RECEIPT_SUFFIX})"


@dataclass(frozen=True, slots=True)
class _Found:
    """What the page reads at once."""

    standing: SyncStanding
    schedule: Schedule
    silence: Silence


class SyncPage(Page):
    """The standing in a sentence, when bundles go by themselves, and the three verbs of the exchange."""

    cares = Changed.SETTINGS | Changed.CASES | Changed.HISTORY

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._folder = ""
        self._schedule = Schedule()
        self.head = PageHead("Sync with head office")
        self.export = button("Export now", "primary", self._export, name="export-now")
        self.receipt = button("Read a receipt…", "plain", self._receive, name="read-receipt")
        self.cancel = button("Cancel", "plain", context.sync.cancel, name="cancel-export")
        self.standing = label("", "strong", wrap=True)
        self.silence = label("", "warning", wrap=True)
        self.last = label("", "soft", wrap=True)
        self.progress = label("", "soft", wrap=True)
        self.folder = label("", "soft", wrap=True)
        self.trouble = label("", "warning", wrap=True)
        self.office = label("", "soft", wrap=True)
        self.print = label("", "soft", wrap=True)
        self.guard = label("", "soft", wrap=True)
        self.daily = QCheckBox("Every day at")
        self.daily.setObjectName("sync-daily")
        self.at = TimeField()
        self.at.setObjectName("sync-at")
        self.at.setAccessibleName("Time of the daily export")
        self.at_close = QCheckBox("When the program is closed; it waits a few seconds for it and no longer")
        self.at_close.setObjectName("sync-at-close")
        self.empty = EmptyState(
            "Not enrolled with a head office",
            "Head office sends you a small file, its card, and tells you a code by another way. Then what "
            "changes here goes to head office: encrypted to it alone, as a file that any way may carry.",
            "Enrol…",
        )
        self._assemble()
        self._connect()

    def load(self) -> None:
        workspace = self.context.workspace
        self.context.tasks.read(lambda: _found(workspace), owner=self, done=self._show)

    def clear(self) -> None:
        self._folder = ""
        for words in (
            self.standing,
            self.silence,
            self.last,
            self.folder,
            self.office,
            self.print,
            self.guard,
        ):
            words.clear()

    def _assemble(self) -> None:
        for verb in (self.cancel, self.receipt, self.export):
            self.head.verbs.addWidget(verb)
        self.now, self.place = Card("What head office has"), Card("Folder")
        self.by_itself, self.known = Card("By itself"), Card("Head office")
        for words in (self.standing, self.silence, self.last, self.progress):
            self.now.body.addWidget(words)
        self.place.verbs.addWidget(button("Choose…", "plain", self._choose, name="sync-folder"))
        for words in (self.folder, self.trouble):
            self.place.body.addWidget(words)
        row = QHBoxLayout()
        row.addWidget(self.daily)
        row.addWidget(self.at)
        row.addStretch(1)
        self.by_itself.body.addLayout(row)
        self.by_itself.body.addWidget(self.at_close)
        told = "A missed one is made up for. Receipts that head office puts into the folder are read, too."
        self.by_itself.body.addWidget(label(told, "soft", wrap=True))
        self.known.verbs.addWidget(button("Enrol again…", "plain", self._enrol, name="enrol-again"))
        change = button("Changed head office…", "plain", self._change, name="changed-head-office")
        self.known.verbs.addWidget(change)
        for words in (self.office, self.print, self.guard):
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.known.body.addWidget(words)
        self._place_cards()
        self._show_enrolled(None)
        for hidden in (self.cancel, self.silence, self.progress, self.trouble):
            hidden.hide()

    def _place_cards(self) -> None:
        """Below one another; what the window has no room for scrolls."""
        held = QWidget()
        held.setProperty("role", "plainground")
        cards = QVBoxLayout(held)
        cards.setContentsMargins(0, 0, 8, 0)
        cards.setSpacing(12)
        for card in (self.now, self.place, self.by_itself, self.known):
            cards.addWidget(card)
        cards.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(held)
        self.head.setContentsMargins(0, 0, 8, 0)  # as far as the cards go, beside their bar
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 16, 12)
        column.setSpacing(12)
        for widget in (self.head, self.area, self.empty):
            column.addWidget(widget, int(widget is not self.head))

    def _connect(self) -> None:
        self.empty.actionRequested.connect(self._enrol)
        self.context.sync.progressed.connect(self._show_progress)
        self.context.sync.troubled.connect(self._show_trouble)
        self.daily.clicked.connect(self._keep_schedule)
        self.at_close.clicked.connect(self._keep_schedule)
        self.at.editingFinished.connect(self._keep_schedule)

    def _show_enrolled(self, enrolled: bool | None) -> None:
        for widget in (self.area, self.export, self.receipt):
            widget.setVisible(enrolled is True)
        self.empty.setVisible(enrolled is False)

    def _show(self, found: _Found) -> None:
        now, schedule = found.standing, found.schedule
        self._schedule, self._folder = schedule, str(schedule.folder or "")
        self._show_enrolled(bool(now.head_office))
        self.export.setVisible(bool(now.head_office) and not now.must_enrol)
        self.standing.setText(sync.told(now))
        _tell(self.silence, found.silence.words)
        made = f"Last bundle: no. {now.made}, {day_and_time(now.made_at)}." if now.made_at else ""
        self.last.setText(made or ("" if now.must_enrol else "No bundle was made yet."))
        self.folder.setText(self._folder or "None chosen yet; the first export asks.")
        self.daily.setChecked(schedule.daily)
        self.at.setEnabled(schedule.daily)
        if not self.at.hasFocus():
            self.at.set_value(schedule.at)
        self.at_close.setChecked(schedule.at_close)
        self.office.setText(now.head_office)
        self.print.setText(f"Fingerprint of its keys: {now.fingerprint}")
        self.guard.setText(sync.guarded(now))
        self._show_trouble()
        self.tell_figure(figures.of_sync(found.silence))

    def _show_progress(self, words: str) -> None:
        _tell(self.progress, words)
        self.cancel.setVisible(bool(words))
        self.export.setEnabled(not words)

    def _show_trouble(self) -> None:
        _tell(self.trouble, self.context.sync.trouble)

    def _keep_schedule(self) -> None:
        """Keep what is chosen; a time that cannot be read is put back."""
        at: time = self.at.value() or self._schedule.at
        self.at.set_value(at)
        daily, at_close = self.daily.isChecked(), self.at_close.isChecked()
        before = self._schedule
        if (daily, at, at_close) == (before.daily, before.at, before.at_close):
            return
        workspace = self.context.workspace
        self.context.tasks.write(
            lambda: sync_schedule.put(workspace, daily=daily, at=at, at_close=at_close),
            owner=self,
            done=self.context.hub.tell,
        )

    def _enrol(self) -> None:
        EnrolDialog.choose(self.context, self)

    def _change(self) -> None:
        HeadOfficeChangeDialog.choose(self.context, self)

    def _choose(self) -> None:
        self._ask_folder(self.context.hub.tell)

    def _export(self) -> None:
        if self._folder:
            self.context.sync.export(Path(self._folder))
        else:
            self._ask_folder(self._export_there)

    def _ask_folder(self, done: Callable[[Outcome[str]], None]) -> None:
        """Have a folder chosen, and go on once it is kept: the choice is part of what is sent."""
        chosen = QFileDialog.getExistingDirectory(self, "Folder for bundles", self._folder)
        if chosen:
            workspace = self.context.workspace
            self.context.tasks.write(lambda: settings.put(workspace, FOLDER, chosen), owner=self, done=done)

    def _export_there(self, outcome: Outcome[str]) -> None:
        self._folder = outcome.value
        self.context.sync.export(Path(outcome.value))
        self.context.hub.tell(outcome)

    def _receive(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Head office's receipt", self._folder, RECEIPTS)
        if not name:
            return
        read = partial(sync.read_file, Path(name), sync.MOST_RECEIPT)
        self.context.tasks.carry(read, owner=self, done=self._take_in)

    def _take_in(self, receipt: bytes) -> None:
        take = partial(sync.receive_bytes, self.context.workspace, receipt)
        self.context.tasks.write(take, owner=self, done=self._received)

    def _received(self, outcome: Outcome[SyncStanding]) -> None:
        self.context.hub.tell(outcome)
        self.context.say.news(" ".join((sync.told(outcome.value), *outcome.besides)))


def _tell(place: QLabel, words: str) -> None:
    place.setText(words)
    place.setVisible(bool(words))


def _found(workspace: Workspace) -> _Found:
    return _Found(sync.standing(workspace), sync_schedule.get(workspace), sync_schedule.silence(workspace))
