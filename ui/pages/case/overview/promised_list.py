"""What was promised in a session and is still to be sent, among the things to do on a case."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.casework.sessions import sessions
from jfs_desktop.clock import london_day
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import SessionView
from jfs_desktop.rules.writing.wording import short_day
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.buttons import button
from ui.widgets.text import label


class PromisedList(QWidget):
    """One line for each thing owed, with the button that says it has gone."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.rows: list[QFrame] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def show_promised(self, promised: Sequence[tuple[SessionView, str]]) -> None:
        """Show what is owed now."""
        for row in self.rows:
            row.hide()
            self._column.removeWidget(row)
            row.deleteLater()
        self.rows = [self._row(session, name, number) for number, (session, name) in enumerate(promised)]
        for row in self.rows:
            self._column.addWidget(row)
        self.setVisible(bool(self.rows))

    def _row(self, session: SessionView, name: str, number: int) -> QFrame:
        row = QFrame()
        row.setProperty("role", "row" if number else "row-first")
        day = short_day(london_day(session.started_at))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(f"Send: {name}", "strong", wrap=True))
        words.addWidget(label(f"promised in the session of {day}", "soft", wrap=True))
        sent = button("Sent", "plain", partial(self._sent, session, name), name="promised-sent")
        sent.setAccessibleName(f"{name} was sent")
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 8, 0, 8)
        line.addLayout(words, 1)
        line.addWidget(sent)
        return row

    def _sent(self, session: SessionView, name: str) -> None:
        workspace, session_id = self._context.workspace, session.id
        self._context.tasks.write(
            lambda: sessions.mark_sent(workspace, session_id, name),
            owner=self,
            done=partial(self._told, name),
            failed=self._context.say.problem,
        )

    def _told(self, name: str, outcome: Outcome[SessionView]) -> None:
        context = self._context
        tell_with_undo(context, outcome, f"Noted as sent: {name}.")
