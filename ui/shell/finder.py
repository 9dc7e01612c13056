"""Ctrl+K: finds a participant or an action from anywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.shell.context import Context

if TYPE_CHECKING:
    from jfs_desktop.records.views import CaseloadRow

PEOPLE, ACTIONS, WAIT_MS = 8, 6, 90


class Finder(QObject):
    """A list under the search field. ``caseChosen(case_id)``; an action is triggered by itself."""

    caseChosen = Signal(object)

    def __init__(
        self, context: Context, field: QLineEdit, host: QWidget, actions: Callable[[], Sequence[QAction]]
    ) -> None:
        super().__init__(field)
        self._context = context
        self._field = field
        self._actions = actions
        self._host = host
        self._box = QFrame(host)
        self._box.setProperty("role", "popover")
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setProperty("role", "found")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("Found")
        self.list.itemClicked.connect(self._choose)
        column = QVBoxLayout(self._box)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.list)
        self._box.hide()
        self._found_for = ""
        self._entered = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._look)
        context.sharing.changed.connect(self.clear)
        field.textEdited.connect(self._typed)
        field.installEventFilter(self)

    def clear(self) -> None:
        """Forget every name; called when the vault locks."""
        self._empty()
        self.list.clear()
        self._box.hide()

    def _empty(self) -> None:
        self._found_for, self._entered = "", False
        self._field.setText("")  # leaves nothing to undo, as clear() would: a name comes back to nobody

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut:
            self._box.hide()
            self._entered = False
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._key(event)
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            return self._undoes_elsewhere(event)
        return False

    def _undoes_elsewhere(self, event: QKeyEvent) -> bool:
        """Without typing to take back here, Ctrl+Z takes back what was done, as on every page."""
        undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
        nothing = (event.matches(undo) and not self._field.isUndoAvailable()) or (
            event.matches(redo) and not self._field.isRedoAvailable()
        )
        if nothing:
            event.ignore()
        return nothing

    def _key(self, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None and self._box.isVisible():
            self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self._empty()
            self._box.hide()
            self._field.clearFocus()
            return True
        return False

    def _typed(self) -> None:
        self._entered = False
        self._pause.start(WAIT_MS)

    def _enter(self) -> None:
        """Take the chosen line of what was found for these words. Where it is not there yet, the one line
        that comes is taken; of several none, for nobody has seen them."""
        if self._found_for != self._field.text().strip():
            self._pause.stop()
            self._entered = True
            self._look()
        elif self._found_for and self.list.currentItem() is not None:
            self._choose(self.list.currentItem())

    def _look(self) -> None:
        text = self._field.text().strip()
        if not text:
            self._box.hide()
            return
        if self._context.sharing.on:
            self._show(text, ())
            return
        self._context.tasks.read(
            lambda: self._people(text), owner=self, done=lambda rows: self._show(text, rows)
        )

    def _people(self, text: str) -> tuple[CaseloadRow, ...]:
        """Runs on the reader thread."""
        from jfs_desktop.casework.cases.caseload import Sort

        caseload = self._context.caseload.now()
        return caseload.rows(caseload.search(text, sort=Sort.NAME)[:PEOPLE])

    def _show(self, text: str, rows: Sequence[CaseloadRow]) -> None:
        if text != self._field.text().strip():
            return
        self._found_for = text
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(f"{row.name}    {row.stage_name} · {row.jobcentre}", self.list)
            item.setData(Qt.ItemDataRole.UserRole, row.case_id)
        for action in self._matching(text)[:ACTIONS]:
            words = action.text().replace("&", "").rstrip("…")
            item = QListWidgetItem(f"›  {words}    {action.shortcut().toString()}".rstrip(), self.list)
            item.setData(Qt.ItemDataRole.UserRole, action)
        if self._context.sharing.on:
            self._say("People are hidden while you share your screen")
        elif not self.list.count():
            self._say("Nobody and nothing of that name")
        if self.list.count() and self.list.item(0).flags():
            self.list.setCurrentRow(0)
        if self._entered and self.list.count() == 1 and self.list.currentItem() is not None:
            self._choose(self.list.item(0))  # asked for before it was found, and there is no other
            return
        self._place()

    def _say(self, words: str) -> None:
        item = QListWidgetItem(words, self.list)
        item.setFlags(Qt.ItemFlag.NoItemFlags)

    def _matching(self, text: str) -> list[QAction]:
        words = text.casefold().split()
        return [
            action
            for action in self._actions()
            if action.isEnabled() and all(word in action.text().replace("&", "").casefold() for word in words)
        ]

    def _place(self) -> None:
        height = self.list.count() * self.list.sizeHintForRow(0) + 18
        corner = self._field.mapTo(self._host, QPoint(0, self._field.height() + 4))
        whole = min(self.list.sizeHintForColumn(0) + 18, self._host.width() - corner.x() - 12)
        self._box.setGeometry(corner.x(), corner.y(), max(460, self._field.width(), whole), height)
        self._box.raise_()
        self._box.show()

    def _choose(self, item: QListWidgetItem) -> None:
        chosen = item.data(Qt.ItemDataRole.UserRole)
        self._empty()
        self._box.hide()
        if isinstance(chosen, UUID):
            self.caseChosen.emit(chosen)
        elif isinstance(chosen, QAction):
            self._field.clearFocus()
            chosen.trigger()
