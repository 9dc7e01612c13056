"""Start the timer: how they talk, and until when it is booked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QWidget

from jfs_desktop.casework.plan import plan_readiness
from jfs_desktop.casework.recording import one_call, session_way
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.casework.sessions.sessions import SessionKind
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import SessionView
from ui.dialogs.office.channels_notice import ChannelsNotice
from ui.dialogs.sessions.clock_behind import ClockBehind
from ui.dialogs.sessions.session_identity import (
    IDENTITY,
    add_identity,
    ask_doubt,
    identity_missing,
    identity_of,
)
from ui.dialogs.sessions.session_questions import add_reason, ask_reason, reason_of
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.date_field import TimeField
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit, choice, offer_others
from ui.widgets.text import label

LAST_CHANNEL = "session/channel"
BOOKED = (30, 45, 60)
FINAL = (
    "The JFAP is final, so nothing of this session can go into it. If more help is wanted, choose ‘Back to"
    " support’ beside the JFAP first."
)


class StartSessionDialog(Dialog):
    """Enter starts with the channel that was booked or agreed, or the one used last. A refusal is shown here,
    with its paragraph, and nothing starts."""

    def __init__(self, context: Context, case_id: UUID, kind: str, parent: QWidget | None) -> None:
        title = (
            "Start the initial meeting" if kind == SessionKind.INITIAL_MEETING else "Start a 1-2-1 session"
        )
        super().__init__(title, "The time counts from your click.", parent, width=540)
        self._context = context
        self._case_id = case_id
        self._kind = SessionKind(kind)
        self.form = FormKit(columns=2)
        self._asks_who = self._kind is SessionKind.ONE_TO_ONE
        add_identity(self.form, shown=self._asks_who)
        self.channel = self.form.add("channel", "How you talk", choice({}))
        self._channels = context.workspace.programme_of(case_id).channels
        self._fill_channels()
        self.form.set_value("channel", context.preferences.text(LAST_CHANNEL))
        self._last = self.form.value("channel")
        self.form.add(
            "booked", "Booked until (optional)", TimeField(), help="You are asked once, at that time."
        )
        add_reason(self.form, span=2)
        self.form.changed.connect(lambda _: self._ask_reason())
        self.form.changed.connect(lambda _: ask_doubt(self.form))
        self._ask_reason()
        self.notice = ChannelsNotice(context, "session", parent=self)
        self.notice.entered.connect(self._fill_channels)
        self.behind = ClockBehind(context)
        self.final = label(FINAL, "warning", wrap=True)
        self.final.hide()
        for part in (self.behind, self.final, self.notice, self.form, self._lengths()):
            self.content.addWidget(part)
        self.add_cancel()
        self.go = self.add_verb("Start the timer", "primary", self._start, default=True)
        self.go.setObjectName("session-go")
        (self.form.field(IDENTITY) if self._asks_who else self.channel).setFocus()
        self._ask_what_is_known()

    def _ask_what_is_known(self) -> None:
        workspace, case_id, kind = self._context.workspace, self._case_id, self._kind
        self.behind.look()
        self._context.tasks.read(
            lambda: (
                one_call.proposed_identity(workspace, case_id),
                session_way.of_case(workspace, case_id, kind),
                plan_readiness.final(workspace, case_id),
            ),
            owner=self,
            done=lambda found: self._propose(*found),
        )

    def _propose(self, known: Mapping[str, str], way: str, final: bool) -> None:
        """Who it is was confirmed a moment ago in the same call (I3), and the way that was booked or
        agreed comes before the one used last (I2, I9); what is chosen meanwhile stands."""
        self.final.setVisible(final)
        if IDENTITY in known and not self.form.value(IDENTITY):
            self.form.set_value(IDENTITY, (known[IDENTITY],))
        if way and self.form.value("channel") == self._last:
            self.form.set_value("channel", way)

    def _fill_channels(self) -> None:
        """The channels cleared by now; the one that was chosen stays."""
        programme = self._context.workspace.programme_of(self._case_id)
        offer_others(self.channel, programme.channels_for("session"))

    def _ask_reason(self) -> None:
        """It may wait until the wrap-up: nobody on the line should have to."""
        ask_reason(self.form, self._channels, str(self.form.value("channel")))

    def _lengths(self) -> QWidget:
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(label("Booked for", "soft"))
        for minutes in BOOKED:
            row.addWidget(button(f"{minutes} minutes", "chip", partial(self._book, minutes)))
        row.addStretch(1)
        return held

    def _book(self, minutes: int) -> None:
        until = self._context.clock.now() + timedelta(minutes=minutes)
        self.form.set_value("booked", until.astimezone(LONDON).time())

    def _booked_until(self, at: datetime) -> datetime | None:
        booked = self.form.value("booked")
        if booked is None:
            return None
        local = at.astimezone(LONDON)
        until = datetime.combine(local.date(), booked, LONDON)
        return (until if until > local else until + timedelta(days=1)).astimezone(UTC)

    def _start(self) -> None:
        at = sessions.click(self._context.clock)
        problems = self.form.date_problems() | (identity_missing(self.form) if self._asks_who else {})
        self.form.set_notes(problems)
        if problems:
            self.form.focus_first_note()
            return
        self.show_error("")
        self.set_busy(True)
        channel, until = str(self.form.value("channel")), self._booked_until(at.wall)
        why = reason_of(self.form, self._channels, channel)
        identity, doubt = identity_of(self.form)
        workspace, case_id, kind = self._context.workspace, self._case_id, self._kind
        self._context.tasks.write(
            lambda: sessions.start(
                workspace,
                case_id,
                kind=kind,
                channel=channel,
                channel_reason=why,
                booked_until=until,
                identity=identity,
                doubt=doubt,
                at=at,
            ),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _done(self, outcome: Outcome[SessionView]) -> None:
        self._context.preferences.put(LAST_CHANNEL, outcome.value.channel)
        self.accept()
        self._context.hub.tell(outcome)

    def _refused(self, error: UserError) -> None:
        if self.notice.show_refusal(error):
            self.set_busy(False)
            return
        self.show_refusal(error, self.form)
