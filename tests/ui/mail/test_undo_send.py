"""What is said as a message is queued: 'Undo' for as long as it can be taken back, and no longer (I18)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from jfs_desktop.casework.outbox import mail_account, outbox
from jfs_desktop.casework.outbox.mail_account import MailAccount, Route
from jfs_desktop.rules.mail.outbox import MessageState
from tests.mail.loopback import Loopback
from tests.ui.casemaker import case_maker, open_window
from tests.ui.other_program import instead_of_others
from tests.ui.post_office import OFFICE, PostRoom, account_at, agreed, plan_for, take_account
from ui.shell.mail_draft import TOLD
from ui.shell.mail_news import tell_queued
from ui.shell.shell import Shell

Started = Callable[..., Loopback]


class Desk(PostRoom):
    """The window as a message is queued by whichever dialog."""

    def send(self) -> None:
        """Queue the draft JFAP, as a dialog does."""
        context = self.shell.context
        workspace, new = self.workspace, plan_for(self.workspace, self.case_id)
        context.tasks.write(
            lambda: outbox.queue(workspace, new),
            owner=self.shell,
            done=lambda outcome: tell_queued(context, outcome),
        )
        self.settle()

    @property
    def action(self) -> QPushButton:
        made = self.shell.frame.banner.findChild(QPushButton, "banner-action")
        assert isinstance(made, QPushButton)
        return made


@pytest.fixture
def desk(
    own_vault: Path,
    passphrase: str,
    *,
    window_clock: Any,
    make_shell: Callable[..., Shell],
    settle: Callable[[Shell], None],
) -> Desk:
    with case_maker(own_vault, passphrase, window_clock) as maker:
        case_id = agreed(maker)
    return Desk(open_window(make_shell, own_vault, passphrase, settle), window_clock, settle, case_id)


def test_undo_takes_it_back(desk: Desk, started: Started, save_picture: Any) -> None:
    """By one key or click, from wherever it was queued."""
    server = started()
    take_account(desk.workspace, account_at(server.port))
    desk.send()
    assert (desk.news[-1], desk.action.text()) == ("The message goes in 10 seconds.", "Undo")
    save_picture(desk.shell.window, "undo-send")
    QTest.mouseClick(desk.action, Qt.MouseButton.LeftButton)
    desk.settle()
    desk.wait(minutes=1)
    assert (desk.message().state, server.heard.messages) == (MessageState.DRAFT, [])


def test_the_keys_of_undo_take_it_back_while_the_news_stands(desk: Desk, started: Started) -> None:
    """I18: Ctrl+Z means the message, not the change that was made before it."""
    server = started()
    take_account(desk.workspace, account_at(server.port))
    desk.send()
    undo = desk.shell.inside.menus.undo
    assert undo.text() == "&Undo the message that goes" and undo.isEnabled()
    QTest.keySequence(desk.shell.window, QKeySequence(QKeySequence.StandardKey.Undo))
    desk.settle()
    assert desk.message().state is MessageState.DRAFT
    assert undo.text() != "&Undo the message that goes"


def test_undo_is_offered_no_longer_than_it_holds(desk: Desk, started: Started, qtbot: QtBot) -> None:
    """A button that came too late would refuse."""
    take_account(desk.workspace, account_at(started().port, grace_seconds=2))
    desk.send()
    assert desk.action.isVisible()
    qtbot.waitUntil(lambda: not desk.action.isVisible())


def test_without_that_time_nothing_is_offered(desk: Desk, started: Started) -> None:
    take_account(desk.workspace, account_at(started().port, grace_seconds=0))
    desk.send()
    assert "The message goes now." in desk.news
    assert desk.message().state is MessageState.SENT


def test_where_messages_leave_as_drafts_it_is_opened_from_the_news(desk: Desk) -> None:
    """I16: two keystrokes, whichever way."""
    mail_account.put(desk.workspace, MailAccount(Route.DRAFT, sender_address=OFFICE))
    desk.shell.context.preferences.remember(TOLD, "yes")
    desk.send()
    assert desk.action.text() == "Open the draft"
    with instead_of_others() as program:
        QTest.mouseClick(desk.action, Qt.MouseButton.LeftButton)
        desk.settle()
        assert len(program.given) == 1
    assert desk.message().state is MessageState.OPENED
