"""On the adviser's word: that a message went, by which channel, when, and how it is known (I18, JFS 3.19)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QLineEdit, QWidget

from jfs_desktop.casework.outbox import outbox_decisions
from jfs_desktop.casework.outbox.message_views import MessageView
from jfs_desktop.casework.outbox.outbox_decisions import Went
from jfs_desktop.outcome import Outcome
from ui.dialogs.questions.when_it_went import ask_when, when_told
from ui.shell.context import Context
from ui.widgets.form_dialog import FormDialog
from ui.widgets.form_kit import FormKit, choice, note_box
from ui.widgets.outbox_words import purpose_name


@dataclass(frozen=True, slots=True)
class KnownToHaveGone:
    """What is known already of how a message went: ``at`` (aware) when, as nearly as that is known, ``note``
    how it is known; ``recorded`` is called once it stands."""

    at: datetime
    note: str
    recorded: Callable[[], object]


class MessageWentDialog(FormDialog):
    """Once recorded it is what the message was for: the fact of the case stands from the moment typed."""

    def __init__(
        self,
        context: Context,
        message: MessageView,
        ways: Mapping[str, str],
        parent: QWidget | None,
        known: KnownToHaveGone | None = None,
    ) -> None:
        text = f"{purpose_name(message)}, to {message.to_name or message.to_address}."
        super().__init__("Record that it went", text, parent, width=560)
        self._context, self._message = context, message
        self.form = FormKit(columns=2)
        self.form.add("channel", "How", choice({"": "Choose…", **ways}), span=2)
        self.form.set_value("channel", "email" if "email" in ways else "")
        ask_when(self.form, known.at if known is not None else context.clock.now())
        self.form.add("note", "How you know that it went", note_box(2), span=2)
        self.form.set_value("note", known.note if known is not None else "")
        self.form.add("late_reason", "Why it is late", QLineEdit(), span=2)
        self.form.set_shown("late_reason", False)
        self._before = self.form.values()
        self.content.addWidget(self.form)
        self.add_cancel()
        self.go = self.add_verb("Record it", "primary", self._go, default=True)
        self.go.setObjectName("message-went")
        self.form.field("note").setFocus()
        if known is not None:
            self.accepted.connect(known.recorded)

    @classmethod
    def ask(
        cls, context: Context, message: MessageView, parent: QWidget, known: KnownToHaveGone | None = None
    ) -> None:
        """Read by which channels it may have gone, and open the form with what is ``known`` already."""
        workspace, case_id, purpose = context.workspace, message.case_id, message.purpose
        context.tasks.read(
            lambda: outbox_decisions.ways_out(workspace, case_id, purpose),
            owner=parent,
            done=lambda ways: cls(context, message, ways, parent, known).open(),
            failed=context.say.problem,
        )

    def _go(self) -> None:
        at, values = when_told(self.form), self.form.values()
        if at is None or not self.go.isEnabled():
            return
        went = Went(values["channel"] or "", at, values["note"], values["late_reason"])
        workspace, message_id = self._context.workspace, self._message.id
        self.set_busy(True)
        self._context.tasks.write(
            lambda: outbox_decisions.went_by_hand(workspace, message_id, went),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _done(self, outcome: Outcome[MessageView]) -> None:
        self.accept()
        self._context.hub.tell(outcome)
        self._context.say.news("Recorded that it went.")
