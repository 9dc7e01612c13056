"""Where the person is on the JFAP tab: seen again after an unlock, and safe from a hasty Enter."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QScrollArea

from tests.ui.plan.conftest import Desk
from ui.dialogs.plan.make_version import MakeVersionDialog


def test_an_unlock_brings_the_field_with_the_caret_into_view(desk: Desk, passphrase: str) -> None:
    """SECURITY 2.2: the last field of a long plan is on the screen again, not scrolled away."""
    desk.add("Two tailored applications a week", "Apply to the clinic", "Two sent each Friday", "11 jun")
    box = desk.tab.editor.steps
    box.setFocus()
    desk.qtbot.keyClicks(box, "Send the form")
    _bring_to_the_end(desk)
    desk.shell.lock()
    desk.settle()
    desk.shell.door.face.unlockRequested.emit(passphrase)  # type: ignore[union-attr]
    desk.settle()
    box = desk.tab.editor.steps
    desk.qtbot.waitUntil(lambda: not box.visibleRegion().isEmpty())
    assert (box.hasFocus(), box.textCursor().position()) == (True, len("Send the form"))


def test_enter_does_not_agree_before_the_way_is_said(desk: Desk) -> None:
    """P1 (JFS 3.19): the question opens on how the participant agreed, not on its button."""
    desk.add("First", "Ring the clinic", "Call noted", "11 jun")
    desk.tab.agree()
    desk.settle()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MakeVersionDialog)
    assert QApplication.focusWidget() is dialog.how
    dialog.reject()


def _bring_to_the_end(desk: Desk) -> None:
    for area in desk.tab.findChildren(QScrollArea):
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
