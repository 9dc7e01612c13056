"""Enter a session by hand: when the timer did not run. It is shown as manual everywhere (S1)."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from jfs_desktop.casework.recording import session_way
from jfs_desktop.casework.sessions import sessions
from jfs_desktop.casework.sessions.sessions import ManualSession, SessionKind
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import SessionView
from jfs_desktop.rules.writing.wording import counted
from ui.dialogs.office.channels_notice import ChannelsNotice
from ui.dialogs.sessions.activity_chips import ActivityChips
from ui.dialogs.sessions.plan_entry import PlanEntry
from ui.dialogs.sessions.session_identity import (
    IDENTITY,
    add_identity,
    ask_doubt,
    identity_missing,
    identity_of,
)
from ui.dialogs.sessions.session_questions import add_reason, ask_reason, reason_of
from ui.shell.context import Context
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit, choice, note_box, number_field, offer_others
from ui.widgets.session_words import KINDS
from ui.widgets.text import label

MOST = 12 * 60
_FIELDS = {"started_at": "at"}


class ManualSessionDialog(Dialog):
    """When, how long, why by hand, and the JFAP entry that every session needs (P3)."""

    def __init__(self, context: Context, case_id: UUID, kind: str, parent: QWidget | None) -> None:
        super().__init__(
            "Enter a session by hand",
            "For a session that the timer did not run for. It is marked as manual.",
            parent,
            width=680,
        )
        self._context = context
        self._case_id = case_id
        today = context.clock.now().astimezone(LONDON).date()
        programme = context.workspace.programme_of(case_id)
        self._channels = programme.channels
        self.form = form = FormKit(columns=3)
        form.add("kind", "What it was", choice(KINDS))
        self.channel = form.add("channel", "How you talked", choice(programme.channels_for("session")))
        form.add("minutes", "Minutes together", number_field(1, MOST))
        form.add("on", "On which day", DateField(today, today))
        form.add("at", "From what time", TimeField())
        form.add("reason", "Why by hand", QLineEdit())
        add_identity(form, shown=False)
        add_reason(form, span=3)
        self.chips = ActivityChips([one.title for one in programme.plan_headings])
        form.add_row(label("What was done", "strong"))
        form.add_row(self.chips)
        form.add("notes", "Notes for the record of activities", note_box(3), span=3)
        self.plan = PlanEntry()
        form.add_row(label("The JFAP", "strong"))
        form.add_row(self.plan)
        form.add("late_reason", "Why is it late?", QLineEdit(), span=3)
        form.set_shown("late_reason", False)
        form.set_value("kind", kind)
        form.set_value("minutes", 45)
        self._assemble()
        self._proposed = form.values()
        workspace, first = context.workspace, form.value("channel")
        context.tasks.read(
            lambda: session_way.of_case(workspace, case_id, SessionKind(kind)),
            owner=self,
            done=lambda way: self._propose(first, way),
        )

    def _propose(self, first: str, way: str) -> None:
        """The way that was booked or agreed (I2, I9), unless another was chosen meanwhile."""
        if way and self.form.value("channel") == first:
            self.form.set_value("channel", way)
            self._proposed["channel"] = way

    def _assemble(self) -> None:
        self.notice = ChannelsNotice(self._context, "session", parent=self)
        self.notice.entered.connect(self._fill_channels)
        self.content.addWidget(self.notice)
        self.content.addWidget(self.form)
        self.add_cancel()
        self.save = self.add_verb("Enter session", "primary", self._save, default=True)
        self.save.setObjectName("manual-save")
        self.form.changed.connect(lambda _: self._ask_reason())
        self._ask_reason()
        self.form.field("kind").setFocus()

    def dirty(self) -> bool:
        changed = self.form.values() != self._proposed
        return bool(changed or self.chips.chosen() or self.plan.summary or self.plan.reason)

    def _fill_channels(self) -> None:
        programme = self._context.workspace.programme_of(self._case_id)
        offer_others(self.channel, programme.channels_for("session"))

    def _ask_reason(self) -> None:
        ask_reason(self.form, self._channels, str(self.form.value("channel")))
        self.form.set_shown(IDENTITY, self._asks_who())
        ask_doubt(self.form)

    def _checked(self) -> bool:
        values, notes = self.form.values(), self.form.date_problems()
        for name, words in (("on", "Type the day."), ("at", "Type when it began.")):
            if values[name] is None and name not in notes:
                notes[name] = (words, "error")
        if not values["reason"].strip():
            notes["reason"] = ("Say why the timer was not used.", "error")
        if self._asks_who():
            notes |= identity_missing(self.form)
        self.form.set_notes(notes)
        missing = self.plan.missing()
        self.plan.show_note(missing)
        if notes:
            self.form.focus_first_note()
        elif missing:
            self.plan.setFocus()
        return not notes and not missing

    def _asks_who(self) -> bool:
        return bool(self.form.value("kind") == SessionKind.ONE_TO_ONE)

    def _given(self) -> ManualSession:
        values = self.form.values()
        identity, doubt = identity_of(self.form) if self._asks_who() else ("", "")
        return ManualSession(
            kind=SessionKind(values["kind"]),
            channel=values["channel"] or "",
            started_at=datetime.combine(values["on"], values["at"], LONDON).astimezone(UTC),
            minutes=values["minutes"],
            reason=values["reason"],
            notes=values["notes"],
            plan_changed=bool(self.plan.plan_changed),
            no_change_reason=self.plan.reason,
            activities=self.chips.chosen(),
            plan_summary=self.plan.summary,
            late_reason=values["late_reason"],
            channel_reason=reason_of(self.form, self._channels, values["channel"] or ""),
            identity=identity,
            doubt=doubt,
        )

    def _save(self) -> None:
        if not self._checked():
            return
        self.show_error("")
        self.set_busy(True)
        workspace, case_id, given = self._context.workspace, self._case_id, self._given()
        self._context.tasks.write(
            lambda: sessions.add_manual(workspace, case_id, given),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _done(self, outcome: Outcome[SessionView]) -> None:
        self._context.hub.tell(outcome)
        self._context.say.news(f"Entered by hand: a session of {counted(outcome.value.minutes, 'minute')}.")
        self.accept()

    def _refused(self, error: UserError) -> None:
        if self.notice.show_refusal(error):
            self.set_busy(False)
            return
        self.show_refusal(error, self.form, _FIELDS)
