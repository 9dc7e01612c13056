"""A message with what goes with it: looked at, and put into the outbox (I14, I16, X3, X6, W8, M10, Q6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from jfs_desktop.casework.outbox import mail_offers, outbox_corrections
from jfs_desktop.casework.outbox.mail_guards import AskFirst
from jfs_desktop.casework.outbox.mail_offers import PACK, MailAbout, MailOffer, TypedMail
from jfs_desktop.casework.outbox.message_views import MessageView
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.mail.recipients import Finding, Weight
from ui.dialogs.viewing.paper_look import PaperLook
from ui.shell.context import Context
from ui.shell.mail_news import tell_queued
from ui.widgets.form_dialog import FormDialog
from ui.widgets.form_kit import FormKit, note_box
from ui.widgets.text import label

TITLES = {
    "pack": "Send the induction pack",
    "draft_jfap": "Send the draft JFAP",
    "final_jfap": "Send the final JFAP",
    "jcp_jfap": "Send the JFAP",
    "jfs07": "Send JFS07",
    "prap14": "Send PRaP14",
    "survey": "Send the satisfaction survey",
    "exit": "Send the exit message",
}
NO_ROUTE = (
    "How messages leave is not chosen yet: choose it in Settings, under E-mail. Until then record what you "
    "sent by another way."
)


WAITS = "You can send all the same: the message waits in the outbox until it can go."


class ComposeDialog(FormDialog):
    """Everything stands ready: Ctrl+Enter sends it. What speaks against the address is asked first, here."""

    def __init__(
        self,
        context: Context,
        offer: MailOffer,
        parent: QWidget | None,
        by_hand: Callable[[], None] | None,
    ) -> None:
        title = TITLES.get(offer.purpose, "Send a message")
        super().__init__("Change the message" if offer.changes else title, "", parent, width=680)
        self.heading.setText(
            f"{self.windowTitle()} to {offer.to_name}"
        )  # the window's own title names nobody
        self._context, self._offer = context, offer
        self.form = FormKit(columns=1)
        self.against = label("", "warning", wrap=True)
        self.against.setObjectName("compose-against")
        self.sure = QCheckBox("Yes, that is right")
        self.sure.setObjectName("compose-sure")
        self._asked: tuple[Finding, ...] = ()
        self._make_fields()
        self.content.addWidget(self.form)
        self.content.addWidget(self.against)
        self.content.addWidget(self.sure)
        self.add_cancel()
        if by_hand is not None:
            self.other = self.add_verb("It went by another way…", "plain", lambda: self._leave(by_hand))
            self.other.setObjectName("compose-by-hand")
        self.go = self.add_verb("Send", "primary", self._send, default=True)
        self.go.setObjectName("compose-send")
        self._show_against(offer.against)
        if offer.held_up or not offer.sends:
            self.body.setText(f"{offer.held_up} {WAITS}" if offer.sends else NO_ROUTE)
            self.body.show()
        self.go.setEnabled(offer.sends)
        self._before = self.form.values()
        (self.form.field("late_reason") if offer.late and offer.sends else self.go).setFocus()

    @classmethod
    def ask(
        cls,
        context: Context,
        case_id: UUID,
        what: str,
        parent: QWidget | None,
        by_hand: Callable[[], None] | None = None,
        *,
        about: MailAbout | None = None,
    ) -> None:
        """Read what would go, one of those that ``mail_offers`` makes, and open it; ``by_hand`` opens the
        form for what went by another way."""
        workspace = context.workspace
        context.tasks.read(
            lambda: mail_offers.offer(workspace, case_id, what, about),
            owner=parent or context.hub,
            done=lambda offer: cls(context, offer, parent, by_hand).open(),
            failed=context.say.problem,
        )

    @classmethod
    def change(cls, context: Context, message_id: UUID, parent: QWidget | None) -> None:
        """Open a message of the outbox that was taken back or did not go, to be changed and sent."""
        workspace = context.workspace
        context.tasks.read(
            lambda: outbox_corrections.offer(workspace, message_id),
            owner=parent or context.hub,
            done=lambda offer: cls(context, offer, parent, None).open(),
            failed=context.say.problem,
        )

    def _make_fields(self) -> None:
        offer, form = self._offer, self.form
        to: QLineEdit = form.add("to", "To", QLineEdit(offer.to_address))
        to.textChanged.connect(lambda _: self._show_against(()))  # what was answered, was of another address
        form.add("subject", "Subject", QLineEdit(offer.subject))
        kept = f"Keep what it must say: {', '.join(offer.must)}." if offer.must else ""
        message: QPlainTextEdit = form.add("message", "Message", note_box(9), help=kept)
        message.setPlainText(offer.body)
        if offer.purpose == PACK and offer.changes is None:
            form.add(
                "insert",
                "Only for this person, in the pack",
                note_box(2),
                help="Such as how to reach a room without stairs. Leave it empty where nothing is needed.",
            )
        form.add("late_reason", "Why it is late", QLineEdit(), help=offer.late)
        form.set_shown("late_reason", bool(offer.late))
        written = f"Written in {offer.language.called}. {offer.older}".strip()
        self.written_in = label(written, "warning" if offer.older else "soft", wrap=True)
        self.written_in.setObjectName("compose-written-in")
        self.content.addWidget(self.written_in)
        self.paper = PaperLook(self._context, offer, self._typed, self.show_error)
        self.content.addWidget(self.paper)
        self.paper.setVisible(bool(offer.papers))

    def _show_against(self, found: Sequence[Finding]) -> None:
        """What speaks against it; what is asked can be answered here."""
        self.against.setText("\n".join(one.words for one in found))
        self.against.setVisible(bool(found))
        asks = bool(found) and all(one.weight is Weight.ASK for one in found)
        self._asked = tuple(found) if asks else ()
        self.sure.setVisible(asks)
        self.sure.setChecked(False)

    def _send(self) -> None:
        if not self.go.isEnabled():
            return
        typed = self._typed()
        workspace, offer = self._context.workspace, self._offer
        what, changes = mail_offers.what_of(offer.purpose), offer.changes
        self.set_busy(True)
        self._context.tasks.write(
            lambda: (
                mail_offers.queue(workspace, offer.case_id, what, typed, offer.about)
                if changes is None
                else outbox_corrections.correct(workspace, changes, typed)
            ),
            owner=self,
            done=self._queued,
            failed=self._refused,
        )

    def _typed(self) -> TypedMail:
        values = self.form.values()
        return TypedMail(
            values["to"],
            values["subject"],
            values["message"],
            values.get("insert", ""),
            values["late_reason"],
            tuple(one.words for one in self._asked) if self.sure.isChecked() else (),
        )

    def _queued(self, outcome: Outcome[MessageView]) -> None:
        self.accept()
        tell_queued(self._context, outcome)

    def _refused(self, error: UserError) -> None:
        if isinstance(error, AskFirst):
            self.set_busy(False)
            self._show_against(error.found)
            self.sure.setFocus()
            return
        self.show_refusal(error, self.form, {"to": "to", "body": "message"})

    def _leave(self, by_hand: Callable[[], None]) -> None:
        self.discard()
        by_hand()
