"""The contact tab: read the notice, reach the person, book the meeting, and see what was tried.

C1 to C9, G1, T6, T7, T10; JFS 3.04, 3.11 to 3.17.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from jfs_desktop.casework.contact import contact_view, contacts
from jfs_desktop.casework.contact.contact_view import ContactView, JobcentreLine, LogLine
from jfs_desktop.casework.desk import drafts
from jfs_desktop.casework.recording import one_call
from jfs_desktop.clock import london_day
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.rules.meetings.jobcentre_clashes import Clash
from ui.dialogs.evidence.contact_evidence import ContactEvidenceDialog
from ui.dialogs.office.channels_notice import ChannelsNotice
from ui.dialogs.questions.withdraw import WithdrawDialog
from ui.dialogs.viewing.picture_viewer import PictureViewer
from ui.pages.case.contact import contact_calendar, contact_clash
from ui.pages.case.contact.contact_booking import BookingFields
from ui.pages.case.contact.contact_call import CallForm, asks_alike
from ui.pages.case.contact.contact_day_check import DayWatch
from ui.pages.case.contact.contact_jobcentre import JobcentreCard
from ui.pages.case.contact.contact_log import ContactLog
from ui.pages.case.contact.contact_meeting import MeetingCard
from ui.pages.case.contact.contact_notice import NoticeCard
from ui.pages.case.contact.contact_words import title_of, when_of, wishes_of
from ui.pages.case.frame.tab import CaseNow, CaseTab
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.shortcuts import SAVE_FORM
from ui.widgets.text import label
from ui.widgets.whole_scroll import WholeScroll

_OUTCOME = "outcome"  # the entry on PRaP by which a referral ends that did not start


class ContactTab(CaseTab):
    """Everything about reaching one person, in the order in which it is done."""

    cares = Changed.CASES | Changed.CLOCKS | Changed.EVIDENCE
    beside = ("person",)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._view: ContactView | None = None
        self._arriving = self._anew = False
        today = london_day(context.clock.now())
        self.channels = ChannelsNotice(context, "contact")
        self.notice = NoticeCard()
        self.reach = Card("Reach the participant")
        self.headline = label("", "strong")
        self.advice = label("", "soft", wrap=True)
        self.key = button("&Key it on PRaP…", "plain", self._key, name="key-outcome")
        self.letter = button("Write a letter…", "link", self._write_letter, name="contact-letter")
        self.wishes = label("", wrap=True)
        self.call: CallForm | None = None
        self.meeting = MeetingCard()
        self.jobcentre = JobcentreCard(today)
        self.log = ContactLog()
        self.days = DayWatch(context, self, self._standing)
        self._assemble()
        self._connect()

    # ------------------------------------------------------------------ reading

    def read_case(self, case: CaseNow) -> None:
        self.letter.setEnabled(not case.died)  # the page's head says why (X8)

    def load(self) -> None:
        case_id, workspace = self.case_id, self.context.workspace
        if case_id is None:
            return
        owner = _draft_of(case_id)
        self.context.tasks.read(
            lambda: (contact_view.contact_view(workspace, case_id), drafts.read(workspace, owner)),
            owner=self,
            done=self._show,
        )

    def showing(self) -> None:
        self._arriving = True
        if self._view is not None and not self._stale:
            self._arrive()

    def clear(self) -> None:
        self._view = None
        self._drop_call()
        self.notice.show_notices(())
        self.meeting.clear()
        self.log.show_log(())
        self.jobcentre.hide()
        self.jobcentre.fold()
        for words in (self.headline, self.advice, self.wishes):
            words.setText("")

    def _write_letter(self) -> None:
        if self.case_id is not None:
            from ui.dialogs.mail.make_letter import LETTERS, MakeLetterDialog

            MakeLetterDialog.ask(self.context, self.case_id, self.window(), LETTERS)

    def save_drafts(self) -> None:
        if self.case_id is not None and self.call is not None and self.call.dirty():
            self.keep_draft(_draft_of(self.case_id), self.call.typed())

    def _show(self, read: tuple[ContactView, drafts.FormDraft | None]) -> None:
        view, draft = read
        if view.case_id != self.case_id:
            return
        before, self._view = self._view, view
        self.notice.show_notices(view.unread)
        self.headline.setText(view.standing.headline)
        self.advice.setText("\n".join(f"{one.text} ({one.paragraph})" for one in view.standing.advice))
        self.advice.setVisible(bool(view.standing.advice))
        self.key.setVisible(any(one.keyed for one in view.standing.advice))
        self.wishes.setText(wishes_of(view))
        self.wishes.setVisible(bool(self.wishes.text()))
        if self.call is None or (not self.call.dirty() and not asks_alike(before, view)):
            self._put_call(view, draft.body if draft is not None else {})
        elif before is not None and before.channels != view.channels:
            self._put_call(view, self.call.typed())
        self.meeting.show_case(view, london_day(self.context.clock.now()))
        self.jobcentre.show_case(view)
        self.jobcentre.show()
        self.log.show_log(view.log)
        if self._arriving:
            self._arrive()

    def _arrive(self) -> None:
        """Stand on the first thing to do, unless the person is already somewhere on the page."""
        self._arriving = False
        if self.call is None or (self._busy() and not self._anew):
            return
        self._anew = False
        if self.notice.isVisible():
            self.notice.read.setFocus()
        elif self.call.save.isEnabled():
            self.call.begin()

    def _busy(self) -> bool:
        """Whether the keyboard stands in a field of this tab."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus) and focus.isVisible()

    def _put_call(self, view: ContactView, typed: Mapping[str, str]) -> None:
        had_focus = self._busy()
        self._drop_call()
        self.call = CallForm(view, london_day(self.context.clock.now()))
        if typed:
            self.call.take(typed)
        self.call.saveRequested.connect(self.save_call)
        self.call.momentChanged.connect(self._check_call)
        self.call.identityAsked.connect(self._propose_identity)
        self.reach.body.addWidget(self.call)
        self.call.show()
        if had_focus:
            self.call.begin()

    def _propose_identity(self) -> None:
        call, case_id, workspace = self.call, self.case_id, self.context.workspace
        if call is not None and case_id is not None:
            self.context.tasks.read(
                lambda: one_call.proposed_identity(workspace, case_id), owner=call, done=call.propose
            )

    def _key(self) -> None:
        """The outcome that the advice speaks of (C6, W3)."""
        if self.case_id is not None:
            from ui.dialogs.prap.prap_entry import PrapEntryDialog

            PrapEntryDialog.ask(self.context, self.case_id, _OUTCOME, self.window())

    def _drop_call(self) -> None:
        call, self.call = self.call, None
        if call is not None:
            call.hide()
            self.reach.body.removeWidget(call)
            call.deleteLater()

    # ------------------------------------------------------------------ assembling

    def _assemble(self) -> None:
        self.reach.verbs.addWidget(self.headline)
        self.reach.verbs.addWidget(self.key)
        self.key.hide()
        self.reach.verbs.addWidget(self.letter)
        self.reach.body.addWidget(self.wishes)
        self.reach.body.addWidget(self.advice)
        held = QWidget()
        held.setProperty("role", "plainground")
        inside = QVBoxLayout(held)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        for part in (self.channels, self.notice, self.meeting, self.reach, self.log, self.jobcentre):
            inside.addWidget(part)
        inside.addStretch(1)
        self.area = WholeScroll(held, "Contact with the participant")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)

    def _connect(self) -> None:
        self.notice.readRequested.connect(self._read_notice)
        self.meeting.bookRequested.connect(self._book)
        self.meeting.momentChanged.connect(lambda: self.days.check(self.meeting.fields))
        self.meeting.fileRequested.connect(self._save_file)
        self.jobcentre.addRequested.connect(self._add_jobcentre)
        self.jobcentre.backRequested.connect(self._take_back)
        self.jobcentre.conditionsRequested.connect(self._tell_conditions)
        self.jobcentre.moveRequested.connect(
            lambda clash: contact_clash.move(self.context, self.case_id, clash, self.meeting)
        )
        self.jobcentre.leaveRequested.connect(
            lambda clash: contact_clash.leave(self.context, self.case_id, clash, self.window())
        )
        self.log.evidenceRequested.connect(self._add_evidence)
        self.log.pictureRequested.connect(lambda one: PictureViewer.ask(self.context, one, self.window()))
        self.log.backRequested.connect(self._take_back)
        SAVE_FORM.bind(self, self._save_by_key, Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # ------------------------------------------------------------------ doing

    def save_call(self) -> None:
        """Log the attempt, or record the contact with its booking."""
        call, case_id, workspace = self.call, self.case_id, self.context.workspace
        if call is None or case_id is None or not call.save.isEnabled() or not call.complete():
            return
        said = call.call()
        if call.in_doubt():
            doubt = call.doubt()
            self._do(
                lambda: contacts.doubted(workspace, case_id, said, doubt), "The doubt is recorded.", call
            )
            return
        if call.reached():
            booking = call.booking.booking() if call.books() else None
            if call.books() and booking is None:
                return
            words = "Contact and booking are recorded." if booking else "The contact is recorded."
            self._do(lambda: contacts.reach(workspace, case_id, said, booking), words, call)
            return
        result = call.outcome()
        self._do(
            lambda: contacts.log_attempt(workspace, case_id, said, result), "The attempt is logged.", call
        )

    def _book(self) -> None:
        fields, case_id, workspace = self.meeting.fields, self.case_id, self.context.workspace
        booking = fields.booking() if fields is not None else None
        if booking is None or case_id is None:
            return
        self._do(lambda: contacts.book(workspace, case_id, booking), "The meeting is booked.", fields)

    def _read_notice(self) -> None:
        case_id, workspace = self.case_id, self.context.workspace
        if case_id is not None:
            self._arriving = True
            self._do(lambda: contacts.see_notice(workspace, case_id), "Noted that you have read the notice.")

    def _add_jobcentre(self) -> None:
        asked, case_id, workspace = self.jobcentre.asked(), self.case_id, self.context.workspace
        if asked is None or case_id is None:
            return
        on, at, what = asked

        def noted(outcome: Outcome[tuple[Clash, ...]]) -> None:
            self.jobcentre.fold()
            contact_clash.tell(self.context, outcome)

        self.context.tasks.write(
            lambda: contacts.tell_jobcentre_appointment(workspace, case_id, on, at, what),
            owner=self,
            done=noted,
        )

    def _tell_conditions(self) -> None:
        case_id, workspace = self.case_id, self.context.workspace
        if case_id is not None:
            self._do(lambda: contacts.tell_conditions(workspace, case_id), "Noted.")

    def _save_file(self) -> None:
        if self.case_id is not None:
            contact_calendar.ask_where(self.context, self.case_id, self)

    def _add_evidence(self, line: LogLine) -> None:
        if self.case_id is not None:
            told = f"{title_of(line)}, {when_of(line)}"
            ContactEvidenceDialog.ask(self.context, line.fact.id, told, self.case_id, self.window())

    def _take_back(self, line: LogLine | JobcentreLine) -> None:
        WithdrawDialog.ask(self.context, line.fact, self.window())

    def _save_by_key(self) -> None:
        if self.meeting.fields is not None and self.meeting.isAncestorOf(self.focusWidget()):
            self._book()
        elif self.jobcentre.isAncestorOf(self.focusWidget()):
            self._add_jobcentre()
        else:
            self.save_call()

    def _check_call(self) -> None:
        self.days.check(self.call.booking if self.call is not None else None)

    def _standing(self) -> Iterator[BookingFields]:
        """The fields of a booking that stand on the page now."""
        if self.meeting.fields is not None:
            yield self.meeting.fields
        if self.call is not None:
            yield self.call.booking

    def _do(self, verb: Callable[[], Outcome[Any]], words: str, form: QWidget | None = None) -> None:
        """Run a verb; tell it with its undo, or beside the field of ``form`` why not."""

        def done(outcome: Outcome[Any]) -> None:
            self._forget(form)
            tell_with_undo(self.context, outcome, words)

        def failed(error: UserError) -> None:
            if form is self.call and self.call is not None:
                self.call.save.setEnabled(True)
            if isinstance(form, CallForm | BookingFields) and form.show_refusal(error):
                return
            self.context.say.problem(error)

        if isinstance(form, CallForm):
            form.save.setEnabled(False)  # a second press would log it twice
        self.context.tasks.write(verb, owner=self, done=done, failed=failed)

    def _forget(self, form: QWidget | None) -> None:
        """What was saved need not be typed again: the form begins anew."""
        if form is self.call and self.case_id is not None:
            self.drop_draft(_draft_of(self.case_id))
            self._drop_call()
            self._arriving = self._anew = True
        elif form is self.meeting.fields:
            self.meeting.fold()


def _draft_of(case_id: object) -> str:
    return f"contact:{case_id}"
