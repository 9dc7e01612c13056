"""Settings: how messages leave, and whether they can (I18, D3)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.outbox import carrying, mail_account
from jfs_desktop.casework.outbox.mail_account import ROUTE_NAMES, MailAccount, Route
from jfs_desktop.errors import UserError
from jfs_desktop.mail import secrets
from jfs_desktop.mail.delivery import Delivery
from jfs_desktop.outcome import Changed
from jfs_desktop.rules.writing.wording import counted
from ui.dialogs.office.mail_account import SECURITIES, MailAccountDialog
from ui.pages.safeguarding_card import SelfReadingCard
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.connection_steps import ConnectionSteps
from ui.widgets.name_values import NameValues
from ui.widgets.text import label

NONE_CHOSEN = "Not chosen yet: nothing goes from here. Choose a way, then test it."


class MailCard(SelfReadingCard):
    """The way, the server and the sender; tries the way out, step by step, and sends nothing by it."""

    cares = Changed.SETTINGS

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("E-mail", context, parent)
        self._account: MailAccount | None = None
        self.test = button("Test the connection", "plain", self._test, name="mail-card-test")
        self.change = button("Change…", "plain", self._change, name="mail-card-change")
        self.verbs.addWidget(self.test)
        self.verbs.addWidget(self.change)
        self.lines = NameValues()
        self.told = label("", "warning", wrap=True)
        self.told.setObjectName("mail-card-told")
        self.steps = ConnectionSteps()
        for widget in (self.told, self.lines, self.steps):
            self.body.addWidget(widget)
        self.change.setEnabled(False)
        self.test.hide()
        self.told.hide()

    def load(self) -> None:
        workspace = self.context.workspace
        self.context.tasks.read(lambda: mail_account.get(workspace), owner=self, done=self._show)

    def clear(self) -> None:
        """Let go of what is shown; called when the vault locks."""
        self.lines.clear()
        self.steps.clear()

    def _show(self, account: MailAccount) -> None:
        if account != self._account:
            self.steps.clear()
        self._account = account
        self.change.setEnabled(True)
        self.test.setVisible(account.sends)
        self._warn(NONE_CHOSEN if account.route is Route.NONE else "")
        self.lines.show_lines(_lines(account))
        if account.route is Route.SERVER:
            self.context.tasks.afar(lambda: secrets.is_kept(account.server), owner=self, done=self._show_kept)

    def _show_kept(self, kept: bool) -> None:
        account = self._account
        if account is not None and account.route is Route.SERVER and not kept:
            self._warn("No password is kept for this account on this computer: type it under 'Change…'.")

    def _warn(self, text: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def _change(self) -> None:
        if self._account is not None:
            MailAccountDialog(self.context, self._account, self.window()).open()

    def _test(self) -> None:
        account = self._account
        if account is None:
            return
        self.steps.wait()
        self.test.setEnabled(False)
        self.context.tasks.afar(
            lambda: carrying.try_out(account), owner=self, done=self._tried, failed=self._failed
        )

    def _tried(self, steps: tuple[Delivery, ...]) -> None:
        self.test.setEnabled(True)
        self.steps.tell(steps)

    def _failed(self, error: UserError) -> None:
        self.test.setEnabled(True)
        self.steps.clear()
        self.context.say.problem(error)


def _lines(account: MailAccount) -> list[tuple[str, str]]:
    lines = [("Messages leave by", ROUTE_NAMES[account.route])]
    if account.sender_address:
        name = account.sender_name
        lines.append(("Sender", f"{name} <{account.sender_address}>" if name else account.sender_address))
    if account.route is Route.SERVER:
        lines.append(
            ("Server", f"{account.host}, port {account.port}, {SECURITIES[account.security].split(' ')[0]}")
        )
        if account.user:
            lines.append(("User name", account.user))
    if account.route is Route.FOLDER:
        lines.append(("Folder", account.folder))
    if account.sends:
        lines.append(("Can be taken back for", counted(account.grace_seconds, "second")))
    lines.append(("DWP's addresses", ", ".join(account.dwp_addresses) or "None entered"))
    return lines
