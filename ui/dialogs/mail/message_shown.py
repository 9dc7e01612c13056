"""A message of the outbox as its recipient gets it, its attachments, and what can be done with it (I18)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from jfs_desktop.casework.documents import issued_documents
from jfs_desktop.casework.outbox.mail_account import Route
from jfs_desktop.casework.outbox.message_views import MessageView, PartView
from jfs_desktop.outcome import Changed, Outcome
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.dialog import Dialog
from ui.widgets.name_values import NameValues
from ui.widgets.outbox_words import how_it_stands, part_words, purpose_name
from ui.widgets.pdf_view import PdfView
from ui.widgets.text import ElidedLabel, label

TEXT_LINES, PAGES_HEIGHT = 9, 320


class Step(NamedTuple):
    """One thing that can be done with the message: its words, the role of its button and the verb."""

    text: str
    role: str
    act: Callable[[], object]


class MessageDialog(Dialog):
    """Head, text and attachments as they were frozen. A look at an attachment is recorded, as any other."""

    def __init__(
        self,
        context: Context,
        message: MessageView,
        steps: Sequence[Step],
        parent: QWidget | None,
        *,
        route: Route,
    ) -> None:
        super().__init__("Message", "", parent, width=720)
        self._context, self._message = context, message
        self.heading.setText(purpose_name(message))
        self.body.setText(how_it_stands(message, context.clock.now(), route=route))
        self.body.show()
        self.head = NameValues()
        name = f"{message.to_name} <{message.to_address}>" if message.to_name else message.to_address
        self.head.show_lines(
            [("To", name), ("Subject", f"{message.subject} [{message.reference}]"), ("By", message.by)]
        )
        self.content.addWidget(self.head)
        self.text = QPlainTextEdit(message.body)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("Text of the message")
        self.text.setMinimumHeight(self.text.fontMetrics().lineSpacing() * TEXT_LINES)
        self.content.addWidget(self.text)
        self.pages = PdfView(context)
        self.pages.setMinimumHeight(PAGES_HEIGHT)
        self.pages.hide()
        self._add_parts()
        self.content.addWidget(self.pages)
        self.add_cancel("Close")
        for step in steps:
            self.add_verb(step.text, step.role, partial(self._take, step))

    def _add_parts(self) -> None:
        held = QVBoxLayout()
        held.setSpacing(4)
        held.addWidget(label("With it goes" if self._message.parts else "Nothing is attached.", "soft"))
        for part in self._message.parts:
            words = ElidedLabel(part_words(part), keep_end=False)
            held.addWidget(words)
            if part.form == "pdf":
                show = button("Show the pages", "plain", partial(self._look, part), name="message-part")
                show.setAccessibleName(f"Show the pages of {part.name}")
                held.addWidget(show)
        self.content.addLayout(held)

    def _look(self, part: PartView) -> None:
        workspace, document_id, case_id = self._context.workspace, part.document_id, self._message.case_id
        cases = frozenset() if case_id is None else frozenset({case_id})

        def show(content: bytes) -> None:
            self._context.hub.tell(Outcome(None, Changed.HISTORY, cases), self)
            self.pages.show()
            self.pages.show_pdf(content, part.name)

        self._context.tasks.write(
            lambda: issued_documents.content(workspace, document_id, "pdf"),
            owner=self,
            done=show,
            failed=self.show_error,
        )

    def _take(self, step: Step) -> None:
        self.accept()
        step.act()
