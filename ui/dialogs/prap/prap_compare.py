"""Compare a list exported from PRaP with what was ticked here: columns, preview, then kept (W16)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from jfs_desktop.casework.prap import prap_reconciling
from jfs_desktop.casework.prap.prap_reconciling import Comparison, ListRead
from jfs_desktop.errors import UserError
from jfs_desktop.exchange.referral_file import ReadProgress
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.prap.prap_comparison import SPANS, Compared, Result
from jfs_desktop.rules.writing.wording import counted, long_day
from ui.shell.context import Context
from ui.shell.lane import Steps
from ui.widgets.buttons import chip
from ui.widgets.dialog import Dialog
from ui.widgets.file_to_read import WHOLE, chosen_file, reading_bar
from ui.widgets.form_kit import FormKit
from ui.widgets.record_table import Column, RecordModel, RecordTable
from ui.widgets.text import label

FILES = "Lists from PRaP (*.csv *.xlsx);;All files (*)"
_WORDS = {
    Result.MATCHED: "The same",
    Result.DIFFERENT: "Different",
    Result.MISSING: "Not on PRaP's list",
    Result.NOT_OURS: "Not here",
    Result.UNREADABLE: "Cannot be read",
}
_COUNTED = {
    Result.MATCHED: "the same",
    Result.DIFFERENT: "different",
    Result.MISSING: "not on PRaP's list",
    Result.NOT_OURS: "not here",
    Result.UNREADABLE: "with a cell that cannot be read",
}
_WHY = {
    Result.MISSING: "Ticked here, but not in this list: look on PRaP and key it, or take the tick back.",
    Result.NOT_OURS: "No case here has this reference: import the referral, or ask whose it is.",
}


def _why(line: Compared) -> str:
    told = [f"{f'Row {line.row}, ' if one.fault else ''}{one.both}. {one.remedy}" for one in line.differences]
    return " ".join(told) or _WHY.get(line.result, "")


def _covers(comparison: Comparison) -> str:
    """Which days the list covers, and what that leaves out."""
    span = comparison.span
    if span is None:
        return "The list does not say which days it covers, so every case ticked here was looked for in it."
    what = "referrals made" if span.what == SPANS[0] else "starts"
    days = f"from {long_day(span.first)} to {long_day(span.last)}"
    told = f"The list covers {what} {days}; only cases of those days can be missing from it."
    left = counted(comparison.outside, "case")
    return f"{told} {left} ticked here of other days left out." if comparison.outside else told


_COLUMNS: tuple[Column[Compared], ...] = (
    Column("result", "What came out", lambda line: _WORDS[line.result], 120),
    Column("name", "Name", lambda line: line.name, 160),
    Column("reference", "PRaP reference", lambda line: line.reference, 116),
    Column("why", "What differs, and how to put it right", _why, 500),
)


class CompareDialog(Dialog):
    """Nothing is written before the preview is accepted; the columns are asked once and remembered."""

    _kept = Signal(int, int)

    def __init__(self, context: Context, file: Path, parent: QWidget | None) -> None:
        super().__init__("Compare with a list from PRaP", "", parent, width=980)
        self._context = context
        self._file = file
        self._steps: Steps | None = None
        self._read_list: ListRead | None = None
        self._comparison: Comparison | None = None
        self.summary = label("Reading the list…", "strong", wrap=True)
        self.columns = FormKit(columns=3)
        for column in context.workspace.programme.prap.columns:
            self.columns.add(column.key, column.name, QComboBox())
        self.bar = reading_bar()
        self.model = RecordModel[Compared](_COLUMNS, self)
        self.table = RecordTable("prap-compare", context.preferences)
        self.table.take(self.model, [column.width for column in _COLUMNS], fitted=True)
        self.table.setMinimumHeight(260)
        self.table.setWordWrap(True)  # how to put it right stands last, and is not to be cut
        self.table.verticalHeader().setDefaultSectionSize(2 * self.table.fontMetrics().lineSpacing() + 12)
        self.detail = label("", "soft", wrap=True)
        self.only_problems = chip("Only what differs", checked=True)
        self.covers = label("", "soft", wrap=True)
        self.covers.setObjectName("what-the-list-covers")
        self.covers.hide()
        for widget in (self.summary, self.covers, self.columns, self.bar, self.only_problems):
            self.content.addWidget(widget)
        self.content.addWidget(self.table, 1)
        self._show_parts(False)
        self.content.addWidget(self.detail)
        self.only_problems.toggled.connect(lambda _: self._show_rows())
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._show_detail(now))
        self.columns.changed.connect(lambda _: self._compare())
        self._kept.connect(lambda done, of: self.bar.setValue(int(done / max(of, 1) * WHOLE)))
        self.leave = self.add_cancel()
        self.go = self.add_verb("Keep what came out", "primary", self._write, default=True)
        self.go.setObjectName("keep-comparison")
        self.go.setEnabled(False)
        self._read()

    @classmethod
    def ask(cls, context: Context, parent: QWidget | None) -> None:
        """Choose a file, then compare it."""
        file = chosen_file(context.preferences, parent, "Compare with a list from PRaP", FILES)
        if file is not None:
            cls(context, file, parent).open()

    def come_back(self) -> None:
        """After an unlock a reading that was under way begins anew."""
        super().come_back()
        if self._steps is not None:
            self._read()

    def reject(self) -> None:
        if self._steps is not None:
            self._steps.cancel()
        super().reject()

    def _read(self) -> None:
        workspace, file = self._context.workspace, self._file
        self._steps = self._context.tasks.steps(
            lambda: prap_reconciling.read_list(workspace, file),
            owner=self,
            progress=self._progress,
            done=self._show_columns,
            failed=self._failed,
            write=False,
        )

    def _show_parts(self, there_is_a_list: bool) -> None:
        for part in (self.columns, self.only_problems, self.table):
            part.setVisible(there_is_a_list)

    def _progress(self, progress: ReadProgress) -> None:
        self.bar.setValue(int(progress.part * WHOLE))

    def _show_columns(self, found: ListRead) -> None:
        self._steps, self._read_list = None, found
        self._show_parts(True)
        for name in self.columns.names():
            field = self.columns.field(name)
            if isinstance(field, QComboBox):
                field.blockSignals(True)
                field.clear()
                field.addItem("Not in this list", "")
                for title in found.table.titles:
                    if title:
                        field.addItem(title, title)
                field.setCurrentIndex(max(0, field.findData(found.columns.get(name, ""))))
                field.blockSignals(False)
        self._compare()

    def _compare(self) -> None:
        found, workspace = self._read_list, self._context.workspace
        if found is None:
            return
        if self._steps is not None:
            self._steps.cancel()
        chosen = {key: str(title) for key, title in self.columns.values().items() if title}
        self.go.setEnabled(False)
        self._comparison = None
        self.model.set_rows(())
        self.covers.hide()
        self.columns.set_notes({})
        self._steps = self._context.tasks.steps(
            lambda: prap_reconciling.preview(workspace, found.table, chosen),
            owner=self,
            progress=self._progress,
            done=self._show,
            failed=self._failed,
            write=False,
        )

    def _show(self, comparison: Comparison) -> None:
        self._steps, self._comparison = None, comparison
        self.bar.hide()
        parts = [
            f"{len(comparison.of(result)):,} {_COUNTED[result]}"
            for result in Result
            if result is not Result.UNREADABLE or comparison.of(result)
        ]
        parts += [f"{counted(len(comparison.faults), 'row')} cannot be read"] if comparison.faults else []
        self.summary.setText(" · ".join(parts) + ". Nothing is written yet.")
        self.covers.setText(_covers(comparison))
        self.covers.show()
        self.show_error(" ".join(comparison.faults[:3]))
        self._show_rows()
        self.go.setEnabled(any(line.to_keep for line in comparison.lines))

    def _show_rows(self) -> None:
        if self._comparison is None:
            return
        lines = self._comparison.lines
        if self.only_problems.isChecked():
            lines = tuple(line for line in lines if line.result is not Result.MATCHED)
        self.model.set_rows(lines)

    def _show_detail(self, place: QModelIndex) -> None:
        line = self.model.row_at(place)
        self.detail.setText(_why(line) if line is not None else "")

    def _write(self) -> None:
        comparison, workspace, told = self._comparison, self._context.workspace, self._kept.emit
        if comparison is None:
            return
        self.set_busy(True)
        self.bar.setValue(0)
        self.bar.show()
        self._context.tasks.write(
            lambda: prap_reconciling.keep(workspace, comparison, told),
            owner=self,
            done=self._done,
            failed=self._failed,
        )

    def _done(self, outcome: Outcome[int]) -> None:
        self._context.hub.tell(outcome)
        self._context.say.news(f"The comparison is kept on {counted(outcome.value, 'case')}.")
        self.accept()

    def _failed(self, error: UserError) -> None:
        self._steps = None
        self.bar.hide()
        found = self._read_list
        if found is None:
            self.summary.setText("Nothing was compared.")
        elif self._comparison is None:
            rows = counted(len(found.table.rows), "row")
            self.summary.setText(f"{rows} read. Say which columns of the list hold what is compared.")
        self.show_refusal(error, self.columns)
