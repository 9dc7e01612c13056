"""The Support tab: the minimum service, what was given beside the timer, who advises, and the pace."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from jfs_desktop.casework.sessions import support
from jfs_desktop.casework.sessions.support import (
    AdviserChange,
    Continuity,
    GivenView,
    Pace,
    SupportSheet,
    TimedPart,
)
from jfs_desktop.clock import london_day
from jfs_desktop.outcome import Changed
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.questions import YES
from jfs_desktop.rules.writing.wording import counted, near_day
from ui.dialogs.recording.record import RecordDialog
from ui.dialogs.sessions.record_support import RecordSupportDialog
from ui.pages.case.frame.tab import CaseTab
from ui.pages.case.support.service_list import ServiceList
from ui.pages.case.support.signposting import SignpostCard
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.record_table import Column, RecordModel, RecordTable
from ui.widgets.text import label
from ui.widgets.whole_scroll import WholeScroll

ROWS_SHOWN = 6
WIDTHS = (84, 190, 130, 90, 330)


class SupportTab(CaseTab):
    """Everything on it is worked out from what was recorded; each button leads to one short form."""

    cares = Changed.CASES | Changed.SESSIONS | Changed.GROUPS
    beside = ("time",)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._timed: tuple[TimedPart, ...] = ()
        self.service = ServiceList(self._today)
        self.record = button("Record support…", "primary", lambda: self._record(""), name="record-support")
        self.given: RecordModel[GivenView] = RecordModel(_columns(self._today), self)
        self.table = RecordTable("support", context.preferences)
        self.table.take(self.given, WIDTHS, newest_first=True)
        self.table.setAccessibleName("Support given")
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.nothing = label(
            "Nothing yet. Mock interview, sector advice, job matching, peers, signposting: each is recorded"
            " here and stands in the JFAP at once.",
            "soft",
            wrap=True,
        )
        self.pace = label("", wrap=True)
        self.advisers = label("", wrap=True)
        self.changes = label("", "soft", wrap=True)
        self.signpost = SignpostCard()
        self._assemble()
        self.service.offerRequested.connect(lambda key: self._record(key, offered=True))
        self.service.recordRequested.connect(self._record)
        self.signpost.sheetRequested.connect(self._make_sheet)
        self.signpost.signedRequested.connect(lambda: self._tell(FactKind.IPESSO1_SIGNED))
        self.signpost.sentRequested.connect(lambda: self._tell(FactKind.IPESSO1_SENT))

    def load(self) -> None:
        workspace, case_id = self.context.workspace, self.case_id
        if case_id is not None:
            self.context.tasks.read(
                lambda: (case_id, support.sheet(workspace, case_id)), owner=self, done=self._show
            )

    def clear(self) -> None:
        self._timed = ()
        self.service.set_items((), offered=(), given=())
        self.given.set_rows(())
        for part in (self.pace, self.advisers, self.changes):
            part.setText("")
        self.signpost.hide()

    def _assemble(self) -> None:
        checklist = Card("Minimum service")
        checklist.verbs.addWidget(self.record)
        checklist.body.addWidget(self.service)
        given = Card("Support given")
        given.body.addWidget(self.nothing)
        given.body.addWidget(self.table)
        who = Card("Pace and advisers")
        for part in (self.pace, self.advisers, self.changes):
            who.body.addWidget(part)
        held = QWidget()
        held.setProperty("role", "plainground")
        inside = QVBoxLayout(held)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        for card in (who, checklist, given, self.signpost):
            inside.addWidget(card)
        inside.addStretch(1)
        area = WholeScroll(held, "Support")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(area)

    def _show(self, found: tuple[UUID, SupportSheet]) -> None:
        case_id, sheet = found
        if case_id != self.case_id:
            return
        self._timed = sheet.timed
        programme = self.context.workspace.programme_of(case_id)
        may = sheet.open and sheet.met
        self.record.setVisible(may)
        offered = _items(programme, FactKind.SUPPORT_OFFERED) if sheet.open else ()
        given = _items(programme, FactKind.SUPPORT_GIVEN) if may else ()
        self.service.set_items(sheet.service, offered=offered, given=given)
        self.given.set_rows(sheet.given)
        self.table.fit()
        shown = max(1, min(len(sheet.given), ROWS_SHOWN))
        height = self.table.verticalHeader().defaultSectionSize() * shown
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(height + head + 2 * self.table.frameWidth() + 2)
        self.table.setVisible(bool(sheet.given))
        self.nothing.setVisible(not sheet.given)
        self.pace.setText(pace_words(sheet.pace, self._today()))
        self.advisers.setText(adviser_words(sheet.continuity))
        self.changes.setText(change_words(sheet.continuity, self._today()))
        self.changes.setVisible(bool(sheet.continuity.changes))
        self.signpost.show_standing(sheet.signpost, self._today())

    def _record(self, item: str, *, offered: bool = False) -> None:
        if self.case_id is not None:
            RecordSupportDialog.ask(
                self.context, self.case_id, self.window(), item=item, offered=offered, timed=self._timed
            )

    def _make_sheet(self) -> None:
        if self.case_id is not None:
            from ui.dialogs.mail.make_letter import IPESSO1, MakeLetterDialog

            MakeLetterDialog.ask(self.context, self.case_id, self.window(), (IPESSO1,))

    def _tell(self, kind: FactKind) -> None:
        if self.case_id is not None:
            RecordDialog.ask(self.context, self.case_id, self.window(), kinds=(kind,))

    def _today(self) -> date:
        return london_day(self.context.clock.now())


def pace_words(pace: Pace, today: date) -> str:
    """How the sessions stand against the span in which they are expected (S3)."""
    if pace.expected_by is None:
        return f"At least {pace.wanted} 1-2-1 sessions are offered once the initial meeting was held."
    by = near_day(pace.expected_by, today)
    held = f"1-2-1 sessions: {len(pace.held_on)} held, {pace.wanted} wanted"
    coming = f", the next one planned for {near_day(pace.planned_on, today)}" if pace.planned_on else ""
    if pace.in_time:
        return f"✓ {held}{coming}: within the expected span, up to {by} (JFS 1.20)."
    if pace.planned < pace.wanted:
        missing = counted(pace.wanted - pace.planned, "session is", "sessions are")
        return f"▲ {held}{coming}: {missing} still to be planned, best by {by} (JFS 1.20)."
    return f"▲ {held}{coming}: later than the expected span, which ends on {by} (JFS 1.20)."


def adviser_words(who: Continuity) -> str:
    """The designated adviser, and everybody who held a session (S4)."""
    named = f"Designated adviser: {who.designated or 'nobody yet'}."
    if not who.advisers:
        return f"{named} No session was held yet."
    shares = ", ".join(f"{one.name} ({counted(one.sessions, 'meeting')})" for one in who.advisers)
    return f"{named} {counted(len(who.advisers), 'adviser')} so far: {shares}."


def _from_to(one: AdviserChange) -> str:
    return f" from {one.came_from} to {one.went_to}" if one.came_from else ""


def change_words(who: Continuity, today: date) -> str:
    """Each change of the adviser, with its reason and whether it was agreed."""
    agreed = {YES: ", agreed with them", "": ""}
    return "\n".join(
        f"Changed {near_day(one.on, today)}{_from_to(one)}: {one.reason}"
        f"{agreed.get(one.agreed, ', not agreed with them')}"
        for one in who.changes
    )


def _items(programme: Programme, kind: FactKind) -> tuple[str, ...]:
    asks = programme.fact_kinds[kind].asks
    return tuple(choice.key for ask in asks if ask.key == support.ITEM for choice in ask.choices)


def _columns(today: Callable[[], date]) -> Sequence[Column[GivenView]]:
    return (
        Column("on", "Date", lambda row: near_day(row.on, today()), WIDTHS[0], sort=lambda row: row.on),
        Column("what", "What", lambda row: row.what, WIDTHS[1]),
        Column("by", "By", lambda row: row.by, WIDTHS[2]),
        Column(
            "minutes",
            "1-2-1 time",
            lambda row: "" if row.minutes is None else f"{row.minutes} min",
            WIDTHS[3],
            tip=lambda row: "Part of a timed 1-2-1" if row.minutes is not None else "Counts to no minutes",
        ),
        Column("outcome", "What came of it", lambda row: " ".join(row.outcome.split()), WIDTHS[4]),
    )
