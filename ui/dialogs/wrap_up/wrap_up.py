"""Wrap a session up: what was done, what the JFAP says now, and when the next appointment is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QWidget

from jfs_desktop.casework.sessions import sessions
from jfs_desktop.casework.sessions.sessions import WrapUp
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.views import SessionView
from jfs_desktop.rules.meetings.session_kinds import SessionState
from jfs_desktop.rules.writing.wording import time_of_day
from ui.dialogs.sessions.activity_chips import ActivityChips
from ui.dialogs.sessions.plan_entry import PlanEntry
from ui.dialogs.sessions.session_questions import REASON, add_reason, ask_reason
from ui.dialogs.wrap_up.came_to_nothing import close
from ui.dialogs.wrap_up.next_appointment import NextAppointment
from ui.dialogs.wrap_up.wrap_up_head import WrapUpHead
from ui.dialogs.wrap_up.wrap_up_offer import WrapUpOffer
from ui.shell.context import Context
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit, note_box
from ui.widgets.session_words import owes_wrap_up
from ui.widgets.shortcuts import SAVE_FORM
from ui.widgets.text import label

DRAFT_AFTER_MS = 600
KEYS = "The number keys choose what was done; Ctrl+Enter saves from any field."


class WrapUpDialog(Dialog):
    """Returns through the vault: ``wrapped(SessionView)`` once a verb has recorded it.

    Esc, or 'Keep the timer running', changes nothing but the draft: a running session runs on as
    if it had not been clicked. 'Stop, finish later' stops it at the click with the wrap-up owed.
    Ctrl+Enter saves from any field.
    """

    wrapped = Signal(object)

    def __init__(self, context: Context, offer: WrapUpOffer, parent: QWidget | None) -> None:
        super().__init__("Wrap up the session", KEYS, parent, width=660)
        self._context = context
        self._session = offer.session
        self._click = offer.click
        self._kept = self._offered = offer.given
        self.gone = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(DRAFT_AFTER_MS)
        self._wait.timeout.connect(self.keep_draft)
        self._make(offer)
        self._assemble()
        self.head.show_left_open(offer.left_open, may_go_on=not offer.held, sure=offer.sure)
        self.head.show_attended(offer.attended)
        self.head.alone.setVisible(offer.alone)
        self._show_session()
        self._show_draft(self._kept)
        self.saved.setText(offer.told)
        if offer.plan_locked:
            self.plan.lock()
        self._connect()
        self.chips.setFocus()

    @classmethod
    def ask(cls, context: Context, offer: WrapUpOffer, window: QWidget) -> WrapUpDialog | None:
        """Open it; None where a wrap-up stands over the window already."""
        if any(not one.gone for one in window.findChildren(WrapUpDialog)):
            return None
        dialog = cls(context, offer, window)
        dialog.open()
        return dialog

    @property
    def session(self) -> SessionView:
        """The session as last read."""
        return self._session

    @property
    def clicked_at(self) -> datetime | None:
        """The moment of the stop click; None for a session that has stopped already."""
        return self._click.wall if self._click is not None else None

    def given(self) -> WrapUp:
        """What the fields now hold."""
        values = self.form.values()
        return WrapUp(
            notes=values["notes"],
            activities=self.chips.chosen(),
            plan_changed=bool(self.plan.plan_changed),
            no_change_reason=self.plan.reason,
            next_appointment=self._next.moment(),
            plan_summary=self.plan.summary,
            late_reason=values["late_reason"],
            channel_reason=values[REASON],
            to_send=self.sendings.chosen(),
            later_reason=self._next.later_reason(),
        )

    def keep_draft(self) -> None:
        """Keep what was typed in the vault, if it differs from what is there."""
        self._wait.stop()
        given = self.given()
        if given == self._kept or self._context.tasks.held:
            return
        self._kept = given
        session_id = self._session.id
        job = self._context.last_words.job(
            f"wrap-up:{session_id}", sessions.save_wrap_up_draft, session_id, given
        )
        self._context.tasks.write(
            job,
            owner=self,
            done=lambda at: self.saved.setText(f"Draft saved {time_of_day(at)}"),
        )

    def come_back(self) -> None:
        """After an unlock: see whether what was on its way arrived."""
        self.set_busy(False)
        workspace, session_id = self._context.workspace, self._session.id
        self._context.tasks.read(lambda: sessions.one(workspace, session_id), owner=self, done=self._reread)

    def reject(self) -> None:
        """Leave; the draft stays."""
        self.keep_draft()
        if self._kept != self._offered:
            self._tell_draft()
        super().reject()

    def _make(self, offer: WrapUpOffer) -> None:
        self.head = WrapUpHead()
        self.minutes = self.head.minutes
        workspace = self._context.workspace
        programme = workspace.programme_of(self._session.case_id)
        self.chips = ActivityChips([heading.title for heading in programme.plan_headings])
        self.form = FormKit(columns=2)
        self.form.add_row(label("What was done", "strong"))
        self.form.add_row(self.chips)
        self._notes = self.form.add("notes", "Notes for the record of activities", note_box(3), span=2)
        self.plan = PlanEntry()
        self.form.add_row(label("The JFAP", "strong"))
        self.form.add_row(self.plan)
        self._next = NextAppointment(self.form, offer.next_by, workspace.calendar, workspace.today())
        names = [promise.name for promise in programme.promises]
        self.sendings = ActivityChips(names, name="To send afterwards", anywhere=False)
        if names:
            self.form.add_row(label("To send afterwards", "strong"))
            self.form.add_row(self.sendings)
        self._channels = programme.channels
        add_reason(self.form, span=2)
        self.form.add("late_reason", "Why is it late?", QLineEdit(), span=2)
        self.form.set_shown("late_reason", False)
        self.saved = label("", "small")

    def _assemble(self) -> None:
        self.content.addWidget(self.head)
        self.content.addWidget(self.form)
        self.verbs.insertWidget(0, self.saved)
        self.leave = self.add_cancel("Keep the timer running" if self._click else "Later")
        self.leave.setObjectName("wrap-up-leave")
        self.later = self.add_verb("Stop, finish later", "plain", self._stop_only)
        self.later.setObjectName("wrap-up-later")
        self.save = self.add_verb("Save and finish", "primary", self._save, default=True)
        self.save.setObjectName("wrap-up-save")
        self.save.setToolTip(SAVE_FORM.words())

    def _connect(self) -> None:
        self.finished.connect(self._note_gone)
        self.form.changed.connect(lambda _: self._edited())
        for chips in (self.chips, self.sendings):
            chips.changed.connect(self._edited)
        self.plan.changed.connect(self._edited)
        self.head.answered.connect(self._answer)
        self.head.droppedRequested.connect(self._go_on_later)
        self.head.aloneRequested.connect(self._nobody_came)

    def _show_session(self) -> None:
        session = self._session
        if session.state == SessionState.STOPPED:
            self._click = None
        self.leave.setText("Keep the timer running" if self._click else "Later")
        self.later.setVisible(self._click is not None)
        self.head.show_session(session, self.clicked_at)

    def _show_draft(self, draft: WrapUp) -> None:
        self.chips.set_chosen(draft.activities)
        self.form.set_value("notes", draft.notes)
        self._notes.moveCursor(QTextCursor.MoveOperation.End)  # whoever goes on writes there
        decided = draft.plan_changed or bool(draft.no_change_reason)
        self.plan.set_entry(
            draft.plan_changed if decided else None, draft.plan_summary, draft.no_change_reason
        )
        self._next.show(draft)
        self.sendings.set_chosen(draft.to_send)
        self.form.set_value(REASON, draft.channel_reason)
        if not self._session.channel_reason:
            ask_reason(self.form, self._channels, self._session.channel)
        self.form.set_value("late_reason", draft.late_reason)
        self.form.set_shown("late_reason", bool(draft.late_reason))

    def _edited(self) -> None:
        self._wait.start()

    def _noted(self) -> dict[str, tuple[str, str]]:
        """What of the fields cannot stand."""
        return self._next.problems() | self.form.date_problems()

    def _checked(self) -> bool:
        notes = self._noted()
        self.form.set_notes(notes)
        missing = self.plan.missing()
        self.plan.show_note(missing)
        if missing:
            (self.plan.line if self.plan.plan_changed is False else self.plan.updated).setFocus()
        elif notes:
            self.form.focus_first_note()
        return not missing and not notes

    def _save(self) -> None:
        if self._checked():
            self._write(self.given())

    def _go_on_later(self) -> None:
        """The call dropped: what was done is kept, and the rest of the meeting waits (I1)."""
        notes = self._noted()
        self.form.set_notes(notes)
        if notes:
            self.form.focus_first_note()
        else:
            self._write(replace(self.given(), goes_on=True))

    def _nobody_came(self) -> None:
        """Whoever waited alone was in no meeting: nothing of it is wrapped up (M1, AMB-18)."""
        self._wait.stop()
        self.set_busy(True)
        click = self._click or sessions.click(self._context.clock)
        close(self._context, self._session.case_id, click, self, failed=self._refused, done=self.accept)

    def _write(self, given: WrapUp) -> None:
        self._wait.stop()
        self.show_error("")
        self.set_busy(True)
        workspace, session, at = self._context.workspace, self._session, self._click

        def run() -> Outcome[SessionView]:
            if at is None:
                return sessions.wrap_up(workspace, session.id, given)
            return sessions.stop(workspace, session.id, at=at, wrap_up=given)

        self._context.tasks.write(run, owner=self, done=self._done, failed=self._refused)

    def _stop_only(self) -> None:
        at = self._click
        if at is None:
            return
        self.keep_draft()
        self.set_busy(True)
        workspace, session_id = self._context.workspace, self._session.id
        self._context.tasks.write(
            lambda: sessions.stop(workspace, session_id, at=at),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _answer(self, gap_id: UUID, answer: str, minutes: int | None) -> None:
        self.set_busy(True)
        workspace = self._context.workspace
        self._context.tasks.write(
            lambda: sessions.answer_gap(workspace, gap_id, answer, minutes),
            owner=self,
            done=self._answered,
            failed=self.show_error,
        )

    def _answered(self, outcome: Outcome[SessionView]) -> None:
        self._session = outcome.value
        self._context.hub.tell(outcome, self)
        self.set_busy(False)
        self._show_session()

    def _reread(self, session: SessionView) -> None:
        self._session = session
        if session.state == SessionState.STOPPED and not owes_wrap_up(session):
            self.wrapped.emit(session)
            self.accept()
            return
        self._show_session()

    def _done(self, outcome: Outcome[SessionView]) -> None:
        self._kept = self.given()
        self._wait.stop()
        self._context.hub.tell(outcome)
        self.wrapped.emit(outcome.value)
        self.accept()

    def _note_gone(self) -> None:
        self.gone = True

    def _tell_draft(self) -> None:
        """Let the screens show the notes, once the draft that is on its way is written."""
        hub, workspace, session_id = self._context.hub, self._context.workspace, self._session.id
        self._context.tasks.write(
            lambda: sessions.one(workspace, session_id),
            owner=hub,
            done=lambda view: hub.tell(Outcome(view, Changed.SESSIONS, frozenset({view.case_id}))),
        )

    def _refused(self, error: UserError) -> None:
        self.show_refusal(error, self.form, {"next_appointment": "next_on"})
