"""The CV tab in the real window: typed, put in order, kept, restored, agreed, exported (V1, V4, V5)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import docx
import pypdf
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QStyle, QStyleOptionFrame, QWidget

from jfs_desktop.casework.documents import issued_documents
from jfs_desktop.casework.plan import plans
from jfs_desktop.paths import resource
from jfs_desktop.rules.cv.cv import ContactKind, MonthYear, Section
from jfs_desktop.rules.cv.cv_forms import CvForm
from jfs_desktop.rules.cv.cv_hints import HintKind
from jfs_desktop.rules.cv.cv_progress import CvState
from jfs_desktop.rules.cv.cv_styles import CvStyle
from jfs_desktop.rules.person.document_language import DocumentLanguage
from tests.documents import made_templates
from tests.ui.casemaker import case_maker
from tests.ui.cv.conftest import CvDesk
from tests.ui.recorder import Recorder
from ui.dialogs.cv.cv_agree import AgreeCvDialog
from ui.pages.case.cv.cv_boxes import MonthBox
from ui.pages.case.cv.cv_sides import CvSides

NAME = "Gwenllian Angharad Llywelyn-Prytherch"
UNDO = (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def jobs(desk: CvDesk) -> list[str]:
    return [row.title for row in desk.tab.editor.content().work]


def test_a_new_cv_is_typed_and_kept_within_a_second(desk: CvDesk) -> None:
    """V1: one entry in the journal when it settles, a draft at once."""
    assert desk.tab.stack.currentWidget() is desk.tab.start
    desk.begin()
    assert desk.tab.editor.name.text() == NAME
    assert QApplication.focusWidget() is desk.tab.editor.target
    desk.qtbot.keyClicks(desk.tab.editor.target, "Warehouse operative")
    desk.rest()
    kept = desk.view.draft or desk.view.settled
    assert kept is not None and kept.content.target_job == "Warehouse operative"


def test_jobs_are_typed_ordered_by_keyboard_and_come_back_after_a_restart(
    make_desk: Callable[[], CvDesk],
) -> None:
    """V1: Alt+Down moves the card, the caret goes with it; months are read as people type them; the CV is in
    the language that they want."""
    desk = make_desk()
    desk.begin()
    desk.add("work", title="Porter", employer="Quay Café", began="3/2014", ended="2016")
    desk.add("work", title="Picker", employer="Harbour Foods", began="March 2018", duties="Picked")
    assert jobs(desk) == ["Picker", "Porter"]
    box: Any = desk.tab.editor.boxes[Section.WORK].cards[0].first_box()
    box.setFocus()
    desk.qtbot.keyClick(box, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert jobs(desk) == ["Porter", "Picker"]
    assert QApplication.focusWidget() is box
    language = desk.tab.editor.language
    language.setCurrentIndex(language.findData(DocumentLanguage.WELSH))
    language.activated.emit(language.currentIndex())
    assert desk.tab.deeds.undo_name == "change of language"
    desk.tab.deeds.undo()
    assert language.currentText() == "English"
    desk.tab.deeds.redo()
    desk.rest()
    desk.shell.close()
    again = make_desk()
    assert again.tab.editor.language.currentText() == "Welsh"
    assert jobs(again) == ["Porter", "Picker"]
    porter, picker = again.tab.editor.content().work
    assert (porter.began, porter.ended, picker.began) == (
        MonthYear(2014, 3),
        MonthYear(2016),
        MonthYear(2018, 3),
    )
    assert picker.duties == ("Picked",)


def test_what_is_done_to_cards_is_undone_by_name(desk: CvDesk) -> None:
    desk.begin()
    card = desk.add("skills", name="Stamina")
    card.asked.emit(card, "remove")
    assert desk.tab.editor.content().skills == ()
    assert desk.tab.head.undo.text() == "Undo remove skill"
    desk.click("cv-undo")
    assert [row.name for row in desk.tab.editor.content().skills] == ["Stamina"]
    desk.click("cv-redo")
    assert desk.tab.editor.content().skills == ()
    desk.qtbot.keyClick(desk.tab.editor.boxes[Section.SKILLS].adder, *UNDO)
    assert [row.name for row in desk.tab.editor.content().skills] == ["Stamina"]


def test_v1_a_contact_line_is_what_its_words_are(desk: CvDesk) -> None:
    """An address typed into a new line goes into other programs as an address, and not as a telephone."""
    desk.begin()
    kinds: list[ContactKind] = []
    for text in ("sofia@example.org", "www.example.org/sofia", "07700 900456"):
        desk.add("contacts", text=text)
        desk.tab.editor.target.setFocus()
        kinds.append(desk.tab.editor.content().contacts[-1].kind)
    assert kinds == [ContactKind.EMAIL, ContactKind.LINK, ContactKind.TELEPHONE]
    card = desk.add("contacts", text="1 High Street")
    assert len({box.geometry().center().y() for box in card.titles()}) == 1, (
        "on one line with its box to tick"
    )


def test_a_card_is_dragged_by_its_handle(desk: CvDesk) -> None:
    desk.begin()
    for name in ("Third", "Second", "First"):
        desk.add("work", title=name)
    box = desk.tab.editor.boxes[Section.WORK]
    handle, last = box.cards[0].handle, box.cards[2]
    low = handle.mapFromGlobal(last.mapToGlobal(QPoint(4, last.height() - 2)))
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(4, 8))
    QTest.mouseMove(handle, QPoint(4, 60))
    QTest.mouseMove(handle, QPoint(4, low.y()))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=QPoint(4, low.y()))
    assert jobs(desk) == ["Second", "Third", "First"]
    desk.click("cv-undo")
    assert jobs(desk) == ["First", "Second", "Third"]


def test_sections_change_places_and_a_style_says_what_it_leaves_out(desk: CvDesk) -> None:
    desk.begin()
    desk.add("work", title="Picker", duties="Picked orders")
    before = desk.tab.editor.content().sections
    desk.tab.editor.boxes[Section.WORK].head.arrows[-1].click()
    order = desk.tab.editor.content().sections
    assert before == () and order.index(Section.WORK) == 1
    styles = desk.tab.head.style_box
    styles.setCurrentIndex(styles.findData(CvStyle.SKILLS))
    styles.activated.emit(styles.currentIndex())
    desk.qtbot.waitUntil(lambda: "duties of 1 job" in desk.tab.head.left_out.text())
    assert desk.tab.editor.sheet().style is CvStyle.SKILLS


def test_a_gap_is_explained_with_one_press(desk: CvDesk) -> None:
    desk.begin()
    porter = desk.add("work", title="Porter", employer="Tesco | Express", began="3/2010", ended="6/2014")
    desk.add("work", title="Picker", began="6/2016")
    card = desk.tab.editor.boxes[Section.WORK].cards[0]
    card.findChild(QWidget, f"cv-{card.key}-ongoing").click()
    desk.qtbot.waitUntil(lambda: any(hint.kind is HintKind.GAP for hint in card._hints))
    words = "is printed as ‘/’"  # V1: what differs on the page is told
    desk.qtbot.waitUntil(
        lambda: any(one.isVisible() and words in one.text() for one in porter.findChildren(QLabel))
    )
    desk.click(f"explain-{card.key}", card)
    work = desk.tab.editor.content().work
    assert [row.title for row in work] == ["Picker", "", "Porter"]
    assert (work[1].began, work[1].ended) == (MonthYear(2014, 7), MonthYear(2016, 5))
    desk.qtbot.keyClicks(QApplication.focusWidget(), "Caring for my father")
    assert jobs(desk)[1] == "Caring for my father"


def test_a_month_that_cannot_be_read_is_said_and_not_lost(desk: CvDesk) -> None:
    desk.begin()
    card = desk.add("work", title="Porter", began="back then")
    box: Any = card.findChild(QWidget, f"cv-{card.key}-began")
    desk.qtbot.keyClick(box, Qt.Key.Key_Tab)
    box.editingFinished.emit()
    assert "March 2019" in card._note.text()
    desk.rest()
    assert box.text() == "back then"


def test_while_a_date_is_wrong_it_does_not_say_that_all_is_saved(desk: CvDesk) -> None:
    """V1: nor is a gap told that such a date may fill."""
    desk.begin()
    card = desk.add("work", title="Cleaner", began="Sept 2018", ended="blah 20xx")
    box: Any = card.findChild(QWidget, f"cv-{card.key}-ended")
    desk.qtbot.keyClick(box, Qt.Key.Key_Tab)
    desk.tab.head.setFocus()
    desk.qtbot.waitUntil(lambda: desk.tab.head.saved.text().endswith("but for 1 date"))
    desk.previewed()
    assert card.findChild(QPushButton, f"explain-{card.key}") is None
    box.setFocus()
    box.selectAll()
    desk.qtbot.keyClicks(box, "Oct 2018")
    desk.tab.editor.name.setFocus()
    desk.qtbot.waitUntil(lambda: desk.tab.head.saved.text().startswith("✓ Saved"))
    desk.previewed()
    assert desk.tab.editor.content().work[0].ended == MonthYear(2018, 10)
    assert card.findChild(QPushButton, f"explain-{card.key}") is not None


def test_jobs_are_put_newest_first_by_one_button_and_back(desk: CvDesk) -> None:
    """JFS 4.12: an employer reads the newest first."""
    desk.begin()
    desk.add("work", title="Driver", began="2016", ended="2020")
    desk.add("work", title="Cook", began="2001", ended="2005")
    desk.tab.editor.name.setFocus()
    desk.previewed()
    order = desk.tab.editor.boxes[Section.WORK].order
    assert order.isVisible() and jobs(desk) == ["Cook", "Driver"]
    order.click()
    desk.previewed()
    assert jobs(desk) == ["Driver", "Cook"] and not order.isVisible()
    desk.tab.deeds.undo()
    desk.previewed()
    assert jobs(desk) == ["Cook", "Driver"] and order.isVisible()


def test_the_page_beside_is_the_pdf_of_what_is_typed(desk: CvDesk) -> None:
    """V1: the preview is the PDF itself, beside the fields in a window of 1280 by 800."""
    desk.begin()
    assert desk.tab.preview.isVisible() and desk.tab.editor.isVisible()
    assert desk.tab.editor.width() >= desk.tab.editor.minimumSizeHint().width()
    desk.shell.window.resize(1280, 800)
    months = desk.add("work", title="Cook").findChildren(MonthBox)
    desk.previewed()
    for box in months:
        option = QStyleOptionFrame()
        box.initStyleOption(option)
        room = box.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, box).width() - 4
        assert room >= box.fontMetrics().horizontalAdvance("September 2017"), "no month is cut"
    desk.add("skills", name="Stamina")
    desk.previewed()
    assert desk.tab.preview.view.page_count == 1
    sheet = desk.tab.preview.view._sheets[0]
    assert "Stamina" in sheet.accessibleDescription() and not sheet.image.isNull()
    told = desk.tab.preview.view.left_out
    assert told.isHidden()
    desk.add("skills", name="Reading \U000f0000")  # a sign of nobody's, which no font has
    desk.previewed()
    assert told.isVisible() and "the sign U+F0000, for which there is no font" in told.line.text()
    desk.shell.lock()
    assert desk.tab.preview.view.page_count == 0


def test_in_little_room_the_page_takes_the_place_of_the_fields(desk: CvDesk) -> None:
    desk.begin()
    page = desk.tab.preview
    desk.shell.window.resize(960, 700)
    desk.qtbot.waitUntil(lambda: not page.isVisible())
    desk.tab.head.preview.click()
    assert page.isVisible() and not desk.tab.editor.isVisible()
    desk.shell.window.resize(1280, 800)
    desk.qtbot.waitUntil(desk.tab.editor.isVisible)
    assert page.isVisible()
    desk.tab.head.preview.click()
    assert not page.isVisible() and desk.tab.editor.isVisible()
    again = CvSides(QWidget(), QWidget(), desk.tab.context.preferences)
    assert [again.widget(at).isVisibleTo(again) for at in (0, 1)] == [True, False], "the choice is remembered"


def test_a_lock_returns_to_the_field_and_the_caret(desk: CvDesk, passphrase: str) -> None:
    desk.begin()
    card = desk.add("work", title="Kitchen porter")
    box: Any = card.first_box()
    cursor = box.textCursor()
    cursor.setPosition(7)
    box.setTextCursor(cursor)
    name = box.objectName()
    desk.shell.lock()
    desk.settle()
    desk.shell.door.face.unlockRequested.emit(passphrase)  # type: ignore[union-attr]
    desk.settle()
    back: Any = QApplication.focusWidget()
    assert back.objectName() == name and back.textCursor().position() == 7
    assert back.text() == "Kitchen porter"


def test_agreeing_keeps_the_paper_and_tells_the_jfap(desk: CvDesk) -> None:
    """V4, V5: the final CV stands among the documents; the state is told on the tab."""
    desk.begin()
    desk.add("work", title="Porter", employer="Quay Café")
    desk.click("cv-agree")
    dialog = desk.dialog()
    assert isinstance(dialog, AgreeCvDialog)
    dialog.save.click()
    assert dialog.form.note("agreed_how"), "nobody said how"
    dialog.form.set_value("agreed_how", dialog.how.itemData(1))
    dialog.save.click()
    desk.settle()
    assert desk.view.state is CvState.FINAL
    assert desk.tab.head.pill.text().endswith("CV final")
    assert [one.version for one in issued_documents.of_case(desk.workspace, desk.case_id, kind="cv")] == [
        "version 1"
    ]
    lines = plans.open_plan(desk.workspace, desk.case_id).content.activities
    assert any(line.text.startswith("We agreed your CV together") for line in lines)


def test_v4_a_cv_of_which_no_pdf_can_be_made_is_agreed_and_told_so(
    make_desk: Callable[[], CvDesk], own_vault: Path, passphrase: str, window_clock: Any, case_id: UUID
) -> None:
    """V4, JFS 5.02: the layout does not stand between the participant and their final CV: as of a JFAP, the
    Word file is kept."""
    shipped = docx.Document(str(resource("documents", "cv-combined.docx")))
    with case_maker(own_vault, passphrase, window_clock) as maker:
        layout = made_templates.without_pages(shipped, 'target_job == "Night baker"')
        maker.layout_published("cv-combined", layout)
    desk = make_desk()
    said = Recorder(desk.shell.context.say)
    desk.begin()
    desk.add("work", title="Porter", employer="Quay Café")
    desk.tab.editor.target.setFocus()
    desk.qtbot.keyClicks(desk.tab.editor.target, "Night baker")
    desk.click("cv-agree")
    dialog = desk.dialog()
    dialog.form.set_value("agreed_how", dialog.how.itemData(1))
    dialog.save.click()
    desk.settle()
    assert desk.view.state is CvState.FINAL
    (kept,) = issued_documents.of_case(desk.workspace, desk.case_id, kind="cv")
    assert kept.docx_sha256 and not kept.pdf_sha256
    assert "agreed as final. It is kept as Word alone" in said.news[-1].text


@pytest.mark.parametrize("form", [CvForm.WORD, CvForm.PDF, CvForm.TEXT])
def test_it_is_exported_with_what_was_typed_last(desk: CvDesk, tmp_path: Path, form: CvForm) -> None:
    desk.begin()
    desk.add("work", title="Llywydd y Côr", employer="Ŵyl y Môr")
    out = tmp_path / f"cv.{form.value}"
    desk.tab.export_to(out, form)
    desk.settle()
    if form is CvForm.WORD:
        text = "\n".join(row.text for row in docx.Document(str(out)).paragraphs)
    elif form is CvForm.PDF:
        text = "\n".join(page.extract_text() for page in pypdf.PdfReader(out).pages)
    else:
        text = out.read_text(encoding="utf-8")
    assert "Llywydd y Côr" in text and "Ŵyl y Môr" in text
    assert "NINO" not in text


def test_several_lines_pasted_into_a_box_of_one_line_are_one(desk: CvDesk) -> None:
    """V1: a blank stands for each line break, on the screen as in the CV."""
    desk.begin()
    card = desk.add("work", title="Head ")
    title: Any = card.findChild(QWidget, f"cv-{card.key}-title")
    target = desk.tab.editor.target
    for box, told in ((title, "cook\r\n  at night\n"), (target, "Cook\u2028in a school\n\nor hospital")):
        mime = QMimeData()
        mime.setText(told)
        box.insertFromMimeData(mime)
    desk.qtbot.keyClick(title, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert title.toPlainText() == "Head cook at night"
    assert target.toPlainText() == "Cook in a school or hospital"
    assert jobs(desk) == ["Head cook at night"]
    assert desk.tab.editor.content().target_job == "Cook in a school or hospital"
