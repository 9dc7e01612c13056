"""Settings: how messages leave is chosen, tried out step by step and kept; the password in the keyring alone
(I18, D3; SECURITY 4, SMTP downgrade)."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from jfs_desktop.casework.outbox import mail_account
from jfs_desktop.casework.outbox.mail_account import MailAccount, Route
from jfs_desktop.mail import secrets
from jfs_desktop.mail.delivery import Security
from tests.mail.loopback import SECRET, USER, Behaviour, Loopback
from tests.ui.post_office import OFFICE, MemoryRing, account_at, take_account
from ui.dialogs.office.mail_account import MailAccountDialog
from ui.pages.mail_card import MailCard
from ui.pages.settings import SettingsPage
from ui.shell.shell import Shell

Started = Callable[..., Loopback]
ALL = ["✓ Find the server", "✓ Connect to it", "✓ Encrypt the connection and check who answers", "✓ Sign in"]


class Desk:
    """The card in Settings, and short ways to press what stands there."""

    def __init__(self, shell: Shell, settle: Callable[[Shell], None]) -> None:
        self.shell, self._settle = shell, settle
        self.news: list[str] = []
        shell.say.newsSaid.connect(lambda news: self.news.append(news.text))
        self.workspace = shell.context.workspace
        shell.frame.show_page("settings")
        self.settle()
        page = shell.frame.page("settings")
        assert isinstance(page, SettingsPage)
        self.card: MailCard = page.mail

    def settle(self) -> None:
        self._settle(self.shell)

    def click(self, made: QPushButton) -> None:
        QTest.mouseClick(made, Qt.MouseButton.LeftButton)
        self.settle()

    def change(self) -> MailAccountDialog:
        self.click(self.card.change)
        found = QApplication.activeModalWidget()
        assert isinstance(found, MailAccountDialog), found
        return found

    def account(self) -> MailAccount:
        return mail_account.get(self.workspace)


@pytest.fixture
def desk(shell: Shell, settle: Callable[[Shell], None]) -> Desk:
    return Desk(shell, settle)


def type_in(dialog: MailAccountDialog, **values: Any) -> None:
    for name, value in values.items():
        dialog.form.set_value(name, value)


def of_server(server: Loopback, **said: Any) -> dict[str, Any]:
    return {
        "route": Route.SERVER,
        "sender_name": "Northgate Skills",
        "sender_address": OFFICE,
        "host": "127.0.0.1",
        "port": server.port,
        "security": Security.STARTTLS,
        "user": USER,
        "secret": SECRET,
    } | said


def test_a_way_is_chosen_tried_and_saved(
    desk: Desk, started: Started, ring: MemoryRing, tmp_path: Path, save_picture: Any
) -> None:
    """First run: before anything is saved; and the vault never has the password."""
    server = started()
    assert desk.card.told.text().startswith("Not chosen yet")
    dialog = desk.change()
    type_in(dialog, **of_server(server, dwp_addresses="jfs@dwp.example\n\nmi@dwp.example"))
    desk.click(dialog.test)
    assert dialog.steps.words() == [*ALL, "Messages can go this way. Nothing was sent."]
    assert (server.heard.messages, ring.held) == ([], {})
    save_picture(dialog, "mail-account")
    desk.click(dialog.go)
    account = desk.account()
    assert (account.host, account.user, account.grace_seconds) == ("127.0.0.1", USER, 10)
    assert account.dwp_addresses == ("jfs@dwp.example", "mi@dwp.example")
    assert list(ring.held.values()) == [SECRET]
    assert desk.card.told.isHidden()
    desk.click(desk.card.test)
    assert desk.card.steps.words()[:4] == ALL
    save_picture(desk.shell.window, "mail-card")
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or SECRET.encode() not in file.read_bytes()


@pytest.mark.parametrize(
    ("behaviour", "said", "failed"),
    [
        (Behaviour(says={"AUTH": "535 5.7.8 no"}), {}, "✗ Sign in"),
        (Behaviour(), {"secret": "wrong"}, "✗ Sign in"),
        (Behaviour(), {"host": "mail.nowhere.invalid"}, "✗ Find the server"),
        (Behaviour(), {"host": "localhost"}, "✗ Encrypt the connection and check who answers"),
        (Behaviour(), {"security": Security.TLS}, "✗ Encrypt the connection and check who answers"),
    ],
)
def test_the_step_that_fails_is_named(
    desk: Desk, started: Started, behaviour: Behaviour, said: dict[str, Any], failed: str
) -> None:
    """I18: with what to do about it; a certificate of another name is refused (SMTP downgrade)."""
    dialog = desk.change()
    type_in(dialog, **of_server(started(behaviour), **said))
    desk.click(dialog.test)
    words = dialog.steps.words()
    assert failed in words
    assert not [one for one in words[words.index(failed) :] if one.startswith("✓")]
    assert words[words.index(failed) + 1].endswith((".", "to it."))
    assert dialog.test.isEnabled()


def test_a_port_where_nobody_listens_is_the_second_step(desk: Desk, started: Started) -> None:
    """I18."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = free.getsockname()[1]
    dialog = desk.change()
    type_in(dialog, **of_server(started(), port=nobody))
    desk.click(dialog.test)
    words = dialog.steps.words()
    assert words[:2] == [ALL[0], "✗ Connect to it"]
    assert words[3].startswith("The system says: "), "no server answered"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"sender_address": "office"}, "sender_address"),
        ({"host": ""}, "host"),
        ({"user": " "}, "user"),
        ({"dwp_addresses": "jfs at dwp"}, "dwp_addresses"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    desk: Desk, started: Started, said: dict[str, Any], field: str
) -> None:
    """D3."""
    dialog = desk.change()
    type_in(dialog, **of_server(started(), **said))
    desk.click(dialog.go)
    assert dialog.form.note(field)
    assert desk.account() == MailAccount()


def test_a_folder_is_tried_out_and_left_empty(desk: Desk, tmp_path: Path) -> None:
    """I18."""
    drop = tmp_path / "drop"
    drop.mkdir()
    dialog = desk.change()
    type_in(dialog, route=Route.FOLDER, sender_address=OFFICE, folder=str(drop))
    desk.click(dialog.test)
    assert dialog.steps.words()[0] == "✓ Write into the folder"
    assert list(drop.iterdir()) == []
    type_in(dialog, folder=str(tmp_path / "gone"))
    desk.click(dialog.test)
    assert dialog.steps.words()[0] == "✗ Write into the folder"


def test_a_missing_password_is_told_on_the_card(desk: Desk, started: Started, ring: MemoryRing) -> None:
    """SECURITY 4: another computer's keyring has it not."""
    take_account(desk.workspace, account_at(started().port))
    ring.held.clear()
    desk.card.load()
    desk.settle()
    assert "No password is kept" in desk.card.told.text()
    secrets.keep(account_at(9).server, SECRET)
    desk.card.load()
    desk.settle()
    assert desk.card.told.isHidden()
