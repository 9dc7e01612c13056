"""Bring in the CV that they have: every line of the file, as what it was taken, and what was not understood,
which one press puts into a section (V2). Nothing is kept before the button is pressed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from jfs_desktop.casework.cv import cv_help, cv_reading
from jfs_desktop.casework.cv.cv_reading import CvFile, Held, ReadFile, ReadLine
from jfs_desktop.casework.cv.cv_views import CvView
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.cv.cv import TITLES, CvContent, Section
from jfs_desktop.rules.cv.cv_edit import let_go, placed
from jfs_desktop.rules.cv.cv_styles import CvStyle, StyledCv
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.person.folding import may_be_one
from jfs_desktop.rules.writing.discreet import Discreet
from jfs_desktop.rules.writing.wording import counted
from ui.shell.context import Context
from ui.widgets.buttons import button, chip
from ui.widgets.dialog import Dialog
from ui.widgets.flow import Flow
from ui.widgets.form_kit import FormKit, choice
from ui.widgets.record_table import Column, RecordModel, RecordTable
from ui.widgets.text import by_letters, label

LEAVE_OUT = "Left out"


@dataclass(frozen=True, slots=True, repr=False)
class _Line(Discreet):
    """A line with its number; ``put`` says where the person put it, ``held`` what of the CV came from it."""

    number: int
    read: ReadLine
    put: str = ""
    held: tuple[Held, ...] = ()

    @property
    def taken_as(self) -> str:
        sure = f"{self.read.understood} (unsure)" if self.read.unsure else self.read.understood
        return self.put or sure or "Not understood"

    @property
    def open(self) -> bool:
        return not (self.put or self.read.understood)

    @property
    def to_look_at(self) -> bool:
        """Not understood, or taken for something without being sure."""
        return self.open or (self.read.unsure and not self.put)


_COLUMNS: tuple[Column[_Line], ...] = (
    Column("place", "Where", lambda line: line.read.place, 110, lambda line: line.number),
    Column("text", "What stands in the file", lambda line: line.read.text, 470),
    Column("as", "Taken as", lambda line: line.taken_as, 280),
)


class ImportCvDialog(Dialog):
    """Reads a file beside the window, shows it line by line, and goes on from it."""

    def __init__(self, context: Context, view: CvView, file: Path, parent: QWidget | None) -> None:
        super().__init__("Bring in the CV they have", "", parent, width=980)
        self._context, self._view, self._path = context, view, file
        self._file: ReadFile | None = None
        self._picture: CvFile | None = None
        self._lines: list[_Line] = []
        self._content = CvContent()
        self._steps: list[tuple[_Line, CvContent]] = []
        self.summary = label("Reading the file…", "strong", wrap=True)
        self.whose = label("", "warning", wrap=True)
        self.further = label("", "soft", wrap=True)
        self.model = RecordModel[_Line](_COLUMNS, self)
        self.table = RecordTable("cv-import", context.preferences)
        self.only_open = chip("Only what was not understood or is unsure")
        self.detail = label("", wrap=True)
        self.places = QWidget()
        self.language = choice({one: one.called for one in DocumentLanguage})
        self.form = FormKit(columns=2)
        self._assemble()
        self._read()

    @classmethod
    def ask(cls, context: Context, view: CvView, file: Path, parent: QWidget | None) -> ImportCvDialog:
        """Open it for a file."""
        dialog = cls(context, view, file, parent)
        dialog.open()
        return dialog

    def dirty(self) -> bool:
        return bool(self._steps)

    def place(self, section: Section | None) -> None:
        """Put the chosen line into a section, out of where it stood; the next one comes up."""
        line = self._chosen()
        if line is None:
            return
        key = self._context.workspace.new_key()
        self._let_go(line)
        self._content = placed(self._content, section, line.read.text, key)
        whole = " ".join(line.read.text.split())
        now: Held = (
            (section, None, "profile", whole) if section is Section.PROFILE else (section, key, "", whole)
        )
        self._mark(replace(line, put=TITLES[section] if section else "How to reach them", held=(now,)))

    def leave_out(self) -> None:
        """Leave the chosen line out, where it was taken too; it stays in the file that is kept."""
        line = self._chosen()
        if line is not None:
            self._let_go(line)
            self._mark(replace(line, put=LEAVE_OUT, held=()))

    def take_back(self) -> None:
        """Take the last placing back."""
        if self._steps:
            line, self._content = self._steps.pop()
            self._mark(line, back=True)

    def _let_go(self, line: _Line) -> None:
        self._steps.append((line, self._content))
        for held in line.held:
            self._content = let_go(self._content, *held)

    def _assemble(self) -> None:
        self.table.take(self.model, [column.width for column in _COLUMNS], fitted=True)
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.table.setMinimumHeight(by_letters(240))
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self.only_open.toggled.connect(lambda _: self._show_rows(0))
        self.only_open.setObjectName("cv-only-open")
        self.language.setObjectName("cv-import-language")
        self.language.activated.connect(lambda _: self._tell_language())
        self.form.add("language", "Language of the CV", self.language)
        self.form.add(
            "improvements",
            "What is to be made better",
            QLineEdit(),
            help="It stands in the JFAP with the offer of help (JFS 4.13).",
        )
        for widget in (self.summary, self.whose, self.further, self.only_open):
            self.content.addWidget(widget)
        self.content.addWidget(self.table, 1)
        self.content.addWidget(self.detail)
        self._make_places()
        self.content.addWidget(self.places)
        self.content.addWidget(self.form)
        self.back = button("Take the last one back", "quiet", self.take_back, name="cv-place-back")
        self.verbs.insertWidget(0, self.back)
        self.add_cancel()
        self.go = self.add_verb("Use this", "primary", self._use, default=True)
        self.go.setObjectName("cv-use")
        self.go.setEnabled(False)
        self.keep = self.add_verb("Keep it as it came", "primary", self._keep_picture)
        self.keep.setObjectName("cv-keep-picture")
        for one in (self.whose, self.only_open, self.places, self.detail, self.back, self.keep):
            one.hide()

    def _make_places(self) -> None:
        flow = Flow(self.places)
        choices: list[tuple[Section | None, str]] = [(None, "How to reach them"), *TITLES.items()]
        for section, words in choices:
            made = button(words, "plain", partial(self.place, section))
            made.setObjectName(f"cv-place-{section.value if section else 'contacts'}")
            flow.addWidget(made)
        flow.addWidget(button("Leave it out", "quiet", self.leave_out, name="cv-place-nowhere"))
        self.places.setMinimumHeight(flow.height_at(by_letters(900)))

    def _read(self) -> None:
        path, key = self._path, self._context.workspace.new_key
        self._context.tasks.read(
            lambda: cv_reading.read_path(path, key), owner=self, done=self._show, failed=self._failed
        )

    def _failed(self, error: UserError) -> None:
        self.summary.setText("This file was not taken.")
        self.table.hide()
        self.form.hide()
        self.show_error(error, stays=True)
        self.go.setEnabled(False)
        workspace, case_id, path = self._context.workspace, self._view.case_id, self._path
        self._context.tasks.read(
            lambda: cv_help.to_keep(workspace, case_id, path),
            owner=self,
            done=self._offer_to_keep,
            failed=lambda _: None,  # it is said already why it is not taken
        )

    def _offer_to_keep(self, file: CvFile) -> None:
        """A scan or a photograph, in which no words can be read, is kept all the same (JFS 4.13)."""
        self._picture = file
        self.summary.setText("No words can be read in this file.")
        self.further.setText("It can be kept on the case, encrypted, as it came.")
        self.form.set_shown("language", False)
        self.form.show()
        self.go.hide()
        self.keep.show()
        self.propose(self.keep)

    def _keep_picture(self) -> None:
        file, workspace, case_id = self._picture, self._context.workspace, self._view.case_id
        if file is None:
            return
        better = str(self.form.value("improvements"))
        self.set_busy(True)
        self._context.tasks.write(
            lambda: cv_help.keep(workspace, case_id, file, improvements=better),
            owner=self,
            done=lambda outcome: self._done(outcome, "The file is kept on the case. Type the CV in from it."),
            failed=self.show_error,
        )

    def _show(self, file: ReadFile) -> None:
        self._file = file
        self._content = file.content
        self.form.set_value("language", file.content.language)
        self._tell_language()
        self._lines = [_Line(number, line, held=line.held) for number, line in enumerate(file.lines, 1)]
        parts = ["What stands in the editor now is kept as a version."] if self._replaces() else []
        parts += [f"Not taken over: {', '.join(file.besides)}."] if file.besides else []
        parts.append("The file itself is kept on the case, encrypted, as it came.")
        self.further.setText(" ".join(parts))
        self._tell_whose(file.content.name, self._view.person)
        asks = any(line.to_look_at for line in self._lines)
        self.only_open.setVisible(asks)
        self.only_open.setChecked(asks)
        self.go.setEnabled(True)
        self._show_rows(0)

    def _tell_whose(self, named: str, person: str) -> None:
        """Somebody else's file, chosen in haste, would bring their details into this case."""
        self.whose.setText(f"The file names {named}, and this case is that of {person}: is it their CV?")
        self.whose.setVisible(not may_be_one(named, person))

    def _tell_language(self) -> None:
        """What was recorded is never changed from here; where it is another, it is said."""
        read, asked = self._content.language, DocumentLanguage(self.form.value("language"))
        settled = self._view.settled
        told = [f"The file reads as {read.called}."] if read is not asked else []
        if settled is not None and settled.content.language is not asked:
            told.append(f"The CV here is in {settled.content.language.called}; it becomes {asked.called}.")
        recorded = self._view.documents_in
        if recorded is not None and recorded is not asked:
            told.append(f"Their documents stay in {recorded.called}, as they chose; only the CV differs.")
        self.form.set_note("language", " ".join(told), "small")

    def _replaces(self) -> bool:
        return self._view.settled is not None

    def _show_rows(self, row: int) -> None:
        only = self.only_open.isChecked()
        shown = [line for line in self._lines if line.to_look_at or not only]
        self.model.set_rows(shown)
        left = sum(line.open for line in self._lines)
        known = len(self._lines) - left
        told = f"{counted(known, 'line')} understood or placed"
        rest = f", {counted(left, 'line')} not. What stays so is left out of the CV." if left else "."
        self.summary.setText(told + rest)
        if shown:
            self.table.selectRow(max(0, min(row, len(shown) - 1)))
        self.back.setVisible(bool(self._steps))
        self._show_chosen()

    def _chosen(self) -> _Line | None:
        index: QModelIndex = self.table.currentIndex()
        return self.model.row_at(index)

    def _show_chosen(self) -> None:
        line = self._chosen()
        asked = "Where does this belong?" if line and line.open else "Taken wrongly? Put it elsewhere:"
        self.detail.setText(f"{asked} “{line.read.text}”" if line else "")
        self.detail.setVisible(line is not None)
        self.places.setVisible(line is not None)

    def _mark(self, marked: _Line, *, back: bool = False) -> None:
        row = max(0, self.table.currentIndex().row())
        self._lines = [marked if line.number == marked.number else line for line in self._lines]
        self._show_rows(row if self.only_open.isChecked() or back else row + 1)

    def _use(self) -> None:
        file, workspace, case_id = self._file, self._context.workspace, self._view.case_id
        if file is None:
            return
        settled = self._view.settled
        content = replace(self._content, language=DocumentLanguage(self.form.value("language")))
        sheet = StyledCv(content, settled.style if settled is not None else CvStyle.COMBINED)
        better = str(self.form.value("improvements"))
        self.set_busy(True)
        self._context.tasks.write(
            lambda: cv_help.bring_in(workspace, case_id, file, sheet, improvements=better),
            owner=self,
            done=lambda outcome: self._done(outcome, "The CV was brought in; the file is kept on the case."),
            failed=self.show_error,
        )

    def _done(self, outcome: Outcome[CvView], told: str) -> None:
        self._context.hub.tell(outcome)
        self._context.say.news(told)
        self.accept()
