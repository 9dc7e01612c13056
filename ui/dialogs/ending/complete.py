"""Complete a case in one step: what is recorded, what PRaP will get, and what to weigh before."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from jfs_desktop.casework.ending import ends
from jfs_desktop.casework.ending.endings import Ending
from jfs_desktop.casework.ending.ends import Engaged
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.writing.wording import full_day, hours_and_minutes, long_day
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.date_field import DateField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.form_kit import FormKit
from ui.widgets.text import label


class CompleteDialog(FormDialog):
    """The day is derived; only the last engaged day may be another, with a reason (X13)."""

    def __init__(self, context: Context, ending: Ending, parent: QWidget | None) -> None:
        on = ending.completed_on or ending.today
        super().__init__(
            "Complete this case",
            f"Every test of a completer is met; the last was met on {full_day(on)}. That is the day of "
            f"completion. PRaP then gets code {ending.completing_code}, {ending.completing_name}.",
            parent,
        )
        self._context = context
        self._ending = ending
        self.form = FormKit(columns=2)
        for text in _to_weigh(ending):
            self.form.add_row(label(text, "warning", wrap=True))
        shown = f"The record shows {ending.engaged_name.lower()}." if ending.engaged_name else ""
        self.engaged = self.form.add(
            "last_engaged_on", "Last engaged day", DateField(ending.today, ending.engaged_on), help=shown
        )
        self.form.add("last_engaged_reason", "Why another day than the record shows", QLineEdit(), span=2)
        self.form.add("late_reason", "Why it is late", QLineEdit(), span=2)
        self.form.set_shown("late_reason", ending.late)
        self.content.addWidget(self.form)
        self.form.changed.connect(lambda _: self._show_reason())
        self._show_reason()
        self.add_cancel()
        self.go = self.add_verb("Complete", "primary", self._go, default=True)
        self.go.setObjectName("complete-now")
        self.engaged.setFocus()

    @classmethod
    def ask(cls, context: Context, ending: Ending, parent: QWidget | None) -> CompleteDialog:
        """Open the form over ``parent``."""
        dialog = cls(context, ending, parent)
        dialog.open()
        return dialog

    def dirty(self) -> bool:
        return bool(self.form.value("last_engaged_reason").strip() or self.form.value("late_reason").strip())

    def _show_reason(self) -> None:
        other = self.form.value("last_engaged_on") != self._ending.engaged_on
        self.form.set_shown("last_engaged_reason", other)

    def _go(self) -> None:
        notes = self.form.date_problems()
        if self._ending.late and not self.form.value("late_reason").strip():
            notes["late_reason"] = ("Say why it is late.", "error")
        self.form.set_notes(notes)
        if notes:
            self.form.focus_first_note()
            return
        self.set_busy(True)
        values, workspace, case_id = self.form.values(), self._context.workspace, self._ending.case_id
        engaged = Engaged(values["last_engaged_on"], values["last_engaged_reason"])
        self._context.tasks.write(
            lambda: ends.complete(workspace, case_id, engaged=engaged, late_reason=values["late_reason"]),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _done(self, outcome: Outcome[date]) -> None:
        context = self._context
        tell_with_undo(
            context, outcome, f"Completed on {long_day(outcome.value)}. The entry for PRaP is ready."
        )
        self.accept()


def _to_weigh(ending: Ending) -> list[str]:
    """What speaks loudly before the code is keyed (AMB-16, AMB-30)."""
    said = []
    time = ending.time
    if time.minutes_without_initial < time.target_minutes:
        said.append(
            f"Without the initial meeting it is {hours_and_minutes(time.minutes_without_initial)} of "
            f"{hours_and_minutes(time.target_minutes)}. The meeting counts here; "
            "an auditor may read it otherwise."
        )
    if ending.late and ending.days is not None:
        last = long_day(ending.days.working_last_day)
        said.append(
            f"The last working day of provision was {last}. This completion stands as a fact, "
            "but it misses the standard for CV and JFAP (CSS 4)."
        )
    return said
