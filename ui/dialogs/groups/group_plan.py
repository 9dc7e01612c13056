"""Plan a group session, or plan it otherwise (S5)."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from jfs_desktop.casework.office import staff
from jfs_desktop.casework.sessions import group_sessions
from jfs_desktop.casework.sessions.group_sessions import GroupPlan
from jfs_desktop.casework.sessions.group_views import GroupView
from jfs_desktop.clock import LONDON
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import StaffView
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.form_kit import FormKit, choice, number_field

USUAL_MINUTES, MOST = 60, 8 * 60
_NOTE = "Held online; its time is not part of anybody's 1-2-1 hours."


class GroupPlanDialog(FormDialog):
    """Topic, day, time, length, where to meet online, and who leads."""

    def __init__(
        self,
        context: Context,
        people: tuple[StaffView, ...],
        group: GroupView | None,
        parent: QWidget | None = None,
    ) -> None:
        title = "Plan a group session" if group is None else "Change the group session"
        super().__init__(title, _NOTE, parent, width=560)
        self._context = context
        self._group_id = group.id if group is not None else None
        today = context.clock.now().astimezone(LONDON).date()
        self.form = form = FormKit(columns=3)
        form.add("topic", "Topic", QLineEdit(), span=3)
        form.add("on", "On which day", DateField(today))
        form.add("at", "From what time", TimeField())
        form.add("minutes", "Minutes", number_field(1, MOST))
        form.add("platform", "Where you meet online", QLineEdit(), span=3)
        names = [(one.name, one.name) for one in people if one.active]
        form.add("led_by", "Who leads it", choice(names, editable=True), span=3)
        form.set_value("minutes", group.minutes if group else USUAL_MINUTES)
        form.set_value("led_by", group.led_by if group else context.workspace.me.name)
        if group is not None:
            local = group.starts_at.astimezone(LONDON)
            for name, value in (("topic", group.topic), ("on", local.date()), ("at", local.time())):
                form.set_value(name, value)
            form.set_value("platform", group.platform)
        form.add("moved_because", "Why it is moved, if it is", QLineEdit(), span=3)
        form.set_shown("moved_because", group is not None and group.invited > 0)
        self._before = form.values()
        self.content.addWidget(form)
        self.add_cancel()
        self.save = self.add_verb(
            "Plan it" if group is None else "Save the change", "primary", self._save, default=True
        )
        self.save.setObjectName("group-plan-save")
        form.field("topic").setFocus()

    @classmethod
    def ask(cls, context: Context, parent: QWidget, group: GroupView | None = None) -> None:
        """Read who works here and open the form over ``parent``."""
        workspace = context.workspace
        context.tasks.read(
            lambda: staff.all_staff(workspace),
            owner=parent,
            done=lambda people: cls(context, people, group, parent).open(),
        )

    def _save(self) -> None:
        values, notes = self.form.values(), self.form.date_problems()
        for name, words in (("on", "Type the day."), ("at", "Type when it begins.")):
            if values[name] is None and name not in notes:
                notes[name] = (words, "error")
        self.form.set_notes(notes)
        if notes:
            self.form.focus_first_note()
            return
        self.set_busy(True)
        starts_at = datetime.combine(values["on"], values["at"], LONDON).astimezone(UTC)
        names = ("minutes", "platform", "led_by", "moved_because")
        given = GroupPlan(values["topic"], starts_at, *(values[name] for name in names))
        workspace, group_id = self._context.workspace, self._group_id
        self._context.tasks.write(
            lambda: (
                group_sessions.plan(workspace, given)
                if group_id is None
                else group_sessions.change_plan(workspace, group_id, given)
            ),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _done(self, outcome: Outcome[UUID]) -> None:
        context = self._context
        self.accept()
        said = "The group session is planned." if self._group_id is None else "The group session is changed."
        tell_with_undo(context, outcome, said)
