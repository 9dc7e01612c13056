"""Export to Word from the window (P2, P5): settled first, readable without the product, plain errors."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.cases import history
from tests.ui.recorder import Recorder
from ui.dialogs.questions.where_to_save import free

if TYPE_CHECKING:
    Desk = Any


def everything_in(file: Path) -> str:
    document = Document(str(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def choose(desk: Desk, file: Path) -> str:
    """Answers the file dialog; returns the name it suggested."""
    dialog = desk.shell.window.findChild(QFileDialog, "where-to-save")
    assert dialog is not None
    name = Path(dialog.selectedFiles()[0]).name
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    desk.settle()
    return name


def test_what_is_being_typed_is_in_the_word_file(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    """From the DOCX alone a reader can say who agreed what by when."""
    said = Recorder(desk.shell.say)
    desk.add("Two tailored applications a week", "Apply to Harbour Clinic", "Two sent each Friday", "8 jun")
    desk.tab.editor.steps.setFocus()
    qtbot.keyClicks(desk.tab.editor.steps, "Ring the clinic")
    desk.tab.export()
    name = choose(desk, tmp_path / "plan.docx")
    assert name == "Job Finding Support - Job Finding Action Plan - PR-00001 - draft.docx"
    assert "Priya" not in name
    text = everything_in(tmp_path / "plan.docx")
    for words in ("Harbour Clinic", "Two sent each Friday", "Priya", "8\u00a0June 2021", "Ring the clinic"):
        assert words in text
    news = said.news[-1]
    assert news.text == "Exported plan.docx."
    assert news.action == "Show in folder"


def test_a_folder_that_is_gone_is_told_in_a_plain_sentence(desk: Desk, tmp_path: Path) -> None:
    said = Recorder(desk.shell.say)
    desk.add("Interview confidence")
    desk.tab.export()
    choose(desk, tmp_path / "gone" / "plan.docx")
    assert said.news[-1].level == "problem"
    assert said.news[-1].text
    assert not (tmp_path / "gone").exists()


def test_the_head_of_the_case_exports_too(desk: Desk) -> None:
    page = desk.shell.frame.page("case")
    page.head.exportRequested.emit()
    dialog = desk.shell.window.findChild(QFileDialog, "where-to-save")
    assert dialog is not None
    dialog.reject()


def test_a_suggested_name_is_free(tmp_path: Path) -> None:
    first = free(tmp_path, "Plan - version 3.docx")
    assert first.name == "Plan - version 3.docx"
    first.touch()
    assert free(tmp_path, "Plan - version 3.docx").name == "Plan - version 3 (2).docx"


@pytest.mark.parametrize("folder", ["", "gone"])
def test_an_export_that_ends_behind_the_lock_is_told_after_it(
    desk: Desk, tmp_path: Path, passphrase: str, folder: str
) -> None:
    """DESIGN 4: nothing read comes back while locked, and nothing that a person waits for is lost."""
    level, words = ("problem", "") if folder else ("good", "exported while")
    desk.add("Interview confidence")
    desk.tab.export()
    dialog = desk.shell.window.findChild(QFileDialog, "where-to-save")
    assert dialog is not None
    said = Recorder(desk.shell.say)
    dialog.fileSelected.emit(str(tmp_path / folder / "plan.docx"))
    dialog.reject()
    desk.shell.lock()
    desk.settle()
    assert (tmp_path / folder / "plan.docx").exists() == (level == "good")
    assert [news.text for news in said.news] == ["Exporting the JFAP…"]
    desk.shell.door.face.unlockRequested.emit(passphrase)
    desk.settle()
    assert not desk.shell.window.covered
    assert said.news[-1].level == level
    assert words in said.news[-1].text
    assert "plan.docx" not in said.news[-1].text or level == "problem"
    assert desk.shell.frame.banner.text == said.news[-1].text


def printed_to(dialog: QPrintDialog, file: Path) -> QPrinter:
    """The printer of a print dialog, turned into one that writes a file."""
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    return printer


def test_ctrl_p_prints_the_plan_as_it_stands(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    """P2: what is typed is on the paper; that it was printed is in the history."""
    desk.add("Interview confidence")
    desk.shell.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is desk.shell.window)
    QTest.keyClick(desk.shell.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    dialog = desk.shell.window.findChild(QPrintDialog)
    assert isinstance(dialog, QPrintDialog) and dialog.isVisible()
    printer = printed_to(dialog, tmp_path / "printed.pdf")
    dialog.accepted.emit(printer)
    for _ in range(4):
        desk.settle()
    dialog.hide()
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF-")
    told = [one.text for one in history.of_case(desk.shell.context.workspace, desk.tab.case_id)]
    assert told[0] == "Printed a document"


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_the_pdf_of_another_program_is_offered_where_it_is_installed(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it may keep is said before; the journal has the hash of what it made (P9)."""
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\nprintf "%%PDF-1.7 made by another" > document.pdf\n')
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    desk.add("Interview confidence")
    desk.tab.export()
    dialog = desk.shell.window.findChild(QFileDialog, "where-to-save")
    assert dialog is not None
    assert dialog.nameFilters() == ["Word document (*.docx)", "PDF (*.pdf)", "PDF by LibreOffice (*.pdf)"]
    dialog.selectNameFilter("PDF by LibreOffice (*.pdf)")
    dialog.fileSelected.emit(str(tmp_path / "plan.pdf"))
    dialog.reject()
    desk.settle()
    question = QApplication.activeModalWidget()
    assert "LibreOffice keeps for itself" in question.body.text()  # type: ignore[union-attr]
    assert not (tmp_path / "plan.pdf").exists()
    question.accept()  # type: ignore[union-attr]
    for _ in range(4):
        desk.settle()
    assert (tmp_path / "plan.pdf").read_bytes() == b"%PDF-1.7 made by another"
    assert not [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert history.of_case(desk.shell.context.workspace, desk.tab.case_id)[0].text == "Exported the JFAP"
