"""One PRaP entry: what to copy into PRaP on the left, the tick with its proof on the right."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from jfs_desktop.casework.office import prap_right
from jfs_desktop.casework.office.prap_right import WITHOUT_RIGHT
from jfs_desktop.casework.prap import prap, prap_keying
from jfs_desktop.casework.prap.prap import PROOF_PURPOSE, OpenedEntry
from jfs_desktop.casework.referrals import referral_checks
from jfs_desktop.casework.requests.request_rows import CLOCK
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.clocks.clocks import ClockReading
from jfs_desktop.rules.facts.facts import FactKind
from ui.dialogs.prap.prap_form import PrapForm
from ui.dialogs.prap.prap_hand_over import HandOverDialog
from ui.dialogs.recording.record import ACKNOWLEDGED_ON, RecordDialog, ask_acknowledged
from ui.dialogs.referrals.duplicates import DuplicatesDialog
from ui.shell.context import Context
from ui.widgets.copy_fields import CopyFields
from ui.widgets.dialog import Dialog
from ui.widgets.prap_words import lists_line, until_when
from ui.widgets.shortcuts import COPY_NEXT
from ui.widgets.text import by_letters, label

_SEARCH_NEEDED = {
    FactKind.ACKNOWLEDGED: referral_checks.needed_before_acceptance,
    FactKind.START_KEYED: referral_checks.needed_before_start,
}

_RECORDED = ("Recorded", "on the Overview")
"""What is said of an entry of which nothing is keyed, and where it stands."""
FORM, WIDTH = "prap14", 900
"""The entry that goes out as a form of its own; how wide the two halves are beside each other."""


class PrapEntryDialog(Dialog):
    """Copy, key, tick: in one window over whatever page asked for it, so that it ends back there."""

    def __init__(self, context: Context, opened: OpenedEntry, parent: QWidget | None) -> None:
        super().__init__("PRaP entry", "", parent, width=WIDTH)
        self._context = context
        self._opened = opened
        entry = opened.line.entry
        self.heading.setText(f"{entry.rule.name}: {opened.line.name}")  # the window's title names nobody
        self.body.setText(f"PRaP reference {opened.line.reference} · {entry.rule.paragraph}")
        self.body.show()
        self.due = label(until_when(entry), "strong" if not entry.alarm else "error", wrap=True)
        self.due.setObjectName("until-when")
        self.waits = label(entry.rule.waits, "soft", wrap=True)
        self.waits.setVisible(bool(entry.rule.waits) and entry.proposed is None)
        self.fields = CopyFields(keep_masked=context.sharing.on)
        self._programme = context.workspace.programme_of(opened.line.case_id)
        keyed = any(choice.keyed_on_prap for choice in opened.choices)
        purpose = self._programme.evidence_purpose(PROOF_PURPOSE) if keyed else None
        self.form = PrapForm(context, opened, purpose, None)
        self.copied = label("", "small", wrap=True)
        self.lists = label(lists_line(self._programme.prap), "small", wrap=True)
        self._assemble()
        self._add_verbs()
        self._show_fields()
        self._show_verbs()

    @classmethod
    def ask(cls, context: Context, case_id: UUID, key: str, parent: QWidget | None) -> None:
        """Read the entry and open it; one that is keyed meanwhile is told."""
        workspace = context.workspace
        context.tasks.read(
            lambda: prap.opened(workspace, case_id, key),
            owner=parent or context.hub,
            done=lambda opened: cls(context, opened, parent).open(),
        )

    def dirty(self) -> bool:
        return self.form.typed()

    def _assemble(self) -> None:
        beside = by_letters(WIDTH) <= self._wide(WIDTH)  # with large letters what was done stands below
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        both = QWidget()
        halves = QBoxLayout(way, both)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(36 if beside else 18)
        halves.addLayout(self._into_prap(), 5)
        halves.addLayout(self._what_was_done(), 6)
        for widget in (self.due, self.waits):
            self.content.addWidget(widget)
        self.content.addWidget(both, 1)
        self.form.wayChanged.connect(self._other_way)
        self.form.answered.connect(self._show_fields)
        self.fields.copied.connect(self._say_copied)

    def _into_prap(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(label("Into PRaP", "heading"))
        for widget in (self.fields, self.copied):
            column.addWidget(widget)
        column.addWidget(label(f"{COPY_NEXT.words()} copies one field after the other.", "small", wrap=True))
        column.addWidget(self.lists)
        column.addStretch(1)
        return column

    def _what_was_done(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(label("What was done", "heading"))
        column.addWidget(self.form)
        return column

    def _add_verbs(self) -> None:
        self.fill_in = self.add_verb("Record what is missing…", "plain", self._record_missing)
        self.fill_in.setObjectName("record-missing")
        self.paper = self.add_verb("Fill in PRaP14…", "plain", self._fill_in_form)
        self.paper.setObjectName("fill-prap14")
        self.paper.setVisible(self._opened.line.entry.key == FORM)
        self.in_time = self.add_verb(ACKNOWLEDGED_ON, "plain", self._was_in_time)
        self.in_time.setObjectName("acknowledged-on")
        self.in_time.setVisible(self._opened.lapsed)
        self.over = self.add_verb("Hand over…", "plain", self._hand_over)
        self.over.setObjectName("hand-over")
        self.take = self.add_verb("Take over", "plain", self._take_over)
        self.take.setObjectName("take-over")
        self.cancel = self.add_cancel()
        self.tick = self.add_verb("Keyed", "primary", self._key, saves=True)
        self.tick.setObjectName("keyed")

    def _was_in_time(self) -> None:
        context, case_id, parent = self._context, self._opened.line.case_id, self.parentWidget()
        self.discard()
        ask_acknowledged(context, case_id, parent)

    def _fill_in_form(self) -> None:
        from ui.dialogs.mail.make_letter import PRAP14, MakeLetterDialog

        MakeLetterDialog.ask(self._context, self._opened.line.case_id, self, (PRAP14,))

    def _show_verbs(self) -> None:
        opened, choice = self._opened, self.form.choice
        handed = opened.line.entry.hand_over
        may = prap_right.refusal(self._context.workspace, self._programme, choice.kind) is None
        self.tick.setText("Keyed" if choice.keyed_on_prap else "Done")
        self.tick.setEnabled(may and not self.form.way.missing)
        self.tick.setToolTip("" if may else WITHOUT_RIGHT)
        mine = handed is not None and not handed.taken_over and opened.me.prap_role
        self.take.setVisible(mine and handed is not None and handed.to in (None, opened.me.id))
        self.over.setVisible(choice.keyed_on_prap)
        self.fill_in.setVisible(bool(self.form.way.missing))
        if not may:
            self.show_error(WITHOUT_RIGHT, stays=True)
            self.tick.setEnabled(False)
        first = self.fields.buttons.get("reference")
        (first or self.form.first_field()).setFocus()

    def _other_way(self) -> None:
        self._show_fields()
        self._show_verbs()

    def _show_fields(self) -> None:
        proposed = self._opened.line.entry.answers or {}
        known = proposed if self.form.way.fact is self._opened.line.entry.proposed else {}
        answers = {**known, **self.form.answers()}
        self.fields.set_fields(self._opened.values(self._programme, self.form.way.fact, answers))

    def _say_copied(self, field: str) -> None:
        self.copied.setText(f"{field} is on the clipboard for a minute.")

    def _key(self) -> None:
        keyed = self.form.keyed()
        if keyed is None:
            return
        workspace, line = self._context.workspace, self._opened.line
        case_id, key = line.case_id, line.entry.key
        self.set_busy(True)
        self._context.tasks.write(
            lambda: prap_keying.key(workspace, case_id, key, keyed),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _take_over(self) -> None:
        workspace, line = self._context.workspace, self._opened.line
        case_id, key = line.case_id, line.entry.key
        self.set_busy(True)
        self._context.tasks.write(
            lambda: prap_keying.take_over(workspace, case_id, key),
            owner=self,
            done=self._taken,
            failed=self._refused,
        )

    def _taken(self, outcome: Outcome[UUID]) -> None:
        self._context.hub.tell(outcome)
        self.set_busy(False)
        self._show_verbs()
        self.take.hide()

    def _hand_over(self) -> None:
        HandOverDialog.ask(self._context, self._opened, self, self.discard)

    def _record_missing(self) -> None:
        """What can be done here is done at once: the duplicate search before an acceptance and before a
        start (R5, T4). For the rest the general form opens."""
        workspace, case_id = self._context.workspace, self._opened.line.case_id
        needed = _SEARCH_NEEDED.get(self.form.way.fact)
        if needed is None:
            self._missing_known(search=False)
            return
        self.set_busy(True)
        self._context.tasks.read(
            lambda: needed(workspace, case_id),
            owner=self,
            done=lambda search: self._missing_known(search=search),
            failed=self._refused,
        )

    def _missing_known(self, *, search: bool) -> None:
        context, case_id, parent = self._context, self._opened.line.case_id, self.parentWidget()
        key, missing = self._opened.line.entry.key, self.form.way.missing
        kinds = tuple(dict.fromkeys(kind for one in missing for kind in one.missing))
        self.discard()
        if search:
            DuplicatesDialog.ask(
                context, case_id, parent, lambda: PrapEntryDialog.ask(context, case_id, key, parent)
            )
        else:
            RecordDialog.ask(context, case_id, parent, kinds=kinds)

    def _done(self, outcome: Outcome[UUID]) -> None:
        self._context.hub.tell(outcome)
        choice = self.form.choice
        said, where = ("Kept as keyed", "in the PRaP list") if choice.keyed_on_prap else _RECORDED
        self._context.say.news(f"{said}: {choice.name}. If it is wrong, take it back with a reason {where}.")
        self.accept()

    def _refused(self, error: UserError) -> None:
        self.set_busy(False)
        self.tick.setEnabled(True)
        if not self.form.show_refusal(error):
            self.show_error(error)


def meet(context: Context, case_id: UUID, clock: ClockReading, parent: QWidget | None) -> None:
    """Open what meets a clock: the answer to the Jobcentre's request, the sending of the final JFAP, its
    PRaP entry where it is met by keying, else the general form."""
    workspace = context.workspace
    if clock.id == CLOCK:
        from ui.dialogs.requests.answer_request import (
            AnswerRequestDialog,  # Word comes with the first document
        )

        AnswerRequestDialog.meet(context, case_id, clock, parent)
        return
    if FactKind.FINAL_JFAP_SENT in clock.stops:
        from ui.dialogs.plan.send_plan import SendPlanDialog

        SendPlanDialog.ask(context, case_id, parent)
        return

    def open_it(key: str) -> None:
        if key:
            PrapEntryDialog.ask(context, case_id, key, parent)
        else:
            RecordDialog.ask(context, case_id, parent, clock=clock)

    context.tasks.read(
        lambda: prap.entry_for_clock(workspace, case_id, clock.id),
        owner=parent or context.hub,
        done=open_it,
    )
