"""One step of the meeting: its head with the state, and what stands under it while it is open."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.casework.contact.initial_meeting import MeetingView, StepView
from jfs_desktop.casework.documents.papers_out import Stands
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.meetings.initial_meeting import PARTS, TITLES, MeetingStep, StepState
from ui.pages.case.meeting.meeting_part import PartForm
from ui.pages.case.meeting.meeting_words import AIMS, done_words
from ui.shell.context import Context
from ui.widgets.buttons import button
from ui.widgets.pill import Pill
from ui.widgets.text import ElidedLabel, label

_PILLS: Mapping[StepState, tuple[str, str]] = {
    StepState.DONE: ("Done", "good"),
    StepState.NOW: ("Now", "accent"),
    StepState.LATER: ("Later", "neutral"),
    StepState.HELD_UP: ("Held up", "late"),
}

OUT_PILLS: Mapping[Stands, tuple[str, str]] = {
    Stands.WAITS: ("In the outbox", "accent"),
    Stands.OPENED: ("In another program", "accent"),
    Stands.PERHAPS: ("Perhaps sent", "late"),
    Stands.FAILED: ("Not sent", "late"),
    Stands.CAME_BACK: ("Came back", "late"),
}


class StepBody(QWidget):
    """What stands under the head of a step. ``recorded(Outcome)`` follows a verb, ``changed`` each answer."""

    recorded = Signal(object)
    changed = Signal()

    def __init__(self, context: Context, step: MeetingStep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.step = step
        self.parts: list[PartForm] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(28, 0, 0, 6)
        self.column.setSpacing(12)

    def add_part(self, kind: FactKind, *, titled: bool = False, **said: str) -> PartForm:
        """Add the form of one part."""
        part = PartForm(self.context, kind, titled=titled, fixed=said)
        part.recorded.connect(self.recorded)
        part.changed.connect(self.changed)
        self.parts.append(part)
        self.column.addWidget(part)
        return part

    def show_meeting(self, view: MeetingView) -> None:
        """Show what is recorded and what may be."""
        shown = view.step(self.step)
        for part in self.parts:
            if part.kind in shown.parts:
                part.show_part(
                    view.case.case_id, shown.parts[part.kind], view.choices[part.kind], view.minimums
                )

    def clear(self) -> None:
        """Let go of everything shown and typed."""
        for part in self.parts:
            part.clear()

    def answers(self) -> dict[str, str]:
        """What is half typed, by part and question, for a draft."""
        return {
            f"{part.kind.value}.{key}": text for part in self.parts for key, text in part.answers().items()
        }

    def set_answers(self, answers: Mapping[str, str]) -> None:
        """Show what a draft kept."""
        for part in self.parts:
            kept = {
                key.partition(".")[2]: text
                for key, text in answers.items()
                if key.startswith(f"{part.kind.value}.")
            }
            if kept:
                part.set_answers(kept)

    def asking(self) -> PartForm | None:
        """The first part that is still to be recorded."""
        return next((part for part in self.parts if part.isVisible() and part.asking()), None)

    def record(self) -> None:
        """Record the part that is written in, or else the one that is asked, from any field."""
        part = self._written_in() or self.asking()
        if part is not None:
            part.record()

    def go_to(self) -> bool:
        """Put the focus where the next answer is given; False where nothing is asked."""
        part = self.asking()
        if part is not None:
            part.go_to()
        return part is not None

    def _written_in(self) -> PartForm | None:
        focus: QWidget | None = self.window().focusWidget()
        holding = (part for part in self.parts if focus is not None and part.isAncestorOf(focus))
        return next((part for part in holding if part.asking()), None)


class PlainBody(StepBody):
    """A step that is nothing but its parts."""

    def __init__(self, context: Context, step: MeetingStep, parent: QWidget | None = None) -> None:
        super().__init__(context, step, parent)
        kinds = PARTS[step]
        for kind in kinds:
            self.add_part(kind, titled=len(kinds) > 1)


class StepCard(QFrame):
    """A step, folded or open. ``opened(step)`` asks to be the open one; pressing the head of the open
    one folds it."""

    opened = Signal(object)

    def __init__(self, number: int, body: StepBody, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = body
        self.step = body.step
        self.state = StepState.LATER
        self.setProperty("role", "row" if number > 1 else "row-first")
        self.pill = Pill("Later", "neutral")
        self.head = button(
            f"{number}. {TITLES[body.step]}", "name", self._pressed, name=f"step-{body.step.value}"
        )
        self.told = ElidedLabel("", "soft")
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.head)
        row.addWidget(self.told, 1)
        row.addWidget(self.pill)
        self.aim = label(AIMS[body.step], "soft", wrap=True)
        self.aim.setContentsMargins(28, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.aim)
        column.addWidget(body)
        self.set_open(False)

    @property
    def is_open(self) -> bool:
        return not self.body.isHidden()

    def set_open(self, is_open: bool) -> None:
        """Unfold or fold it."""
        self.aim.setVisible(is_open)
        self.body.setVisible(is_open)
        self._say()

    def show_step(
        self, shown: StepView, told: str, *, held: bool, out: tuple[str, str] | None = None
    ) -> None:
        """The state of the step, and one line of what is recorded; ``held`` once the meeting is over; ``out``
        words and kind of the pill where its paper is on its way or came back."""
        self.state = shown.state
        words, kind = out or _PILLS[shown.state]
        self.pill.set_state("Not recorded" if held and words == "Later" else words, kind)
        self.told.setText(told)
        self._say()

    def _pressed(self) -> None:
        self.opened.emit(self.step)

    def _say(self) -> None:
        folded = "open" if self.is_open else "folded"
        self.head.setAccessibleName(f"{self.head.text()}: {self.pill.accessibleName()}, {folded}")
        self.head.setAccessibleDescription(self.told.text())


def pill_of(shown: StepView, view: MeetingView) -> tuple[str, str] | None:
    """Words and kind of the pill of a step whose paper is in the outbox, could not go or came back."""
    out = next((view.out[kind] for kind in shown.parts if kind in view.out), None)
    return OUT_PILLS[out.stands] if out is not None else None


def told_of(shown: StepView, view: MeetingView) -> str:
    """One line of a step: when it was done and by whom, or how far it is."""
    there = [fact for fact in shown.parts.values() if fact is not None]
    out = next((view.out[kind] for kind in shown.parts if kind in view.out), None)
    if out is not None:
        return out.words
    if not there:
        return ""
    words = done_words(there[-1], view.today)
    if len(there) < len(shown.parts):
        return f"{len(there)} of {len(shown.parts)}: {there[-1].name}, {words}"
    return words
