"""Import a file of referrals: every row judged first, then written, with a way to stop."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from threading import Event

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from jfs_desktop.casework.referrals import doubled_referrals, referral_import, referral_preview, refused_rows
from jfs_desktop.casework.referrals.referral_form import field_title
from jfs_desktop.casework.referrals.referral_import import ImportProgress, ImportReport
from jfs_desktop.casework.referrals.referral_preview import ImportPreview, PreviewRow
from jfs_desktop.errors import UserError
from jfs_desktop.exchange.referral_file import ReadProgress
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.rules.writing.wording import counted
from ui.shell.context import Context
from ui.shell.lane import Steps
from ui.widgets.buttons import button, chip
from ui.widgets.dialog import BESIDE, Dialog
from ui.widgets.file_to_read import WHOLE, chosen_file, reading_bar
from ui.widgets.record_table import Column, RecordModel, RecordTable
from ui.widgets.shortcuts import SAVE_FORM
from ui.widgets.text import label

FILES = "Referral files (*.csv *.xlsx);;All files (*)"
MOST_NAMED = 8
LEAST_HIGH = 200  # pixels of the table
_WORDS = {"accepted": "Accepted", "duplicate": "Already here", "refused": "Refused"}


def _verdict(row: PreviewRow) -> str:
    return "Twice in this file" if row.same_as_row else _WORDS[row.verdict]


_COLUMNS: tuple[Column[PreviewRow], ...] = (
    Column("row", "Row", lambda row: str(row.row), 52, lambda row: row.row),
    Column("verdict", "What happens", _verdict, 136),
    Column("name", "Name", lambda row: row.name, 160),
    Column("reference", "PRaP reference", lambda row: row.reference, 120),
    Column("why", "Why, or advice", lambda row: row.why, 620),
)


class ImportDialog(Dialog):
    """Shows what would become of each row before anything is written; then imports."""

    imported = Signal()

    def __init__(self, context: Context, file: Path, parent: QWidget | None) -> None:
        super().__init__("Import referrals", "", parent, width=1160)
        self._context = context
        self._file = file
        self._steps: Steps | None = None
        self._preview: ImportPreview | None = None
        self._writing = False
        self._stop = Event()
        self._progress = ImportProgress(0, 0)
        self.summary = label("Reading the file…", "strong", wrap=True)
        self.further = label("", "soft", wrap=True)
        self.bar = reading_bar()
        self.model = RecordModel[PreviewRow](_COLUMNS, self)
        self.table = RecordTable("import-preview", context.preferences)
        self.type_in = button(
            "Type it in…", "plain", self._type_in, name="type-in", tip="Choose a refused row first"
        )
        """Opens a refused row in the form for a new referral, where its fault is mended."""
        self.only_problems = chip("Only rows with something to read")
        self.doubled = QCheckBox()
        """Takes in rows that double an open case, so that their rejection is on record (R4)."""
        self._assemble()
        self._read()

    @classmethod
    def ask(cls, context: Context, parent: QWidget | None) -> None:
        """Choose a file, then show it."""
        file = chosen_file(context.preferences, parent, "Import referrals", FILES)
        if file is not None:
            cls(context, file, parent).open()

    def come_back(self) -> None:
        """After an unlock: what was under way did not come through; a file is read again."""
        super().come_back()
        if self._writing:
            self._end("The import ended while the window was locked. The caseload shows what was taken in.")
        elif self._steps is not None:
            self._read()

    def reject(self) -> None:
        """Stop what runs; whole rows that were written stay."""
        if self._writing:
            self._stop.set()  # the batch under way is finished, and the report says how far it came
            self.leave.setEnabled(False)
            return
        if self._steps is not None:
            self._steps.cancel()
        super().reject()

    def _assemble(self) -> None:
        self.table.wrap_rows()
        self.table.setMinimumHeight(LEAST_HIGH)
        self.table.wrapped.connect(self._fit_table)
        self.table.take(self.model, [column.width for column in _COLUMNS], fitted=True)
        self.only_problems.toggled.connect(lambda _: self._show_rows())
        self.doubled.toggled.connect(lambda _: self._show_verb())
        for widget in (self.summary, self.further, self.bar, self.doubled):
            self.content.addWidget(widget)
        for made in (self.doubled, self.only_problems):
            made.hide()
        above = QHBoxLayout()
        above.addWidget(self.only_problems)
        above.addStretch(1)
        above.addWidget(self.type_in)
        self.content.addLayout(above)
        self.content.addWidget(self.table, 1)
        self.type_in.hide()
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._choose(now))
        self.model.modelReset.connect(lambda: self._choose(QModelIndex()))
        self.leave = self.add_cancel("Cancel")
        self.go = self.add_verb("Import", "primary", self._import, default=True)
        self.go.setObjectName("run-import")
        self.go.setEnabled(False)
        self.go.setToolTip(SAVE_FORM.words())

    def _read(self) -> None:
        workspace, file = self._context.workspace, self._file
        self._steps = self._context.tasks.steps(
            lambda: referral_preview.read_preview(workspace, file),
            owner=self,
            progress=self._reading,
            done=self._show_preview,
            failed=self._failed,
            write=False,
        )

    def _reading(self, progress: ReadProgress) -> None:
        self.bar.setValue(int(progress.part * WHOLE))
        self.summary.setText(f"Reading the file… {progress.rows:,} rows")

    def _show_preview(self, preview: ImportPreview) -> None:
        self._steps = None
        self._preview = preview
        self.bar.hide()
        accepted, refused = (len(preview.of(verdict)) for verdict in ("accepted", "refused"))
        here, twice = _duplicates(preview)
        late = sum(1 for row in preview.rows if row.lapsed)
        lapsed = f" ({late:,} arriving lapsed)" if late else ""
        parts = [
            f"{counted(accepted, 'referral')} to take in{lapsed}",
            f"{here:,} already here",
        ]
        parts += [f"{twice:,} twice in this file"] if twice else []
        advised = sum(1 for row in preview.of("accepted") if row.why and not row.lapsed)
        parts += [f"{advised:,} with advice"] if advised else []
        self.summary.setText(" · ".join((*parts, f"{refused:,} refused. Nothing is written yet.")))
        self.further.setText(_further(preview))
        self.further.setVisible(bool(self.further.text()))
        self.only_problems.setVisible(any(_to_read(row) for row in preview.rows))
        self.only_problems.setChecked(bool(refused))
        many = counted(len(preview.doubled), "duplicate of an open case", "duplicates of open cases")
        self.doubled.setText(f"Take in {many} too, to be rejected on PRaP")
        self.doubled.setVisible(bool(preview.doubled))
        self._show_rows()
        self.type_in.setVisible(any(row.typed is not None for row in preview.rows))
        self._show_verb()

    def _show_verb(self) -> None:
        if self._preview is None:
            return
        accepted, more = len(self._preview.ready), len(self._preview.doubled) * self.doubled.isChecked()
        also = f" and {counted(more, 'duplicate')}" if more else ""
        self.go.setText(f"Import {counted(accepted, 'referral')}{also}")
        self.go.setEnabled(bool(accepted or more or self._preview.restricted))

    def _show_rows(self) -> None:
        if self._preview is None:
            return
        rows = self._preview.rows
        if self.only_problems.isChecked():
            rows = tuple(row for row in rows if _to_read(row))
        self.model.set_rows(rows)

    def _fit_table(self) -> None:
        """As high as its rows, within the screen: then nothing but the table itself scrolls."""
        column = self.layout()
        if column is None or self._preview is None:
            return
        beside = column.totalHeightForWidth(self.width()) - self.table.minimumHeight()
        rows = self.table.horizontalHeader().height() + self.table.verticalHeader().length() + 4
        free = self._room().height() - BESIDE - beside
        self.table.setMinimumHeight(max(LEAST_HIGH, min(rows, free)))

    def _choose(self, place: QModelIndex) -> None:
        row = self.model.row_at(place)
        self.type_in.setEnabled(row is not None and row.typed is not None and not self._writing)

    def _type_in(self) -> None:
        """Mend the chosen row in the form for a new referral; the others wait here."""
        from ui.dialogs.referrals.referral import ReferralDialog

        row = self.model.row_at(self.table.currentIndex())
        if row is not None and row.typed is not None:
            form = ReferralDialog.ask(self._context, self, row.typed)
            form.taken.connect(lambda _: self._came_in(row))

    def _came_in(self, row: PreviewRow) -> None:
        if self._preview is not None:
            self._show_preview(self._preview.taken_in(row.row))
            self.leave.setText("Close")

    def _import(self) -> None:
        preview, workspace, stop = self._preview, self._context.workspace, self._stop
        if preview is None:
            return
        doubled = preview.doubled if self.doubled.isChecked() else ()

        def run() -> Generator[ImportProgress, None, tuple[ImportReport, int]]:
            coming = referral_import.would_do(preview)
            taken = [one.reference for one in coming.accepted]
            refused_rows.keep(workspace, coming.refused, taken)  # before what is undone
            report = yield from referral_import.run_import(workspace, preview, stop=stop.is_set)
            if not doubled or report.stopped:
                return report, 0
            return report, doubled_referrals.take_in_rows(workspace, doubled).value

        self._writing = True
        self.go.setEnabled(False)
        self.type_in.setEnabled(False)
        self.leave.setText("Stop")
        self.bar.setValue(0)
        self.bar.show()
        self._steps = self._context.tasks.steps(
            run,
            owner=self,
            progress=self._written,
            done=self._finished,
            failed=self._failed,
            stopped=self._stopped,
        )

    def _written(self, progress: ImportProgress) -> None:
        self._progress = progress
        self.bar.setValue(int(progress.done / max(progress.total, 1) * WHOLE))
        self.summary.setText(f"Importing: {progress.done:,} of {progress.total:,}")

    def _finished(self, done: tuple[ImportReport, int]) -> None:
        report, doubled = done
        also = f", and {counted(doubled, 'duplicate')} to be rejected on PRaP" if doubled else ""
        left = len(refused_rows.refused(report.refused))
        officer = len(report.refused) - left
        here, twice = _duplicates(self._preview) if self._preview is not None else (0, 0)
        told = f", {left:,} refused" if left else ""
        told += f", {officer:,} for your nominated officer" if officer else ""
        where = ": Today says which" if told else ""  # in full, until they are dismissed
        also += f", {here - doubled:,} already here" if here > doubled else ""
        also += f", {twice:,} twice in the file" if twice else ""
        taken = f"{counted(len(report.accepted), 'referral')} taken in{also}{told}{where}."
        self._end(report.stopped or taken)

    def _stopped(self) -> None:
        self._end(self._progress.if_stopped)

    def _end(self, text: str) -> None:
        self._steps = None
        self._writing = False
        self._context.hub.tell(Outcome(None, Changed.CASES | Changed.CLOCKS | Changed.HISTORY))
        self._context.say.news(text)
        self.imported.emit()
        self.accept()

    def _failed(self, error: UserError) -> None:
        self._steps = None
        some, self._writing = self._writing and self._progress.done > 0, False
        self.bar.hide()
        if some:  # whole batches are in the vault: every page has to know
            self.summary.setText(f"{counted(self._progress.done, 'row')} of this file were gone through.")
            self._context.hub.tell(Outcome(None, Changed.CASES | Changed.CLOCKS | Changed.HISTORY))
            self.imported.emit()
            self.show_error(self._progress.if_failed(error))
        else:
            self.summary.setText("This file was not imported.")
            self.show_error(error)
        self.go.setEnabled(False)
        self.leave.setText("Close")
        self.leave.setEnabled(True)


def _to_read(row: PreviewRow) -> bool:
    """Whether a row is not accepted, or is with advice."""
    return row.verdict != "accepted" or bool(row.why)


def _duplicates(preview: ImportPreview) -> tuple[int, int]:
    """How many rows stand in the vault already, and how many double another of the file."""
    twice = sum(1 for row in preview.rows if row.same_as_row)
    return len(preview.of("duplicate")) - twice, twice


def _further(preview: ImportPreview) -> str:
    parts = []
    if preview.restricted:
        named = [f"row {one.row} ({one.reference})" for one in preview.restricted[:MOST_NAMED]]
        more = len(preview.restricted) - len(named)
        named += [f"{more:,} more"] if more else []
        parts.append(
            f"For your nominated officer: {', '.join(named)}. Hand these on as they are marked MAPPA or "
            "Special Customer Record; only their row number, PRaP reference and day of receipt are kept."
        )
    if preview.missing_columns:
        parts.append(f"Columns not in this file: {', '.join(map(field_title, preview.missing_columns))}.")
    if preview.extra_columns:
        parts.append(f"Columns not used: {', '.join(preview.extra_columns)}.")
    return " ".join(parts)
