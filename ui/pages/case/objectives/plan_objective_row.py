"""One objective in the table: what, how it will be known, who, by when, how far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from jfs_desktop.rules.calendar.working_days import WorkingDays
from jfs_desktop.rules.person.document_language import DocumentLanguage
from jfs_desktop.rules.plan.plan import Objective, ObjectiveStatus
from jfs_desktop.rules.writing.wording import full_day
from ui.pages.case.objectives.plan_day import DayCell
from ui.pages.case.objectives.plan_words import (
    days_left_words,
    owner_of,
    owner_words,
    target_note,
    target_words,
)
from ui.pages.case.sheet.movable_row import MENU, NUMBER, MovableRow
from ui.widgets.dates import parse_date
from ui.widgets.pill_choice import PillChoice
from ui.widgets.plan_statuses import PROGRESS
from ui.widgets.roles import set_state
from ui.widgets.text import by_letters, label
from ui.widgets.text_area import TextArea

WHO, WHO_WIDE, BY, PROGRESS_WIDTH = 84, 150, 90, 92
STRETCH = (4, 5, 4)
AIM_LEAST, ACTION_LEAST = 84, 110
WIDE, NARROW, LEAST = 860, 580, 240
"""Pixels at the usual letters: from where on the measure has a column, and from where on there are columns;
and how narrow a table of folded rows may be."""
_TOP = Qt.AlignmentFlag.AlignTop
_RIGHT, _LEFT = _TOP | Qt.AlignmentFlag.AlignRight, _TOP | Qt.AlignmentFlag.AlignLeft


class Look(Enum):
    """How a row stands: with the measure in a column of its own, with it below the action, or, where the
    columns have no room, each part below the other under words that name it."""

    WIDE = auto()
    USUAL = auto()
    FOLDED = auto()


def look_at(width: int) -> Look:
    """The look of a table of that many pixels."""
    if width >= by_letters(WIDE):
        return Look.WIDE
    return Look.USUAL if width >= by_letters(NARROW) else Look.FOLDED


@dataclass(frozen=True, slots=True)
class Reading:
    """What a plan is read with: the participant's first name, the day, the calendar, the last day of
    provision where it is known, the language of the person's documents, and what is told of ``older``
    standard texts in them."""

    first_name: str
    today: date
    calendar: WorkingDays
    last_day: date | None = None
    goes_out_in: DocumentLanguage = DocumentLanguage.ENGLISH
    older: str = ""


class ObjectiveRow(MovableRow):
    """``asked(row, 'delete')`` beside what every row asks for, ``statusPicked(row, before, after)``, and
    ``dayPicked(row, before, after)`` once a target date was typed and the cell is left."""

    statusPicked = Signal(object, object, object)
    dayPicked = Signal(object, object, object)
    under_titles = True

    def __init__(self, shown: Objective, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__("objective", f"objective-{shown.id}", "delete", parent)
        self._shown, self._good_day = shown, shown.target_on
        self._day_left = shown.target_on  # what stood before the person began to type
        self._reading = reading
        self._look: Look | None = None
        self._make()
        self._assemble()
        self.set_objective(shown)
        self.set_look(Look.USUAL)

    @property
    def key(self) -> UUID:
        """The objective's id."""
        return self._shown.id

    def stops(self) -> tuple[QWidget, ...]:
        """The fields in the order in which Tab walks them."""
        return (self.aim, self.action, self.measure, self.who, self.by, self.progress, self.more)

    def objective(self) -> Objective:
        """The objective as it stands on the screen."""
        return replace(
            self._shown,
            objective=self.aim.text(),
            action=self.action.text(),
            measure=self.measure.text(),
            owner=owner_of(self.who.text(), self._reading.first_name),
            target_on=self._target(),
            status=self.progress.state(),
        )

    def set_objective(self, shown: Objective) -> None:
        """Show another state of it; fields that stand already are not touched."""
        before = self.objective() if self._look is not None else None
        self._shown, self._good_day = shown, shown.target_on
        self.aim.set_text(shown.objective)
        self.action.set_text(shown.action)
        self.measure.set_text(shown.measure)
        if before is None or before.owner != shown.owner:
            self.who.set_text(owner_words(shown.owner, self._reading.first_name))
        if before is None or before.target_on != shown.target_on:
            self.by.setText(target_words(shown.target_on, self._reading.today))
        if not self.by.isModified():
            self._day_left = shown.target_on
        if self.progress.state() is not shown.status:
            self.progress.set_state(shown.status)
        self._tell_days()

    def set_status(self, status: ObjectiveStatus) -> None:
        """Show another state."""
        self.progress.set_state(status)
        self._tell_days()

    def set_day(self, day: date | None) -> None:
        """Show another target date; what was typed and is no day goes."""
        self._stand(day)
        self._tell_days()

    def titles(self) -> dict[QWidget, str]:
        return self._titles

    def set_look(self, look: Look) -> None:
        """Take the columns that there is room for."""
        if look is self._look:
            return
        self._look = look
        grid = self._grid
        for part in (self.aim, self.action, self.measure, self.who, self.progress, *self._names):
            grid.removeWidget(part)
        grid.removeItem(self._day)
        if look is Look.FOLDED:
            self._fold(grid)
        else:
            self._unfold(grid, wide=look is Look.WIDE)
        for name in self._names:
            name.setVisible(look is Look.FOLDED)
        self._known.setVisible(look is not Look.WIDE)
        self.who.setFixedWidth(by_letters(WHO_WIDE if look is Look.WIDE else WHO))

    def _unfold(self, grid: QGridLayout, *, wide: bool) -> None:
        grid.addWidget(self.aim, 0, 1, _TOP)
        grid.addWidget(self.action, 0, 2, _TOP)
        grid.addWidget(self.who, 0, 4, _TOP)
        grid.addLayout(self._day, 0, 5, 2, 1)
        grid.addWidget(self.progress, 0, 6, _LEFT)
        if wide:
            grid.addWidget(self.measure, 0, 3, _TOP)
        else:
            grid.addWidget(self._known, 1, 1, _RIGHT)
            grid.addWidget(self.measure, 1, 2, _TOP)
        set_columns(grid)
        grid.setColumnStretch(3, STRETCH[2] if wide else 0)

    def _fold(self, grid: QGridLayout) -> None:
        grid.addWidget(self.aim, 0, 1, 1, 6, _TOP)
        grid.addWidget(self.action, 1, 2, 1, 5, _TOP)
        grid.addWidget(self.measure, 2, 2, 1, 5, _TOP)
        grid.addWidget(self.who, 3, 2, _LEFT)
        grid.addLayout(self._day, 4, 2)
        grid.addWidget(self.progress, 4, 5, 1, 2, _LEFT)
        for place, name in enumerate(self._names, 1):
            grid.addWidget(name, place, 1, _RIGHT)
        for column in (1, 2, 4, 5, 6):
            grid.setColumnMinimumWidth(column, 0)
        for column in (1, 2, 3):
            grid.setColumnStretch(column, 1 if column == 2 else 0)

    def show_missing(self, field: str, text: str) -> None:
        """Mark a field that is missing and say why beside it; '' clears."""
        for name, box in (("objective", self.aim), ("measure", self.measure)):
            state = "error" if name == field else ""
            if box.property("state") != state:
                set_state(box, state)
                box.setAccessibleDescription(text if state else "")
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def place_of(self, field: str) -> QWidget:
        """Where a field that is missing is typed."""
        return self.measure if field == "measure" else self.aim

    def _make(self) -> None:
        name = f"objective-{self.key}"
        first = self._reading.first_name or "Participant"
        self.aim = TextArea(f"{name}-objective", "Objective", hint="What is to be reached", role="cell")
        self.action = TextArea(f"{name}-action", "Action agreed", hint="What will be done", role="cell")
        self.measure = TextArea(f"{name}-measure", "How we will know", hint="How we will know", role="cell")
        self.who = TextArea(f"{name}-owner", "Who", hint="Who", role="cell")
        self.who.setToolTip(f"{first}, Adviser, or a name")
        self.by = DayCell()
        self.by.setObjectName(f"{name}-by")
        self.by.setProperty("role", "cell")
        self.by.setPlaceholderText("Day")
        self.by.setFixedWidth(by_letters(BY))
        self.days = label("", "small", wrap=True)
        self.days.setToolTip("In working days")
        self.note = label("", "small", wrap=True)
        self.progress = PillChoice(f"{name}-status", "Progress", PROGRESS)
        self._known = label("How we will know", "small")
        self._names = (
            label("Action agreed", "small"),
            self._known,
            label("Who", "small"),
            label("By", "small"),
        )
        self._note = label("", "error", wrap=True)
        self._note.hide()
        self._titles: dict[QWidget, str] = {
            self.aim: "objective",
            self.action: "action agreed",
            self.measure: "how we will know",
            self.who: f"who, {first}, adviser or a name",
            self.by: "by which day",
            self.progress: "progress",
        }
        for words in (first, "Adviser"):
            action = self.menu.addAction(f"Who: {words}")
            action.triggered.connect(lambda _=False, text=words: self.who.take(text))
        self.menu.addSeparator()
        self.add_verb("D&elete objective", "delete")

    def _assemble(self) -> None:
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(8, 5, 4, 5)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(0)
        day = self._day = QVBoxLayout()
        day.setSpacing(0)
        day.addWidget(self.by)
        day.addWidget(self.days)
        day.addWidget(self.note)
        day.addStretch(1)
        for name in self._names:
            name.setContentsMargins(0, by_letters(6), 4, 0)
            name.setParent(self)
        for told in (self.days, self.note):
            told.setIndent(9)  # below the letters of the day
        grid.addWidget(self.handle, 0, 0, _TOP)
        grid.addWidget(self.more, 0, 7, _TOP)
        grid.addWidget(self._note, 4, 1, 1, 7)
        self._unfold(grid, wide=False)
        for box in (self.aim, self.action, self.measure, self.who):
            box.edited.connect(self.edited)
            box.left.connect(self.left)
        self.by.textEdited.connect(self._day_typed)
        self.by.editingFinished.connect(self._day_done)
        self.progress.picked.connect(self._picked)

    def _target(self) -> date | None:
        try:
            return parse_date(self.by.text(), self._reading.today)
        except ValueError:
            return self._good_day

    def _day_typed(self) -> None:
        self._tell_days()
        self.edited.emit()

    def _day_done(self) -> None:
        try:
            day = parse_date(self.by.text(), self._reading.today)
        except ValueError as error:
            self._day_problem(str(error))
            return
        before = self._day_left
        self._stand(day)
        if day != before:
            self.dayPicked.emit(self, before, day)
        self.left.emit()

    def _stand(self, day: date | None) -> None:
        self._day_problem("")
        self._good_day = self._day_left = day
        self.by.setText(target_words(day, self._reading.today))

    def _day_problem(self, text: str) -> None:
        state = "error" if text else ""
        if self.by.property("state") != state:
            set_state(self.by, state)
            self._note.setText(text)
            self._note.setVisible(bool(text))

    def _picked(self, before: ObjectiveStatus, after: ObjectiveStatus) -> None:
        self._tell_days()
        self.statusPicked.emit(self, before, after)

    def _tell_days(self) -> None:
        now = self.objective()
        text, over = days_left_words(now, self._reading.today, self._reading.calendar)
        self.days.setText(("▲ " if over else "") + text)
        self.days.setVisible(bool(text))
        note = target_note(now, self._reading.today, self._reading.last_day)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.by.setAccessibleDescription(note)
        self.by.setToolTip(full_day(now.target_on) if now.target_on else "Type a day, such as 8 June")


def set_columns(grid: QGridLayout) -> None:
    """The widths that the head and every row share."""
    for column, width in ((0, NUMBER), (4, WHO), (5, BY), (6, PROGRESS_WIDTH), (7, MENU)):
        grid.setColumnMinimumWidth(column, by_letters(width))
    for column, width in ((1, AIM_LEAST), (2, ACTION_LEAST)):
        grid.setColumnMinimumWidth(column, by_letters(width))
    grid.setColumnStretch(1, STRETCH[0])
    grid.setColumnStretch(2, STRETCH[1])
