"""How the running session looks in the top bar: mark, name, elapsed time, verbs, and what is owed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QWidget

from jfs_desktop.records.views import SessionView
from jfs_desktop.rules.meetings.session_kinds import SessionState
from jfs_desktop.rules.writing.wording import counted, time_of_day
from ui.widgets.buttons import button
from ui.widgets.roles import set_role
from ui.widgets.session_words import KINDS
from ui.widgets.text import label

STOP, STOP_SHORT = "Stop and update JFAP", "Stop"
WHOLE = (130, STOP, True)
FORMS = (WHOLE, (130, STOP, False), (130, STOP_SHORT, False), (64, STOP_SHORT, False))
"""How the bar gives way to a narrow window, widest first: so many pixels of a longer name are shown, what
the button says, and whether the kind of session is told. The first fits a window 1280 wide with everything
at once; the time and the verbs are whole in all of them."""


class TimerFace(QFrame):
    """The bar of a running or paused session. It knows no time: it is told what to show."""

    nameClicked = Signal()
    pauseClicked = Signal()
    stopClicked = Signal()
    stillClicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "timerbar")
        self.mark = label("●", "mark-running")
        self.name = button("", "name", self.nameClicked.emit, name="timer-name")
        self.kind = label("")
        self.elapsed = label("", "elapsed")
        self.still = button("", "chip", self.stillClicked.emit, name="timer-still")
        self.pause = button("Pause", "plain", self.pauseClicked.emit, name="timer-pause")
        self.stop = button(STOP, "primary", self.stopClicked.emit, name="timer-stop")
        self.stop.setAccessibleName(STOP)
        self.stop.setToolTip("Stop the timer and wrap the session up (Ctrl+.)")
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(10, 3, 4, 3)
        row.setSpacing(8)
        for widget in (self.mark, self.name, self.kind, self.elapsed, self.still, self.pause, self.stop):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.still.hide()
        self._of, self._room, self._form = "", 0, WHOLE

    def fit(self, room: int) -> None:
        """Take at most ``room`` pixels, if a shorter form does it; 0 is room enough."""
        self._room = room
        self._form = next((one for one in FORMS if not room or self._width(*one) <= room), FORMS[-1])
        width, stop, kind = self._form
        self.name.setText(self._short(width))
        self.stop.setText(stop)
        self.kind.setVisible(kind)

    def _width(self, name: int, stop: str, kind: bool) -> int:
        """How many pixels a form takes."""
        shown: list[QWidget] = [self.mark, self.elapsed, self.pause]
        shown += [self.kind] if kind else []
        shown += [] if self.still.isHidden() else [self.still]
        wide = sum(one.sizeHint().width() for one in shown)
        wide += _button_width(self.name, self._short(name)) + _button_width(self.stop, stop)
        margins = self._row.contentsMargins()
        return wide + (len(shown) + 1) * self._row.spacing() + margins.left() + margins.right()

    def _short(self, width: int) -> str:
        return self.name.fontMetrics().elidedText(self._of, Qt.TextElideMode.ElideRight, width)

    def show_session(self, session: SessionView) -> None:
        """Show whose session runs, or is paused."""
        paused = session.state == SessionState.PAUSED
        self._of = session.name
        self.name.setToolTip(f"Open the case of {session.name}")
        kind = KINDS.get(session.kind, session.kind)
        self.kind.setText("paused" if paused else kind)
        self.mark.setText("❚❚" if paused else "●")
        set_role(self.mark, "mark-paused" if paused else "mark-running")
        self.mark.setAccessibleName("Paused" if paused else "Running")
        self.pause.setText("Resume" if paused else "Pause")
        self.pause.setToolTip("Count again (F9)" if paused else "Stop counting for a while (F9)")
        self.fit(self._room)

    def set_elapsed(self, text: str) -> None:
        """Show another time."""
        before = self.elapsed.text()
        if text != before:
            self.elapsed.setText(text)
            self.elapsed.setAccessibleName(f"Elapsed {text}")
        if len(text) != len(before):
            self.fit(self._room)

    def ask_still(self, session: SessionView | None) -> None:
        """Show that the booked end of ``session`` has come; None takes it away."""
        shown = session is not None and session.booked_until is not None
        if session is not None and session.booked_until is not None:
            end = time_of_day(session.booked_until)
            self.still.setText("Still going?")
            self.still.setToolTip(f"It was booked to {end}. Press to say yes; the timer runs on either way")
            self.still.setAccessibleDescription(self.still.toolTip())
        self.still.setVisible(shown)
        self.fit(self._room)

    def set_busy(self, busy: bool) -> None:
        """Nothing can be pressed while a verb runs or the wrap-up is open."""
        self.pause.setEnabled(not busy)
        self.stop.setEnabled(not busy)

    def forget(self) -> None:
        """Let go of the name."""
        self._of = ""
        self.name.setText("")
        self.name.setToolTip("")


def _button_width(made: QAbstractButton, text: str) -> int:
    """How wide a button is with another text."""
    letters = made.fontMetrics()
    return made.sizeHint().width() + letters.horizontalAdvance(text) - letters.horizontalAdvance(made.text())


class OwedButtons(QWidget):
    """What waits for the adviser beside the timer: questions about time, and wrap-ups."""

    questionsClicked = Signal()
    wrapUpClicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.questions = button("", "owed", self.questionsClicked.emit, name="timer-questions")
        self.questions.setToolTip("Time that counts nothing until you say what it was")
        self.wrap_ups = button("", "owed", self.wrapUpClicked.emit, name="timer-owed")
        self.wrap_ups.setToolTip("Every 1-2-1 session needs its JFAP entry (JFS 4.05, CSS 3)")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.questions)
        row.addWidget(self.wrap_ups)
        self.show_owed(0, 0)

    def show_owed(self, questions: int, wrap_ups: int, *, running: bool = False) -> None:
        """Show how many of each wait; while a session runs there is room for its questions alone."""
        asked = counted(questions, "question")
        self.questions.setText(asked if running else f"{asked} about time")
        self.questions.setAccessibleName(f"{asked} about time")
        self.questions.setVisible(questions > 0)
        self.wrap_ups.setText(f"{counted(wrap_ups, 'wrap-up')} owed")
        self.wrap_ups.setVisible(wrap_ups > 0 and not running)
