"""Make the JFAP final with the participant's agreement: what is missing, how they agreed, a summary (P10)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from jfs_desktop.casework.agreement import plan_finalising
from jfs_desktop.casework.agreement.plan_finalising import Agreement, FinalStanding
from jfs_desktop.casework.desk.workspace import Workspace
from jfs_desktop.casework.documents.document_views import DocumentView
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.mail.jfap_request import Lack
from jfs_desktop.rules.writing.discreet import Discreet
from ui.dialogs.plan.plan_lacks import AWAY, QUERY, SESSION, START, LackRows
from ui.dialogs.plan.plan_query import SettleQueryDialog
from ui.dialogs.recording.record import RecordDialog
from ui.shell.context import Context
from ui.shell.telling import with_form_kept
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit, choice, note_box
from ui.widgets.text import label

OTHER = "other"
_TABS = {START: "meeting", SESSION: "sessions"}
_PLAN = "plan"


@dataclass(frozen=True, slots=True, repr=False)
class _Read(Discreet):
    standing: FinalStanding
    channels: tuple[tuple[str, str], ...]


def _read(workspace: Workspace, case_id: UUID) -> _Read:
    channels = workspace.programme_of(case_id).channels
    return _Read(
        plan_finalising.standing(workspace, case_id), tuple((one.name, one.name) for one in channels)
    )


class FinalisePlanDialog(Dialog):
    """Says first what is missing, with the paragraph and the way to it; with nothing missing it asks for the
    agreement. ``work`` brings up a tab of the case, where the work goes on."""

    def __init__(
        self, context: Context, read: _Read, parent: QWidget | None, work: Callable[[str], None]
    ) -> None:
        now = read.standing
        super().__init__(f"Make version {now.version} the final JFAP", "", parent, width=600)
        self._context = context
        self._standing = now
        self._work = work
        self.body.setText(
            "It is agreed, frozen as Word and PDF, and locked. A query or more help takes it back to support "
            "(JFS 4.08, 4.09)."
        )
        self.body.show()
        self.lacks = LackRows(now.lacks)
        self.told = label("", "soft", wrap=True)
        self.told.setObjectName("final-told")
        self.form = FormKit()
        self.how: QComboBox = self.form.add(
            "how",
            "How did the participant agree?",
            choice([("", "Choose…"), *read.channels, (OTHER, "In another way")]),
        )
        self.form.add("other", "In which way", QLineEdit())
        self.form.add(
            "summary",
            "Summary of activities",
            note_box(4),
            help="It stands in the final JFAP beside the next steps (JFS 5.02). Go on from what is here.",
        )
        self.form.add("late_reason", "Why it is late", QLineEdit())
        self.form.set_value("summary", now.summary)
        self._assemble(now)

    @classmethod
    def ask(
        cls, context: Context, case_id: UUID, parent: QWidget | None, work: Callable[[str], None]
    ) -> None:
        """Read what is missing and open it; ``work`` is called with the tab where it is mended."""
        workspace = context.workspace
        context.tasks.read(
            lambda: _read(workspace, case_id),
            owner=parent or context.hub,
            done=lambda read: cls(context, read, parent, work).open(),
            failed=context.say.problem,
        )

    def dirty(self) -> bool:
        said = str(self.form.value("summary")).strip()
        return bool(str(self.form.value("other")).strip()) or said != self._standing.summary.strip()

    def _assemble(self, now: FinalStanding) -> None:
        barred = bool(now.lacks)
        self.told.setText(_told(now))
        self.service = label(now.service_left, "warning", wrap=True)
        self.service.setVisible(bool(now.service_left) and not barred)
        for part in (self.lacks, self.service, self.told, self.form):
            self.content.addWidget(part)
        self.form.setVisible(not barred)
        self.form.set_shown("late_reason", False)
        self.how.currentIndexChanged.connect(lambda _: self._show_way())
        self.lacks.mendRequested.connect(self._mend)
        close = self.add_cancel("Close" if barred else "Cancel")
        self.save = self.add_verb("Agree and make final", "primary", self._finalise, default=True)
        self.save.setObjectName("finalise-plan")
        self.save.setVisible(not barred)
        self._show_way()
        ((self.lacks.ways or [close])[0] if barred else self.how).setFocus()

    def _mend(self, lack: Lack) -> None:
        """Give way to what mends it."""
        context, now, parent = self._context, self._standing, self.parentWidget()
        self.discard()
        if lack.key == QUERY and now.query is not None:
            SettleQueryDialog.ask(context, now.case_id, now.query, parent)
        elif lack.key == AWAY:
            RecordDialog.ask(context, now.case_id, parent, kinds=lack.missing)
        else:
            self._work(_TABS.get(lack.key, _PLAN))

    def _show_way(self) -> None:
        self.form.set_shown("other", self.how.currentData() == OTHER)

    def _finalise(self) -> None:
        if not self.save.isEnabled() or self._standing.lacks:
            return
        how = str(self.how.currentData())
        if not how:
            self.form.set_notes({"how": ("Say how the participant agreed (JFS 4.09).", "error")})
            self.how.setFocus()
            return
        values = self.form.values()
        how = values["other"].strip() if how == OTHER else how
        agreed = Agreement(how, values["summary"], late_reason=values["late_reason"])
        workspace, case_id = self._context.workspace, self._standing.case_id
        self.form.set_notes({})
        self.set_busy(True)
        self._context.tasks.write(
            lambda: plan_finalising.finalise(workspace, case_id, agreed),
            owner=self,
            done=self._made,
            failed=self._refused,
        )

    def _made(self, outcome: Outcome[DocumentView]) -> None:
        self.accept()
        self._context.hub.tell(outcome)
        told = f"The JFAP is final: {outcome.value.version} is locked and kept."
        self._context.say.news(with_form_kept(told, outcome.value))

    def _refused(self, error: UserError) -> None:
        self.show_refusal(error, self.form, {"how": "other"})


def _told(now: FinalStanding) -> str:
    in_it = "Every activity is in the JFAP (JFS 4.02)." if not now.unplanned else ""
    empty = f"Still empty: {', '.join(now.empty_headings)} (JFS 4.06)." if now.empty_headings else ""
    begins = "This also records that finalising began today." if now.begins and not now.lacks else ""
    return " ".join(part for part in (in_it, empty, begins, now.language) if part)
