"""One group session: what is planned, the attendance grid, the headcount and the close."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from jfs_desktop.casework.sessions.group_views import ATTENDED, GroupSheet, GroupState, PlaceAnswer, PlaceView
from jfs_desktop.clock import LONDON
from jfs_desktop.rules.writing.wording import counted, full_day, time_of_day
from ui.pages.attendance_grid import AttendanceGrid
from ui.shell.preferences import Preferences
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.flow import FlowRow
from ui.widgets.folding import Sides
from ui.widgets.form_kit import number_field
from ui.widgets.group_words import ANSWERS, STATES, doubt_words, size_words, tell_words
from ui.widgets.pill import Pill
from ui.widgets.text import TwoLineLabel, label

_KEYS = {
    PlaceAnswer.CAME: "C",
    PlaceAnswer.CAME_IN_DOUBT: "U",
    PlaceAnswer.DID_NOT_COME: "N",
    PlaceAnswer.DECLINED: "D",
    PlaceAnswer.NOT_APPROPRIATE: "A",
}
_MOST = 999


class GroupSheetCard(Card):
    """``inviteRequested``, ``changeRequested``, ``callOffRequested``, ``correctRequested(place)``,
    ``closeRequested(headcount)``, ``caseRequested(place)``, ``tellRequested``, and ``typed(place)``
    for each row filled in."""

    inviteRequested = Signal()
    changeRequested = Signal()
    callOffRequested = Signal()
    correctRequested = Signal(object)
    closeRequested = Signal(int)
    caseRequested = Signal(object)
    tellRequested = Signal()
    typed = Signal(object)

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent, margin=12)
        self._sheet: GroupSheet | None = None
        self._counted = False
        self.state = Pill()
        self.line = TwoLineLabel("", "soft")
        self.warning = label("", "warning", wrap=True)
        self.nobody = label(
            "Nobody is invited yet. Invite participants from the caseload.", "soft", wrap=True
        )
        self.grid = AttendanceGrid(preferences)
        self.share = QCheckBox("Hide names")
        self.share.setToolTip("Show numbers for names, and no words, while you share your screen")
        self.share.setObjectName("group-hide-names")
        self._make_verbs()
        self._assemble()
        self.share.toggled.connect(self.grid.records.hide)
        self.grid.records.typed.connect(self._typed)
        self.grid.placeChosen.connect(lambda _: self._offer())
        self.grid.opened.connect(self._open_case)
        self.headcount.valueChanged.connect(lambda _: self._count_by_hand())

    def show_sheet(self, sheet: GroupSheet, *, keep: bool = False) -> None:
        """Show a group session; with ``keep`` the grid stays as it is being typed in."""
        other = self._sheet is None or self._sheet.group.id != sheet.group.id
        self._sheet = sheet
        group = sheet.group
        self.heading.setText(group.topic)
        self.setAccessibleName(group.topic)
        self.state.set_state(*STATES[group.state])
        local = group.starts_at.astimezone(LONDON)
        parts = (
            f"{full_day(local.date())}, {time_of_day(group.starts_at)}",
            counted(group.minutes, "minute"),
            group.platform,
            f"led by {group.led_by}",
            f"called off: {group.called_off_reason}" if group.called_off_reason else "",
        )
        self.line.setText(" · ".join(part for part in parts if part))
        if not keep:
            self.grid.set_places(sheet.places, open_=group.state in (GroupState.PLANNED, GroupState.TO_CLOSE))
        if other:
            self._counted = False
        self._offer()

    def clear(self) -> None:
        """Show nobody's."""
        self._sheet = None
        self._counted = False
        self.heading.setText(" ")
        self.setAccessibleName("")
        self.line.setText("")
        self.warning.setText("")
        self.error.setText("")
        self.grid.set_places((), open_=False)

    def show_error(self, text: str) -> None:
        """Tell above the close button what keeps it from being closed."""
        self.error.setText(text)
        self.error.setVisible(bool(text))

    def _make_verbs(self) -> None:
        self.invite = button("Invite…", "plain", self.inviteRequested.emit, name="group-invite")
        self.tell = button("Say who was told…", "primary", self.tellRequested.emit, name="group-tell")
        self.change = button("Change…", "plain", self.changeRequested.emit, name="group-change")
        self.call_off = button("Call off…", "plain", self.callOffRequested.emit, name="group-call-off")
        self.answers = {
            answer: button(
                f"{ANSWERS[answer].removeprefix('✓ ')} ({key})",
                "chip",
                partial(self._say, answer),
                name=f"place-{answer.value}",
            )
            for answer, key in _KEYS.items()
        }
        for made in self.answers.values():
            made.setCheckable(True)
        self.everybody = button(
            "Everybody came, sure", "quiet", self.grid.everybody_came, name="group-all-came"
        )
        self.correct = button("Take back…", "quiet", self._correct, name="place-correct")
        self.close_it = button("Close the session", "primary", self._close, name="group-close")
        self.headcount = number_field(0, _MOST)
        self.headcount.setObjectName("group-headcount")
        self.headcount.setAccessibleName("Headcount")
        self.error = label("", "error", wrap=True)
        self.error.hide()

    def _assemble(self) -> None:
        for made in (self.tell, self.invite, self.change, self.call_off):
            self.verbs.addWidget(made)
        self.row = FlowRow(*self.answers.values())
        left, last = QHBoxLayout(), QHBoxLayout()
        last.setSpacing(8)
        left.addWidget(self.row, 1, Qt.AlignmentFlag.AlignVCenter)
        self.last = Sides(left, last, whole=True)
        self.heads = label("All who were there")
        self.heads.setBuddy(self.headcount)
        for part in (self.heads, self.headcount, self.close_it):
            last.addWidget(part)
        when, whole = QHBoxLayout(), QHBoxLayout()
        when.setSpacing(8)
        when.addWidget(self.state)
        when.addWidget(self.line, 1)
        when.addWidget(self.share)
        for verb in (self.everybody, self.correct):
            whole.addWidget(verb)
        self.body.setSpacing(6)
        self.body.addWidget(Sides(when, whole))
        for words in (self.warning, self.nobody):
            self.body.addWidget(words)
        self.body.addWidget(self.grid, 1)
        self.body.addWidget(self.error)  # above the verbs, which stay where they are as it comes and goes
        self.body.addWidget(self.last)

    def _offer(self) -> None:
        """What can be done as the session and the chosen row stand."""
        sheet = self._sheet
        if sheet is None:
            return
        group, places = sheet.group, self.grid.records.rows
        open_ = group.state in (GroupState.PLANNED, GroupState.TO_CLOSE)
        for made in (self.invite, self.change, self.call_off, self.everybody, *self.answers.values()):
            made.setVisible(open_)
        row = self.grid.chosen()
        for answer, made in self.answers.items():
            made.setEnabled(row is not None)
            made.setChecked(row is not None and row.answer is answer)
        self.correct.setText("Take the invitation back…" if open_ else "Correct…")
        self.correct.setVisible(bool(places) and group.state is not GroupState.CALLED_OFF)
        self.nobody.setVisible(not places and open_)
        self.grid.setVisible(bool(places))
        self.row.setVisible(bool(places))
        closing = group.state is GroupState.TO_CLOSE and bool(places)
        for part in (self.heads, self.headcount):
            part.setVisible(closing or group.state is GroupState.CLOSED)
        self.headcount.setReadOnly(not closing)
        self.close_it.setVisible(closing)
        size, doubt = (size_words(group), doubt_words(places)) if open_ else ("", "")
        self.warning.setText("\n".join(filter(None, (tell_words(sheet), size, doubt))))
        self.warning.setVisible(bool(self.warning.text()))
        self.tell.setVisible(bool(sheet.to_tell))
        self._count(group.headcount)

    def _count(self, closed_with: int | None) -> None:
        """The headcount follows who came, until somebody types it."""
        came = sum(row.answer in ATTENDED for row in self.grid.records.rows)
        number = came if closed_with is None else closed_with
        if not self._counted or closed_with is not None:
            self.headcount.blockSignals(True)
            self.headcount.setValue(number)
            self.headcount.blockSignals(False)

    def _count_by_hand(self) -> None:
        self._counted = True

    def _typed(self, place: PlaceView) -> None:
        self.show_error("")
        self._offer()
        self.typed.emit(place)

    def _say(self, answer: PlaceAnswer) -> None:
        self.grid.say(answer)
        self.grid.setFocus()

    def _correct(self) -> None:
        row = self.grid.chosen()
        if row is not None:
            self.correctRequested.emit(row)

    def _close(self) -> None:
        self.grid.finish()
        self.closeRequested.emit(self.headcount.value())

    def _open_case(self, row: int) -> None:
        if 0 <= row < len(self.grid.records.rows) and not self.grid.records.hidden:
            self.caseRequested.emit(self.grid.records.rows[row])
