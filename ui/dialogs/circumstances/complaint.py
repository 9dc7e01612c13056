"""A complaint that belongs to no case: raising it, and the steps until it is settled (D6)."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from jfs_desktop.casework.circumstances import complaints_outside
from jfs_desktop.casework.circumstances.complaints_outside import PURPOSE, RAISED, STEPS, ComplaintThread
from jfs_desktop.clock import london_day
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.records.views import FactView
from jfs_desktop.rules.facts.facts import FactKind
from jfs_desktop.rules.programme.questions import all_unanswered
from jfs_desktop.rules.writing.wording import long_day
from ui.dialogs.evidence.contact_evidence import ContactEvidenceDialog
from ui.dialogs.questions.withdraw import WithdrawDialog
from ui.dialogs.viewing.picture_viewer import PictureViewer
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.buttons import button
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.date_field import DateField
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit, note_box
from ui.widgets.question_form import QuestionForm
from ui.widgets.text import label


class ComplaintDialog(Dialog):
    """Without a ``thread`` it raises one; with it, it shows what was done and records the next step."""

    def __init__(
        self, context: Context, thread: ComplaintThread | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "Complaint that belongs to no case",
            "Of somebody who is no participant here. On a person's case it is recorded under Circumstances."
            if thread is None
            else "",
            parent,
            width=600,
        )
        self._context, self._thread = context, thread
        self._programme = context.workspace.programme
        today = london_day(context.clock.now())
        self.form = FormKit(columns=2)
        if thread is not None:
            self._tell(thread)
        names = self._programme.fact_kinds
        self.kind = ChipChoice([(one.value, names[one].name) for one in STEPS])
        self.form.add("kind", "What comes next", self.kind, span=2)
        self.form.set_shown("kind", thread is not None)
        self.form.add("on", "On which day", DateField(today, today))
        self.questions = QuestionForm(today)
        self.form.add_row(self.questions)
        self.form.add("note", "Note", note_box(2), span=2)
        self._assemble()

    @classmethod
    def ask(cls, context: Context, complaint_id: UUID | None, parent: QWidget) -> None:
        """Open it over ``parent``: a new one, or that one as it stands."""
        if complaint_id is None:
            cls(context, None, parent).open()
            return
        workspace = context.workspace
        context.tasks.read(
            lambda: complaints_outside.thread(workspace, complaint_id),
            owner=parent,
            done=lambda thread: cls(context, thread, parent).open(),
        )

    def dirty(self) -> bool:
        return bool(self.questions.answers() or str(self.form.value("note")).strip())

    def _assemble(self) -> None:
        self.content.addWidget(self.form)
        self.add_cancel("Close" if self._thread else "Cancel")
        if self._thread is not None:
            self.add_verb("Take the complaint back…", "plain", self._take_back)
            self.add_verb("Keep a letter…", "plain", self._keep_letter).setObjectName("keep-letter")
        self.save = self.add_verb("Record", "primary", self._go, default=True)
        self.save.setObjectName("record-complaint")
        open_still = self._thread is None or self._thread.open
        self.save.setEnabled(open_still)
        for name in ("kind", "on", "note"):
            self.form.set_shown(name, open_still and (name != "kind" or self._thread is not None))
        self.form.changed.connect(lambda name: self._turn() if name == "kind" else None)
        self._turn()
        (self.questions if self._thread is None else self.kind).setFocus()

    def _tell(self, thread: ComplaintThread) -> None:
        said = thread.raised.detail
        self.content.addWidget(
            label(f"{said.get('raised_by', '')}: {said.get('words', '')}", "strong", wrap=True)
        )
        handler = f" · with {said['taken_by']}" if said.get("taken_by") else ""
        self.content.addWidget(label(f"Raised {long_day(thread.raised.on)}{handler}", "soft", wrap=True))
        for one in thread.answers:
            words = "; ".join(str(answer) for answer in one.detail.values() if answer)
            self.content.addWidget(label(f"{long_day(one.on)} · {one.name}: {words}", "", wrap=True))
        for letter in thread.letters:
            show = partial(PictureViewer.ask, self._context, letter, self)
            self.content.addWidget(button(letter.name, "link", show, name="complaint-letter"))

    def _chosen(self) -> FactKind | None:
        if self._thread is None:
            return RAISED
        return next((FactKind(key) for key in self.kind.chosen()), None)

    def _turn(self) -> None:
        kind = self._chosen() if self.save.isEnabled() else None
        self.questions.ask(self._programme.fact_kinds[kind].asks if kind else ())

    def _go(self) -> None:
        kind = self._chosen()
        notes = self.form.date_problems()
        if kind is None:
            notes["kind"] = ("Choose one of these.", "error")
        if self.form.value("on") is None:
            notes.setdefault("on", ("Type the day it happened.", "error"))
        self.form.set_notes(notes)
        if notes or kind is None:
            self.form.focus_first_note()
            return
        answers = self.questions.answers()
        missing = all_unanswered(self._programme.fact_kinds[kind].asks, answers, {})
        if missing:
            self.questions.show_unanswered(missing)
            return
        self.set_busy(True)
        workspace, about = self._context.workspace, self._thread.raised.id if self._thread else None
        on, note = self.form.value("on"), str(self.form.value("note"))
        self._context.tasks.write(
            lambda: complaints_outside.record(workspace, kind, on, answers, note=note, about=about),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _done(self, outcome: Outcome[FactView]) -> None:
        text = f"Recorded: {outcome.value.name}, {long_day(outcome.value.on)}."
        self.accept()
        if outcome.label:
            tell_with_undo(self._context, outcome, text)
        else:
            self._context.hub.tell(outcome)
            self._context.say.news(text)

    def _refused(self, error: UserError) -> None:
        if self.questions.show_refusal(error):
            self.set_busy(False)
            return
        self.show_refusal(error, self.form)

    def _keep_letter(self) -> None:
        if self._thread is not None:
            raised = self._thread.raised
            told = f"{raised.name}, {long_day(raised.on)}"
            parent = self.parentWidget() or self
            ContactEvidenceDialog.ask(self._context, raised.id, told, None, parent, purpose_key=PURPOSE)
            self.reject()

    def _take_back(self) -> None:
        if self._thread is not None:
            WithdrawDialog.ask(self._context, self._thread.raised, self.parentWidget() or self)
            self.reject()
