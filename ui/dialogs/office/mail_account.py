"""How messages leave: the way, the mail server, the sender, DWP's addresses (D3, I18)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from jfs_desktop.casework.outbox import carrying, mail_account, outbox_decisions
from jfs_desktop.casework.outbox.mail_account import LARGEST, LONGEST_GRACE, ROUTE_NAMES, MailAccount, Route
from jfs_desktop.errors import UserError
from jfs_desktop.mail import secrets
from jfs_desktop.mail.delivery import Delivery, Security, SignIn
from jfs_desktop.outcome import Outcome
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.connection_steps import ConnectionSteps
from ui.widgets.form_dialog import FormDialog
from ui.widgets.form_kit import FormKit, choice, note_box, number_field

SECURITIES = {Security.STARTTLS: "STARTTLS (usually port 587)", Security.TLS: "TLS (usually port 465)"}
SIGN_INS = {
    SignIn.PASSWORD: "User name and password",
    SignIn.TOKEN: "User name and OAuth2 token",
    SignIn.NONE: "None: the server knows this office",
}
OF_SERVER = ("host", "port", "security", "sign_in", "user", "secret")
NOT_KEPT = (
    "This computer keeps no passwords: it is held until the program ends, and has to be typed again then."
)


class MailAccountDialog(FormDialog):
    """What is typed can be tried out before it is saved; the password goes into the system's keyring."""

    def __init__(self, context: Context, account: MailAccount, parent: QWidget | None) -> None:
        super().__init__("How messages leave", "", parent, width=640)
        self._context = context
        self.form = FormKit(columns=2)
        self._make_fields()
        self._fill(account)
        self._before = self.form.values()
        self.steps = ConnectionSteps()
        self.content.addWidget(self.form)
        self.content.addWidget(self.steps)
        self.form.changed.connect(lambda _: self._fold())
        self.add_cancel()
        self.test = self.add_verb("Test the connection", "plain", self._test)
        self.test.setObjectName("mail-test")
        self.go = self.add_verb("Save", "primary", self._save, default=True)
        self.go.setObjectName("mail-save")
        self._fold()
        self.form.field("route").setFocus()

    @classmethod
    def ask(cls, context: Context, parent: QWidget, saved: Callable[[], object]) -> None:
        """Read the account in force and open it over ``parent``; ``saved`` is called once it was changed."""
        workspace = context.workspace

        def opened(account: MailAccount) -> None:
            dialog = cls(context, account, parent)
            dialog.accepted.connect(saved)
            dialog.open()

        context.tasks.read(lambda: mail_account.get(workspace), owner=parent, done=opened)

    def _make_fields(self) -> None:
        form = self.form
        form.add("route", "How messages leave", choice(ROUTE_NAMES), span=2)
        form.add("sender_name", "Sender's name", QLineEdit(), help="As the recipient sees it.")
        form.add("sender_address", "Sender's address", QLineEdit(), help="Replies come to it.")
        form.add("host", "Mail server", QLineEdit(), help="Such as smtp.example.org.")
        form.add("port", "Port", number_field(1, 65535))
        form.add("security", "Encryption", choice(SECURITIES), help="Nothing is ever sent without.")
        form.add("sign_in", "Sign-in", choice(SIGN_INS))
        form.add("user", "User name", QLineEdit())
        secret = form.add(
            "secret", "Password or token", QLineEdit(), help="Empty leaves it as it is. Kept by the system."
        )
        secret.setEchoMode(QLineEdit.EchoMode.Password)
        form.add("folder", "Folder", QLineEdit(), help="Another program sends what lies in it.", span=2)
        self.choose = button("Choose the folder…", "plain", self._choose, name="mail-folder")
        form.add_row(self.choose)
        form.add("grace_seconds", "Seconds to take a message back", number_field(0, LONGEST_GRACE))
        form.add("ask_above_mb", "Ask before sending more than (MB)", number_field(1, LARGEST))
        form.add(
            "dwp_addresses",
            "DWP's addresses",
            note_box(3),
            help="One a line. What is for DWP goes to these alone, or to the address that a request names.",
            span=2,
        )

    def _fill(self, account: MailAccount) -> None:
        for name in self.form.names():
            if name not in ("secret", "dwp_addresses"):
                self.form.set_value(name, getattr(account, name))
        self.form.set_value("dwp_addresses", "\n".join(account.dwp_addresses))

    def _fold(self) -> None:
        """Show what the chosen way needs; what was tried before is old."""
        route = Route(self.form.value("route"))
        server = route is Route.SERVER
        for name in OF_SERVER:
            self.form.set_shown(name, server)
        signs_in = server and self.form.value("sign_in") != SignIn.NONE
        self.form.set_shown("user", signs_in)
        self.form.set_shown("secret", signs_in)
        self.form.set_shown("folder", route is Route.FOLDER)
        self.choose.setVisible(route is Route.FOLDER)
        self.form.set_shown("grace_seconds", server or route is Route.FOLDER)
        self.form.set_shown("ask_above_mb", route not in (Route.NONE, Route.HAND))
        self.test.setVisible(server or route is Route.FOLDER)
        self.steps.clear()

    def _typed(self) -> MailAccount:
        values: dict[str, Any] = self.form.values()
        del values["secret"]
        lines = tuple(one.strip() for one in values.pop("dwp_addresses").splitlines() if one.strip())
        values["route"], values["security"] = Route(values["route"]), Security(values["security"])
        values["sign_in"] = SignIn(values["sign_in"])  # a choice gives its value back as plain text
        return MailAccount(**values, dwp_addresses=lines)

    def _test(self) -> None:
        try:
            account = mail_account.checked(self._typed())
        except UserError as refused:
            self._refused(refused)
            return
        secret = self.form.value("secret")
        self.steps.wait()
        self.test.setEnabled(False)
        self._context.tasks.afar(
            lambda: carrying.try_out(account, secret), owner=self, done=self._tried, failed=self._refused
        )

    def _tried(self, steps: tuple[Delivery, ...]) -> None:
        self.test.setEnabled(True)
        self.steps.tell(steps)
        self.bring_into_sight(self.steps)

    def _save(self) -> None:
        if not self.go.isEnabled():
            return
        self.set_busy(True)
        workspace, account, secret = self._context.workspace, self._typed(), self.form.value("secret")
        self._context.tasks.write(
            lambda: mail_account.put(workspace, account),
            owner=self,
            done=lambda outcome: self._saved(outcome, secret),
            failed=self._refused,
        )

    def _saved(self, outcome: Outcome[MailAccount], secret: str) -> None:
        context, account = self._context, outcome.value
        self.accept()
        if secret and account.route is Route.SERVER:
            context.tasks.afar(
                lambda: secrets.keep(account.server, secret),
                owner=context.hub,
                done=lambda kept: _settled(context, outcome, kept=kept),
            )
        else:
            _settled(context, outcome, kept=True)

    def _refused(self, error: UserError) -> None:
        self.test.setEnabled(True)
        self.show_refusal(error, self.form)

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Folder for messages", self.form.value("folder"))
        if chosen:
            self.form.set_value("folder", chosen)


def _settled(context: Context, outcome: Outcome[MailAccount], *, kept: bool) -> None:
    """Everything is in place: what waited for it is tried at once."""
    workspace = context.workspace
    context.hub.tell(outcome)
    context.say.news("Saved how messages leave." if kept else NOT_KEPT, level="good" if kept else "info")
    context.tasks.write(lambda: outbox_decisions.try_now(workspace), owner=context.hub, done=context.hub.tell)
