"""The head of a case: name, stage, who to ask, and what can be done now."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from jfs_desktop.casework.requests.request_rows import CLOCK as REQUESTED
from jfs_desktop.records.views import CaseView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.facts.stages import Stage
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.writing.wording import short_day
from ui.pages.case.contact.contact_words import booking_line
from ui.pages.case.frame.ni_number import NiNumber
from ui.pages.case.frame.tab import CaseNow
from ui.widgets.buttons import button
from ui.widgets.pill import Pill
from ui.widgets.roles import set_role
from ui.widgets.text import ElidedLabel, TwoLineLabel, label

ONE_TO_ONE, INITIAL = "one_to_one", "initial_meeting"
_GOOD = (Stage.STARTED, Stage.MEETING_HELD, Stage.FINALISING, Stage.COMPLETER, Stage.EARLY_COMPLETER)
DIED = "⚑ The person has died. Nothing goes out any more: no message, survey or call (JFS 5.11)."
_WARN = (Stage.DISENGAGED, Stage.TIME_EXPIRED, Stage.CANCEL_PENDING)


class CaseHead(QWidget):
    """``recordRequested()``, ``exportRequested()``, ``caseloadRequested()``, ``adviserRequested()``,
    ``startRequested(kind)``."""

    caseloadRequested = Signal()
    recordRequested = Signal()
    exportRequested = Signal()
    adviserRequested = Signal()
    startRequested = Signal(str)

    def __init__(self, *, with_export: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = ONE_TO_ONE
        self._with_export = with_export
        self._shared = self._startable = self._at_meeting = False
        self._make()
        self._assemble()

    def show_case(self, case: CaseNow) -> None:
        """Show another case, or the same anew."""
        view = case.view
        self.name.setText(view.name)
        self.stage.set_state(view.stage_name, _pill_kind(view))
        self.stage.show()
        self._show_asked(case)
        self.ni.set_number(view.ni_number)
        self.ni.show()
        self.line.setText(_line(view))
        self.adviser.setVisible(view.open)
        self.vulnerable_text.setText(DIED if case.died else _vulnerable_words(view))
        self.vulnerable.setVisible((view.vulnerable or case.died) and not self._shared)
        self._under.setContentsMargins(0, 0, 0, 8 if view.vulnerable else 0)
        self._offer(case)

    def clear(self) -> None:
        """Show nobody."""
        self.name.setText("")
        self.line.setText("")
        self.vulnerable_text.setText("")
        self.ni.set_number("")
        self._startable = False
        for widget in (
            self.stage, self.asked, self.ni, self.vulnerable, self.adviser, self.record, self.export,
            self.start, self.running,
        ):  # fmt: skip
            widget.hide()

    def set_shared(self, shared: bool) -> None:
        """Whether the person sees the screen: the number stays masked, and no mark of others' is shown."""
        self._shared = shared
        self.ni.set_kept(shared)

    def set_narrow(self, narrow: bool) -> None:
        """Whether the verbs stand below the words."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._top.setDirection(way)
        self._top.setSpacing(8 if narrow else 16)

    def _make(self) -> None:
        self.crumb = button("Caseload ›", "link", self.caseloadRequested.emit, name="to-caseload")
        self.crumb.setProperty("flush", True)
        self.crumb.setAccessibleName("Back to the caseload")
        self.name = TwoLineLabel("", "title")
        self.name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.stage = Pill()
        self.asked = Pill()
        self.asked.setToolTip("The Jobcentre asked for the JFAP; send it by this day (JFS 5.03)")
        self.ni = NiNumber()
        self.line = ElidedLabel("", "soft")
        self.line.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.adviser = button("Change…", "link", self.adviserRequested.emit, name="change-adviser")
        self.adviser.setAccessibleName("Change the designated adviser")
        self.adviser.setToolTip("Change the designated adviser")
        self.vulnerable = QFrame()
        self.vulnerable_text = label("", "strong", wrap=True)
        self.record = button("&Record what happened…", "plain", self.recordRequested.emit, name="case-record")
        self.export = button("E&xport JFAP", "plain", self.exportRequested.emit, name="case-export")
        self.start = button("S&tart 1-2-1", "primary", self._start, name="case-start")
        self.running = Pill("Session running", "accent")
        self.running.setToolTip("The timer is at the top; stop it there to wrap the session up.")

    def _assemble(self) -> None:
        title = QHBoxLayout()
        title.setSpacing(8)
        title.addWidget(self.name)
        title.addWidget(self.stage, 0, Qt.AlignmentFlag.AlignVCenter)
        title.addWidget(self.asked, 0, Qt.AlignmentFlag.AlignVCenter)
        title.addStretch(1)
        self._under = under = QHBoxLayout()
        under.setSpacing(6)
        under.addWidget(self.ni)
        under.addWidget(self.line)
        under.addWidget(self.adviser)
        under.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.crumb)
        words.addLayout(title)
        verbs = QHBoxLayout()
        verbs.setSpacing(6)
        for made in (self.record, self.export, self.start, self.running):
            verbs.addWidget(made, 0, Qt.AlignmentFlag.AlignVCenter)
        verbs.addStretch(1)
        beside = QVBoxLayout()  # the pill on one line with the buttons, all at the top
        beside.addLayout(verbs)
        beside.addStretch(1)
        self._top = QHBoxLayout()
        self._top.setSpacing(16)
        self._top.addLayout(words, 1)
        self._top.addLayout(beside)
        self.vulnerable.setProperty("role", "notice")
        inside = QHBoxLayout(self.vulnerable)
        inside.setContentsMargins(12, 7, 12, 7)
        inside.addWidget(self.vulnerable_text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(self._top)
        column.addLayout(self._under)
        column.addWidget(self.vulnerable)

    def _offer(self, case: CaseNow) -> None:
        happened = {fact.kind for fact in case.facts if not fact.withdrawn_reason}
        held = FactKind.INITIAL_MEETING_HELD in happened
        self._kind = ONE_TO_ONE if held else INITIAL
        initial = "Go &to the initial meeting"
        initial = initial if case.view.meeting_begun is None else "Con&tinue initial meeting"
        self.start.setText("S&tart 1-2-1" if held else initial)
        set_role(self.start, "primary" if held else "plain")
        startable = case.view.served and not case.died and (held or FactKind.ACKNOWLEDGED in happened)
        self._startable = startable and not case.running
        self._show_start()
        self.running.setVisible(case.running)
        self.record.show()
        self.export.setVisible(self._with_export)
        nothing_yet = "" if held else case.barred.get(FactKind.DRAFT_JFAP_SENT, "")
        self.export.setEnabled(not nothing_yet)
        self.export.setToolTip(nothing_yet)
        self.export.setAccessibleDescription(nothing_yet)

    def set_meeting_in_front(self, in_front: bool) -> None:
        """Whether the initial meeting's own tab is shown: it has the one button that begins it."""
        self._at_meeting = in_front
        self._show_start()

    def _show_start(self) -> None:
        shown = self._startable and not (self._at_meeting and self._kind == INITIAL)
        if not shown and self.window().focusWidget() is self.start:
            self.record.setFocus()  # beside it, and not the way out of the case, which stands first here
        self.start.setVisible(shown)

    def _show_asked(self, case: CaseNow) -> None:
        """That the Jobcentre asked for the JFAP and waits for it (X5)."""
        open_ones = [one for one in case.clocks if one.id == REQUESTED and one.is_open and one.due]
        first = min(open_ones, key=lambda one: one.due or date.max, default=None)
        self.asked.setVisible(first is not None)
        if first is not None and first.due is not None:
            kind = "late" if (first.days_left or 0) < 0 else "today" if not first.days_left else "accent"
            self.asked.set_state(f"JFAP requested · {short_day(first.due)}", kind)

    def _start(self) -> None:
        self.startRequested.emit(self._kind)


def _pill_kind(view: CaseView) -> str:
    if view.stage in _WARN:
        return "today"
    return "good" if view.stage in _GOOD else "neutral"


def _line(view: CaseView) -> str:
    adviser = f"designated adviser {view.adviser}" if view.adviser else "no designated adviser yet"
    agreed = booking_line(view.next_appointment) if view.next_appointment else ""
    welsh = "documents in Welsh" if view.document_language is DocumentLanguage.WELSH else ""
    parts = [agreed, welsh, "" if view.vulnerable else _wishes(view), view.jobcentre, adviser]
    return "".join(f"· {part} " for part in parts if part)


def _vulnerable_words(view: CaseView) -> str:
    """What the referral says comes with it, for it is the notice and stands wherever the case opens (G1)."""
    said = " ".join(view.referral_notes.split())
    parts = ("⚑ Marked as vulnerable on the referral.", f"It says: {said}" if said else "", _wishes(view))
    return " ".join(part for part in parts if part)


def _wishes(view: CaseView) -> str:
    """How they want to be reached, as the adviser noted it. What the referral says may be about anything: it
    stands under its own name beside."""
    return " ".join(view.contact_notes.split())
