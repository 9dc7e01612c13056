"""The cards of the 'Ending' tab that tell: the days left, and the end that is recorded."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.casework.ending.endings import Ending, ProvisionDays, RecordedEnd
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.writing.wording import counted, full_day, long_day
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.pill import Pill
from ui.widgets.text import label

_ENTRY, PRAP = ("End code", "Last engaged day", "End date"), "PRaP"
_START = "Evidence of the start"


class DaysCard(Card):
    """The last day that counts, how many are left, and what still fits before it (AMB-07, X16)."""

    autoEndRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("The days left", parent)
        self.left = Pill()
        self.verbs.addWidget(self.left)
        self.last = label("", "strong", wrap=True)
        self.why = label("", wrap=True)
        self.fits = label("", "soft", wrap=True)
        self.confirm = button(
            "Confirm the automatic end", "primary", self.autoEndRequested.emit, name="confirm-auto-end"
        )
        for part in (self.last, self.why, self.fits, self.confirm):
            self.body.addWidget(part)

    def show_days(self, ending: Ending) -> None:
        """Show where the days of the case stand; nothing where it never started or has ended."""
        days = ending.days
        over = ending.end is not None or not (ending.served or ending.stage is Stage.AUTO_ENDED)
        self.setVisible(days is not None and not over)
        self.confirm.setVisible(ending.stage is Stage.AUTO_ENDED)
        if days is None:
            return
        self.left.set_state(*_left(days, ending))
        self.last.setText(_last(days, ending))
        self.why.setText(_why(days, ending))
        self.fits.setText(ending.time.advice)
        self.fits.setVisible(bool(ending.time.advice) and ending.open and not ending.died)


class EndCard(Card):
    """The end that is recorded, with the entry for PRaP."""

    keyRequested = Signal()
    takeBackRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("The end", parent)
        self.state = Pill()
        self.verbs.addWidget(self.state)
        self.told = label("", "strong", wrap=True)
        lines = QGridLayout()  # a form of Qt's keeps heights of the rows that it had before
        lines.setHorizontalSpacing(24)
        lines.setColumnStretch(1, 1)
        self.values = {name: label("", wrap=True) for name in (*_ENTRY, PRAP, _START, "Records")}
        self._names = {name: label(name, "soft") for name in self.values}
        for row, name in enumerate(self.values):
            lines.addWidget(self._names[name], row, 0, Qt.AlignmentFlag.AlignTop)
            lines.addWidget(self.values[name], row, 1)
        self.key = button("Key it on &PRaP…", "primary", self.keyRequested.emit, name="key-end")
        self.back = button("Take the end back…", "plain", self.takeBackRequested.emit, name="end-back")
        verbs = QHBoxLayout()
        verbs.addWidget(self.key)
        verbs.addWidget(self.back)
        verbs.addStretch(1)
        column = QVBoxLayout()
        column.addWidget(self.told)
        column.addLayout(lines)
        column.addLayout(verbs)
        self.body.addLayout(column)

    def show_end(self, ending: Ending) -> None:
        """Show what is recorded; nothing where there is no end and no death."""
        end = ending.end
        self.setVisible(end is not None or ending.died)
        for name in _ENTRY:
            self._show_line(name, end is not None)
        self.values["Records"].setText(ending.records)
        lacks = "; ".join(f"{name[:1].lower()}{name[1:]}" for name in ending.start_lacks)
        self.values[_START].setText(f"Incomplete, missing: {lacks} (JFS 3.19)." if lacks else "")
        self._show_line(_START, bool(lacks))
        open_end = end is not None and end.keyed_on is None and end.seen_on is None
        self._show_line(PRAP, open_end and end is not None and bool(end.auto_end_on))
        self.key.setVisible(open_end)
        self.back.setVisible(end is None or open_end)
        if end is None:
            self.told.setText("The person has died. Nothing goes out any more (JFS 5.11).")
            self.state.set_state("Stopped", "today")
            return
        done = "Completed" if end.kind is FactKind.COMPLETED else f"Ended early: {end.reason}"
        self.told.setText(f"{done}, {full_day(end.on)}.")
        overtaken = end.overtaken(ending.today)
        self.state.set_state(*_entry_state(end, overtaken=overtaken))
        self.key.setText("Confirm the a&utomatic end…" if overtaken else "Key it on &PRaP…")
        if end.auto_end_on is not None:
            self.values[PRAP].setText((_OVERTAKEN if overtaken else _ENDS).format(long_day(end.auto_end_on)))
        self.values["End code"].setText(f"{end.code} {end.code_name}" if end.code else "")
        engaged = long_day(end.last_engaged_on) if end.last_engaged_on else ""
        why = f" ({end.last_engaged_reason})" if end.last_engaged_reason else ""
        self.values["Last engaged day"].setText(engaged + why)
        self.values["End date"].setText(long_day(end.end_date))

    def _show_line(self, name: str, shown: bool) -> None:
        self._names[name].setVisible(shown)
        self.values[name].setVisible(shown)


_ENDS = "PRaP ends the case by itself on {}: key this end before (JFS 5.09)."
_OVERTAKEN = (
    "PRaP ended the case by itself on {}, before this end was keyed. Look whether it shows that, and confirm"
    " it (JFS 5.08)."
)


def _entry_state(end: RecordedEnd, *, overtaken: bool) -> tuple[str, str]:
    if end.keyed_on is not None:
        return f"Keyed {long_day(end.keyed_on)}", "good"
    if end.seen_on is not None:
        return f"Ended by PRaP, confirmed {long_day(end.seen_on)}", "neutral"
    return ("Ended by PRaP", "late") if overtaken else ("To be keyed on PRaP", "today")


def _left(days: ProvisionDays, ending: Ending) -> tuple[str, str]:
    if ending.stage is Stage.AUTO_ENDED:
        return "Ended by PRaP", "late"
    if days.days_left < 0:
        return "Time expired", "late"
    if days.days_left == 0:
        return "Last day today" if days.last_day == ending.today else "Last working day", "today"
    return f"{counted(days.days_left, 'working day')} left", "today" if days.days_left <= 3 else "neutral"


def _last(days: ProvisionDays, ending: Ending) -> str:
    if ending.stage is Stage.AUTO_ENDED:
        return f"PRaP ended this case by itself on {full_day(days.auto_end_on)} (code 45)."
    word = "was" if days.days_left < 0 else "is"
    return f"The last day that counts {word} {full_day(days.last_day)}."


def _why(days: ProvisionDays, ending: Ending) -> str:
    auto = long_day(days.auto_end_on)
    if ending.stage is Stage.AUTO_ENDED:
        return "Look whether PRaP shows it, and confirm it here. The case is then closed (JFS 5.08)."
    if ending.stage is Stage.TIME_EXPIRED:
        return (
            f"The {days.of} working days are over, so support stops (JFS 4.18). Code 36 only where "
            f"disengagement is shown. All five tests met late still make a completer, with CSS 4 missed. "
            f"Otherwise leave it: PRaP ends the case on {auto} with code 45, and you confirm that here."
        )
    if days.cut_by_prap:
        return (
            f"Working day {days.of} would be {long_day(days.working_last_day)}, but PRaP ends the case by "
            f"itself on {auto}. Finish and key the end before that (JFS 1.23, 5.08)."
        )
    return f"It is working day {days.of}; today is day {days.day}. PRaP ends the case by itself on {auto}."
