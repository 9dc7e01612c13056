"""What head office has and what waits, bundles out and receipts in (D11)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from jfs_desktop.casework import settings, sync, sync_bundles
from jfs_desktop.casework.sync import RECEIPT_SUFFIX, SyncStanding
from jfs_desktop.casework.sync_bundles import FOLDER, BundleView
from jfs_desktop.casework.workspace import Workspace
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.rules.wording import counted, day_and_time
from ui.dialogs.enrol import EnrolDialog
from ui.pages.page import Page
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.card import Card, PageHead
from ui.widgets.empty_state import EmptyState
from ui.widgets.text import label

RECEIPTS = f"Receipts (*{RECEIPT_SUFFIX})"


@dataclass(frozen=True, slots=True)
class _Found:
    """What the page reads at once."""

    standing: SyncStanding
    folder: str


class SyncPage(Page):
    """The standing in a sentence, and the three verbs of the exchange."""

    cares = Changed.SETTINGS | Changed.CASES | Changed.HISTORY

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._folder = ""
        self.head = PageHead("Sync with head office")
        self.export = button("Export now", "primary", self._export, name="export-now")
        self.receipt = button("Read a receipt…", "plain", self._receive, name="read-receipt")
        self.standing = label("", "strong", wrap=True)
        self.last = label("", "soft", wrap=True)
        self.folder = label("", "soft", wrap=True)
        self.office = label("", "soft", wrap=True)
        self.print = label("", "soft", wrap=True)
        self.empty = EmptyState(
            "Not enrolled with a head office",
            "Head office sends you a small file, its card, and tells you a code by another way. Then what "
            "changes here goes to head office: encrypted to it alone, as a file that any way may carry.",
            "Enrol…",
        )
        self._assemble()
        self.empty.actionRequested.connect(lambda _: EnrolDialog.choose(self.context, self))

    def load(self) -> None:
        workspace = self.context.workspace
        self.context.tasks.read(lambda: _found(workspace), owner=self, done=self._show)

    def clear(self) -> None:
        self._folder = ""
        for words in (self.standing, self.last, self.folder, self.office, self.print):
            words.clear()

    def _assemble(self) -> None:
        self.head.verbs.addWidget(self.receipt)
        self.head.verbs.addWidget(self.export)
        self.now, self.place, self.known = Card("What head office has"), Card("Folder"), Card("Head office")
        for words in (self.standing, self.last):
            self.now.body.addWidget(words)
        self.place.verbs.addWidget(button("Choose…", "plain", self._choose, name="sync-folder"))
        self.place.body.addWidget(self.folder)
        for words in (self.office, self.print):
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.known.body.addWidget(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 12)
        column.setSpacing(12)
        for widget in (self.head, self.now, self.place, self.known):
            column.addWidget(widget)
        column.addWidget(self.empty, 1)
        column.addStretch(1)
        self._show_enrolled(None)

    def _show_enrolled(self, enrolled: bool | None) -> None:
        for widget in (self.now, self.place, self.known, self.export, self.receipt):
            widget.setVisible(enrolled is True)
        self.empty.setVisible(enrolled is False)

    def _show(self, found: _Found) -> None:
        now, self._folder = found.standing, found.folder
        self._show_enrolled(bool(now.head_office))
        self.standing.setText(sync.told(now))
        self.last.setText(
            f"Last bundle: no. {now.made}, {day_and_time(now.made_at)}."
            if now.made_at is not None
            else "No bundle was made yet."
        )
        self.folder.setText(found.folder or "None chosen yet; the first export asks.")
        self.office.setText(now.head_office)
        self.print.setText(f"Fingerprint of its keys: {now.fingerprint}")

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Folder for bundles", self._folder)
        if chosen:
            self._keep_folder(chosen)

    def _keep_folder(self, chosen: str) -> None:
        workspace = self.context.workspace
        self._folder = chosen
        self.context.tasks.write(
            lambda: settings.put(workspace, FOLDER, chosen), owner=self, done=self.context.hub.tell
        )

    def _export(self) -> None:
        if not self._folder:
            self._choose()
        if not self._folder:
            return
        workspace, folder = self.context.workspace, Path(self._folder)
        self.export.setEnabled(False)
        self.context.tasks.write(
            lambda: sync_bundles.export(workspace, folder),
            owner=self,
            done=self._exported,
            failed=self._stopped,
        )

    def _exported(self, outcome: Outcome[BundleView | None]) -> None:
        self.export.setEnabled(True)
        self.context.hub.tell(outcome)
        made = outcome.value
        if made is None:
            self.context.say.news("Head office has everything already; nothing was written.")
            return
        entries = counted(made.entries, "entry", "entries")
        self.context.say.news(" ".join((f"No. {made.number} is written, {entries}.", *outcome.besides)))

    def _stopped(self, error: UserError) -> None:
        self.export.setEnabled(True)
        self.context.say.problem(error)

    def _receive(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Head office's receipt", self._folder, RECEIPTS)
        if not name:
            return
        workspace = self.context.workspace
        self.context.tasks.write(lambda: sync.receive(workspace, Path(name)), owner=self, done=self._received)

    def _received(self, outcome: Outcome[SyncStanding]) -> None:
        self.context.hub.tell(outcome)
        self.context.say.news(" ".join((sync.told(outcome.value), *outcome.besides)))


def _found(workspace: Workspace) -> _Found:
    return _Found(sync.standing(workspace), settings.get(workspace, FOLDER))
