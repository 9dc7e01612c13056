"""Reusable wording and the own dictionary under Settings, in the real window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from ui.dialogs.writing.own_wording import OwnWordsDialog, WordingForm, WordingList
from ui.shell.shell import Shell
from ui.shell.telling import UNSHOWN

Settle = Callable[[Shell], None]
Picture = Callable[[QWidget, str], None]


def page(shell: Shell, settle: Settle) -> QWidget:
    shell.frame.show_page("settings")
    settle(shell)
    return shell.frame.page("settings")


def press(whole: QWidget, name: str) -> None:
    found = whole.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def modal() -> QWidget:
    found = QApplication.activeModalWidget()
    assert found is not None
    return found


def test_wording_is_written_changed_and_removed_with_undo(
    shell: Shell, settle: Settle, save_picture: Picture
) -> None:
    press(page(shell, settle), "settings-wording")
    settle(shell)
    listed = modal()
    assert isinstance(listed, WordingList)
    save_picture(listed, "wording-list")
    count = listed.list.count()
    assert any("shipped" in listed.list.item(row).text() for row in range(count))
    press(listed, "wording-new")
    form = modal()
    assert isinstance(form, WordingForm)
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    settle(shell)
    assert "title" in form.form.note("title")
    QTest.keyClicks(form.form.field("title"), "Bus pass")
    QTest.keyClicks(form.text, "- {first name} asks for a bus pass")
    save_picture(form, "wording-form")
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    settle(shell)
    assert listed.list.count() == count + 1
    QTest.keyClicks(listed.typed, "bus pass")
    assert listed.list.count() == 1
    listed.list.setCurrentRow(0)
    press(listed, "wording-change")
    form = modal()
    assert isinstance(form, WordingForm)
    assert form.text.text() == "- {first name} asks for a bus pass"
    assert not form.dirty()
    title = form.form.field("title")
    assert isinstance(title, QLineEdit)
    title.setText("Bus pass\x07, free")
    QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    settle(shell)
    assert shell.frame.banner.text == f"'Bus pass, free' is kept. {UNSHOWN}", "P8: cleaned, and said so"
    press(listed, "wording-remove")
    settle(shell)
    assert listed.list.count() == 0
    listed.typed.clear()
    assert listed.list.count() == count
    undo = next(one for one in shell.inside.menus.actions() if "remove the wording" in one.text())
    undo.trigger()
    settle(shell)
    assert listed.list.count() == count + 1


def test_a_word_goes_into_the_dictionary_and_out(shell: Shell, settle: Settle, save_picture: Picture) -> None:
    press(page(shell, settle), "settings-words")
    settle(shell)
    dialog = modal()
    assert isinstance(dialog, OwnWordsDialog)
    QTest.keyClicks(dialog.word, "Llanwrst")
    QTest.keyClick(dialog.word, Qt.Key.Key_Return)
    settle(shell)
    assert [dialog.list.item(row).text() for row in range(dialog.list.count())] == ["Llanwrst"]
    save_picture(dialog, "own-words")
    QTest.keyClicks(dialog.word, "two words")
    QTest.keyClick(dialog.word, Qt.Key.Key_Return)
    settle(shell)
    assert "one word" in dialog.form.note("word")
    dialog.list.setCurrentRow(0)
    press(dialog, "own-word-remove")
    settle(shell)
    assert dialog.list.count() == 0
