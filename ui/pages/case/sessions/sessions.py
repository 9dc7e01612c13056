"""The sessions of a case: what was held, how long, what it did to the JFAP, and what is still open."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.casework.sessions import sessions
from jfs_desktop.casework.sessions.sessions import SessionKind
from jfs_desktop.clock import london_day
from jfs_desktop.outcome import Changed
from jfs_desktop.records.views import GapView, SessionView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.meetings.initial_meeting import unfinished
from ui.dialogs.sessions.correct_minutes import CorrectMinutesDialog
from ui.dialogs.sessions.gap_question import GapQuestion
from ui.dialogs.sessions.manual_session import ManualSessionDialog
from ui.pages.case.frame.owed_wrap_up import OwedWrapUp
from ui.pages.case.frame.tab import CaseNow, CaseTab
from ui.pages.case.sessions.session_detail import SessionDetail
from ui.pages.case.sessions.session_table import SessionTable
from ui.pages.page import Chosen
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.whole_scroll import WholeScroll

TO_DO = (
    "Press 'Start 1-2-1' above when you begin to talk; the minutes count towards the 1-2-1 support"
    " that the programme asks for."
)
TO_MEET = "It begins with the initial meeting: the button above leads to it."
TO_MEETING = "Go to the initial meeting"
NOT_ACCEPTED = "Time can be recorded once the referral is acknowledged."
ENDED = "The case has ended; nothing is left to time."
CANCELLING = "A cancellation is under way; nothing is left to time (JFS 3.37)."


class SessionsTab(CaseTab):
    """A list of sessions over the detail of the chosen one. The 1-2-1 time stands beside it; the timer is
    started in the head of the case, which stands above every tab."""

    cares = Changed.SESSIONS
    beside = ("time",)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._chosen: UUID | None = None
        self._met = False
        self._wrap_up = OwedWrapUp(context, self)
        self._make()
        self._assemble()
        self._connect()

    def load(self) -> None:
        workspace, case_id = self.context.workspace, self.case_id
        if case_id is None:
            return
        self.context.tasks.read(
            lambda: (case_id, sessions.of_case(workspace, case_id)), owner=self, done=self._show
        )

    def read_case(self, case: CaseNow) -> None:
        happened = {fact.kind for fact in case.facts if not fact.withdrawn_reason}
        self._met = FactKind.INITIAL_MEETING_HELD in happened
        accepted = self._met or FactKind.ACKNOWLEDGED in happened
        may = case.view.served and accepted
        self.initial.setVisible(may and self._met and unfinished(happened))  # else the head leads there
        self.by_hand.setVisible(may)
        self.empty.title.setText("No session yet" if case.view.open else "No session was held")
        why = NOT_ACCEPTED if case.view.served else CANCELLING if case.view.open else ENDED
        to_do = TO_DO if self._met else TO_MEET
        self.empty.text.setText(to_do if may else why)

    def clear(self) -> None:
        self._chosen = None
        self.table.set_sessions(())
        self.detail.clear()
        self.detail.hide()

    def chosen(self) -> Chosen:
        return {"session": str(self._chosen or "")}

    def choose_again(self, chosen: Chosen) -> None:
        self._chosen = UUID(chosen["session"]) if chosen["session"] else None

    def showing(self) -> None:
        self._wrap_up.come_back()

    def save_drafts(self) -> None:
        self._wrap_up.keep()

    def _make(self) -> None:
        self.card = Card("Sessions")
        self._channels: dict[str, str] = {}  # as the programme of the case shown calls them
        self.table = SessionTable(self.context.preferences, self._channels, self._today)
        self.detail = SessionDetail(self._channels)
        self.detail.hide()
        self.by_hand = button("Enter a session by hand…", "plain", self._enter, name="session-by-hand")
        self.initial = button(TO_MEETING, "plain", self._to_meeting, name="session-start-initial")
        self.empty = EmptyState("No session yet", TO_DO)
        self.empty.hide()

    def _assemble(self) -> None:
        for made in (self.by_hand, self.initial):
            self.card.verbs.addWidget(made)
        self.card.body.addWidget(self.table)
        self.card.body.addWidget(self.empty)
        held = QWidget()
        held.setProperty("role", "plainground")
        inside = QVBoxLayout(held)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(self.card)
        inside.addWidget(self.detail)
        inside.addStretch(1)
        area = WholeScroll(held)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(area)

    def _connect(self) -> None:
        self.table.chosen.connect(self._choose)
        self.detail.correctRequested.connect(self._correct)
        self.detail.wrapUpRequested.connect(self._finish)
        self.detail.answerRequested.connect(self._answer)

    def _show(self, found: tuple[UUID, tuple[SessionView, ...]]) -> None:
        case_id, rows = found
        if case_id != self.case_id:
            return
        chosen = self._chosen
        programme = self.context.workspace.programme_of(case_id)
        self._channels.update((one.key, one.name) for one in programme.channels)
        self.table.set_sessions(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        kept = next((row for row in rows if row.id == chosen), rows[0] if rows else None)
        if kept is not None:
            self.table.choose(kept.id)
        self._choose(kept)

    def _choose(self, session: SessionView | None) -> None:
        self._chosen = session.id if session is not None else None
        self.detail.setVisible(session is not None)
        if session is not None:
            self.detail.show_session(session)

    def _to_meeting(self) -> None:
        self.startRequested.emit(SessionKind.INITIAL_MEETING.value)

    def _today(self) -> date:
        return london_day(self.context.clock.now())

    def _enter(self) -> None:
        if self.case_id is not None:
            kind = SessionKind.ONE_TO_ONE if self._met else SessionKind.INITIAL_MEETING
            ManualSessionDialog(self.context, self.case_id, kind.value, self.window()).open()

    def _correct(self, session: SessionView) -> None:
        CorrectMinutesDialog(self.context, session, self.window()).open()

    def _answer(self, gap: GapView) -> None:
        GapQuestion(self.context, gap, self.window()).open()

    def _finish(self, session: SessionView) -> None:
        self._wrap_up.begin(session.id)
