"""Put something off until a chosen day, and the list of what is put off."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from jfs_desktop.casework.today import putting_off
from jfs_desktop.casework.today.cockpit import Todo
from jfs_desktop.casework.today.putting_off import UNTIL, PutOff
from jfs_desktop.clock import london_day
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.writing.wording import long_day, weekday_day
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.buttons import button
from ui.widgets.date_field import DateField
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit
from ui.widgets.text import ElidedLabel, label


class PutOffDialog(Dialog):
    """Asks for the day on which it is shown again; the next working day is proposed."""

    def __init__(self, context: Context, todo: Todo, parent: QWidget | None = None) -> None:
        super().__init__("Put off", f"{todo.what}. Today shows it again on that day.", parent, width=440)
        self._context, self._todo = context, todo
        today = london_day(context.clock.now())
        self._proposed = context.workspace.calendar.add(today, 1)
        self.form = FormKit()
        field = self.form.add(UNTIL, "Show it again on", DateField(today))
        field.set_value(self._proposed)
        self.content.addWidget(self.form)
        self.add_cancel()
        self.keep = self.add_verb("Put off", "primary", self._put_off, default=True)
        field.setFocus()

    @classmethod
    def ask(cls, context: Context, todo: Todo, parent: QWidget | None) -> PutOffDialog:
        """Open it over ``parent``."""
        dialog = cls(context, todo, parent)
        dialog.open()
        return dialog

    def _put_off(self) -> None:
        until = self.form.value(UNTIL)
        if until is None:
            self.form.set_notes({UNTIL: ("Type a day.", "error")})
            return
        workspace, todo, case_id = self._context.workspace, self._todo, self._todo.case_id
        if case_id is None or not self.keep.isEnabled():
            return
        self.set_busy(True)
        self._context.tasks.write(
            lambda: putting_off.put_off(workspace, case_id, todo.key, todo.what, until),
            owner=self,
            done=self._done,
            failed=lambda error: self.show_refusal(error, self.form),
        )

    def _done(self, outcome: Outcome[object]) -> None:
        context = self._context
        tell_with_undo(context, outcome, f"Put off until {long_day(self.form.value(UNTIL))}.")
        self.accept()


class PutOffList(Dialog):
    """What is put off, with the button that shows it again at once."""

    def __init__(self, context: Context, rows: tuple[PutOff, ...], parent: QWidget | None = None) -> None:
        super().__init__("What is put off", "", parent, width=620)
        self._context = context
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setColumnStretch(1, 1)
        for place, row in enumerate(rows):
            grid.addWidget(label(weekday_day(row.until), "soft"), place, 0)
            grid.addWidget(ElidedLabel(f"{row.what} · {row.name}"), place, 1)
            show = button("Show again", "plain", partial(self._show, row))
            show.setAccessibleDescription(f"{row.what}, {row.name}")
            grid.addWidget(show, place, 2)
        self.content.addLayout(grid)
        if not rows:
            self.content.addWidget(label("Nothing is put off.", "soft"))
        self.add_verb("Close", "plain", self.accept, default=True)

    @classmethod
    def ask(cls, context: Context, parent: QWidget) -> None:
        """Read the list and show it."""
        workspace = context.workspace
        context.tasks.read(
            lambda: putting_off.all_put_off(workspace),
            owner=parent,
            done=lambda rows: cls(context, rows, parent).open(),
        )

    def _show(self, row: PutOff) -> None:
        workspace = self._context.workspace
        self.set_busy(True)
        self._context.tasks.write(
            lambda: putting_off.show_again(workspace, row.fact_id),
            owner=self,
            done=self._shown,
            failed=self._refused,
        )

    def _shown(self, outcome: Outcome[object]) -> None:
        context = self._context
        tell_with_undo(context, outcome, "Shown on Today again.")
        self.accept()

    def _refused(self, error: UserError) -> None:
        self.show_error(error)
