"""Export to Word from the window (P2, P5): settled first, readable without the product, plain errors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ui.dialogs.where_to_save import free
from ui.shell.say import Recorder

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
    for words in ("Harbour Clinic", "Two sent each Friday", "Priya", "8 June 2021", "Ring the clinic"):
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
    assert [news.text for news in said.news] == ["Exporting the plan…"]
    desk.shell.door.face.unlockRequested.emit(passphrase)
    desk.settle()
    assert not desk.shell.window.covered
    assert said.news[-1].level == level
    assert words in said.news[-1].text
    assert "plan.docx" not in said.news[-1].text or level == "problem"
    assert desk.shell.frame.banner.text == said.news[-1].text
