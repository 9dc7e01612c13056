"""Correct the minutes of a session, with a reason; what was recorded stays to be seen."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from jfs_desktop.casework.sessions import sessions
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import SessionView
from jfs_desktop.rules.writing.wording import counted, day_and_time
from ui.shell.context import Context
from ui.widgets.form_dialog import FormDialog
from ui.widgets.form_kit import FormKit, number_field

MOST = 24 * 60


class CorrectMinutesDialog(FormDialog):
    """Minutes and a reason. The reason is required, and the timer's own minutes stay beside it."""

    def __init__(self, context: Context, session: SessionView, parent: QWidget | None) -> None:
        taken = "Entered by hand" if session.manual else "The timer recorded"
        body = (
            f"{day_and_time(session.started_at)}. {taken}: {counted(session.recorded_minutes, 'minute')}."
            " That figure and every correction stay visible."
        )
        super().__init__("Correct the minutes", body, parent, width=480)
        self._context = context
        self._session = session
        self.form = FormKit()
        self.form.add("minutes", "Minutes that count", number_field(0, MOST))
        self.form.add("reason", "Why", QLineEdit(), help="For example: the timer was started late.")
        self.form.set_value("minutes", session.minutes)
        self.content.addWidget(self.form)
        self.add_cancel()
        self.save = self.add_verb("Correct", "primary", self._save, default=True)
        self.save.setObjectName("correct-save")
        self.form.field("minutes").setFocus()

    def dirty(self) -> bool:
        other = int(self.form.value("minutes")) != self._session.minutes
        return other or bool(str(self.form.value("reason")).strip())

    def _save(self) -> None:
        workspace, session_id = self._context.workspace, self._session.id
        minutes, reason = int(self.form.value("minutes")), str(self.form.value("reason"))
        self.set_busy(True)
        self._context.tasks.write(
            lambda: sessions.correct(workspace, session_id, minutes, reason),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _done(self, outcome: Outcome[SessionView]) -> None:
        self._context.hub.tell(outcome)
        self._context.say.news(f"The session now counts {counted(outcome.value.minutes, 'minute')}.")
        self.accept()
