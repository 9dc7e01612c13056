"""The cards at the right of the tab 'Referral': doubts, earlier cases, access needs, the way back."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.casework.referrals.referral_view import EarlierView, ReferralView
from jfs_desktop.records.views import FactView, PlanView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.programme.questions import chosen
from jfs_desktop.rules.writing.wording import long_day
from ui.pages.case.referral.referral_words import doubt_line, doubt_state, earlier_line, plan_lines
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.pill import Pill
from ui.widgets.text import ElidedLabel, label


class Rows(QWidget):
    """A column whose rows are made anew each time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._held: list[QWidget] = []

    def add(self, *widgets: QWidget, stretch: bool = True) -> None:
        """One row of these; the first of several takes the room."""
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        for place, widget in enumerate(widgets):
            row.addWidget(widget, 1 if stretch and place == 0 else 0)
        self._column.addWidget(held)
        self._held.append(held)
        held.show()

    def clear(self) -> None:
        """Take every row away."""
        for held in self._held:
            self._column.removeWidget(held)
            held.hide()
            held.deleteLater()
        self._held = []


class DoubtsCard(Card):
    """What is in doubt, what was asked, and what waits. ``askRequested(subject)``,
    ``answerRequested(waits_by)``."""

    askRequested = Signal(str)
    answerRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Doubts and the Work Coach", parent)
        self.ask = button("Ask the Work Coach…", "plain", self._ask, name="ask-work-coach")
        self.verbs.addWidget(self.ask)
        self.nothing = label(
            "Nothing is in doubt. The Jobcentre decides who is eligible and suitable (JFS 3.01).",
            "soft",
            wrap=True,
        )
        self.open = label("", "warning", wrap=True)
        self.rows = Rows()
        for part in (self.nothing, self.open, self.rows):
            self.body.addWidget(part)
        self._subject = ""

    def show_case(self, view: ReferralView) -> None:
        """Show the doubts of a case, those that wait first."""
        open_ones = view.not_raised
        self._subject = next(
            (key for key, doubts in view.doubtful.items() if set(doubts) & set(open_ones)), ""
        )
        self.open.setText("\n".join(doubt_line(doubt) for doubt in open_ones))
        self.open.setVisible(bool(open_ones))
        self.nothing.setVisible(not open_ones and not view.doubts)
        self.rows.clear()
        for doubt in sorted(view.doubts, key=lambda one: one.waits_by is None):
            waits = doubt.waits_by is not None
            pill = Pill("Waiting for the answer", "today") if waits else Pill(doubt.decision_name, "neutral")
            if waits:
                told = button(
                    "Record the answer…",
                    "primary",
                    partial(self.answerRequested.emit, doubt.waits_by),
                    name="record-answer",
                )
                self.rows.add(pill, QWidget(), told, stretch=False)
            else:
                self.rows.add(pill, stretch=False)
            self.rows.add(label(doubt_state(doubt), wrap=True))

    def clear(self) -> None:
        """Let go of everything shown."""
        self.rows.clear()
        self.open.setText("")

    def _ask(self) -> None:
        self.askRequested.emit(self._subject)


class EarlierCard(Card):
    """The person's earlier cases. ``caseRequested(case_id)``; ``planRequested(case_id)`` asks for the JFAP
    of one, which ``show_plan`` then shows to be read beside this case; ``closedRequested()`` that
    PRaP was seen to show the earlier case closed."""

    caseRequested = Signal(object)
    planRequested = Signal(object)
    closedRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Earlier cases of this person", parent)
        self.alarm = label("", "error", wrap=True)
        self.closed = button(
            "PRaP shows it closed…", "primary", self.closedRequested.emit, name="earlier-closed"
        )
        self.rows = Rows()
        self.plan = label("", wrap=True)
        self.plan.setObjectName("earlier-plan")
        self._read: UUID | None = None
        for part in (self.alarm, self.closed, self.rows, self.plan):
            self.body.addWidget(part)

    def show_case(self, view: ReferralView) -> None:
        """Show the earlier cases, with the alarm where PRaP may hold one open (R8)."""
        alarm = view.re_referral.alarm if view.re_referral else ""
        died = f"{view.deceased.text} ({view.deceased.paragraph})." if view.deceased is not None else ""
        self.alarm.setText("\n".join(part for part in (died, alarm) if part))
        self.alarm.setVisible(bool(died or alarm))
        self.closed.setVisible(bool(alarm))
        self.rows.clear()
        for earlier in view.earlier:
            self._add(earlier)
        if self._read not in {one.case_id for one in view.earlier}:
            self._fold()
        self.setVisible(bool(view.earlier))

    def show_plan(self, plan: PlanView, programme: Programme) -> None:
        """The JFAP of an earlier case, to be read only; asked for again it folds."""
        self._read = plan.case_id
        self.plan.setText(f"JFAP of {plan.reference}, to read only\n{plan_lines(plan.content, programme)}")
        self.plan.show()

    def clear(self) -> None:
        """Let go of everything shown."""
        self.rows.clear()
        self.alarm.setText("")
        self._fold()

    def _add(self, earlier: EarlierView) -> None:
        read = button("Read its JFAP", "quiet", partial(self._plan, earlier.case_id), name="read-jfap")
        open_it = button(
            "Open it", "quiet", partial(self.caseRequested.emit, earlier.case_id), name="open-earlier"
        )
        for made in (read, open_it):
            made.setAccessibleName(f"{made.text()}: {earlier.reference}")
        self.rows.add(ElidedLabel(earlier.name, "strong"), read, open_it)
        self.rows.add(label(earlier_line(earlier), wrap=True))

    def _plan(self, case_id: UUID) -> None:
        if self._read == case_id:
            self._fold()
        else:
            self.planRequested.emit(case_id)

    def _fold(self) -> None:
        self._read = None
        self.plan.setText("")
        self.plan.hide()


class NeedsCard(Card):
    """What the person needs to take part, and what is done about it (E10). ``noteRequested()``."""

    noteRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Access needs", parent)
        self.note = button("Note them…", "plain", self.noteRequested.emit, name="note-needs")
        self.verbs.addWidget(self.note)
        self.text = label("", wrap=True)
        self.body.addWidget(self.text)

    def show_case(self, view: ReferralView, programme: Programme) -> None:
        """Show the newest entry."""
        noted = view.access_needs
        self.note.setText("Note others…" if noted else "Note them…")
        self.text.setText(_needs_words(noted, programme) if noted else "None noted.")

    def clear(self) -> None:
        """Let go of what was shown."""
        self.text.setText("")


class BackCard(Card):
    """A lapsed referral and the way back to the Jobcentre (R3, R10). ``backRequested()``,
    ``caseRequested(case_id)`` for the referral that supersedes this one."""

    backRequested = Signal()
    caseRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Back to the Jobcentre", parent)
        self.words = label("", wrap=True)
        self.back = button("Record the hand-back…", "primary", self.backRequested.emit, name="hand-back")
        self.later = button("", "link", self._open_later, name="open-later")
        self._later: UUID | None = None
        for part in (self.words, self.later, self.back):
            self.body.addWidget(part)

    def show_case(self, view: ReferralView, programme: Programme) -> None:
        """Show what is left to do; hidden while the case is on its usual way."""
        lines = []
        if view.lapsed and view.doubled is not None:
            lines.append(
                "This duplicate lapsed: nothing was keyed by the end of its acknowledgement day (JFS 3.08). "
                "Tell the Jobcentre that it doubled another referral, and ask for no new one."
            )
        elif view.lapsed:
            lines.append(
                "This referral lapsed: nothing was keyed by the end of its acknowledgement day, so it can "
                "be neither accepted nor started (JFS 3.08). Tell the Jobcentre, ask for a new "
                "referral, and record whom you told."
            )
        if view.handed_back:
            lines.append(_back_words(view.handed_back, programme))
        elif view.may_hand_back and not view.lapsed:
            lines.append("Whether there is another referral is the Jobcentre's to decide (JFS 3.40).")
        self._later = view.later[0] if view.later else None
        if view.later:
            self.later.setText(f"Superseded by {view.later[1]}, referred {long_day(view.later[2])}")
        self.later.setVisible(view.later is not None)
        self.words.setText("\n".join(lines))
        self.back.setVisible(view.may_hand_back and view.handed_back is None)
        self.setVisible(bool(lines) or view.later is not None)

    def clear(self) -> None:
        """Let go of what was shown."""
        self.words.setText("")
        self.later.setText("")

    def _open_later(self) -> None:
        if self._later is not None:
            self.caseRequested.emit(self._later)


def _needs_words(noted: FactView, programme: Programme) -> str:
    asks = {ask.key: ask for ask in programme.fact_kinds[FactKind.ACCESS_NEEDS_NOTED].asks}
    names = {choice.key: choice.name for choice in asks["needs"].choices}
    needs = ", ".join(names.get(key, key) for key in chosen(noted.detail.get("needs", "")))
    put = noted.detail.get("described", "").strip()
    lines = [needs, f"“{put}”" if put else "", noted.detail.get("adjustments", ""), noted.note]
    return "\n".join(line for line in lines if line) + f"\nNoted on {long_day(noted.on)}"


def _back_words(kept: FactView, programme: Programme) -> str:
    asks = {ask.key: ask for ask in programme.fact_kinds[FactKind.HANDED_BACK].asks}
    methods = {choice.key: choice.name.lower() for choice in asks["method"].choices}
    whom = kept.detail.get("to_whom", "") or "the Jobcentre"
    method = methods.get(kept.detail.get("method", ""), "")
    how = f" ({method})" if method else ""
    rest = [kept.detail.get("cause", ""), kept.note]
    return "\n".join(
        [f"Handed back on {long_day(kept.on)} to {whom}{how}.", *(text for text in rest if text)]
    )
