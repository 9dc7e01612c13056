"""A referral typed in, with the checks beside each field as it is filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from jfs_desktop.casework.desk import drafts
from jfs_desktop.casework.desk.drafts import FormDraft
from jfs_desktop.casework.referrals import doubled_referrals, referrals
from jfs_desktop.casework.referrals.referral_form import (
    NOT_GIVEN,
    RESTRICTED_FIELDS,
    FieldNote,
    ReferralForm,
    restricted_field,
)
from jfs_desktop.casework.referrals.referrals import DuplicateReferral
from jfs_desktop.clock import LONDON
from jfs_desktop.errors import BadInput, UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.programme.programme import Programme
from jfs_desktop.rules.writing.wording import time_of_day
from ui.dialogs.referrals import referral_fields
from ui.dialogs.referrals.referral_fields import START
from ui.dialogs.referrals.restricted_referrals import tell_noted
from ui.shell.context import Context
from ui.shell.telling import tell_with_undo
from ui.widgets.buttons import button
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit
from ui.widgets.text import label

CHECK_AFTER_MS = 250
KEEP_AFTER_MS = 800
OWNER, ROW_OWNER = "referral-form", "referral-row"
OF_ROW = "of_row"
"""Where the draft of a row says by which reference the file knows it."""


class ReferralDialog(Dialog):
    """Take one referral in. ``taken(case_id)`` tells that its case is open, ``caseRequested(case_id)``
    asks for the case that is there already. What is typed is kept as a draft until it is taken in or
    discarded. ``row`` is what a refused row of a file says, by field, to be mended (R1)."""

    taken = Signal(object)
    caseRequested = Signal(object)

    def __init__(
        self,
        context: Context,
        programme: Programme,
        parent: QWidget | None,
        row: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(
            "New referral",
            "As it stands on PRaP. What is advice and not an error stops nothing: the Jobcentre decides.",
            parent,
            width=820,
        )
        self._context = context
        self._row = row
        self._owner = OWNER if row is None else ROW_OWNER
        self._touched: set[str] = set()
        self._checking = False
        self._again = False
        self._tried = False
        """Whether 'Add referral' was pressed: from then on what is missing is told, too."""
        self._to_first = False
        self._known: UUID | None = None
        self._done = False
        self.form = FormKit(columns=3, checked_while_typed=True)
        referral_fields.make(self.form, programme, context.clock.now().astimezone(LONDON))
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(CHECK_AFTER_MS)
        self._wait.timeout.connect(self._check)
        self._keep_soon = QTimer(self)
        self._keep_soon.setSingleShot(True)
        self._keep_soon.setInterval(KEEP_AFTER_MS)
        self._keep_soon.timeout.connect(self.keep_draft)
        self._assemble()

    @classmethod
    def ask(
        cls, context: Context, parent: QWidget | None, row: Mapping[str, str] | None = None
    ) -> ReferralDialog:
        """Open the form."""
        dialog = cls(context, context.workspace.programme, parent, row)
        dialog.open()
        dialog.form.field("prap_reference").setFocus()
        workspace, owner = context.workspace, dialog._owner
        context.tasks.read(lambda: drafts.read(workspace, owner), owner=dialog, done=dialog.take_draft)
        return dialog

    def take_draft(self, draft: FormDraft | None) -> None:
        """Fill the form with what was typed before a lock or a sudden end, or with the row to be mended."""
        if self._touched:
            return
        if self._row is not None and (draft is None or not _is_of(draft, self._row)):
            self._show_row(self._row)
            return
        if draft is None:
            return
        self._fill(draft.body)
        self._kept_words.setText(f"This is what you had typed by {time_of_day(draft.saved_at)}.")
        self._kept.show()

    def _fill(self, body: Mapping[str, str]) -> None:
        for name, text in body.items():
            if name in self.form.names():
                referral_fields.fill(self.form, name, text)

    def _show_row(self, row: Mapping[str, str]) -> None:
        self.form.blockSignals(True)  # it is no typing yet: to leave asks nothing
        self._fill(row)
        self.form.blockSignals(False)
        self._tried = self._to_first = True  # what is wrong with it is told at once
        self._check()

    def keep_draft(self) -> None:
        """Keep what is typed now, on the writer thread; of a restricted referral nothing (JFS 3.09)."""
        if self._done or not self._touched:
            return
        if any(self.form.value(name) for name in RESTRICTED_FIELDS):
            self._forget()
            self._done = False
            return
        workspace, owner, body = self._context.workspace, self._owner, referral_fields.texts(self.form)
        if self._row is not None:
            body |= {OF_ROW: self._row["prap_reference"]}
        self._context.tasks.write(lambda: drafts.save_draft(workspace, owner, body), owner=self)

    def hideEvent(self, event: QHideEvent) -> None:
        self._keep_soon.stop()
        self.keep_draft()  # the lock hides the form before the vault closes
        super().hideEvent(event)

    def come_back(self) -> None:
        """After a lock, ask anew for the notes: an answer under way was not let through."""
        super().come_back()
        self._checking = self._again = False
        self._check()

    def discard(self) -> None:
        """Leave, and let the draft go."""
        self._forget()
        super().discard()

    def start_afresh(self) -> None:
        """Empty the form that came back from a draft."""
        self._forget()
        self._done = False
        self.form.blockSignals(True)
        for name in self.form.names():
            referral_fields.fill(self.form, name, START.get(name, ""))
        now = self._context.clock.now().astimezone(LONDON)
        referral_fields.fill(self.form, "received_at", referral_fields.received(now))
        self.form.blockSignals(False)
        self.form.set_notes({})
        self._touched.clear()
        self._tried = False
        self._kept.hide()
        if self._row is not None:
            self._show_row(self._row)
        self.form.field("prap_reference").setFocus()

    def dirty(self) -> bool:
        return bool(self._touched)

    def referral(self) -> ReferralForm:
        """What the fields now hold."""
        return referral_fields.read(self.form)

    def _assemble(self) -> None:
        self._kept = QFrame()
        self._kept.setProperty("role", "banner-info")
        self._kept_words = label("", wrap=True)
        afresh = button("Start afresh", "plain", self.start_afresh, name="start-afresh")
        line = QHBoxLayout(self._kept)
        line.setContentsMargins(12, 6, 8, 6)
        line.addWidget(self._kept_words, 1)
        line.addWidget(afresh)
        self._kept.hide()
        self.content.addWidget(self._kept)
        self.content.addWidget(self.form, 1)
        if self.form.advice is not None:
            self.add_foot(self.form.advice)
        self.form.changed.connect(self._changed)
        self.see = self.add_verb("Open that case", "plain", self._see_known)
        self.see.setObjectName("open-known")
        self.see.hide()
        self.doubled = self.add_verb("Take it in to reject it", "plain", self._take_in_doubled)
        self.doubled.setObjectName("take-in-doubled")
        self.doubled.hide()
        self.add_cancel()
        self.save = self.add_verb("Add referral", "primary", self._add, default=True)
        self.save.setObjectName("add-referral")

    def _forget(self) -> None:
        """Let the draft go; nothing more of this form is kept."""
        self._done = True
        self._keep_soon.stop()
        workspace, owner = self._context.workspace, self._owner
        self._context.tasks.write(lambda: drafts.discard(workspace, owner), owner=self._context.hub)

    def _see_known(self) -> None:
        case_id = self._known
        self._forget()
        self.accept()
        self.caseRequested.emit(case_id)

    def _changed(self, name: str) -> None:
        self._touched.add(name)
        self.see.hide()
        self.doubled.hide()
        self._wait.start()
        self._keep_soon.start()
        if any(self.form.value(field) for field in RESTRICTED_FIELDS):
            self.save.setText("Hand to the nominated officer")
        else:
            self.save.setText("Add referral")

    def _check(self) -> None:
        """Ask for the notes; while they are worked out, only the newest state waits."""
        if self._checking:
            self._again = True
            return
        self._checking = True
        workspace, form = self._context.workspace, self.referral()
        self._context.tasks.read(lambda: referrals.check(workspace, form), owner=self, done=self._checked)

    def _checked(self, notes: Sequence[FieldNote]) -> None:
        self._checking = False
        told = [note for note in notes if note.field in self._touched and note.text != NOT_GIVEN]
        self._show_notes(notes if self._tried else told)
        if self._to_first and not self._again:
            self._to_first = False
            self._go_to_first()
        if self._again:
            self._again = False
            self._check()

    def _show_notes(self, notes: Sequence[FieldNote]) -> None:
        shown: dict[str, tuple[str, str]] = {}
        for note in notes:
            source = f" ({note.paragraph})" if note.paragraph else ""
            text = f"{note.text[:1].upper()}{note.text[1:]}{source}"
            earlier = shown.get(note.field)
            level = "warning" if note.field in RESTRICTED_FIELDS else note.level  # what comes is no mistake
            if earlier is None or level == "error":
                shown[note.field] = (text, level)
        for name, (problem, kind) in self.form.date_problems().items():
            if name in shown:  # the field also reads a day without its year, and knows what is wrong with it
                shown[name] = (problem.rstrip("."), kind)
        self.form.set_notes(shown)

    def _add(self) -> None:
        self._wait.stop()
        self._keep_soon.stop()
        self._tried = True
        self.set_busy(True)
        workspace, form = self._context.workspace, self.referral()
        if restricted_field(form):
            self._context.tasks.write(
                lambda: referrals.keep_for_officer(workspace, form),
                owner=self,
                done=self._set_aside,
                failed=lambda error: self.show_refusal(error, self.form),
            )
            return
        self._context.tasks.write(
            lambda: referrals.add(workspace, form), owner=self, done=self._added, failed=self._refused
        )

    def _set_aside(self, outcome: Outcome[str]) -> None:
        self._forget()  # nothing of it stays in this vault but its reference (JFS 3.09)
        tell_noted(self._context, outcome, self.parentWidget())
        self.accept()

    def _take_in_doubled(self) -> None:
        self.set_busy(True)  # it is answered on PRaP like any other (R4)
        workspace, form = self._context.workspace, self.referral()
        self._context.tasks.write(
            lambda: doubled_referrals.take_in(workspace, form),
            owner=self,
            done=lambda outcome: self._added(outcome, "The duplicate is taken in: reject it on PRaP."),
            failed=self._refused,
        )

    def _added(self, outcome: Outcome[UUID], text: str = "The referral is taken in.") -> None:
        context = self._context
        self._forget()
        tell_with_undo(context, outcome, text)
        self.taken.emit(outcome.value)
        self.accept()

    def _refused(self, error: UserError) -> None:
        self.set_busy(False)
        error = self._as_the_field_says(error)
        self.show_error(error)
        if isinstance(error, DuplicateReferral) and error.case_id is not None:
            self._known = error.case_id
            self.see.setVisible(self._row is None)  # the rows of the file still wait behind this form
            self.doubled.setVisible(error.may_be_rejected)
        if error.field in self.form.names():
            self.form.set_notes({error.field: (error.text, "error")})
            self._to_first = True  # as soon as every note is there
        self._check()

    def _as_the_field_says(self, error: UserError) -> UserError:
        """A refusal of a date in the words of its field, which knows what is wrong with a day and a month."""
        problem, _ = self.form.date_problems().get(error.field, ("", ""))
        if not problem:
            return error
        name, colon, _ = error.text.partition(": ")
        return BadInput(f"{name}{colon}{problem.rstrip('.')}.", field=error.field)

    def _go_to_first(self) -> None:
        field = self.form.focus_first_note()
        if field is not None:
            self.bring_into_sight(field)


def _is_of(draft: FormDraft, row: Mapping[str, str]) -> bool:
    """Whether a draft is of the same row: somebody had begun to mend it."""
    return bool(row["prap_reference"]) and draft.body.get(OF_ROW) == row["prap_reference"]
