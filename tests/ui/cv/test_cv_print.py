"""The CV is printed from its tab (V1)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from jfs_desktop.casework import case_documents, history
from jfs_desktop.casework.case_documents import Source
from tests.ui.cv.conftest import CvDesk


def test_the_cv_is_printed_as_it_stands(desk: CvDesk, tmp_path: Path) -> None:
    desk.begin()
    desk.add("work", title="Llywydd y Côr", employer="Ŵyl y Môr")
    desk.tab.print_shown()
    desk.settle()
    dialog = desk.shell.window.findChild(QPrintDialog)
    assert isinstance(dialog, QPrintDialog) and dialog.isVisible()
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.accepted.emit(printer)
    for _ in range(4):
        desk.settle()
    dialog.hide()
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF-")
    assert history.of_case(desk.workspace, desk.case_id)[0].text == "Printed a document"
    left = case_documents.of_case(desk.workspace, desk.case_id)[0]
    assert (left.source, left.kind, left.version) == (Source.LEFT, "cv", "as it stood")
