"""Invite participants from the caseload to a group session: those who have had none stand first (S5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from jfs_desktop.casework.sessions import group_candidates, group_sessions
from jfs_desktop.casework.sessions.group_candidates import Candidate
from jfs_desktop.casework.sessions.group_views import GroupSheet, GroupView
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.person.folding import folded, tokens
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import counted
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.dialog import Dialog
from ui.widgets.group_words import size_words
from ui.widgets.record_table import Column, RecordModel, RecordTable
from ui.widgets.text import label

WIDTHS = (52, 230, 100, 150, 150)
HEIGHT = 330


@dataclass(frozen=True, slots=True, repr=False)
class InviteRow(Discreet):
    """One person of the list, and whether they are to be invited."""

    one: Candidate
    chosen: bool = False


class InviteDialog(Dialog):
    """Type to find, Down into the list, Space takes a person, Enter invites all who are taken."""

    def __init__(
        self, context: Context, group: GroupView, people: tuple[Candidate, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "Invite to the group session", "Who has had none stands first. Space takes a person.", parent,
            width=760,
        )  # fmt: skip
        self._context = context
        self._group = group
        self._all = [InviteRow(one) for one in people]
        self.search = QLineEdit()
        self.search.setObjectName("invite-search")
        self.search.setPlaceholderText("Name or reference")
        self.search.setAccessibleName("Find a participant")
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self.records: RecordModel[InviteRow] = RecordModel(_columns(), self)
        self.table = RecordTable("invite", context.preferences)
        self.table.take(self.records, WIDTHS, sorting=False, fitted=True)
        self.table.setAccessibleName("Participants to invite")
        self.table.setMinimumHeight(HEIGHT)
        self.table.installEventFilter(self)
        self.table.clicked.connect(lambda index: self.toggle(index.row()) if index.column() == 0 else None)
        self.table.doubleClicked.connect(lambda index: self.toggle(index.row()))
        self.taken = label("", "soft", wrap=True)
        self.warning = label("", "warning", wrap=True)
        for part in (self.search, self.table, self.taken, self.warning):
            self.content.addWidget(part)
        self.search.textChanged.connect(lambda _: self._show())
        self.add_cancel()
        self.save = self.add_verb("Invite", "primary", self._save, default=True)
        self.save.setObjectName("invite-save")
        self._show()
        self.search.setFocus()

    @classmethod
    def ask(cls, context: Context, group: GroupView, parent: QWidget) -> None:
        """Read who may be invited and open the list over ``parent``."""
        workspace, group_id = context.workspace, group.id
        context.tasks.read(
            lambda: group_candidates.candidates(workspace, group_id),
            owner=parent,
            done=lambda people: cls(context, group, people, parent).open(),
        )

    def dirty(self) -> bool:
        return bool(self.chosen())

    def chosen(self) -> tuple[UUID, ...]:
        """Who is taken so far, shown or not."""
        return tuple(row.one.case_id for row in self._all if row.chosen)

    def toggle(self, place: int) -> None:
        """Take or leave the person in that row."""
        if not 0 <= place < len(self.records.rows):
            return
        row = self.records.rows[place]
        if row.one.not_on_day:
            self.show_error(f"{row.one.name}: {row.one.not_on_day}")
            return
        at = self._all.index(row)
        self._all[at] = replace(row, chosen=not row.chosen)
        self._show()
        self.table.selectRow(place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if watched is self.search and event.key() == Qt.Key.Key_Down and self.records.rows:
            self.table.setFocus()
            self.table.selectRow(0)
            return True
        if watched is self.table and event.key() == Qt.Key.Key_Space:
            self.toggle(self.table.currentIndex().row())
            return True
        if watched is self.table and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
            return True
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        words = tokens(self.search.text())
        rows = [
            row
            for row in self._all
            if all(word in folded(f"{row.one.name} {row.one.reference}") for word in words)
        ]
        self.records.set_rows(rows)
        number = len(self.chosen())
        nobody = "Nobody may be invited now: invite who has had the initial meeting." if not self._all else ""
        self.taken.setText(nobody or f"{counted(number, 'person', 'people')} taken, {len(rows)} shown")
        self.warning.setText(size_words(replace(self._group, invited=self._group.invited + number)))
        self.warning.setVisible(bool(self.warning.text()))
        self.save.setEnabled(bool(number))
        self.save.setText(f"Invite {number}" if number else "Invite")

    def _save(self) -> None:
        chosen = self.chosen()
        if not chosen:
            return
        self.set_busy(True)
        workspace, group_id = self._context.workspace, self._group.id
        self._context.tasks.write(
            lambda: group_sessions.invite(workspace, group_id, chosen),
            owner=self,
            done=self._done,
            failed=self.show_error,
        )

    def _done(self, outcome: Outcome[GroupSheet]) -> None:
        context, number = self._context, len(self.chosen())
        self.accept()
        text = f"Invited: {counted(number, 'participant')}."
        tell_with_undo(context, outcome, text)


def _columns() -> tuple[Column[InviteRow], ...]:
    return (
        Column("chosen", "", lambda _: "", WIDTHS[0], tip=_how_to_take, ticked=lambda row: row.chosen),
        Column(
            "name", "Participant", lambda row: row.one.name, WIDTHS[1], tip=lambda row: row.one.not_on_day
        ),
        Column("reference", "Reference", lambda row: row.one.reference, WIDTHS[2]),
        Column("stage", "Stage", lambda row: row.one.stage_name, WIDTHS[3]),
        Column("had", "Group sessions", lambda row: _had(row.one), WIDTHS[4]),
    )


def _how_to_take(row: InviteRow) -> str:
    return row.one.not_on_day or "Space takes a person, or leaves them"


def _had(one: Candidate) -> str:
    if one.not_on_day:
        return "Not on that day"
    if one.attended:
        return f"{one.attended} attended"
    if one.settled:
        return "Settled: none"
    return f"None; invited {one.invited}×" if one.invited else "None yet"
