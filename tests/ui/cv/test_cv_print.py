"""The CV is printed from its tab (V1)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from jfs_desktop.casework.cases import history
from jfs_desktop.casework.evidence import case_documents
from jfs_desktop.casework.evidence.case_documents import Source
from tests.ui.cv.conftest import CvDesk


def test_the_cv_is_printed_as_it_stands(desk: CvDesk, tmp_path: Path) -> None:
    desk.begin()
    desk.add("work", title="Llywydd y Côr", employer="Ŵyl y Môr")
    printer = asked_for(desk).printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog = desk.shell.window.findChild(QPrintDialog)
    assert dialog is not None
    dialog.accepted.emit(printer)
    for _ in range(4):
        desk.settle()
    dialog.hide()
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF-")
    assert history.of_case(desk.workspace, desk.case_id)[0].text == "Printed a document"
    left = case_documents.of_case(desk.workspace, desk.case_id)[0]
    assert (left.source, left.kind, left.version) == (Source.LEFT, "cv", "as it stood")
    assert left.state_name == "Saved or printed"


def test_a_cv_that_is_not_printed_after_all_has_not_left(desk: CvDesk) -> None:
    """V1, D5: only what went to a printer is recorded as printed."""
    desk.begin()
    before = case_documents.of_case(desk.workspace, desk.case_id)
    asked_for(desk).reject()
    desk.settle()
    assert case_documents.of_case(desk.workspace, desk.case_id) == before
    told = [one.text for one in history.of_case(desk.workspace, desk.case_id)]
    assert "Printed a document" not in told


def asked_for(desk: CvDesk) -> QPrintDialog:
    """The print dialog, opened from the tab."""
    desk.tab.print_shown()
    desk.settle()
    dialog = desk.shell.window.findChild(QPrintDialog)
    assert isinstance(dialog, QPrintDialog) and dialog.isVisible()
    return dialog
