"""Putting right what was taken in wrongly with a referral, with the reason (R1)."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from jfs_desktop.casework.referrals import referral_corrections
from jfs_desktop.casework.referrals.joined_people import HeldForAnother, Joining
from jfs_desktop.casework.referrals.referral_corrections import REASON
from jfs_desktop.casework.referrals.referral_form import ReferralForm
from jfs_desktop.clock import london_day
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.wording import long_day
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.date_field import DateField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.form_kit import FormKit, choice, note_box
from ui.widgets.text import label


class CorrectReferralDialog(FormDialog):
    """The referral as it stands; how the person is reached is changed beside 'Person'."""

    def __init__(
        self,
        context: Context,
        case_id: UUID,
        form: ReferralForm,
        programme: Programme,
        parent: QWidget | None,
    ) -> None:
        super().__init__(
            "Correct the referral",
            "What stood here stays in the history with your reason, and every deadline is worked out anew.",
            parent,
            width=760,
        )
        self._context = context
        self._case_id = case_id
        self.form = FormKit(columns=3)
        self._make_fields(programme)
        self._fill(form)
        self._before = self.form.values()
        self.form.changed.connect(self._changed)
        self.content.addWidget(self.form)
        self.told = label("", "warning", wrap=True)
        self.told.setObjectName("told-joining")
        self.content.addWidget(self.told)
        self._joining: Joining | None = None
        self.add_cancel()
        self.join = self.add_verb("Correct it and join the cases", "plain", self._join)
        self.join.setObjectName("join-cases")
        self._forget()
        self.save = self.add_verb("Correct it", "primary", self._go, default=True)
        self.save.setObjectName("save-correction")
        self.form.field("referral_made_on").setFocus()
        context.sharing.changed.connect(self._forget)  # what is told is somebody else

    @classmethod
    def ask(cls, context: Context, case_id: UUID, parent: QWidget | None) -> None:
        """Read the referral and open the form over ``parent``."""
        workspace = context.workspace

        def show(form: ReferralForm) -> None:
            cls(context, case_id, form, workspace.programme_of(case_id), parent).open()

        context.tasks.read(
            lambda: referral_corrections.as_it_stands(workspace, case_id),
            owner=parent or context.hub,
            done=show,
        )

    def _make_fields(self, programme: Programme) -> None:
        form, today = self.form, london_day(self._context.clock.now())
        form.add_row(label("The referral", "section"))
        form.add("prap_reference", "PRaP reference", QLineEdit())
        form.add("referral_made_on", "Referral made on", DateField(today))
        form.add("received_at", "Received at", QLineEdit(), help="Day and time.")
        form.add("jobcentre", "Jobcentre", QLineEdit())
        form.add("work_coach", "Work Coach", QLineEdit())
        form.add("benefit", "Benefit", choice([("", "Not known"), *programme.benefits.items()]))
        form.add("claim_start_date", "Claim began on", DateField(today))
        form.add("left_education_on", "Left full-time education on", DateField(today), span=2)
        form.add_row(label("The person", "section"))
        form.add("first_name", "First name", QLineEdit())
        form.add("last_name", "Last name", QLineEdit())
        form.add("date_of_birth", "Date of birth", DateField(today))
        form.add("ni_number", "NI number", QLineEdit())
        form.add("notes", "Notes from the referral", note_box(1), span=2)
        form.add(REASON, "Why is it corrected?", QLineEdit(), span=3)

    def _fill(self, said: ReferralForm) -> None:
        for name in self.form.names():
            if name == REASON:
                continue
            text = str(getattr(said, name))
            dated = isinstance(self.form.field(name), DateField)
            self.form.set_value(name, (date.fromisoformat(text) if text else None) if dated else text)

    def _wish(self) -> ReferralForm:
        values = self.form.values()
        values.pop(REASON)
        return ReferralForm(**{name: "" if value is None else value for name, value in values.items()})

    def _changed(self, name: str) -> None:
        self.form.set_note(name, "")
        if name != REASON:
            self._forget()

    def _forget(self) -> None:
        self._joining = None
        self.told.setText("")
        for part in (self.told, self.join):
            part.hide()

    def _tell(self, joining: Joining) -> None:
        self._joining = joining
        self.told.setText(joining_words(joining))
        for part in (self.told, self.join):
            part.show()
        self.bring_into_sight(self.told)
        self.join.setFocus()

    def _join(self) -> None:
        if self._joining is not None:
            self._write(self._joining.participant_id)

    def _go(self) -> None:
        self._write(None)

    def _write(self, join: UUID | None) -> None:
        notes = self.form.date_problems()
        self.form.set_notes(notes)
        if notes:
            self.form.focus_first_note()
            return
        self.set_busy(True)
        workspace, case_id = self._context.workspace, self._case_id
        wish, reason = self._wish(), self.form.value(REASON)
        self._context.tasks.write(
            lambda: referral_corrections.correct(workspace, case_id, wish, reason, join=join),
            owner=self,
            done=partial(self._done, joined=join is not None),
            failed=self._refused,
        )

    def _done(self, outcome: Outcome[UUID], *, joined: bool) -> None:
        told = "The referral is corrected"
        tell_with_undo(self._context, outcome, f"{told}, and the cases are joined." if joined else f"{told}.")
        self.accept()

    def _refused(self, error: UserError) -> None:
        self.set_busy(False)
        if not self.form.show_refusal(error):
            self.show_error(error)
        if isinstance(error, HeldForAnother) and error.joining is not None:
            joining = error.joining
            self._context.sharing.let(lambda: self._tell(joining))


def joining_words(joining: Joining) -> str:
    """Whose case it would be from then on, and what that means, before it is done."""
    born = f", born {long_day(joining.date_of_birth)}" if joining.date_of_birth else ""
    cases = "; ".join(f"{one.reference} ({one.stage_name})" for one in joining.cases)
    lines = [f"The vault knows {joining.name}{born}, by this NI number: {cases}."]
    if joining.differ:
        lines.append(
            f"Only the {' and '.join(sorted(joining.agree))} agrees: make sure it is the same person."
        )
    stays = "What is held there stays, and what is missing there is taken from this case"
    newer = "What this newer referral says of name, birth and contact then holds for all of them"
    lines.append(
        "If it is the same person, join this case to theirs. Each case keeps its own entries, papers and "
        f"history, and opens from the other's Referral tab. {stays if joining.theirs_stay else newer}. "
        "Duplicates are searched for anew. It stands in the history with your reason, and can be undone."
    )
    if any(one.open for one in joining.cases):
        lines.append("They have an open case, so this may be its duplicate: say so on the Referral tab next.")
    return "\n".join(lines)
