"""The induction pack in Settings: written, refused with a section missing, published with who approved it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from jfs_desktop.casework.documents import pack_texts
from jfs_desktop.casework.office import staff
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.programme.roles import Role
from ui.dialogs.writing.pack_text import PackTextDialog
from ui.shell.shell import Shell

Settle = Callable[[Shell], None]
Save = Callable[[QWidget, str], None]


class PackDesk:
    """The card on the settings page, and the dialog that it opens."""

    def __init__(self, shell: Shell, settle: Settle) -> None:
        self.shell, self._settle = shell, settle
        self.workspace = shell.context.workspace
        me = self.workspace.me
        staff.change(self.workspace, me.id, name=me.name, role=Role.ANALYST, prap_role=True)
        self.workspace.me = staff.work_as(self.workspace, me.id).value
        shell.frame.show_page("settings")
        settle(shell)
        self.page: Any = shell.frame.page("settings")

    def press(self, name: str, inside: QWidget) -> None:
        made = inside.findChild(QPushButton, name)
        assert made is not None and made.isEnabled(), name
        made.click()
        self._settle(self.shell)

    def opened(self) -> PackTextDialog:
        self.press("pack-write", self.page.pack)
        return next(one for one in self.shell.window.findChildren(PackTextDialog) if one.isVisible())

    def told(self) -> str:
        return " ".join(one.text() for one in self.page.pack.findChildren(QLabel) if one.isVisible())


@pytest.fixture
def desk(shell: Shell, settle: Settle) -> PackDesk:
    return PackDesk(shell, settle)


def test_a_version_is_written_approved_and_published(desk: PackDesk, save_picture: Save) -> None:
    """I15: refused beside the section that is missing, then in force with who approved it."""
    assert "none can be sent" in desk.told()
    dialog = desk.opened()
    desk.press("pack-start", dialog)
    dialog.form.set_value("en.complaints", "")
    dialog.form.set_value("approved_by", "Ceri Vaughan")
    desk.press("pack-publish", dialog)
    assert "is empty" in dialog.form.note("en.complaints")
    desk.press("pack-start", dialog)
    dialog.form.set_value("cy.contact", "")
    desk.press("pack-publish", dialog)
    assert "has no Welsh wording yet" in dialog.form.note("cy.contact")
    save_picture(dialog, "pack-text")
    desk.press("pack-start", dialog)
    contact = dialog.form.field("en.contact")
    contact.setFocus()
    ring = "Ring **us** whenever you like, and ask for whoever is on the desk."
    dialog.form.set_value("en.contact", ring)
    contact.moveCursor(QTextCursor.MoveOperation.End)
    for letters in ("by noon", "or later"):  # in the list that the bar began
        QTest.keyClick(contact, Qt.Key.Key_Return)
        if not dialog.bar.bullets.isChecked():
            dialog.bar.bullets.click()
        QTest.keyClicks(contact, letters)
    desk.press("pack-publish", dialog)
    kept = pack_texts.shelf(desk.workspace).in_force
    assert kept is not None
    assert (kept.number, kept.approved_by, set(kept.texts)) == (1, "Ceri Vaughan", set(DocumentLanguage))
    assert kept.texts[DocumentLanguage.ENGLISH]["contact"] == f"{ring}\n- by noon\n- or later"
    assert "English and Welsh, approved by Ceri Vaughan: goes out now" in desk.told()
    save_picture(desk.shell.window, "pack-settings")


def test_what_is_half_written_is_kept_as_a_draft(desk: PackDesk) -> None:
    dialog = desk.opened()
    dialog.form.set_value("en.contact", "Ring us at")
    desk.press("pack-keep", dialog)
    assert "draft of the next version" in desk.told()
    assert desk.opened().form.value("en.contact") == "Ring us at"
