"""Bold, lists, links, pasting, spelling, wording and letters in the real JFAP tab (P6, P11)."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from jfs_desktop.casework.cases import own_words, snippets
from jfs_desktop.casework.contact import document_language
from jfs_desktop.casework.desk import settings
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents import wording_blocks
from jfs_desktop.casework.office import staff
from jfs_desktop.casework.plan import plans
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.programme.roles import Role
from tests.ui.plan.conftest import Desk
from ui.dialogs.writing.letters import LettersDialog
from ui.dialogs.writing.link import LinkDialog
from ui.dialogs.writing.wording import WordingDialog
from ui.shell.writing import WritingDesk
from ui.widgets.rich_text import RichTextArea
from ui.widgets.rich_text_bar import RichTextBar

FILES = Path(__file__).resolve().parents[2] / "example_files" / "pasted"
Inside = Callable[[Callable[[Workspace], object]], object]
FRAME = 0.016  # seconds


def steps(desk: Desk) -> RichTextArea:
    """The next steps with the caret at their end, and all that follows the caret at rest."""
    box = desk.tab.editor.steps
    desk.shell.window.activateWindow()
    box.setFocus()
    box.moveCursor(box.textCursor().MoveOperation.End)
    ready(desk)
    return box


def ready(desk: Desk) -> WritingDesk:
    """The help for whoever writes, which comes with the first text that is entered."""
    desk.qtbot.waitUntil(lambda: desk.shell.findChild(WritingDesk) is not None)
    helper = desk.shell.findChild(WritingDesk)
    assert isinstance(helper, WritingDesk)
    desk.qtbot.waitUntil(lambda: helper.speller is not None or bool(helper.why_not))
    return helper


def kept(desk: Desk) -> str:
    """What the vault holds once everything is settled."""
    desk.tab.save_drafts()
    desk.settle()
    workspace = desk.shell.context.workspace  # type: ignore[union-attr]
    found: list[str] = []
    desk.shell.tasks.read(
        lambda: plans.open_plan(workspace, desk.case_id).content.next_steps, owner=desk.tab, done=found.append
    )
    desk.settle()
    return found[0]


def underlined(box: RichTextArea) -> list[str]:
    """The words with a line below them."""
    found = []
    block = box.document().begin()
    while block.isValid():
        for one in block.layout().formats():
            if one.format.underlineStyle() is QTextCharFormat.UnderlineStyle.SpellCheckUnderline:
                found.append(block.text()[one.start : one.start + one.length])
        block = block.next()
    return found


def menu() -> QMenu:
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def entry(words: str) -> QAction:
    return next(one for one in menu().actions() if one.text().replace("&", "").startswith(words))


def dialog() -> QWidget:
    found = QApplication.activeModalWidget()
    assert found is not None
    return found


def press_letter(box: QWidget, letter: str) -> None:
    """A letter that a keyboard with Welsh or Gaelic keys sends."""
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        QApplication.sendEvent(box, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def test_typing_bold_and_lists_is_kept_as_text(desk: Desk) -> None:
    box = steps(desk)
    QTest.keyClicks(box, "Ring ")
    QTest.keyClick(box, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(box, "Tesco")
    QTest.keyClick(box, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(box, " first")
    for text in ("- bring the CV", "ask for Mair", ""):
        QTest.keyClick(box, Qt.Key.Key_Return)
        QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(box, "1. read")
    QTest.keyClick(box, Qt.Key.Key_Return)
    QTest.keyClicks(box, "apply")
    wanted = "Ring **Tesco** first\n- bring the CV\n- ask for Mair\n1. read\n2. apply"
    assert box.text() == wanted
    assert kept(desk) == wanted
    QTest.keyClick(box, Qt.Key.Key_Tab)
    assert not box.hasFocus()


def test_an_undo_takes_back_the_form_and_the_buttons_show_it(desk: Desk) -> None:
    box = steps(desk)
    QTest.keyClicks(box, "one")
    bar = desk.tab.findChild(RichTextBar)
    assert isinstance(bar, RichTextBar)
    QTest.mouseClick(bar.bullets, Qt.MouseButton.LeftButton)
    assert (box.text(), bar.bullets.isChecked(), box.hasFocus()) == ("- one", True, True)
    QTest.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (box.text(), bar.bullets.isChecked()) == ("one", False)
    desk.tab.editor.objectives.add()
    assert not bar.bold.isEnabled()


def test_a_link_is_asked_for_and_refused_where_it_is_none(desk: Desk, settle: object) -> None:
    box = steps(desk)
    QTest.keyClicks(box, "see ")
    QTest.keyClick(box, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    asked = dialog()
    assert isinstance(asked, LinkDialog)
    asked.words.setText("Find a job")
    asked.address.setText("javascript:alert(1)")
    QTest.keyClick(asked.address, Qt.Key.Key_Return)
    assert "web address" in asked.form.note("address")
    asked.address.setText("www.gov.uk/find-a-job")
    QTest.keyClick(asked.address, Qt.Key.Key_Return)
    QTest.keyClicks(box, " today")
    assert box.text() == "see [Find a job](https://www.gov.uk/find-a-job) today"
    cursor = box.textCursor()
    cursor.setPosition(7)
    box.setTextCursor(cursor)
    QTest.keyClick(box, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    asked = dialog()
    assert isinstance(asked, LinkDialog)
    assert asked.address.text() == "https://www.gov.uk/find-a-job"
    QTest.mouseClick(asked.remove, Qt.MouseButton.LeftButton)
    assert box.text() == "see Find a job today"


def test_a_piece_of_word_comes_in_clean_and_what_is_left_out_is_said(desk: Desk) -> None:
    box = steps(desk)
    piece = QMimeData()
    piece.setHtml((FILES / "word.html").read_text("utf-8"))
    QApplication.clipboard().setMimeData(piece)
    QTest.keyClick(box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QApplication.clipboard().clear()  # nothing of Python's may lie there when the process ends
    text = kept(desk)
    assert text.startswith("**Further support**\nGwenllian ŵyr rang the [Find a job](https://www.gov.uk/")
    assert "- Budgeting **course**\n1. Read the form\nMonday | 10am" in text
    bar = desk.tab.findChild(RichTextBar)
    assert isinstance(bar, RichTextBar)
    assert "Pictures were left out." in bar.said.text()
    QTest.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert box.text() == ""


def test_hostile_pages_bring_no_picture_no_script_and_no_other_link(desk: Desk, tmp_path: Path) -> None:
    box = steps(desk)
    piece = QMimeData()
    picture = tmp_path / "secret.png"
    piece.setHtml(
        f"<script>alert(1)</script><p>Hello<img src='{picture.as_uri()}'><a href='file:///etc/passwd'>x</a>"
        "<a href='javascript:alert(2)'>y</a><iframe src='http://evil.example'></iframe></p>" + "<div>" * 5000
    )
    box.insertFromMimeData(piece)
    assert box.text() == "Helloxy"
    assert "img" not in box.toHtml()


def test_a_misspelt_word_is_underlined_when_it_is_left_and_put_right_from_the_menu(
    desk: Desk, save_picture: Callable[[QWidget, str], None]
) -> None:
    box = steps(desk)
    desk.tab.editor.ensureWidgetVisible(box)
    QTest.keyClicks(box, "We recieve")
    assert underlined(box) == []
    QTest.keyClicks(box, " letters")
    assert underlined(box) == ["recieve"]
    save_picture(desk.shell.window, "rich-text-misspelt")
    QTest.keyClick(box, Qt.Key.Key_F7)
    save_picture(menu(), "rich-text-menu")
    assert menu().activeAction().text() == "receive"
    QTest.keyClick(menu(), Qt.Key.Key_Return)
    assert box.text() == "We receive letters"
    assert underlined(box) == []


def test_the_menu_key_offers_words_and_an_own_word_is_right_from_then_on(desk: Desk) -> None:
    box = steps(desk)
    QTest.keyClicks(box, "Ask at Wlltyrch ")
    assert underlined(box) == ["Wlltyrch"]
    cursor = box.textCursor()
    cursor.setPosition(9)
    box.setTextCursor(cursor)
    place = box.cursorRect().center()
    QApplication.sendEvent(
        box, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, box.mapToGlobal(place))
    )
    entry("Add to my dictionary").trigger()
    menu().close()
    desk.settle()
    desk.qtbot.waitUntil(lambda: underlined(box) == [])
    workspace = desk.shell.context.workspace  # type: ignore[union-attr]
    found: list[tuple[str, ...]] = []
    desk.shell.tasks.read(lambda: own_words.every(workspace), owner=desk.tab, done=found.append)
    desk.settle()
    assert found == [("Wlltyrch",)]


def test_the_mouse_offers_words_for_the_word_below_it_and_ignores_it_on_demand(desk: Desk) -> None:
    box = steps(desk)
    QTest.keyClicks(box, "Wlltyrch and more ")
    place = QPoint(20, 10)
    QApplication.sendEvent(
        box.viewport(),
        QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, box.viewport().mapToGlobal(place)),
    )
    entry("Ignore it here").trigger()
    menu().close()
    assert underlined(box) == []


@pytest.mark.parametrize("first_name", ["Gwenllïan"])
def test_names_of_the_case_are_not_underlined(desk: Desk) -> None:
    box = steps(desk)
    QTest.keyClicks(box, "Ask ")
    for letter in "Gwenllïan":
        press_letter(box, letter)
    QTest.keyClicks(box, " and Gwenlloan ")
    assert underlined(box) == ["Gwenlloan"]
    assert kept(desk).startswith("Ask Gwenllïan and")


def test_nothing_is_underlined_where_spelling_is_off(
    inside: Inside, own_vault: Path, request: object
) -> None:
    inside(lambda workspace: settings.put(workspace, settings.SPELLING, False))
    desk: Desk = request.getfixturevalue("desk")  # type: ignore[attr-defined]
    box = steps(desk)
    QTest.keyClicks(box, "We recieve it ")
    assert underlined(box) == []
    assert "switched off" in ready(desk).why_not


def test_a_plan_that_goes_out_in_welsh_tells_what_was_typed_in_english(
    inside: Inside, case_id: UUID, make_desk: Callable[[], Desk], save_picture: Callable[[QWidget, str], None]
) -> None:
    """P1, JFS 3.19: what is in the other language is told; the adviser says in which one they type, which is
    undone and survives a restart. There is no Welsh dictionary, and the menu says so."""
    inside(lambda workspace: document_language.choose(workspace, case_id, DocumentLanguage.WELSH))
    desk = make_desk()
    language = desk.tab.editor.language
    assert language.isVisible() and language.told.text() == "It goes out in Welsh."
    box = steps(desk)
    QTest.keyClicks(box, "We recieve it ")
    assert underlined(box) == ["recieve"], "what is typed in English is looked at as English"
    kept(desk)
    desk.open()
    assert "what was typed is in English: next steps." in language.told.text()
    save_picture(desk.shell.window, "plan-in-welsh")
    language.choice.setCurrentIndex(list(DocumentLanguage).index(DocumentLanguage.WELSH))
    desk.settle()
    assert language.told.text() == "The whole of it is in Welsh."
    kept(desk)
    context = desk.shell.context
    assert context is not None
    me = context.workspace.me
    staff.change(context.workspace, me.id, name=me.name, role=Role.ANALYST, prap_role=True)
    context.hub.tell(wording_blocks.rewrite(context.workspace, "how_to_query", "en", "Ask us.", "Shorter"))
    desk.settle()
    assert language.told.text().startswith("The whole of it is in Welsh. The Welsh of ‘How to question or")
    box = steps(desk)
    desk.qtbot.waitUntil(lambda: underlined(box) == [])
    place = box.cursorRect().center()
    QApplication.sendEvent(
        box, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, box.mapToGlobal(place))
    )
    assert not entry("Spelling is not checked: what is typed here is in Welsh").isEnabled()
    menu().close()
    assert desk.tab.deeds.undo_name == "change of language"
    desk.tab.deeds.undo()
    assert "what was typed is in English" in language.told.text()
    desk.tab.deeds.redo()
    kept(desk)
    desk.shell.close()
    again = make_desk()
    assert again.tab.editor.language.choice.state() is DocumentLanguage.WELSH


def test_reusable_wording_is_found_by_typing_and_filled_in(
    desk: Desk, save_picture: Callable[[QWidget, str], None]
) -> None:
    box = steps(desk)
    QTest.keyClick(box, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    asked = dialog()
    assert isinstance(asked, WordingDialog)
    QTest.keyClicks(asked.typed, "week")
    save_picture(asked, "wording")
    QTest.keyClick(asked.typed, Qt.Key.Key_Return)
    assert box.text().startswith("Until we speak again Priya will:\n- look for vacancies on {website}")
    assert box.textCursor().selectedText() == "{website}"
    QTest.keyClicks(box, "the job page")
    assert "- look for vacancies on the job page each morning" in kept(desk)


def test_a_special_letter_is_picked_by_the_letter_it_is_like(
    desk: Desk, save_picture: Callable[[QWidget, str], None]
) -> None:
    box = steps(desk)
    QTest.keyClicks(box, "d")
    QTest.keyClick(box, Qt.Key.Key_F8)
    asked = dialog()
    assert isinstance(asked, LettersDialog)
    save_picture(asked, "letters")
    QTest.keyClicks(asked.typed, "w")
    assert asked.shown()[0] == "ŵ"
    QTest.keyClick(asked.typed, Qt.Key.Key_Return)
    QTest.keyClicks(box, "r")
    assert box.text() == "dŵr"
    desk.shell.window.activateWindow()
    desk.qtbot.waitUntil(box.hasFocus)


def test_a_lock_comes_back_to_the_caret_with_form_and_words(desk: Desk, passphrase: str) -> None:
    box = steps(desk)
    box.take("Ring **Tesco**\n- one\n- two\nand [see](https://www.gov.uk)")
    cursor = box.textCursor()
    cursor.setPosition(17)
    box.setTextCursor(cursor)
    desk.shell.lock()
    desk.settle()
    helper = desk.shell.findChild(WritingDesk)
    assert isinstance(helper, WritingDesk)
    assert helper.speller is None
    desk.shell.door.face.unlockRequested.emit(passphrase)  # type: ignore[union-attr]
    desk.settle()
    box = desk.tab.editor.steps
    desk.qtbot.waitUntil(lambda: box.textCursor().position() == 17)
    assert box.text() == "Ring **Tesco**\n- one\n- two\nand [see](https://www.gov.uk)"
    assert box.hasFocus()


def test_a_restart_shows_the_same(make_desk: Callable[[], Desk]) -> None:
    text = "Ring **Tesco**\n1. one\n2. two"
    desk = make_desk()
    steps(desk).take(text)
    assert kept(desk) == text
    desk.shell.window.close()
    desk.shell.close()
    assert make_desk().tab.editor.steps.text() == text


def test_only_looking_changes_nothing(desk: Desk) -> None:
    """An old text with odd signs is shown, spelling is looked at, and nothing was edited."""
    box = desk.tab.editor.steps
    odd = "5 ** 3 and * star\n2. old recieve\n\\\\server\\x"
    heard: list[bool] = []
    box.set_text(odd)
    box.edited.connect(lambda: heard.append(True))
    steps(desk)
    desk.settle()
    assert underlined(box)
    assert (box.text(), heard) == (odd, [])
    assert not box.document().isUndoAvailable()


def test_a_key_in_three_pages_is_handled_within_a_frame_with_spelling_on(desk: Desk) -> None:
    """The figure: 3 pages, every tenth word misspelt, all in one text."""
    sentence = "Gathered papers and rang the clinic about the admin post, then recieved an answer by letter. "
    box = steps(desk)
    box.take("\n".join(f"- {sentence * 3}" for _ in range(36)))
    desk.settle()
    assert len(underlined(box)) == 108
    box.moveCursor(box.textCursor().MoveOperation.Start)
    took = []
    for letter in "and so it goes on and on with recieved words " * 2:
        begun = time.process_time()
        QTest.keyClicks(box, letter)
        QApplication.processEvents()
        took.append(time.process_time() - begun)
    middle = sorted(took)[len(took) // 2]
    print(f"a key: {middle * 1000:.1f} ms in the middle, {max(took) * 1000:.1f} ms at most")
    assert middle < FRAME


def test_every_plain_field_has_the_same_help(desk: Desk) -> None:
    """Spelling and letters follow the caret into objectives too, which are plain text."""
    desk.tab.editor.objectives.add()
    row = desk.tab.editor.objectives.rows[-1]
    row.aim.setFocus()
    ready(desk)
    desk.qtbot.wait(60)
    QTest.keyClicks(row.aim, "recieve it ")
    assert underlined(row.aim) == ["recieve"]  # type: ignore[arg-type]
    QTest.keyClick(row.aim, Qt.Key.Key_F8)
    asked = dialog()
    assert isinstance(asked, LettersDialog)
    QTest.keyClicks(asked.typed, "Y")
    QTest.keyClick(asked.typed, Qt.Key.Key_Return)
    assert row.aim.text() == "recieve it Ŷ"


def test_starter_wording_has_no_misspelt_word(desk: Desk) -> None:
    steps(desk)
    speller = ready(desk).speller
    assert speller is not None
    workspace = desk.shell.context.workspace  # type: ignore[union-attr]
    found: list[tuple[snippets.Wording, ...]] = []
    desk.shell.tasks.read(lambda: snippets.every(workspace), owner=desk.tab, done=found.append)
    desk.settle()
    wrong = [
        one.text[at : at + size]
        for one in found[0]
        for at, size in speller.wrong_in(f"{one.title} {one.text}")
    ]
    assert wrong == []
