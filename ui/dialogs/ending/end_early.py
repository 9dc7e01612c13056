"""End a case early: one form that shows what each reason needs, what is refused and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from jfs_desktop.casework.ending import early_ends
from jfs_desktop.casework.ending.early_ends import NOT_TOLD, EarlyEnd, EarlyOffer, EarlyReason, EndedEarly
from jfs_desktop.casework.ending.ends import Death, Engaged
from jfs_desktop.errors import UserError
from jfs_desktop.outcome import Outcome
from jfs_desktop.rules.journey.ends import DIED, LEFT, MOVED, WORK
from jfs_desktop.rules.journey.re_engagement import IDENTITY
from jfs_desktop.rules.programme.questions import NO, YES
from jfs_desktop.rules.writing.wording import long_day
from ui.shell.context import Context
from ui.shell.telling import with_form_kept
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.date_field import DateField
from ui.widgets.dialog import Dialog
from ui.widgets.form_kit import FormKit, note_box
from ui.widgets.question_form import QuestionForm
from ui.widgets.text import label

_NOT_TOLD = "-"
_NO_PAPER = (
    "The JFAP is frozen, but no Word file or PDF of it could be made: its template has a mistake. Ask head "
    "office for a corrected one."
)
_FIELDS = {
    LEFT: ("words",),
    WORK: ("job_started_on", "employer", "no_more_support"),
    MOVED: (),
    DIED: ("told_by", "learned_on", "died_on", "died_on_reason"),
}
_CHIP = {LEFT: "Left or disengaged", WORK: "Found work", MOVED: "Moved away", DIED: "Died"}


class EndEarlyDialog(Dialog):
    """Every reason is there to be looked at; the button works only where nothing stands against it."""

    def __init__(self, context: Context, offer: EarlyOffer, today: date, parent: QWidget | None) -> None:
        super().__init__(
            "End early", "The JFAP is frozen as it stands. The entry for PRaP is proposed.", parent, width=600
        )
        self.heading.setText(f"End early: {offer.name}")  # the window's title names nobody
        self._context, self._offer, self._today = context, offer, today
        self._proposed = offer.engaged_on
        self._reasons = {one.key: one for one in offer.reasons}
        self.form = FormKit(columns=2)
        self._make_fields()
        self.content.addWidget(self.form)
        self.add_cancel()
        self.go = self.add_verb("End provision", "danger", self._go, saves=True)
        self.go.setObjectName("end-now")
        self.form.changed.connect(lambda _: self._show())
        if offer.died:
            self.reason.set_chosen([DIED])
        self._show()
        self.reason.setFocus()

    @classmethod
    def ask(cls, context: Context, case_id: UUID, today: date, parent: QWidget | None) -> None:
        """Read what each reason needs, and open the form."""
        workspace = context.workspace
        context.tasks.read(
            lambda: early_ends.offer(workspace, case_id),
            owner=parent or context.hub,
            done=lambda offer: cls(context, offer, today, parent).open(),
        )

    def chosen(self) -> EarlyReason | None:
        """The reason now chosen."""
        keys = self.reason.chosen()
        return self._reasons.get(keys[0]) if keys else None

    def dirty(self) -> bool:
        return bool(self.form.value("note").strip() or self.form.value("words").strip())

    def _make_fields(self) -> None:
        offer, today = self._offer, self._today
        chips = [(one.key, _CHIP.get(one.key, one.name)) for one in offer.reasons]
        self.reason = self.form.add("reason", "Why", ChipChoice(chips), span=2)
        self.told = _Told()
        self.form.add_row(self.told)
        self.form.add("words", "They no longer wish to take part: their words", note_box(2), span=2)
        self.form.add("job_started_on", "First day of the job", DateField(today))
        self.form.add("employer", "Employer, if they wish to say", QLineEdit())
        self.form.add(
            "no_more_support",
            "Support is judged to be no longer needed",
            ChipChoice([(YES, "Yes"), (NO, "No")]),
            span=2,
        )
        self.moved = QuestionForm(today)
        self.moved.ask(offer.move_asks)
        self.form.add_row(self.moved)
        self.form.add("told_by", "Who told us", QLineEdit(), span=2)
        self.form.add("learned_on", "When we learned of it", DateField(today, today))
        self.form.add("died_on", "Day of death, if known", DateField(today))
        self.form.add(
            "died_on_reason", "Why it lies before a day on which they were met", QLineEdit(), span=2
        )
        self.form.add("on", "End date", DateField(today, today))
        self.form.add("last_engaged_on", "Last engaged day", DateField(today, offer.engaged_on))
        self.form.add("last_engaged_reason", "Why another day than the record shows", QLineEdit(), span=2)
        self.call = self.form.add("channel", "Told now that DWP may ring", QComboBox())
        for key, name in (("", "Choose…"), *offer.channels, (_NOT_TOLD, "Could not be told")):
            self.call.addItem(name if key in ("", _NOT_TOLD) else f"Told by {name.lower()}", key)
        sure = offer.identity
        choices = [(one.key, one.name) for one in sure.choices] if sure is not None else []
        self.sure = self.form.add(
            IDENTITY, sure.text if sure is not None else "", ChipChoice(choices), span=2
        )
        self.sure.set_chosen([offer.sure] if offer.sure else [])
        self.form.add(NOT_TOLD, "Why they could not be told", QLineEdit())
        self.form.add("note", "Note", note_box(2), span=2)
        self.form.add("late_reason", "Why it is late", QLineEdit(), span=2)

    def _show(self) -> None:
        reason = self.chosen()
        key = reason.key if reason else ""
        for owner, names in _FIELDS.items():
            for name in names:
                self.form.set_shown(name, owner == key and not (owner == DIED and self._offer.died))
        self.moved.setVisible(key == MOVED and not self.moved.empty())
        untold = self._offer.told_on is None and not self._offer.notice_waits
        living = bool(key) and key != DIED and untold
        self.form.set_shown("channel", living)
        self.form.set_shown(NOT_TOLD, living and self.form.value("channel") == _NOT_TOLD)
        self.form.set_shown(IDENTITY, self._speaks(key, living))
        on, last = self.form.value("on"), self._offer.last_day
        if key == DIED and not self._offer.died:
            self.form.set_shown("died_on_reason", self._offer.met_after(self.form.value("died_on")))
        self._follow_engaged(key, on)
        self.form.set_shown("late_reason", bool(key and on and last and on > last) or self._asked_late)
        self.told.show_reason(reason, self._offer)
        self.go.setEnabled(reason is not None and reason.open)

    def _follow_engaged(self, reason: str, on: date | None) -> None:
        """Propose the last engaged day that the record will show, until another is typed (X13)."""
        shown = self._offer.shows_engaged(on, self.form.value("words") if reason == LEFT else "")
        if self.form.value("last_engaged_on") == self._proposed and shown != self._proposed:
            self._proposed = shown
            self.form.set_value("last_engaged_on", shown)
        other = self.form.value("last_engaged_on") != shown or self._offer.met_after(on)
        told = reason == DIED and not self.form.field("died_on_reason").isHidden()
        self.form.set_shown("last_engaged_reason", bool(reason) and other and not told)

    def _speaks(self, reason: str, living: bool) -> bool:
        """Whether it has to be sure who it is: their own words count, or they are told by voice."""
        words = reason == LEFT and bool(self.form.value("words").strip())
        return words or (living and self.form.value("channel") in self._offer.by_voice)

    _asked_late = False

    def _go(self) -> None:
        reason = self.chosen()
        if reason is None:
            return
        notes = self.form.date_problems() | self._missing(reason)
        self.form.set_notes(notes)
        if notes or self.moved.problems():
            self.form.focus_first_note()
            return
        self.set_busy(True)
        workspace, case_id, end = self._context.workspace, self._offer.case_id, self._end(reason)
        self._context.tasks.write(
            lambda: early_ends.end_early(workspace, case_id, end),
            owner=self,
            done=self._done,
            failed=self._refused,
        )

    def _missing(self, reason: EarlyReason) -> dict[str, tuple[str, str]]:
        values, notes = self.form.values(), {}
        if values["on"] is None:
            notes["on"] = ("Type the end date.", "error")
        if reason.key == WORK and values["job_started_on"] is None:
            notes["job_started_on"] = ("Type the first day of the job.", "error")
        told = reason.key == DIED and not self._offer.died
        if told and not values["told_by"].strip():
            notes["told_by"] = ("Say who told us.", "error")
        if told and values["learned_on"] is None:
            notes["learned_on"] = ("Type this day.", "error")
        if not self.form.field("channel").isHidden() and not values["channel"]:
            notes["channel"] = ("Tell them, or say why they could not be told (JFS 5.20).", "error")
        if values["channel"] == _NOT_TOLD and reason.key != DIED and not values[NOT_TOLD].strip():
            notes[NOT_TOLD] = ("Say why they could not be told.", "error")
        if not self.sure.isHidden() and not self.sure.chosen():
            notes[IDENTITY] = ("Say whether it is sure who it is (JFS 3.21).", "error")
        return notes

    def _end(self, reason: EarlyReason) -> EarlyEnd:
        values = self.form.values()
        judged = self.form.field("no_more_support")
        answer = judged.chosen() if isinstance(judged, ChipChoice) else ()
        told = values["channel"] or ""
        return EarlyEnd(
            reason.key,
            values["on"],
            Engaged(values["last_engaged_on"], values["last_engaged_reason"]),
            {"no_more_support": answer[0]} if reason.key == WORK and answer else {},
            told_by="" if told == _NOT_TOLD else told,
            not_told_reason=values[NOT_TOLD],
            withdrew=values["words"],
            moved=self.moved.answers() if reason.key == MOVED else {},
            job_started_on=values["job_started_on"],
            employer=values["employer"],
            death=_death(values) if reason.key == DIED else None,
            late_reason=values["late_reason"],
            note=values["note"],
            identity=next(iter(self.sure.chosen()), ""),
        )

    def _done(self, outcome: Outcome[EndedEarly]) -> None:
        self._context.hub.tell(outcome)
        ended = outcome.value
        told = (
            f"Provision ended early on {long_day(ended.on)}. The entry for PRaP is ready. "
            "If it is wrong, take it back with a reason."
        )
        paper = ended.paper.document
        if paper is not None:
            told = with_form_kept(told, paper, of="JFAP")
        elif ended.paper.owed:
            told = f"{told} {_NO_PAPER}"
        self._context.say.news(told)
        self.accept()

    def _refused(self, error: UserError) -> None:
        self._asked_late = self._asked_late or error.field == "late_reason"
        self._show()
        self.show_refusal(error, self.form)


def _death(values: Mapping[str, Any]) -> Death:
    return Death(
        values["learned_on"], values["told_by"], values["died_on"], reason=values["died_on_reason"] or ""
    )


class _Told(QWidget):
    """The code that a reason proposes, and what stands against it."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.lines: list[QWidget] = []

    def show_reason(self, reason: EarlyReason | None, offer: EarlyOffer) -> None:
        """Say anew what goes with the reason."""
        for line in self.lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [label(text, role, wrap=True) for text, role in _lines(reason, offer)]
        for line in self.lines:
            self._column.addWidget(line)


def _lines(reason: EarlyReason | None, offer: EarlyOffer) -> list[tuple[str, str]]:
    if reason is None:
        return [("Choose why provision ends. What it needs is told here.", "soft")]
    said = [(f"{reason.name}. PRaP gets code {reason.code}, {reason.code_name}.", "")]
    said += [(f"Not now: {one.text} ({one.paragraph})", "warning") for one in reason.against]
    if reason.key == LEFT and reason.otherwise:
        said += [("Write their words below. Without them it needs this first:", "soft")]
        said += [(f"• {one.text} ({one.paragraph})", "soft") for one in reason.otherwise]
    if reason.key == DIED:
        said.append(("Everything stops at once: no message, survey or call goes out (JFS 5.11).", "warning"))
    elif offer.told_on is not None:
        said.append((f"They were told on {long_day(offer.told_on)} that DWP may ring.", "soft"))
    elif offer.notice_out:
        said.append((f"The message that DWP may ring: {offer.notice_out}", "soft"))
        if offer.notice_waits:
            said.append(("It counts when it goes. If it does not, they are still to be told.", "soft"))
    if reason.note and reason.key != DIED:
        said.append((reason.note, "soft"))
    return said
