"""What the person has at the Jobcentre, and that benefit conditions go on (C9; JFS 1.22)."""

from __future__ import annotations

from datetime import date, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from jfs_desktop.casework.contact.contact_view import ContactView, JobcentreLine
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.meetings.jobcentre_clashes import Clash
from jfs_desktop.rules.writing.wording import day_and_time, weekday_day
from ui.widgets.buttons import bar, button
from ui.widgets.card import Card
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.form_kit import FormKit
from ui.widgets.rows import Rows
from ui.widgets.text import label

NOTHING = "No appointment with the Jobcentre is known. Ask, so that nothing is booked over one (JFS 1.22)."


class JobcentreCard(Card):
    """``addRequested()`` with the form's values in ``asked()``; ``backRequested(line)``;
    ``conditionsRequested()`` once it was said that conditions go on. What is booked over an appointment
    stands below it: ``moveRequested(clash)`` and ``leaveRequested(clash)`` settle it."""

    addRequested = Signal()
    backRequested = Signal(object)
    conditionsRequested = Signal()
    moveRequested = Signal(object)
    leaveRequested = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__("Jobcentre appointments", parent)
        self.open = button("Add…", "link", self._open, name="add-jobcentre")
        self.open.setAccessibleName("Add a Jobcentre appointment")
        self.verbs.addWidget(self.open)
        self.form = FormKit(columns=3)
        self.form.add("on", "On which day", DateField(today))
        self.form.add("at", "At what time", TimeField())
        self.form.add("what", "What it is", QLineEdit())
        self.save = button("Add appointment", "plain", self._save, name="save-jobcentre")
        self.told = label("", "soft", wrap=True)
        self.tell = button(
            "Told that benefit conditions go on",
            "plain",
            self.conditionsRequested.emit,
            name="tell-conditions",
        )
        self.body.addWidget(self.form)
        self.body.addWidget(self.save)
        self._rows = Rows()
        self.body.addLayout(self._rows)
        self.body.addWidget(self.told)
        self.body.addWidget(self.tell)
        self.fold()

    def show_case(self, view: ContactView) -> None:
        """Show another case, or the same anew."""
        column = self._rows.anew()
        for index, line in enumerate(view.jobcentre):
            column.addWidget(self._row(line, first=index == 0))
        if not view.jobcentre:
            column.addWidget(label(NOTHING, "soft", wrap=True))
        known = view.conditions_told
        said = f"Told that benefit conditions go on: {day_and_time(known[0])}, {known[1]}." if known else ""
        against = "" if said else view.refused.get(FactKind.CONDITIONALITY_TOLD, "")
        self.told.setText(said or against)
        self.told.setVisible(bool(said or against))
        self.tell.setVisible(not said)
        bar(self.tell, against)
        for made in (self.open, self.save):
            bar(made, view.refused.get(FactKind.JOBCENTRE_APPOINTMENT_TOLD, ""))

    def asked(self) -> tuple[date, time | None, str] | None:
        """Day, time or None, and what it is; None while the day is missing."""
        notes = self.form.date_problems()
        if self.form.value("on") is None:
            notes.setdefault("on", ("Type the day.", "error"))
        self.form.set_notes(notes)
        if notes:
            self.form.focus_first_note()
            return None
        return self.form.value("on"), self.form.value("at"), str(self.form.value("what"))

    def fold(self) -> None:
        """Empty the form and put it away."""
        for name in self.form.names():
            self.form.set_value(name, None if name != "what" else "")
        self.form.set_notes({})
        self.form.hide()
        self.save.hide()
        self.open.show()

    def _open(self) -> None:
        self.open.hide()
        self.form.show()
        self.save.show()
        self.form.field("on").setFocus()

    def _save(self) -> None:
        self.addRequested.emit()

    def _row(self, line: JobcentreLine, *, first: bool) -> QWidget:
        made = QFrame()
        made.setProperty("role", "row-first" if first else "row")
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(4)
        column.addLayout(self._line(line))
        for clash in line.over:
            column.addLayout(self._clash(clash))
        return made

    def _line(self, line: JobcentreLine) -> QHBoxLayout:
        at = f", {line.at}" if line.at else ""
        words = f"{weekday_day(line.on)}{at}"
        back = button("Take back…", "link", lambda: self.backRequested.emit(line), name="take-back")
        back.setAccessibleName(f"Take back: Jobcentre appointment, {words}")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(label(words, "strong"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(line.what, "soft", wrap=True), 1)
        row.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _clash(self, clash: Clash) -> QHBoxLayout:
        """What is booked over it, and how that is settled: nobody moves a group session for one."""
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(label(f"Clashes: {clash.meeting} that day (JFS 1.22).", "warning", wrap=True), 1)
        if clash.kind is not FactKind.GROUP_INVITED:
            move = button("Another time…", "link", lambda: self.moveRequested.emit(clash), name="move-clash")
            move.setAccessibleName(f"Another time for the {clash.meeting}")
            row.addWidget(move, 0, Qt.AlignmentFlag.AlignTop)
        leave = button(
            "It does not matter…", "link", lambda: self.leaveRequested.emit(clash), name="leave-clash"
        )
        leave.setAccessibleName(f"It does not matter: {clash.meeting}")
        row.addWidget(leave, 0, Qt.AlignmentFlag.AlignTop)
        return row
