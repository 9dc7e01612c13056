"""The outbox: messages to decide about, those that wait, and those that went (I18, DESIGN 7)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, cast
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from jfs_desktop.casework.outbox import mail_offers, outbox, outbox_decisions, outbox_overview
from jfs_desktop.casework.outbox.mail_account import MailAccount, Route
from jfs_desktop.casework.outbox.message_views import MessageView
from jfs_desktop.casework.outbox.outbox_corrections import CHANGEABLE
from jfs_desktop.casework.outbox.outbox_overview import Overview
from jfs_desktop.casework.requests import jobcentre_request_views
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.rules.mail.outbox import MOVES, MessageState
from ui.dialogs.mail.compose import ComposeDialog
from ui.dialogs.mail.message_shown import MessageDialog, Step
from ui.dialogs.mail.message_went import MessageWentDialog
from ui.pages.list_again import ListAgain
from ui.pages.page import Page
from ui.pages.reply_shelf import ReplyShelf
from ui.shell import figures
from ui.shell.context import Context
from ui.shell.mail_draft import open_as_draft
from ui.shell.postman import Postman
from ui.shell.sending_again import SendingAgain
from ui.widgets.buttons import button
from ui.widgets.card import PageHead
from ui.widgets.empty_state import ListEmpty
from ui.widgets.outbox_words import BY_ADVISER, Listed, listed, progress_words, summary
from ui.widgets.scrolled import scrolled
from ui.widgets.section_list import RowWidget, SectionList
from ui.widgets.shortcuts import REFRESH
from ui.widgets.text import by_letters, label

SETTLE_MS, BURST_MS = 120, 900
"""Of several changes at once, as while many messages go, only the last is read."""
LEAST_HEIGHT, REPLIES_HEIGHT, EMPTY_HEIGHT = 90, 150, 200
"""Pixels: the least of each part in a low window, of the replies elsewhere, and of what stands where no
message is."""
FIRST = 1000
"""The stretch of what takes its most before the rest has more than its least."""
SENT_ANEW = mail_offers.ANEW | {mail_offers.FOR_JOBCENTRE, mail_offers.CHANGE_NOTICE}
NO_ROUTE = (
    "How messages leave is not chosen yet: by a mail server, as drafts in your own mail program, through a "
    "folder, or by hand. Until then nothing goes from here."
)
HERE = Changed.MAIL | Changed.CASES | Changed.SETTINGS


class OutboxPage(Page):
    """Each message stays under what it asks for; the name in a row opens its case."""

    cares = HERE

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._messages: dict[UUID, MessageView] = {}
        self._returned: frozenset[UUID] = frozenset()
        self._account = MailAccount()
        self._shown: Listed = ()
        self.head = PageHead("Outbox")
        self.again = button("Try now", "plain", self._try_now, name="outbox-try-now")
        self.again.setToolTip("Let messages that wait between two tries go at once")
        self.head.verbs.addWidget(self.again)
        self.list = SectionList()
        self.list_again = ListAgain(self, self.list)
        self.notice = self._make_notice()
        self.empty = ListEmpty(
            "Nothing was sent from here yet",
            "Send the induction pack or the JFAP from a case: the message waits here for a moment, in which "
            "you can take it back, and then goes. Here you see what went, with the server's answer, and what "
            "did not.",
            "Open the caseload",
            "E-mail settings",
        )
        self.replies = ReplyShelf(context, self)
        self._by_itself = False  # whether what is read anew changed as messages went, and nobody waits for it
        self._soon = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._soon.timeout.connect(self.mark_stale)
        self._sharing = QTimer(self, singleShot=True, interval=0)
        self._sharing.timeout.connect(self._share_height)
        self._assemble()
        self.empty.actionRequested.connect(
            lambda which: self.pageRequested.emit("settings" if which else "caseload")
        )
        self.replies.filled.connect(self._sharing.start)
        self.list.actionRequested.connect(self._act)
        self.list.nameRequested.connect(self._open)
        self.list.explainRequested.connect(lambda key, _: self.show_message(cast(UUID, key)))
        self.list.menuRequested.connect(self._more)
        REFRESH.bind(self, self.mark_stale)

    def load(self) -> None:
        workspace, now = self.context.workspace, self.context.clock.now()

        def read() -> tuple[Overview, Listed]:
            found = outbox_overview.overview(workspace)
            return found, listed(found, now)

        self.context.tasks.read(read, owner=self, done=lambda read: self._show(*read))

    def hear(self, outcome: Outcome[Any], initiator: QObject | None) -> None:
        """While many messages go the line below the title tells of it, and the list is made anew once they
        have gone: to make it takes longer than a frame may."""
        if self.isVisible() and self.concerns(outcome):
            goes_on = self._by_itself = isinstance(initiator, Postman)
            self._soon.start(BURST_MS if goes_on else SETTLE_MS)
            if goes_on:
                self._tell_progress()
        else:
            super().hear(outcome, initiator)

    def _tell_progress(self) -> None:
        workspace = self.context.workspace
        self.context.tasks.read(
            lambda: outbox_overview.progress(workspace),
            owner=self,
            done=lambda found: self.head.sub.setText(progress_words(*found)),
        )

    def clear(self) -> None:
        self._soon.stop()
        self._messages, self._shown = {}, ()
        self.list.set_sections(())
        self.replies.clear()
        self.head.sub.setText("")

    def _make_notice(self) -> QFrame:
        made = QFrame()
        made.setProperty("role", "notice")
        made.setObjectName("outbox-no-route")
        line = QHBoxLayout(made)
        line.setContentsMargins(14, 8, 10, 8)
        line.addWidget(label(NO_ROUTE, wrap=True), 1)
        choose = button(
            "Choose in Settings", "primary", lambda: self.pageRequested.emit("settings"), name="outbox-choose"
        )
        line.addWidget(choose)
        return made

    def _shelf(self) -> QScrollArea:
        """The replies below what went, scrolling where they are more than fit."""
        made = scrolled(self.replies)
        made.setMinimumHeight(LEAST_HEIGHT)  # it scrolls, however large the letters
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        return made

    def _share_height(self) -> None:
        """The replies have what the messages leave free, and half of the page where both want more. That is
        the most and not the least, so that the window can become as low as before."""
        taken = sum(one.sizeHint().height() for one in (self.head, self.notice) if not one.isHidden())
        free = self.height() - taken - 80
        wanted = self.replies.minimumSizeHint().height()
        messages = self.list.minimumSizeHint().height() if not self.area.isHidden() else EMPTY_HEIGHT
        least = by_letters(REPLIES_HEIGHT)
        self.shelf.setMaximumHeight(max(least, min(wanted, max(free - messages, free // 2))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._sharing.start()

    def _assemble(self) -> None:
        self.area = self.list.scrolled()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 12)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addWidget(self.notice)
        column.addWidget(self.area, 1)
        self.nothing = scrolled(self.empty)
        self.nothing.setMinimumHeight(LEAST_HEIGHT)
        column.addWidget(self.nothing, 1)
        self.shelf = self._shelf()
        column.addWidget(self.shelf, FIRST)
        for widget in (self.notice, self.area, self.nothing, self.again, self.shelf):
            widget.hide()

    def _show(self, found: Overview, shown: Listed) -> None:
        self._messages = {one.id: one for one in found.messages}
        self._account = found.account
        self._returned = found.returned
        self.empty.show_closed(found.closed)
        self.shelf.setVisible(not found.closed)
        self.head.sub.setText("" if found.closed else summary(found.messages, found.older, self._returned))
        if not found.closed:
            self.tell_figure(figures.of_outbox(found.messages, len(found.returned), found.replies))
        self.notice.setVisible(found.account.route is Route.NONE)
        self.nothing.setVisible(not found.messages)
        self.area.setVisible(bool(found.messages))
        self.again.setVisible(any(one.pauses for one in found.messages))
        if shown != self._shown:  # to make rows takes longer than a frame may
            place, self._shown = self._focused(), shown
            self.list.set_sections(shown, at_once=not self._by_itself)
            self._focus(place)
        self._by_itself = False
        self._sharing.start()  # rows made a moment ago have no height yet
        self.rows_came()

    def _focused(self) -> tuple[object, int] | None:
        """In which row the person is: the list is made anew by itself while messages go."""
        inside: QWidget | None = self.list.focusWidget() if self.list.isVisible() else None
        while inside is not None and not isinstance(inside, RowWidget):
            inside = inside.parentWidget()
        if inside is None or not inside.window().isActiveWindow():
            return None
        return inside.row.key, self.list.place_of(inside.row.key)

    def _focus(self, place: tuple[object, int] | None) -> None:
        if place is None:
            return
        again = self.list.row_of(place[0]) or self.list.row_at(max(place[1], 0))
        if again is not None:
            (again.action or again.name).setFocus()

    def _act(self, key: object) -> None:
        message = self._messages[cast(UUID, key)]
        match message.state:
            case MessageState.QUEUED | MessageState.DRAFT if self._account.route in BY_ADVISER:
                (self._draft if self._account.route is Route.DRAFT else self._went)(message.id)
            case MessageState.OPENED:
                self._went(message.id)
            case MessageState.QUEUED:
                self._take_back(message.id)
            case MessageState.DRAFT if self._account.sends:
                self._send(message.id)
            case _:
                self.show_message(message.id)

    def _open(self, key: object) -> None:
        message = self._messages[cast(UUID, key)]
        if message.case_id is None:
            self.show_message(message.id)
        else:
            self.caseRequested.emit(message.case_id, "documents")

    def _more(self, key: object, at: QWidget) -> None:
        menu = self.menu_of(cast(UUID, key))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at.mapToGlobal(QPoint(0, at.height())))

    def menu_of(self, message_id: UUID) -> QMenu:
        """What else can be done with the message of a row."""
        menu, message = QMenu(self), self._messages[message_id]
        menu.addAction("Show the message", partial(self.show_message, message_id))
        if message.case_id is not None:
            menu.addAction("Open the case", partial(self._open, message_id))
        menu.addSeparator()
        for step in self._steps(message):
            menu.addAction(step.text, step.act)
        return menu

    def show_message(self, message_id: UUID) -> None:
        """Show a message with its text and attachments, and what can be done with it."""
        message = self._messages[message_id]
        steps = self._steps(message)
        if message_id in self._returned and message.case_id is not None:
            steps.insert(0, Step("Open the case", "plain", partial(self._open, message_id)))
        dialog = MessageDialog(self.context, message, steps, self.window(), route=self._account.route)
        dialog.open()

    def _steps(self, message: MessageView) -> list[Step]:
        """What may follow from where a message stands, the most likely last."""
        may, here = MOVES[message.state], message.id
        steps: list[Step] = []
        if here in self._returned and message.purpose in SENT_ANEW:
            steps.append(Step("Send anew…", "plain", partial(self._send_anew, message)))
        if MessageState.CANCELLED in may:
            steps.append(Step("Not wanted", "plain", partial(self._not_wanted, here)))
        if message.state is MessageState.QUEUED:
            steps.append(Step("Take back", "plain", partial(self._take_back, here)))
        if MessageState.OPENED in may or message.state is MessageState.OPENED:
            steps.append(Step("Open as a draft…", "plain", partial(self._draft, here)))
        if MessageState.BY_HAND in may:
            steps.append(Step("It went…", "plain", partial(self._went, here)))
        if message.state in CHANGEABLE and message.case_id is not None:
            change = partial(ComposeDialog.change, self.context, here, self.window())
            steps.append(Step("Change…", "plain", change))
        if MessageState.QUEUED in may and self._account.sends:
            words = "Send" if message.state is MessageState.DRAFT else "Send again"
            steps.append(Step(words, "plain", partial(self._send, here)))
        if message.state is MessageState.CANCELLED:
            steps.append(Step("Make it a draft again", "plain", partial(self._take_back, here)))
        return steps

    def _send(self, message_id: UUID) -> None:
        SendingAgain(self.context, self._messages[message_id], self, self.window()).start()

    def _send_anew(self, message: MessageView) -> None:
        """What came back is composed anew: to another address, or to the same one once it can be reached. An
        answer to the Jobcentre is looked through again first, and the form of a change filled in anew."""
        if message.case_id is None:
            return
        if message.purpose == mail_offers.FOR_JOBCENTRE:
            workspace, here = self.context.workspace, message.id
            self.context.tasks.read(
                lambda: jobcentre_request_views.of_message(workspace, here),
                owner=self,
                done=self._answer_anew,
            )
        elif message.purpose == mail_offers.CHANGE_NOTICE:
            from ui.dialogs.mail.make_letter import MakeLetterDialog  # with it comes Word

            kinds = (mail_offers.CHANGE_NOTICE,)
            MakeLetterDialog.ask(
                self.context, message.case_id, self.window(), kinds, self.fieldRequested.emit
            )
        else:
            what = mail_offers.what_of(message.purpose)
            ComposeDialog.ask(self.context, message.case_id, what, self.window())

    def _answer_anew(self, request_id: UUID | None) -> None:
        if request_id is not None:
            from ui.dialogs.requests.answer_request import AnswerRequestDialog  # with it comes Word

            AnswerRequestDialog.ask(self.context, request_id, self.window())

    def _take_back(self, message_id: UUID) -> None:
        workspace = self.context.workspace
        said = "Taken back. It stays here as a draft."
        self._do(lambda: outbox.take_back(workspace, message_id), said)

    def _not_wanted(self, message_id: UUID) -> None:
        workspace = self.context.workspace
        said = "Laid aside under 'Not wanted'."
        self._do(lambda: outbox_decisions.not_wanted(workspace, message_id), said)

    def _went(self, message_id: UUID) -> None:
        MessageWentDialog.ask(self.context, self._messages[message_id], self.window())

    def _draft(self, message_id: UUID) -> None:
        open_as_draft(self.context, message_id, self)

    def _try_now(self) -> None:
        workspace = self.context.workspace
        self._do(lambda: outbox_decisions.try_now(workspace), "What waits is tried now.")

    def _do(self, verb: Callable[[], Outcome[Any]], said: str) -> None:
        def done(outcome: Outcome[Any]) -> None:
            self.context.hub.tell(outcome)
            self.context.say.news(said)

        self.context.tasks.write(verb, owner=self, done=done, failed=self.context.say.problem)
