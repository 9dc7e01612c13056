"""What came between a participant and the programme, and what comes next, with its dates."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from jfs_desktop.casework.circumstances import circumstances
from jfs_desktop.casework.circumstances.circumstances import Circumstances
from jfs_desktop.casework.contact import missed_meetings
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Changed, Outcome
from jfs_desktop.records.views import CaseView, FactView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.journey.bookings import Booking
from jfs_desktop.rules.writing.wording import weekday_day
from ui.dialogs.circumstances.move import MoveDialog
from ui.dialogs.ending.end_early import EndEarlyDialog
from ui.dialogs.questions.withdraw import WithdrawDialog
from ui.dialogs.recording.answer import AnswerDialog
from ui.dialogs.recording.came_by_mail import CameByMailDialog
from ui.pages.case.circumstances.circumstance_cards import ThreadCard, time_line
from ui.pages.case.frame.tab import CaseNow, CaseTab
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.buttons import button
from ui.widgets.file_drop import FileDrop
from ui.widgets.flow import FlowRow
from ui.widgets.journey_strip import JourneyStrip
from ui.widgets.text import label
from ui.widgets.whole_scroll import WholeScroll

K = FactKind
_NEW = {
    "missed": (K.MEETING_MISSED,),
    "away": (K.DISENGAGED, K.WITHDREW),
    "changes": (K.CHANGE_NOTICED, K.BENEFIT_CHANGE_NOTICED),
    "notices": (K.CHANGE_NOTICE_RECEIVED, K.JFS07_SENT),
    "complaints": (K.COMPLAINT_RAISED,),
    "vulnerability": (K.VULNERABILITY_NOTICED,),
}

_ABOUT_NOTHING = (K.RE_CONTACT_ATTEMPTED, K.DNA_KEYED, K.DNS_KEYED, K.VULNERABILITY_SEEN)


class CircumstancesTab(CaseTab):
    """Cards for missed meetings, time away, moves, changes, notices and complaints."""

    cares = Changed.CASES | Changed.CLOCKS | Changed.SETTINGS

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._view: CaseView | None = None
        self._found: Circumstances | None = None
        self.missed = ThreadCard("Missed meetings", "No booked meeting was missed.")
        self.away = ThreadCard(
            "Away and back", "No disengagement, attempt, return or withdrawal is recorded."
        )
        self.moves = ThreadCard("Moves and absence", "No move or absence is known.")
        self.changes = ThreadCard("Changes", "No change is noted.")
        self.notices = ThreadCard(
            "Change notices and JFS07", "Log a CEPD1 or UC78e here as it arrives. JFS07 is optional."
        )
        self.complaints = ThreadCard("Complaints", "No complaint was raised.")
        self.vulnerability = ThreadCard("Vulnerability", "The Jobcentre gave no notice.")
        self.cards = {
            "missed": self.missed,
            "away": self.away,
            "moves": self.moves,
            "changes": self.changes,
            "notices": self.notices,
            "complaints": self.complaints,
            "vulnerability": self.vulnerability,
        }
        self._add_above()
        self._assemble()

    def read_case(self, case: CaseNow) -> None:
        self._view = case.view

    def load(self) -> None:
        case_id, workspace = self.case_id, self.context.workspace
        if case_id is not None:
            self.context.tasks.read(
                lambda: circumstances.of_case(workspace, case_id), owner=self, done=self._show
            )

    def clear(self) -> None:
        self._view = self._found = None
        self._show_bookings(())
        self.line.set_steps(())
        self.line.hide()
        self.next.setText("")
        self.ways.setText("")
        for card in self.cards.values():
            card.show_threads(())

    def set_narrow(self, narrow: bool) -> None:
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)

    def _add_above(self) -> None:
        self.bookings = QVBoxLayout()
        self.bookings.setSpacing(6)
        self.missed.above.addLayout(self.bookings)
        self.line = JourneyStrip()
        self.line.setAccessibleName("The days that count while somebody is away")
        self.next = label("", "strong", wrap=True)
        self.ways = label("", "soft", wrap=True)
        self.away_verbs = FlowRow()
        for widget in (self.line, self.next, self.ways, self.away_verbs):
            self.away.above.addWidget(widget)
        self.line.hide()
        move = button("Move or absence…", "plain", self._move, name="new-moved")
        self.moves.offered.take(move)
        self.new_move = move
        self.drop = FileDrop("Drop a CEPD1 or UC78e here as it came by e-mail.")
        self.drop.given.connect(self._came)
        self.notices.above.addWidget(self.drop)
        self.notices.offered.take(button("Fill in JFS07…", "plain", self._fill_in, name="fill-jfs07"))

    def _fill_in(self) -> None:
        if self.case_id is not None:
            from ui.dialogs.mail.make_letter import JFS07, MakeLetterDialog

            lead = self.fieldRequested.emit
            MakeLetterDialog.ask(self.context, self.case_id, self.window(), (JFS07,), lead)

    def _came(self, path: Path) -> None:
        if self.case_id is not None:
            CameByMailDialog.read(self.context, self.case_id, self.window(), K.CHANGE_NOTICE_RECEIVED, path)

    def _assemble(self) -> None:
        held = QWidget()
        held.setProperty("role", "plainground")
        whole = QVBoxLayout(held)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self.away)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(12)
        for names in (("missed", "moves", "complaints"), ("changes", "notices", "vulnerability")):
            column = QVBoxLayout()
            column.setSpacing(12)
            for name in names:
                column.addWidget(self.cards[name])
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        whole.addLayout(self._columns)
        whole.addStretch(1)
        area = WholeScroll(held, "Circumstances")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        for card in self.cards.values():
            card.stepChosen.connect(self._answer)
            card.backChosen.connect(self._take_back)

    def _show(self, found: Circumstances) -> None:
        if found.case_id != self.case_id:
            return
        self._found = found
        for name, kinds in _NEW.items():
            self.cards[name].offer([found.new[kind] for kind in kinds])
        self.new_move.setEnabled(found.started)
        self.new_move.setToolTip("" if found.started else "Nobody has started yet.")
        for name, card in self.cards.items():
            card.show_threads(getattr(found, name))
        self._show_bookings(found.bookings)
        self._show_away(found)

    def _show_bookings(self, bookings: tuple[Booking, ...]) -> None:
        _empty(self.bookings)
        for booking in bookings:
            at = f", {booking.at}" if booking.at else ""
            held = QWidget()
            row = QHBoxLayout(held)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(label(f"Booked for {weekday_day(booking.on)}{at}", wrap=True), 1)
            made = button("Missed", "primary", partial(self._miss, booking.id), name="missed-booking")
            made.setAccessibleName(f"The meeting of {weekday_day(booking.on)} was missed")
            row.addWidget(made)
            self.bookings.addWidget(held)

    def _show_away(self, found: Circumstances) -> None:
        spell = found.spell
        self.line.setVisible(spell is not None)
        self.line.set_steps(time_line(spell, found.today) if spell else ())
        self.next.setText(" ".join(found.away_lines))
        self.next.setVisible(bool(found.away_lines))
        agreed = ", then ".join(way.lower() for way in found.agreed_ways)
        self.ways.setText(f"Agreed way of keeping in touch: {agreed}." if agreed and spell else "")
        self.ways.setVisible(bool(self.ways.text()))
        _empty(self.away_verbs.flow)
        for place, step in enumerate(found.away_steps):
            made = button(step.text, "plain" if place else "primary", name=f"away-{step.kind.value}")
            made.clicked.connect(lambda _=False, kind=step.kind: self._answer(kind, None))
            self.away_verbs.take(made)

    def _answer(self, kind: FactKind, about: UUID | None) -> None:
        if self.case_id is None:
            return
        if kind is K.ENDED_EARLY and self._found is not None:
            EndEarlyDialog.ask(self.context, self.case_id, self._found.today, self.window())
            return
        # One attempt serves both the missed meeting and the disengagement (AMB-35).
        serves_all = kind in _ABOUT_NOTHING
        AnswerDialog.answer(self.context, self.case_id, self.window(), kind, None if serves_all else about)

    def _move(self) -> None:
        if self._view is not None and self._found is not None:
            MoveDialog.ask(self.context, self._view, self._found.last_day, self.window())

    def _take_back(self, fact: FactView) -> None:
        WithdrawDialog.ask(self.context, fact, self.window())

    def _miss(self, booking_id: UUID) -> None:
        case_id, context = self.case_id, self.context
        if case_id is None:
            return
        workspace = context.workspace

        def miss() -> Outcome[FactView]:
            return missed_meetings.miss(workspace, case_id, booking_id)

        def done(outcome: Outcome[Any]) -> None:
            tell_with_undo(context, outcome, "Recorded as missed.")

        def failed(error: UserError) -> None:
            context.say.problem(error)
            self.mark_stale()

        context.tasks.write(miss, owner=self, done=done, failed=failed)


def _empty(layout: QLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
