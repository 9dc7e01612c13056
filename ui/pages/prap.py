"""The PRaP page: what is to be keyed, most urgent first, and what was keyed (W1 to W16)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QMimeData, QPoint
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from jfs_desktop.casework.prap import prap as catalogue
from jfs_desktop.casework.prap.prap import PrapLine, PrapList
from jfs_desktop.outcome import Changed
from jfs_desktop.rules.prap.prap_entries import EntryState
from jfs_desktop.rules.writing.wording import counted
from ui.dialogs.prap.prap_entry import PrapEntryDialog
from ui.dialogs.prap.prap_proof import KEYED_WRONGLY, ProofDialog, correct
from ui.pages.list_again import ListAgain
from ui.pages.page import Page
from ui.shell import figures
from ui.shell.context import Context
from ui.widgets.buttons import button, chip
from ui.widgets.card import PageHead
from ui.widgets.empty_state import ListEmpty
from ui.widgets.prap_words import PROVED, SECTIONS, UNPROVED, row
from ui.widgets.row_keys import RowKeys
from ui.widgets.section_list import ListRow, SectionList
from ui.widgets.shortcuts import REFRESH

if TYPE_CHECKING:
    from ui.dialogs.prap.prap_compare import CompareDialog


class PrapPage(Page):
    """The list of entries. The arrows go from row to row; Enter opens the fields of one, ready to be copied
    one by one."""

    cares = Changed.CASES | Changed.CLOCKS | Changed.STAFF | Changed.EVIDENCE

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._lines: dict[int, PrapLine] = {}
        self._list: PrapList | None = None
        self._acted = -1
        self.head = PageHead("PRaP")
        self.compare = button("Compare with a list from PRaP…", "plain", self._compare, name="compare")
        self.head.verbs.addWidget(self.compare)
        self.mine = chip("Handed to me")
        self.unready = chip("Show what comes later", checked=True)
        self.kept = chip("Show what was keyed", checked=True)
        self.list = SectionList()
        self.list_again = ListAgain(self, self.list)
        self.empty = ListEmpty(
            "Nothing is to be keyed",
            "Each entry for PRaP appears here as soon as it can be keyed, with its last safe day.",
            "Open the caseload",
        )
        self.setAcceptDrops(True)
        self._assemble()
        self.list.actionRequested.connect(self._act)
        self.list.nameRequested.connect(self._open_case)
        self.list.menuRequested.connect(self._show_menu)
        self.empty.actionRequested.connect(lambda _: self.pageRequested.emit("caseload"))
        REFRESH.bind(self, self.mark_stale)

    @property
    def lines(self) -> Mapping[int, PrapLine]:
        """What is shown, by the key of its row."""
        return self._lines

    def load(self) -> None:
        workspace = self.context.workspace
        self.context.tasks.read(lambda: catalogue.worklist(workspace), owner=self, done=self._show)

    def clear(self) -> None:
        self._lines, self._list, self._acted = {}, None, -1
        self.list.set_sections(())
        self.head.sub.setText("")

    def _assemble(self) -> None:
        self.area = self.first = self.list.scrolled()
        self.keys = RowKeys(self.list, self.area)
        filters = QHBoxLayout()
        filters.setSpacing(6)
        for made in (self.mine, self.unready, self.kept):
            filters.addWidget(made)
            made.toggled.connect(lambda _: self._build())
        filters.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 12)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addLayout(filters)
        column.addWidget(self.area, 1)
        column.addWidget(self.empty, 1)
        self.empty.hide()

    def _show(self, found: PrapList) -> None:
        self._list = found
        self.empty.show_closed(found.closed)
        late, now = catalogue.late_and_now(line.entry for line in found.to_key)
        parts = [f"{counted(now, 'entry', 'entries')} to key", *([f"{late} overdue"] if late else [])]
        if not found.may_key:
            parts.append("you do not have the PRaP right: hand entries over")
        self.head.sub.setText(" · ".join(parts))
        self.tell_figure(figures.of_prap(late, now))
        self._build()

    def _build(self) -> None:
        found = self._list
        if found is None:
            return
        lines = [line for line in (*found.to_key, *found.keyed) if self._wanted(line, found)]
        self._lines = dict(enumerate(lines))
        rows = {number: row(number, line, found.me) for number, line in self._lines.items()}
        sections: list[tuple[str, list[ListRow]]] = []
        for state, title in (*SECTIONS, (EntryState.KEYED, UNPROVED), (EntryState.PROVED, PROVED)):
            own = [rows[number] for number, line in self._lines.items() if line.entry.state is state]
            sections.append((title, own))
        self.empty.setVisible(not self._lines)
        self.area.setVisible(bool(self._lines))
        acted, self._acted = self._acted, -1
        self.list.set_sections(sections)
        if acted >= 0:
            self.keys.go_to(acted)  # the next entry, without reaching for the mouse
        self.rows_came()

    def _wanted(self, line: PrapLine, found: PrapList) -> bool:
        entry = line.entry
        if self.mine.isChecked():
            return entry.keyed is None and entry.hand_over is not None and entry.hand_over.to == found.me
        if entry.keyed is not None:
            return self.kept.isChecked()
        return entry.state is not EntryState.WAITING or self.unready.isChecked()

    def _act(self, key: object) -> None:
        line = self._lines[cast(int, key)]
        self._acted = self.list.place_of(key)
        if line.entry.keyed is None:
            PrapEntryDialog.ask(self.context, line.case_id, line.entry.key, self.window())
        elif line.entry.state is EntryState.KEYED:
            ProofDialog(self.context, line, self.window()).open()
        else:
            correct(self.context, line, self.window())

    def _show_menu(self, key: object, at: QWidget) -> None:
        line = self._lines[cast(int, key)]
        menu = QMenu(at)
        menu.addAction("Open the case", lambda: self._open_case(key))
        menu.addAction(KEYED_WRONGLY, lambda: correct(self.context, line, self.window()))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at.mapToGlobal(QPoint(0, at.height())))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if len(_files(event.mimeData())) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A list from PRaP, dropped on the page, is compared as if it had been chosen."""
        files = _files(event.mimeData())
        if len(files) == 1:
            event.acceptProposedAction()
            _comparison()(self.context, files[0], self.window()).open()

    def _open_case(self, key: object) -> None:
        self.caseRequested.emit(self._lines[cast(int, key)].case_id, "")

    def _compare(self) -> None:
        _comparison().ask(self.context, self.window())


def _comparison() -> type[CompareDialog]:
    from ui.dialogs.prap.prap_compare import CompareDialog  # with it come the readers of files

    return CompareDialog


def _files(offered: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in offered.urls() if url.isLocalFile()]
