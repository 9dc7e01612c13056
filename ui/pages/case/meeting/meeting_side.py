"""Beside the steps of a meeting: how else it may end, and the identity checks and doubts with their pictures
and who looked at them."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from jfs_desktop.casework.contact import meeting_verbs
from jfs_desktop.casework.contact.initial_meeting import MeetingView
from jfs_desktop.casework.documents.attachments import AttachmentView, Opening
from jfs_desktop.casework.recording import facts
from jfs_desktop.casework.recording.facts import WhatHappened
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.writing.wording import day_and_time, long_day
from ui.dialogs.recording.record import RecordDialog
from ui.dialogs.viewing.picture_viewer import PictureViewer
from ui.dialogs.wrap_up.came_to_nothing import ALONE, close
from ui.pages.case.meeting.meeting_words import answers_in_words, coach_words, done_words
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.form_kit import FormKit
from ui.widgets.text import label

ATTENDED = "Attended, so an entry of Did Not Start (JFS 3.31)."
_ALONE = "If nobody joins: the timer stops, none of the waiting counts, and the meeting was not begun."
_NOBODY_YET = "Nobody has been in it yet. If nobody joins, say so here once the booked time has come."
NOT_ATTENDED = "Told before the meeting, or not attended: an entry of Did Not Attend (JFS 3.33)."


class OtherEndCard(Card):
    """Did not come, or will not start: what is known now, and the entry on PRaP that follows from it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("If it does not lead to a start", parent)
        self._context = context
        self._view: MeetingView | None = None
        self.soon = QTimer(self)
        self.soon.setSingleShot(True)
        self.soon.timeout.connect(self._look_again)
        self.told = label("", wrap=True)
        self.missed = button(ALONE, "plain", self._missed, name="meeting-missed")
        self.rebook = button("Book another date…", "plain", self._rebook, name="meeting-rebook")
        self.form = FormKit()
        self.reason = self.form.add("reason", "They will not start, because", ChipChoice([]))
        self.form.add("what", "What they said", QLineEdit())
        self.go = button("Note it and key the entry…", "plain", self._note, name="meeting-not-starting")
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.form.changed.connect(lambda _: self.error.hide())  # what was wrong is being mended
        self.body.addWidget(self.told)
        self.body.addWidget(self.missed)  # one below the other: side by side they are wider than the card
        self.body.addWidget(self.rebook)
        self.body.addWidget(self.form)
        self.body.addWidget(self.error)
        self.body.addWidget(self.go)

    def show_meeting(self, view: MeetingView) -> None:
        before, self._view = self._view, view
        started = view.held and view.choices[FactKind.DNS_KEYED].refused
        self.setVisible(view.waiting or (view.case.open and not started and not view.may_begin))
        alone = view.waiting and (view.booking is None or self._has_come(view))
        self.missed.setVisible(alone or (not view.under_way and self._has_come(view)))
        missed = view.missed
        self.rebook.setVisible(missed is not None and not view.under_way)
        lines = [f"Missed on {long_day(missed.on)}."] if missed is not None and not view.under_way else []
        lines.append(ATTENDED if view.under_way else NOT_ATTENDED)
        if not (view.under_way or missed or self._has_come(view)):
            lines.append(_told_beforehand(view))
        if alone:
            lines[-1] = _ALONE
        elif view.waiting:
            lines[-1] = _NOBODY_YET
        elif view.under_way and not view.held:
            lines.append("End the meeting first: it counts as attended once it is held.")
        self.told.setText("\n".join(lines))
        for part in (self.form, self.go):
            part.setVisible(view.case.open)
        self.go.setEnabled(not view.under_way or view.held)
        if before is None or before.under_way != view.under_way:
            self._offer(view)

    def _has_come(self, view: MeetingView) -> bool:
        """Whether the booked time is over; where it is still to come today, the card looks again then."""
        now = self._context.clock.now().astimezone(LONDON)
        self.soon.stop()
        if view.booking is None or view.booking.has_come(now.date(), now):
            return view.booking is not None
        if view.booking.moment is not None and view.booking.on == now.date():
            self.soon.start(int((view.booking.moment - now).total_seconds() * 1000) + 1000)
        return False

    def _look_again(self) -> None:
        if self._view is not None:
            self.show_meeting(self._view)

    def clear(self) -> None:
        self.soon.stop()
        self._view = None
        self.told.setText("")
        self.form.set_value("what", "")

    def _offer(self, view: MeetingView) -> None:
        choices = [
            (one.key, one.name) for one in view.choices[self._entry(view)].choices if one.key != "error"
        ]
        self.reason.set_options(choices)

    def _entry(self, view: MeetingView) -> FactKind:
        return FactKind.DNS_KEYED if view.under_way else FactKind.DNA_KEYED

    def _missed(self) -> None:
        view = self._view
        if view is not None and view.waiting:
            click = sessions.click(self._context.clock)
            close(self._context, view.case.case_id, click, self, failed=self._say)
            return
        if view is None or view.booking is None:
            return
        booked = view.booking
        at = time.fromisoformat(booked.at) if booked.at else None
        happened = WhatHappened(FactKind.INITIAL_MEETING_MISSED, booked.on, at, about=booked.id)
        workspace, case_id = self._context.workspace, view.case.case_id
        self._context.tasks.write(
            lambda: facts.record(workspace, case_id, happened), owner=self, done=self._told, failed=self._say
        )

    def _told(self, outcome: Outcome[FactView]) -> None:
        context = self._context
        tell_with_undo(context, outcome, f"Recorded: {outcome.value.name}.")

    def _rebook(self) -> None:
        self._ask(FactKind.MEETING_BOOKED, "")

    def _note(self) -> None:
        view, reason = self._view, next(iter(self.reason.chosen()), "")
        if view is None:
            return
        if not reason:
            self.form.set_notes({"reason": ("Choose why.", "error")})
            self.reason.setFocus()
            return
        self.form.set_notes({})
        names = dict(zip(self.reason.keys, (one.text() for one in self.reason.chips), strict=True))
        words = ": ".join(filter(None, (names[reason], str(self.form.value("what")).strip())))
        workspace, case_id, before = self._context.workspace, view.case.case_id, not view.under_way

        def noted(outcome: Outcome[object]) -> None:
            self._context.hub.tell(outcome)
            self.form.set_value("what", "")
            self._ask(self._entry(view), reason)

        self._context.tasks.write(
            lambda: meeting_verbs.not_starting(workspace, case_id, words, before=before, key=reason),
            owner=self,
            done=noted,
            failed=self._say,
        )

    def _ask(self, kind: FactKind, reason: str) -> None:
        if self._view is not None:
            RecordDialog.ask(
                self._context,
                self._view.case.case_id,
                self.window(),
                kinds=(kind,),
                proposed={"reason": reason} if reason else None,
            )

    def _say(self, error: UserError) -> None:
        self.error.setText(error.sentence)
        self.error.show()


def _told_beforehand(view: MeetingView) -> str:
    """What there is to say before the booked time, when nobody has missed anything yet (T8)."""
    booked = view.booking
    if booked is None:
        return "Nothing is booked, so nothing was missed. If they will not come at all, say why here."
    at = f", {booked.at}" if booked.at else ""
    return f"The time has not come ({long_day(booked.on)}{at}). If they told you beforehand, say why here."


class IdentityCard(Card):
    """Every confirmation of who it is, the pictures kept, and who looked at each when; and every doubt with
    what the Work Coach said and when it was settled: for an audit (I6, I8)."""

    takeBackRequested = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Identity checks", parent)
        self._context = context
        self._rows: list[QWidget] = []

    def show_meeting(self, view: MeetingView) -> None:
        self.clear()
        self.setVisible(bool(view.identity or view.doubts))
        asks = view.choices[FactKind.IDENTITY_CONFIRMED].asks
        for check in view.identity:
            fact = check.fact
            by = f" by {fact.by}" if fact.by else ""
            when = day_and_time(fact.at) if fact.at is not None else long_day(fact.on)
            self._add(label(f"{when}{by}", "strong", wrap=True))
            self._add(label(answers_in_words(fact, asks, {}), "soft", wrap=True))
            for kept, looked in check.pictures:
                self._add(self._picture(kept, looked))
        for doubt in view.doubts:
            self._add(
                label(
                    f"In doubt {done_words(doubt.fact, view.today).removeprefix('done ')}",
                    "strong",
                    wrap=True,
                )
            )
            settled = done_words(doubt.settled, view.today).removeprefix("done ") if doubt.settled else ""
            lines = (
                doubt.fact.detail.get("doubt", ""),
                *(coach_words(asked, view.today) for asked in doubt.asked),
                f"Settled {settled}" if settled else "Still open",
            )
            self._add(label("\n".join(line for line in lines if line), "soft", wrap=True))

    def clear(self) -> None:
        for row in self._rows:
            self.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []

    def _add(self, row: QWidget) -> None:
        self.body.addWidget(row)
        self._rows.append(row)

    def _picture(self, kept: AttachmentView, looked: tuple[Opening, ...]) -> QWidget:
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        gone = f" – taken back: {kept.removed_reason}" if kept.taken_back else ""
        column.addWidget(label(f"{kept.name}{gone}", wrap=True))
        if not kept.taken_back:
            row = QHBoxLayout()
            row.addWidget(button("Look at it", "link", lambda: self._look(kept), name="identity-look"))
            row.addWidget(
                button("Take back…", "link", lambda: self.takeBackRequested.emit(kept), name="identity-erase")
            )
            row.addStretch(1)
            column.addLayout(row)
        seen = "; ".join(f"{one.by}, {day_and_time(one.at)}" for one in looked)
        column.addWidget(
            label(f"Looked at by {seen}" if seen else "Nobody has looked at it", "small", wrap=True)
        )
        return held

    def _look(self, kept: AttachmentView) -> None:
        PictureViewer.ask(self._context, kept, self.window())
