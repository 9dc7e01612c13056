"""The pages of a real PDF in the real window: drawn beside it, turned by keys, printed, and let go."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jfs_desktop.documents.page import walked
from jfs_desktop.documents.pdf.typeset import typeset
from tests.documents.made_pages import MADE_AT
from ui.dialogs.viewing.print_document import PagePrinting, pages_asked
from ui.shell.shell import Shell
from ui.widgets.pdf_view import PdfView

Settle = Callable[[Shell], None]
NAME = "Job Finding Support - Job Finding Action Plan - version 3.pdf"


def pdf(pages: int, word: str = "Page") -> bytes:
    boxed = walked.Manner(new_page=True, ground="#c81e1e")
    blocks = tuple(
        walked.Paragraph((walked.Run(f"{word} {at} for Siân"),), boxed) for at in range(1, pages + 1)
    )
    return typeset(walked.Walked(blocks, title="Pages"), MADE_AT).content


@pytest.fixture
def view(shell: Shell) -> PdfView:
    made = PdfView(shell.context, shell.window)
    made.resize(700, 600)
    made.show()
    QApplication.processEvents()
    return made


def first_image_has_red(view: PdfView) -> bool:
    image = view._sheets[0].image
    return any(
        image.pixelColor(image.width() // 2, y) == QColor(200, 30, 30) for y in range(0, image.height(), 2)
    )


def test_it_says_which_file_it_shows_and_draws_what_is_seen(
    shell: Shell, view: PdfView, settle: Settle
) -> None:
    view.show_pdf(pdf(40), NAME)
    settle(shell)
    assert view.file.text() == NAME and view.place.text() == "Page 1 of 40"
    assert first_image_has_red(view)
    drawn = [sheet.number for sheet in view._sheets if not sheet.image.isNull()]
    assert drawn[0] == 1 and len(drawn) < 5, "pages that nobody sees are not drawn"
    assert "Page 1 for Siân" in view._sheets[0].accessibleDescription()
    assert view._sheets[1].accessibleName() == "Page 2 of 40"


def test_what_the_pages_do_not_show_as_word_does_is_told_in_one_line_and_more_on_a_press(
    shell: Shell, view: PdfView, settle: Settle
) -> None:
    """P9: nothing is dropped in silence, and it is not in the way."""
    note = view.left_out
    view.show_pdf(pdf(1), NAME)
    settle(shell)
    assert not note.isVisible()
    things = ("a watermark", "a chart", "a drawn shape", "columns", "a comment")
    view.show_pdf(pdf(1), NAME, things, "Save it as ‘PDF by Word’.")
    settle(shell)
    told = "The PDF does not show this as Word does: a watermark; a chart; a drawn shape, and 2 more things."
    assert note.isVisible() and note.line.text() == told.replace(
        "The PDF does not show this as Word does", "Not as in Word"
    )
    assert not note.rest.isVisible() and note.accessibleName() == f"{told} Save it as ‘PDF by Word’."
    folded = note.height()
    QTest.keyClick(note.more, Qt.Key.Key_Space)
    assert note.rest.isVisible() and note.rest.text().splitlines()[3:] == [
        "• columns", "• a comment", "Save it as ‘PDF by Word’.",
    ]  # fmt: skip
    QTest.keyClick(note.more, Qt.Key.Key_Space)
    QApplication.processEvents()
    assert not note.rest.isVisible() and note.height() == folded < 60
    shell.lock()
    settle(shell)
    assert note.line.text() == "" and note.isHidden()


def test_keys_turn_pages_and_change_the_size(shell: Shell, view: PdfView, settle: Settle) -> None:
    view.show_pdf(pdf(12), NAME)
    settle(shell)
    view.area.setFocus()
    QTest.keyClick(view.area, Qt.Key.Key_End)
    settle(shell)
    assert view.place.text() == "Page 12 of 12" and not view._sheets[11].image.isNull()
    fitted = view._sheets[0].width()
    assert abs(fitted - (view.area.viewport().width() - 32)) <= 1
    QTest.keyClick(view.area, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    settle(shell)
    assert view._sheets[0].width() > fitted and view.place.text().startswith("Page 1")
    QTest.keyClick(view.area, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view.area, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    settle(shell)
    assert view._sheets[0].width() == fitted
    QTest.keyClick(view.area, Qt.Key.Key_Home)
    settle(shell)
    assert view.place.text() == "Page 1 of 12"


def test_pages_far_away_are_let_go(shell: Shell, view: PdfView, settle: Settle) -> None:
    view.show_pdf(pdf(40), NAME)
    settle(shell)
    QTest.keyClick(view.area, Qt.Key.Key_End)
    settle(shell)
    assert view._sheets[0].image.isNull() and not view._sheets[39].image.isNull()


def test_a_new_version_takes_the_place_of_the_old_without_a_flash(
    shell: Shell, view: PdfView, settle: Settle
) -> None:
    view.show_pdf(pdf(3), NAME)
    settle(shell)
    before = view._sheets[0].image
    view.show_pdf(pdf(2, "Sheet"), NAME)
    assert view._sheets[0].image == before
    settle(shell)
    assert view.page_count == 2 and "Sheet 1" in view._sheets[0].accessibleDescription()


def test_the_last_of_many_is_the_one_that_is_shown(shell: Shell, view: PdfView, settle: Settle) -> None:
    for at in range(6):
        view.show_pdf(pdf(at % 3 + 1, f"Draft{at}"), f"{at}.pdf")
    settle(shell)
    assert view.file.text() == "5.pdf" and view.page_count == 3
    assert "Draft5 1" in view._sheets[0].accessibleDescription()


def test_what_cannot_be_shown_is_told_in_one_sentence(shell: Shell, view: PdfView, settle: Settle) -> None:
    told: list[object] = []
    view.refused.connect(told.append)
    view.show_pdf(b"%PDF-1.7 nothing", "broken.pdf")
    settle(shell)
    assert view.page_count == 0 and "damaged" in view.trouble.text() and len(told) == 1
    view.show_pdf(pdf(1), NAME)
    settle(shell)
    assert view.page_count == 1


def test_the_lock_lets_go_of_every_page(shell: Shell, view: PdfView, settle: Settle) -> None:
    view.show_pdf(pdf(3), NAME)
    settle(shell)
    shell.lock()
    settle(shell)
    assert view.page_count == 0 and view.file.text() == "" and view._content == b""


@pytest.mark.parametrize("look", ["light", "dark"])
def test_paper_is_white_on_a_ground_of_the_look(
    look: str, shell: Shell, view: PdfView, settle: Settle
) -> None:
    shell.context.theme.choose(look)
    view.show_pdf(pdf(2), NAME)
    settle(shell)
    seen = view.area.viewport().grab().toImage()
    assert seen.pixelColor(3, 40) == shell.context.theme.colour("neutral_soft")
    sheet = view._sheets[0].geometry()
    assert seen.pixelColor(sheet.left() + 8, sheet.top() + 8) == QColor("white")


def test_pages_are_printed_at_their_size_and_in_order(
    shell: Shell, view: PdfView, settle: Settle, tmp_path: Path
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    PagePrinting(shell.context, pdf(3), NAME, printer, view).begin()
    for _ in range(3):
        settle(shell)
    with pdfplumber.open(io.BytesIO((tmp_path / "printed.pdf").read_bytes())) as made:
        assert len(made.pages) == 3
        (picture,) = made.pages[1].images
        assert picture["x1"] - picture["x0"] == pytest.approx(made.pages[1].width, abs=2)
        assert "Gray" in str(picture["colorspace"])


def test_the_range_and_order_of_the_printer_are_heeded(qapp: QApplication) -> None:
    printer = QPrinter()
    assert pages_asked(printer, 3) == [1, 2, 3]
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 9)
    assert pages_asked(printer, 4) == [2, 3, 4]
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert pages_asked(printer, 4) == [4, 3, 2]


def test_no_page_is_drawn_on_the_window_s_thread(shell: Shell, view: PdfView, settle: Settle) -> None:
    """Seen from the answers: between asking and the next turn of the loop nothing has been drawn."""
    view.show_pdf(pdf(2), NAME)
    assert view.page_count == 0
    settle(shell)
    view.resize_pages("larger")
    widths = {sheet.drawn_at for sheet in view._sheets}
    assert all(sheet.asked_at not in widths for sheet in view._sheets)
    assert threading.current_thread() is threading.main_thread()
    settle(shell)
    assert view._sheets[0].drawn_at == view._sheets[0].asked_at
