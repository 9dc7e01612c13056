"""The card of the tab 'Referral' with what is on record of it: how it came, and how it was answered (R1 to
R3, E3)."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.referrals.referral_record import ReferralRecord
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.writing.wording import day_and_time, long_day
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.name_values import NameValues


class RecordCard(Card):
    """``correctRequested()`` asks for the form that puts it right."""

    correctRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("The referral", parent)
        self.correct = button("Correct it…", "plain", self.correctRequested.emit, name="correct-referral")
        self.verbs.addWidget(self.correct)
        self.known = NameValues(gap=12)
        self.body.addWidget(self.known)

    def show_record(self, record: ReferralRecord) -> None:
        """Show another referral."""
        self.known.show_lines(record_lines(record))

    def clear(self) -> None:
        """Let go of what was shown."""
        self.known.clear()


def record_lines(record: ReferralRecord) -> Iterator[tuple[str, str]]:
    """What is on record, line by line; what nobody knows is left out."""
    came = "from a file of PRaP's" if record.from_file else "typed from PRaP"
    yield "Reference", f"{record.reference}, {came}"
    yield "Made", long_day(record.made_on)
    yield "Received", day_and_time(record.received_at)
    again = "Re-referral" if record.re_referral else "First referral"
    yield "Kind", "Duplicate of another referral" if record.doubles else again
    if record.age is not None:
        yield "Age", f"{record.age} at the referral"
    claim = f"claimed since {long_day(record.claim_start)}" if record.claim_start else ""
    if benefit := ", ".join(part for part in (record.benefit, claim) if part):
        yield "Benefit", benefit
    if record.work_coach:
        yield "Work Coach", ", ".join(part for part in (record.work_coach, record.jobcentre) if part)
    elif record.jobcentre:
        yield "Jobcentre", record.jobcentre
    yield "Answer", _answer(record)


def _answer(record: ReferralRecord) -> str:
    told = record.answered
    if told is not None:
        said = "Accepted" if told.kind == FactKind.ACKNOWLEDGED else "Rejected"
        when = day_and_time(told.at) if told.at else long_day(told.on)
        late = f" (late: {told.late_reason})" if told.late_reason else ""
        why = f". {told.reason}" if told.reason else ""
        return f"{said} on PRaP, {when}, by {told.by}{late}{why}"
    if record.lapsed_on is not None:
        return f"None: lapsed on {long_day(record.lapsed_on)}"
    if record.answer_by is not None:
        return f"Owed by the end of {long_day(record.answer_by)} (JFS 3.07)"
    return "Not known"
