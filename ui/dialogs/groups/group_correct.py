"""Short questions about a group session: why a closed row is wrong, why somebody comes back so late, and why
it does not take place."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from jfs_desktop.casework.sessions import group_sessions
from jfs_desktop.casework.sessions.group_entries import LateReturn
from jfs_desktop.casework.sessions.group_sessions import Answer
from jfs_desktop.casework.sessions.group_views import (
    GroupSheet,
    GroupState,
    GroupView,
    PlaceAnswer,
    PlaceView,
)
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit, choice, note_box
from ui.widgets.group_words import ANSWERS

LATE = "Why is it late?"


class CorrectPlaceDialog(Dialog):
    """One row of a closed session, put right; or, before the close, an invitation taken back."""

    def __init__(
        self, context: Context, group: GroupView, place: PlaceView, parent: QWidget | None = None
    ) -> None:
        self._closed = group.state is GroupState.CLOSED
        title = "Correct the attendance" if self._closed else "Take the invitation back"
        body = "The entry on the case is taken back with this reason."
        super().__init__(title, body, parent, width=480)
        self.heading.setText(f"{title}: {place.name}")
        self._context, self._group_id, self._case_id = context, group.id, place.case_id
        self.form = form = FormKit()
        form.add("answer", "What is right", choice(_answers()))
        form.add("words", "Feedback, or why they took no part", note_box(2))
        form.add("late_reason", LATE, QLineEdit())
        form.add("reason", "Why it is corrected", QLineEdit())
        form.set_shown("late_reason", False)
        form.set_value("answer", place.answer)
        form.set_value("words", place.words)
        for name in ("answer", "words"):
            form.set_shown(name, self._closed)
        self.content.addWidget(form)
        self.add_cancel()
        words = "Correct it" if self._closed else "Take it back"
        self.save = self.add_verb(words, "primary", self._save, default=True)
        self.save.setObjectName("place-correct-save")
        form.field("answer" if self._closed else "reason").setFocus()

    def dirty(self) -> bool:
        return bool(self.form.value("reason").strip())

    def _save(self) -> None:
        self.set_busy(True)
        values, workspace = self.form.values(), self._context.workspace
        group_id, case_id, closed = self._group_id, self._case_id, self._closed
        given = Answer(PlaceAnswer(values["answer"]), values["words"], values["late_reason"])
        self._context.tasks.write(
            lambda: (
                group_sessions.correct(workspace, group_id, case_id, given, values["reason"])
                if closed
                else group_sessions.take_off(workspace, group_id, case_id, values["reason"])
            ),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _refused(self, error: UserError) -> None:
        late = isinstance(error, LateReturn)
        if late:
            self.form.set_shown("late_reason", True)
        self.show_refusal(error, self.form, {str(self._case_id): "late_reason" if late else "words"})

    def _done(self, outcome: Outcome[GroupSheet]) -> None:
        self.accept()
        self._context.hub.tell(outcome)
        self._context.say.news("Corrected, with its reason.")


class LateReturnDialog(Dialog):
    """Why one person comes back only after the days for it; ``explained(case_id, reason)`` goes on (T18)."""

    def __init__(
        self, late: LateReturn, explained: Callable[[UUID, str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__("Back after the days for it", "", parent, width=480)
        self.body.setText(late.sentence)
        self.body.show()
        self._case_id, self._explained = UUID(late.field), explained
        self.form = FormKit()
        self.form.add("late_reason", LATE, QLineEdit())
        self.content.addWidget(self.form)
        self.add_cancel()
        self.save = self.add_verb("Close with this reason", "primary", self._save, default=True)
        self.save.setObjectName("late-return-save")
        self.form.field("late_reason").setFocus()

    def dirty(self) -> bool:
        return bool(self.form.value("late_reason").strip())

    def _save(self) -> None:
        reason = self.form.value("late_reason").strip()
        if not reason:
            self.form.set_note("late_reason", "Say why it is late.")
            return
        self.accept()
        self._explained(self._case_id, reason)


class CallOffDialog(Dialog):
    """Why a group session does not take place."""

    def __init__(self, context: Context, group: GroupView, parent: QWidget | None = None) -> None:
        super().__init__("Call the group session off", group.topic, parent, width=460)
        self._context, self._group_id = context, group.id
        self.form = FormKit()
        self.form.add("reason", "Why it does not take place", QLineEdit())
        self.content.addWidget(self.form)
        self.add_cancel()
        self.save = self.add_verb("Call it off", "danger", self._save, default=True)
        self.save.setObjectName("call-off-save")
        self.form.field("reason").setFocus()

    def dirty(self) -> bool:
        return bool(self.form.value("reason").strip())

    def _save(self) -> None:
        self.set_busy(True)
        workspace, group_id, reason = self._context.workspace, self._group_id, self.form.value("reason")
        self._context.tasks.write(
            lambda: group_sessions.call_off(workspace, group_id, reason),
            owner=self,
            done=self._done,
            failed=lambda error: self.show_refusal(error, self.form),
        )

    def _done(self, outcome: Outcome[UUID]) -> None:
        context = self._context
        self.accept()
        tell_with_undo(context, outcome, "Called off.")


def _answers() -> list[tuple[PlaceAnswer, str]]:
    return [(answer, words) for answer, words in ANSWERS.items() if answer is not PlaceAnswer.INVITED]
