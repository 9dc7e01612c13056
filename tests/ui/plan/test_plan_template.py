"""A provider's own template in the real window: dropped in, checked, published, exported from, withdrawn; and
the standard wording rewritten (P2, B1, B3, P9)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from docx import Document
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.documents import templates, wording_blocks
from jfs_desktop.casework.office import staff
from tests.documents import made_templates as made
from tests.documents import made_workbooks
from tests.documents.made_hostile import TEMPLATES
from tests.ui.other_program import OtherProgram, instead_of_others
from tests.ui.recorder import Recorder
from ui.dialogs.writing.publish_template import PublishTemplateDialog, WithdrawTemplateDialog
from ui.dialogs.writing.template_check import TemplateCheckDialog
from ui.pages.templates import TemplatesPage
from ui.pages.wording_card import REWRITE, STANDS, RewriteDialog
from ui.shell.shell import Shell
from ui.shell.telling import UNSHOWN
from ui.widgets.finding_list import WHOLE
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    Desk = Any
D = TypeVar("D", bound=QWidget)
Save = Callable[[QWidget, str], None]


def workspace_of(shell: Shell) -> Any:
    return shell.context.workspace


def as_role(desk: Desk, role: str) -> None:
    """Whoever sits here does another job from now on."""
    workspace = workspace_of(desk.shell)
    me = workspace.me
    desk.shell.hub.tell(staff.change(workspace, me.id, name=me.name, role=role, prap_role=True))
    desk.settle()


def templates_page(desk: Desk) -> TemplatesPage:
    desk.shell.frame.show_page("templates")
    desk.settle()
    page = desk.shell.frame.page("templates")
    assert isinstance(page, TemplatesPage)
    return page


def saved_in(folder: Path, name: str, *changes: made.Change) -> Path:
    document = made.jfap()
    for change in changes:
        change(document)
    path = folder / name
    path.write_bytes(made.saved(document))
    return path


def whole(table: RecordTable) -> bool:
    """Whether every column shows all that stands in it."""
    columns = range(table.model().columnCount())
    room = sum(table.columnWidth(one) for one in columns) <= table.viewport().width()
    return room and all(table.columnWidth(one) >= table.sizeHintForColumn(one) for one in columns)


def drop(desk: Desk, page: TemplatesPage, file: Path) -> None:
    """Drops a file on its place, as a person does."""
    zone, held = page.shelf.drop, QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(file))])
    for kind in (QDragEnterEvent, QDropEvent):
        at = QPointF(8, 8) if kind is QDropEvent else QPointF(8, 8).toPoint()
        event = kind(
            at, Qt.DropAction.CopyAction, held, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(zone, event)
    desk.settle()


def dialog(desk: Desk, kind: type[D]) -> D:
    (found,) = [one for one in desk.shell.window.findChildren(kind) if one.isVisible()]
    return found


def words_in(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def press(desk: Desk, within: QWidget, name: str) -> None:
    (found,) = [one for one in within.findChildren(QPushButton, name) if one.isVisible()]
    found.click()
    desk.settle()


def publish(desk: Desk, file: Path) -> None:
    """The whole way from a dropped file to a template in use."""
    page = templates_page(desk)
    drop(desk, page, file)
    press(desk, dialog(desk, TemplateCheckDialog), "take-template")
    asked = dialog(desk, PublishTemplateDialog)
    asked.form.set_value("approved_by", "Head office")
    asked.form.set_value("received_from_dwp_on", workspace_of(desk.shell).today())
    press(desk, asked, "publish-template")
    assert not [one for one in desk.shell.window.findChildren(PublishTemplateDialog) if one.isVisible()]


def test_p2_a_template_of_our_own_goes_all_the_way_to_an_export(
    desk: Desk, tmp_path: Path, save_picture: Save
) -> None:
    as_role(desk, "analyst")
    said = Recorder(desk.shell.say)
    page = templates_page(desk)
    assert not page.note.isVisible()
    drop(desk, page, saved_in(tmp_path, "our plan.docx", made.says("Printed for you in Harbourside.")))
    check = dialog(desk, TemplateCheckDialog)
    assert "It passed every check." in check.summary.text()
    assert check.preview.page_count >= 1
    save_picture(check, "template-check-light")
    press(desk, check, "take-template")
    asked = dialog(desk, PublishTemplateDialog)
    save_picture(asked, "template-publish-light")
    press(desk, asked, "publish-template")
    assert asked.form.note("approved_by")
    asked.form.set_value("approved_by", "Head office")
    press(desk, asked, "publish-template")
    assert "JFS 4.10" in asked.form.note("received_from_dwp_on")
    asked.form.set_value("received_from_dwp_on", workspace_of(desk.shell).today())
    press(desk, asked, "publish-template")
    assert said.news[-1].text == "Version 1 is published, in use from 4 June 2021."
    assert page.shelf.in_use.text() == "In use: version 1, since 4 June 2021"
    save_picture(desk.shell.window, "templates-published-light")

    desk.open()
    desk.tab.export()
    where = desk.shell.window.findChild(QFileDialog, "where-to-save")
    assert where is not None
    where.fileSelected.emit(str(tmp_path / "plan.docx"))
    where.reject()
    desk.settle()
    texts = [paragraph.text for paragraph in Document(str(tmp_path / "plan.docx")).paragraphs]
    assert "Printed for you in Harbourside." in texts
    assert "Job Finding Support, delivered by Northgate Skills" in texts


def test_p2_a_broken_one_says_what_and_where_and_the_last_one_stays_in_use(
    desk: Desk, tmp_path: Path, save_picture: Save
) -> None:
    as_role(desk, "administrator")
    publish(desk, saved_in(tmp_path, "good.docx"))
    page = templates_page(desk)
    drop(desk, page, saved_in(
        tmp_path,
        "broken.docx",
        made.says("Dear {{ participent }}"),
        made.instead("What we agreed", "Your JFS plan"),
        made.without("Questions or changes", "Tell your adviser"),
        made.wrapped("w:ins"),
        made.letter_paper,
    ))  # fmt: skip
    check = dialog(desk, TemplateCheckDialog)
    assert "4 things to mend, 1 piece of advice." in check.summary.text()
    told = words_in(check.findings)
    for words in (
        "‘participent’",
        "Paragraph 42",
        "Write ‘participant’",
        "(JFS 4.08)",
        "(JFS 1.38)",
        "tracked",
    ):
        assert words in told
    save_picture(check, "template-broken-light")
    press(desk, check, "copy-findings")
    assert "broken.docx: 4 things to mend" in QGuiApplication.clipboard().text()
    press(desk, check, "take-template")
    assert not [one for one in desk.shell.window.findChildren(PublishTemplateDialog) if one.isVisible()]
    press(desk, page.shelf, "publish-2")
    assert "until one passes, the last one stays in use" in page.shelf.error.text()
    dialog(desk, TemplateCheckDialog).reject()
    desk.settle()
    assert templates.in_use(workspace_of(desk.shell), "jfap").version == "1"
    save_picture(desk.shell.window, "templates-waiting-light")


@pytest.fixture
def other_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OtherProgram]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with instead_of_others() as taker:
        yield taker


def test_p9_what_a_pdf_leaves_out_is_told_in_the_check_at_the_export_and_before_the_printer(
    desk: Desk, other_program: OtherProgram, tmp_path: Path, save_picture: Save
) -> None:
    """And a filled sample opens in Word (P2)."""
    as_role(desk, "analyst")
    said = Recorder(desk.shell.say)
    page = templates_page(desk)
    signed = made.table(("Signed", "………"), ("On", ""))
    drop(desk, page, saved_in(tmp_path, "with a seal.docx", made.drawn_shape, signed, made.letter_paper))
    check = dialog(desk, TemplateCheckDialog)
    assert "3 pieces of advice." in check.summary.text()
    told = words_in(check.findings)
    for words in ("cannot show a drawn shape", "Paragraph 44", "labels beside their values", WHOLE):
        assert words in told, told
    note = check.preview.left_out
    assert note.isVisible() and note.line.text() == "Not as in Word: a drawn shape."
    save_picture(check, "template-left-out-light")
    press(desk, check, "open-sample")
    (sample,) = other_program.given
    assert sample.read_bytes() == check._seen.sample and sample.name == "Sample - with a seal.docx"
    assert "open in another program" in said.news[-1].text
    press(desk, check, "take-template")
    asked = dialog(desk, PublishTemplateDialog)
    asked.form.set_value("approved_by", "Head office")
    asked.form.set_value("received_from_dwp_on", workspace_of(desk.shell).today())
    press(desk, asked, "publish-template")

    desk.open()
    for file in ("plan.docx", "plan.pdf"):
        desk.tab.export()
        where = desk.shell.window.findChild(QFileDialog, "where-to-save")
        assert where is not None
        where.fileSelected.emit(str(tmp_path / file))
        where.reject()
        where.deleteLater()
        desk.settle()
    assert [one.text for one in said.news if one.text.startswith("Exported plan.d")] == [
        "Exported plan.docx."
    ]
    assert said.news[-1].text.startswith(
        "Exported plan.pdf. The PDF does not show this as Word does: a drawn shape. Save it as "
    )
    save_picture(desk.shell.window, "plan-exported-left-out-light")
    desk.tab.print_shown()
    desk.settle()
    assert said.news[-1].text.startswith("Before you print: The PDF does not show this as Word does")
    printing = desk.shell.window.findChild(QPrintDialog)
    assert printing is not None
    printing.reject()


def test_each_hostile_file_is_told_in_one_sentence(desk: Desk, tmp_path: Path, save_picture: Save) -> None:
    """Macros, what lies elsewhere, bombs, passwords, .doc, .rtf, 300 pages, cut off."""
    as_role(desk, "analyst")
    page = templates_page(desk)
    for name, (make, words) in TEMPLATES.items():
        file = tmp_path / "our plan.docx"
        file.write_bytes(make())
        drop(desk, page, file)
        told = page.shelf.error.text()
        assert words in told and told.count(". ") == 1, (name, told)
        assert page.shelf.error.isVisible() and page.shelf.drop.isEnabled()
        assert not desk.shell.window.findChildren(TemplateCheckDialog)
    save_picture(desk.shell.window, "template-refused-light")
    drop(desk, page, tmp_path / "nowhere.docx")
    assert "cannot be read" in page.shelf.error.text()
    assert page.shelf.drop.isEnabled()


def test_b1_an_adviser_may_look_and_may_not_change(desk: Desk, save_picture: Save) -> None:
    page = templates_page(desk)
    assert page.note.isVisible()
    assert not page.shelf.drop.isVisible()
    press(desk, page.shelf, "look-template")
    check = dialog(desk, TemplateCheckDialog)
    assert "passed every check" in check.summary.text()
    assert not check.take.isVisible()
    check.reject()
    page.show_part(1)
    desk.settle()
    assert not page.wording.change.isVisible()
    save_picture(desk.shell.window, "templates-wording-adviser-light")


def test_withdrawn_with_a_reason_it_is_no_longer_in_use_also_after_a_restart(
    make_desk: Callable[[], Desk], tmp_path: Path
) -> None:
    desk = make_desk()
    as_role(desk, "analyst")
    publish(desk, saved_in(tmp_path, "first.docx"))
    publish(desk, saved_in(tmp_path, "second.docx", made.says("Second.")))
    page = templates_page(desk)
    press(desk, page.shelf, "withdraw-2")
    asked = dialog(desk, WithdrawTemplateDialog)
    press(desk, asked, "withdraw-template")
    assert asked.form.note("reason")
    asked.form.set_value("reason", "The logo is out of date")
    press(desk, asked, "withdraw-template")
    assert page.shelf.in_use.text().startswith("In use: version 1")
    desk.shell.window.close()
    desk.shell.close()
    again = make_desk()
    shown = templates_page(again)
    assert shown.shelf.in_use.text().startswith("In use: version 1")
    assert "The logo is out of date" in words_in(shown.shelf)


def test_b3_wording_is_rewritten_with_its_reason_and_undone(desk: Desk, save_picture: Save) -> None:
    as_role(desk, "analyst")
    said = Recorder(desk.shell.say)
    page = templates_page(desk)
    page.show_part(1)
    assert page.wording_table.columnWidth(0) >= page.wording_table.sizeHintForColumn(0), "no name is cut"
    page.wording_table.selectRow(0)
    desk.settle()
    before = page.wording.text.text()
    press(desk, page.wording, "rewrite-wording")
    asked = dialog(desk, RewriteDialog)
    asked.form.set_value("text", "DWP may ring you\x07 after this service.")
    press(desk, asked, "keep-wording")
    assert asked.form.note("reason")
    asked.form.set_value("reason", "Shorter")
    asked.form.set_value("translation", REWRITE)
    save_picture(asked, "wording-rewrite-light")
    press(desk, asked, "keep-wording")
    assert page.wording.text.text() == "DWP may ring you after this service."
    assert said.news[-1].text.endswith(UNSHOWN), "cleaned, and said so"
    told = words_in(page.wording)
    assert "Shorter" in told
    assert before in told
    save_picture(desk.shell.window, "templates-wording-light")
    assert wording_blocks.block(workspace_of(desk.shell), "call_reminder").version == "2"
    said.news[-1].act()
    desk.settle()
    assert page.wording.text.text() == before


def test_b3_d10_the_welsh_row_says_that_the_english_changed_since(desk: Desk, save_picture: Save) -> None:
    """Who rewrites the English is asked of the Welsh; the pill goes when the Welsh is kept or rewritten."""
    as_role(desk, "analyst")
    page = templates_page(desk)
    page.show_part(1)
    welsh = next(
        at for at, row in enumerate(page.blocks.rows) if (row.key, row.language) == ("privacy_notice", "cy")
    )

    def rewrite(row: int, text: str, translation: str = "") -> RewriteDialog:
        page.wording_table.selectRow(row)
        desk.settle()
        press(desk, page.wording, "rewrite-wording")
        asked = dialog(desk, RewriteDialog)
        asked.form.set_value("text", f"{asked.form.value('text')}\n{text}")
        asked.form.set_value("reason", "Clearer")
        asked.form.set_value("translation", translation)
        press(desk, asked, "keep-wording")
        return asked

    def shown() -> tuple[str, bool]:
        page.wording_table.selectRow(welsh)
        desk.settle()
        return page.blocks.data(page.blocks.index(welsh, 2)), page.wording.behind.isVisible()

    assert shown() == ("Built-in 1", False)
    asked = rewrite(welsh - 1, "Ask us.")
    assert "Welsh" in asked.form.note("translation")
    asked.form.set_value("translation", REWRITE)
    press(desk, asked, "keep-wording")
    assert shown() == ("English newer", True)
    desk.shell.window.resize(1280, 800)
    desk.settle()
    assert whole(page.wording_table), "no name gives way to it"
    save_picture(desk.shell.window, "wording-behind-light")
    rewrite(welsh, "Gofynnwch i ni.")
    assert shown() == ("2", False)
    rewrite(welsh - 1, "At any time.", STANDS)
    assert shown() == ("3", False)


def test_the_fields_can_be_copied_and_the_file_exported_to_be_edited(desk: Desk, tmp_path: Path) -> None:
    page = templates_page(desk)
    press(desk, page.shelf, "copy-fields")
    assert "{{ participant }}" in QGuiApplication.clipboard().text()
    page.shelf.export_to(tmp_path / "jfap.docx")
    desk.settle()
    assert (tmp_path / "jfap.docx").read_bytes() == templates.content_in_use(workspace_of(desk.shell), "jfap")


def test_the_page_is_reached_from_settings(desk: Desk) -> None:
    desk.shell.frame.show_page("settings")
    desk.settle()
    press(desk, desk.shell.frame.page("settings"), "open-templates")
    assert desk.shell.frame.current == "templates"


def test_the_page_is_reached_by_ctrl_k(desk: Desk, qtbot: QtBot) -> None:
    field, finder = desk.shell.frame.top.search, desk.shell.inside.finder
    qtbot.keyClicks(field, "standard wording")
    qtbot.waitUntil(lambda: finder.list.count() > 0)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    desk.settle()
    assert desk.shell.frame.current == "templates"


def test_p2_a_kind_of_document_is_one_row_with_its_languages_within(desk: Desk, tmp_path: Path) -> None:
    """P2, B1: what is in use stands under each language; the card is turned to the other one by a chip, and
    keeps to it. Nothing is cut at 1280 x 800 or at 1920 x 1080, nor scrolled sideways."""
    as_role(desk, "analyst")
    page = templates_page(desk)
    names = [page.kinds.data(page.kinds.index(at, 0)) for at in range(len(page.kinds.rows))]
    assert len(set(names)) == len(names)
    page.choose("jfap", "cy")
    drop(desk, page, saved_in(tmp_path, "own.docx"))
    press(desk, dialog(desk, TemplateCheckDialog), "take-template")
    at = page.table.currentIndex().row()
    assert [page.kinds.data(page.kinds.index(at, column)) for column in (1, 2)] == [
        "Built-in",
        "Built-in, 1 waiting",
    ]
    assert page.shelf.languages["cy"].isChecked() and "Arrived" in words_in(page.shelf)
    page.shelf.languages["en"].click()
    assert "Arrived" not in words_in(page.shelf)
    for width, height in ((1280, 800), (1920, 1080)):
        desk.shell.window.resize(width, height)
        for language in ("en", "cy"):  # what arrived has a row of verbs of its own
            page.shelf.languages[language].click()
            desk.settle()
            assert whole(page.table)
            assert page.shelf.minimumSizeHint().width() <= page.shelf.width()
            assert page.shelf.visibleRegion().boundingRect().width() == page.shelf.width(), language


def test_a_lock_lets_go_of_every_row_and_they_come_back(desk: Desk, tmp_path: Path, passphrase: str) -> None:
    as_role(desk, "analyst")
    page = templates_page(desk)
    drop(desk, page, saved_in(tmp_path, "own.docx"))
    check = dialog(desk, TemplateCheckDialog)
    desk.shell.lock()
    desk.settle()
    assert not page.kinds.rows
    assert not check.isVisible()
    desk.shell.door.face.unlockRequested.emit(passphrase)
    desk.settle()
    assert templates_page(desk).kinds.rows


def test_mi2_dwps_workbook_is_dropped_in_looked_at_published_and_carried_on_unchanged(
    desk: Desk, tmp_path: Path, save_picture: Save
) -> None:
    """MI2, J8.02, J8.03: the Monthly Performance Return stands in the library with its tabs; DWP's workbook
    goes in and comes out to the byte; one without its instructions replaces nothing."""
    as_role(desk, "analyst")
    page = templates_page(desk)
    page.choose("mpr")
    desk.settle()
    assert "Instructions, CSS, Staffing, Clerical MI return (JFS 8.02)" in page.shelf.wanted.text()
    assert not page.shelf.fields.isVisible() and "Excel" in page.shelf.export.text()
    press(desk, page.shelf, "look-template")
    check = dialog(desk, TemplateCheckDialog)
    assert "passed every check" in check.summary.text() and check.preview.page_count == 4
    save_picture(check, "template-workbook-light")
    check.reject()
    file = tmp_path / "dwp.xlsx"
    file.write_bytes(made_workbooks.saved(made_workbooks.book()))
    drop(desk, page, file)
    press(desk, dialog(desk, TemplateCheckDialog), "take-template")
    asked = dialog(desk, PublishTemplateDialog)
    asked.form.set_value("approved_by", "Head office")
    asked.form.set_value("received_from_dwp_on", workspace_of(desk.shell).today())
    press(desk, asked, "publish-template")
    page.choose("mpr")
    desk.settle()
    assert page.shelf.in_use.text() == "In use: version 1, since 4 June 2021"
    save_picture(desk.shell.window, "templates-workbook-light")
    page.shelf.export_to(tmp_path / "out.xlsx")
    desk.settle()
    assert (tmp_path / "out.xlsx").read_bytes() == file.read_bytes()
    lacking = made_workbooks.book()
    lacking.remove(lacking["Instructions"])
    file.write_bytes(made_workbooks.saved(lacking))
    drop(desk, page, file)
    check = dialog(desk, TemplateCheckDialog)
    assert "‘Instructions’ is missing" in words_in(check.findings)
    check.reject()
    file.write_bytes(b"Month;Standard")
    drop(desk, page, file)
    assert "damaged" in page.shelf.error.text() and "Excel" in page.shelf.error.text()
    assert templates.shelves(workspace_of(desk.shell))[-1].version == "1"
