"""The record of activities: what sessions wrote, and what the adviser adds by hand (P4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from jfs_desktop.clock import LONDON, london_day
from jfs_desktop.rules.plan.plan import Activity
from jfs_desktop.rules.writing.wording import short_day
from ui.pages.case.objectives.plan_words import target_words
from ui.pages.case.sheet.plan_undo import Deed, Deeds
from ui.widgets.buttons import button
from ui.widgets.dates import parse_date
from ui.widgets.rich_text import RichTextArea
from ui.widgets.roles import set_role, set_state
from ui.widgets.text import label

BY_HAND = "Activity"


class ActivityRow(QFrame):
    """One line: day, kind, who, and its text. The day and kind of a session's line stand fast."""

    edited = Signal()
    left = Signal()
    deleteAsked = Signal(object)

    def __init__(self, shown: Activity, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = shown
        self._today = today
        self.setProperty("role", "row")
        self.setAccessibleName(f"{shown.kind}, {short_day(london_day(shown.at))}")
        name = f"activity-{shown.id}"
        self.text = RichTextArea(
            f"{name}-text", f"{shown.kind}: what was done", hint="What was done and agreed", role="cell"
        )
        self.day = QLineEdit(target_words(london_day(shown.at), today))
        self.kind = QLineEdit(shown.kind)
        self.head = label(self._words(), "small")
        self._assemble(name)
        self.text.set_text(shown.text)

    @property
    def key(self) -> UUID:
        """The activity's id."""
        return self._shown.id

    def activity(self) -> Activity:
        """The line as it stands on the screen."""
        if not self._shown.by_hand:
            return replace(self._shown, text=self.text.text())
        return replace(
            self._shown, at=self._moment(), kind=self.kind.text().strip() or BY_HAND, text=self.text.text()
        )

    def set_activity(self, shown: Activity) -> None:
        """Show another state of it; fields that stand already are not touched."""
        now = self.activity()
        self._shown = shown
        self.text.set_text(shown.text)
        self.head.setText(self._words())
        if now.at != shown.at:
            self.day.setText(target_words(london_day(shown.at), self._today))
        if now.kind != shown.kind:
            self.kind.setText(shown.kind)

    def _words(self) -> str:
        parts = (target_words(london_day(self._shown.at), self._today), self._shown.kind, self._shown.adviser)
        return " · ".join(part for part in parts if part)

    def _moment(self) -> datetime:
        try:
            day = parse_date(self.day.text(), self._today)
        except ValueError:
            day = None
        local = self._shown.at.astimezone(LONDON)
        if day is None or day == local.date():
            return self._shown.at
        return datetime.combine(day, local.time(), LONDON).astimezone(self._shown.at.tzinfo)

    def _assemble(self, name: str) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(6, 0, 0, 0)
        line.setSpacing(6)
        by_hand = self._shown.by_hand
        if by_hand:
            for field, key, title, width in (
                (self.day, "day", "On which day", 100),
                (self.kind, "kind", "What kind of activity", 190),
            ):
                field.setObjectName(f"{name}-{key}")
                field.setAccessibleName(title)
                field.setProperty("role", "cell")
                field.setFixedWidth(width)
                field.textEdited.connect(self.edited)
                field.editingFinished.connect(self._done)
                line.addWidget(field)
            line.addWidget(label(self._shown.adviser, "small"))
            line.addStretch(1)
            delete = button("Delete", "quiet", lambda: self.deleteAsked.emit(self), name=f"{name}-delete")
            line.addWidget(delete)
        else:
            line.addWidget(self.head)
            line.addStretch(1)
        if by_hand:
            self.head.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 4)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self.text)
        self.text.edited.connect(self.edited)
        self.text.left.connect(self.left)

    def _done(self) -> None:
        try:
            parse_date(self.day.text(), self._today)
            state = ""
        except ValueError as error:
            state = "error"
            self.day.setToolTip(str(error))
        set_state(self.day, state)
        self.left.emit()


class ActivitiesEditor(QWidget):
    """``edited()`` at each change, ``settled()`` when a field is left or a line came or went."""

    edited = Signal()
    settled = Signal()

    def __init__(
        self,
        deeds: Deeds,
        new_key: Callable[[], UUID],
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._deeds = deeds
        self._new_key = new_key
        self._now = now
        self._gone: dict[UUID, Activity] = {}
        self.rows: list[ActivityRow] = []
        self.adviser = ""
        self.box = QFrame()
        self.box.setProperty("role", "sheet")
        self.empty = label("Sessions write their notes here when they are wrapped up.", "soft", wrap=True)
        self.empty.setContentsMargins(12, 10, 12, 10)
        self._column = QVBoxLayout(self.box)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._column.addWidget(self.empty)
        self._live: QWidget | None = None
        self.adder = button("Add activity", "plain", self.add, name="add-activity")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.box)
        column.addWidget(self.adder, 0, Qt.AlignmentFlag.AlignLeft)

    def activities(self) -> tuple[Activity, ...]:
        """Every line as it stands on the screen, oldest first."""
        return tuple(sorted((row.activity() for row in self.rows), key=lambda one: (one.at, one.id)))

    def show_activities(self, shown: Sequence[Activity]) -> None:
        """Show these, keeping the lines, and so the carets, that are there already."""
        known = {row.key: row for row in self.rows}
        staying = {one.id for one in shown}
        self._drop([row for row in self.rows if row.key not in staying])
        order = []
        for one in shown:
            row = known.get(one.id)
            if row is None:
                row = self._build(one)
            else:
                row.set_activity(one)
            order.append(row)
        self._arrange(order)

    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, from the top."""
        live = () if self._live is None else (self._live,)
        return (*live, *self.rows, self.adder)

    def put_first(self, live: QWidget) -> None:
        """Give the session in hand its place above every line."""
        self._live = live
        self._column.insertWidget(0, live)

    def arrange(self) -> None:
        """Draw the lines anew, after the session in hand has come or gone."""
        self._arrange(list(self.rows))

    def add(self) -> None:
        """Add a line for today and go to it."""
        made = Activity(self._new_key(), self._now(), BY_HAND, "", self.adviser)
        self._put_in(made)
        self._deeds.add(Deed("add activity", partial(self._take_out, made.id), partial(self._put_in, made)))

    def _build(self, shown: Activity) -> ActivityRow:
        row = ActivityRow(shown, london_day(self._now()))
        row.edited.connect(self.edited)
        row.left.connect(self.settled)
        row.deleteAsked.connect(self._delete)
        return row

    def _delete(self, row: ActivityRow) -> None:
        gone = row.activity()
        self._take_out(gone.id)
        self._deeds.add(
            Deed("delete activity", partial(self._put_in, gone), partial(self._take_out, gone.id))
        )

    def _put_in(self, shown: Activity) -> None:
        row = self._build(self._gone.get(shown.id, shown))
        self._arrange([*self.rows, row])
        row.text.setFocus()
        self.edited.emit()

    def _take_out(self, key: UUID) -> None:
        for row in [row for row in self.rows if row.key == key]:
            self._gone[key] = row.activity()
            self._drop([row])
        self._arrange(list(self.rows))
        self.adder.setFocus()
        self.edited.emit()
        self.settled.emit()

    def _drop(self, rows: list[ActivityRow]) -> None:
        for row in rows:
            self.rows.remove(row)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()

    def _arrange(self, order: list[ActivityRow]) -> None:
        for row in self.rows:
            self._column.removeWidget(row)
        live = self._live is not None and not self._live.isHidden()
        for place, row in enumerate(order):
            set_role(row, "row" if place or live else "row-first")
            self._column.addWidget(row)
        self.rows = order
        self.empty.setVisible(not order and not live)
