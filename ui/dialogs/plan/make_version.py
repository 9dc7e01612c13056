"""Agree the plan with the participant: how they agreed, and what changed. The state is frozen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from jfs_desktop.casework.plan import plans
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import PlanVersionView, PlanView
from jfs_desktop.rules.programme.programme_lists import Channel
from ui.shell.context import Context
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit, choice, note_box

UNSAID, NOT_YET, OTHER = "unsaid", "", "other"


class MakeVersionDialog(Dialog):
    """Makes the next version of the plan. What is on the screen has been settled before."""

    def __init__(
        self, context: Context, view: PlanView, channels: Sequence[Channel], parent: QWidget | None
    ) -> None:
        self._number = view.versions[0].number + 1 if view.versions else 1
        super().__init__(
            f"Agree version {self._number} of the JFAP",
            "The JFAP as it stands is kept for good, with the day and how it was agreed (JFS 4.05).",
            parent,
            width=560,
        )
        self._context = context
        self._view = view
        self._suggested = _what_changed(view)
        self.form = FormKit()
        ways = [(UNSAID, "Choose…"), *((channel.name, channel.name) for channel in channels)]
        ways += [(OTHER, "In another way"), (NOT_YET, "Not agreed yet: only keep this state")]
        self.how: QComboBox = self.form.add("how", "How did the participant agree?", choice(ways))
        self.form.add("other", "In which way", QLineEdit())
        self.form.add(
            "summary", "What changed", note_box(3), help="It stands beside the version in the list."
        )
        self.form.set_value("summary", self._suggested)
        self._assemble()

    @classmethod
    def ask(
        cls, context: Context, view: PlanView, channels: Sequence[Channel], parent: QWidget | None
    ) -> MakeVersionDialog:
        """Open it; the version is made from its button."""
        dialog = cls(context, view, channels, parent)
        dialog.open()
        return dialog

    def dirty(self) -> bool:
        summary = str(self.form.value("summary")).strip()
        return bool(str(self.form.value("other")).strip()) or summary != self._suggested

    def _assemble(self) -> None:
        self.content.addWidget(self.form)
        self.how.currentIndexChanged.connect(lambda _: self._show_way())
        self.add_cancel()
        self.save = self.add_verb("", "primary", self._make, default=True)
        self.save.setObjectName("make-version")
        self._show_way()
        self.how.setFocus()  # the way is said before Enter agrees

    def _show_way(self) -> None:
        way = self.how.currentData()
        self.form.set_shown("other", way == OTHER)
        self.form.set_notes({})
        self.save.setText(
            f"Keep version {self._number}" if way == NOT_YET else f"Agree version {self._number}"
        )

    def _make(self) -> None:
        how = str(self.how.currentData())
        if how == UNSAID:
            self.form.set_notes(
                {"how": ("Say how the participant agreed, or that it is not agreed.", "error")}
            )
            self.how.setFocus()
            return
        if how == OTHER:
            how = str(self.form.value("other")).strip()
            if not how:
                self.form.set_notes({"other": ("Say how the participant agreed.", "error")})
                self.form.field("other").setFocus()
                return
        workspace, case_id = self._context.workspace, self._view.case_id
        summary = str(self.form.value("summary"))
        self.set_busy(True)
        self._context.tasks.write(
            lambda: plans.make_version(workspace, case_id, summary=summary, agreed_how=how),
            owner=self,
            done=self._made,
            failed=self.show_error,
        )

    def _made(self, outcome: Outcome[PlanVersionView]) -> None:
        version = outcome.value
        self._context.hub.tell(outcome)
        done = f"agreed ({version.agreed_how})" if version.agreed_at else "kept"
        self._context.say.news(f"Version {version.number} of the JFAP is {done}.")
        self.accept()


def _what_changed(view: PlanView) -> str:
    if not view.versions:
        return plans.FIRST_SUMMARY
    return plans.compare(view.versions[0].content, view.content).summary() or plans.NOTHING_NEW
