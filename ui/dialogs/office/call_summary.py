"""Keeping a summary of DWP's experience calls, writing its actions anew, and taking one back (X15)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.ending import call_summaries
from jfs_desktop.casework.ending.call_summaries import PURPOSE, SummaryView
from jfs_desktop.clock import london_day
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.programme.programme_lists import EvidencePurpose
from jfs_desktop.rules.writing.wording import month_year
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.date_field import DateField
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit, choice, note_box
from ui.widgets.picture_drop import PictureDrop

MONTHS_OFFERED = 24


class CallSummaryDialog(Dialog):
    """The file, the month of the calls, the day it came, and what is done about it."""

    def __init__(self, context: Context, purpose: EvidencePurpose, parent: QWidget | None = None) -> None:
        super().__init__(
            "DWP call summary", "What people said when DWP rang them (JFS 5.21).", parent, width=560
        )
        self._context = context
        today = london_day(context.clock.now())
        self.picture = PictureDrop(context, purpose)
        self.content.addWidget(self.picture)
        self.form = FormKit(columns=2)
        months = months_until(today)
        self.form.add("month", "Month of the calls", choice({one: month_year(one) for one in months}))
        self.form.add("received_on", "Received on", DateField(today, today))
        self.form.add("actions", "Actions", note_box(3), help="They can be added later.", span=2)
        self.form.set_value("month", months[min(1, len(months) - 1)])  # it comes after the month's calls
        self.content.addWidget(self.form)
        self._before = self.form.values()
        self.add_cancel()
        self.save = self.add_verb("Keep", "primary", self._go, default=True)
        self.save.setObjectName("keep-summary")
        self.picture.zone.setFocus()

    @classmethod
    def ask(cls, context: Context, parent: QWidget) -> None:
        """Open the form over ``parent``; nothing opens where the programme keeps no summaries."""
        purpose = context.workspace.programme.evidence_purpose(PURPOSE)
        if purpose is not None:
            cls(context, purpose, parent).open()

    def dirty(self) -> bool:
        return self.picture.content() is not None or bool(self.form.values() != self._before)

    def _go(self) -> None:
        notes = self.form.date_problems()
        self.form.set_notes(notes)
        if notes:
            self.form.focus_first_note()
            return
        self.set_busy(True)
        workspace, said = self._context.workspace, self.form.values()
        checked, name = self.picture.checked(), self.picture.name()
        self._context.tasks.write(
            lambda: call_summaries.add(
                workspace, said["month"], said["received_on"], checked, name, said["actions"]
            ),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _done(self, outcome: Outcome[UUID]) -> None:
        self._context.hub.tell(outcome)
        self._context.say.news("The summary is kept, encrypted.")
        self.accept()

    def _refused(self, error: UserError) -> None:
        if error.field == "file":
            self.set_busy(False)
            self.picture.show_error(error)
            self.picture.zone.setFocus()
            return
        self.show_refusal(error, self.form)


Write = Callable[[UUID, str], Outcome[UUID]]
"""The verb of a dialog with one text: the summary, and what was written about it."""


class _OneField(Dialog):
    """One text about one summary, for the verb ``write``; ``told`` gets what came of it."""

    def __init__(
        self,
        title: str,
        question: tuple[str, str],
        context: Context,
        summary: SummaryView,
        *,
        parent: QWidget,
        write: Write,
        told: Callable[[Outcome[UUID]], None],
    ) -> None:
        super().__init__(title, f"Calls of {month_year(summary.month)}.", parent, width=480)
        self._context, self._summary, self._write, self._told = context, summary, write, told
        self.form = FormKit()
        self._name = question[0]
        self.form.add(*question, note_box(3))
        self.content.addWidget(self.form)
        self.add_cancel()
        self.form.field(self._name).setFocus()
        self._before = ""

    def dirty(self) -> bool:
        return bool(self._text() != self._before)

    def _text(self) -> str:
        return str(self.form.value(self._name)).strip()

    def _done(self, outcome: Outcome[UUID]) -> None:
        self.accept()
        self._told(outcome)

    def _go(self) -> None:
        self.set_busy(True)
        summary_id, text, write = self._summary.id, self._text(), self._write
        self._context.tasks.write(
            lambda: write(summary_id, text),
            owner=self,
            done=self._done,
            failed=lambda error: self.show_refusal(error, self.form),
        )


class SummaryActionsDialog(_OneField):
    """What is done about a summary; the file stays as it is."""

    def __init__(self, context: Context, summary: SummaryView, parent: QWidget) -> None:
        workspace = context.workspace
        super().__init__(
            "Actions on a call summary",
            ("actions", "What is done about it?"),
            context,
            summary,
            parent=parent,
            write=lambda summary_id, text: call_summaries.note_actions(workspace, summary_id, text),
            told=lambda outcome: tell_with_undo(context, outcome, "The actions are kept."),
        )
        self.form.set_value("actions", summary.actions)
        self._before = summary.actions
        self.save = self.add_verb("Save", "primary", self._go, default=True)
        self.save.setObjectName("save-actions")


class SummaryBackDialog(_OneField):
    """Asks why; without a reason nothing is taken back."""

    def __init__(self, context: Context, summary: SummaryView, parent: QWidget) -> None:
        workspace = context.workspace

        def told(outcome: Outcome[UUID]) -> None:
            context.hub.tell(outcome)
            context.say.news("Taken back.")

        super().__init__(
            "Take back a call summary",
            ("reason", "Why should it not be here?"),
            context,
            summary,
            parent=parent,
            write=lambda summary_id, text: call_summaries.take_back(workspace, summary_id, text),
            told=told,
        )
        self.body.setText(f"{self.body.text()} Its file is erased for good; your reason stays.")
        self.save = self.add_verb("Take back", "danger", self._go, saves=True)
        self.save.setObjectName("take-summary-back")


def months_until(today: date) -> tuple[date, ...]:
    """The first days of this month and of those before it, the latest first."""
    found = [today.replace(day=1)]
    while len(found) < MONTHS_OFFERED:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return tuple(found)
