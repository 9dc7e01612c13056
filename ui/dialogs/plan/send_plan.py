"""Record that the JFAP went to the participant: route, to whom, when, which words, what proof (I16, X3)."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from jfs_desktop.casework.agreement import plan_sending
from jfs_desktop.casework.agreement.plan_sending import SendingOffer, SentPlan
from jfs_desktop.casework.documents.document_views import DocumentView
from jfs_desktop.casework.outbox import mail_account
from jfs_desktop.casework.outbox.mail_account import MailAccount
from jfs_desktop.casework.outbox.mail_offers import PLAN
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from ui.dialogs.mail.compose import ComposeDialog
from ui.shell.context import Context
from ui.shell.telling import with_form_kept
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.form_kit import FormKit, choice, note_box
from ui.widgets.secret_clipboard import copy_secret

STAYS_MS = 300_000
"""For which the message stays on the clipboard: it names a person."""


class SendPlanDialog(FormDialog):
    """The message stands ready to be copied; what was sent is recorded, and the exact copy kept."""

    def __init__(
        self, context: Context, offer: SendingOffer, parent: QWidget | None, done: Callable[[], None] | None
    ) -> None:
        what = "the final JFAP" if offer.final else f"version {offer.version} of the JFAP"
        super().__init__(f"Send {what}", "", parent, width=680)
        self.heading.setText(f"Send {what} to {offer.name}")  # the window's own title names nobody
        self._context, self._offer, self._done = context, offer, done
        self.body.setText(
            "Send the document with this message, then record it here. The exact copy is kept with its hash. "
            f"({'JFS 5.02, 5.20' if offer.final else 'JFS 3.19, 4.04'}) {offer.language}".strip()
        )
        self.body.show()
        self.form = FormKit(columns=2)
        self._make_fields()
        self.content.addWidget(self.form)
        self.add_cancel()
        self.copy = self.add_verb("Copy the message", "plain", self._copy)
        self.copy.setObjectName("copy-message")
        self.save = self.add_verb("Record it sent", "primary", self._record, default=True)
        self.save.setObjectName("record-sent")
        self.channel.currentIndexChanged.connect(lambda _: self._fill())
        self._fill()
        self._before = self.form.values()
        self.channel.setFocus()

    @classmethod
    def ask(
        cls, context: Context, case_id: UUID, parent: QWidget | None, done: Callable[[], None] | None = None
    ) -> None:
        """Open the message where messages go from here by themselves, and else this form, which can be
        reached from there too; ``done`` is called once it is recorded here."""
        workspace, owner = context.workspace, parent or context.hub

        def by_hand() -> None:
            context.tasks.read(
                lambda: plan_sending.offer(workspace, case_id),
                owner=owner,
                done=lambda offer: cls(context, offer, parent, done).open(),
                failed=context.say.problem,
            )

        def choose(account: MailAccount) -> None:
            if account.sends:
                ComposeDialog.ask(context, case_id, PLAN, parent, by_hand)
            else:
                by_hand()

        context.tasks.read(lambda: mail_account.get(workspace), owner=owner, done=choose)

    def _make_fields(self) -> None:
        offer, form = self._offer, self.form
        now = self._context.clock.now().astimezone(LONDON)
        self.channel: QComboBox = form.add(
            "channel", "By which way", choice({"": "Choose…", **offer.channels})
        )
        form.add("sent_to", "Sent to", QLineEdit())
        message: QPlainTextEdit = form.add(
            "message",
            f"Message: {offer.message.subject}",
            note_box(9),
            span=2,
            help=f"Keep what it must say: {', '.join(offer.message.must)} ({offer.message.paragraph}).",
        )
        message.setPlainText(offer.message.text)
        form.add("on", "Sent on", DateField(now.date(), now.date()))
        form.add("at", "At", TimeField())
        form.add(
            "proof",
            "Proof",
            QLineEdit(),
            span=2,
            help="Where it can be seen that it went, such as the sent items.",
        )
        form.add("late_reason", "Why it is late", QLineEdit(), span=2)
        form.set_shown("late_reason", False)
        form.set_value("channel", offer.preferred)

    def _fill(self) -> None:
        """Where it goes by that way, unless something else was typed."""
        said = str(self.form.value("sent_to"))
        if not said or said in self._offer.places.values():
            self.form.set_value("sent_to", self._offer.places.get(str(self.channel.currentData()), ""))

    def _copy(self) -> None:
        copy_secret(str(self.form.value("message")), STAYS_MS)
        self._context.say.news("The message is copied.")

    def _record(self) -> None:
        if not self.save.isEnabled():
            return
        notes = self.form.date_problems()
        if self.form.value("on") is None and "on" not in notes:
            notes["on"] = ("Type the day.", "error")
        self.form.set_notes(notes)
        if notes:
            self.form.focus_first_note()
            return
        values = self.form.values()
        sent = SentPlan(
            values["channel"],
            values["sent_to"],
            values["on"],
            values["at"],
            values["message"],
            values["proof"],
            late_reason=values["late_reason"],
        )
        workspace, case_id = self._context.workspace, self._offer.case_id
        self.set_busy(True)
        self._context.tasks.write(
            lambda: plan_sending.send(workspace, case_id, sent),
            owner=self,
            done=self._sent,
            failed=self._refused,
        )

    def _sent(self, outcome: Outcome[DocumentView]) -> None:
        self.accept()
        self._context.hub.tell(outcome)
        if self._done is not None:
            self._done()
        what = "The final JFAP" if self._offer.final else "The draft JFAP"
        told = f"{what} is recorded as sent; the exact copy is kept."
        self._context.say.news(with_form_kept(told, outcome.value))

    def _refused(self, error: UserError) -> None:
        names = {"to": "sent_to", "note": "proof"}
        self.show_refusal(error, self.form, names)
