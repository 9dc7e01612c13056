"""A newer working-day calendar from a file: what it would move, then adopted with a way to stop."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from jfs_desktop.casework.office import calendars
from jfs_desktop.casework.office.calendars import CalendarPreview, MovedRow, Progress
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.rules.calendar.calendar_change import HolidayChange
from jfs_desktop.rules.writing.wording import counted, full_day, long_day
from ui.dialogs.office.moved_dates import COLUMNS
from ui.shell.context import Context
from ui.shell.lane import Steps
from ui.widgets.dialog import Dialog
from ui.widgets.file_to_read import WHOLE, chosen_file, reading_bar
from ui.widgets.record_table import WIDEST, RecordModel, RecordTable
from ui.widgets.text import label

FILES = "Calendar files (*.json);;All files (*)"
MOST_NAMED = 8
_ALL = Changed.CASES | Changed.CLOCKS | Changed.SETTINGS | Changed.HISTORY


class LoadCalendarDialog(Dialog):
    """Shows which holidays come or go and which dates move before anything is written; then adopts."""

    def __init__(self, context: Context, file: Path, parent: QWidget | None) -> None:
        super().__init__("Load a newer calendar", "", parent, width=1040)
        self._context = context
        self._file = file
        self._steps: Steps | None = None
        self._seen: CalendarPreview | None = None
        self._writing = False
        self._progress: Progress | None = None
        self.summary = label("Reading the file…", "strong", wrap=True)
        self.holidays = label("", wrap=True)
        self.proof = label("", "soft", wrap=True)
        self.confirm = QCheckBox("")
        self.bar = reading_bar()
        self.model = RecordModel[MovedRow](COLUMNS, self)
        self.table = RecordTable("calendar-preview", context.preferences)
        self._assemble()
        self._read()

    @classmethod
    def ask(cls, context: Context, parent: QWidget | None) -> None:
        """Choose a file, then show it."""
        file = chosen_file(context.preferences, parent, "Load a newer calendar", FILES)
        if file is not None:
            cls(context, file, parent).open()

    def come_back(self) -> None:
        """After an unlock: what was under way did not come through; a file is read again."""
        super().come_back()
        if self._writing:
            self._stopped()
        elif self._steps is not None:
            self._read()

    def reject(self) -> None:
        """Stop what runs; cases that were dated anew stay so."""
        if self._steps is not None:
            self._steps.cancel()
        if self._writing:
            self.leave.setEnabled(False)
            return
        super().reject()

    def _assemble(self) -> None:
        self.proof.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.confirm.setObjectName("confirm-unsigned")
        self.confirm.toggled.connect(lambda _: self._allow())
        self.table.wrap_rows(widest=WIDEST)
        self.table.take(self.model, [column.width for column in COLUMNS], fitted=True)
        self.table.begin_with(3)
        self.table.setMinimumHeight(280)
        self.table.setAccessibleName("Dates that would move")
        below: tuple[QWidget, ...] = (self.holidays, self.bar, self.table, self.proof, self.confirm)
        self.content.addWidget(self.summary)
        for widget in below:
            self.content.addWidget(widget, 1 if widget is self.table else 0)
            widget.setVisible(widget is self.bar)
        self.leave = self.add_cancel("Cancel")
        self.go = self.add_verb("Adopt", "primary", self._adopt, default=True)
        self.go.setObjectName("adopt-calendar")
        self.go.setEnabled(False)

    def _read(self) -> None:
        workspace, file = self._context.workspace, self._file
        self._steps = self._context.tasks.steps(
            lambda: calendars.preview(workspace, file),
            owner=self,
            progress=self._looked,
            done=self._show_preview,
            failed=self._failed,
            write=False,
        )

    def _looked(self, progress: Progress) -> None:
        self._show_bar(progress)
        self.summary.setText(f"Looking through {counted(progress[1], 'case')}…")

    def _show_bar(self, progress: Progress) -> None:
        done, total = progress
        self.bar.setValue(int(done / max(total, 1) * WHOLE))

    def _show_preview(self, seen: CalendarPreview) -> None:
        self._steps, self._seen = None, seen
        self.bar.hide()
        self.summary.setText(_summary(seen))
        self.holidays.setText(_holidays(seen))
        self.proof.setText(_proof(seen))
        source = seen.file.written.source
        self.confirm.setText(f"I have this file from {source} itself, and its hash is the one published")
        self.model.set_rows(seen.moved)
        for widget, shown in (
            (self.holidays, True),
            (self.table, bool(seen.moved)),
            (self.proof, True),
            (self.confirm, not seen.signed_by),
        ):
            widget.setVisible(shown)
        self.go.setText(f"Adopt calendar {seen.version}")
        self._allow()
        self.resize(
            self.width(), max(self.height(), self.heightForWidth(self.width()), self.sizeHint().height())
        )

    def _allow(self) -> None:
        seen = self._seen
        self.go.setEnabled(
            seen is not None and not self._writing and (bool(seen.signed_by) or self.confirm.isChecked())
        )

    def _adopt(self) -> None:
        seen, workspace = self._seen, self._context.workspace
        if seen is None:
            return
        confirmed = seen.file.sha256 if self.confirm.isChecked() else ""
        self._writing = True
        self._allow()
        self.confirm.setEnabled(False)
        self.leave.setText("Stop")
        self.bar.setValue(0)
        self.bar.show()
        self.show_error("")
        self._steps = self._context.tasks.steps(
            lambda: calendars.take_up(workspace, seen, confirmed=confirmed),
            owner=self,
            progress=self._dated,
            done=self._finished,
            failed=self._failed,
            stopped=self._stopped,
        )

    def _dated(self, progress: Progress) -> None:
        self._progress = progress
        self._show_bar(progress)
        self.summary.setText(f"Dating cases anew: {progress[0]:,} of {progress[1]:,}")

    def _finished(self, outcome: Outcome[str]) -> None:
        moved = len(self._seen.moved) if self._seen is not None else 0
        told = f"{counted(moved, 'due date')} moved" if moved else "no due date moved"
        self._end(f"Calendar {outcome.value} is adopted; {told}. Settings keeps the list.")

    def _stopped(self) -> None:
        if self._progress is None:
            self._end("The calendar was not adopted.")
            return
        done, total = self._progress
        self._end(
            f"The calendar is adopted, and {done:,} of {total:,} cases are dated by it; "
            "the others will be at the next start."
        )

    def _end(self, text: str) -> None:
        self._steps, self._writing = None, False
        self._context.hub.tell(Outcome(None, _ALL))
        self._context.say.news(text)
        self.accept()

    def _failed(self, error: UserError) -> None:
        adopted = self._progress is not None
        self._steps, self._writing, self._seen = None, False, None
        self.bar.hide()
        if adopted:
            self._context.hub.tell(Outcome(None, _ALL))
            self.summary.setText("The calendar is adopted; the cases left will be dated at the next start.")
        else:
            self.summary.setText("This calendar was not adopted.")
        self.show_error(error)
        self.go.hide()
        self.leave.setText("Close")
        self.leave.setEnabled(True)


def _summary(seen: CalendarPreview) -> str:
    late = sum(row.late for row in seen.moved)
    cases = len({row.case_id for row in seen.moved})
    parts = [f"{counted(len(seen.moved), 'due date')} of {counted(cases, 'case')} would move"]
    if not seen.moved:
        parts = ["No due date would move"]
    if late:
        parts.append(f"{late:,} of them late")
    return " · ".join((f"Calendar {seen.version}", *parts)) + ". Nothing is written yet."


def _holidays(seen: CalendarPreview) -> str:
    lines = [_line(one) for one in seen.holidays[:MOST_NAMED]] or ["No holiday comes or goes."]
    more = len(seen.holidays) - MOST_NAMED
    lines += [f"and {more:,} more"] if more > 0 else []
    last = seen.file.written.days.last
    if last != seen.replaces.last:
        lines.append(
            f"It covers the days to {long_day(last)}; now they end on {long_day(seen.replaces.last)}."
        )
    return "\n".join(lines)


def _line(one: HolidayChange) -> str:
    return f"{'New' if one.comes else 'No longer'}: {full_day(one.day)}, {one.name}, in {one.where}"


def _proof(seen: CalendarPreview) -> str:
    file = seen.file
    if seen.signed_by:
        return f"From {file.written.source}, signed by the publisher you trust: {seen.signed_by}"
    return (
        f"This file bears no signature. It says that it is from {file.written.source}; "
        f"its SHA-256 is {file.sha256}."
    )
